"""Says where a person is when they come back."""

from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING

from coder_readiness.cli.attempts import goals_to_tell, readiness_of, reported, to_report
from coder_readiness.cli.context import Context
from coder_readiness.errors import BankError
from coder_readiness.text import number_of

if TYPE_CHECKING:
    from coder_readiness.scoring.readiness import Readiness


def standing(context: Context) -> str:
    """Return where the person is, in a line or two; "" if there is nothing to say yet."""
    told = []
    if context.store.last(finished=True, bank=context.bank_id):
        attempt = to_report(context, context.bank_id)
        when = ago(attempt.finished or attempt.started, context.clock())
        with suppress(BankError):  # which is shown once a choice needs the bank
            if attempt.finished is None:
                told.append(f"Your result so far ({when}): {_in_short(readiness_of(context, attempt))}.")
            elif readiness := reported(attempt):
                told.append(f"Your last result ({when}): {_in_short(readiness)}.")
        if told and (goal := goals_to_tell(context).get(attempt.goal)):
            told.append(f"It's for {goal}{', from the quick quiz' if attempt.mode == 'quick' else ''}.")
    if unfinished := context.store.last(finished=False, bank=context.bank_id):
        quiz = "update" if unfinished.previous and unfinished.mode != "full" else "quiz"
        kept = unfinished.carried if quiz == "update" else ()
        answers = number_of(len(unfinished.answers.keys() - kept), "answer")
        told.append(f"You have an unfinished {quiz}: attempt {unfinished.id}, with {answers} so far.")
    return " ".join(told)


def _in_short(readiness: "Readiness") -> str:
    from coder_readiness.report.changes import step_in_words

    step = readiness.next_step
    if step is None:
        return "you're ready"
    result = next(one for one in readiness.steps if one.id == step.id)
    return f"step {step.number} of {len(readiness.steps)}, {step.title}, {step_in_words(result)}"


def ago(then: datetime, now: datetime) -> str:
    """Return how long ago a day was, by the person's own calendar."""
    days = (now.astimezone().date() - then.astimezone().date()).days
    if days < 1:
        return "today"
    if days == 1:
        return "yesterday"
    if days < 14:
        return f"{days} days ago"
    return f"{days // 7} weeks ago" if days < 60 else f"{days // 30} months ago"
