"""The loop of an attempt, driven by a script: order, moves, review, resuming, updating, quick mode."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import accumulate, cycle
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder_readiness.bank.answers import PRIVATE, SKIP, UNKNOWN, Answer
from coder_readiness.bank.credits import TOLERANCE
from coder_readiness.bank.loader import load_bank
from coder_readiness.bank.model import Bank
from coder_readiness.bank.questions.number import NumberQuestion
from coder_readiness.bank.questions.several import SeveralQuestion
from coder_readiness.bank.questions.single import SingleQuestion
from coder_readiness.errors import LeftError
from coder_readiness.quiz.asking import Move, Prompt
from coder_readiness.quiz.attempt import Quiz
from coder_readiness.quiz.kept import carried_over, old_answers, readable_sheet, unasked, whole_sheet
from coder_readiness.scoring.draw import AT_FIRST, asked, asked_of, drawn, minutes
from coder_readiness.scoring.readiness import assess
from coder_readiness.scoring.score import score, score_competency
from coder_readiness.scoring.selection import is_certain
from coder_readiness.scoring.sheet import Sheet
from coder_readiness.store.attempt import Attempt, AttemptMode, begin_rest
from coder_readiness.store.attempt import begin as begin_attempt
from coder_readiness.store.database import Store
from tests.benchmarks.people import simulated_sheets
from tests.benchmarks.quick import quick_sheet
from tests.conftest import OpenStore
from tests.kept import all_attempts, no_record
from tests.scripted import Clock, Reply, ScriptedAsker
from tests.strategies import answers_to, completed, laws, named, partial_cases, whole_cases, with_answer

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def bank() -> Bank:
    return load_bank()


@pytest.fixture
def store(tmp_path: Path, open_store: OpenStore) -> Store:
    return open_store(tmp_path)


def begin(store: Store, bank: Bank, mode: AttemptMode = "full", step: str | None = None) -> Attempt:
    return begin_attempt(
        bank=bank.roadmap.id, bank_version="1", goal="first-job", seed=7, mode=mode, step=step, now=NOON
    )


def best(prompt: Prompt) -> Answer:
    return prompt.question.best_answer


def worst(prompt: Prompt) -> Answer:
    match prompt.question:
        case NumberQuestion():
            return 0.0
        case SeveralQuestion():
            return ()
        case SingleQuestion(options=options):
            return min(options, key=lambda option: option.credit).id
    return UNKNOWN


def best_but_for_the_certificate(prompt: Prompt) -> Answer:
    return worst(prompt) if prompt.question.id == "certificate-status" else best(prompt)


def draw(bank: Bank, seed: int = 7) -> list[str]:
    return [question.id for question in asked(bank, Sheet(seed=seed))]


def take(
    bank: Bank, store: Store, attempt: Attempt, replies: Sequence[Reply], choices: Sequence[str | Move] = ("report",)
) -> tuple[ScriptedAsker, Sheet]:
    asker = ScriptedAsker(replies, choices)
    return asker, Quiz(bank, store, asker, Clock(), attempt).take()


def test_the_whole_draw_is_asked_in_order_and_kept(bank: Bank, store: Store) -> None:
    asker, sheet = take(bank, store, begin(store, bank), [best])
    assert asker.asked == draw(bank)
    assert store.attempt(1).answers == sheet.answers
    assert assess(bank, sheet).next_step is None


def test_each_step_is_introduced_once(bank: Bank, store: Store) -> None:
    asker, _ = take(bank, store, begin(store, bank), [best])
    headings = [text for text in asker.told if text.startswith("Step ")]
    assert headings == [f"Step {number} of 5: {step.title}" for number, step in enumerate(bank.steps, 1)]


def test_where_it_is_said_on_every_question(bank: Bank, store: Store) -> None:
    asker, _ = take(bank, store, begin(store, bank), [best])
    total = len(draw(bank))
    first = bank.competency["education"].title
    assert asker.prompts[0].where.startswith(f"Step 1 of 5, question 1 of about {total}, about ")
    assert asker.prompts[0].where.endswith(f" min left: {first}")
    assert asker.prompts[-1].where.startswith(f"Step 5 of 5, question {total} of {total}, about 1 min left: ")


@pytest.mark.parametrize("answer", [best, worst, UNKNOWN])
def test_the_total_is_rounded_until_no_answer_to_come_can_change_it(
    bank: Bank, store: Store, answer: Answer | Callable[[Prompt], Answer]
) -> None:
    asker, sheet = take(bank, store, begin(store, bank), [answer])
    said = [re.findall(r"question (\d+) of (about )?(\d+)", prompt.where)[0] for prompt in asker.prompts]
    exact = [total for _, about, total in said if not about]
    assert set(exact) == {str(len(sheet.answers))}
    assert [about for _, about, _ in said] == ["about "] * (len(said) - len(exact)) + [""] * len(exact)
    assert all(int(number) <= int(total) for number, _, total in said)


def test_before_the_first_knowledge_question_a_person_hears_once_that_not_knowing_costs_nothing(
    bank: Bank, store: Store
) -> None:
    def heard(asker: ScriptedAsker) -> int:
        return sum('"I don\'t know" costs nothing' in text for text in asker.told)

    first = next(place for place, name in enumerate(draw(bank)) if bank.questions[name].is_check)
    before, after = (
        ScriptedAsker([*[best] * first, KeyboardInterrupt]),
        ScriptedAsker([best, Move.BACK, best], ["report"]),
    )
    with pytest.raises(LeftError):
        Quiz(bank, store, before, Clock(), begin(store, bank)).take()
    Quiz(bank, store, after, Clock(), store.attempt(1)).take()
    assert [heard(before), heard(after)] == [1, 1]  # the first time, there was no answer yet
    again, _ = take(bank, store, begin_rest(store.attempt(1), skips=True, bank_version="1", now=NOON), [best])
    assert heard(again) == 0


def test_back_goes_to_the_question_before_and_then_on(bank: Bank, store: Store) -> None:
    order = draw(bank)
    asker, _ = take(bank, store, begin(store, bank), [best, best, Move.BACK, Move.BACK, best])
    assert asker.asked[:7] == [order[0], order[1], order[2], order[1], order[0], order[2], order[3]]
    assert asker.prompts[3].given == bank.questions[order[1]].best_answer


def test_a_question_that_a_changed_answer_makes_needless_is_said_to_be(bank: Bank, store: Store) -> None:
    told = "Because of that answer, we no longer need the question you were on."
    asker, _ = take(bank, store, begin(store, bank, "quick"), [SKIP, Move.BACK, worst])
    assert asker.asked[0] == asker.asked[2] == "education-highest"
    assert told in asker.told
    asker, _ = take(bank, store, begin(store, bank), [SKIP, Move.BACK, worst])
    assert told not in asker.told


def test_back_on_the_first_question_says_so(bank: Bank, store: Store) -> None:
    asker, _ = take(bank, store, begin(store, bank), [Move.BACK, best])
    assert asker.asked[:2] == [draw(bank)[0]] * 2
    assert "There's no earlier answer to go back to." in asker.told


@pytest.mark.parametrize("how", [Move.LEAVE, KeyboardInterrupt, EOFError])
def test_leaving_keeps_every_answer(bank: Bank, store: Store, how: Reply) -> None:
    with pytest.raises(LeftError, match=r"^We saved 2 answers$"):
        take(bank, store, begin(store, bank), [best, best, how])
    assert list(store.attempt(1).answers) == draw(bank)[:2]


def test_resuming_goes_on_at_the_exact_question(bank: Bank, store: Store) -> None:
    with pytest.raises(LeftError):
        take(bank, store, begin(store, bank), [best, SKIP, best, Move.LEAVE])
    asker, sheet = take(bank, store, store.attempt(1), [best])
    assert asker.asked == draw(bank)[3:]
    assert len(sheet.answers) == len(draw(bank))


def test_review_counts_and_asks_what_was_skipped(bank: Bank, store: Store) -> None:
    order = draw(bank)
    asker, sheet = take(bank, store, begin(store, bank), [SKIP, best, SKIP, best], ("skipped", "report"))
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
    assert asker.prompts[-2].where == f"Step 5 of 5, question 80 of 80, about 1 min left: {last}"
    assert asker.prompts[-1].where == f"Step 5 of 5, question 80 of 80: {last}"


def a_coder_without_years(prompt: Prompt) -> Answer:
    given: dict[str, Answer] = {
        "skill-inventory-state": "coder",
        "network-people": "coder",
        "work-experience-years": 0.0,
    }
    return given.get(prompt.question.id, best(prompt))


def test_answers_that_do_not_fit_together_are_pointed_out_and_can_be_changed(bank: Bank, store: Store) -> None:
    replies: list[Reply] = [*[a_coder_without_years] * len(draw(bank)), "sorted"]
    choices = ("contradictions", "skill-inventory-state", "both", "both", "report")
    asker, sheet = take(bank, store, begin(store, bank), replies, choices)
    assert len(asker.asked) == len(draw(bank)) + 1
    assert asker.told[-3].startswith('"I work as a coder and know which')
    assert asker.told[-3].endswith(""" and "0 years" don't seem to fit together.""")
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
    asker, _ = take(bank, store, begin(store, bank), [best])
    assert [choice.value for choice in asker.offered[0][1]] == ["report", "change"]


