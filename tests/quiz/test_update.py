"""Updating an attempt: what is asked again, in what order, and when one may stop."""

import re

import pytest

from coder_readiness.bank.answers import SKIP, UNKNOWN, Answer
from coder_readiness.bank.model import Bank
from coder_readiness.errors import LeftError
from coder_readiness.quiz.asking import Move, Prompt
from coder_readiness.quiz.attempt import Quiz
from coder_readiness.quiz.kept import carried_over, readable_sheet, whole_sheet
from coder_readiness.scoring.draw import AT_FIRST, drawn
from coder_readiness.scoring.readiness import assess
from coder_readiness.scoring.score import score
from coder_readiness.scoring.selection import is_certain
from coder_readiness.scoring.sheet import Sheet
from coder_readiness.store.database import Store
from tests.kept import all_attempts, no_record
from tests.scripted import (
    NOON,
    Clock,
    ScriptedAsker,
    begin,
    best,
    best_but_for_the_certificate,
    draw,
    take,
    update,
    worst,
)
from tests.strategies import completed, named


def test_an_update_closes_no_gap_with_what_was_right_before(bank: Bank, store: Store) -> None:
    def one_right(prompt: Prompt) -> Answer:
        competency = bank.home[prompt.question.id]
        if competency.id != "code-assignment":
            return best(prompt)
        right = prompt.question.id == drawn(bank, competency, Sheet(seed=7))[0].id
        return best(prompt) if right else worst(prompt)

    _, sheet = take(bank, store, begin(store, bank), [one_right])
    asker, updated = take(bank, store, update(store, bank), [best])
    again = [bank.questions[name] for name in asker.asked]
    assert [question.evidence for question in again] == ["self_report", "check", "check"]
    assert not {question.id for question in again[1:]} & sheet.answers.keys()
    assert assess(bank, updated).next_step is None


def test_an_update_asks_gaps_and_skips_again_with_unseen_checks(bank: Bank, store: Store) -> None:
    skipped = draw(bank)[1]

    def first_time(prompt: Prompt) -> Answer:
        competency = bank.home[prompt.question.id]
        if prompt.question.id == skipped:
            return SKIP
        if competency.id == "privacy":
            return UNKNOWN if prompt.question.evidence == "check" else worst(prompt)
        return best(prompt)

    _, sheet = take(bank, store, begin(store, bank), [first_time])
    carried = carried_over(bank, sheet)
    assert skipped not in carried
    assert not {name for name in carried if bank.home[name].id == "privacy"}
    asker, updated = take(bank, store, update(store, bank), [best], ("full", "report"))
    again = [bank.questions[name] for name in asker.asked if bank.home[name].id == "privacy"]
    assert len(again) == len(bank.competency["privacy"].base) + AT_FIRST
    assert not {question.id for question in again if question.evidence == "check"} & set(sheet.answers)
    given = {prompt.question.id: prompt.given for prompt in asker.prompts}
    assert {name: given[name] for name in given if bank.questions[name].evidence == "check"} == {
        question.id: None for question in again if question.evidence == "check"
    }
    assert {name: answer for name, answer in given.items() if answer is not None} == {
        name: sheet.answers[name] for name in asker.asked if bank.questions[name].evidence != "check"
    }
    assert skipped in asker.asked
    assert {bank.home[name].id for name in asker.asked} == {"privacy", bank.home[skipped].id}
    assert assess(bank, updated).next_step is None


def best_but_for_the_search(prompt: Prompt) -> Answer:
    searching = prompt.question.id.startswith(("job-search", "certificate"))
    return worst(prompt) if searching else best(prompt)


def test_an_update_asks_first_about_the_step_in_focus(bank: Bank, store: Store) -> None:
    def known(prompt: Prompt) -> Answer:
        return SKIP if prompt.question.id == draw(bank)[0] else best_but_for_the_search(prompt)

    take(bank, store, begin(store, bank), [known])
    asker, _ = take(bank, store, update(store, bank), [best], ("full", "report"))
    steps = [bank.number(bank.home[name].step) for name in asker.asked]
    focus = score(bank, readable_sheet(bank, store.attempt(1))).next_step
    assert focus
    first = bank.number(focus.step.id)
    assert first in steps
    assert steps == sorted(steps, key=lambda step: (step != first, step))


def test_an_update_stops_after_the_step_in_focus_and_the_next_one_knows_all_that_was_said(
    bank: Bank, store: Store
) -> None:
    take(bank, store, begin(store, bank), [worst])
    store.finish(store.attempt(1), no_record, NOON)
    asker, _ = take(bank, store, update(store, bank), [best])
    store.finish(store.attempt(2), no_record, NOON)
    assert {bank.home[name].step for name in asker.asked} == {"basic-requirements"}
    area = bank.home[asker.asked[0]].title
    to_go = f"{len(asker.asked)} questions to go, step 1 of 5, {area}. About 1 minute left."
    assert asker.prompts[0].where == to_go
    assert "That was the last question about step 1." in asker.told
    title, choices = asker.offered[0]
    assert title == f"You answered {len(asker.asked)} questions. What would you like to do next?"
    assert [choice.value for choice in choices] == ["report", "full", "change"]
    assert re.fullmatch(r"Go over the other steps, too \(\d\d questions, about \d+ minutes\)", choices[1].label)
    before, after = (score(bank, whole_sheet(bank, store, store.attempt(number))) for number in (1, 2))
    assert after.answered >= before.answered
    assert [step.complete for step in after.steps] == [True, False, False, False, False]
    asker, _ = take(bank, store, update(store, bank), [worst])
    assert {bank.home[name].step for name in asker.asked} == {"training"}
    shown = {prompt.question.id: prompt.given for prompt in asker.prompts if not prompt.question.is_check}
    assert shown == {name: store.attempt(1).answers[name] for name in shown}


