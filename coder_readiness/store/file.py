"""The file itself: opened for writing or, if that cannot be, for reading; and what to say if neither can be."""

import contextlib
import errno
import os
import sqlite3
import stat
from collections.abc import Iterator
from pathlib import Path

from coder_readiness.errors import StoreError
from coder_readiness.store.schema import DamageError, NewerError, check, prepare, transaction
from coder_readiness.store.trouble import ELSEWHERE, explained, means_damage
from coder_readiness.system import make_private_file, make_private_folder
from coder_readiness.text import printable_name

FILE = "attempts.sqlite3"
_BUSY_SECONDS = 10


class File:
    """The open file in a data folder, as `db`. If it cannot be written, that is a copy which refuses every change."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE
        self._checked = False
        with self.explaining():
            self._refuse_what_is_in_the_way()
            if self._make_writable(folder):
                self.db = sqlite3.connect(self.path, timeout=_BUSY_SECONDS, isolation_level=None)
            else:
                self.db = self._copy_in_memory()
            try:
                self._open()
            except BaseException as error:
                self.db.close()
                if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_ERROR:
                    raise DamageError(error) from error  # what every sound file lets us ask for
                if isinstance(error, UnicodeError):
                    raise DamageError("its tables can't be read") from error  # and their odd names can't be told
                raise

    def _refuse_what_is_in_the_way(self) -> None:
        """Refuse what is no file where SQLite makes its own beside ours: it would wait for a pipe, for one."""
        for suffix in ("-journal", "-wal", "-shm"):
            beside = self.path.with_name(FILE + suffix)
            if os.path.lexists(beside) and not stat.S_ISREG(beside.lstat().st_mode):
                name = printable_name(str(beside))
                raise StoreError(f"{name} is in the way, because it isn't a regular file; move it, {ELSEWHERE}")

    def _make_writable(self, folder: Path) -> bool:
        """Make the file, if need be, and tell whether it can be written; if not, it can be read."""
        try:
            make_private_folder(folder)
            if not make_private_file(self.path):  # here, because SQLite would let others read it
                raise StoreError(f"{self._name} isn't a file; move it, {ELSEWHERE}")
        except OSError as error:
            if error.errno in {errno.EACCES, errno.EROFS} and os.access(self.path, os.R_OK):
                return False
            raise
        return True

    def _copy_in_memory(self) -> sqlite3.Connection:
        """Return what is in a file that cannot be written; in memory it can be brought up to date."""
        memory = sqlite3.connect(":memory:", isolation_level=None)
        address = f"{self.path.absolute().as_uri()}?mode=ro"
        with contextlib.closing(sqlite3.connect(address, uri=True, timeout=_BUSY_SECONDS)) as kept:
            kept.backup(memory)
        return memory

    def _open(self) -> None:
        self._set_up()
        try:
            prepare(self.db)
        except sqlite3.OperationalError as error:
            if getattr(error, "sqlite_errorcode", 0) & 0xFF != sqlite3.SQLITE_READONLY:
                raise
            self.db.close()  # the file can be written, but nothing beside it: it cannot be brought up to date
            self.db = self._copy_in_memory()
            self._set_up()
            prepare(self.db)
        if self.db.execute("PRAGMA database_list").fetchone()[2] == "":
            self.db.execute("PRAGMA query_only = ON")

    def _set_up(self) -> None:
        db = self.db
        db.text_factory = lambda kept: kept.decode("utf-8", "surrogateescape")  # an odd text costs its own row only
        db.execute("PRAGMA journal_mode = DELETE")
        db.execute("PRAGMA synchronous = EXTRA")  # that the journal is gone counts, so it must be on the disk, too
        db.execute("PRAGMA foreign_keys = ON")
        db.execute("PRAGMA secure_delete = ON")
        db.execute("PRAGMA temp_store = MEMORY")  # no answer is ever written anywhere else

    @contextlib.contextmanager
    def changing(self) -> Iterator[sqlite3.Connection]:
        """Let the file be changed, at once or not at all; before the first change, look for damage in all of it.

        Reading does without, because what it meets is checked anyway, and a long history takes a while.
        """
        with self.explaining():
            if not self._checked:
                check(self.db)
                self._checked = True
            with transaction(self.db):
                yield self.db

    @contextlib.contextmanager
    def explaining(self) -> Iterator[None]:
        """Turn what can go wrong with a file into one message that says what to do; set a damaged file aside."""
        try:
            yield
        except NewerError as error:
            raise StoreError(
                f"{self._name} was saved by a newer version of this program; update the program, {ELSEWHERE}"
            ) from error
        except sqlite3.Error as error:
            if means_damage(error):
                raise StoreError(f"{self._name} is damaged ({error}). {self._set_aside()}") from error
            raise StoreError(explained(error, self.path, self._name)) from error
        except OSError as error:
            if isinstance(error, NotADirectoryError | FileExistsError):
                folder = printable_name(str(self.path.parent))
                raise StoreError(f"{folder} isn't a folder; give another one with --data-dir") from error
            raise StoreError(f"we can't use {self._name} ({error.strerror}); check the folder, {ELSEWHERE}") from error

    def _set_aside(self) -> str:
        """Give a damaged file a name that no other file has, and say so."""
        self.db.close()
        number = 1
        while (aside := self.path.with_name(f"damaged-{number}-{FILE}")).exists():
            number += 1
        try:
            self.path.rename(aside)
        except OSError:
            return "Move it. The next start creates an empty one."
        return f"We renamed it to {aside.name}. The next start creates an empty one."

    @property
    def _name(self) -> str:
        return printable_name(str(self.path))

    def delete_damaged(self) -> None:
        """Delete every file that was set aside as damaged."""
        for damaged in self.path.parent.glob(f"damaged-*-{FILE}"):
            damaged.unlink()

    def make_smaller(self) -> None:
        """Give back what is free in the file, if there is room to do it, and no other program reads it just then.

        What was deleted is overwritten already (secure_delete).
        """
        with contextlib.suppress(sqlite3.DatabaseError):
            self.db.execute("VACUUM")
