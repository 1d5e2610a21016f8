"""Questions from outside -> a competency file to review: a new one, or the bank's own with the questions at its end."""

import re
import textwrap
from collections.abc import Iterable, Sequence
from typing import Any

import yaml
from pydantic_core import ValidationError

from coder_readiness.bank.competency import Competency
from coder_readiness.bank.exchange.question import Imported
from coder_readiness.bank.model import Bank
from coder_readiness.bank.questions.types import Question
from coder_readiness.bank.strict_yaml import YamlFile
from coder_readiness.bank.template import POOL, competency_template
from coder_readiness.bank.validation import adapter, explained, validated
from coder_readiness.errors import Place, Problem

_FIRST_QUESTION = re.compile(r"^questions:.*?^( *)- ", re.MULTILINE | re.DOTALL)
"""Up to the hyphen of the first question, whose indent the others must have."""


class _Dumper(yaml.SafeDumper):
    """Writes a text of several lines as lines."""


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


_Dumper.add_representer(str, _text)


def competency_file(
    bank: Bank, name: str, imported: Sequence[Imported], existing: bytes | None, problems: list[Problem]
) -> str:
    """Return the text of the file of the competency `name` with the questions; what is wrong goes to `problems`.

    `existing` is the bank's own file of it, if it has one.
    """
    questions = _with_ids(bank, name, imported, problems)
    if problems:
        return ""
    if existing is None:
        head = competency_template(bank, name).partition(POOL)[0]
        return f"{head}{POOL}\n{_dumped(questions, '  ')}"
    own = existing.decode("utf-8-sig").rstrip() + "\n"
    first = _FIRST_QUESTION.search(own)
    text = own + _dumped(questions, first[1] if first else "")
    _check_extended(name, text, len(bank.competency[name].questions) + len(questions), problems)
    return text


def _with_ids(bank: Bank, name: str, imported: Iterable[Imported], problems: list[Problem]) -> list[dict[str, Any]]:
    """Return the questions, each with an id of its own."""
    taken = {*bank.questions}
    number = 0
    questions = []
    for place, _, question in ((one.place, one.competency, one.question) for one in imported):
        own = question.get("id", "")
        if own in taken:
            problems.append(Problem(place, own, "Another question has this ID. Choose a different one."))
        while not own:
            number += 1
            own = f"{name}-{number}" if f"{name}-{number}" not in taken else ""
        taken.add(own)
        whole = {"id": own, **{key: value for key, value in question.items() if key != "id"}}
        problems += [Problem(place, own, message) for message in _mistakes(whole)]
        questions.append(whole)
    return questions


def _mistakes(question: dict[str, Any]) -> list[str]:
    try:
        adapter(Question).validate_python(_as_read(question))
    except ValidationError as error:
        return explained(error)
    return []


def _as_read(value: Any) -> Any:
    """Return a value as the bank's YAML reader gives it, which has tuples for lists."""
    if isinstance(value, dict):
        return {key: _as_read(part) for key, part in value.items()}
    return tuple(map(_as_read, value)) if isinstance(value, list) else value


def _dumped(questions: Sequence[dict[str, Any]], indent: str) -> str:
    text = yaml.dump(questions, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=110)
    return textwrap.indent(text, indent)


def _check_extended(name: str, text: str, count: int, problems: list[Problem]) -> None:
    """Find out whether the questions have been read as questions of the competency."""
    file = YamlFile(f"{name}.yaml", text.encode())
    competency = validated(file, Competency, problems) if not file.problems else None
    if competency is None or len(competency.questions) != count:
        message = "We can't add questions to this file, because `questions` isn't at its end. Move it there."
        problems[:] = [Problem(Place(f"{name}.yaml"), "", message)]
