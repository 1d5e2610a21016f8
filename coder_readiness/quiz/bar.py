"""The bar above a question, which shows how much of each step is done."""

import re
from collections.abc import Sequence

from coder_readiness.quiz.asking import Place

_WIDEST, _NARROWEST = 6, 2
"""How many columns a step takes in the bar; with less room, all steps share one bar."""
_LEAST = 3


def above_question(place: Place, width: int, *, unicode: bool) -> tuple[str, str]:
    """Return the two lines above a question; in a narrow window, the first has no bar."""
    usual = f" ({place.usual})" if place.usual else ""
    more = f". {place.more[0].upper()}{place.more[1:]}" if place.more else ""
    number = f"{place.number[0].upper()}{place.number[1:]}{usual}: {place.area}{more}"
    left = re.sub("minutes?", "min", place.left)
    room = width - len(f"{place.step}  {left}")
    if not left or not (bar := _bar(place.done, room, "█░" if unicode else "#-")):
        return ", ".join(filter(None, (place.step, left))), number
    return f"{place.step} {bar} {left}", number


def _bar(shares: Sequence[float], room: int, signs: str) -> str:
    """Return the bar for shares from 0 to 1, or "" if there is no room for it."""
    columns = min(_WIDEST, (room - len(shares) + 1) // len(shares))
    if columns >= _NARROWEST:
        return " ".join(_part(share, columns, signs) for share in shares)
    return _part(sum(shares) / len(shares), min(room, 2 * _WIDEST), signs) if room >= _LEAST else ""


def _part(share: float, columns: int, signs: str) -> str:
    """Return one part of the bar; it is full only if nothing is left to do."""
    full = min(round(share * columns), columns - (share < 1))
    return signs[0] * full + signs[1] * (columns - full)
