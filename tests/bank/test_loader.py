"""A bank is read whole, or every error in it is told with its place."""

import gc
import json
import re
from pathlib import Path

import pytest

from coder_readiness.bank.data import as_data
from coder_readiness.bank.lint.linter import lint
from coder_readiness.bank.loader import load_bank, load_with_places
from coder_readiness.bank.model import Bank
from coder_readiness.bank.outlook import OfficialFigure, Outlook
from coder_readiness.errors import BankError, Place
from tests.conftest import COMPETENCY, ROADMAP, TODAY, BankFolder, changed
from tests.paths import OTHER_BANK

OTHER_COMPETENCY = COMPETENCY.replace("bread", "rolls").replace("Bread", "Rolls")


def test_a_small_good_bank(bank_folder: BankFolder) -> None:
    bank = bank_folder.load()
    assert (bank.roadmap.id, bank.roadmap.version, bank.roadmap.edition) == ("tiny", "1", "2026")
    assert [competency.id for competency in bank.competencies] == ["bread"]
    assert list(bank.questions) == ["bread-loaves", "bread-yeast", "bread-salt", "bread-crust", "bread-weight"]
    assert bank.outlook is None


def test_a_path_may_be_given_as_text_or_path(bank_folder: BankFolder) -> None:
    assert load_bank("bank") == load_bank(Path("bank")) == load_bank(Path("bank").resolve())


@pytest.mark.parametrize("collecting", [True, False])
def test_the_garbage_collector_is_left_as_it_was(bank_folder: BankFolder, collecting: bool) -> None:
    (gc.enable if collecting else gc.disable)()
    try:
        bank_folder.load()
        assert gc.isenabled() == collecting
        bank_folder.write("roadmap.yaml", "[")
        bank_folder.problems()
        assert gc.isenabled() == collecting
    finally:
        gc.enable()


def test_an_outlook_is_read(bank_folder: BankFolder) -> None:
    figure = "{title: Openings, value: 10 a year, source: Official statistics}"
    bank_folder.write("outlook.yaml", f"title: Pay\nguide: The guide says so.\nofficial: [{figure}]\n")
    shown = OfficialFigure(title="Openings", value="10 a year", source="Official statistics")
    assert bank_folder.load().outlook == Outlook(title="Pay", guide="The guide says so.", official=(shown,))


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


def test_files_lie_in_folders_or_not(bank_folder: BankFolder) -> None:
    bank_folder.write("deep/down/rolls.yaml", OTHER_COMPETENCY)
    bank_folder.write("notes.txt", "no: part: of the bank")
    assert set(bank_folder.load().competency) == {"bread", "rolls"}


def test_places_of_competencies_and_questions(bank_folder: BankFolder) -> None:
    bank_folder.write("deep/rolls.yaml", OTHER_COMPETENCY)
    places = load_with_places("bank").places
    assert places["bread"] == Place("bank/bread.yaml", 1, 5)
    assert places["bread-loaves"] == Place("bank/bread.yaml", 14, 9)
    assert places["rolls-salt"] == Place("bank/deep/rolls.yaml", 32, 9)


def test_competencies_come_step_by_step_and_what_others_build_on_first(bank_folder: BankFolder) -> None:
    bank_folder.roadmap(
        ("guide:\n", "  - {id: work, title: Work, about: In a bakery., pass_mark: 0.7}\nguide:\n"),
    )

    def add(name: str, weight: int, builds_on: str = "", step: str = "learn") -> None:
        text = COMPETENCY.replace("bread", name)
        bank_folder.write(
            f"{name}.yaml",
            changed(
                text,
                ("weight: 1\n", f"weight: {weight}\nbuilds_on: [{builds_on}]\n"),
                ("step: learn", f"step: {step}"),
            ),
        )

    add("a", 1, "z")
    add("b", 3)
    add("c", 3)
    add("d", 50, "a")
    add("e", 9, step="work")
    add("z", 2)
    assert [found.id for found in bank_folder.load().competencies] == ["b", "c", "z", "a", "d", "bread", "e"]


