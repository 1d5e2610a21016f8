"""The plan -> an iCalendar file: an event for what is done in the same weeks, and a day to come back."""

import datetime
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import accumulate, count, groupby
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


@dataclass(frozen=True)
class _Task:
    """An action, the title of the area that it is about, and its first and last week, counted from 0."""

    area: str
    action: Action
    first: int
    last: int


def to_ics(material: Material) -> str:
    """Return the plan as a calendar, from the day of the report on.

    Raises ReadinessError if there is no plan to put into it.
    """
    todo = [(material.results[name].title, action) for name, left in left_to_do(material).items() for action in left]
    if not todo:
        raise ReadinessError("There's nothing to put in a calendar, because this result has no plan.")
    together: defaultdict[tuple[int, int], list[_Task]] = defaultdict(list)
    for task in _scheduled(todo, material.hours_per_week or USUAL_HOURS_PER_WEEK):
        together[task.first, task.last].append(task)
    jobs = [(action.weeks or 1, area, action) for area, action in todo if action.on_the_job]
    calendar = Calendar()
    calendar.add("prodid", "-//Coder Readiness//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "Coder Readiness plan")
    for (first, last), tasks in sorted(together.items(), key=lambda item: item[0][0]):
        days = 7 * (last - first + 1)
        calendar.add_component(_event(material.today, first, days, _title(tasks), _description(tasks)))
    for week, area, job in jobs:
        calendar.add_component(_event(material.today, week, 1, f"Milestone: {area}", job.do))
    update = f"See how far you've come. To answer your gaps again, type: {material.typed('update')}"
    end = max((*(last + 1 for _, last in together), *(week for week, *_ in jobs)))
    calendar.add_component(_event(material.today, end, 1, "Take the update quiz", update))
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


def _title(tasks: Sequence[_Task]) -> str:
    """Return as many of some tasks in short as there is room for, at least the first, and how many more there are."""
    named = [_in_short(task.action.do) for task in tasks]
    first, *others = accumulate(named, "{}; {}".format)
    fit = [first, *(title for title in others if len(title) <= _LONGEST_TITLE)]
    left = len(named) - len(fit)
    return f"{fit[-1]} (and {left} more)" if left else fit[-1]


def _in_short(do: str) -> str:
    """Return what to do in few words: up to an example, a list or a second clause, and without remarks."""
    sentence = re.sub(r" \([^)]*\)", "", first_sentence(do)).rstrip(".")
    return shortened(re.split(r":|, (?:and|or|but|so|such as) ", sentence, maxsplit=1)[0], _LONGEST_TITLE)


def _description(tasks: Sequence[_Task]) -> str:
    """Return what to do, area by area, with the time it takes and the pages that help."""
    parts = []
    for area, of_area in groupby(tasks, key=attrgetter("area")):
        actions = [task.action for task in of_area]
        lines = [f"- {action.do} ({work_in_words([action])})" for action in actions]
        lines += [f"{link.title}: {link.url}" for link in links_of(actions)]
        parts.append("\n".join([f"{area}:", *lines]))
    return "\n\n".join(parts)


def _scheduled(todo: Sequence[tuple[str, Action]], pace: int) -> Iterator[_Task]:
    """Yield when to do each action that takes hours of one's own, at so many hours a week, in working order."""
    free: list[int] = []
    for area, action in todo:
        if not action.on_the_job:
            yield _Task(area, action, *_put(action, free, pace))


def _put(action: Action, free: list[int], pace: int) -> tuple[int, int]:
    """Put an action into the weeks that have hours free, and return its first week and its last.

    What has its own least time is spread over it.
    """
    spread, done = action.weeks or 1, 0
    first = next((number for number, hours in enumerate(free) if hours), len(free))
    for number in count(first):
        if number == len(free):
            free.append(pace)
        due = action.hours * min(number - first + 1, spread) // spread
        spent = min(due - done, free[number])
        done, free[number] = done + spent, free[number] - spent
        if done == action.hours:
            break
    return first, number
