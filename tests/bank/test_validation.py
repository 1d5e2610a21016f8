"""What contradicts itself in a bank is refused: goals, must-haves, ids and what builds on what."""

import pytest

from tests.conftest import OTHER_COMPETENCY, BankFolder, changed

RATED = ("evidence: record", "evidence: self_report")
MUST_HAVE = ("target: 0.5\n", "target: 0.5\nrequired: [first-job]\n")


@pytest.mark.parametrize(
    ("mastery", "problem"),
    [
        ("fewest: 6, most: 4", "9:28: tiny: `most` is 4, but `fewest` is 6. Raise `most`, or lower `fewest`."),
        ("most: 2", "9:10: tiny: `most` is 2, but `fewest` is 4. Raise `most`, or lower `fewest`."),
        ("floor: 1.2", "9:18: tiny: `floor` must be at most 1, but it's 1.2."),
        ("prior: 0", "9:18: tiny: `prior` must be more than 0, but it's 0."),
        ("fewest: 0", "9:19: tiny: `fewest` must be more than 0, but it's 0."),
    ],
)
def test_a_rule_of_mastery_that_contradicts_itself(bank_folder: BankFolder, mastery: str, problem: str) -> None:
    bank_folder.roadmap(("steps:\n", f"mastery: {{{mastery}}}\nsteps:\n"))
    assert bank_folder.problems() == [f"bank/roadmap.yaml:{problem}"]


@pytest.mark.parametrize(
    ("own", "mastery", "problem"),
    [
        (
            "draw: 4",
            "fewest: 1, most: 3",
            "9:7: bread: `draw` is 4, but `most` is 3 in roadmap.yaml. Lower `draw`, or add `most: 4` here.",
        ),
        (
            "draw: 1\nmost: 3",
            "fewest: 4",
            "10:7: bread: `most` is 3, but `fewest` is 4 in roadmap.yaml. Raise `most`, or lower `fewest`.",
        ),
        ("draw: 3\nmost: 2", "fewest: 1", "10:7: bread: `most` is 2, but `draw` is 3. Raise `most`, or lower `draw`."),
        (
            "draw: 1\nmost: 5",
            "fewest: 1",
            "10:7: bread: `most` is 5, but one quiz can ask only 4 knowledge questions. Lower it.",
        ),
        (
            "draw: 5",
            "fewest: 1",
            "9:7: bread: `draw` is 5, but there are 4 knowledge questions. Lower it, or write more.",
        ),
        (
            "draw: 1\npractice: true",
            "fewest: 1",
            "10:11: bread: With `practice`, the quiz never asks the questions, but `draw` is 1. Remove one.",
        ),
    ],
)
def test_amounts_of_a_must_have_that_contradict_each_other(
    bank_folder: BankFolder, own: str, mastery: str, problem: str
) -> None:
    bank_folder.roadmap(("steps:\n", f"mastery: {{{mastery}}}\nsteps:\n"))
    bank_folder.competency(RATED, MUST_HAVE, ("draw: 1", own))
    assert bank_folder.problems() == [f"bank/bread.yaml:{problem}"]


@pytest.mark.parametrize("other", [MUST_HAVE, RATED])
def test_only_must_haves_that_checks_decide_are_asked_about_until_it_is_clear(
    bank_folder: BankFolder, other: tuple[str, str]
) -> None:
    bank_folder.roadmap(("steps:\n", "mastery: {fewest: 1, most: 3}\nsteps:\n"))
    bank_folder.competency(other, ("draw: 1", "draw: 4"))
    assert bank_folder.load().competency["bread"].draw == 4


def test_a_target_that_no_answers_can_reach(bank_folder: BankFolder) -> None:
    bank_folder.competency(("label: Often, credit: 1", "label: Often, credit: 0.6"))
    assert bank_folder.problems() == [
        "bank/bread.yaml:14:5: bread-loaves: No option earns the full credit of 1. Give it to the best one."
    ]


def test_goals_of_a_bank_s_own(bank_folder: BankFolder) -> None:
    bank_folder.roadmap(("first-job: a first job", "apprentice: an apprenticeship"), ("well-paid: a", "master: a"))
    bank_folder.competency(("draw: 1", "draw: 1\nrequired: [master]"))
    bank = bank_folder.load()
    assert (bank.default_goal, list(bank.roadmap.goals)) == ("apprentice", ["apprentice", "master"])


