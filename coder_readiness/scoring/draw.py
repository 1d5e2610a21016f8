"""Which questions an attempt asks: all record and self-report questions, and a draw from each competency's pool.

About a must-have, the answers decide how many are drawn.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from hashlib import blake2b
from itertools import islice
from typing import NamedTuple

from coder_readiness.bank.answers import PRIVATE, SKIP, Answer
from coder_readiness.bank.competency import Competency, without_twins
from coder_readiness.bank.model import Bank
from coder_readiness.bank.questions.base import Reading
from coder_readiness.bank.questions.choices import CheckOption, Option
from coder_readiness.bank.questions.types import Question
from coder_readiness.scoring.mastery import REMEMBERED, Base, Terms, terms
from coder_readiness.scoring.sheet import Sheet

AT_FIRST = 2
"""How many checks about a must-have are asked before answers can settle it."""

_REMEMBERED = 64
"""How many draws of each competency are remembered."""
_ROUGH_FROM = 10
"""From so many minutes on, an estimate is told in fives."""


def lot(seed: int, name: str) -> bytes:
    """Return what decides the order of `name` under a seed: as good as random, and the same everywhere for ever."""
    return blake2b(f"{seed}:{name}".encode(), digest_size=8).digest()


@lru_cache(maxsize=4096)
def _by_lot(ids: tuple[str, ...], seed: int) -> tuple[str, ...]:
    return tuple(sorted(ids, key=lambda name: lot(seed, name)))


class Evidence(NamedTuple):
    """What a sheet's answers about one competency say, in the order of the bank."""

    base: Base
    """What each record and self-report says; None where it is open, PRIVATE where it does not count."""
    checks: tuple[Reading, ...]
    """What each check shows that was answered."""
    skipped: int
    """How many checks were skipped."""
    given: tuple[Question, ...]
    """The checks with any answer, be it a skip or "prefer not to say"."""

    @property
    def counted(self) -> int:
        """How many checks have an answer other than "prefer not to say"."""
        return len(self.checks) + self.skipped


class Draw(NamedTuple):
    """How many checks of a competency count for a sheet, and why; which ones the lot adds matters to no score."""

    terms: Terms
    evidence: Evidence
    given: tuple[Question, ...]
    """Those with an answer."""
    more: int
    """How many others the lot adds."""
    follow: int
    """How many may yet follow: of a must-have that is not settled."""


def draw(bank: Bank, competency: Competency, sheet: Sheet) -> Draw:
    """Return how many checks of a competency count for a sheet.

    Those answered all count; the seed's draw fills up what is missing, without twins. A person who rates themselves so
    low that right answers would not be enough is asked none. A must-have gets another in place of each "prefer not to
    say".
    """
    found, own = evidence(competency, sheet), terms(bank, competency, sheet.goal)
    if not (own.decides_as_it_goes or found.checks) and own.is_out_of_reach(found.base):
        return Draw(own, found, (), 0, 0)  # one skipped before is no longer open
    most = own.most - (found.counted if own.decides_as_it_goes else len(found.given))
    others = (question for name, question in competency.pool_by_id.items() if name not in sheet.answers)
    left = sum(1 for _ in islice(without_twins(others, found.given), max(0, most)))
    wanted = _wanted(own, found.base, found.checks, found.skipped, left) if own.decides_as_it_goes else (left, 0)
    return Draw(own, found, found.given, *wanted)


def drawn(bank: Bank, competency: Competency, sheet: Sheet) -> tuple[Question, ...]:
    """Return the checks of a competency that count for a sheet, those not seen before first in the lot.

    They come in the order of the bank, which keeps sums of their credits the same to the last bit.
    """
    _, _, given, more, _ = draw(bank, competency, sheet)
    if not more:
        return given
    order = [name for name in _order(competency, sheet.seed) if name not in sheet.answers]
    if sheet.seen:
        order.sort(key=lambda name: name in sheet.seen)
    others = without_twins(map(competency.pool_by_id.__getitem__, order), given)
    chosen = {question.id for question in (*islice(others, more), *given)}
    return tuple(question for question in competency.pool if question.id in chosen)


