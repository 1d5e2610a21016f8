"""What a person means by a name that need not be an id."""

import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder_readiness.bank.finding import find_any, find_competency, find_question
from coder_readiness.bank.loader import load_bank
from coder_readiness.bank.model import Bank
from coder_readiness.errors import ReadinessError

BANK = load_bank()


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("privacy", "privacy"),
        ("Patient privacy (HIPAA)", "privacy"),
        ("hipaa", "privacy"),
        ("HIPAA", "privacy"),
        ("patient priv", "privacy"),
        ("anatomy", "anatomy-physiology"),
        ("What coders do", "role-understanding"),
        ("what coders do", "role-understanding"),
        ("communication", "communication"),
        ("certificate", "certificate"),
        ("in-service", "in-service-training"),
        ("job sea", "job-search"),
    ],
)
def test_an_area_is_found_by_id_title_beginning_and_word(name: str, meant: str) -> None:
    assert find_competency(BANK, name) == meant
    assert find_any(BANK, name) == meant


def test_a_question_is_found_by_its_id_or_a_beginning_of_it() -> None:
    assert find_question(BANK, "assignment-hypertension") == "assignment-hypertension"
    assert find_any(BANK, "assignment-hypertension") == "assignment-hypertension"
    assert find_any(BANK, "education-high") == find_question(BANK, "education-high") == "education-highest"


def told(find: Callable[[Bank, str], str], name: str) -> str:
    with pytest.raises(ReadinessError) as caught:
        find(BANK, name)
    return str(caught.value)


def test_what_may_mean_several_lists_them() -> None:
    assert told(find_competency, "certification") == (
        '"certification" could mean more than one area. Type one of these:\n'
        "  certificate-choice: Choice of certification\n"
        "  certificate: Coding certification\n"
        "  certificate-upkeep: Certification upkeep"
    )


@pytest.mark.parametrize(("name", "first"), [("hippa", "privacy"), ("privcy", "privacy"), ("anatomie", "anatomy")])
def test_a_near_miss_offers_at_most_three_and_no_list_of_all(name: str, first: str) -> None:
    message = told(find_competency, name)
    assert re.match(rf"There's no area \"{name}\"\. Did you mean (this one|one of these)\?\n  {first}", message)
    assert message.count("\n") <= 3
    assert "bank list" not in message


@pytest.mark.parametrize("find", [find_question, find_any])
def test_half_a_word_is_no_near_miss(find: Callable[[Bank, str], str]) -> None:
    assert "Did you mean" not in told(find, "nope")  # though some questions have "note" in their ID


def test_an_area_that_is_far_from_all_offers_a_title_that_works() -> None:
    title = re.fullmatch(
        r'There\'s no area "xyz"\. Type a title from your report, such as "(.+)"\.', told(find_competency, "xyz")
    )
    assert title
    assert BANK.competency[find_competency(BANK, title[1])].pool


def test_what_is_far_from_all_offers_the_list() -> None:
    assert (
        told(find_any, "xyz")
        == 'There\'s no area or question "xyz". To see all areas and questions, type `coder-readiness bank list`.'
    )


def test_a_missed_question_is_offered_the_nearest_questions() -> None:
    assert "assignment-hypertension" in told(find_question, "asignment-hypertension")


@given(st.text(max_size=30))
def test_any_text_finds_an_area_or_says_why_not(name: str) -> None:
    try:
        assert find_competency(BANK, name) in BANK.competency
    except ReadinessError as error:
        told = str(error)
        assert "Did you mean" in told or "could mean more than one" in told or "Type a title from your report" in told