@pytest.mark.parametrize(
    ("reply", "left"), [("leave", True), (Move.LEAVE, True), (Move.BACK, False), ("continue", False)]
)
def test_leaving_is_asked_about_once_there_is_an_answer(
    bank: Bank, store: Store, reply: str | Move, left: bool
) -> None:
    asker = ScriptedAsker([best, Move.LEAVE, best], [reply, "report"])
    quiz = Quiz(bank, store, asker, Clock(), begin(store, bank))
    if left:
        with pytest.raises(LeftError, match=r"^We saved 1 answer$"):
            quiz.take()
    else:
        assert len(quiz.take().answers) == len(draw(bank))
    assert asker.asked[1:3] == [draw(bank)[1]] * (1 if left else 2)
    assert not quiz.unfinished


def test_the_result_so_far_can_be_seen_at_any_question(bank: Bank, store: Store) -> None:
    quiz = Quiz(bank, store, ScriptedAsker([best, Move.LEAVE], ["result"]), Clock(), begin(store, bank))
    assert list(quiz.take().answers) == draw(bank)[:1]
    assert quiz.unfinished


def test_the_hint_is_said_once_and_the_end_each_time(bank: Bank, store: Store) -> None:
    hint = "Answers are saved as you go. Press q at any time to stop or to see your result."
    told = [take(bank, store, begin(store, bank, step="training"), [best])[0].told for _ in range(2)]
    assert [(one.count(hint), one.count("That was the last question.")) for one in told] == [(1, 1), (0, 1)]


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
    replies: list[Reply] = [*[best] * count, Move.BACK, Move.BACK, worst]
    asker, sheet = take(bank, store, begin(store, bank), replies, [Move.BACK, "report"])
    assert asker.asked[count:] == draw(bank)[: count - 4 : -1]
    assert sheet.answers[draw(bank)[-3]] == worst(asker.prompts[-1])


