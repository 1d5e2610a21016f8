"""Puts files in a store's place, and changes what a store holds behind its back."""

import contextlib
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

from coder_readiness.store.file import FILE
from tests.paths import STORES

CONTENT = (STORES / "version-5.sqlite3").read_bytes()
"""A finished attempt, an unfinished update of it, and practice."""
PAGE = 4096
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
ASIDE = f"damaged-1-{FILE}"


def with_store(folder: Path, content: bytes = CONTENT) -> Path:
    """Put a file in the store's place."""
    folder.mkdir(exist_ok=True)
    (folder / FILE).write_bytes(content)
    return folder


def change(folder: Path, statement: str, *values: object) -> None:
    """Change what a store holds, as another program might."""
    with contextlib.closing(sqlite3.connect(folder / FILE)) as db:
        db.execute(statement, values)
        db.commit()
