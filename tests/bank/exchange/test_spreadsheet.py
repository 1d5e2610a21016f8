"""CSV: a row for each question, which Python's own reader reads, and every slip with its line."""

import csv
import io
import re
from dataclasses import replace

import pytest

from coder_readiness.bank.data import as_data
from coder_readiness.bank.exchange.question import Exported
from coder_readiness.bank.exchange.spreadsheet import COLUMNS, holds, read_csv, write_csv
from coder_readiness.bank.loader import load_bank
from coder_readiness.bank.model import Bank
from coder_readiness.errors import Problem

HEAD = "ask,option_1,option_2,answer"


def problems_of(text: str) -> list[str]:
    problems: list[Problem] = []
    list(read_csv("f.csv", text, problems))
    return list(map(str, problems))


@pytest.mark.parametrize("answer", ["2", "B", "b", "Gas", "gas"])
def test_the_answer_by_number_letter_or_text(answer: str) -> None:
    problems: list[Problem] = []
    (one,) = read_csv("f.csv", f"{HEAD}\nWhat makes dough rise?,Salt,Gas,{answer}\n", problems)
    assert not problems
    assert one.question["answer"] == "b"
    assert one.question["options"] == [{"id": "a", "label": "Salt"}, {"id": "b", "label": "Gas"}]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("ask,opton_1,answer\n", ['f.csv:1:1: We don\'t know the column "opton_1". Did you mean "option_1"?']),
        (
            "ask,ask\n",
            [
                'f.csv:1:1: The column "ask" appears twice. Remove one of them.',
                'f.csv:1:1: The column "answer" is missing. Add it.',
            ],
        ),
        ("", ['f.csv:1:1: The column "ask" is missing. Add it.', 'f.csv:1:1: The column "answer" is missing. Add it.']),
        (
            f"{HEAD}\nOne?,a,b,\n,a,b,1\n\nThree?,a,b,3\nTwo right?,a,b,1 2\nFine?,a,b,1\n",
            [
                "f.csv:2:1: `answer` is empty. Write the number of the right option.",
                "f.csv:3:1: `ask` is empty. Write the question there.",
                'f.csv:5:1: The answer "3" isn\'t one of the options. Write a number from 1 to 2.',
                'f.csv:6:1: The answer "1 2" isn\'t one of the options. Write a number from 1 to 2.',
            ],
        ),
        (
            f"{HEAD}\nOne?,,b,2\n#NAME?,a,b,1\n",
            [
                "f.csv:2:1: `option_1` is empty, but a later option isn't. Leave no gap.",
                "f.csv:3:1: `ask` has the spreadsheet's error #NAME?. Correct the formula, or type the text.",
            ],
        ),
        (
            "type,ask,option_1,option_2,answer,credits\nsingle,One?,a,b,,100% 0\n",
            ['f.csv:2:1: "100%" isn\'t a number. Write 1.'],
        ),
        (
            f"{HEAD}\nOne?,,,1\n",
            ["f.csv:2:1: This question has no options. Fill in option_1 and option_2, or make the type `code`."],
        ),
        (
            f"{HEAD}\nOne?,a,b,1,c\n",
            ["f.csv:2:1: This row has 5 cells for 4 columns. Put quotes around text with a comma in it."],
        ),
    ],
)
def test_all_slips_are_told_at_once(text: str, told: list[str]) -> None:
    assert problems_of(text) == told


@pytest.mark.parametrize(
    ("rows", "places"),
    [
        ('"One?,a,b,1\nTwo?,a,b,9\n', ["3:1", "4:1"]),
        ('"One"?,a,b,1\r\nTwo?,a,b,9\r\n', ["3:1", "4:1"]),
        ('One?,a,"b,1\nTwo?,"a,b,1\n"Three?"\n', ["3:8", "4:6", "5:1"]),
        ('"One\nand two?","a,b,1\nThree?,a,b,9\n', ["4:11", "5:1"]),
    ],
)
def test_a_broken_quote_hides_no_other_row(rows: str, places: list[str]) -> None:
    told = problems_of(f"{HEAD}\nGood?,a,b,9\n{rows}")
    assert [problem.split(": ")[0] for problem in told] == [f"f.csv:{place}" for place in ["2:1", *places]]
    assert ": A quotation mark opens here but isn't closed" in told[1]


