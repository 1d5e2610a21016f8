"""How shares, hours, weeks and lists are put into words, the same in every section."""

import datetime
import math
import re
from collections.abc import Sequence

from coder_readiness.bank.competency import Action
from coder_readiness.bank.credits import TOLERANCE, reaches
from coder_readiness.report.blocks import Link, Titles, ToDo
from coder_readiness.report.material import Material
from coder_readiness.scoring.readiness import percent, points
from coder_readiness.text import number_of

NOT_SURE = "not sure yet"
MOST_NAMED = 8
_FULL_TIME = 40
"""Hours a week."""
USUAL_HOURS_PER_WEEK = 10
"""What is assumed if the person has not said how many hours a week they have."""
_FEW_HOURS = 50
"""More hours than that are rounded."""
_MOST_IN_WEEKS = 26
"""What takes longer and has no date is told in months."""
_MOST_WEEKS = 104
"""What takes longer is told in hours, or as full-time work."""
_LONG = 500
"""From so many hours on, full-time weeks or years say more than hours do."""


def _in_hours(hours: int) -> str:
    """Return hours as they are, because a reader may add them up; very many are in weeks or years."""
    if hours < _LONG:
        return number_of(hours, "hour")
    weeks = round(hours / _FULL_TIME)
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


def time_in_words(hours: int, least: int, material: Material) -> str:
    """Return how long what takes at least so many weeks takes: in weeks if the hours a week are known."""
    pace = material.hours_per_week
    if not pace:
        over = f", over at least {number_of(least, 'week')}" if least > 1 else ""
        return f"about {_in_hours(_rounded(hours))}{over}"
    by_hours = math.ceil(hours / pace)
    weeks = max(by_hours, least)
    if weeks == 1 or weeks > _MOST_WEEKS:
        return f"about {_in_hours(_rounded(hours))}"
    until = material.today + datetime.timedelta(weeks=weeks)
    day = f"{until:%B} {until.day}" if until.year == material.today.year else f"{until:%B} {until.day}, {until.year}"
    a_week = f"at {number_of(pace, 'hour')} a week" if weeks == by_hours else "(one part takes that long)"
    return f"about {number_of(weeks, 'week')} {a_week}, until about {day}"


def _rounded(hours: int) -> int:
    """Return hours in tens if they are many, because "about 131 hours" claims to know more than an estimate does."""
    return hours if hours <= _FEW_HOURS else round(hours, -1)


def way_in_words(steps: Sequence[Sequence[Action]], pace: int | None) -> str:
    """Return how long the actions of steps take one step after another: in months if the hours a week are known."""
    own = [[action for action in actions if not action.on_the_job] for actions in steps]
    hours = [sum(action.hours for action in actions) for actions in own]
    if pace:
        least = (max((action.weeks or 1 for action in actions), default=0) for actions in own)
        weeks = sum(max(math.ceil(hours_ / pace), weeks) for hours_, weeks in zip(hours, least, strict=True))
        study = number_of(weeks, "week") if weeks <= _MOST_IN_WEEKS else f"{math.ceil(weeks * 12 / 52)} months"
    else:
        study = f"{_rounded(sum(hours)):,} hours"
    jobs = max((action.weeks or 1 for actions in steps for action in actions if action.on_the_job), default=0)
    return f"{study}, plus {_on_the_job(jobs)}" if jobs else study


def span(low: float, high: float) -> str:
    """Return an interval in whole percent, as one number if it says no more, and in words if it says nothing."""
    if says_nothing(low, high):
        return NOT_SURE
    least, most = percent(low), percent(high)
    if least == most:
        return least
    if reaches(high, 1.0):
        return f"at least {least}"
    return f"{least} to {most}" if points(low) else f"at most {most}"


def short_span(low: float, high: float) -> str:
    """Return an interval as `span` does, in as few columns as there are."""
    if says_nothing(low, high):
        return "?"
    ends = percent(low), percent(high)
    return ends[0] if ends[0] == ends[1] else f"{ends[0].rstrip('%')}-{ends[1]}"


def says_nothing(low: float, high: float) -> bool:
    """Tell whether an interval is all of 0 to 1."""
    return high - low > 1 - TOLERANCE


def first_of(texts: Sequence[str], most: int = MOST_NAMED) -> list[str]:
    """Return the first of many texts, and how many more there are; a single one more is named, too."""
    more = len(texts) - most
    return [*texts[:most], f"and {more} more"] if more > 1 else list(texts)


def titles_in_step(step: int, kind: str, titles: Sequence[str]) -> Titles:
    """Return the titles of a step's areas of one kind, such as must-haves; "" as a kind is all others."""
    label = f", {kind if len(titles) > 1 else kind.removesuffix('s')}" if kind else ""
    return Titles(f"Step {step}{label}", tuple(titles))


def steps_in_words(numbers: Sequence[int]) -> str:
    """Return the numbers of steps in words, such as "Steps 1, 2 and 4"."""
    *others, last = map(str, numbers)
    return f"Steps {', '.join(others)} and {last}" if others else f"Step {last}"


def first_sentence(text: str) -> str:
    """Return a text up to the end of its first sentence; a short word such as St. ends none."""
    return re.split(r"(?<=[\w)]{3}[.!?]) (?=[A-Z])", text, maxsplit=1)[0]


def to_do(title: str, actions: Sequence[Action], note: str = "") -> ToDo:
    """Return what to do about a competency, each action with the time it takes."""
    hours = work_in_words(actions)
    doing = tuple(f"{action.do} ({work_in_words([action])})" for action in actions)
    return ToDo(title, f"{hours}, {note}" if note else hours, doing, links_of(actions))


def links_of(actions: Sequence[Action]) -> tuple[Link, ...]:
    """Return the pages to read about actions, each once."""
    return tuple(dict.fromkeys(Link(link.title, link.url) for action in actions for link in action.links))
