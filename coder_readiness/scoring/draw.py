"""Which questions an attempt asks: all record and self-report questions, and a draw from each competency's pool.

About a must-have, the answers decide how many are drawn.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from hashlib import blake2b
from itertools import islice
from math import fsum

from coder_readiness.bank.answers import SKIP
from coder_readiness.bank.competency import Competency, without_twins
from coder_readiness.bank.model import Bank
from coder_readiness.bank.questions.choices import CheckOption, Option
from coder_readiness.bank.questions.types import Question
from coder_readiness.scoring.mastery import CheckAnswer, MasteryTest, mastery_test
from coder_readiness.scoring.sheet import Sheet

AT_FIRST = 2
"""How many checks about a must-have are asked before answers can settle it."""


def lot(seed: int, name: str) -> bytes:
    """Return what decides the order of `name` under a seed: as good as random, and the same everywhere for ever."""
    return blake2b(f"{seed}:{name}".encode(), digest_size=8).digest()


@lru_cache(maxsize=4096)
def _by_lot(ids: tuple[str, ...], seed: int) -> tuple[str, ...]:
    return tuple(sorted(ids, key=lambda name: lot(seed, name)))


def drawn(bank: Bank, competency: Competency, sheet: Sheet) -> tuple[Question, ...]:
    """Return the checks of a competency that count for a sheet.

    Those answered all count; the seed's draw fills up what is missing, with checks not seen before first, and no twins.
    They come in the order of the bank, which keeps sums of their credits the same to the last bit.
    """
    answers = sheet.answers
    answered = [question for name, question in competency.pool_by_id.items() if name in answers]
    missing = _wanted(bank, competency, sheet, len(answered)) - len(answered)
    if missing <= 0:
        return tuple(answered)
    order = [name for name in _order(competency, sheet.seed) if name not in answers]
    if sheet.seen:
        order.sort(key=lambda name: name in sheet.seen)
    others = without_twins(map(competency.pool_by_id.__getitem__, order), answered)
    chosen = {question.id for question in (*islice(others, missing), *answered)}
    return tuple(question for question in competency.pool if question.id in chosen)


def _wanted(bank: Bank, competency: Competency, sheet: Sheet, answered: int) -> int:
    """Return how many checks are wanted; about a must-have one more at a time, until it is settled."""
    if not decides_as_it_goes(competency, sheet):
        return competency.draw
    if _is_settled(bank, competency, sheet):
        return answered
    if any(sheet.answers.get(name) is SKIP for name in competency.pool_by_id):
        return max(min(AT_FIRST, competency.most_together), answered)  # the skipped one would tell as much as another
    return min(sheet_test(bank, competency, sheet).most, max(AT_FIRST, answered + 1))


def may_follow(bank: Bank, competency: Competency, sheet: Sheet, drawn_: Sequence[Question]) -> int:
    """Return how many checks may yet follow after those that are drawn: of a must-have that is not settled."""
    if not decides_as_it_goes(competency, sheet) or _is_settled(bank, competency, sheet):
        return 0
    others = sum(1 for _ in without_twins((one for one in competency.pool if one not in drawn_), drawn_))
    return max(0, min(sheet_test(bank, competency, sheet).most - len(drawn_), others))


def _is_settled(bank: Bank, competency: Competency, sheet: Sheet) -> bool:
    return sheet_test(bank, competency, sheet).is_settled(check_answers(competency, sheet))


def decides_as_it_goes(competency: Competency, sheet: Sheet) -> bool:
    """Tell whether the answers decide how many checks are asked: of must-haves that checks decide."""
    return competency.is_knowledge and sheet.goal in competency.required


def sheet_test(bank: Bank, competency: Competency, sheet: Sheet) -> MasteryTest:
    """Return the test of a competency under the sheet's goal, for the rating that it gives."""
    required = sheet.goal in competency.required
    return mastery_test(bank.roadmap.mastery, competency, rating(competency, sheet), required=required)


def rating(competency: Competency, sheet: Sheet) -> float | None:
    """Return the mean of a person's ratings of themselves, 0 to 1; None without one."""
    credits_ = (
        question.credit(sheet.answers.get(question.id, SKIP))
        for question in competency.base
        if question.evidence == "self_report"
    )
    rated = [credit for credit in credits_ if credit is not None]
    return fsum(rated) / len(rated) if rated else None


def check_answers(competency: Competency, sheet: Sheet) -> list[CheckAnswer]:
    """Return the answers to checks of a competency that show something, in the order of the bank."""
    return [
        CheckAnswer(worth, question.is_slip(answer))
        for name, question in competency.pool_by_id.items()
        if (answer := sheet.answers.get(name)) is not None and (worth := question.worth(answer)) is not None
    ]


def _order(competency: Competency, seed: int) -> tuple[str, ...]:
    return _by_lot(tuple(competency.pool_by_id), seed)


def asked_of(bank: Bank, competency: Competency, sheet: Sheet) -> tuple[Question, ...]:
    """Return every question about a competency that counts for a sheet, in the order to ask them."""
    place = {name: number for number, name in enumerate(_order(competency, sheet.seed))}
    checks = sorted(drawn(bank, competency, sheet), key=lambda question: place[question.id])
    return (*competency.base, *checks)


def asked(bank: Bank, sheet: Sheet) -> Iterator[Question]:
    """Yield every question that counts for a sheet, in the order to ask them."""
    for competency in bank.competencies:
        yield from asked_of(bank, competency, sheet)


def minutes(questions: Iterable[Question], pace: float = 1.0) -> int:
    """Return about how many minutes questions take, at least 1; `pace` 2 means twice as long as estimated."""
    return max(1, round(sum(question.seconds for question in questions) * pace / 60))


def shown_options(question: Question, seed: int) -> tuple[Option | CheckOption, ...]:
    """Return a question's options in the order to show them: those of a check are shuffled by the attempt's seed."""
    options = question.options
    if not (question.is_check and question.shuffle):
        return options
    return tuple(sorted(options, key=lambda option: lot(seed, f"{question.id}:{option.id}")))
