"""What is put to a person, and what may come back, whichever way it is shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Protocol

from coder_readiness.scoring.sheet import PRIVATE, SKIP, UNKNOWN, Answer, read_answer
from coder_readiness.scoring.wording import SPECIAL_ANSWERS, record_and_question
from coder_readiness.text import NO_BREAK, one_line

if TYPE_CHECKING:  # a menu is shown before any question, and need not wait for the bank's models
    from coder_readiness.bank.model import CheckOption, Option, Question


class Move(Enum):
    """What a person may do instead of answering."""

    BACK = "b"
    WHY = "?"
    """Asks for the reason of a question; an asker gives it and asks on."""
    LEAVE = "q"


KeyMap = dict[str, tuple[str, Answer | Move]]
"""What a key is called and what it means, by the key."""
LEAVING: KeyMap = {"q": ("leave", Move.LEAVE)}
LIST_KEYS: KeyMap = {"b": ("back", Move.BACK), **LEAVING}
_MOST_TIMES_AS_LONG = 2
"""A typed line longer than so many times the right answer holds more than an answer."""


@dataclass(frozen=True)
class Choice:
    """One line to choose; `value` says which, and `alone` that it is ticked only by itself."""

    value: str
    label: str
    alone: bool = False


@dataclass(frozen=True)
class Prompt:
    """One question as it is put: where in the quiz, why, the options in the order to show, and an earlier answer.

    In `practice` nothing is changed afterwards, and the whole of it stays in view once it is answered, for what is said
    next is about it.
    """

    question: "Question"
    options: "tuple[Option | CheckOption, ...]"
    where: str
    why: str
    given: Answer | None = None
    practice: bool = False

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
        """Every line to choose or to tick; none for typed answers."""
        lines = [Choice(option.id, one_line(option.label), getattr(option, "alone", False)) for option in self.options]
        if lines and self.question.type != "several":
            if self.question.evidence == "check":
                lines.append(Choice(UNKNOWN, SPECIAL_ANSWERS[UNKNOWN]))
            if self.question.private:
                lines.append(Choice(PRIVATE, SPECIAL_ANSWERS[PRIVATE]))
        return tuple(lines)

    @property
    def keys(self) -> KeyMap:
        """The keys that stand beside the choices, or the typing."""
        keys: KeyMap = {}
        listed = {choice.value for choice in self.choices}
        if self.question.evidence == "check" and UNKNOWN not in listed:
            keys["d"] = (SPECIAL_ANSWERS[UNKNOWN], UNKNOWN)
        if self.question.private and PRIVATE not in listed:
            keys["p"] = (SPECIAL_ANSWERS[PRIVATE], PRIVATE)
        back: KeyMap = {} if self.practice else {"b": ("back", Move.BACK)}
        return {**keys, **back, "s": ("skip", SKIP), "?": ("why we ask", Move.WHY), **LEAVING}

    @property
    def wanted(self) -> str:
        """What a typed line must be, as in "Type ..."."""
        question, choices = self.question, self.choices
        match question.type:
            case "code":
                return "the answer"
            case "number":
                return f"a number of {question.unit} from 0 to {question.max:g}"
            case "several":
                together = [str(number) for number, choice in enumerate(choices, 1) if not choice.alone]
                example = " ".join(together[:3:2] if len(together) > 2 else together)
                none = "" if any(choice.alone for choice in choices) else ", or 0 for none of them"
                return f"the numbers of all that apply, such as {example}{none}"
        return f"a number from 1 to {len(choices)}"

    @property
    def typing(self) -> str:
        """What to type, with all there is to know about it."""
        return f"{self.wanted}{' (capitals, spaces and points do not matter)' if self.question.type == 'code' else ''}"

    @property
    def safe_choice(self) -> str:
        """The line that a held-down Enter may choose: an earlier answer, "I don't know", or what earns least."""
        if isinstance(self.given, str) and any(choice.value == self.given for choice in self.choices):
            return self.given
        if self.question.evidence == "check" and any(choice.value == UNKNOWN for choice in self.choices):
            return UNKNOWN
        return min(self.options, key=lambda option: getattr(option, "credit", 0)).id


class UnfitError(Exception):
    """Says what does not fit in a line that was typed."""


class Asker(Protocol):
    """A way to talk with a person. Raises KeyboardInterrupt when the person leaves, EOFError when the input ends."""

    def ask(self, prompt: Prompt) -> Answer | Move:
        """Put a question until there is an answer that fits it, a skip, or a move."""

    def choose(self, title: str, choices: Sequence[Choice]) -> str | Move:
        """Put a list and return the value chosen, or a move where the person wants none of it."""

    def pause(self, before: str) -> Move | None:
        """Where what was said may soon be out of view, wait until the person wants what is next, or leaves."""

    def say(self, text: str, *, heading: bool = False) -> None:
        """Show a paragraph."""


def read_typed(question: "Question", line: str) -> Answer:
    """Return the code or the number in a line; raises UnfitError, SheetError or ValueError where it holds none."""
    if question.type == "number":
        number, _, unit = line.partition(" ")
        if unit and question.unit.startswith(unit.lower()):  # as in "2 years"
            line = number
        return read_answer(question, float(line.replace(",", ".")))
    if question.type == "code" and line and not _has_digit(line) and all(map(_has_digit, question.answer)):
        raise UnfitError("the answer has a digit in it")
    if question.type == "code" and len(line) > _MOST_TIMES_AS_LONG * max(map(len, question.answer)):
        raise UnfitError("it is too long; type only the answer, nothing before or after it")
    return read_answer(question, line)


def _has_digit(text: str) -> bool:
    return any(map(str.isdigit, text))


def keys_in_words(keys: KeyMap) -> str:
    """Return the keys in words; each stays in one line."""
    return ", ".join(f"{key} {name}".replace(" ", NO_BREAK) for key, (name, _) in keys.items())
