"""The files of a bank -> Bank, with every error told at once as file:line:column."""

import heapq
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from coder_readiness.bank.code_sets import YEAR, code_problem
from coder_readiness.bank.competency import Competency
from coder_readiness.bank.files import ROADMAP, BankFiles
from coder_readiness.bank.model import Bank
from coder_readiness.bank.outlook import Outlook
from coder_readiness.bank.questions.case import CaseQuestion
from coder_readiness.bank.questions.code import CodeQuestion
from coder_readiness.bank.roadmap import Roadmap
from coder_readiness.bank.strict_yaml import YamlFile
from coder_readiness.bank.validation import validated
from coder_readiness.errors import WHOLE, BankError, Place, Problem
from coder_readiness.text import alternatives, did_you_mean, quoted

OUTLOOK = "outlook.yaml"


@dataclass(frozen=True)
class LoadedBank:
    """A bank, and where it was read."""

    bank: Bank
    start: Place
    files: Sequence[tuple[YamlFile, Competency]]
    """Each competency with its file."""

    @cached_property
    def places(self) -> Mapping[str, Place]:
        """The places of competencies and questions by their ids; the roadmap's under ""."""
        questions = {
            question.id: file.place(("questions", number, "id"))
            for file, competency in self.files
            for number, question in enumerate(competency.questions)
        }
        return {"": self.start, **questions, **{one.id: file.place(("id",)) for file, one in self.files}}


def read_bank(folder: BankFiles, *, begun: bool = False) -> LoadedBank:
    """Return the bank that a folder's files hold. Raises BankError, which lists every problem.

    A bank that is only `begun` may have no competency yet.
    """
    problems = list(folder.problems)
    roadmap: Roadmap | None = None
    outlook: Outlook | None = None
    found: list[tuple[YamlFile, Competency]] = []
    names: set[str] = set()
    start = Place(folder.name)
    for shown, content in folder.contents.items():
        file = YamlFile(shown, content)
        name = shown.removeprefix(f"{folder.name}/").lower()  # because some systems write names in capitals
        if name in names and name in {ROADMAP, OUTLOOK}:
            problems.append(Problem(Place(shown, WHOLE), "", f"is a second {name}. Remove one of them."))
        names.add(name)
        if name.rpartition("/")[2] in {ROADMAP, OUTLOOK} and "/" in name:
            message = f"is ignored, because it's in the wrong folder. Move it to {folder.name}, or remove it."
            problems.append(Problem(Place(shown, WHOLE), "", message))
            continue
        problems += file.problems
        if file.problems:
            continue
        if name == ROADMAP:
            start = Place(shown)
            roadmap = validated(file, Roadmap, problems)
        elif name == OUTLOOK:
            outlook = validated(file, Outlook, problems)
        elif competency := validated(file, Competency, problems):
            found.append((file, competency))
    if not found and not problems and not begun:
        command = f"`coder-readiness bank new ID --questions {folder.name}`"
        problems.append(Problem(Place(folder.name, WHOLE), "", f"has no areas yet. To start one, type {command}."))
    all_read = not problems
    _check_ids(found, problems)
    if roadmap:
        _check_references(roadmap, found, all_read, problems)
        _check_amounts(roadmap, found, problems)
        _check_codes(roadmap, found, problems)
    if problems or not roadmap:
        raise BankError(problems)
    order = _in_learning_order(roadmap, found)
    return LoadedBank(Bank(roadmap=roadmap, competencies=order, outlook=outlook), start, found)


def _check_ids(found: Iterable[tuple[YamlFile, Competency]], problems: list[Problem]) -> None:
    """Find IDs that two competencies have, or two questions."""
    known: dict[tuple[str, str], tuple[YamlFile, tuple[str | int, ...]]] = {}
    for file, competency in found:
        ids: list[tuple[str, str, tuple[str | int, ...]]] = [("area", competency.id, ("id",))]
        ids += [("question", one.id, ("questions", number, "id")) for number, one in enumerate(competency.questions)]
        for what, name, location in ids:
            here = file, location
            first = known.setdefault((what, name), here)
            if first is not here:
                message = f"Another {what} has this ID, at {first[0].place(first[1])}. Choose a different one."
                problems.append(Problem(file.place(location), name, message))


