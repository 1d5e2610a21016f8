"""The competency file to start from."""

import datetime
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from coder_readiness.bank.lint.linter import lint
from coder_readiness.bank.loader import load_bank, load_with_places
from coder_readiness.bank.template import BLANK, competency_template
from coder_readiness.cli.main import main
from tests.paths import OTHER_BANK

TODAY = datetime.date(2026, 11, 23)


def test_it_loads_and_its_blanks_are_found_until_they_are_filled(tmp_path: Path) -> None:
    bank = shutil.copytree(OTHER_BANK, tmp_path / "bank")
    file = bank / "time-management.yaml"
    text = competency_template(load_bank(OTHER_BANK), "time-management")
    file.write_text(text, encoding="utf-8")
    loaded = load_with_places(bank)
    found = [finding for finding in lint(loaded.bank, loaded.places, TODAY) if finding.rule == "unfilled-blank"]
    assert [finding.subject for finding in found] == ["time-management", "time-management-level", "time-management-1"]
    assert str(found[0]).endswith(
        'time-management.yaml:2:5: error: time-management: This still says "FILL IN". Write your own text there. '
        "[unfilled-blank]"
    )

    # Filled in, and with the pool that its draw asks for, it passes.
    file.write_text(text.replace(BLANK, "Here is").replace("draw: 1 ", "draw: 0 "), encoding="utf-8")
    loaded = load_with_places(bank)
    rules = {finding.rule for finding in lint(loaded.bank, loaded.places, TODAY)}
    assert rules <= {"undrawn-pool"}


def test_the_command_writes_a_new_file_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["bank", "new", "time-management"]) == 0
    assert (
        (tmp_path / "time-management.yaml").read_text(encoding="utf-8").startswith("# yaml-language-server: $schema=")
    )
    assert capsys.readouterr().out == (
        "Created time-management.yaml. Fill in its blanks, and move it into the folder of its step in the bank "
        "clinical-coder. Then type: coder-readiness bank check\n"
    )
    assert main(["bank", "new", "time-management"]) == 2
    assert capsys.readouterr().err == (
        'coder-readiness: "time-management.yaml" already exists. Move it, or choose another ID.\n'
    )
    assert main(["bank", "new", "../escape"]) == 2
    assert "can't be an ID" in capsys.readouterr().err
    assert main(["bank", "new", "education"]) == 2
    assert 'The bank already has an area "education"' in capsys.readouterr().err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["time-management.yaml"]


def test_a_whole_bank_to_start_from(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["bank", "new", "--bank", "My Bank"]) == 0
    assert capsys.readouterr().out == (
        "Created the question bank my-bank in the folder My Bank. Fill in its blanks. To check it, type: "
        "coder-readiness bank check --questions 'My Bank'\n"
    )
    loaded = load_with_places("My Bank")
    found = lint(loaded.bank, loaded.places, TODAY)
    assert {finding.rule for finding in found if finding.severity == "error"} == {"unfilled-blank", "empty-step"}
    assert "my-bank" in {finding.subject for finding in found if finding.rule == "unfilled-blank"}
    assert main(["bank", "new", "--bank", "My Bank"]) == 2
    assert "already exists" in capsys.readouterr().err


def test_a_copy_of_the_bank_in_use_is_the_same_but_for_its_id(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["bank", "new", "--bank", "Our School", "--copy", "--questions", str(OTHER_BANK)]) == 0
    copy, original = load_bank("Our School"), load_bank(OTHER_BANK)
    assert copy.roadmap == replace(original.roadmap, id="our-school")
    assert (copy.competencies, copy.outlook) == (original.competencies, original.outlook)
    assert main(["bank", "new", "time-management", "--copy"]) == 2