def test_the_shipped_bank_is_loaded_when_no_folder_is_given() -> None:
    loaded = load_with_places()
    assert loaded.bank.roadmap.id == "clinical-coder"
    assert loaded.bank.outlook is not None
    assert loaded.places["education"] == Place("questions/1-basic-requirements/education.yaml", 1, 5)


def test_a_bank_for_another_profession(other_bank: Bank) -> None:
    assert other_bank.roadmap.title == "bicycle mechanic"
    assert len(other_bank.steps) == 5
    assert {question.type for question in other_bank.questions.values()} == {
        "single",
        "several",
        "number",
        "check",
        "code",
    }
    assert len(other_bank.questions) >= 14
    assert sum(group.report for group in other_bank.roadmap.guide) == 2
    assert all(other_bank.of_step(step.id) for step in other_bank.steps)
    text = re.sub(r'"type": "code"', "", json.dumps(as_data(other_bank)))
    assert re.findall(r"(?i)\bcod(?:e|er|ing)s?\b|medic|clinic|patient|hospital|diagnos|\bicd\b", text) == []
    loaded = load_with_places(OTHER_BANK)
    assert lint(loaded.bank, loaded.places, TODAY) == []


# What is wrong with the folder.


def test_a_folder_that_is_missing_or_a_file(bank_folder: BankFolder) -> None:
    for path, what in (("nowhere", "doesn't exist"), ("bank/bread.yaml", "is a file")):
        with pytest.raises(BankError) as caught:
            load_bank(path)
        assert str(caught.value) == f'"{path}" {what}. After --questions, give the folder of a question bank.'


def test_the_name_of_a_folder_is_shown_without_terminal_escapes(bank_folder: BankFolder) -> None:
    with pytest.raises(BankError) as caught:
        load_bank("\x1b[31m")
    assert str(caught.value) == '"\\x1b[31m" doesn\'t exist. After --questions, give the folder of a question bank.'


def test_a_folder_without_a_roadmap(bank_folder: BankFolder) -> None:
    (bank_folder.path / "roadmap.yaml").unlink()
    assert bank_folder.problems() == [
        '"bank" isn\'t a question bank, because it has no roadmap.yaml. Give the folder that roadmap.yaml is in.'
    ]


def test_a_roadmap_in_a_folder_below_is_not_the_roadmap(bank_folder: BankFolder) -> None:
    (bank_folder.path / "roadmap.yaml").unlink()
    bank_folder.write("below/roadmap.yaml", OTHER_COMPETENCY)
    assert bank_folder.problems() == [
        '"bank" isn\'t a question bank, because it has no roadmap.yaml. Give the folder that roadmap.yaml is in.'
    ]


def test_a_folder_without_a_competency(bank_folder: BankFolder) -> None:
    (bank_folder.path / "bread.yaml").unlink()
    assert bank_folder.problems() == [
        "bank has no areas yet. To start one, type `coder-readiness bank new ID --questions bank`."
    ]


def test_a_bank_that_is_only_begun_may_have_no_competency(bank_folder: BankFolder) -> None:
    (bank_folder.path / "bread.yaml").unlink()
    assert load_with_places("bank", begun=True).bank.competencies == ()


def test_a_file_with_another_ending_is_not_passed_over(bank_folder: BankFolder) -> None:
    bank_folder.write("rolls.yml", OTHER_COMPETENCY)
    assert bank_folder.problems() == ["bank/rolls.yml is ignored, because its name doesn't end in .yaml. Rename it."]


def test_a_file_that_cannot_be_read(bank_folder: BankFolder) -> None:
    (bank_folder.path / "rolls.yaml").mkdir()
    assert bank_folder.problems() == ["bank/rolls.yaml is a folder with the name of a file. Rename it."]


