"""One skill, qualification or duty, and what can be done about a gap in it."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from types import MappingProxyType
from typing import Annotated, Literal, NamedTuple

from coder_readiness.bank.answers import SKIP, Answer
from coder_readiness.bank.fields import (
    Count,
    Day,
    Flag,
    Hours,
    Id,
    Length,
    MisplacedError,
    OptionName,
    Part,
    PositiveCount,
    PositiveShare,
    Text,
    Title,
    WebAddress,
    Weeks,
    Weight,
)
from coder_readiness.bank.questions.base import Evidence
from coder_readiness.bank.questions.number import NumberQuestion
from coder_readiness.bank.questions.several import SeveralQuestion
from coder_readiness.bank.questions.types import Question
from coder_readiness.text import quoted

Kind = Literal["qualification", "skill", "duty"]


class Link(Part):
    """A page that helps, official or free."""

    title: Text
    url: WebAddress
    checked: Day
    """The day on which it was last found to work and to say what it is linked for."""


class Action(Part):
    """Something the person can do about a gap."""

    do: Text
    hours: Hours
    """The authors' estimate."""
    weeks: Weeks | None = None
    """How many weeks it takes at least, whatever the hours; None where only these count."""
    done_by: tuple[OptionName, ...] = ()
    """Options that show it to be done, or not needed, when all of them are selected.

    They are of its competency, or named with a question of the bank; if that allows one answer, any of its options will
    do.
    """
    on_the_job: Id | None = None
    """The question for the number that says how much of it is done; paid work, so that it takes none of one's hours."""
    links: tuple[Link, ...] = ()

    @cached_property
    def done_elsewhere(self) -> Mapping[str, frozenset[str]]:
        """The options in `done_by` that are named with a question, by its id."""
        named: dict[str, frozenset[str]] = {}
        for question, point, option in (name.partition(".") for name in self.done_by):
            if point:
                named[question] = named.get(question, frozenset()) | {option}
        return MappingProxyType(named)

    def is_done(self, selected: Collection[str], answers: Mapping[str, Answer]) -> bool:
        """Tell whether the options that are `selected` in its competency, and all `answers`, show it to be done."""

        def shows(answer: Answer | None, options: frozenset[str]) -> bool:
            return options.issubset(answer) if isinstance(answer, tuple) else answer in options

        own = {name for name in self.done_by if "." not in name}
        elsewhere = self.done_elsewhere.items()
        of_all = own.issubset(selected) and all(shows(answers.get(name), options) for name, options in elsewhere)
        return bool(self.done_by) and of_all

    def without(self, done: float) -> "Action":
        """Return what is left of it when so much of it is done, 0 to 1."""
        if not done:
            return self
        hours, weeks = (max(1, round((whole or 1) * (1 - done))) for whole in (self.hours, self.weeks))
        return replace(self, hours=hours, weeks=weeks)


def without_twins(questions: Iterable[Question], asked: Iterable[Question] = ()) -> Iterator[Question]:
    """Yield questions, but none that is the twin of an earlier one or of one that is `asked`."""
    taken = {question.twin for question in asked}
    for question in questions:
        if question.twin is None or question.twin not in taken:
            taken.add(question.twin)
            yield question


class CompetencyRules(NamedTuple):
    """What decides a competency's score, beside the answers: plain values, by which equal cases are remembered."""

    target: float
    penalty: float
    base: tuple[Evidence, ...]
    is_knowledge: bool
    draw: int
    most: int | None
    pool: int
    """How many checks of its pool one attempt can ask."""


