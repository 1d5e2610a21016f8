"""The guide for schools: each of its commands works, in order, in one folder."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from coder_readiness.bank.exchange.spreadsheet import COLUMNS
from tests.paths import ROOT

GUIDE = (ROOT / ".github" / "docs" / "schools.md").read_text(encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder in which a class has handed in, and where `coder-readiness` can be typed."""
    monkeypatch.setenv("CODER_READINESS_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.delenv("CODER_READINESS_QUESTIONS", raising=False)
    monkeypatch.chdir(tmp_path)
    for name, content in (
        ("handed-in/bo.json", '{"name": "Bo", "answers": {"certificate-status": "booked"}}'),
        ("handed-in/cy.json", '{"name": "Cy", "answers": {}}'),
        ("late/dee.json", '{"name": "Dee", "answers": {"nope": 1}}'),
        ("wound-care.csv", "ask,option_1,option_2,answer\nWhy?,a,b,1\n"),
        ("wound-dressings.gift", "Why? {=a ~b}\n"),
    ):
        Path(name).parent.mkdir(exist_ok=True)
        Path(name).write_text(content, encoding="utf-8")
    return tmp_path


def test_every_command_of_the_guide_works(folder: Path) -> None:
    told = re.search(r"`(coder-readiness quiz --seed \d+)`", GUIDE)
    assert told
    quiz = subprocess.run(
        [*told[1].split(), "--plain", "--quick"], input="1\n" * 300, text=True, capture_output=True, check=False
    )
    assert quiz.returncode == 0, quiz.stderr
    blocks = re.findall(r"```sh\n(.*?)```", GUIDE, re.DOTALL)
    script = "set -euo pipefail\n" + blocks[0] + "cp ann-lee.json handed-in/\n" + "".join(blocks[1:])
    ran = subprocess.run(["bash", "-c", script], text=True, capture_output=True, check=False)
    assert ran.returncode == 0, ran.stderr
    assert "Ann Lee" in Path("class.html").read_text(encoding="utf-8")
    assert "3 people." in ran.stdout
    assert "We left out 1 sheet" in ran.stderr
    assert len(Path("results.jsonl").read_text(encoding="utf-8").splitlines()) == 3
    for name in ("class.csv", "items.csv", "moodle.gift", "quiz.txt", "questions.csv", "cards.txt"):
        assert Path(name).stat().st_size > 60


def test_every_column_is_told_of() -> None:
    for column in COLUMNS:
        assert f"`{column}`" in GUIDE or re.fullmatch(r"option_\d+", column)
    assert f"`option_1` to `{[column for column in COLUMNS if column.startswith('option_')][-2]}`" in GUIDE
