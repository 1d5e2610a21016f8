"""Explains where YAML gives up: the place of the slip, and what the author most likely meant."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import islice
from typing import Any, NamedTuple

import yaml

from coder_readiness.text import printable, quoted

LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""libyaml's, unless PyYAML was built without it."""
_KEY = r"[A-Za-z_][\w-]*"
_LINE_START = r"^[ ]*(?:- +)*"
_CUT = re.compile(r" #\S")
"""Looks like text, and is the start of a comment: "tooth #3"."""
_MOST_CUTS = 10
"""At most this many of them are found in one line."""
_LONGEST_LINE = 500
"""At most this much of a line is searched for lookalikes."""
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
"""Characters that look like signs of YAML, and what to write instead."""


class Slip(NamedTuple):
    """The place of a mistake, counted from 0, and the message about it."""

    line: int
    column: int
    message: str


def named(character: str) -> str:
    """Return the number and name of a character that is easily mistaken for another."""
    return f"U+{ord(character):04X} ({unicodedata.name(character, 'a control character').lower()})"


def look_alike(line: str) -> tuple[int, str] | None:
    """Return the column of a character that only looks like a sign of YAML, and the message; None if there is none."""
    found = [
        (match.start(1), match[1], meant)
        for sign, meant in _LOOK_ALIKES
        if (match := sign.search(line[:_LONGEST_LINE]))
    ]
    if not found:
        return None
    column, character, meant = min(found)
    if unicodedata.category(character) == "Cf":
        return column, f"{named(character)} isn't allowed here. Remove it."
    return column, f"{named(character)} isn't allowed here. Write {meant} instead."


def unclosed_quote(text: str, start: Any, end: Any) -> str:
    """Return the error if a quoted text over several lines has swallowed a key; "" if it has not."""
    if start.line == end.line or not re.search(
        rf"\n *(?:(?:- +)*{_KEY}:(?: |\r?\n)|- )", text[start.index : end.index]
    ):
        return ""
    return f"The quote that opens here doesn't close until line {end.line + 1}. Close it where its text ends."


def slip(error: yaml.MarkedYAMLError, text: str) -> Slip:
    """Return the place of the mistake that stopped the parser, and what to do about it."""
    lines = [*text.splitlines(), ""]
    at: Any = error.problem_mark or error.context_mark
    start: Any = error.context_mark or at
    problem, context = str(error.problem or error.context), str(error.context or "")
    for number, merged in enumerate(lines):
        if merged.startswith("<<<<<<< "):
            return Slip(number, 0, "A merge left two versions here. Keep one, and remove the lines of <, = and >.")
    for number in range(at.line):
        if lines[number] == "...":
            return Slip(number, 0, "... ends the file's content here. Remove this line.")
    line = lines[at.line]
    if line[at.column :].startswith("\t") or re.match(r" *\t", line):
        return Slip(at.line, at.column, "Tabs aren't allowed here. Use spaces.")
    near = [start.line] if "simple key" in context else []
    for number in (*near, _before(lines, at.line), at.line):
        if found := look_alike(lines[number]):
            return Slip(number, *found)
    if "quoted scalar" in context:
        return _in_quotes(problem, lines, start, at)
    unexpected = "token" in problem or "context" in problem or "content" in problem
    for mark in ((at,) if unexpected else ()) + ((start,) if "scanning" in context else ()):
        if sign := _bare_sign(lines, mark):
            return Slip(
                mark.line, mark.column, f"Text without quotes can't start with {sign}. Put quotes around the text."
            )
    if "simple key" in context:
        return Slip(start.line, _indent(lines[start.line]), _no_key(lines[start.line]))
    if re.search("',' or '[]}]'", problem):
        return _in_brackets(lines, start, at)
    opened = None if text[at.index :].strip() else _never_closed(text)
    return _open_bracket(lines, opened) if opened else _in_block(problem, lines, at)


def _bare_sign(lines: Sequence[str], mark: Any) -> str:
    """Return the sign at a mark if it starts a value without quotes; one that starts a list or a mapping is allowed."""
    before, after = lines[mark.line][: mark.column], lines[mark.line][mark.column :]
    starts = re.search(r"(^|[:\-?,\[{])\s*$", before)
    sign = after[:1]
    return sign if starts and sign and sign in _NEEDS_QUOTES and not re.match(r"[\[{]|- *$", after) else ""


def _in_quotes(problem: str, lines: Sequence[str], start: Any, at: Any) -> Slip:
    if "escape" in problem or "hexdecimal" in problem:
        advice = "Inside double quotes, \\ has a special meaning. Write \\\\ instead, or use single quotes."
        return Slip(at.line, at.column, advice)
    sign = lines[start.line][start.column]
    return Slip(
        start.line, start.column, f"The quote that opens here is never closed. Write {sign} at the end of its text."
    )


