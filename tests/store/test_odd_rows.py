"""A store whose file is sound, but not what somebody has put into it or changed in it."""

import contextlib
import json
import sqlite3
from datetime import timedelta, timezone
from pathlib import Path

import pytest

from coder_readiness.errors import StoreError
from coder_readiness.scoring.record import from_outcome
from coder_readiness.store.attempt import Card, begin
from coder_readiness.store.file import FILE
from tests.conftest import OpenStore
from tests.kept import all_attempts
from tests.paths import STORES
from tests.store.damaged import ASIDE, NOON, change, with_store


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("started", "yesterday"),
        ("started", "2026-01-01T00:00:00"),
        ("finished", b"\xff"),
        ("bank", b"bank"),
        ("goal", "no goal"),
        ("mode", "slow"),
        ("seed", -1),
        ("seed", "seven"),
        ("previous", "none"),
        ("record", b"{}"),
        ("step", 1 << 40),
    ],
)
def test_an_odd_attempt_is_named_and_can_be_forgotten(
    tmp_path: Path, open_store: OpenStore, column: str, value: object
) -> None:
    change(with_store(tmp_path), f"UPDATE attempt SET {column} = ? WHERE id = 2", value)
    store = open_store(tmp_path)
    if column == "step":  # a column of text makes text of a number
        assert store.attempt(2).step == str(value)
        return
    message = "^We can't read attempt 2. To delete it, type `coder-readiness forget 2`.$"
    with pytest.raises(StoreError, match=message):
        store.attempt(2)
    assert ([attempt.id for attempt in all_attempts(store)], store.numbers()) == ([1], [1, 2])
    assert (store.last(finished=False), store.last(finished=True)) == (None, store.attempt(1))
    assert store.forget(2) == 1
    assert store.numbers() == [1]


@pytest.mark.parametrize(
    "answer",
    ["", "no JSON", "NaN", "-Infinity", "1e999", "null", "true", "{}", "[1]", "[[]]", "[" * 9999, b"\xff", "1" * 400],
)
def test_an_odd_answer_costs_nothing_but_itself(tmp_path: Path, open_store: OpenStore, answer: object) -> None:
    with_store(tmp_path)
    answers = dict(open_store(tmp_path).attempt(2).answers)
    change(tmp_path, "UPDATE answer SET answer = ? WHERE attempt = 2 AND question = 'tools-used'", answer)
    del answers["tools-used"]
    assert open_store(tmp_path).attempt(2).answers == answers


def test_an_answer_that_is_no_utf_8_costs_nothing_but_itself(tmp_path: Path, open_store: OpenStore) -> None:
    before = open_store(with_store(tmp_path)).attempt(2).answers
    where = "attempt = 2 AND question = 'tools-used'"
    change(tmp_path, f"UPDATE answer SET answer = CAST(x'22ff22' AS TEXT) WHERE {where}")
    after = open_store(tmp_path).attempt(2).answers
    assert {name for name in before if after[name] != before[name]} == {"tools-used"}
    change(tmp_path, f"UPDATE answer SET question = CAST(x'ff' AS TEXT) WHERE {where}")
    assert dict(open_store(tmp_path).attempt(2).answers) == {n: a for n, a in before.items() if n != "tools-used"}


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("question", b"\xff"),
        ("due", "tomorrow"),
        ("reviewed", b"\xff"),
        ("stability", 0),
        ("stability", "much"),
        ("stability", float("inf")),
        ("difficulty", 11),
        ("difficulty", b""),
    ],
)
def test_an_odd_card_costs_nothing_but_itself(
    tmp_path: Path, open_store: OpenStore, column: str, value: object
) -> None:
    with_store(tmp_path)
    cards = open_store(tmp_path).cards.of("bicycle-mechanic")
    change(tmp_path, f"UPDATE card SET {column} = ? WHERE question = 'wheels-dish'", value)
    del cards["wheels-dish"]
    store = open_store(tmp_path)
    assert store.cards.of("bicycle-mechanic") == cards
    assert len(all_attempts(store)) == 2


