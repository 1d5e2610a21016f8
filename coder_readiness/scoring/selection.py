"""Which question comes next.

Quick mode asks only about the first step that is still undecided, and stops as soon as the named step is certain. That
names the same step as the full quiz: a step is called complete, or not, only once its interval of readiness leaves no
other verdict, and the intervals of `scoring` hold whatever the missing answers turn out to be.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import accumulate
from math import fsum
from operator import sub
from typing import Literal, get_args

from coder_readiness.bank.credits import TOLERANCE, reaches
from coder_readiness.bank.model import Bank
from coder_readiness.bank.questions.types import Question
from coder_readiness.scoring.draw import asked, open_questions
from coder_readiness.scoring.score import CompetencyScore, StepScore, score_step
from coder_readiness.scoring.sheet import Sheet, read_sheet

Mode = Literal["full", "quick"]


def next_question(bank: Bank, sheet: Sheet | Mapping[str, object], mode: Mode = "full") -> Question | None:
    """Return the question to ask next, or None when there is none.

    `full` asks the whole draw in the order of the roadmap; `quick` ends once no answer could change the named step.
    Raises ValueError for any other mode.
    """
    if mode not in get_args(Mode):
        raise ValueError(f"The mode must be one of {get_args(Mode)}, not {mode!r}.")
    if not isinstance(sheet, Sheet):
        sheet = read_sheet(bank, sheet)
    if mode == "full":
        return next(unanswered(asked(bank, sheet), sheet), None)
    step = _first_not_surely_complete(bank, sheet)
    if step is None or step.complete is False:
        return None
    return _most_telling(bank, step, sheet)


def unanswered(questions: Iterable[Question], sheet: Sheet) -> Iterator[Question]:
    """Yield the questions to which a sheet has no answer, not even a skip."""
    return (question for question in questions if question.id not in sheet.answers)


def is_certain(bank: Bank, sheet: Sheet) -> bool:
    """Tell whether no answer that is still missing could change the named step."""
    step = _first_not_surely_complete(bank, sheet)
    return step is None or step.complete is False


def _first_not_surely_complete(bank: Bank, sheet: Sheet) -> StepScore | None:
    scores = (score_step(bank, step, sheet) for step in bank.steps)
    return next((score for score in scores if score.complete is not True), None)


def _most_telling(bank: Bank, step: StepScore, sheet: Sheet) -> Question | None:
    """Return the open question of an undecided step that can move its verdict most.

    Must-haves come first: each has to be settled before the step can be complete, and one that is not met settles the
    step. The one that fewest answers can rule out goes first; within it, the weightiest evidence. Once all are met, the
    question that brings the readiness nearest to either verdict goes first.
    """
    must_haves = [score for score in step.competencies if score.required and score.missing is None]
    found = list(_askable(bank, must_haves, sheet))
    if found:
        worst = {score.competency.id: _answers_to_rule_out(bank, score, sheet) for score in must_haves}
        return min(found, key=lambda item: (worst[item[0].competency.id], -item[2]))[1]
    found = list(_askable(bank, step.competencies, sheet))
    if not found:
        return None
    to_complete = max(step.step.pass_mark - step.low, TOLERANCE)
    to_rule_out = max(step.high - step.step.pass_mark, TOLERANCE)

    def telling(item: tuple[CompetencyScore, Question, float]) -> float:
        score, _, share = item
        weight, target = score.competency.weight, score.competency.target
        gain = weight * (min(1.0, (score.low + share) / target) - score.attained)
        loss = weight * (score.attainable - min(1.0, (score.high - share) / target))
        return max(gain / to_complete, loss / to_rule_out)

    return max(found, key=telling)[1]


def _askable(
    bank: Bank, scores: Iterable[CompetencyScore], sheet: Sheet
) -> Iterator[tuple[CompetencyScore, Question, float]]:
    """Yield the questions not asked yet, with the share of their competency's score that each decides."""
    weights = bank.evidence_weights
    for score in scores:
        open_ = open_questions(bank, score.competency, sheet)
        width = fsum(weights[question.evidence] for question in open_)
        for question in _in_turn(score, open_, sheet):
            yield score, question, weights[question.evidence] / width * (score.high - score.low)


def _in_turn(score: CompetencyScore, open_: Iterable[Question], sheet: Sheet) -> list[Question]:
    """Return the questions about a competency that may come next: first the ratings, which decide how many checks."""
    left = list(unanswered(open_, sheet))
    ratings = [question for question in left if not question.is_check]
    return ratings if ratings and score.competency.is_knowledge else left


def _answers_to_rule_out(bank: Bank, score: CompetencyScore, sheet: Sheet) -> int:
    """Return how many of the weightiest open answers, at worst, leave the target out of reach."""
    open_ = open_questions(bank, score.competency, sheet)
    weights = sorted((bank.evidence_weights[question.evidence] for question in open_), reverse=True)
    width = fsum(weights)
    shares = (weight / width * (score.high - score.low) for weight in weights)
    highs = accumulate(shares, sub, initial=score.high)
    return sum(reaches(high, score.competency.target) for high in highs)
