"""What a rule is, what it looks at, and what it finds."""

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from coder_readiness.bank.competency import Link
from coder_readiness.bank.model import Bank
from coder_readiness.bank.questions.check import CheckQuestion
from coder_readiness.bank.questions.types import Question
from coder_readiness.errors import Place

Severity = Literal["error", "warning"]


@dataclass(frozen=True)
class Finding:
    """One problem: its rule, its place, its subject, and what to do."""

    place: Place
    rule: str
    severity: Severity
    subject: str
    message: str

    def __str__(self) -> str:
        return f"{self.place}: {self.severity}: {self.subject}: {self.message} [{self.rule}]"


@dataclass(frozen=True)
class Subject:
    """What the rules look at."""

    bank: Bank
    today: datetime.date
    shipped: Bank | None = None
    """The bank that comes with the program, if this is another."""

    @property
    def pools(self) -> Iterator[Question]:
        """Every question of the pools."""
        for competency in self.bank.competencies:
            yield from competency.pool

    @property
    def checks(self) -> Iterator[CheckQuestion]:
        """Those with one right option among others."""
        return (question for question in self.pools if isinstance(question, CheckQuestion))

    @property
    def links(self) -> Iterator[tuple[str, Link]]:
        """Every link, with the id of its competency."""
        return ((competency.id, link) for competency in self.bank.competencies for link in competency.all_links)

    @property
    def texts(self) -> Iterator[tuple[str, str]]:
        """Every text of a competency or a question that people see, with the id it belongs to."""
        for competency in self.bank.competencies:
            actions = (action.do for action in competency.actions)
            links = (link.title for link in competency.all_links)
            for text in (competency.title, competency.why, *actions, *links):
                yield competency.id, text
            for question in competency.questions:
                yield from ((question.id, text) for text in question.texts)


Found = Iterator[tuple[str, str]]
"""What a rule yields: the id it is about ("" for the whole bank), and what to do."""


@dataclass(frozen=True)
class Rule:
    """A function that looks for one kind of problem, and how bad that is."""

    find: Callable[[Subject], Found]
    severity: Severity
    english: bool
    """Whether it is about English, and says nothing of a bank in another language."""

    @property
    def id(self) -> str:
        """Its name in findings."""
        return self.find.__name__.replace("_", "-")


def rule(severity: Severity, *, english: bool = False) -> Callable[[Callable[[Subject], Found]], Rule]:
    """Make a rule of a function."""
    return lambda find: Rule(find, severity, english)