def test_a_goal_that_there_is_not(bank_folder: BankFolder) -> None:
    bank_folder.competency(("draw: 1", "draw: 1\nrequired: [pass-course]"))
    assert bank_folder.problems() == [
        'bank/bread.yaml:9:12: bread: `required` names "pass-course", which isn\'t a goal in '
        "roadmap.yaml. Correct it, or remove it."
    ]


def test_a_goal_that_cannot_be_typed(bank_folder: BankFolder) -> None:
    bank_folder.roadmap(("well-paid: a", "well paid: a"))
    assert bank_folder.problems() == [
        'bank/roadmap.yaml:8:14: tiny: In `goals`, "well paid" can have only letters, digits and hyphens.'
    ]


def test_no_goal_at_all(bank_folder: BankFolder) -> None:
    bank_folder.roadmap(("goals:\n  first-job: a first job\n  well-paid: a well-paid job", "goals: {}"))
    assert bank_folder.problems() == [
        "bank/roadmap.yaml:6:8: tiny: `goals` is empty. Add one, such as `first-job: a first job`."
    ]


def test_an_outline_whose_shares_are_no_whole(bank_folder: BankFolder) -> None:
    bank_folder.roadmap(("share: 0.75", "share: 0.5"))
    (problem,) = bank_folder.problems()
    assert problem.endswith("The shares of the domains add up to 0.75. They must add up to 1.")


def test_a_domain_that_two_outlines_name(bank_folder: BankFolder) -> None:
    bank_folder.roadmap(("id: E2", "id: E1"))
    (problem,) = bank_folder.problems()
    assert 'tiny: The domain ID "E1" is used twice. Give each domain its own ID.' in problem


def test_an_id_that_is_taken_names_the_first_place(bank_folder: BankFolder) -> None:
    bank_folder.write("rolls.yaml", changed(OTHER_COMPETENCY, ("id: rolls\n", "id: bread\n")))
    assert bank_folder.problems() == [
        "bank/rolls.yaml:1:5: bread: Another area has this ID, at bank/bread.yaml:1:5. Choose a different one."
    ]
    bank_folder.write("rolls.yaml", changed(OTHER_COMPETENCY, ("id: rolls-salt\n", "id: bread-yeast\n")))
    assert bank_folder.problems() == [
        "bank/rolls.yaml:32:9: bread-yeast: Another question has this ID, at bank/bread.yaml:22:9. "
        "Choose a different one."
    ]


def test_a_question_id_that_comes_twice_in_one_file(bank_folder: BankFolder) -> None:
    bank_folder.competency(("id: bread-salt\n", "id: bread-yeast\n"))
    assert bank_folder.problems() == [
        "bank/bread.yaml:32:9: bread-yeast: Another question has this ID, at bank/bread.yaml:22:9. "
        "Choose a different one."
    ]


def test_a_step_id_that_comes_twice(bank_folder: BankFolder) -> None:
    bank_folder.roadmap(
        ("guide:\n", "  - {id: learn, title: Learn more, about: To bake., pass_mark: 0.7}\nguide:\n"),
    )
    (problem,) = bank_folder.problems()
    assert problem.startswith("bank/roadmap.yaml:")
    assert '"learn"' in problem


def test_competencies_that_build_on_each_other_in_a_circle(bank_folder: BankFolder) -> None:
    bank_folder.competency(("weight: 1\n", "weight: 1\nbuilds_on: [rolls]\n"))
    bank_folder.write("rolls.yaml", changed(OTHER_COMPETENCY, ("weight: 1\n", "weight: 1\nbuilds_on: [bread]\n")))
    assert bank_folder.problems() == [
        'bank/bread.yaml:1:5: bread: `builds_on` goes around in a circle: "bread", "rolls". Remove one of them.'
    ]


def test_a_file_with_a_slip_is_not_missed_by_those_that_build_on_it(bank_folder: BankFolder) -> None:
    bank_folder.competency(("weight: 1\n", "wieght: 1\n"))
    bank_folder.write(
        "rolls.yaml", changed(OTHER_COMPETENCY, ("weight: 1\n", "weight: 1\nbuilds_on: [bread]\n"), ("[P1]", "[P9]"))
    )
    assert bank_folder.problems() == [
        "bank/bread.yaml:1:1: bread: `weight` is missing. Add it.",
        'bank/bread.yaml:6:1: bread: `wieght` doesn\'t belong here. Did you mean "weight"?',
        'bank/rolls.yaml:5:10: rolls: `covers` names "P9", which isn\'t a point of the guide in roadmap.yaml. '
        "Correct it, or remove it.",
    ]
