"""The plan as a calendar, which other programs read."""

import datetime
import json
import re
from dataclasses import replace
from typing import Any

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder_readiness.bank.competency import Action
from coder_readiness.errors import ReadinessError
from coder_readiness.report.blocks import Paragraph, Section
from coder_readiness.report.calendar import how_the_plan_fits, to_ics
from coder_readiness.report.gaps import left_to_do, plan_section, plan_time
from coder_readiness.report.material import Material
from coder_readiness.report.wording import about_day
from coder_readiness.scoring.readiness import assess
from coder_readiness.scoring.record import from_record, to_record
from coder_readiness.scoring.sheet import Sheet
from tests.reports import BANK, TODAY, material_on
from tests.strategies import laws

BEGINNER = material_on("starting-from-nothing")


def events_of(material: Material) -> list[dict[str, Any]]:
    """Return what each event of a plan says, as another program reads it."""
    events = icalendar.Calendar.from_ical(to_ics(material)).walk("VEVENT")
    return [{name: getattr(value, "dt", value) for name, value in event.property_items()} for event in events]


def split(material: Material) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return the events about the plan itself, and those about an update."""
    events = events_of(material)
    updates = [event for event in events if event["SUMMARY"] == "Take the update quiz"]
    return [event for event in events if event not in updates], updates


def with_actions(*actions: Action, hours_per_week: int | None = None) -> Material:
    """Return the material of a plan that takes these actions about one area."""
    readiness = BEGINNER.readiness
    gap = replace(readiness.gaps[0], actions=actions)
    plan = replace(readiness.plan, close=(gap.competency,))  # type: ignore[type-var]
    changed = readiness.model_copy(update={"gaps": (gap,), "plan": plan})
    return replace(BEGINNER, readiness=changed, hours_per_week=hours_per_week)


@pytest.mark.parametrize(("pace", "weekly"), [(10, 10), (1, 1), (None, 10)])
def test_each_week_of_the_plan_is_an_event_of_seven_days(pace: int | None, weekly: int) -> None:
    material = material_on("trained-not-certified", hours_per_week=pace)
    events, (*_, update) = split(material)
    hours = sum(action.hours for actions in left_to_do(material).values() for action in actions)
    weeks = -(-hours // weekly)
    days = [((event["DTSTART"] - TODAY).days, (event["DTEND"] - TODAY).days) for event in events]
    assert days == [(7 * week, 7 * week + 7) for week in range(weeks)]
    assert len({event["UID"] for event in events}) == len({event["SUMMARY"] for event in events}) == weeks
    assert {event["TRANSP"] for event in events} == {"TRANSPARENT"}
    assert update["DESCRIPTION"].endswith("type: coder-readiness update")
    assert update["DTSTART"] == events[-1]["DTEND"]
    assert update["DTEND"] - update["DTSTART"] == datetime.timedelta(days=1)


def test_a_week_says_all_that_it_is_for_with_the_hours_and_each_link_once() -> None:
    first, second, third, *_ = events_of(material_on("starting-from-nothing", hours_per_week=10))
    assert first["SUMMARY"] == "Week 1: High school diploma or equivalent (10 of 124 hours)"
    area, action, other, link = first["DESCRIPTION"].split("\n")
    assert area == "High school diploma or equivalent:"
    assert action.startswith("- Find an adult education center near you or online, and ask which high school")
    assert action.endswith("(4 hours)")
    assert other.endswith("(6 hours)")
    assert link.startswith("American Job Center finder: https://www.careeronestop.org/")
    assert second["SUMMARY"] == "Week 2: High school diploma or equivalent (20 of 124 hours)"
    assert second["DESCRIPTION"].endswith("(10 hours this week, the first of 52)")
    assert third["SUMMARY"] == "Week 3: High school diploma or equivalent (30 of 124 hours)"
    assert third["DESCRIPTION"].endswith("(10 hours this week, for a total of 20 of 52)")


def test_a_long_plan_has_a_check_up_on_its_way() -> None:
    events, updates = split(material_on("starting-from-nothing", hours_per_week=10))
    assert [(update["DTSTART"] - TODAY).days / 7 for update in updates] == [4, len(events)] == [4, 14]


def test_weeks_are_told_apart_by_their_numbers_and_by_how_far_an_area_is() -> None:
    actions = [Action(do=do, hours=hours) for do, hours in (("Ask.", 3), ("Enroll.", 2), ("Learn.", 20))]
    events, _ = split(with_actions(*actions, hours_per_week=6))
    assert [event["SUMMARY"] for event in events] == [
        "Week 1: Coding certification (6 of 25 hours)",
        "Week 2: Coding certification (12 of 25 hours)",
        "Week 3: Coding certification (18 of 25 hours)",
        "Week 4: Coding certification (24 of 25 hours)",
        "Week 5: Coding certification (25 of 25 hours)",
    ]
    assert [event["DESCRIPTION"].split("\n", 1)[1] for event in events] == [
        "- Ask. (3 hours)\n- Enroll. (2 hours)\n- Learn. (1 hour this week, the first of 20)",
        "- Learn. (6 hours this week, for a total of 7 of 20)",
        "- Learn. (6 hours this week, for a total of 13 of 20)",
        "- Learn. (6 hours this week, for a total of 19 of 20)",
        "- Learn. (1 hour this week, the last of 20)",
    ]


def test_the_area_that_takes_most_of_a_week_names_it() -> None:
    events, _ = split(material_on("starting-from-nothing", hours_per_week=10))
    *_, shared, last = [event["SUMMARY"] for event in events]
    assert (shared, last) == ("Week 13: What coders do + 1 more", "Week 14: What coders do (7 of 7 hours)")


def test_hours_that_are_not_whole_are_told_in_halves() -> None:
    events, _ = split(with_actions(Action(do="Rest.", hours=12, weeks=7), Action(do="Blink.", hours=1, weeks=4)))
    hours = [[line.split("(")[1] for line in event["DESCRIPTION"].split("\n")[1:]] for event in events]
    assert hours[0] == ["about 1.5 hours this week, the first of 12)"]
    assert hours[2] == ["about 1.5 hours this week, for a total of 5 of 12)"]
    assert hours[3][1] == "about 0.5 hours this week, the first of 1)"


actions_ = st.builds(
    lambda hours, weeks: Action(do="Bake bread.", hours=hours, weeks=weeks),
    st.integers(1, 30),
    st.none() | st.integers(1, 8),
)


@laws
@given(actions=st.lists(actions_, min_size=1, max_size=5), pace=st.integers(2, 40))
def test_the_calendar_ends_when_the_result_says_that_the_plan_does(actions: list[Action], pace: int) -> None:
    material = with_actions(*actions, hours_per_week=pace)
    events, (*_, update) = split(material)
    weeks = len(events)
    end = TODAY + datetime.timedelta(weeks=weeks)
    assert update["DTSTART"] == end
    if 1 < weeks <= 104:
        assert plan_time(material).startswith(f"about {weeks} weeks")
        assert f", until {about_day(weeks, material)}" in plan_time(material)
        plan = plan_section(material)
        assert plan
        assert plan_time(material) in str(plan.blocks[0])


def test_the_same_plan_gives_the_same_file() -> None:
    assert to_ics(material_on("diploma-only")) == to_ics(material_on("diploma-only"))


def of_ann(name: str, day: int, pace: int, exam: int) -> Material:
    """Return the material of a plan that Ann makes some days from today, with the day of her exam."""
    now = datetime.datetime.combine(TODAY, datetime.time(17, 30), datetime.UTC) + datetime.timedelta(days=day)
    material = material_on(name, now.date(), pace)
    return replace(material, person="Ann", now=now, exam=TODAY + datetime.timedelta(days=exam))


def by_uid(material: Material) -> dict[str, dict[str, Any]]:
    """Return the events of a plan by their UIDs, each of which is there only once."""
    events = events_of(material)
    found = {event["UID"]: event for event in events}
    assert len(found) == len(events)
    return found


def test_a_newer_plan_replaces_the_same_weeks_of_an_older_one() -> None:
    old, new = by_uid(of_ann("starting-from-nothing", 0, 10, 100)), by_uid(of_ann("diploma-only", 30, 4, 400))
    shared = [uid for uid in old if uid in new]
    days = {(old[uid]["DTSTART"] - TODAY).days: (new[uid]["DTSTART"] - TODAY).days for uid in shared[:-4]}
    assert days == {7 * week: 7 * week + 2 for week in range(4, 14)}
    assert [(old[uid]["SUMMARY"], new[uid]["SUMMARY"]) for uid in shared[-4:]] == [
        ("Take the update quiz", "Take the update quiz"),
        ("Take the update quiz", "Take the update quiz"),
        ("Your exam", "Your exam"),
        ("Take the update quiz", "Take the update quiz"),
    ]
    for uid in shared:
        assert new[uid]["SEQUENCE"] > old[uid]["SEQUENCE"]
        assert new[uid]["DTSTAMP"] > old[uid]["DTSTAMP"]


def test_the_events_of_two_people_are_not_taken_for_each_other() -> None:
    ann = of_ann("starting-from-nothing", 0, 10, 90)
    assert by_uid(ann).keys().isdisjoint(by_uid(replace(ann, person="Bob")))


def test_a_plan_saved_a_minute_later_is_newer() -> None:
    ann = of_ann("diploma-only", 0, 10, 90)
    assert ann.now
    minute = datetime.timedelta(minutes=1)
    first, second = by_uid(ann), by_uid(replace(ann, now=ann.now + minute))
    later = {
        uid: {**event, "SEQUENCE": event["SEQUENCE"] + 1, "DTSTAMP": event["DTSTAMP"] + minute}
        for uid, event in first.items()
    }
    assert second == later


@pytest.mark.parametrize(
    ("weeks", "pace", "description"),
    [
        (0, 10, "At 10 hours a week, your plan for step 1 takes longer than that, until about December 14."),
        (
            1,
            25,
            "At 10 hours a week, your plan for step 1 takes longer than that, until about December 14. "
            "To finish by November 30, you need about 25 hours a week, so your calendar has that many.",
        ),
        (
            2,
            13,
            "At 10 hours a week, your plan for step 1 takes longer than that, until about December 14. "
            "To finish by December 7, you need about 13 hours a week, so your calendar has that many.",
        ),
        (3, 10, "Good luck! Your plan for step 1 is done by then, at 10 hours a week."),
    ],
)
def test_an_exam_is_a_day_by_which_the_plan_is_done_if_more_hours_a_week_can_do_it(
    weeks: int, pace: int, description: str
) -> None:
    material = with_actions(Action(do="Learn.", hours=25), hours_per_week=10)
    exam = TODAY + datetime.timedelta(weeks=weeks)
    *plan, added, update = events_of(replace(material, exam=exam))
    assert plan == events_of(replace(material, hours_per_week=pace))
    assert (added["SUMMARY"], added["DTSTART"], added["DESCRIPTION"]) == ("Your exam", exam, description)
    assert added["DTEND"] - added["DTSTART"] == datetime.timedelta(days=1)
    assert (update["SUMMARY"], update["DTSTART"]) == ("Take the update quiz", added["DTEND"])
    assert update["DESCRIPTION"].startswith("Once you know if you passed, answer your gaps again. ")


@pytest.mark.parametrize(
    "action",
    [Action(do="Learn.", hours=25, weeks=4), Action(do="Work.", hours=25, weeks=4, on_the_job="years")],
)
def test_more_hours_a_week_are_no_way_to_finish_what_takes_its_own_time(action: Action) -> None:
    material = with_actions(action, hours_per_week=3)
    exam = TODAY + datetime.timedelta(weeks=3)
    *_, added, _ = events_of(replace(material, exam=exam))
    assert added["DESCRIPTION"].startswith(
        "At 3 hours a week, your plan for step 1 takes longer than that, until about "
    )
    assert "you need" not in added["DESCRIPTION"]


@laws
@given(actions=st.lists(actions_, min_size=1, max_size=5), pace=st.integers(1, 40), days=st.integers(0, 400))
def test_at_the_hours_a_week_that_an_exam_needs_the_plan_is_done_by_then_and_at_no_fewer(
    actions: list[Action], pace: int, days: int
) -> None:
    exam = TODAY + datetime.timedelta(days=days)
    told = how_the_plan_fits(with_actions(*actions, hours_per_week=pace), exam)
    if found := re.search(r"need about (\d+) hours a week", told):
        enough = int(found[1])
        assert pace < enough <= 40
        fits = [
            how_the_plan_fits(with_actions(*actions, hours_per_week=hours), exam) for hours in range(pace, enough + 1)
        ]
        assert ["is done by then" in fit for fit in fits] == [False] * (enough - pace) + [True]
    elif "takes longer" in told:
        at_most = how_the_plan_fits(with_actions(*actions, hours_per_week=40), exam)
        assert "takes longer" in at_most


def test_a_person_who_is_ready_can_have_a_calendar_of_their_own_dates() -> None:
    exam, renewal = (TODAY + datetime.timedelta(days=days) for days in (30, 400))
    first, second = events_of(replace(material_on("ready"), exam=exam, renewal=renewal))
    assert (first["SUMMARY"], first["DTSTART"], first["DESCRIPTION"]) == ("Your exam", exam, "Good luck!")
    assert (second["SUMMARY"], second["DTSTART"]) == ("Renew your certification", renewal)


def test_without_a_plan_there_is_no_calendar() -> None:
    with pytest.raises(ReadinessError, match="There's nothing to put in a calendar"):
        to_ics(material_on("ready"))


def test_each_week_of_what_may_not_be_needed_says_so() -> None:
    unanswered = Material(BANK, assess(BANK, Sheet()), Sheet(), TODAY)
    assert plan_section(unanswered) == Section(
        "Your plan", (Paragraph("We'll make your plan once you've answered the remaining questions."),)
    )
    unsure = "We aren't sure yet that you need this. Answer the remaining questions first to find out.\n"
    weeks, _ = split(unanswered)
    assert len(weeks) > 1
    assert [event["SUMMARY"] for event in weeks if not event["DESCRIPTION"].startswith(unsure)] == []
    assert not any(event["DESCRIPTION"].startswith(unsure) for event in split(BEGINNER)[0])


def test_the_calendar_of_a_what_if_says_what_comes_first() -> None:
    calendar = to_ics(replace(material_on("starting-from-nothing"), assumed=("Background check", "Computers")))
    name = "X-WR-CALNAME:Coder Readiness plan once you've covered: Background check; Computers"
    assert name in calendar.replace("\r\n ", "")
    assert "once you" not in to_ics(material_on("starting-from-nothing"))


def test_what_takes_its_own_time_is_spread_over_it() -> None:
    ten_weeks = Action(do="Code ten records a week.", hours=50, weeks=10)
    material = with_actions(Action(do="Ask.", hours=36), ten_weeks, hours_per_week=40)
    events, _ = split(material)
    assert [event["DESCRIPTION"].split("\n")[-1] for event in events[:3]] == [
        "- Code ten records a week. (4 hours this week, the first of 50)",
        "- Code ten records a week. (6 hours this week, for a total of 10 of 50)",
        "- Code ten records a week. (5 hours this week, for a total of 15 of 50)",
    ]
    assert len(events) == 10
    told = "about 10 weeks (one task in Coding certification takes that long), until about February 1, 2027"
    assert plan_time(material) == told


def test_what_takes_its_own_time_may_have_to_wait() -> None:
    later = with_actions(Action(do="Ask.", hours=20), Action(do="Drill.", hours=4, weeks=4), hours_per_week=10)
    told = "about 6 weeks (one task in Coding certification takes 4 weeks), until about January 4, 2027"
    assert plan_time(later) == told
    assert plan_time(replace(later, hours_per_week=None)) == "about 130 hours, spread over about 6 weeks"


def test_paid_work_takes_no_hours_of_study_and_is_one_day_at_its_end() -> None:
    material = material_on("well-paid-after-one-year", hours_per_week=8)
    assert plan_time(material) == "about 12 months on the job, plus 6 hours of your own time"
    (week, job), (*_, update) = split(material)
    assert week["SUMMARY"] == "Week 1: Proven coding experience"
    assert job["SUMMARY"] == "Milestone: Proven coding experience"
    assert job["DTSTART"] == update["DTSTART"] == TODAY + datetime.timedelta(weeks=52)
    assert job["DTEND"] - job["DTSTART"] == datetime.timedelta(days=1)


def test_each_job_is_a_day_of_its_own_even_if_two_take_as_many_weeks() -> None:
    jobs = (Action(do=do, hours=1, weeks=52, on_the_job="years") for do in ("Bake bread.", "Bake cakes."))
    events, (*_, update) = split(with_actions(*jobs, hours_per_week=8))
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
