"""Practice: what is asked first, what is said after each answer, and when it comes back."""

import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from coder_readiness.bank.answers import SKIP, UNKNOWN, Answer
from coder_readiness.bank.model import Bank
from coder_readiness.bank.questions.check import CheckQuestion
from coder_readiness.bank.questions.typed import TypedQuestion
from coder_readiness.errors import ReadinessError
from coder_readiness.quiz.asking import Move, Prompt
from coder_readiness.quiz.practice import after_review, missed, pool, practice_checks, practice_order
from coder_readiness.scoring.sheet import Sheet
from coder_readiness.store.attempt import Card
from tests.builders import check
from tests.conftest import OpenStore
from tests.kept import all_attempts
from tests.scripted import NOON, Clock, ScriptedAsker, best

WELL_DONE = "Good work. Practice again in a few days to make it stick. After a few rounds, update your result."


def card(due: datetime) -> Card:
    """Return a card that is due at that time."""
    return replace(after_review(None, True, NOON), due=due)


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


def test_a_missed_one_that_has_been_practiced_since_waits_until_it_is_due(bank: Bank) -> None:
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
    first = after_review(None, True, NOON)
    assert first.due - NOON >= timedelta(days=1)
    second = after_review(first, True, first.due)
    assert second.due - first.due > first.due - NOON
    third = after_review(second, False, second.due)
    assert third.due - second.due < second.due - first.due
    assert after_review(None, True, NOON) == after_review(None, True, NOON)


@pytest.mark.parametrize("jump", [timedelta(days=-20_000), timedelta(seconds=-1), timedelta(days=20_000)])
def test_practice_goes_on_whatever_the_clock_has_done(jump: timedelta) -> None:
    card = after_review(after_review(None, True, NOON), True, NOON + jump)
    assert card.due >= NOON + jump
    assert (card.stability > 0, 1 <= card.difficulty <= 10) == (True, True)


def test_what_comes_back_on_a_day_is_due_from_its_first_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "America/New_York")
    time.tzset()
    try:
        evening = datetime(2026, 11, 25, 1, 30, tzinfo=UTC)  # 8:30 p.m. of the 24th
        assert [card(evening).is_due(evening - timedelta(hours=hours)) for hours in (-30, 0, 20, 21)] == [
            *(True, True, True, False),
        ]
    finally:
        monkeypatch.undo()
        time.tzset()


def test_reason_and_source_follow_each_answer_and_the_schedule_is_kept(
    bank: Bank, tmp_path: Path, open_store: OpenStore
) -> None:
    store = open_store(tmp_path)
    questions = list(pool(bank, "privacy"))[:3]
    asker = ScriptedAsker([best, UNKNOWN, SKIP])
    practice_checks(bank, store, asker, Clock(), questions, seed=1)
    right, wrong, _ = questions
    begin, *told = asker.told
    assert begin == (
        "We have 3 questions for you. After each one, you'll see the answer and the reason. "
        "Press q to stop whenever you like."
    )
    assert told[:3] == ["Right.", " ".join((right.because or "").split()), f"Source: {right.source}."]
    assert told[3] == "[waits before next question]"
    assert told[4].startswith("The answer: ")
    assert told[5:7] == [" ".join((wrong.because or "").split()), f"Source: {wrong.source}."]
    assert told[7:] == ["[waits before next question]", "How it went", f"You got 1 of 2 right. {WELL_DONE}"]
    assert set(store.cards.of(bank.roadmap.id)) == {right.id, wrong.id}
    assert all_attempts(store) == []


@pytest.mark.parametrize(
    ("due", "told"),
    [
        (1, "1 more question is due for another try today."),
        (2, "2 more questions are due for another try today."),
    ],
)
def test_what_is_due_again_is_said_at_the_end(
    bank: Bank, tmp_path: Path, open_store: OpenStore, due: int, told: str
) -> None:
    store = open_store(tmp_path)
    first, *others = list(pool(bank, "privacy"))[: due + 1]
    for question in others:
        store.cards.keep(bank.roadmap.id, question.id, card(NOON))
    asker = ScriptedAsker([best])
    practice_checks(bank, store, asker, Clock(), [first], seed=1)
    assert asker.told[-1] == f"You got 1 of 1 right. Good work. {told} Come back whenever you like."


def test_praise_is_for_right_answers(bank: Bank, tmp_path: Path, open_store: OpenStore) -> None:
    asker = ScriptedAsker([UNKNOWN, Move.LEAVE])
    practice_checks(bank, open_store(tmp_path), asker, Clock(), list(pool(bank, "privacy"))[:2], seed=1)
    assert asker.told[-1].startswith("You got 0 of 1 right. Try again ")


def test_it_can_be_left_after_a_reason(bank: Bank, tmp_path: Path, open_store: OpenStore) -> None:
    asker = ScriptedAsker([best], pauses=[None, Move.LEAVE])
    practice_checks(bank, open_store(tmp_path), asker, Clock(), list(pool(bank, "privacy"))[:4], seed=1)
    assert len(asker.asked) == 2
    assert asker.told[-1] == f"You got 2 of 2 right. {WELL_DONE}"


