"""What can go wrong with the file of attempts, told apart, with the way out of each."""

import errno
import os
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest

from coder_readiness.errors import StoreError
from coder_readiness.store.attempt import begin
from coder_readiness.store.database import Store
from coder_readiness.store.file import FILE
from coder_readiness.store.trouble import explained
from tests.conftest import OpenStore

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def keep_one(store: Store) -> None:
    attempt = begin(bank="bank", bank_version="1", goal="first-job", seed=7, now=NOON)
    store.keep(attempt, "question", "yes", NOON)


@pytest.mark.skipif(os.name != "posix", reason="other systems let nobody move a file that is open")
@pytest.mark.parametrize("how", ["moved", "deleted", "replaced", "with its folder"])
def test_a_file_that_was_taken_away_is_said(tmp_path: Path, open_store: OpenStore, how: str) -> None:
    home = tmp_path / "home"
    store = open_store(home)
    match how:
        case "moved":
            (home / FILE).rename(tmp_path / "elsewhere")
        case "deleted":
            (home / FILE).unlink()
        case "replaced":
            open_store(tmp_path / "other")
            (tmp_path / "other" / FILE).replace(home / FILE)
        case _:
            home.rename(tmp_path / "elsewhere")
    with pytest.raises(StoreError, match=r"was moved, replaced or deleted while .* Put it back and start again$"):
        keep_one(store)


@pytest.mark.parametrize("number", [errno.ENOLCK, errno.EINVAL, errno.ENOSYS])
def test_a_disk_that_cannot_lock_is_not_taken_for_another_program(
    tmp_path: Path, open_store: OpenStore, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    store = open_store(tmp_path)
    other = sqlite3.connect(tmp_path / FILE, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    store._db.execute("PRAGMA busy_timeout = 0")

    def no_locks(*_: object) -> None:
        raise OSError(number, "no locks")

    monkeypatch.setattr("fcntl.lockf", no_locks)
    with pytest.raises(StoreError, match=r"is on a disk that can't lock files, .* on another disk with --data-dir$"):
        keep_one(store)
    other.close()


@pytest.mark.parametrize(
    ("code", "message"),
    [
        (sqlite3.SQLITE_READONLY, "is read-only, so we can't save or delete anything"),
        (sqlite3.SQLITE_READONLY_DIRECTORY, "is read-only, so we can't save or delete anything"),
        (sqlite3.SQLITE_READONLY_ROLLBACK, "has a change that was cut off, and we can't undo that change"),
        (sqlite3.SQLITE_IOERR_DELETE, "has a change that was cut off, and we can't undo that change"),
        (sqlite3.SQLITE_READONLY_DBMOVED, "was moved, replaced or deleted"),
        (sqlite3.SQLITE_FULL, "the disk is full"),
        (sqlite3.SQLITE_BUSY, "is in use by another program"),
        (sqlite3.SQLITE_BUSY_SNAPSHOT, "is in use by another program"),
        (sqlite3.SQLITE_IOERR_LOCK, "is on a disk that can't lock files"),
        (sqlite3.SQLITE_PROTOCOL, "is on a disk that can't lock files"),
        (sqlite3.SQLITE_CANTOPEN, "can't be opened. Check that its folder exists"),
        (sqlite3.SQLITE_IOERR_READ, "can't be used: it went wrong. Check the disk"),
    ],
)
def test_each_trouble_has_its_own_way_out(tmp_path: Path, code: int, message: str) -> None:
    error = sqlite3.OperationalError("it went wrong")
    error.sqlite_errorcode = code
    assert message in explained(error, tmp_path / FILE, FILE)


@pytest.mark.skipif(os.name != "posix", reason="other systems have no such files")
@pytest.mark.parametrize("what", ["folder", "pipe", "link"])
@pytest.mark.parametrize("kept", [0, 1])
def test_what_is_in_the_place_of_the_journal_is_named(
    tmp_path: Path, open_store: OpenStore, what: str, kept: int
) -> None:
    for _ in range(kept):
        keep_one(open_store(tmp_path))
    journal = tmp_path / f"{FILE}-journal"
    match what:
        case "folder":
            journal.mkdir()
        case "pipe":
            os.mkfifo(journal)
        case _:
            journal.symlink_to("nowhere")
    with pytest.raises(StoreError) as caught:
        keep_one(open_store(tmp_path))
    advice = "is in the way, because it isn't a regular file; move it, or choose another folder with --data-dir"
    assert str(caught.value) == f"{journal} {advice}"
    journal.rename(tmp_path / "elsewhere")
    keep_one(open_store(tmp_path))
    assert len(open_store(tmp_path).numbers()) == kept + 1
