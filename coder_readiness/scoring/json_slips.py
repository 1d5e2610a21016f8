"""Finds what a person most likely meant in a text that is no JSON: the place of the slip, and the advice."""

import json
import re
import unicodedata

from coder_readiness.bank.slips import named

CURLY = frozenset("\u201c\u201d\u201e\u2018\u2019")
_FOREIGN = {"'": '"', "None": "null", "True": "true", "False": "false"}
"""What other languages write, and what JSON writes instead."""
_STRING_OR_BRACKET = re.compile(r'"(?:[^"\\]|\\.)*+"|[][{}]')
_CLOSING = {"{": "}", "[": "]"}
_BARE_VALUE = re.compile(r'[:\[,]\s*([^\s\[\]{}",]+(?:,\d+)*)')
"""A number, or text without quotes."""
_LONGEST_VALUE = 100
_NEARLY_A_NUMBER = re.compile(r"[-+]?(?:\d[\d_,]*\.?\d*|\.\d+)")
"""What people may take for a number, and JSON does not."""
_BARE_TEXT = "Text needs double quotes around it."
_NO_COMMENT = "JSON can't have comments. Remove this one."


def slip(text: str, error: json.JSONDecodeError) -> tuple[int, str]:
    """Return where a text stops being JSON, and what to do about it."""
    place, before = error.pos, text[: error.pos].rstrip()
    found = text[place : place + 1]
    if found in CURLY:
        return place, f'{found} is a curly quote. Write " instead.'
    if advice := _foreign_character(found):
        return place, advice
    opened = _never_closed(before)
    if found in {"}", "]"} and opened and _CLOSING[opened[1]] != found:
        return place, f"The bracket {opened[1]} is still open here. Write {_CLOSING[opened[1]]} before {found}."
    if found in {"}", "]"} and before.endswith(","):  # as Python tells it from 3.13 on
        return len(before) - 1, f"There's an extra comma before {found}. Remove it."
    if found == "," and before.endswith(","):  # likewise
        return place, "A second comma comes after the first. Remove it."
    for written, meant in _FOREIGN.items():
        if text.startswith(written, place):
            return place, f"JSON uses {meant} instead of {written}."
    if text.startswith(("//", "/*", "#"), place):
        return place, _NO_COMMENT
    if not text[place:].strip() and error.msg.startswith("Expecting") and (opened := _never_closed(text)):
        start, bracket = opened
        return start, f"The bracket {bracket} that opens here is never closed. Add the closing {_CLOSING[bracket]}."
    if error.msg.startswith("Illegal trailing comma"):
        return place, f"There's an extra comma before {text[place + 1 :].lstrip()[:1]}. Remove it."
    return _bare_value(text, error) or (_place(error, before), _message(error.msg, found))


def _foreign_character(found: str) -> str:
    """Return what to do about a character that only looks like one of JSON, or like nothing; "" if it is none."""
    meant = unicodedata.normalize("NFKC", found)
    if found.isascii() and (found.isprintable() or found in "\t\r\n"):
        return "Items have commas between them, not ;." if found == ";" else ""
    if unicodedata.category(found) in {"Cc", "Cf"}:
        return f"{named(found)} isn't allowed here. Remove it."
    if found.isspace():
        return f"{named(found)} isn't allowed here. Write an ordinary space instead."
    return f"{named(found)} isn't allowed here. Write {meant} instead." if meant in set('{}[]:,"') else ""


def _bare_value(text: str, error: json.JSONDecodeError) -> tuple[int, str] | None:
    """Return where a number starts that is none for JSON, or text without quotes, and what to do; None if neither."""
    values = _BARE_VALUE.finditer(text, max(0, error.pos - _LONGEST_VALUE))
    value = next((value for value in values if value.start(1) <= error.pos < value.end(1)), None)
    if value is None or not error.msg.startswith("Expecting"):
        return None
    if _NEARLY_A_NUMBER.fullmatch(value[1]):
        return value.start(1), "A number can have only digits and a decimal point, such as 1000 or 0.5."
    return None if error.msg.startswith("Expecting property") else (value.start(1), _BARE_TEXT)


def _place(error: json.JSONDecodeError, before: str) -> int:
    if error.msg.startswith("Invalid control character"):
        return before.rfind('"')  # where the text starts that goes over the end of its line
    return len(before) if error.msg.startswith("Expecting ',' delimiter") else error.pos


def _message(problem: str, found: str) -> str:
    """Say what to do about a problem that Python's reader has found at a character."""
    match problem.removesuffix(" at"):
        case "Expecting property name enclosed in double quotes":
            return 'Each name needs double quotes around it, as in "answers".'
        case "Expecting ':' delimiter":
            return "A colon is missing here, between the name and its value."
        case "Expecting ',' delimiter":
            inside = ' For a quote inside text, write \\".' if found.isalnum() else ""
            return f"A comma is missing here.{inside}"
        case "Unterminated string starting":
            return (
                'The quote that opens here is never closed. Write " at the end of its text, unless the file is cut off.'
            )
        case "Invalid control character":
            return "The quote that opens here isn't closed on its line. Write \" at the end, and no tabs in its text."
        case "Expecting value":
            return _BARE_TEXT if found.isalpha() else "A value is missing here."
        case "Extra data":
            return "Something comes after the end of the sheet."
    if "escape" in problem:
        return "\\ starts a special character. Write \\\\ for a backslash."
    return f"This isn't valid JSON: {problem}."


def _never_closed(text: str) -> tuple[int, str] | None:
    """Return the place of the first bracket from the end that nothing closes, and the bracket; None if all are."""
    opened: list[tuple[int, str]] = []
    for part in _STRING_OR_BRACKET.finditer(text):
        if part[0] in _CLOSING:
            opened.append((part.start(), part[0]))
        elif opened and part[0] in {"}", "]"}:
            opened.pop()
    return opened[-1] if opened else None
