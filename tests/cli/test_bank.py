"""The commands about a question bank: list, show, stats, check, schema and new."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from coder_readiness.bank.model import Bank
from tests.conftest import COMPETENCY, BankFolder, changed
from tests.running import OTHER_BANK, Output


def test_bank_list_gives_every_question_with_its_key(run: Any, bank: Bank) -> None:
    rows = json.loads(run("bank", "list", "--format", "json").out)
    assert [row["id"] for row in rows] == list(bank.questions)
    by_id = {row["id"]: row for row in rows}
    allowed = {"id", "competency", "step", "type", "evidence", "ask", "options", "answer", "because", "source"}
    for row in rows:
        assert set(row) <= allowed
        assert None not in row.values()
    code = next(row for row in rows if row["type"] == "code")
    assert isinstance(code["answer"], list)
    check = next(row for row in rows if row["type"] == "check")
    assert check["answer"] in {option["id"] for option in check["options"]}
    education = next(question for question in bank.questions if bank.home[question].id == "education")
    assert by_id[education]["evidence"] == "record"
    assert {"id", "label", "credit"} == set(by_id[education]["options"][0])
    keys = {tuple(option) for row in rows for option in row.get("options", ())}
    assert keys == {("id", "label", "credit"), ("id", "label")}


def test_bank_list_as_text_names_the_competency(run: Any, bank: Bank) -> None:
    first = run("bank", "list").out.splitlines()[0]
    assert first == f"education / education-highest  [single]  {bank.questions['education-highest'].ask}"


def test_one_of_each_is_counted_as_one(run: Any, bank_folder: BankFolder) -> None:
    first_question = COMPETENCY.partition("  - id: bread-yeast")[0]
    expired = "ask: Have you baked a loaf?\n    expires: 2020-01-01"
    bank_folder.write(
        "bread.yaml", changed(first_question, ("draw: 1\n", ""), ("ask: Have you baked a loaf?", expired))
    )
    checked = run("bank", "check", "--questions", "bank").out.splitlines()
    assert checked[-1] == "tiny: 1 area, 1 question, 1 problem"
    counted = run("bank", "stats", "--questions", "bank").out
    assert "1 question about 1 area." in counted
    assert "in about 1 minute." in counted


def test_bank_new_tells_how_to_check_the_same_bank(run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(shutil.copytree(OTHER_BANK, tmp_path / "my bank").parent)
    told = run("bank", "new", "welding", "--questions", "my bank").out
    assert told.endswith(" Then type: coder-readiness bank check --questions='my bank'\n")


def test_bank_new_begins_a_bank_that_has_only_its_roadmap(
    run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine").mkdir()
    shutil.copy(Path(OTHER_BANK, "roadmap.yaml"), tmp_path / "mine")
    told = run("bank", "new", "welding", "--questions", "mine").out
    assert told == (
        "Created welding.yaml. Fill in its blanks, and move it into the folder of its step in the bank "
        "bicycle-mechanic. Then type: coder-readiness bank check --questions=mine\n"
    )
    assert "step: start  # one of: start, training, proof, skills, apply" in (tmp_path / "welding.yaml").read_text()


def test_bank_show_and_schema(run: Any, bank: Bank) -> None:
    shown = json.loads(run("bank", "show", "education", "--format", "json").out)
    assert shown["title"] == bank.competency["education"].title
    assert run("bank", "show", "education").out.startswith("id: education\n")
    schema = json.loads(run("bank", "schema").out)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["title"] == "Competency"


def test_bank_list_and_show_in_text(run: Any, bank_folder: BankFolder) -> None:
    assert run("bank", "list", "--questions", "bank").out == (
        "bread / bread-loaves  [single]  Have you baked a loaf?\n"
        "bread / bread-yeast  [check]  What makes the dough rise?\n"
        "bread / bread-salt  [check]  Which ingredient slows yeast down?\n"
        "bread / bread-crust  [check]  Steam in an oven does something to a crust. What is it?\n"
        "bread / bread-weight  [check]  Bakers name amounts in percent of one thing; of which?\n"
    )
    assert run("bank", "show", "bread-yeast", "--questions", "bank").out == (
        "id: bread-yeast\ncompetency: bread\nstep: learn\ntype: check\nevidence: check\n"
        "ask: What makes the dough rise?\noptions:\n"
        "- id: gas\n  label: Gas from yeast\n- id: salt\n  label: Salt\n- id: heat\n  label: Heat alone\n"
        "answer: gas\nbecause: Yeast gives off gas.\nsource: Any book on bread\n"
    )


def test_bank_stats_in_text_and_json(run: Any, bank_folder: BankFolder) -> None:
    lines = [line.rstrip() for line in run("bank", "stats", "--questions", "bank").out.splitlines()]
    assert lines == [
        "tiny, version 1",
        "5 questions about 1 area.",
        "The full quiz asks 2 of them, in about 1 minute.",
        "The right answer is the longest option in 25% of the knowledge questions.",
        *("", "By type", "check", "  Questions: 4", "single", "  Questions: 1"),
        *("", "By evidence", "check", "  Questions: 4", "record", "  Questions: 1"),
        *("", "By area", "Bread", "  Questions: 4 check, 1 single", "  Quiz asks: 1 of 4", "  Longest is right: 25%"),
        "  Same again: 67%, ask more",
        "Quiz asks: how many of the area's knowledge questions one quiz asks at first.",
        "Longest is right: in how many knowledge questions the longest option is the",
        "right one.",
        "Same again: the share of simulated people who get the same result with other",
        "questions about the area. Below 80% is low. A step combines all its areas, so",
        "this matters most for must-haves.",
        *("", "Against exam outlines"),
        *("Baker's exam", "  Domain: Dough", "  Exam: 75%", "  Weight: 0%", "  Questions: 0%"),
        *("Baker's exam", "  Domain: Ovens", "  Exam: 25%", "  Weight: 0%", "  Questions: 0%"),
        "Baker's exam: Any baker",
        *("", "By source", "Any book on bread", "  Questions: 4"),
        "",
    ]
    outline = {
        "title": "Baker's exam",
        "source": "Any baker",
        "domains": [
            {"id": "E1", "share": 0.75, "by_weight": 0.0, "by_checks": 0.0},
            {"id": "E2", "share": 0.25, "by_weight": 0.0, "by_checks": 0.0},
        ],
    }
    kinds = {"check": 4, "single": 1}
    about = {"id": "bread", "types": kinds, "pool": 4, "draw": 1, "key_is_longest": 0.25, "consistency": 0.67}
    assert json.loads(run("bank", "stats", "--questions", "bank", "--format", "json").out) == {
        "questions": 5,
        "types": kinds,
        "evidence": {"check": 4, "record": 1},
        "full_attempt": {"questions": 2, "minutes": 1},
        "key_is_longest": 0.25,
        "sources": {"Any book on bread": 4},
        "expires": {},
        "outlines": [outline],
        "steps": [{"id": "learn", "competencies": [about]}],
    }


def test_bank_check_prints_what_it_finds_and_only_counts_what_is_too_much(run: Any, bank_folder: BankFolder) -> None:
    bank_folder.competency(("draw: 1", "draw: 2"))
    assert run("bank", "check", "--questions", "bank") == Output(
        0,
        "bank/bread.yaml:1:5: warning: bread: This area has only 4 knowledge questions. Write at least "
        "8, so that a second attempt can ask new ones. [shallow-pool]\ntiny: 1 area, 5 questions, 1 problem\n",
        "",
    )
    for number in range(22):
        text = changed(COMPETENCY, ("draw: 1", "draw: 0")).replace("bread", f"bread-{number}")
        bank_folder.write(f"bread-{number}.yaml", text)
    everything = json.loads(run("bank", "check", "--questions", "bank", "--format", "json").out)
    *printed, more, last = run("bank", "check", "--questions", "bank").out.splitlines()
    assert printed == [
        "{file}:{line}:{column}: {severity}: {id}: {message} [{rule}]".format(**finding) for finding in everything[:20]
    ]
    assert more == f"... and {len(everything) - 20} more"
    assert last == f"tiny: 23 areas, 115 questions, {len(everything)} problems"


def test_bank_check_warns_of_pools_too_small_for_what_is_asked(run: Any, bank_folder: BankFolder) -> None:
    bank_folder.competency(
        ("evidence: record", "evidence: self_report"), ("target: 0.5\n", "target: 0.5\nrequired: [first-job]\n")
    )
    assert run("bank", "check", "--questions", "bank") == Output(
        0,
        "bank/bread.yaml:1:5: warning: bread: This must-have may need 8 knowledge questions, but has only 4 for one "
        "attempt. Write 4 more. Then two attempts agree in 81 of 100 cases instead of 78. [short-pool]\n"
        "tiny: 1 area, 5 questions, 1 problem\n",
        "",
    )


def test_bank_check_is_0_or_1_and_2_where_it_cannot_be_read(run: Any, tmp_path: Path) -> None:
    assert run("bank", "check").code == 0
    folder = tmp_path / "bank"
    folder.mkdir()
    assert run("bank", "check", "--questions", str(folder)).code == 2
    for path in Path(OTHER_BANK).rglob("*.yaml"):
        copy = folder / path.relative_to(OTHER_BANK)
        copy.parent.mkdir(exist_ok=True)
        copy.write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    assert run("bank", "check", "--questions", str(folder)).code == 0
    next(path for path in sorted(folder.rglob("*/*.yaml"))).unlink()
    output = run("bank", "check", "--questions", str(folder), "--format", "json")
    assert output.code == 1
    assert {"rule", "severity", "file", "line", "column", "id", "message"} == set(json.loads(output.out)[0])
