"""The plan as a calendar, which other programs read."""

import datetime
import json
from dataclasses import replace
from typing import Any

import icalendar
import pytest

from coder_readiness.bank.competency import Action
from coder_readiness.errors import ReadinessError
from coder_readiness.report.calendar import to_ics
from coder_readiness.report.gaps import left_to_do, plan_time
from coder_readiness.report.material import Material
from coder_readiness.scoring.record import from_record, to_record
from tests.reports import TODAY, material_on


def events_of(material: Material) -> list[dict[str, Any]]:
    """Return what each event of a plan says, as another program reads it."""
    events = icalendar.Calendar.from_ical(to_ics(material)).walk("VEVENT")
    return [{name: getattr(value, "dt", value) for name, value in event.property_items()} for event in events]


def split(material: Material) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return the events about the plan itself, and those about an update."""
    events = events_of(material)
    updates = [event for event in events if event["SUMMARY"] == "Take the update quiz"]
    return [event for event in events if event not in updates], updates


@pytest.mark.parametrize(("pace", "weekly"), [(10, 10), (1, 1), (None, 10)])
def test_the_plan_ends_when_its_hours_are_used_up(pace: int | None, weekly: int) -> None:
    material = material_on("trained-not-certified", hours_per_week=pace)
    events, (*_, update) = split(material)
    hours = sum(action.hours for actions in left_to_do(material).values() for action in actions)
    assert events[0]["DTSTART"] == TODAY
    assert events[-1]["DTEND"] == TODAY + datetime.timedelta(days=-(-7 * hours // weekly))
    assert len({event["UID"] for event in events}) == len(events)
    assert update["DESCRIPTION"].endswith("type: coder-readiness update")
    assert update["DTSTART"] == TODAY + datetime.timedelta(weeks=-(-hours // weekly))
    assert update["DTEND"] - update["DTSTART"] == datetime.timedelta(days=1)


def test_an_event_is_named_by_its_action_and_says_all_of_it_with_its_links() -> None:
    first, *_ = events_of(material_on("starting-from-nothing", hours_per_week=10))
    assert first["SUMMARY"] == "Find an adult education center near you or online"
    area, action, link = first["DESCRIPTION"].split("\n")
    assert area == "High school diploma or equivalent:"
    assert action.startswith("Find an adult education center near you or online, and ask which high school")
    assert action.endswith("(4 hours)")
    assert link.startswith("American Job Center finder: https://www.careeronestop.org/")


def test_an_action_of_many_weeks_is_one_event() -> None:
    events, updates = split(material_on("starting-from-nothing", hours_per_week=10))
    second = events[1]
    assert second["SUMMARY"] == "Pass the equivalency test"
    assert second["DTEND"] - TODAY == datetime.timedelta(days=87)  # 124 hours
    weeks = [(update["DTSTART"] - TODAY).days / 7 for update in updates]
    assert weeks == [4, -(-(events[-1]["DTEND"] - TODAY).days // 7)]


def test_an_action_starts_once_the_hours_of_those_before_are_used_up() -> None:
    material = material_on("starting-from-nothing", hours_per_week=6)
    actions = tuple(Action(do=do, hours=hours) for do, hours in (("Ask.", 3), ("Enroll.", 2), ("Learn.", 7)))
    gap = replace(material.readiness.gaps[0], actions=actions)
    plan = replace(material.readiness.plan, close=(gap.competency,))  # type: ignore[type-var]
    changed = material.readiness.model_copy(update={"gaps": (gap,), "plan": plan})
    events, _ = split(replace(material, readiness=changed))
    days = [(event["SUMMARY"], *((event[end] - TODAY).days for end in ("DTSTART", "DTEND"))) for event in events]
    assert days == [("Ask", 0, 4), ("Enroll", 3, 6), ("Learn", 5, 14)]


def test_every_action_has_an_event_of_its_own() -> None:
    material = material_on("starting-from-nothing", hours_per_week=10)
    events, _ = split(material)
    assert len(events) == sum(map(len, left_to_do(material).values()))
    assert all(event["DESCRIPTION"].split("\n")[1].startswith(event["SUMMARY"].rstrip(".")[:20]) for event in events)


@pytest.mark.parametrize(
    ("do", "title"),
    [
        ("Enroll in a program, and study.", "Enroll in a program"),
        ("Get work: an externship, or less.", "Get work"),
        ("Ask a coder, a clerk or a biller (all three).", "Ask a coder, a clerk or a biller"),
        ("Bake bread. Eat it.", "Bake bread"),
        (f"Bake {'good ' * 20}bread.", f"Bake {'good ' * 9}good..."),
    ],
)
def test_titles_are_short(do: str, title: str) -> None:
    material = material_on("starting-from-nothing")
    gap = replace(material.readiness.gaps[0], actions=(Action(do=do, hours=5),))
    plan = replace(material.readiness.plan, close=(gap.competency,))  # type: ignore[type-var]
    changed = material.readiness.model_copy(update={"gaps": (gap,), "plan": plan})
    event, _ = events_of(replace(material, readiness=changed))
    assert event["SUMMARY"] == title


def test_the_same_plan_gives_the_same_file() -> None:
    assert to_ics(material_on("diploma-only")) == to_ics(material_on("diploma-only"))


def test_without_a_plan_there_is_no_calendar() -> None:
    with pytest.raises(ReadinessError, match="There's nothing to put in a calendar"):
        to_ics(material_on("ready"))


def test_what_takes_its_own_time_is_spread_over_it() -> None:
    material = material_on("starting-from-nothing", hours_per_week=40)
    ten_weeks = Action(do="Code ten records a week.", hours=50, weeks=10)
    gap = replace(material.readiness.gaps[0], actions=(ten_weeks, Action(do="Ask.", hours=36)))
    plan = replace(material.readiness.plan, close=(gap.competency,))  # type: ignore[type-var]
    changed = material.readiness.model_copy(update={"gaps": (gap,), "plan": plan})
    events, _ = split(replace(material, readiness=changed))
    assert [(event["SUMMARY"], event["DTEND"] - event["DTSTART"]) for event in events] == [
        ("Code ten records a week", datetime.timedelta(weeks=10)),
        ("Ask", datetime.timedelta(days=9)),
    ]
    assert (
        plan_time(replace(material, readiness=changed))
        == "about 10 weeks (one part takes that long), until about February 1, 2027"
    )


def test_paid_work_takes_no_hours_of_study_and_is_one_day_at_its_end() -> None:
    material = material_on("well-paid-after-one-year", hours_per_week=8)
    assert plan_time(material) == "about 12 months on the job, plus 6 hours of your own time"
    (week, job), (*_, update) = split(material)
    assert week["SUMMARY"] == "Keep proof of your coding work"
    assert job["SUMMARY"] == "Milestone: Proven coding experience"
    assert job["DTSTART"] == update["DTSTART"] == TODAY + datetime.timedelta(weeks=52)
    assert job["DTEND"] - job["DTSTART"] == datetime.timedelta(days=1)


def test_each_job_is_a_day_of_its_own_even_if_two_take_as_many_weeks() -> None:
    material = material_on("starting-from-nothing", hours_per_week=8)
    jobs = tuple(Action(do=do, hours=1, weeks=52, on_the_job="years") for do in ("Bake bread.", "Bake cakes."))
    gap = replace(material.readiness.gaps[0], actions=jobs)
    plan = replace(material.readiness.plan, close=(gap.competency,))  # type: ignore[type-var]
    changed = material.readiness.model_copy(update={"gaps": (gap,), "plan": plan})
    events, (*_, update) = split(replace(material, readiness=changed))
    year = TODAY + datetime.timedelta(weeks=52)
    assert [(event["DESCRIPTION"], event["DTSTART"]) for event in events] == [
        ("Bake bread.", year),
        ("Bake cakes.", year),
    ]
    assert update["DTSTART"] == year


def test_years_of_work_that_an_early_version_kept_in_hours_are_paid_work() -> None:
    material = material_on("well-paid-after-one-year", hours_per_week=8)
    record = json.loads(to_record(material.readiness))
    for action in (action for gap in record["gaps"] for action in gap["actions"] if action.pop("on_the_job", None)):
        del action["weeks"]
        action["hours"] = 3800
    kept = replace(material, readiness=from_record(json.dumps(record)))
    assert plan_time(kept) == "about 2 years on the job, plus 6 hours of your own time"
    (_, job), (*_, update) = split(kept)
    assert job["DTSTART"] == update["DTSTART"] == TODAY + datetime.timedelta(weeks=104)
