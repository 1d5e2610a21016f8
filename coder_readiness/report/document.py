"""Readiness -> what the report says, section by section, for every format alike."""

import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from coder_readiness.bank.model import Action, Bank, PointGroup
from coder_readiness.quiz.asking import one_line, record_and_question, said
from coder_readiness.scoring.readiness import (
    CompetencyResult,
    Gap,
    NextStep,
    Readiness,
    StepResult,
    mark_percent,
    percent,
    points,
)
from coder_readiness.scoring.score import TOLERANCE, best_answer, credit, reaches, score_competency
from coder_readiness.scoring.sheet import PRIVATE, SKIP, SPECIAL, UNKNOWN, Sheet
from coder_readiness.store import Attempt
from coder_readiness.text import counted

FIRST_THINGS = 3
MOST_GAPS = 8
MOST_NAMED = 8
NOT_KNOWN = "not known yet"
NOTEWORTHY_DIFFERENCE = 0.25
"""From this difference on, a self-rating and the checks are said to disagree."""

Status = Literal["complete", "FOCUS NEXT", "not yet", "undecided"]
SIGNS: dict[Status, str] = {"complete": "✓", "FOCUS NEXT": "►", "not yet": "·", "undecided": "?"}
"""A sign for each status, beside its words."""


@dataclass(frozen=True)
class Paragraph:
    """Running text."""

    text: str


@dataclass(frozen=True)
class Items:
    """A list, in order where `numbered`."""

    items: tuple[str, ...]
    numbered: bool = False


@dataclass(frozen=True)
class Bar:
    """A share from 0 to 1: surely `low`, at most `high`, with an optional mark to reach and a status.

    The note says in words all that the bar shows.
    """

    label: str
    low: float
    high: float
    note: str
    mark: float | None = None
    status: Status | None = None


@dataclass(frozen=True)
class Bars:
    """Shares to compare."""

    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class Pair:
    """Two shares of the same thing from 0 to 1, side by side; `counted` says the second in words."""

    label: str
    first: float
    second: float
    counted: str
    note: str


@dataclass(frozen=True)
class Pairs:
    """Pairs to compare, under the heads of their four columns."""

    heads: tuple[str, str, str, str]
    pairs: tuple[Pair, ...]


@dataclass(frozen=True)
class Table:
    """Rows of text under column heads."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Trend:
    """Shares from 0 to 1 over time, the oldest first."""

    label: str
    shares: tuple[float, ...]


@dataclass(frozen=True)
class Missed:
    """A check that did not earn full credit. The record's line breaks count; `partly` where it earned something."""

    record: str
    question: str
    answer: str
    partly: bool
    best: str
    because: str
    source: str


Block = Paragraph | Items | Bars | Pairs | Table | Trend | Missed


@dataclass(frozen=True)
class Section:
    """A heading and what stands under it; the first section of a report is its answer."""

    heading: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Document:
    """A whole report."""

    title: str
    sections: tuple[Section, ...]


def describe(
    bank: Bank,
    readiness: Readiness,
    sheet: Sheet,
    today: datetime.date,
    *,
    before: Readiness | None = None,
    assumed: Sequence[str] = (),
    other_goal: bool = False,
) -> Document:
    """Return the report on a readiness and the sheet it comes from, and on what has changed since `before`.

    `assumed` are the titles of the competencies that the sheet only assumes to be met; `other_goal` tells that its goal
    is not the one that the person chose.
    """
    results = {result.id: result for result in readiness.competencies}
    if assumed:  # what the person has shown stands in the report of the attempt itself
        about_the_person: list[Section | None] = []
        changes = _what_if(readiness, before) if before else None
    else:
        checks = _checks(bank, sheet)
        about_the_person = [_strengths(bank, readiness, sheet, checks), _self_view(readiness, checks)]
        changes = _changes(bank, readiness, before) if before else None
    sections = [
        _focus(bank, readiness, results),
        _roadmap(readiness),
        changes,
        _gaps(readiness, results),
        _plan(bank, readiness, results),
        *about_the_person,
        *(_points(bank, group, results) for group in bank.roadmap.guide if group.report),
        _missed(bank, sheet),
        _outlook(bank),
        _about(bank, before if before and assumed else readiness, sheet, today),
    ]
    return Document(_title(bank, readiness, assumed, other_goal), tuple(section for section in sections if section))


