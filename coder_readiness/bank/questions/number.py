"""A number, with credit linear between the points given."""

import math
import re
from bisect import bisect_right
from contextlib import suppress
from itertools import pairwise
from typing import Annotated, ClassVar, Literal

from coder_readiness.bank.answers import Answer
from coder_readiness.bank.fields import Length, Number, Positive, Share, Text
from coder_readiness.bank.questions.base import Evidence
from coder_readiness.bank.questions.typed import TypedQuestion
from coder_readiness.errors import SheetError, UnfitError

_WITH_COMMAS = r"[1-9]\d{0,2}(,\d{3})+(\.\d+)?"
_WITH_GAPS = r"[1-9]\d{0,2}([ '\u2019]\d{3})+([.,]\d+)?"
"""Numbers with their thousands apart."""


class NumberQuestion(TypedQuestion):
    """A number from 0 to `max`, with credit linear between the points given."""

    seconds: ClassVar[int] = 10

    type: Literal["number"]
    evidence: Evidence
    unit: Text
    max: Positive
    points: Annotated[tuple[tuple[Number, Share], ...], Length(2, 20)]
    """(value, credit) pairs with rising values and credits that do not fall; beyond the ends the end's credit holds."""

    def __post_init__(self) -> None:
        super().__post_init__()
        values = [value for value, _ in self.points]
        credits_ = [credit for _, credit in self.points]
        if any(later <= earlier for earlier, later in pairwise(values)):
            raise ValueError("The values of `points` must rise. Sort them, and give each once.")
        if credits_ != sorted(credits_) or credits_[0] != 0 or credits_[-1] != 1:
            raise ValueError("The credits of `points` must rise from 0 to 1. Start with 0, and end with 1.")
        if values[0] < 0 or values[-1] > self.max:
            raise ValueError(f"The values of `points` must be between 0 and `max` {self.max:g}. Change them, or `max`.")

    @property
    def best_answer(self) -> Answer:
        """The least number that earns everything beyond which no point is given."""
        return self.points[-1][0]

    @property
    def wanted(self) -> str:
        """A number within its bounds."""
        return f"a number from 0 to {self.max:,g} ({self.unit})"

    def read_answer(self, raw: object) -> Answer:
        """Return a number from 0 to `max`."""
        if not isinstance(raw, (int, float)) or isinstance(raw, bool):
            raise self._sheet_error(raw, f"a number of {self.unit}", meant=self._number_meant(raw))
        # A whole number too large for a float is too large for any question.
        if not 0 <= raw <= self.max or not math.isfinite(raw):
            raise self._sheet_error(raw, self.wanted)
        return float(raw) or 0.0  # -0 is said as 0

    def _number_meant(self, raw: object) -> str:
        """Return how to write a text as the number that it would be in a line; "" where it is none."""
        with suppress(ValueError, SheetError, UnfitError):
            return f"{self.read_line(raw):g}, without quotes" if isinstance(raw, str) else ""
        return ""

    def read_line(self, line: str) -> Answer:
        """Return the number in a line, which may have its unit behind it, as in "1,000", "1.5" or "1,5 years"."""
        parts = re.fullmatch(r"([^a-z]*?) ?([a-z].*)?", line, re.IGNORECASE)
        number, unit = parts.groups() if parts else (line, None)
        if number and unit and not self.unit.startswith(unit.lower()):
            raise UnfitError(f"we need a number of {self.unit}, such as 1.2")
        if re.fullmatch(_WITH_COMMAS, number):
            number = number.replace(",", "")
        elif re.fullmatch(_WITH_GAPS, number):
            number = re.sub("[ '\u2019]", "", number)
        return self.read_answer(float(number.replace(",", ".")))

    def _credit(self, answer: Answer) -> float:
        assert isinstance(answer, (int, float))
        after = bisect_right(self.points, answer, key=lambda point: point[0])
        if after == 0:
            return self.points[0][1]
        if after == len(self.points):
            return self.points[-1][1]
        (left, left_credit), (right, right_credit) = self.points[after - 1], self.points[after]
        return left_credit + (right_credit - left_credit) * (answer - left) / (right - left)

    def _said(self, answer: Answer) -> str:
        return f"{answer:g} {self.unit.removesuffix('s') if answer == 1 else self.unit}"
