"""What the person has said about themselves once, for every report."""

import re

from coder_readiness.store.file import File

_HOURS = "hours-per-week"
_HINT = "hint"


class Settings:
    """The settings in an open file; errors are StoreErrors."""

    def __init__(self, file: File) -> None:
        self._file = file

    @property
    def hours_per_week(self) -> int | None:
        """How many hours a week the person has; None if they have not been asked or what is kept is odd."""
        value = self._value(_HOURS)
        return int(value) if value and re.fullmatch(r"[1-9][0-9]{0,2}", value) else None

    @property
    def asked_for_hours(self) -> bool:
        """Whether the person has been asked for their hours a week."""
        return self._value(_HOURS) is not None

    def keep_hours_per_week(self, hours: int | None) -> None:
        """Keep the person's hours a week; None that they would rather not say."""
        self._keep(_HOURS, "" if hours is None else str(hours))

    @property
    def has_seen_hint(self) -> bool:
        """Whether the person has been told once how the quiz goes."""
        return self._value(_HINT) is not None

    def keep_has_seen_hint(self) -> None:
        """Keep that the person has been told."""
        self._keep(_HINT, "seen")

    def _keep(self, name: str, value: str) -> None:
        with self._file.changing() as db:
            db.execute("INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)", (name, value))

    def _value(self, name: str) -> str | None:
        with self._file.explaining():
            row = self._file.db.execute("SELECT value FROM setting WHERE name = ?", (name,)).fetchone()
            return str(row[0]) if row else None