# What is wrong with a file.


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", " is empty. Fill it in, or delete it."),
        (b"# nothing here\n", " is empty. Fill it in, or delete it."),
        (b"a: 1\na: 2\n", '2:1: "a" appears twice, on lines 1 and 2. Remove one of them.'),
        (
            b"a: &x 1\n",
            "1:4: References with & and * aren't allowed. Write the value out, or put quotes around the text.",
        ),
        (
            b"a: !thing 1\n",
            "1:4: The tag !thing isn't allowed. Write a plain value, or quote text that starts with !",
        ),
        (b"a: 1\n---\nb: 2\n", "2:1: A second document starts here. Keep only one in a file."),
        (
            b"a: b: c\n",
            "1:5: A colon isn't allowed here. Put quotes around text with a colon in it, or fix the indentation.",
        ),
        (b"a: 1\nb: caf\xe9\n", "2:7: This isn't UTF-8 text. Save the file as UTF-8."),
        (b"a: " + b"[" * 30 + b"]" * 30, "1:23: This is nested more than 20 levels deep, which we can't read."),
        (b"#".ljust((1 << 20) + 1, b"x"), " is too large. The limit is 1,048,576 bytes."),
    ],
)
def test_a_file_that_is_not_good_yaml(bank_folder: BankFolder, content: bytes, problem: str) -> None:
    bank_folder.write("rolls.yaml", content)
    between = "" if problem.startswith(" ") else ":"
    assert bank_folder.problems() == [f"bank/rolls.yaml{between}{problem}"]


