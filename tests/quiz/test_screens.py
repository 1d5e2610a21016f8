"""The main screens as a person sees them, in a real pseudo-terminal; the numbers of minutes are left out.

After a wanted change: UPDATE_GOLDEN=1 pytest tests/quiz/test_screens.py, and look at what has changed.
"""

import os
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from tests.driver import Program, kind_of
from tests.paths import GOLDEN, OTHER_BANK

pytestmark = pytest.mark.skipif(os.name != "posix", reason="pseudo-terminals are a matter of POSIX")

FOLDER = GOLDEN / "screens"
BANK = ("--questions", str(OTHER_BANK))
ANSWERS = {"single": "2\r", "several": "12\r", "number": "3\r", "check": "1\r", "code": "d\r"}
WIDTHS = (40, 60, 80, 120, 200)
SCREENS = (*ANSWERS, "menu", "practice", "review", "change-step", "change-competency", "change")

Screens = dict[str, str]


def take_quiz(home: Path, columns: int) -> Screens:
    """Answer the first question of each type, skip the others, look around in the review, and read the report."""
    program = Program("quiz", "--seed", "3", *BANK, home=home, columns=columns)
    seen: Screens = {}
    where = ""
    while where := program.next_question(where):
        kind = kind_of(program.text)
        if kind not in seen:
            seen[kind] = program.text
            if kind == "single":
                program.press("?")
                seen["why"] = program.until_asked("Why we ask: ")
                program.press("7")
                seen["no-line"] = program.until_asked("There's no option 7")
            if kind == "code":
                program.press("hello", "enter")
                seen["no-code"] = program.until_asked("We can't use that: ")
                program.press("\b" * 5)
            program.press(ANSWERS[kind])
        else:
            program.press("s\r" if kind in {"number", "code"} else "s")
    seen["review"] = program.text
    program.press("3\r")
    seen["change-step"] = program.until_asked("Which step has the answer")
    program.press("4\r")
    seen["change-competency"] = program.until_asked("Which area has the answer")
    program.press("1\r")
    seen["change"] = program.until_asked("Which answer do you want to change?")
    for shown_before in (
        "Which area has the answer",
        "Which step has the answer",
        "1 See your result",
    ):
        before = program.text
        program.press("b")
        program.until_changed(before)
        program.until_asked(shown_before)
    program.press("1\r")
    assert program.leave_menu() == 0
    printed = re.sub(r"\x1b\[[^a-zA-Z]*[a-zA-Z]|\r", "", program.everything)
    shown = printed.rpartition("» See your result\n")[2]
    seen["report"] = re.split(r"Keys: Enter = continue|We can tell you how many", shown)[0]
    return seen


def practice_from_the_menu(home: Path, columns: int) -> Screens:
    program = Program(*BANK, home=home, columns=columns)
    seen = {"menu": program.until_asked("4 Quit")}
    program.press("3\r")
    program.until_asked("Practice, question 1")
    program.press("1\r")
    seen["practice"] = program.until_asked("Source:")
    program.kill()
    return seen


def first_case(home: Path, columns: int) -> str:
    """Return the first question of the practice of whole cases, of which the small bank has none."""
    program = Program("practice", "whole-cases", home=home, columns=columns)
    program.next_question()
    screen = program.text
    program.process.close(force=True)
    return screen


def quick_end(home: Path) -> str:
    program = Program("quiz", "--quick", "--seed", "3", *BANK, home=home)
    where = ""
    while where := program.next_question(where):
        program.press("0", "enter")
    screen = program.until("q = quit")
    program.kill()
    return screen


ScreensAt = Callable[[int], Screens]


@pytest.fixture(scope="module")
def screens_at(tmp_path_factory: pytest.TempPathFactory) -> ScreensAt:
    """Return what gives every screen at a width of the terminal by its name."""

    @cache
    def at(columns: int) -> Screens:
        home = tmp_path_factory.mktemp("home")
        seen = {**practice_from_the_menu(home, columns), **take_quiz(home / "quiz", columns)}
        seen["case"] = first_case(home / "case", columns)
        if columns == 80:
            seen["quick-end"] = quick_end(home / "quick")
        return {name: re.sub(r"about \d+(\s+)min", r"about #\1min", text) for name, text in seen.items()}

    return at


@pytest.mark.parametrize(
    ("columns", "name"),
    [
        *((80, name) for name in (*SCREENS, "case", "why", "no-line", "no-code", "quick-end")),
        *((columns, name) for columns in (40, 200) for name in (*SCREENS, "case")),
    ],
)
def test_a_screen(screens_at: ScreensAt, columns: int, name: str) -> None:
    golden = FOLDER / f"{name if columns == 80 else f'{name}-{columns}'}.txt"
    screen = screens_at(columns)[name].rstrip("\n") + "\n"
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_text(screen, encoding="utf-8")
    assert screen == golden.read_text(encoding="utf-8")


def last_part(screen: str) -> list[str]:
    """Return the last words on a screen: a question, a list, or a verdict in practice."""
    asked = r"Question \d+ of |You answered |Which (?:step|area|answer) |How do you want"
    start = rf"^(?:{asked}|(?:[✓✗] )?(?:Right|Not quite)\.)"
    return screen[[match.start() for match in re.finditer(start, screen, re.MULTILINE)][-1] :].split()


@pytest.mark.parametrize("name", [*SCREENS, "why", "no-line", "no-code"])
def test_at_every_width_there_are_the_same_whole_words(screens_at: ScreensAt, name: str) -> None:
    """So nothing is cut off, and no word split by the edge of the terminal."""
    widths = WIDTHS[1:] if name == "change" else WIDTHS  # at 40 columns that list scrolls
    words = {columns: last_part(screens_at(columns)[name]) for columns in widths}
    assert words[200][-1] == ("stop" if name == "practice" else "quit")
    assert words == dict.fromkeys(widths, words[200])


@pytest.mark.parametrize("columns", WIDTHS)
def test_the_report_fits_at_every_width(screens_at: ScreensAt, columns: int) -> None:
    assert max(map(len, screens_at(columns)["report"].splitlines())) <= columns
    # After it come commands, which name a folder that may be longer than any line.
    report, widest = (
        re.sub(r"(\d+)% to (\d+)%", r"\1-\2%", screens_at(width)["report"].partition("What would you like to do?")[0])
        for width in (columns, 200)
    )
    # A narrow one marks in its bars what a step needs, and doesn't say it.
    assert {*re.findall(r"[\w'-]+", widest)} - {*re.findall(r"[\w'-]+", report)} <= {"needs", "60"}
