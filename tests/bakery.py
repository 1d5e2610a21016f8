"""A bakery's small bank, the report on answers to it, and how to find a part of that report."""

from dataclasses import replace
from datetime import date

from coder_readiness.bank.answers import Answer
from coder_readiness.bank.competency import Competency
from coder_readiness.bank.model import Bank
from coder_readiness.bank.questions.types import Question
from coder_readiness.bank.roadmap import Point, PointGroup
from coder_readiness.report.blocks import Document, Facts, Section
from coder_readiness.report.document import full_report
from coder_readiness.report.material import Material
from coder_readiness.scoring.readiness import Readiness, assess
from coder_readiness.scoring.sheet import Sheet
from tests.builders import bank, changed, check, competency, single

TODAY = date(2026, 11, 23)
BREAD = competency("bread", single("bread-q", 0, 0.5, 1), target=1, hours=(5, 1))
CAKE = competency("cake", single("cake-q", 0, 0.5, 1), target=1, hours=(1,))
BAKERY = bank(BREAD, CAKE, pass_marks=(1.0,))
BREAD_FIRST = competency("first", single("first-q", 0, 1), target=1)
TWO_STEPS = bank(BREAD, changed(CAKE, step="two"), pass_marks=(1.0, 1.0))
SELF_VIEW = "How you rated yourself and how you did"


def report(of_bank: Bank, readiness: Readiness | None = None, **answers: Answer) -> Document:
    """Return the report on answers, whose readiness may be one that was kept."""
    sheet = Sheet(answers={name.replace("_", "-"): answer for name, answer in answers.items()})
    return full_report(Material(of_bank, readiness or assess(of_bank, sheet), sheet, TODAY))


def facts(document: Document) -> dict[str, tuple[str, ...]]:
    """Return what the answer says, by label."""
    (found,) = (block for block in document.sections[0].blocks if isinstance(block, Facts))
    return dict(found.facts)


def headings(document: Document) -> list[str]:
    """Return the headings of all sections."""
    return [one.heading for one in document.sections]


def section(document: Document, heading: str) -> Section:
    """Return the section with a heading."""
    (found,) = (one for one in document.sections if one.heading == heading)
    return found


def rated(name: str, draw: int, *questions: Question) -> Competency:
    """Return a competency with a rating of oneself that earns from a (0) to c (1), and checks."""
    rating = single(f"{name}-rating", 0, 0.5, 1, evidence="self_report")
    return competency(name, rating, *questions, target=0.6, draw=draw)


LUCKY = rated("bread", 1, check("bread-1"))
SEVERAL = rated("cake", 3, check("cake-1"), check("cake-2"), single("cake-3", 0, 0.5, 1, evidence="check"))
GROUP = bank(LUCKY, SEVERAL, pass_marks=(1.0,))


def guided(*points: str) -> Bank:
    """Return the bakery with a group of points to report; "P1" is what bread covers, "P2" what both cover."""
    group = PointGroup(
        title="The day", points=tuple(Point(id=point, title=f"Point {point}") for point in points), report=True
    )
    return Bank(
        roadmap=replace(BAKERY.roadmap, guide=(group,)),
        competencies=(changed(BREAD, covers=("P1", "P2"), weight=3.0), changed(CAKE, covers=("P2",))),
    )
