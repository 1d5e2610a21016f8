"""Whatever a question says, it comes back from each format that can hold it, and from the file of an import."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from coder_readiness.bank.competency import Competency
from coder_readiness.bank.exchange import aiken, gift, spreadsheet
from coder_readiness.bank.exchange.competency_file import competency_file
from coder_readiness.bank.exchange.question import Exported, Imported
from coder_readiness.bank.model import Bank
from coder_readiness.bank.questions.check import CheckQuestion
from coder_readiness.bank.strict_yaml import YamlFile
from coder_readiness.bank.template import BLANK
from coder_readiness.bank.validation import validated
from coder_readiness.errors import Problem
from coder_readiness.text import is_hidden
from tests.builders import check

STEERING = "=~#{}:\\\n%<>\"'&;,.|$/*[]^_`!?+-@ \u00a0ABT()0aé漢🦴"
PIECES = (
    "'=",
    "\\n",
    "->",
    "####",
    "::",
    "//",
    "ANSWER: A",
    "A. ",
    "$CATEGORY: x",
    "[html]",
    "TRUE",
    "{}",
    "\n\n",
    "|",
    '""',
    "- ",
    "#",
)

texts = (
    st.lists(
        st.sampled_from(STEERING)
        | st.sampled_from(PIECES)
        | st.characters(exclude_categories=["C", "Z"]).filter(lambda character: not is_hidden(character)),
        min_size=1,
        max_size=12,
    )
    .map("".join)
    .map(str.strip)
    .filter(bool)
    .filter(lambda text: "Source:" not in text and BLANK not in text)
)
questions = st.builds(
    lambda ask, labels, because, source: replace(
        check("new-1", options=len(labels)),
        ask=ask,
        because=because,
        source=source,
        options=tuple(
            replace(option, label=label)
            for option, label in zip(check("x", options=len(labels)).options, labels, strict=True)
        ),
    ),
    texts,
    st.lists(texts, min_size=2, max_size=4, unique_by=lambda text: " ".join(text.split())),
    texts,
    texts,
)


def exported(bank: Bank, question: CheckQuestion) -> Exported:
    return Exported(bank.competencies[0], question, question.options)


Read = Callable[[str, str, list[Problem]], Iterator[Imported]]
Write = Callable[[Iterable[Exported]], Iterator[str]]


@pytest.mark.parametrize(
    ("write", "read", "holds"),
    [
        (gift.write_gift, gift.read_gift, gift.holds),
        (spreadsheet.write_csv, spreadsheet.read_csv, spreadsheet.holds),
    ],
)
@given(question=questions)
def test_all_of_a_question_comes_back(
    other_bank: Bank, write: Write, read: Read, holds: Callable[[Exported], bool], question: CheckQuestion
) -> None:
    one = exported(other_bank, question)
    assume(holds(one))
    problems: list[Problem] = []
    (back,) = read("f", "".join(write([one])), problems)
    assert not problems
    assert back.question["ask"] == question.ask
    assert [option["label"] for option in back.question["options"]] == [option.label for option in question.options]
    assert (back.question["because"], back.question["source"]) == (question.because, question.source)


@given(question=questions)
def test_aiken_keeps_the_words(other_bank: Bank, question: CheckQuestion) -> None:
    one = exported(other_bank, question)
    assume(aiken.holds(one))
    problems: list[Problem] = []
    (back,) = aiken.read_aiken("f", "".join(aiken.write_aiken([one])), problems)
    assert not problems
    assert back.question["ask"].split() == question.ask.split()
    assert [option["label"].split() for option in back.question["options"]] == [
        option.label.split() for option in question.options
    ]


@given(question=questions)
def test_no_cell_of_a_spreadsheet_is_a_formula(other_bank: Bank, question: CheckQuestion) -> None:
    text = "".join(spreadsheet.write_csv([exported(other_bank, question)]))
    _, row = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    assert not [cell for cell in row if cell.startswith(("=", "+", "-", "@"))]


@settings(max_examples=40)
@given(question=questions)
def test_the_file_that_an_import_writes_says_the_same(other_bank: Bank, question: CheckQuestion) -> None:
    problems: list[Problem] = []
    imported = list(
        spreadsheet.read_csv("f", "".join(spreadsheet.write_csv([exported(other_bank, question)])), problems)
    )
    written = competency_file(other_bank, "new", imported, None, problems)
    assert not problems
    competency = validated(YamlFile("new.yaml", written.encode()), Competency, problems)
    assert not problems
    assert competency
    (back,) = competency.pool
    assert (back.ask.strip(), back.because, back.source) == (question.ask, question.because, question.source)
    assert [option.label for option in back.options] == [option.label for option in question.options]
