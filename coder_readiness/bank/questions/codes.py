"""Codes as they are typed: what makes no difference in them, and credit for the right category."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated

from coder_readiness.bank.fields import Scalar
from coder_readiness.text import one_line, quoted

LONGEST_CODE = 64
MOST_TIMES_AS_LONG = 2
"""What is more than so many times as long as the longest right code is more than a code."""

_BETWEEN = r"[\s,;/|+&]+"
_SHAPE = r"(?=.*[0-9])[A-Z0-9][A-Z0-9-]+"


@dataclass(frozen=True, slots=True)
class ReviewedCode:
    """What became of one code: entered, expected or both, what it earned or cost, and why it belongs there."""

    yours: str
    """As it was entered; empty if it was left out."""
    expected: str
    """As the key has it; empty if the key does not have it."""
    earned: float
    """Below 0 for a code that costs something."""
    possible: float
    """The most it could earn; 0 for a code that the key does not have."""
    why: str

    @property
    def in_words(self) -> str:
        """What became of it, for the person who entered it or left it out."""
        if not self.expected:
            return f"{self.yours.upper()}: {'not needed here' if self.earned < 0 else 'may be reported or left out'}."
        why = one_line(self.why)
        if not self.yours:
            return f"{self.expected}: missing. {why}"
        if self.earned >= self.possible:
            return f"{self.expected}: right. {why}"
        if normal_code(self.yours) == normal_code(self.expected):
            return f"{self.expected}: right, but it should be listed first. {why}"
        return f"{self.expected}: you entered {self.yours.upper()}, which is partly right. {why}"


@lru_cache(maxsize=4096)
def normal_code(code: str) -> str:
    """Return a code without what makes no difference: case, spaces and the point, or a comma in its place."""
    return "".join(code.split()).replace(".", "").replace(",", "").upper()


def is_code(text: str) -> bool:
    """Tell whether a text can be a code of any code set."""
    return re.fullmatch(_SHAPE, normal_code(text)) is not None


def split_codes(line: str) -> list[str]:
    """Split a line at spaces, commas, semicolons and the like."""
    return [part for part in re.split(_BETWEEN, line) if part]


def has_digit(text: str) -> bool:
    """Tell whether a text has a digit in it, as nearly every code does."""
    return any(map(str.isdigit, text))


def category_credit(code: str, partial: Mapping[str, float]) -> float:
    """Return the credit for a wrong code that starts with one of `partial`; 0 if it starts with none."""
    normal = normal_code(code)
    return max((earned for prefix, earned in partial.items() if normal.startswith(normal_code(prefix))), default=0.0)


def _key_code(text: str) -> str:
    if not is_code(text) or len(text.split()) > 1:
        raise ValueError(f"{quoted(text)} isn't a code. Write one code, such as E11.22.")
    return text.strip()


KeyCode = Annotated[str, Scalar("str", min_length=1, max_length=64, passed=_key_code)]
