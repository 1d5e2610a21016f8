"""Attempts and their answers, kept in SQLite in the platform's data folder. Nothing leaves the machine."""

import contextlib
import json
import math
import sqlite3
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Literal, get_args

from coder_readiness.bank.answers import SKIP, Answer, special, written
from coder_readiness.bank.goals import GOALS, Goal
from coder_readiness.errors import StoreError
from coder_readiness.system import make_private_file, make_private_folder
from coder_readiness.text import printable

FILE = "attempts.sqlite3"
VERSION = 1
_BUSY_SECONDS = 10

AttemptMode = Literal["full", "quick", "update"]

_SCHEMA = (
    """CREATE TABLE attempt (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    started TEXT NOT NULL,
    finished TEXT,
    bank TEXT NOT NULL,
    bank_version TEXT NOT NULL,
    goal TEXT NOT NULL,
    seed INTEGER NOT NULL,
    mode TEXT NOT NULL,
    step TEXT,
    previous INTEGER,
    readiness TEXT
)""",
    """CREATE TABLE practice (
    bank TEXT NOT NULL,
    question TEXT NOT NULL,
    due TEXT NOT NULL,
    card TEXT NOT NULL,
    PRIMARY KEY (bank, question)
) WITHOUT ROWID""",
    """CREATE TABLE answer (
    attempt INTEGER NOT NULL REFERENCES attempt (id) ON DELETE CASCADE,
    question TEXT NOT NULL,
    answer TEXT NOT NULL,
    answered TEXT NOT NULL,
    PRIMARY KEY (attempt, question)
) WITHOUT ROWID""",
)


@dataclass(frozen=True)
class Attempt:
    """One sitting as it is kept. Times are in UTC; `answers` may cite questions the bank no longer has."""

    id: int
    started: datetime
    finished: datetime | None
    bank: str
    bank_version: str
    goal: Goal
    seed: int
    mode: AttemptMode
    step: str | None
    """The only step asked about, where the attempt was limited to one."""
    previous: int | None
    """The attempt that an update goes on from."""
    answers: dict[str, Answer]
    answered: dict[str, datetime]
    """When each answer was given."""
    readiness: str | None
    """The readiness as JSON, as it was reported when the attempt was finished."""

    @property
    def answered_anew(self) -> frozenset[str]:
        """The questions answered in this attempt, and not carried over from the one before."""
        return frozenset(name for name, at in self.answered.items() if at >= self.started)


class _DamageError(sqlite3.DatabaseError):
    """A file that SQLite can read, but that this program has not written so."""