def test_a_roadmap_that_is_not_good_yaml_is_not_called_missing(bank_folder: BankFolder) -> None:
    bank_folder.write("roadmap.yaml", ROADMAP + "id: twice\n")
    assert bank_folder.problems() == [
        'bank/roadmap.yaml:21:1: "id" appears twice, on lines 2 and 21. Remove one of them.'
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


def test_a_byte_order_mark_is_passed_over(bank_folder: BankFolder) -> None:
    bank_folder.write("roadmap.yaml", b"\xef\xbb\xbf" + ROADMAP.encode())
    assert bank_folder.load().roadmap.id == "tiny"


@pytest.mark.parametrize("content", ["- a list\n", "a text\n", "---\n", "5\n"])
def test_a_file_that_holds_something_else_than_keys(bank_folder: BankFolder, content: str) -> None:
    bank_folder.write("rolls.yaml", content)
    (problem,) = bank_folder.problems()
    assert re.fullmatch(r"bank/rolls.yaml:[12]:1: The file must have names and values, such as `id: \.\.\.`\.", problem)


# What is wrong with what it says.


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (
            "kind: skill\n",
            "kind: skill\ncolour: red\n",
            "5:1: bread: `colour` doesn't belong here. Remove it, or correct the spelling.",
        ),
        ("kind: skill\n", "", '1:1: bread: `kind` is missing. Add it. It must be "qualification", "skill" or "duty".'),
        (
            "    evidence: record\n",
            "",
            '14:5: bread-loaves: `evidence` is missing. Add it. It must be "record", "check" or "self_report".',
        ),
        (
            "type: single",
            "type: several",
            '14:5: bread-loaves: `combine` is missing. Add it. It must be "sum" or "max".',
        ),
        ("covers: [P1]", "covers: P1", "5:9: bread: `covers` must be a list, as in [P1]."),
        ("covers: [P1]", "covers: 1.10", '5:9: bread: `covers` must be a list, as in ["1.10"].'),
        ("weight: 1\n", "weight: 1\nrequired: yes\n", "7:11: bread: `required` must be a list, as in [first-job]."),
        ("title: Bread", f"title: {'Bread ' * 12}", "2:8: bread: `title` is 71 characters long. Shorten it to 60."),
        ("covers: [P1]", "covers: {P1: 1}", "5:9: bread: `covers` must be a list."),
        (
            "  - {do: Bake a loaf., hours: 1}\n",
            "  - Bake a loaf.\n",
            "11:5: bread: Each item of `actions` must have names and values, as in `{do: ..., hours: ...}`.",
        ),
        (
            "id: bread\n",
            "id: Bread Loaf\n",
            '1:5: Bread Loaf: `id` can have only letters, digits and hyphens, but "Bread Loaf" has a space.',
        ),
        (
            "kind: skill\n",
            "kind: talent\n",
            '4:7: bread: `kind` must be "qualification", "skill" or "duty", but it\'s "talent".',
        ),
        ("weight: 1\n", "weight: 0\n", "6:9: bread: `weight` must be more than 0, but it's 0."),
        ("weight: 1\n", "weight: heavy\n", '6:9: bread: `weight` must be a number, but it\'s "heavy".'),
        ("weight: 1\n", "weight: yes\n", '6:9: bread: `weight` must be a number, but it\'s "yes".'),
        (
            "weight: 1\n",
            "weight: 1:30\n",
            '6:9: bread: `weight` must be a number, but it\'s "1:30".',
        ),
        (
            "draw: 1\n",
            "draw: 5\n",
            "8:7: bread: `draw` is 5, but there are 4 knowledge questions. Lower it, or write more.",
        ),
        (
            "step: learn\n",
            "step: sleep\n",
            '3:7: bread: The step "sleep" isn\'t in roadmap.yaml. Use "learn".',
        ),
        (
            "covers: [P1]\n",
            "covers: [P1, P9]\n",
            '5:14: bread: `covers` names "P9", which isn\'t a point of the guide in roadmap.yaml. '
            "Correct it, or remove it.",
        ),
        (
            "covers: [P1]\n",
            "covers: [P1]\ndomains: [E3]\n",
            '6:11: bread: `domains` names "E3", which isn\'t a domain of an outline in roadmap.yaml. '
            "Correct it, or remove it.",
        ),
        (
            "covers: [P1]\n",
            "covers: [P1]\nbuilds_on: [cake]\n",
            '6:13: bread: `builds_on` names "cake", which isn\'t an area of this bank. Correct it, or remove it.',
        ),
        (
            "covers: [P1]\n",
            "covers: [P1]\ntaught_by: [cake]\n",
            '6:12: bread: `taught_by` names "cake", but `builds_on` doesn\'t. Add it there, too.',
        ),
        (
            "covers: [P1]\n",
            "covers: [P1]\nbuilds_on: [bread]\ntaught_by: [bread]\n",
            '7:13: bread: `taught_by` names "bread", which isn\'t a must-have for every goal, decided by records. '
            "Correct it, or remove it.",
        ),
        (
            "covers: [P1]\n",
            "covers: [P1]\nbuilds_on: [bread]\n",
            '1:5: bread: `builds_on` names "bread", which is this area itself. Remove it.',
        ),
        (
            "    ask: Have you baked a loaf?\n",
            "    aks: Have you baked a loaf?\n    ask: Have you baked a loaf?\n",
            "17:5: bread-loaves: `aks` doesn't belong here. Remove it, or correct the spelling.",
        ),
        ("    ask: Have you baked a loaf?\n", "", "14:5: bread-loaves: `ask` is missing. Add it."),
        (
            "    answer: salt\n",
            "    answer: pepper\n",
            '39:13: bread-salt: `answer` is "pepper", which isn\'t an option. Use "sugar", "salt" or "flour".',
        ),
        (
            "      - {id: sugar, label: A little sugar}\n",
            "      - {id: salt, label: A little sugar}\n",
            '37:14: bread-salt: The option ID "salt" is used twice. Give each option its own ID.',
        ),
        (
            "    type: single\n",
            "    type: choice\n",
            '15:11: bread-loaves: `type` must be "single", "several", "number", "check", "code" or "case", '
            'but it\'s "choice".',
        ),
        (
            "    type: single\n",
            "",
            "14:5: bread-loaves: `type` is missing. Add it. "
            'It must be "single", "several", "number", "check", "code" or "case".',
        ),
        (
            "    because: Salt draws water.\n",
            "",
            "32:5: bread-salt: A knowledge question needs `because` and `source`. Add what's missing.",
        ),
        (
            "credit: 0.5}",
            "credit: 1.5}",
            "20:41: bread-loaves: `credit` must be at most 1, but it's 1.5.",
        ),
        (
            "    because: Salt draws water.\n",
            "    because: Salt draws water.\n    expires: soon\n",
            '41:14: bread-salt: `expires` must be a day, such as 2026-11-29, but it\'s "soon".',
        ),
    ],
)
def test_what_is_not_valid_is_told_once_with_its_place_and_what_would_be_right(
    bank_folder: BankFolder, old: str, new: str, problem: str
) -> None:
    bank_folder.competency((old, new))
    assert bank_folder.problems() == [f"bank/bread.yaml:{problem}"]


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("No", ", but No was read as true or false"),
        ("on", ", but on was read as true or false"),
        ("00100", ", but 00100 was read as a number"),
        ("1.10", ", but 1.10 was read as a number"),
        ("7", ", but 7 was read as a number"),
        ("12:30", ""),
        ("0x1F", ""),
        ("2026-11-23 10:00:00", ""),
    ],
)
def test_text_that_yaml_takes_for_something_else_is_to_be_quoted(
    bank_folder: BankFolder, written: str, read_as: str
) -> None:
    bank_folder.competency(("label: Salt}", f"label: {written}}}"))
    hint = f'`label` must be text{read_as}. Put quotes around it: "{written}".'
    assert bank_folder.problems() == [f"bank/bread.yaml:27:27: bread-yeast: {hint}"]
    bank_folder.competency(("label: Salt}", f'label: "{written}"}}'))
    question = bank_folder.load().questions["bread-yeast"]
    assert [option.label for option in question.options][1] == written


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("id: bread\n", "id: 2026-11-23\n", "1:5"),
        ("title: Bread\n", "title: 2026-11-23\n", "2:8"),
        ("why: Everyone eats it.\n", "why: 2026-11-23\n", "9:6"),
    ],
)
def test_a_date_where_text_belongs_is_to_be_quoted(bank_folder: BankFolder, old: str, new: str, place: str) -> None:
    bank_folder.competency((old, new))
    (problem,) = bank_folder.problems()
    assert problem.startswith(f"bank/bread.yaml:{place}: ")
    assert ' must be text, but 2026-11-23 was read as a date. Put quotes around it: "2026-11-23".' in problem
    assert problem.endswith(' Put quotes around it: "2026-11-23".')


