"""What is asked of all attempts at once."""

import contextlib
import sqlite3
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from coder_readiness.store.attempt import begin
from coder_readiness.store.file import FILE
from tests.conftest import OpenStore
from tests.kept import no_record

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def test_the_goals_are_those_of_the_finished_attempts_at_one_bank(tmp_path: Path, open_store: OpenStore) -> None:
    store = open_store(tmp_path)
    assert store.history.goals("bank") == []
    attempt = begin(bank="bank", bank_version="1", goal="well-paid", seed=7, now=NOON)
    for goal, bank in (("well-paid", "bank"), ("first-job", "bank"), ("well-paid", "bank"), ("other", "another")):
        store.finish(replace(attempt, goal=goal, bank=bank), no_record, NOON)
    store.keep(replace(attempt, goal="unfinished"), "a", 1.0, NOON)
    assert store.history.goals("bank") == ["first-job", "well-paid"]
    with contextlib.closing(sqlite3.connect(tmp_path / FILE)) as db, db:
        db.execute("UPDATE attempt SET goal = x'ff' WHERE id = 2")
    assert store.history.goals("bank") == ["well-paid"]
