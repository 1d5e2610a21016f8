"""The file itself: opened for writing or, if that cannot be, for reading; and what to say if neither can be."""

import contextlib
import errno
import os
import sqlite3
import stat
from collections.abc import Iterator
from pathlib import Path

from coder_readiness.errors import StoreError
from coder_readiness.store.schema import DamageError, NewerError, check_for_damage, prepare, transaction, version_of
from coder_readiness.store.trouble import ANOTHER, ELSEWHERE, explained, means_damage
from coder_readiness.system import make_private_file, make_private_folder
from coder_readiness.text import printable_name

FILE = "attempts.sqlite3"
_BUSY_SECONDS = 10
_MEMORY = ":memory:"
_NEXT_TIME = "Next time, you'll start without earlier attempts."


class File:
    """The open file in a data folder, as `db`. If it cannot be written, that is a copy which refuses every change."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE
        self._checked = False
        self._damage = ""
        """What is said of a damaged file, because once it is set aside, nothing more can be done with it."""
        with self.explaining():
            self._refuse_what_is_in_the_way()
            is_writable = self._make_writable(folder)
            self._opened = self.path.stat()
            self.db = _connection(self.path.absolute() if is_writable else _MEMORY)  # no address, such as file:name
            try:
                self._open(is_writable)
            except BaseException as error:
                self.db.close()
                if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_ERROR:
                    raise DamageError(error) from error  # what every sound file lets us ask for
                if isinstance(error, UnicodeError):
                    raise DamageError("its tables can't be read") from error  # and their odd names can't be told
                raise

    def _refuse_what_is_in_the_way(self) -> None:
        """Refuse a link, and what is no file where SQLite makes its own beside ours: it would wait for a pipe."""
        if self.path.is_symlink():
            raise StoreError(f"{self._name} is a link to another file. Move it, {ELSEWHERE}.")
        for suffix in ("-journal", "-wal", "-shm"):
            beside = self.path.with_name(FILE + suffix)
            if os.path.lexists(beside) and not stat.S_ISREG(beside.lstat().st_mode):
                name = printable_name(str(beside))
                raise StoreError(f"{name} is in the way, because it isn't a regular file. Move it, {ELSEWHERE}.")

    def _make_writable(self, folder: Path) -> bool:
        """Make the file, if need be, and tell whether it can be written; if not, it can be read."""
        try:
            make_private_folder(folder)
            if not make_private_file(self.path):  # here, because SQLite would let others read it
                raise StoreError(f"{self._name} isn't a file. Move it, {ELSEWHERE}.")
        except OSError as error:
            if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS} and os.access(self.path, os.R_OK):
                return False
            raise
        return True

    def _open(self, is_writable: bool) -> None:
        """Bring the file up to date or, if it cannot be written, a copy of it in memory."""
        if not is_writable:
            address = f"{self.path.absolute().as_uri()}?mode=ro"
            with contextlib.closing(_connection(address, uri=True)) as kept:
                kept.backup(self.db)
        self._set_up()
        try:
            prepare(self.db)
        except sqlite3.OperationalError as error:
            if not is_writable or getattr(error, "sqlite_errorcode", 0) & 0xFF != sqlite3.SQLITE_READONLY:
                raise
            self.db.close()  # the file can be written, but nothing beside it
            self.db = _connection(_MEMORY)
            self._open(is_writable=False)
        if not is_writable:
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
                check_for_damage(self.db)
                self._checked = True
            with transaction(self.db):
                version_of(self.db)  # a newer program may have changed the tables since the file was opened
                yield self.db

    @contextlib.contextmanager
    def explaining(self) -> Iterator[None]:
        """Turn what can go wrong with a file into one message that says what to do; set a damaged file aside."""
        try:
            yield
        except NewerError as error:
            raise StoreError(
                f"{self._name} was saved by a newer version of this program. Update the program, {ELSEWHERE}."
            ) from error
        except sqlite3.Error as error:
            if means_damage(error):
                saved = f"We can't read your saved answers, because {self._name} is damaged ({error})."
                self._damage = f"{saved} {self._set_aside()}"
            raise StoreError(self._damage or explained(error, self.path, self._name)) from error
        except OSError as error:
            folder = printable_name(str(self.path.parent))
            if isinstance(error, NotADirectoryError | FileExistsError):
                raise StoreError(f'"{folder}" isn\'t a folder. {ANOTHER}') from error
            if not os.access(self.path.parent, os.F_OK):
                raise StoreError(
                    f"We can't open or create the folder {folder} ({error.strerror}). {ANOTHER}"
                ) from error
            raise StoreError(f"We can't use {self._name} ({error.strerror}). Check the folder, {ELSEWHERE}.") from error

    def _set_aside(self) -> str:
        """Give a damaged file a name that no other file has, and say so, and what happens next."""
        try:
            is_replaced = not os.path.samestat(self._opened, self.path.stat())
        except FileNotFoundError:
            is_replaced = True
        self.db.close()  # not before: another file could be given its number
        if is_replaced:
            return "Another program has moved the file since. Start again."
        number = 1
        while (aside := self.path.with_name(f"damaged-{number}-{FILE}")).exists():
            number += 1
        try:
            self.path.rename(aside)
        except OSError:
            return f"Move the file to another folder. {_NEXT_TIME}"
        return f"We kept the file as {aside.name}. {_NEXT_TIME}"

    @property
    def _name(self) -> str:
        return printable_name(str(self.path))

    def delete_damaged(self) -> None:
        """Delete every file that was set aside as damaged."""
        for damaged in self.path.parent.glob(f"damaged-*-{FILE}"):
            damaged.unlink(missing_ok=True)

    def make_smaller(self) -> None:
        """Give back what is free in the file, if there is room to do it, and no other program reads it just then.

        What was deleted is overwritten already (secure_delete).
        """
        with contextlib.suppress(sqlite3.DatabaseError):
            self.db.execute("VACUUM")


def _connection(place: Path | str, *, uri: bool = False) -> sqlite3.Connection:
    return sqlite3.connect(place, timeout=_BUSY_SECONDS, isolation_level=None, uri=uri)
