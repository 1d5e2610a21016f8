"""The next question by its id, and the step that a sheet names."""

from coder_readiness.bank.model import Bank
from coder_readiness.scoring.readiness import assess
from coder_readiness.scoring.selection import Mode, next_question
from coder_readiness.scoring.sheet import Sheet


def next_id(of_bank: Bank, sheet: Sheet, mode: Mode = "quick") -> str | None:
    """Return the id of the next question, if there is one."""
    question = next_question(of_bank, sheet, mode)
    return question.id if question else None


def verdict(of_bank: Bank, sheet: Sheet) -> tuple[int, bool]:
    """Return the number of the named step (one past the last where all are complete) and whether it is certain."""
    step = assess(of_bank, sheet).next_step
    return (step.number, step.certain) if step else (len(of_bank.steps) + 1, True)
