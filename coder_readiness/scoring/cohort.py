"""A class as a whole, added up person by person: where they are, which gaps they share, what moves most of them on."""

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple

from coder_readiness.bank.model import Bank
from coder_readiness.scoring.plan import short_ways
from coder_readiness.scoring.readiness import NextStep, Readiness
from coder_readiness.scoring.score import score_step
from coder_readiness.scoring.sheet import Sheet

MOST_TOGETHER = 3
"""How many competencies to teach are looked at together."""
_MOST_TWICE = 20
"""So many people with two sheets are named."""


class Person(NamedTuple):
    """One sheet's result in a line."""

    name: str
    taken: str | None
    next_step: NextStep | None
    sureness: float | None
    """The share of sittings like this one that would name the same step, 0 to 1; None if that is not known."""
    answered: int
    asked: int


@dataclass(frozen=True, slots=True)
class StepSpread:
    """How a class is doing at one step; quarters are readiness from 0 to 1 of those who answered about it."""

    id: str
    number: int
    title: str
    here: int
    """How many are to focus on it."""
    ready: int
    answered: int
    """How many answered anything that says something about it."""
    lower_quarter: float
    median: float
    upper_quarter: float
    pass_mark: float


@dataclass(frozen=True, slots=True)
class SharedGap:
    """A competency that some of a class have not met; `impact` is its share of the step, on average over everyone."""

    competency: str
    title: str
    step: int
    people: int
    impact: float


@dataclass(frozen=True, slots=True)
class Lesson:
    """Competencies to teach together, and how many people it takes one step on or further."""

    close: tuple[str, ...]
    moves: int


