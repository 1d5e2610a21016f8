"""Bank + sheet -> scores: of each answer, each competency and each step. Pure, and the same every time."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache, partial
from math import fsum
from typing import NamedTuple

from coder_readiness.bank.answers import PRIVATE, SKIP
from coder_readiness.bank.competency import Action, Competency
from coder_readiness.bank.credits import reaches
from coder_readiness.bank.model import Bank
from coder_readiness.bank.questions.base import Reading
from coder_readiness.bank.roadmap import Step
from coder_readiness.scoring.draw import draw
from coder_readiness.scoring.mastery import REMEMBERED, Base, Terms
from coder_readiness.scoring.sheet import Sheet

_REMEMBERED = 1 << 13
"""How many answers, and how many scores of each competency, are remembered."""


@dataclass(frozen=True, slots=True)
class CompetencyScore:
    """A competency's score as an interval: the lowest and highest that the missing answers can make it.

    Equal answers share one score, and what is worked out from it. Its hash is its identity, which is fast.
    """

    competency: Competency
    low: float
    high: float
    required: bool
    """Whether it is a must-have for the sheet's goal."""
    in_step: bool
    """False where every one of its questions was answered with "prefer not to say": then it is out of its step."""
    met: bool | None
    """Whether the target is reached; None while missing answers decide, or where the evidence for a gap is thin."""
    missing: bool | None
    """Whether it is surely not there, which fails a must-have; None while missing answers decide."""
    asked: int
    """How many questions about it the attempt asks."""
    self_view: float | None
    """What the person's own ratings say, 0 to 1; None without one."""
    shown: float | None
    """What the checks answered show, 0 to 1; None without one."""
    so_far: float
    """The score that the answers given so far come to, 0 to 1."""
    margin: float
    """How far the mastery that they show is from the floor below which it is missing; meaningless for facts."""
    done: Mapping[int, float] = field(default_factory=dict)
    """How much of the competency's actions the person has done already or doesn't need, 0 to 1, by their places."""

    weight: float = field(init=False)
    """The competency's share in its step."""
    attained: float = field(init=False)
    """The share of the target that is surely there; above 1 only where checks decide: more makes up for less."""
    attainable: float = field(init=False)
    """The share of the target that is there if every missing answer turns out best."""
    attained_so_far: float = field(init=False)
    """The share of the target that the answers given so far come to."""
    gain: float = field(init=False)
    """What reaching the target adds to its step, in weight."""
    is_gap: bool = field(init=False)
    """Whether it is a gap, for sure or maybe."""
    actions: tuple[Action, ...] = field(init=False)
    """What is left to do about it, in order: what reaches the target, and once it is met what is beyond."""
    hours: int = field(init=False)
    """The hours that takes."""

    __hash__ = object.__hash__

    def __post_init__(self) -> None:
        competency = self.competency
        set_ = partial(object.__setattr__, self)
        set_("weight", competency.weight)
        set_("attained", self._attained(self.low))
        set_("attainable", self._attained(self.high))
        set_("attained_so_far", self._attained(self.so_far))
        set_("gain", self.weight * (1.0 - self.attained))
        set_("is_gap", self.met is False or self.is_maybe_gap)
        set_("actions", competency.to_do(self.done, beyond=self.met is True))
        set_("hours", sum(action.hours for action in self.actions))

    @property
    def is_maybe_gap(self) -> bool:
        """Whether the target is not reached, but on evidence too thin to be sure of the gap."""
        return self.met is None and self.missing is False and not reaches(self.high, self.competency.target)

    def _attained(self, score: float) -> float:
        share = score / self.competency.target
        return share if self.competency.is_knowledge else min(1.0, share)


class StepScore(NamedTuple):
    """A step's readiness as an interval, and whether the step is complete (None: undecided)."""

    step: Step
    low: float
    high: float
    complete: bool | None
    competencies: tuple[CompetencyScore, ...]
    weight: float
    """What its competencies weigh in total, without those that are out of it."""


class Scores(NamedTuple):
    """Everything scored for one sheet."""

    steps: tuple[StepScore, ...]
    asked: int
    """How many questions the attempt asks."""
    answered: int
    """How many of them have an answer other than a skip."""

    @property
    def next_step(self) -> StepScore | None:
        """The first step that is not surely complete; None when all are."""
        return next((step for step in self.steps if step.complete is not True), None)


class _Judged(NamedTuple):
    """What the answers about a competency come to, as in `CompetencyScore`."""

    low: float
    high: float
    met: bool | None
    missing: bool | None
    counts: bool
    self_view: float | None
    shown: float | None
    so_far: float
    margin: float


@lru_cache(maxsize=REMEMBERED)
def _judged(terms: Terms, base: Base, checks: tuple[Reading, ...], open_checks: int) -> _Judged:
    """Return what answers come to while so many checks are open: the mean of what they are worth, by evidence."""
    answers = [(answer, weight) for answer, (weight, _) in zip(base, terms.base, strict=True) if answer is not PRIVATE]
    known = [(weight, answer.worth) for answer, weight in answers if isinstance(answer, Reading)]
    known += [(terms.check, check.worth) for check in checks]
    unknown = fsum([weight for answer, weight in answers if answer is None]) + open_checks * terms.check
    earned = fsum([weight * worth for weight, worth in known])
    weight = fsum([weight for weight, _ in known])
    low, high, so_far = 0.0, 1.0, _share(earned / weight) if weight else 0.0
    if total := weight + unknown:
        at_stake = open_checks * terms.check * terms.penalty
        low, high = _share((earned - at_stake) / total), _share((earned + unknown) / total)
    surely_below = not reaches(high, terms.target)
    met: bool | None = True if reaches(low, terms.target) else None
    missing, margin = True if surely_below else None if met is None else False, 0.0
    if terms.is_knowledge:
        by_checks, margin = _missing(terms, base, checks, open_checks)
        missing = by_checks if checks or open_checks or terms.decides_as_it_goes else missing
    if surely_below and missing:
        met = False
    shown = fsum(check.credit for check in checks) / len(checks) if checks else None
    return _Judged(low, high, met, missing, total > 0, terms.rating(base), shown, so_far, margin)