def test_what_is_changed_in_a_finished_attempt_keeps_its_number(bank: Bank, store: Store) -> None:
    take(bank, store, begin(store, bank), [best])
    store.finish(store.attempt(1), no_record, NOON)
    sixth = draw(bank)[5]
    begun = begin_rest(store.attempt(1), skips=True, bank_version="1", now=NOON + timedelta(hours=1))
    choices: list[str | Move | type[BaseException]] = ["change", "training", sixth, Move.BACK, KeyboardInterrupt]
    asker = ScriptedAsker([best], choices)
    with pytest.raises(LeftError):
        Quiz(bank, store, asker, Clock(7200), begun).take()
    assert [re.findall(r"question (\d+) of 80", prompt.where) for prompt in asker.prompts] == [["6"], ["6"]]


def test_nothing_to_go_back_to_is_said(bank: Bank, store: Store) -> None:
    take(bank, store, begin(store, bank), [best])
    store.finish(store.attempt(1), no_record, NOON)
    begun = begin_rest(store.attempt(1), skips=True, bank_version="1", now=NOON + timedelta(hours=1))
    asker, _ = take(bank, store, begun, [best], [Move.BACK, "report"])
    assert "There's no earlier answer to go back to." in asker.told
    assert asker.asked == []


def test_a_changed_answer_keeps_its_number_when_gone_on_with(bank: Bank, store: Store) -> None:
    replies: list[Reply] = [best, best, best, Move.BACK, Move.BACK, Move.BACK, best, KeyboardInterrupt]
    with pytest.raises(LeftError):
        take(bank, store, begin(store, bank), replies)
    asker = ScriptedAsker([Move.BACK, Move.BACK, Move.BACK, KeyboardInterrupt])
    with pytest.raises(LeftError):
        Quiz(bank, store, asker, Clock(), store.attempt(1)).take()
    assert asker.asked == [draw(bank)[place] for place in (3, 2, 1, 0)]
    assert [re.findall(r"question (\d+) of", prompt.where) for prompt in asker.prompts] == [["4"], ["3"], ["2"], ["1"]]