@dataclass(frozen=True)
class _Checked:
    """How the checks about a competency went that an attempt has answered."""

    right: int
    partly: int
    count: int

    @property
    def in_words(self) -> str:
        partly = f", {self.partly} partly" if self.partly else ""
        return f"{self.right} of {counted(self.count, 'check')} right{partly}"


def _checks(bank: Bank, sheet: Sheet) -> dict[str, _Checked]:
    """Return how the checks went, by competency; only of those with any."""
    found: dict[str, _Checked] = {}
    for competency in bank.competencies:
        answers = ((question, sheet.answers.get(question.id, SKIP)) for question in competency.pool)
        earned = [credit(question, answer) for question, answer in answers if answer not in {SKIP, PRIVATE}]
        if earned:
            right = sum(reaches(one, 1) for one in earned)
            found[competency.id] = _Checked(right, sum(one > 0 for one in earned) - right, len(earned))
    return found


def _title(bank: Bank, readiness: Readiness, assumed: Sequence[str], other_goal: bool) -> str:
    """Return the question a report is about, with its answer in a sentence."""
    what_if = f"What if you closed this: {'; '.join(assumed)}? " if assumed else ""
    goal = f"{'Seen with another goal than yours' if other_goal else 'Your goal'}: {_goal(bank, readiness)}"
    complete, steps = sum(step.complete is True for step in readiness.steps), len(readiness.steps)
    are = "is" if complete == 1 else "are"
    if complete == steps:
        answer = f"Yes: all {steps} steps are complete"
    elif readiness.next_step and not readiness.next_step.certain:
        answer = f"Not certain yet: {complete} of {steps} steps {are} surely complete"
    elif readiness.next_step and any(step.complete is None for step in readiness.steps):
        answer = f"Not yet: step {readiness.next_step.number} of {steps} is not complete"
    else:
        answer = f"Not yet: {complete} of {steps} steps {are} complete"
    article = "an" if bank.roadmap.title[0].lower() in "aeiou" else "a"
    return f"{what_if}Are you ready to work as {article} {bank.roadmap.title}? {answer}. {goal}."


def _goal(bank: Bank, readiness: Readiness) -> str:
    return bank.roadmap.goals.get(readiness.goal, readiness.goal)


def signed(bar: Bar) -> str:
    """Return a bar's label, after the sign of its status where it has one."""
    return f"{SIGNS[bar.status]} {bar.label}" if bar.status else bar.label


def brief(document: Document) -> Document:
    """Return only a report's answer and its roadmap."""
    return Document(document.title, document.sections[:2])


def _hours(hours: int) -> str:
    return f"about {hours} hour{'s' if hours != 1 else ''}"


def _doing(title: str, actions: Sequence[Action], adds: str = "") -> str:
    """Return what to do about a competency, with the hours, and what that adds, before it."""
    hours = _hours(sum(action.hours for action in actions))
    return f"{title} ({hours}{adds}): {' '.join(action.do for action in actions)}"


def _focus(bank: Bank, readiness: Readiness, results: Mapping[str, CompetencyResult]) -> Section:
    step = readiness.next_step
    if step is None:
        complete = f"All {len(readiness.steps)} steps are complete."
        if not bank.roadmap.when_ready:
            return Section("YOU ARE READY", (Paragraph(complete),))
        keeps = Paragraph(f"{complete} What keeps you ready:")
        return Section("YOU ARE READY", (keeps, Items(bank.roadmap.when_ready)))
    blocks: list[Block] = [Paragraph(f"Step {step.number} of {len(readiness.steps)}: {step.title}")]
    if step.certain:
        blocks.append(Paragraph(f"Why: {step.reasons[0]}"))
    else:
        blocks.append(Paragraph("This is not certain yet, because some questions are unanswered."))
        blocks.append(Items(step.reasons))
    return Section("FOCUS NEXT", (*blocks, *_first_things(bank, readiness, step)))


