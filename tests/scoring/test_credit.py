"""What an answer earns on its question, type by type."""

import math
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from coder_readiness.bank.answers import UNKNOWN, Answer
from coder_readiness.bank.credits import reaches
from coder_readiness.bank.questions.choices import Option
from coder_readiness.bank.questions.codes import normal_code
from coder_readiness.bank.questions.single import SingleQuestion
from coder_readiness.bank.questions.types import Question
from coder_readiness.scoring.score import score_competency
from coder_readiness.scoring.sheet import Sheet
from tests.builders import bank, check, code, competency, earned, number, several, single
from tests.strategies import BASE, POOL, exactly, laws


@pytest.mark.parametrize(("answer", "earned"), [("a", 0.0), ("b", 0.35), ("c", 1.0)])
def test_a_single_choice_earns_its_option(answer: str, earned: float) -> None:
    assert single("q", 0, 0.35, 1).credit(answer) == earned


@pytest.mark.parametrize(("answer", "earned"), [("a", 1.0), ("b", 0.0), ("c", 0.0), (UNKNOWN, 0.0)])
def test_a_check_is_right_or_wrong(answer: str, earned: float) -> None:
    assert check("q").credit(answer) == earned


@pytest.mark.parametrize(
    ("selected", "earned"),
    [
        ((), 0.0),
        (("a",), 0.5),
        (("b", "a"), 0.75),
        (("a", "b", "c"), 1.0),
        (("a", "d"), 0.1),
        (("b", "d"), 0.0),
        (("d",), 0.0),
        (("a", "b", "c", "d"), 0.95),
    ],
)
def test_selected_options_are_summed_up_and_held_to_the_scale(selected: tuple[str, ...], earned: float) -> None:
    assert several("q", "sum", 0.5, 0.25, 0.6, -0.4).credit(selected) == exactly(earned)


@pytest.mark.parametrize(
    ("selected", "earned"),
    [((), 0.0), (("a",), 0.3), (("a", "b"), 0.6), (("c", "a"), 1.0), (("d",), 0.0), (("d", "b"), 0.6)],
)
def test_the_best_selected_option_counts(selected: tuple[str, ...], earned: float) -> None:
    assert several("q", "max", 0.3, 0.6, 1, -0.5).credit(selected) == earned


@pytest.mark.parametrize(
    ("value", "earned"),
    [
        (0, 0.0),
        (0.99, 0.0),
        (1, 0.0),
        (1.5, 0.2),
        (2, 0.4),
        (5, 0.7),
        (7.9, 0.99),
        (8, 1.0),
        (8.1, 1.0),
        (10, 1.0),
    ],
)
def test_a_number_earns_on_the_line_between_its_points(value: float, earned: float) -> None:
    assert number("q", (1, 0), (2, 0.4), (8, 1)).credit(value) == exactly(earned)


def test_a_whole_number_earns_what_the_same_decimal_earns() -> None:
    question = number("q", (0, 0), (10, 1))
    assert [question.credit(value) for value in range(11)] == [exactly(value / 10) for value in range(11)]


@pytest.mark.parametrize(
    ("answer", "earned"),
    [
        ("E11.65", 1.0),
        ("e11.65", 1.0),
        (" e11 65 ", 1.0),
        ("E1165", 1.0),
        ("E\t11.65", 1.0),
        ("z79.4", 1.0),
        ("E11.9", 0.5),
        ("e119", 0.5),
        ("E11", 0.5),
        ("E10.9", 0.25),
        ("e1", 0.25),
        ("E", 0.0),
        ("E09.65", 0.0),
        ("E11.651", 0.5),
        ("1E11.65", 0.0),
        ("Z79", 0.0),
        (UNKNOWN, 0.0),
    ],
)
def test_a_code_earns_all_when_accepted_and_part_for_its_category(answer: str, earned: float) -> None:
    question = code("q", "E11.65", "Z79.4", partial={"E1": 0.25, "E11.": 0.5})
    assert question.credit(answer) == earned