@pytest.mark.parametrize("value", ["0", "-3", "many", "1.5", "", "\u00b2", "1\n", "1" * 5000])
def test_odd_hours_are_none(tmp_path: Path, open_store: OpenStore, value: str) -> None:
    change(with_store(tmp_path), "INSERT OR REPLACE INTO setting VALUES ('hours-per-week', ?)", value)
    assert open_store(tmp_path).settings.hours_per_week is None


def test_numbers_of_attempts_have_no_end(tmp_path: Path, open_store: OpenStore) -> None:
    store = open_store(tmp_path)
    for number in (10**30, -(10**30), 1 << 63, 0, -1):
        for method in (store.attempt, store.forget):
            with pytest.raises(StoreError, match=f"^(There's no attempt {number}\\. |You don't have any attempts)"):
                method(number)


@pytest.mark.parametrize("year", ["0001", "1899", "9000", "9999"])
@pytest.mark.parametrize("zone", ["+14:00", "-12:00"])
def test_a_time_that_no_calendar_shows_costs_nothing(
    tmp_path: Path, open_store: OpenStore, year: str, zone: str
) -> None:
    before = all_attempts(open_store(with_store(tmp_path)))
    at = f"{year}-01-01T00:00:00{zone}"
    change(tmp_path, "UPDATE attempt SET started = ?, finished = iif(finished IS NULL, NULL, ?)", at, at)
    change(tmp_path, "UPDATE answer SET answered = ?", at)
    after = all_attempts(open_store(tmp_path))
    assert [(one.id, one.answers, one.carried) for one in after] == [
        (one.id, one.answers, one.carried) for one in before
    ]
    for hours in (14, -14):
        shown = {one.started.astimezone(timezone(timedelta(hours=hours))).year for one in after}
        assert shown <= {1899, 1900, 8999, 9000}


MEDDLING = {
    "an index": "CREATE UNIQUE INDEX added ON answer (attempt) WHERE attempt > 2",
    "a column": "ALTER TABLE answer ADD COLUMN added TEXT NOT NULL DEFAULT 'x'",
    "a deletion": "CREATE TRIGGER added AFTER INSERT ON answer BEGIN DELETE FROM answer; END",
    "a forgery": "CREATE TRIGGER added AFTER INSERT ON answer BEGIN UPDATE answer SET answer = '1'; END",
    "an odd name": """CREATE TRIGGER "a'd ""d; [x]" BEFORE INSERT ON attempt BEGIN SELECT RAISE(ABORT, 'no'); END""",
}


@pytest.mark.parametrize("statement", MEDDLING.values(), ids=MEDDLING)
@pytest.mark.parametrize("version", [1, 5])
def test_what_somebody_has_added_changes_nothing(
    tmp_path: Path, open_store: OpenStore, statement: str, version: int
) -> None:
    content = (STORES / f"version-{version}.sqlite3").read_bytes()
    before = all_attempts(open_store(with_store(tmp_path / "sound", content)))
    change(with_store(tmp_path / "added", content), statement)
    store = open_store(tmp_path / "added")
    assert all_attempts(store) == before
    attempt = begin(bank="bank", bank_version="1", goal="first-job", seed=7, now=NOON)
    for question in ("one", "two"):
        attempt = store.keep(attempt, question, "yes", NOON)
    assert store.attempt(attempt.id or 0).answers == {"one": "yes", "two": "yes"}
    assert all_attempts(store)[:2] == before


@pytest.mark.parametrize(
    "statements",
    [
        ("ALTER TABLE answer RENAME TO hidden", "CREATE VIEW answer AS SELECT * FROM hidden"),
        (
            "CREATE TABLE copy AS SELECT * FROM attempt",
            "DROP TABLE attempt",
            "ALTER TABLE copy RENAME TO attempt",
        ),
        ("DROP TABLE setting", "CREATE TABLE setting (name TEXT NOT NULL, value TEXT NOT NULL)"),
    ],
    ids=["a view", "a copy", "a table without its key"],
)
def test_tables_that_take_no_answers_are_set_aside(
    tmp_path: Path, open_store: OpenStore, statements: tuple[str, ...]
) -> None:
    with_store(tmp_path)
    for statement in statements:
        change(tmp_path, statement)
    content = (tmp_path / FILE).read_bytes()
    with pytest.raises(StoreError, match=rf"is damaged \(its tables don't belong to this program\).* as {ASIDE}"):
        open_store(tmp_path)
    assert (tmp_path / ASIDE).read_bytes() == content


