"""What may be answered: what a question asks for, or one of three things that fit every question."""

from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType
from typing import Final


class Special(Enum):
    """An answer that fits every question; its value is how it is written in a sheet and in the store."""

    UNKNOWN = "$unknown"
    """I don't know: no credit on a check; on anything else the credit stays open."""
    SKIP = "$skip"
    """Passed over: the credit stays open, anywhere from 0 to 1."""
    PRIVATE = "$private"
    """Prefer not to say: the question is taken out of the score."""

    @property
    def words(self) -> str:
        """The answer as a person reads it."""
        return _WORDS[self]


UNKNOWN: Final = Special.UNKNOWN
SKIP: Final = Special.SKIP
PRIVATE: Final = Special.PRIVATE
_WORDS = {UNKNOWN: "I don't know", SKIP: "skipped", PRIVATE: "I prefer not to say"}
SPECIALS: Mapping[str, Special] = MappingProxyType({special.value: special for special in Special})
"""The special answers by how they are written."""

Answer = str | float | tuple[str, ...] | Special
"""An option's id, several of them, a number, a code, several codes, or a special answer."""


def special(written: object) -> Special | None:
    """Return the special answer that is written as `written`; None where it is any other answer."""
    return SPECIALS.get(written) if isinstance(written, str) else None


def written(answer: Answer) -> str | float | list[str]:
    """Return an answer as it is written in a sheet and in the store."""
    if isinstance(answer, Special):
        return answer.value
    return list(answer) if isinstance(answer, tuple) else answer
