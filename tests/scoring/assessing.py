"""What the result says of answers that are named in the call."""

from typing import Any

from coder_readiness.bank.answers import Answer
from coder_readiness.bank.model import Bank
from coder_readiness.scoring.readiness import assess
from coder_readiness.scoring.sheet import Sheet


def report(of_bank: Bank, goal: Any = "first-job", /, **answers: Answer) -> dict[str, Any]:
    """Return the report on answers whose question ids are written with underscores."""
    sheet = Sheet(goal, 0, {name.replace("_", "-"): answer for name, answer in answers.items()})
    dumped: dict[str, Any] = assess(of_bank, sheet).model_dump(mode="json")
    return dumped
