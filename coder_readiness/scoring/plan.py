"""The shortest way to complete a step: the cheapest gaps whose closing completes it. Exact, not greedy."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, combinations
from math import ceil, fsum, gcd, inf

from coder_readiness.bank.credits import TOLERANCE
from coder_readiness.scoring.score import CompetencyScore, StepScore


@dataclass(frozen=True, slots=True)
class Plan:
    """The competencies to close to complete a step, in working order, and the hours their actions take."""

    step: str
    hours: int
    close: tuple[str, ...]


def plan_step(step: StepScore) -> Plan:
    """Return the plan with the fewest hours that completes `step`.

    Counts only what is surely there: an unanswered competency is one to close. Of a gap's actions, those that an answer
    shows to be done take no hours. Every must-have that is not surely there is in the plan, with the gaps that they
    teach, which take no hours besides; of the rest, the cheapest set that lifts the readiness to the pass mark. Among
    equally cheap sets the choice is fixed by the order of the bank, so that the same sheet always gets the same plan.
    """
    must, other, deficit = _to_close(step)
    names = {score.competency.id for score in must}
    taught: list[CompetencyScore] = []
    rest: list[CompetencyScore] = []
    for score in other:
        (taught if score.competency.is_taught_by_any_of(names) else rest).append(score)
    cover = _cheapest_cover(rest, deficit - _gain(taught))
    close = _in_working_order(must + taught + cover, must + other)
    hours = sum([score.hours for score in close if not score.competency.is_taught_by_any_of(names)])
    return Plan(step.step.id, hours, tuple(score.competency.id for score in close))


def short_ways(step: StepScore, most: int) -> list[frozenset[str]]:
    """Return every set of at most `most` gaps whose closing completes `step`, without those that hold a smaller one."""
    must, other, deficit = _to_close(step)
    ways: list[frozenset[str]] = []
    for size in range(most - len(must) + 1):
        for more in combinations(other, size):
            way = frozenset(score.competency.id for score in (*must, *more))
            if _gain(more) >= deficit - TOLERANCE and not any(shorter <= way for shorter in ways):
                ways.append(way)
    return ways


def _to_close(step: StepScore) -> tuple[list[CompetencyScore], list[CompetencyScore], float]:
    """Return the must-haves to close, the other gaps, and how much of these, in weight, has to be closed besides."""
    in_step = [score for score in step.competencies if score.in_step]
    must: list[CompetencyScore] = []
    other: list[CompetencyScore] = []
    for score in in_step:
        if score.met is not True:
            (must if score.required and score.missing is not False else other).append(score)
    needed = step.step.pass_mark * step.weight
    there = fsum([score.weight * score.attained for score in in_step])
    return must, other, needed - there - _gain(must)


def _in_working_order(close: Sequence[CompetencyScore], gaps: Sequence[CompetencyScore]) -> list[CompetencyScore]:
    """Return must-haves first, each after those of the plan that it builds on; for the rest the bank's order holds.

    It may build on one through other gaps that need no closing.
    """
    by_id = {score.competency.id: score for score in gaps}
    order: dict[str, CompetencyScore] = {}
    waiting = list(reversed(close))
    while waiting:
        competency = waiting[-1].competency
        before = next((name for name in competency.builds_on if name in by_id and name not in order), None)
        if before is not None:
            waiting.append(by_id[before])
        else:
            order.setdefault(competency.id, waiting.pop())
    closed = {score.competency.id for score in close}
    return [score for name, score in order.items() if name in closed]


def _gain(gaps: Iterable[CompetencyScore]) -> float:
    """Return what closing gaps adds to their step, in weight."""
    return fsum([score.gain for score in gaps])


def _cheapest_cover(gaps: Sequence[CompetencyScore], deficit: float) -> list[CompetencyScore]:
    """Return the gaps with the fewest hours whose gains add up to `deficit`, in the order given.

    Branch and bound: cheapest hours per gain first, and a branch is left as soon as even fractions of gaps (the
    relaxed knapsack) could not beat the best whole set found so far.
    """
    if deficit <= TOLERANCE:
        return []
    order = sorted(range(len(gaps)), key=lambda index: gaps[index].hours / gaps[index].gain)
    gains = [gaps[index].gain for index in order]
    hours = [gaps[index].hours for index in order]
    gained = [*accumulate(gains, initial=0.0)]
    spent_on = [*accumulate(hours, initial=0)]
    unit = gcd(*hours) or 1

    def fewest_hours(start: int, spent: int, need: float) -> float:
        """Return a lower bound on the hours of any set that extends this one; they come in whole units."""
        last = bisect_left(gained, gained[start] + need - TOLERANCE, start) - 1
        if last == len(order):
            return inf
        part = (need - gained[last] + gained[start]) / gains[last]
        bound = spent + spent_on[last] - spent_on[start] + hours[last] * min(1.0, part)
        return ceil(bound / unit - 1e-6) * unit

    best_hours = inf
    best: tuple[int, ...] = ()
    least_need: dict[tuple[int, int], float] = {}
    branches = [(0, 0, deficit, best)]
    while branches:
        start, spent, need, chosen = branches.pop()
        if need <= TOLERANCE:
            if spent < best_hours:
                best_hours, best = spent, chosen
        elif need < least_need.get((start, spent), inf) - TOLERANCE:  # else as many hours have brought as much before
            least_need[start, spent] = need
            if fewest_hours(start, spent, need) < best_hours:
                branches.append((start + 1, spent, need, chosen))
                branches.append((start + 1, spent + hours[start], need - gains[start], (*chosen, order[start])))
    return [gaps[index] for index in sorted(best)]
