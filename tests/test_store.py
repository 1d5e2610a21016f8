"""The attempts on disk: what is kept, who may read it, and what is said when it cannot be."""

import contextlib
import os
import sqlite3
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from coder_readiness.errors import StoreError
from coder_readiness.store import FILE, Attempt, Store
from tests.conftest import OpenStore

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def begin(store: Store, seed: int = 7) -> Attempt:
    return store.begin(bank="bank", bank_version="1", goal="first-job", seed=seed, now=NOON)


def test_an_attempt_is_kept_as_it_was_given(tmp_path: Path, open_store: OpenStore) -> None:
    store = open_store(tmp_path)
    begun = begin(store)
    store.keep(begun.id, "one", "yes", NOON + timedelta(seconds=1))
    store.keep(begun.id, "two", ("a", "b"), NOON + timedelta(seconds=2))
    store.keep(begun.id, "three", 2.5, NOON + timedelta(seconds=3))
    store.finish(begun.id, "{}", NOON + timedelta(minutes=1))
    store.close()

    assert open_store(tmp_path).attempts() == [
        Attempt(
            id=1,
            started=NOON,
            finished=NOON + timedelta(minutes=1),
            bank="bank",
            bank_version="1",
            goal="first-job",
            seed=7,
            mode="full",
            step=None,
            previous=None,
            answers={"one": "yes", "two": ("a", "b"), "three": 2.5},
            answered={
                "one": NOON + timedelta(seconds=1),
                "two": NOON + timedelta(seconds=2),
                "three": NOON + timedelta(seconds=3),
            },
            readiness="{}",
        )
    ]


def test_a_later_answer_replaces_an_earlier_one(tmp_path: Path, open_store: OpenStore) -> None:
    store = open_store(tmp_path)
    attempt = begin(store).id
    store.keep(attempt, "one", "yes", NOON)
    store.keep(attempt, "one", "no", NOON)
    assert store.attempt(attempt).answers == {"one": "no"}


def test_an_answer_is_on_the_disk_at_once(tmp_path: Path, open_store: OpenStore) -> None:
    store = open_store(tmp_path)
    attempt = begin(store).id
    store.keep(attempt, "one", "yes", NOON)
    assert open_store(tmp_path).attempt(attempt).answers == {"one": "yes"}


def test_last_finds_finished_and_unfinished_attempts(tmp_path: Path, open_store: OpenStore) -> None:
    store = open_store(tmp_path)
    assert store.last(finished=True) is None
    first, second = begin(store), begin(store)
    store.finish(first.id, "{}", NOON)
    finished, unfinished = store.last(finished=True), store.last(finished=False)
    assert finished is not None
    assert finished.id == first.id
    assert unfinished is not None
    assert unfinished.id == second.id


def test_an_update_carries_answers_over_with_their_age(tmp_path: Path, open_store: OpenStore) -> None:
    store = open_store(tmp_path)
    first = begin(store)
    store.keep(first.id, "old", "yes", NOON)
    store.keep(first.id, "gap", "no", NOON)
    later = NOON + timedelta(days=400)
    update = store.begin(
        bank="bank",
        bank_version="1",
        goal="first-job",
        seed=8,
        now=later,
        mode="update",
        previous=store.attempt(first.id),
        carried={"old"},
    )
    assert (update.previous, update.answers, update.answered) == (first.id, {"old": "yes"}, {"old": NOON})
    assert store.seen(update.id) == {"old", "gap"}
    assert store.previous(update) == store.attempt(first.id)
    assert store.previous(first) is None
    store.forget(first.id)
    assert store.previous(update) is None


def test_practice_is_kept_beside_the_attempts(tmp_path: Path, open_store: OpenStore) -> None:
    store = open_store(tmp_path)
    store.keep_card("bank", "one", '{"a": 1}', NOON)
    store.keep_card("bank", "one", '{"a": 2}', NOON + timedelta(days=1))
    store.keep_card("other", "one", "{}", NOON)
    assert store.cards("bank") == {"one": '{"a": 2}'}
    tomorrow = NOON + timedelta(days=1)
    assert (store.due("bank", NOON), store.due("bank", tomorrow)) == (0, 1)
    assert (store.due(None, NOON), store.due(None, tomorrow)) == (1, 2)


@pytest.mark.skipif(os.name != "posix", reason="other systems keep permissions elsewhere")
def test_only_the_owner_may_read_whatever_the_umask(tmp_path: Path, open_store: OpenStore) -> None:
    before = os.umask(0)
    try:
        open_store(tmp_path / "home")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "home").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "home" / FILE).stat().st_mode) == 0o600


