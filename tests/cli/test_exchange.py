"""Questions in and out of the bank: what is written can be used, and what is wrong writes nothing."""

import csv
import io
import shutil
import sys
import zipfile
from pathlib import Path

import pytest

from coder_readiness.bank.competency import Competency
from coder_readiness.bank.loader import load_bank
from coder_readiness.bank.strict_yaml import YamlFile
from coder_readiness.bank.validation import validated
from coder_readiness.errors import Problem
from tests import running
from tests.conftest import BankFolder
from tests.paths import OTHER_BANK

HEAD = "ask,option_1,option_2,option_3,answer,because,source"
GOOD = f'{HEAD}\n"Which ""one"", then?",Salt,Gas,Heat,2,"Yeast gives off gas, always.",Any book\nNo reason?,a,b,c,A,,\n'


def run(*arguments: str, home: Path, notices: bool = False) -> running.Outcome:
    return running.outcome("--questions", "bank", "bank", *arguments, home=home, notices=notices)


def test_a_new_competency_is_written_for_review(bank_folder: BankFolder, tmp_path: Path) -> None:
    Path("Rolls 2.csv").write_text(GOOD, encoding="utf-8")
    ended = run("import", "Rolls 2.csv", home=tmp_path)
    assert (ended.code, ended.out) == (
        0,
        "Created rolls-2.yaml with 2 new questions. Fill in the blanks. Review it, then move it into the folder "
        "of its step in the bank.\n",
    )
    shutil.move("rolls-2.yaml", "bank/rolls-2.yaml")
    questions = bank_folder.load().competency["rolls-2"].pool
    assert [question.id for question in questions] == ["rolls-2-1", "rolls-2-2"]
    assert (questions[0].ask, questions[0].because) == ('Which "one", then?', "Yeast gives off gas, always.")
    blanks = {finding.subject for finding in bank_folder.findings("unfilled-blank")}
    assert {"rolls-2", "rolls-2-2"} <= blanks
    assert "rolls-2-1" not in blanks


def test_a_competency_of_the_bank_is_extended_in_a_copy(bank_folder: BankFolder, tmp_path: Path) -> None:
    before = Path("bank/bread.yaml").read_text(encoding="utf-8")
    Path("bread.csv").write_text(GOOD, encoding="utf-8")
    run("import", "bread.csv", home=tmp_path)
    assert Path("bank/bread.yaml").read_text(encoding="utf-8") == before
    written = Path("bread.yaml").read_text(encoding="utf-8")
    assert written.startswith(before)
    bank_folder.write("bread.yaml", written)
    assert [question.id for question in bank_folder.load().competency["bread"].pool][-2:] == ["bread-1", "bread-2"]


def test_an_area_whose_options_are_a_line_each_is_extended(bank_folder: BankFolder, tmp_path: Path) -> None:
    before = load_bank().competency["privacy"].pool
    Path("privacy.csv").write_text(GOOD, encoding="utf-8")
    ended = running.outcome("bank", "import", "privacy.csv", home=tmp_path)
    assert (ended.code, ended.err) == (0, "")
    pool = extended("privacy.yaml").pool
    assert pool[: len(before)] == before
    assert [question.id for question in pool[len(before) :]] == ["privacy-1", "privacy-2"]


def extended(name: str) -> Competency:
    """Return the competency in a file."""
    problems: list[Problem] = []
    competency = validated(YamlFile(name, Path(name).read_bytes()), Competency, problems)
    assert competency is not None, problems
    return competency


def test_an_area_whose_options_are_in_lines_of_their_own_is_extended(bank_folder: BankFolder, tmp_path: Path) -> None:
    bank_folder.competency(
        ("      - {id: flour, label: Flour}\n", "      - id: flour\n        label: Flour\n"),
        ("questions:\n", "questions:\n\n  # what people know\n"),
    )
    Path("bread.csv").write_text(GOOD, encoding="utf-8")
    run("import", "bread.csv", home=tmp_path)
    bank_folder.write("bread.yaml", Path("bread.yaml").read_text(encoding="utf-8"))
    assert [question.id for question in bank_folder.load().competency["bread"].pool][-2:] == ["bread-1", "bread-2"]