def _to_do(bank: Bank, readiness: Readiness) -> dict[str, tuple[Action, ...]]:
    """Return what is left to do about each competency of the plan, in working order."""
    left = {gap.competency: gap.actions for gap in readiness.gaps}
    close = readiness.plan.close if readiness.plan else ()
    # What is not answered yet is no gap so far; all of it is to do. A kept plan may cite what the bank no longer has.
    return {name: left.get(name) or bank.competency[name].to_do() for name in close if name in bank.competency}


def _first_things(bank: Bank, readiness: Readiness, step: NextStep) -> Iterator[Block]:
    """Yield the first things to do, about what is surely missing before what is not known yet."""
    known = {gap.competency for gap in readiness.gaps}
    left = sorted(_to_do(bank, readiness).items(), key=lambda item: item[0] not in known)
    if not left:
        return
    when = "Do this first:"
    if not step.certain and left[0][0] not in known:
        when = f"If your answers show that {bank.competency[left[0][0]].title} is missing, do this first:"
        left = left[:1]
    first = [action for _, actions in left for action in actions][:FIRST_THINGS]
    yield Paragraph(when)
    yield Items(tuple(f"{action.do} ({_hours(action.hours)})" for action in first), numbered=True)


def _span(low: float, high: float) -> str:
    """Return an interval in whole percent, as one number where it is one, and in words where it says nothing."""
    if _says_nothing(low, high):
        return NOT_KNOWN
    ends = percent(low), percent(high)
    return ends[0] if ends[0] == ends[1] else f"{ends[0]} to {ends[1]}"


def _says_nothing(low: float, high: float) -> bool:
    return high - low > 1 - TOLERANCE


def _roadmap(readiness: Readiness) -> Section:
    focus = readiness.next_step.id if readiness.next_step else ""

    def bar(step: StepResult) -> Bar:
        status = _status(step, focus)
        # What is missing then is a must-have: of the step in focus it is named above.
        reached = step.complete is not None and reaches(step.low, step.pass_mark)
        needed = "" if reached else f", needs {mark_percent(step.pass_mark)}"
        note = f"{_span(step.low, step.high)}{needed}, {status}"
        if reached and status == "not yet":
            note += ": must-have open"
        if status == "undecided" and _says_nothing(step.low, step.high):
            note = NOT_KNOWN
        return Bar(f"{step.number} {step.title}", step.low, step.high, note, step.pass_mark, status)

    return Section(
        "The roadmap",
        (
            Bars(tuple(bar(step) for step in readiness.steps)),
            Paragraph(
                "A step is complete when it has what it needs and all its must-haves are met; small gaps may remain."
            ),
        ),
    )


def _status(step: StepResult, focus: str) -> Status:
    if step.id == focus:
        return "FOCUS NEXT"
    if step.complete is None:
        return "undecided"
    return "complete" if step.complete else "not yet"


def _step_rows(now: Readiness, before: Readiness) -> Iterator[tuple[str, str, str]]:
    """Yield each step of which something is known, as it was before and as it is now."""
    earlier = {step.id: step for step in before.steps}
    for step in now.steps:
        then = earlier.get(step.id)
        if then and not (_says_nothing(then.low, then.high) and _says_nothing(step.low, step.high)):
            yield f"{step.number} {step.title}", _span(then.low, then.high), _span(step.low, step.high)


def _what_if(assumed: Readiness, today: Readiness) -> Section:
    rows = tuple(row for row in _step_rows(assumed, today) if row[1] != row[2])
    table = Table(("Step", "Today", "With that"), rows) if rows else Paragraph("Nothing: you have it already.")
    return Section("What that would change", (table,))


