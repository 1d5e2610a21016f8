"""Sheets from a file: one in JSON or YAML, or many as JSON lines; errors name file, line and column."""

import pytest

from coder_readiness.bank.answers import SKIP
from coder_readiness.bank.model import Bank
from coder_readiness.scoring.sheet import Sheet
from tests.scoring.sheet_files import EMPTY, outcome, read, refusal

LARGEST = 1 << 20


COURSE = Sheet("first-job", 0, {"course-state": "basic"})


@pytest.mark.parametrize(
    "content",
    [
        '{"answers": {"course-state": "basic"}}',
        '{"answers": {"course-state": "basic"}}\n\n\n',
        '\n\n{"answers": {"course-state": "basic"}}',
        '{\n  "answers": {\n    "course-state": "basic"\n  }\n}\n',
        '{"answers":\n{"course-state": "basic"}}',
        '{"answers":\r\n  {"course-state": "basic"}}\r\n',
        '\ufeff{"answers": {"course-state": "basic"}}',
        '\ufeff{\n"answers": {"course-state": "basic"}}',
        "answers: {course-state: basic}",
        "answers:\n  course-state: basic\n",
        "answers:\n  {course-state: basic}\n",
        "# a comment\nanswers:\n\n  course-state: basic\n",
        "---\nanswers: {course-state: basic}\n",
        "\ufeffanswers: {course-state: basic}",
    ],
)
def test_one_sheet_however_it_is_laid_out(other_bank: Bank, content: str) -> None:
    assert read(other_bank, content) == [(COURSE, False)]


def test_a_whole_sheet_in_json_and_yaml(other_bank: Bank) -> None:
    sheet = Sheet(
        "well-paid",
        7,
        {"tools-used": ("hex", "chain"), "tools-bicycles": 2.5, "wheels-size": "32-622", "brakes-spongy": SKIP},
    )
    json = (
        '{"goal": "well-paid", "seed": 7, "answers": {"tools-used": ["hex", "chain"], "tools-bicycles": 2.5,\n'
        '"wheels-size": "32-622", "brakes-spongy": "$skip"}}'
    )
    yaml = (
        "goal: well-paid\nseed: 7\nanswers:\n  tools-used: [hex, chain]\n  tools-bicycles: 2.5\n"
        "  wheels-size: 32-622\n  brakes-spongy: $skip\n"
    )
    assert read(other_bank, json) == [(sheet, False)]
    assert read(other_bank, yaml) == [(sheet, False)]


def test_json_lines_one_sheet_each(other_bank: Bank) -> None:
    content = '{"answers": {}}\n{"seed": 4, "answers": {}}\n{"answers": {"course-state": "basic"}}\n'
    assert read(other_bank, content) == [(Sheet(), True), (Sheet(seed=4), True), (COURSE, True)]


@pytest.mark.parametrize(
    "content",
    [
        '\n\n{"answers": {}}\n\n \n{"answers": {}}\n\n',
        '\ufeff{"answers": {}}\r\n{"answers": {}}\r\n',
        '{"answers": {}}\n{"answers": {}}',
    ],
)
def test_blank_lines_between_json_lines_are_passed_over(other_bank: Bank, content: str) -> None:
    assert read(other_bank, content) == [(Sheet(), True), (Sheet(), True)]


def test_reading_goes_on_after_a_bad_line(other_bank: Bank) -> None:
    content = EMPTY + b"\n{}\n{\n" + EMPTY + b"\n\n[]\n" + b'{"seed": 4, "answers": {}}'
    assert outcome(other_bank, content) == (
        [(Sheet(), True), (Sheet(), True), (Sheet(seed=4), True)],
        "s:2:1: `answers` is missing. Add question IDs and answers.\n"
        "s:3:1: The bracket { that opens here is never closed. Add the closing }. "
        "Each line must hold one complete answer sheet, and nothing else.\n"
        "s:6:1: This is a list, not an answer sheet. To make an answer sheet, type `coder-readiness export`.",
    )


def test_all_lines_of_a_file_of_json_lines_are_sheets(other_bank: Bank) -> None:
    content = b'"Fatou"\n' + EMPTY + b"\n"
    assert outcome(other_bank, content, "class.jsonl") == (
        [(Sheet(), True)],
        "class.jsonl:1:1: This is text, not an answer sheet. To make an answer sheet, type `coder-readiness export`.",
    )
    assert outcome(other_bank, EMPTY, "class.jsonl") == ([(Sheet(), False)], "")


def test_other_text_between_sheets_in_lines_is_refused(other_bank: Bank) -> None:
    told = (
        "Something comes after the end of the sheet. Each line must hold one complete answer sheet, and nothing else."
    )
    assert refusal(other_bank, EMPTY + b"\n" + EMPTY + b",\n") == f"s:2:16: {told}"


def test_very_many_bad_lines_are_counted(other_bank: Bank) -> None:
    sheets, wrong = outcome(other_bank, EMPTY + b"\n" + b"[]\n" * 1000)
    assert sheets == [(Sheet(), True)]
    assert wrong.splitlines()[99:] == [
        "s:101:1: This is a list, not an answer sheet. To make an answer sheet, type `coder-readiness export`.",
        "... and 900 more",
    ]


