"""Simulated people who sit the same bank twice, and then answer every question of it.

Each knows a fixed share of each competency: always the same questions. What they do not know they guess, as often
as they are inclined to, or say so. Their records are complete, so that the checks decide which step they are named.
"""

import random
from collections.abc import Container, Mapping
from dataclasses import dataclass, replace

from coder_readiness.bank.answers import UNKNOWN, Answer
from coder_readiness.bank.model import Bank
from coder_readiness.bank.questions.check import CheckQuestion
from coder_readiness.bank.questions.code import CodeQuestion
from coder_readiness.bank.questions.several import SeveralQuestion
from coder_readiness.bank.questions.single import SingleQuestion
from coder_readiness.bank.questions.types import Question
from coder_readiness.quiz.kept import carried_over
from coder_readiness.scoring.draw import asked_of
from coder_readiness.scoring.sheet import Sheet

EVEN = (10, 30, 55, 70, 80, 88, 95)
"""How many percent of everything those know who know as much of each competency."""
KINDS = (
    *(f"even {percent}" for percent in EVEN),
    "uneven",
    "uneven",
    "modest",
    "boastful",
    "guesser",
    "strong records, weak knowledge",
    "lacks one must-have",
    "lacks one, guesses and boasts",
    "ready",
)
LACKING = 0.15
"""The share of a must-have that those know who lack it."""
READY = 0.97


@dataclass(frozen=True)
class Person:
    """Somebody who knows certain questions, rates themselves in a certain way, and guesses or not."""

    kind: str
    knows: frozenset[str]
    ratings: Mapping[str, float]
    """How able they feel, 0 to 1, by competency."""
    guesses: float
    """How often they guess what they do not know, 0 to 1."""


def person(bank: Bank, goal: str, number: int) -> Person:
    """Return the simulated person of a number; every number is another person, and the same in every run."""
    rng = random.Random(f"person {number}")
    kind = KINDS[number % len(KINDS)]
    lacks = "lacks" in kind
    level = READY if kind == "ready" else rng.uniform(0.2, 0.97)
    if kind.startswith("even"):
        level = int(kind.removeprefix("even ")) / 100
    elif lacks:
        level = rng.uniform(0.8, READY)
    elif "weak" in kind:
        level = rng.uniform(0.25, 0.55)
    uneven = kind in {"uneven", "modest", "boastful", "guesser"}
    bias = rng.gauss(0, 0.1) + {"modest": -0.25, "boastful": 0.25}.get(kind, 0.0)
    bias += 0.25 * ("boasts" in kind or "weak" in kind)
    shares = {one.id: rng.betavariate(8 * level, 8 - 8 * level) if uneven else level for one in bank.competencies}
    must_haves = [one.id for one in bank.competencies if one.is_knowledge and goal in one.required]
    if lacks:
        shares[rng.choice(must_haves)] = LACKING
    return Person(
        kind,
        frozenset(q.id for one in bank.competencies for q in one.pool if rng.random() < shares[one.id]),
        {name: share + bias + rng.gauss(0, 0.2) for name, share in shares.items()},
        1.0 if "guess" in kind else rng.random(),
    )


def sitting(bank: Bank, someone: Person, goal: str, seed: int) -> Sheet:
    """Return the sheet of a full attempt."""
    return _filled(bank, someone, Sheet(goal, seed))


def update(bank: Bank, someone: Person, before: Sheet, about: Container[str], seed: int) -> Sheet:
    """Return the sheet of an update that asks again about some competencies, by id, and keeps all other answers."""
    kept = {
        name: answer
        for name, answer in before.answers.items()
        if bank.home[name].id not in about or name in carried_over(bank, before)
    }
    seen = frozenset(before.answers.keys() - kept.keys())
    return _filled(bank, someone, replace(before, seed=seed, answers=kept, seen=seen))


def _filled(bank: Bank, someone: Person, sheet: Sheet) -> Sheet:
    """Return a sheet with an answer to everything that its attempt asks."""
    rng = random.Random(f"sitting {sheet.seed}")
    answers = dict(sheet.answers)
    sheet = replace(sheet, answers=answers)
    for competency in bank.competencies:
        while left := [one for one in asked_of(bank, competency, sheet) if one.id not in answers]:
            answers[left[0].id] = _answer(someone, competency.id, left[0], rng)
    return sheet


def whole_pool(bank: Bank, someone: Person, goal: str, seed: int) -> Sheet:
    """Return a sheet that answers every question of the bank."""
    rng = random.Random(f"whole pool {seed}")
    answers = {
        question.id: _answer(someone, competency.id, question, rng)
        for competency in bank.competencies
        for question in competency.questions
    }
    return Sheet(goal, seed, answers)


def _answer(someone: Person, competency: str, question: Question, rng: random.Random) -> Answer:
    if question.evidence == "self_report":
        felt = someone.ratings[competency] + rng.gauss(0, 0.05)
        if isinstance(question, SingleQuestion):
            return min(question.options, key=lambda option: abs(option.credit - felt)).id
        return question.best_answer
    if not question.is_check or question.id in someone.knows:
        return question.best_answer
    return _guess(question, rng) if rng.random() < someone.guesses else UNKNOWN


def _guess(question: Question, rng: random.Random) -> Answer:
    if isinstance(question, SeveralQuestion):
        return tuple(option.id for option in question.options if rng.random() < 0.5 and not option.alone)
    if isinstance(question, CodeQuestion):
        return rng.choice([*question.partial, "Z99.9", "Z99.9", "Z99.9"])
    if isinstance(question, SingleQuestion | CheckQuestion):
        return rng.choice([option.id for option in question.options])
    return UNKNOWN
