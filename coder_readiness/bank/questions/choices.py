"""Questions with options: to choose one, or to select any number of them."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from types import MappingProxyType
from typing import Annotated, ClassVar

from coder_readiness.bank.answers import Answer, Special
from coder_readiness.bank.fields import Count, Credit, Flag, Id, Length, MisplacedError, Number, Part, Text
from coder_readiness.bank.questions.base import BaseQuestion
from coder_readiness.errors import SheetError
from coder_readiness.text import alternatives, did_you_mean, one_line, quoted


class Contradiction(Part):
    """Answers to another question that don't fit together with an option."""

    question: Id
    answers: Annotated[tuple[Id, ...], Length(1)] = ()
    """Ids of options, or numbers as text."""
    above: Number | None = None
    """Every number greater than this, and if `below` is given, less than that."""
    below: Number | None = None
    """Every number less than this, and if `above` is given, greater than that."""

    def __post_init__(self) -> None:
        if not self.answers and not self.has_bounds:
            raise ValueError("`contradicts` names no answers. Add `answers`, or for a number `above` or `below`.")

    @property
    def has_bounds(self) -> bool:
        """Whether it names numbers by their bounds."""
        return self.above is not None or self.below is not None

    def names(self, answer: Answer | None) -> bool:
        """Tell whether an answer is one of those that don't fit, or has one of them among others."""
        if isinstance(answer, (int, float)):
            return f"{answer:g}" in self.answers or (self.has_bounds and self._bounds(answer))
        return not set(self.answers).isdisjoint(answer if isinstance(answer, tuple) else (answer,))

    def _bounds(self, number: float) -> bool:
        return (self.above is None or number > self.above) and (self.below is None or number < self.below)


class Option(Part):
    """One choice of a single- or several-choice question."""

    id: Id
    label: Text
    credit: Credit
    """What selecting it earns; below 0 only if credits are summed up, so that selecting everything does not pay."""
    done: Count = 0
    """How many of the competency's actions, in order, a person who selects it has done already or doesn't need.

    Only in a single choice.
    """
    alone: Flag = False
    """Selected only by itself, such as "none of these"; only if several may be selected, and it earns nothing."""
    contradicts: tuple[Contradiction, ...] = ()
    """What is pointed out before the end, if it is answered, too."""


class CheckOption(Part):
    """One choice of a check."""

    alone: ClassVar[bool] = False

    id: Id
    label: Text


def _is_label(text: str, label: str) -> bool:
    return one_line(text).rstrip(".").casefold() == one_line(label).rstrip(".").casefold()


class OptionsQuestion(BaseQuestion):
    """A question that is answered by its options."""

    shuffle: Flag = True
    """Whether a check shows them in another order in each attempt."""
    options: Sequence[Option | CheckOption]

    def __post_init__(self) -> None:
        super().__post_init__()
        seen: set[str] = set()
        for number, option in enumerate(self.options):
            if option.id in seen:
                message = f"The option ID {quoted(option.id)} is used twice. Give each option its own ID."
                raise MisplacedError(message, "options", number, "id")
            seen.add(option.id)

    @property
    def texts(self) -> tuple[str, ...]:
        """Those of all questions, and the labels of its options."""
        return (*super().texts, *(option.label for option in self.options))

    def unsaid(self, *answers: Answer) -> str:
        """Return the labels of the options that are in none of some answers."""
        said = {name for answer in answers for name in (answer if isinstance(answer, tuple) else (answer,))}
        return self._labels([option.id for option in self.options if option.id not in said])

    @property
    def _option_ids(self) -> str:
        return alternatives(option.id for option in self.options)

    def _no_option(self, raw: object) -> SheetError:
        """Return the error that names the options, and the one that was probably meant."""
        known = (*(option.id for option in self.options), *(special.value for special in Special))
        hint = did_you_mean(raw, known) if isinstance(raw, str) and raw.strip().isascii() else ""
        meant = quoted(self._meant(raw)) if self._meant(raw) else ""
        return self._sheet_error(raw, f"one of the options ({self._option_ids})", meant=meant, hint=hint)

    def _meant(self, raw: object) -> str:
        """Return the id of the option whose label a text is, or that is alone in a list; "" if there is none."""
        if isinstance(raw, (list, tuple)) and len(raw) == 1 and raw[0] in [option.id for option in self.options]:
            return str(raw[0])
        same = [option.id for option in self.options if isinstance(raw, str) and _is_label(raw, option.label)]
        return same[0] if len(same) == 1 else ""

    def _labels(self, chosen: Sequence[str]) -> str:
        """Return the labels of the options chosen, in the order of the options."""
        return "; ".join(one_line(option.label) for option in self.options if option.id in chosen)


class ChosenQuestion(OptionsQuestion):
    """One option is the answer."""

    @cached_property
    def credits(self) -> Mapping[str, float]:
        """What each option earns."""
        raise NotImplementedError

    @cached_property
    def spelled(self) -> Mapping[str, Answer]:
        """The special answers and the ids of options."""
        return MappingProxyType({**super().spelled, **{option.id: option.id for option in self.options}})

    def read_answer(self, raw: object) -> Answer:
        """Return the id of an option."""
        if isinstance(raw, str) and raw in self.credits:
            return raw
        raise self._no_option(raw)

    def _credit(self, answer: Answer) -> float:
        return self.credits[str(answer)]

    def _said(self, answer: Answer) -> str:
        return self._labels([str(answer)])


class TickedQuestion(OptionsQuestion):
    """Any number of options are the answer."""
