"""YAML files -> Bank, with every error told at once as file:line:column."""

import gc
import heapq
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any, Literal, TypeVar, get_args, get_origin

from pydantic import BaseModel, ValidationError

from coder_readiness.bank.goals import GOALS
from coder_readiness.bank.model import Bank, Competency, Outlook, Roadmap, SeveralQuestion
from coder_readiness.bank.strict_yaml import Unquoted, YamlFile
from coder_readiness.errors import BankError, Place, Problem
from coder_readiness.text import printable

ROADMAP = "roadmap.yaml"
OUTLOOK = "outlook.yaml"

_MOST_PROBLEMS = 100
"""How many problems of one file are looked into."""

_CHOICES = {
    name: get_args(field.annotation)
    for model in (Competency, SeveralQuestion)
    for name, field in model.model_fields.items()
    if get_origin(field.annotation) is Literal
}
"""What a key may be, where that is one of a few words."""

_EXAMPLES = {"required": f"[{GOALS[0]}]", "points": "`points: [[0, 0], [5, 1]]`"}
"""Lists of something else than any text."""

_M = TypeVar("_M", bound=BaseModel)


@dataclass(frozen=True)
class LoadedBank:
    """A bank and where its competencies and questions stand in its files, by their ids."""

    bank: Bank
    places: Mapping[str, Place]
    """By the id of a competency or question; the roadmap's under ""."""


def load_bank(path: str | Path | None = None) -> Bank:
    """Return the bank in the folder `path`, or the one that is shipped.

    Raises BankError, which lists every problem, where anything in the folder is not valid.
    """
    return load_with_places(path).bank


def load_with_places(path: str | Path | None = None, *, begun: bool = False) -> LoadedBank:
    """Return the bank in the folder `path` (or the shipped one) with the places of its parts; errors as `load_bank`.

    A bank that is only `begun` may have no competency yet.
    """
    with resources.as_file(resources.files("coder_readiness.questions")) as shipped, _garbage_left():
        folder = Path(path) if path is not None else shipped
        # Problems of the shipped bank are told as questions/...: where it is installed helps nobody.
        return _load(folder, str(path) if path is not None else "questions", begun)