def test_what_follows_a_line_that_is_too_long_is_read(other_bank: Bank) -> None:
    content = EMPTY + b"\n" + EMPTY * 200_000 + b"\n[]\n" + EMPTY
    assert outcome(other_bank, content) == (
        [(Sheet(), True), (Sheet(), True)],
        "s:2:1: This line is longer than 1,048,576 bytes, so we can't read it.\n"
        "s:3:1: This is a list, not an answer sheet. To make an answer sheet, type `coder-readiness export`.",
    )


MISTAKES = [
    '"job" doesn\'t belong here. Use only "name", "bank", "taken", "mode", "goal", "seed", "answers" or "flags".',
    '"any" isn\'t one of the goals. Choose "first-job" or "well-paid".',
    "`seed` must be a whole number of up to 18 digits, such as 7, not -1.",
    'There\'s no question "course-stat". Did you mean "course-state"?',
    'brakes-spongy: The answer can\'t be "water". Use one of the options ("air", "rotor" or "pads"), '
    'or "$unknown", "$skip" or "$private".',
]


def test_all_mistakes_of_a_sheet_are_told_with_their_places(other_bank: Bank) -> None:
    json = (
        '{\n  "job": "answers", "goal": "any",\n  "seed": -1,\n  "answers": {\n    "course-stat": "full",\n'
        '    "tools-used": ["hex"], "brakes-spongy" : "water"\n  }\n}\n'
    )
    yaml = "job: 1\ngoal: any\nseed: -1\nanswers:\n  course-stat: full\n  tools-used: [hex]\n  brakes-spongy: water\n"
    for content, places in (
        (json, ["2:3", "2:21", "3:3", "5:5", "6:28"]),
        (yaml, ["1:6", "2:7", "3:7", "5:16", "7:18"]),
    ):
        told = [f"s:{place}: {message}" for place, message in zip(places, MISTAKES, strict=True)]
        assert refusal(other_bank, content).splitlines() == told


@pytest.mark.parametrize(
    "content",
    [
        '{"seed": 1, "answers": {"seed\\"": "\\"nope\\": ", "nope": "nope"}}',
        '{"goal": "nope", "answers": {"\\u006eope": 1}}',
        '{"seed": ":", "answers": {":": "nope", "nope"\t: "x"}}',
    ],
)
def test_a_key_is_not_mistaken_for_text(other_bank: Bank, content: str) -> None:
    column = max(content.find('"nope":'), content.find('"\\u006e'), content.find('"nope"\t')) + 1
    assert f's:1:{column}: There\'s no question "nope"' in refusal(other_bank, content)


@pytest.mark.parametrize("content", ["", "\n", "\n \n\n", "# a comment\n"])
def test_a_file_without_a_sheet(other_bank: Bank, content: str) -> None:
    assert refusal(other_bank, content) == "s is empty. Fill it in, or delete it."


def test_several_sheets_in_a_list(other_bank: Bank) -> None:
    assert refusal(other_bank, '[{"answers": {}},\n{"answers": {}}]') == (
        "s:1:1: This is a list of answer sheets. Save each in its own file, or on its own line, without [ and ]."
    )


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        ('"course-state": ["basic"]', 'The answer can\'t be ["basic"]. Write "basic".'),
        ('"customers-ticket": "phone"', 'The answer can\'t be "phone". Write ["phone"].'),
        ('"customers-ticket": "phone, work"', 'The answer can\'t be "phone, work". Write ["phone", "work"].'),
    ],
)
def test_an_answer_of_another_form_comes_with_the_right_one(other_bank: Bank, answer: str, told: str) -> None:
    assert refusal(other_bank, f'{{"answers": {{{answer}}}}}').endswith(f": {told}")


def test_an_answer_that_is_nearly_right_comes_with_all_that_there_are(other_bank: Bank) -> None:
    told = refusal(other_bank, '{"answers": {"course-state": "$UNKNOWN"}}')
    assert ': The answer can\'t be "$UNKNOWN". Did you mean "$unknown"? Use one of the options ' in told


def test_text_that_is_not_utf_8(other_bank: Bank) -> None:
    wanted = "This isn't UTF-8 text. Save the file as UTF-8."
    assert refusal(other_bank, b'{"goal": "\xff", "answers": {}}') == f"s:1:11: {wanted}"
    assert refusal(other_bank, EMPTY + b'\n{"goal": "\xff", "answers": {}}\n') == f"s:2:11: {wanted}"
    assert refusal(other_bank, b"goal: first-job\nanswers: {\xff: 1}\n") == f"s:2:11: {wanted}"
    for content in ('{"name": "é'.encode() + b"\xff", 'name: "aaaé'.encode() + b"\xff"):
        assert refusal(other_bank, content) == refusal(other_bank, b"\xef\xbb\xbf" + content) == f"s:1:12: {wanted}"
    assert refusal(other_bank, '{"answers": {}}'.encode("utf-16-le")).startswith(
        "s is UTF-16 text without a mark"
    )  # no mark shows what it is


