"""What the scalars of a bank must be. The classes of the bank say it with these types; `validation` holds them to it.

A rule here is an annotation that only pydantic reads, when a bank is checked: nothing else needs pydantic.
"""

import datetime
import re
from collections.abc import Callable
from typing import Annotated, Any, ClassVar

from coder_readiness.text import first_hidden

ID = "[A-Za-z0-9][A-Za-z0-9-]*"
"""What an id may hold, as a regular expression."""
_LONGEST_ID = 64

_Schema = dict[str, Any]


def is_id(value: str) -> bool:
    """Tell whether a text can be the id of something in a bank. Raises TypeError if it is no text."""
    return len(value) <= _LONGEST_ID and re.fullmatch(ID, value) is not None


class Scalar:
    """A scalar of just this type (a "1" is no number), within bounds; written as pydantic's core schema has it."""

    def __init__(self, kind: str, *, passed: Callable[[str], str] | None = None, **bounds: object) -> None:
        self._schema: _Schema = {"type": kind, "strict": True, **bounds}
        if passed:
            function = {"type": "no-info", "function": passed}
            self._schema = {"type": "function-after", "function": function, "schema": self._schema}

    def __get_pydantic_core_schema__(self, source: object, handler: Callable[[object], _Schema]) -> _Schema:
        return self._schema


class Length:
    """How many items a list may have."""

    def __init__(self, least: int, most: int | None = None) -> None:
        self._bounds = {"min_length": least} | ({"max_length": most} if most is not None else {})

    def __get_pydantic_core_schema__(self, source: object, handler: Callable[[object], _Schema]) -> _Schema:
        return {**handler(source), **self._bounds}


class Part:
    """A part of a bank, which refuses keys that it does not know."""

    kinds: ClassVar[dict[str, type["Part"]]] = {}
    """Every part by the name of its class."""
    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    def __init_subclass__(cls) -> None:
        cls.kinds[cls.__name__] = cls


def _readable(text: str) -> str:
    if character := first_hidden(text):
        raise ValueError(f"holds the hidden character U+{ord(character):04X}; remove it")
    if not text.strip():
        raise ValueError("is empty; write a text, or leave the key out")
    return text.strip("\n")


def _web_address(text: str) -> str:
    if not re.fullmatch(r"https://[^\s/]+\.[^\s]+", text):
        raise ValueError(f"{text!r:.60} is not the address of a page; it must begin with https://")
    return _readable(text)


def _text(longest: int) -> Scalar:
    return Scalar("str", min_length=1, max_length=longest, passed=_readable)


Text = Annotated[str, _text(4000)]
Title = Annotated[str, _text(60)]
Version = Annotated[str, _text(40)]
WebAddress = Annotated[str, Scalar("str", max_length=500, passed=_web_address)]
Id = Annotated[str, Scalar("str", pattern=f"^{ID}$", max_length=_LONGEST_ID)]
Language = Annotated[str, Scalar("str", pattern="^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]
Flag = Annotated[bool, Scalar("bool")]
Day = Annotated[datetime.date, Scalar("date")]
Number = Annotated[float, Scalar("float", allow_inf_nan=False)]
Positive = Annotated[float, Scalar("float", gt=0, allow_inf_nan=False)]
Share = Annotated[float, Scalar("float", ge=0, le=1, allow_inf_nan=False)]
CodeText = Annotated[str, Scalar("str", min_length=1, max_length=64, passed=_readable)]
PartialShare = Annotated[float, Scalar("float", gt=0, lt=1, allow_inf_nan=False)]
PositiveShare = Annotated[float, Scalar("float", gt=0, le=1, allow_inf_nan=False)]
Chance = Annotated[float, Scalar("float", ge=0, lt=1, allow_inf_nan=False)]
Credit = Annotated[float, Scalar("float", ge=-1, le=1, allow_inf_nan=False)]
Weight = Annotated[float, Scalar("float", gt=0, le=100, allow_inf_nan=False)]
Whole = Annotated[int, Scalar("int")]
Count = Annotated[int, Scalar("int", ge=0)]
PositiveCount = Annotated[int, Scalar("int", gt=0)]
Hours = Annotated[int, Scalar("int", gt=0, le=10_000)]
