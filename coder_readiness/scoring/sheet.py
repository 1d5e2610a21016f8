"""The answers of one attempt, checked against the bank they answer."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Any

from coder_readiness.bank.answers import Answer, special, written
from coder_readiness.bank.goals import GOALS, Goal
from coder_readiness.errors import Listing, SheetError
from coder_readiness.text import did_you_mean, kind, quoted

if TYPE_CHECKING:  # what shows a menu uses this module, and need not wait for the bank's models
    from coder_readiness.bank.model import Bank
    from coder_readiness.bank.questions.types import Question

_MOST_MISTAKES = 100
"""How many mistakes of one sheet are looked into."""


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

    def as_dict(self) -> dict[str, object]:
        """Return the sheet in the form that `read_sheet` takes and that is written as JSON."""
        answers = {name: written(answer) for name, answer in self.answers.items()}
        return {"goal": self.goal, "seed": self.seed, "answers": answers}


def answered_checks(questions: "Iterable[Question]", sheet: Sheet) -> "Iterator[tuple[Question, Answer, float]]":
    """Yield the checks that a sheet answers, each with the answer and its credit; "I don't know" is one."""
    for question in questions:
        answer = sheet.answers.get(question.id)
        if question.is_check and answer is not None and (earned := question.credit(answer)) is not None:
            yield question, answer, earned


def read_sheet(bank: "Bank", data: object) -> Sheet:
    """Return a sheet from `{"goal": ..., "seed": ..., "answers": {question id: answer}}`, as JSON or YAML gives it.

    `goal` and `seed` may be left out. Raises SheetError, naming everything that is wrong, and takes nothing then.
    """
    if not isinstance(data, Mapping):
        raise SheetError(f"a sheet must be an object with the key `answers`, but this is {kind(data)}")
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
            yield (key,), f"unknown key {quoted(key)}; {advice}"
    goal = data.get("goal", GOALS[0])
    if not isinstance(goal, str) or goal not in GOALS:
        yield ("goal",), f"the goal {quoted(goal)} is unknown; it must be {' or '.join(GOALS)}"
    seed = data.get("seed", 0)
    if not isinstance(seed, int) or isinstance(seed, bool) or not 0 <= seed < 1 << 63:
        yield ("seed",), f"the seed must be a whole number from 0 to {(1 << 63) - 1}, but is {quoted(seed)}"
    answers = data.get("answers")
    if not isinstance(answers, Mapping):
        yield ("answers",), f"`answers` must be an object of question ids and answers, but is {kind(answers)}"
        return
    questions = bank.questions
    if len(answers) > 2 and not any(name in questions for name in answers if isinstance(name, str)):
        yield ("answers",), "none of its questions is in this bank; give the bank it answers with --questions"
        return
    for name, answer in answers.items():
        if question := questions.get(name):
            try:
                checked[name] = special(answer) or question.read_answer(answer)
            except SheetError as error:
                yield ("answers", name), str(error)
        else:
            meant = did_you_mean(name, tuple(questions)) if isinstance(name, str) else ""
            advice = f"{meant or ';'} `coder-readiness bank list`, with the same --questions if any, shows them all"
            yield ("answers", name), f"unknown question {quoted(name)}{advice}"
