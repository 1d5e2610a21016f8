"""Which question comes next: the laws of the full quiz and of the quick one."""

from collections.abc import Mapping
from functools import cache
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder_readiness.bank.answers import PRIVATE, SKIP, UNKNOWN, Answer
from coder_readiness.bank.model import Bank
from coder_readiness.errors import SheetError
from coder_readiness.scoring.draw import asked, open_questions
from coder_readiness.scoring.score import score
from coder_readiness.scoring.selection import Mode, is_certain, next_question
from coder_readiness.scoring.sheet import Sheet
from tests.builders import bank, changed, check, code, competency, number, rebuilt, single, with_competencies
from tests.scoring.selecting import next_id, verdict
from tests.strategies import (
    PICK,
    answers_to,
    best,
    blank_cases,
    completed,
    laws,
    named,
    partial_cases,
    whole_cases,
    with_answer,
    worst,
)


def take(of_bank: Bank, start: Sheet, whole: Mapping[str, Answer], mode: Mode) -> tuple[Sheet, list[str]]:
    """Answer as `whole` does from `start` on until no question is left; return the sheet and what was asked."""
    sheet, order = start, list[str]()
    while (question := next_question(of_bank, sheet, mode)) is not None:
        assert question.id not in sheet.answers
        order.append(question.id)
        sheet = with_answer(sheet, question.id, whole[question.id])
    return sheet, order


@st.composite
def attempts(draw: st.DrawFn) -> tuple[Bank, Sheet, Sheet]:
    """A bank, a sheet with some of the answers, and the same sheet with all of them."""
    of_bank, whole = draw(whole_cases())
    kept = draw(PICK)
    begun = {name: answer for place, (name, answer) in enumerate(whole.answers.items()) if kept >> place % 6 & 1}
    return of_bank, Sheet(whole.goal, whole.seed, begun, whole.seen), whole


@laws
@given(whole_cases())
def test_quick_mode_names_the_step_that_the_whole_sheet_names(case: tuple[Bank, Sheet]) -> None:
    of_bank, whole = case
    quick, order = take(of_bank, Sheet(whole.goal, whole.seed, {}, whole.seen), whole.answers, "quick")
    number_, certain = verdict(of_bank, whole)
    assert verdict(of_bank, quick) == (number_, certain)
    assert is_certain(of_bank, quick) is is_certain(of_bank, whole) is certain
    assert len(order) == len(set(order)) <= len(whole.answers)
    assert set(order) <= set(whole.answers)


@laws
@given(attempts())
def test_quick_mode_names_the_same_step_from_wherever_it_is_resumed(case: tuple[Bank, Sheet, Sheet]) -> None:
    of_bank, begun, whole = case
    quick, order = take(of_bank, begun, whole.answers, "quick")
    full, _ = take(of_bank, begun, whole.answers, "full")  # may ask less than `whole`, if a later check came first
    assert verdict(of_bank, quick) == verdict(of_bank, full)
    assert set(order) == set(quick.answers) - set(begun.answers)


@laws
@given(attempts())
def test_quick_mode_asks_only_about_the_first_step_not_surely_complete_while_it_is_undecided(
    case: tuple[Bank, Sheet, Sheet],
) -> None:
    of_bank, sheet, whole = case
    while (question := next_question(of_bank, sheet, "quick")) is not None:
        step = score(of_bank, sheet).next_step
        assert step is not None
        assert step.complete is None
        assert of_bank.home[question.id].step == step.step.id
        assert not is_certain(of_bank, sheet)
        sheet = with_answer(sheet, question.id, whole.answers[question.id])


@laws
@given(attempts())
def test_quick_mode_asks_exactly_while_the_answers_to_come_could_name_two_steps(
    case: tuple[Bank, Sheet, Sheet],
) -> None:
    of_bank, begun, _ = case
    real = {name: answer for name, answer in begun.answers.items() if answer not in (SKIP, UNKNOWN, PRIVATE)}
    sheet = Sheet(begun.goal, begun.seed, real, begun.seen)
    earliest, latest = named(of_bank, completed(of_bank, sheet, worst)), named(of_bank, completed(of_bank, sheet, best))
    asks = next_question(of_bank, sheet, "quick") is not None
    assert is_certain(of_bank, sheet) is not asks
    assert asks or earliest == latest
    # Of an open check no more is known than what a wrong answer to the dearest of its pool takes away.
    if all(question.penalty == found.penalty for found in of_bank.competencies for question in found.pool):
        assert asks is (earliest != latest)


