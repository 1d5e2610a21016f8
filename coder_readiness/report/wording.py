"""How shares, hours and lists are put into words, the same in every section."""

from collections.abc import Sequence

from coder_readiness.bank.competency import Action
from coder_readiness.bank.credits import TOLERANCE
from coder_readiness.bank.model import Bank
from coder_readiness.scoring.readiness import Readiness, percent

MOST_NAMED = 8


NOT_KNOWN = "not known yet"


def goal_in_words(bank: Bank, readiness: Readiness) -> str:
    return bank.roadmap.goals.get(readiness.goal, readiness.goal)


def hours_in_words(hours: int) -> str:
    return f"about {hours} hour{'s' if hours != 1 else ''}"


def span(low: float, high: float) -> str:
    """Return an interval in whole percent, as one number where it is one, and in words where it says nothing."""
    if says_nothing(low, high):
        return NOT_KNOWN
    ends = percent(low), percent(high)
    return ends[0] if ends[0] == ends[1] else f"{ends[0]} to {ends[1]}"


def says_nothing(low: float, high: float) -> bool:
    return high - low > 1 - TOLERANCE


def first_of(texts: Sequence[str]) -> list[str]:
    """Return the first of many texts, and how many more there are."""
    more = len(texts) - MOST_NAMED
    return [*texts[:MOST_NAMED], f"and {more} more"] if more > 0 else list(texts)


def doing(title: str, actions: Sequence[Action], adds: str = "") -> str:
    """Return what to do about a competency, with the hours, and what that adds, before it."""
    hours = hours_in_words(sum(action.hours for action in actions))
    return f"{title} ({hours}{adds}): {' '.join(action.do for action in actions)}"
