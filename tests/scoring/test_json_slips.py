"""Slips in JSON are told where they were made, in one sheet and in lines."""

import pytest

from coder_readiness.bank.model import Bank
from tests.scoring.sheet_files import EMPTY, refusal


def test_a_slip_at_the_end_of_a_line_is_told_there(other_bank: Bank) -> None:
    wanted = "A colon is missing here, between the name and its value."
    assert refusal(other_bank, '{"answers" {}\n\n \n') == f"s:1:12: {wanted}"
    assert refusal(other_bank, EMPTY + b"\n" + b'{"answers" {}\r\n' + EMPTY) == f"s:2:12: {wanted}"


NO_NUMBER = 'Use a number of bikes, or "$unknown", "$skip" or "$private".'
OPEN_QUOTE = "The quote that opens here isn't closed on its line. Write \" at the end, and no tabs in its text."
BAD_LINES = [
    ('{"answers": }', "13: A value is missing here."),
    ('{"answers": {}, "seed": 1,}', "26: There's an extra comma before }. Remove it."),
    ('{"answers": {"tools-own": ["hex", ]}}', "33: There's an extra comma before ]. Remove it."),
    ('{"answers": {},, "seed": 1}', "16: A second comma comes after the first. Remove it."),
    ("{answers: {}}", '2: Each name needs double quotes around it, as in "answers".'),
    ('{"answers": {"course-state": basic}}', "30: Text needs double quotes around it."),
    (
        '{"name": "Ann "Bo" Lee"}',
        '16: A comma is missing here. For a quote inside text, write \\".',
    ),
    ('{"name": "C:\\Users"}', "13: \\ starts a special character. Write \\\\ for a backslash."),
    ('{"name": "A\tB"}', f"10: {OPEN_QUOTE}"),
    ("{“answers”: {}}", '2: “ is a curly quote. Write " instead.'),
    ("{'answers': {}}", "2: JSON uses \" instead of '."),
    ('{"answers": {"course-state": None}}', "30: JSON uses null instead of None."),
    ('{"answers": // mine {}}', "13: JSON can't have comments. Remove this one."),
    ('{"answers": {} "seed": 1}', "15: A comma is missing here."),
    ('{"answers": {}; "seed": 1}', "15: Items have commas between them, not ;."),
    ('{"taken": 2026-11-29, "answers": {}}', "11: Text needs double quotes around it."),
    *(
        (
            f'{{"answers": {{"tools-bicycles": {number}}}}}',
            "32: A number can have only digits and a decimal point, such as 1000 or 0.5.",
        )
        for number in ("1,000", "1,5", "05", "5.", ".5", "+5", "1_000")
    ),
    (
        '{"answers": {"tools-used": ["hex"}}',
        "34: The bracket [ is still open here. Write ] before }.",
    ),
    (
        '{"answers":\u00a0{}}',
        "12: U+00A0 (no-break space) isn't allowed here. Write an ordinary space instead.",
    ),
    ('{\u200b"answers": {}}', "2: U+200B (zero width space) isn't allowed here. Remove it."),
    (
        '{"answers"\uff1a {}}',
        "11: U+FF1A (fullwidth colon) isn't allowed here. Write : instead.",
    ),
    ('{"answers":\f{}}', "12: U+000C (a control character) isn't allowed here. Remove it."),
    ('{"answers": {}, "answers": {}}', '17: "answers" appears twice. Remove one of them.'),
    (
        '{"answers": {"course-state": "full", "course-state": "full"}}',
        '38: "course-state" appears twice. Remove one of them.',
    ),
    ('{"seed": NaN, "answers": {}}', "10: We can't score NaN. Write an ordinary number."),
    ('{"answers": {"tools-bicycles": Infinity}}', "32: We can't score Infinity. Write an ordinary number."),
    ('{"answers": {"tools-bicycles": -Infinity}}', "32: We can't score -Infinity. Write an ordinary number."),
    (
        '{"answers": {}, "answer": {}}',
        '17: "answer" doesn\'t belong here. Did you mean "answers"?',
    ),
    (
        '{"answers": {}, "teacher": {}}',
        '17: "teacher" doesn\'t belong here. Use only "name", "bank", "taken", "mode", "goal", "seed", '
        '"answers" or "flags".',
    ),
    (
        '{"answers": {"COURSE-STATE": "basic"}}',
        '14: There\'s no question "COURSE-STATE". Did you mean "course-state"?',
    ),
    (
        '{"answers": {"nope": "x"}}',
        '14: There\'s no question "nope". To see all questions, type `coder-readiness bank list`.',
    ),
    (
        '{"answers": {"tools-bicycles": "1,000 bikes"}}',
        '14: tools-bicycles: The answer can\'t be "1,000 bikes". Write 1000, without quotes.',
    ),
    ('{"answers": {"tools-bicycles": true}}', f"14: tools-bicycles: The answer can't be true. {NO_NUMBER}"),
    (
        '{"answers": {"course-state": "Full"}}',
        '14: course-state: The answer can\'t be "Full". Did you mean "full"? Use one of the options '
        '("none", "begun", "basic" or "full"), or "$unknown", "$skip" or "$private".',
    ),
    (
        '{"answers": {"tools-bicycles": "5"}}',
        '14: tools-bicycles: The answer can\'t be "5". Write 5, without quotes.',
    ),
    (
        '{"answers": {"course-state": "full\u00a0"}}',
        '14: course-state: The answer can\'t be "full\u00a0". Did you mean "full"? Use one of the options '
        '("none", "begun", "basic" or "full"), or "$unknown", "$skip" or "$private".',
    ),
    (
        '{"seed": 1e999, "answers": {}}',
        "2: `seed` must be a whole number of up to 18 digits, such as 7, not a number too large to use.",
    ),
    (
        '{"seed": ' + "9" * 5000 + ', "answers": {}}',
        "10: This number has too many digits. Check it.",
    ),
    (
        '{"answers": ' + "[" * 100_000 + "]" * 100_000 + "}",
        "1: This isn't an answer sheet, because it's nested too deeply.",
    ),
]


