"""A whole record to code: several codes, in order."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import field
from functools import cached_property
from math import fsum
from types import MappingProxyType
from typing import Annotated, ClassVar, Literal

from coder_readiness.bank.answers import Answer
from coder_readiness.bank.code_sets import has_form
from coder_readiness.bank.fields import CodeText, Length, MisplacedError, Part, PartialShare, Text
from coder_readiness.bank.questions.codes import (
    MOST_TIMES_AS_LONG,
    KeyCode,
    ReviewedCode,
    category_credit,
    is_code,
    normal_code,
    split_codes,
)
from coder_readiness.bank.questions.typed import TypedQuestion
from coder_readiness.errors import SheetError, UnfitError
from coder_readiness.text import alternatives, one_line, quoted

MOST_CODES = 30
EXTRA_COST = 0.5
"""What a code costs that is neither right nor optional."""
_FIRST_WEIGHT = 2
"""How often the first-listed code counts when it is listed first."""


class CaseCode(Part):
    """One code of the key."""

    code: KeyCode
    why: Text
    partial: Mapping[CodeText, PartialShare] = field(default_factory=dict)
    """The credit for a code that is not right but starts with this, such as the right category."""
    accept: tuple[KeyCode, ...] = ()
    """Codes that are as right."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "partial", MappingProxyType(dict(self.partial)))

    def is_met_by(self, code: str) -> bool:
        """Tell whether a code is this one, or accepted for it."""
        return normal_code(code) in map(normal_code, (self.code, *self.accept))


