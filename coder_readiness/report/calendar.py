"""The plan -> an iCalendar file: an event for each week, one at the end of paid work, and a day to come back."""

import datetime
from dataclasses import dataclass, field
from hashlib import blake2b
from itertools import count

from icalendar import Calendar, Event

from coder_readiness.bank.competency import Action
from coder_readiness.errors import ReadinessError
from coder_readiness.report.gaps import left_to_do
from coder_readiness.report.material import Material
from coder_readiness.report.wording import USUAL_HOURS_PER_WEEK, first_sentence
from coder_readiness.text import shortened

_LONGEST_TITLE = 60
"""More than that a calendar cuts."""


def to_ics(material: Material) -> str:
    """Return the plan as a calendar, from the day of the report on.

    Raises ReadinessError if there is no plan to put into it.
    """
    todo = [(name, action) for name, actions in left_to_do(material).items() for action in actions]
    weeks = _weeks([action for _, action in todo if not action.on_the_job], material)
    jobs = {action.weeks or 1: (material.results[name].title, action) for name, action in todo if action.on_the_job}
    if not todo:
        raise ReadinessError("There's nothing to put in a calendar, because you have no gaps left to close.")
    calendar = Calendar()
    calendar.add("prodid", "-//Coder Readiness//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "Coder Readiness plan")
    for number, week in enumerate(weeks):
        if week.tasks:
            title = f"Week {number + 1} of {len(weeks)}: {week.title}"
            calendar.add_component(_event(material.today, number, 7, title, "\n".join(week.tasks)))
    for number, (title, job) in jobs.items():
        calendar.add_component(_event(material.today, number, 1, f"Milestone: {title}", job.do))
    update = f"See how far you've come. To answer your gaps again, type: {material.typed('update')}"
    calendar.add_component(_event(material.today, max(len(weeks), *jobs, 0), 1, "Take the update quiz", update))
    written: bytes = calendar.to_ical()
    return written.decode()


def _event(today: datetime.date, weeks: int, days: int, title: str, description: str) -> Event:
    """Return an event of so many whole days, so many weeks from today."""
    start = today + datetime.timedelta(weeks=weeks)
    event = Event()
    event.add("summary", title)
    event.add("description", description)
    event.add("dtstart", start)
    event.add("dtend", start + datetime.timedelta(days=days))
    event.add("dtstamp", datetime.datetime.combine(today, datetime.time(), datetime.UTC))
    event.add("uid", f"{blake2b(f'{start}{title}{description}'.encode(), digest_size=12).hexdigest()}@coder-readiness")
    event.add("transp", "TRANSPARENT")  # a plan leaves the days free for other appointments
    return event


@dataclass
class _Week:
    """What to do in a week, and the hours that are still free."""

    free: int
    tasks: list[str] = field(default_factory=list)
    actions: list[Action] = field(default_factory=list)

    @property
    def title(self) -> str:
        """The first of its actions in short, and how many more there are."""
        more = f" (and {len(self.actions) - 1} more)" if len(self.actions) > 1 else ""
        return f"{_in_short(self.actions[0])}{more}"


def _in_short(action: Action) -> str:
    return shortened(first_sentence(action.do).rstrip("."), _LONGEST_TITLE)


def _weeks(actions: list[Action], material: Material) -> list[_Week]:
    """Return the weeks of the plan, at the person's hours a week; what has its own least time is spread over it."""
    weeks: list[_Week] = []
    for action in actions:
        _put(action, weeks, material.hours_per_week or USUAL_HOURS_PER_WEEK)
    return weeks


def _put(action: Action, weeks: list[_Week], pace: int) -> None:
    """Put an action into the weeks that have hours left, from the first of them on."""
    spread, done = action.weeks or 1, 0
    first = next((number for number, week in enumerate(weeks) if week.free), len(weeks))
    for number in count(first):
        if number == len(weeks):
            weeks.append(_Week(pace))
        week = weeks[number]
        due = action.hours * min(number - first + 1, spread) // spread
        if spent := min(due - done, week.free):
            done, week.free = done + spent, week.free - spent
            more = f", {action.hours - done} left after this week" if action.hours > done else ""
            week.tasks.append(f"{action.do} ({spent} h{more})")
            week.actions.append(action)
        if done == action.hours:
            return
