"""Which questions an attempt asks, and in which order their options are shown."""

from collections import Counter
from dataclasses import replace
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder_readiness.bank.answers import PRIVATE, SKIP
from coder_readiness.bank.competency import Competency
from coder_readiness.bank.model import Bank
from coder_readiness.bank.questions.check import CheckQuestion
from coder_readiness.bank.questions.several import SeveralQuestion
from coder_readiness.bank.questions.single import SingleQuestion
from coder_readiness.scoring.draw import AT_FIRST, asked, asked_of, decides_as_it_goes, draw, drawn, lot, shown_options
from coder_readiness.scoring.sheet import Sheet
from tests.builders import GOALS, bank, changed, check, code, competency, number, several, single, with_competencies
from tests.strategies import blank_cases, laws, partial_cases

CHECKS = tuple(check(f"check-{position}") for position in range(1, 7))
POOL = competency("pool", single("fact", 0, 1), *CHECKS, draw=2)


def ids(found: Competency, sheet: Sheet) -> list[str]:
    """Return the checks of an attempt in the order to ask them."""
    return [question.id for question in asked_of(bank(found), found, sheet) if question.evidence == "check"]


def is_out_of_reach(found: Competency, sheet: Sheet) -> bool:
    """Tell whether no check is asked, because no right answer could be enough after so low a rating."""
    chosen = draw(bank(found), found, sheet)
    is_low = chosen.terms.is_out_of_reach(chosen.evidence.base)
    return is_low and not (chosen.evidence.checks or decides_as_it_goes(found, sheet))


def wanted(found: Competency, sheet: Sheet) -> int:
    """Return how many checks a sheet asks for at least, if it has no answer to them."""
    if not decides_as_it_goes(found, sheet):
        return found.draw
    chosen = draw(bank(found), found, sheet)
    given = [sheet.answers[question.id] for question in found.pool if question.id in sheet.answers]
    private = given.count(PRIVATE)
    skipped = given.count(SKIP)
    more = 0 if skipped else 1
    left = min(chosen.terms.most - len(given) + private, len(found.pool) - len(given)) + skipped
    checks = chosen.evidence.checks
    settled = chosen.terms.test(chosen.terms.rating(chosen.evidence.base)).is_settled(checks, left)
    if settled and len(checks) >= AT_FIRST:
        return 0
    return min(len(found.pool), max(AT_FIRST, len(given) - private + more) + private)


@laws
@given(partial_cases())
def test_the_draw_has_the_right_size_and_keeps_what_is_answered(case: tuple[Bank, Sheet]) -> None:
    of_bank, sheet = case
    for found in of_bank.competencies:
        answered = {question.id for question in found.pool if question.id in sheet.answers}
        chosen = ids(found, sheet)
        if is_out_of_reach(found, sheet):
            assert chosen == []
            continue
        assert len(chosen) == len(set(chosen)) == max(wanted(found, sheet), len(answered))
        assert answered <= set(chosen) <= {question.id for question in found.pool}


@laws
@given(blank_cases(), st.data())
def test_answering_the_draw_in_any_order_never_changes_it(case: tuple[Bank, Sheet], data: st.DataObject) -> None:
    of_bank, sheet = case
    for found in of_bank.competencies:
        found = changed(found, required=())  # noqa: PLW2901
        before = ids(found, sheet)
        some = data.draw(st.permutations(before))[1:]
        assert ids(found, Sheet(sheet.goal, sheet.seed, dict.fromkeys(some, SKIP), sheet.seen)) == before
        whole = Sheet(sheet.goal, sheet.seed, dict.fromkeys(before, SKIP), sheet.seen)
        assert sorted(ids(found, whole)) == sorted(before)


