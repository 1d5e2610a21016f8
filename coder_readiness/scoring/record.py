"""What is kept of a readiness, as JSON: a format of its own, so that later versions of the program can read it.

Whatever `Readiness` becomes, what was kept before stays as it is. A key that is new has to have a default here for the
records without it; one that this version does not know is passed over.
"""

import json
import math
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar, cast, get_args

from coder_readiness.bank.competency import Action, Kind, Link
from coder_readiness.bank.fields import MOST_ACTION_HOURS, MOST_ACTION_WEEKS
from coder_readiness.scoring.readiness import (
    BankIdentity,
    CompetencyResult,
    Gap,
    NextStep,
    PlanResult,
    Readiness,
    StepResult,
)

RECORD = 1
_A_YEAR, _A_WEEK = 2000, 36.5
"""Hours of paid work: the first records give years of it in hours, and don't say that they are on the job."""
_COMPETENCY = ["id", "title", "step", "kind", "required", "low", "high", "target", "met", "self_view", "shown"]
_T = TypeVar("_T")


class RecordError(ValueError):
    """A record that cannot be read, or that contradicts itself."""


def to_record(readiness: Readiness) -> str:
    """Return the record of a readiness."""
    focus, plan = readiness.next_step, readiness.plan
    return json.dumps(
        {
            "record": RECORD,
            "bank": _kept(readiness.bank, "id", "version", "edition"),
            **_kept(readiness, "goal", "answered", "asked"),
            "next_step": _kept(focus, "id", "certain", "reasons") if focus else None,
            **_kept(readiness, "sureness", "close_calls"),
            "steps": [_kept(step, "id", "title", "complete", "low", "high", "pass_mark") for step in readiness.steps],
            "competencies": [_kept(result, *_COMPETENCY) for result in readiness.competencies],
            "gaps": [
                {**_kept(gap, "competency", "impact", "required"), "actions": list(map(_action, gap.actions))}
                for gap in readiness.gaps
            ],
            "plan": _kept(plan, "step", "hours", "close") if plan else None,
        }
    )


def _kept(part: object, *names: str) -> dict[str, Any]:
    """Return those fields of a part that a record keeps."""
    return {name: getattr(part, name) for name in names}


def _action(action: Action) -> dict[str, Any]:
    links = [{**_kept(link, "title", "url"), "checked": link.checked.isoformat()} for link in action.links]
    set_ = [name for name in ("weeks", "on_the_job") if getattr(action, name) is not None]
    return {**_kept(action, "do", "hours", *set_), "links": links}


def from_record(record: str) -> Readiness:
    """Return the readiness of which a record was kept. Raises RecordError."""
    return _read(record, _readiness)


