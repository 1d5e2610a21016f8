"""Questions of the small bank by their type, and what is said of answers that do not fit."""

import pytest

from coder_readiness.bank.model import Bank
from coder_readiness.errors import SheetError
from coder_readiness.scoring.sheet import read_sheet

SINGLE, SEVERAL, NUMBER, CHECK, CODE = (
    "course-state",
    "tools-used",
    "tools-bicycles",
    "brakes-spongy",
    "wheels-size",
)
TYPES = {"single": SINGLE, "several": SEVERAL, "number": NUMBER, "check": CHECK, "code": CODE}
OTHERWISE = 'or "$unknown", "$skip" or "$private".'
HUGE = 10**5000
"""More digits than Python agrees to print."""


def refusal(bank: Bank, data: object) -> str:
    """Return what is said of a sheet that is refused."""
    with pytest.raises(SheetError) as caught:
        read_sheet(bank, data)
    return str(caught.value)


def answer_refusal(bank: Bank, question: str, answer: object) -> str:
    """Return what is said of an answer that is refused."""
    return refusal(bank, {"answers": {question: answer}})
