"""Practice: what is asked first, what is said after each answer, and when it comes back."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from coder_readiness.bank.answers import SKIP, UNKNOWN, Answer
from coder_readiness.bank.loader import load_bank
from coder_readiness.bank.model import Bank
from coder_readiness.bank.questions.check import CheckQuestion
from coder_readiness.errors import ReadinessError
from coder_readiness.quiz.asking import Move, Prompt
from coder_readiness.quiz.practice import after_review, missed, pool, practice_order, practise
from coder_readiness.scoring.sheet import Sheet
from tests.conftest import OpenStore
from tests.scripted import Clock, ScriptedAsker
from tests.strategies import check

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def bank() -> Bank:
    return load_bank()


def best(prompt: Prompt) -> Answer:
    return prompt.question.best_answer


def card(due: datetime) -> str:
    """Return a kept schedule that is due at that time."""
    kept = json.loads(after_review(None, True, NOON)[0])
    return json.dumps({**kept, "due": due.isoformat()})


def test_missed_ones_come_first_then_due_then_new_then_the_rest(bank: Bank) -> None:
    questions = list(pool(bank, "privacy"))[:5]
    late, later, due, fresh, wrong = (question.id for question in questions)
    cards = {
        late: card(NOON + timedelta(days=3)),
        later: card(NOON + timedelta(days=9)),
        due: card(NOON - timedelta(days=1)),
    }
    order = practice_order(questions, {wrong}, cards, 1, NOON)
    assert [question.id for question in order] == [wrong, due, fresh, late, later]


def test_a_missed_one_that_has_been_practised_since_waits_until_it_is_due(bank: Bank) -> None:
    questions = list(pool(bank, "privacy"))[:2]
    wrong, fresh = (question.id for question in questions)
    order = practice_order(questions, {wrong}, {wrong: card(NOON + timedelta(days=3))}, 1, NOON)
    assert [question.id for question in order] == [fresh, wrong]


def test_missed_are_the_checks_that_earned_less_than_everything(bank: Bank) -> None:
    first, second, third, fourth = list(pool(bank, "medical-terminology"))[:4]
    base = bank.competency["medical-terminology"].base[0]
    answers: dict[str, Answer] = {first.id: first.best_answer, second.id: UNKNOWN, third.id: SKIP, base.id: UNKNOWN}
    assert isinstance(fourth, CheckQuestion)
    answers[fourth.id] = next(option.id for option in fourth.options if option.id != fourth.answer)
    assert missed(bank, Sheet(answers=answers)) == {second.id, fourth.id}


def test_right_answers_come_back_later_each_time_and_wrong_ones_soon() -> None:
    kept, due = after_review(None, True, NOON)
    first = due - NOON
    assert first >= timedelta(days=1)
    kept, again = after_review(kept, True, due)
    assert again - due > first
    _, soon = after_review(kept, False, again)
    assert soon - again < again - due
    assert after_review(None, True, NOON) == after_review(None, True, NOON)


def test_a_schedule_that_cannot_be_read_is_as_if_there_were_none(bank: Bank) -> None:
    questions = list(pool(bank, "privacy"))[:2]
    first, second = (question.id for question in questions)
    cards = {first: '{"due": 7}', second: "not even JSON"}
    assert practice_order(questions, set(), cards, 1, NOON) == practice_order(questions, set(), {}, 1, NOON)
    assert after_review("[]", True, NOON) == after_review(None, True, NOON)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("due", "2026-11-23T12:00:00"),
        ("due", "9999-12-31T23:59:59"),
        ("last_review", "2026-11-23"),
        ("stability", 0),
        ("stability", -1),
        ("stability", 10**100 * -1),
        ("stability", float("inf")),
        ("stability", float("nan")),
        ("difficulty", None),
        ("difficulty", 0),
        ("state", 3),
        ("state", float("inf")),
    ],
)
def test_a_schedule_that_nothing_can_go_on_from_is_as_if_there_were_none(bank: Bank, key: str, value: object) -> None:
    question = next(pool(bank, "privacy"))
    odd = json.dumps({**json.loads(card(NOON)), key: value})
    for right in (True, False):
        assert after_review(odd, right, NOON) == after_review(None, right, NOON)
    assert practice_order([question], set(), {question.id: odd}, 1, NOON) == [question]


def test_reason_and_source_follow_each_answer_and_the_schedule_is_kept(
    bank: Bank, tmp_path: Path, open_store: OpenStore
) -> None:
    store = open_store(tmp_path)
    questions = list(pool(bank, "privacy"))[:3]
    asker = ScriptedAsker([best, UNKNOWN, SKIP])
    practise(bank, store, asker, Clock(), questions, seed=1)
    right, wrong, _ = questions
    assert asker.told[:3] == ["Right.", " ".join((right.because or "").split()), f"Source: {right.source}."]
    assert asker.told[3] == "[waits before the next question]"
    assert asker.told[4].startswith("Not right. Best: ")
    assert asker.told[5:7] == [" ".join((wrong.because or "").split()), f"Source: {wrong.source}."]
    assert asker.told[7:] == ["[waits before the next question]", "Practice ended", "1 of 2 right."]
    assert set(store.cards(bank.roadmap.id)) == {right.id, wrong.id}
    assert store.attempts() == []


@pytest.mark.parametrize(
    ("due", "told"),
    [
        (1, "1 of 1 right. 1 question you practiced before is due again now, whenever you like to go on."),
        (2, "1 of 1 right. 2 questions you practiced before are due again now, whenever you like to go on."),
    ],
)
def test_what_is_due_again_is_said_at_the_end(
    bank: Bank, tmp_path: Path, open_store: OpenStore, due: int, told: str
) -> None:
    store = open_store(tmp_path)
    first, *others = list(pool(bank, "privacy"))[: due + 1]
    for question in others:
        store.keep_card(bank.roadmap.id, question.id, card(NOON), NOON)
    asker = ScriptedAsker([best])
    practise(bank, store, asker, Clock(), [first], seed=1)
    assert asker.told[-2:] == ["Practice ended", told]


def test_it_can_be_left_after_a_reason(bank: Bank, tmp_path: Path, open_store: OpenStore) -> None:
    asker = ScriptedAsker([best], pauses=[None, Move.LEAVE])
    practise(bank, open_store(tmp_path), asker, Clock(), list(pool(bank, "privacy"))[:4], seed=1)
    assert len(asker.asked) == 2
    assert asker.told[-1] == "2 of 2 right."


def test_there_is_nothing_to_go_back_to(bank: Bank, tmp_path: Path, open_store: OpenStore) -> None:
    asker = ScriptedAsker([SKIP])
    practise(bank, open_store(tmp_path), asker, Clock(), list(pool(bank, "privacy"))[:3], seed=1)
    assert [list(prompt.keys) for prompt in asker.prompts] == [["s", "?", "q"]] * 3
    assert [prompt.where.split(":")[0] for prompt in asker.prompts] == [f"Practice, question {n}" for n in (1, 2, 3)]


@pytest.mark.parametrize("how", [Move.LEAVE, KeyboardInterrupt, EOFError])
def test_it_can_be_left_at_any_time(
    bank: Bank, tmp_path: Path, open_store: OpenStore, how: Move | type[BaseException]
) -> None:
    asker = ScriptedAsker([how])
    practise(bank, open_store(tmp_path), asker, Clock(), pool(bank, None), seed=1)
    assert asker.told == ["Practice ended", "Nothing was answered."]


def test_what_another_window_practised_meanwhile_counts(bank: Bank, tmp_path: Path, open_store: OpenStore) -> None:
    question = next(pool(bank, "privacy"))
    one, two = open_store(tmp_path), open_store(tmp_path)

    def in_between(prompt: Prompt) -> Answer:
        practise(bank, two, ScriptedAsker([best]), Clock(), [question], seed=1)
        return best(prompt)

    practise(bank, one, ScriptedAsker([in_between]), Clock(), [question], seed=1)
    clock = Clock()
    clock()
    first, _ = after_review(None, True, NOON + timedelta(seconds=10))
    both, _ = after_review(first, True, NOON + timedelta(seconds=10))
    assert one.cards(bank.roadmap.id) == {question.id: both}


def test_what_cannot_be_practised_is_said(bank: Bank) -> None:
    with pytest.raises(ReadinessError, match="there is no competency 'dancing'"):
        list(pool(bank, "dancing"))
    with pytest.raises(ReadinessError, match="education has no knowledge checks to practice"):
        list(pool(bank, "education"))


def test_practice_asks_only_one_of_twins() -> None:
    first, second = (replace(check(f"c-{number}"), twin="same") for number in range(2))
    alone = check("c-2")
    asked = practice_order([first, second, alone], {"c-1"}, {}, 7, NOON)
    assert {question.id for question in asked} == {"c-1", "c-2"}
