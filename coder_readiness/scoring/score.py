"""Bank + sheet -> scores: of each answer, each competency and each step. Pure, and the same every time."""

from math import fsum
from typing import NamedTuple

from coder_readiness.bank.answers import PRIVATE, SKIP
from coder_readiness.bank.competency import Action, Competency
from coder_readiness.bank.credits import reaches
from coder_readiness.bank.model import Bank
from coder_readiness.bank.questions.types import Question
from coder_readiness.bank.roadmap import Step
from coder_readiness.scoring.draw import drawn
from coder_readiness.scoring.sheet import Sheet


class CompetencyScore(NamedTuple):
    """A competency's score as the interval in which it lies whatever the missing answers turn out to be."""

    competency: Competency
    low: float
    high: float
    required: bool
    """Whether it is a must-have for the sheet's goal."""
    in_step: bool
    """False where every one of its questions was answered with "prefer not to say": then it is out of its step."""
    met: bool | None
    """Whether the target is reached; None while missing answers decide."""
    asked: int
    """How many questions about it the attempt asks."""
    open: tuple[Question, ...]
    """Questions whose credit is unknown: skipped or not asked yet."""
    self_view: float | None
    """What the person's own ratings say, 0 to 1; None without one."""
    shown: float | None
    """What the checks answered show, 0 to 1; None without one."""
    done: int = 0
    """How many of the competency's actions, in order, lie behind the person already, or do not concern them."""

    @property
    def actions(self) -> tuple[Action, ...]:
        """What is left to do about it, in order: what reaches the target, and once it is met what is beyond."""
        return self.competency.to_do(self.done, beyond=self.met is True)

    @property
    def hours(self) -> int:
        """The hours that takes."""
        return sum(action.hours for action in self.actions)

    @property
    def attained(self) -> float:
        """The share of the target that is surely there, 0 to 1."""
        return min(1.0, self.low / self.competency.target)

    @property
    def attainable(self) -> float:
        """The share of the target that is there if every missing answer turns out best, 0 to 1."""
        return min(1.0, self.high / self.competency.target)


class StepScore(NamedTuple):
    """A step's readiness as an interval, and whether the step is complete (None: undecided)."""

    step: Step
    low: float
    high: float
    complete: bool | None
    competencies: tuple[CompetencyScore, ...]


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


def score_competency(bank: Bank, competency: Competency, sheet: Sheet) -> CompetencyScore:
    """Return a competency's score: the mean of its questions' credits, weighted by evidence."""
    weights = bank.evidence_weights
    answers = sheet.answers
    earned = known = unknown = 0.0
    rated: list[float] = []
    checked: list[float] = []
    open_: list[Question] = []
    questions = (*competency.base, *drawn(competency, sheet))
    for question in questions:
        answer = answers.get(question.id, SKIP)
        evidence = question.evidence
        weight = weights[evidence]
        if answer is PRIVATE:
            continue
        gained = question.credit(answer)
        if gained is None:
            unknown += weight
            open_.append(question)
            continue
        earned += weight * gained
        known += weight
        if evidence == "check":
            checked.append(gained)
        elif evidence == "self_report":
            rated.append(gained)
    total = known + unknown
    low, high = (earned / total, (earned + unknown) / total) if total else (0.0, 1.0)
    target = competency.target
    met: bool | None = None
    if reaches(low, target) or not reaches(high, target):
        met = reaches(low, target)
    return CompetencyScore(
        competency,
        low,
        high,
        sheet.goal in competency.required,
        total > 0,
        met,
        len(questions),
        tuple(open_),
        fsum(rated) / len(rated) if rated else None,
        fsum(checked) / len(checked) if checked else None,
        max((done.get(str(answers.get(name)), 0) for name, done in competency.milestones.items()), default=0),
    )


def score_step(bank: Bank, step: Step, sheet: Sheet) -> StepScore:
    """Return a step's readiness: the weighted mean of its competencies' attainment, and whether it is complete."""
    scores = tuple(score_competency(bank, competency, sheet) for competency in bank.of_step(step.id))
    weight = low = high = 0.0
    every_required: bool | None = True
    for score in scores:
        if not score.in_step:
            continue
        share = score.competency.weight
        weight += share
        low += share * score.attained
        high += share * score.attainable
        if score.required and score.met is not True and every_required is not False:
            every_required = score.met
    if not weight:
        return StepScore(step, 0.0, 1.0, None, scores)
    low, high = low / weight, high / weight
    complete: bool | None = None
    if every_required is False or not reaches(high, step.pass_mark):
        complete = False
    elif every_required and reaches(low, step.pass_mark):
        complete = True
    return StepScore(step, low, high, complete, scores)


def score(bank: Bank, sheet: Sheet) -> Scores:
    """Return everything scored for a sheet that answers this bank."""
    steps = tuple(score_step(bank, step, sheet) for step in bank.steps)
    asked = sum(entry.asked for step in steps for entry in step.competencies)
    answered = sum(1 for answer in sheet.answers.values() if answer is not SKIP)
    return Scores(steps, asked, answered)
