"""Small question banks, built with one line for each thing a test is about, and the rest filled in."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from coder_readiness.bank.answers import Answer
from coder_readiness.bank.competency import Action, Competency
from coder_readiness.bank.model import Bank
from coder_readiness.bank.questions.base import Evidence
from coder_readiness.bank.questions.case import CaseCode, CaseQuestion
from coder_readiness.bank.questions.check import CheckQuestion
from coder_readiness.bank.questions.choices import CheckOption, Option
from coder_readiness.bank.questions.code import CodeQuestion
from coder_readiness.bank.questions.number import NumberQuestion
from coder_readiness.bank.questions.several import SeveralQuestion
from coder_readiness.bank.questions.single import SingleQuestion
from coder_readiness.bank.questions.types import Question
from coder_readiness.bank.roadmap import EvidenceWeights, Roadmap, Step

GOALS = ("first-job", "well-paid")
LETTERS = "abcdefghi"


ALONE = SeveralQuestion(
    id="alone",
    type="several",
    evidence="record",
    combine="sum",
    ask="Which of these do you have?",
    options=(
        Option(id="none", label="None of these", credit=0, alone=True),
        *(Option(id=letter, label=letter.upper(), credit=0.5) for letter in "abc"),
    ),
)
"""Its first option can only be selected by itself."""


def pool_fields(evidence: Evidence) -> dict[str, Any]:
    """Return what only a question of the pool must have."""
    return {"because": "It is so.", "source": "A book, section 1"} if evidence == "check" else {}


def single(name: str, *credits_: float, evidence: Evidence = "record", shuffle: bool = True) -> SingleQuestion:
    """Return a single choice with the options a, b, c... that earn `credits_`."""
    options = tuple(
        Option(id=letter, label=f"Option {letter}", credit=earned)
        for letter, earned in zip(LETTERS, credits_, strict=False)
    )
    return SingleQuestion(
        id=name,
        ask=f"Which is it ({name})?",
        type="single",
        evidence=evidence,
        shuffle=shuffle,
        options=options,
        **pool_fields(evidence),
    )


def several(
    name: str, combine: Literal["sum", "max"], *credits_: float, evidence: Evidence = "record", shuffle: bool = True
) -> SeveralQuestion:
    """Return a question with the options a, b, c..., of which any number can be selected."""
    options = tuple(
        Option(id=letter, label=f"Option {letter}", credit=earned)
        for letter, earned in zip(LETTERS, credits_, strict=False)
    )
    return SeveralQuestion(
        id=name,
        ask=f"Which of these ({name})?",
        type="several",
        evidence=evidence,
        combine=combine,
        shuffle=shuffle,
        options=options,
        **pool_fields(evidence),
    )


def number(name: str, *points: tuple[float, float], evidence: Evidence = "record") -> Question:
    """Return a question for a number, with (value, credit) points."""
    return NumberQuestion(
        id=name,
        ask=f"How many ({name})?",
        type="number",
        evidence=evidence,
        unit="years",
        max=10,
        points=points,
        **pool_fields(evidence),
    )


def check(name: str, *, options: int = 3, shuffle: bool = True) -> CheckQuestion:
    """Return a knowledge check whose right answer is a."""
    return CheckQuestion(
        id=name,
        ask=f"Which is right ({name})?",
        type="check",
        shuffle=shuffle,
        options=tuple(CheckOption(id=letter, label=f"Option {letter}") for letter in LETTERS[:options]),
        answer="a",
        **pool_fields("check"),
    )


def code(name: str, *answer: str, partial: Mapping[str, float] | None = None) -> CodeQuestion:
    """Return a small work sample with the codes it accepts."""
    return CodeQuestion(
        id=name,
        ask=f"Code this note ({name}).",
        type="code",
        answer=answer,
        partial=dict(partial or {}),
        **pool_fields("check"),
    )


def case(name: str, first: str, *others: str, optional: Sequence[str] = ()) -> CaseQuestion:
    """Return a whole case with its codes, whose categories earn half."""
    return CaseQuestion(
        id=name,
        ask=f"Code this record ({name}).",
        type="case",
        first=first,
        codes=tuple(CaseCode(code=code, why="So.", partial={code[:3]: 0.5}) for code in (*others, first)),
        optional=tuple(optional),
        **pool_fields("check"),
    )


def competency(
    name: str,
    *questions: Question,
    step: str = "one",
    weight: float = 1.0,
    target: float = 0.7,
    required: Sequence[str] = (),
    draw: int = 0,
    hours: Sequence[int] = (10,),
    builds_on: Sequence[str] = (),
    taught_by: Sequence[str] = (),
) -> Competency:
    """Return a competency with one action for each of `hours`."""
    return Competency(
        id=name,
        title=name.capitalize(),
        step=step,
        kind="skill",
        weight=weight,
        target=target,
        required=tuple(required),
        builds_on=tuple(builds_on),
        taught_by=tuple(taught_by),
        draw=draw,
        why="It is needed.",
        actions=tuple(Action(do=f"Do {number} for {name}", hours=spent) for number, spent in enumerate(hours, 1)),
        questions=questions,
    )


STEPS = ("one", "two", "three")


def bank(
    *competencies: Competency, pass_marks: Sequence[float] = (0.7, 0.7), evidence: EvidenceWeights | None = None
) -> Bank:
    """Return a bank with a step (one, two, three) for each pass mark."""
    return Bank(
        roadmap=Roadmap(
            format=1,
            id="tiny",
            version="7",
            edition="FY2027",
            title="coder",
            goals={"first-job": "a first job", "well-paid": "a well-paid job"},
            evidence=evidence or EvidenceWeights(),
            steps=tuple(
                Step(id=name, title=f"Step {name}", about="About it.", pass_mark=pass_mark)
                for name, pass_mark in zip(STEPS, pass_marks, strict=False)
            ),
        ),
        competencies=competencies,
    )


def changed(original: Competency, **changes: Any) -> Competency:
    """Return a competency built anew with some fields changed."""
    return Competency(**{name: getattr(original, name) for name in Competency.__dataclass_fields__} | changes)


def rebuilt(original: Bank) -> Bank:
    """Return an equal bank of other competencies, with nothing remembered."""
    return with_competencies(original, [changed(competency) for competency in original.competencies])


def with_competencies(original: Bank, competencies: Sequence[Competency]) -> Bank:
    """Return a bank with the same roadmap and other competencies."""
    return Bank(roadmap=original.roadmap, competencies=tuple(competencies))


def earned(question: Question, answer: Answer) -> float:
    """Return the credit of an answer that leaves it not open."""
    found = question.credit(answer)
    assert found is not None
    return found
