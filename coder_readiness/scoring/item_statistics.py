"""How the checks of a bank do their work, from the sheets of many people: item analysis as the field knows it.

Everyone answers a draw of their own, so a check is held against the other checks of its step that the same person
answered, and the reliability of a step comes from an analysis of variance in which each check has its own difficulty.
Where everyone has answered the same checks, these are the corrected item-total correlation and Cronbach's alpha.
"""

import math
from array import array
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from coder_readiness.bank.answers import UNKNOWN
from coder_readiness.bank.credits import TOLERANCE
from coder_readiness.bank.model import Bank
from coder_readiness.bank.questions.types import Question
from coder_readiness.scoring.sheet import Sheet, answered_checks


@dataclass(frozen=True, slots=True)
class Item:
    """A check, as so many people have answered it."""

    question: Question
    step: int
    answered: int
    """How many gave an answer; "I don't know" is one."""
    right: float
    """The mean credit, 0 to 1: the higher, the easier."""
    with_rest: float | None
    """The correlation with the rest of the step, -1 to 1; None where one of them is the same for everyone."""
    unknown: float
    """The share of "I don't know", 0 to 1."""
    picked: Mapping[str, int]
    """How many picked each option, by its id; empty where the answer is typed."""


@dataclass(frozen=True, slots=True)
class Flagged:
    """A question with which something is wrong, as so many people say, and the first few notes about it."""

    question: Question
    people: int
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StepReliability:
    """How far the checks of a step can be relied on."""

    number: int
    title: str
    people: int
    """How many answered two checks or more."""
    checks: float
    """How many checks they answered on average."""
    alpha: float | None
    """The reliability, at most 1; None if it can tell nobody apart."""
    consistency: float | None
    """The share that would be on the same side of the pass mark again, 0.5 to 1, by the checks alone."""


_MOST_NOTES = 5
"""How many notes about a question are kept."""


class _Sums:
    """What is added up about one check; the last six are about people who answered another check of its step, too."""

    __slots__ = ("answered", "beside", "by_rest", "credit", "rest", "rest_squares", "squares", "total", "weighted")

    def __init__(self) -> None:
        self.answered = self.beside = 0
        self.total = self.credit = self.squares = self.rest = self.rest_squares = self.by_rest = 0.0
        self.weighted = 0.0
        """Each person's mean credit in the step, added up."""

    @property
    def mean(self) -> float:
        """The mean credit of those who answered another check, too."""
        return self.credit / self.beside

    @property
    def with_rest(self) -> float | None:
        """Pearson's correlation of the credit with the rest of the step; None if one is the same for everyone."""
        if self.beside < 3:
            return None
        spread = self.squares - self.credit**2 / self.beside
        rest_spread = self.rest_squares - self.rest**2 / self.beside
        if min(spread, rest_spread) < TOLERANCE:
            return None
        return (self.by_rest - self.credit * self.rest / self.beside) / math.sqrt(spread * rest_spread)


class _Step:
    """What is added up about the checks of one step: its size doesn't depend on how many people there are."""

    def __init__(self, numbers: int) -> None:
        self.checks: defaultdict[int, _Sums] = defaultdict(_Sums)
        self._shared: defaultdict[int, array[float]] = defaultdict(lambda: array("d", bytes(8 * numbers)))
        """For two checks: 1 / n for each person who answered both among n checks, added up."""
        self._results: Counter[tuple[int, float]] = Counter()
        """How many people answered so many checks with so much credit in all, to the hundredth."""
        self._between = 0.0
        """Each person's credit in all, squared and divided by the number of checks, added up."""

    def add(self, earned: Mapping[int, float]) -> None:
        """Take one more person: the credit for each check, by its number."""
        total, others = math.fsum(earned.values()), len(earned) - 1
        for number, credit in earned.items():
            sums = self.checks[number]
            sums.answered += 1
            sums.total += credit
            if others:
                rest = (total - credit) / others
                sums.beside += 1
                sums.credit += credit
                sums.squares += credit * credit
                sums.rest += rest
                sums.rest_squares += rest * rest
                sums.by_rest += credit * rest
                sums.weighted += total / len(earned)
        if others:
            self._results[len(earned), round(total, 2)] += 1
            self._between += total**2 / len(earned)
            numbers, weight = sorted(earned), 1 / len(earned)
            for index, number in enumerate(numbers):
                shared = self._shared[number]
                for other in numbers[index:]:
                    shared[other - number] += weight

    @property
    def people(self) -> int:
        """How many answered two checks or more."""
        return self._results.total()

    @property
    def answers(self) -> int:
        """How many checks these people answered, added up."""
        return sum(count * people for (count, _), people in self._results.items())

    @property
    def alpha(self) -> float | None:
        """The reliability by analysis of variance (Hoyt 1941), with the difficulty of each check taken out.

        It is Cronbach's alpha if everyone answered the same checks.
        """
        checks = {number: sums for number, sums in self.checks.items() if sums.beside}
        left = self.answers - self.people - len(checks) + 1  # degrees of freedom
        if self.people < 2 or left < 1:
            return None
        between = self._between - 2 * math.fsum(sums.mean * sums.weighted for sums in checks.values())
        between += math.fsum(
            (2 if apart else 1) * checks[number].mean * checks[number + apart].mean * weight
            for number, shared in self._shared.items()
            for apart, weight in enumerate(shared)
            if weight
        )
        squares = math.fsum(sums.squares - sums.credit * sums.mean for sums in checks.values())
        mean_square = between / (self.people - 1)
        return 1 - (squares - between) / left / mean_square if mean_square > TOLERANCE else None

    def consistency(self, mark: float) -> float | None:
        """Return the share of people on the same side of a mark in another sitting as long (Subkoviak 1976)."""
        alpha = self.alpha
        if alpha is None:
            return None
        mean = math.fsum(total / count * people for (count, total), people in self._results.items()) / self.people
        trust = min(1.0, max(0.0, alpha))
        same = 0.0
        for (count, total), people in self._results.items():
            passing = _at_least(count, trust * total / count + (1 - trust) * mean, mark)
            same += people * (passing**2 + (1 - passing) ** 2)
        return same / self.people