def test_an_update_that_was_left_after_its_first_step_offers_the_rest_again(bank: Bank, store: Store) -> None:
    take(bank, store, begin(store, bank), [worst])
    with pytest.raises(LeftError):
        take(bank, store, update(store, bank), [best], (Move.LEAVE,))
    asker, _ = take(bank, store, store.attempt(2), [best], ("full", "report"))
    assert [choice.value for choice in asker.offered[0][1]] == ["report", "full", "change"]
    assert {bank.home[name].step for name in asker.asked} == {"training", "licence", "skills", "apply"}


def test_an_update_says_first_what_it_asks_and_when_one_may_stop(bank: Bank, store: Store) -> None:
    def opening() -> str:
        asker = ScriptedAsker([KeyboardInterrupt])
        with pytest.raises(LeftError):
            Quiz(bank, store, asker, Clock(), update(store, bank)).take()
        return asker.told[0]

    take(bank, store, begin(store, bank), [worst])
    store.finish(store.attempt(1), no_record, NOON)
    told = opening()
    count = sum(bank.home[name].step == "basic-requirements" for name in draw(bank, 8))
    assert re.match(
        rf"We'll start with step 1: {count} questions, about 1 minute\. Then you can see your result, or answer", told
    )
    assert re.search(r" answer \d\d more questions about the other steps\.$", told)
    take(bank, store, begin(store, bank), [best_but_for_the_certificate])
    store.finish(all_attempts(store)[-1], no_record, NOON)
    assert opening() == "1 question, about 1 minute."


def test_an_update_that_is_left_knows_no_less_than_before(bank: Bank, store: Store) -> None:
    _, before = take(bank, store, begin(store, bank), [best_but_for_the_search])
    with pytest.raises(LeftError):
        take(bank, store, update(store, bank), [best, KeyboardInterrupt], ("full",))
    so_far = whole_sheet(bank, store, store.attempt(2))
    assert score(bank, so_far).answered >= score(bank, before).answered
    for step, earlier in zip(score(bank, so_far).steps, score(bank, before).steps, strict=True):
        assert (step.low, step.high - step.low) >= (earlier.low, earlier.high - earlier.low)
    with pytest.raises(LeftError):
        take(bank, store, store.attempt(2), [SKIP, KeyboardInterrupt], ("full",))
    assert SKIP not in whole_sheet(bank, store, store.attempt(2)).answers.values()


def test_an_update_of_a_quick_attempt_asks_only_what_its_step_takes(bank: Bank, store: Store) -> None:
    asker, sheet = take(bank, store, begin(store, bank, "quick"), [best_but_for_the_certificate])
    assert is_certain(bank, sheet)
    asked_first = set(asker.asked)
    asker, sheet = take(bank, store, update(store, bank, "quick"), [worst])
    assert asker.asked == ["certificate-status"]
    assert asker.prompts[0].where == (
        "Update question, step 3 of 5, Coding certification. Up to 1 minute left in this step."
    )
    assert (
        "That's all we need: your next step is clear. "
        "Focus on step 3: Get certified. More questions wouldn't change that." in asker.told
    )
    assert asked_first == set(sheet.answers)


def test_an_update_of_a_quick_attempt_goes_on_where_the_gap_is_closed(bank: Bank, store: Store) -> None:
    take(bank, store, begin(store, bank, "quick"), [best_but_for_the_certificate])

    def licensed_by_now(prompt: Prompt) -> Answer:
        return best(prompt) if bank.home[prompt.question.id].step == "licence" else worst(prompt)

    asker, sheet = take(bank, store, update(store, bank, "quick"), [licensed_by_now])
    assert asker.asked[0] == "certificate-status"
    step = assess(bank, sheet).next_step
    assert step is not None
    assert (step.number, step.certain) == (4, True)
    assert named(bank, completed(bank, sheet, lambda question: question.best_answer)) == 4


def test_an_update_that_goes_on_to_the_full_quiz_still_counts_what_is_to_go(bank: Bank, store: Store) -> None:
    take(bank, store, begin(store, bank, "quick"), [worst])
    asker, _ = take(bank, store, update(store, bank, "quick"), [worst, best], ("full", "report"))
    assert re.match(r"\d+ questions to go, step 1 of 5, .+\. About \d+ minutes left\.$", asker.prompts[1].where)
    assert store.attempt(2).mode == "full"
