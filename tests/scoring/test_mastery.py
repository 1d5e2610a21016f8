"""When answers about a must-have need no further question."""

import pytest

from coder_readiness.bank.questions.base import Reading
from coder_readiness.scoring.mastery import MasteryTest

TEST = MasteryTest(expected=0.7, prior=10, floor=0.6, penalty=1 / 3, fewest=4)
READINGS = {
    "r": Reading(1.0, 1.0, slip=False),
    "w": Reading(0.0, -1 / 3, slip=True),
    "?": Reading(0.0, 0.0, slip=False),
}


@pytest.mark.parametrize(
    ("answers", "left", "settled"),
    [
        ("www", 5, False),  # too few to call it missing
        ("wwww", 5, True),
        ("wrrw", 2, True),
        ("wrrr", 2, False),
        ("wrrr", 1, True),  # one more wrong answer would change nothing
        ("wrrr?", 1, False),
        ("rr", 4, False),
        ("rrr", 3, True),
        ("w?", 4, False),
        ("w??", 3, True),
    ],
)
def test_answers_settle_it_once_those_to_come_cannot_or_need_not_be_waited_for(
    answers: str, left: int, *, settled: bool
) -> None:
    assert TEST.is_settled(tuple(READINGS[answer] for answer in answers), left) is settled