def _check_references(
    roadmap: Roadmap, found: Sequence[tuple[YamlFile, Competency]], all_read: bool, problems: list[Problem]
) -> None:
    """Find what is cited but not there; a competency may be missing only because its file could not be read."""
    steps = [step.id for step in roadmap.steps]
    points = {point.id for group in roadmap.guide for point in group.points}
    domains = {domain.id for outline in roadmap.outlines for domain in outline.domains}
    competencies = {competency.id for _, competency in found}
    taught_only_by = {one.id for _, one in found if set(roadmap.goals) <= set(one.required) and not one.is_knowledge}
    for file, competency in found:
        if competency.step not in steps:
            message = f"The step {quoted(competency.step)} isn't in roadmap.yaml. Use {alternatives(steps)}."
            problems.append(Problem(file.place(("step",)), competency.id, message))
        for key, cited, known_ids, what in (
            ("required", competency.required, set(roadmap.goals), "a goal in roadmap.yaml"),
            ("covers", competency.covers, points, "a point of the guide in roadmap.yaml"),
            ("domains", competency.domains, domains, "a domain of an outline in roadmap.yaml"),
            ("builds_on", competency.builds_on, competencies, "an area of this bank"),
            ("taught_by", competency.taught_by, taught_only_by, "a must-have for every goal, decided by records"),
        ):
            problems += [
                Problem(
                    file.place((key, number)),
                    competency.id,
                    f"`{key}` names {quoted(name)}, which isn't {what}."
                    + (did_you_mean(name, tuple(known_ids)) or " Correct it, or remove it."),
                )
                for number, name in enumerate(cited)
                if name not in known_ids and (key not in {"builds_on", "taught_by"} or all_read)
            ]


def _check_amounts(roadmap: Roadmap, found: Sequence[tuple[YamlFile, Competency]], problems: list[Problem]) -> None:
    """Find must-haves that ask for more or fewer checks than the roadmap lets any must-have ask."""
    fewest, most = roadmap.mastery.fewest, roadmap.mastery.most
    for file, competency in found:
        if not (competency.required and competency.is_knowledge):
            continue
        draw, own = competency.draw, competency.most
        if own is None and draw > most:
            message = (
                f"`draw` is {draw}, but `most` is {most} in roadmap.yaml. Lower `draw`, or add `most: {draw}` here."
            )
            problems.append(Problem(file.place(("draw",)), competency.id, message))
        if own is not None and own < fewest:
            message = f"`most` is {own}, but `fewest` is {fewest} in roadmap.yaml. Raise `most`, or lower `fewest`."
            problems.append(Problem(file.place(("most",)), competency.id, message))


def _check_codes(roadmap: Roadmap, found: Sequence[tuple[YamlFile, Competency]], problems: list[Problem]) -> None:
    """Find in the keys of cases and code questions what is no code, if the bank is of the year whose codes are known.

    A code question may ask for anything, so it has to ask for an ICD-10-CM code.
    """
    if YEAR not in roadmap.edition:
        return
    for file, competency in found:
        for number, question in enumerate(competency.questions):
            if isinstance(question, CaseQuestion) or (
                isinstance(question, CodeQuestion) and "ICD-10-CM code" in question.text
            ):
                problems += [
                    Problem(file.place(("questions", number, *at)), question.id, message)
                    for at, code in question.named_codes
                    if (message := code_problem(code))
                ]


def _in_learning_order(roadmap: Roadmap, found: Sequence[tuple[YamlFile, Competency]]) -> tuple[Competency, ...]:
    """Sort by step; within a step what others build on first, then the heaviest, then by id."""
    steps = [step.id for step in roadmap.steps]
    waiting = {competency.id: set(competency.builds_on) for _, competency in found}
    by_id = {competency.id: competency for _, competency in found}

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
        message = f"`builds_on` names {quoted(name)}, which is this area itself. Remove it."
        if len(waiting) > 1:
            circle = ", ".join(map(quoted, sorted(waiting)))
            message = f"`builds_on` goes around in a circle: {circle}. Remove one of them."
        place = next(file.place(("id",)) for file, competency in found if competency.id == name)
        raise BankError([Problem(place, name, message)])
    return tuple(sorted(order, key=lambda competency: steps.index(competency.step)))
