"""Sheets of many people: scored one by one, and looked at as a class."""

import csv
import io
import json
import sys
import tracemalloc
from pathlib import Path
from typing import Any

import pytest

from coder_readiness import assess, load_bank
from coder_readiness.cli.sheets import given_sheets
from coder_readiness.errors import Listing
from tests import running
from tests.conftest import BankFolder
from tests.paths import OTHER_BANK

BANK = {"id": "bicycle-mechanic", "version": "1"}


def sheet(name: str | None, answers: dict[str, Any], version: str = "1") -> dict[str, Any]:
    """Return a sheet for the other bank."""
    named = {"name": name} if name else {}
    return {**named, "bank": {**BANK, "version": version}, "taken": "2026-11-29", "answers": answers}


def run(*arguments: str, home: Path, typed: object = b"", notices: bool = False) -> running.Outcome:
    """Run the program with the other bank; sheets typed are written in lines."""
    if isinstance(typed, list):
        typed = "".join(json.dumps(one) + "\n" for one in typed).encode()
    assert isinstance(typed, bytes)
    return running.outcome("--questions", str(OTHER_BANK), *arguments, typed=typed, home=home, notices=notices)


def test_score_says_once_how_many_answers_another_version_no_longer_asks(tmp_path: Path) -> None:
    old = [sheet("Ann", {"nope": 1, "gone": 2}, "0"), sheet("Bo", {"nope": 1}, "0"), sheet("Cy", {})]
    ended = run("score", "-", home=tmp_path, typed=old, notices=True)
    assert [json.loads(line)["name"] for line in ended.out.splitlines()] == ["Ann", "Bo", "Cy"]
    assert ended.err == (
        "coder-readiness: We left out 3 answers to questions that this version of the bank no longer asks.\n"
    )


ANN = sheet("Ann", {"tools-bicycles": 12, "course-state": "basic"})
BO = sheet("=Bo", {"tools-bicycles": 0})
BAD = sheet("Cy", {"nope": 1})


def test_a_result_says_whose_it_is(tmp_path: Path) -> None:
    file = tmp_path / "ann.json"
    file.write_text(json.dumps(ANN), encoding="utf-8")
    formats = ("text", "markdown", "html", "json")
    one = {format_: run("score", str(file), "--format", format_, home=tmp_path).out for format_ in formats}
    assert one["text"].startswith("== Ann\n")
    assert "\nAnn, November 29, 2026\n" in one["markdown"]
    assert "Ann, November 29, 2026<" in one["html"]
    assert json.loads(one["json"])["name"] == "Ann"
    assert f"== {file}: Ann\n" in run("score", str(file), str(file), home=tmp_path).out


def test_where_everyone_is_by_name(tmp_path: Path) -> None:
    ended = run("class", "-", home=tmp_path, typed=[BO, ANN])
    assert "2 people." in ended.out
    assert ended.out.index("Ann\n  Focus: 1 Get hands-on experience") < ended.out.index("Gaps most people share")
    assert "  Answered: 2 of " in ended.out
    assert "without names" not in ended.out


@pytest.mark.parametrize("format_", ["text", "csv", "json", "html"])
def test_one_bad_sheet_and_nothing_is_written(tmp_path: Path, format_: str) -> None:

    ended = run("class", "-", "--format", format_, home=tmp_path, typed=[ANN, BAD, BO])
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith("coder-readiness: We can't use this answer sheet:\nstandard input:2:")
    assert ended.err.endswith("\nFix the sheet, or add --skip-bad to leave it out.\n")
    assert 'There\'s no question "nope"' in ended.err


def test_several_bad_sheets_are_told_together(tmp_path: Path) -> None:
    ended = run("class", "-", "no-such-file", home=tmp_path, typed=[ANN, BAD])
    first, *_, missing, last = ended.err.splitlines()
    assert first == "coder-readiness: We can't use 2 answer sheets:"
    assert missing == "There's no file named no-such-file. Check the name and the folder."
    assert last == "Fix the sheets, or add --skip-bad to leave them out."


