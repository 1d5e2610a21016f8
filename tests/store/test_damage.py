"""A store that was damaged, cut short or of another kind: what can be kept is kept, and it is said."""

import contextlib
import dataclasses
import errno
import json
import os
import shutil
import sqlite3
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from coder_readiness.bank.answers import Special
from coder_readiness.errors import StoreError
from coder_readiness.scoring.record import Outcome, from_outcome, from_record
from coder_readiness.store.attempt import Attempt, Card
from coder_readiness.store.database import Store
from coder_readiness.store.file import FILE
from coder_readiness.store.schema import VERSION
from tests.conftest import OpenStore
from tests.kept import all_attempts
from tests.paths import STORES
from tests.store.damaged import ASIDE, CONTENT, PAGE, change, with_store
from tests.strategies import laws


def use(folder: Path) -> None:
    """Do everything that can be done with a store but forget."""
    with contextlib.closing(Store(folder)) as store:
        all_attempts(store)
        store.last(finished=True)
        store.last(finished=False)
        for attempt in all_attempts(store):
            store.answered_before(attempt)
        store.numbers()
        _ = store.settings.hours_per_week
        store.cards.due("bicycle-mechanic", {"wheels-dish"}, datetime.fromisoformat("2030-01-01T00:00:00+00:00"))


def as_json(kept: Attempt | Card) -> dict[str, Any]:
    """Return what was kept, as JSON gives it."""

    def plain(value: datetime | frozenset[str] | Special) -> str | list[str]:
        if isinstance(value, Special):
            return str(value.value)
        return value.isoformat() if isinstance(value, datetime) else sorted(value)

    fields: dict[str, Any] = json.loads(json.dumps(dataclasses.asdict(kept), default=plain))
    return fields


@pytest.mark.parametrize("kept", sorted(STORES.glob("*.sqlite3")), ids=lambda path: path.stem)
def test_the_stores_of_every_version_are_read_whole(tmp_path: Path, open_store: OpenStore, kept: Path) -> None:
    store = open_store(with_store(tmp_path / "home", kept.read_bytes()))
    expected = json.loads(kept.with_suffix(".json").read_text(encoding="utf-8"))

    assert [as_json(attempt) for attempt in all_attempts(store)] == expected["attempts"]
    assert {name: as_json(card) for name, card in store.cards.of("bicycle-mechanic").items()} == expected["cards"]
    assert store.settings.hours_per_week == expected.get("hours_per_week")
    for attempt, entry in zip(all_attempts(store), store.history.entries(), strict=True):
        assert (entry.finished, entry.answered) == (attempt.finished, len(attempt.answers))
        assert (attempt.record is None) == (entry.outcome is None)
        if attempt.record and entry.outcome:
            readiness = from_record(attempt.record)
            assert from_outcome(entry.outcome) == Outcome(readiness.next_step, readiness.steps)


def spans(most: int) -> st.SearchStrategy[bytes]:
    return st.binary(min_size=1, max_size=most)


