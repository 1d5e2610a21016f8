"""What is kept, in one file: attempts and practice."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from sqlite3 import Connection

from coder_readiness.bank.answers import Answer
from coder_readiness.errors import StoreError
from coder_readiness.store.attempt import Attempt
from coder_readiness.store.cards import Cards
from coder_readiness.store.file import File
from coder_readiness.store.flags import Flags
from coder_readiness.store.history import History
from coder_readiness.store.rows import ODD, answer_text, attempt_from
from coder_readiness.store.schema import VERSION, check_for_damage, keep_outcome
from coder_readiness.store.settings import Settings


class Store:
    """The attempts in one data folder. Every change is on the disk when its method returns; errors are StoreErrors.

    If the file cannot be written, it can still be read; then every change is refused.
    """

    def __init__(self, folder: Path) -> None:
        self._file = File(folder)
        self._explained, self._changing = self._file.explaining, self._file.changing
        self._db = self._file.db
        self.settings = Settings(self._file)
        self.cards = Cards(self._file)
        self.flags = Flags(self._file)
        self.history = History(self._file)

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    def check_writable(self) -> None:
        """Write without changing anything, so that what keeps answers from being kept is known before the first."""
        with self._changing() as db:
            db.execute(f"PRAGMA user_version = {VERSION}")

    def keep(
        self, attempt: Attempt, question: str, answer: Answer, now: datetime, *, private: bool | None = None
    ) -> Attempt:
        """Keep an answer, in place of an earlier one to the same question; the first one keeps the attempt itself.

        `private` says of the question that its answers are for the person alone; None that this is not known.
        Returns the attempt as it was just before: another program may have kept answers of it meanwhile.
        """
        with self._changing() as db:
            before = self._get(self._insert(attempt) if attempt.id is None else self._open_one(attempt.id))
            db.execute(
                "INSERT INTO answer (attempt, question, answer, answered, private, place) "
                "SELECT ?, ?, ?, ?, ?, ifnull(max(place), 0) + 1 FROM answer WHERE attempt = ? "
                "ON CONFLICT DO UPDATE SET answer = excluded.answer, answered = excluded.answered, "
                "private = excluded.private, place = iif(carried, excluded.place, place), carried = 0",
                (before.id, question, answer_text(answer), now.isoformat(), private, before.id),
            )
            return before

    def go_full(self, attempt: Attempt) -> Attempt:
        """Turn a quick attempt into a full one, and return it."""
        if attempt.id is None:
            return replace(attempt, mode="full")
        with self._changing() as db:
            number = self._open_one(attempt.id)
            db.execute("UPDATE attempt SET mode = 'full' WHERE id = ?", (number,))
            return self._get(number)

    def finish(self, attempt: Attempt, record_of: Callable[[Attempt], str], now: datetime) -> Attempt:
        """Mark an attempt as finished, with the record of what is reported, and return it.

        `record_of` makes the record of the attempt as it is then: another program may have kept answers of it
        meanwhile, and can keep none between.
        """
        with self._changing() as db:
            number = self._insert(attempt) if attempt.id is None else self._open_one(attempt.id)
            record = record_of(self._get(number))
            db.execute("UPDATE attempt SET finished = ?, record = ? WHERE id = ?", (now.isoformat(), record, number))
            keep_outcome(db, number, record)
            return self._get(number)

    def _insert(self, attempt: Attempt) -> int:
        """Keep an attempt with what it carries over, and return its number."""
        if (
            attempt.source is not None
            and not self._db.execute("SELECT 1 FROM attempt WHERE id = ?", (attempt.source,)).fetchone()
        ):
            raise StoreError(
                f"Attempt {attempt.source}, which this one continues, was deleted in another window, "
                "so we can't save your answers."
            )
        # Its number is one to which no answers belong, even if somebody has deleted an attempt and left its answers.
        cursor = self._db.execute(
            "INSERT INTO attempt (id, started, bank, bank_version, goal, seed, mode, step, previous) VALUES "
            "((SELECT max(attempt) + 1 FROM answer WHERE attempt > (SELECT ifnull(max(id), 0) FROM attempt)), "
            "?, ?, ?, ?, ?, ?, ?, ?)",
            (
                attempt.started.isoformat(),
                *(attempt.bank, attempt.bank_version, attempt.goal, attempt.seed),
                *(attempt.mode, attempt.step, attempt.previous),
            ),
        )
        number = int(cursor.lastrowid or 0)
        self._db.executemany(
            "INSERT INTO answer (attempt, question, answer, answered, carried, place, private) "
            "VALUES (?, ?, ?, ?, TRUE, ?, ?)",
            [
                (
                    number,
                    name,
                    answer_text(answer),
                    attempt.answered[name].isoformat(),
                    place,
                    attempt.private.get(name),
                )
                for place, (name, answer) in enumerate(attempt.answers.items(), 1)
            ],
        )
        return number

    def _open_one(self, attempt: int) -> int:
        """Return an attempt's number; refuse to change one that another program has finished or deleted meanwhile."""
        row = self._db.execute("SELECT finished FROM attempt WHERE id = ?", (attempt,)).fetchone()
        if row is None:
            raise StoreError(f"Attempt {attempt} was deleted in another window, so we can't save your answers.")
        if row[0] is not None:
            raise StoreError(
                f"Attempt {attempt} was finished in another window, so we can't save your answers. "
                f"To see its report, type `coder-readiness report {attempt}`."
            )
        return attempt

    def attempt(self, attempt: int) -> Attempt:
        """Return an attempt; raises StoreError if there is none with that number, or if it cannot be read."""
        with self._explained():
            return self._get(attempt)

    def numbers(self) -> list[int]:
        """Return the number of every attempt, also of those that cannot be read."""
        with self._explained():
            return [row[0] for row in self._db.execute("SELECT id FROM attempt ORDER BY id").fetchall()]

    def last(self, *, finished: bool, bank: str | None = None, after: Attempt | None = None) -> Attempt | None:
        """Return the last attempt that is finished, or that is not; of one bank or any, started `after` one or not."""
        with self._explained():
            query = (
                "SELECT id FROM attempt WHERE (finished IS NOT NULL) = ? AND bank = ifnull(?, bank) AND id > ? "
                "ORDER BY id DESC"
            )
            rows = self._db.execute(query, (finished, bank, after.id if after else 0)).fetchall()
            return next((attempt for (number,) in rows if (attempt := self._get_or_none(number))), None)

    def previous(self, attempt: Attempt) -> Attempt | None:
        """Return the attempt that an update started from; None if it is no update, or if that one has been deleted."""
        with self._explained():
            query = "SELECT id FROM attempt WHERE id = ? AND id < ifnull(?, id + 1)"  # whatever a damaged file says
            row = self._db.execute(query, (attempt.previous, attempt.id)).fetchone()
            return self._get_or_none(row[0]) if row else None

    def answered_before(self, attempt: Attempt) -> frozenset[str]:
        """Return every question answered or skipped in the attempts before one."""
        with self._explained():
            query = "SELECT DISTINCT question FROM answer WHERE attempt < ifnull(?, attempt + 1)"
            return frozenset(row[0] for row in self._db.execute(query, (attempt.id,)).fetchall())

    def forget(self, attempt: int | None) -> int:
        """Delete an attempt so that its bytes are gone; return how many were deleted. Only ever for the person.

        If `attempt` is None, delete every attempt, all that practice has kept, and every file set aside as damaged.
        """
        with self._explained():
            with self._changing() as db:
                if attempt is not None:
                    count = db.execute("DELETE FROM attempt WHERE id = ?", (self._known(attempt),)).rowcount
                    if not count:
                        raise no_attempt(attempt, self.numbers())
                else:
                    count = db.execute("DELETE FROM attempt").rowcount
                    for table in ("card", "setting", "flag"):
                        db.execute(f"DELETE FROM {table}")
            if attempt is None:
                self._file.delete_damaged()
            self._file.make_smaller()
            return count

    def _get(self, attempt: int) -> Attempt:
        row = self._db.execute(
            "SELECT id, started, finished, bank, bank_version, goal, seed, mode, step, previous, record "
            "FROM attempt WHERE id = ?",
            (self._known(attempt),),
        ).fetchone()
        if row is None:
            raise _not_found(self._db, attempt, self.numbers())
        columns = "question, answer, answered, carried, private"
        answers = f"SELECT {columns} FROM answer WHERE attempt = ? ORDER BY place, question"
        try:
            return attempt_from(row, self._db.execute(answers, (attempt,)).fetchall())
        except ODD as error:
            raise StoreError(
                f"We can't read attempt {attempt}. To delete it, type `coder-readiness forget {attempt}`."
            ) from error

    def _known(self, attempt: int) -> int:
        """Return the number of an attempt; raises StoreError if no row can have it."""
        if attempt >> 63 not in {0, -1}:
            raise no_attempt(attempt, self.numbers())
        return attempt

    def _get_or_none(self, attempt: int) -> Attempt | None:
        """Return an attempt, or None if it cannot be read: it costs nothing but itself."""
        try:
            return self._get(attempt)
        except StoreError:
            return None


def _not_found(db: Connection, attempt: int, known: Sequence[int]) -> StoreError:
    """Return what to say of an attempt that was not found. Raises DamageError if its row is in the wrong place."""
    if attempt in known:
        check_for_damage(db)
    return no_attempt(attempt, known)


def no_attempt(attempt: int, known: Sequence[int]) -> StoreError:
    """Return what to say if none of the attempts that are known has a number."""
    if not known:
        return StoreError("You don't have any attempts yet. To take the quiz, type `coder-readiness quiz`.")
    return StoreError(f"There's no attempt {attempt}. To see your attempts, type `coder-readiness history`.")
