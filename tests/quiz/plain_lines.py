"""Questions of each type, and input to type at them or to prepare."""

import io
from datetime import date

import pytest

from coder_readiness.bank.answers import Answer
from coder_readiness.bank.questions.check import CheckQuestion
from coder_readiness.bank.questions.choices import CheckOption, Option
from coder_readiness.bank.questions.code import CodeQuestion
from coder_readiness.bank.questions.number import NumberQuestion
from coder_readiness.bank.questions.several import SeveralQuestion
from coder_readiness.quiz.asking import Move, Prompt
from coder_readiness.quiz.plain import PlainAsker

CHECK = CheckQuestion(
    id="check",
    type="check",
    ask="What does the ending -itis mean?",
    options=(CheckOption(id="inflamed", label="Inflammation"), CheckOption(id="pain", label="Pain")),
    answer="inflamed",
    because="It does.",
    source="A book",
)
SEVERAL = SeveralQuestion(
    id="several",
    type="several",
    evidence="record",
    combine="sum",
    private=True,
    ask="Which of these do you have?",
    options=(Option(id="a", label="A", credit=0.5), Option(id="b", label="B", credit=0.5)),
)
NUMBER = NumberQuestion(
    id="number", type="number", evidence="record", ask="How long?", unit="years", max=60, points=((0, 0), (2, 1))
)
CODE = CodeQuestion(
    id="code",
    type="code",
    ask="Office visit\nCough for 3 days\n\nWhich code?",
    answer=("R05.9",),
    because="It is.",
    source="The list",
    expires=date(2027, 9, 30),
)


class Terminal(io.TextIOWrapper):
    """A terminal in which something is typed."""

    def __init__(self, typed: str) -> None:
        super().__init__(io.BytesIO(typed.encode()), "utf-8")

    def isatty(self) -> bool:
        return True

    def fileno(self) -> int:
        return 1_000_000  # no file of this process, so that there is nothing to drop


def prepared(content: bytes) -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(content), "utf-8")


def put(
    monkeypatch: pytest.MonkeyPatch,
    question: CheckQuestion | SeveralQuestion | NumberQuestion | CodeQuestion,
    typed: str,
) -> Answer | Move:
    """Put a question to somebody who types in a terminal."""
    monkeypatch.setattr("sys.stdin", Terminal(typed))
    monkeypatch.setenv("COLUMNS", "80")
    options = question.options
    return PlainAsker().ask(Prompt(question, options, "Question 1 of 9, step 1 of 5, Words.", "It matters."))
