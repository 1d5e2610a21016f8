"""What a person has most likely meant where JSON gives up: the place of the slip, what is there, and the mend."""

import json
import re

CURLY = frozenset("\u201c\u201d\u201e\u2018\u2019")
_FOREIGN = {"'": '"', "None": "null", "True": "true", "False": "false"}
"""What other languages write, and JSON's in its place."""
_STRING_OR_BRACKET = re.compile(r'"(?:[^"\\]|\\.)*+"|[][{}]')
_CLOSING = {"{": "}", "[": "]"}
_NO_COMMENT = "it allows no comments; remove this one"


def slip(text: str, error: json.JSONDecodeError) -> tuple[int, str]:
    """Return where a text is no JSON, and what to do about it."""
    place, message = _slip(text, error)
    return place, f"this isn't valid JSON: {message}"


def _slip(text: str, error: json.JSONDecodeError) -> tuple[int, str]:
    place, before = error.pos, text[: error.pos].rstrip()
    found = text[place : place + 1]
    if found in CURLY:
        return place, f'{found} is a curly quote; write " instead'
    if found in {"}", "]"} and before.endswith(","):  # as Python tells it from 3.13 on
        return len(before) - 1, f"there's a comma before {found}; remove the comma"
    if found == "," and before.endswith(","):  # likewise
        return place, "there's a second comma; remove it"
    for written, mend in _FOREIGN.items():
        if text.startswith(written, place):
            return place, f"write {mend} instead of {written}"
    if text.startswith(("//", "/*", "#"), place):
        return place, _NO_COMMENT
    if not text[place:].strip() and error.msg.startswith("Expecting") and (opened := _never_closed(text)):
        start, bracket = opened
        return start, f"the bracket {bracket} that opens here is never closed; write {_CLOSING[bracket]} where it ends"
    if error.msg.startswith("Illegal trailing comma"):
        return place, "there's a comma after the last part; remove the comma"
    return _place(error, before), _message(error.msg, found)


def _place(error: json.JSONDecodeError, before: str) -> int:
    if error.msg.startswith("Invalid control character"):
        return before.rfind('"')  # where the text starts that goes over the end of its line
    return len(before) if error.msg.startswith("Expecting ',' delimiter") else error.pos


def _message(problem: str, found: str) -> str:
    """Say what to do about a problem that Python's reader has found at a character."""
    match problem.removesuffix(" at"):
        case "Expecting property name enclosed in double quotes":
            return 'put double quotes around each key, as in "answers"'
        case "Expecting ':' delimiter":
            return "write a colon between the key and its value"
        case "Expecting ',' delimiter":
            return "a comma is missing here" + ('; write \\" for a quote inside text' if found.isalnum() else "")
        case "Unterminated string starting":
            return (
                'the quote that opens here is never closed; write " at the end of its text, unless the file is cut off'
            )
        case "Invalid control character":
            return (
                "the quote that opens here isn't closed on its line; write \" at the end of its text, and no tabs in it"
            )
        case "Expecting value":
            return "put double quotes around text" if found.isalpha() else "a value is missing here; write one"
        case "Extra data":
            return "something follows the end of the sheet"
    if "escape" in problem:
        return "\\ starts a special character; write \\\\ for a backslash"
    return problem


def _never_closed(text: str) -> tuple[int, str] | None:
    """Return the place of the first bracket from the end that nothing closes, and the bracket; None if all are."""
    opened: list[tuple[int, str]] = []
    for part in _STRING_OR_BRACKET.finditer(text):
        if part[0] in _CLOSING:
            opened.append((part.start(), part[0]))
        elif opened and part[0] in {"}", "]"}:
            opened.pop()
    return opened[-1] if opened else None
