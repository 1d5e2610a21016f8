"""The history: every attempt in a line."""

import contextlib
from collections.abc import Iterator

from coder_readiness.store.attempt import Entry
from coder_readiness.store.file import File
from coder_readiness.store.rows import ODD, entry_from

_ENTRIES = """
SELECT
    id, started, finished, bank, bank_version, goal, seed, mode, step, previous,
    iif(typeof(record) = 'text', '', record),
    (SELECT count(*) FROM answer WHERE attempt = id),
    (SELECT outcome FROM outcome WHERE attempt = id)
FROM attempt ORDER BY id
"""
"""Of a record only whether it is one, because that can be told without reading it."""

_GOALS = """
SELECT DISTINCT goal FROM attempt WHERE finished IS NOT NULL AND bank = ? AND typeof(goal) = 'text' ORDER BY goal
"""


class History:
    """The history in an open file; errors are StoreErrors."""

    def __init__(self, file: File) -> None:
        self._file = file

    def entries(self) -> Iterator[Entry]:
        """Yield every attempt that can be read, oldest first."""
        with self._file.explaining():
            rows = self._file.db.execute(_ENTRIES).fetchall()  # at once, so that no other program has to wait meanwhile
        for row in rows:
            with contextlib.suppress(*ODD):
                yield entry_from(row)

    def goals(self, bank: str) -> list[str]:
        """Return the goals of the finished attempts at a bank, without reading all that is kept of each."""
        with self._file.explaining():
            return [row[0] for row in self._file.db.execute(_GOALS, (bank,)).fetchall()]