def test_bad_sheets_are_named_and_left_out_if_that_is_asked_for(tmp_path: Path) -> None:
    ended = run("class", "-", "--skip-bad", "--format", "json", home=tmp_path, typed=[BAD, ANN, BAD, BO], notices=True)
    values = json.loads(ended.out)
    assert [person["name"] for person in values["people"]] == ["Ann", "=Bo"]
    assert (values["count"], values["left_out"]) == (2, 2)
    first, *places = ended.err.splitlines()
    assert first == "coder-readiness: We left out 2 sheets:"
    assert [place.split(":")[1] for place in places] == ["1", "3"]


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ([BAD], "That leaves no sheets to summarize."),
        (
            [{**ANN, "bank": {"id": "clinical-coder", "version": "1"}}],
            'This sheet is for the bank "clinical-coder"',
        ),
    ],
)
def test_a_class_without_a_good_sheet(tmp_path: Path, typed: object, told: str) -> None:
    ended = run("class", "-", "--skip-bad", home=tmp_path, typed=typed)
    assert (ended.code, ended.out) == (2, "")
    assert told in ended.err


def test_a_spreadsheet_with_a_row_for_each(tmp_path: Path) -> None:
    run("class", "-", "--output", str(tmp_path / "class.csv"), home=tmp_path, typed=[ANN, BO, sheet(None, {})])
    text = (tmp_path / "class.csv").read_text(encoding="utf-8")
    assert text.startswith("\ufeff")
    heads, *rows = csv.reader(io.StringIO(text.removeprefix("\ufeff")))
    assert [len(row) for row in rows] == [len(heads)] * 3
    assert [dict(zip(heads, row, strict=True))["name"] for row in rows] == ["Ann", "'=Bo", "standard input, sheet 3"]
    assert heads[8] == "Step 1: Get hands-on experience"
    assert len(set(heads)) == len(heads)
    result = assess(load_bank(OTHER_BANK), ANN)
    assert float(rows[0][8]) == pytest.approx(result.steps[0].low, abs=1e-4)
    assert rows[2][8:] == [""] * len(rows[2][8:])


def test_a_page_to_print_whose_names_can_be_hidden(tmp_path: Path) -> None:
    page = tmp_path / "class.html"
    ended = run("class", "-", "--output", str(page), home=tmp_path, typed=[ANN, BO])
    assert ended.out == f"Wrote {page}.\n"
    text = page.read_text(encoding="utf-8")
    folded = text.partition("<summary><h2>By name</h2></summary>")[2].partition("</details>")[0]
    assert "Ann" in folded
    assert "Ann" not in text.replace(folded, "")
    assert "select the heading above. It closes this section." in folded
    assert "<script" not in text
    again = run("class", "-", "--output", str(page), home=tmp_path, typed=[ANN, BO])
    assert (again.code, "already exists" in again.err) == (2, True)


def test_a_class_of_which_some_or_all_answered_nothing(tmp_path: Path) -> None:
    def said(*sheets: dict[str, Any]) -> str:
        return run("class", "-", home=tmp_path, typed=list(sheets)).out

    silent = said(sheet("Bo", {}), sheet("Cy", {}))
    assert "\n2 people. Nobody answered anything.\n" in silent
    assert "\nWhat to teach next\nThere are no answers yet.\n" in silent
    assert "An area without answers counts as a gap here." in said(ANN)
    assert "\n  Step: 1\n  Move up: 1\n  Hours: " in said(ANN)
    assert ": no answers yet, needs 60%, 0 ready\n" in said(sheet("Bo", {}))
    assert "\n2 people. 1 answered nothing.\n" in said(ANN, sheet("Cy", {}))
    assert "\n1 person.\n" in said(ANN)


def test_wildcards_that_the_shell_has_left_and_a_folder(tmp_path: Path) -> None:
    for name in ("ann", "bo"):
        (tmp_path / f"{name}.json").write_text(json.dumps(ANN | {"name": name}), encoding="utf-8")
    assert "\n2 people.\n" in run("class", str(tmp_path / "*.json"), home=tmp_path).out
    ended = run("class", str(tmp_path), home=tmp_path)
    assert f'"{tmp_path}" is a folder. Name the files inside it instead, such as {tmp_path}/*.json' in ended.err
    none = run("class", str(tmp_path / "*.yaml"), home=tmp_path)
    assert (none.code, f"There's no file named {tmp_path}/*.yaml" in none.err) == (2, True)


