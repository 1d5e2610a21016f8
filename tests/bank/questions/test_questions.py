"""A question of any type is valid once it exists."""

import datetime
from dataclasses import FrozenInstanceError
from typing import Any

import pytest
from pydantic import ValidationError

from coder_readiness.bank.questions.check import CheckQuestion
from coder_readiness.bank.questions.code import CodeQuestion
from coder_readiness.bank.questions.number import NumberQuestion
from coder_readiness.bank.questions.several import SeveralQuestion
from coder_readiness.bank.questions.single import SingleQuestion
from coder_readiness.bank.questions.types import Question
from tests.bank.entries import CHECK, CODE, NUMBER, SEVERAL, SINGLE, options, question, refusal


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (SINGLE, SingleQuestion),
        (SEVERAL, SeveralQuestion),
        (NUMBER, NumberQuestion),
        (CHECK, CheckQuestion),
        (CODE, CodeQuestion),
    ],
)
def test_a_question_of_each_type(data: dict[str, Any], kind: type[Question]) -> None:
    made = question(data)
    assert isinstance(made, kind)
    assert {key: getattr(made, key) for key in data if key != "options"} == {
        key: value for key, value in data.items() if key != "options"
    }
    assert [option.id for option in made.options] == [option["id"] for option in data.get("options", ())]
    with pytest.raises(FrozenInstanceError):
        made.ask = "Something else?"  # type: ignore[misc]


def test_what_a_question_holds_when_nothing_more_is_said() -> None:
    made = question(SINGLE)
    assert (made.private, made.why, made.because, made.source, made.expires, made.headers) == (
        False,
        None,
        None,
        None,
        None,
        (),
    )
    assert question(CHECK).evidence == "check"
    assert question(CODE).evidence == "check"


@pytest.mark.parametrize("data", [CHECK, CODE, {**SINGLE, "evidence": "check", "because": "B", "source": "S"}])
@pytest.mark.parametrize("missing", ["because", "source"])
def test_a_question_of_the_pool_gives_its_reasons(data: dict[str, Any], missing: str) -> None:
    assert refusal(data, **{missing: None}) == "A knowledge question needs `because` and `source`. Add what's missing."


@pytest.mark.parametrize("data", [SINGLE, SEVERAL, CHECK])
def test_options_have_ids_of_their_own(data: dict[str, Any]) -> None:
    first = data["options"][0]
    assert (
        refusal(data, options=(*data["options"], first))
        == f'The option ID "{first["id"]}" is used twice. Give each option its own ID.'
    )


def test_a_single_choice_spans_the_scale() -> None:
    assert refusal(SINGLE, options=options(0, 0.9)) == "No option earns the full credit of 1. Give it to the best one."
    assert (
        refusal(SINGLE, options=options(-0.1, 1))
        == "If only one option can be selected, no credit can be below 0. Use 0."
    )
    assert question(SINGLE, options=options(0.2, 1)).type == "single"


def test_what_can_only_be_selected_by_itself_is_one_of_several_and_earns_nothing() -> None:
    none = {"id": "none", "label": "None of these", "credit": 0, "alone": True}
    assert question(SEVERAL, options=(none, *SEVERAL["options"])).type == "several"
    assert refusal(SEVERAL, options=({**none, "credit": 0.1}, *SEVERAL["options"])) == (
        'The option "none" can only be selected by itself, so its credit must be 0.'
    )
    assert refusal(SINGLE, options=(none, *SINGLE["options"])) == (
        "`alone` works only if several options can be selected. Remove it."
    )


def test_the_best_selection_of_several_options_earns_everything() -> None:
    wanted = "The best options earn only 0.9. Raise their `credit`, so that they earn 1."
    assert refusal(SEVERAL, options=options(0.5, 0.4, -1)) == wanted
    assert refusal(SEVERAL, options=options(0.5, 0.9), combine="max") == wanted
    assert question(SEVERAL, options=options(0.1, 0.2, 0.7, -1)).type == "several"
    assert question(SEVERAL, options=options(0, 1, 0.3), combine="max").type == "several"
    assert refusal(SEVERAL, options=options(-1, -0.5), combine="max") == (
        "The best options earn only 0. Raise their `credit`, so that they earn 1."
    )


