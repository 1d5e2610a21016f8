"""Terminals that can do little, colors that are forced or not wanted, and very low windows."""

import os
import re
from pathlib import Path
from typing import Any

import pytest

from tests.driver import Program
from tests.running import OTHER_BANK, outcome, skips
from tests.surroundings import quiz, run

pytestmark = pytest.mark.skipif(os.name != "posix", reason="permissions, signals and devices of POSIX")


def test_a_menu_in_a_terminal_that_can_do_nothing_begins_a_quiz(tmp_path: Path) -> None:
    program = Program(home=tmp_path, environment={"TERM": "dumb"})
    program.type("1")
    program.until("What do you want to be ready for?")
    program.type("1")
    program.type("q")
    program.until("You quit before the first answer")
    program.type("q")
    assert program.end() == 0


def sitting(home: Path, environment: dict[str, str]) -> str:
    """Return all that is printed for one step of the small quiz, its review and report, and for practice."""
    program = Program(
        "quiz", "--step", "1", "--seed", "3", "--questions", OTHER_BANK, home=home, environment=environment
    )
    program.until_asked("Question 1 of 2")
    program.press("1", "?", "enter")
    program.until_asked("Question 2 of 2")
    program.press("x", "enter")
    program.until_asked("We can't use that")
    program.press("\b", "3", "enter")
    program.until_asked("What would you like")
    program.press("1", "enter")
    assert program.leave_menu() == 0
    printed = program.everything
    program = Program("practice", "brakes", "--questions", OTHER_BANK, home=home, environment=environment)
    program.until("q = stop")
    program.press("1", "enter")
    program.until_asked("Source: ")
    program.press("q")
    return printed + program.finished()


def attributes(printed: str) -> set[str]:
    """Return the colors and the like that a text is printed in, but for 0, which ends them."""
    return set(";".join(re.findall(r"\x1b\[([0-9;]*)m", printed)).split(";")) - {"", "0"}


ASCII = {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
BOLD, ITALIC, UNDERLINED, RED, GREEN, MAGENTA = "1", "3", "4", "31", "32", "35"


@pytest.mark.parametrize(
    ("environment", "used"),
    [
        ({"TERM": "xterm", "FORCE_COLOR": "1"}, {BOLD, ITALIC, UNDERLINED, RED, GREEN, MAGENTA}),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1", **ASCII}, {BOLD, ITALIC, UNDERLINED}),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1", "LC_ALL": "C"}, {BOLD, ITALIC, UNDERLINED}),
    ],
)
def test_no_color_vanishes_on_light_or_dark_and_there_is_only_ascii_without_utf8(
    tmp_path: Path, environment: dict[str, str], used: set[str]
) -> None:
    printed = sitting(tmp_path, environment)
    assert attributes(printed) == used
    assert printed.isascii() == ("LC_ALL" in environment)


@pytest.mark.parametrize("environment", [{"TERM": "dumb", "FORCE_COLOR": "1"}, {"TERM": "unknown"}])
def test_a_terminal_that_can_do_nothing_gets_plain_lines_of_its_width(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    outcome("quiz", "--plain", "--questions", OTHER_BANK, typed=skips(OTHER_BANK).encode(), home=tmp_path)
    for command in ("quiz", "report"):
        program = Program(command, "--questions", OTHER_BANK, home=tmp_path, columns=40, environment=environment)
        if command == "quiz":
            program.until("Your answer (")
            program.press("q\r")
        program.end()
        assert "\x1b" not in program.everything
        assert max(map(len, program.everything.splitlines())) <= 40


@pytest.mark.parametrize(
    ("variables", "used"),
    [
        ({"FORCE_COLOR": "1"}, {BOLD, ITALIC, UNDERLINED, MAGENTA}),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, {BOLD, ITALIC, UNDERLINED}),
        ({"FORCE_COLOR": "1", "TERM": "dumb"}, set()),
        ({}, set()),
    ],
)
def test_a_report_through_a_pipe_is_colored_where_that_is_forced_and_never_paged(
    tmp_path: Path, variables: dict[str, Any], used: set[str]
) -> None:
    outcome("quiz", "--plain", "--questions", OTHER_BANK, typed=skips(OTHER_BANK).encode(), home=tmp_path)
    variables = {"TERM": "xterm", "NO_COLOR": "", "FORCE_COLOR": "", "COLUMNS": "80", **variables}
    ended = run("report", "--questions", OTHER_BANK, home=tmp_path, PAGER="sed 's/^/paged: /'", **variables)
    assert (ended.code, ended.err) == (0, "")
    assert attributes(ended.out) == used
    lines = re.sub(r"\x1b\[[0-9;]*m", "", ended.out).splitlines()
    assert "\x1b" not in "".join(lines)
    assert max(map(len, lines)) <= 80
    assert any("FOCUS NEXT" in line for line in lines)
    assert "paged: " not in ended.out


def test_forced_color_does_not_make_a_pipe_a_terminal_to_ask_on(tmp_path: Path) -> None:
    ended = run("quiz", "--questions", OTHER_BANK, home=tmp_path, FORCE_COLOR="1")
    assert ended.message.startswith("This window can't show the quiz.")
    assert attributes(quiz(tmp_path, "1\nq\n").out) == set()


def test_a_long_reason_in_a_very_low_window_goes_with_the_next_key(tmp_path: Path) -> None:
    program = Program("quiz", "--questions", OTHER_BANK, home=tmp_path, columns=24, lines=8)
    while "used on a bike?" not in (page := program.until_asked("Keys: Enter = ")):
        program.press("enter")
        program.until_changed(page)
    program.press("enter")
    program.until("options, b = back")
    program.press("enter")
    program.until("[ ] 1 Hex keys and")
    program.press("down")
    program.until("» [ ] 1 Hex keys and")
    program.press("?")
    assert "» [ ] 1 Hex keys and" in program.until("Why we ask: ")
    program.press("down")
    assert "Why we ask: " not in program.until("» [ ] 2 Tire levers")
    program.kill()