def test_one_step_alone_can_be_asked(bank: Bank, store: Store) -> None:
    asker, _ = take(bank, store, begin(store, bank, step="licence"), [best])
    assert asker.asked == [name for name in draw(bank) if bank.home[name].step == "licence"]


def test_quick_mode_stops_when_certain_and_says_so(bank: Bank, store: Store) -> None:
    asker, sheet = take(bank, store, begin(store, bank, "quick"), [worst])
    assert len(sheet.answers) < 5
    assert (
        f"That's all we need: your next step is clear after {len(sheet.answers)} of {len(draw(bank))} questions. "
        "Focus on step 1: Meet the basic requirements. No other answer could change that."
    ) in asker.told
    step = assess(bank, sheet).next_step
    assert step is not None
    assert (step.number, step.certain) == (1, True)


def test_quick_mode_goes_on_to_the_full_quiz_without_asking_twice(bank: Bank, store: Store) -> None:
    asker, sheet = take(bank, store, begin(store, bank, "quick"), [best], ("full", "report"))
    assert asker.told[asker.told.index("Quick quiz") + 1].endswith(
        f" of {len(draw(bank))} questions. You're ready in every step. No other answer could change that."
    )
    assert sorted(asker.asked) == sorted(draw(bank))
    assert store.attempt(1).mode == "full"
    assert len(sheet.answers) == len(draw(bank))


@pytest.mark.parametrize("step", [None, "apply"])
def test_after_its_report_a_part_goes_on_to_the_full_quiz_without_asking_twice(
    bank: Bank, store: Store, step: str | None
) -> None:
    mode: AttemptMode = "full" if step else "quick"

    def low_but_in_ratings(prompt: Prompt) -> Answer:
        return best(prompt) if prompt.question.evidence == "self_report" else worst(prompt)

    _, part = take(bank, store, begin(store, bank, mode, step), [SKIP, low_but_in_ratings])
    store.finish(store.attempt(1), no_record, NOON)
    assert [question.id for question in unasked(bank, part)] == [q for q in draw(bank) if q not in part.answers]
    begun = begin_rest(store.attempt(1), skips=False, bank_version="2", now=NOON + timedelta(days=1))
    answered = {name: answer for name, answer in part.answers.items() if answer != SKIP}
    assert (begun.mode, begun.step, begun.answers) == ("full", None, answered)
    asker, whole = take(bank, store, begun, [best])
    assert len(answered) == len(part.answers) - 1
    assert asker.asked == [q for q in draw(bank) if q not in answered]
    assert asker.prompts[0].where.startswith(f"Step 1 of 5, question {len(answered) + 1} of about 80, ")
    assert answered.items() <= whole.answers.items()
    assert unasked(bank, whole) == []
    assert store.attempt(1).answers == part.answers


def test_quick_mode_with_skips_says_it_is_not_certain(bank: Bank, store: Store) -> None:
    asker, sheet = take(bank, store, begin(store, bank, "quick"), [SKIP])
    assert "We're not sure yet. The questions you skipped could change your next step." in asker.told
    step = assess(bank, sheet).next_step
    assert step is not None
    assert not step.certain


