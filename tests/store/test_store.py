"""The attempts on disk: what is kept, who may read it, and what is said when it cannot be."""

import contextlib
import dataclasses
import os
import shutil
import signal
import sqlite3
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder_readiness.bank.answers import SKIP, Answer
from coder_readiness.errors import StoreError
from coder_readiness.store.attempt import Attempt, Card, begin, begin_rest
from coder_readiness.store.database import Store
from coder_readiness.store.file import FILE
from tests.conftest import OpenStore
from tests.kept import all_attempts, no_record
from tests.strategies import laws

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def new(seed: int = 7) -> Attempt:
    return begin(bank="bank", bank_version="1", goal="first-job", seed=seed, now=NOON)


def begun(store: Store, **answers: Answer) -> Attempt:
    """Keep the answers of a new attempt, or one, each a second after the one before, and return it."""
    attempt = new()
    for seconds, (question, answer) in enumerate((answers or {"question": "yes"}).items(), 1):
        attempt = store.keep(attempt, question, answer, NOON + timedelta(seconds=seconds))
    return store.attempt(attempt.id or 0)


def test_an_attempt_is_kept_as_it_was_given(tmp_path: Path, open_store: OpenStore) -> None:
    store = open_store(tmp_path)
    store.finish(begun(store, one="yes", two=("a", "b"), three=2.5), no_record, NOON + timedelta(minutes=1))
    store.close()

    assert all_attempts(open_store(tmp_path)) == [
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
            carried=frozenset(),
            record="{}",
        )
    ]


def test_the_first_of_all_seeds_is_a_seed(tmp_path: Path, open_store: OpenStore) -> None:
    store = open_store(tmp_path)
    store.keep(new(0), "question", "yes", NOON)
    assert store.attempt(1).seed == 0


def test_a_later_answer_replaces_an_earlier_one(tmp_path: Path, open_store: OpenStore) -> None:
    store = open_store(tmp_path)
    store.keep(begun(store, one="yes", two="yes"), "one", "no", NOON)
    assert list(store.attempt(1).answers.items()) == [("one", "no"), ("two", "yes")]


def test_an_answer_is_on_the_disk_at_once(tmp_path: Path, open_store: OpenStore) -> None:
    store = open_store(tmp_path)
    begun(store, one="yes")
    assert open_store(tmp_path).attempt(1).answers == {"one": "yes"}


def test_last_finds_finished_and_unfinished_attempts(tmp_path: Path, open_store: OpenStore) -> None:
    store = open_store(tmp_path)
    assert store.last(finished=True) is None
    first, second = begun(store), begun(store)
    first = store.finish(first, no_record, NOON)
    assert (store.last(finished=True), store.last(finished=False)) == (first, second)
    assert (store.last(finished=True, after=first), store.last(finished=False, after=first)) == (None, second)
    assert store.last(finished=False, bank="other") is None


def test_an_update_carries_answers_over_with_their_age(tmp_path: Path, open_store: OpenStore) -> None:
    store = open_store(tmp_path)
    first = begun(store, older="yes", gap="no", old="yes")
    later = NOON + timedelta(days=400)
    update = begin(
        bank="bank",
        bank_version="1",
        goal="first-job",
        seed=8,
        now=later,
        mode="update",
        previous=first,
        carried={"old", "older"},
    )
    assert (update.id, list(update.answers), set(update.carried)) == (None, ["older", "old"], {"old", "older"})
    assert store.answered_before(update) == {"old", "older", "gap"}
    assert all_attempts(store) == [first]
    store.keep(update, "gap", "yes", later)
    update = store.keep(store.attempt(2), "older", "no", later)
    assert update.answers == {"older": "yes", "old": "yes", "gap": "yes"}
    update = store.attempt(2)
    assert list(update.answers.items()) == [("old", "yes"), ("gap", "yes"), ("older", "no")]
    assert update.answered == {"old": first.answered["old"], "gap": later, "older": later}
    assert (update.previous, set(update.carried)) == (1, {"old"})
    assert store.answered_before(update) == {"old", "older", "gap"}
    assert store.previous(update) == first
    assert store.previous(first) is None
    store.forget(1)
    assert store.previous(update) is None


