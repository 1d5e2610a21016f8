"""What is kept of attempts: their history, exporting them, and forgetting them."""

import contextlib
import json
import re
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from tests.running import skips


def test_history_lists_what_was_reported_then(run: Any) -> None:
    assert "No attempts yet. To take the quiz, type: coder-readiness quiz" in run("history").out
    run("quiz", "--plain", "--seed", "1", typed="1\nq\n")
    run("quiz", "--plain", "--seed", "1", typed=skips())
    rows = json.loads(run("history", "--format", "json").out)
    assert [(row["attempt"], row["mode"], row["answered"], row["finished"] is None) for row in rows] == [
        (1, "full", 1, True),
        (2, "full", 80, False),
    ]
    assert rows[0]["next_step"] is None
    assert rows[1]["next_step"] == {
        "id": "basic-requirements",
        "number": 1,
        "title": "Meet the basic requirements",
        "certain": False,
    }
    assert [step["low"] for step in rows[1]["steps"]] == [0, 0, 0, 0, 0]
    assert re.sub(r"\w{3} \d+, \d{4}", "DATE", run("history").out) == (
        "Your attempts\n"
        "1\n  Date: DATE\n  Result: unfinished\n"
        "2\n  Date: DATE\n  Result: step 1, not sure yet\n"
        "  Step 1: ?\n  Step 2: ?\n  Step 3: ?\n  Step 4: ?\n  Step 5: ?\n"
        "A range means some answers were missing. A ? means we're not sure yet.\n"
        "To pick up an unfinished attempt: coder-readiness resume\n"
        "To see its result so far: coder-readiness report 1\n"
    )


def test_what_is_odd_costs_nothing_but_itself(run: Any, home: Path) -> None:
    for _ in range(3):
        run("quiz", "--plain", "--seed", "1", typed=skips())
    with contextlib.closing(sqlite3.connect(home / "attempts.sqlite3")) as db:
        db.execute("UPDATE attempt SET record = '{\"record\": 1}' WHERE id = 1")
        db.execute("UPDATE outcome SET outcome = '{}' WHERE attempt = 1")
        db.execute("UPDATE attempt SET goal = 'no goal' WHERE id = 2")
        db.commit()
    told = "We can't read your old report, so we worked it out again from your answers."
    assert told in " ".join(run("report", "1").out.split())
    history = run("history").out
    assert re.search(r"^1\n  Date: .*\n  Result: can't be read\n", history, re.MULTILINE)
    assert re.search(r"^3\n  Date: .*\n  Result: step 1, not sure yet\n", history, re.MULTILINE)
    assert history.endswith("We can't read attempt 2. To delete it, type: coder-readiness forget 2\n")
    assert len(json.loads(run("export", "1").out)["answers"]) == 80


def test_an_attempt_with_an_odd_number_is_named_and_deleted(run: Any, home: Path) -> None:
    for _ in range(2):
        run("quiz", "--plain", "--seed", "1", typed="1\nq\n")
    with contextlib.closing(sqlite3.connect(home / "attempts.sqlite3")) as db:
        db.execute("UPDATE attempt SET id = -2 WHERE id = 2")
        db.commit()
    told = "We can't read attempt -2. To delete it, type: coder-readiness forget -2\n"
    assert run("history").out.endswith(told)
    assert run("forget", "-2", "--yes").out == "Deleted attempt -2 for good.\n"
    assert told not in run("history").out


def test_forget_lists_what_there_is_to_delete(run: Any) -> None:
    for _ in range(2):
        run("quiz", "--plain", "--seed", "1", typed="1\nq\n")
    ended = run("forget")
    told = "Which attempt do you want to delete? Add its number: 2, 1. To delete everything, add --all."
    assert (ended.code, told in " ".join(ended.err.split())) == (2, True)


def test_forget_deletes_for_good(run: Any) -> None:
    run("quiz", "--plain", typed="s\nq\n")
    run("quiz", "--plain", typed="s\nq\n")
    assert run("forget", "1").out == "Deleted attempt 1 for good.\n"
    assert run("forget", "--all").out == "Deleted 1 attempt and all practice results, notes and settings for good.\n"
    assert json.loads(run("history", "--format", "json").out) == []


@pytest.mark.usefixtures("skipped")
@pytest.mark.parametrize("name", ["", " ", "A" * 201])
def test_no_name_is_exported_that_a_sheet_may_not_have(run: Any, name: str) -> None:
    refused = run("export", f"--name={name}")
    assert (refused.code, refused.out) == (2, "")
    assert refused.err.startswith("coder-readiness: --name must be text of 1 to 200 characters, not ")
