"""How much a competency's verdict hangs on the draw, as `bank stats` tells it."""

from collections.abc import Callable

import pytest

from coder_readiness.bank.loader import load_bank
from coder_readiness.bank.questions.types import Question
from coder_readiness.scoring.consistency import decision_consistency
from tests.builders import GOALS, bank, check, code, competency, single


def consistency(kind: Callable[[str], Question], pool: int, draw: int, *required: str) -> float:
    """Return the consistency of a competency with a rating and a pool of questions of one kind."""
    rating = single("rating", 0, 0.5, 1, evidence="self_report")
    found = competency("bread", rating, *(kind(f"q{place}") for place in range(pool)), draw=draw, required=required)
    share = decision_consistency(bank(found, pass_marks=(0.7,)), found)
    assert share is not None
    return share


def typed(name: str) -> Question:
    return code(name, "E11.9")


def test_what_asks_no_checks_hangs_on_no_draw() -> None:
    record = competency("diploma", single("q", 0, 1))
    assert decision_consistency(bank(record, pass_marks=(0.7,)), record) is None


def test_a_draw_of_the_whole_pool_that_cannot_be_guessed_always_says_the_same() -> None:
    assert consistency(typed, 4, 4) == 1.0


@pytest.mark.parametrize("kind", [typed, check])
def test_drawing_more_makes_a_verdict_surer(kind: Callable[[str], Question]) -> None:
    one, some, many = (consistency(kind, 24, draw) for draw in (1, 5, 16))
    assert one < some < many


def test_a_must_have_is_asked_about_until_it_is_surer() -> None:
    assert consistency(check, 24, 1, *GOALS) > consistency(check, 24, 1) + 0.05


def test_the_same_bank_always_gives_the_same_share() -> None:
    shares = [decision_consistency(one, one.competency["privacy"]) for one in (load_bank(), load_bank())]
    assert shares[0] == shares[1]