class CaseQuestion(TypedQuestion):
    """A whole record to code: several codes, the first-listed one first."""

    seconds: ClassVar[int] = 180
    hint: ClassVar[str] = "Capitals and decimal points don't matter."
    wanted: ClassVar[str] = "all codes with spaces between them, first-listed code first"

    type: Literal["case"]
    evidence: Literal["check"] = "check"
    first: KeyCode
    """The code to list first, which counts twice when it is."""
    codes: Annotated[tuple[CaseCode, ...], Length(1, MOST_CODES)]
    optional: tuple[KeyCode, ...] = ()
    """Codes that are neither right nor wrong."""

    def __post_init__(self) -> None:
        super().__post_init__()
        seen: set[str] = set()
        for at, code in self.named_codes:
            if normal_code(code) in seen:
                raise MisplacedError(f"The code {quoted(code)} is here twice. Remove one of them.", *at)
            seen.add(normal_code(code))
        if normal_code(self.first) not in {normal_code(key.code) for key in self.codes}:
            known = alternatives(key.code for key in self.codes)
            raise MisplacedError(
                f"`first` is {quoted(self.first)}, which isn't one of the codes. Use {known}.", "first"
            )

    @property
    def named_codes(self) -> Iterator[tuple[tuple[str | int, ...], str]]:
        """Every code that earns credit or may be reported, and where in the question it is."""
        for number, key in enumerate(self.codes):
            yield ("codes", number, "code"), key.code
            yield from ((("codes", number, "accept", place), code) for place, code in enumerate(key.accept))
        yield from ((("optional", place), code) for place, code in enumerate(self.optional))

    @property
    def texts(self) -> tuple[str, ...]:
        """Those of all questions, and why each code belongs there."""
        return (*super().texts, *(key.why for key in self.codes))

    @property
    def answer_key(self) -> tuple[str, ...]:
        """Its codes in order, the first-listed one first."""
        return tuple(key.code for key in self._ordered)

    @property
    def best_answer(self) -> Answer:
        """All of its codes, the first-listed one first."""
        return self.answer_key

    def read_answer(self, raw: object) -> Answer:
        """Return the codes as they were entered, in order; a text may hold all of them."""
        if isinstance(raw, str) and raw.strip():
            raw = split_codes(raw)
        if not isinstance(raw, (list, tuple)) or not raw or not all(isinstance(code, str) for code in raw):
            raise self._sheet_error(raw, "a list of codes as text")
        try:
            return self._checked(raw)
        except UnfitError as error:
            raise SheetError(f"{self.id}: We can't use the answer: {error}.") from None

    def read_line(self, line: str) -> Answer:
        """Return the codes in a line, between spaces, commas and the like."""
        codes = split_codes(line)
        if not codes:
            raise ValueError("nothing was typed")
        return self._checked(codes)

    def review(self, answer: Answer) -> tuple[ReviewedCode, ...]:
        """Return what became of each code: those of the key in order, then the others as they were entered."""
        entered = list(answer) if isinstance(answer, tuple) else []
        matches = self._matches(entered)
        rows = []
        for key in self._ordered:
            yours, earned = matches.get(key.code, ("", 0.0))
            is_first = key is self._ordered[0]
            if is_first and yours and yours == entered[0]:
                earned *= _FIRST_WEIGHT
            rows.append(ReviewedCode(yours, key.code, earned, _FIRST_WEIGHT if is_first else 1.0, key.why))
        matched = {yours for yours, _ in matches.values()}
        rows += [
            ReviewedCode(code, "", 0.0 if self._is_optional(code) else -EXTRA_COST, 0.0, "")
            for code in entered
            if code not in matched
        ]
        return tuple(rows)

    def _credit(self, answer: Answer) -> float:
        rows = self.review(answer)
        return max(0.0, fsum(row.earned for row in rows)) / fsum(row.possible for row in rows)

    def _said(self, answer: Answer) -> str:
        assert isinstance(answer, tuple)
        return ", ".join(self._spelled(code) for code in answer)

    @property
    def _ordered(self) -> tuple[CaseCode, ...]:
        return tuple(sorted(self.codes, key=lambda key: normal_code(key.code) != normal_code(self.first)))

    def _matches(self, entered: Sequence[str]) -> dict[str, tuple[str, float]]:
        """Return which code was entered for which of the key, and its credit: right ones first, then the best part."""
        found: dict[str, tuple[str, float]] = {}
        pairs = [(self._match(key, code), key.code, code) for key in self._ordered for code in entered]
        for earned, expected, code in sorted(pairs, key=lambda pair: -pair[0]):
            if earned and expected not in found and code not in {yours for yours, _ in found.values()}:
                found[expected] = (code, earned)
        return found

    def _match(self, key: CaseCode, code: str) -> float:
        if key.is_met_by(code):
            return 1.0
        return 0.0 if self._is_optional(code) else category_credit(code, key.partial)

    def _is_optional(self, code: str) -> bool:
        return normal_code(code) in map(normal_code, self.optional)

    @cached_property
    def _has_form(self) -> Callable[[str], bool]:
        """The check for the form of a code: strict if every code of the key passes it."""
        return has_form if all(has_form(normal_code(code)) for _, code in self.named_codes) else is_code

    @cached_property
    def _longest(self) -> int:
        """The most characters an entered code may have."""
        return MOST_TIMES_AS_LONG * max(len(normal_code(code)) for _, code in self.named_codes)

    def _checked(self, codes: Sequence[str]) -> tuple[str, ...]:
        """Return codes that can all be one, none of them twice; raises UnfitError, which names the one that is not."""
        if len(codes) > MOST_CODES:
            raise UnfitError(f"there are {len(codes)} codes, but the limit is {MOST_CODES}")
        seen: set[str] = set()
        for code in codes:
            normal = normal_code(code)
            if not self._has_form(normal.rstrip("-")) or len(normal) > self._longest:
                raise UnfitError(f"{quoted(code)} isn't a code")
            if normal in seen:
                raise UnfitError(f"{quoted(code)} is there twice")
            seen.add(normal)
        return tuple(code.strip() for code in codes)

    def _spelled(self, code: str) -> str:
        """Return a code in the spelling of the key if it knows it."""
        return next(
            (one for _, one in self.named_codes if normal_code(one) == normal_code(code)), one_line(code.upper())
        )