def _changes(bank: Bank, now: Readiness, before: Readiness) -> Section:
    rows = tuple(_step_rows(now, before))
    # What was unknown then, or is now, is neither closed nor new.
    was_met = {result.id: result.met for result in before.competencies}
    closed = [result.title for result in now.competencies if result.met and was_met.get(result.id) is False]
    new = [result.title for result in now.competencies if result.met is False and was_met.get(result.id)]
    lines = [f"Gaps closed: {'; '.join(closed) or 'none'}.", f"New gaps: {'; '.join(new) or 'none'}."]
    if found := [result.title for result in now.competencies if result.met is False and was_met.get(result.id) is None]:
        lines.append(f"Not known then, and missing: {'; '.join(found)}.")
    if before.goal != now.goal:
        lines.insert(0, f"Your goal then was {_goal(bank, before)}; now it is {_goal(bank, now)}.")
    table = [Table(("Step", "Then", "Now"), rows)] if rows else []
    return Section("What has changed since your last attempt", (*table, *(Paragraph(line) for line in lines)))


def by_turn(readiness: Readiness) -> list[Gap]:
    """Return the gaps in the order to look at them.

    The step in focus first, then what was left behind in steps before it, then what comes later. Of each, must-haves
    come first, then earlier steps, and then what holds back most, which is how the gaps are sorted.
    """
    numbers = {step.id: step.number for step in readiness.steps}
    steps = {result.id: numbers[result.step] for result in readiness.competencies}
    focus = readiness.next_step.number if readiness.next_step else 0

    def turn(gap: Gap) -> tuple[int, bool, int]:
        number = steps[gap.competency]
        return 0 if number == focus else 1 if number < focus else 2, not gap.required, number

    return sorted(readiness.gaps, key=turn)


def _gaps(readiness: Readiness, results: Mapping[str, CompetencyResult]) -> Section | None:
    if not readiness.gaps:
        return None
    numbers = {step.id: step.number for step in readiness.steps}

    def row(gap: Gap) -> tuple[str, str, str]:
        share = percent(gap.impact) if gap.impact >= 0.01 else "under 1%"
        return (title(gap), f"{share} of step {numbers[results[gap.competency].step]}", gap.actions[0].do)

    def title(gap: Gap) -> str:
        return f"{results[gap.competency].title} (must-have)" if gap.required else results[gap.competency].title

    gaps = by_turn(readiness)
    heads = ("What is missing", "Holds back", "What to do first")
    blocks: list[Block] = [Table(heads, tuple(row(gap) for gap in gaps[:MOST_GAPS]))]
    if more := gaps[MOST_GAPS:]:
        by_step = (
            (number, [title(gap) for gap in more if results[gap.competency].step == step])
            for step, number in numbers.items()
        )
        lines = tuple(f"Step {number}: {'; '.join(titles)}" for number, titles in by_step if titles)
        blocks += [Paragraph("Also missing:"), Items(lines)]
    return Section("What is missing, and how much it holds back", tuple(blocks))


def _plan(bank: Bank, readiness: Readiness, results: Mapping[str, CompetencyResult]) -> Section | None:
    plan = readiness.plan
    if plan is None or not plan.close:
        return None
    impacts = {gap.competency: gap.impact for gap in readiness.gaps}
    left = _to_do(bank, readiness)
    items = []
    for name in plan.close:
        title = results[name].title
        if actions := left.get(name):
            adds = f", adds {percent(impacts[name])}" if name in impacts else ", not known yet"
            title = _doing(title, actions, adds)
        items.append(title)
    numbers = {step.id: step.number for step in readiness.steps}
    unknown = any(results[name].met is None for name in plan.close)
    takes = f"takes {'at most ' if unknown else ''}{_hours(plan.hours)} (our estimate)"
    counts = "; what is not known yet counts as missing" if unknown else ""
    intro = f"The shortest way to complete step {numbers[plan.step]} {takes}{counts}:"
    blocks: list[Block] = [Paragraph(intro), Items(tuple(items), numbered=True)]
    later = [step for step in readiness.steps if step.number > numbers[plan.step] and step.complete is not True]
    if later:
        gaps = [results[gap.competency].title for gap in readiness.gaps if results[gap.competency].step == later[0].id]
        missing = f" Missing there: {'; '.join(_first_of(gaps))}." if gaps else ""
        blocks.append(Paragraph(f"After that comes step {later[0].number}: {later[0].title}.{missing}"))
    return Section("Your plan", tuple(blocks))


