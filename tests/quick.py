"""From when this is imported, nothing in this process waits for a disk, or reads the shipped bank a second time."""

import sqlite3
from functools import cache, partial
from pathlib import Path
from typing import Any

from coder_readiness.bank import loader
from coder_readiness.bank.model import Bank


class Unsynced(sqlite3.Connection):
    """A connection that leaves it to the system when the disk gets what is written: no test unplugs the machine."""

    def execute(self, sql: str, *parameters: Any) -> sqlite3.Cursor:
        return super().execute("PRAGMA synchronous = OFF" if sql.startswith("PRAGMA synchronous") else sql, *parameters)


_read = loader.load_bank
_shipped = cache(_read)


def _load_bank(path: str | Path | None = None) -> Bank:
    return _shipped() if path is None else _read(path)


sqlite3.connect = partial(sqlite3.connect, factory=Unsynced)  # type: ignore[assignment]
loader.load_bank = _load_bank
