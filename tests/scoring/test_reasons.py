"""Why a step is the one to focus on, and what makes that uncertain."""

from typing import Any

import pytest

from coder_readiness.bank.answers import PRIVATE, SKIP, UNKNOWN, Answer
from coder_readiness.bank.model import Bank
from coder_readiness.scoring.readiness import assess
from coder_readiness.scoring.sheet import Sheet
from coder_readiness.scoring.whatif import assume
from tests.builders import GOALS, bank, competency, single
from tests.scoring.assessing import report


def reasons(of_bank: Bank, goal: Any = "first-job", /, **answers: Answer) -> list[str]:
    found: list[str] = report(of_bank, goal, **answers)["next_step"]["reasons"]
    return found


REASONS = bank(
    competency("diploma", single("diploma-q", 0, 1), required=GOALS),
    competency("computer", single("computer-q", 0, 0.5, 1), target=1, weight=2),
    competency("law", single("law-1", 0, 1), single("law-2", 0, 1), target=1),
)


def test_an_unmet_must_have_is_the_reason() -> None:
    answers: dict[str, Answer] = {"diploma_q": "a", "computer_q": "c", "law_1": "b", "law_2": "b"}
    assert reasons(REASONS, **answers) == ["You're missing a must-have: Diploma."]


def test_every_unmet_must_have_is_named_and_no_other_gap() -> None:
    of_bank = bank(
        competency("diploma", single("diploma-q", 0, 1), required=GOALS),
        competency("licence", single("licence-q", 0, 1), required=GOALS),
        competency("record", single("record-q", 0, 1), required=GOALS),
        competency("extra", single("extra-q", 0, 1)),
        pass_marks=(0.2,),
    )
    assert reasons(of_bank, diploma_q="b", licence_q="a", record_q="a", extra_q="a") == [
        "You're missing 2 must-haves: Licence and Record."
    ]


def test_too_little_readiness_is_the_reason() -> None:
    assert reasons(REASONS, diploma_q="b", computer_q="b", law_1="a", law_2="b") == [
        "You've reached 62% in this step. You need 70%."
    ]


def test_too_little_readiness_whatever_is_still_open_is_the_reason() -> None:
    assert reasons(REASONS, diploma_q="b", computer_q="a", law_1="a") == [
        "You've reached at most 37% in this step. You need 70%."
    ]


def test_both_reasons_are_given_where_both_hold() -> None:
    assert reasons(REASONS, diploma_q="a", computer_q="b", law_1=SKIP, law_2="b") == [
        "You're missing a must-have: Diploma.",
        "You've reached at most 50% in this step. You need 70%.",
    ]


def test_what_is_missing_is_the_reason_for_not_being_certain() -> None:
    found = report(REASONS, computer_q="c", law_1="b")
    assert found["next_step"] == {
        "id": "one",
        "number": 1,
        "title": "Step one",
        "certain": False,
        "reasons": [
            "You haven't answered every question about this must-have yet: Diploma.",
            "So far, you've reached 62% in this step. You need 70%.",
            "Answering these could settle it: Diploma and Law.",
        ],
    }


def test_without_an_open_must_have_only_the_readiness_is_uncertain() -> None:
    assert reasons(REASONS, diploma_q="b", law_1="b", computer_q=UNKNOWN) == [
        "So far, you've reached 37% in this step. You need 70%.",
        "Answering these could settle it: Computer and Law.",
    ]


def test_an_answer_kept_private_would_settle_nothing() -> None:
    assert reasons(REASONS, diploma_q=PRIVATE, law_1="b") == [
        "So far, you've reached 16% in this step. You need 70%.",
        "Answering these could settle it: Computer and Law.",
    ]


@pytest.mark.parametrize(
    ("size", "listed"),
    [
        (1, "C0"),
        (2, "C0 and C1"),
        (3, "C0, C1 and C2"),
        (4, "C0, C1, C2 and C3"),
        (5, "C0, C1, C2, C3 and 1 more"),
        (7, "C0, C1, C2, C3 and 3 more"),
    ],
)
def test_a_reason_names_a_few_and_counts_the_rest(size: int, listed: str) -> None:
    found = [competency(f"c{number}", single(f"q{number}", 0, 1), required=GOALS) for number in range(size)]
    some = "this must-have" if size == 1 else "some must-haves"
    assert reasons(bank(*found)) == [
        f"You haven't answered every question about {some} yet: {listed}.",
        "So far, you've reached 0% in this step. You need 70%.",
    ]


