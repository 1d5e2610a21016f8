"""The plan -> an iCalendar file: one all-day event for each week of work, for the person's own calendar."""

import datetime
from dataclasses import dataclass, field
from hashlib import blake2b
from itertools import count

from icalendar import Calendar, Event

from coder_readiness.bank.competency import Action
from coder_readiness.errors import ReadinessError
from coder_readiness.report.gaps import left_to_do
from coder_readiness.report.material import Material
from coder_readiness.report.wording import USUAL_HOURS_PER_WEEK


def to_ics(material: Material) -> str:
    """Return the plan as a calendar, from the day of the report on.

    Raises ReadinessError if there is no plan to put into it.
    """
    weeks = _weeks(material)
    if not weeks:
        raise ReadinessError("there's nothing to put in a calendar, because you have no gaps left to close")
    calendar = Calendar()
    calendar.add("prodid", "-//Coder Readiness//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "Coder Readiness plan")
    for number, week in enumerate(weeks):
        if not week.tasks:
            continue
        title = "; ".join(dict.fromkeys(week.titles))
        start = material.today + datetime.timedelta(weeks=number)
        event = Event()
        event.add("summary", title)
        event.add("description", "\n".join(week.tasks))
        event.add("dtstart", start)
        event.add("dtend", start + datetime.timedelta(weeks=1))
        event.add("dtstamp", datetime.datetime.combine(material.today, datetime.time(), datetime.UTC))
        event.add(
            "uid", f"{blake2b(f'{start}{title}{week.tasks}'.encode(), digest_size=12).hexdigest()}@coder-readiness"
        )
        event.add("transp", "TRANSPARENT")  # a plan leaves the days free for other appointments
        calendar.add_component(event)
    written: bytes = calendar.to_ical()
    return written.decode()


@dataclass
class _Week:
    """What to do in a week, the titles of what that is about, and the hours that are still free."""

    free: int
    titles: list[str] = field(default_factory=list)
    tasks: list[str] = field(default_factory=list)


def _weeks(material: Material) -> list[_Week]:
    """Return the weeks of the plan, at the person's hours a week; what has its own least time is spread over it."""
    weeks: list[_Week] = []
    for name, actions in left_to_do(material).items():
        for action in actions:
            _put(action, material.results[name].title, weeks, material.hours_per_week or USUAL_HOURS_PER_WEEK)
    return weeks


def _put(action: Action, title: str, weeks: list[_Week], pace: int) -> None:
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
            week.titles.append(title)
        if done == action.hours:
            return
