"""What is different from the attempt before, or would be with a gap closed."""

from collections.abc import Iterator

from coder_readiness.bank.model import Bank
from coder_readiness.report.blocks import Paragraph, Section, Table
from coder_readiness.report.wording import goal_in_words, says_nothing, span
from coder_readiness.scoring.readiness import Readiness


def _step_rows(now: Readiness, before: Readiness) -> Iterator[tuple[str, str, str]]:
    """Yield each step of which something is known, as it was before and as it is now."""
    earlier = {step.id: step for step in before.steps}
    for step in now.steps:
        then = earlier.get(step.id)
        if then and not (says_nothing(then.low, then.high) and says_nothing(step.low, step.high)):
            yield f"{step.number} {step.title}", span(then.low, then.high), span(step.low, step.high)


def what_if_section(assumed: Readiness, today: Readiness) -> Section:
    rows = tuple(row for row in _step_rows(assumed, today) if row[1] != row[2])
    table = Table(("Step", "Today", "With that"), rows) if rows else Paragraph("Nothing: you have it already.")
    return Section("What that would change", (table,))


def changes_section(bank: Bank, now: Readiness, before: Readiness) -> Section:
    rows = tuple(_step_rows(now, before))
    # What was unknown then, or is now, is neither closed nor new.
    was_met = {result.id: result.met for result in before.competencies}
    closed = [result.title for result in now.competencies if result.met and was_met.get(result.id) is False]
    new = [result.title for result in now.competencies if result.met is False and was_met.get(result.id)]
    lines = [f"Gaps closed: {'; '.join(closed) or 'none'}.", f"New gaps: {'; '.join(new) or 'none'}."]
    if found := [result.title for result in now.competencies if result.met is False and was_met.get(result.id) is None]:
        lines.append(f"Not known then, and missing: {'; '.join(found)}.")
    if before.goal != now.goal:
        lines.insert(0, f"Your goal then was {goal_in_words(bank, before)}; now it is {goal_in_words(bank, now)}.")
    table = [Table(("Step", "Then", "Now"), rows)] if rows else []
    return Section("What has changed since your last attempt", (*table, *(Paragraph(line) for line in lines)))
