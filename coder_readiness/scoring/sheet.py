"""The answers of one attempt, checked against the bank they answer."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from coder_readiness.bank.goals import GOALS, Goal
from coder_readiness.errors import Listing, SheetError
from coder_readiness.text import did_you_mean, printable

if TYPE_CHECKING:  # what shows a menu uses this module, and need not wait for the bank's models
    from coder_readiness.bank.model import Bank, CheckQuestion, Question, SeveralQuestion, SingleQuestion

UNKNOWN: Final = "$unknown"
"""I don't know: no credit on a check; on anything else the credit stays open."""
SKIP: Final = "$skip"
"""Passed over: the credit stays open, anywhere from 0 to 1."""
PRIVATE: Final = "$private"
"""Prefer not to say: the question is taken out of the score."""
SPECIAL: Final = frozenset({UNKNOWN, SKIP, PRIVATE})

LONGEST_CODE = 64
_MOST_MISTAKES = 100
"""How many mistakes of one sheet are looked into."""

Answer = str | float | tuple[str, ...]
"""An option id, several of them, a number, a code, or one of SPECIAL."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A goal, the seed that fixes the draw, and answers by question id."""

    goal: Goal = "first-job"
    seed: int = 0
    answers: Mapping[str, Answer] = field(default_factory=dict)
    seen: frozenset[str] = frozenset()
    """Checks met in earlier attempts, which the draw leaves out as long as there are others."""

    def with_answer(self, question_id: str, answer: Answer) -> "Sheet":
        """Return this sheet with one answer given or changed."""
        return Sheet(self.goal, self.seed, {**self.answers, question_id: answer}, self.seen)

    def plain(self) -> dict[str, object]:
        """Return the sheet in the form that `read_sheet` takes and that is written as JSON."""
        answers = {name: list(answer) if isinstance(answer, tuple) else answer for name, answer in self.answers.items()}
        return {"goal": self.goal, "seed": self.seed, "answers": answers}


def read_sheet(bank: "Bank", data: object) -> Sheet:
    """Return a sheet from `{"goal": ..., "seed": ..., "answers": {question id: answer}}`, as JSON or YAML gives it.

    `goal` and `seed` may be left out. Raises SheetError, naming everything that is wrong, and takes nothing then.
    """
    if not isinstance(data, Mapping):
        raise SheetError(f"a sheet must be an object with the key `answers`, but this is {_kind(data)}")
    checked: dict[str, Answer] = {}
    # To compare each of very many unknown ids with those known would take minutes, and far fewer are shown.
    if mistakes := list(islice(_mistakes(bank, data, checked), _MOST_MISTAKES)):
        raise SheetError(str(Listing(message for _, message in mistakes)), mistakes)
    return Sheet(data.get("goal", GOALS[0]), data.get("seed", 0), checked)


def _mistakes(
    bank: "Bank", data: Mapping[Any, Any], checked: dict[str, Answer]
) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield what is wrong with a sheet, each with the keys it stands under; put the answers that fit into `checked`."""
    for key in data:
        if key not in {"goal", "seed", "answers"}:
            advice = "put it under `answers`" if key in bank.questions else "a sheet has goal, seed and answers"
            yield (key,), f"unknown key {_quoted(key)}; {advice}"
    goal = data.get("goal", GOALS[0])
    if not isinstance(goal, str) or goal not in GOALS:
        yield ("goal",), f"the goal {_quoted(goal)} is unknown; it must be {' or '.join(GOALS)}"
    seed = data.get("seed", 0)
    if not isinstance(seed, int) or isinstance(seed, bool) or not 0 <= seed < 1 << 63:
        yield ("seed",), f"the seed must be a whole number from 0 to {(1 << 63) - 1}, but is {_quoted(seed)}"
    answers = data.get("answers")
    if not isinstance(answers, Mapping):
        yield ("answers",), f"`answers` must be an object of question ids and answers, but is {_kind(answers)}"
        return
    questions = bank.questions
    if len(answers) > 2 and not any(name in questions for name in answers if isinstance(name, str)):
        yield ("answers",), "none of its questions is in this bank; give the bank it answers with --questions"
        return
    for name, answer in answers.items():
        if question := questions.get(name):
            try:
                checked[name] = read_answer(question, answer)
            except SheetError as error:
                yield ("answers", name), str(error)
        else:
            meant = did_you_mean(name, tuple(questions)) if isinstance(name, str) else ""
            advice = f"{meant or ';'} `coder-readiness bank list`, with the same --questions if any, shows them all"
            yield ("answers", name), f"unknown question {_quoted(name)}{advice}"


def read_answer(question: "Question", answer: object) -> Answer:
    """Return an answer to `question` that can be scored; raises SheetError where it does not fit the question."""
    if isinstance(answer, str) and answer in SPECIAL:
        return answer
    match question.type:
        case "single" | "check":
            if isinstance(answer, str) and answer in question.credits:
                return answer
            wanted = f"one of its options ({_options(question)})"
        case "several":
            return _read_ticks(question, answer)
        case "number":
            wanted = f"a number of {question.unit}"
            if isinstance(answer, (int, float)) and not isinstance(answer, bool):
                # A whole number too large for a float is too large for any question.
                if abs(answer) <= question.max and math.isfinite(answer) and answer >= 0:
                    return float(answer)
                wanted = f"{wanted} from 0 to {question.max:g}"
        case _:  # a code
            if isinstance(answer, str) and 0 < len(answer.strip()) <= LONGEST_CODE and not answer.startswith("$"):
                return answer
            wanted = f"a code as text, of at most {LONGEST_CODE} characters"
    raise _misfit(question, answer, wanted)


def _read_ticks(question: "SeveralQuestion", answer: object) -> tuple[str, ...]:
    if not isinstance(answer, (list, tuple)):
        raise _misfit(question, answer, f"a list of its options ({_options(question)})")
    known = {option.id for option in question.options}
    ticks = tuple(answer)
    for tick in ticks:
        if isinstance(tick, str) and tick in SPECIAL:
            raise SheetError(f"question {question.id}: {tick} stands by itself, not in a list")
        if not isinstance(tick, str) or tick not in known:
            raise _misfit(question, tick, f"one of its options ({_options(question)})")
    if twice := [tick for tick in ticks if ticks.count(tick) > 1]:
        raise SheetError(f"question {question.id}: the option {twice[0]} stands twice in the answer; name it once")
    return ticks


def _misfit(question: "Question", answer: object, wanted: str) -> SheetError:
    return SheetError(
        f"question {question.id}: the answer must be {wanted} or $unknown, $skip, $private; it is {_quoted(answer)}"
    )


def _options(question: "SingleQuestion | SeveralQuestion | CheckQuestion") -> str:
    return ", ".join(option.id for option in question.options)


def _quoted(value: object) -> str:
    try:
        if isinstance(value, tuple):  # which is how YAML's lists are read
            value = list(value)
        text = repr(value) if isinstance(value, (str, int, float, list, type(None))) else _kind(value)
    except ValueError:  # Python does not print whole numbers of several thousand digits
        return "a number too long to print"
    return printable(text if len(text) <= 60 else text[:57] + "...")


def _kind(value: object) -> str:
    names = {
        dict: "an object",
        list: "a list",
        tuple: "a list",
        int: "a number",
        float: "a number",
        bool: "true or false",
        str: "text",
    }
    return "nothing" if value is None else names.get(type(value), "neither text nor a number")