def test_practice_is_kept_beside_the_attempts(tmp_path: Path, open_store: OpenStore) -> None:
    store = open_store(tmp_path)
    tomorrow = NOON + timedelta(days=1)
    store.cards.keep("bank", "one", Card(NOON, NOON, 1, 5))
    store.cards.keep("bank", "one", Card(tomorrow, NOON, 2.5, 6))
    store.cards.keep("other", "one", Card(NOON, NOON, 1, 5))
    assert store.cards.of("bank") == {"one": Card(tomorrow, NOON, 2.5, 6)}
    assert (store.cards.due("bank", {"one"}, NOON), store.cards.due("bank", {"one"}, tomorrow)) == (0, 1)
    assert store.cards.due("bank", {"another"}, tomorrow) == 0  # a question that the bank no longer has


@pytest.mark.skipif(os.name != "posix", reason="other systems keep permissions elsewhere")
@pytest.mark.parametrize(("stability", "difficulty"), [(0.01, 1), (0.5, 10), (1e6, 5.5)])
def test_the_least_and_the_most_that_a_scheduler_may_give_is_kept(
    tmp_path: Path, open_store: OpenStore, stability: float, difficulty: float
) -> None:
    card = Card(NOON, NOON, stability, difficulty)
    store = open_store(tmp_path)
    store.cards.keep("bank", "question", card)
    assert store.cards.of("bank") == {"question": card}


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
    begun(store, question="a-secret-answer"), begun(store, question="another-answer")
    assert store.forget(1) == 1
    content = (tmp_path / FILE).read_bytes()
    assert b"a-secret-answer" not in content
    assert b"another-answer" in content
    assert [attempt.id for attempt in all_attempts(store)] == [2]


def test_forgetting_everything_forgets_practice_too(tmp_path: Path, open_store: OpenStore) -> None:
    store = open_store(tmp_path)
    begun(store), begun(store)
    store.cards.keep("bank", "practised-question", Card(NOON, NOON, 1, 5))
    assert store.forget(None) == 2
    assert all_attempts(store) == []
    assert store.cards.of("bank") == {}
    assert b"practised-question" not in (tmp_path / FILE).read_bytes()


def test_the_number_of_a_forgotten_attempt_is_not_used_again(tmp_path: Path, open_store: OpenStore) -> None:
    store = open_store(tmp_path)
    begun(store)
    store.forget(1)
    assert begun(store).id == 2


@pytest.mark.parametrize("method", ["attempt", "forget"])
def test_an_unknown_attempt_is_said(tmp_path: Path, open_store: OpenStore, method: str) -> None:
    with pytest.raises(
        StoreError, match=r"^You don't have any attempts yet. To take the quiz, type `coder-readiness quiz`.$"
    ):
        getattr(open_store(tmp_path), method)(3)
    store = open_store(tmp_path)
    begun(store)
    with pytest.raises(
        StoreError, match=r"^There's no attempt 3. To see your attempts, type `coder-readiness history`.$"
    ):
        getattr(store, method)(3)
    assert store.numbers() == [1]


def test_a_newer_file_is_refused_kindly(tmp_path: Path, open_store: OpenStore) -> None:
    open_store(tmp_path).close()
    with contextlib.closing(sqlite3.connect(tmp_path / FILE)) as db:
        db.execute("PRAGMA user_version = 99")
        db.commit()
    with pytest.raises(StoreError, match="was saved by a newer version of this program"):
        open_store(tmp_path)


def test_a_damaged_file_is_set_aside_and_never_overwritten(tmp_path: Path, open_store: OpenStore) -> None:
    for number in (1, 2):
        (tmp_path / FILE).write_bytes(f"this is no database {number}".encode() * 100)
        with pytest.raises(
            StoreError,
            match=rf"is damaged .* We kept the file as damaged-{number}-{FILE}. Next time, you'll start without",
        ):
            open_store(tmp_path)
    assert all_attempts(open_store(tmp_path)) == []
    assert (tmp_path / f"damaged-1-{FILE}").read_bytes().startswith(b"this is no database 1")
    assert (tmp_path / f"damaged-2-{FILE}").read_bytes().startswith(b"this is no database 2")