@pytest.mark.parametrize(
    ("points", "wanted"),
    [
        (((0, 0), (0, 1)), "The values of `points` must rise. Sort them, and give each once."),
        (((5, 0), (2, 1)), "The values of `points` must rise. Sort them, and give each once."),
        (
            ((0, 0), (1, 0.5), (2, 0.4), (3, 1)),
            "The credits of `points` must rise from 0 to 1. Start with 0, and end with 1.",
        ),
        (((0, 0.1), (2, 1)), "The credits of `points` must rise from 0 to 1. Start with 0, and end with 1."),
        (((0, 0), (2, 0.9)), "The credits of `points` must rise from 0 to 1. Start with 0, and end with 1."),
        (((-1, 0), (2, 1)), "The values of `points` must be between 0 and `max` 60. Change them, or `max`."),
        (((0, 0), (61, 1)), "The values of `points` must be between 0 and `max` 60. Change them, or `max`."),
    ],
)
def test_the_points_of_a_number_rise_from_nothing_to_all(points: tuple[tuple[float, float], ...], wanted: str) -> None:
    assert refusal(NUMBER, points=points) == wanted


def test_the_points_of_a_number_may_stay_level_and_reach_the_maximum() -> None:
    assert question(NUMBER, points=((0, 0), (1, 0), (2, 0.5), (3, 0.5), (60, 1))).type == "number"


def test_the_answer_of_a_check_is_one_of_its_options() -> None:
    assert refusal(CHECK, answer="sugar") == '`answer` is "sugar", which isn\'t an option. Use "gas" or "salt".'


@pytest.mark.parametrize(
    ("data", "changes"),
    [
        (SINGLE, {"options": options(1)}),
        (SINGLE, {"options": options(*[1] * 10)}),
        (SINGLE, {"options": options(0, 1.5)}),
        (SINGLE, {"options": options(0, float("nan"))}),
        (SINGLE, {"options": options(0, True)}),
        (SINGLE, {"evidence": "hearsay"}),
        (SINGLE, {"id": "with space"}),
        (SINGLE, {"id": "-a"}),
        (SINGLE, {"id": "$skip"}),
        (SINGLE, {"id": "a\n"}),
        (SINGLE, {"id": "a" * 65}),
        (SINGLE, {"id": ""}),
        (SINGLE, {"ask": ""}),
        (SINGLE, {"ask": "\n"}),
        (SINGLE, {"ask": "a" * 4001}),
        (SINGLE, {"ask": 5}),
        (SINGLE, {"private": 1}),
        (SINGLE, {"unknown": 1}),
        (SINGLE, {"type": "double"}),
        (SEVERAL, {"combine": "mean"}),
        (SEVERAL, {"options": options(*[1] * 15)}),
        (NUMBER, {"max": 0}),
        (NUMBER, {"max": float("inf")}),
        (NUMBER, {"max": "60"}),
        (NUMBER, {"points": ((0, 0),)}),
        (CHECK, {"evidence": "record"}),
        (CHECK, {"expires": "2027-09-30"}),
        (CODE, {"answer": ()}),
        (CODE, {"answer": "T55"}),
        (CODE, {"partial": {"T": 0}}),
        (CODE, {"partial": {"T": 1.5}}),
        (CODE, {"partial": {"": 0.5}}),
    ],
)
def test_what_no_question_may_hold(data: dict[str, Any], changes: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        question(data, **changes)


def test_a_day_on_which_an_answer_expires() -> None:
    assert question(CHECK, expires=datetime.date(2027, 9, 30)).expires == datetime.date(2027, 9, 30)


@pytest.mark.parametrize(
    ("character", "name"),
    [("\x1b", "U+001B"), ("\u202e", "U+202E"), ("\t", "U+0009"), ("\u200b", "U+200B"), ("\U000e0041", "U+E0041")],
)
def test_hidden_characters_are_refused_by_name(character: str, name: str) -> None:
    assert refusal(SINGLE, ask=f"a{character}b") == f"has the hidden character {name}. Remove it."


def test_line_feeds_are_kept_inside_and_dropped_around() -> None:
    assert question(SINGLE, ask="\nrecord\n\nquestion\n").ask == "record\n\nquestion"


def test_options_of_several_are_about_no_action() -> None:
    options = ({"id": "a", "label": "A", "credit": 1, "done": 1}, {"id": "b", "label": "B", "credit": 0})
    with pytest.raises(
        ValidationError,
        match="`done` works only if one option can be selected",
    ):
        question(SEVERAL, options=options)