def test_after_a_reason_a_question_can_be_flagged_and_those_before_it_looked_back_at(
    bank: Bank, tmp_path: Path, open_store: OpenStore
) -> None:
    store, (first, second, *_) = open_store(tmp_path), list(pool(bank, "privacy"))
    asker = ScriptedAsker([best], pauses=[None, Move.BACK, Move.FLAG, Move.BACK, Move.LEAVE])
    practice_checks(bank, store, asker, Clock(), list(pool(bank, "privacy"))[:3], seed=1)
    assert asker.asked == [first.id, second.id]
    assert [one.question for one in store.flags.of(bank.roadmap.id)] == [second.id]
    back = asker.told.index("Looking back")
    assert first.text in asker.told[back:]
    assert "There's no earlier question to look back at." in asker.told[back:]


def test_earlier_questions_can_be_looked_back_at_with_their_reasons(
    bank: Bank, tmp_path: Path, open_store: OpenStore
) -> None:
    questions = list(pool(bank, "privacy"))[:3]
    asker = ScriptedAsker([Move.BACK, best, UNKNOWN, Move.BACK, Move.BACK, Move.BACK, Move.LEAVE])
    practice_checks(bank, open_store(tmp_path), asker, Clock(), questions, seed=1)
    assert [questions.index(prompt.question) for prompt in asker.prompts] == [0, 0, 1, 2, 2, 2, 2]
    nothing = "There's no earlier question to look back at."
    assert asker.told[1] == nothing
    first, second = questions[:2]
    right, answer = first.said(first.best_answer), second.said(second.best_answer)
    stop = "" if answer.endswith((".", "?", "!")) else "."
    lines = [line for one in (second, first) for line in ("Looking back", *one.record.splitlines(), one.text)]
    looked = asker.told[asker.told.index("Looking back") :]
    assert [line for line in looked if line in lines] == lines
    assert looked[len(lines) // 2 :][:2] == ["Your answer: I don't know", f"The answer: {answer}{stop}"]
    assert f"Your answer: {right}" in looked
    assert looked[looked.index(f"Your answer: {right}") + 1] == "Right."
    assert looked[-3:] == [nothing, "How it went", f"You got 1 of 2 right. {WELL_DONE}"]


def test_where_one_is_in_practice_is_said(bank: Bank, tmp_path: Path, open_store: OpenStore) -> None:
    asker = ScriptedAsker([SKIP])
    practice_checks(bank, open_store(tmp_path), asker, Clock(), list(pool(bank, "privacy"))[:3], seed=1)
    assert [prompt.where.split(":")[0] for prompt in asker.prompts] == [
        f"Practice, question {n} of 3" for n in (1, 2, 3)
    ]


@pytest.mark.parametrize("how", [Move.LEAVE, KeyboardInterrupt, EOFError])
def test_it_can_be_left_at_any_time(
    bank: Bank, tmp_path: Path, open_store: OpenStore, how: Move | type[BaseException]
) -> None:
    asker = ScriptedAsker([how])
    practice_checks(bank, open_store(tmp_path), asker, Clock(), list(pool(bank, None)), seed=1)
    assert asker.told[1:] == ["How it went", "You didn't answer any questions. Come back whenever you like."]


def test_what_another_window_practiced_meanwhile_counts(bank: Bank, tmp_path: Path, open_store: OpenStore) -> None:
    question = next(pool(bank, "privacy"))
    one, two = open_store(tmp_path), open_store(tmp_path)

    def in_between(prompt: Prompt) -> Answer:
        practice_checks(bank, two, ScriptedAsker([best]), Clock(), [question], seed=1)
        return best(prompt)

    practice_checks(bank, one, ScriptedAsker([in_between]), Clock(), [question], seed=1)
    clock = Clock()
    clock()
    first = after_review(None, True, NOON + timedelta(seconds=10))
    both = after_review(first, True, NOON + timedelta(seconds=10))
    assert one.cards.of(bank.roadmap.id) == {question.id: both}


def test_what_cannot_be_practiced_is_said(bank: Bank) -> None:
    with pytest.raises(ReadinessError, match=f'"{bank.competency["education"].title}" has no practice questions'):
        list(pool(bank, "education"))


def test_practice_asks_only_one_of_twins() -> None:
    first, second = (replace(check(f"c-{number}"), twin="same") for number in range(2))
    alone = check("c-2")
    asked = practice_order([first, second, alone], {"c-1"}, {}, 7, NOON)
    assert {question.id for question in asked} == {"c-1", "c-2"}


@pytest.mark.parametrize("line", ["I don't know", "idk", "dont know.", "I don\u2019t know"])
def test_not_knowing_a_code_can_be_typed_in_words(bank: Bank, line: str) -> None:
    question = next(one for one in bank.questions.values() if isinstance(one, TypedQuestion) and one.is_check)
    assert Prompt(question, (), "", "", practice=True).meaning_of(line) is UNKNOWN


def test_what_is_near_comes_first_and_choices_before_codes(bank: Bank) -> None:
    checks = [question for question in bank.questions.values() if question.is_check]
    near = {question.id for question in checks[::2]}
    order = practice_order(checks, set(), {}, 1, NOON, distance=lambda one: int(one.id not in near))
    turns = [(one.id not in near, isinstance(one, TypedQuestion)) for one in order]
    assert turns == sorted(turns)
