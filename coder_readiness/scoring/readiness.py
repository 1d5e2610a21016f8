"""Bank + sheet -> Readiness: the scores, the gaps, the next step with its reasons, and the plan."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from operator import attrgetter
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer, TypeAdapter

from coder_readiness.bank.competency import Action, Kind
from coder_readiness.bank.credits import reaches
from coder_readiness.bank.memory import Memory
from coder_readiness.bank.model import Bank
from coder_readiness.scoring.plan import plan_step
from coder_readiness.scoring.score import CompetencyScore, Scores, StepScore, score
from coder_readiness.scoring.sheet import Sheet, read_sheet
from coder_readiness.scoring.sureness import SURE_ENOUGH, closest_calls, sureness

MOST_NAMED = 4
"""How many open questions a reason names before it only counts the rest."""
_REMEMBERED = 1 << 13
"""How many results of competencies, and how many gaps, are remembered."""


@dataclass(slots=True)
class BankIdentity:
    """Which bank was answered."""

    id: str
    version: str
    edition: str


@dataclass(slots=True)
class NextStep:
    """The step to focus on, and why."""

    id: str
    number: int
    title: str
    certain: bool
    """False while missing answers could still name a later step."""
    reasons: tuple[str, ...]


@dataclass(slots=True)
class StepResult:
    """A step's readiness, 0 to 1, as an interval: the lowest and highest that the missing answers can make it."""

    id: str
    number: int
    title: str
    complete: bool | None
    low: float
    high: float
    pass_mark: float


class _Shared:
    """A part of a result that many results share."""

    @cached_property
    def as_json(self) -> str:
        """The part as JSON."""
        return _adapter(type(self)).dump_json(self).decode()  # type: ignore[arg-type]


_adapter = cache(TypeAdapter)


@dataclass(frozen=True)
class CompetencyResult(_Shared):
    """A competency's score, 0 to 1, as an interval."""

    id: str
    title: str
    step: str
    kind: Kind
    required: bool
    low: float
    high: float
    target: float
    met: bool | None
    self_view: float | None
    shown: float | None


@dataclass(frozen=True)
class Gap(_Shared):
    """A competency that is not met, for sure or (`met` is None) maybe.

    `impact` is the share of its step's readiness that it costs.
    """

    competency: str
    impact: float
    required: bool
    actions: tuple[Annotated[Action, PlainSerializer(lambda action: {"do": action.do, "hours": action.hours})], ...]


@dataclass(slots=True)
class PlanResult:
    """The cheapest set of gaps whose closing completes the step in focus, in working order."""

    step: str
    hours: int
    close: tuple[str, ...]


