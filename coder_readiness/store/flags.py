"""The questions with which something is wrong, as the person says."""

import contextlib
from datetime import datetime

from coder_readiness.store.attempt import Flag
from coder_readiness.store.file import File
from coder_readiness.store.rows import ODD, flag_from


class Flags:
    """The flags in an open file; errors are StoreErrors."""

    def __init__(self, file: File) -> None:
        self._file = file

    def keep(self, bank: str, question: str, now: datetime, note: str | None = None) -> None:
        """Keep that something is wrong with a question, and what; without a `note`, an earlier one stays."""
        with self._file.changing() as db:
            db.execute(
                "INSERT INTO flag (bank, question, note, flagged) VALUES (?, ?, ?, ?) "
                "ON CONFLICT DO UPDATE SET note = coalesce(?, note), flagged = ?",
                (bank, question, note or "", now.isoformat(), note, now.isoformat()),
            )

    def of(self, bank: str) -> list[Flag]:
        """Return the flags on a bank's questions, the oldest first; odd ones are left out."""
        query = "SELECT question, note, flagged FROM flag WHERE bank = ? ORDER BY flagged, question"
        flags = []
        with self._file.explaining():
            for row in self._file.db.execute(query, (bank,)).fetchall():
                with contextlib.suppress(*ODD):
                    flags.append(flag_from(row))
        return flags