def test_a_file_that_exists_is_not_touched_unless_that_is_asked_for(bank_folder: BankFolder, tmp_path: Path) -> None:
    Path("bread.csv").write_text(GOOD, encoding="utf-8")
    Path("bread.yaml").write_text("mine", encoding="utf-8")
    ended = run("import", "bread.csv", home=tmp_path)
    assert (ended.code, "This would overwrite bread.yaml. " in ended.err) == (2, True)
    assert Path("bread.yaml").read_text(encoding="utf-8") == "mine"
    assert run("import", "bread.csv", "--force", home=tmp_path).code == 0
    assert Path("bread.yaml").read_text(encoding="utf-8") != "mine"


def test_of_several_files_all_are_written_or_none(bank_folder: BankFolder, tmp_path: Path) -> None:
    Path("both.csv").write_text("competency,ask,option_1,option_2,answer\nrolls,Why?,a,b,1\nbuns,How?,a,b,1\n")
    Path("buns.yaml").mkdir()
    refused = run("import", "both.csv", "--force", home=tmp_path)
    assert (refused.code, refused.out) == (2, "")
    assert refused.err == 'coder-readiness: "buns.yaml" is a folder or a device, not a file. Use another name.\n'
    assert sorted(path.name for path in Path().iterdir()) == ["bank", "both.csv", "buns.yaml"]
    Path("buns.yaml").rmdir()
    assert run("import", "both.csv", home=tmp_path).code == 0
    assert sorted(path.name for path in Path().iterdir()) == ["bank", "both.csv", "buns.yaml", "rolls.yaml"]


def test_all_that_is_wrong_is_told_at_once_and_nothing_is_written(bank_folder: BankFolder, tmp_path: Path) -> None:
    head = f"competency,id,{HEAD}"
    Path("more.csv").write_text(
        f"{head}\nbread,bread-yeast,Taken?,a,b,c,1,,\nrolls,new,Good?,a,b,c,1,,\nrolls,new,Twice?,a,b,c,1,,\n"
        f"Not an id,x,Good?,a,b,c,1,,\nrolls,y,No answer?,a,b,c,,,\nrolls,z,Hidden?,a\u202e,b,c,1,,\n",
        encoding="utf-8",
    )
    ended = run("import", "more.csv", home=tmp_path)
    assert ended.code == 2
    assert [line.removeprefix("coder-readiness: ").split(":")[1] for line in ended.err.splitlines()] == [
        *("2", "4", "5", "6", "7")
    ]
    assert "U+202E" in ended.err
    assert not list(Path().glob("*.yaml"))


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.csv", b"ask\xff", "a.csv isn't UTF-8 text. Save it as UTF-8 (in Excel: CSV UTF-8)."),
        ("a.csv", b"\n<!DOCTYPE html>\n<html>\n", "a.csv is a web page, not a file of questions. Download the file"),
        ("a.txt", b"<HTML lang=en>", "a.txt is a web page"),
        ("a.txt", b"Why?\nA. a\nB) b\n", "Add a line such as ANSWER: B under the options."),
        ("a.txt", b"Why?\nA. a {\nB. b\n", "The { before the answers is never closed."),
        ("a.txt", b"Why?\n", "Write them in braces, as in {=right ~wrong}."),
        ("a.docx", b"x", "We can import only .csv, .gift and .txt files. Save a.docx as one of these."),
        ("a.csv", b"\xef\xbb\xbf \r\n", "a.csv is empty"),
        ("a.gift", b"// nothing\n", "a.gift has no questions"),
        ("a.csv", b"x" * (1 << 20) + b"y", "a.csv is too large"),
    ],
)
def test_a_file_that_cannot_be_read(
    bank_folder: BankFolder, tmp_path: Path, name: str, content: bytes, told: str
) -> None:
    Path(name).write_bytes(content)
    ended = run("import", name, home=tmp_path)
    assert (ended.code, told in ended.err) == (2, True)
    assert "There's no file named nowhere.csv" in run("import", "nowhere.csv", home=tmp_path).err


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_spreadsheet_as_windows_saves_it(bank_folder: BankFolder, tmp_path: Path, encoding: str) -> None:
    Path("rolls.csv").write_bytes("ask;option_1;option_2;answer\r\nWärme?;Ja;Nein;1\r\n".encode(encoding))
    assert run("import", "rolls.csv", home=tmp_path).code == 0
    assert "ask: Wärme?" in Path("rolls.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("rolls.txt", "Why?\nA. a\nB. b\nANSWER: A\n"),
        ("rolls.txt", "Why?\rA. a\rB. b\rANSWER: A\r"),
        ("rolls.txt", "Why? {=a ~b}"),
        ("rolls.txt", "Why?\nA. is a letter {=a ~b}"),
        ("rolls.gift", "Why? {=a ~b}"),
    ],
)
def test_each_format_by_the_name_of_the_file(bank_folder: BankFolder, tmp_path: Path, name: str, content: str) -> None:
    Path(name).write_text(content, encoding="utf-8")
    assert run("import", name, home=tmp_path).out.startswith("Created rolls.yaml with 1 new question.")