def _strengths(bank: Bank, readiness: Readiness, sheet: Sheet, checks: Mapping[str, _Checked]) -> Section | None:
    """Return what is met, with the checks it rests on, and what is left to do about it where the person is on the way.

    What one right check says, against the person's own rating, is not called a strength.
    """
    all_met = [result for result in readiness.competencies if result.met]
    strong = [result for result in all_met if _difference(result) <= 0 or not _is_hint(result, checks)]
    strong.sort(key=lambda result: result.target - result.low)
    named = []
    for result in strong:
        checked = f" ({checks[result.id].in_words})" if result.id in checks else ""
        named.append(f"{result.title}{checked}")
    blocks: list[Block] = [Items(tuple(_first_of(named)))] if named else []
    if left := tuple(_left_of_met(bank, sheet, all_met)):
        blocks += [Paragraph("Still worth doing:"), Items(left)]
    return Section("What you can build on", tuple(blocks)) if blocks else None


def _first_of(texts: Sequence[str]) -> list[str]:
    """Return the first of many texts, and how many more there are."""
    more = len(texts) - MOST_NAMED
    return [*texts[:MOST_NAMED], f"and {more} more"] if more > 0 else list(texts)


def _left_of_met(bank: Bank, sheet: Sheet, met: Sequence[CompetencyResult]) -> Iterator[str]:
    for result in met:
        if competency := bank.competency.get(result.id):
            score = score_competency(bank, competency, sheet)
            if score.done:
                yield _doing(result.title, score.actions)


def _is_hint(result: CompetencyResult, checks: Mapping[str, _Checked]) -> bool:
    """Tell whether what was shown rests on one check alone."""
    return result.id in checks and checks[result.id].count == 1


def _difference(result: CompetencyResult) -> float:
    """Return by how much more was shown than said; 0 where it is not worth a word, or one of them is not known."""
    if result.self_view is None or result.shown is None:
        return 0.0
    difference = result.shown - result.self_view
    return difference if reaches(abs(difference), NOTEWORTHY_DIFFERENCE) else 0.0


def _self_view(readiness: Readiness, checks: Mapping[str, _Checked]) -> Section | None:
    """Return ratings beside what was shown: as pairs where they disagree, else only by name."""
    both = [result for result in readiness.competencies if result.self_view is not None and result.shown is not None]
    differing = sorted((result for result in both if _difference(result)), key=lambda result: -abs(_difference(result)))
    blocks: list[Block] = []
    if differing:
        pairs = tuple(_pair(result, checks) for result in differing)
        blocks.append(Pairs(("Competency", "You say", "Checks right", "Difference"), pairs))
    if any(_is_hint(result, checks) for result in differing):
        blocks.append(Paragraph("Maybe: it rests on one check, which is a hint and no proof."))
    if agreeing := [result.title for result in both if not _difference(result)]:
        blocks.append(Paragraph(f"Much the same in both: {'; '.join(agreeing)}."))
    return Section("What you say and what you showed", tuple(blocks)) if blocks else None


def _pair(result: CompetencyResult, checks: Mapping[str, _Checked]) -> Pair:
    said, shown = result.self_view or 0.0, result.shown or 0.0
    how = "maybe" if _is_hint(result, checks) else "showed"
    note = f"{how} {'more' if _difference(result) > 0 else 'less'}"
    checked = checks.get(result.id)
    if checked is None:  # a kept report, on checks that the bank holds no more
        return Pair(result.title, said, shown, percent(shown), note)
    partly = f", {checked.partly} partly right" if checked.partly else ""
    return Pair(result.title, said, shown, f"{checked.right} of {checked.count}", note + partly)


