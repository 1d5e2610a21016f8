"""A small work sample: the person types the code for a note."""

from collections.abc import Iterator, Mapping
from dataclasses import field
from types import MappingProxyType
from typing import Annotated, ClassVar, Literal

from coder_readiness.bank.answers import Answer
from coder_readiness.bank.code_sets import has_form
from coder_readiness.bank.fields import Length, PositiveShare, Text
from coder_readiness.bank.questions.codes import (
    LONGEST_CODE,
    MOST_TIMES_AS_LONG,
    category_credit,
    has_digit,
    normal_code,
    split_codes,
)
from coder_readiness.bank.questions.typed import TypedQuestion
from coder_readiness.errors import UnfitError
from coder_readiness.text import one_line, printable


class CodeQuestion(TypedQuestion):
    """A small work sample: the person types the code for a note."""

    seconds: ClassVar[int] = 50
    hint: ClassVar[str] = "Capitals, spaces and decimal points don't matter."
    wanted: ClassVar[str] = "the answer"

    type: Literal["code"]
    evidence: Literal["check"] = "check"
    answer: Annotated[tuple[Text, ...], Length(1)]
    """Every accepted code."""
    partial: Mapping[Text, PositiveShare] = field(default_factory=dict)
    """The credit for a code that is not accepted but starts with this, such as the right category."""

    def __post_init__(self) -> None:
        super().__post_init__()
        object.__setattr__(self, "partial", MappingProxyType(dict(self.partial)))

    @property
    def named_codes(self) -> Iterator[tuple[tuple[str | int, ...], str]]:
        """Every accepted code, and where in the question it is."""
        yield from ((("answer", place), code) for place, code in enumerate(self.answer))

    @property
    def answer_key(self) -> tuple[str, ...]:
        """Every accepted code."""
        return self.answer

    @property
    def best_answer(self) -> Answer:
        """The first of the accepted codes."""
        return self.answer[0]

    def read_answer(self, raw: object) -> Answer:
        """Return a code as it was typed."""
        if isinstance(raw, str) and 0 < len(raw.strip()) <= LONGEST_CODE and not raw.startswith("$"):
            return raw
        raise self._sheet_error(raw, f"a code as text, of at most {LONGEST_CODE} characters")

    def read_line(self, line: str) -> Answer:
        """Return the code in a line; raises UnfitError where it can be none, or holds more than one."""
        if line and not has_digit(line) and all(map(has_digit, self.answer)):
            raise UnfitError("the answer needs at least one digit")
        if len(line) > MOST_TIMES_AS_LONG * max(map(len, self.answer)):
            raise UnfitError("that's too long to be the answer")
        if len(codes := [part for part in split_codes(line) if has_form(normal_code(part))]) > 1:
            raise UnfitError(f"those are {len(codes)} codes, but the answer is just one")
        return self.read_answer(line)

    def _credit(self, answer: Answer) -> float:
        code = normal_code(str(answer))
        if any(code == normal_code(accepted) for accepted in self.answer):
            return 1.0
        return category_credit(code, self.partial)

    def _said(self, answer: Answer) -> str:
        return printable(one_line(str(answer)))