class Competency(Part):
    """One skill, qualification or duty the career guide names; a file of its own holds all about it."""

    id: Id
    title: Title
    step: Id
    kind: Kind
    covers: tuple[Id, ...] = ()
    """The points of the career guide that it asks about."""
    domains: tuple[Id, ...] = ()
    """The domains of exam outlines that it belongs to, at most one of each outline."""
    weight: Weight
    """Its share in its step's readiness, against the others' weights."""
    target: PositiveShare
    """The score at which it counts as met: its cut score."""
    required: tuple[Id, ...] = ()
    """The goals for which it is a must-have."""
    builds_on: tuple[Id, ...] = ()
    """Competencies to learn before this one."""
    taught_by: tuple[Id, ...] = ()
    """Must-haves among these that teach it, so that it takes no hours of its own where they are still to do."""
    draw: Count = 0
    """How many questions of its pool one attempt asks; about a must-have it decides as it goes."""
    practice: Flag = False
    """Whether its pool is only for practice, so that an attempt asks none of it."""
    most: PositiveCount | None = None
    """How many it asks at most about a must-have, where that is not what the bank says for all."""
    why: Text
    actions: Annotated[tuple[Action, ...], Length(1)]
    enough: PositiveCount | None = None
    """How many of the actions, in order, reach the target; all where this is left out."""
    links: tuple[Link, ...] = ()
    """Pages about all of it."""
    questions: Annotated[tuple[Question, ...], Length(1)]

    def __post_init__(self) -> None:
        self._check_draw()
        self._check_actions()

    def to_do(self, done: Mapping[int, float] | None = None, *, beyond: bool = False) -> tuple[Action, ...]:
        """Return what the share `done` of each action leaves to do to reach the target, or also `beyond` it."""
        if not done:
            return self.actions[: None if beyond else self.enough]
        left = [number for number in range(len(self.actions)) if done.get(number, 0) < 1]
        enough = [number for number in left if beyond or self.enough is None or number < self.enough]
        return tuple(self.actions[number].without(done.get(number, 0)) for number in enough or left) or self.actions

    def is_taught_by_any_of(self, close: Collection[str]) -> bool:
        """Tell whether a plan that closes these competencies teaches this one on the way."""
        return not set(self.taught_by).isdisjoint(close)

    @property
    def all_links(self) -> tuple[Link, ...]:
        """Its own links and those of its actions."""
        return (*self.links, *(link for action in self.actions for link in action.links))

    @cached_property
    def base(self) -> tuple[Question, ...]:
        """The record and self-report questions, which every attempt asks."""
        return tuple(question for question in self.questions if not question.is_check)

    @cached_property
    def pool(self) -> tuple[Question, ...]:
        """The checks, of which an attempt draws some."""
        return tuple(question for question in self.questions if question.is_check)

    @cached_property
    def is_knowledge(self) -> bool:
        """Whether checks decide it: it has no record, so that no answer proves more than another."""
        return self.draw > 0 and all(question.evidence == "self_report" for question in self.base)

    @cached_property
    def most_together(self) -> int:
        """How many checks of its pool one attempt can ask: no two twins."""
        return sum(1 for _ in without_twins(self.pool))

    @cached_property
    def penalty(self) -> float:
        """What a wrong answer to a check of its pool takes away at most, 0 to 1."""
        return max((question.penalty for question in self.pool), default=0.0)

    @cached_property
    def rules(self) -> CompetencyRules:
        """What of it decides its score, beside the answers."""
        base = tuple(question.evidence for question in self.base)
        return CompetencyRules(
            self.target, self.penalty, base, self.is_knowledge, self.draw, self.most, self.most_together
        )

    @cached_property
    def pool_by_id(self) -> Mapping[str, Question]:
        """The pool's checks by their ids, in the order of the pool."""
        return MappingProxyType({question.id: question for question in self.pool})

    @cached_property
    def milestones(self) -> Mapping[str, Mapping[str, int]]:
        """How many of its actions each option leaves out, by question and option; only questions that tell."""
        told = ((question.id, question.done) for question in self.base)
        return MappingProxyType({name: done for name, done in told if any(done.values())})

    def done(self, answers: Mapping[str, Answer]) -> Mapping[int, float]:
        """Return how much of its actions a person has done already or doesn't need, 0 to 1, by their places."""
        if not self._tells_what_is_done:
            return {}
        first = max((done.get(str(answers.get(name)), 0) for name, done in self.milestones.items()), default=0)
        given = [answers.get(question.id) for question in self.base]
        selected = {name for answer in given if isinstance(answer, tuple) for name in answer}
        shares: dict[int, float] = {}
        for place, action in enumerate(self.actions):
            worked = self._worked(action.on_the_job, answers) if action.on_the_job else 0.0
            if place < first or action.is_done(selected, answers):
                shares[place] = 1.0
            elif worked:
                shares[place] = worked
        return shares

    def _worked(self, on_the_job: str, answers: Mapping[str, Answer]) -> float:
        """Return how much of an action on the job is done, which the answer to a question shows."""
        question = next(one for one in self.base if one.id == on_the_job)
        return question.credit(answers.get(on_the_job, SKIP)) or 0.0

    @cached_property
    def cited(self) -> tuple[str, ...]:
        """The ids of the questions, of any competency, that `done_by` of its actions names, each once."""
        return tuple(dict.fromkeys(name for action in self.actions for name in action.done_elsewhere))

    @cached_property
    def _tells_what_is_done(self) -> bool:
        return bool(self.milestones) or any(action.done_by or action.on_the_job for action in self.actions)

    def _check_draw(self) -> None:
        if self.draw and self.practice:
            raise ValueError(
                f"With `practice`, the quiz never asks the questions, but `draw` is {self.draw}. Remove one."
            )
        if self.draw and not self.pool:
            raise ValueError(
                f"`draw` is {self.draw}, but there are no knowledge questions. Write some, or remove `draw`."
            )
        if self.draw > len(self.pool):
            raise ValueError(
                f"`draw` is {self.draw}, but there are {len(self.pool)} knowledge questions. Lower it, or write more."
            )
        if self.draw > (together := self.most_together):
            raise ValueError(f"`draw` is {self.draw}, but without twins one quiz can ask only {together}. Lower it.")
        if self.most is not None and self.most < self.draw:
            raise ValueError(f"`most` is {self.most}, but `draw` is {self.draw}. Raise `most`, or lower `draw`.")
        if self.most is not None and self.most > self.most_together:
            raise ValueError(
                f"`most` is {self.most}, but one quiz can ask only {self.most_together} knowledge questions. Lower it."
            )
        if not self.base and not self.draw:
            raise ValueError(
                "The quiz would ask nothing about this area. Add a record or self-report question, or `draw`."
            )

    def _check_actions(self) -> None:
        most = max((count for done in self.milestones.values() for count in done.values()), default=0)
        if most >= len(self.actions):
            raise ValueError(
                f"`done` is {most}, but there are {len(self.actions)} actions. At least one must be left to do."
            )
        if more := set(self.taught_by) - set(self.builds_on):
            message = f"`taught_by` names {quoted(min(more))}, but `builds_on` doesn't. Add it there, too."
            raise MisplacedError(message, "taught_by")
        if self.enough is not None and self.enough > len(self.actions):
            raise ValueError(f"`enough` is {self.enough}, but there are {len(self.actions)} actions. Lower it.")
        selectable = {option.id for one in self.base if isinstance(one, SeveralQuestion) for option in one.options}
        numbers = {one.id for one in self.base if isinstance(one, NumberQuestion)}
        for action in self.actions:
            if action.on_the_job and (action.on_the_job not in numbers or not action.weeks):
                raise ValueError(
                    f"`on_the_job` is {quoted(action.on_the_job)}. Use a number question of this area, and add `weeks`."
                )
            if unknown := {name for name in action.done_by if "." not in name} - selectable:
                raise ValueError(
                    f"`done_by` names {quoted(min(unknown))}. Use options of a `several` question in this area, or "
                    "write the question, too, as in interview-ready.clothes."
                )