@laws
@given(partial_cases())
def test_quick_mode_ends_when_the_verdict_is_certain_or_nothing_of_its_step_is_left(
    case: tuple[Bank, Sheet],
) -> None:
    of_bank, sheet = case
    number_, certain = verdict(of_bank, sheet)
    left = [
        question
        for question in asked(of_bank, sheet)
        if question.id not in sheet.answers and of_bank.number(of_bank.home[question.id].step) == number_
    ]
    assert is_certain(of_bank, sheet) is certain
    assert (next_question(of_bank, sheet, "quick") is None) is (certain or not left)


def test_a_mode_that_is_none_is_refused_and_no_other_is_used(other_bank: Bank) -> None:
    with pytest.raises(ValueError, match="The mode must be one of"):
        next_question(other_bank, Sheet(), "Quick")  # type: ignore[arg-type]


@laws
@given(partial_cases())
def test_must_haves_come_first(case: tuple[Bank, Sheet]) -> None:
    of_bank, sheet = case
    question = next_question(of_bank, sheet, "quick")
    step = score(of_bank, sheet).next_step
    if question is None or step is None:
        return
    open_must_haves = {
        found.competency.id
        for found in step.competencies
        if found.required
        and found.missing is None
        and any(item.id not in sheet.answers for item in open_questions(of_bank, found.competency, sheet))
    }
    assert not open_must_haves or of_bank.home[question.id].id in open_must_haves


@laws
@given(partial_cases())
def test_the_same_sheet_gets_the_same_question(case: tuple[Bank, Sheet]) -> None:
    of_bank, sheet = case
    again = rebuilt(of_bank)
    turned = Sheet(sheet.goal, sheet.seed, dict(reversed(list(sheet.answers.items()))), sheet.seen)
    for mode in ("full", "quick"):
        assert next_id(again, turned, mode) == next_id(of_bank, sheet, mode)


TINY = bank(
    competency(
        "diploma",
        single("diploma-1", 0, 1),
        single("diploma-2", 0, 0.4, 1, evidence="self_report"),
        target=0.6,
        weight=2,
        required=("first-job",),
    ),
    competency("terms", check("terms-1", options=2), check("terms-2", options=2), draw=1, target=0.5),
    competency("program", single("program-1", 0, 1, evidence="self_report"), target=1),
    competency(
        "coding",
        number("coding-1", (0, 0), (10, 1), evidence="self_report"),
        code("coding-2", "E11.9", partial={"E11": 0.5}),
        draw=1,
        step="two",
        required=("well-paid",),
    ),
    pass_marks=(0.7, 0.5),
)


@pytest.mark.parametrize(("goal", "fewest"), [("first-job", 1), ("well-paid", 2)])
def test_quick_mode_equals_full_mode_for_every_sheet_there_is(goal: str, fewest: int) -> None:
    blank = Sheet(goal, 5)
    questions = list(asked(TINY, blank))
    ids = [question.id for question in questions]
    assert ids == ["diploma-1", "diploma-2", "terms-1", "program-1", "coding-1", "coding-2"]

    @cache
    def ask(given_: frozenset[tuple[str, Answer]]) -> str | None:
        return next_id(TINY, Sheet(goal, 5, dict(given_)))

    def says(answers: Mapping[str, Answer]) -> tuple[int, bool]:
        step = score(TINY, Sheet(goal, 5, answers)).next_step
        return (TINY.number(step.step.id), step.complete is False) if step else (3, True)

    quick_says = cache(lambda given_: says(dict(given_)))

    choices = [(*answers_to(question), SKIP, UNKNOWN, PRIVATE) for question in questions]
    verdicts: set[tuple[int, bool]] = set()
    lengths: set[int] = set()
    sheets = 0
    for answers in product(*choices):
        whole = dict(zip(ids, answers, strict=True))
        if goal == "first-job" and whole["coding-1"] == 0:
            del whole["coding-2"]  # of no must-have, a check is asked that could not make up for the rating
        quick: frozenset[tuple[str, Answer]] = frozenset()
        while (name := ask(quick)) is not None:
            assert (name, whole[name]) not in quick
            quick |= {(name, whole[name])}
        expected = says(whole)
        assert quick_says(quick) == expected, (whole, quick)
        verdicts.add(expected)
        lengths.add(len(quick))
        sheets += 1
    assert sheets == 5 * 6 * 5 * 5 * 6 * 6
    assert verdicts == {(1, True), (1, False), (2, True), (2, False), (3, True)}
    assert lengths == set(range(fewest, 7))


