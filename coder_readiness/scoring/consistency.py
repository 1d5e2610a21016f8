"""How much a competency's verdict hangs on which of its checks are drawn: simulated decision consistency.

Simulated people know a fixed share of the pool, from nothing to everything, and rate themselves accordingly. Half of
what they do not know they guess where one option is to be chosen. Each answers two draws; the share who get the same
verdict both times is the decision consistency (Livingston and Lewis 1995).
"""

from collections.abc import Collection, Mapping
from random import Random

from coder_readiness.bank.answers import UNKNOWN, Answer
from coder_readiness.bank.competency import Competency
from coder_readiness.bank.model import Bank
from coder_readiness.bank.questions.check import CheckQuestion
from coder_readiness.bank.questions.single import SingleQuestion
from coder_readiness.bank.questions.types import Question
from coder_readiness.scoring.draw import asked_of, decides_as_it_goes
from coder_readiness.scoring.score import score_competency
from coder_readiness.scoring.sheet import Sheet

PEOPLE = 200
"""How many people are simulated."""
PAIRS = 25
"""How many pairs of draws they are spread over."""
LOW = 0.8
"""Below this share, a verdict hangs much on the draw."""


def decision_consistency(bank: Bank, competency: Competency) -> float | None:
    """Return the share of simulated people, 0 to 1, to whom two draws give the same verdict; None without a draw.

    The verdict is whether a must-have is missing, and of anything else whether its target is reached.
    """
    if not competency.draw:
        return None
    return sum(_is_given_again(bank, competency, number) for number in range(PEOPLE)) / PEOPLE


def _is_given_again(bank: Bank, competency: Competency, number: int) -> bool:
    random = Random(f"{competency.id} {number}")
    level = (number + 0.5) / PEOPLE
    known = {question.id for question in competency.pool if random.random() < level}
    rated = {question.id: _rating(question, level) for question in competency.base}
    pair = 2 * (number % PAIRS)
    first, second = (_sitting(bank, competency, rated, known, seed) for seed in (pair, pair + 1))
    return _verdict(bank, competency, first) == _verdict(bank, competency, second)


def _sitting(
    bank: Bank, competency: Competency, rated: Mapping[str, Answer], known: Collection[str], seed: int
) -> Sheet:
    random = Random(f"{competency.id} {sorted(known)} {seed}")
    goal = next(iter(competency.required or bank.roadmap.goals))
    answers = dict(rated)
    sheet = Sheet(goal, seed, answers)
    while left := [question for question in asked_of(bank, competency, sheet) if question.id not in answers]:
        for question in left:
            answers[question.id] = question.best_answer if question.id in known else _guess(question, random)
    return sheet


def _verdict(bank: Bank, competency: Competency, sheet: Sheet) -> bool:
    found = score_competency(bank, competency, sheet)
    return not found.missing if decides_as_it_goes(competency, sheet) else found.met is True


def _rating(question: Question, level: float) -> Answer:
    if isinstance(question, SingleQuestion):
        return min(question.options, key=lambda option: abs(option.credit - level)).id
    return question.best_answer


def _guess(question: Question, random: Random) -> Answer:
    if isinstance(question, CheckQuestion | SingleQuestion) and random.random() < 0.5:
        return random.choice([option.id for option in question.options])
    return UNKNOWN
