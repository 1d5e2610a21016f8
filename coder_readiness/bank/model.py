"""The question bank: the roadmap's steps, their competencies, and the questions asked about them.

Everything here is frozen, and valid once it exists: what reads a bank need not check it again.
"""

import datetime
from collections.abc import Mapping
from functools import cached_property
from itertools import pairwise
from types import MappingProxyType
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from coder_readiness.bank.goals import Goal
from coder_readiness.text import first_hidden

Evidence = Literal["record", "check", "self_report"]
Kind = Literal["qualification", "skill", "duty"]


def _without_hidden_characters(text: str) -> str:
    if character := first_hidden(text):
        raise ValueError(f"holds the hidden character U+{ord(character):04X}; remove it")
    if not text.strip():
        raise ValueError("holds nothing to read; write a text, or leave the key out")
    return text.strip("\n")


Text = Annotated[str, Field(min_length=1, max_length=4000), AfterValidator(_without_hidden_characters)]
Id = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9-]*$", max_length=64)]
Share = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
PositiveShare = Annotated[float, Field(gt=0, le=1, allow_inf_nan=False)]
Weight = Annotated[float, Field(gt=0, le=100, allow_inf_nan=False)]
Hours = Annotated[int, Field(gt=0, le=10_000)]


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Option(_Model):
    """One choice of a single- or several-choice question."""

    id: Id
    label: Text
    credit: Annotated[float, Field(ge=-1, le=1, allow_inf_nan=False)]
    """What ticking it earns; below 0 only where credits are summed up, so that ticking everything does not pay."""
    done: Annotated[int, Field(ge=0)] = 0
    """How many of the competency's actions, in order, lie behind whoever chooses it, or do not concern them.

    Only in a single choice.
    """
    alone: bool = False
    """Ticked only by itself, such as "none of these"; only where several may be ticked, and it earns nothing."""


class CheckOption(_Model):
    """One choice of a check."""

    id: Id
    label: Text


class _Question(_Model):
    id: Id
    """Unique in the whole bank, and stable: kept answers cite it."""
    ask: Text
    """The question; a record it is about comes first, and the question itself is the last paragraph."""
    why: Text | None = None
    """Why it is asked; the competency's `why` where this is left out."""
    private: bool = False
    """Whether "prefer not to say" is offered."""
    because: Text | None = None
    """Why the right answer is right, and what each tempting wrong one really is."""
    source: Text | None = None
    """Document, section and edition the right answer rests on."""
    expires: datetime.date | None = None
    """The last day on which the right answer is known to hold."""
    headers: tuple[Text, ...] = ()
    """Codes the text shows on purpose without the detail they need to be billable."""

    @model_validator(mode="after")
    def _pool_questions_give_reasons(self) -> "_Question":
        if getattr(self, "evidence", None) == "check" and not (self.because and self.source):
            raise ValueError("a question of the pool needs `because` and `source`")
        return self


def _distinct(options: tuple[Option, ...] | tuple[CheckOption, ...]) -> None:
    seen: set[str] = set()
    for option in options:
        if option.id in seen:
            raise ValueError(f"the option id {option.id!r} stands twice; each needs its own")
        seen.add(option.id)


class SingleQuestion(_Question):
    """One choice with a credit for each option; in the pool, a situation with graded answers."""

    type: Literal["single"]
    evidence: Evidence
    shuffle: bool = True
    options: Annotated[tuple[Option, ...], Field(min_length=2, max_length=9)]

    @cached_property
    def credits(self) -> Mapping[str, float]:
        """What each option earns."""
        return {option.id: option.credit for option in self.options}

    @model_validator(mode="after")
    def _credits_span_the_scale(self) -> "SingleQuestion":
        _distinct(self.options)
        if min(option.credit for option in self.options) < 0:
            raise ValueError("a credit below 0 has no meaning in a single choice; use 0")
        if max(option.credit for option in self.options) != 1:
            raise ValueError("no option earns the full credit of 1")
        if any(option.alone for option in self.options):
            raise ValueError("`alone` has no meaning in a single choice; leave it out")
        return self


class SeveralQuestion(_Question):
    """Any number of choices; their credits are summed up, or the best counts, held to 0..1."""

    type: Literal["several"]
    evidence: Evidence
    combine: Literal["sum", "max"]
    shuffle: bool = True
    options: Annotated[tuple[Option, ...], Field(min_length=2, max_length=14)]

    @model_validator(mode="after")
    def _best_ticks_earn_everything(self) -> "SeveralQuestion":
        _distinct(self.options)
        if any(option.done for option in self.options):
            raise ValueError("`done` is for an option of a single choice")
        earned = [option.credit for option in self.options if option.credit > 0]
        best = sum(earned) if self.combine == "sum" else max(earned, default=0)
        if best < 1 - 1e-9:
            raise ValueError(f"the best ticks earn {best:g}; they must be able to earn 1")
        for option in self.options:
            if option.alone and option.credit > 0:
                raise ValueError(f"the option {option.id!r} is ticked only by itself, so its credit must be 0")
        return self


