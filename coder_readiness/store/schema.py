"""The tables, and how a file of each earlier version becomes one of this."""

import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from functools import cache

VERSION = 5

_ATTEMPT = """CREATE TABLE attempt (
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
    record TEXT
)"""
# What the history shows of a finished attempt: a part of its record, which is long, in a table of its own.
_OUTCOME = """CREATE TABLE outcome (
    attempt INTEGER PRIMARY KEY REFERENCES attempt (id) ON DELETE CASCADE,
    outcome TEXT NOT NULL
)"""
# `place` is where an answer comes in the order in which those of its attempt were first given; `private` says whether
# its question was private then, and is null if that is not known.
_ANSWER = """CREATE TABLE answer (
    attempt INTEGER NOT NULL REFERENCES attempt (id) ON DELETE CASCADE,
    question TEXT NOT NULL,
    answer TEXT NOT NULL,
    answered TEXT NOT NULL,
    carried INTEGER NOT NULL DEFAULT 0,
    place INTEGER NOT NULL DEFAULT 0,
    private INTEGER,
    PRIMARY KEY (attempt, question)
) WITHOUT ROWID"""
_CARD = """CREATE TABLE card (
    bank TEXT NOT NULL,
    question TEXT NOT NULL,
    due TEXT NOT NULL,
    reviewed TEXT NOT NULL,
    stability REAL NOT NULL,
    difficulty REAL NOT NULL,
    PRIMARY KEY (bank, question)
) WITHOUT ROWID"""
_SETTING = """CREATE TABLE setting (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID"""
_FLAG = """CREATE TABLE flag (
    bank TEXT NOT NULL,
    question TEXT NOT NULL,
    note TEXT NOT NULL,
    flagged TEXT NOT NULL,
    PRIMARY KEY (bank, question)
) WITHOUT ROWID"""
_TABLES = {
    "attempt": _ATTEMPT,
    "outcome": _OUTCOME,
    "answer": _ANSWER,
    "card": _CARD,
    "setting": _SETTING,
    "flag": _FLAG,
}


class DamageError(sqlite3.DatabaseError):
    """A file that SQLite can read, but that this program has not written so."""


class NewerError(Exception):
    """A file written by a later version of this program."""


def prepare(db: sqlite3.Connection) -> None:
    """Bring a file up to date, or make the tables of an empty one; what it holds is changed all at once or not at all.

    Raises NewerError, or DamageError if the tables are not those of this program.
    """
    if version_of(db) == VERSION and not _additions(db):
        _check_columns(db)
        return
    check_for_damage(db)
    with transaction(db):
        for kind, name in _additions(db):
            db.execute(f"DROP {kind} {name}")
        while (version := version_of(db)) != VERSION:  # no other program has done it meanwhile
            _STEPS[version](db)
            db.execute(f"PRAGMA user_version = {version + 1 if version else VERSION}")
        _check_columns(db)


def _check_columns(db: sqlite3.Connection) -> None:
    if not _new_columns() <= _columns(db):
        raise DamageError("its tables don't belong to this program")


def _additions(db: sqlite3.Connection) -> list[tuple[str, str]]:
    """Return what somebody has added to our tables and can change, delete or refuse what is kept: its kind and name."""
    return db.execute(
        f"SELECT type, printf('\"%w\"', name) FROM sqlite_master WHERE tbl_name IN {tuple(_TABLES)} "
        "AND (type = 'trigger' OR type = 'index' AND sql IS NOT NULL)"
    ).fetchall()


@cache
def _new_columns() -> frozenset[tuple[str, ...]]:
    """Return the columns of a new file."""
    with closing(sqlite3.connect(":memory:")) as db:
        _create(db)
        return _columns(db)


def _columns(db: sqlite3.Connection) -> frozenset[tuple[str, ...]]:
    """Return every column: its table, its name and type, whether it may be empty, and whether it is in the key."""
    return frozenset(
        db.execute(
            'SELECT of.name, it.name, it.type, it."notnull", it.pk '
            "FROM sqlite_master AS of, pragma_table_info(of.name) AS it WHERE of.type = 'table'"
        )
    )


def check_for_damage(db: sqlite3.Connection) -> None:
    """Look for damage in all of a file, which takes as long as to read it. Raises DamageError."""
    found = db.execute("PRAGMA quick_check(1)").fetchone()[0]
    if found != "ok":
        raise DamageError(found.splitlines()[-1])