def test_two_sheets_of_one_person_and_day_are_told(tmp_path: Path) -> None:
    ended = run("class", "-", home=tmp_path, typed=[ANN, ANN])
    assert "Ann handed in more than one sheet on 2026-11-29. All of them are counted." in ended.out
    assert "2 people." in ended.out
    table = run("class", "-", "--output", str(tmp_path / "class.csv"), home=tmp_path, typed=[ANN, ANN], notices=True)
    assert "Ann handed in more than one sheet on 2026-11-29." in table.err


def test_a_large_class_is_not_listed_by_name(tmp_path: Path) -> None:
    sheets = [sheet(f"Person {number}", {}) for number in range(1001)]
    ended = run("class", "-", home=tmp_path, typed=sheets)
    assert "Add --format csv to get a row for each." in ended.out
    assert "Person 1000" not in ended.out


def test_many_sheets_take_no_more_memory_than_few(tmp_path: Path) -> None:
    def peak(count: int) -> int:
        path = tmp_path / f"{count}.jsonl"
        path.write_text("".join(json.dumps(sheet(f"Person {n}", {})) + "\n" for n in range(count)), encoding="utf-8")
        tracemalloc.start()
        try:
            run("class", str(path), "--output", str(tmp_path / f"{count}.json"), home=tmp_path)
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    peak(2)  # what is read and imported once
    assert peak(1500) < peak(20) + 1_000_000


def test_a_file_name_that_no_class_comes_in(tmp_path: Path) -> None:
    ended = run("class", "-", "--output", "class.ics", home=tmp_path, typed=[ANN])
    assert (ended.code, "Use a file name that ends in .txt, .csv, .json or .html." in ended.err) == (2, True)


def test_how_the_questions_do(tmp_path: Path) -> None:
    wrong = [sheet(f"P{number}", {"brakes-spongy": "rotor"}) for number in range(25)]
    ended = run("class", "-", "--items", home=tmp_path, typed=wrong)
    assert "More people pick rotor than the answer: check the key." in ended.out
    values = json.loads(run("class", "-", "--items", "--format", "json", home=tmp_path, typed=wrong).out)
    assert (values["items"][0]["check"], values["items"][0]["right"], values["steps"]) == ("brakes-spongy", 0, [])
    run("class", "-", "--items", "--output", str(tmp_path / "items.csv"), home=tmp_path, typed=wrong)
    rows = list(csv.DictReader(io.StringIO((tmp_path / "items.csv").read_text(encoding="utf-8-sig"))))
    assert [(row["check"], row["picked"]) for row in rows] == [("brakes-spongy", "air=0 rotor=25 pads=0")]


def test_what_people_flagged_goes_from_hand_to_hand(tmp_path: Path) -> None:
    run("quiz", "--plain", "--seed", "3", home=tmp_path, typed=b"1\n" * 40)
    private = next(name for name, question in load_bank(OTHER_BANK).questions.items() if question.private)
    for question, note in (("brakes-spongy", "=Two are right.\x1b[2J"), ("course-state", ""), (private, "My record.")):
        run("bank", "flags", question, note, home=tmp_path)
    handed_in = run("export", "--name", "Ann", home=tmp_path)
    assert "The file includes the 2 questions you flagged, and your notes about that." in handed_in.err
    assert "My record." not in handed_in.out
    assert "My record." in run("export", "--with-private", home=tmp_path).out

    def shown(*arguments: str) -> str:
        return run("class", "-", "--items", *arguments, home=tmp_path, typed=handed_in.out.encode()).out

    text = shown().partition("Questions that people flagged\n")[2].partition("\n\n")[0]
    assert text.splitlines()[:4] == [
        "brakes-spongy",
        "  Area: Brakes",
        "  People: 1",
        "  Notes: =Two are right.\\x1b[2J",
    ]
    assert json.loads(shown("--format", "json"))["flags"] == [
        {"question": "brakes-spongy", "people": 1, "notes": ["=Two are right.\x1b[2J"]},
        {"question": "course-state", "people": 1, "notes": []},
    ]
    shown("--output", str(tmp_path / "items.csv"))
    rows = list(csv.DictReader(io.StringIO((tmp_path / "items.csv").read_text(encoding="utf-8-sig"))))
    assert {row["check"]: (row["flagged"], row["notes"]) for row in rows if row["flagged"] != "0"} == {
        "brakes-spongy": ("1", "'=Two are right.\\x1b[2J"),
        "course-state": ("1", ""),
    }


