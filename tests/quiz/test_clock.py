"""Whatever the clock does between any two actions, nothing changes but the times shown."""

import contextlib
import dataclasses
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coder_readiness.bank.answers import SKIP, UNKNOWN, Answer
from coder_readiness.bank.model import Bank
from coder_readiness.errors import LeftError
from coder_readiness.quiz.asking import Move, Prompt
from coder_readiness.quiz.attempt import Quiz
from coder_readiness.quiz.kept import carried_over, readable_sheet
from coder_readiness.store.attempt import Attempt, AttemptMode, begin, begin_rest
from coder_readiness.store.database import Store
from tests.kept import all_attempts, no_record
from tests.scripted import NOON, Reply, ScriptedAsker, best
from tests.strategies import laws

Clock = Callable[[], datetime]


def walking(jumps: Sequence[int]) -> Clock:
    """Return a clock that jumps by so many seconds, again and again, each time it is read."""
    times = (NOON + timedelta(seconds=sum(jumps[: n % len(jumps)])) for n in count())
    return lambda: min(max(next(times), datetime(1970, 1, 1, tzinfo=UTC)), datetime(2200, 1, 1, tzinfo=UTC))


def steady() -> Iterator[datetime]:
    return (NOON + timedelta(seconds=10 * n) for n in count())


def unsure(prompt: Prompt) -> Answer:
    return UNKNOWN if prompt.question.evidence == "check" else SKIP


def timeless(text: str) -> str:
    return re.sub(r"(?i)(about|up to) \d+ minutes?", r"\1 some minutes", text)


def kept(attempt: Attempt) -> dict[str, Any]:
    """Return an attempt without its times."""
    fields = dataclasses.asdict(attempt)
    order, finished = list(fields["answers"]), attempt.finished is not None
    return {**fields, "started": 0, "answered": 0, "finished": finished, "order": order}


def lived(bank: Bank, folder: Path, clock: Clock, mode: AttemptMode, sittings: Sequence[Sequence[Reply]]) -> list[Any]:
    """Take an attempt in several sittings, each left in the middle, an update of it and the rest; return it all."""
    told: list[Any] = []

    def sit(attempt: Attempt, replies: Sequence[Reply], choices: Sequence[str]) -> None:
        asker = ScriptedAsker([*replies, KeyboardInterrupt], [*choices, KeyboardInterrupt])
        with contextlib.suppress(LeftError):
            Quiz(bank, store, asker, clock, attempt).take()
        told.extend(timeless(text) for text in asker.told)
        told.extend((prompt.question.id, prompt.given, timeless(prompt.where)) for prompt in asker.prompts)
        told.extend(map(kept, all_attempts(store)))

    with contextlib.closing(Store(folder)) as store:
        identity = {"bank": bank.roadmap.id, "bank_version": "1", "goal": "first-job"}
        attempt = begin(**identity, seed=7, mode=mode, now=clock())  # type: ignore[arg-type]
        for replies in sittings:
            sit(attempt, replies, ["change"])
            attempt = store.last(finished=False) or attempt
        sit(attempt, [best] * 40, ["report"])
        finished = store.last(finished=False)
        assert finished
        finished = store.finish(finished, no_record, clock())
        carried = carried_over(bank, readable_sheet(bank, finished))
        update = begin(**identity, seed=8, mode="update", previous=finished, carried=carried, now=clock())
        for replies in sittings:
            sit(update, replies, [])
            update = store.last(finished=False) or update
        sit(begin_rest(finished, skips=True, bank_version="1", now=clock()), [best], ["report"])
    return told


replies = st.sampled_from([best, unsure, SKIP, Move.BACK, Move.LEAVE])
jumps = st.integers(-10, 10) | st.integers(-(10**5), 10**5) | st.integers(-(10**9), 10**9)


@settings(laws, max_examples=30)
@given(
    mode=st.sampled_from(["full", "quick"]),
    sittings=st.lists(st.lists(replies, max_size=6), min_size=1, max_size=3),
    jumps=st.lists(jumps, min_size=1, max_size=9),
)
def test_any_walk_of_the_clock_changes_nothing_but_the_times_shown(
    other_bank: Bank,
    tmp_path_factory: pytest.TempPathFactory,
    mode: AttemptMode,
    sittings: list[list[Reply]],
    jumps: list[int],
) -> None:
    folder = tmp_path_factory.mktemp("clock")
    expected = lived(other_bank, folder / "steady", steady().__next__, mode, sittings)
    assert lived(other_bank, folder / "walking", walking(jumps), mode, sittings) == expected