class Cohort:
    """Adds up results in constant memory, except for the names, which it keeps to notice a second sheet."""

    def __init__(self, bank: Bank) -> None:
        self._bank = bank
        self.people = 0
        self.silent = 0
        """How many answered nothing."""
        self.unfinished = 0
        """How many answered something, but not everything."""
        self.twice: list[tuple[str, str | None]] = []
        """Who handed in two sheets of the same day, and the day."""
        self._here: Counter[str | None] = Counter()
        self._ready: Counter[str] = Counter()
        self._reached = {step.id: [0] * 101 for step in bank.steps}
        self._gaps: Counter[str] = Counter()
        self._impact: defaultdict[str, float] = defaultdict(float)
        self._moves: Counter[frozenset[str]] = Counter()
        self._hours: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])
        """What a competency still takes those who have to close it in their step in focus, added up, and how many."""
        self._handed_in: set[int] = set()

    def add(self, name: str, sheet: Sheet, readiness: Readiness) -> Person:
        """Take one more sheet and its result; `name` is whose it is, or what it is called in its place."""
        focus = readiness.next_step
        self.people += 1
        self.silent += not readiness.answered
        self.unfinished += 0 < readiness.answered < readiness.asked
        self._here[focus.id if focus else None] += 1
        for step in readiness.steps:
            self._ready[step.id] += step.complete is True
            if step.low > 0 or step.high < 1:
                self._reached[step.id][int(step.low * 100 + 1e-6)] += 1
        for gap in readiness.gaps:
            self._gaps[gap.competency] += 1
            self._impact[gap.competency] += gap.impact
        if focus and readiness.answered:
            self._count_moves(sheet, focus)
        if sheet.name is not None:
            self._note_twice(sheet.name, sheet.taken)
        return Person(name, sheet.taken, focus, readiness.sureness, readiness.answered, readiness.asked)

    def _count_moves(self, sheet: Sheet, focus: NextStep) -> None:
        """Count every set of competencies of the step in focus that completes it if it is closed."""
        step = score_step(self._bank, self._bank.steps[focus.number - 1], sheet)
        for score in step.competencies:
            if score.in_step and score.met is not True:
                hours = self._hours[score.competency.id]
                hours[:] = hours[0] + score.hours, hours[1] + 1
        ways = short_ways(step, MOST_TOGETHER)
        others = [competency.id for competency in self._bank.of_step(focus.id)]
        self._moves.update({wider for way in ways for wider in _wider(way, others)})

    def _note_twice(self, name: str, taken: str | None) -> None:
        key = hash((unicodedata.normalize("NFC", " ".join(name.split())).casefold(), taken))
        if key in self._handed_in and len(self.twice) < _MOST_TWICE and (name, taken) not in self.twice:
            self.twice.append((name, taken))
        self._handed_in.add(key)

    @property
    def all_ready(self) -> int:
        """How many have completed every step."""
        return self._here[None]

    def title(self, competency: str) -> str:
        """Return a competency's title by its id."""
        return self._bank.competency[competency].title

    def step(self, competency: str) -> int:
        """Return the number of a competency's step by its id."""
        return self._bank.number(self._bank.competency[competency].step)

    def hours(self, competency: str) -> int:
        """Return how many hours closing a competency of a lesson takes, on average of those who have to."""
        hours, people = self._hours[competency]
        return round(hours / people)

    def steps(self) -> tuple[StepSpread, ...]:
        """Return how the class is doing at each step."""
        return tuple(
            StepSpread(
                step.id,
                number,
                step.title,
                self._here[step.id],
                self._ready[step.id],
                sum(self._reached[step.id]),
                _quantile(self._reached[step.id], 0.25),
                _quantile(self._reached[step.id], 0.5),
                _quantile(self._reached[step.id], 0.75),
                step.pass_mark,
            )
            for number, step in enumerate(self._bank.steps, 1)
        )

    def gaps(self) -> tuple[SharedGap, ...]:
        """Return every gap that somebody has, those that most people share first."""
        shared = (
            SharedGap(
                name,
                self.title(name),
                self.step(name),
                people,
                self._impact[name] / self.people,
            )
            for name, people in self._gaps.items()
        )
        return tuple(sorted(shared, key=lambda gap: (-gap.people, -gap.impact, gap.competency)))

    def lessons(self) -> tuple[Lesson, ...]:
        """Return each competency that moves somebody on by itself, and the best two and three, if they move more.

        Everybody's step in focus is scored as it would be with the competencies met. Those who have to close more than
        three gaps are moved by none of these.
        """
        alone = [Lesson(tuple(close), moves) for close, moves in self._moves.items() if len(close) == 1]
        alone.sort(key=lambda lesson: (-lesson.moves, lesson.close))
        lessons, best = list(alone), alone[0].moves if alone else 0
        for count in range(2, MOST_TOGETHER + 1):
            together = self._best(count)
            if together.moves > best:
                lessons.append(together)
                best = together.moves
        return tuple(lessons)

    def _best(self, count: int) -> Lesson:
        """Return the `count` competencies that move most people on; everyone is at one step, so that steps add up."""
        best = [Lesson((), 0)] * (count + 1)  # of so many competencies, from the steps looked at so far
        for step in self._bank.steps:
            ids = {competency.id for competency in self._bank.of_step(step.id)}
            of_step = [_best_of_size(self._moves, ids, size) for size in range(count + 1)]
            best = [
                max(
                    (_joined(best[size - here], of_step[here]) for here in range(size + 1)),
                    key=lambda lesson: lesson.moves,
                )
                for size in range(count + 1)
            ]
        return best[count]


def _best_of_size(moves: Counter[frozenset[str]], ids: set[str], size: int) -> Lesson:
    found = ((close, count) for close, count in moves.items() if len(close) == size and close <= ids)
    close, count = max(found, key=lambda item: (item[1], sorted(item[0])), default=(frozenset(), 0))
    return Lesson(tuple(sorted(close)), count)


def _joined(first: Lesson, second: Lesson) -> Lesson:
    return Lesson((*first.close, *second.close), first.moves + second.moves)


def _wider(way: frozenset[str], ids: Sequence[str]) -> Iterator[frozenset[str]]:
    """Yield a set of competencies and all that hold it and are not too large."""
    others = [name for name in ids if name not in way]
    for size in range(MOST_TOGETHER - len(way) + 1):
        for more in combinations(others, size):
            yield way | frozenset(more)


def _quantile(counts: Sequence[int], share: float) -> float:
    """Return the least hundredth that at least this share of people do not exceed."""
    needed = share * sum(counts)
    total = 0
    for hundredth, count in enumerate(counts):
        total += count
        if count and total >= needed:
            return hundredth / 100
    return 0.0
