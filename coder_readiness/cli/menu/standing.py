"""Says where a person is when they come back."""

from datetime import datetime
from typing import TYPE_CHECKING

from coder_readiness.cli.attempts import reported
from coder_readiness.cli.context import Context
from coder_readiness.text import number_of

if TYPE_CHECKING:
    from coder_readiness.scoring.readiness import Readiness


def standing(context: Context) -> str:
    """Return where the person is, in a line or two; "" if there is nothing to say yet."""
    told = []
    last = context.store.last(finished=True, bank=context.bank_id)
    if last and (readiness := reported(last)):
        told.append(_result(readiness, _ago(last.finished or last.started, context.clock())))
    if unfinished := context.store.last(finished=False, bank=context.bank_id):
        answers = number_of(len(unfinished.answers), "answer")
        told.append(f"You have an unfinished quiz: attempt {unfinished.id}, with {answers} so far.")
    return " ".join(told)


def _result(readiness: "Readiness", day: str) -> str:
    from coder_readiness.report.changes import step_in_words

    step = readiness.next_step
    if step is None:
        return f"Your last result ({day}): you're ready."
    result = next(one for one in readiness.steps if one.id == step.id)
    where = f"step {step.number} of {len(readiness.steps)}, {step.title}"
    return f"Your last result ({day}): {where}, {step_in_words(result)}."


def _ago(then: datetime, now: datetime) -> str:
    """Return how long ago a day was, by the person's own calendar."""
    days = (now.astimezone().date() - then.astimezone().date()).days
    if days < 1:
        return "today"
    if days == 1:
        return "yesterday"
    if days < 14:
        return f"{days} days ago"
    return f"{days // 7} weeks ago" if days < 60 else f"{days // 30} months ago"
