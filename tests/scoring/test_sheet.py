"""A sheet as a whole is checked: what does not fit is named, and nothing is taken."""

import datetime
import json

import pytest

from coder_readiness.bank.answers import PRIVATE, SKIP, UNKNOWN, Special
from coder_readiness.bank.model import Bank
from coder_readiness.errors import SheetError
from coder_readiness.scoring.readiness import assess
from coder_readiness.scoring.sheet import A_REPORT, BankName, Sheet, read_sheet
from tests.scoring.sheets import CHECK, CODE, HUGE, NUMBER, OTHERWISE, SEVERAL, SINGLE, TYPES, refusal

USE_ONLY = 'Use only "name", "bank", "taken", "mode", "goal", "seed", "answers" or "flags".'


def test_the_types_of_the_questions_used_here(other_bank: Bank) -> None:
    assert {kind: other_bank.questions[name].type for kind, name in TYPES.items()} == {kind: kind for kind in TYPES}


def test_a_whole_sheet(other_bank: Bank) -> None:
    data = {
        "goal": "well-paid",
        "seed": 7,
        "answers": {SINGLE: "basic", SEVERAL: ["hex", "chain"], NUMBER: 12, CHECK: "air", CODE: "32-622"},
    }
    sheet = read_sheet(other_bank, data)
    assert sheet == Sheet(
        "well-paid",
        7,
        {SINGLE: "basic", SEVERAL: ("hex", "chain"), NUMBER: 12.0, CHECK: "air", CODE: "32-622"},
    )
    assert sheet.as_dict() == data
    assert read_sheet(other_bank, sheet.as_dict()) == sheet


def test_goal_and_seed_may_be_left_out(other_bank: Bank) -> None:
    assert read_sheet(other_bank, {"answers": {}}) == Sheet("first-job", 0, {})
    assert Sheet() == Sheet("first-job", 0, {}, frozenset())


@pytest.mark.parametrize("special", [UNKNOWN, SKIP, PRIVATE])
@pytest.mark.parametrize("question", TYPES.values())
def test_every_question_may_be_left_unanswered_in_three_ways(other_bank: Bank, question: str, special: Special) -> None:
    sheet = read_sheet(other_bank, {"answers": {question: special.value}})
    assert sheet.answers == {question: special}
    assert sheet.as_dict()["answers"] == {question: special.value}


def test_the_three_ways_by_name() -> None:
    assert (UNKNOWN.value, SKIP.value, PRIVATE.value) == ("$unknown", "$skip", "$private")


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        ([], "a list"),
        ((), "a list"),
        ("text", "text"),
        (None, "nothing"),
        (5, "a number"),
        (0.5, "a number"),
        (True, "true or false"),
    ],
)
def test_a_sheet_is_an_object(other_bank: Bank, data: object, kind: str) -> None:
    assert (
        refusal(other_bank, data)
        == f"This is {kind}, not an answer sheet. To make an answer sheet, type `coder-readiness export`."
    )


@pytest.mark.parametrize(
    ("key", "told"),
    [
        ("answer", 'Did you mean "answers"?'),
        ("Goal", 'Did you mean "goal"?'),
        ("seen", 'Did you mean "seed"?'),
        ("", USE_ONLY),
    ],
)
def test_an_unknown_key(other_bank: Bank, key: str, told: str) -> None:
    assert refusal(other_bank, {"answers": {}, key: 1}) == f'"{key}" doesn\'t belong here. {told}'


def test_an_unknown_key_is_shown_without_terminal_escapes(other_bank: Bank) -> None:
    assert refusal(other_bank, {"\x1b[31m": 1, "answers": {}}) == f'"\\x1b[31m" doesn\'t belong here. {USE_ONLY}'


@pytest.mark.parametrize(
    ("goal", "shown"),
    [
        ("any-job", '"any-job"'),
        ("", '""'),
        (5, "5"),
        (["first-job"], '["first-job"]'),
        ({}, "an object"),
    ],
)
def test_an_unknown_goal(other_bank: Bank, goal: object, shown: str) -> None:
    assert refusal(other_bank, {"goal": goal, "answers": {}}) == (
        f'{shown} isn\'t one of the goals. Choose "first-job" or "well-paid".'
    )


@pytest.mark.parametrize("seed", [0, 1, 2**63 - 1])
def test_a_seed(other_bank: Bank, seed: int) -> None:
    assert read_sheet(other_bank, {"seed": seed, "answers": {}}).seed == seed