def test_a_locked_file_is_not_taken_for_a_damaged_one(tmp_path: Path, open_store: OpenStore) -> None:
    store = open_store(tmp_path)
    other = sqlite3.connect(tmp_path / FILE, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    store._db.execute("PRAGMA busy_timeout = 0")
    with pytest.raises(
        StoreError, match=r"is in use by another program\. Close that program, or try again in a moment\.$"
    ):
        begun(store)
    other.close()
    assert (tmp_path / FILE).exists()


def test_a_folder_that_is_a_file_is_said(tmp_path: Path, open_store: OpenStore) -> None:
    (tmp_path / "home").write_text("")
    with pytest.raises(StoreError, match="home\" isn't a folder"):
        open_store(tmp_path / "home")


def test_two_programs_can_write_to_the_same_store(tmp_path: Path, open_store: OpenStore) -> None:
    one, two = open_store(tmp_path), open_store(tmp_path)
    first, second = begun(one, q0="one"), begun(two, q0="two")
    for number in range(20):
        one.keep(first, f"q{number}", "one", NOON)
        two.keep(second, f"q{number}", "two", NOON)
    assert set(one.attempt(1).answers.values()) == {"one"}
    assert set(one.attempt(2).answers.values()) == {"two"}


def test_answers_of_a_forgotten_attempt_are_refused(tmp_path: Path, open_store: OpenStore) -> None:
    one, two = open_store(tmp_path), open_store(tmp_path)
    attempt = begun(one)
    two.forget(1)
    with pytest.raises(StoreError, match="Attempt 1 was deleted in another window, so we can't save your answers"):
        one.keep(attempt, "one", "yes", NOON)


def test_an_attempt_that_is_finished_is_changed_no_more(tmp_path: Path, open_store: OpenStore) -> None:
    one, two = open_store(tmp_path), open_store(tmp_path)
    attempt = begun(one, question="yes")
    finished = two.finish(attempt, no_record, NOON)
    was_finished = pytest.raises(
        StoreError,
        match=r"^Attempt 1 was finished in another window, so we can't save your answers\. "
        r"To see its report, type `coder-readiness report 1`\.$",
    )
    with was_finished:
        one.keep(attempt, "question", "no", NOON)
    with was_finished:
        one.go_full(attempt)
    with was_finished:
        one.finish(attempt, lambda attempt: '{"a": 1}', NOON)
    assert one.attempt(1) == finished


def test_the_record_knows_every_answer_of_an_attempt_that_another_program_answers_too(
    tmp_path: Path, open_store: OpenStore
) -> None:
    one, two = open_store(tmp_path), open_store(tmp_path)
    two._db.execute("PRAGMA busy_timeout = 0")
    attempt = begun(one, first="yes")
    two.keep(attempt, "before", "yes", NOON)

    def record_of(attempt: Attempt) -> str:
        with pytest.raises(StoreError, match="is in use by another program"):
            two.keep(attempt, "between", "yes", NOON)
        return " ".join(attempt.answers)

    finished = one.finish(attempt, record_of, NOON)
    assert (finished.record, list(finished.answers)) == ("first before", ["first", "before"])
    assert two.attempt(1) == finished


def test_an_attempt_is_not_finished_if_no_record_of_it_can_be_made(tmp_path: Path, open_store: OpenStore) -> None:
    store = open_store(tmp_path)
    attempt = begun(store)
    for unfinished in (attempt, new()):
        with pytest.raises(KeyboardInterrupt):
            store.finish(unfinished, lambda attempt: signal.default_int_handler(2, None), NOON)  # Ctrl-C
    assert all_attempts(store) == [attempt]


def test_nothing_is_kept_of_an_attempt_until_its_first_answer(tmp_path: Path, open_store: OpenStore) -> None:
    store = open_store(tmp_path)
    assert store.go_full(new()) == dataclasses.replace(new(), mode="full")
    assert all_attempts(store) == []
    first = begun(store)
    rest = begin_rest(store.finish(first, no_record, NOON), skips=True, bank_version="2", now=NOON)
    assert (rest.id, rest.answers, rest.bank_version) == (None, first.answers, "2")
    assert len(all_attempts(store)) == 1
    assert store.finish(rest, no_record, NOON).id == 2


def test_the_rest_of_an_attempt_carries_its_answers_over_with_or_without_skips(
    tmp_path: Path, open_store: OpenStore
) -> None:
    finished = begun(open_store(tmp_path), one="yes", two=SKIP)
    for skips, names in ((True, ["one", "two"]), (False, ["one"])):
        rest = begin_rest(finished, skips=skips, bank_version="1", now=NOON)
        assert (list(rest.answers), set(rest.carried)) == (names, set(names))


def test_nothing_that_was_forgotten_meanwhile_is_carried_over(tmp_path: Path, open_store: OpenStore) -> None:
    store = open_store(tmp_path)
    rest = begin_rest(begun(store, one="a-secret"), skips=True, bank_version="1", now=NOON)
    store.forget(1)
    with pytest.raises(StoreError, match="Attempt 1, which this one continues, was deleted in another window"):
        store.keep(rest, "two", "yes", NOON)
    assert all_attempts(store) == []


_TIMES = st.datetimes(datetime(1970, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC))


@given(st.lists(st.tuples(st.sampled_from("abcd"), st.sampled_from("xy"), _TIMES), min_size=1, max_size=9))
@laws
def test_the_order_of_answers_is_that_in_which_they_were_given_whatever_the_clock_says(
    tmp_path_factory: pytest.TempPathFactory, given_: list[tuple[str, str, datetime]]
) -> None:
    folder = tmp_path_factory.mktemp("store")
    with contextlib.closing(Store(folder)) as store:
        attempt, expected = new(), {}
        for question, answer, at in given_:
            attempt = store.keep(attempt, question, answer, at)
            expected[question] = answer
        assert list(store.attempt(1).answers.items()) == list(expected.items())
    shutil.rmtree(folder)


def test_durability_and_privacy_are_asked_of_the_database(
    tmp_path: Path, open_store: OpenStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_store(tmp_path).close()
    with contextlib.closing(sqlite3.connect(tmp_path / FILE)) as db:
        db.execute("PRAGMA journal_mode = WAL")
    monkeypatch.setattr(sqlite3, "connect", sqlite3.Connection)  # in place of the one that waits for no disk
    db = open_store(tmp_path)._db
    extra = 3
    in_memory = 2
    names = ("synchronous", "secure_delete", "foreign_keys", "temp_store", "journal_mode")
    asked = [db.execute(f"PRAGMA {name}").fetchone()[0] for name in names]
    assert asked == [extra, 1, 1, in_memory, "delete"]


@pytest.mark.parametrize("hours", [1, 10, 168, None])
def test_hours_a_week_are_kept_until_all_is_forgotten(tmp_path: Path, open_store: OpenStore, hours: int | None) -> None:
    store = open_store(tmp_path)
    assert (store.settings.hours_per_week, store.settings.asked_for_hours) == (None, False)
    store.settings.keep_hours_per_week(3)
    store.settings.keep_hours_per_week(hours)
    store.close()

    store = open_store(tmp_path)
    assert (store.settings.hours_per_week, store.settings.asked_for_hours) == (hours, True)
    store.forget(None)
    assert (store.settings.hours_per_week, store.settings.asked_for_hours) == (None, False)


def test_whether_a_question_was_private_goes_with_its_answer(tmp_path: Path, open_store: OpenStore) -> None:
    store = open_store(tmp_path)
    attempt = new()
    for question, private in (("one", True), ("two", False), ("three", None)):
        attempt = store.keep(attempt, question, "yes", NOON, private=private)
    finished = store.finish(attempt, no_record, NOON)
    store.keep(begin_rest(finished, skips=True, bank_version="1", now=NOON), "two", "no", NOON, private=True)
    assert store.attempt(1).private == {"one": True, "two": False}
    assert store.attempt(2).private == {"one": True, "two": True}


def test_what_was_forgotten_gives_its_room_back(tmp_path: Path, open_store: OpenStore) -> None:
    store = open_store(tmp_path)
    begun(store, **{f"question-{number}": "x" * 1000 for number in range(50)})
    size = (tmp_path / FILE).stat().st_size
    store.forget(1)
    assert (tmp_path / FILE).stat().st_size < size / 2
