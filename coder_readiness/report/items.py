"""Item statistics -> what to print, rows for a spreadsheet and plain values for JSON, with what to do about each."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from coder_readiness.bank.model import Bank
from coder_readiness.report.blocks import Block, Document, Paragraph, Section, Table
from coder_readiness.report.table import cell
from coder_readiness.scoring.item_statistics import Flagged, Item, ItemStatistics, StepReliability
from coder_readiness.scoring.readiness import percent
from coder_readiness.text import number_of, one_line, shortened

_FEWEST = 20
"""Fewer answers say nothing certain about a check."""
_FEWEST_WRONG = 10
"""Fewer wrong picks don't show that an option tempts nobody."""
_FEWEST_LISTED = 5
_LONGEST_NOTE = 200
_READ_IT = "To read a question, type `coder-readiness bank show` and its ID."
_EASY, _UNKNOWN, _WEAK, _AGAINST, _RELIABLE = 0.95, 0.5, 0.1, -0.1, 0.7

ITEM_COLUMNS = (
    "step",
    "competency",
    "check",
    "answered",
    "right",
    "with_rest",
    "dont_know",
    "picked",
    "do",
    "flagged",
    "notes",
)


def to_do_about(item: Item) -> list[str]:
    """Return what an author should do about a check; nothing if too few have answered it to tell."""
    if item.answered < _FEWEST:
        return []
    return list(_flags(item))


def _flags(item: Item) -> Iterator[str]:
    question = item.question
    key = question.answer_key
    others = {name: count for name, count in item.picked.items() if name != key}
    most = max(others, key=lambda name: others[name], default="")
    if question.type == "check" and others[most] > item.picked[str(key)]:
        yield f"More people pick {most} than the answer: check the key."
    elif item.right > _EASY:
        yield "Too easy to tell anything: make the wrong options more tempting, or replace it."
        return  # nearly everyone is right, so nothing else about it says much
    elif item.right <= question.chance:
        yield "No better than guessing: check the key and the wording, and whether it was taught."
    if item.with_rest is not None and item.with_rest < _AGAINST:
        yield "The best students miss it: check the key, and whether the question can be misread."
    elif item.with_rest is not None and item.with_rest < _WEAK:
        yield "Says little about the rest of the step: check whether it fits here."
    if item.unknown >= _UNKNOWN:
        yield "Half or more don't know: teach it, or drop it."
    never = [name for name, count in others.items() if not count]
    if question.type == "check" and never and sum(others.values()) >= _FEWEST_WRONG:
        yield f"Nobody picks {', '.join(never)}: write more tempting options."


def describe_items(bank: Bank, statistics: ItemStatistics, people: int) -> Document:
    """Return what the sheets of a class say about the checks themselves."""
    items, flags = statistics.items(), statistics.flagged()
    return Document(
        "How well each question works",
        f"{number_of(people, 'person', 'people')}, {number_of(len(items), 'knowledge question')} answered.",
        (
            Section("QUESTIONS TO LOOK AT", tuple(_to_look_at(bank, items, people))),
            *([_flagged(bank, flags)] if flags else []),
            *(_figures(items, statistics.steps()) if items else []),
        ),
    )


def _figures(items: Sequence[Item], steps: Sequence[StepReliability]) -> list[Section]:
    return [
        Section("Reliability of each step", tuple(_reliability(steps))),
        Section("All knowledge questions", tuple(_all(items))),
    ]


def _to_look_at(bank: Bank, items: Sequence[Item], people: int) -> Iterator[Block]:
    rows = tuple(
        (item.question.id, bank.home[item.question.id].title, " ".join(to_do))
        for item in items
        if (to_do := to_do_about(item))
    )
    if rows:
        yield Table(("Question", "Area", "What to do"), rows)
        yield Paragraph(_READ_IT)
    else:
        yield Paragraph("No question stands out." if items else "Nobody has answered a knowledge question yet.")
    if few := sum(item.answered < _FEWEST for item in items):
        yield Paragraph(
            f"{number_of(few, 'question has', 'questions have')} fewer than {_FEWEST} answers, too few to judge."
        )
        if people >= _FEWEST:
            yield Paragraph(
                "To get more answers to the same questions, give everyone the same seed, such as "
                "`coder-readiness quiz --seed 2027`. The quiz still asks some people fewer questions than others."
            )


