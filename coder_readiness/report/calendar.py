"""The plan -> an iCalendar file: one all-day event for each week of work, for the person's own calendar."""

import datetime
from collections.abc import Iterator
from hashlib import blake2b

from icalendar import Calendar, Event

from coder_readiness.errors import ReadinessError
from coder_readiness.report.gaps import left_to_do
from coder_readiness.report.material import Material
from coder_readiness.report.wording import USUAL_HOURS_PER_WEEK


def to_ics(material: Material) -> str:
    """Return the plan as a calendar, from the day of the report on.

    Raises ReadinessError if there is no plan to put into it.
    """
    weeks = list(_weeks(material))
    if not weeks:
        raise ReadinessError("there is nothing to put into a calendar because you have no gaps left to close")
    calendar = Calendar()
    calendar.add("prodid", "-//Coder Readiness//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "Coder Readiness plan")
    for number, (title, tasks) in enumerate(weeks):
        start = material.today + datetime.timedelta(weeks=number)
        event = Event()
        event.add("summary", title)
        event.add("description", "\n".join(tasks))
        event.add("dtstart", start)
        event.add("dtend", start + datetime.timedelta(weeks=1))
        event.add("dtstamp", datetime.datetime.combine(material.today, datetime.time(), datetime.UTC))
        event.add("uid", f"{blake2b(f'{start}{title}{tasks}'.encode(), digest_size=12).hexdigest()}@coder-readiness")
        event.add("transp", "TRANSPARENT")  # a plan leaves the days free for other appointments
        calendar.add_component(event)
    written: bytes = calendar.to_ical()
    return written.decode()


def _weeks(material: Material) -> Iterator[tuple[str, list[str]]]:
    """Yield for each week its title and what to do in it, at the person's hours a week."""
    pace = material.hours_per_week or USUAL_HOURS_PER_WEEK
    titles: list[str] = []
    tasks: list[str] = []
    free = pace
    for name, actions in left_to_do(material).items():
        title = material.results[name].title
        for action in actions:
            left = action.hours
            while left > 0:
                spent = min(left, free)
                more = f", {left - spent} more after this week" if left > spent else ""
                tasks.append(f"{action.do} ({spent} h{more})")
                if title not in titles:
                    titles.append(title)
                left, free = left - spent, free - spent
                if not free:
                    yield "; ".join(titles), tasks
                    titles, tasks, free = [], [], pace
    if tasks:
        yield "; ".join(titles), tasks