def test_all_questions_of_a_file_go_to_the_area_that_is_given(bank_folder: BankFolder, tmp_path: Path) -> None:
    Path("more.csv").write_text(
        "competency,ask,option_1,option_2,answer\nNot an id,Why?,a,b,1\n,How?,a,b,1\n", encoding="utf-8"
    )
    ended = run("import", "more.csv", "--area", "rolls", home=tmp_path)
    assert ended.out.startswith("Created rolls.yaml with 2 new questions.")
    assert [path.name for path in Path().glob("*.yaml")] == ["rolls.yaml"]


@pytest.mark.parametrize("format_", ["csv", "gift"])
def test_what_is_exported_can_be_imported_into_a_bank_of_its_own(
    bank_folder: BankFolder, tmp_path: Path, format_: str
) -> None:
    whole = running.outcome(
        *("--questions", str(OTHER_BANK), "bank", "export", "--format", format_, "--output", f"all.{format_}"),
        home=tmp_path,
    )
    assert whole.out.startswith(f"Wrote all.{format_}: ")
    assert run("import", f"all.{format_}", home=tmp_path).code == 0
    for path in Path().glob("*.yaml"):
        shutil.move(path, "bank")
    back = bank_folder.load().questions
    for competency in load_bank(OTHER_BANK).competencies:
        for question in competency.pool:
            assert back[question.id].ask == question.ask
            best = [one.said(one.best_answer).split("; ") for one in (back[question.id], question)]
            assert sorted(best[0]) == sorted(best[1])
            assert (back[question.id].because, back[question.id].source) == (question.because, question.source)


def test_a_seed_decides_the_order_of_the_options(bank_folder: BankFolder, tmp_path: Path) -> None:
    first, again, other = (
        run("export", "--format", "aiken", *seed, home=tmp_path).out for seed in ([], ["--seed", "0"], ["--seed", "8"])
    )
    assert first == again != other
    assert first.count("ANSWER: ") == 4


def test_cards_for_anki(bank_folder: BankFolder, tmp_path: Path) -> None:
    out = run("export", "--format", "anki", home=tmp_path).out
    head = [line for line in out.splitlines() if line.startswith("#")]
    assert "#guid column:1" in head
    cards = list(csv.reader(io.StringIO(out.split("\n", len(head))[-1])))
    assert [card[0] for card in cards] == ["bread-yeast", "bread-salt", "bread-crust", "bread-weight"]
    assert {len(card) for card in cards} == {4}
    assert cards[0][2] == "Gas from yeast\nYeast gives off gas.\nSource: Any book on bread"


def test_what_a_format_cannot_hold_is_counted(tmp_path: Path) -> None:
    arguments = ("--questions", str(OTHER_BANK), "bank", "export", "--format", "aiken")
    ended = running.outcome(*arguments, home=tmp_path, notices=True)
    assert ended.err.startswith("coder-readiness: We left out ")
    assert ended.err.endswith(" that the aiken format can't hold.\n")


def test_a_deck_for_anki_by_the_name_of_its_file(
    bank_folder: BankFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("genanki", reason="needs the extra anki")
    ended = run("export", "--format", "anki", "--output", "cards.apkg", home=tmp_path)
    assert (ended.code, ended.out) == (0, "Wrote cards.apkg: 4 questions.\n")
    assert zipfile.is_zipfile("cards.apkg")
    monkeypatch.setitem(sys.modules, "genanki", None)
    without = run("export", "--format", "anki", "--output", "more.apkg", home=tmp_path)
    assert (without.code, Path("more.apkg").exists()) == (2, False)
    assert "genanki is needed for .apkg files. To install it: " in without.err
    assert run("export", "--format", "anki", "--output", "cards.txt", home=tmp_path).code == 0