def _flagged(bank: Bank, flags: Sequence[Flagged]) -> Section:
    rows = tuple(
        (flag.question.id, bank.home[flag.question.id].title, str(flag.people), _noted(flag)) for flag in flags
    )
    table = Table(("Question", "Area", "People", "Notes"), rows)
    return Section("Questions that people flagged", (table, Paragraph(_READ_IT)))


def _noted(flag: Flagged) -> str:
    return " / ".join(shortened(one_line(note), _LONGEST_NOTE) for note in flag.notes)


def _reliability(steps: Sequence[StepReliability]) -> list[Block]:
    if not steps:
        return [Paragraph("Nobody answered two knowledge questions of the same step.")]
    rows = tuple(
        (
            f"{step.number} {step.title}",
            str(step.people),
            f"{step.checks:.0f}",
            _decimal(step.alpha) + (" (low)" if step.alpha is not None and step.alpha < _RELIABLE else ""),
            "" if step.consistency is None else percent(step.consistency),
        )
        for step in steps
    )
    return [
        Table(("Step", "People", "Questions", "Alpha", "Same again"), rows),
        Paragraph(
            f"Alpha: how far the questions agree with each other, up to 1; {_RELIABLE} or more is good. "
            "It is low for a step with few questions."
        ),
        Paragraph(
            "Same again: the share of people who would be on the same side of the passing score "
            "with other questions of this kind."
        ),
    ]


def _all(items: Sequence[Item]) -> Iterator[Block]:
    listed = sorted((item for item in items if item.answered >= _FEWEST_LISTED), key=lambda item: item.right)
    if listed:
        rows = (
            (item.question.id, str(item.answered), percent(item.right), _decimal(item.with_rest), percent(item.unknown))
            for item in listed
        )
        yield Table(("Question", "Answers", "Right", "With rest", "Don't know"), tuple(rows))
        yield Paragraph(
            "With rest: how far those who get a question right also do well in the rest of its step, from -1 to 1. "
            "Below 0, the best students miss it. With 25 answers, chance alone moves it by about 0.2 either way."
        )
    if others := len(items) - len(listed):
        yield Paragraph(
            f"{number_of(others, 'question has', 'questions have')} fewer than {_FEWEST_LISTED} answers. "
            "To see those too, add --format csv."
        )


def _decimal(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}"


def item_rows(bank: Bank, statistics: ItemStatistics) -> Iterator[list[str | int | float]]:
    """Yield a row for each check that was answered, then for each other flagged question, as ITEM_COLUMNS says."""
    flags = {flag.question.id: flag for flag in statistics.flagged()}
    for item in statistics.items():
        yield [
            item.step,
            bank.home[item.question.id].id,
            item.question.id,
            item.answered,
            round(item.right, 4),
            "" if item.with_rest is None else round(item.with_rest, 4),
            round(item.unknown, 4),
            " ".join(f"{name}={count}" for name, count in item.picked.items()),
            cell(" ".join(to_do_about(item))),
            *_flag_cells(flags.pop(item.question.id, None)),
        ]
    for name, flag in flags.items():
        home = bank.home[name]
        yield [bank.number(home.step), home.id, name, 0, "", "", "", "", "", *_flag_cells(flag)]


def _flag_cells(flag: Flagged | None) -> tuple[int, str]:
    return (flag.people, cell(_noted(flag))) if flag else (0, "")


def item_values(bank: Bank, statistics: ItemStatistics, people: int) -> dict[str, Any]:
    """Return the statistics as plain values for JSON."""
    return {
        "format": 1,
        "count": people,
        "items": [
            {
                "check": item.question.id,
                "competency": bank.home[item.question.id].id,
                "step": item.step,
                "answered": item.answered,
                "right": item.right,
                "with_rest": item.with_rest,
                "dont_know": item.unknown,
                "picked": item.picked,
                "do": to_do_about(item),
            }
            for item in statistics.items()
        ],
        "steps": [asdict(step) for step in statistics.steps()],
        "flags": [
            {"question": flag.question.id, "people": flag.people, "notes": list(flag.notes)}
            for flag in statistics.flagged()
        ],
    }
