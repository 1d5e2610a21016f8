"""What `bank check` says of must-haves whose checks can't tell enough."""

from dataclasses import replace

import pytest

from coder_readiness.bank.loader import load_with_places
from coder_readiness.bank.model import Bank
from coder_readiness.bank.roadmap import MasteryRule
from coder_readiness.errors import Place
from coder_readiness.scoring.lint import lint_must_haves
from tests.builders import GOALS, bank, changed, check, competency, single

HERE = Place("bank/bread.yaml", 1, 5)


def pool_of(
    pool: int, mastery: MasteryRule, *, own: int | None = None, rated: bool = True, required: tuple[str, ...] = GOALS
) -> Bank:
    """Return a bank with one competency that so many checks decide."""
    base = [single("rating", 0, 0.5, 1, evidence="self_report")] if rated else []
    checks = (check(f"q{place}", options=4) for place in range(pool))
    found = bank(changed(competency("bread", *base, *checks, draw=1, required=required), most=own), pass_marks=(0.7,))
    return replace(found, roadmap=replace(found.roadmap, mastery=mastery))


def said(of_bank: Bank) -> list[str]:
    return [str(finding) for finding in lint_must_haves(of_bank, {"bread": HERE})]


def test_a_pool_too_small_for_what_is_asked_is_a_warning_with_what_it_costs() -> None:
    assert said(pool_of(2, MasteryRule())) == [
        "bank/bread.yaml:1:5: warning: bread: This must-have may need 8 knowledge questions, but has only 2 for one "
        "attempt. Write 6 more. Then two attempts agree in 84 of 100 cases instead of 82. [short-pool]"
    ]


@pytest.mark.parametrize(
    "fits", [pool_of(8, MasteryRule()), pool_of(4, MasteryRule(), own=4), pool_of(2, MasteryRule(), required=())]
)
def test_a_pool_that_holds_what_is_asked_is_not_short(fits: Bank) -> None:
    assert said(fits) == []


@pytest.mark.parametrize(
    ("mastery", "rated"),
    [(MasteryRule(floor=0.01), True), (MasteryRule(prior=90), False), (MasteryRule(most=4, prior=60), False)],
)
def test_a_must_have_that_no_answers_can_show_to_be_missing_is_an_error(mastery: MasteryRule, rated: bool) -> None:
    most = mastery.most
    assert said(pool_of(most, mastery, rated=rated)) == [
        f"bank/bread.yaml:1:5: error: bread: This must-have wouldn't count as missing even if all {most} answers were "
        "wrong. In roadmap.yaml, raise `most` or `floor`, or lower `prior`. [never-missing]"
    ]


def test_the_shipped_bank_has_neither() -> None:
    loaded = load_with_places()
    assert lint_must_haves(loaded.bank, loaded.places) == []
