"""Values read from YAML -> the classes of the bank, by pydantic, and what it refuses in words that help an author."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any, Literal, TypeVar, get_args, get_origin

from pydantic import TypeAdapter, ValidationError

from coder_readiness.bank.competency import Competency
from coder_readiness.bank.questions.types import TYPES
from coder_readiness.bank.strict_yaml import Unquoted, YamlFile
from coder_readiness.errors import Problem
from coder_readiness.text import printable

_MOST_PROBLEMS = 100
"""How many problems of one file are looked into."""

_CHOICES = {
    field.name: get_args(field.type)
    for model in (Competency, *TYPES.values())
    for field in fields(model)
    if get_origin(field.type) is Literal and len(get_args(field.type)) > 1
}
"""What a key may be, where that is one of a few words."""

_TYPES = " or ".join([", ".join(list(TYPES)[:-1]), list(TYPES)[-1]])

_EXAMPLES = {
    "required": "[first-job]",
    "points": "`points: [[0, 0], [5, 1]]`",
    "codes": "`codes: [{code: ..., why: ...}]`",
    "links": "`links: [{title: ..., url: ..., checked: ...}]`",
}
"""Lists of something else than any text."""

_PATTERNS = {"language": "must be a tag such as en, es or pt-BR"}
"""Text of another form than an id."""

_M = TypeVar("_M")
_ADAPTERS: dict[type, TypeAdapter[Any]] = {}


def adapter(model: type[_M]) -> TypeAdapter[_M]:
    """Return what checks values of a class of the bank, and knows its JSON Schema; made once, for it takes a while."""
    if model not in _ADAPTERS:
        _ADAPTERS[model] = TypeAdapter(model)
    return _ADAPTERS[model]


def validated(file: YamlFile, model: type[_M], problems: list[Problem]) -> _M | None:
    """Return what a file holds as an instance of `model`; None where something is wrong, which goes to `problems`."""
    try:
        return adapter(model).validate_python(file.data)
    except ValidationError as error:
        # To find the place of each of very many would take minutes, and far fewer are shown.
        details = error.errors(include_url=False)[:_MOST_PROBLEMS]
        for detail in details:
            location = (*detail["loc"], *getattr(detail.get("ctx", {}).get("error"), "at", ()))
            if detail["type"] == "too_short" and any(len(other["loc"]) > len(location) for other in details):
                continue  # there would be enough items, were those refused below not left out
            message = _explain(detail, file.written(location))
            problems.append(Problem(file.place(location), _subject(file.data, location), printable(message)))
        return None


def explained(error: ValidationError) -> list[str]:
    """Return what pydantic found in a part of a bank that comes from no YAML file."""
    details = error.errors(include_url=False)[:_MOST_PROBLEMS]
    return [printable(_explain(detail, None)) for detail in details]


def _subject(data: Any, location: Sequence[str | int]) -> str:
    """Return the id of the question that `location` lies in, else that of the file's competency."""
    subject = data.get("id") if isinstance(data, dict) else None
    if len(location) > 1 and location[0] == "questions" and isinstance(location[1], int):
        question = data["questions"][location[1]]
        subject = (isinstance(question, dict) and question.get("id")) or subject
    return printable(subject) if isinstance(subject, str) else ""


def _explain(detail: Mapping[str, Any], written: str | None) -> str:
    """Say what pydantic found in words that name the key and what would be right."""
    names = [part for part in detail["loc"] if isinstance(part, str)]
    key = names[-1] if names else "the file"
    kind, value = detail["type"], detail["input"]
    if value is None and names:
        return f"`{key}` has no value; write one, leave the key out, or quote text that holds a comma"
    if kind in {"string_type", "union_tag_invalid"} and written is not None and not isinstance(value, str):
        read_as = "" if isinstance(value, Unquoted) else f" (YAML reads it as {value!r})"
        return f'`{key}` must be text, but {written} is not{read_as}; quote it: "{written}"'
    if isinstance(value, Unquoted):
        return f"`{key}`: {value.text} is not plain; write a plain number or date, or quote it as text"
    if kind == "string_pattern_mismatch" and key == "[key]":  # which is how pydantic says that the key is wrong
        return f"`{names[-3]}` has the key {value!r:.60}, which may hold only letters, digits and hyphens"
    if kind == "unexpected_keyword_argument":
        return f"unknown key `{key}`; remove it, or fix its spelling"
    if kind == "missing":
        *others, last = _CHOICES.get(key, ("",))
        return f"`{key}` is missing" + (f"; it must be {', '.join(others)} or {last}" if others else "")
    if kind in {"tuple_type", "dataclass_type", "model_attributes_type", "dict_type"}:
        what = "the file" if not names else f"`{key}`" if names[-1] == detail["loc"][-1] else f"each item of `{key}`"
        return f"{what} {_shape(kind, key, written)}"
    if kind in {"string_too_long", "too_short"}:
        return _size(detail, key)
    if kind == "string_pattern_mismatch":
        wanted = _PATTERNS.get(key, "must be letters, digits and hyphens, and can't start with a hyphen")
        return f"`{key}` {wanted} (it is {value!r:.60})"
    if kind == "union_tag_not_found":
        return f"`type` is missing; it must be {_TYPES}"
    if kind == "union_tag_invalid":
        return f"`type` {detail['ctx']['tag']!r} is unknown; it must be {_TYPES}"
    if kind == "value_error":
        return str(detail["ctx"]["error"])
    message = str(detail["msg"])
    shown = "" if isinstance(value, (dict, tuple)) else f" (it is {written if written is not None else value!r:.60})"
    return f"`{key}`: {message[0].lower()}{message[1:]}{shown}"


def _size(detail: Mapping[str, Any], key: str) -> str:
    """Say how long a text is, or how many a list has, and how many it should."""
    context = detail["ctx"]
    if detail["type"] == "string_too_long":
        return f"`{key}` is {len(detail['input'])} characters long; shorten it to {context['max_length']}"
    example = f", as in {_EXAMPLES[key]}" if key in _EXAMPLES else ""
    return f"`{key}` has {context['actual_length'] or 'none'}; it needs at least {context['min_length']}{example}"


def _shape(kind: str, key: str, written: str | None) -> str:
    if kind != "tuple_type":
        return "must hold keys with their values, such as `id: ...`"
    if example := _EXAMPLES.get(key):
        return f"must be a list, as in {example}"
    return "must be a list" + (f', as in ["{written}"]' if written is not None else "")
