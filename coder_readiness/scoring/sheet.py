"""The answers of one attempt, checked against the bank they answer."""

import contextlib
import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Any

from coder_readiness.bank.answers import Answer, written
from coder_readiness.errors import Listing, SheetError
from coder_readiness.text import alternatives, did_you_mean, kind, quoted

if TYPE_CHECKING:  # what shows a menu uses this module, and need not wait for the bank's models
    from coder_readiness.bank.model import Bank
    from coder_readiness.bank.questions.types import Question

_MOST_MISTAKES = 100
"""How many mistakes of one sheet are looked into."""
_KEYS = ("name", "bank", "taken", "mode", "goal", "seed", "answers", "flags")
LONGEST_NAME = 200
A_REPORT = "This is a report, not an answer sheet. To make an answer sheet, type `coder-readiness export`."
"""What to say about the wrong file."""


@dataclass(frozen=True, slots=True)
class BankName:
    """Which bank a sheet answers, and which version of it."""

    id: str
    version: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A goal, the seed that fixes the draw, and answers by question id; where they are known, whose and when."""

    goal: str = "first-job"
    seed: int = 0
    answers: Mapping[str, Answer] = field(default_factory=dict)
    seen: frozenset[str] = frozenset()
    """Checks met in earlier attempts, which the draw leaves out as long as there are others."""
    name: str | None = None
    bank: BankName | None = None
    taken: str | None = None
    """The day, as in 2026-11-29."""
    mode: str | None = None
    left_out: int = 0
    """How many answers were dropped because this version of the bank no longer asks for them."""
    assumed: frozenset[str] = frozenset()
    """Competencies to take as met, whatever the answers say."""
    flags: Mapping[str, str] = field(default_factory=dict)
    """What the person says is wrong with a question, by its id; "" without a note."""

    def as_dict(self) -> dict[str, object]:
        """Return the sheet in the form that `read_sheet` takes and that is written as JSON."""
        bank = {"id": self.bank.id, "version": self.bank.version} if self.bank else None
        about = {"name": self.name, "bank": bank, "taken": self.taken, "mode": self.mode}
        answers = {name: written(answer) for name, answer in self.answers.items()}
        known = {key: value for key, value in about.items() if value is not None}
        flags = {"flags": dict(self.flags)} if self.flags else {}  # a key that earlier versions refuse
        return {**known, "goal": self.goal, "seed": self.seed, "answers": answers, **flags}


def answered_checks(questions: "Iterable[Question]", sheet: Sheet) -> "Iterator[tuple[Question, Answer, float]]":
    """Yield the checks that a sheet answers, each with the answer and its credit; "I don't know" is one."""
    for question in questions:
        answer = sheet.answers.get(question.id)
        if question.is_check and answer is not None and (earned := question.credit(answer)) is not None:
            yield question, answer, earned


def read_sheet(bank: "Bank", data: object) -> Sheet:
    """Return a sheet from `{"goal": ..., "seed": ..., "answers": {question id: answer}}`, as JSON or YAML gives it.

    Only `answers` must be there. Of a sheet that names another version of this bank, the answers that no longer fit are
    left out and counted. Raises SheetError, naming everything that is wrong, and takes nothing then.
    """
    if not isinstance(data, Mapping):
        if isinstance(data, (list, tuple)) and any(isinstance(one, Mapping) and "answers" in one for one in data):
            raise SheetError(
                "This is a list of answer sheets. Save each in its own file, or on its own line, without [ and ]."
            )
        raise SheetError(
            f"This is {kind(data)}, not an answer sheet. To make an answer sheet, type `coder-readiness export`."
        )
    if _is_report(data):
        raise SheetError(A_REPORT)
    checked: dict[str, Answer] = {}
    # To compare each of very many unknown ids with those known would take minutes, and far fewer are shown.
    if mistakes := list(islice(_mistakes(bank, data, checked), _MOST_MISTAKES)):
        raise SheetError(str(Listing(message for _, message in mistakes)), mistakes)
    named, taken = data.get("bank"), data.get("taken")
    return Sheet(
        data.get("goal", bank.default_goal),
        data.get("seed", 0),
        checked,
        name=data.get("name"),
        bank=BankName(named["id"], named["version"]) if named else None,
        taken=str(taken) if taken else None,
        mode=data.get("mode"),
        left_out=len(data["answers"]) - len(checked),
        flags=data.get("flags", {}),
    )


def _is_report(data: Mapping[Any, Any]) -> bool:
    """Tell whether this is what `report` and `score` print as JSON."""
    return "answers" not in data and {"format", "steps", "competencies"} <= set(data)


def _mistakes(
    bank: "Bank", data: Mapping[Any, Any], checked: dict[str, Answer]
) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield what is wrong with a sheet, each with its keys; put the answers that fit into `checked`."""
    named = data.get("bank")
    if mistake := _wrong_bank(bank, named):
        yield ("bank",), mistake
        return  # nothing else in it can be judged
    for key in data:
        if key not in _KEYS:
            meant = did_you_mean(key, _KEYS) if isinstance(key, str) else ""
            advice = " Put it under `answers`." if key in bank.questions else meant
            yield (key,), f"{quoted(key)} doesn't belong here." + (advice or f" Use only {alternatives(_KEYS)}.")
    yield from _mistakes_about(bank, data)
    answers = data.get("answers")
    if not isinstance(answers, Mapping):
        wrong = f"must pair question IDs with answers, but it's {kind(answers)}."
        if answers is None:
            wrong = f"is {'empty' if 'answers' in data else 'missing'}. Add question IDs and answers."
        yield ("answers",), f"`answers` {wrong}"
        return
    questions = bank.questions
    other_version = isinstance(named, Mapping) and named["version"] != bank.roadmap.version
    if len(answers) > 2 and not any(name in questions for name in answers if isinstance(name, str)):
        yield ("answers",), "None of these questions are in this bank. Name the right bank's folder after --questions."
        return
    spelled = bank.spelled
    for name, answer in answers.items():
        if isinstance(answer, str) and name in spelled and answer in spelled[name]:
            checked[name] = spelled[name][answer]
        elif question := questions.get(name):
            try:
                checked[name] = question.read_answer(answer)
            except SheetError as error:
                if not other_version:
                    yield ("answers", name), str(error)
        elif not other_version:
            meant = did_you_mean(name, tuple(questions)) if isinstance(name, str) else ""
            advice = meant or " To see all questions, type `coder-readiness bank list`."
            yield ("answers", name), f"There's no question {quoted(name)}.{advice}"