def test_questions_with_few_answers_are_counted_and_the_way_to_more_is_told(tmp_path: Path) -> None:
    few = [sheet(f"P{number}", {"brakes-spongy": "air"} if number < 4 else {}) for number in range(20)]
    said = " ".join(run("class", "-", "--items", home=tmp_path, typed=few).out.split())
    assert "1 question has fewer than 20 answers, too few to judge. To get more answers to the same questions," in said
    assert "1 question has fewer than 5 answers. To see those too, add --format csv." in said
    assert "brakes-spongy" not in said


def test_questions_that_nobody_answered(tmp_path: Path) -> None:
    ended = run("class", "-", "--items", home=tmp_path, typed=[sheet("Ann", {})])
    assert ended.out.endswith("\n\nQUESTIONS TO LOOK AT\nNobody has answered a knowledge question yet.\n")


def test_a_bank_with_goals_and_steps_of_its_own(tmp_path: Path, bank_folder: BankFolder) -> None:
    bank_folder.roadmap(("first-job: a first job", "apprentice: an apprenticeship"), ("well-paid: a", "master: a"))
    bank_folder.competency(("draw: 1", "draw: 1\nrequired: [master]"))

    def score(*sheet: str) -> running.Outcome:
        return running.outcome("--questions", "bank", "score", "-", *sheet[1:], typed=sheet[0].encode(), home=tmp_path)

    assert json.loads(score('{"answers": {}}', "--format", "json").out)["goal"] == "apprentice"
    report = score('{"goal": "master", "answers": {"bread-loaves": "not-yet", "bread-salt": "flour"}}').out
    assert "You're not ready yet for a well-paid job." in report
    assert (
        '"first-job" isn\'t one of the goals. Choose "apprentice" or "master"'
        in score('{"goal": "first-job", "answers": {}}').err
    )


def test_how_sure_each_step_is(tmp_path: Path) -> None:
    values = json.loads(run("class", "-", "--format", "json", home=tmp_path, typed=[ANN]).out)
    sureness = assess(load_bank(OTHER_BANK), ANN).sureness
    assert sureness is not None
    assert values["people"][0]["sureness"] == pytest.approx(sureness)
    decided = sheet("Cy", {"tools-used": [], "tools-bicycles": 0})
    named = assess(load_bank(OTHER_BANK), decided)
    assert named.next_step
    assert named.next_step.certain
    assert named.sureness is not None
    assert f"  Sure: {int(named.sureness * 100)}%" in run("class", "-", home=tmp_path, typed=[decided]).out


class Terminal(io.StringIO):
    """A stream that says that it is a terminal."""

    def isatty(self) -> bool:
        return True


def test_a_terminal_sees_how_far_the_reading_has_come(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "class.jsonl"
    path.write_text(json.dumps(ANN) + "\n" + json.dumps(BO) + "\n", encoding="utf-8")
    bank = load_bank(OTHER_BANK)
    monkeypatch.setenv("TERM", "xterm")
    for shown in (True, False):
        monkeypatch.setattr("sys.stderr", Terminal())
        assert len(list(given_sheets(bank, [str(path)], Listing(), progress=shown))) == 2
        assert isinstance(sys.stderr, Terminal)
        assert ("Reading sheets: 2" in sys.stderr.getvalue()) == shown
