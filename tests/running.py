"""Runs the program in this process, holds it to what is true of every run, and keeps attempts for it."""

import contextlib
import functools
import io
import sys
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from coder_readiness.bank.loader import load_bank
from coder_readiness.bank.model import Bank
from coder_readiness.cli.main import main
from coder_readiness.scoring.draw import asked
from coder_readiness.scoring.readiness import assess
from coder_readiness.scoring.record import to_record
from coder_readiness.scoring.sheet import Sheet
from coder_readiness.store.attempt import begin
from coder_readiness.store.database import Store
from coder_readiness.text import first_hidden
from tests import paths

OTHER_BANK = str(paths.OTHER_BANK)
LONG_AGO = datetime(2020, 2, 29, 12, tzinfo=UTC)


@dataclass
class Outcome:
    """What a run ended with."""

    code: int
    out: str
    err: str
    seconds: float
    """Of computing time."""


def outcome(*arguments: str, typed: bytes = b"", home: Path, notices: bool = False) -> Outcome:
    """Run the program in this process and return what came of it, once it is sure to be a result or a message.

    With a result, nothing else may be told unless `notices` are expected.
    """
    streams = [io.TextIOWrapper(io.BytesIO(content), "utf-8") for content in (typed, b"", b"")]
    before = sys.stdin, sys.stdout, sys.stderr
    sys.stdin, sys.stdout, sys.stderr = streams
    started = time.process_time()
    try:
        code = main(["--data-dir", str(home), *arguments], new_seed=lambda: 3)
    finally:
        sys.stdin, sys.stdout, sys.stderr = before
    seconds = time.process_time() - started
    texts = []
    for stream in streams[1:]:
        stream.flush()
        buffer = stream.buffer
        assert isinstance(buffer, io.BytesIO)
        texts.append(buffer.getvalue().decode("utf-8"))
    out, err = texts
    assert code in {0, 1, 2, 130}
    assert not first_hidden(out + err)
    if code in {2, 130}:
        assert err.startswith("coder-readiness: ")
        assert len(err) < 20_000
    elif not notices and "export" not in arguments:  # which says what it exports
        assert err == ""
    return Outcome(code, out, err, seconds)


@functools.cache
def skips(questions: Path | str | None = None, *, but: int = 0) -> str:
    """Return the lines that skip every question of the full quiz, except for so many that are answered already."""
    return "s\n" * (len(list(asked(load_bank(questions), Sheet(seed=1)))) - but)


class Output(NamedTuple):
    """What a run of the program printed, and its exit code."""

    code: int
    out: str
    err: str


def whole_sheet(bank: Bank) -> dict[str, Any]:
    """Return a sheet with the best answer to every question of either goal."""
    asked_for_either = [question for goal in bank.roadmap.goals for question in asked(bank, Sheet(goal))]
    return Sheet(answers={question.id: question.best_answer for question in asked_for_either}).as_dict()


def keep_finished(home: Path, bank: Bank, sheet: dict[str, Any]) -> None:
    """Keep a finished attempt with the answers of a sheet, given long ago."""
    with contextlib.closing(Store(home)) as store:
        attempt = begin(bank=bank.roadmap.id, bank_version=bank.roadmap.version, goal="first-job", seed=0, now=LONG_AGO)
        for name, answer in sheet["answers"].items():
            attempt = store.keep(attempt, name, answer, LONG_AGO)
        store.finish(attempt, lambda attempt: to_record(assess(bank, sheet)), LONG_AGO)