class NumberQuestion(_Question):
    """A number from 0 to `max`, with credit linear between the points given."""

    type: Literal["number"]
    evidence: Evidence
    unit: Text
    max: Annotated[float, Field(gt=0, allow_inf_nan=False)]
    points: Annotated[tuple[tuple[float, Share], ...], Field(min_length=2, max_length=20)]
    """(value, credit) pairs with rising values and credits that do not fall; beyond the ends the end's credit holds."""

    @model_validator(mode="after")
    def _points_rise(self) -> "NumberQuestion":
        values = [value for value, _ in self.points]
        credits_ = [credit for _, credit in self.points]
        if any(later <= earlier for earlier, later in pairwise(values)):
            raise ValueError("the values of `points` must rise")
        if credits_ != sorted(credits_) or credits_[0] != 0 or credits_[-1] != 1:
            raise ValueError("the credits of `points` must rise from 0 to 1")
        if values[0] < 0 or values[-1] > self.max:
            raise ValueError("the values of `points` must lie between 0 and `max`")
        return self


class CheckQuestion(_Question):
    """A knowledge check: one right answer."""

    type: Literal["check"]
    evidence: Literal["check"] = "check"
    shuffle: bool = True
    options: Annotated[tuple[CheckOption, ...], Field(min_length=2, max_length=9)]
    answer: Id

    @cached_property
    def credits(self) -> Mapping[str, float]:
        """What each option earns."""
        return {option.id: float(option.id == self.answer) for option in self.options}

    @model_validator(mode="after")
    def _answer_is_an_option(self) -> "CheckQuestion":
        _distinct(self.options)
        if self.answer not in {option.id for option in self.options}:
            known = ", ".join(option.id for option in self.options)
            raise ValueError(f"the answer {self.answer!r} is not one of its options ({known})")
        return self


class CodeQuestion(_Question):
    """A small work sample: the person types the code for a note."""

    type: Literal["code"]
    evidence: Literal["check"] = "check"
    answer: Annotated[tuple[Text, ...], Field(min_length=1)]
    """Every accepted code."""
    partial: dict[Text, PositiveShare] = {}
    """The credit for a code that is not accepted but starts with this, such as the right category."""


Question = Annotated[
    SingleQuestion | SeveralQuestion | NumberQuestion | CheckQuestion | CodeQuestion, Field(discriminator="type")
]


class Action(_Model):
    """Something the person can do about a gap."""

    do: Text
    hours: Hours
    """The authors' estimate."""


class Competency(_Model):
    """One skill, qualification or duty the career guide names; a file of its own holds all about it."""

    id: Id
    title: Annotated[Text, Field(max_length=60)]
    step: Id
    kind: Kind
    covers: tuple[Id, ...] = ()
    """The points of the career guide that it asks about."""
    weight: Weight
    """Its share in its step's readiness, against the others' weights."""
    target: PositiveShare
    """The score at which it counts as met: its cut score."""
    required: tuple[Goal, ...] = ()
    """The goals for which it is a must-have."""
    builds_on: tuple[Id, ...] = ()
    """Competencies to learn before this one."""
    draw: Annotated[int, Field(ge=0)] = 0
    """How many questions of its pool one attempt asks."""
    why: Text
    actions: Annotated[tuple[Action, ...], Field(min_length=1)]
    enough: Annotated[int, Field(gt=0)] | None = None
    """How many of the actions, in order, reach the target; all where this is left out."""
    questions: Annotated[tuple[Question, ...], Field(min_length=1)]

    def to_do(self, done: int = 0, *, beyond: bool = False) -> tuple[Action, ...]:
        """Return the actions after the first `done` that reach the target, or also those `beyond` it."""
        return self.actions[done : None if beyond else self.enough] or self.actions[done:]

    @cached_property
    def base(self) -> tuple[Question, ...]:
        """The record and self-report questions, which every attempt asks."""
        return tuple(question for question in self.questions if question.evidence != "check")

    @cached_property
    def pool(self) -> tuple[Question, ...]:
        """The checks, of which an attempt draws some."""
        return tuple(question for question in self.questions if question.evidence == "check")

    @cached_property
    def pool_by_id(self) -> Mapping[str, Question]:
        """The pool's checks by their ids, in the order of the pool."""
        return {question.id: question for question in self.pool}

    @cached_property
    def milestones(self) -> Mapping[str, Mapping[str, int]]:
        """How many of its actions each option leaves out, by question and option; only questions that tell."""
        told = {
            question.id: {option.id: option.done for option in question.options}
            for question in self.base
            if isinstance(question, SingleQuestion)
        }
        return {name: done for name, done in told.items() if any(done.values())}

    @model_validator(mode="after")
    def _draw_fits_the_pool(self) -> "Competency":
        if self.draw and not self.pool:
            raise ValueError(f"draw is {self.draw}, but the pool is empty: there is no question with evidence `check`")
        if self.draw > len(self.pool):
            raise ValueError(f"draw is {self.draw}, but the pool has only {len(self.pool)}")
        if not self.base and not self.draw:
            raise ValueError("an attempt would ask nothing: add a record or self-report question, or a draw")
        return self

    @model_validator(mode="after")
    def _something_is_left_to_do(self) -> "Competency":
        most = max((count for done in self.milestones.values() for count in done.values()), default=0)
        if most >= len(self.actions):
            raise ValueError(f"`done` is {most}, but there are {len(self.actions)} actions; leave at least one to do")
        if self.enough is not None and self.enough > len(self.actions):
            raise ValueError(f"`enough` is {self.enough}, but there are {len(self.actions)} actions")
        return self