def _points(bank: Bank, group: PointGroup, results: Mapping[str, CompetencyResult]) -> Section | None:
    bars, unknown, nearly = [], [], []
    for point in group.points:
        scored = [
            (competency.weight, results[competency.id])
            for competency in bank.competencies
            if point.id in competency.covers and competency.id in results
        ]
        weight = sum(weight for weight, _ in scored)
        if not weight:
            continue
        low = sum(weight * result.low for weight, result in scored) / weight
        high = sum(weight * result.high for weight, result in scored) / weight
        if _says_nothing(low, high):
            unknown.append(point.title)
            continue
        missing = [result for _, result in scored if not result.met]
        enough = ", enough" if not missing else ""
        if len(missing) == 1 < len(scored) and missing[0].met is False:
            nearly.append(f"{point.title} ({missing[0].title})")
        bars.append(Bar(point.title, low, high, f"{_span(low, high)}{enough}"))
    if not bars:
        return None
    bars.sort(key=lambda bar: (bar.low, bar.high))
    blocks: list[Block] = [
        Paragraph("How prepared you are for each, the least first, and where that is enough for this goal."),
        Bars(tuple(bars)),
    ]
    if nearly:
        blocks.append(Paragraph(f"Enough but for one thing: {'; '.join(nearly)}."))
    if unknown:
        blocks.append(Paragraph(f"Not known yet: {'; '.join(unknown)}."))
    return Section(group.title, tuple(blocks))


def _missed(bank: Bank, sheet: Sheet) -> Section | None:
    blocks: list[Block] = []
    for question in bank.questions.values():
        answer = sheet.answers.get(question.id)
        if question.evidence != "check" or answer is None or (answer in SPECIAL and answer != UNKNOWN):
            continue
        if (earned := credit(question, answer)) < 1:
            record, text = record_and_question(question)
            blocks.append(
                Missed(
                    record,
                    text,
                    said(question, answer),
                    earned > 0,
                    said(question, best_answer(question)),
                    one_line(question.because or ""),
                    question.source or "",
                )
            )
    return Section("What the checks showed, and why", tuple(blocks)) if blocks else None


def _outlook(bank: Bank) -> Section | None:
    outlook = bank.outlook
    if outlook is None:
        return None
    blocks: list[Block] = []
    if outlook.official:
        blocks += [
            Paragraph("Official figures:"),
            Items(tuple(f"{figure.title}: {figure.value}. Source: {figure.source}." for figure in outlook.official)),
        ]
    blocks.append(Paragraph(outlook.guide))
    if outlook.years:
        top = max(row.pay_high for row in outlook.years)
        blocks.append(
            Bars(
                tuple(
                    Bar(
                        str(row.year),
                        row.pay_low / top,
                        row.pay_high / top,
                        f"${row.pay_low // 1000}k-{row.pay_high // 1000}k, {row.openings:,} openings, "
                        f"growth {row.growth:g}%",
                    )
                    for row in outlook.years
                )
            )
        )
    blocks += [Paragraph(text) for text in outlook.caution]
    return Section(outlook.title, tuple(blocks))


def _about(bank: Bank, readiness: Readiness, sheet: Sheet, today: datetime.date) -> Section:
    lines = [
        f"This is a self-assessment, not an exam, and it does not predict the result of one. "
        f"It rests on answers to {readiness.answered} of {counted(readiness.asked, 'question')}.",
        *bank.roadmap.disclaimer,
        f"Question bank {readiness.bank.id}, version {readiness.bank.version}, {readiness.bank.edition}.",
    ]
    if expired := _expired(bank, sheet, today):
        lines.append(
            f"{expired} of the questions you answered rest on rules that have been renewed since they were written; "
            "look for a newer version of this program."
        )
    return Section("About this report", tuple(Paragraph(line) for line in lines))


def _expired(bank: Bank, sheet: Sheet, today: datetime.date) -> int:
    expiries = (bank.questions[name].expires for name in sheet.answers)
    return sum(1 for expires in expiries if expires and expires < today)


