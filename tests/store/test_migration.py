"""A store of an earlier version: brought up to date whole, or left as it was."""

import contextlib
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from coder_readiness.store.file import FILE
from tests.conftest import OpenStore
from tests.kept import all_attempts
from tests.paths import ROOT, STORES


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL and fork are a matter of POSIX")
def test_nothing_is_lost_if_the_program_is_killed_at_any_statement() -> None:
    command = [sys.executable, "-m", "tests.benchmarks.migration"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    killed = int(done.stdout.split()[4])
    assert killed > 15


def old_store(folder: Path, *statements: str) -> Path:
    """Put a store of the first version into a folder, changed by statements."""
    folder.mkdir(exist_ok=True)
    shutil.copy(STORES / "version-1.sqlite3", folder / FILE)
    with contextlib.closing(sqlite3.connect(folder / FILE)) as db:
        for statement in statements:
            db.execute(statement)
        db.commit()
    return folder


def test_answers_given_while_the_clock_was_set_back_are_answers(tmp_path: Path, open_store: OpenStore) -> None:
    home = old_store(tmp_path, "UPDATE attempt SET started = '2026-12-24T00:00:00+00:00' WHERE id = 2")
    attempt = open_store(home).attempt(2)
    assert len(attempt.answers) == 3
    assert attempt.carried == frozenset()


def test_what_was_carried_over_is_known_by_the_attempt_that_it_comes_from(
    tmp_path: Path, open_store: OpenStore
) -> None:
    home = old_store(
        tmp_path,
        "INSERT INTO answer SELECT 2, question, answer, answered FROM answer WHERE attempt = 1 AND question LIKE 'w%'",
    )
    attempt = open_store(home).attempt(2)
    assert attempt.carried == {"wheels-level", "wheels-dish", "wheels-presta"}
    assert list(attempt.answers)[:3] == ["wheels-level", "wheels-dish", "wheels-presta"]
    assert len(attempt.answers) == 6


def test_an_attempt_without_answers_is_nothing(tmp_path: Path, open_store: OpenStore) -> None:
    home = old_store(tmp_path, "DELETE FROM answer WHERE attempt = 2")
    assert [attempt.id for attempt in all_attempts(open_store(home))] == [1]


@pytest.mark.parametrize("card", ["'no JSON'", "'[]'", "'{\"due\": 7}'", "x'ff'", "'null'"])
def test_an_odd_card_costs_nothing_but_itself(tmp_path: Path, open_store: OpenStore, card: str) -> None:
    home = old_store(tmp_path, f"UPDATE practice SET card = {card} WHERE question = 'wheels-dish'")
    store = open_store(home)
    assert set(store.cards.of("bicycle-mechanic")) == {"brakes-wear", "parts-cable", "wheels-presta"}
    assert len(all_attempts(store)) == 2


def test_other_tables_under_our_version_are_set_aside(tmp_path: Path, open_store: OpenStore) -> None:
    home = old_store(tmp_path, "ALTER TABLE answer RENAME COLUMN answered TO at")
    with pytest.raises(Exception, match=r"is damaged \(.*\)\. We kept the file as damaged-1"):
        open_store(home)


def test_a_file_that_another_program_brings_up_to_date_just_then_is_left_as_that_has_made_it(
    tmp_path: Path, open_store: OpenStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    home, connect = old_store(tmp_path), sqlite3.connect
    begun: list[str] = []

    class Late(sqlite3.Connection):
        """A connection before which another program begins to write."""

        def execute(self, sql: str, *values: object) -> sqlite3.Cursor:
            if sql.startswith("BEGIN") and not begun:
                begun.append(sql)
                monkeypatch.setattr(sqlite3, "connect", connect)
                open_store(home).close()
            return super().execute(sql, *values)  # type: ignore[arg-type]

    monkeypatch.setattr(sqlite3, "connect", Late)
    assert [len(attempt.answers) for attempt in all_attempts(open_store(home))] == [17, 3]
    assert begun


def test_forgetting_leaves_nothing_of_a_file_of_an_earlier_version(tmp_path: Path, open_store: OpenStore) -> None:
    home = old_store(tmp_path)
    kept = [b"bicycle-mechanic", b"wheels-dish", b"brakes-wear"]
    assert all(name in (home / FILE).read_bytes() for name in kept)
    open_store(home).forget(None)
    assert not any(name in (home / FILE).read_bytes() for name in kept)
