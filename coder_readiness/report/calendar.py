"""The plan -> an iCalendar file: an event for each week, and the days to come back."""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import chain, groupby
from uuid import NAMESPACE_OID, uuid5

from icalendar import Calendar, Event

from coder_readiness.errors import ReadinessError
from coder_readiness.report.gaps import plan_time, scheduled
from coder_readiness.report.material import Material
from coder_readiness.report.wording import FULL_TIME, about_day, links_of, work_in_words
from coder_readiness.scoring.schedule import Task, end_of
from coder_readiness.text import number_of, shortened

_LONGEST_TITLE = 60
"""More than that a calendar cuts."""
_CHECK_UP = 4
"""After so many weeks of a long plan there is a day to see how far one has come."""

_UNSURE = "We aren't sure yet that you need this. Answer the remaining questions first to find out."


@dataclass(frozen=True)
class _Held:
    """What a week holds of a task: the task, the title of the area that it is about, and the week's number."""

    area: str
    task: Task
    week: int

    @property
    def hours(self) -> Fraction:
        return self.task.in_week(self.week)


def to_ics(material: Material) -> str:
    """Return the plan as a calendar, from the day of the report on, with the person's own dates.

    A plan that would take longer than until the exam has as many hours a week as it takes to be done by then.
    Raises ReadinessError if there is nothing to put into it.
    """
    enough = _pace_to_finish_by(material, material.exam) if material.exam else None
    in_time = replace(material, hours_per_week=enough) if enough else material
    events = [*_plan(in_time), *_own_dates(material)]
    if not events:
        raise ReadinessError("There's nothing to put in a calendar, because this result has no plan.")
    calendar = Calendar()
    calendar.add("prodid", "-//Coder Readiness//EN")
    calendar.add("version", "2.0")
    once = f" once you've covered: {'; '.join(material.assumed)}" if material.assumed else ""
    calendar.add("x-wr-calname", f"Coder Readiness plan{once}")
    for event in events:
        calendar.add_component(event)
    written: bytes = calendar.to_ical()
    return written.decode()


def _plan(material: Material) -> Iterator[Event]:
    """Yield the weeks of the plan, what paid work reaches, and the days to come back; nothing if there is no plan."""
    todo = [(material.results[name].title, task) for name, tasks in scheduled(material).items() for task in tasks]
    own = [(area, task) for area, task in todo if not task.action.on_the_job]

    def after(weeks: int) -> datetime.date:
        return material.today + datetime.timedelta(weeks=weeks)

    unsure = "" if plan_time(material) else f"{_UNSURE}\n"
    for week in range(1, end_of([task for _, task in own]) + 1):
        held = [_Held(area, task, week) for area, task in own if task.in_week(week)]
        start = after(week - 1)
        yield _event(material, _week_of_year(start), start, _title(held, own), unsure + _description(held), days=7)
    for area, job in (one for one in todo if one not in own):
        yield _event(
            material, f"{area}: {job.action.do}", after(job.last), f"Milestone: {area}", unsure + job.action.do
        )
    update = f"See how far you've come. To answer your gaps again, type: {material.typed_later('update')}"
    end = end_of([task for _, task in todo])
    if end >= 2 * _CHECK_UP:
        yield _event(material, "check-up", after(_CHECK_UP), "Take the update quiz", update)
    if end:
        yield _event(material, "end", after(end), "Take the update quiz", update)


def _week_of_year(day: datetime.date) -> str:
    """Return what a week's event keeps in every plan, so that a later plan replaces only the weeks it is about."""
    year, week, _ = day.isocalendar()
    return f"{year} week {week}"


def _own_dates(material: Material) -> Iterator[Event]:
    """Yield the days that the person told us of."""
    if material.exam:
        yield _event(material, "exam", material.exam, "Your exam", how_the_plan_fits(material, material.exam))
        if material.focus:
            day_after = material.exam + datetime.timedelta(days=1)
            update = f"Once you know if you passed, answer your gaps again. Type: {material.typed_later('update')}"
            yield _event(material, "after the exam", day_after, "Take the update quiz", update)
    if material.renewal:
        renew = "Your certification has to be renewed by today."
        yield _event(material, "renewal", material.renewal, "Renew your certification", renew)