class Readiness(BaseModel):
    """The whole result for one sheet. `model_dump(mode="json")` is the report in JSON."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: Literal[1] = 1
    name: str | None = Field(default=None, exclude_if=lambda name: name is None)
    """Whose it is, where the sheet says so."""
    bank: BankIdentity
    goal: str
    answered: int
    asked: int
    next_step: NextStep | None
    sureness: float | None = None
    """The share of sittings like this one, 0 to 1, that would name the same step; None in a result kept long ago."""
    close_calls: tuple[str, ...] = Field(default=(), exclude=True)
    """The competencies about which more answers would raise it, the closest call first."""
    steps: tuple[StepResult, ...]
    competencies: tuple[CompetencyResult, ...]
    gaps: tuple[Gap, ...]
    plan: PlanResult | None

    def as_json(self) -> str:
        """Return the same text as `model_dump_json`, but write parts that many results share only once."""
        start, plan, end = self.model_dump_json(exclude={"competencies", "gaps"}).rpartition(',"plan":')
        competencies = ",".join([result.as_json for result in self.competencies])
        gaps = ",".join([gap.as_json for gap in self.gaps])
        return f'{start},"competencies":[{competencies}],"gaps":[{gaps}]{plan}{end}'


def assess(bank: Bank, sheet: Sheet | Mapping[str, object]) -> Readiness:
    """Return the readiness that a sheet shows; a plain dict is read as `{"goal", "seed", "answers"}`.

    Raises SheetError where the dict is not a sheet for this bank.
    """
    if not isinstance(sheet, Sheet):
        sheet = read_sheet(bank, sheet)
    scores = score(bank, sheet)
    focus = scores.next_step
    plan = plan_step(focus) if focus else None
    sure = sureness(scores)
    close_calls = closest_calls(scores) if sure < SURE_ENOUGH else ()
    roadmap = bank.roadmap
    return Readiness(
        name=sheet.name,
        bank=BankIdentity(id=roadmap.id, version=roadmap.version, edition=roadmap.edition),
        goal=sheet.goal,
        answered=scores.answered,
        asked=scores.asked,
        next_step=_next_step(bank, focus, is_what_if=bool(sheet.assumed)) if focus else None,
        sureness=sure,
        close_calls=tuple([call.competency.id for call in close_calls]),
        steps=tuple(
            StepResult(
                id=step.step.id,
                number=number,
                title=step.step.title,
                complete=step.complete,
                low=step.low,
                high=step.high,
                pass_mark=step.step.pass_mark,
            )
            for number, step in enumerate(scores.steps, 1)
        ),
        competencies=tuple([_results[score] for step in scores.steps for score in step.competencies]),
        gaps=_gaps(scores),
        plan=PlanResult(step=plan.step, hours=plan.hours, close=plan.close) if plan else None,
    )


def points(share: float) -> int:
    """Return a share in whole hundredths, rounded down, so that nothing just missed looks reached."""
    return math.floor(share * 100 + 1e-6)


def percent(share: float) -> str:
    """Return a share as whole percent, rounded down."""
    return f"{points(share)}%"


def mark_percent(mark: float) -> str:
    """Return a mark to reach as whole percent, rounded up, for the same reason."""
    return f"{math.ceil(mark * 100 - 1e-6)}%"


def _result(score: CompetencyScore) -> CompetencyResult:
    competency = score.competency
    return CompetencyResult(
        id=competency.id,
        title=competency.title,
        step=competency.step,
        kind=competency.kind,
        required=score.required,
        low=score.low,
        high=score.high,
        target=competency.target,
        met=score.met,
        self_view=score.self_view,
        shown=score.shown,
    )


_results = Memory(_result, _REMEMBERED)


def _gaps(scores: Scores) -> tuple[Gap, ...]:
    gaps: list[Gap] = []
    for step in scores.steps:
        weight = step.weight
        gaps += [_known_gaps[score, weight] for score in step.competencies if score.is_gap]
    return tuple(sorted(gaps, key=attrgetter("impact"), reverse=True))


def _gap(found: tuple[CompetencyScore, float]) -> Gap:
    """Return the gap that a score is, in a step whose competencies weigh so much in total."""
    score, weight = found
    return Gap(
        competency=score.competency.id, impact=score.gain / weight, required=score.required, actions=score.actions
    )


_known_gaps = Memory(_gap, _REMEMBERED)


def _next_step(bank: Bank, step: StepScore, *, is_what_if: bool) -> NextStep:
    certain = step.complete is False
    reasons = _why_not_complete(step, is_what_if) if certain else _why_undecided(step, is_what_if)
    return NextStep(
        id=step.step.id,
        number=bank.number(step.step.id),
        title=step.step.title,
        certain=certain,
        reasons=tuple(reasons),
    )


def _why_not_complete(step: StepScore, is_what_if: bool) -> list[str]:
    missing = [score.competency.title for score in step.competencies if score.required and score.missing]
    must_haves = f"{len(missing)} must-haves" if len(missing) > 1 else "a must-have"
    lack, reach = ("You'd still be missing", "You'd reach") if is_what_if else ("You're missing", "You've reached")
    reasons = [f"{lack} {must_haves}: {_listed(missing)}."] if missing else []
    if not reaches(step.high, step.step.pass_mark):
        most = "at most " if step.high > step.low else ""
        mark = mark_percent(step.step.pass_mark)
        reasons.append(f"{reach} {most}{percent(step.high)} in this step. You need {mark}.")
    return reasons


def _why_undecided(step: StepScore, is_what_if: bool) -> list[str]:
    open_must_haves = [
        score.competency.title
        for score in step.competencies
        if score.required and score.in_step and score.missing is None
    ]
    reasons = []
    if not any(score.in_step for score in step.competencies):
        return ["You chose not to answer anything about this step, so we can't tell if you're ready."]
    if open_must_haves:
        some = "some must-haves" if len(open_must_haves) > 1 else "this must-have"
        reasons.append(f"You haven't answered every question about {some} yet: {_listed(open_must_haves)}.")
    mark = mark_percent(step.step.pass_mark)
    reach = "You'd reach at least" if is_what_if else "So far, you've reached"
    reasons.append(f"{reach} {percent(step.low)} in this step. You need {mark}.")
    open_titles = [
        score.competency.title for score in step.competencies if score.in_step and score.attainable > score.attained
    ]
    if open_titles != open_must_haves:
        reasons.append(f"Answering these could settle it: {_listed(open_titles)}.")
    return reasons


def _listed(titles: list[str]) -> str:
    named = titles[:MOST_NAMED]
    if more := len(titles) - len(named):
        return f"{', '.join(named)} and {more} more"
    return " and ".join([", ".join(named[:-1]), named[-1]]) if len(named) > 1 else "".join(named)
