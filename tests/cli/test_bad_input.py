"""Bad input gets one clear message and exit code 2, and leaves nothing behind."""

import os
from pathlib import Path
from typing import Any

import pytest


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
        "coder-readiness: This window can't show the quiz. "
        "Add --plain to answer line by line, or score saved answers with `coder-readiness score FILE`.\n"
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
            'There\'s no area "dancing". Type a title from your report, such as "What coders do".',
        ),
        (
            ["practice", "--plain", "privcy"],
            'There\'s no area "privcy". Did you mean this one?\n  privacy: Patient privacy (HIPAA)',
        ),
        (
            ["practice", "--plain", "background"],
            'The area "Background check" has no practice questions. To practice all areas, type '
            "`coder-readiness practice --plain`.",
        ),
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
