"""The answers of a sheet are checked by the type of the question."""

from typing import Any

import pytest

from coder_readiness.bank.model import Bank
from coder_readiness.errors import SheetError
from coder_readiness.scoring.sheet import read_sheet
from tests.builders import ALONE
from tests.scoring.sheets import CHECK, CODE, HUGE, NUMBER, OTHERWISE, SEVERAL, SINGLE, TYPES, answer_refusal


@pytest.mark.parametrize(
    ("answer", "shown", "advice"),
    [
        ("expert", '"expert"', ""),
        ("Basic", '"Basic"', ' Did you mean "basic"?'),
        ("", '""', ""),
        ("$Skip", '"$Skip"', ' Did you mean "$skip"?'),
        ("\x1b[31m", '"\\x1b[31m"', ""),
        (1, "1", ""),
        (0.5, "0.5", ""),
        (float("nan"), "NaN", ""),
        (True, "true", ""),
        ({"basic": True}, "an object", ""),
    ],
)
def test_a_single_choice_takes_one_of_its_options(other_bank: Bank, answer: object, shown: str, advice: str) -> None:
    assert answer_refusal(other_bank, SINGLE, answer) == (
        f"{SINGLE}: The answer can't be {shown}.{advice} Use one of the options "
        f'("none", "begun", "basic" or "full"), {OTHERWISE}'
    )


@pytest.mark.parametrize(("answer", "shown"), [("water", '"water".'), (0, "0."), (False, "false.")])
def test_a_check_takes_one_of_its_options(other_bank: Bank, answer: object, shown: str) -> None:
    assert answer_refusal(other_bank, CHECK, answer) == (
        f'{CHECK}: The answer can\'t be {shown} Use one of the options ("air", "rotor" or "pads"), {OTHERWISE}'
    )


@pytest.mark.parametrize("answer", [[], ["hex"], ["stand", "hex"], ("hex", "levers", "chain", "torque", "stand")])
def test_several_choices_take_any_of_their_options(other_bank: Bank, answer: Any) -> None:
    assert read_sheet(other_bank, {"answers": {SEVERAL: answer}}).answers == {SEVERAL: tuple(answer)}


SEVERAL_OPTIONS = 'the options ("hex", "levers", "chain", "torque" or "stand")'


@pytest.mark.parametrize(
    ("answer", "wanted", "shown"),
    [
        (1, f"a list of {SEVERAL_OPTIONS}", "1."),
        (True, f"a list of {SEVERAL_OPTIONS}", "true."),
        ({"hex": True}, f"a list of {SEVERAL_OPTIONS}", "an object."),
        (["hex", "saw"], f"one of {SEVERAL_OPTIONS}", '"saw".'),
        (["hex", 1], f"one of {SEVERAL_OPTIONS}", "1."),
        (["hex", {}], f"one of {SEVERAL_OPTIONS}", "an object."),
    ],
)
def test_several_choices_refuse_the_rest(other_bank: Bank, answer: object, wanted: str, shown: str) -> None:
    assert answer_refusal(other_bank, SEVERAL, answer) == (
        f"{SEVERAL}: The answer can't be {shown} Use {wanted}, {OTHERWISE}"
    )


def test_a_skip_stands_by_itself(other_bank: Bank) -> None:
    told = f'{SEVERAL}: "$skip" must be on its own, not in a list.'
    assert answer_refusal(other_bank, SEVERAL, ["$skip"]) == told


def test_an_option_that_is_selected_twice_is_named(other_bank: Bank) -> None:
    assert answer_refusal(other_bank, SEVERAL, ["hex", "chain", "hex"]) == (
        f'{SEVERAL}: The option "hex" is in the answer twice. Remove one of them.'
    )


@pytest.mark.parametrize("answer", [0, 0.0, -0.0, 1, 2.5, 10_000, 10_000.0])
def test_a_number_within_its_range(other_bank: Bank, answer: float) -> None:
    taken = read_sheet(other_bank, {"answers": {NUMBER: answer}}).answers[NUMBER]
    assert taken == answer
    assert isinstance(taken, float)


