"""What all formats share: a question that was read from one, and one that is to be written in one."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from coder_readiness.bank.competency import Competency
from coder_readiness.bank.questions.choices import CheckOption, Option
from coder_readiness.bank.questions.types import Question
from coder_readiness.bank.template import BLANK
from coder_readiness.errors import Place, Problem
from coder_readiness.text import quoted

MOST_OPTIONS = 9
LETTERS = "ABCDEFGHI"
_SOURCE = re.compile(r"\s*\bSource:\s*(\S.*)\Z", re.DOTALL)


@dataclass(frozen=True)
class Imported:
    """A question from outside, with the keys and values of a bank's file; valid only once it has been checked."""

    place: Place
    competency: str
    """The competency's id, or "" if the format does not name it."""
    question: Mapping[str, Any]
    """Without an `id` if the format gives none."""


class Exported(NamedTuple):
    """A question of a pool, with its options in the order to write them."""

    competency: Competency
    question: Question
    options: Sequence[Option | CheckOption]


class UnreadableError(Exception):
    """Says what is wrong with a question."""


def problem(place: Place, message: str, subject: str = "") -> Problem:
    """Return something that is wrong with a question at a place."""
    return Problem(place, subject, message)


def with_options(labels: Sequence[str], credits_: Sequence[float], ids: Sequence[str] = ()) -> dict[str, Any]:
    """Return the keys of a question with options: a check if exactly one earns everything and the others nothing.

    Otherwise it is a graded choice of one. Raises UnreadableError.
    """
    if len(labels) < 2:
        raise UnreadableError("A question needs at least two options. Add one.")
    if len(labels) > MOST_OPTIONS:
        raise UnreadableError(f"This question has {len(labels)} options. It can have at most {MOST_OPTIONS}.")
    if not all(labels):
        raise UnreadableError("One of the options is empty. Write its text, or remove it.")
    if twice := next((label for label in labels if labels.count(label) > 1), ""):
        raise UnreadableError(f"This question has the option {quoted(twice)} twice. Change one of them.")
    names = ids or [letter.lower() for letter in LETTERS[: len(labels)]]
    right = [name for name, credit in zip(names, credits_, strict=True) if credit == 1]
    if not right:
        raise UnreadableError("This question has no right answer. Mark one.")
    if len(right) > 1:
        raise UnreadableError(f"This question has {len(right)} right answers. Keep one.")
    if not any(0 < credit < 1 for credit in credits_):
        options: list[dict[str, Any]] = [{"id": n, "label": text} for n, text in zip(names, labels, strict=True)]
        return {"type": "check", "options": options, "answer": right[0]}
    return with_graded(labels, credits_, ids)


def with_graded(labels: Sequence[str], credits_: Sequence[float], ids: Sequence[str] = ()) -> dict[str, Any]:
    """Return the keys of a question of which one option is chosen, each with a credit of its own."""
    return {"type": "single", "evidence": "check", "options": _options(labels, credits_, ids)}


def with_several(labels: Sequence[str], credits_: Sequence[float], ids: Sequence[str] = ()) -> dict[str, Any]:
    """Return the keys of a question of which several options are right, whose credits are summed up."""
    options = _options(labels, credits_, ids)
    return {"type": "several", "evidence": "check", "combine": "sum", "options": options}


def _options(labels: Sequence[str], credits_: Sequence[float], ids: Sequence[str]) -> list[dict[str, Any]]:
    names = ids or [chr(ord("a") + number) for number in range(len(labels))]
    return [
        {"id": name, "label": label, "credit": credit}
        for name, label, credit in zip(names, labels, credits_, strict=True)
    ]


def with_reason(reason: str, source: str = "") -> dict[str, str]:
    """Return the keys for a reason and its source, which may come at the end of the reason; blanks for what lacks."""
    if not source and (found := _SOURCE.search(reason)):
        reason, source = reason[: found.start()], found[1]
    return {
        "because": reason.strip() or f"{BLANK} why the right answer is right, and what the wrong ones really are",
        "source": source.strip() or f"{BLANK} document, section and edition",
    }


def reason_of(question: Question) -> str:
    """Return the reason with its source at the end, for formats that have one place for both."""
    return "\n".join(part for part in (question.because, question.source and f"Source: {question.source}") if part)
