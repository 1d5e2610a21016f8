"""The answer: the question a report is about, the step to focus on, why, and the roadmap."""

import datetime
from collections.abc import Iterator, Mapping, Sequence

from coder_readiness.bank.credits import reaches
from coder_readiness.bank.model import Bank
from coder_readiness.report.blocks import Bar, Bars, Block, Items, Paragraph, Section, Status
from coder_readiness.report.gaps import left_to_do
from coder_readiness.report.wording import NOT_KNOWN, goal_in_words, hours_in_words, says_nothing, span
from coder_readiness.scoring.readiness import CompetencyResult, NextStep, Readiness, StepResult, mark_percent
from coder_readiness.scoring.sheet import Sheet
from coder_readiness.text import counted

FIRST_THINGS = 3


def title_of(bank: Bank, readiness: Readiness, assumed: Sequence[str], other_goal: bool) -> str:
    """Return the question a report is about, with its answer in a sentence."""
    what_if = f"What if you closed this: {'; '.join(assumed)}? " if assumed else ""
    goal = f"{'Seen with another goal than yours' if other_goal else 'Your goal'}: {goal_in_words(bank, readiness)}"
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


def focus_section(bank: Bank, readiness: Readiness, results: Mapping[str, CompetencyResult]) -> Section:
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


def _first_things(bank: Bank, readiness: Readiness, step: NextStep) -> Iterator[Block]:
    """Yield the first things to do, about what is surely missing before what is not known yet."""
    known = {gap.competency for gap in readiness.gaps}
    left = sorted(left_to_do(bank, readiness).items(), key=lambda item: item[0] not in known)
    if not left:
        return
    when = "Do this first:"
    if not step.certain and left[0][0] not in known:
        when = f"If your answers show that {bank.competency[left[0][0]].title} is missing, do this first:"
        left = left[:1]
    first = [action for _, actions in left for action in actions][:FIRST_THINGS]
    yield Paragraph(when)
    yield Items(tuple(f"{action.do} ({hours_in_words(action.hours)})" for action in first), numbered=True)


def roadmap_section(readiness: Readiness) -> Section:
    focus = readiness.next_step.id if readiness.next_step else ""

    def bar(step: StepResult) -> Bar:
        status = _status(step, focus)
        # What is missing then is a must-have: of the step in focus it is named above.
        reached = step.complete is not None and reaches(step.low, step.pass_mark)
        needed = "" if reached else f", needs {mark_percent(step.pass_mark)}"
        note = f"{span(step.low, step.high)}{needed}, {status}"
        if reached and status == "not yet":
            note += ": must-have open"
        if status == "undecided" and says_nothing(step.low, step.high):
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


def about_section(bank: Bank, readiness: Readiness, sheet: Sheet, today: datetime.date) -> Section:
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