class Store:
    """The attempts in one data folder. Every change is on the disk when its method returns; errors are StoreErrors."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE
        with self._explained():
            make_private_folder(folder)
            if not make_private_file(self.path):  # here, for SQLite would let others read it
                raise StoreError(f"{self._name} is not a file; move it away, or give another --data-dir")
            self._db = sqlite3.connect(self.path, timeout=_BUSY_SECONDS, isolation_level=None)
            try:
                self._open()
            except BaseException as error:
                self._db.close()
                if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_ERROR:
                    raise _DamageError(error) from error  # what every sound file lets us ask for
                raise

    def _open(self) -> None:
        db = self._db
        db.text_factory = bytes.decode  # what is no text is then a ValueError, as every other odd value is
        db.execute("PRAGMA journal_mode = DELETE")
        db.execute("PRAGMA synchronous = FULL")
        db.execute("PRAGMA foreign_keys = ON")
        db.execute("PRAGMA secure_delete = ON")
        db.execute("PRAGMA temp_store = MEMORY")  # no answer is ever written anywhere else
        version = db.execute("PRAGMA user_version").fetchone()[0]
        if version > VERSION:
            raise StoreError(
                f"{self._name} was written by a newer version of this program; "
                "update the program, or give another --data-dir"
            )
        if version == 0:
            self._create()
        found = db.execute("PRAGMA quick_check(1)").fetchone()[0]
        if found != "ok":
            raise _DamageError(found.splitlines()[-1])
        if not set(_SCHEMA) <= {row[0] for row in db.execute("SELECT sql FROM sqlite_master")}:
            raise _DamageError("its tables are not those of this program")

    def _create(self) -> None:
        with _transaction(self._db) as db:
            if db.execute("PRAGMA user_version").fetchone()[0] == 0:
                if db.execute("SELECT 1 FROM sqlite_master").fetchone():
                    raise _DamageError("it has no version")
                for statement in _SCHEMA:
                    db.execute(statement)
                db.execute(f"PRAGMA user_version = {VERSION}")

    @contextlib.contextmanager
    def _explained(self) -> Iterator[None]:
        """Turn what can go wrong with a file into one message that says what to do; set a damaged file aside."""
        try:
            yield
        except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
            if _means_damage(error):
                raise StoreError(f"{self._name} is damaged ({error}). {self._set_aside()}") from error
            if "locked" in str(error):
                raise StoreError(f"{self._name} is in use by another program; try again in a moment") from error
            raise StoreError(
                f"{self._name} cannot be used: {error}; check the disk, or give another --data-dir"
            ) from error
        except OSError as error:
            raise StoreError(
                f"{self._name} cannot be used: {error.strerror}; check the folder, or give another --data-dir"
            ) from error

    def _set_aside(self) -> str:
        """Give a damaged file a name that no other file has, and say so."""
        self._db.close()
        number = 1
        while (aside := self.path.with_name(f"damaged-{number}-{FILE}")).exists():
            number += 1
        try:
            self.path.rename(aside)
        except OSError:
            return "Move it away; the next start begins an empty one."
        return f"It is kept as {aside.name}; the next start begins an empty one."

    @property
    def _name(self) -> str:
        return printable(str(self.path))

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    def begin(
        self,
        *,
        bank: str,
        bank_version: str,
        goal: Goal,
        seed: int,
        now: datetime,
        mode: AttemptMode = "full",
        step: str | None = None,
        previous: Attempt | None = None,
        carried: Collection[str] = (),
    ) -> Attempt:
        """Begin an attempt and return it; an update carries answers over from the `previous` one, with their age."""
        with self._explained(), _transaction(self._db) as db:
            if previous:
                self._get(previous.id)  # it may have been forgotten meanwhile
            cursor = db.execute(
                "INSERT INTO attempt (started, bank, bank_version, goal, seed, mode, step, previous) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (now.isoformat(), bank, bank_version, goal, seed, mode, step, previous.id if previous else None),
            )
            attempt = int(cursor.lastrowid or 0)
            for question in carried if previous else ():
                db.execute(
                    "INSERT INTO answer SELECT ?, question, answer, answered FROM answer "
                    "WHERE attempt = ? AND question = ?",
                    (attempt, previous.id if previous else None, question),
                )
            return self._get(attempt)

    def begin_rest(self, attempt: Attempt, *, skips: bool, bank_version: str, now: datetime) -> Attempt:
        """Begin a full attempt with the answers of a finished one, its skips included or not, and return it."""
        with self._explained(), _transaction(self._db) as db:
            self._get(attempt.id)  # it may have been forgotten meanwhile
            cursor = db.execute(
                "INSERT INTO attempt (started, bank, bank_version, goal, seed, mode, previous) "
                "SELECT ?, bank, ?, goal, seed, 'full', previous FROM attempt WHERE id = ?",
                (now.isoformat(), bank_version, attempt.id),
            )
            rest = int(cursor.lastrowid or 0)
            db.execute(
                "INSERT INTO answer SELECT ?, question, answer, answered FROM answer "
                "WHERE attempt = ? AND (? OR answer <> ?)",
                (rest, attempt.id, skips, json.dumps(SKIP.value)),
            )
            return self._get(rest)

    def go_full(self, attempt: int) -> None:
        """Turn a quick attempt into a full one."""
        with self._explained(), _transaction(self._db) as db:
            self._check_open(attempt)
            db.execute("UPDATE attempt SET mode = 'full' WHERE id = ?", (attempt,))

    def keep(self, attempt: int, question: str, answer: Answer, now: datetime) -> Attempt:
        """Keep an answer, in place of an earlier one to the same question.

        Returns the attempt as it was just before: another program may have kept answers of it meanwhile.
        """
        with self._explained(), _transaction(self._db) as db:
            self._check_open(attempt)
            before = self._get(attempt)
            db.execute(
                "INSERT INTO answer VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE "
                "SET answer = excluded.answer, answered = excluded.answered",
                (attempt, question, json.dumps(written(answer)), now.isoformat()),
            )
            return before

    def finish(self, attempt: int, readiness: str, now: datetime) -> None:
        """Mark an attempt as finished, with its readiness as reported."""
        with self._explained(), _transaction(self._db) as db:
            self._check_open(attempt)
            db.execute(
                "UPDATE attempt SET finished = ?, readiness = ? WHERE id = ?", (now.isoformat(), readiness, attempt)
            )

    def _check_open(self, attempt: int) -> None:
        """Refuse to change an attempt that another program has finished or deleted meanwhile."""
        row = self._db.execute("SELECT finished FROM attempt WHERE id = ?", (attempt,)).fetchone()
        if row is None:
            raise StoreError(f"attempt {attempt} has been deleted meanwhile, so nothing more is kept of it")
        if row[0] is not None:
            raise StoreError(
                f"attempt {attempt} has been finished in another window meanwhile, so nothing more is kept of it; "
                f"`coder-readiness report {attempt}` shows its report"
            )

    def attempt(self, attempt: int) -> Attempt:
        """Return an attempt; raises StoreError where there is none with that number."""
        with self._explained():
            return self._get(attempt)

    def attempts(self) -> list[Attempt]:
        """Return every attempt, oldest first."""
        with self._explained():
            return [self._get(row[0]) for row in self._db.execute("SELECT id FROM attempt ORDER BY id").fetchall()]

    def last(self, *, finished: bool, bank: str | None = None) -> Attempt | None:
        """Return the last attempt that is finished, or that is not; of a bank, or of whatever bank."""
        with self._explained():
            query = "SELECT max(id) FROM attempt WHERE (finished IS NOT NULL) = ? AND bank = ifnull(?, bank)"
            row = self._db.execute(query, (finished, bank)).fetchone()
            return self._get(row[0]) if row[0] is not None else None

    def previous(self, attempt: Attempt) -> Attempt | None:
        """Return the attempt that an update goes on from; None where it is no update, or that has been forgotten."""
        with self._explained():
            row = self._db.execute("SELECT id FROM attempt WHERE id = ?", (attempt.previous,)).fetchone()
            return self._get(row[0]) if row else None

    def seen(self, before: int) -> frozenset[str]:
        """Return every question answered in the attempts before one."""
        with self._explained():
            rows = self._db.execute("SELECT DISTINCT question FROM answer WHERE attempt < ?", (before,)).fetchall()
            return frozenset(row[0] for row in rows)

    def cards(self, bank: str) -> dict[str, str]:
        """Return what practice has kept of a bank's questions: by question id, its schedule as JSON."""
        with self._explained():
            return dict(self._db.execute("SELECT question, card FROM practice WHERE bank = ?", (bank,)).fetchall())

    def due(self, bank: str | None, now: datetime) -> int:
        """Return how many practised questions of a bank are due again; of all banks where it is None."""
        with self._explained():
            query = "SELECT count(*) FROM practice WHERE bank = ifnull(?, bank) AND due <= ?"
            return int(self._db.execute(query, (bank, now.isoformat())).fetchone()[0])

    def keep_card(self, bank: str, question: str, card: str, due: datetime) -> None:
        """Keep a question's schedule, in place of an earlier one."""
        with self._explained(), _transaction(self._db) as db:
            db.execute("INSERT OR REPLACE INTO practice VALUES (?, ?, ?, ?)", (bank, question, due.isoformat(), card))

    def forget(self, attempt: int | None) -> int:
        """Delete an attempt so that its bytes are gone; return how many were deleted.

        Where `attempt` is None, delete every attempt, all that practice has kept, and every file set aside as damaged.
        """
        with self._explained():
            with _transaction(self._db) as db:
                if attempt is not None:
                    count = db.execute("DELETE FROM attempt WHERE id = ?", (_known(attempt),)).rowcount
                    if not count:
                        raise _no_attempt(attempt)
                else:
                    count = db.execute("DELETE FROM attempt").rowcount
                    db.execute("DELETE FROM practice")
            if attempt is None:
                for damaged in self.path.parent.glob(f"damaged-*-{FILE}"):
                    damaged.unlink()
            # The bytes are overwritten already (secure_delete). This makes the file smaller, for which there may be no
            # room on the disk, or no moment in which no other program reads.
            with contextlib.suppress(sqlite3.DatabaseError):
                self._db.execute("VACUUM")
            return count

    def _get(self, attempt: int) -> Attempt:
        try:
            row = self._db.execute(
                "SELECT id, started, finished, bank, bank_version, goal, seed, mode, step, previous, readiness "
                "FROM attempt WHERE id = ?",
                (_known(attempt),),
            ).fetchone()
            if row is None:
                raise _no_attempt(attempt)
            answers = self._db.execute(
                "SELECT question, answer, answered FROM answer WHERE attempt = ? ORDER BY answered, question",
                (attempt,),
            ).fetchall()
            return _attempt(row, answers)
        except (ValueError, TypeError, OverflowError, RecursionError) as error:
            raise StoreError(
                f"what is kept of attempt {attempt} cannot be read; `coder-readiness forget {attempt}` deletes it"
            ) from error


