"""A knowledge check: one right answer."""

from collections.abc import Mapping
from functools import cached_property
from types import MappingProxyType
from typing import Annotated, ClassVar, Literal

from coder_readiness.bank.answers import Answer
from coder_readiness.bank.fields import Id, Length
from coder_readiness.bank.questions.choices import CheckOption, ChosenQuestion
from coder_readiness.text import quoted


class CheckQuestion(ChosenQuestion):
    """A knowledge check: one right answer."""

    seconds: ClassVar[int] = 22

    type: Literal["check"]
    evidence: Literal["check"] = "check"
    options: Annotated[tuple[CheckOption, ...], Length(2, 9)]
    answer: Id

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.answer not in self.credits:
            raise ValueError(f"`answer` is {quoted(self.answer)}, which isn't an option. Use {self._option_ids}.")

    @cached_property
    def credits(self) -> Mapping[str, float]:
        """What each option earns."""
        return MappingProxyType({option.id: float(option.id == self.answer) for option in self.options})

    @property
    def answer_key(self) -> str:
        """The right option."""
        return self.answer

    @property
    def best_answer(self) -> Answer:
        """The right option."""
        return self.answer

    @property
    def chance(self) -> float:
        """One in so many options."""
        return 1 / len(self.options)