@laws
@given(partial_cases())
def test_without_a_rating_the_draw_depends_on_the_seed_and_on_which_checks_are_answered_only(
    case: tuple[Bank, Sheet],
) -> None:
    of_bank, sheet = case
    checks = {name: answer for name, answer in sheet.answers.items() if of_bank.questions[name].is_check}
    sheet = Sheet(sheet.goal, sheet.seed, checks, sheet.seen)
    others = dict.fromkeys(sorted(checks, reverse=True), PRIVATE)
    of_bank = with_competencies(of_bank, [changed(found, required=()) for found in of_bank.competencies])
    assert list(asked(of_bank, Sheet(sheet.goal, sheet.seed, others, sheet.seen))) == list(asked(of_bank, sheet))


@laws
@given(blank_cases())
def test_checks_not_seen_before_come_first(case: tuple[Bank, Sheet]) -> None:
    of_bank, sheet = case
    for found in of_bank.competencies:
        unseen = {question.id for question in found.pool} - sheet.seen
        chosen = ids(found, sheet)
        assert len(unseen & set(chosen)) == min(len(chosen), len(unseen))


@laws
@given(partial_cases())
def test_every_base_question_and_the_draw_are_asked_in_the_order_of_the_bank(case: tuple[Bank, Sheet]) -> None:
    of_bank, sheet = case
    expected = []
    for found in of_bank.competencies:
        own = [question for question in found.questions if question.evidence != "check"]
        checks = sorted(drawn(of_bank, found, sheet), key=lambda question: lot(sheet.seed, question.id))
        assert list(asked_of(of_bank, found, sheet)) == [*own, *checks]
        expected += [*own, *checks]
    assert list(asked(of_bank, sheet)) == expected
    fewer = [{name: sheet.answers[name] for name in sheet.answers if name != left_out} for left_out in sheet.answers]
    others = [replace(sheet, answers=answers) for answers in fewer]
    others += [
        replace(sheet, goal=goal, seen=seen)
        for goal in GOALS
        for seen in (frozenset[str](), frozenset(of_bank.questions))
    ]
    for other in (*others, replace(sheet, seed=sheet.seed + 1)):  # what is remembered of one changes nothing of another
        separately = [asked_of(of_bank, found, other) for found in of_bank.competencies]
        assert list(asked(of_bank, other)) == [*chain(*separately)]


def test_seen_checks_are_drawn_again_only_where_there_are_too_few_others() -> None:
    seen = frozenset({"check-1", "check-2", "check-3", "check-4", "check-5"})
    for seed in range(30):
        chosen = set(ids(POOL, Sheet(seed=seed, seen=seen)))
        assert len(chosen) == 2
        assert "check-6" in chosen


def test_a_check_seen_before_and_answered_now_still_counts() -> None:
    sheet = Sheet(seed=3, answers={"check-1": "a"}, seen=frozenset({"check-1"}))
    assert "check-1" in ids(POOL, sheet)
    assert len(ids(POOL, sheet)) == 2


def test_answers_beyond_the_draw_all_count() -> None:
    sheet = Sheet(seed=3, answers={"check-5": "a", "check-2": "b", "check-4": SKIP})
    assert sorted(ids(POOL, sheet)) == ["check-2", "check-4", "check-5"]


def test_a_pool_without_a_draw_is_asked_only_where_it_is_answered() -> None:
    shelf = changed(POOL, draw=0)
    assert asked_of(bank(shelf), shelf, Sheet()) == POOL.base
    assert [question.id for question in asked_of(bank(shelf), shelf, Sheet(answers={"check-3": "b"}))] == [
        "fact",
        "check-3",
    ]


def test_a_lot_is_the_same_everywhere_for_ever() -> None:
    assert lot(7, "check-1").hex() == "c7b057b870439ac5"


@pytest.mark.parametrize(
    ("seed", "expected"),
    [(0, ["check-6", "check-1"]), (1, ["check-6", "check-5"]), (2, ["check-1", "check-5"])],
)
def test_a_seed_draws_the_same_checks_for_ever(seed: int, expected: list[str]) -> None:
    assert ids(POOL, Sheet(seed=seed)) == expected


