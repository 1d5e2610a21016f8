"""How sure a verdict is: the share of sittings like this one that would name the same step.

Another sitting draws other checks. A step's readiness then comes out higher or lower with a standard error that the
number of checks fixes, and so does the mastery of each must-have. The chance that both stay on their side of the cut is
the step's decision consistency, in the normal approximation of Peng and Subkoviak (1980). The two spreads below were
fitted to simulated sittings (tests/benchmarks/consistency.py prints how well the figures hold).
"""

from math import erf, fsum, prod, sqrt

from coder_readiness.bank.credits import reaches
from coder_readiness.scoring.score import CompetencyScore, Scores, StepScore

READINESS_SPREAD = 0.8
"""The standard deviation between sittings of what one check is worth."""
MASTERY_SPREAD = 0.1
"""The standard deviation between sittings of a must-have's margin."""


def sureness(scores: Scores) -> float:
    """Return the chance, 0 to 1, that another sitting names the same step; 1 where only facts decide."""
    named = scores.next_step
    before = prod(completing(step) for step in scores.steps[: scores.steps.index(named) if named else None])
    return before * (1.0 - completing(named)) if named else before


def completing(step: StepScore) -> float:
    """Return the chance, 0 to 1, that another sitting finds a step complete."""
    if step.complete is None:
        return 0.5
    chance = _chance(step)
    return max(0.5, chance) if step.complete else min(0.5, chance)


def _chance(step: StepScore) -> float:
    counted = [score for score in step.competencies if score.in_step]
    facts = [score for score in counted if not score.competency.is_knowledge]
    knowledge = [score for score in counted if score.competency.is_knowledge]
    must_haves = [score for score in knowledge if score.required]
    weight = fsum(score.competency.weight for score in counted)
    sure = fsum(score.competency.weight * score.attained_so_far for score in facts) / weight
    most = sure + fsum(score.competency.weight / score.competency.target for score in knowledge) / weight
    if any(score.required and score.missing for score in facts) or not reaches(most, step.step.pass_mark):
        return 0.0
    of_must_haves = prod(_below(score.margin / MASTERY_SPREAD) for score in must_haves)
    if reaches(sure, step.step.pass_mark):
        return of_must_haves
    readiness = fsum(score.competency.weight * score.attained_so_far for score in counted) / weight
    error = sqrt(fsum(_variance(score) for score in knowledge)) / weight
    return of_must_haves * _below((readiness - step.step.pass_mark) / (READINESS_SPREAD * error))


def _variance(score: CompetencyScore) -> float:
    """Return the variance of a competency's part in its step between sittings, for checks of variance 1."""
    competency = score.competency
    return (competency.weight / competency.target) ** 2 / competency.draw


def _below(z: float) -> float:
    """Return the share of a normal distribution that is below `z` standard deviations."""
    return (1.0 + erf(z / sqrt(2.0))) / 2.0