def test_an_unknown_column_hides_no_row() -> None:
    told = problems_of(f"{HEAD},color\nOne?,a,b,9,red\n")
    assert [problem.split(": ")[0] for problem in told] == ["f.csv:1:1", "f.csv:2:1"]


@pytest.mark.parametrize("between", [";", "\t"])
def test_the_sign_between_cells_in_other_countries(between: str) -> None:
    problems: list[Problem] = []
    text = f"{HEAD}\n'What, then?',Salt,Gas,2\n".replace(",", between).replace(f"What{between}", "What,")
    (one,) = read_csv("f.csv", text, problems)
    assert (one.question["ask"], one.question["answer"], problems) == ("'What, then?'", "b", [])


@pytest.mark.parametrize(
    ("head", "column"),
    [
        *(("question", "ask"), ("Quesiton", "ask"), ("Correct answer", "answer"), ("Rationale", "because")),
        *(("area", "competency"), ("A", "option_1"), ("answer_3", "option_3")),
        *(("choice-d", "option_4"), ("becuse", "because"), ("reference", "source")),
    ],
)
def test_what_a_column_is_called_elsewhere(head: str, column: str) -> None:
    read = re.sub("[ -]", "_", head.lower())
    assert problems_of(f"{HEAD},{head}\n") == [
        f'f.csv:1:1: We don\'t know the column "{read}". Did you mean "{column}"?'
    ]


@pytest.mark.parametrize(
    "text",
    [
        "sep=;\nask;option_1;option_2;answer\nWhat?;Salt;Gas;2\n",
        "Ask,Option 1,Option-2,Answer\nWhat?,Salt,Gas,2\n",
        "ask,option_1,option_2,answer,,\nWhat?,Salt,Gas,2,,\n",
        "ask,option_1,option_2,answer\nWhat?,Salt,Gas,2,,\n",
        "type,ask,option_1,option_2,answer\nCheck,What?,Salt,Gas,2\n",
    ],
)
def test_what_spreadsheets_make_of_a_table(text: str) -> None:
    problems: list[Problem] = []
    (one,) = read_csv("f.csv", text, problems)
    labels = [option["label"] for option in one.question["options"]]
    assert (one.question["ask"], labels, one.question["answer"], problems) == ("What?", ["Salt", "Gas"], "b", [])


def test_unknown_columns_and_those_there_are() -> None:
    (told,) = problems_of(f"{HEAD},color,shape,color\n")
    assert told.endswith(
        'We don\'t know the columns "color", "shape". Use only these columns: competency, id, type, ask, '
        "option_1 to option_14, option_ids, answer, credits, partial, because, source."
    )


def test_every_pool_comes_back_as_it_was(other_bank: Bank) -> None:
    pool = [
        Exported(one, question, question.options)
        for bank in (other_bank, load_bank())
        for one in bank.competencies
        for question in one.pool
    ]
    held = [one for one in pool if holds(one)]
    assert len(held) > 500
    problems: list[Problem] = []
    back = list(read_csv("f.csv", "".join(write_csv(held)), problems))
    assert not problems
    for one, written in zip(back, held, strict=True):
        question = as_data(written.question)
        assert one.competency == written.competency.id
        shown = {key: value for key, value in one.question.items() if key != "options"}
        # A cell's outer blanks say nothing.
        assert shown == {
            key: value.strip() if isinstance(value, str) else value for key, value in question.items() if key in shown
        }
        assert [option["id"] for option in one.question.get("options", [])] == [
            option["id"] for option in question.get("options", [])
        ]


def test_no_cell_is_a_formula_and_none_is_changed_by_that(other_bank: Bank) -> None:
    question = replace(other_bank.questions["brakes-spongy"], ask='=1+1?\nWhat, "is" it?', because="-5, say")
    text = "".join(write_csv([Exported(other_bank.competencies[0], question, question.options)]))
    heads, row = csv.reader(io.StringIO(text.removeprefix("\ufeff")))
    assert tuple(heads) == COLUMNS
    assert row[COLUMNS.index("ask")] == '\'=1+1?\nWhat, "is" it?'
    (back,) = read_csv("f.csv", text, [])
    assert (back.question["ask"], back.question["because"]) == (question.ask, "-5, say")
