"""Updating an attempt: what is asked again, and what is said of the change."""

import json
import re
from pathlib import Path
from typing import Any

from coder_readiness.bank.model import Bank
from tests.running import OTHER_BANK, keep_finished, whole_sheet


def test_an_update_in_plain_lines_can_be_left_and_gone_on_with(run: Any) -> None:
    arguments = ["--plain", "--questions", OTHER_BANK]
    run("quiz", *arguments, "--seed", "3", typed="1\n" * 80)
    before = json.loads(run("report", "--questions", OTHER_BANK, "--format", "json").out)
    output = run("update", *arguments, typed="3\nq\n")
    assert output.code == 130
    assert output.out.startswith("Updating attempt 1. ")
    assert re.search(r"Your result so far: step 1, Get hands-on experience, \d+%\. To see the whole result", output.err)
    so_far = json.loads(run("report", "--questions", OTHER_BANK, "--format", "json").out)
    assert so_far["answered"] >= before["answered"]
    assert all(new["low"] >= old["low"] for new, old in zip(so_far["steps"], before["steps"], strict=True))
    (left,) = re.findall(r"(\d+) questions? to go", output.out)[-1:]
    again = run("resume", *arguments, typed="3\n" * int(left))
    assert again.code == 0
    assert "Since your earlier attempt: " in " ".join(again.out.split())
    after = json.loads(run("report", "--questions", OTHER_BANK, "--format", "json").out)
    lows = [[step["low"] for step in report["steps"]] for report in (before, after)]
    assert lows[1] > lows[0]
    rows = json.loads(run("history", "--format", "json").out)
    assert [(row["attempt"], row["mode"]) for row in rows] == [(1, "full"), (2, "update")]
    assert rows[0]["steps"] == before["steps"]


def test_what_an_unfinished_update_exports_scores_as_its_report_does(run: Any, tmp_path: Path) -> None:
    arguments = ["--questions", OTHER_BANK]
    run("quiz", "--plain", *arguments, "--seed", "3", typed="1\n" * 80)
    run("update", "--plain", *arguments, typed="3\nq\n")
    reported = json.loads(run("report", *arguments, "--format", "json").out)
    sheet = tmp_path / "sheet.json"
    sheet.write_text(run("export", "2", *arguments, "--with-private").out, encoding="utf-8")
    scored = json.loads(run("score", str(sheet), *arguments, "--format", "json").out)
    assert [(step["low"], step["high"]) for step in scored["steps"]] == [
        (step["low"], step["high"]) for step in reported["steps"]
    ]


def test_an_update_goes_back_to_nothing_that_was_carried_over(run: Any) -> None:
    arguments = ["--plain", "--questions", OTHER_BANK]
    run("quiz", *arguments, "--seed", "3", typed="3\n" * 18)
    begun = run("update", *arguments, typed="b\nq\n")
    assert not begun.out.startswith("Updating attempt 1. Now")
    assert begun.out.count("Your answer (") == 2
    assert "There's no earlier answer to go back to." in begun.out


def test_an_update_tells_of_an_unfinished_attempt_and_leaves_it_to_be_gone_on_with(run: Any) -> None:
    arguments = ["--plain", "--questions", OTHER_BANK]
    run("quiz", *arguments, "--seed", "3", typed="1\n" * 80)
    run("quiz", *arguments, "--seed", "4", typed="1\nq\n")
    left = run("update", *arguments, typed="q\n")
    way_back = f"coder-readiness resume 2 --questions={OTHER_BANK} --plain"
    assert " ".join(left.out.split()).startswith(
        f"You're starting a new attempt. To finish attempt 2 later, type `{way_back}`."
    )
    again = f"coder-readiness update --questions={OTHER_BANK} --plain"
    assert left.err == f"coder-readiness: You quit before the first answer. To start again, type: {again}\n"
    assert run("resume", *arguments, typed="q\n").out.startswith("Picking up attempt 2, ")
    assert len(json.loads(run("history", "--format", "json").out)) == 2