def test_every_check_of_a_pool_is_drawn_about_as_often_as_another() -> None:
    drawn_times = Counter(name for seed in range(600) for name in ids(POOL, Sheet(seed=seed)))
    assert sorted(drawn_times) == [question.id for question in CHECKS]
    assert all(150 < times < 250 for times in drawn_times.values())


def test_pools_are_drawn_from_independently() -> None:
    other = competency("other", *(check(f"other-{position}") for position in range(1, 7)), draw=2)
    for seed in range(20):
        together = [question.id for question in asked(bank(POOL, other), Sheet(seed=seed))]
        assert together == ["fact", *ids(POOL, Sheet(seed=seed)), *ids(other, Sheet(seed=seed))]
    assert any(
        [name[-1] for name in ids(POOL, Sheet(seed=seed))] != [name[-1] for name in ids(other, Sheet(seed=seed))]
        for seed in range(20)
    )


@pytest.mark.parametrize(
    "question",
    [
        check("q", options=5),
        single("q", 0, 0.2, 0.5, 0.7, 1, evidence="check"),
        several("q", "sum", 0, 0.2, 0.5, 0.7, 1, evidence="check"),
    ],
    ids=["check", "single", "several"],
)
def test_the_options_of_a_check_are_shuffled_by_the_seed(
    question: CheckQuestion | SingleQuestion | SeveralQuestion,
) -> None:
    orders = Counter(tuple(option.id for option in shown_options(question, seed)) for seed in range(200))
    assert len(orders) > 60
    assert {frozenset(order) for order in orders} == {frozenset("abcde")}
    assert all(len(order) == 5 for order in orders)
    assert {order[0] for order in orders} == set("abcde")
    assert [shown_options(question, seed) for seed in range(20)] == [
        shown_options(question, seed) for seed in range(20)
    ]
    assert sorted(shown_options(question, 1), key=lambda option: option.id) == list(question.options)


def test_checks_with_the_same_options_are_not_shuffled_alike() -> None:
    first, second = check("first", options=5), check("second", options=5)
    assert any(
        [option.id for option in shown_options(first, seed)] != [option.id for option in shown_options(second, seed)]
        for seed in range(5)
    )


@pytest.mark.parametrize("seed", range(20))
def test_other_options_keep_the_order_of_the_bank(seed: int) -> None:
    for question in (
        single("q", 0, 0.3, 0.6, 1),
        single("q", 0, 0.3, 0.6, 1, evidence="self_report"),
        several("q", "max", 0, 0.3, 0.6, 1),
        check("q", options=5, shuffle=False),
        single("q", 0, 0.3, 0.6, 1, evidence="check", shuffle=False),
        several("q", "sum", 0, 0.3, 0.6, 1, evidence="check", shuffle=False),
    ):
        assert shown_options(question, seed) == question.options


def test_a_typed_answer_has_no_options() -> None:
    assert shown_options(code("q", "E11.9"), 1) == ()
    assert shown_options(number("q", (0, 0), (1, 1), evidence="check"), 1) == ()


def test_twins_are_never_drawn_together() -> None:
    pool = [replace(check(f"c-{number}"), twin=f"t{number // 2}" if number < 4 else None) for number in range(5)]
    twins = {question.id: question.twin or question.id for question in pool}
    bread = competency("bread", *pool, draw=3)
    chosen: set[str] = set()
    for seed in range(50):
        names = [question.id for question in drawn(bank(bread), bread, Sheet(seed=seed))]
        assert sorted(twins[name] for name in names) == ["c-4", "t0", "t1"]
        chosen.update(names)
        after = Sheet(seed=seed, answers={"c-0": "a"}, seen=frozenset(twins))
        assert "c-1" not in [question.id for question in drawn(bank(bread), bread, after)]
    assert chosen == set(twins)
    both = Sheet(answers={"c-0": "a", "c-1": "a"})  # a sheet from outside may answer two
    assert len(drawn(bank(bread), bread, both)) == 3
