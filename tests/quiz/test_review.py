"""The review at the end: what was skipped, what is changed, and answers that contradict each other."""

import re
from datetime import timedelta

import pytest

from coder_readiness.bank.answers import SKIP, Answer
from coder_readiness.bank.model import Bank
from coder_readiness.errors import LeftError
from coder_readiness.quiz.asking import Move, Prompt
from coder_readiness.quiz.attempt import Quiz
from coder_readiness.quiz.kept import unasked
from coder_readiness.store.attempt import begin_rest
from coder_readiness.store.database import Store
from tests.kept import no_record
from tests.scripted import NOON, Clock, Reply, ScriptedAsker, begin, best, draw, take, worst


def fitting(prompt: Prompt) -> Answer:
    """Return the best answer; of several, the one that fits together with a full certification."""
    return "certified" if prompt.question.id == "exam-practice-results" else best(prompt)


def test_review_counts_and_asks_what_was_skipped(bank: Bank, store: Store) -> None:
    order = draw(bank)
    asker, sheet = take(bank, store, begin(store, bank), [SKIP, best, SKIP, fitting], ("skipped", "report"))
    title, choices = asker.offered[0]
    assert title == f"You answered {len(order) - 2} questions and skipped 2. What would you like to do next?"
    assert [choice.value for choice in choices] == ["report", "skipped", "change"]
    assert asker.asked[len(order) :] == [order[0], order[2]]
    assert SKIP not in sheet.answers.values()
    assert [choice.value for choice in asker.offered[1][1]] == ["report", "change"]


def test_what_an_answer_in_the_review_leaves_in_doubt_is_asked_before_the_report(bank: Bank, store: Store) -> None:
    def overrated(prompt: Prompt) -> Answer:
        return worst(prompt) if prompt.question.is_check else best(prompt)

    count = len(draw(bank))
    replies: list[Reply] = [*[SKIP] * count, overrated]
    asker, sheet = take(bank, store, begin(store, bank), replies, ("skipped", "report"))
    assert len(asker.asked) > 2 * count
    assert unasked(bank, sheet) == []


def test_review_changes_any_answer(bank: Bank, store: Store) -> None:
    order = draw(bank)
    replies: list[Reply] = [*[best] * len(order), "none"]
    choices = ("change", "basic-requirements", order[0], "report")
    asker, sheet = take(bank, store, begin(store, bank), replies, choices)
    assert asker.asked[-1] == order[0]
    assert sheet.answers[order[0]] == "none"
    assert store.attempt(1).answers[order[0]] == "none"


def test_what_is_answered_again_at_the_end_takes_no_more_minutes(bank: Bank, store: Store) -> None:
    asker, _ = take(bank, store, begin(store, bank), [*[best] * len(draw(bank)), worst], [Move.BACK, "report"])
    last = bank.home[asker.asked[-1]].title
    assert asker.prompts[-2].where == f"Question 80 of 80, step 5 of 5, {last}. About 1 minute left."
    assert asker.prompts[-1].where == f"Question 80 of 80, step 5 of 5, {last}."


def a_coder_without_years(prompt: Prompt) -> Answer:
    given: dict[str, Answer] = {
        "training-topics-covered": ("terminology",),
        "skill-inventory-state": "coder",
        "network-people": "coder",
        "work-experience-years": 0.0,
    }
    return given.get(prompt.question.id, fitting(prompt))


def test_answers_that_do_not_fit_together_are_pointed_out_and_can_be_changed(bank: Bank, store: Store) -> None:
    replies: list[Reply] = [*[a_coder_without_years] * len(draw(bank)), "sorted"]
    choices = ("contradictions", "skill-inventory-state", "both", "both", "report")
    asker, sheet = take(bank, store, begin(store, bank), replies, choices)
    assert len(asker.asked) == len(draw(bank)) + 1
    told, first, known, second, years = asker.told[-15:-10]
    assert told == "Two of your answers don't seem to fit together:"
    assert first == f"- {bank.questions['skill-inventory-state'].text}"
    assert known.startswith("  Your answer: I work as a coder and know which")
    assert second == "- How many years have you worked as a medical coder using US codes?"
    assert years == "  Your answer: 0 years"
    offered = [[choice.value for choice in choices] for _, choices in asker.offered]
    assert offered[0] == ["report", "contradictions", "change"]
    assert offered[1] == ["skill-inventory-state", "work-experience-years", "both"]
    assert sheet.answers["skill-inventory-state"] == "sorted"
    assert sheet.answers["work-experience-years"] == 0


def test_one_answer_that_is_changed_may_settle_several(bank: Bank, store: Store) -> None:
    replies: list[Reply] = [*[a_coder_without_years] * len(draw(bank)), 3.0]
    choices = ("contradictions", "work-experience-years", "report")
    asker, _ = take(bank, store, begin(store, bank), replies, choices)
    assert [choice.value for choice in asker.offered[-1][1]] == ["report", "change"]


def test_nothing_is_pointed_out_where_all_fits(bank: Bank, store: Store) -> None:
    asker, _ = take(bank, store, begin(store, bank), [fitting])
    assert [choice.value for choice in asker.offered[0][1]] == ["report", "change"]


def test_review_can_be_left_without_changing(bank: Bank, store: Store) -> None:
    choices: list[str | Move] = [
        *("change", Move.BACK),
        *("change", "apply", Move.BACK, Move.BACK),
        *("change", "skills", "privacy", Move.BACK, Move.BACK, Move.BACK),
        "report",
    ]
    asker, _ = take(bank, store, begin(store, bank), [best], choices)
    assert len(asker.asked) == len(draw(bank))
    step, competency = "Which step has the answer you want to change?", "Which area has the answer you want to change?"
    answer = "Which answer do you want to change?"
    assert [title for title, _ in asker.offered if "do next?" not in title] == [
        *(step, step, answer, step),
        *(step, competency, answer, competency, step),
    ]


def test_back_in_the_review_goes_on_going_back(bank: Bank, store: Store) -> None:
    count = len(draw(bank))
    replies: list[Reply] = [*[best] * count, Move.BACK, Move.BACK, worst, best]
    asker, sheet = take(bank, store, begin(store, bank), replies, [Move.BACK, "report"])
    third, second, last = draw(bank)[-3:]
    assert asker.asked[count:] == [last, second, third, second, last]
    assert sheet.answers[third] == worst(asker.prompts[-3])


def test_what_is_changed_in_a_finished_attempt_keeps_its_number(bank: Bank, store: Store) -> None:
    take(bank, store, begin(store, bank), [best])
    store.finish(store.attempt(1), no_record, NOON)
    sixth = draw(bank)[5]
    begun = begin_rest(store.attempt(1), skips=True, bank_version="1", now=NOON + timedelta(hours=1))
    choices: list[str | Move | type[BaseException]] = ["change", "training", sixth, Move.BACK, KeyboardInterrupt]
    asker = ScriptedAsker([best], choices)
    with pytest.raises(LeftError):
        Quiz(bank, store, asker, Clock(7200), begun).take()
    assert [re.findall(r"Question (\d+) of 80", prompt.where) for prompt in asker.prompts] == [["6"], ["6"]]
