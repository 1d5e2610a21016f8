"""Sheets of many people: scored one by one, and looked at as a class."""

import json
from pathlib import Path
from typing import Any

from tests import running
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
        "coder-readiness: left out 3 answers to questions that this version of the bank no longer asks\n"
    )
