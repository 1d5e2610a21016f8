"""Questions and answers in words for a person to read, and how long questions take."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from coder_readiness.scoring.sheet import PRIVATE, SKIP, UNKNOWN, Answer
from coder_readiness.text import one_line, printable

if TYPE_CHECKING:  # a menu is shown before any question, and need not wait for the bank's models
    from coder_readiness.bank.model import Question

SECONDS = {"single": 12, "several": 25, "number": 10, "check": 22, "code": 50}
"""How long a question of each type takes, until the person's own pace is known; the authors' estimate."""
SPECIAL_ANSWERS = {UNKNOWN: "I don't know", SKIP: "skipped", PRIVATE: "I prefer not to say"}
"""What people call the answers that every question takes."""


def record_and_question(question: "Question") -> tuple[str, str]:
    """Return the record a question is about ("" where there is none), and the question itself in one line."""
    record, _, text = question.ask.rpartition("\n\n")
    return record, one_line(text)


def minutes(questions: "Iterable[Question]", pace: float = 1.0) -> int:
    """Return about how many minutes questions take, at least 1; `pace` 2 means twice as long as estimated."""
    return max(1, round(sum(SECONDS[question.type] for question in questions) * pace / 60))


def answer_in_words(question: "Question", answer: Answer) -> str:
    """Return an answer in words, for a person to read."""
    if isinstance(answer, str) and answer in SPECIAL_ANSWERS:
        return SPECIAL_ANSWERS[answer]
    if question.type == "number":
        return f"{answer:g} {question.unit.removesuffix('s') if answer == 1 else question.unit}"
    if question.type == "code":
        return printable(str(answer))
    chosen = answer if isinstance(answer, tuple) else (answer,)
    labels = [one_line(option.label) for option in question.options if option.id in chosen]
    return "; ".join(labels) or "nothing ticked"