in_a_head = st.builds(lambda page, at: page * PAGE + at, st.integers(0, len(CONTENT) // PAGE - 1), st.integers(0, 60))
damages = st.one_of(
    st.tuples(st.integers(0, 99), spans(4)),
    st.tuples(in_a_head, spans(4)),
    st.tuples(st.integers(0, len(CONTENT) - 1), spans(60)),
)
cuts = st.tuples(st.integers(1, len(CONTENT) - 1), st.integers(1, len(CONTENT)))


@laws
@given(damage=damages | cuts)
@example(damage=(PAGE + 130, b"\x80"))  # the number of an attempt: its row is then in the wrong place
@example(damage=(PAGE + 51, b"\0"))
def test_damage_anywhere_is_said_and_the_file_kept(
    tmp_path_factory: pytest.TempPathFactory, damage: tuple[int, bytes | int]
) -> None:
    start, what = damage
    if isinstance(what, int):
        content = CONTENT[:start] + CONTENT[start + what :]
    else:
        content = CONTENT[:start] + what + CONTENT[start + len(what) :]
    folder = tmp_path_factory.getbasetemp() / "damaged"
    shutil.rmtree(folder, ignore_errors=True)
    with_store(folder, content)
    try:
        use(folder)
    except StoreError as error:
        said = str(error)
        if "is damaged (" in said:
            assert said.endswith(f"We kept the file as {ASIDE}. Next time, you'll start without earlier attempts.")
            assert (folder / ASIDE).read_bytes() == content
            use(folder)
        else:
            assert "was saved by a newer version" in said or said.startswith("We can't read attempt ")
            assert (folder / FILE).exists()


@pytest.mark.parametrize(
    "content",
    [
        *(
            CONTENT[:50],
            CONTENT[:PAGE],
            CONTENT[:-PAGE],
            b"\0" * len(CONTENT),
            b"A plain text.\n" * 300,
            CONTENT[PAGE:],
        ),
        CONTENT.replace(b"tablecard", b"table\xff\xfe\xfd\xfc", 1),
    ],
    ids=["half a header", "one page", "no end", "zeros", "text", "no beginning", "a name that is no text"],
)
def test_what_is_no_store_is_set_aside(tmp_path: Path, open_store: OpenStore, content: bytes) -> None:
    with_store(tmp_path, content)
    with pytest.raises(
        StoreError,
        match=rf"is damaged \(.*\)\. We kept the file as {ASIDE}\. Next time, you'll start without earlier attempts",
    ):
        open_store(tmp_path)
    assert all_attempts(open_store(tmp_path)) == []
    assert (tmp_path / ASIDE).read_bytes() == content


def test_damage_where_nothing_is_read_is_found_before_the_first_change(tmp_path: Path, open_store: OpenStore) -> None:
    with contextlib.closing(sqlite3.connect(with_store(tmp_path) / FILE)) as db:
        (page,) = db.execute("SELECT rootpage FROM sqlite_master WHERE name = 'flag'").fetchone()
    start = (page - 1) * PAGE
    content = CONTENT[:start] + b"\xff" * PAGE + CONTENT[start + PAGE :]
    store = open_store(with_store(tmp_path, content))
    assert len(all_attempts(store)) == 2
    with pytest.raises(StoreError, match=rf"is damaged \(.*\)\. We kept the file as {ASIDE}"):
        store.settings.keep_hours_per_week(5)
    assert (tmp_path / ASIDE).read_bytes() == content


def test_damage_is_found_before_a_file_is_brought_up_to_date(tmp_path: Path, open_store: OpenStore) -> None:
    old = (STORES / "version-4.sqlite3").read_bytes()
    with contextlib.closing(sqlite3.connect(with_store(tmp_path, old) / FILE)) as db:
        (page,) = db.execute("SELECT rootpage FROM sqlite_master WHERE name = 'flag'").fetchone()
    start = (page - 1) * PAGE
    content = old[:start] + b"\xff" * PAGE + old[start + PAGE :]
    with pytest.raises(StoreError, match=r"is damaged \("):
        open_store(with_store(tmp_path, content))
    assert (tmp_path / ASIDE).read_bytes() == content


def test_an_empty_file_is_an_empty_store(tmp_path: Path, open_store: OpenStore) -> None:
    assert all_attempts(open_store(with_store(tmp_path, b""))) == []


def test_the_database_of_another_program_is_not_written_to(tmp_path: Path, open_store: OpenStore) -> None:
    change(tmp_path, "CREATE TABLE recipe (title TEXT)")
    content = (tmp_path / FILE).read_bytes()
    with pytest.raises(StoreError, match=rf"is damaged \(it has no version\)\. We kept the file as {ASIDE}"):
        open_store(tmp_path)
    assert (tmp_path / ASIDE).read_bytes() == content


@pytest.mark.parametrize(
    ("version", "message"),
    [
        (-1, r"is damaged \(it has no version\)"),
        (VERSION + 1, "saved by a newer version of this program"),
        (99, "saved by a newer version of this program"),
    ],
)
def test_a_version_that_there_is_not_yet_or_never_was_is_said(
    tmp_path: Path, open_store: OpenStore, version: int, message: str
) -> None:
    change(with_store(tmp_path), f"PRAGMA user_version = {version}")
    content = (tmp_path / FILE).read_bytes()
    with pytest.raises(StoreError, match=message):
        open_store(tmp_path)
    assert (tmp_path / (ASIDE if version < 0 else FILE)).read_bytes() == content


def test_a_newer_version_that_comes_while_the_file_is_open_is_said(tmp_path: Path, open_store: OpenStore) -> None:
    store = open_store(with_store(tmp_path))
    change(tmp_path, f"PRAGMA user_version = {VERSION + 1}")
    content = (tmp_path / FILE).read_bytes()
    for action in (store.check_writable, lambda: store.forget(1), store.settings.keep_has_seen_hint):
        with pytest.raises(StoreError, match="was saved by a newer version of this program"):
            action()
    assert (tmp_path / FILE).read_bytes() == content


@pytest.mark.skipif(os.name != "posix", reason="other systems let nobody move a file that is open")
@pytest.mark.parametrize("is_new_there", [True, False])
def test_damage_that_another_program_has_set_aside_costs_no_new_file(
    tmp_path: Path, open_store: OpenStore, is_new_there: bool
) -> None:
    one = open_store(with_store(tmp_path))
    damaged = CONTENT[:PAGE] + b"\xff" * (len(CONTENT) - PAGE)
    with_store(tmp_path, damaged)
    with pytest.raises(StoreError, match=f"We kept the file as {ASIDE}"):
        open_store(tmp_path).check_writable()
    if is_new_there:
        open_store(tmp_path).settings.keep_hours_per_week(7)
    with pytest.raises(
        StoreError, match=r"is damaged \(.*\)\. Another program has moved the file since\. Start again\.$"
    ) as said:
        one.attempt(1)
    assert {path.name for path in tmp_path.iterdir()} == ({FILE, ASIDE} if is_new_there else {ASIDE})
    assert (tmp_path / ASIDE).read_bytes() == damaged
    assert open_store(tmp_path).settings.hours_per_week == (7 if is_new_there else None)
    with pytest.raises(StoreError) as again:
        one.numbers()
    assert str(again.value) == str(said.value)


def test_damage_in_a_file_that_cannot_be_written_is_said(
    tmp_path: Path, open_store: OpenStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr("coder_readiness.store.file.make_private_file", refuse)
    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(
        StoreError,
        match=r"is damaged \(file is not a database\)\. Move the file to another folder\. Next time, ",
    ):
        open_store(with_store(tmp_path, b"x" * 5000))
    assert (tmp_path / FILE).read_bytes() == b"x" * 5000


def test_forgetting_everything_deletes_what_was_set_aside(
    tmp_path: Path, open_store: OpenStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_store(tmp_path, b"x" * 5000)
    with pytest.raises(StoreError):
        open_store(tmp_path)
    store = open_store(tmp_path)
    found = [tmp_path / ASIDE, tmp_path / f"damaged-2-{FILE}"]  # the second is deleted by another program just then
    monkeypatch.setattr(Path, "glob", lambda *_: found)
    assert store.forget(None) == 0
    assert [path.name for path in tmp_path.iterdir()] == [FILE]


def test_an_attempt_that_is_listed_but_not_found_means_damage(tmp_path: Path, open_store: OpenStore) -> None:
    store = open_store(with_store(tmp_path, CONTENT[: PAGE + 130] + b"\x80" + CONTENT[PAGE + 131 :]))
    lost = store.numbers()[-1]
    with pytest.raises(StoreError, match=rf"is damaged \(.*Rowid .* out of order\)\. We kept the file as {ASIDE}"):
        store.attempt(lost)


@pytest.mark.skipif(os.name != "posix", reason="other systems have no such files")
def test_what_is_no_file_is_said_and_left_alone(tmp_path: Path, open_store: OpenStore) -> None:
    os.mkfifo(tmp_path / FILE)
    with pytest.raises(StoreError, match=f"{FILE} isn't a file. Move it, or choose another folder with --data-dir.$"):
        open_store(tmp_path)
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / FILE).mkdir()
    with pytest.raises(StoreError, match=rf"{FILE} \(Is a directory\)\. Check the folder"):
        open_store(tmp_path / "other")
