"""A small sample of the benchmark of consistency: far from its figures, the rule of the verdict is broken."""

from functools import cache
from statistics import fmean

from coder_readiness.bank.loader import load_bank
from coder_readiness.scoring.sureness import SURE_ENOUGH
from tests.benchmarks.consistency import Outcome, as_whole_pool, outcome, told_lacking, told_ready, two_sittings
from tests.benchmarks.sittings import KINDS

BANK = load_bank()
READY = len(BANK.steps) + 1
ROUNDS = 8
FIRST = 2_000_000 // len(KINDS) * len(KINDS)


@cache
def outcomes() -> tuple[Outcome, ...]:
    """Return what is named to a few people of every kind."""
    return tuple(outcome(BANK, "first-job", FIRST + number) for number in range(ROUNDS * len(KINDS)))


def test_two_sittings_name_the_same_step_and_the_whole_pool_does_too() -> None:
    assert two_sittings(outcomes()) >= 0.85
    assert as_whole_pool(outcomes()) >= 0.85


def test_most_who_know_it_are_told_so_and_most_who_lack_one_must_have_are_told_that() -> None:
    assert told_ready(outcomes(), READY) >= 0.9
    assert told_lacking(outcomes(), READY) >= 0.85


def test_a_sitting_asks_no_more_than_110_questions() -> None:
    assert max(asked for one in outcomes() for asked in one.asked) <= 110


def test_an_update_about_the_closest_calls_makes_an_unsure_verdict_surer() -> None:
    unsure = [one for one in outcomes() if one.sureness[0] < SURE_ENOUGH]
    assert len(unsure) > 3
    assert fmean(one.after for one in unsure) > fmean(one.sureness[0] for one in unsure) + 0.05
