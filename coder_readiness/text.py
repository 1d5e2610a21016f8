"""Text made fit to show: safe, whatever it holds, and wrapped between words."""

import functools
import math
import re
import unicodedata
from collections.abc import Iterable

NO_BREAK = "\u00a0"

# Cc: control characters and terminal escapes; Cf: invisible, among them the bidirectional overrides;
# Cs: lone surrogates; Co and Cn: private or unassigned; Zl and Zp: line breaks that terminals do not know.
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_JOINED = frozenset({"Lo", "Lm", "Mn", "Mc", "So", "Sk"})


def is_hidden(character: str) -> bool:
    """Tell whether a character steers a terminal, or hides in it, instead of showing."""
    return unicodedata.category(character) in _HIDDEN


def first_hidden(text: str) -> str:
    """Return the first hidden character of a text other than the line feed, or "" where there is none.

    What joins letters in scripts that need it, or pictures to one, hides nothing.
    """
    if text.isprintable() or text.replace("\n", "").isprintable():  # at once: nothing printable is hidden
        return ""
    text = _FLAG.sub("", _JOINER.sub(_unless_it_joins, text))
    return next((character for character in text if character != "\n" and is_hidden(character)), "")


_JOINER = re.compile("[\u200c\u200d]")
_FLAG = re.compile("(?<=\U0001f3f4)[\U000e0030-\U000e007a]{2,6}\U000e007f")
"""Letters behind a flag that say whose it is."""


def _unless_it_joins(joiner: "re.Match[str]") -> str:
    start, end = joiner.span()
    return (
        ""
        if _may_be_joined(joiner.string[start - 1 : start]) and _may_be_joined(joiner.string[end : end + 1])
        else joiner[0]
    )


def _may_be_joined(character: str) -> bool:
    """Tell letters and marks of scripts other than Latin, and pictures, from all else."""
    return character > "\u02ff" and unicodedata.category(character) in _JOINED


def printable(text: str) -> str:
    """Return `text` with every hidden character but the line feed shown as its escape, such as `\\x1b`."""
    if not first_hidden(text):
        return text
    return "".join(
        character if character == "\n" or not is_hidden(character) else character.encode("unicode_escape").decode()
        for character in text
    )


def printable_name(name: str) -> str:
    """Return a file's name fit to show in one line: line breaks, too, are shown as their escapes."""
    return printable(name).replace("\n", "\\n")


@functools.lru_cache(1000)  # very many sheets may have the same slip
def did_you_mean(name: str, known: tuple[str, ...], synonyms: tuple[tuple[str, str], ...] = ()) -> str:
    """Return " Did you mean ...?" with the known name closest to a misspelled or shortened one; "" if none is close.

    `synonyms` are other words, each with the known name that it stands for.
    """
    import difflib

    lower = name[:100].strip().lower()
    meant = dict(synonyms) | {one.lower(): one for one in known if one != name}
    close = difflib.get_close_matches(lower, meant, 1, 0.75)
    close = close or [longer for longer in meant if longer.startswith(f"{lower}-")]
    return f" Did you mean {quoted(meant[close[0]])}?" if close else ""


def as_id(text: str) -> str:
    """Return a text as an id, with hyphens between its letters and digits of ASCII; "" if it has none."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def number_of(count: int, one: str, several: str = "") -> str:
    """Return a number with what it counts, such as "1 question" or "2 questions"; `several` is an odd plural."""
    return f"{count} {one if count == 1 else several or one + 's'}"


def cells(text: str) -> int:
    """Return how many columns of a terminal a text takes; several characters may be drawn as one, such as an emoji."""
    if text.isascii():
        return len(text)
    from wcwidth import wcswidth

    columns = wcswidth(text)
    return columns if columns >= 0 else len(text)  # with control characters, which have no width


def one_line(text: str) -> str:
    """Return a text without its line breaks."""
    return " ".join(text.split())


def wrapped(text: str, width: int, start: str = "") -> str:
    """Return `start` and a text after it, in lines of at most `width` columns; the later ones are indented as far.

    Lines are broken between words; only a word that is longer than a line is split. What fits is left as it is.
    A no-break space keeps words together, and is then printed as any other.
    """
    room = max(1, width - len(start))
    lines = [text]
    if cells(text) > room or "\n" in text:
        lines = [""]
        for word in text.replace("\n", " ").split(" "):
            if word:
                _append(lines, word, room)
    return start + f"\n{' ' * len(start)}".join(lines).replace(NO_BREAK, " ")


def _append(lines: list[str], word: str, room: int) -> None:
    """Put a word at the end of the last line, or where it does not fit on a new one."""
    joined = f"{lines[-1]} {word}" if lines[-1] else word
    if cells(joined) <= room:
        lines[-1] = joined
        return
    if lines[-1]:
        lines.append("")
    while cells(word) > room:
        end = next((end for end in range(1, len(word)) if cells(word[: end + 1]) > room), len(word))
        lines[-1], word = word[:end], word[end:]
        lines.append("")
    lines[-1] = word


def shortened(text: str, width: int) -> str:
    """Return a text in one line of at most `width` columns, cut between words, with three points where it was cut."""
    first, *more = wrapped(text, width).split("\n")
    if not more:
        return first
    first = wrapped(text, width - 3).split("\n")[0]
    return f"{first.rstrip(' .,;:')}..."


_KINDS: dict[type, str] = {
    dict: "an object",
    list: "a list",
    tuple: "a list",
    int: "a number",
    float: "a number",
    bool: "true or false",
    str: "text",
    type(None): "nothing",
}


def kind(value: object) -> str:
    """Return what a value from outside is, such as "a number"."""
    return _KINDS.get(type(value), "a special value")


_LONGEST_QUOTE = 57


def quoted(value: object) -> str:
    """Return a value as every message cites it, short and safe: text in double quotes, anything else as JSON has it."""
    if isinstance(value, str):
        return f'"{printable_name(value if len(value) <= _LONGEST_QUOTE else value[:_LONGEST_QUOTE] + "...")}"'
    if value in (math.inf, -math.inf):
        return "a number too large to use"
    if isinstance(value, dict):
        return kind(value)
    import json

    try:
        text = json.dumps(value, ensure_ascii=False, default=str)
    except TypeError:  # JSON has no such keys
        return kind(value)
    except ValueError:  # Python does not print whole numbers of several thousand digits
        return "a number too long to print"
    return printable(text if len(text) <= _LONGEST_QUOTE else f"{text[:_LONGEST_QUOTE]}...")


def alternatives(names: Iterable[str]) -> str:
    """Return names to choose from, such as "a", "b" or "c"."""
    *others, last = map(quoted, names)
    return f"{', '.join(others)} or {last}" if others else last
