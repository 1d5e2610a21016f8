"""What every section of a report is made from."""

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from coder_readiness.bank.model import Bank
from coder_readiness.scoring.readiness import CompetencyResult, Readiness, StepResult
from coder_readiness.scoring.sheet import Sheet

USUAL_HOURS_PER_WEEK = 10
"""What is assumed if the person has not said how many hours a week they have."""


def _as_on_the_path(command: str) -> str:
    return f"coder-readiness {command}"


@dataclass(frozen=True)
class Material:
    """A readiness, the answers it comes from, and what the person wants to see it in the light of."""

    bank: Bank
    readiness: Readiness
    sheet: Sheet
    today: datetime.date
    before: Readiness | None = None
    """An earlier readiness to compare with."""
    since: datetime.date | None = None
    """The day of that one."""
    assumed: tuple[str, ...] = ()
    """The titles of the competencies that the sheet only assumes to be met."""
    other_goal: bool = False
    """Whether the goal is another than the one the person chose."""
    hours_per_week: int | None = None
    """How many hours a week the person has; None where they have not said so."""
    exam: datetime.date | None = None
    """The day of the person's exam, for the calendar."""
    renewal: datetime.date | None = None
    """The day on which they have to renew their certification, for the calendar."""
    person: str = ""
    """What tells the person from every other, for the calendar."""
    now: datetime.datetime | None = None
    """The time, for the calendar; None means the start of the day."""
    note: str = ""
    """What to say of the attempt itself, such as that it is not finished."""
    to_finish: str = ""
    """The command that asks the questions that aren't answered yet; "" if there is none, or if a menu offers it."""
    what_next: str = ""
    """The command for the full report; "" if there is none, or if a menu offers it."""
    command: str = "report"
    """The command for this report, without options for a view of it; "" if only the answers in a file are reported."""
    typed: Callable[[str], str] = _as_on_the_path
    """Returns a command as the person types it."""
    typed_later: Callable[[str], str] = _as_on_the_path
    """Returns a command as the person types it on another day, wherever they are."""

    def view(self, name: str) -> str:
        """Return the command that the person types for another view of this report, such as full; "" if none."""
        return self.typed(f"{self.command} --{name}") if self.command else ""

    @cached_property
    def results(self) -> Mapping[str, CompetencyResult]:
        """The result for each competency, by its id."""
        return {result.id: result for result in self.readiness.competencies}

    @cached_property
    def step(self) -> Mapping[str, StepResult]:
        """Each step's result, by the step's id."""
        return {step.id: step for step in self.readiness.steps}

    @property
    def pace(self) -> int:
        """The hours a week to plan with: the person's, or what is usual."""
        return self.hours_per_week or USUAL_HOURS_PER_WEEK

    @property
    def focus(self) -> StepResult | None:
        """The step to focus on; None where all are ready."""
        named = self.readiness.next_step
        return self.step[named.id] if named else None

    @property
    def goal(self) -> str:
        """The goal in the words of the bank."""
        return self.bank.roadmap.goals.get(self.readiness.goal, self.readiness.goal)