class ItemStatistics:
    """Takes sheets one by one, and says then how the checks have done."""

    def __init__(self, bank: Bank) -> None:
        self._bank = bank
        self._checks = [question for competency in bank.competencies for question in competency.pool]
        self._number = {question.id: number for number, question in enumerate(self._checks)}
        self._step = [bank.number(bank.home[question.id].step) for question in self._checks]
        self._steps = {number: _Step(len(self._checks)) for number in range(1, len(bank.steps) + 1)}
        self._unknown: Counter[int] = Counter()
        self._picked: dict[int, Counter[str]] = {}
        self._flags: Counter[str] = Counter()
        self._notes: defaultdict[str, list[str]] = defaultdict(list)

    def add(self, sheet: Sheet) -> None:
        """Take the answers and flags of one person."""
        earned: dict[int, dict[int, float]] = {}
        given = (self._bank.questions[name] for name in sheet.answers if name in self._number)
        for question, answer, credit in answered_checks(given, sheet):
            number = self._number[question.id]
            earned.setdefault(self._step[number], {})[number] = credit
            if answer is UNKNOWN:
                self._unknown[number] += 1
            elif question.options:
                picked = self._picked.setdefault(number, Counter())
                picked.update(answer if isinstance(answer, tuple) else [str(answer)])
        for step, credits_ in earned.items():
            self._steps[step].add(credits_)
        for name, note in sheet.flags.items():
            if name in self._bank.questions:
                self._flags[name] += 1
                if note.strip() and len(self._notes[name]) < _MOST_NOTES:
                    self._notes[name].append(note)

    def flagged(self) -> list[Flagged]:
        """Return the questions of the bank that people have flagged, those of most people first."""
        by_people = sorted(self._flags.items(), key=lambda flag: (-flag[1], flag[0]))
        return [Flagged(self._bank.questions[name], people, tuple(self._notes[name])) for name, people in by_people]

    def items(self) -> list[Item]:
        """Return every check that somebody answered, in the order of the bank."""
        found = {
            number: Item(
                self._checks[number],
                step,
                sums.answered,
                sums.total / sums.answered,
                sums.with_rest,
                self._unknown[number] / sums.answered,
                self._picked_of(number),
            )
            for step, added in self._steps.items()
            for number, sums in added.checks.items()
        }
        return [found[number] for number in sorted(found)]

    def _picked_of(self, number: int) -> dict[str, int]:
        picked = self._picked.get(number, Counter())
        return {option.id: picked[option.id] for option in self._checks[number].options}

    def steps(self) -> list[StepReliability]:
        """Return how reliable the checks of each step are, for the steps where somebody answered two or more."""
        return [
            StepReliability(
                number,
                self._bank.steps[number - 1].title,
                added.people,
                added.answers / added.people,
                added.alpha,
                added.consistency(self._bank.steps[number - 1].pass_mark),
            )
            for number, added in self._steps.items()
            if added.people
        ]


def _at_least(count: int, chance: float, mark: float) -> float:
    """Return the chance to get at least the share `mark` of so many checks right, with the same chance for each."""
    least = math.ceil(count * mark - TOLERANCE)
    return math.fsum(
        math.comb(count, right) * chance**right * (1 - chance) ** (count - right) for right in range(least, count + 1)
    )