@pytest.mark.parametrize(
    ("seed", "shown"),
    [
        (-1, "-1"),
        (2**63, "9223372036854775808"),
        (1.0, "1.0"),
        (float("nan"), "NaN"),
        (True, "true"),
        ("7", '"7"'),
        ([7], "[7]"),
        (10**100, "1" + "0" * 56 + "..."),
    ],
)
def test_a_seed_that_is_none(other_bank: Bank, seed: object, shown: str) -> None:
    assert refusal(other_bank, {"seed": seed, "answers": {}}) == (
        f"`seed` must be a whole number of up to 18 digits, such as 7, not {shown}."
    )


def test_a_seed_too_long_to_print(other_bank: Bank) -> None:
    assert refusal(other_bank, {"seed": HUGE, "answers": {}}).startswith(
        "`seed` must be a whole number of up to 18 digits, such as 7, not "
    )


@pytest.mark.parametrize(
    ("answers", "kind"),
    [([], "a list"), ("text", "text"), (5, "a number"), (False, "true or false")],
)
def test_answers_are_an_object(other_bank: Bank, answers: object, kind: str) -> None:
    wanted = f"`answers` must pair question IDs with answers, but it's {kind}."
    assert refusal(other_bank, {"answers": answers}) == wanted


def test_a_sheet_without_answers(other_bank: Bank) -> None:
    assert refusal(other_bank, {}) == "`answers` is missing. Add question IDs and answers."


def test_what_is_empty_may_be_left_out(other_bank: Bank) -> None:
    assert refusal(other_bank, {"answers": None}) == "`answers` is empty. Add question IDs and answers."
    assert refusal(other_bank, {"answers": {}, "goal": None, "seed": None}).split("\n") == [
        '`goal` is empty. Leave it out, or use "first-job" or "well-paid".',
        "`seed` is empty. Leave it out, or give a whole number.",
    ]
    for question in (SINGLE, CHECK, SEVERAL, NUMBER, CODE):
        told = refusal(other_bank, {"answers": {question: None}})
        assert told.startswith(f"{question}: The answer is empty. Leave it out, or use ")


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("nope", '"nope"'),
        ("", '""'),
        (5, "5"),
        (None, "null"),
        ("\x1b[31m\u202e", '"\\x1b[31m\\u202e"'),
        ("a" * 100, '"' + "a" * 57 + '..."'),
    ],
)
def test_an_unknown_question(other_bank: Bank, name: object, shown: str) -> None:
    assert refusal(other_bank, {"answers": {name: "x"}}) == (
        f"There's no question {shown}. To see all questions, type `coder-readiness bank list`."
    )


def test_a_misspelled_question_gets_a_suggestion(other_bank: Bank) -> None:
    assert refusal(other_bank, {"answers": {"Course-state": "x"}}) == (
        'There\'s no question "Course-state". Did you mean "course-state"?'
    )


def test_all_mistakes_are_told_at_once(other_bank: Bank) -> None:
    with pytest.raises(SheetError) as caught:
        read_sheet(other_bank, {"goal": "any", "job": 1, "answers": {NUMBER: "many", CHECK: "air", "nope": 1}})
    assert caught.value.mistakes == (
        (("job",), f'"job" doesn\'t belong here. {USE_ONLY}'),
        (("goal",), '"any" isn\'t one of the goals. Choose "first-job" or "well-paid".'),
        (
            ("answers", NUMBER),
            f'{NUMBER}: The answer can\'t be "many". Use a number of bikes, {OTHERWISE}',
        ),
        (
            ("answers", "nope"),
            'There\'s no question "nope". To see all questions, type `coder-readiness bank list`.',
        ),
    )
    assert str(caught.value) == "\n".join(message for _, message in caught.value.mistakes)


def test_one_bad_answer_among_good_ones_takes_nothing(other_bank: Bank) -> None:
    assert refusal(other_bank, {"answers": {SINGLE: "basic", CHECK: "water"}}) == (
        f'{CHECK}: The answer can\'t be "water". Use one of the options ("air", "rotor" or "pads"), {OTHERWISE}'
    )


def test_a_sheet_for_another_bank_is_told_as_that(other_bank: Bank) -> None:
    with pytest.raises(SheetError) as caught:
        read_sheet(other_bank, {"answers": {"one": 1, "two": 2, "three": 3}})
    assert str(caught.value) == (
        "None of these questions are in this bank. Name the right bank's folder after --questions."
    )


ABOUT = {
    "name": "Fatou Diallo",
    "bank": {"id": "bicycle-mechanic", "version": "1"},
    "taken": "2026-11-29",
    "mode": "full",
}