def how_the_plan_fits(material: Material, exam: datetime.date) -> str:
    """Return whether the plan is done by the day of the exam, and if it isn't, how many hours a week it would take."""
    if not plan_time(material) or not material.focus:
        return "Good luck!"
    weeks = _weeks_at(material, material.pace)
    plan, pace = f"your plan for step {material.focus.number}", f"at {number_of(material.pace, 'hour')} a week"
    if material.today + datetime.timedelta(weeks=weeks) <= exam:
        return f"Good luck! {plan.capitalize()} is done by then, {pace}."
    told = f"{pace.capitalize()}, {plan} takes longer than that, until {about_day(weeks, material)}."
    enough = _pace_to_finish_by(material, exam)
    by_then = (
        f" To finish by {exam:%B} {exam.day}, you need about {enough} hours a week, so your calendar has that many."
    )
    return told + by_then if enough else told


def _weeks_at(material: Material, pace: int) -> int:
    """Return how many weeks the plan takes at so many hours a week."""
    return end_of(chain.from_iterable(scheduled(replace(material, hours_per_week=pace)).values()))


def _pace_to_finish_by(material: Material, day: datetime.date) -> int | None:
    """Return the fewest hours a week at which the plan is done by a day; None if it is anyway, or can't be."""
    weeks = (day - material.today).days // 7
    enough = (pace for pace in range(material.pace, FULL_TIME + 1) if _weeks_at(material, pace) <= weeks)
    return pace if (pace := next(enough, material.pace)) > material.pace else None


def _event(
    material: Material, name: str, start: datetime.date, title: str, description: str, *, days: int = 1
) -> Event:
    """Return an event of so many whole days.

    It replaces the event of the same name in the person's earlier calendars. That takes the same UID, which tells it
    from everybody else's and says nothing about the person, and a higher SEQUENCE or a later DTSTAMP.
    """
    saved = material.now or datetime.datetime.combine(material.today, datetime.time(), datetime.UTC)
    event = Event()
    event.add("uid", str(uuid5(uuid5(NAMESPACE_OID, material.person), name)))
    event.add("sequence", int(saved.timestamp()) // 60)
    event.add("dtstamp", saved)
    event.add("summary", title)
    event.add("description", description)
    event.add("dtstart", start)
    event.add("dtend", start + datetime.timedelta(days=days))
    event.add("transp", "TRANSPARENT")  # a plan leaves the days free for other appointments
    return event


def _title(held: Sequence[_Held], own: Sequence[tuple[str, Task]]) -> str:
    """Return the number of a week, the area that takes most of it, and how far that is or how many others there are."""
    hours: dict[str, Fraction] = {}
    for one in held:
        hours[one.area] = hours.get(one.area, Fraction()) + one.hours
    week, area = held[0].week, max(hours, key=hours.__getitem__)
    tasks = [task for of, task in own if of == area]
    start, end = f"Week {week}: ", ""
    if len(hours) > 1:
        end = f" + {len(hours) - 1} more"
    elif end_of(tasks) > min(task.first for task in tasks):
        done = sum((task.by_end_of(week) for task in tasks), Fraction())
        end = f" ({_in_halves(done)} of {sum(task.action.hours for task in tasks)} hours)"
    return f"{start}{shortened(area, _LONGEST_TITLE - len(start) - len(end))}{end}"


def _description(held: Sequence[_Held]) -> str:
    """Return what to do in a week about each area, with its hours, and the pages that help."""
    lines: list[str] = []
    for area, group in groupby(held, key=lambda one: one.area):
        lines += [f"{area}:", *(f"- {one.task.action.do} ({_hours(one)})" for one in group)]
    links = links_of([one.task.action for one in held])
    return "\n".join([*lines, *(f"{link.title}: {link.url}" for link in links)])


def _hours(held: _Held) -> str:
    """Return the hours of a task in a week, and how far it is, such as "10 hours this week, the first of 40"."""
    task, of = held.task, held.task.action.hours
    if task.first == task.last:
        return work_in_words([task.action])
    hours = f"{_in_halves(held.hours)} hour{'' if _in_halves(held.hours) == '1' else 's'}"
    about = "" if 2 * held.hours % 1 == 0 else "about "
    if held.week == task.first:
        far = f"the first of {of}"
    elif held.week == task.last:
        far = f"the last of {of}"
    else:
        far = f"for a total of {_in_halves(task.by_end_of(held.week))} of {of}"
    return f"{about}{hours} this week, {far}"


def _in_halves(hours: Fraction) -> str:
    """Return hours to the nearest half, but no less than that."""
    return f"{max(1, round(2 * hours)) / 2:g}"
