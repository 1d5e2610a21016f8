"""Values read from YAML -> the classes of the bank, by pydantic, and what it refuses in words that help an author."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields
from functools import cache
from typing import Annotated, Any, TypeVar, cast, get_args, get_origin

from pydantic_core import SchemaValidator, ValidationError

from coder_readiness.bank.fields import Part
from coder_readiness.bank.questions.types import TYPES
from coder_readiness.bank.refusals import explain
from coder_readiness.bank.schema import core_schema
from coder_readiness.bank.strict_yaml import YamlFile
from coder_readiness.errors import Problem
from coder_readiness.text import did_you_mean, printable

_MOST_PROBLEMS = 100
"""How many problems of one file are looked into."""

_M = TypeVar("_M")


@cache
def adapter(model: Any) -> SchemaValidator:
    """Return what checks values of a class of the bank; made once, because it takes a while."""
    return SchemaValidator(core_schema(model))


def validated(file: YamlFile, model: Callable[..., _M], problems: list[Problem]) -> _M | None:
    """Return what a file holds as an instance of `model`; None where something is wrong, which goes to `problems`."""
    try:
        return adapter(model).validate_python(file.data)  # type: ignore[no-any-return]
    except ValidationError as error:
        # To find the place of each of very many would take minutes, and far fewer are shown.
        details = error.errors(include_url=False)[:_MOST_PROBLEMS]
        for detail in details:
            location = (*detail["loc"], *_within(detail))
            if detail["type"] == "too_short" and any(len(other["loc"]) > len(location) for other in details):
                continue  # there would be enough items, were those refused below not left out
            message = explain(detail, file.written(location), _keys_at(model, detail["loc"]))
            is_unknown = detail["type"] == "unexpected_keyword_argument"
            place = file.place_of_key(location) if is_unknown else file.place(location)
            problems.append(Problem(place, _subject(file.data, location), printable(message)))
        return None


def _keys_at(kind: Any, location: Sequence[str | int]) -> tuple[str, ...]:
    """Return the keys that there may be beside the one at a location."""
    for part in location[:-1]:
        kind = _plain(kind)
        if isinstance(kind, type) and issubclass(kind, Part):
            kind = next(field.type for field in fields(cast("Any", kind)) if field.name == part)
        else:
            kind = TYPES[part] if part in TYPES else get_args(kind)[0]
    kind = _plain(kind)
    is_part = isinstance(kind, type) and issubclass(kind, Part)
    return tuple(field.name for field in fields(kind)) if is_part else ()


def _plain(kind: Any) -> Any:
    return get_args(kind)[0] if get_origin(kind) is Annotated else kind


def _within(detail: Mapping[str, Any]) -> Iterator[str | int]:
    """Yield the keys below the location of an error that lead to the mistake itself."""
    error, data = detail.get("ctx", {}).get("error"), detail["input"]
    yield from getattr(error, "at", ())
    match detail["type"]:
        case "union_tag_invalid":
            yield "type"
        case "union_tag_not_found" if isinstance(data, dict):
            yield from [name for name in data if did_you_mean(name, ("type",))][:1]
        case "value_error" if isinstance(data, dict):
            named = re.findall(r"`(\w+)`", str(error))
            yield from named[:1] if set(named) <= data.keys() else []


def explained(error: ValidationError) -> list[str]:
    """Return what pydantic found in a part of a bank that comes from no YAML file."""
    details = error.errors(include_url=False)[:_MOST_PROBLEMS]
    return [printable(explain(detail, None)) for detail in details]


def _subject(data: Any, location: Sequence[str | int]) -> str:
    """Return the id of the question that `location` is in, or else that of the file's competency."""
    subject = data.get("id") if isinstance(data, dict) else None
    if len(location) > 1 and location[0] == "questions" and isinstance(location[1], int):
        question = data["questions"][location[1]]
        subject = (isinstance(question, dict) and question.get("id")) or subject
    return printable(subject) if isinstance(subject, str) else ""
