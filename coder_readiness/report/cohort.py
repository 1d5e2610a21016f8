"""A class -> its overview: blocks to print, rows for a spreadsheet, and plain values for JSON."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from coder_readiness.bank.model import Bank
from coder_readiness.report.blocks import Bar, Bars, Block, Document, Items, Paragraph, Section, Table
from coder_readiness.report.table import cell
from coder_readiness.report.wording import says_nothing
from coder_readiness.scoring.cohort import Cohort, Lesson, Person, SharedGap, StepSpread
from coder_readiness.scoring.readiness import Readiness, mark_percent, percent, points
from coder_readiness.text import number_of

MOST_LISTED = 1000
"""A class of more people is listed by name only in a spreadsheet."""
_MOST_GAPS, _MOST_LESSONS = 8, 5
_WORTH = "Worth: the share of the step's readiness that the gap costs, on average across the class."


def describe_class(
    cohort: Cohort, people: Sequence[Person], left_out: int, *, names_can_be_hidden: bool = False
) -> Document:
    """Return the overview of a class, of at least one; `people` are those to list, and `left_out` the bad sheets.

    Sections can be closed where names can be hidden.
    """
    steps = cohort.steps()
    lead = f"{number_of(cohort.people, 'person', 'people')}."
    if cohort.silent:
        silent = "Nobody answered anything" if cohort.silent == cohort.people else f"{cohort.silent} answered nothing"
        lead += f" {silent}."
    lead += f" {number_of(left_out, 'sheet')} left out because of errors." if left_out else ""
    hint = (Paragraph("To print or show this page without names, select the heading above. It closes this section."),)
    return Document(
        "Class overview",
        lead,
        (
            Section("WHERE THEY ARE", (_places(cohort, steps),)),
            Section("By name", (*(hint if names_can_be_hidden else ()), *_names(cohort, people))),
            *_shared(cohort.gaps(), cohort.people),
            Section("What to teach next", tuple(_lessons(cohort))),
            Section("How each step is going", tuple(_spread(steps))),
        ),
    )


def _places(cohort: Cohort, steps: Iterable[StepSpread]) -> Block:
    lines = [f"Step {step.number}, {step.title}: {step.here}" for step in steps if step.here]
    return Items((*lines, *([f"All steps complete: {cohort.all_ready}"] if cohort.all_ready else [])))


def _names(cohort: Cohort, people: Sequence[Person]) -> list[Block]:
    if len(people) > MOST_LISTED:
        return [Paragraph("There are too many people to list here. Add --format csv to get a row for each.")]
    rows = [
        (person.name, _where(person), _how_sure(person), _done(person))
        for person in sorted(people, key=lambda person: person.name.casefold())
    ]
    twice = map(Paragraph, handed_in_twice(cohort))
    sure = Paragraph("Sure: the share of quizzes answered like this that would name the same step again.")
    return [Table(("Name", "Focus", "Sure", "Answered"), tuple(rows)), sure, *twice]


def handed_in_twice(cohort: Cohort) -> list[str]:
    """Return a sentence for each person who handed in more than one sheet of the same day."""
    return [
        f"{name} handed in more than one sheet{f' on {day}' if day else ''}. All of them are counted."
        for name, day in cohort.twice
    ]


def _where(person: Person) -> str:
    return f"{person.next_step.number} {person.next_step.title}" if person.next_step else "all complete"


def _how_sure(person: Person) -> str:
    if person.next_step and not person.next_step.certain:
        return "not yet"
    return "yes" if person.sureness is None else percent(person.sureness)


def _done(person: Person) -> str:
    return "all" if person.answered >= person.asked else f"{person.answered} of {person.asked}"


def _shared(gaps: Sequence[SharedGap], people: int) -> list[Section]:
    if not gaps:
        return [Section("Gaps the class shares", (Paragraph("No gaps so far."),))]

    def section(heading: str, shown: Iterable[SharedGap]) -> Section:
        rows = [(gap.title, str(gap.step), f"{gap.people} of {people}", _worth(gap.impact)) for gap in shown]
        return Section(heading, (Table(("Area", "Step", "People", "Worth"), tuple(rows)), Paragraph(_WORTH)))

    costly = sorted(gaps, key=lambda gap: -gap.impact)[:_MOST_GAPS]
    shared = [section("Gaps most people share", gaps[:_MOST_GAPS])]
    return [*shared, section("Gaps that cost the class most", costly)] if costly != [*gaps[:_MOST_GAPS]] else shared


def _worth(impact: float) -> str:
    return percent(impact) if points(impact) else "under 1%"


def _lessons(cohort: Cohort) -> list[Block]:
    lessons = cohort.lessons()
    if not lessons:
        if cohort.silent == cohort.people:
            return [Paragraph("There are no answers yet.")]
        if cohort.all_ready == cohort.people:
            return [Paragraph("Everyone has completed every step.")]
        return [
            Paragraph(
                "No three areas together would move anyone to the next step. Everyone has more gaps to close. "
                "Start with the gaps that most people share."
            )
        ]
    alone = [lesson for lesson in lessons if len(lesson.close) == 1][:_MOST_LESSONS]
    together = [lesson for lesson in lessons if len(lesson.close) > 1]
    rows = tuple(_lesson_row(cohort, lesson) for lesson in (*alone, *together))
    return [
        Paragraph("If everyone closed these gaps, this many people would move up at least one step:"),
        Table(("Areas", "Step", "Move up", "Hours"), rows),
        Paragraph("Hours: our estimate of what it still takes a person, on average."),
        *([Paragraph("An area without answers counts as a gap here.")] if cohort.unfinished else []),
    ]


def _lesson_row(cohort: Cohort, lesson: Lesson) -> tuple[str, str, str, str]:
    areas = " + ".join(map(cohort.title, lesson.close))
    steps = sorted({cohort.step(name) for name in lesson.close})
    return areas, ", ".join(map(str, steps)), str(lesson.moves), f"{_hours(cohort, lesson):,}"


def _hours(cohort: Cohort, lesson: Lesson) -> int:
    return sum(map(cohort.hours, lesson.close))


def _spread(steps: Sequence[StepSpread]) -> list[Block]:
    bars = tuple(
        Bar(
            f"{step.number} {step.title}",
            step.lower_quarter,
            step.upper_quarter,
            f"{_middle_half(step)}, needs {mark_percent(step.pass_mark)}, {step.ready} ready",
            step.pass_mark,
            short=f"{_middle_half(step)}, {step.ready} ready",
        )
        for step in steps
    )
    return [
        Bars(bars),
        Paragraph(
            "A range holds the middle half of those who answered about a step. On a bar, the mark is the passing score."
        ),
    ]


def _middle_half(step: StepSpread) -> str:
    if not step.answered:
        return "no answers yet"
    low, high = percent(step.lower_quarter), percent(step.upper_quarter)
    return low if low == high else f"{low} to {high}"


def header(bank: Bank) -> list[str]:
    """Return the heads of the columns of the spreadsheet."""
    steps = [cell(f"Step {bank.number(step.id)}: {step.title}") for step in bank.steps]
    return [
        "name", "taken", "goal", "focus", "certain", "sureness", "answered", "asked",
        *steps, *(cell(competency.title) for competency in bank.competencies),
    ]  # fmt: skip


def row(person: Person, readiness: Readiness) -> list[str | int | float]:
    """Return a person's row of the spreadsheet; readiness from 0 to 1, what is surely there; empty if not answered."""
    focus = person.next_step
    return [
        cell(person.name),
        person.taken or "",
        readiness.goal,
        focus.number if focus else "complete",
        "no" if focus and not focus.certain else "yes",
        "" if person.sureness is None else round(person.sureness, 4),
        person.answered,
        person.asked,
        *("" if says_nothing(one.low, one.high) else round(one.low, 4) for one in readiness.steps),
        *("" if says_nothing(one.low, one.high) else round(one.low, 4) for one in readiness.competencies),
    ]


def person_values(person: Person) -> dict[str, Any]:
    """Return a person's line as plain values for JSON."""
    focus = person.next_step
    return {
        "name": person.name,
        "taken": person.taken,
        "next_step": {"id": focus.id, "number": focus.number, "title": focus.title, "certain": focus.certain}
        if focus
        else None,
        "sureness": person.sureness,
        "answered": person.answered,
        "asked": person.asked,
    }


def class_values(cohort: Cohort, left_out: int) -> dict[str, Any]:
    """Return all that is not about one person as plain values for JSON."""
    return {
        "count": cohort.people,
        "left_out": left_out,
        "answered_nothing": cohort.silent,
        "all_complete": cohort.all_ready,
        "steps": [asdict(step) for step in cohort.steps()],
        "gaps": [asdict(gap) for gap in cohort.gaps()],
        "teach": [asdict(lesson) | {"hours": _hours(cohort, lesson)} for lesson in cohort.lessons()],
        "twice": [{"name": name, "taken": taken} for name, taken in cohort.twice],
    }
