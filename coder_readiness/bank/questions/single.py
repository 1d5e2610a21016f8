"""One choice with a credit for each option; in the pool, a situation with graded answers."""

from collections.abc import Mapping
from functools import cached_property
from math import fsum
from types import MappingProxyType
from typing import Annotated, ClassVar, Literal

from coder_readiness.bank.answers import Answer
from coder_readiness.bank.fields import Length, MisplacedError
from coder_readiness.bank.questions.base import Evidence
from coder_readiness.bank.questions.choices import ChosenQuestion, Option


class SingleQuestion(ChosenQuestion):
    """One choice with a credit for each option; in the pool, a situation with graded answers."""

    seconds: ClassVar[int] = 12

    type: Literal["single"]
    evidence: Evidence
    options: Annotated[tuple[Option, ...], Length(2, 9)]

    def __post_init__(self) -> None:
        super().__post_init__()
        for number, option in enumerate(self.options):
            if option.credit < 0:
                message = "If only one option can be selected, no credit can be below 0. Use 0."
                raise MisplacedError(message, "options", number, "credit")
            if option.alone:
                message = "`alone` works only if several options can be selected. Remove it."
                raise MisplacedError(message, "options", number, "alone")
        if max(self.credits.values()) != 1:
            raise ValueError("No option earns the full credit of 1. Give it to the best one.")

    @cached_property
    def credits(self) -> Mapping[str, float]:
        """What each option earns."""
        return MappingProxyType({option.id: option.credit for option in self.options})

    @property
    def done(self) -> Mapping[str, int]:
        """How many of the competency's actions each option leaves out."""
        return {option.id: option.done for option in self.options}

    @property
    def best_answer(self) -> Answer:
        """The option that earns most."""
        return max(self.options, key=lambda option: option.credit).id

    @cached_property
    def penalty(self) -> float:
        """Nothing is taken away where no option earns nothing: then there is no wrong one."""
        return super().penalty if min(self.credits.values()) == 0 else 0.0

    @property
    def chance(self) -> float:
        """The mean of what the options earn."""
        return fsum(self.credits.values()) / len(self.credits)