def test_an_option_called_no_is_to_be_quoted(bank_folder: BankFolder) -> None:
    bank_folder.competency(("{id: not-yet,", "{id: No,"))
    assert bank_folder.problems() == [
        "bank/bread.yaml:19:14: bread-loaves: `id` must be text, but No was read as true or false. "
        'Put quotes around it: "No".'
    ]


def test_an_accepted_code_that_looks_like_a_number_is_to_be_quoted(bank_folder: BankFolder) -> None:
    code = """\
  - id: bread-type
    type: code
    ask: Which type is it?
    answer: [T55, 550]
    because: It says so.
    source: Any book on bread
"""
    bank_folder.write("bread.yaml", COMPETENCY + code)
    assert bank_folder.problems() == [
        "bank/bread.yaml:65:19: bread-type: `answer` must be text, but 550 was read as a number. "
        'Put quotes around it: "550".'
    ]


def test_a_value_left_out_is_called_missing_and_not_to_be_quoted(bank_folder: BankFolder) -> None:
    bank_folder.competency(("title: Bread\n", "title:\n"))
    (problem,) = bank_folder.problems()
    assert problem.startswith("bank/bread.yaml:2:7: bread: `title`")
    assert "Put quotes around it" not in problem


def test_an_empty_pool(bank_folder: BankFolder) -> None:
    bank_folder.write("bread.yaml", COMPETENCY.split("  - id: bread-yeast")[0])
    assert bank_folder.problems() == [
        "bank/bread.yaml:8:7: bread: `draw` is 1, but there are no knowledge questions. Write some, or remove `draw`."
    ]


