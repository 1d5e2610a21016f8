"""How the checks of a bank do their work, from the sheets of many people: item analysis as the field knows it.

Everyone answers a draw of their own, so a check is held against the other checks of its step that the same person
answered, and the reliability of a step comes from an analysis of variance in which each check has its own difficulty.
Where everyone has answered the same checks, these are the corrected item-total correlation and Cronbach's alpha.
"""

import math
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
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
    """The reliability, at most 1; None where there is nothing to tell apart."""
    consistency: float | None
    """The share that would be on the same side of the pass mark again, 0.5 to 1, by the checks alone."""


_MOST_NOTES = 5
"""How many notes about a question are kept."""


def _numbers() -> "array[float]":
    return array("d")  # which takes a third of the memory of a list


class _Answered:
    """The credits that each person earned on the checks of one step, in little memory."""

    def __init__(self) -> None:
        self._items, self._credits, self._ends = array("L"), array("d"), array("L", [0])

    def add(self, earned: Mapping[int, float]) -> None:
        """Take one more person: the credit for each check, by its number."""
        self._items.extend(earned)
        self._credits.extend(earned.values())
        self._ends.append(len(self._items))

    def __iter__(self) -> Iterator[tuple[Sequence[int], Sequence[float]]]:
        for index in range(1, len(self._ends)):
            part = slice(self._ends[index - 1], self._ends[index])
            yield self._items[part], self._credits[part]


class ItemStatistics:
    """Takes sheets one by one, and says then how the checks have done."""

    def __init__(self, bank: Bank) -> None:
        self._bank = bank
        self._checks = [question for competency in bank.competencies for question in competency.pool]
        self._number = {question.id: number for number, question in enumerate(self._checks)}
        self._step = [bank.number(bank.home[question.id].step) for question in self._checks]
        self._answered = {number: _Answered() for number in range(1, len(bank.steps) + 1)}
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
            self._answered[step].add(credits_)
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
        found: dict[int, Item] = {}
        for step, answered in self._answered.items():
            own: defaultdict[int, array[float]] = defaultdict(_numbers)
            rest: defaultdict[int, tuple[array[float], array[float]]] = defaultdict(lambda: (_numbers(), _numbers()))
            for numbers, credits_ in answered:
                total, others = math.fsum(credits_), len(credits_) - 1
                for number, credit in zip(numbers, credits_, strict=True):
                    own[number].append(credit)
                    if others:
                        rest[number][0].append(credit)
                        rest[number][1].append((total - credit) / others)
            for number, credits_ in own.items():
                found[number] = Item(
                    self._checks[number],
                    step,
                    len(credits_),
                    math.fsum(credits_) / len(credits_),
                    _correlation(*rest[number]) if number in rest else None,
                    self._unknown[number] / len(credits_),
                    self._picked_of(number),
                )
        return [found[number] for number in sorted(found)]

    def _picked_of(self, number: int) -> dict[str, int]:
        picked = self._picked.get(number, Counter())
        return {option.id: picked[option.id] for option in self._checks[number].options}

    def steps(self) -> list[StepReliability]:
        """Return how reliable the checks of each step are, for the steps that have checks with answers."""
        steps = []
        for number, step in enumerate(self._bank.steps, 1):
            people = [(numbers, credits_) for numbers, credits_ in self._answered[number] if len(credits_) > 1]
            if people:
                alpha = _alpha(people)
                steps.append(
                    StepReliability(
                        number,
                        step.title,
                        len(people),
                        sum(len(credits_) for _, credits_ in people) / len(people),
                        alpha,
                        _consistency([credits_ for _, credits_ in people], alpha, step.pass_mark),
                    )
                )
        return steps


def _correlation(first: Sequence[float], second: Sequence[float]) -> float | None:
    """Return Pearson's correlation; None where it has no meaning."""
    count = len(first)
    mean_first, mean_second = math.fsum(first) / count, math.fsum(second) / count
    across = math.fsum((x - mean_first) * (y - mean_second) for x, y in zip(first, second, strict=True))
    spread_first = math.fsum((x - mean_first) ** 2 for x in first)
    spread_second = math.fsum((y - mean_second) ** 2 for y in second)
    if count < 3 or min(spread_first, spread_second) < TOLERANCE:
        return None
    return across / math.sqrt(spread_first * spread_second)


def _alpha(people: Sequence[tuple[Sequence[int], Sequence[float]]]) -> float | None:
    """Return the reliability by analysis of variance (Hoyt 1941), with the difficulty of each check taken out.

    It is Cronbach's alpha if everyone answered the same checks.
    """
    sums: defaultdict[int, float] = defaultdict(float)
    counts: Counter[int] = Counter()
    for numbers, credits_ in people:
        for number, credit in zip(numbers, credits_, strict=True):
            sums[number] += credit
            counts[number] += 1
    mean = {number: sums[number] / counts[number] for number in counts}
    answers = sum(counts.values())
    left = answers - len(people) - len(counts) + 1  # degrees of freedom
    if len(people) < 2 or left < 1:
        return None
    between, squares = 0.0, 0.0
    for numbers, credits_ in people:
        beyond = [credit - mean[number] for number, credit in zip(numbers, credits_, strict=True)]
        between += math.fsum(beyond) ** 2 / len(beyond)
        squares += math.fsum(value**2 for value in beyond)
    within = squares - between
    mean_square = between / (len(people) - 1)
    return 1 - within / left / mean_square if mean_square > TOLERANCE else None


def _consistency(people: Sequence[Sequence[float]], alpha: float | None, mark: float) -> float | None:
    """Return the share of people on the same side of a mark again in another sitting as long (Subkoviak 1976)."""
    if alpha is None:
        return None
    shares = [math.fsum(credits_) / len(credits_) for credits_ in people]
    mean, trust = math.fsum(shares) / len(shares), min(1.0, max(0.0, alpha))
    same = 0.0
    for credits_, share in zip(people, shares, strict=True):
        passing = _at_least(len(credits_), trust * share + (1 - trust) * mean, mark)
        same += passing**2 + (1 - passing) ** 2
    return same / len(people)


def _at_least(count: int, chance: float, mark: float) -> float:
    """Return the chance to get at least the share `mark` of so many checks right, with the same chance for each."""
    least = math.ceil(count * mark - TOLERANCE)
    return math.fsum(
        math.comb(count, right) * chance**right * (1 - chance) ** (count - right) for right in range(least, count + 1)
    )