@pytest.mark.parametrize(
    ("size", "listed"), [(1, "Law and C0"), (3, "Law, C0, C1 and C2"), (5, "Law, C0, C1, C2 and 2 more")]
)
def test_answers_that_would_settle_a_step_are_named_where_they_are_not_its_open_must_haves(
    size: int, listed: str
) -> None:
    found = [competency(f"c{number}", single(f"q{number}", 0, 1)) for number in range(size)]
    assert reasons(bank(competency("law", single("law-1", 0, 1), required=GOALS), *found)) == [
        "You haven't answered every question about this must-have yet: Law.",
        "So far, you've reached 0% in this step. You need 70%.",
        f"Answering these could settle it: {listed}.",
    ]


def test_a_step_kept_private_as_a_whole_is_named_as_not_certain() -> None:
    of_bank = bank(
        competency("background", single("background-q", 0, 1), required=GOALS),
        competency("apply", single("apply-q", 0, 1), step="two"),
    )
    found = report(of_bank, background_q=PRIVATE, apply_q="a")
    assert found["next_step"] == {
        "id": "one",
        "number": 1,
        "title": "Step one",
        "certain": False,
        "reasons": ["You chose not to answer anything about this step, so we can't tell if you're ready."],
    }
    assert found["plan"] == {"step": "one", "hours": 0, "close": []}
    assert found["competencies"][0]["met"] is None
    assert [gap["competency"] for gap in found["gaps"]] == ["apply"]


def test_an_open_answer_may_settle_a_step_although_its_target_is_out_of_reach() -> None:
    # Law's target is out of reach, but law-2 still decides whether the readiness reaches the pass mark.
    of_bank = bank(competency("law", single("law-1", 0, 1), single("law-2", 0, 1), target=1), pass_marks=(0.4,))
    assert reasons(of_bank, law_1="a") == [
        "So far, you've reached 0% in this step. You need 40%.",
        "Answering these could settle it: Law.",
    ]


def test_a_pass_mark_just_missed_does_not_read_as_reached() -> None:
    of_bank = bank(competency("law", single("law-1", 0, 0.702, 1), target=1), pass_marks=(0.705,))
    assert reasons(of_bank, law_1="b") == ["You've reached 70% in this step. You need 71%."]
    assert reasons(of_bank) == [
        "So far, you've reached 0% in this step. You need 71%.",
        "Answering these could settle it: Law.",
    ]


def test_answers_that_can_no_longer_add_anything_are_not_said_to_settle_the_step() -> None:
    of_bank = bank(
        competency("full", single("full-1", 0, 1), single("full-2", 0, 1), target=0.5),
        competency("open", single("open-1", 0, 1)),
    )
    assert reasons(of_bank, full_1="b") == [
        "So far, you've reached 50% in this step. You need 70%.",
        "Answering these could settle it: Open.",
    ]


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        ({"computer-q": "a", "law-1": "a", "law-2": "a"}, ["You'd reach 25% in this step. You need 70%."]),
        (
            {"law-1": "b", "law-2": "b"},
            ["You'd reach at least 50% in this step. You need 70%.", "Answering these could settle it: Computer."],
        ),
    ],
)
def test_what_is_only_assumed_would_be_the_reason(answers: dict[str, str], told: list[str]) -> None:
    step = assess(REASONS, assume(Sheet(answers=answers), ["diploma"])).next_step
    assert step
    assert list(step.reasons) == told


def test_a_must_have_would_still_be_missing_if_something_else_is_assumed() -> None:
    step = assess(REASONS, assume(Sheet(answers={"diploma-q": "a"}), ["computer", "law"])).next_step
    assert step
    assert step.reasons == ("You'd still be missing a must-have: Diploma.",)
