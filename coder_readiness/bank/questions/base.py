"""What all questions have in common, and what every type has to know about itself."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar, Literal, NamedTuple

from coder_readiness.bank.answers import SPECIALS, UNKNOWN, Answer, Special
from coder_readiness.bank.fields import Chance, Day, Flag, Id, Part, Text
from coder_readiness.bank.memory import Memory
from coder_readiness.errors import SheetError
from coder_readiness.text import alternatives, one_line, quoted

if TYPE_CHECKING:  # the menu needs questions, but no codes
    from coder_readiness.bank.questions.codes import ReviewedCode

Evidence = Literal["record", "check", "self_report"]


_REMEMBERED = 256
"""How many answers to a question are remembered."""


class Reading(NamedTuple):
    """What an answer says about a person."""

    credit: float
    """What it earns, 0 to 1."""
    worth: float
    """What it shows, -1 to 1: its credit, less what guessing gains."""
    slip: bool
    """Whether it is a wrong answer to a check; "I don't know" is none."""


class BaseQuestion(Part, ABC):
    """One thing asked about a competency. Each type says what an answer is and what it earns, and is one of three
    ways to answer: to choose an option, to select any number of them, or to type a line."""

    seconds: ClassVar[int]
    """How long an answer takes until the person's own pace is known; the authors' estimate."""

    id: Id
    """Unique in the whole bank, and stable: kept answers cite it."""
    evidence: Evidence
    """Whether an answer is a fact about the person, right or wrong, or their own rating."""
    ask: Text
    """The question; a record it is about comes first, and the question itself is the last paragraph."""
    why: Text | None = None
    """Why it is asked; the competency's `why` where this is left out."""
    private: Flag = False
    """Whether "prefer not to say" is offered."""
    because: Text | None = None
    """Why the right answer is right, and what each tempting wrong one really is."""
    source: Text | None = None
    """Document, section and edition the right answer rests on."""
    expires: Day | None = None
    """The last day on which the right answer is known to hold."""
    guess: Chance | None = None
    """What a blind guess earns on average; `chance` where this is left out. Only for a question of the pool."""
    headers: tuple[Text, ...] = ()
    """Codes the text shows on purpose without the detail they need to be billable."""
    twin: Id | None = None
    """A name that checks share which test the same: an attempt never asks two of them."""

    def __post_init__(self) -> None:
        if self.is_check and not (self.because and self.source):
            raise ValueError("A knowledge question needs `because` and `source`. Add what's missing.")
        if self.twin and not self.is_check:
            raise ValueError("`twin` is only for knowledge questions. Remove it.")
        if self.guess is not None and not self.is_check:
            raise ValueError("`guess` is only for knowledge questions. Remove it.")

    @property
    def is_check(self) -> bool:
        """Whether an answer is right or wrong; such questions make up a competency's pool."""
        return self.evidence == "check"

    @property
    def record(self) -> str:
        """The record it is about, whose line breaks count; empty where there is none."""
        return self.ask.rpartition("\n\n")[0]

    @property
    def text(self) -> str:
        """The question itself, in one line."""
        return one_line(self.ask.rpartition("\n\n")[2])

    @property
    def texts(self) -> tuple[str, ...]:
        """Every text of it that a person may see."""
        return tuple(text for text in (self.ask, self.why, self.because, self.source) if text)

    @property
    def done(self) -> Mapping[str, int]:
        """How many of the competency's actions, in order, a person has done already, by their answer; otherwise 0."""
        return {}

    @property
    def answer_key(self) -> str | tuple[str, ...] | None:
        """The right answer, or all that are accepted, for people who review the bank; None where there is none."""
        return None

    @property
    @abstractmethod
    def best_answer(self) -> Answer:
        """An answer that earns full credit."""

    @property
    @abstractmethod
    def chance(self) -> float:
        """What a blind guess earns on average, 0 to 1."""

    @cached_property
    def spelled(self) -> Mapping[str, Answer]:
        """The answers that are written in only one way, by how they are written. They need no `read_answer`."""
        return SPECIALS

    @abstractmethod
    def read_answer(self, raw: object) -> Answer:
        """Return an answer that comes from outside, of the type that `credit` takes; raises SheetError."""

    def credit(self, answer: Answer) -> float | None:
        """Return what an answer earns, 0 to 1; None where it says nothing, and the credit stays open."""
        reading = self.readings[answer]
        return reading.credit if reading else None

    def worth(self, answer: Answer) -> float | None:
        """Return what an answer shows, -1 to 1: its credit, less what guessing gains; None where it says nothing.

        A wrong answer to a check takes away what a blind guess earns on average, so that guessing gains nothing in the
        long run, and "I don't know" costs nothing (formula scoring; Thurstone 1919, Frary 1988).
        """
        reading = self.readings[answer]
        return reading.worth if reading else None

    @cached_property
    def readings(self) -> Memory[Answer, Reading | None]:
        """What each answer says; None where it says nothing. Equal answers are read once."""
        return Memory(self._read, _REMEMBERED)

    def _read(self, answer: Answer) -> Reading | None:
        if isinstance(answer, Special):
            return Reading(0.0, 0.0, slip=False) if answer is UNKNOWN and self.is_check else None
        credit = self._credit(answer)
        slip = self.is_check and credit == 0
        return Reading(credit, -self.penalty if slip else credit, slip)

    @cached_property
    def penalty(self) -> float:
        """What a wrong answer takes away, 0 to 1."""
        chance = self.chance if self.guess is None else self.guess
        return min(1.0, chance / (1.0 - chance)) if chance < 1.0 else 1.0

    def said(self, answer: Answer) -> str:
        """Return an answer in words, for a person to read."""
        return answer.words if isinstance(answer, Special) else self._said(answer)

    def unsaid(self, *answers: Answer) -> str:
        """Return in words the options that are in none of some answers; "" if there are none."""
        return ""

    def review(self, answer: Answer) -> "tuple[ReviewedCode, ...]":
        """Return what became of each code of an answer; nothing where one thing is asked for."""
        return ()

    def reasons(self, answer: Answer) -> tuple[str, ...]:
        """Return what to tell about an answer, a line each: what became of each code, and why the key is right."""
        return (*(code.in_words for code in self.review(answer)), one_line(self.because or ""))

    @abstractmethod
    def _credit(self, answer: Answer) -> float:
        """Return what an answer of this type earns."""

    @abstractmethod
    def _said(self, answer: Answer) -> str:
        """Return an answer of this type in words."""

    def _sheet_error(self, raw: object, wanted: str, *, meant: str = "", hint: str = "") -> SheetError:
        """Return the error that says what an answer is, and what to write instead: what was surely meant, or `wanted`.

        `hint` is a question that asks what was meant, where that isn't sure.
        """
        if meant:
            return SheetError(f"{self.id}: The answer can't be {quoted(raw)}. Write {meant}.")
        use = f"use {wanted}, or {alternatives(special.value for special in Special)}."
        if raw is None:
            return SheetError(f"{self.id}: The answer is empty. Leave it out, or {use}")
        return SheetError(f"{self.id}: The answer can't be {quoted(raw)}.{hint} {use[0].upper()}{use[1:]}")