@pytest.mark.parametrize(("line", "problem"), BAD_LINES)
def test_what_is_wrong_with_one_sheet_in_json(other_bank: Bank, line: str, problem: str) -> None:
    assert refusal(other_bank, line) == f"s:1:{problem}"


@pytest.mark.parametrize(("line", "problem"), BAD_LINES)
def test_what_is_wrong_with_a_line_names_the_line(other_bank: Bank, line: str, problem: str) -> None:
    assert refusal(other_bank, f'{{"answers": {{}}}}\n\n{line}\n{{"answers": {{}}}}\n') == f"s:3:{problem}"


def test_a_line_that_is_no_object(other_bank: Bank) -> None:
    wanted = "s:3:1: This is a list, not an answer sheet. To make an answer sheet, type `coder-readiness export`."
    assert refusal(other_bank, EMPTY + b"\n" + EMPTY + b"\n[]\n") == wanted


def test_a_slip_in_json_over_several_lines_names_the_line(other_bank: Bank) -> None:
    content = '{\n  "answers": {\n    "course-state" "basic"\n  }\n}\n'
    assert refusal(other_bank, content) == "s:3:20: A colon is missing here, between the name and its value."


@pytest.mark.parametrize(
    ("content", "place", "problem"),
    [
        (
            '{"answers": {"course-state": "basic"',
            "1:13",
            "The bracket { that opens here is never closed. Add the closing }",
        ),
        (
            '{"answers": {"tools-own": ["hex"',
            "1:27",
            "The bracket [ that opens here is never closed. Add the closing ]",
        ),
        ('{\n "answers": {}', "1:1", "The bracket { that opens here is never closed. Add the closing }"),
        ('{\n "seed": 1\n "answers": {}}', "2:11", "A comma is missing here."),
        ('{\n "name": "Ann,\n "answers": {}}', "2:10", "The quote that opens here isn't closed on its line. Write"),
        ('{"name": "Ann', "1:10", "The quote that opens here is never closed. Write"),
    ],
)
def test_a_slip_in_json_is_told_where_it_was_made(other_bank: Bank, content: str, place: str, problem: str) -> None:
    assert refusal(other_bank, content).startswith(f"s:{place}: {problem}")


def test_a_slip_in_the_first_of_very_many_lines_is_told_as_that(other_bank: Bank) -> None:
    content = b'{"answers": }\n' + (EMPTY + b"\n") * 100_000
    assert refusal(other_bank, content) == "s:1:13: A value is missing here."