def _no_key(line: str) -> str:
    """Say what is wrong with a line that should be a key and its value."""
    if found := re.match(rf"\s*(?:- +)*({_KEY}):\S", line):
        return f"Write a space after `{found[1]}:`."
    if found := re.match(rf"\s*(?:- +)*({_KEY})\s*(=>|=|;|->)", line):
        return f"Write `{found[1]}: ...`, with a colon and a space instead of {found[2]}."
    if found := re.match(r"\s*([{[])", line):
        return f"Write a hyphen and a space before {found[1]}, as in the items next to it."
    if found := re.match(rf"\s*(?:- +)*({_KEY})\s*$", line):
        return f"Write a colon after {quoted(found[1])}. If it's part of the text above, indent this line instead."
    return "This line needs a name and a colon, such as `ask:`. If it's part of the text above, indent it instead."


def _in_brackets(lines: Sequence[str], start: Any, at: Any) -> Slip:
    opening = lines[start.line][start.column : start.column + 1]
    closing = {"[": "]", "{": "}"}.get(opening, "")
    if at.line == start.line and (advice := _after_quote(lines[at.line][: at.column].rstrip())):
        return Slip(at.line, at.column, advice)
    if at.line == start.line and closing and closing in lines[start.line][at.column :]:
        advice = f"Put commas between the parts inside {opening} and {closing}, and quotes around text with a colon."
        return Slip(at.line, at.column, advice)
    return _open_bracket(lines, start)


def _open_bracket(lines: Sequence[str], start: Any) -> Slip:
    opening = lines[start.line][start.column]
    closing = "]" if opening == "[" else "}"
    return Slip(
        start.line,
        start.column,
        f"The bracket {opening} that opens here is never closed. Add the closing {closing}.",
    )


def _never_closed(text: str) -> Any:
    """Return the mark of the innermost bracket that is still open at the end of a text; None if all are closed."""
    opened = []
    with suppress(yaml.YAMLError):
        for token in yaml.scan(text, LOADER):
            if isinstance(token, yaml.FlowSequenceStartToken | yaml.FlowMappingStartToken):
                opened.append(token.start_mark)
            elif opened and isinstance(token, yaml.FlowSequenceEndToken | yaml.FlowMappingEndToken):
                opened.pop()
    return opened[-1] if opened else None


def _in_block(problem: str, lines: Sequence[str], at: Any) -> Slip:
    """Return the slip where a block of keys or items does not continue as it should."""
    line = lines[at.line]
    above = _before(lines, at.line)
    before = line[: at.column].rstrip()
    for number in (above, at.line):
        if re.match(rf" *-{_KEY}:( |$)", lines[number]):
            return Slip(number, _indent(lines[number]), "Write a space after the hyphen.")
    if advice := _after_quote(before):
        return Slip(at.line, at.column, advice)
    if before.endswith(("]", "}")):
        return Slip(
            at.line, at.column, "Something comes after the closing bracket. Remove it, or put quotes around all of it."
        )
    if above != at.line and re.fullmatch(rf"\s*(?:- +)*{_KEY}\s*", lines[above]):
        return Slip(above, _indent(lines[above]), _no_key(lines[above]))
    if found := re.match(rf" *({_KEY}):\S", lines[above] if above != at.line else ""):
        return Slip(above, _indent(lines[above]), f"Write a space after `{found[1]}:`.")
    if at.column == _indent(line) and above != at.line:
        advice = f"No line above starts with {at.column} spaces. Indent this one like the lines that belong with it."
        return Slip(at.line, at.column, advice)
    if problem.startswith("mapping values are not allowed"):
        return Slip(
            at.line,
            at.column,
            "A colon isn't allowed here. Put quotes around text with a colon in it, or fix the indentation.",
        )
    if problem.startswith("found unexpected ':'"):
        return Slip(at.line, at.column, "Write a space after the colon, or put quotes around text with a colon in it.")
    if any(_CUT.search(lines[number]) for number in (above, at.line)):
        return Slip(
            at.line, at.column, f"This isn't valid YAML: {printable(problem)}. Put quotes around text with a # in it."
        )
    return Slip(at.line, at.column, f"This isn't valid YAML: {printable(problem)}.")


def _after_quote(before: str) -> str:
    """Return what to do where a text continues after a quote that has closed it; "" if what is before is no quote."""
    if not before.endswith(('"', "'")):
        return ""
    quote = '\\"' if before[-1] == '"' else "''"
    return f"The text continues after its closing quote. Quote all of it, and write {quote} for a quote inside."


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
