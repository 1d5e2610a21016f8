"""YAML files -> Bank, with every error told at once as file:line:column."""

import gc
import heapq
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from coder_readiness.bank.competency import Competency
from coder_readiness.bank.model import Bank
from coder_readiness.bank.outlook import Outlook
from coder_readiness.bank.roadmap import Roadmap
from coder_readiness.bank.strict_yaml import YamlFile
from coder_readiness.bank.validation import validated
from coder_readiness.errors import BankError, Place, Problem
from coder_readiness.text import printable

ROADMAP = "roadmap.yaml"
OUTLOOK = "outlook.yaml"


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
            roadmap = validated(file, Roadmap, problems)
        elif file.name == f"{printable(shown)}/{OUTLOOK}":
            outlook = validated(file, Outlook, problems)
        elif competency := validated(file, Competency, problems):
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