def test_quick_mode_asks_again_what_was_skipped(bank: Bank, store: Store) -> None:
    asker, sheet = take(bank, store, begin(store, bank, "quick"), [SKIP, worst], ["skipped", "report"])
    offers = [[choice.value for choice in choices] for _, choices in asker.offered]
    assert "skipped" in offers[0]
    assert "skipped" not in offers[1]
    assert SKIP not in sheet.answers.values()
    assert is_certain(bank, sheet)


def test_quick_mode_goes_on_after_a_change_that_leaves_it_uncertain(bank: Bank, store: Store) -> None:
    first_time, _ = take(bank, store, begin(store, bank, "quick"), [worst])
    count = len(first_time.asked)
    replies: list[Reply] = [*[worst] * count, best]
    choices: list[str | Move] = ["change", first_time.asked[0], Move.BACK, "report"]
    asker, sheet = take(bank, store, begin(store, bank, "quick"), replies, choices)
    assert [choice.value for choice in asker.offered[0][1]] == ["report", "full", "change"]
    assert asker.asked[count] == asker.asked[0]
    assert asker.told.count("Quick quiz") == 3
    assert len(sheet.answers) > count
    assert asker.asked[-1] == asker.asked[-2]


def test_in_quick_mode_every_question_keeps_its_number(bank: Bank, store: Store) -> None:
    replies: list[Reply] = [best, best, best, Move.BACK, Move.BACK, best, Move.BACK, best, worst]
    asker, _ = take(bank, store, begin(store, bank, "quick"), replies)
    number = r"question (\d+) \(usually (\d+) or fewer in this quiz\), "
    told = [re.findall(number, prompt.where)[0] for prompt in asker.prompts]
    assert [int(number) for number, _ in told] == [1, 2, 3, 4, 3, 2, 4, 3, 4]
    numbers = dict(zip(asker.asked, told, strict=True))
    assert told == [numbers[name] for name in asker.asked]


def test_an_update_does_not_ask_again_what_was_right(bank: Bank, store: Store) -> None:
    def one_right(prompt: Prompt) -> Answer:
        competency = bank.home[prompt.question.id]
        if competency.id != "code-assignment":
            return best(prompt)
        right = prompt.question.id == drawn(bank, competency, Sheet(seed=7))[0].id
        return best(prompt) if right else worst(prompt)

    _, sheet = take(bank, store, begin(store, bank), [one_right])
    asker, updated = take(bank, store, update(store, bank), [best])
    again = [bank.questions[name] for name in asker.asked]
    assert [question.evidence for question in again] == ["self_report", "check"]
    assert again[1].id not in sheet.answers
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


@laws
@given(partial_cases(), st.integers(0, 9))
def test_an_update_carries_over_only_right_checks_of_gaps_and_loses_nothing_of_the_rest(
    case: tuple[Bank, Sheet], seed: int
) -> None:
    of_bank, sheet = case
    carried = carried_over(of_bank, sheet)
    kept = {name: answer for name, answer in sheet.answers.items() if name in carried}
    assert SKIP not in kept.values()
    updated = Sheet(sheet.goal, seed, kept, frozenset(sheet.answers))
    for competency in of_bank.competencies:
        before, after = (score_competency(of_bank, competency, one) for one in (sheet, updated))
        if before.is_gap:
            assert carried & {question.id for question in competency.questions} == {
                question.id
                for question in competency.pool
                if (answer := sheet.answers.get(question.id, SKIP)) not in {SKIP, PRIVATE}
                and question.credit(answer) == 1
            }
        else:
            given = {one.id: sheet.answers.get(one.id, SKIP) for one in competency.questions}
            assert carried >= {name for name, one in given.items() if of_bank.questions[name].credit(one) is not None}
            assert after.low >= before.low - TOLERANCE
            assert after.met or not before.met
            # A check may be skipped and another private; about no must-have is then anything left to judge by.
            if before.required or SKIP not in given.values():
                assert after.missing is False or before.missing is not False


