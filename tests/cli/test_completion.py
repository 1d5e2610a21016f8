"""The shell's completion, as the guide to scripts tells how to make it."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.paths import ROOT

GUIDE = (ROOT / ".github" / "docs" / "scripts.md").read_text(encoding="utf-8")


def script(shell: str) -> str:
    line = re.search(r"^\S*shtab --shell=bash (\S+) >", GUIDE, re.MULTILINE)
    assert line
    command = [sys.executable, "-m", "shtab", f"--shell={shell}", line[1]]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


@pytest.mark.parametrize("shell", ["bash", "zsh", "tcsh"])
def test_every_shell_gets_a_script_with_every_command(shell: str) -> None:
    written = script(shell)
    for command in ("quiz", "resume", "update", "practice", "report", "history", "score", "export", "forget", "bank"):
        assert command in written


def completed(line: str, folder: Path) -> set[str]:
    """Return what bash offers at the end of a line."""
    asking = (
        f"{script('bash')}\nCOMP_WORDS=({line} '')\nCOMP_CWORD=$((${{#COMP_WORDS[@]}} - 1))\n"
        '_shtab_coder_readiness\nprintf "%s\\n" "${COMPREPLY[@]}"\n'
    )
    done = subprocess.run(["bash", "--norc", "-c", asking], cwd=folder, capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_bash_offers_commands_choices_and_files(tmp_path: Path) -> None:
    (tmp_path / "sheet.json").write_text("{}")
    (tmp_path / "class").mkdir()
    assert {"quiz", "report", "bank"} <= completed("coder-readiness", tmp_path)
    assert completed("coder-readiness report --format", tmp_path) == {"text", "markdown", "html", "json", "csv", "ics"}
    assert completed("coder-readiness --questions", tmp_path) == {"class"}
    assert "sheet.json" in completed("coder-readiness score", tmp_path)
