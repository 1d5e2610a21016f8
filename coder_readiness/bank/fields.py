"""What the scalars of a bank must be. The classes of the bank say it with these types; `validation` holds them to it.

A rule here is an annotation that only pydantic reads, when a bank is checked: nothing else needs pydantic.
"""

import datetime
import re
from collections.abc import Callable
from dataclasses import MISSING, Field, FrozenInstanceError, dataclass, fields
from typing import Annotated, Any, ClassVar, dataclass_transform

from coder_readiness.text import first_hidden, quoted

ID = "[A-Za-z0-9][A-Za-z0-9-]*"
"""What an id may hold, as a regular expression."""
_LONGEST_ID = 64

_Schema = dict[str, Any]


def is_id(value: str) -> bool:
    """Tell whether a text can be the id of something in a bank. Raises TypeError if it is no text."""
    return len(value) <= _LONGEST_ID and re.fullmatch(ID, value) is not None


class MisplacedError(ValueError):
    """Says what is wrong within a part of a bank, and where in it."""

    def __init__(self, message: str, *at: str | int) -> None:
        self.at = at
        super().__init__(message)


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


@dataclass_transform(frozen_default=True, kw_only_default=True)
class Part:
    """A part of a bank: a frozen dataclass, made by naming its fields, that refuses keys it does not know.

    What `dataclass` would write anew for each class is here once: that would take a good part of the time to start.
    """

    kinds: ClassVar[dict[str, type["Part"]]] = {}
    """Every part by the name of its class."""
    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}
    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]
    _fields: ClassVar[tuple[Field[Any], ...]]
    """What `fields` would find again each time."""
    __post_init__: ClassVar[Callable[..., None]]

    def __init_subclass__(cls) -> None:
        dataclass(kw_only=True, init=False, repr=False, eq=False)(cls)
        cls.kinds[cls.__name__] = cls
        cls._fields = fields(cls)

    def __init__(self, **values: Any) -> None:
        for field in self._fields:
            if field.name not in values:
                if field.default is not MISSING:
                    values[field.name] = field.default
                elif field.default_factory is not MISSING:
                    values[field.name] = field.default_factory()
        if values.keys() != {field.name for field in self._fields}:
            raise TypeError(f"the fields of {type(self).__name__} are not just {', '.join(values)}")
        vars(self).update(values)
        if hasattr(self, "__post_init__"):
            self.__post_init__()

    def __setattr__(self, name: str, value: object) -> None:
        raise FrozenInstanceError(f"{name} can't be changed")

    def __delattr__(self, name: str) -> None:
        raise FrozenInstanceError(f"{name} can't be deleted")

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and self._values() == other._values()

    def __hash__(self) -> int:
        return hash(self._values())

    def __repr__(self) -> str:
        shown = (f"{field.name}={value!r}" for field, value in zip(self._fields, self._values(), strict=True))
        return f"{type(self).__name__}({', '.join(shown)})"

    def _values(self) -> tuple[object, ...]:
        return tuple(getattr(self, field.name) for field in self._fields)


def _readable(text: str) -> str:
    if character := first_hidden(text):
        raise ValueError(f"has the hidden character U+{ord(character):04X}. Remove it.")
    if not text.strip():
        raise ValueError("is empty. Write some text after it, or delete it.")
    return text.strip("\n")


def _web_address(text: str) -> str:
    if not re.fullmatch(r"https://[^\s/]+\.[^\s]+", text):
        raise ValueError(f"{quoted(text)} can't be used as a link. Write the whole address, which starts with https://")
    return _readable(text)


def _text(longest: int) -> Scalar:
    return Scalar("str", min_length=1, max_length=longest, passed=_readable)


Text = Annotated[str, _text(4000)]
Title = Annotated[str, _text(60)]
Version = Annotated[str, _text(40)]
WebAddress = Annotated[str, Scalar("str", max_length=500, passed=_web_address)]
Id = Annotated[str, Scalar("str", pattern=f"^{ID}$", max_length=_LONGEST_ID)]
OptionName = Annotated[str, Scalar("str", pattern=rf"^({ID}\.)?{ID}$", max_length=2 * _LONGEST_ID + 1)]
"""The id of an option, with the id of its question before a point if that may be any of the bank."""
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
Count = Annotated[int, Scalar("int", ge=0)]
PositiveCount = Annotated[int, Scalar("int", gt=0)]
MOST_ACTION_HOURS, MOST_ACTION_WEEKS = 10_000, 520
"""So long one action can take: years of work."""
Hours = Annotated[int, Scalar("int", gt=0, le=MOST_ACTION_HOURS)]
Weeks = Annotated[int, Scalar("int", gt=0, le=MOST_ACTION_WEEKS)]
