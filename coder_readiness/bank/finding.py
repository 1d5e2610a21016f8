"""Finds what a person means by an id, a title, or a word or the start of one."""

import re
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher

from coder_readiness.bank.model import Bank
from coder_readiness.errors import ReadinessError
from coder_readiness.text import quoted

_NEAREST = 3
"""At most this many are suggested for a name that fits none."""
_NEAR = 0.8
"""How similar a name must be to be suggested, from 0 to 1: a word of four letters must not differ in any."""
_ALL = "To see all areas and questions, type `coder-readiness bank list`"
_LONGEST = 100
"""Anything longer than this isn't a name, and would take long to compare."""


def find_competency(bank: Bank, name: str) -> str:
    """Return the id of the competency that is meant. Raises ReadinessError if none is, or several."""
    example = next((one for one in bank.competencies if one.pool), bank.competencies[0]).title
    return _find(name, _titles(bank), "area", f"Type a title from your report, such as {quoted(example)}")


def find_question(bank: Bank, name: str) -> str:
    """Return the id of the question that is meant. Raises ReadinessError if none is, or several."""
    return _find(name, dict.fromkeys(bank.questions, ""), "question", _ALL)


def find_any(bank: Bank, name: str) -> str:
    """Return the id of the competency that is meant, or else of the question. Raises ReadinessError as above."""
    if name in bank.questions and name not in bank.competency:
        return name
    titles = _titles(bank)
    return _find(
        name, titles if _meant(name, titles) else titles | dict.fromkeys(bank.questions, ""), "area or question", _ALL
    )


def _titles(bank: Bank) -> dict[str, str]:
    return {competency.id: competency.title for competency in bank.competencies}


def _find(name: str, titles: Mapping[str, str], what: str, otherwise: str) -> str:
    found = _meant(name, titles)
    if len(found) == 1:
        return found[0]
    near = found or _nearest(name, titles)
    named = "".join(f"\n  {_named(one, titles)}" for one in near)
    if found:
        raise ReadinessError(f"{quoted(name[:_LONGEST])} could mean more than one {what}. Type one of these:{named}")
    missing = f"There's no {what} {quoted(name[:_LONGEST])}"
    if not near:
        raise ReadinessError(f"{missing}. {otherwise}.")
    raise ReadinessError(f"{missing}. Did you mean {'one of these' if len(near) > 1 else 'this one'}?{named}")


def _meant(name: str, titles: Mapping[str, str]) -> list[str]:
    """Return the ids that a name may mean: by the strictest reading that finds any."""
    if name in titles:
        return [name]
    words = _words(name)
    if not words:
        return []
    both = {one: (_words(one), _words(title)) for one, title in titles.items()}
    return next(
        (
            found
            for fits in (_same, _has_words)
            if (found := [one for one, texts in both.items() if any(fits(words, text) for text in texts)])
        ),
        [],
    )


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold().replace("'", ""))


def _same(words: list[str], text: list[str]) -> bool:
    return words == text


def _has_words(words: list[str], text: list[str]) -> bool:
    """Tell whether each word is the start of a word in a text."""
    return all(any(own.startswith(word) for own in text) for word in words)


def _nearest(name: str, titles: Mapping[str, str]) -> list[str]:
    wanted = " ".join(_words(name[:_LONGEST]))

    def likeness(one: str) -> float:
        texts: Iterable[str] = (*_words(one), *_words(titles[one]), one, titles[one].casefold())
        return max(SequenceMatcher(None, text, wanted).ratio() for text in texts)

    near = {one: found for one in titles if (found := likeness(one)) >= _NEAR}
    return sorted(near, key=lambda one: near[one], reverse=True)[:_NEAREST]


def _named(one: str, titles: Mapping[str, str]) -> str:
    return f"{one}: {titles[one]}" if titles[one] else one
