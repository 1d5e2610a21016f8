"""Rows of the file <-> values. What is in a row that was never written by this program is a ValueError, or its like."""

import json
import math
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, get_args

from coder_readiness.bank.answers import Answer, special, written
from coder_readiness.bank.fields import is_id
from coder_readiness.store.attempt import Attempt, AttemptMode, Card, Entry, Flag

ODD = (ValueError, TypeError, OverflowError, RecursionError)
"""What an odd row raises."""


def attempt_from(row: tuple[Any, ...], answers: Iterable[tuple[Any, ...]]) -> Attempt:
    """Return an attempt from its row and those of its answers, in order; an odd answer is left out. Raises ODD."""
    id_, started, finished, bank, bank_version, goal, seed, mode, step, previous, record = row
    if not is_id(goal) or mode not in get_args(AttemptMode) or not 0 <= seed < 1 << 63 or min(id_, previous or 1) < 1:
        raise ValueError(row)
    good = [answer for row in answers if (answer := _answer_or_none(row))]
    return Attempt(
        id=id_,
        started=time_from(started),
        finished=None if finished is None else time_from(finished),
        bank=_text(bank),
        bank_version=_text(bank_version),
        goal=goal,
        seed=seed,
        mode=mode,
        step=None if step is None else _text(step),
        previous=previous,
        answers={name: answer for name, answer, *_ in good},
        answered={name: at for name, _, at, *_ in good},
        carried=frozenset(name for name, _, _, carried, _ in good if carried),
        record=None if record is None else _text(record),
        private={name: bool(private) for name, *_, private in good if private is not None},
    )


def entry_from(row: tuple[Any, ...]) -> Entry:
    """Return what the history shows of an attempt, from its row, its number of answers and its outcome. Raises ODD."""
    *about, answered, outcome = row
    attempt = attempt_from(tuple(about), ())
    return Entry(
        id=about[0],
        started=attempt.started,
        finished=attempt.finished,
        bank=attempt.bank,
        bank_version=attempt.bank_version,
        goal=attempt.goal,
        mode=attempt.mode,
        answered=answered,
        outcome=None if outcome is None else _text(outcome),
        step=attempt.step,
        seed=attempt.seed,
    )


def _answer_or_none(row: tuple[Any, ...]) -> tuple[str, Answer, datetime, bool, object] | None:
    question, answer, answered, carried, private = row
    try:
        return _text(question), answer_from(answer), time_from(answered), bool(carried), private
    except ODD:
        return None


def card_from(row: tuple[Any, ...]) -> tuple[str, Card]:
    """Return a practiced question and its card. Raises ODD."""
    question, due, reviewed, stability, difficulty = row
    if not 0 < stability <= 1e6 or not 1 <= difficulty <= 10:  # what the scheduler can continue from
        raise ValueError(row)
    return _text(question), Card(time_from(due), time_from(reviewed), float(stability), float(difficulty))


def flag_from(row: tuple[Any, ...]) -> Flag:
    """Return a flag. Raises ODD."""
    question, note, flagged = row
    return Flag(_text(question), _text(note), time_from(flagged))


def answer_text(answer: Answer) -> str:
    """Return an answer as it is kept."""
    return json.dumps(written(answer))


def answer_from(kept: str) -> Answer:
    """Return a kept answer. Raises ODD."""
    answer: str | float | list[str] = json.loads(kept)
    if isinstance(answer, list) and all(isinstance(option, str) for option in answer):
        return tuple(answer)
    if isinstance(answer, str):
        return special(answer) or answer
    if isinstance(answer, (int, float)) and not isinstance(answer, bool) and math.isfinite(answer):
        return answer
    raise ValueError(kept)


_FIRST, _LAST = datetime(1900, 1, 1, tzinfo=UTC), datetime(9000, 1, 1, tzinfo=UTC)


def time_from(kept: str) -> datetime:
    """Return a kept time, or the nearest that can be shown anywhere in the world. Raises ODD."""
    time = datetime.fromisoformat(kept)
    if time.tzinfo is None:
        raise ValueError(kept)
    return min(max(time, _FIRST), _LAST)


def _text(kept: str) -> str:
    """Return a text. Raises ODD if it is none, or no UTF-8."""
    if not isinstance(kept, str):
        raise TypeError(kept)
    kept.encode()
    return kept
