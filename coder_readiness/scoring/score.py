"""Bank + sheet -> scores: of each answer, each competency and each step. Pure, and the same every time."""

from math import fsum
from typing import NamedTuple

from coder_readiness.bank.answers import PRIVATE, SKIP, Answer
from coder_readiness.bank.competency import Action, Competency
from coder_readiness.bank.credits import reaches
from coder_readiness.bank.model import Bank
from coder_readiness.bank.questions.types import Question
from coder_readiness.bank.roadmap import Step
from coder_readiness.scoring.draw import drawn, may_follow, sheet_test
from coder_readiness.scoring.mastery import MasteryTest, mastery_test
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
    """Whether the target is reached; None while missing answers decide, or where the evidence for a gap is thin."""
    missing: bool | None
    """Whether it is surely not there, which fails a must-have; None while missing answers decide."""
    asked: int
    """How many questions about it the attempt asks."""
    open: tuple[Question, ...]
    """Questions whose credit is unknown: skipped or not asked yet."""
    self_view: float | None
    """What the person's own ratings say, 0 to 1; None without one."""
    shown: float | None
    """What the checks answered show, 0 to 1; None without one."""
    so_far: float
    """The score that the answers given so far come to, 0 to 1."""
    margin: float
    """How far the mastery that they show is from the floor below which it is missing; meaningless for facts."""
    done: int = 0
    """How many of the competency's actions, in order, lie behind the person already, or do not concern them."""

    @property
    def is_maybe_gap(self) -> bool:
        """Whether the target is not reached, but on evidence too thin to be sure of the gap."""
        return self.met is None and self.missing is False and not reaches(self.high, self.competency.target)

    @property
    def is_gap(self) -> bool:
        """Whether it is a gap, for sure or maybe."""
        return self.met is False or self.is_maybe_gap

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
        """The share of the target that is surely there; above 1 only where checks decide: more makes up for less."""
        return self._attained(self.low)

    @property
    def attainable(self) -> float:
        """The share of the target that is there if every missing answer turns out best."""
        return self._attained(self.high)

    @property
    def attained_so_far(self) -> float:
        """The share of the target that the answers given so far come to."""
        return self._attained(self.so_far)

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


class _Tally:
    """Adds up what a competency's questions are worth, and what those still open may yet be."""

    def __init__(self) -> None:
        self.earned = self.known = self.unknown = self.at_stake = 0.0
        self.open: list[Question] = []
        self.rated: list[float] = []
        self.checked: list[float] = []
        self.worths: list[float] = []
        self.open_ratings = self.open_checks = 0

    def add(self, question: Question, answer: Answer, weight: float, penalty: float) -> None:
        """Add a question with the answer to it; one that says nothing stays open, and may cost a check's `penalty`."""
        if answer is PRIVATE:
            return
        gained, worth = question.credit(answer), question.worth(answer)
        if gained is None or worth is None:
            self.open.append(question)
            self.add_open(weight, penalty if question.is_check else 0.0)
            self.open_checks += question.is_check
            self.open_ratings += question.evidence == "self_report"
            return
        self.earned += weight * worth
        self.known += weight
        if question.is_check:
            self.checked.append(gained)
            self.worths.append(worth)
        elif question.evidence == "self_report":
            self.rated.append(gained)

    def add_open(self, weight: float, penalty: float) -> None:
        """Add a question whose answer is worth anything from minus its penalty to 1."""
        self.unknown += weight
        self.at_stake += weight * penalty

    @property
    def total(self) -> float:
        """The weight of all that counts."""
        return self.known + self.unknown

    @property
    def interval(self) -> tuple[float, float]:
        """The lowest and the highest score that the open answers leave."""
        if not self.total:
            return 0.0, 1.0
        return _share((self.earned - self.at_stake) / self.total), _share((self.earned + self.unknown) / self.total)

    def rating(self, of_open: float) -> float | None:
        """The mean rating if each one that is open turns out to be `of_open`; None where none is asked for."""
        count = len(self.rated) + self.open_ratings
        return (fsum(self.rated) + of_open * self.open_ratings) / count if count else None


def _share(value: float) -> float:
    return min(1.0, max(0.0, value))


def score_competency(bank: Bank, competency: Competency, sheet: Sheet) -> CompetencyScore:
    """Return a competency's score: the mean of what its questions are worth, weighted by evidence."""
    weights, answers = bank.evidence_weights, sheet.answers
    tally = _Tally()
    checks = drawn(bank, competency, sheet)
    questions = (*competency.base, *checks)
    for question in questions:
        tally.add(question, answers.get(question.id, SKIP), weights[question.evidence], competency.penalty)
    for _ in range(may_follow(bank, competency, sheet, checks)):
        tally.add_open(weights["check"], competency.penalty)
        tally.open_checks += 1
    low, high = tally.interval
    met: bool | None = True if reaches(low, competency.target) else None
    surely_below = not reaches(high, competency.target)
    missing, margin = _missing(bank, competency, sheet, tally) if competency.is_knowledge else (surely_below, 0.0)
    if not competency.is_knowledge and not surely_below and met is None:
        missing = None
    if surely_below and missing:
        met = False
    scored = CompetencyScore(
        competency,
        low,
        high,
        sheet.goal in competency.required,
        tally.total > 0,
        met,
        missing,
        len(questions),
        tuple(tally.open),
        fsum(tally.rated) / len(tally.rated) if tally.rated else None,
        fsum(tally.checked) / len(tally.checked) if tally.checked else None,
        _share(tally.earned / tally.known) if tally.known else 0.0,
        margin,
        max((done.get(str(answers.get(name)), 0) for name, done in competency.milestones.items()), default=0),
    )
    return _as_met(scored) if competency.id in sheet.assumed else scored


def _missing(bank: Bank, competency: Competency, sheet: Sheet, tally: _Tally) -> tuple[bool | None, float]:
    """Tell whether checks show that a competency is missing, and how far the answers so far are from showing it."""
    required = sheet.goal in competency.required

    def test(of_open_ratings: float) -> MasteryTest:
        return mastery_test(bank.roadmap.mastery, competency, tally.rating(of_open_ratings), required=required)

    total, answered, open_ = fsum(tally.worths), len(tally.worths), tally.open_checks
    so_far = sheet_test(bank, competency, sheet).margin(total, answered)
    if not test(0.0).is_missing(total - competency.penalty * open_, answered + open_):
        return False, so_far
    return True if test(1.0).is_missing(total + open_, answered + open_) else None, so_far


def _as_met(scored: CompetencyScore) -> CompetencyScore:
    """Return a score as it is if the competency is assumed to be met: at its target, unless it is beyond."""
    target = scored.competency.target
    low, high, so_far = max(scored.low, target), max(scored.high, target), max(scored.so_far, target)
    return scored._replace(
        low=low, high=high, so_far=so_far, in_step=True, met=True, missing=False, open=(), margin=1.0
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
        if score.required and score.missing is not False and every_required is not False:
            every_required = None if score.missing is None else False
    if not weight:
        return StepScore(step, 0.0, 1.0, None, scores)
    low, high = min(1.0, low / weight), min(1.0, high / weight)
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
