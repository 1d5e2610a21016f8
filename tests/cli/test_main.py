"""The command line, run as a person or a script would: output, exit codes, and one clear message for bad input."""

import contextlib
import io
import itertools
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

import pytest

import coder_readiness
from coder_readiness import assess, load_bank, next_question
from coder_readiness.bank.model import Bank
from coder_readiness.cli.main import main
from coder_readiness.scoring.draw import asked
from coder_readiness.scoring.record import to_record
from coder_readiness.scoring.sheet import Sheet
from coder_readiness.store.attempt import Card, begin
from coder_readiness.store.database import Store
from coder_readiness.text import number_of
from tests import paths
from tests.conftest import COMPETENCY, BankFolder, changed
from tests.driver import Program
from tests.running import outcome, skips

OTHER_BANK = str(paths.OTHER_BANK)
READY = "all complete"
LONG_AGO = datetime(2020, 2, 29, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def bank() -> Bank:
    return load_bank()


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CODER_READINESS_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("COLUMNS", "80")
    return tmp_path / "home"


class Output(NamedTuple):
    """What a run of the program printed, and its exit code."""

    code: int
    out: str
    err: str


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Any:
    def call(*arguments: str, typed: str = "", new_seed: Callable[[], int] = lambda: 3) -> Output:
        stdin = io.TextIOWrapper(io.BytesIO(typed.encode()))
        monkeypatch.setattr("sys.stdin", stdin)
        try:
            code = main(arguments, new_seed=new_seed)
        except SystemExit as end:
            code = int(end.code or 0)
        captured = capsys.readouterr()
        return Output(code, captured.out, captured.err)

    return call


@pytest.fixture(scope="module")
def skipped_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("skipped") / "home"
    outcome("quiz", "--plain", "--seed", "1", typed=skips().encode(), home=home)
    return home


@pytest.fixture
def skipped(skipped_once: Path, home: Path) -> None:
    """Keep a finished attempt in which every question was skipped."""
    shutil.copytree(skipped_once, home)


def whole_sheet(bank: Bank) -> dict[str, Any]:
    asked_for_either = [question for goal in bank.roadmap.goals for question in asked(bank, Sheet(goal))]
    return Sheet(answers={question.id: question.best_answer for question in asked_for_either}).as_dict()


def keep_finished(home: Path, bank: Bank, sheet: dict[str, Any]) -> None:
    """Keep a finished attempt with the answers of a sheet, given long ago."""
    with contextlib.closing(Store(home)) as store:
        attempt = begin(bank=bank.roadmap.id, bank_version=bank.roadmap.version, goal="first-job", seed=0, now=LONG_AGO)
        for name, answer in sheet["answers"].items():
            attempt = store.keep(attempt, name, answer, LONG_AGO)
        store.finish(attempt, lambda attempt: to_record(assess(bank, sheet)), LONG_AGO)


def test_without_a_terminal_it_prints_its_usage(run: Any) -> None:
    output = run()
    assert output.code == 0
    assert output.out.startswith("usage: coder-readiness")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["quiz", "--goal", "rich"], '"rich" isn\'t one of the goals. Choose "first-job" or "well-paid".\n'),
        (["resume", "5"], "You don't have any attempts yet. To take the quiz, type `coder-readiness quiz`.\n"),
        (["practice", "hippa"], 'There\'s no area "hippa". Did you mean '),
    ],
)
def test_what_is_asked_for_is_looked_at_before_the_terminal(run: Any, arguments: list[str], message: str) -> None:
    assert run(*arguments).err.startswith(f"coder-readiness: {message}")


@pytest.mark.parametrize("command", ["quiz", "practice"])
def test_a_quiz_needs_a_terminal_or_plain(run: Any, command: str) -> None:
    output = run(command)
    assert (output.code, output.out) == (2, "")
    assert output.err == (
        "coder-readiness: This command needs an interactive terminal. Add --plain to answer line by line, "
        "or score saved answers with `coder-readiness score FILE`.\n"
    )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["quiz", "--plain", "--step", "9"], "There's no step 9. Choose a step from 1 to 5"),
        (["quiz", "--plain", "--step", "0"], '--step must be a step number, such as 3, not "0"'),
        (["quiz", "--plain", "--seed", "-1"], "--seed must be a whole number of up to 18 digits, such as 7, not "),
        (["quiz", "--plain", "--seed", "1" * 19], "--seed must be a whole number of up to 18 digits, such as 7, not "),
        (["quiz", "--plain", "--quick", "--step", "1"], "--quick chooses the step for you"),
        (
            ["quiz", "--plain", "--goal", "rich"],
            '"rich" isn\'t one of the goals. Choose "first-job" or "well-paid"',
        ),
        (["dance"], 'There\'s no command "dance".'),
        (
            ["forget"],
            "You don't have any attempts to delete. To delete practice results, type `coder-readiness forget --all`.",
        ),
        (
            ["resume", "--plain"],
            "You don't have an unfinished attempt. To take the quiz, type `coder-readiness quiz --plain`",
        ),
        (
            ["update", "--plain"],
            "You don't have a finished attempt to update. To take the quiz, type `coder-readiness quiz --plain`",
        ),
        (["report"], "You don't have any attempts yet. To take the quiz, type `coder-readiness quiz`."),
        (["report", "7"], "You don't have any attempts yet. To take the quiz, type `coder-readiness quiz`."),
        (["export"], "You don't have any attempts yet. "),
        (["forget", "7"], "You don't have any attempts to delete. "),
        (
            ["practice", "--plain", "dancing"],
            'There\'s no area "dancing". To see all areas and questions, type `coder-readiness bank list --plain`.',
        ),
        (
            ["practice", "--plain", "privcy"],
            'There\'s no area "privcy". Did you mean this one?\n  privacy: Patient privacy (HIPAA)',
        ),
        (["practice", "--plain", "education"], "The area education has no questions to practice."),
        (
            ["bank", "show", "dancing"],
            'There\'s no area or question "dancing". To see all areas and questions, type `coder-readiness bank list`.',
        ),
        (
            ["bank", "show", "certificate-stauts"],
            '"certificate-stauts". Did you mean one of these?',
        ),
        (
            ["bank", "check", "--questions", "nowhere"],
            '"nowhere" doesn\'t exist. After --questions, give the folder of a question bank.',
        ),
        (["score", "nowhere.json"], "There's no file named nowhere.json. Check the name and the folder."),
        (["score", ""], 'There\'s no file named "". Check the name and the folder.'),
        (
            ["score", "x" * 5000],
            "can't read xxxxx",
        ),
        (["score", "no\nsuch"], r"There's no file named no\nsuch. "),
        (["bank", "check", "--questions", "no\nsuch"], "no\\nsuch\" doesn't exist. "),
        (["score", "."], '"." is a folder. Name the files inside it instead, such as *.json'),
    ],
)
def test_bad_input_gets_one_clear_message_and_exit_code_2(run: Any, arguments: list[str], message: str) -> None:
    output = run(*arguments)
    assert output.code == 2
    assert output.err.startswith(f"coder-readiness: {message}") or message in output.err.splitlines()[0]
    assert "Traceback" not in output.err


