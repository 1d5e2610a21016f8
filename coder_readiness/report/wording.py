"""How shares, hours, weeks and lists are put into words, the same in every section."""

import datetime
import math
import re
from collections.abc import Mapping, Sequence
from itertools import chain

from coder_readiness.bank.competency import Action
from coder_readiness.report.blocks import Link, Titles, ToDo
from coder_readiness.report.material import Material
from coder_readiness.scoring.readiness import percent, points
from coder_readiness.scoring.schedule import Task, end_of, schedule
from coder_readiness.text import number_of

NOT_SURE = "not sure yet"
IF_RANGES = "A range means some answers were missing."
_TO = " to "
"""What is between the ends of a range."""
MOST_NAMED = 8
_MOST_LISTED = 2
"""More steps in a row are told by the first and the last."""
FULL_TIME = 40
"""Hours a week."""
_FEW_HOURS = 50
"""More hours than that are rounded."""
_MOST_IN_WEEKS = 26
"""What takes longer and has no date is told in months."""
_MOST_WEEKS = 104
"""What takes longer is told in hours, or as full-time work."""
_MOST_MONTHS = 24
"""From so many months on, study is told in years."""
_LONG = 500
"""From so many hours on, full-time weeks or years say more than hours do."""


def _in_hours(hours: int) -> str:
    """Return hours as they are, because a reader may add them up; very many are in weeks or years."""
    if hours < _LONG:
        return number_of(hours, "hour")
    weeks = round(hours / FULL_TIME)
    years = round(weeks / 26) / 2
    return f"{years:g} years of full-time work" if weeks > 78 else f"{weeks} weeks of full-time work"


def work_in_words(actions: Sequence[Action]) -> str:
    """Return how much work actions are: hours, and time in a paid job."""
    own = sum(action.hours for action in actions if not action.on_the_job)
    if weeks := max((action.weeks or 1 for action in actions if action.on_the_job), default=0):
        return _on_the_job(weeks) + (f", plus {_in_hours(own)} of your own time" if own else "")
    return _in_hours(own)


def _on_the_job(weeks: int) -> str:
    months = max(1, round(weeks * 12 / 52))
    return f"{number_of(months, 'month') if months < 24 else f'{months / 12:.0f} years'} on the job"


def time_in_words(hours: int, tasks: Mapping[str, Sequence[Task]], material: Material) -> str:
    """Return how long so many hours of tasks, by the title of their area, take: in weeks if the pace is known."""
    pace, weeks = material.pace, end_of(chain.from_iterable(tasks.values()))
    in_hours = f"about {_in_hours(_rounded(hours))}"
    waits = weeks > math.ceil(sum(task.action.hours for task in chain.from_iterable(tasks.values())) / pace)
    if not material.hours_per_week:
        spread = f"about {_rounded(hours):,} hours, spread over about {number_of(weeks, 'week')}"
        return spread if waits else in_hours
    if weeks <= 1 or weeks > _MOST_WEEKS:
        return in_hours
    why = f" ({_longest(tasks, weeks)})" if waits else f" at {number_of(pace, 'hour')} a week"
    those = "those areas" if len(material.assumed) > 1 else "that area"  # a what-if has no dates
    when = f"once you've covered {those}" if material.assumed else f"until {about_day(weeks, material)}"
    return f"about {number_of(weeks, 'week')}{why}, {when}"


def _longest(tasks: Mapping[str, Sequence[Task]], weeks: int) -> str:
    """Return in which area a task takes the most weeks of its own, and how many of all these weeks."""
    least = {title: max((task.action.weeks or 1 for task in of_area), default=0) for title, of_area in tasks.items()}
    title = max(least, key=lambda title: least[title])
    takes = "that long" if least[title] == weeks else number_of(least[title], "week")
    return f"one task in {title} takes {takes}"


def about_day(weeks: int, material: Material) -> str:
    """Return the day on which so many weeks are over, such as "about March 1", with the year unless it's this one."""
    day = material.today + datetime.timedelta(weeks=weeks)
    return f"about {day:%B} {day.day}" + (f", {day.year}" if day.year != material.today.year else "")


def short_day(day: datetime.date) -> str:
    """Return a day in as few columns as there are, such as "Dec 1, 2026"."""
    return f"{day:%b} {day.day}, {day.year}"


def _rounded(hours: int) -> int:
    """Return hours in tens if they are many, because "about 131 hours" claims to know more than an estimate does."""
    return hours if hours <= _FEW_HOURS else round(hours, -1)


