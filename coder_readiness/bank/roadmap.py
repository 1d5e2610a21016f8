"""What `roadmap.yaml` holds: the bank's identity, its steps, and the points of the career guide."""

from collections.abc import Mapping
from math import fsum
from types import MappingProxyType
from typing import Annotated, Literal, NamedTuple

from coder_readiness.bank.fields import (
    Flag,
    Id,
    Language,
    Length,
    MisplacedError,
    Part,
    PositiveCount,
    PositiveShare,
    Text,
    Title,
    Version,
    Weight,
)
from coder_readiness.text import quoted


class Step(Part):
    """One step of the roadmap."""

    id: Id
    title: Title
    about: Text
    pass_mark: PositiveShare
    """The readiness at which the step counts as complete, once its must-haves are met."""


class EvidenceWeights(Part):
    """How much an answer of each kind of evidence counts within its competency."""

    record: Weight = 1.0
    check: Weight = 1.0
    self_report: Weight = 0.5


class MasteryRule(Part):
    """How much evidence it takes to call a must-have missing."""

    fewest: PositiveCount = 4
    """How many checks are answered before a must-have may be called missing."""
    most: PositiveCount = 8
    """How many checks an attempt asks at most about a must-have in doubt."""
    prior: Weight = 10.0
    """How many answers the estimate before the first check weighs as much as."""
    floor: PositiveShare = 0.86
    """The share of its target below which a must-have is missing."""

    def __post_init__(self) -> None:
        if self.fewest > self.most:
            raise ValueError(f"`most` is {self.most}, but `fewest` is {self.fewest}. Raise `most`, or lower `fewest`.")


class Rules(NamedTuple):
    """What decides the scores of all competencies: plain values, by which equal cases are remembered."""

    record: float
    check: float
    self_report: float
    fewest: int
    most: int
    prior: float
    floor: float


class Point(Part):
    """One point of the career guide."""

    id: Id
    title: Text


class PointGroup(Part):
    """Points of the career guide that belong together, such as its challenges."""

    title: Text
    points: tuple[Point, ...]
    report: Flag = False
    """Whether the report shows how prepared the person is for each of them."""


class Domain(Part):
    """One domain of an exam's outline."""

    id: Id
    title: Title
    share: PositiveShare
    """Its share of the exam."""


class Outline(Part):
    """What an exam asks about, against which the bank is measured."""

    title: Title
    source: Text
    domains: Annotated[tuple[Domain, ...], Length(1)]

    def __post_init__(self) -> None:
        if abs((total := fsum(domain.share for domain in self.domains)) - 1) > 0.001:
            raise ValueError(f"The shares of the domains add up to {total:g}. They must add up to 1.")


class Roadmap(Part):
    """What `roadmap.yaml` holds: the bank's identity, the steps, and the career guide's points."""

    format: Literal[1]
    id: Id
    version: Version
    edition: Title
    title: Text
    """The career, as in "ready to work as a ..."."""
    language: Language = "en"
    """The language of its texts, as a tag such as es or en-GB."""
    goals: Mapping[Id, Text]
    """What a person can want to be ready for, in words; the first one is meant unless another is chosen."""
    evidence: EvidenceWeights = EvidenceWeights()
    mastery: MasteryRule = MasteryRule()
    usual_quick: PositiveCount | None = None
    """So many questions at most find most people's next step in the quick quiz; None if nobody has measured that."""
    steps: Annotated[tuple[Step, ...], Length(1, 20)]
    guide: tuple[PointGroup, ...] = ()
    outlines: tuple[Outline, ...] = ()
    """The outlines of exams that the bank is measured against."""
    when_ready: tuple[Text, ...] = ()
    """What keeps a person ready once every step is complete."""
    disclaimer: tuple[Text, ...] = ()
    """What the report says it is not, such as affiliated with an exam's owner."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "goals", MappingProxyType(dict(self.goals)))
        if not self.goals:
            raise ValueError("`goals` is empty. Add one, such as `first-job: a first job`.")
        for what, places in (
            ("step", [(("steps", number), step.id) for number, step in enumerate(self.steps)]),
            (
                "point",
                [
                    (("guide", group, "points", number), point.id)
                    for group, points in enumerate(self.guide)
                    for number, point in enumerate(points.points)
                ],
            ),
            (
                "domain",
                [
                    (("outlines", outline, "domains", number), domain.id)
                    for outline, domains in enumerate(self.outlines)
                    for number, domain in enumerate(domains.domains)
                ],
            ),
        ):
            seen: set[str] = set()
            for at, name in places:
                if name in seen:
                    message = f"The {what} ID {quoted(name)} is used twice. Give each {what} its own ID."
                    raise MisplacedError(message, *at, "id")
                seen.add(name)