class Step(_Model):
    """One step of the roadmap."""

    id: Id
    title: Annotated[Text, Field(max_length=60)]
    about: Text
    pass_mark: PositiveShare
    """The readiness at which the step counts as complete, once its must-haves are met."""


class EvidenceWeights(_Model):
    """How much an answer of each kind of evidence counts within its competency."""

    record: Weight = 1.0
    check: Weight = 1.0
    self_report: Weight = 0.5


class Point(_Model):
    """One point of the career guide."""

    id: Id
    title: Text


class PointGroup(_Model):
    """Points of the career guide that belong together, such as its challenges."""

    title: Text
    points: tuple[Point, ...]
    report: bool = False
    """Whether the report shows how prepared the person is for each of them."""


class OutlookYear(_Model):
    """A row of the guide's table of demand; pay in the outlook's currency, growth in percent."""

    year: int
    openings: Annotated[int, Field(ge=0)]
    pay_low: Annotated[int, Field(gt=0)]
    pay_high: Annotated[int, Field(gt=0)]
    growth: Annotated[float, Field(allow_inf_nan=False)]

    @model_validator(mode="after")
    def _pay_is_a_range(self) -> "OutlookYear":
        if self.pay_low > self.pay_high:
            raise ValueError("`pay_low` is above `pay_high`; swap them")
        return self


class OfficialFigure(_Model):
    """A figure of an official statistic, set beside the guide's."""

    title: Text
    value: Text
    source: Text


class Outlook(_Model):
    """The career guide's pay and demand figures, what is wrong with them, and official figures beside them."""

    title: Text
    guide: Text
    years: tuple[OutlookYear, ...] = ()
    caution: tuple[Text, ...] = ()
    official: tuple[OfficialFigure, ...] = ()


class Roadmap(_Model):
    """What `roadmap.yaml` holds: the bank's identity, the steps, and the career guide's points."""

    format: Literal[1]
    id: Id
    version: Annotated[Text, Field(max_length=40)]
    edition: Annotated[Text, Field(max_length=60)]
    title: Text
    """The career, as in "ready to work as a ..."."""
    goals: dict[Goal, Text]
    evidence: EvidenceWeights = EvidenceWeights()
    steps: Annotated[tuple[Step, ...], Field(min_length=1, max_length=20)]
    guide: tuple[PointGroup, ...] = ()
    when_ready: tuple[Text, ...] = ()
    """What keeps a person ready once every step is complete."""
    disclaimer: tuple[Text, ...] = ()
    """What the report says it is not, such as affiliated with an exam's owner."""

    @model_validator(mode="after")
    def _ids_stand_once(self) -> "Roadmap":
        for what, ids in (
            ("step", [step.id for step in self.steps]),
            ("point", [point.id for group in self.guide for point in group.points]),
        ):
            if twice := sorted({name for name in ids if ids.count(name) > 1}):
                raise ValueError(f"the {what} id {twice[0]!r} stands twice; each needs its own")
        return self


class Bank(_Model):
    """A whole question bank; competencies are in the order to learn them, step by step."""

    roadmap: Roadmap
    competencies: tuple[Competency, ...]
    outlook: Outlook | None = None

    @property
    def steps(self) -> tuple[Step, ...]:
        """The steps of the roadmap, in order."""
        return self.roadmap.steps

    @cached_property
    def questions(self) -> Mapping[str, Question]:
        """Every question by id, in the order of the bank."""
        return MappingProxyType(
            {question.id: question for competency in self.competencies for question in competency.questions}
        )

    @cached_property
    def competency(self) -> Mapping[str, Competency]:
        """Every competency by id."""
        return MappingProxyType({competency.id: competency for competency in self.competencies})

    @cached_property
    def home(self) -> Mapping[str, Competency]:
        """The competency of every question, by the question's id."""
        return MappingProxyType(
            {question.id: competency for competency in self.competencies for question in competency.questions}
        )

    @cached_property
    def evidence_weights(self) -> Mapping[Evidence, float]:
        """How much an answer counts within its competency, by its evidence."""
        weights = self.roadmap.evidence
        return {"record": weights.record, "check": weights.check, "self_report": weights.self_report}

    def of_step(self, step_id: str) -> tuple[Competency, ...]:
        """Return a step's competencies."""
        return self._by_step.get(step_id, ())

    @cached_property
    def _by_step(self) -> Mapping[str, tuple[Competency, ...]]:
        return {step.id: tuple(c for c in self.competencies if c.step == step.id) for step in self.steps}

    def number(self, step_id: str) -> int:
        """Return a step's number in the roadmap, from 1."""
        return [step.id for step in self.steps].index(step_id) + 1