def _attempt(row: tuple[Any, ...], answers: list[tuple[Any, Any, Any]]) -> Attempt:
    """Return an attempt from its rows; raises ValueError and its like where they hold what is never written."""
    id_, started, finished, bank, bank_version, goal, seed, mode, step, previous, readiness = row
    for value in (bank, bank_version, step or "", readiness or "", *(question for question, _, _ in answers)):
        if not isinstance(value, str):
            raise TypeError(value)
    if goal not in GOALS or mode not in get_args(AttemptMode) or not 0 <= seed < 1 << 63 or (previous or 1) < 1:
        raise ValueError(row)
    return Attempt(
        id=id_,
        started=_time(started),
        finished=_time(finished) if finished else None,
        bank=bank,
        bank_version=bank_version,
        goal=goal,
        seed=seed,
        mode=mode,
        step=step,
        previous=previous,
        answers={question: _answer(answer) for question, answer, _ in answers},
        answered={question: _time(at) for question, _, at in answers},
        readiness=readiness,
    )


def _time(kept: str) -> datetime:
    time = datetime.fromisoformat(kept)
    if time.tzinfo is None or not 1970 < time.year < 9999:
        raise ValueError(kept)
    return time


def _answer(kept: str) -> Answer:
    answer: str | float | list[str] = json.loads(kept)
    if isinstance(answer, list) and all(isinstance(tick, str) for tick in answer):
        return tuple(answer)
    if isinstance(answer, str):
        return special(answer) or answer
    if isinstance(answer, (int, float)) and not isinstance(answer, bool) and math.isfinite(answer):
        return answer
    raise ValueError(kept)


def _known(attempt: int) -> int:
    """Return the number of an attempt; raises StoreError where it is larger than any."""
    if abs(attempt) >> 63:
        raise _no_attempt(attempt)
    return attempt


def _no_attempt(attempt: int) -> StoreError:
    return StoreError(f"there is no attempt {attempt}; `coder-readiness history` lists them")


@contextlib.contextmanager
def _transaction(db: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """Write at once, or not at all. Asking for the write lock first keeps two programs from waiting for each other."""
    db.execute("BEGIN IMMEDIATE")
    try:
        yield db
        db.commit()
    except BaseException:
        db.rollback()
        raise


def _means_damage(error: Exception) -> bool:
    """Tell damage from a file that is locked or cannot be reached, which may be sound."""
    if isinstance(error, (_DamageError, UnicodeDecodeError)):
        return True
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the rest of it tells the kinds of each apart
    return code in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
