"""Nobody who knows nothing of the subject does well by looking at the form of the options."""

import pytest

from coder_readiness.bank.loader import load_bank
from tests.benchmarks.guesser import STRATEGIES, accuracy, chance, checks_of

CHECKS = checks_of(load_bank())


@pytest.mark.parametrize("name", STRATEGIES)
def test_no_test_wise_strategy_beats_chance_by_more_than_five_points(name: str) -> None:
    assert accuracy(CHECKS, STRATEGIES[name]) <= chance(CHECKS) + 0.05


def test_a_strategy_that_works_would_be_found() -> None:
    keyed = [question for question in CHECKS if question.answer == question.options[0].id]
    assert accuracy(keyed, lambda question: {question.options[0].id: 1.0}) == 1.0