def test_accepted_codes_and_categories_are_normalised_too() -> None:
    question = code("q", "e11. 65", partial={"e 11": 0.5})
    assert [question.credit(answer) for answer in ("E1165", "E11.9", "E10")] == [1.0, 0.5, 0.0]


def test_a_code_is_normal_without_case_spaces_and_point() -> None:
    assert normal_code(" s52. 501a\t") == normal_code("S52,501A") == "S52501A"


@pytest.mark.parametrize("kind", [*BASE, *POOL, lambda name: several(name, "sum", 0.4, 1, 0.8, -1)])
def test_the_best_answer_earns_the_full_credit(kind: Any) -> None:
    question = kind("q")
    assert question.credit(question.best_answer) == 1.0


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        (single("q", 0, 1, 0.5), "b"),
        (check("q"), "a"),
        (code("q", "E11.65", "E11.9"), "E11.65"),
        (number("q", (1, 0), (8, 1)), 8.0),
        (several("q", "sum", 0.5, -0.5, 0.5), ("a", "c")),
        (several("q", "sum", 0.5, 0, 0.5), ("a", "c")),
        (several("q", "sum", 0.5, 1, 0.5), ("b",)),
        (several("q", "sum", 0.5, 1, 1), ("b",)),
        (several("q", "max", 0.5, 1, 0.5), ("b",)),
    ],
    ids=["single", "check", "code", "number", "sum", "sum of some", "sum by one", "sum by either", "max"],
)
def test_the_best_answer_is_the_plainest_one(question: Question, answer: Answer) -> None:
    assert question.best_answer == answer


def test_scores_are_compared_with_one_tolerance() -> None:
    assert reaches(0.1 + 0.1 + 0.1 + 0.1 + 0.1 + 0.1 + 0.1, 0.7)
    assert reaches(0.7 - 1e-10, 0.7)
    assert reaches(0.7 - 1e-9, 0.7)
    assert not reaches(0.7 - 1e-8, 0.7)


@laws
@given(st.lists(st.floats(0, 10), min_size=2, max_size=2).map(sorted))
def test_a_higher_number_never_earns_less(values: list[float]) -> None:
    question = number("q", (1, 0), (2, 0.4), (2.5, 0.4), (8, 1))
    lower, higher = (earned(question, value) for value in values)
    assert 0 <= lower <= higher <= 1


@laws
@given(st.text("Ee1. 9\t", min_size=1, max_size=8))
def test_spaces_case_and_points_never_change_what_a_code_earns(written: str) -> None:
    question = code("q", "E11.9", partial={"E1": 0.5})
    assume(normal_code(written))
    bare = written.upper().replace(" ", "").replace("\t", "").replace(".", "")
    expected = 1.0 if bare == "E119" else 0.5 if bare[:2] == "E1" else 0.0
    assert question.credit(written) == expected
    assert math.isclose(earned(question, f" {written.lower()} "), expected)


def test_the_furthest_of_the_answers_tells_which_actions_are_done() -> None:
    def telling(name: str, done: int) -> SingleQuestion:
        options = (Option(id="a", label="A", credit=0), Option(id="b", label="B", credit=1, done=done))
        return replace(single(name, 0, 1), options=options)

    bread = competency("bread", telling("one", 1), telling("two", 2), target=1, hours=(1, 2, 4))
    for answers, done in (
        ({}, 0),
        ({"one": "a"}, 0),
        ({"one": "b"}, 1),
        ({"one": "b", "two": "b"}, 2),
        ({"two": "b"}, 2),
    ):
        scored = score_competency(bank(bread), bread, Sheet(answers=answers))
        assert (scored.done, scored.hours) == (dict.fromkeys(range(done), 1.0), sum((1, 2, 4)[done:]))
    cake = competency("cake", single("cake-q", 0, 1))
    assert score_competency(bank(cake), cake, Sheet()).done == {}
