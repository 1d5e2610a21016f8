"""Explains to authors what pydantic refuses in a bank: what is written there, and what to write instead."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import MISSING, fields
from datetime import date
from math import ceil, floor
from typing import Any, Literal, cast, get_args, get_origin

from coder_readiness.bank.competency import Competency
from coder_readiness.bank.fields import ID, Part
from coder_readiness.bank.outlook import Outlook  # noqa: F401 - its keys count among those that are known
from coder_readiness.bank.questions.types import TYPES
from coder_readiness.bank.roadmap import Roadmap  # noqa: F401 - as above
from coder_readiness.bank.slips import named
from coder_readiness.bank.strict_yaml import Unquoted
from coder_readiness.text import alternatives, did_you_mean, kind, number_of, quoted

_FIELDS = [field for part in Part.kinds.values() for field in fields(cast("Any", part))]
_KEYS = tuple(dict.fromkeys(field.name for field in _FIELDS))
_OPTIONAL = {field.name for field in _FIELDS if (field.default, field.default_factory) != (MISSING, MISSING)}
_CHOICES = {
    field.name: get_args(field.type)
    for model in (Competency, *TYPES.values())
    for field in fields(model)
    if get_origin(field.type) is Literal and len(get_args(field.type)) > 1
}
"""The words that a key allows, if there are only a few."""
_TYPES = alternatives(TYPES)
_EXAMPLES = {
    "required": "[first-job]",
    "points": "`points: [[0, 0], [5, 1]]`",
    "options": "`options: [{id: ..., label: ...}]`",
    "actions": "`actions: [{do: ..., hours: ...}]`",
    "steps": "`steps: [{id: ..., title: ..., about: ..., pass_mark: ...}]`",
    "contradicts": "`contradicts: [{question: ..., answers: [...]}]`",
    "questions": "`questions: [{id: ..., type: ..., ask: ...}]`",
    "codes": "`codes: [{code: ..., why: ...}]`",
    "links": "`links: [{title: ..., url: ..., checked: ...}]`",
}
"""Examples of lists that hold more than plain text."""
_PATTERNS = {
    "language": "must be a tag, such as en, es or pt-BR",
    "done_by": "must name options, such as clothes or interview-ready.clothes",
}
"""Keys whose text has a form of its own."""
_NUMBERS = {"float_type": "a number", "int_type": "a whole number", "int_from_float": "a whole number"}
_WANTED = {**_NUMBERS, "bool_type": "true or false", "date_type": "a day, such as 2026-11-29", "string_type": "text"}
_BOUNDS = {
    "greater_than": ("gt", "more than"),
    "greater_than_equal": ("ge", "at least"),
    "less_than": ("lt", "less than"),
    "less_than_equal": ("le", "at most"),
}


def explain(detail: Mapping[str, Any], written: str | None, known: Sequence[str] = _KEYS) -> str:
    """Explain what pydantic found: name the key, and say what to write instead of `written`.

    `known` are the keys that can be there.
    """
    names = [part for part in detail["loc"] if isinstance(part, str)]
    key = names[-1] if names else "the file"
    type_, value = detail["type"], detail["input"]
    if type_ == "unexpected_keyword_argument":
        return _unknown_key(key, value, known)
    if value is None and names:
        return f"`{key}` is empty. Write a value after it{_or_delete(key)}."
    if type_ == "string_type" and isinstance(value, (tuple, dict)):
        sign = "[" if isinstance(value, tuple) else "{"
        return f"`{key}` must be text, but it's {_kind(value)}. Write just one, or quote text that starts with {sign}."
    if type_ == "string_type" and written is not None and not isinstance(value, str):
        taken_for = "" if isinstance(value, Unquoted) else f", but {written} was read as {_kind(value)}"
        return f'`{key}` must be text{taken_for}. Put quotes around it: "{written}".'
    if type_ in _WANTED or type_ in _BOUNDS:
        return _wrong_scalar(detail, key, written)
    if type_ == "string_pattern_mismatch":
        return _wrong_pattern(key, names, str(value))
    if type_ == "missing":
        wanted = f" It must be {alternatives(_CHOICES[key])}." if key in _CHOICES else ""
        return f"`{key}` is missing. Add it.{wanted}"
    if type_ in {"tuple_type", "dataclass_type", "model_attributes_type", "dict_type"}:
        is_item = bool(names) and names[-1] != detail["loc"][-1]
        what = f"Each item of `{key}`" if is_item else f"`{key}`" if names else "The file"
        return f"{what} {_shape(type_, key, written, is_item=is_item)}."
    if type_ in {"string_too_long", "string_too_short", "too_long", "too_short"}:
        return _size(detail, key)
    return _wrong_choice(detail, key, written)


def _wrong_choice(detail: Mapping[str, Any], key: str, written: str | None) -> str:
    """Explain a value that must be one of a few, or an error that a part of the bank raised itself."""
    type_, value = detail["type"], detail["input"]
    shown = _shown(written, value)
    match type_:
        case "literal_error" if str(value) == str(detail["ctx"]["expected"]):
            return f"`{key}` must be a number, without quotes around it."
        case "literal_error":
            expected = detail["ctx"]["expected"].replace("'", '"')
            meant = did_you_mean(str(value), _CHOICES.get(key, ()))
            return f"`{key}` must be {expected}, but it's {shown}.{meant}"
        case "union_tag_not_found":
            near = [name for name in value if did_you_mean(str(name), ("type",))] if isinstance(value, dict) else []
            what = f"`{near[0]}` should be `type`." if near else "`type` is missing. Add it."
            return f"{what} It must be {_TYPES}."
        case "union_tag_invalid":
            return f"`type` must be {_TYPES}, but it's {shown}.{did_you_mean(str(value.get('type')), tuple(TYPES))}"
        case "value_error":
            message = str(detail["ctx"]["error"])
            return f"`{key}` {message}" if message.startswith(("is ", "has ")) else message
    message = str(detail["msg"])
    return f"`{key}` is {shown}, which doesn't work: {message}."


def _unknown_key(key: str, value: object, known: Sequence[str]) -> str:
    if odd := next((character for character in key if not character.isascii() or not character.isprintable()), ""):
        return f"The name {quoted(key)} has {named(odd)}. Type it again, with a colon and an ordinary space after it."
    if value is None and re.fullmatch(r"\d+", key):
        return f"`{key}` comes after a comma, which separates values here. Use a decimal point, such as 0.{key}."
    if value is None and ":" in key:
        return f"`{key}` needs a space after its colon."
    if value is None:
        return f"`{key}` has no value. If it's part of a text with a comma, put quotes around that text."
    meant = did_you_mean(key, known)
    if key in _KEYS and not meant:
        return f"`{key}` isn't used here. Remove it."
    return f"`{key}` doesn't belong here.{meant or ' Remove it, or correct the spelling.'}"


def _wrong_scalar(detail: Mapping[str, Any], key: str, written: str | None) -> str:
    """Say what a number, a day, a text, or true or false must be, and what the author probably meant."""
    type_, value = detail["type"], detail["input"]
    shown = _shown(written, value)
    if type_ in _BOUNDS:
        name, words = _BOUNDS[type_]
        bound = detail["ctx"][name]
        advice = (
            f" If you mean {value:g}%, write {value / 100:g}."
            if (name, bound) == ("le", 1) and 10 <= value <= 100
            else ""
        )
        return f"`{key}` must be {words} {bound:g}, but it's {shown}.{advice}"
    advice = ""
    if type_ in _NUMBERS and written is not None and (meant := number_meant(written)) is not None:
        fits = type_ == "float_type" or meant == int(meant)
        advice = f" Write {meant:g}." if fits else f" Write {floor(meant)} or {ceil(meant)}."
        if isinstance(value, str) and f"{meant:g}" == written:
            return f"`{key}` must be {_WANTED[type_]}, without quotes around it."
    elif type_ == "date_type" and written is not None and (day := day_meant(written)):
        advice = f" Write {day}."
    elif type_ == "bool_type" and isinstance(value, str) and written in {"true", "false"}:
        return f"`{key}` must be {_WANTED[type_]}, without quotes around it."
    return f"`{key}` must be {_WANTED[type_]}, but it's {shown}.{advice}"


def number_meant(written: str) -> float | None:
    """Return the number that an author meant by a percentage, a fraction, a comma, a unit or other digits."""
    text = unicodedata.normalize("NFKC", written).strip().replace("\u2212", "-").replace("\u2044", "/")
    text = re.sub(r"\s*(percent|pct\.?)$", "%", text)
    if len(text) <= 20 and re.fullmatch(r"[-+]?[\d.]*\d[eE][-+]?\d", text):
        return float(text) if text.count(".") < 2 else None
    if not (found := re.fullmatch(r"(-?[\d.,_]*\d)\s*(%|/\s*(\d+)|(?![KMkm]$)[A-Za-z]+\.?)?", text)) or len(text) > 20:
        return None
    digits = found[1].replace("_", "")
    if re.fullmatch(r"-?[1-9]\d{0,2}(,\d{3})+(\.\d+)?", digits):
        digits = digits.replace(",", "")
    with suppress(ValueError, ZeroDivisionError):
        return float(digits.replace(",", ".")) / float(100 if found[2] == "%" else found[3] or 1)
    return None


def day_meant(written: str) -> date | None:
    """Return the day that is written the US way, or with other signs between the numbers."""
    if us := re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", written):
        numbers = us[3], us[1], us[2]
    elif iso := re.fullmatch(r"(\d{4})[/.-](\d{1,2})[/.-](\d{1,2})", written):
        numbers = iso[1], iso[2], iso[3]
    else:
        return None
    with suppress(ValueError):
        return date(*map(int, numbers))
    return None


def _wrong_pattern(key: str, names: list[str], value: str) -> str:
    if key == "[key]":  # which is how pydantic says that the key is wrong
        return f"In `{names[-3]}`, {quoted(value)} can have only letters, digits and hyphens."
    if key in _PATTERNS:
        return f"`{key}` {_PATTERNS[key]}, but it's {quoted(value)}."
    odd = next((character for character in value if not re.fullmatch("[A-Za-z0-9-]", character)), "")
    if not odd:
        return f"`{key}` must start with a letter or digit, but it's {quoted(value)}."
    shown = "a space" if odd == " " else quoted(odd) if odd.isascii() and odd.isprintable() else named(odd)
    advice = " Write the option's ID." if key == "answer" and odd == " " else ""
    return f"`{key}` can have only letters, digits and hyphens, but {quoted(value)} has {shown}.{advice}"


def _size(detail: Mapping[str, Any], key: str) -> str:
    """Say how long a text or a list is, and how long it may be."""
    context = detail["ctx"]
    if detail["type"] == "string_too_long":
        return f"`{key}` is {len(detail['input'])} characters long. Shorten it to {context['max_length']}."
    if detail["type"] == "string_too_short":
        return f"`{key}` is empty. Write some text after it{_or_delete(key)}."
    if detail["type"] == "too_long":
        return f"`{key}` has {context['actual_length']} items. It can have at most {context['max_length']}."
    example = f", as in {_EXAMPLES[key]}" if key in _EXAMPLES else ""
    needed = number_of(context["min_length"], "item")
    return f"`{key}` has {number_of(context['actual_length'], 'item')}. It needs at least {needed}{example}."


def _or_delete(key: str) -> str:
    return f", or delete `{key}`" if key in _OPTIONAL else ""


def _shape(type_: str, key: str, written: str | None, *, is_item: bool) -> str:
    if type_ != "tuple_type" and is_item and (found := re.search(r"\[(.*)\]", _EXAMPLES.get(key, ""))):
        return f"must have names and values, as in `{found[1]}`"
    if type_ != "tuple_type":
        return "must have names and values, such as `id: ...`"
    if example := _EXAMPLES.get(key):
        return f"must be a list, as in {example}"
    if written is None:
        return "must be a list"
    items = [item.strip() for item in written.strip("[](){} ").split(",")]
    example = f"[{', '.join(items)}]" if all(re.fullmatch(ID, item) for item in items) else f'["{written}"]'
    return f"must be a list, as in {example}"


def _shown(written: str | None, value: object) -> str:
    """Return a value as a message cites it: a number as it is, and anything else that is written in quotes."""
    if written is None:
        return _kind(value)
    return written if isinstance(value, int | float) and not isinstance(value, bool) else quoted(written)


def _kind(value: object) -> str:
    return "a date" if isinstance(value, date) else kind(value)