def test_what_is_forgotten_is_gone_from_the_file(tmp_path: Path, open_store: OpenStore) -> None:
    store = open_store(tmp_path)
    first, second = begin(store), begin(store)
    store.keep(first.id, "question", "a-secret-answer", NOON)
    store.keep(second.id, "question", "another-answer", NOON)
    assert store.forget(first.id) == 1
    content = (tmp_path / FILE).read_bytes()
    assert b"a-secret-answer" not in content
    assert b"another-answer" in content
    assert [attempt.id for attempt in store.attempts()] == [second.id]


def test_forgetting_everything_forgets_practice_too(tmp_path: Path, open_store: OpenStore) -> None:
    store = open_store(tmp_path)
    begin(store), begin(store)
    store.keep_card("bank", "practised-question", "{}", NOON)
    assert store.forget(None) == 2
    assert store.attempts() == []
    assert store.cards("bank") == {}
    assert b"practised-question" not in (tmp_path / FILE).read_bytes()


def test_the_number_of_a_forgotten_attempt_is_not_used_again(tmp_path: Path, open_store: OpenStore) -> None:
    store = open_store(tmp_path)
    store.forget(begin(store).id)
    assert begin(store).id == 2


@pytest.mark.parametrize("method", ["attempt", "forget"])
def test_an_unknown_attempt_is_said(tmp_path: Path, open_store: OpenStore, method: str) -> None:
    with pytest.raises(StoreError, match=r"^there is no attempt 3; `coder-readiness history` lists them$"):
        getattr(open_store(tmp_path), method)(3)


def test_a_newer_file_is_refused_kindly(tmp_path: Path, open_store: OpenStore) -> None:
    open_store(tmp_path).close()
    with contextlib.closing(sqlite3.connect(tmp_path / FILE)) as db:
        db.execute("PRAGMA user_version = 99")
        db.commit()
    with pytest.raises(StoreError, match="was written by a newer version of this program; update the program"):
        open_store(tmp_path)


def test_a_damaged_file_is_set_aside_and_never_overwritten(tmp_path: Path, open_store: OpenStore) -> None:
    for number in (1, 2):
        (tmp_path / FILE).write_bytes(f"this is no database {number}".encode() * 100)
        with pytest.raises(StoreError, match=rf"is damaged .* It is kept as damaged-{number}-{FILE}; the next start"):
            open_store(tmp_path)
    assert open_store(tmp_path).attempts() == []
    assert (tmp_path / f"damaged-1-{FILE}").read_bytes().startswith(b"this is no database 1")
    assert (tmp_path / f"damaged-2-{FILE}").read_bytes().startswith(b"this is no database 2")


def test_a_locked_file_is_not_taken_for_a_damaged_one(tmp_path: Path, open_store: OpenStore) -> None:
    store = open_store(tmp_path)
    other = sqlite3.connect(tmp_path / FILE, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    store._db.execute("PRAGMA busy_timeout = 0")
    with pytest.raises(StoreError, match="is in use by another program; try again in a moment"):
        begin(store)
    other.close()
    assert (tmp_path / FILE).exists()


def test_a_folder_that_is_a_file_is_said(tmp_path: Path, open_store: OpenStore) -> None:
    (tmp_path / "home").write_text("")
    with pytest.raises(
        StoreError, match="cannot be used: Not a directory; check the folder, or give another --data-dir"
    ):
        open_store(tmp_path / "home")


def test_two_programs_can_write_to_the_same_store(tmp_path: Path, open_store: OpenStore) -> None:
    one, two = open_store(tmp_path), open_store(tmp_path)
    first, second = begin(one), begin(two)
    for number in range(20):
        one.keep(first.id, f"q{number}", "one", NOON)
        two.keep(second.id, f"q{number}", "two", NOON)
    assert set(one.attempt(first.id).answers.values()) == {"one"}
    assert set(one.attempt(second.id).answers.values()) == {"two"}


def test_answers_of_a_forgotten_attempt_are_refused(tmp_path: Path, open_store: OpenStore) -> None:
    one, two = open_store(tmp_path), open_store(tmp_path)
    attempt = begin(one)
    two.forget(attempt.id)
    with pytest.raises(StoreError, match="attempt 1 has been deleted meanwhile, so nothing more is kept of it"):
        one.keep(attempt.id, "one", "yes", NOON)
