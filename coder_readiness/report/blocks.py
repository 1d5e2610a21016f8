"""What a report is made of, whatever it is printed as."""

from dataclasses import dataclass
from typing import Literal

from coder_readiness.scoring.readiness import percent

Status = Literal["ready", "FOCUS NEXT", "not ready yet", "not sure yet"]


SIGNS: dict[Status, str] = {"ready": "✓", "FOCUS NEXT": "►", "not ready yet": "·", "not sure yet": "?"}
"""A sign for each status, beside its words."""


@dataclass(frozen=True)
class Paragraph:
    """Running text."""

    text: str


@dataclass(frozen=True)
class Items:
    """A list of texts."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class Titles:
    """Titles under a label, such as the must-haves of a step, and how many others there are, such as "3 other gaps"."""

    label: str
    titles: tuple[str, ...]
    others: str = ""


@dataclass(frozen=True)
class Facts:
    """Short answers, each under a label such as "Why"; the answers of one label are lines of their own."""

    facts: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class Bar:
    """A share from 0 to 1: surely `low`, at most `high`, with an optional mark to reach and a status."""

    label: str
    low: float
    high: float
    note: str
    """Says in words all that the bar shows."""
    mark: float | None = None
    status: Status | None = None
    short: str = ""
    """The note without what a drawn bar shows anyway, where that is less."""
    share: str = ""
    """The share alone, for a window without room for words beside the bar."""
    lacks: str = ""
    """What is missing though the mark is reached."""

    @property
    def beside(self) -> str:
        """The words beside a drawn bar."""
        return self.short or self.note


@dataclass(frozen=True)
class Bars:
    """Shares to compare; `legend` says what the parts of a bar mean."""

    bars: tuple[Bar, ...]
    legend: bool = False


@dataclass(frozen=True)
class Pair:
    """Two shares of the same thing from 0 to 1, side by side; `counted` says the second in words."""

    label: str
    first: float
    second: float
    counted: str


@dataclass(frozen=True)
class Pairs:
    """Pairs to compare, under the heads of their three columns."""

    heads: tuple[str, str, str]
    pairs: tuple[Pair, ...]


@dataclass(frozen=True)
class Table:
    """Rows of text under column heads."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Link:
    """A page to read, by its title and its address."""

    title: str
    url: str


@dataclass(frozen=True)
class ToDo:
    """What to do about one area, in order, and where to read more."""

    title: str
    note: str
    actions: tuple[str, ...]
    links: tuple[Link, ...] = ()


@dataclass(frozen=True)
class Trend:
    """Shares from 0 to 1 over time, the oldest first."""

    label: str
    shares: tuple[float, ...]

    @property
    def change(self) -> str:
        """The first and the last share in words."""
        first, last = percent(self.shares[0]), percent(self.shares[-1])
        return f"{first} to {last}" if first != last else f"{last}, no change"


@dataclass(frozen=True)
class Missed:
    """A check that did not earn full credit. The record's line breaks count; `partly` where it earned something.

    The reason may speak of the `others`, the options that are neither the answer nor the best one. What isn't wanted of
    the reason, the others and the source is empty.
    """

    record: str
    question: str
    answer: str
    partly: bool
    best: str
    because: tuple[str, ...]
    """Why, a line for each part of the reason."""
    source: str
    others: str = ""

    @property
    def answered(self) -> str:
        """The answer, and whether some of it was right."""
        return f"{self.answer} (partly right)" if self.partly else self.answer


Block = Paragraph | Items | Titles | Facts | Bars | Pairs | Table | ToDo | Trend | Missed


@dataclass(frozen=True)
class Section:
    """A heading and what belongs to it; the first section of a report is its answer."""

    heading: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Document:
    """A whole report: its title, what the person has, its sections, and whose it is and of which day, if known."""

    title: str
    lead: str
    sections: tuple[Section, ...]
    byline: str = ""


def legend(bars: Bars) -> dict[Literal["full", "maybe", "empty", "mark"], str]:
    """Return what the parts of bars mean, of those parts that are seen; nothing unless a legend is asked for."""
    if not bars.legend:
        return {}
    return {
        "full": "done",
        **({"maybe": "not sure"} if any(bar.high > bar.low for bar in bars.bars) else {}),
        "empty": "to do",
        **({"mark": "needed"} if any(bar.mark is not None for bar in bars.bars) else {}),
    }


def signed(bar: Bar) -> str:
    """Return a bar's label, after the sign of its status where it has one."""
    return f"{SIGNS[bar.status]} {bar.label}" if bar.status else bar.label