@pytest.mark.parametrize(
    ("answer", "shown"),
    [
        (-1, "-1"),
        (-0.001, "-0.001"),
        (10_001, "10001"),
        (10_000.5, "10000.5"),
        (float("nan"), "NaN"),
        (float("inf"), "a number too large to use"),
        (float("-inf"), "a number too large to use"),
        (10**400, "1" + "0" * 56 + "..."),
        (-(10**400), "-1" + "0" * 55 + "..."),
    ],
)
def test_a_number_out_of_its_range(other_bank: Bank, answer: float, shown: str) -> None:
    assert answer_refusal(other_bank, NUMBER, answer) == (
        f"{NUMBER}: The answer can't be {shown}. Use a number from 0 to 10,000 (bikes), {OTHERWISE}"
    )


@pytest.mark.parametrize("question", TYPES.values())
def test_an_answer_too_long_to_print(other_bank: Bank, question: str) -> None:
    assert answer_refusal(other_bank, question, HUGE).startswith(
        f"{question}: The answer can't be a number too long to print. Use "
    )


@pytest.mark.parametrize(
    ("answer", "shown"),
    [
        ("a dozen", '"a dozen"'),
        (True, "true"),
        ([12], "[12]"),
        ({}, "an object"),
        ("", '""'),
    ],
)
def test_a_number_is_no_text(other_bank: Bank, answer: object, shown: str) -> None:
    assert answer_refusal(other_bank, NUMBER, answer) == (
        f"{NUMBER}: The answer can't be {shown}. Use a number of bikes, {OTHERWISE}"
    )


@pytest.mark.parametrize(
    ("question", "answer", "shown", "meant"),
    [
        (SINGLE, ["basic"], '["basic"]', '"basic"'),
        (CHECK, ["air"], '["air"]', '"air"'),
        (SEVERAL, "hex", '"hex"', '["hex"]'),
        (SEVERAL, ["hex", ["chain"]], '["chain"]', '"chain"'),
        (NUMBER, "12", '"12"', "12, without quotes"),
    ],
)
def test_an_answer_that_is_surely_meant_is_all_that_is_advised(
    other_bank: Bank, question: str, answer: object, shown: str, meant: str
) -> None:
    assert answer_refusal(other_bank, question, answer) == f"{question}: The answer can't be {shown}. Write {meant}."


@pytest.mark.parametrize("answer", ["32-622", "anything", " 32 - 622 ", "x" * 64])
def test_a_code_is_any_short_text(other_bank: Bank, answer: str) -> None:
    assert read_sheet(other_bank, {"answers": {CODE: answer}}).answers == {CODE: answer}


@pytest.mark.parametrize(
    ("answer", "shown"),
    [
        ("", '""'),
        ("   ", '"   "'),
        ("x" * 65, '"' + "x" * 57 + '..."'),
        ("$other", '"$other"'),
        (559, "559"),
        (5.5, "5.5"),
        (True, "true"),
        (["559"], '["559"]'),
        (("559",), '["559"]'),
        ({}, "an object"),
    ],
)
def test_a_code_is_nothing_else(other_bank: Bank, answer: object, shown: str) -> None:
    assert answer_refusal(other_bank, CODE, answer) == (
        f"{CODE}: The answer can't be {shown}. Use a code as text, of at most 64 characters, {OTHERWISE}"
    )


def test_one_answer_by_itself(other_bank: Bank) -> None:
    assert other_bank.questions[SEVERAL].read_answer(["chain"]) == ("chain",)
    assert other_bank.questions[NUMBER].read_answer(3) == 3.0


def test_what_is_selected_only_by_itself_stands_by_itself() -> None:
    assert ALONE.read_answer(["none"]) == ("none",)
    assert ALONE.read_answer(["a", "b"]) == ("a", "b")
    with pytest.raises(SheetError, match='alone: The option "none" can\'t be combined with others'):
        ALONE.read_answer(["a", "none"])
