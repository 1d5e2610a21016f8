"""Simulated people: sheets of all kinds, from beginner to ready, consistent and erratic."""

import random
from collections.abc import Iterator

from coder_readiness.bank.answers import PRIVATE, UNKNOWN, Answer
from coder_readiness.bank.model import Bank
from coder_readiness.bank.questions.case import CaseQuestion
from coder_readiness.bank.questions.check import CheckQuestion
from coder_readiness.bank.questions.code import CodeQuestion
from coder_readiness.bank.questions.number import NumberQuestion
from coder_readiness.bank.questions.several import SeveralQuestion
from coder_readiness.bank.questions.types import Question
from coder_readiness.scoring.draw import asked_of
from coder_readiness.scoring.sheet import Sheet


def simulated_sheets(bank: Bank, count: int, seed: int) -> Iterator[Sheet]:
    """Yield whole sheets; each person has a level of 0 to 1 for every step, and answers around it.

    A third are consistent (one level for all), a third climb the roadmap (high up to some step, low after it), a third
    are erratic (every competency has a level of its own). Noise is small, middling or large.
    """
    rng = random.Random(seed)
    for number in range(count):
        answers: dict[str, Answer] = {}
        sheet = Sheet("first-job" if rng.random() < 0.7 else "well-paid", rng.randrange(1 << 31), answers)
        noise = rng.choice([0.05, 0.15, 0.3])
        overall = rng.random()
        turning = rng.randrange(len(bank.steps) + 1)
        for competency in bank.competencies:
            if number % 3 == 0:
                level = overall
            elif number % 3 == 1:
                level = 0.95 if bank.number(competency.step) <= turning else 0.2
            else:
                level = rng.random()
            while left := [one for one in asked_of(bank, competency, sheet) if one.id not in answers]:
                answers[left[0].id] = _answer(rng, left[0], min(1.0, max(0.0, rng.gauss(level, noise))))
        yield sheet


def _answer(rng: random.Random, question: Question, level: float) -> Answer:
    if question.private and rng.random() < 0.1:
        return PRIVATE
    if isinstance(question, NumberQuestion):
        return level * question.points[-1][0]
    if isinstance(question, SeveralQuestion):
        selected = [one.id for one in question.options if not one.alone and (one.credit > 0) == (rng.random() < level)]
        alone = [one.id for one in question.options if one.alone]
        return tuple(selected or alone[:1])
    if isinstance(question, CaseQuestion):
        return tuple(code for code in question.answer_key if rng.random() < level) or UNKNOWN
    right = rng.random() < level
    if isinstance(question, CodeQuestion):
        return question.answer[0] if right else next(iter(question.partial), UNKNOWN)
    if isinstance(question, CheckQuestion):
        return question.answer if right else UNKNOWN
    by_credit = sorted(question.options, key=lambda option: abs(option.credit - level))
    return by_credit[0].id