def test_a_line_as_long_as_allowed_and_one_byte_longer(other_bank: Bank) -> None:
    longest = EMPTY.ljust(LARGEST - 1) + b"\n"
    assert len(longest) == LARGEST
    assert read(other_bank, EMPTY + b"\n" + longest) == [(Sheet(), True), (Sheet(), True)]
    assert refusal(other_bank, EMPTY + b"\n" + EMPTY.ljust(LARGEST) + b"\n" + EMPTY) == (
        "s:2:1: This line is longer than 1,048,576 bytes, so we can't read it."
    )


def test_a_sheet_as_large_as_allowed_and_one_byte_larger(other_bank: Bank) -> None:
    assert read(other_bank, EMPTY.ljust(LARGEST)) == [(Sheet(), False)]
    assert refusal(other_bank, EMPTY.ljust(LARGEST + 1)) == ("s is too large. The limit is 1,048,576 bytes.")


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("answers: {}\nanswers: {}\n", '2:1: "answers" appears twice, on lines 1 and 2. Remove one of them.'),
        (
            "answers: &a {}\n",
            "1:10: References with & and * aren't allowed. Write the value out, or put quotes around the text.",
        ),
        (
            "answers: b: c\n",
            "1:11: A colon isn't allowed here. Put quotes around text with a colon in it, or fix the indentation.",
        ),
        (
            "course-state: basic\n",
            '1:15: "course-state" doesn\'t belong here. Put it under `answers`.\n'
            "s:1:1: `answers` is missing. Add question IDs and answers.",
        ),
        (
            "just a text\n",
            "1:1: This is text, not an answer sheet. To make an answer sheet, type `coder-readiness export`.",
        ),
        (
            "- goal: first-job\n",
            "1:1: This is a list, not an answer sheet. To make an answer sheet, type `coder-readiness export`.",
        ),
        ("5\n", "1:1: This is a number, not an answer sheet. To make an answer sheet, type `coder-readiness export`."),
        ("[" * 30 + "]" * 30, "1:21: This is nested more than 20 levels deep, which we can't read."),
        ("goal: any-job\nanswers: {}\n", '1:7: "any-job" isn\'t one of the goals. Choose "first-job" or "well-paid".'),
        (
            "seed: yes\nanswers: {}\n",
            "1:7: `seed` must be a whole number of up to 18 digits, such as 7, not true. "
            "YAML reads yes as true or false.",
        ),
        (
            "answers: {wheels-diameter: 559}\n",
            '1:28: wheels-diameter: 559 needs quotes around it. Write "559".',
        ),
        (
            "answers: {course-state: “basic”}\n",
            '1:25: course-state: The quotes around basic are curly. Write " instead.',
        ),
        (
            "answers: {tools-bicycles: 1:30}\n",
            '1:27: tools-bicycles: The answer can\'t be "1:30". Use a number of bikes, '
            'or "$unknown", "$skip" or "$private".',
        ),
        (
            "answers: {course-state: no}\n",
            "1:25: course-state: The answer can't be false. Use one of the options "
            '("none", "begun", "basic" or "full"), or "$unknown", "$skip" or "$private". '
            "YAML reads no as true or false.",
        ),
    ],
)
def test_what_is_wrong_with_a_sheet_in_yaml(other_bank: Bank, content: str, problem: str) -> None:
    assert refusal(other_bank, content) == f"s:{problem}"


@pytest.mark.parametrize("written", ["12:30", "2026-11-23", ".nan", "0x1F"])
def test_an_answer_that_only_lacks_quotes_is_told_so(other_bank: Bank, written: str) -> None:
    message = refusal(other_bank, f"answers: {{wheels-size: {written}}}\n")
    assert message == f's:1:24: wheels-size: {written} needs quotes around it. Write "{written}".'


def test_no_message_holds_a_terminal_escape(other_bank: Bank) -> None:
    for content in (
        '{"answers": {"\\u001b[31m": 1}}',
        '{"\\u001b": 1, "\\u001b": 1}',
        'answers: {"\\e[31m": 1}',
        '{"answers": {"course-state": "\\u001b[31m\\u202e"}}',
    ):
        assert refusal(other_bank, content).isprintable()


def test_the_name_of_the_file_stands_first(other_bank: Bank) -> None:
    _, wrong = outcome(other_bank, "{}", "dir/my sheet.json")
    assert wrong.startswith("dir/my sheet.json:1:1: `answers` is missing")


def test_a_page_in_place_of_a_sheet_is_recognized(other_bank: Bank) -> None:
    assert refusal(other_bank, "<!DOCTYPE html>\n<html></html>") == (
        "s is a report, not an answer sheet. To make an answer sheet, type `coder-readiness export`."
    )


def test_a_space_that_only_looks_like_one_is_named(other_bank: Bank) -> None:
    content = "answers:\n  course-state:\u00a0basic\n".encode()
    told = "s:2:16: U+00A0 (no-break space) isn't allowed here. Write an ordinary space instead."
    assert outcome(other_bank, content)[1] == told
