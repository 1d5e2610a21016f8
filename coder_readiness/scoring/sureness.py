"""How sure a verdict is: the share of sittings like this one that would name the same step.

Another sitting draws other checks. A step's readiness then comes out higher or lower with a standard error that the
number of checks fixes, and so does the mastery of each must-have. The chance that both stay on their side of the cut is
the step's decision consistency, in the normal approximation of Peng and Subkoviak (1980). The two spreads below were
fitted to simulated sittings (tests/benchmarks/consistency.py prints how well the figures hold).
"""

from collections.abc import Iterator, Mapping
from math import erf, fsum, prod, sqrt
from operator import itemgetter
from typing import NamedTuple

from coder_readiness.bank.credits import reaches
from coder_readiness.scoring.score import CompetencyScore, Scores, StepScore

READINESS_SPREAD = 0.8
"""The standard deviation between sittings of what one check is worth."""
MASTERY_SPREAD = 0.1
"""The standard deviation between sittings of a must-have's margin."""
SURE_ENOUGH = 0.8
"""From here on, more questions about the closest calls make a verdict no surer, on average.

tests/benchmarks/consistency.py prints what they do below it and above.
"""
LEAST_DOUBT = 0.005
"""A smaller doubt about a verdict isn't worth a word."""


def sureness(scores: Scores) -> float:
    """Return the chance, 0 to 1, that another sitting names the same step; 1 where only facts decide."""
    chance = 1.0
    for step in scores.steps:
        if step.complete is not True:
            return chance * (1.0 - completing(step))
        chance *= completing(step)
    return chance


def completing(step: StepScore) -> float:
    """Return the chance, 0 to 1, that another sitting finds a step complete."""
    if step.complete is None:
        return 0.5
    chance = _chances(step).of_all
    return max(0.5, chance) if step.complete else min(0.5, chance)


def closest_calls(scores: Scores) -> tuple[CompetencyScore, ...]:
    """Return the competencies that leave the most doubt about the named step, the closest call first.

    A must-have leaves as much doubt as its own margin. The doubt about a step's readiness is split between its
    competencies by how much each can move it.
    """
    named = scores.next_step
    decided = scores.steps[: scores.steps.index(named) + 1] if named else scores.steps
    doubts = [doubt for step in decided if step.complete is not None for doubt in _doubts(step)]
    return tuple(score for doubt, score in sorted(doubts, key=itemgetter(0), reverse=True) if doubt >= LEAST_DOUBT)


def _doubts(step: StepScore) -> Iterator[tuple[float, CompetencyScore]]:
    """Yield how much doubt each competency leaves about whether a step is complete, 0 to 0.5."""
    chances = _chances(step)
    variance = fsum(_variance(score) for score in chances.knowledge)
    for score, of_must_have in chances.knowledge.items():
        share = _variance(score) / variance
        yield max(_doubt(of_must_have), _doubt(chances.of_readiness) * share), score


def _doubt(chance: float) -> float:
    return min(chance, 1.0 - chance)


class _Chances(NamedTuple):
    """The chances, 0 to 1, that another sitting finds what it takes to complete a step."""

    knowledge: Mapping[CompetencyScore, float]
    """For each competency that checks decide, that it isn't missing; 1 where it is no must-have."""
    of_readiness: float
    """That the readiness reaches the pass mark."""

    @property
    def of_all(self) -> float:
        return prod(self.knowledge.values()) * self.of_readiness


def _chances(step: StepScore) -> _Chances:
    counted = [score for score in step.competencies if score.in_step]
    facts = [score for score in counted if not score.competency.is_knowledge]
    if any(score.required and score.missing for score in facts):
        return _Chances({}, 0.0)
    knowledge = [score for score in counted if score.competency.is_knowledge]
    weight = step.weight
    sure = fsum([score.weight * score.attained_so_far for score in facts]) / weight
    most = sure + fsum([score.weight / score.competency.target for score in knowledge]) / weight
    if not reaches(most, step.step.pass_mark):
        return _Chances({}, 0.0)
    chances = {score: _below(score.margin / MASTERY_SPREAD) if score.required else 1.0 for score in knowledge}
    if reaches(sure, step.step.pass_mark):
        return _Chances(chances, 1.0)
    readiness = fsum([score.weight * score.attained_so_far for score in counted]) / weight
    error = sqrt(fsum([_variance(score) for score in knowledge])) / weight
    return _Chances(chances, _below((readiness - step.step.pass_mark) / (READINESS_SPREAD * error)))


def _variance(score: CompetencyScore) -> float:
    """Return the variance of a competency's part in its step between sittings, for checks of variance 1."""
    competency = score.competency
    return (competency.weight / competency.target) ** 2 / competency.draw


def _below(z: float) -> float:
    """Return the share of a normal distribution that is below `z` standard deviations."""
    return (1.0 + erf(z / sqrt(2.0))) / 2.0
