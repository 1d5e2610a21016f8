"""Aiken: questions, letters and answers, and every slip with its line."""

import pytest

from coder_readiness.bank.exchange.aiken import holds, read_aiken, write_aiken
from coder_readiness.bank.exchange.question import Exported
from coder_readiness.bank.model import Bank
from coder_readiness.errors import Problem

GOOD = "What makes dough rise?\nA. Salt\nB) Gas from yeast\nC. Heat\nANSWER: B\n"


def test_a_question() -> None:
    problems: list[Problem] = []
    (one,) = read_aiken("f.txt", GOOD, problems)
    assert not problems
    assert one.question["ask"] == "What makes dough rise?"
    assert [option["label"] for option in one.question["options"]] == ["Salt", "Gas from yeast", "Heat"]
    assert one.question["answer"] == "b"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Why?\nA. a\nB. b\n", "f.txt:7:1: there's no line ANSWER: with the letter of the answer"),
        ("Why?\nA. a\nB. b\nANSWER: C\n", "f.txt:10:1: the answer 'C' isn't the letter of one of its options (A, B)"),
        (
            "Why?\nA. a\nB. b\nANSWER: A,B\n",
            "f.txt:10:1: the answer 'A,B' isn't the letter of one of its options (A, B)",
        ),
        (
            "Why?\nA. a\nB. b\nANSWER: A, B\n",
            "f.txt:10:1: the answer 'A, B' isn't the letter of one of its options (A, B)",
        ),
        ("Why?\nA. a\nANSWER: A\n", "f.txt:9:1: a question needs at least two options"),
        ("Why?\nA. a\nA. b\nANSWER: A\n", "f.txt:9:1: has the option A twice"),
        ("A. a\nB. b\nANSWER: A\n", "f.txt:9:1: the question is missing before its options"),
        (
            "Why?\na. a\nb. b\nANSWER: a\n",
            "f.txt:10:1: has no options; start the line of each with a capital letter, such as A. or A)",
        ),
    ],
)
def test_what_cannot_be_read_is_named_with_its_line(text: str, told: str) -> None:
    problems: list[Problem] = []
    list(read_aiken("f.txt", f"{GOOD}\n{text}", problems))
    assert str(problems[0]) == told


def test_checks_come_back(other_bank: Bank) -> None:
    pool = [Exported(one, question, question.options) for one in other_bank.competencies for question in one.pool]
    held = [one for one in pool if holds(one)]
    problems: list[Problem] = []
    back = list(read_aiken("f.txt", "".join(write_aiken(held)), problems))
    assert not problems
    assert [one.question["ask"] for one in back] == [" ".join(one.question.ask.split()) for one in held]
    for one, written in zip(back, held, strict=True):
        answers = {option["id"]: option["label"] for option in one.question["options"]}
        assert answers[one.question["answer"]] == written.question.said(written.question.best_answer)
