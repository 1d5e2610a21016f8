"""When each practiced question comes back."""

import contextlib
from collections.abc import Container
from datetime import datetime

from coder_readiness.store.attempt import Card
from coder_readiness.store.file import File
from coder_readiness.store.rows import ODD, card_from


class Cards:
    """The cards in an open file; errors are StoreErrors."""

    def __init__(self, file: File) -> None:
        self._file = file

    def of(self, bank: str) -> dict[str, Card]:
        """Return what practice has kept of a bank's questions, by their ids; odd cards are left out."""
        with self._file.explaining():
            query = "SELECT question, due, reviewed, stability, difficulty FROM card WHERE bank = ?"
            cards = {}
            for row in self._file.db.execute(query, (bank,)).fetchall():
                with contextlib.suppress(*ODD):
                    question, card = card_from(row)
                    cards[question] = card
            return cards

    def due(self, bank: str, questions: Container[str], now: datetime) -> int:
        """Return how many of these questions of a bank come back today, or should have before."""
        return sum(card.is_due(now) for name, card in self.of(bank).items() if name in questions)

    def keep(self, bank: str, question: str, card: Card) -> None:
        """Keep when a question comes back, in place of what was kept of it."""
        with self._file.changing() as db:
            times = card.due.isoformat(), card.reviewed.isoformat()
            row = (bank, question, *times, card.stability, card.difficulty)
            db.execute(
                "INSERT OR REPLACE INTO card (bank, question, due, reviewed, stability, difficulty) "
                "VALUES (?, ?, ?, ?, ?, ?)",
                row,
            )