def test_another_goal_says_nothing_of_what_has_changed(run: Any, home: Path, bank: Bank) -> None:
    keep_finished(home, bank, whole_sheet(bank))
    run("update", "--plain", typed="1\n")
    assert run("report").out.startswith("No change since ")
    assert "No change since " not in run("report", "--goal", "well-paid").out


def test_an_update_of_a_quick_attempt_is_quick_and_of_a_step_about_that_step(run: Any) -> None:
    run("quiz", "--plain", "--quick", "--seed", "1", typed="1\n" * 9)
    asked = json.loads(run("history", "--format", "json").out)[0]["answered"]
    assert asked < 9
    output = run("update", "--plain", typed="1\n" * 9)
    assert output.code == 0
    assert " ".join(output.out.split()).startswith(
        "Updating attempt 1. Now we'll ask only what we need to find your next step, as in the quick quiz. "
    )
    assert 1 <= output.out.count("Your answer (") <= asked
    run("quiz", "--plain", "--step", "3", "--seed", "1", typed="1\n" * 99)
    output = run("update", "--plain", typed="1\n" * 99)
    assert set(re.findall(r", step (\d) of 5, ", output.out, re.MULTILINE)) == {"3"}
    assert [row["mode"] for row in json.loads(run("history", "--format", "json").out)] == [
        *("quick", "quick", "full", "update"),
    ]


def test_an_update_names_what_was_answered_long_ago(run: Any, home: Path, bank: Bank) -> None:
    best = {name: bank.questions[name].best_answer for name in ("education-highest", "computer-tasks")}
    keep_finished(home, bank, {"answers": best})
    output = run("update", "--plain", typed="q\n")
    assert output.code == 130
    assert " ".join(output.out.split()).startswith(
        "Updating attempt 1. We kept 2 answers. Now we'll ask only about your gaps and the questions you skipped or "
        "didn't know. "
        "You answered some questions more than a year ago. If those answers are out of date, change them at the end. "
        "They're about: High school diploma or equivalent; Everyday computer use. "
    )


def test_an_update_may_have_another_goal(run: Any, home: Path, bank: Bank) -> None:
    keep_finished(home, bank, whole_sheet(bank))
    output = run("update", "--plain", "--goal", "well-paid", typed="1\n")
    assert output.code == 0
    text = " ".join(output.out.split())
    assert "ready for a well-paid job as an experienced coder" in text
    whole = " ".join(run("report", "--full").out.split())
    assert "Your goal then was a first job as a coder. Now it's a well-paid job as an experienced coder." in whole
    rows = json.loads(run("history", "--format", "json").out)
    assert [row["goal"] for row in rows] == ["first-job", "well-paid"]


def test_any_finished_attempt_can_be_updated_by_its_number(run: Any) -> None:
    arguments = ["--plain", "--questions", OTHER_BANK]
    run("quiz", *arguments, "--seed", "3", typed="1\n" * 80)
    run("quiz", "--quick", "--goal", "well-paid", *arguments, typed="1\n" * 80)
    assert run("update", *arguments, typed="q\n").out.startswith("Updating attempt 2. ")
    left = run("update", "1", *arguments, typed="q\n")
    assert left.out.startswith("Updating attempt 1. ")
    assert f"To start again, type: coder-readiness update 1 --questions={OTHER_BANK} --plain" in left.err
    run("update", "1", *arguments, typed="1\nq\nq\n")
    row = json.loads(run("history", "--format", "json").out)[2]
    assert (row["mode"], row["goal"]) == ("update", "first-job")
    assert run("update", "3", *arguments, typed="q\n").err == (
        "coder-readiness: Attempt 3 isn't finished, so there's nothing to update yet. To finish it, type "
        f"`coder-readiness resume 3 --questions={OTHER_BANK} --plain`.\n"
    )
    assert run("update", "9", "--plain").err == run("report", "9", "--plain").err
    assert run("update", "1", "--plain").err == run("resume", "1", "--plain").err
