"""What can go wrong with the file, told apart, with the way out of each."""

import sqlite3
from pathlib import Path

from coder_readiness.store.schema import DamageError
from coder_readiness.system import can_lock

ELSEWHERE = "or choose another folder with --data-dir"
ANOTHER = "Choose another folder with --data-dir or CODER_READINESS_HOME."


def means_damage(error: Exception) -> bool:
    """Tell damage from a file that is locked or cannot be reached, which may be sound."""
    return isinstance(error, DamageError) or _kind(error) in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


def explained(error: sqlite3.Error, path: Path, name: str) -> str:
    """Return what went wrong with a file that is not damaged, and what to do; `name` is its path in printable form."""
    code = getattr(error, "sqlite_errorcode", 0)
    match _kind(error):
        case _ if code in {sqlite3.SQLITE_READONLY_DBMOVED, sqlite3.SQLITE_ERROR}:  # the latter: our tables are gone
            return (
                f"{name} was moved, replaced or deleted while this program was using it, so we can't save or delete "
                "anything. Put it back and start again."
            )
        case _ if code in {sqlite3.SQLITE_READONLY_ROLLBACK, sqlite3.SQLITE_IOERR_DELETE}:
            return (
                f"{name} has a change that was cut off, and we can't undo that change because the file or its folder "
                "is read-only. Make both writable and start again."
            )
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM:
            return (
                f"{name} is read-only, so we can't save or delete anything. `coder-readiness report`, `coder-readiness "
                f"history` and `coder-readiness export` still work. Make it and its folder writable, {ELSEWHERE}."
            )
        case sqlite3.SQLITE_FULL:
            return f"The disk is full, so we can't save {name}. Free some space, {ELSEWHERE}."
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED if can_lock(path.parent):
            return f"{name} is in use by another program. Close that program, or try again in a moment."
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED | sqlite3.SQLITE_PROTOCOL:
            return _no_locks(name)
        case sqlite3.SQLITE_IOERR if code in _LOCK_ERRORS:
            return _no_locks(name)
        case sqlite3.SQLITE_CANTOPEN:
            return f"We can't open {name}. Check that its folder exists and that you own it, {ELSEWHERE}."
    return f"We can't use {name}: {error}. Check the disk, {ELSEWHERE}."


_LOCK_ERRORS = {
    sqlite3.SQLITE_IOERR_LOCK,
    sqlite3.SQLITE_IOERR_RDLOCK,
    sqlite3.SQLITE_IOERR_UNLOCK,
    sqlite3.SQLITE_IOERR_CHECKRESERVEDLOCK,
}


def _no_locks(name: str) -> str:
    return (
        f"{name} is on a disk that can't lock files, so your answers wouldn't be safe there. "
        "Name a folder on another disk with --data-dir."
    )


def _kind(error: Exception) -> int:
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF  # the rest of it tells the kinds of each apart
