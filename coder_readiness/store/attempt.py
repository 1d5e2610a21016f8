"""What is kept, as values: an attempt with its answers, and when a practiced question comes back."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal

from coder_readiness.bank.answers import SKIP, Answer

AttemptMode = Literal["full", "quick", "update"]


@dataclass(frozen=True)
class Attempt:
    """One sitting. Times are in UTC and only for showing: what came first is said by the order of the answers."""

    id: int | None
    """Its number; None until its first answer is kept, because an attempt without answers is nothing."""
    started: datetime
    finished: datetime | None
    bank: str
    bank_version: str
    goal: str
    seed: int
    mode: AttemptMode
    step: str | None
    """The only step asked about, if the attempt is limited to one."""
    previous: int | None
    """The attempt that an update started from."""
    answers: Mapping[str, Answer]
    """In the order in which they were first given here. They may cite questions that the bank no longer has."""
    answered: Mapping[str, datetime]
    """When each answer was given."""
    carried: frozenset[str]
    """The questions whose answers were carried over from another attempt, and not given in this one."""
    record: str | None
    """What was reported when the attempt was finished; `scoring.record` reads it."""
    source: int | None = None
    """The attempt from which answers are carried over, until the first answer is kept."""
    private: Mapping[str, bool] = field(default_factory=dict)
    """Whether the question of an answer was private when it was answered, as far as that was kept."""

    @property
    def is_part(self) -> bool:
        """Whether it asks only a part of the full quiz."""
        return self.mode == "quick" or self.step is not None


@dataclass(frozen=True, slots=True)
class Entry:
    """What the history shows of an attempt."""

    id: int
    started: datetime
    finished: datetime | None
    bank: str
    bank_version: str
    goal: str
    mode: AttemptMode
    answered: int
    """How many answers it has."""
    outcome: str | None
    """A part of its record; `scoring.record` reads it."""
    step: str | None = None
    """The only step asked about, if the attempt is limited to one."""
    seed: int = 0


@dataclass(frozen=True)
class Flag:
    """A question with which something is wrong, as the person says."""

    question: str
    note: str
    flagged: datetime


@dataclass(frozen=True)
class Card:
    """When a practiced question comes back, and what the scheduler knows of it."""

    due: datetime
    reviewed: datetime
    stability: float
    """In how many days the chance to remember falls to nine in ten; more than 0."""
    difficulty: float
    """From 1 to 10."""

    def is_due(self, now: datetime) -> bool:
        """Tell whether the question comes back on the day it is for the person, or should have before."""
        return self.due.astimezone().date() <= now.astimezone().date()


def begin(
    *,
    bank: str,
    bank_version: str,
    goal: str,
    seed: int,
    now: datetime,
    mode: AttemptMode = "full",
    step: str | None = None,
    previous: Attempt | None = None,
    carried: Collection[str] = (),
) -> Attempt:
    """Return a new attempt; an update carries answers over from the `previous` one, with their age."""
    attempt = Attempt(
        id=None,
        started=now,
        finished=None,
        bank=bank,
        bank_version=bank_version,
        goal=goal,
        seed=seed,
        mode=mode,
        step=step,
        previous=previous.id if previous else None,
        answers={},
        answered={},
        carried=frozenset(),
        record=None,
    )
    return _carrying_over(attempt, previous, carried) if previous else attempt


def begin_rest(finished: Attempt, *, skips: bool, bank_version: str, now: datetime) -> Attempt:
    """Return a new full attempt with the answers of a finished one, its skips included or not."""
    attempt = replace(
        finished, id=None, started=now, finished=None, bank_version=bank_version, mode="full", step=None, record=None
    )
    carried = [name for name, answer in finished.answers.items() if skips or answer is not SKIP]
    return _carrying_over(attempt, finished, carried)


def _carrying_over(attempt: Attempt, source: Attempt, names: Collection[str]) -> Attempt:
    return replace(
        attempt,
        answers={name: answer for name, answer in source.answers.items() if name in names},
        answered={name: at for name, at in source.answered.items() if name in names},
        carried=frozenset(names) & source.answers.keys(),
        private={name: private for name, private in source.private.items() if name in names},
        source=source.id,
    )
