"""The plan -> an iCalendar file: an event for each action, and the days to come back."""

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import count
from math import ceil
from operator import attrgetter

from icalendar import Calendar, Event

from coder_readiness.bank.competency import Action
from coder_readiness.errors import ReadinessError
from coder_readiness.report.gaps import left_to_do
from coder_readiness.report.material import Material
from coder_readiness.report.wording import USUAL_HOURS_PER_WEEK, first_sentence, links_of, work_in_words
from coder_readiness.text import shortened

_LONGEST_TITLE = 60
"""More than that a calendar cuts."""
_CHECK_UP = 4
"""After so many weeks of a long plan there is a day to see how far one has come."""


@dataclass(frozen=True)
class _Task:
    """An action, the title of the area that it is about, its first day, counted from 0, and the day after its last."""

    area: str
    action: Action
    day: int
    end: int


def to_ics(material: Material) -> str:
    """Return the plan as a calendar, from the day of the report on.

    Raises ReadinessError if there is no plan to put into it.
    """
    todo = [(material.results[name].title, action) for name, left in left_to_do(material).items() for action in left]
    if not todo:
        raise ReadinessError("There's nothing to put in a calendar, because this result has no plan.")
    tasks = sorted(_scheduled(todo, material.hours_per_week or USUAL_HOURS_PER_WEEK), key=attrgetter("day"))
    jobs = [(action.weeks or 1, area, action) for area, action in todo if action.on_the_job]
    calendar = Calendar()
    calendar.add("prodid", "-//Coder Readiness//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "Coder Readiness plan")
    for task in tasks:
        days = task.end - task.day
        calendar.add_component(_event(material.today, task.day, days, _in_short(task.action.do), _description(task)))
    for week, area, job in jobs:
        calendar.add_component(_event(material.today, 7 * week, 1, f"Milestone: {area}", job.do))
    update = f"See how far you've come. To answer your gaps again, type: {material.typed('update')}"
    end = max((*(ceil(task.end / 7) for task in tasks), *(week for week, *_ in jobs)))
    for week in (_CHECK_UP, end) if end >= 2 * _CHECK_UP else (end,):
        calendar.add_component(_event(material.today, 7 * week, 1, "Take the update quiz", update))
    written: bytes = calendar.to_ical()
    return written.decode()


def _event(today: datetime.date, day: int, days: int, title: str, description: str) -> Event:
    """Return an event of so many whole days, so many days from today."""
    start = today + datetime.timedelta(days=day)
    event = Event()
    event.add("summary", title)
    event.add("description", description)
    event.add("dtstart", start)
    event.add("dtend", start + datetime.timedelta(days=days))
    event.add("dtstamp", datetime.datetime.combine(today, datetime.time(), datetime.UTC))
    event.add("uid", f"{blake2b(f'{start}{title}{description}'.encode(), digest_size=12).hexdigest()}@coder-readiness")
    event.add("transp", "TRANSPARENT")  # a plan leaves the days free for other appointments
    return event


def _in_short(do: str) -> str:
    """Return what to do in few words: up to an example, a list or a second clause, and without remarks."""
    sentence = re.sub(r" \([^)]*\)", "", first_sentence(do)).rstrip(".")
    return shortened(re.split(r":|, (?:and|or|but|so|such as) ", sentence, maxsplit=1)[0], _LONGEST_TITLE)


def _description(task: _Task) -> str:
    """Return what to do about an area, with the time it takes and the pages that help."""
    done = f"{task.action.do} ({work_in_words([task.action])})"
    return "\n".join([f"{task.area}:", done, *(f"{link.title}: {link.url}" for link in links_of([task.action]))])


def _scheduled(todo: Sequence[tuple[str, Action]], pace: int) -> Iterator[_Task]:
    """Yield when to do each action that takes hours of one's own, at so many hours a week, in working order."""
    free: list[int] = []
    for area, action in todo:
        if not action.on_the_job:
            yield _Task(area, action, *_put(action, free, pace))


def _put(action: Action, free: list[int], pace: int) -> tuple[int, int]:
    """Put an action into the weeks that have hours free, and return its first day and the day after its last.

    It starts once the hours of what comes before are used up. What has its own least time is spread over it.
    """
    spread, done = action.weeks or 1, 0
    first = next((number for number, hours in enumerate(free) if hours), len(free))
    used = pace - free[first] if first < len(free) else 0
    for number in count(first):
        if number == len(free):
            free.append(pace)
        due = action.hours * min(number - first + 1, spread) // spread
        spent = min(due - done, free[number])
        done, free[number] = done + spent, free[number] - spent
        if done == action.hours:
            break
    days = ceil(7 * (pace - free[number]) / pace) if spread == 1 else 7
    return 7 * first + 7 * used // pace, 7 * number + days