def test_bad_input_leaves_nothing_behind(run: Any, home: Path) -> None:
    run("quiz", "--plain", "--step", "9")
    run("quiz", "--plain", "--questions", "nowhere")
    assert not home.exists()


@pytest.mark.skipif(sys.platform != "linux", reason="each system has its own place for data")
def test_attempts_are_kept_in_the_data_folder_of_the_system(
    run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CODER_READINESS_HOME")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    run("quiz", "--plain", typed="s\nq\n")
    assert [path.relative_to(tmp_path).as_posix() for path in sorted(tmp_path.rglob("*.sqlite3"))] == [
        "data/coder-readiness/attempts.sqlite3"
    ]


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_folder_is_said(run: Any, tmp_path: Path) -> None:
    (tmp_path / "locked").mkdir(mode=0o500)
    output = run("history", "--data-dir", str(tmp_path / "locked" / "home"))
    assert output.code == 2
    assert "(Permission denied)" in output.err


def test_escapes_in_what_is_cited_are_shown_not_sent(run: Any, tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.json"
    sheet.write_text('{"answers": {"\\u001b[31mred\\u202e": "yes"}}')
    output = run("score", str(sheet))
    assert output.code == 2
    assert "\x1b" not in output.err + output.out
    assert "\u202e" not in output.err
    assert 'There\'s no question "\\x1b[31mred\\u202e"' in output.err


def test_a_plain_quiz_gives_the_report_that_the_same_sheet_gives(run: Any, bank: Bank) -> None:
    output = run("quiz", "--plain", "--seed", "1", typed=skips())
    report = output.out[output.out.index("We can't tell yet") :]
    exported = run("export").out
    scored = run("score", "-", typed=exported)
    assert scored.out == report
    assert run("report").out == report


def test_leaving_a_plain_quiz_is_130_and_resume_goes_on(run: Any) -> None:
    output = run("quiz", "--plain", "--seed", "1", typed="s\ns\nq\n")
    assert output.code == 130
    assert output.err == "coder-readiness: We saved 2 answers. To continue, type: coder-readiness resume --plain\n"
    output = run("resume", "--plain", typed="s\n")
    assert output.code == 130
    assert "question 3 of " in output.out
    assert output.err == "coder-readiness: We saved 3 answers. To continue, type: coder-readiness resume --plain\n"


def test_what_is_not_there_cannot_be_gone_on_with(run: Any) -> None:
    assert run("resume", "2", "--plain").err == (
        "coder-readiness: You don't have any attempts yet. To take the quiz, type `coder-readiness quiz --plain`.\n"
    )


def test_answers_of_a_finished_attempt_can_be_changed_in_one_of_their_own(run: Any) -> None:
    arguments = ("--plain", "--questions", OTHER_BANK)
    run("quiz", *arguments, "--seed", "3", typed="1\n" * 80)
    kept = len(json.loads(run("export", "--questions", OTHER_BANK).out)["answers"])
    asked = f"continues attempt 1 with the full quiz. We kept your {kept} answers. You can change any of them."
    left = run("resume", "1", *arguments, typed="q\n")
    assert left.code == 130
    assert asked in " ".join(left.out.split())
    assert f"To start again, type: coder-readiness resume 1 --questions={OTHER_BANK} --plain" in left.err
    assert len(json.loads(run("history", "--format", "json").out)) == 1
    changed_one = run("resume", "1", *arguments, typed="2\n1\n1\n2\n1\n")
    assert changed_one.code == 0
    first, second = (json.loads(run("export", number, "--questions", OTHER_BANK).out)["answers"] for number in "12")
    assert first.keys() == second.keys()
    assert len([name for name in first if first[name] != second[name]]) == 1


def test_a_finished_attempt_with_skips_can_be_changed_at_once(run: Any) -> None:
    arguments = ("--plain", "--questions", OTHER_BANK)
    run("quiz", *arguments, "--seed", "3", typed="1\ns\n" * 12)
    told = " ".join(run("resume", "1", *arguments, typed="q\n").out.split())
    assert "You can change any of them. You answered " in told
    assert "Answer the questions you skipped (" in told


def test_a_report_tells_of_a_later_attempt_that_is_not_finished(run: Any) -> None:
    for typed in (skips(), "1\nq\n"):
        run("quiz", "--plain", "--seed", "1", typed=typed)
    told = "Attempt 2, started later, isn't finished."
    assert told in " ".join(run("report").out.split())
    assert told not in " ".join(run("report", "1").out.split())


def test_a_report_on_an_unfinished_attempt_says_so(run: Any) -> None:
    run("quiz", "--plain", "--seed", "1", typed="s\n1\nq\n")
    assert "Attempt 1 isn't finished." in " ".join(run("report").out.split())
    run("resume", "--plain", typed=skips())
    assert "not finished" not in " ".join(run("report").out.split())


def test_after_quick_mode_the_rest_can_be_asked_later(run: Any) -> None:
    run("quiz", "--plain", "--quick", "--seed", "1", typed="1\n" * 3)
    reported = json.loads(run("report", "--format", "json").out)
    assert reported["answered"] < 4
    rest = run("resume", "1", "--plain", typed=skips(but=reported["answered"]))
    assert rest.code == 0
    told = number_of(reported["answered"], "answer")
    assert " ".join(rest.out.split()).startswith(
        f"This new attempt continues attempt 1 with the full quiz. We kept your {told}. We'll ask only the rest."
    )
    rows = json.loads(run("history", "--format", "json").out)
    assert [(row["mode"], row["answered"]) for row in rows] == [
        ("quick", reported["answered"]),
        ("full", len(skips().split())),
    ]
    assert json.loads(run("report", "1", "--format", "json").out) == reported
    assert "You can change any of them" not in rest.out


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
    assert "Since your last attempt: " in " ".join(again.out.split())
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


def test_the_result_so_far_can_be_seen_and_the_quiz_picked_up_again(run: Any) -> None:
    arguments = ["--plain", "--questions", OTHER_BANK]
    stopped = run("quiz", *arguments, "--seed", "3", typed="1\nq\n2\n")
    assert (stopped.code, stopped.err) == (0, "")
    assert "2. See your result so far" in stopped.out
    assert "FOCUS NEXT" in stopped.out
    way_on = f"coder-readiness resume --questions={OTHER_BANK} --plain"
    assert f"This attempt isn't finished. To continue, type: {way_on}" in " ".join(stopped.out.split())
    assert run("resume", *arguments, typed="q\n").out.startswith("Picking up attempt 1, ")


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
    assert set(re.findall(r"^Step (\d) of 5, ", output.out, re.MULTILINE)) == {"3"}
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


@pytest.mark.skipif(os.name != "posix", reason="pseudo-terminals are a matter of POSIX")
def test_the_menu_says_where_there_is_no_gap_to_close(home: Path, bank: Bank) -> None:
    keep_finished(home, bank, whole_sheet(bank))
    program = Program(home=home)
    program.until_asked("How many hours a week")
    program.press("10", "enter")
    screen = program.until_asked("What would you like to do?")
    assert re.search(r"Your last result \(\d+ months ago\): you're ready.", " ".join(screen.split()))
    program.press(re.findall(r"(\d) More: ", screen)[0], "enter")
    program.until_asked("What else would you like to do?")
    program.press("1", "enter")
    program.until_asked("You have no gaps left to close.")
    assert program.leave_menu() == 0


def test_the_menu_shows_what_is_known_before_a_quiz_is_over(home: Path) -> None:
    program = Program("quiz", "--plain", "--questions", OTHER_BANK, home=home)
    program.type("1")
    program.leave_quiz()
    assert program.end() == 130
    program = Program("--plain", "--questions", OTHER_BANK, home=home)
    screen = program.until("Your choice (")
    assert "You have an unfinished quiz: attempt 1, with 1 answer so far." in " ".join(screen.split())
    program.type(re.findall(r"(\d)\. See your result so far", screen)[0])
    program.until("FOCUS NEXT")
    program.type("q")
    assert program.end() == 0
    assert "Attempt 1 isn't finished." in " ".join(program.everything.split())


def test_the_menu_continues_no_attempt_that_has_no_answer(home: Path) -> None:
    program = Program("quiz", "--quick", "--plain", "--questions", OTHER_BANK, "--seed", "3", home=home)
    for line in ("0", "1", "6"):  # an answer, on to the report, and no hours
        program.type(line)
    assert program.leave_menu() == 0
    for typed, offered in (("", False), ("1", True)):
        program = Program("quiz", "--plain", "--questions", OTHER_BANK, home=home)
        if typed:
            program.type(typed)
            program.leave_quiz()
        else:
            program.type("q")
        assert program.end() == 130
        program = Program("--plain", "--questions", OTHER_BANK, home=home)
        menu = program.until("Your choice (")
        assert ("Pick up where you left off" in menu) == offered
        assert ("Update your result" in menu) != offered
        program.type("q")
        assert program.end() == 0


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
    assert re.sub(r"\d{4}-\d\d-\d\d", "DATE", run("history").out) == (
        "Your attempts\n"
        "1\n  Date: DATE\n  Focus: unfinished\n"
        "2\n  Date: DATE\n  Focus: step 1, not sure yet\n"
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
    assert re.search(r"^1\n  Date: .*\n  Focus: can't be read\n", history, re.MULTILINE)
    assert re.search(r"^3\n  Date: .*\n  Focus: step 1, not sure yet\n", history, re.MULTILINE)
    assert history.endswith("We can't read attempt 2. To delete it, type: coder-readiness forget 2\n")
    assert len(json.loads(run("export", "1").out)["answers"]) == 80


def test_forget_lists_what_there_is_to_delete(run: Any) -> None:
    for _ in range(2):
        run("quiz", "--plain", "--seed", "1", typed="1\nq\n")
    ended = run("forget")
    told = "Which attempt do you want to delete? Add its number (2, 1), or add --all to delete everything."
    assert (ended.code, told in " ".join(ended.err.split())) == (2, True)


def test_forget_deletes_for_good(run: Any) -> None:
    run("quiz", "--plain", typed="s\nq\n")
    run("quiz", "--plain", typed="s\nq\n")
    assert run("forget", "1").out == "Deleted attempt 1 for good.\n"
    assert run("forget", "--all").out == "Deleted 1 attempt for good.\n"
    assert json.loads(run("history", "--format", "json").out) == []


def test_score_takes_json_and_yaml(run: Any, tmp_path: Path, bank: Bank) -> None:
    sheet = whole_sheet(bank)
    as_json, as_yaml = tmp_path / "sheet.json", tmp_path / "sheet.yaml"
    as_json.write_text(json.dumps(sheet))
    as_yaml.write_text("answers:\n" + "".join(f"  {name}: {json.dumps(a)}\n" for name, a in sheet["answers"].items()))
    outputs = [run("score", str(path), "--format", "json").out for path in (as_json, as_yaml)]
    assert outputs[0] == outputs[1]
    assert json.loads(outputs[0]) == assess(bank, sheet).model_dump(mode="json")


def test_score_takes_many_sheets_line_by_line(run: Any, bank: Bank) -> None:
    lines = [json.dumps(whole_sheet(bank)), json.dumps({"answers": {}}), json.dumps({"answers": {}, "seed": 3})]
    output = run("score", "-", typed="\n".join(lines) + "\n")
    assert output.code == 0
    scored = [json.loads(line) for line in output.out.splitlines()]
    assert [row["next_step"] and row["next_step"]["number"] for row in scored] == [None, 1, 1]


def test_results_end_at_the_first_bad_line_and_every_bad_line_is_named(run: Any) -> None:
    lines = ['{"answers": {}}', '{"answers": {"nonsense": 1}}', '{"answers": {}}', '{"answers": }']
    output = run("score", "-", typed="\n".join(lines))
    assert output.code == 2
    assert output.out == run("score", "-", "--format", "json", typed=lines[0]).out
    assert output.err == (
        'coder-readiness: standard input:2:14: There\'s no question "nonsense". To see all questions, type '
        "`coder-readiness bank list`.\nstandard input:4:13: This isn't valid JSON. A value is missing here. "
        "Write one.\n"
    )


@pytest.fixture
def amara_and_fatou(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of two sheets in the current folder."""
    monkeypatch.chdir(tmp_path)
    for name in ("amara.json", "fatou.json"):
        (tmp_path / name).write_text('{"answers": {"certificate-status": "booked"}}', encoding="utf-8")
    return ["amara.json", "fatou.json"]


def test_every_bad_file_is_named(run: Any, amara_and_fatou: list[str]) -> None:
    amara, fatou = amara_and_fatou
    Path("bad.yaml").write_text("answers: {certificate-status: maybe}\n", encoding="utf-8")
    output = run("score", "--format", "json", amara, "bad.yaml", "nowhere.json", fatou, "bad.yaml")
    assert output.code == 2
    assert output.out == run("score", "--format", "json", amara).out
    told = output.err.removeprefix("coder-readiness: ").splitlines()
    assert [line[:60] for line in told] == [
        "bad.yaml:1:31: certificate-status: The answer can't be \"mayb",
        "bad.yaml:1:31: certificate-status: The answer can't be \"mayb",
        "There's no file named nowhere.json. Check the name and the f",
    ]


def test_a_sheet_with_many_mistakes_hides_none_of_the_others(run: Any) -> None:
    many = json.dumps({"answers": {f"odd-{number}": "x" for number in range(30)} | {"certificate-status": "booked"}})
    lines = [many, '{"answers": {}}', '{"answers": {"odd": "x"}}', '{"answers": {"even": "x"}}']
    told = run("score", "-", typed="\n".join(lines)).err.removeprefix("coder-readiness: ").splitlines()
    assert [line.partition(". To see")[0] for line in told] == [
        *(f'standard input:1:{told[n].split(":")[2]}: There\'s no question "odd-{n}"' for n in range(6)),
        'standard input:3:14: There\'s no question "odd"',
        'standard input:4:14: There\'s no question "even"',
        "... and 24 more",
    ]


def test_what_was_read_already_is_empty(run: Any) -> None:
    output = run("score", "-", "-", "--format", "json", typed='{"answers": {}}')
    assert output.code == 2
    assert output.out == run("score", "-", "--format", "json", typed='{"answers": {}}').out
    assert output.err == "coder-readiness: standard input is empty. Fill it in, or delete it.\n"


def test_reports_on_many_sheets_of_a_file_are_headed_by_their_number(run: Any, amara_and_fatou: list[str]) -> None:
    report = run("score", amara_and_fatou[0]).out
    line = Path(amara_and_fatou[0]).read_text(encoding="utf-8")
    Path("class.jsonl").write_text(f"{line}\n\n{line}\n", encoding="utf-8")
    told = f"== class.jsonl, sheet 1\n{report}== class.jsonl, sheet 2\n{report}"
    assert run("score", "class.jsonl", "--format", "text").out == told


def test_reports_in_a_row_are_headed_by_the_name_of_their_file(run: Any, amara_and_fatou: list[str]) -> None:
    amara, fatou = amara_and_fatou
    report = run("score", amara).out
    assert "==" not in report
    assert run("score", amara, fatou).out == f"== amara.json\n{report}== fatou.json\n{report}"


@pytest.mark.parametrize("format_", ["html", "markdown"])
def test_one_sheet_is_scored_as_a_page(run: Any, amara_and_fatou: list[str], format_: str) -> None:
    amara, fatou = amara_and_fatou
    output = run("score", fatou, "--format", format_)
    assert (output.code, output.err) == (0, "")
    assert output.out.startswith("<!DOCTYPE html>" if format_ == "html" else "# ")
    assert "Coding certification" in output.out
    for arguments, typed, message in (
        ([amara, fatou], "", "Name only one file."),
        (["-"], '{"answers": {}}\n' * 2, "but - has several"),
    ):
        output = run("score", *arguments, "--format", format_, typed=typed)
        assert (output.code, output.out) == (2, "")
        assert output.err.startswith(f"coder-readiness: --format {format_} takes one answer sheet at a time")
        assert message in output.err


@pytest.mark.parametrize("format_", ["html", "markdown"])
@pytest.mark.parametrize("command", ["score sheet.json", "report"])
@pytest.mark.usefixtures("skipped")
def test_a_page_is_in_utf_8_whatever_the_locale(run: Any, tmp_path: Path, command: str, format_: str) -> None:
    (tmp_path / "sheet.json").write_text(run("export").out, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "coder_readiness", *command.split(), "--format", format_],
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
        cwd=tmp_path,
        capture_output=True,
        check=True,
    )
    assert done.stdout.decode("utf-8") == run("report", "--format", format_).out
    assert "\u25ba 1 Meet the basic requirements" in done.stdout.decode("utf-8")


class Interrupted(io.RawIOBase):
    """Input in which Ctrl-C is pressed instead of anything typed."""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        raise KeyboardInterrupt


def test_ctrl_c_ends_a_command_without_a_word(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BufferedReader(Interrupted())))
    assert Output(main(["score", "-"]), *capsys.readouterr()) == Output(130, "", "")


def test_what_is_assumed_teaches_on_the_way_what_a_plan_would_close_with_it(run: Any, home: Path, bank: Bank) -> None:
    sheet = whole_sheet(bank)
    for competency in bank.of_step("training"):
        for question in competency.base:
            del sheet["answers"][question.id]
    keep_finished(home, bank, sheet)
    assert json.loads(run("report", "--format", "json").out)["next_step"]["id"] == "training"
    met = json.loads(run("report", "--assume", "training-program", "--format", "json").out)["competencies"]
    taught = {"training-program", "training-topics", "coding-practice"}
    assert {result["id"] for result in met if result["met"] and result["step"] == "training"} == taught


def test_a_certification_that_is_assumed_brings_along_what_it_builds_on(run: Any, home: Path, bank: Bank) -> None:
    worst = {"certificate-status": "none", "exam-practice-results": "none", "training-status": "none"}
    keep_finished(home, bank, {"answers": {**whole_sheet(bank)["answers"], **worst}})
    assert json.loads(run("report", "--format", "json").out)["next_step"]["id"] == "training"
    certified = json.loads(run("report", "--assume", "certificate", "--format", "json").out)
    assert certified["next_step"] is None
    assert certified["gaps"] == []
    told = " ".join(run("report", "--assume", "certificate").out.split())
    assert "By then, you'd also have covered: Training program; Exam readiness." in told


def test_report_assumes_gaps_closed(run: Any, bank: Bank) -> None:
    run("quiz", "--plain", "--quick", "--seed", "1", typed="1\n" * 9)
    before = json.loads(run("report", "--format", "json").out)
    after = json.loads(run("report", "--assume", "education,computer-basics", "--format", "json").out)
    met = {result["id"]: result["met"] for result in after["competencies"]}
    assert not {result["id"]: result["met"] for result in before["competencies"]}["education"]
    assert (met["education"], met["computer-basics"]) == (True, True)
    assert json.loads(run("report", "--format", "json").out) == before
    named = run("report", "--assume", "High school diploma or equivalent,computer", "--format", "json").out
    assert json.loads(named) == after
    twice = run("report", "--assume", "education,computer-basics,,education,", "--format", "json").out
    assert json.loads(twice) == after
    assert "What if you'd covered this area: High" in run("report", "--assume", "education,education").out
    assert (
        'coder-readiness: There\'s no area "educaton". Did you mean this one?\n  education: '
        in run("report", "--assume", "educaton").err
    )


def test_the_same_answers_are_seen_with_the_other_goal(run: Any, home: Path, bank: Bank) -> None:
    sheet = whole_sheet(bank)
    sheet["answers"]["work-experience-years"] = 1.0
    keep_finished(home, bank, sheet)
    kept = run("report", "--format", "json").out
    assert json.loads(kept)["next_step"] is None
    seen = run("report", "--goal", "well-paid", "--format", "json")
    assert json.loads(seen.out) == assess(bank, {**sheet, "goal": "well-paid"}).model_dump(mode="json")
    assert json.loads(seen.out)["next_step"]["number"] == 5
    text = " ".join(run("report", "--goal", "well-paid").out.split())
    assert "For a goal other than yours: a well-paid job as an experienced coder." in text
    assert run("report", "--format", "json").out == run("report", "--goal", "first-job", "--format", "json").out == kept
    assert "Your goal: a first job" in run("report", "--goal", "first-job").out


def test_an_update_may_have_another_goal(run: Any, home: Path, bank: Bank) -> None:
    keep_finished(home, bank, whole_sheet(bank))
    output = run("update", "--plain", "--goal", "well-paid", typed="1\n")
    assert output.code == 0
    text = " ".join(output.out.split())
    assert "Your goal: a well-paid job as an experienced coder." in text
    whole = " ".join(run("report", "--full").out.split())
    assert "Your goal then was a first job as a coder. Now it's a well-paid job as an experienced coder." in whole
    rows = json.loads(run("history", "--format", "json").out)
    assert [row["goal"] for row in rows] == ["first-job", "well-paid"]


@pytest.mark.parametrize(
    ("name", "format_"),
    [
        ("a.html", "html"),
        ("a.HTM", "html"),
        ("a.md", "markdown"),
        ("a.json", "json"),
        ("a.csv", "csv"),
        ("a.ics", "ics"),
        ("a.txt", "text"),
        ("a", "text"),
    ],
)
@pytest.mark.usefixtures("skipped")
def test_the_name_of_a_file_says_the_format(run: Any, tmp_path: Path, name: str, format_: str) -> None:
    run("report", "--output", str(tmp_path / name))
    run("report", "--format", format_, "--output", str(tmp_path / "said"))
    assert (tmp_path / name).read_bytes() == (tmp_path / "said").read_bytes()


@pytest.mark.parametrize("name", ["r.pdf", "r.docx", "r.html.bak"])
@pytest.mark.usefixtures("skipped")
def test_a_name_that_promises_another_format_is_refused(run: Any, tmp_path: Path, name: str) -> None:
    refused = run("report", "--output", str(tmp_path / name))
    known, ending = "Use a file name that ends in .txt, .md, .html, .json, .csv or .ics.\n", Path(name).suffix
    assert refused.code == 2
    assert refused.err.endswith(f"We can't save this as {ending}. {known}")
    refused = run("report", "--format", "json", "--output", str(tmp_path / "r.html"))
    assert refused.err.endswith("r.html ends in .html, but --format is json. Change the name, or leave out --format.\n")
    assert run("export", "--output", str(tmp_path / name)).err.endswith("Use a file name that ends in .json.\n")
    refused = run("bank", "export", "--format", "gift", "--output", str(tmp_path / name))
    assert refused.err.endswith(f"We can't save this as {ending}. Use a file name that ends in .gift or .txt.\n")
    assert list(tmp_path.glob("r.*")) == []


@pytest.mark.parametrize("format_", ["text", "markdown", "html", "json"])
@pytest.mark.usefixtures("skipped")
def test_a_report_is_written_to_a_new_file_unless_forced(run: Any, tmp_path: Path, format_: str) -> None:
    target = tmp_path / "reports" / "report"
    target.parent.mkdir()
    arguments = ("report", "--format", format_, "--output", str(target))
    assert run(*arguments) == Output(0, f"Wrote {target}.\n", "")
    written = target.read_text(encoding="utf-8")
    assert "Meet the basic requirements" in written
    target.write_text("mine", encoding="utf-8")
    output = run(*arguments)
    assert (output.code, output.out) == (2, "")
    assert (
        output.err == f'coder-readiness: "{target}" already exists. Use another name, or add --force to overwrite it.\n'
    )
    assert target.read_text(encoding="utf-8") == "mine"
    assert run(*arguments, "--force") == Output(0, f"Wrote {target}.\n", "")
    assert target.read_text(encoding="utf-8") == written
    assert list(target.parent.iterdir()) == [target]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("folder", '"folder" is a folder or a device, not a file. Use another name.'),
        ("pipe", '"pipe" is a folder or a device, not a file. Use another name.'),
        (
            "nowhere/report",
            "We can't save \"nowhere/report\", because its folder doesn't exist. "
            "Create the folder, or use another name.",
        ),
    ],
)
@pytest.mark.usefixtures("skipped")
def test_a_file_that_cannot_be_written_leaves_nothing_behind(
    run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    output = run("report", "--output", name, "--force")
    assert output == Output(2, "", f"coder-readiness: {message.format(here=tmp_path)}\n")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["folder", "home", "pipe"]


@pytest.mark.usefixtures("skipped")
def test_a_report_replaces_the_file_that_a_link_leads_to(run: Any, tmp_path: Path) -> None:
    (tmp_path / "old").write_text("old", encoding="utf-8")
    (tmp_path / "link").symlink_to("old")
    run("report", "--output", str(tmp_path / "link"), "--force")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "old").read_text(encoding="utf-8").startswith("We can't tell yet")


def test_a_report_is_not_told_in_the_words_of_another_bank(run: Any) -> None:
    run("quiz", "--plain", "--questions", str(OTHER_BANK), typed=skips(OTHER_BANK))
    told = 'coder-readiness: Attempt 1 used the question bank "bicycle-mechanic". Name its folder after --questions.\n'
    assert run("report", "1") == Output(2, "", told)
    told = (
        'coder-readiness: You don\'t have any attempts yet with the question bank "clinical-coder". '
        'Your last attempt used the bank "bicycle-mechanic". Name its folder after --questions.\n'
    )
    assert run("report") == Output(2, "", told)
    assert "bike shop" in " ".join(run("report", "--questions", OTHER_BANK).out.split())


def test_attempts_at_two_banks_are_kept_apart(run: Any) -> None:
    other = ("--questions", OTHER_BANK)
    run("quiz", "--plain", *other, "--seed", "1", typed=skips(OTHER_BANK))
    run("quiz", "--plain", "--seed", "1", typed=skips())
    run("quiz", "--plain", "--seed", "1", typed="1\nq\n")
    assert json.loads(run("report", *other, "--format", "json").out)["bank"]["id"] == "bicycle-mechanic"
    assert json.loads(run("report", "--format", "json").out)["bank"]["id"] == "clinical-coder"
    assert run("update", "--plain", *other, typed="1\nq\n").out.startswith("Updating attempt 1. ")
    assert "Picking up attempt 4" in run("resume", "--plain", *other, typed="q\n").out
    assert "Picking up attempt 3" in run("resume", "--plain", typed="q\n").out
    assert len(json.loads(run("export", *other).out)["answers"]) == 18
    told = (
        'Attempt 2 used the question bank "clinical-coder". Name its folder after --questions, or leave out --questions'
    )
    assert told in run("report", "2", *other).err
    assert "These are the steps of the question bank bicycle-mechanic." in run("history", *other).out
    assert "To pick up an unfinished attempt: coder-readiness resume\n" in run("history").out


@pytest.mark.usefixtures("skipped")
def test_a_written_report_is_drawn_and_a_plain_one_is_not(run: Any, tmp_path: Path) -> None:
    drawn, plain = tmp_path / "drawn", tmp_path / "plain"
    run("report", "--output", str(drawn))
    run("report", "--plain", "--output", str(plain))
    assert "╭─" in drawn.read_text(encoding="utf-8")
    assert plain.read_text(encoding="utf-8") == "".join(f"{line.rstrip()}\n" for line in run("report").out.splitlines())


@pytest.mark.parametrize("format_", ["text", "markdown", "html"])
@pytest.mark.usefixtures("skipped")
def test_a_brief_report_is_its_answer_and_the_roadmap(run: Any, format_: str) -> None:
    whole = run("report", "--format", format_, "--full").out
    short = run("report", "--format", format_, "--brief").out
    assert "FOCUS NEXT" in short
    assert "Your roadmap" in short
    assert ("About this report" in whole, "Your plan" in whole) == (True, True)
    assert ("About this report" in short, "Your plan" in short, "Confidence" in short) == (False, False, False)


@pytest.mark.usefixtures("skipped")
def test_a_report_is_its_result_unless_more_is_asked_for(run: Any) -> None:
    result = run("report").out
    assert len(result.splitlines()) <= 24
    assert "Confidence" in result
    assert "About this report" not in result
    assert "About this report" in run("report", "--format", "markdown").out


def test_the_questions_missed_are_a_report_of_their_own(run: Any, home: Path, bank: Bank) -> None:
    sheet = whole_sheet(bank)
    wrong = next(question for question in bank.competency["privacy"].pool if question.id in sheet["answers"])
    sheet["answers"][wrong.id] = "$unknown"
    keep_finished(home, bank, sheet)
    printed = run("report", "--answers").out
    assert printed.count("Best answer: ") == 1
    assert wrong.text[:40] in printed.replace("\n", " ")


@pytest.mark.usefixtures("skipped")
def test_where_nothing_was_missed_the_report_of_it_says_so(run: Any) -> None:
    printed = run("report", "--answers").out
    assert "The questions you missed\nYou haven't missed any knowledge questions.\n" in printed


@pytest.mark.usefixtures("skipped")
def test_two_attempts_side_by_side(run: Any, home: Path, bank: Bank) -> None:
    keep_finished(home, bank, whole_sheet(bank))
    printed = run("report", "--compare", "1", "2").out
    assert printed.startswith("Side by side\n")
    assert re.search(r"Attempt 1, [\d-]{10}: not sure yet\n\s*Attempt 2, [\d-]{10}: 100%", printed)
    assert run("report", "--compare", "1", "9").code == 2


def test_a_plan_counts_the_weeks_that_a_person_has(run: Any, home: Path, bank: Bank) -> None:
    keep_finished(home, bank, {"answers": {"education-highest": "none"}})
    assert "weeks at 3 hours a week, until about" in " ".join(
        run("report", "--full", "--hours-per-week", "3").out.split()
    )
    for odd in ("0", "81", "1.5", "ten"):
        refused = run("report", "--hours-per-week", odd)
        assert (refused.code, f'--hours-per-week must be a number from 1 to 80, not "{odd}"' in refused.err) == (
            2,
            True,
        )


@pytest.mark.usefixtures("skipped")
def test_options_that_do_not_fit_are_refused(run: Any) -> None:
    for arguments, message in (
        (["--force"], "--force works only with --output. Add --output FILE, or leave out --force."),
        (["--brief", "--format", "json"], "The json format always includes everything. Leave out --brief."),
        *(
            (["--compare", "1", "1", *others], f"Use --compare or {named}, not both.")
            for named, others in (
                ("ATTEMPT", ["1"]),
                ("--goal", ["--goal", "first-job"]),
                ("--assume", ["--assume", "education"]),
                ("--hours-per-week", ["--hours-per-week", "5"]),
                ("--output", ["--output", "both.txt"]),
                ("--format html", ["--format", "html"]),
            )
        ),
    ):
        assert run("report", *arguments) == Output(2, "", f"coder-readiness: {message}\n")


@pytest.mark.usefixtures("skipped")
@pytest.mark.parametrize("name", ["", " ", "A" * 201])
def test_no_name_is_exported_that_a_sheet_may_not_have(run: Any, name: str) -> None:
    refused = run("export", f"--name={name}")
    assert (refused.code, refused.out) == (2, "")
    assert refused.err.startswith("coder-readiness: --name must be text of 1 to 200 characters, not ")


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
    assert checked[-1] == "tiny: 1 area, 1 question, 1 finding"
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
        "bank/bread.yaml:1:5: warning: bread: One attempt asks 2 of only 4 knowledge questions here. Have at least "
        "8, so that a second attempt can ask new ones. [shallow-pool]\ntiny: 1 area, 5 questions, 1 finding\n",
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
    assert last == f"tiny: 23 areas, 115 questions, {len(everything)} findings"


def test_bank_check_warns_of_pools_too_small_for_what_is_asked(run: Any, bank_folder: BankFolder) -> None:
    bank_folder.competency(
        ("evidence: record", "evidence: self_report"), ("target: 0.5\n", "target: 0.5\nrequired: [first-job]\n")
    )
    assert run("bank", "check", "--questions", "bank") == Output(
        0,
        "bank/bread.yaml:1:5: warning: bread: This must-have may need 8 knowledge questions, but has only 4 for one "
        "attempt. Write 4 more. Then two attempts agree in 81 of 100 cases instead of 78. [short-pool]\n"
        "tiny: 1 area, 5 questions, 1 finding\n",
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


def test_another_profession_is_asked_with_no_word_about_coding(run: Any) -> None:
    quiz = run("quiz", "--plain", "--questions", OTHER_BANK, "--seed", "1", typed="?\n1\n" * 20)
    assert quiz.code == 0
    printed = quiz.out
    printed += run("report", "--questions", OTHER_BANK).out
    printed += run("practice", "--plain", "--questions", OTHER_BANK, typed="1\n" * 9).out
    printed += run("history", "--questions", OTHER_BANK).out
    assert not re.findall(
        r"\b(code|codes|coder|coding|coders|medical|clinical|ICD|license|certificate)\b(?!-readiness)", printed
    )


def test_an_attempt_for_another_bank_is_not_mixed_in(run: Any) -> None:
    run("quiz", "--plain", "--questions", OTHER_BANK, typed="s\nq\n")
    output = run("resume", "1", "--plain")
    assert output.code == 2
    assert "Attempt 1 used the question bank" in output.err
    for seen_otherwise in ("--goal=well-paid", "--assume=education"):
        assert run("report", "1", seen_otherwise).err == output.err


def test_a_new_quiz_asks_what_practice_has_not_shown(run: Any, home: Path) -> None:
    bank = load_bank(OTHER_BANK)
    shown = next(question.id for question in asked(bank, Sheet(seed=0)) if question.is_check)
    now = datetime(2026, 11, 30, tzinfo=UTC)
    with contextlib.closing(Store(home)) as store:
        store.cards.keep(bank.roadmap.id, shown, Card(now, now, 1, 5))
    quiz = ("quiz", "--plain", "--questions", OTHER_BANK)
    run(*quiz, typed="1\nq\n", new_seed=itertools.count().__next__)
    seed = json.loads(run("export", "--questions", OTHER_BANK).out)["seed"]
    assert shown not in {question.id for question in asked(bank, Sheet(seed=seed))}
    run(*quiz, "--seed", "0", typed="1\nq\n")  # the same seed means the same questions all the same
    assert json.loads(run("export", "2", "--questions", OTHER_BANK).out)["seed"] == 0


def test_one_sitting_of_practice_is_short(run: Any) -> None:
    output = run("practice", "--plain", typed="s\n" * 25)
    assert (output.code, output.out.count("Practice, question ")) == (0, 20)
    assert "question 20 of 20: " in output.out


def test_practice_tells_the_reason_after_each_answer(run: Any) -> None:
    output = run("practice", "privacy", "--plain", typed="1\n2\ns\nq\n")
    assert output.code == 0
    assert output.out.count("Source: ") == 2
    assert (
        len(
            re.findall(
                r"^(Right\.|Not quite\. The best answer: |Partly right\. The best answer: )", output.out, re.MULTILINE
            )
        )
        == 2
    )
    assert re.search(r"[012] of 2 right\.", output.out)
    assert json.loads(run("history", "--format", "json").out) == []


def test_plain_may_stand_before_the_command(run: Any) -> None:
    begun = run("--plain", "quiz", "--seed", "1", typed="s\nq\n")
    assert begun.code == 130
    assert run("--plain", "resume", typed="q\n").out == run("resume", "--plain", typed="q\n").out
    assert run("--plain", "report") == run("report", "--plain")


def test_a_quiz_tells_of_an_unfinished_attempt_and_leaves_it_to_be_gone_on_with(run: Any) -> None:
    told = "You're starting a new attempt. To finish attempt 1 later, type `coder-readiness resume 1"
    assert "unfinished" not in run("quiz", "--plain", "--seed", "1", typed="s\nq\n").out
    begun = run("quiz", "--plain", "--seed", "2", typed="q\n")
    assert " ".join(begun.out.split()).startswith(told)
    assert begun.code == 130
    assert run("resume", "--plain", typed="q\n").out.startswith("Picking up attempt 1, ")
    assert run("quiz", "--plain", "--seed", "2", typed="s\nq\n").out.replace("\n", " ").startswith(told)
    assert run("resume", "--plain", typed="q\n").out.startswith("Picking up attempt 2, ")
    again = run("resume", "1", "--plain", typed="q\n")
    assert again.out.startswith("Picking up attempt 1, ")
    assert again.err == "coder-readiness: We saved 1 answer. To continue, type: coder-readiness resume 1 --plain\n"
    assert "unfinished" not in run("quiz", "--plain", "--questions", OTHER_BANK, typed="q\n").out


def test_a_suggested_command_names_a_folder_without_its_escapes(run: Any, tmp_path: Path) -> None:
    folder = f"--data-dir={tmp_path}/a\x1b[31m b"
    left = run("quiz", "--plain", folder, "--seed", "1", typed="s\nq\n")
    again = run("quiz", "--plain", folder, "--seed", "1", typed="q\n")
    assert "\x1b" not in left.out + left.err + again.out + again.err
    way_back = f"resume --data-dir='{tmp_path}/a\\x1b[31m b' --plain"
    assert left.err.endswith(f"{way_back}\n")
    told = f"{way_back.replace('resume', 'resume 1')}`."
    assert "".join(told.split()) in "".join(again.out.split())  # it is longer than a line


COMMANDS = [
    *("quiz", "resume", "update", "practice", "report", "history", "score", "class", "export", "forget", "bank"),
    *(f"bank {name}" for name in ("check", "list", "show", "stats", "schema", "flags", "new", "import", "export")),
]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_short_help_that_points_to_what_they_share(run: Any, command: str) -> None:
    output = run(*command.split(), "--help")
    assert output.code == 0
    assert output.out.startswith(f"usage: coder-readiness {command} [options]")
    assert output.out.endswith("\nOptions for every command, such as --plain: see `coder-readiness --help`.\n")
    assert "  --plain" not in output.out
    assert len(output.out.splitlines()) <= 26


def test_the_help_of_the_program_has_the_options_of_every_command(run: Any) -> None:
    for option in ("--plain", "--questions DIR", "--data-dir DIR"):
        assert f"\n  {option} " in run("--help").out
        given = [option.replace("DIR", "x"), "--help"]
        assert run("bank", "list", *" ".join(given).split()).code == 0


def test_a_narrow_terminal_shows_names_whole(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    for name in ("$CODER_READINESS_QUESTIONS", "$CODER_READINESS_HOME", "--questions DIR"):
        assert name in run("--help").out


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


def test_the_version_is_told_without_heavy_imports() -> None:
    heavy = {"pydantic", "yaml", "rich", "questionary", "sqlite3", "prompt_toolkit"}
    code = (
        "import sys\n"
        "from coder_readiness.cli.main import main\n"
        "main(['--version'])\n"
        f"print(sorted({heavy!r} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == f"coder-readiness {coder_readiness.__version__}\n[]\n"


def test_a_menu_needs_no_bank() -> None:
    code = (
        "import sys, coder_readiness.quiz.terminal, coder_readiness.quiz.plain, coder_readiness.store.database\n"
        "import coder_readiness.cli.menu.loop\n"
        "print(sorted({'pydantic', 'yaml'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_the_python_interface(bank: Bank) -> None:
    sheet = whole_sheet(bank)
    assert assess(bank, sheet).next_step is None
    first = next_question(bank, {"answers": {}})
    assert first is not None
    assert bank.home[first.id].step == "basic-requirements"
    assert next_question(bank, sheet) is None
    assert next_question(bank, sheet, mode="quick") is None


@pytest.mark.parametrize("arguments", ["bank list", "score --format json sheets.jsonl"])
def test_a_closed_pipe_is_no_error(tmp_path: Path, arguments: str) -> None:
    (tmp_path / "sheets.jsonl").write_text('{"answers": {}}\n' * 50, encoding="utf-8")
    command = f"set -o pipefail; {sys.executable} -m coder_readiness {arguments} | head -n 1"
    done = subprocess.run(["bash", "-c", command], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_who_asks_all_programs_for_plain_lines_gets_them(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    run("quiz", "--plain", typed="q\n")  # what is said only once
    plain = run("quiz", "--plain", "--seed", "1", "--step", "1", typed="q\n")
    monkeypatch.setenv("ACCESSIBLE", "1")
    assert run("quiz", "--seed", "1", "--step", "1", typed="q\n").out == plain.out
    monkeypatch.setenv("ACCESSIBLE", "0")
    assert run("quiz", "--seed", "1", "--step", "1", typed="q\n").code == 2