def open_questions(bank: Bank, competency: Competency, sheet: Sheet) -> tuple[Question, ...]:
    """Return the questions about a competency whose credit is unknown: skipped, or not asked yet."""
    if competency.id in sheet.assumed:
        return ()
    answers = sheet.answers
    return tuple(
        question
        for question in (*competency.base, *drawn(bank, competency, sheet))
        if (answer := answers.get(question.id, SKIP)) is not PRIVATE and question.readings[answer] is None
    )


def evidence(competency: Competency, sheet: Sheet) -> Evidence:
    """Return what a sheet's answers about a competency say."""
    answers = sheet.answers
    base = []
    for question in competency.base:
        answer = answers.get(question.id, SKIP)
        base.append(PRIVATE if answer is PRIVATE else question.readings[answer])
    given = [question for name, question in competency.pool_by_id.items() if name in answers]
    counted = [(question, answer) for question in given if (answer := answers[question.id]) is not PRIVATE]
    checks = [reading for question, answer in counted if (reading := question.readings[answer])]
    return Evidence(tuple(base), tuple(checks), len(counted) - len(checks), tuple(given))


@lru_cache(maxsize=REMEMBERED)
def _wanted(own: Terms, base: Base, checks: tuple[Reading, ...], skipped: int, left: int) -> tuple[int, int]:
    """Return how many of the checks left about a must-have are wanted now, and how many may yet follow."""
    if len(checks) >= AT_FIRST and own.test(own.rating(base)).is_settled(checks, left + skipped):
        return 0, 0
    another = 0 if skipped else 1  # the skipped one would tell as much as another
    now = min(left, max(another, AT_FIRST - len(checks) - skipped))
    return now, left - now


def decides_as_it_goes(competency: Competency, sheet: Sheet) -> bool:
    """Tell whether the answers decide how many checks are asked: of must-haves that checks decide."""
    return competency.is_knowledge and sheet.goal in competency.required


def _order(competency: Competency, seed: int) -> tuple[str, ...]:
    return _by_lot(tuple(competency.pool_by_id), seed)


def asked_of(bank: Bank, competency: Competency, sheet: Sheet) -> tuple[Question, ...]:
    """Return every question about a competency that counts for a sheet, in the order to ask them."""
    checks = {question.id: question for question in drawn(bank, competency, sheet)}
    return (*competency.base, *(checks[name] for name in _order(competency, sheet.seed) if name in checks))


def asked(bank: Bank, sheet: Sheet) -> Iterator[Question]:
    """Yield every question that counts for a sheet, in the order to ask them; equal cases are drawn once.

    A quiz looks after each answer, which can only change what is asked about one competency.
    """
    said = defaultdict[str, list[tuple[str, Answer]]](list)
    for name, answer in sheet.answers.items():
        if about := bank.home.get(name):
            said[about.id].append((name, answer))
    for competency in bank.competencies:
        remembered = bank.asked[competency.id]
        case = (sheet.goal in competency.required, sheet.seed, sheet.seen, *said.get(competency.id, ()))
        questions: tuple[Question, ...] | None = remembered.get(case)
        if questions is None:
            if len(remembered) >= _REMEMBERED:
                remembered.clear()
            remembered[case] = questions = asked_of(bank, competency, sheet)
        yield from questions


def may_change(bank: Bank, competency: Competency, sheet: Sheet) -> bool:
    """Tell whether answers to come may change how many questions about a competency count.

    More checks may follow about a must-have; and after a low rating, none may be asked about anything else.
    """
    found = draw(bank, competency, sheet)
    return found.follow > 0 or (found.more > 0 and None in found.evidence.base)


def minutes(questions: Iterable[Question], pace: float = 1.0) -> int:
    """Return about how many minutes questions take, at least 1, and from 10 on in fives: more would only seem exact.

    `pace` 2 means twice as long as estimated.
    """
    exact = sum(question.seconds for question in questions) * pace / 60
    return max(1, round(exact) if exact < _ROUGH_FROM else 5 * round(exact / 5))


def shown_options(question: Question, seed: int) -> tuple[Option | CheckOption, ...]:
    """Return a question's options in the order to show them: those of a check are shuffled by the attempt's seed."""
    options = question.options
    if not (question.is_check and question.shuffle):
        return options
    return tuple(sorted(options, key=lambda option: lot(seed, f"{question.id}:{option.id}")))