def _wrong_bank(bank: "Bank", named: object) -> str:
    """Return why a sheet that names this bank cannot be read with the bank in use; "" if it can."""
    if named is None:
        return ""
    if not isinstance(named, Mapping) or not all(isinstance(named.get(key), str) for key in ("id", "version")):
        return "`bank` must have an `id` and a `version`, both as text."
    if named["id"] != bank.roadmap.id:
        return (
            f"This sheet is for the bank {quoted(named['id'])}, but you're using the bank {quoted(bank.roadmap.id)}. "
            "Name the right bank's folder after --questions."
        )
    return ""


def _mistakes_about(bank: "Bank", data: Mapping[Any, Any]) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield what is wrong with all that is said about the answers."""
    goal, goals = data.get("goal", bank.default_goal), bank.roadmap.goals
    if goal is None:
        yield ("goal",), f"`goal` is empty. Leave it out, or use {alternatives(goals)}."
    elif not isinstance(goal, str) or goal not in goals:
        yield ("goal",), f"{quoted(goal)} isn't one of the goals. Choose {alternatives(goals)}."
    seed = data.get("seed", 0)
    if seed is None:
        yield ("seed",), "`seed` is empty. Leave it out, or give a whole number."
    elif not isinstance(seed, int) or isinstance(seed, bool) or not 0 <= seed < 1 << 63:
        # The limit is that of the store, because sheets may have a seed of 19 digits from when --seed still took these.
        yield ("seed",), f"`seed` must be a whole number of up to 18 digits, such as 7, not {quoted(seed)}."
    for key in ("name", "mode"):
        value = data.get(key)
        if value is not None and not is_name(value):
            yield (key,), f"`{key}` must be text of 1 to {LONGEST_NAME} characters, not {quoted(value)}."
    taken = data.get("taken")
    if not (taken is None or type(taken) is datetime.date or _is_day(taken)):
        yield ("taken",), f"`taken` must be a day, such as 2026-11-29, not {quoted(taken)}."
    yield from _mistakes_about_flags(data.get("flags", {}))


def is_name(value: object) -> bool:
    """Tell whether a sheet may have this name."""
    return isinstance(value, str) and 0 < len(value.strip()) <= LONGEST_NAME


def _mistakes_about_flags(flags: object) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield what is wrong with the form of the flags; a question that is no longer asked may still have one."""
    if not isinstance(flags, Mapping):
        yield ("flags",), f"`flags` must pair question IDs with notes, but it's {kind(flags)}."
        return
    for name, note in flags.items():
        if not isinstance(name, str) or not isinstance(note, str):
            yield ("flags", str(name)), f"The note about {quoted(name)} must be text, not {quoted(note)}."


def _is_day(value: object) -> bool:
    with contextlib.suppress(ValueError):
        return isinstance(value, str) and str(datetime.date.fromisoformat(value)) == value
    return False