@laws
@given(whole_cases(), st.integers(0, 9), st.randoms(use_true_random=False))
def test_an_update_whose_answers_are_no_worse_than_the_earlier_ones_never_lowers_anything(
    case: tuple[Bank, Sheet], seed: int, random: Random
) -> None:
    """A check is no worse if it is at least the score so far and the checks that it replaces.

    A fact or a rating is no worse if it is at least what was said before. If nothing was said, only the best is sure.
    """
    of_bank, sheet = case
    carried = carried_over(of_bank, sheet)
    kept = {name: answer for name, answer in sheet.answers.items() if name in carried}
    updated = Sheet(sheet.goal, seed, kept, frozenset(sheet.answers))
    for competency in of_bank.competencies:
        before = score_competency(of_bank, competency, sheet)
        replaced = [question.worth(sheet.answers.get(question.id, SKIP)) for question in competency.pool]
        least = max([before.so_far, *(worth for worth in replaced if worth is not None and worth < 1)])
        if before.shown is None:  # the first check that counts
            least = 1.0
        while left := [one for one in asked_of(of_bank, competency, updated) if one.id not in updated.answers]:
            question = left[0]
            earned = question.credit(sheet.answers.get(question.id, SKIP))
            bar = least if question.is_check else 1.0 if earned is None else earned
            worths = {answer: question.worth(answer) for answer in answers_to(question)}
            no_worse = [answer for answer, worth in worths.items() if worth is not None and worth >= bar - TOLERANCE]
            updated = with_answer(updated, question.id, random.choice(no_worse))
        after = score_competency(of_bank, competency, updated)
        assert after.low >= before.low - TOLERANCE
        assert after.met or not before.met
        assert after.missing is False or before.missing is not False
    for earlier, later in zip(score(of_bank, sheet).steps, score(of_bank, updated).steps, strict=True):
        assert later.low >= earlier.low - TOLERANCE
        assert later.complete or not earlier.complete


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
    assert f"{len(asker.asked)} questions to go, about 1 min left: " in asker.prompts[0].where
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


def update(store: Store, bank: Bank, mode: AttemptMode = "update") -> Attempt:
    """Begin an update of the last attempt, as the command does."""
    previous = all_attempts(store)[-1]
    return begin_attempt(
        bank=bank.roadmap.id,
        bank_version="1",
        goal="first-job",
        seed=8,
        mode=mode,
        previous=previous,
        carried=carried_over(bank, readable_sheet(bank, previous)),
        now=NOON,
    )


