"""Which questions an attempt asks: all record and self-report questions, and a draw from each competency's pool."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from hashlib import blake2b
from itertools import islice

from coder_readiness.bank.competency import Competency, without_twins
from coder_readiness.bank.model import Bank
from coder_readiness.bank.questions.choices import CheckOption, Option
from coder_readiness.bank.questions.types import Question
from coder_readiness.scoring.sheet import Sheet


def lot(seed: int, name: str) -> bytes:
    """Return what decides the order of `name` under a seed: as good as random, and the same everywhere for ever."""
    return blake2b(f"{seed}:{name}".encode(), digest_size=8).digest()


@lru_cache(maxsize=4096)
def _by_lot(ids: tuple[str, ...], seed: int) -> tuple[str, ...]:
    return tuple(sorted(ids, key=lambda name: lot(seed, name)))


def drawn(competency: Competency, sheet: Sheet) -> tuple[Question, ...]:
    """Return the checks of a competency that count for a sheet.

    Those answered all count; the seed's draw fills up what is missing, with checks not seen before first, and no twins.
    They come in the order of the bank, which keeps sums of their credits the same to the last bit.
    """
    answers = sheet.answers
    answered = [question for name, question in competency.pool_by_id.items() if name in answers]
    missing = competency.draw - len(answered)
    if missing <= 0:
        return tuple(answered)
    order = [name for name in _order(competency, sheet.seed) if name not in answers]
    if sheet.seen:
        order.sort(key=lambda name: name in sheet.seen)
    others = without_twins(map(competency.pool_by_id.__getitem__, order), answered)
    chosen = {question.id for question in (*islice(others, missing), *answered)}
    return tuple(question for question in competency.pool if question.id in chosen)


def _order(competency: Competency, seed: int) -> tuple[str, ...]:
    return _by_lot(tuple(competency.pool_by_id), seed)


def asked_of(competency: Competency, sheet: Sheet) -> tuple[Question, ...]:
    """Return every question about a competency that counts for a sheet, in the order to ask them."""
    place = {name: number for number, name in enumerate(_order(competency, sheet.seed))}
    return (*competency.base, *sorted(drawn(competency, sheet), key=lambda question: place[question.id]))


def asked(bank: Bank, sheet: Sheet) -> Iterator[Question]:
    """Yield every question that counts for a sheet, in the order to ask them."""
    for competency in bank.competencies:
        yield from asked_of(competency, sheet)


def minutes(questions: Iterable[Question], pace: float = 1.0) -> int:
    """Return about how many minutes questions take, at least 1; `pace` 2 means twice as long as estimated."""
    return max(1, round(sum(question.seconds for question in questions) * pace / 60))


def shown_options(question: Question, seed: int) -> tuple[Option | CheckOption, ...]:
    """Return a question's options in the order to show them: those of a check are shuffled by the attempt's seed."""
    options = question.options
    if not (question.is_check and question.shuffle):
        return options
    return tuple(sorted(options, key=lambda option: lot(seed, f"{question.id}:{option.id}")))
