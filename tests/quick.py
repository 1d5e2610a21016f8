"""From when this is imported, nothing in this process waits for a disk: no test unplugs the machine."""

import sqlite3
from functools import partial
from typing import Any


class Unsynced(sqlite3.Connection):
    """A connection that leaves it to the system when the disk gets what is written."""

    def execute(self, sql: str, *parameters: Any) -> sqlite3.Cursor:
        return super().execute("PRAGMA synchronous = OFF" if sql.startswith("PRAGMA synchronous") else sql, *parameters)


sqlite3.connect = partial(sqlite3.connect, factory=Unsynced)  # type: ignore[assignment]
