"""A bank is read whole: its files, its order and its places."""

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
from tests.conftest import COMPETENCY, OTHER_COMPETENCY, ROADMAP, TODAY, BankFolder, changed
from tests.paths import OTHER_BANK


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


def test_a_byte_order_mark_is_passed_over(bank_folder: BankFolder) -> None:
    bank_folder.write("roadmap.yaml", b"\xef\xbb\xbf" + ROADMAP.encode())
    assert bank_folder.load().roadmap.id == "tiny"


@pytest.mark.parametrize("content", ["- a list\n", "a text\n", "---\n", "5\n"])
def test_a_file_that_holds_something_else_than_keys(bank_folder: BankFolder, content: str) -> None:
    bank_folder.write("rolls.yaml", content)
    (problem,) = bank_folder.problems()
    assert re.fullmatch(r"bank/rolls.yaml:[12]:1: The file must have names and values, such as `id: \.\.\.`\.", problem)


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