def test_an_update_of_a_quick_attempt_asks_only_what_its_step_takes(bank: Bank, store: Store) -> None:
    asker, sheet = take(bank, store, begin(store, bank, "quick"), [best_but_for_the_certificate])
    assert is_certain(bank, sheet)
    asked_first = set(asker.asked)
    asker, sheet = take(bank, store, update(store, bank, "quick"), [worst])
    assert asker.asked == ["certificate-status"]
    assert asker.prompts[0].where == (
        "Step 3 of 5, only what we need to be sure, up to 1 min left in this step: Coding certification"
    )
    assert (
        "That's all we need: your next step is clear. "
        "Focus on step 3: Get certified. No other answer could change that." in asker.told
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
    assert re.match(r"Step 1 of 5, \d+ questions to go, about \d+ min left: ", asker.prompts[1].where)
    assert store.attempt(2).mode == "full"


def test_old_answers_are_named_by_competency(bank: Bank, store: Store) -> None:
    take(bank, store, begin(store, bank), [best])
    attempt = store.attempt(1)
    assert old_answers(bank, attempt, NOON + timedelta(days=300)) == []
    aged = replace(attempt, answered={draw(bank)[0]: NOON})
    assert old_answers(bank, aged, NOON + timedelta(days=366)) == [bank.home[draw(bank)[0]].title]


def test_kept_answers_that_the_bank_no_longer_takes_are_asked_anew(bank: Bank, store: Store) -> None:
    attempt = store.keep(begin(store, bank), "a-question-of-old", "yes", NOON)
    store.keep(attempt, draw(bank)[0], "an-option-of-old", NOON)
    store.keep(attempt, draw(bank)[1], SKIP, NOON)
    assert readable_sheet(bank, store.attempt(1)).answers == {draw(bank)[1]: SKIP}


def test_minutes_are_never_less_than_one(bank: Bank) -> None:
    questions = [bank.questions[name] for name in draw(bank)]
    assert minutes([]) == 1
    assert 20 <= minutes(questions) <= 30
    assert minutes(questions, pace=2) == pytest.approx(2 * minutes(questions), abs=5)


def test_long_estimates_are_in_fives_so_that_every_draw_takes_as_long_as_the_menu_says(bank: Bank) -> None:
    assert {minutes(asked(bank, Sheet(seed=seed))) for seed in range(20)} == {25}


def test_the_quick_quiz_usually_asks_as_few_questions_as_it_says(bank: Bank) -> None:
    lengths = [len(quick_sheet(bank, whole).answers) for whole in simulated_sheets(bank, 120, seed=20261123)]
    assert bank.roadmap.usual_quick
    assert sum(length <= bank.roadmap.usual_quick for length in lengths) >= 0.75 * len(lengths)


def test_the_full_quiz_from_earlier_answers_takes_as_long_as_was_said_after_them(bank: Bank, store: Store) -> None:
    quick = ScriptedAsker([best_but_for_the_certificate], ["report"])
    Quiz(bank, store, quick, Clock(seconds=5), begin(store, bank, "quick")).take()
    (said,) = re.findall(
        r"gaps in every step \(\d+ questions, (about \d+ min)utes\)",
        " ".join(choice.label for _, choices in quick.offered for choice in choices),
    )
    store.finish(store.attempt(1), no_record, NOON)
    rest = ScriptedAsker([KeyboardInterrupt])
    with pytest.raises(LeftError):
        Quiz(bank, store, rest, Clock(), begin_rest(store.attempt(1), skips=False, bank_version="1", now=NOON)).take()
    assert f"{said} left" in rest.prompts[0].where


def test_minutes_left_do_not_go_up_and_down_with_each_answer(bank: Bank, store: Store) -> None:
    asker, seconds = ScriptedAsker([worst], ("report",)), accumulate(cycle([5, 60]))
    Quiz(bank, store, asker, lambda: NOON + timedelta(seconds=next(seconds)), begin(store, bank)).take()
    left = [int(minutes) for prompt in asker.prompts for minutes in re.findall(r"about (\d+) min left", prompt.where)]
    assert left == sorted(left, reverse=True)
    assert (left[0], left[-1]) == (25, 1)


def test_a_doubt_is_told_once_about_an_area(bank: Bank, open_store: OpenStore, tmp_path: Path) -> None:
    told: list[list[str]] = []
    for seed in range(12):
        random = Random(seed)

        def some(prompt: Prompt, random: Random = random) -> Answer:
            return worst(prompt) if prompt.question.is_check and random.random() < 0.5 else best(prompt)

        store = open_store(tmp_path / str(seed))
        asker, _ = take(bank, store, begin(store, bank), [some])
        for area in bank.competencies:
            where = [prompt.where.partition(f": {area.title}. ")[2] for prompt in asker.prompts]
            told.append([words for words in where if words])
    once = ["One more question on this, to be sure"]
    assert all(words == once + ["Another question on this"] * (len(words) - 1) for words in told if words)
    assert max(map(len, told)) > 1


def test_minutes_left_follow_the_persons_own_pace(bank: Bank, store: Store) -> None:
    slow = ScriptedAsker([best], ["report"])
    Quiz(bank, store, slow, Clock(seconds=60), begin(store, bank)).take()
    quick = ScriptedAsker([best], ["report"])
    Quiz(bank, store, quick, Clock(seconds=5), begin(store, bank)).take()

    def left(asker: ScriptedAsker) -> int:
        return int(re.findall(r"about (\d+) min left", asker.prompts[20].where)[0])

    assert left(slow) > 2 * left(quick)

    clock = Clock(seconds=5)

    def after_a_pause(prompt: Prompt) -> Answer:
        for _ in range(50):
            clock()
        return best(prompt)

    distracted = ScriptedAsker([after_a_pause, best], ["report"])
    Quiz(bank, store, distracted, clock, begin(store, bank)).take()
    assert left(quick) <= left(distracted) <= left(quick) + 5
