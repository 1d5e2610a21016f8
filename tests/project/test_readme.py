"""What the README says is so."""

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from coder_readiness import assess, load_bank
from coder_readiness.scoring.draw import asked, minutes
from coder_readiness.scoring.readiness import percent
from coder_readiness.scoring.sheet import Sheet
from tests.paths import ROOT

PATH = ROOT / "README.md"
README = PATH.read_text(encoding="utf-8")
SCRIPTS = (ROOT / ".github" / "docs" / "scripts.md").read_text(encoding="utf-8")
BANK = load_bank()


def test_links_also_work_outside_the_repository_but_for_the_picture() -> None:
    (picture,) = (link for link in re.findall(r"\]\(([^)]*)\)", README) if not link.startswith("https://"))
    assert (ROOT / picture).is_file()


def test_the_example_comes_about_as_told() -> None:
    told = re.search(
        r"\*([\w ]+)\* has only one question, and its target is ([\d.]+) points\. "
        r"If your exam is scheduled, your answer earns ([\d.]+) points, "
        r"so you're (\d+%) of the way there \(we round down\)",
        " ".join(README.split()),
    )
    assert told
    readiness = assess(BANK, {"answers": {"certificate-status": "booked"}})
    result = next(result for result in readiness.competencies if result.id == "certificate")
    assert told.groups() == (
        result.title,
        f"{result.target:g}",
        f"{result.low:g}",
        percent(result.low / result.target),  # as every report has it
    )
    assert "my exam is scheduled" in BANK.questions["certificate-status"].said("booked")
    assert len(BANK.competency["certificate"].questions) == 1


def test_the_passing_scores() -> None:
    told = re.search(r"the passing score \((\d+)%, or (\d+)% in step (\d)\)", " ".join(README.split()))
    assert told
    usual, other, number = map(int, told.groups())
    passing = [round(step.pass_mark * 100) for step in BANK.steps]
    assert passing == [other if step == number else usual for step in range(1, len(passing) + 1)]


def test_the_figures_of_a_full_attempt() -> None:
    attempt = list(asked(BANK, Sheet()))
    told = f"about {len(attempt)} questions in about {minutes(attempt)} minutes, depending on your answers and goal"
    assert told in " ".join(README.split())


def example(kind: str, about: str) -> str:
    """Return the block of code in the guide to scripts that holds `about`."""
    (code,) = (code for code in re.findall(rf"```{kind}\n(.*?)```", SCRIPTS, re.DOTALL) if about in code)
    return str(code)


def test_the_python_example_runs() -> None:
    exec(example("python", "next_question"), {})


SCHOOLED = Sheet(answers={"education-highest": BANK.questions["education-highest"].best_answer})


@pytest.fixture
def school(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with a class of three; `coder-readiness` is this program."""
    monkeypatch.chdir(tmp_path)
    program = tmp_path / "bin" / "coder-readiness"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m coder_readiness "$@"\n', encoding="utf-8")
    program.chmod(0o700)
    monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")
    ready = {question.id: question.best_answer for question in asked(BANK, Sheet())}
    sheets = [sheet.as_dict() for sheet in (Sheet(), Sheet(answers=ready), SCHOOLED)]
    (tmp_path / "class.jsonl").write_text("".join(f"{json.dumps(sheet)}\n" for sheet in sheets), encoding="utf-8")
    return tmp_path


def shell(commands: str) -> int:
    """Run commands and return the exit code."""
    return subprocess.run(["sh", "-c", commands], check=False, stderr=subprocess.DEVNULL).returncode


SCORE = "coder-readiness score --format json class.jsonl > results.jsonl"
IN_PARTS = example("sh", "split").replace("-l 10000", "-l 1")


def test_the_table_of_a_class(school: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert SCORE in example("sh", "export")
    assert shell(SCORE) == 0
    exec(example("python", "results.jsonl"), {})
    (education,) = assess(BANK, SCHOOLED).steps[:1]
    assert capsys.readouterr().out.splitlines() == [
        "1   0%   0%   0%   0%   0% Meet the basic requirements",
        "2 100% 100% 100% 100% 100% ready",
        f"3  {education.low:.0%}   0%   0%   0%   0% Meet the basic requirements",
    ]


def test_a_class_scored_in_parts_gives_the_same_results(school: Path) -> None:
    results = school / "results.jsonl"
    assert shell(SCORE) == 0
    at_once = results.read_bytes()
    results.unlink()
    assert shell(IN_PARTS) == 0
    assert results.read_bytes() == at_once


def test_no_parts_are_joined_where_one_failed(school: Path) -> None:
    with (school / "class.jsonl").open("a", encoding="utf-8") as file:
        file.write('{"answers": {"nonsense": 1}}\n')
    assert shell(IN_PARTS) != 0
    assert not (school / "results.jsonl").exists()


def test_the_keys_of_a_result_are_named() -> None:
    told = re.search(r"A result has the keys (.*?);", SCRIPTS, re.DOTALL)
    assert told
    assert re.findall(r"`([a-z_]+)`", told[1].replace("`null`", "")) == list(
        assess(BANK, {"answers": {}}).model_dump(mode="json")
    )


def test_there_are_two_set_up_lines() -> None:
    lines = re.findall(r"^python3 -m venv .*$", README, re.MULTILINE)
    assert [line.split(" && ")[-1] for line in lines] == [".venv/bin/coder-readiness", ".venv/bin/pytest -n auto"]