def history(kept: Sequence[tuple[Attempt, Readiness | None]], bank: str | None, typed: Callable[[str], str]) -> Section:
    """Return what is to say of all attempts; each with the readiness that was reported then, if it was finished.

    Steps are those of a bank, or else of the one reported on last: another bank's are others. `typed` gives a command
    as it is typed.
    """
    if not kept:
        return Section("Your attempts", (Paragraph(f"None yet. Begin with: {typed('quiz')}"),))
    bank = bank or next((attempt.bank for attempt, readiness in reversed(kept) if readiness), "")
    reported = [readiness for attempt, readiness in kept if readiness and attempt.bank == bank]
    steps = reported[-1].steps if reported else ()
    blocks: list[Block] = [_attempts(kept, bank, steps)]
    if steps and any(attempt.bank != bank for attempt, _ in kept):
        blocks.append(Paragraph(f"The steps are those of the bank {bank}."))
    if any(_known(step, readiness) is None for readiness in reported for step in readiness.steps):
        blocks.append(Paragraph("Where answers were missing stands a range, or ? where nothing is known yet."))
    if unfinished := [attempt.id for attempt, readiness in kept if readiness is None and attempt.bank == bank]:
        resume = typed(f"resume {unfinished[-1]}") + ", or another number" if len(unfinished) > 1 else typed("resume")
        blocks.append(Paragraph(f"Go on with an unfinished one: {resume}"))
    trends = [trend for step in steps if (trend := _trend(step, reported))]
    if trends:
        blocks += [Paragraph("The trend of each step that was wholly known more than once:"), *trends]
    return Section("Your attempts", tuple(blocks))


def _attempts(kept: Sequence[tuple[Attempt, Readiness | None]], bank: str, steps: Sequence[StepResult]) -> Table:
    """Return a row for each attempt; its bank is named where it is not the same for all."""
    several = any(attempt.bank != bank for attempt, _ in kept)
    rows = []
    before: Readiness | None = None
    for attempt, readiness in kept:
        own = readiness if attempt.bank == bank else None
        row = [str(attempt.id), f"{attempt.started.astimezone():%Y-%m-%d}", _focus_cell(attempt, readiness)]
        row += [attempt.bank] * several
        rows.append((*row, *(_step_cell(step, own, before) for step in steps)))
        before = own or before
    return Table(("No.", "Date", "Focus", *["Bank"] * several, *(f"Step {step.number}" for step in steps)), tuple(rows))


def _focus_cell(attempt: Attempt, readiness: Readiness | None) -> str:
    if readiness is None:
        return "unfinished"
    focus = f"step {readiness.next_step.number}" if readiness.next_step else "all complete"
    if readiness.next_step and not readiness.next_step.certain:
        return f"{focus}, not certain"
    return f"{focus}, quick" if attempt.mode == "quick" else focus


def _step_cell(step: StepResult, readiness: Readiness | None, before: Readiness | None) -> str:
    """Return a step's readiness in an attempt and how many points it has changed, or the range it was left open in."""
    result = _result(step, readiness)
    if result is None:
        return ""
    now, then = _known(step, readiness), _known(step, before)
    if now is None:
        low, high = percent(result.low), percent(result.high)
        return "?" if _says_nothing(result.low, result.high) else f"{low.rstrip('%')}-{high}"
    change = points(now) - points(then) if then is not None else 0  # of what is shown, so that it adds up
    return f"{percent(now)} ({change:+d})" if change else percent(now)


def _result(step: StepResult, readiness: Readiness | None) -> StepResult | None:
    return next((other for other in readiness.steps if other.id == step.id), None) if readiness else None


def _known(step: StepResult, readiness: Readiness | None) -> float | None:
    """Return a step's readiness in an attempt, where no answer to it was missing."""
    result = _result(step, readiness)
    return result.low if result and result.high - result.low < TOLERANCE else None


def _trend(step: StepResult, reported: Sequence[Readiness]) -> Trend | None:
    shares = tuple(share for readiness in reported if (share := _known(step, readiness)) is not None)
    return Trend(f"{step.number} {step.title}", shares) if len(shares) > 1 else None