def _missing(terms: Terms, base: Base, checks: tuple[Reading, ...], open_checks: int) -> tuple[bool | None, float]:
    """Tell whether checks show that a competency is missing, and how far the answers so far are from showing it."""
    total, answered = fsum(check.worth for check in checks), len(checks)
    so_far = terms.test(terms.rating(base)).margin(total, answered)
    at_worst, at_best = (terms.test(terms.rating(base, of_open)) for of_open in (0.0, 1.0))
    if not at_worst.is_missing(total - terms.penalty * open_checks, answered + open_checks):
        return False, so_far
    return True if at_best.is_missing(total + open_checks, answered + open_checks) else None, so_far


def _share(value: float) -> float:
    return min(1.0, max(0.0, value))


def score_competency(bank: Bank, competency: Competency, sheet: Sheet) -> CompetencyScore:
    """Return a competency's score: the mean of what its questions are worth, weighted by evidence."""
    return _score_competency(bank, competency, sheet, _said(bank, sheet))


_Said = Mapping[str, Sequence[int]]
"""What the answers say about each competency, as in `Bank.told`, whatever their order.

Together with the goal, that decides its score; the answers that its actions cite decide what is left to do.
"""


def _said(bank: Bank, sheet: Sheet) -> _Said:
    said = defaultdict[str, list[int]](list)
    for about, number in map(bank.told.__getitem__, sheet.answers.items()):
        said[about].append(number)
    for numbers in said.values():
        numbers.sort()
    return said


def _score_competency(bank: Bank, competency: Competency, sheet: Sheet, said: _Said) -> CompetencyScore:
    """Return a competency's score; equal cases are scored once."""
    name = competency.id
    remembered = bank.scored[name]
    cited = [sheet.answers.get(question) for question in competency.cited]
    case = (sheet.goal in competency.required, *said.get(name, ()), *cited)
    scored: CompetencyScore | None = remembered.get(case)
    if scored is None:
        if len(remembered) >= _REMEMBERED:
            remembered.clear()
        remembered[case] = scored = _scored(bank, competency, sheet)
    return _as_met(scored) if name in sheet.assumed else scored


def _scored(bank: Bank, competency: Competency, sheet: Sheet) -> CompetencyScore:
    answers = sheet.answers
    terms, evidence, given, more, follow = draw(bank, competency, sheet)
    skipped = sum(answers[question.id] is SKIP for question in given) if evidence.skipped else 0
    judged = _judged(terms, evidence.base, evidence.checks, skipped + more + follow)
    return CompetencyScore(
        competency,
        judged.low,
        judged.high,
        sheet.goal in competency.required,
        judged.counts,
        judged.met,
        judged.missing,
        len(competency.base) + len(given) + more,
        judged.self_view,
        judged.shown,
        judged.so_far,
        judged.margin,
        competency.done(answers),
    )


def _as_met(scored: CompetencyScore) -> CompetencyScore:
    """Return a score as it is if the competency is assumed to be met: at its target, unless it is beyond."""
    target = scored.competency.target
    low, high, so_far = max(scored.low, target), max(scored.high, target), max(scored.so_far, target)
    return replace(scored, low=low, high=high, so_far=so_far, in_step=True, met=True, missing=False, margin=1.0)


def score_step(bank: Bank, step: Step, sheet: Sheet) -> StepScore:
    """Return a step's readiness: the weighted mean of its competencies' attainment, and whether it is complete."""
    return _score_step(bank, step, sheet, _said(bank, sheet))


def _score_step(bank: Bank, step: Step, sheet: Sheet, said: _Said) -> StepScore:
    scores = tuple([_score_competency(bank, competency, sheet, said) for competency in bank.of_step(step.id)])
    weight = low = high = 0.0
    every_required: bool | None = True
    for score in scores:
        if not score.in_step:
            continue
        share = score.weight
        weight += share
        low += share * score.attained
        high += share * score.attainable
        if score.required and score.missing is not False and every_required is not False:
            every_required = None if score.missing is None else False
    if not weight:
        return StepScore(step, 0.0, 1.0, None, scores, weight)
    low, high = min(1.0, low / weight), min(1.0, high / weight)
    complete: bool | None = None
    if every_required is False or not reaches(high, step.pass_mark):
        complete = False
    elif every_required and reaches(low, step.pass_mark):
        complete = True
    return StepScore(step, low, high, complete, scores, weight)


def score(bank: Bank, sheet: Sheet) -> Scores:
    """Return everything scored for a sheet that answers this bank."""
    said = _said(bank, sheet)
    steps = tuple([_score_step(bank, step, sheet, said) for step in bank.steps])
    asked = sum([entry.asked for step in steps for entry in step.competencies])
    answered = len([answer for answer in sheet.answers.values() if answer is not SKIP])
    return Scores(steps, asked, answered)
