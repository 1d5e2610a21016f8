"""Attempts and their answers, kept in SQLite in the platform's data folder. Nothing leaves the machine."""

import contextlib
import json
import os
import sqlite3
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from coder_readiness.errors import StoreError
from coder_readiness.goals import Goal
from coder_readiness.sheet import Answer
from coder_readiness.text import printable

FILE = "attempts.sqlite3"
VERSION = 1
_BUSY_SECONDS = 10

AttemptMode = Literal["full", "quick", "update"]

_SCHEMA = """
CREATE TABLE attempt (
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
);
CREATE TABLE practice (
    bank TEXT NOT NULL,
    question TEXT NOT NULL,
    due TEXT NOT NULL,
    card TEXT NOT NULL,
    PRIMARY KEY (bank, question)
) WITHOUT ROWID;
CREATE TABLE answer (
    attempt INTEGER NOT NULL REFERENCES attempt (id) ON DELETE CASCADE,
    question TEXT NOT NULL,
    answer TEXT NOT NULL,
    answered TEXT NOT NULL,
    PRIMARY KEY (attempt, question)
) WITHOUT ROWID;
"""


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


class Store:
    """The attempts in one data folder. Every change is on the disk when its method returns; errors are StoreErrors."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE
        with _explained(self.path):
            if not folder.exists():
                folder.mkdir(parents=True, mode=0o700)
            # Created here, not by SQLite, so that nobody else can read it whatever the umask.
            os.close(os.open(self.path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o600))
            try:
                self._db = self._open()
            except sqlite3.DatabaseError as error:
                if isinstance(error, sqlite3.OperationalError):
                    raise  # the file is locked or cannot be reached; it may be sound
                raise StoreError(
                    f"{self._name} is damaged ({error}). It is kept as {printable(self._set_aside())}; "
                    "the next start begins an empty one."
                ) from error

    def _open(self) -> sqlite3.Connection:
        db = sqlite3.connect(self.path, timeout=_BUSY_SECONDS, isolation_level=None)
        try:
            db.execute("PRAGMA synchronous = FULL")
            db.execute("PRAGMA foreign_keys = ON")
            db.execute("PRAGMA secure_delete = ON")
            version = db.execute("PRAGMA user_version").fetchone()[0]
            if version > VERSION:
                raise StoreError(
                    f"{self._name} was written by a newer version of this program; "
                    "update the program, or give another --data-dir"
                )
            if version < VERSION:
                self._create(db)
        except BaseException:
            db.close()
            raise
        return db

    def _create(self, db: sqlite3.Connection) -> None:
        with _transaction(db):
            if db.execute("PRAGMA user_version").fetchone()[0] == 0:
                for statement in _SCHEMA.split(";"):
                    db.execute(statement)
                db.execute(f"PRAGMA user_version = {VERSION}")

    def _set_aside(self) -> str:
        """Give a damaged file a name that no other file has, and return that name."""
        number = 1
        while (aside := self.path.with_name(f"damaged-{number}-{FILE}")).exists():
            number += 1
        self.path.rename(aside)
        return aside.name

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
        with _explained(self.path), _transaction(self._db) as db:
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

    def go_full(self, attempt: int) -> None:
        """Turn a quick attempt into a full one."""
        with _explained(self.path), _transaction(self._db) as db:
            db.execute("UPDATE attempt SET mode = 'full' WHERE id = ?", (attempt,))

    def keep(self, attempt: int, question: str, answer: Answer, now: datetime) -> None:
        """Keep an answer, in place of an earlier one to the same question."""
        with _explained(self.path), _transaction(self._db) as db:
            if db.execute("SELECT 1 FROM attempt WHERE id = ?", (attempt,)).fetchone() is None:
                raise StoreError(f"attempt {attempt} has been deleted meanwhile, so this answer is not kept")
            db.execute(
                "INSERT INTO answer VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE "
                "SET answer = excluded.answer, answered = excluded.answered",
                (attempt, question, json.dumps(answer), now.isoformat()),
            )

    def finish(self, attempt: int, readiness: str, now: datetime) -> None:
        """Mark an attempt as finished, with its readiness as reported."""
        with _explained(self.path), _transaction(self._db) as db:
            db.execute(
                "UPDATE attempt SET finished = ?, readiness = ? WHERE id = ?", (now.isoformat(), readiness, attempt)
            )

    def attempt(self, attempt: int) -> Attempt:
        """Return an attempt; raises StoreError where there is none with that number."""
        with _explained(self.path):
            return self._get(attempt)

    def attempts(self) -> list[Attempt]:
        """Return every attempt, oldest first."""
        with _explained(self.path):
            return [self._get(row[0]) for row in self._db.execute("SELECT id FROM attempt ORDER BY id").fetchall()]

    def last(self, *, finished: bool) -> Attempt | None:
        """Return the last attempt that is finished, or that is not."""
        with _explained(self.path):
            row = self._db.execute(
                "SELECT max(id) FROM attempt WHERE (finished IS NOT NULL) = ?", (finished,)
            ).fetchone()
            return self._get(row[0]) if row[0] is not None else None

    def seen(self, before: int) -> frozenset[str]:
        """Return every question answered in the attempts before one."""
        with _explained(self.path):
            rows = self._db.execute("SELECT DISTINCT question FROM answer WHERE attempt < ?", (before,)).fetchall()
            return frozenset(row[0] for row in rows)

    def cards(self, bank: str) -> dict[str, str]:
        """Return what practice has kept of a bank's questions: by question id, its schedule as JSON."""
        with _explained(self.path):
            return dict(self._db.execute("SELECT question, card FROM practice WHERE bank = ?", (bank,)).fetchall())

    def due(self, bank: str | None, now: datetime) -> int:
        """Return how many practised questions of a bank are due again; of all banks where it is None."""
        with _explained(self.path):
            query = "SELECT count(*) FROM practice WHERE bank = ifnull(?, bank) AND due <= ?"
            return int(self._db.execute(query, (bank, now.isoformat())).fetchone()[0])

    def keep_card(self, bank: str, question: str, card: str, due: datetime) -> None:
        """Keep a question's schedule, in place of an earlier one."""
        with _explained(self.path), _transaction(self._db) as db:
            db.execute("INSERT OR REPLACE INTO practice VALUES (?, ?, ?, ?)", (bank, question, due.isoformat(), card))

    def forget(self, attempt: int | None) -> int:
        """Delete an attempt so that its bytes are gone; return how many were deleted.

        Where `attempt` is None, delete every attempt and all that practice has kept.
        """
        with _explained(self.path):
            if attempt is not None:
                self._get(attempt)
            with _transaction(self._db) as db:
                if attempt is not None:
                    count = db.execute("DELETE FROM attempt WHERE id = ?", (attempt,)).rowcount
                else:
                    count = db.execute("DELETE FROM attempt").rowcount
                    db.execute("DELETE FROM practice")
            self._db.execute("VACUUM")
            return count

    def _get(self, attempt: int) -> Attempt:
        row = self._db.execute(
            "SELECT id, started, finished, bank, bank_version, goal, seed, mode, step, previous, readiness "
            "FROM attempt WHERE id = ?",
            (attempt,),
        ).fetchone()
        if row is None:
            raise StoreError(f"there is no attempt {attempt}; `coder-readiness history` lists them")
        id_, started, finished, bank, bank_version, goal, seed, mode, step, previous, readiness = row
        answers = self._db.execute(
            "SELECT question, answer, answered FROM answer WHERE attempt = ? ORDER BY answered, question", (attempt,)
        ).fetchall()
        return Attempt(
            id=id_,
            started=datetime.fromisoformat(started),
            finished=datetime.fromisoformat(finished) if finished else None,
            bank=bank,
            bank_version=bank_version,
            goal=goal,
            seed=seed,
            mode=mode,
            step=step,
            previous=previous,
            answers={question: _answer(answer) for question, answer, _ in answers},
            answered={question: datetime.fromisoformat(at) for question, _, at in answers},
            readiness=readiness,
        )


def _answer(kept: str) -> Answer:
    answer = json.loads(kept)
    return tuple(answer) if isinstance(answer, list) else answer


@contextlib.contextmanager
def _transaction(db: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """Write at once, or not at all. Asking for the write lock first keeps two programs from waiting for each other."""
    db.execute("BEGIN IMMEDIATE")
    try:
        yield db
    except BaseException:
        db.rollback()
        raise
    db.commit()


@contextlib.contextmanager
def _explained(path: Path) -> Iterator[None]:
    """Turn what can go wrong with a file into one message that says what to do."""
    name = printable(str(path))
    try:
        yield
    except sqlite3.OperationalError as error:
        if "locked" in str(error):
            raise StoreError(f"{name} is in use by another program; try again in a moment") from error
        raise StoreError(f"{name} cannot be used: {error}; check the disk, or give another --data-dir") from error
    except (sqlite3.DatabaseError, ValueError, TypeError) as error:
        raise StoreError(
            f"{name} is damaged ({error}); move it away, and the next start begins an empty one"
        ) from error
    except OSError as error:
        raise StoreError(
            f"{name} cannot be used: {error.strerror}; check the folder, or give another --data-dir"
        ) from error
