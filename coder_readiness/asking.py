"""What is put to a person, and what may come back, whichever way it is shown."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Protocol

from coder_readiness.sheet import PRIVATE, SKIP, UNKNOWN, Answer
from coder_readiness.text import printable

if TYPE_CHECKING:  # a menu is shown before any question, and need not wait for the bank's models
    from coder_readiness.bank import CheckOption, Option, Question

KEYS = "b back, s skip, ? why we ask, q leave"


SECONDS = {"single": 12, "several": 25, "number": 10, "check": 22, "code": 50}
"""How long a question of each type takes, until the person's own pace is known; the authors' estimate."""


class Move(Enum):
    """What a person may do instead of answering."""

    BACK = "b"
    LEAVE = "q"


@dataclass(frozen=True)
class Choice:
    """One line to choose; `value` says which."""

    value: str
    label: str


@dataclass(frozen=True)
class Prompt:
    """One question as it is put: where in the quiz, why, the options in the order to show, and an earlier answer."""

    question: "Question"
    options: "tuple[Option | CheckOption, ...]"
    where: str
    why: str
    given: Answer | None = None

    @property
    def record(self) -> str:
        """The record the question is about, whose line breaks count; empty where there is none."""
        return record_and_question(self.question)[0]

    @property
    def text(self) -> str:
        """The question itself."""
        return record_and_question(self.question)[1]

    @property
    def choices(self) -> tuple[Choice, ...]:
        """Every line to choose; for typed answers only those that need no typing."""
        lines = [Choice(option.id, one_line(option.label)) for option in self.options]
        if self.question.evidence == "check" and self.question.type != "several":
            lines.append(Choice(UNKNOWN, "I don't know"))
        if self.question.private:
            lines.append(Choice(PRIVATE, "I prefer not to say"))
        return tuple(lines)

    @property
    def safe_choice(self) -> str:
        """The line that a held-down Enter may choose: an earlier answer, "I don't know", or what earns least."""
        if isinstance(self.given, str) and any(choice.value == self.given for choice in self.choices):
            return self.given
        if self.question.evidence == "check" and any(choice.value == UNKNOWN for choice in self.choices):
            return UNKNOWN
        return min(self.options, key=lambda option: getattr(option, "credit", 0)).id


class Asker(Protocol):
    """A way to talk with a person. Raises KeyboardInterrupt when the person leaves, EOFError when the input ends."""

    def ask(self, prompt: Prompt) -> Answer | Move:
        """Put a question until there is an answer that fits it, a skip, or a move."""

    def choose(self, title: str, choices: Sequence[Choice]) -> str | Move:
        """Put a list and return the value chosen; `Move.BACK` where the person wants none of it."""

    def say(self, text: str, *, heading: bool = False) -> None:
        """Show a paragraph."""


def record_and_question(question: "Question") -> tuple[str, str]:
    """Return the record a question is about ("" where there is none), and the question itself in one line."""
    record, _, text = question.ask.rpartition("\n\n")
    return record, one_line(text)


def minutes(questions: "Iterable[Question]", pace: float = 1.0) -> int:
    """Return about how many minutes questions take, at least 1; `pace` 2 means twice as long as estimated."""
    return max(1, round(sum(SECONDS[question.type] for question in questions) * pace / 60))


def one_line(text: str) -> str:
    """Return a text without its line breaks."""
    return " ".join(text.split())


def said(question: "Question", answer: Answer) -> str:
    """Return an answer in words, for a person to read."""
    special = {UNKNOWN: "I don't know", SKIP: "skipped", PRIVATE: "I prefer not to say"}
    if isinstance(answer, str) and answer in special:
        return special[answer]
    if question.type == "number":
        return f"{answer:g} {question.unit}"
    if question.type == "code":
        return printable(str(answer))
    chosen = answer if isinstance(answer, tuple) else (answer,)
    labels = [one_line(option.label) for option in question.options if option.id in chosen]
    return "; ".join(labels) or "nothing ticked"
