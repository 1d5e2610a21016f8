"""Any number of choices; their credits are summed up, or the best counts."""

import json
import re
from collections.abc import Mapping
from functools import cached_property
from math import fsum
from typing import Annotated, ClassVar, Literal

from coder_readiness.bank.answers import Answer, special
from coder_readiness.bank.credits import is_full
from coder_readiness.bank.fields import Length, MisplacedError
from coder_readiness.bank.questions.base import Evidence
from coder_readiness.bank.questions.choices import Option, TickedQuestion
from coder_readiness.errors import SheetError
from coder_readiness.text import quoted


class SeveralQuestion(TickedQuestion):
    """Any number of choices; their credits are summed up, or the best counts, held to 0..1."""

    seconds: ClassVar[int] = 25

    type: Literal["several"]
    evidence: Evidence
    combine: Literal["sum", "max"]
    options: Annotated[tuple[Option, ...], Length(2, 14)]

    def __post_init__(self) -> None:
        super().__post_init__()
        for number, option in enumerate(self.options):
            if option.done:
                message = "`done` works only if one option can be selected. Remove it."
                raise MisplacedError(message, "options", number, "done")
            if option.alone and option.credit > 0:
                message = f"The option {quoted(option.id)} can only be selected by itself, so its credit must be 0."
                raise MisplacedError(message, "options", number, "credit")
        earned = [option.credit for option in self.options if option.credit > 0]
        best = fsum(earned) if self.combine == "sum" else max(earned, default=0)
        if not is_full(best):
            raise ValueError(f"The best options earn only {best:g}. Raise their `credit`, so that they earn 1.")

    @property
    def best_answer(self) -> Answer:
        """The fewest options that earn full credit: one that does so alone, else all that earn something."""
        best = max(self.options, key=lambda option: option.credit)
        if self.combine == "max" or is_full(best.credit):
            return (best.id,)
        return tuple(option.id for option in self.options if option.credit > 0)

    @property
    def chance(self) -> float:
        """What selecting everything earns."""
        return self._credit(tuple(option.id for option in self.options if not option.alone))

    def read_answer(self, raw: object) -> Answer:
        """Return the ids of the options selected."""
        if not isinstance(raw, (list, tuple)):
            parts = re.split(r"[\s,;]+", raw.strip()) if isinstance(raw, str) else []
            listed = json.dumps(parts) if parts and all(part in self._by_id for part in parts) else ""
            raise self._sheet_error(raw, f"a list of the options ({self._option_ids})", meant=listed)
        by_id = self._by_id
        for chosen_id in raw:
            if not isinstance(chosen_id, str) or chosen_id not in by_id:
                if special(chosen_id):
                    raise SheetError(f"{self.id}: {quoted(chosen_id)} must be on its own, not in a list.")
                raise self._no_option(chosen_id)
        if len(set(raw)) < len(raw):
            twice = next(chosen_id for chosen_id in raw if raw.count(chosen_id) > 1)
            raise SheetError(f"{self.id}: The option {quoted(twice)} is in the answer twice. Remove one of them.")
        if len(raw) > 1 and (alone := [chosen_id for chosen_id in raw if by_id[chosen_id].alone]):
            raise SheetError(
                f"{self.id}: The option {quoted(alone[0])} can't be combined with others. Keep only one or the other."
            )
        return tuple(raw)

    @cached_property
    def _by_id(self) -> Mapping[str, Option]:
        return {option.id: option for option in self.options}

    def _credit(self, answer: Answer) -> float:
        assert isinstance(answer, tuple)
        earned = [option.credit for option in self.options if option.id in answer]
        return min(1.0, max(0.0, fsum(earned) if self.combine == "sum" else max(earned, default=0.0)))

    def _said(self, answer: Answer) -> str:
        assert isinstance(answer, tuple)
        return self._labels(answer) or "nothing selected"