@contextmanager
def transaction(db: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """Write at once, or not at all. Asking for the write lock first keeps two programs from waiting for each other."""
    db.execute("BEGIN IMMEDIATE")
    try:
        yield db
        db.commit()
    except BaseException:
        db.rollback()
        raise


def version_of(db: sqlite3.Connection) -> int:
    """Return the version of a file, 0 if it is new. Raises NewerError or DamageError if we know none of that number."""
    version = int(db.execute("PRAGMA user_version").fetchone()[0])
    if version > VERSION:
        raise NewerError
    if version < 0:
        raise DamageError("it has no version")
    return version


def _create(db: sqlite3.Connection) -> None:
    if db.execute("SELECT 1 FROM sqlite_master").fetchone():
        raise DamageError("it has no version")
    for table in _TABLES.values():
        db.execute(table)


def _from_1(db: sqlite3.Connection) -> None:
    """Version 1 told by the clock what was carried over and what came first, and kept the scheduler's own JSON."""
    db.execute("ALTER TABLE attempt RENAME COLUMN readiness TO record")
    db.execute("DELETE FROM attempt WHERE finished IS NULL AND id NOT IN (SELECT attempt FROM answer)")
    db.execute("ALTER TABLE answer ADD COLUMN carried INTEGER NOT NULL DEFAULT 0")
    db.execute("ALTER TABLE answer ADD COLUMN place INTEGER NOT NULL DEFAULT 0")
    # What was carried over is in an earlier attempt to the microsecond. A clock may have been set back: times say more
    # only if they are the same.
    db.execute(
        "UPDATE answer SET carried = 1 WHERE EXISTS (SELECT 1 FROM answer AS earlier "
        "WHERE earlier.attempt < answer.attempt AND earlier.question = answer.question "
        "AND earlier.answer = answer.answer AND earlier.answered = answer.answered)"
    )
    db.execute(
        "UPDATE answer SET place = (SELECT count(*) FROM answer AS other WHERE other.attempt = answer.attempt "
        "AND (1 - other.carried, other.answered, other.question) <= "
        "(1 - answer.carried, answer.answered, answer.question))"
    )
    db.execute(_CARD)
    for bank, question, card in db.execute("SELECT bank, question, card FROM practice").fetchall():
        with suppress(ValueError, TypeError, KeyError, RecursionError, sqlite3.IntegrityError, sqlite3.InterfaceError):
            kept = json.loads(card)
            fields = [kept[name] for name in ("due", "last_review", "stability", "difficulty")]
            db.execute("INSERT INTO card VALUES (?, ?, ?, ?, ?, ?)", (bank, question, *fields))
    db.execute("DROP TABLE practice")


def _from_2(db: sqlite3.Connection) -> None:
    """Version 2 kept nothing of the person beside attempts, and no questions that something is wrong with."""
    db.execute(_SETTING)
    db.execute(_FLAG)


def _from_3(db: sqlite3.Connection) -> None:
    """Version 3 did not keep which answers were to private questions."""
    db.execute("ALTER TABLE answer ADD COLUMN private INTEGER")


def _from_4(db: sqlite3.Connection) -> None:
    """Version 4 had to read the record of every attempt to list them."""
    db.execute(_OUTCOME)
    for (number,) in db.execute("SELECT id FROM attempt WHERE record IS NOT NULL").fetchall():
        (record,) = db.execute("SELECT record FROM attempt WHERE id = ?", (number,)).fetchone()
        keep_outcome(db, number, record)


def keep_outcome(db: sqlite3.Connection, attempt: int, record: str) -> None:
    """Keep what the history shows of an attempt's record, unless that is odd."""
    with suppress(ValueError, TypeError, LookupError, RecursionError):
        kept = json.loads(record)
        outcome = json.dumps({"next_step": kept["next_step"], "steps": kept["steps"]})
        db.execute("INSERT OR REPLACE INTO outcome (attempt, outcome) VALUES (?, ?)", (attempt, outcome))


_STEPS: Mapping[int, Callable[[sqlite3.Connection], None]] = {
    0: _create,
    1: _from_1,
    2: _from_2,
    3: _from_3,
    4: _from_4,
}
"""What makes of each earlier version the next one."""