def test_one_broken_question_is_one_problem_also_where_it_is_the_only_one(bank_folder: BankFolder) -> None:
    text = changed(COMPETENCY.split("  - id: bread-yeast")[0], ("draw: 1\n", ""), ("id: once", "id: No"))
    bank_folder.write("bread.yaml", text)
    assert bank_folder.problems() == [
        "bank/bread.yaml:19:14: bread-loaves: `id` must be text, but No was read as true or false. "
        'Put quotes around it: "No".'
    ]


@pytest.mark.parametrize(
    ("written", "name"), [('"\\e[31mred"', "U+001B"), ('"\\u202eder"', "U+202E"), ("a\u202eb", "U+202E")]
)
def test_hidden_characters_in_a_text(bank_folder: BankFolder, written: str, name: str) -> None:
    bank_folder.competency(("ask: Have you baked a loaf?", f"ask: {written}"))
    assert bank_folder.problems() == [
        f"bank/bread.yaml:17:10: bread-loaves: `ask` has the hidden character {name}. Remove it."
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("id: bread-loaves", 'id: "bread\\e[31m"'),
        ("kind: skill", 'kind: "\\e[31mskill"'),
        ("kind: skill", '"\\e[31mkind": skill'),
        ("step: learn", 'step: "\\e[31m"'),
        ("covers: [P1]", 'covers: ["\\e[31m"]'),
        ("type: single", 'type: "\\e[31m"'),
        ("answer: gas", 'answer: "\\e[31m"'),
        ("id: bread\n", 'id: "\\u202e"\n'),
        ("id: bread\n", 'id: bread\n"\\e": 1\n"\\e": 2\n'),
    ],
)
def test_no_message_holds_a_terminal_escape(bank_folder: BankFolder, old: str, new: str) -> None:
    bank_folder.competency((old, new))
    assert all(problem.isprintable() for problem in bank_folder.problems())


def test_a_message_does_not_repeat_a_long_text(bank_folder: BankFolder) -> None:
    bank_folder.competency(("why: Everyone eats it.", "why: " + "a" * 5000))
    (problem,) = bank_folder.problems()
    assert problem.startswith("bank/bread.yaml:9:6: bread: `why` is 5000 characters long. Shorten it to 4000")
    assert len(problem) < 200


# What is wrong between files.


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


def test_every_error_is_told_at_once(bank_folder: BankFolder) -> None:
    bank_folder.roadmap(('version: "1"', "version: 1"))
    bank_folder.competency(("weight: 1\n", "wieght: 1\n"), ("answer: salt\n", "answer: pepper\n"))
    bank_folder.write("cake.yaml", "a: 1\na: 2\n")
    bank_folder.write("empty.yaml", "")
    bank_folder.write("rolls.yaml", changed(OTHER_COMPETENCY, ("draw: 1\n", "draw: 9\n")))
    assert bank_folder.problems() == [
        "bank/bread.yaml:1:1: bread: `weight` is missing. Add it.",
        'bank/bread.yaml:6:1: bread: `wieght` doesn\'t belong here. Did you mean "weight"?',
        'bank/bread.yaml:39:13: bread-salt: `answer` is "pepper", which isn\'t an option. '
        'Use "sugar", "salt" or "flour".',
        'bank/cake.yaml:2:1: "a" appears twice, on lines 1 and 2. Remove one of them.',
        "bank/empty.yaml is empty. Fill it in, or delete it.",
        'bank/roadmap.yaml:3:10: tiny: `version` must be text, but 1 was read as a number. Put quotes around it: "1".',
        "bank/rolls.yaml:8:7: rolls: `draw` is 9, but there are 4 knowledge questions. Lower it, or write more.",
    ]


def test_20_errors_are_shown_and_the_rest_counted(bank_folder: BankFolder) -> None:
    for number in range(1, 26):
        bank_folder.write(f"empty{number:02}.yaml", "")
    assert bank_folder.problems() == [
        *(f"bank/empty{number:02}.yaml is empty. Fill it in, or delete it." for number in range(1, 21)),
        "... and 5 more",
    ]
    with pytest.raises(BankError) as caught:
        bank_folder.load()
    assert len(caught.value.problems) == 25