def test_a_sheet_says_whose_it_is(other_bank: Bank) -> None:
    data = {**ABOUT, "goal": "first-job", "seed": 0, "answers": {CHECK: "air"}}
    sheet = read_sheet(other_bank, data)
    assert (sheet.name, sheet.bank, sheet.taken, sheet.mode) == (
        "Fatou Diallo",
        BankName("bicycle-mechanic", "1"),
        "2026-11-29",
        "full",
    )
    assert list(sheet.as_dict()) == ["name", "bank", "taken", "mode", "goal", "seed", "answers"]
    assert sheet.as_dict() == data


def test_a_day_as_yaml_reads_it(other_bank: Bank) -> None:
    assert read_sheet(other_bank, {"taken": datetime.date(2026, 11, 29), "answers": {}}).taken == "2026-11-29"


def test_a_sheet_of_another_bank_is_refused_by_name_and_not_looked_into(other_bank: Bank) -> None:
    data = {"bank": {"id": "clinical-coder", "version": "1"}, "goal": "x", "answers": {"nope": 1}}
    assert refusal(other_bank, data) == (
        'This sheet is for the bank "clinical-coder", but you\'re using the bank "bicycle-mechanic". '
        "Name the right bank's folder after --questions."
    )


@pytest.mark.parametrize("bank", ["bicycle-mechanic", {"id": "bicycle-mechanic"}, {"id": "a", "version": 1}, [], {}])
def test_a_bank_that_is_none(other_bank: Bank, bank: object) -> None:
    told = refusal(other_bank, {"bank": bank, "answers": {}})
    assert told == "`bank` must have an `id` and a `version`, both as text."


def test_what_another_version_no_longer_asks_is_left_out_and_counted(other_bank: Bank) -> None:
    answers = {CHECK: "air", SINGLE: "gone", "nope": 1, NUMBER: 12}
    sheet = read_sheet(other_bank, {"bank": {"id": "bicycle-mechanic", "version": "0.9"}, "answers": answers})
    assert (sheet.answers, sheet.left_out) == ({CHECK: "air", NUMBER: 12.0}, 2)


def test_this_version_is_held_to_what_it_asks(other_bank: Bank) -> None:
    assert 'There\'s no question "nope"' in refusal(other_bank, {**ABOUT, "answers": {"nope": 1}})


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("name", ""),
        ("name", " "),
        ("name", 7),
        ("name", "n" * 201),
        ("mode", []),
        ("taken", "yesterday"),
        ("taken", "20261129"),
        ("taken", "2026-02-30"),
        ("taken", 20261129),
    ],
)
def test_what_is_said_of_the_answers_has_to_make_sense(other_bank: Bank, key: str, value: object) -> None:
    assert refusal(other_bank, {key: value, "answers": {}}).startswith(f"`{key}` must be ")


def test_a_report_in_place_of_a_sheet_is_recognized(other_bank: Bank) -> None:
    report = assess(other_bank, Sheet()).model_dump(mode="json")
    assert refusal(other_bank, report) == A_REPORT


def test_a_name_is_carried_into_the_result_and_only_where_there_is_one(other_bank: Bank) -> None:
    named = assess(other_bank, {**ABOUT, "answers": {}})
    assert list(named.model_dump(mode="json"))[:2] == ["format", "name"]
    assert json.loads(named.model_dump_json())["name"] == "Fatou Diallo"
    assert "name" not in assess(other_bank, {"answers": {}}).model_dump(mode="json")


def test_flags_go_along_with_the_answers(other_bank: Bank) -> None:
    data = {"goal": "first-job", "seed": 0, "answers": {CHECK: "air"}, "flags": {CHECK: "Two are right.", "gone": ""}}
    sheet = read_sheet(other_bank, data)
    assert sheet.flags == {CHECK: "Two are right.", "gone": ""}
    assert sheet.as_dict() == data


@pytest.mark.parametrize(
    ("flags", "told"),
    [
        ([CHECK], "`flags` must pair question IDs with notes, but it's a list."),
        (None, "`flags` must pair question IDs with notes, but it's nothing."),
        ({CHECK: 7}, f'The note about "{CHECK}" must be text, not 7.'),
        ({7: "odd"}, 'The note about 7 must be text, not "odd".'),
    ],
)
def test_flags_of_another_form_are_refused(other_bank: Bank, flags: object, told: str) -> None:
    assert refusal(other_bank, {"answers": {}, "flags": flags}) == told