@pytest.mark.parametrize(
    ("version", "statement", "message"),
    [
        (2, "DROP TABLE answer", "no such table: answer"),
        (4, "ALTER TABLE answer RENAME TO answers", "its tables don't belong to this program"),
    ],
)
def test_a_migration_that_fails_changes_nothing(
    tmp_path: Path, open_store: OpenStore, version: int, statement: str, message: str
) -> None:
    change(with_store(tmp_path, (STORES / f"version-{version}.sqlite3").read_bytes()), statement)
    content = (tmp_path / FILE).read_bytes()
    with pytest.raises(StoreError, match=rf"is damaged \({message}\).* as {ASIDE}"):
        open_store(tmp_path)
    assert (tmp_path / ASIDE).read_bytes() == content


def test_answers_whose_attempt_is_gone_are_no_other_attempts(tmp_path: Path, open_store: OpenStore) -> None:
    with contextlib.closing(sqlite3.connect(with_store(tmp_path) / FILE)) as db:  # which deletes no answers with them
        db.executescript("DELETE FROM attempt; DELETE FROM sqlite_sequence")
    store = open_store(tmp_path)
    attempt = begin(bank="bank", bank_version="1", goal="first-job", seed=7, now=NOON)
    kept = store.keep(attempt, "tools-used", "yes", NOON)
    assert kept.answers == {}
    assert store.attempt(kept.id or 0).answers == {"tools-used": "yes"}
    change(tmp_path, "INSERT INTO outcome VALUES (?, '{}')", kept.id)
    record = json.loads((STORES / "version-5.json").read_text(encoding="utf-8"))["attempts"][0]["record"]
    store.finish(kept, lambda attempt: str(record), NOON)
    (entry,) = store.history.entries()
    assert entry.outcome
    assert from_outcome(entry.outcome).steps


@pytest.mark.parametrize("previous", [1, 2])
def test_attempts_that_continue_each_other_end(tmp_path: Path, open_store: OpenStore, previous: int) -> None:
    change(with_store(tmp_path), "UPDATE attempt SET previous = ?", previous)
    store = open_store(tmp_path)
    assert store.previous(store.attempt(1)) is None
    assert (store.previous(store.attempt(2)) is None) == (previous == 2)


@pytest.mark.parametrize("number", [0, -2, -(1 << 63)])
def test_an_attempt_whose_number_counts_nothing_can_be_forgotten(
    tmp_path: Path, open_store: OpenStore, number: int
) -> None:
    for table, column in (("attempt", "id"), ("answer", "attempt")):
        change(
            with_store(tmp_path) if table == "attempt" else tmp_path,
            f"UPDATE {table} SET {column} = ? WHERE {column} = 2",
            number,
        )
    store = open_store(tmp_path)
    message = f"^We can't read attempt {number}. To delete it, type `coder-readiness forget {number}`.$"
    with pytest.raises(StoreError, match=message):
        store.attempt(number)
    assert ([attempt.id for attempt in all_attempts(store)], store.numbers()) == ([1], [number, 1])
    assert store.last(finished=False) is None
    assert store.forget(number) == 1
    assert store.numbers() == [1]


@pytest.mark.parametrize("table", ["card", "setting", "flag"])
def test_what_somebody_has_added_refuses_nothing(tmp_path: Path, open_store: OpenStore, table: str) -> None:
    change(with_store(tmp_path), f"CREATE TRIGGER added BEFORE INSERT ON {table} BEGIN SELECT RAISE(ABORT, 'no'); END")
    store = open_store(tmp_path)
    store.cards.keep("bank", "one", Card(NOON, NOON, 1.0, 5.0))
    store.settings.keep_hours_per_week(7)
    store.flags.keep("bank", "one", NOON, "odd")
    kept = (
        set(store.cards.of("bank")),
        store.settings.hours_per_week,
        [flag.note for flag in store.flags.of("bank")],
    )
    assert kept == ({"one"}, 7, ["odd"])
