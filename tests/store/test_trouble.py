"""What can go wrong with the file of attempts, told apart, with the way out of each."""

import contextlib
import errno
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from coder_readiness.errors import StoreError
from coder_readiness.store.attempt import begin
from coder_readiness.store.database import Store
from coder_readiness.store.file import FILE
from coder_readiness.store.trouble import explained
from tests.conftest import OpenStore
from tests.kept import all_attempts
from tests.paths import STORES

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def keep_one(store: Store) -> None:
    attempt = begin(bank="bank", bank_version="1", goal="first-job", seed=7, now=NOON)
    store.keep(attempt, "question", "yes", NOON)


@pytest.mark.skipif(os.name != "posix", reason="other systems let nobody move a file that is open")
@pytest.mark.parametrize("how", ["moved", "deleted", "replaced", "emptied", "with its folder"])
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
        case "emptied":
            os.truncate(home / FILE, 0)
        case _:
            home.rename(tmp_path / "elsewhere")
    with pytest.raises(StoreError, match=r"was moved, replaced or deleted while .* Put it back and start again\.$"):
        keep_one(store)


def test_a_file_in_use_is_not_taken_for_one_that_cannot_be_written(
    tmp_path: Path, open_store: OpenStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("coder_readiness.store.file._BUSY_SECONDS", 0)
    shutil.copy(STORES / "version-1.sqlite3", tmp_path / FILE)
    with contextlib.closing(sqlite3.connect(tmp_path / FILE, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="is in use by another program"):
            open_store(tmp_path)
    assert open_store(tmp_path).numbers() == [1, 2]


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
    with pytest.raises(StoreError, match=r"is on a disk that can't lock files, .* on another disk with --data-dir\.$"):
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
        (sqlite3.SQLITE_FULL, "The disk is full"),
        (sqlite3.SQLITE_BUSY, "is in use by another program"),
        (sqlite3.SQLITE_BUSY_SNAPSHOT, "is in use by another program"),
        (sqlite3.SQLITE_IOERR_LOCK, "is on a disk that can't lock files"),
        (sqlite3.SQLITE_PROTOCOL, "is on a disk that can't lock files"),
        (sqlite3.SQLITE_CANTOPEN, "can't open attempts.sqlite3. Check that its folder exists"),
        (sqlite3.SQLITE_IOERR_READ, "can't use attempts.sqlite3: it went wrong. Check the disk"),
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
    advice = "is in the way, because it isn't a regular file. Move it, or choose another folder with --data-dir."
    assert str(caught.value) == f"{journal} {advice}"
    journal.rename(tmp_path / "elsewhere")
    keep_one(open_store(tmp_path))
    assert len(open_store(tmp_path).numbers()) == kept + 1


NOBODY = 65534


@contextlib.contextmanager
def bound_by_permissions() -> Iterator[None]:
    """Do without root's right to write anywhere, if we have it."""
    if os.geteuid():
        yield
        return
    os.setresuid(NOBODY, NOBODY, 0)
    try:
        yield
    finally:
        os.setresuid(0, 0, 0)


@pytest.fixture
def home() -> Iterator[Path]:
    """Return a folder that everybody can reach, unlike the folders that pytest makes."""
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)
        Path(folder).chmod(0o755)


def lock(home: Path, *, file_too: bool) -> None:
    """Let nobody write in a folder, nor the file in it."""
    for path in home.iterdir():
        path.chmod(0o444 if file_too else 0o644)
        if not file_too and not os.geteuid():
            os.chown(path, NOBODY, NOBODY)
    home.chmod(0o555)


posix = pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")


@posix
@pytest.mark.parametrize("version", [1, 5])
@pytest.mark.parametrize("file_too", [True, False])
def test_what_cannot_be_written_can_be_read(home: Path, open_store: OpenStore, version: int, file_too: bool) -> None:
    shutil.copy(STORES / f"version-{version}.sqlite3", home / FILE)
    content = (home / FILE).read_bytes()
    lock(home, file_too=file_too)
    with bound_by_permissions():
        store = open_store(home)
        assert [attempt.id for attempt in all_attempts(store)] == [1, 2]
        for change in (lambda: keep_one(store), store.check_writable, lambda: store.forget(1)):
            with pytest.raises(StoreError, match="is read-only, so we can't save or delete anything"):
                change()
        assert store.numbers() == [1, 2]
    assert [path.name for path in home.iterdir()] == [FILE]
    assert (home / FILE).read_bytes() == content


@posix
@pytest.mark.parametrize("file_too", [True, False])
def test_a_change_that_was_cut_off_where_nothing_can_be_written_is_said(
    home: Path, open_store: OpenStore, file_too: bool
) -> None:
    keep_one(open_store(home))
    if not (child := os.fork()):
        db = sqlite3.connect(home / FILE, isolation_level=None)
        db.execute("PRAGMA cache_size = 1")
        db.execute("BEGIN")
        db.execute("CREATE TABLE more (text)")
        db.executemany("INSERT INTO more VALUES (?)", [("x" * 1000,)] * 100)
        os._exit(0)
    os.waitpid(child, 0)
    assert len(list(home.iterdir())) == 2
    lock(home, file_too=file_too)
    with bound_by_permissions(), pytest.raises(StoreError, match="has a change that was cut off, and we can't undo"):
        open_store(home)
    home.chmod(0o755)
    assert open_store(home).numbers() == [1]


@posix
def test_what_may_not_be_read_is_said(home: Path, open_store: OpenStore) -> None:
    keep_one(open_store(home))
    (home / FILE).chmod(0)
    home.chmod(0o755)
    with (
        bound_by_permissions(),
        pytest.raises(StoreError, match=r"We can't use .* \(Permission denied\)\. Check the folder"),
    ):
        open_store(home)
