"""Help for every command, and the version."""

import json
import re
from typing import Any

import pytest

import coder_readiness

COMMANDS = [
    *("quiz", "resume", "update", "practice", "report", "history", "score", "class", "export", "forget", "bank"),
    *(f"bank {name}" for name in ("check", "list", "show", "stats", "schema", "flags", "new", "import", "export")),
]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_short_help_that_points_to_what_they_share(run: Any, command: str) -> None:
    output = run(*command.split(), "--help")
    assert output.code == 0
    assert output.out.startswith(f"usage: coder-readiness {command} [options]")
    assert output.out.endswith("\nFor options that work with every command, type `coder-readiness --help`.\n")
    assert "  --plain" not in output.out
    assert len(output.out.splitlines()) <= 26


def test_the_help_of_the_program_has_the_options_of_every_command(run: Any) -> None:
    for option in ("--plain", "--questions FOLDER", "--data-dir FOLDER"):
        assert f"\n  {option} " in run("--help").out
        given = [option.replace("FOLDER", "x"), "--help"]
        assert run("bank", "list", *" ".join(given).split()).code == 0


def test_a_narrow_terminal_shows_names_whole(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    for name in ("$CODER_READINESS_QUESTIONS", "$CODER_READINESS_HOME", "--questions FOLDER"):
        assert name in run("--help").out


def test_the_schema_is_the_same_in_either_format_and_so_offers_none(run: Any) -> None:
    assert "--format" not in run("bank", "schema", "--help").out
    schemas = [run("bank", "schema", *given).out for given in ([], ["--format", "text"], ["--format", "json"])]
    assert len(set(schemas)) == 1
    assert "$schema" in json.loads(schemas[0])


def test_help_names_every_command(run: Any) -> None:
    for words in (["--help"], ["bank", "--help"]):
        output = run(*words)
        for command in COMMANDS:
            if len(command.split()) == len(words):
                assert re.search(rf"^ +{command.split()[-1]} ", output.out, re.MULTILINE), command


@pytest.mark.parametrize("arguments", [["--version"], ["--questions", "elsewhere", "--version"]])
def test_the_version_is_told_wherever_it_is_asked_for(run: Any, arguments: list[str]) -> None:
    output = run(*arguments)
    assert (output.code, output.out) == (0, f"coder-readiness {coder_readiness.__version__}\n")