@contextmanager
def _garbage_left() -> Iterator[None]:
    """Keep the collector from looking through a growing bank again and again, where next to nothing is garbage."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _load(folder: Path, shown: str, begun: bool) -> LoadedBank:
    if not folder.is_dir():
        raise BankError([Problem(Place(printable(shown)), "", "is not a folder; give the folder that holds a bank")])
    problems: list[Problem] = []
    files = list(_files(folder, shown, problems))
    roadmap: Roadmap | None = None
    outlook: Outlook | None = None
    found: list[tuple[YamlFile, Competency]] = []
    for file in files:
        if file.problems:
            continue
        if file.name == f"{printable(shown)}/{ROADMAP}":
            roadmap = _read(file, Roadmap, problems)
        elif file.name == f"{printable(shown)}/{OUTLOOK}":
            outlook = _read(file, Outlook, problems)
        elif competency := _read(file, Competency, problems):
            found.append((file, competency))
    if not any(file.name == f"{printable(shown)}/{ROADMAP}" for file in files):
        problems.append(Problem(Place(printable(shown)), "", f"holds no {ROADMAP}, so it is not a question bank"))
    elif not found and not problems and not begun:
        problems.append(
            Problem(
                Place(printable(shown)),
                "",
                f"holds no competency file; `coder-readiness bank new ID --questions {printable(shown)}` begins one",
            )
        )
    all_read = not problems
    places = _places(found, problems)
    if roadmap:
        _check_references(roadmap, found, all_read, problems)
    if problems or not roadmap:
        raise BankError(problems)
    order = _in_learning_order(roadmap, [competency for _, competency in found], places)
    return LoadedBank(
        Bank(roadmap=roadmap, competencies=order, outlook=outlook),
        {"": Place(f"{printable(shown)}/{ROADMAP}"), **places},
    )


def _files(folder: Path, shown: str, problems: list[Problem]) -> Iterator[YamlFile]:
    """Yield the files of a bank."""
    for path in sorted(path for path in folder.rglob("*") if path.suffix in {".yaml", ".yml"}):
        name = printable(f"{shown}/{path.relative_to(folder).as_posix()}")
        if path.suffix == ".yml":
            problems.append(Problem(Place(name), "", "is not read; let its name end in .yaml"))
            continue
        try:
            file = YamlFile.read(path, name)
        except OSError as error:
            problems.append(Problem(Place(name), "", f"cannot be read: {error.strerror}"))
            continue
        problems += file.problems
        yield file


def _read(file: YamlFile, model: type[_M], problems: list[Problem]) -> _M | None:
    try:
        return model.model_validate(file.data)
    except ValidationError as error:
        # To find the place of each of very many would take minutes, and far fewer are shown.
        details = error.errors(include_url=False)[:_MOST_PROBLEMS]
        for detail in details:
            location = detail["loc"]
            if detail["type"] == "too_short" and any(len(other["loc"]) > len(location) for other in details):
                continue  # there would be enough items, were those refused below not left out
            message = _explain(detail, file.written(location))
            problems.append(Problem(file.place(location), _subject(file.data, location), printable(message)))
        return None


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
    if kind == "literal_error" and key == "[key]":  # which is how pydantic says that the key is wrong, not its value
        wanted = detail["ctx"]["expected"].replace("'", "")
        return f"`{names[-3]}` has the unknown key {value!r}; it must be {wanted}"
    if kind == "extra_forbidden":
        return f"unknown key `{key}`; remove it or mend its spelling"
    if kind == "missing":
        *others, last = _CHOICES.get(key, ("",))
        return f"`{key}` is missing" + (f"; it must be {', '.join(others)} or {last}" if others else "")
    if kind in {"tuple_type", "model_type", "model_attributes_type", "dict_type"}:
        what = "the file" if not names else f"`{key}`" if names[-1] == detail["loc"][-1] else f"each item of `{key}`"
        return f"{what} {_shape(kind, key, written)}"
    if kind == "too_long" and isinstance(value, str):
        return f"`{key}` is {len(value)} characters long; at most {detail['ctx']['max_length']} fit"
    if kind == "string_pattern_mismatch":
        return f"`{key}` may hold letters, digits and hyphens, and begins with no hyphen (it is {value!r:.60})"
    if kind == "union_tag_not_found":
        return "`type` is missing; it must be single, several, number, check or code"
    if kind == "union_tag_invalid":
        return f"`type` {detail['ctx']['tag']!r} is unknown; it must be single, several, number, check or code"
    if kind == "value_error":
        return str(detail["ctx"]["error"])
    message = str(detail["msg"])
    shown = "" if isinstance(value, (dict, tuple)) else f" (it is {written if written is not None else value!r:.60})"
    return f"`{key}`: {message[0].lower()}{message[1:]}{shown}"


def _shape(kind: str, key: str, written: str | None) -> str:
    if kind != "tuple_type":
        return "must hold keys with their values, such as `id: ...`"
    if example := _EXAMPLES.get(key):
        return f"must be a list, as in {example}"
    return "must be a list" + (f', as in ["{written}"]' if written is not None else "")


def _places(found: Iterable[tuple[YamlFile, Competency]], problems: list[Problem]) -> dict[str, Place]:
    places: dict[str, Place] = {}
    competency_places: dict[str, Place] = {}
    question_places: dict[str, Place] = {}
    for file, competency in found:
        place = file.place(("id",))
        if first := competency_places.get(competency.id):
            problems.append(Problem(place, competency.id, f"this competency id is taken, at {first}"))
        competency_places.setdefault(competency.id, place)
        for number, question in enumerate(competency.questions):
            place = file.place(("questions", number, "id"))
            if first := question_places.get(question.id):
                problems.append(Problem(place, question.id, f"this question id is taken, at {first}"))
            question_places.setdefault(question.id, place)
    places.update(question_places)
    places.update(competency_places)
    return places


def _check_references(
    roadmap: Roadmap, found: Sequence[tuple[YamlFile, Competency]], all_read: bool, problems: list[Problem]
) -> None:
    """Find what is cited but not there; a competency may be missing only because its file could not be read."""
    steps = [step.id for step in roadmap.steps]
    points = {point.id for group in roadmap.guide for point in group.points}
    competencies = {competency.id for _, competency in found}
    for file, competency in found:
        if competency.step not in steps:
            known = ", ".join(steps)
            message = f"the step {competency.step!r} is not in the roadmap ({known})"
            problems.append(Problem(file.place(("step",)), competency.id, message))
        for key, cited, known_ids, what in (
            ("covers", competency.covers, points, "a point of the guide in roadmap.yaml"),
            ("builds_on", competency.builds_on, competencies, "a competency of this bank"),
        ):
            problems += [
                Problem(file.place((key, number)), competency.id, f"`{key}` cites {name!r}, which is not {what}")
                for number, name in enumerate(cited)
                if name not in known_ids and (key == "covers" or all_read)
            ]


def _in_learning_order(
    roadmap: Roadmap, competencies: Sequence[Competency], places: Mapping[str, Place]
) -> tuple[Competency, ...]:
    """Sort by step; within a step what others build on first, then the heaviest, then by id."""
    steps = [step.id for step in roadmap.steps]
    waiting = {competency.id: set(competency.builds_on) for competency in competencies}
    by_id = {competency.id: competency for competency in competencies}

    def priority(competency: Competency) -> tuple[int, float, str]:
        return (steps.index(competency.step), -competency.weight, competency.id)

    ready = [priority(by_id[name]) for name, before in waiting.items() if not before]
    heapq.heapify(ready)
    order: list[Competency] = []
    while ready:
        done = by_id[heapq.heappop(ready)[2]]
        order.append(done)
        del waiting[done.id]
        for name, before in waiting.items():
            if done.id in before:
                before.remove(done.id)
                if not before:
                    heapq.heappush(ready, priority(by_id[name]))
    if waiting:
        name = min(waiting)
        raise BankError([Problem(places[name], name, f"`builds_on` goes in a circle: {', '.join(sorted(waiting))}")])
    return tuple(sorted(order, key=lambda competency: steps.index(competency.step)))