def _read(kept: str, as_: "Callable[[_Fields], _T]") -> "_T":
    try:
        return as_(_Fields(json.loads(kept)))
    except (KeyError, TypeError, AttributeError, ValueError, RecursionError) as error:
        raise RecordError(str(error)) from error


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an attempt has come to, in short."""

    next_step: NextStep | None
    steps: tuple[StepResult, ...]


def from_outcome(outcome: str) -> Outcome:
    """Return what an attempt has come to, from so much of its record. Raises RecordError."""
    return _read(outcome, _outcome)


@dataclass(frozen=True)
class _Fields:
    """The fields of a JSON object, each taken as what it has to be. Raises KeyError, TypeError or ValueError."""

    of: Mapping[str, Any]

    def text(self, key: str) -> str:
        value = self.of[key]
        if not isinstance(value, str):
            raise TypeError(key)
        return value

    def one_of(self, key: str, known: "tuple[str, ...] | dict[str, Any]") -> str:
        value = self.text(key)
        if value not in known:
            raise ValueError(key)
        return value

    def flag(self, key: str) -> bool:
        value = self.of[key]
        if not isinstance(value, bool):
            raise TypeError(key)
        return value

    def maybe_flag(self, key: str) -> bool | None:
        return None if self.of[key] is None else self.flag(key)

    def count(self, key: str) -> int:
        value = self.of[key]
        if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 1 << 31:
            raise ValueError(key)
        return value

    def share(self, key: str) -> float:
        value = self.of[key]
        if not isinstance(value, (int, float)) or isinstance(value, bool):
            raise TypeError(key)
        if not (math.isfinite(value) and -1e-6 < value < 1 + 1e-6):
            raise ValueError(key)
        return float(value)

    def maybe_share(self, key: str) -> float | None:
        return None if self.of[key] is None else self.share(key)

    def texts(self, key: str) -> tuple[str, ...]:
        values = self.of[key]
        if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
            raise TypeError(key)
        return tuple(values)

    def ids(self, key: str, known: Collection[str]) -> tuple[str, ...]:
        values = self.texts(key)
        if not set(values) <= set(known):
            raise ValueError(key)
        return values

    def part(self, key: str) -> "_Fields":
        return _Fields(self.of[key])

    def parts(self, key: str) -> "list[_Fields]":
        return [_Fields(part) for part in self.of[key]]


def _readiness(kept: _Fields) -> Readiness:
    bank = kept.part("bank")
    outcome = _outcome(kept)
    steps = {step.id: step for step in outcome.steps}
    results = {part.text("id"): _result(part, steps) for part in kept.parts("competencies")}
    plan = kept.part("plan") if kept.of["plan"] is not None else None
    return Readiness(
        bank=BankIdentity(id=bank.text("id"), version=bank.text("version"), edition=bank.text("edition")),
        goal=kept.text("goal"),
        answered=kept.count("answered"),
        asked=kept.count("asked"),
        next_step=outcome.next_step,
        sureness=kept.maybe_share("sureness") if "sureness" in kept.of else None,  # the first records have none
        close_calls=kept.ids("close_calls", results) if "close_calls" in kept.of else (),
        steps=outcome.steps,
        competencies=tuple(results.values()),
        gaps=tuple(_gap(part, results) for part in kept.parts("gaps")),
        plan=_plan(plan, steps, results) if plan else None,
    )


def _outcome(kept: _Fields) -> Outcome:
    steps = {step.id: step for number, part in enumerate(kept.parts("steps"), 1) for step in [_step(part, number)]}
    focus = kept.part("next_step") if kept.of["next_step"] is not None else None
    return Outcome(_next_step(focus, steps) if focus else None, tuple(steps.values()))


def _next_step(kept: _Fields, steps: dict[str, StepResult]) -> NextStep:
    step = steps[kept.text("id")]
    return NextStep(
        id=step.id, number=step.number, title=step.title, certain=kept.flag("certain"), reasons=kept.texts("reasons")
    )


def _step(kept: _Fields, number: int) -> StepResult:
    return StepResult(
        id=kept.text("id"),
        number=number,
        title=kept.text("title"),
        complete=kept.maybe_flag("complete"),
        low=kept.share("low"),
        high=kept.share("high"),
        pass_mark=kept.share("pass_mark"),
    )


def _result(kept: _Fields, steps: dict[str, StepResult]) -> CompetencyResult:
    return CompetencyResult(
        id=kept.text("id"),
        title=kept.text("title"),
        step=kept.one_of("step", steps),
        kind=cast(Kind, kept.one_of("kind", get_args(Kind))),
        required=kept.flag("required"),
        low=kept.share("low"),
        high=kept.share("high"),
        target=kept.share("target"),
        met=kept.maybe_flag("met"),
        self_view=kept.maybe_share("self_view"),
        shown=kept.maybe_share("shown"),
    )


def _gap(kept: _Fields, results: dict[str, CompetencyResult]) -> Gap:
    return Gap(
        competency=kept.one_of("competency", results),
        impact=kept.share("impact"),
        required=kept.flag("required"),
        actions=tuple(_action_from(action) for action in kept.parts("actions")),
    )


def _action_from(kept: _Fields) -> Action:
    links = tuple(
        Link(title=link.text("title"), url=link.text("url"), checked=date.fromisoformat(link.text("checked")))
        for link in (kept.parts("links") if "links" in kept.of else [])  # the first records have none
    )
    hours = kept.count("hours")
    weeks = kept.count("weeks") if "weeks" in kept.of else None
    job = kept.text("on_the_job") if "on_the_job" in kept.of else None
    if weeks is None and hours > _A_YEAR:
        weeks, job = round(hours / _A_WEEK), "unknown"
    # No bank allows more, and the weeks of a plan would fill the memory.
    if hours > MOST_ACTION_HOURS or (weeks or 0) > MOST_ACTION_WEEKS:
        raise ValueError("hours")
    return Action(do=kept.text("do"), hours=hours, weeks=weeks, on_the_job=job, links=links)


def _plan(kept: _Fields, steps: dict[str, StepResult], results: dict[str, CompetencyResult]) -> PlanResult:
    step, hours, close = kept.one_of("step", steps), kept.count("hours"), kept.ids("close", results)
    return PlanResult(step=step, hours=hours, close=close)
