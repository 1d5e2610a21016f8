"""From when this is imported, nothing in this process waits for a disk, or makes a bank, keys or a parser twice.

Nor does it read its own code again to see whether that has changed.

And a second passes between any two keys, so that none is taken for one that is held down.
"""

import itertools
import sqlite3
from functools import lru_cache, partial
from typing import Any

from prompt_toolkit.application import application

from coder_readiness import system
from coder_readiness.bank import cache
from coder_readiness.cli import parser


class Unsynced(sqlite3.Connection):
    """A connection that leaves it to the system when the disk gets what is written: no test unplugs the machine."""

    def execute(self, sql: str, *parameters: Any) -> sqlite3.Cursor:
        return super().execute("PRAGMA synchronous = OFF" if sql.startswith("PRAGMA synchronous") else sql, *parameters)


system.ticks = itertools.count().__next__
cache._bank = lru_cache(4)(cache._bank)
cache._code_digest = lru_cache(1)(cache._code_digest)
parser.command_line = lru_cache(1)(parser.command_line)
application.load_key_bindings = lru_cache(1)(application.load_key_bindings)  # type: ignore[attr-defined]
sqlite3.connect = partial(sqlite3.connect, factory=Unsynced)  # type: ignore[assignment]
