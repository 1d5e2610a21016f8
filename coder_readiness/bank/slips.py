"""What an author has most likely meant where YAML gives up: the place of the slip, what is there, and the mend."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any, NamedTuple

import yaml

from coder_readiness.text import printable

_KEY = r"[A-Za-z_][\w-]*"
_LINE_START = r"^[ ]*(?:- +)*"
_CUT = re.compile(r" #\S")
"""Looks like text, and is the start of a comment: "tooth #3"."""
_MOST_CUTS = 10
"""In so many places of one line that is looked for."""
_LONGEST_LINE = 500
"""So much of a line is looked through for what only looks like a sign."""
_NEEDS_QUOTES = "%`@!&*|>-?,[]{}#"
"""What text without quotes may not start with."""
_LOOK_ALIKES = [
    (re.compile(rf"{_LINE_START}{_KEY}\s*([\uff1a\ufe55\ua789\u2236\u02d0\ufe13])"), ":"),
    (re.compile(rf"(?:{_LINE_START}|[{{,]\s*){_KEY}\s*:([^\S \t\r\n]|\u200b|\ufeff)"), "an ordinary space"),
    (re.compile(rf"{_LINE_START}[\"']?{_KEY}[\"']?([^\S \t\r\n]|\u200b|\ufeff)\s*:"), "nothing, or an ordinary space"),
    (re.compile(r"^ *([^\S \t\r\n]|\u200b|\ufeff)"), "an ordinary space"),
    (re.compile(r"^ *([\u2010-\u2015\u2212\u2022\u00b7\uff0d\ufe63])\s"), "-"),
    (re.compile(r"^ *-([^\S \t\r\n]|\u200b|\ufeff)"), "an ordinary space"),
    (re.compile(rf"{_LINE_START}{_KEY}\s*: +([\uff3b\u3010])"), "["),
    (re.compile(rf"{_LINE_START}{_KEY}\s*: +\[[^\]]*?([\uff3d\u3011])"), "]"),
    (re.compile(r"^ *- +([\uff5b])"), "{"),
    (re.compile(r"^ *- +\{[^}]*?([\uff5d])"), "}"),
    (re.compile(r"[\[{][^\]}\"']*?([\uff0c\u3001\u060c])"), ","),
]
"""A character that looks like a sign of YAML and is none, and what to write in its place."""


class Slip(NamedTuple):
    """Its place, counted from 0, and what to say about it."""

    line: int
    column: int
    message: str


def named(character: str) -> str:
    """Return a character that is easily taken for another, by its number and name."""
    return f"U+{ord(character):04X} ({unicodedata.name(character, 'no name').lower()})"


def look_alike(line: str) -> tuple[int, str] | None:
    """Return the column and the mend of a character that only looks like a sign of YAML; None if a line has none."""
    found = [
        (match.start(1), match[1], mend) for sign, mend in _LOOK_ALIKES if (match := sign.search(line[:_LONGEST_LINE]))
    ]
    if not found:
        return None
    column, character, mend = min(found)
    if unicodedata.category(character) == "Cf":
        return column, f"{named(character)} isn't allowed here; remove it"
    return column, f"{named(character)} isn't allowed here; write {mend} instead"


def unclosed_quote(text: str, start: Any, end: Any) -> str:
    """Return what is wrong with a quoted text over several lines that has swallowed a key; "" if it has not."""
    if start.line == end.line or not re.search(
        rf"\n *(?:(?:- +)*{_KEY}:(?: |\r?\n)|- )", text[start.index : end.index]
    ):
        return ""
    return f"the quote that opens here doesn't close until line {end.line + 1}; close it where its text ends"


def slip(error: yaml.MarkedYAMLError, text: str) -> Slip:
    """Return where an author has made the mistake that the parser has stumbled over, and what to do about it."""
    lines = [*text.splitlines(), ""]
    at: Any = error.problem_mark or error.context_mark
    start: Any = error.context_mark or at
    problem, context = str(error.problem or error.context), str(error.context or "")
    for number, merged in enumerate(lines):
        if merged.startswith("<<<<<<< "):
            return Slip(number, 0, "a merge left two versions here; keep one, and remove the lines of <, = and >")
    for number in range(at.line):
        if lines[number] == "...":
            return Slip(number, 0, "... ends the file's content here; remove this line")
    line = lines[at.line]
    if line[at.column :].startswith("\t") or re.match(r" *\t", line):
        return Slip(at.line, at.column, "tabs aren't allowed here; use spaces")
    near = [start.line] if "simple key" in context else []
    for number in (*near, _before(lines, at.line), at.line):
        if found := look_alike(lines[number]):
            return Slip(number, *found)
    if "quoted scalar" in context:
        return _in_quotes(problem, lines, start, at)
    unexpected = "token" in problem or "context" in problem or "content" in problem
    for mark in ((at,) if unexpected else ()) + ((start,) if "scanning" in context else ()):
        if sign := _bare_sign(lines, mark):
            return Slip(mark.line, mark.column, f"text without quotes can't start with {sign}; put quotes around it")
    if "simple key" in context:
        return Slip(start.line, _indent(lines[start.line]), _no_key(lines[start.line]))
    if re.search("',' or '[]}]'", problem):
        return _in_brackets(lines, start, at)
    return _in_block(problem, lines, at)


def _bare_sign(lines: Sequence[str], mark: Any) -> str:
    """Return the sign at a mark if it starts a value without quotes; one that starts a list or a mapping is allowed."""
    before, after = lines[mark.line][: mark.column], lines[mark.line][mark.column :]
    starts = re.search(r"(^|[:\-?,\[{])\s*$", before)
    sign = after[:1]
    return sign if starts and sign and sign in _NEEDS_QUOTES and not re.match(r"[\[{]|- *$", after) else ""


def _in_quotes(problem: str, lines: Sequence[str], start: Any, at: Any) -> Slip:
    if "escape" in problem or "hexdecimal" in problem:
        advice = "in double quotes \\ starts a special character; write \\\\ for one, or use single quotes"
        return Slip(at.line, at.column, advice)
    sign = lines[start.line][start.column]
    return Slip(
        start.line, start.column, f"the quote that opens here is never closed; write {sign} at the end of its text"
    )


def _no_key(line: str) -> str:
    """Say what is wrong with a line that should be a key and its value."""
    if found := re.match(rf"\s*(?:- +)*({_KEY}):\S", line):
        return f"write a space after `{found[1]}:`"
    if found := re.match(rf"\s*(?:- +)*({_KEY})\s*(=>|=|;|->)", line):
        return f"write `{found[1]}: ...`, with a colon and a space, not {found[2]}"
    if found := re.match(r"\s*([{[])", line):
        return f"write a hyphen and a space before {found[1]}, as in the items next to it"
    if found := re.match(rf"\s*(?:- +)*({_KEY})\s*$", line):
        return f"write a colon after {found[1]}, or indent this line as part of the text above"
    return "this line has no key, such as `id: ...`; write one, or indent it as part of the text above"


def _in_brackets(lines: Sequence[str], start: Any, at: Any) -> Slip:
    opening = lines[start.line][start.column : start.column + 1]
    closing = {"[": "]", "{": "}"}.get(opening, "")
    if at.line == start.line and (advice := _after_quote(lines[at.line][: at.column].rstrip())):
        return Slip(at.line, at.column, advice)
    if at.line == start.line and closing and closing in lines[start.line][at.column :]:
        advice = (
            f"parts between {opening} and {closing} are separated by commas; put quotes around text with a colon in it"
        )
        return Slip(at.line, at.column, advice)
    return Slip(
        start.line,
        start.column,
        f"the bracket {opening} that opens here is never closed; write {closing} where it ends",
    )


def _in_block(problem: str, lines: Sequence[str], at: Any) -> Slip:
    """Return the slip where a block of keys or items does not continue as it should."""
    line = lines[at.line]
    above = _before(lines, at.line)
    before = line[: at.column].rstrip()
    for number in (above, at.line):
        if re.match(rf" *-{_KEY}:( |$)", lines[number]):
            return Slip(number, _indent(lines[number]), "write a space after the hyphen")
    if advice := _after_quote(before):
        return Slip(at.line, at.column, advice)
    if before.endswith(("]", "}")):
        return Slip(
            at.line, at.column, "something follows the closing bracket; remove it, or put quotes around all of it"
        )
    if above != at.line and re.fullmatch(rf"\s*(?:- +)*{_KEY}\s*", lines[above]):
        return Slip(above, _indent(lines[above]), _no_key(lines[above]))
    if found := re.match(rf" *({_KEY}):\S", lines[above] if above != at.line else ""):
        return Slip(above, _indent(lines[above]), f"write a space after `{found[1]}:`")
    if at.column == _indent(line) and above != at.line:
        advice = (
            f"the indentation of {at.column} spaces matches no line above; indent it like the keys or items next to it"
        )
        return Slip(at.line, at.column, advice)
    if problem.startswith("mapping values are not allowed"):
        return Slip(
            at.line,
            at.column,
            "a colon isn't allowed here; put quotes around text with a colon in it, or fix the indentation",
        )
    if problem.startswith("found unexpected ':'"):
        return Slip(at.line, at.column, "write a space after the colon, or put quotes around text with a colon in it")
    if any(_CUT.search(lines[number]) for number in (above, at.line)):
        return Slip(
            at.line, at.column, f"this isn't valid YAML: {printable(problem)}; put quotes around text with a # in it"
        )
    return Slip(at.line, at.column, f"this isn't valid YAML: {printable(problem)}")


def _after_quote(before: str) -> str:
    """Return what to do where a text continues after a quote that has closed it; "" if what is before is no quote."""
    if not before.endswith(('"', "'")):
        return ""
    quote = '\\"' if before[-1] == '"' else "''"
    return f"the text continues after its closing quote; quote all of it, and write {quote} for a quote inside"


def _before(lines: Sequence[str], number: int) -> int:
    """Return the last line before one that is not blank; the line itself if there is none."""
    return next((above for above in range(number - 1, -1, -1) if lines[above].strip()), number)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def cuts(text: str) -> Iterator[tuple[int, int]]:
    """Yield the lines and columns, from 0, where a text may have been cut by a sign that was meant as a part of it."""
    if _CUT.search(text):
        for number, line in enumerate(text.split("\n")):
            yield from ((number, len(line[: cut.start()].rstrip())) for cut in islice(_CUT.finditer(line), _MOST_CUTS))