@laws
@given(whole_cases())
def test_full_mode_asks_the_whole_draw_once_in_the_order_of_the_bank(case: tuple[Bank, Sheet]) -> None:
    of_bank, whole = case
    blank = Sheet(whole.goal, whole.seed, {}, whole.seen)
    full, order = take(of_bank, blank, whole.answers, "full")
    assert sorted(order) == sorted(question.id for question in asked(of_bank, whole))
    homes = [of_bank.competencies.index(of_bank.home[name]) for name in order]
    assert homes == sorted(homes)
    assert dict(full.answers) == dict(whole.answers)


@laws
@given(attempts())
def test_full_mode_continues_with_what_is_missing(case: tuple[Bank, Sheet, Sheet]) -> None:
    of_bank, begun, whole = case
    done, order = take(of_bank, begun, whole.answers, "full")
    # Not always all of `whole`: a must-have may be settled by fewer answers if they come in another order.
    assert {question.id for question in asked(of_bank, done)} == set(done.answers) <= set(whole.answers)
    places = {name: place for place, name in enumerate(of_bank.home)}
    homes = [of_bank.competencies.index(of_bank.home[name]) for name in order]
    assert homes == sorted(homes)
    base = [places[name] for name in order if of_bank.questions[name].evidence != "check"]
    assert base == sorted(base)


@laws
@given(blank_cases())
def test_full_mode_is_the_default_and_asks_even_when_all_is_certain(case: tuple[Bank, Sheet]) -> None:
    of_bank, sheet = case
    of_bank = with_competencies(of_bank, [changed(found, required=()) for found in of_bank.competencies])
    questions = list(asked(of_bank, sheet))
    answers = {question.id: (worst if question.is_check else best)(question) for question in questions[:-1]}
    lost = Sheet(sheet.goal, sheet.seed, answers, sheet.seen)
    assert next_question(of_bank, lost) == next_question(of_bank, lost, "full") == questions[-1]


def test_a_skipped_question_is_not_asked_again() -> None:
    of_bank = bank(competency("one", single("q1", 0, 1), single("q2", 0, 1)), pass_marks=(0.7,))
    for mode in ("full", "quick"):
        for passed in (SKIP, UNKNOWN, PRIVATE):
            assert next_id(of_bank, Sheet(answers={"q1": passed}), mode) == "q2"
            assert next_id(of_bank, Sheet(answers={"q1": passed, "q2": passed}), mode) is None


def test_a_plain_sheet_may_be_given() -> None:
    plain = {"goal": "well-paid", "answers": {"diploma-1": "b"}}
    found = next_question(TINY, plain)
    assert found is not None
    assert found.id == "diploma-2"
    quick = next_question(TINY, plain, mode="quick")
    assert quick == next_question(TINY, Sheet("well-paid", 0, {"diploma-1": "b"}), "quick")
    with pytest.raises(SheetError, match='There\'s no question "diploma-9"'):
        next_question(TINY, {"answers": {"diploma-9": "b"}})


def test_the_seed_of_a_plain_sheet_fixes_its_draw() -> None:
    pool = [check(f"check-{position}") for position in range(6)]
    of_bank = bank(competency("pool", *pool, draw=1), pass_marks=(0.7,))
    firsts = []
    for seed in range(8):
        found = next_question(of_bank, {"seed": seed, "answers": {}})
        assert found == next_question(of_bank, Sheet(seed=seed))
        firsts.append(found.id if found else None)
    assert len(set(firsts)) > 2
