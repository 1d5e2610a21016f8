"""Aiken: questions, letters and answers, and every slip with its line."""

import pytest

from coder_readiness.bank.exchange.aiken import holds, read_aiken, write_aiken
from coder_readiness.bank.exchange.question import Exported
from coder_readiness.bank.model import Bank
from coder_readiness.errors import Problem

NO_ANSWER = "This question has no answer. Add a line such as ANSWER: B under the options."
NO_OPTION = "This text has no options below it. Remove it, or add it to the line that it belongs to."
GOOD = "What makes dough rise?\nA. Salt\nB) Gas from yeast\nC. Heat\nANSWER: B\n"


def test_a_question() -> None:
    problems: list[Problem] = []
    (one,) = read_aiken("f.txt", GOOD, problems)
    assert not problems
    assert one.question["ask"] == "What makes dough rise?"
    assert [option["label"] for option in one.question["options"]] == ["Salt", "Gas from yeast", "Heat"]
    assert one.question["answer"] == "b"


@pytest.mark.parametrize("answer", ["ANSWER: B", "ANSWER:b", "Answer: B.", "answer: b)"])
def test_letters_of_either_case_are_read(answer: str) -> None:
    problems: list[Problem] = []
    (one,) = read_aiken("f.txt", f"Why?\na. Salt\nb) Gas\n{answer}\n", problems)
    assert (problems, one.question["answer"]) == ([], "b")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Why?\nA. a\nB. b\n", f"f.txt:7:1: {NO_ANSWER}"),
        ("Why?\nA. a\nB. b\n\nWho?\nA. a\nB. b\nANSWER: A\n", f"f.txt:7:1: {NO_ANSWER}"),
        ("FEEDBACK: It does.\n\nWhy?\nA. a\nB. b\nANSWER: A\n", f"f.txt:7:1: {NO_OPTION}"),
        ("Why?\n", f"f.txt:7:1: {NO_OPTION}"),
        (
            "Why?\nA. a\n   and more\nB. b\nANSWER: A\n",
            "f.txt:9:1: This line is neither an option nor an answer. Add it to the line above.",
        ),
        (
            "Why?\n1. a\n2. b\nANSWER: 1\n",
            "f.txt:10:1: This answer has no options. Write them above it, and start each with a letter, as in A.",
        ),
        ("Why?\nA.\nB. b\nANSWER: B\n", "f.txt:10:1: One of the options is empty. Write its text, or remove it."),
        (
            "Why?\nA. a\nB. b\nANSWER: C\n",
            'f.txt:10:1: The answer "C" isn\'t one of the options. Use "A" or "B".',
        ),
        (
            "Why?\nA. a\nB. b\nANSWER: A,B\n",
            'f.txt:10:1: The answer "A,B" isn\'t one of the options. Use "A" or "B".',
        ),
        (
            "Why?\nA. a\nB. b\nANSWER: A, B\n",
            'f.txt:10:1: The answer "A, B" isn\'t one of the options. Use "A" or "B".',
        ),
        ("Why?\nA. a\nANSWER: A\n", "f.txt:9:1: A question needs at least two options. Add one."),
        ("Why?\nA. a\nA. b\nANSWER: A\n", "f.txt:9:1: This question has two options A. Change one of the letters."),
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