def way_in_words(steps: Sequence[Sequence[Sequence[Action]]], pace: int | None) -> str:
    """Return how long the actions of areas of steps take, step after step: in months if the hours a week are known."""
    actions = [action for areas in steps for area in areas for action in area]
    if pace:
        scheduled = (chain.from_iterable(schedule(areas, pace)) for areas in steps)
        weeks = sum(end_of(task for task in tasks if not task.action.on_the_job) for tasks in scheduled)
        study = _study(weeks)
    else:
        study = f"{_rounded(sum(action.hours for action in actions if not action.on_the_job)):,} hours"
    jobs = max((action.weeks or 1 for action in actions if action.on_the_job), default=0)
    return f"{study}, plus {_on_the_job(jobs)}" if jobs else study


def _study(weeks: int) -> str:
    """Return weeks of study as they are, or if they are many, in months or in half-years, rounded up."""
    if weeks <= _MOST_IN_WEEKS:
        return number_of(weeks, "week")
    months = math.ceil(weeks * 12 / 52)
    return f"{months} months" if months < _MOST_MONTHS else f"{math.ceil(months / 6) / 2:g} years"


def span(low: float, high: float, unknown: str = NOT_SURE) -> str:
    """Return an interval in whole percent, as one number if it says no more, and as `unknown` if it says nothing."""
    if says_nothing(low, high):
        return unknown
    least, most = percent(low), percent(high)
    return least if least == most else f"{least.rstrip('%')}{_TO}{most}"


def short_span(low: float, high: float) -> str:
    """Return an interval in as few columns as there are, such as "60-100%", and as "?" if it says nothing."""
    return span(low, high, "?").replace(_TO, "-")


def has_range(words: str) -> bool:
    """Tell whether there is a range in the words for an interval."""
    return _TO in words


def says_nothing(low: float, high: float) -> bool:
    """Tell whether an interval is all of 0 to 1 in whole percent."""
    return not points(low) and points(high) == points(1.0)


def first_of(texts: Sequence[str], most: int = MOST_NAMED) -> list[str]:
    """Return the first of many texts, and how many more there are; a single one more is named, too."""
    more = len(texts) - most
    return [*texts[:most], f"and {more} more"] if more > 1 else list(texts)


def titles_in_step(step: int, kind: str, titles: Sequence[str]) -> Titles:
    """Return the titles of a step's areas of one kind, such as must-haves; "" as a kind is all others."""
    label = f" ({kind if len(titles) > 1 else kind.removesuffix('s')})" if kind else ""
    return Titles(f"Step {step}{label}", tuple(titles))


def steps_in_words(numbers: Sequence[int]) -> str:
    """Return the numbers of steps in words, such as "Steps 1, 2 and 4" or "Steps 1 to 3"."""
    *others, last = map(str, numbers)
    if len(numbers) > _MOST_LISTED and numbers[-1] - numbers[0] == len(numbers) - 1:
        return f"Steps {numbers[0]} to {last}"
    return f"Steps {', '.join(others)} and {last}" if others else f"Step {last}"


def first_sentence(text: str) -> str:
    """Return a text up to the end of its first sentence; a short word such as St. ends none."""
    return re.split(r"(?<=[\w)]{3}[.!?]) (?=[A-Z])", text, maxsplit=1)[0]


def to_do(title: str, tasks: Sequence[Task], note: str = "", *, by_week: bool = False) -> ToDo:
    """Return what to do about a competency, each action with the time it takes, and `by_week` also when it is done."""
    actions = [task.action for task in tasks]
    doing = tuple(
        f"{_weeks_of(task) if by_week else ''}{task.action.do} ({work_in_words([task.action])})" for task in tasks
    )
    return ToDo(title, work_in_words(actions) + note, doing, links_of(actions))


def _weeks_of(task: Task) -> str:
    """Return the weeks of a task before what to do, such as "Weeks 2 to 4: "; "" for paid work, which says how long."""
    if task.action.on_the_job:
        return ""
    return f"Week {task.first}: " if task.first == task.last else f"Weeks {task.first} to {task.last}: "


def links_of(actions: Sequence[Action]) -> tuple[Link, ...]:
    """Return the pages to read about actions, each once."""
    return tuple(dict.fromkeys(Link(link.title, link.url) for action in actions for link in action.links))
