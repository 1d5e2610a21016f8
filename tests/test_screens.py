"""The main screens as a person sees them, in a real pseudo-terminal; the numbers of minutes are left out.

After a wanted change: UPDATE_GOLDEN=1 pytest tests/test_screens.py, and look at what has changed.
"""

import os
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.driver import Program, kind_of

pytestmark = pytest.mark.skipif(os.name != "posix", reason="pseudo-terminals are a matter of POSIX")

FOLDER = Path(__file__).parent / "golden" / "screens"
BANK = ("--questions", str(Path(__file__).parent / "other_bank"))
WITH_SEED = "import sys; from coder_readiness import cli; cli._new_seed = lambda: 3; sys.exit(cli.main())"
TYPES = ("single", "several", "number", "check", "code")
ANSWERS = {"single": "2", "several": "12\r", "number": "3\r", "check": "1", "code": "d\r"}
QUIZ = (*(f"{kind}-40" for kind in TYPES), *TYPES, "why", "no-line", "no-code", "review", "change", "change-step")


def take_quiz(home: Path, columns: int, *, to_review: bool) -> dict[str, str]:
    """Answer the first question of each type, skip the others, and perhaps look around in the review."""
    program = Program("quiz", "--seed", "3", *BANK, home=home, columns=columns)
    seen: dict[str, str] = {}
    where = ""
    while where := program.next_question(where):
        kind = kind_of(program.text)
        if kind not in seen:
            seen[kind] = program.text
            if kind == "single" and "why" not in seen:
                program.press("?")
                seen["why"] = program.until_asked("Why we ask: ")
                program.press("7")
                seen["no-line"] = program.until_asked("There is no line 7.")
            if kind == "code":
                program.press("hello", "enter")
                seen["no-code"] = program.until_asked("That does not fit: ")
                program.press("\b" * 5)
            program.press(ANSWERS[kind])
        else:
            program.press("s\r" if kind in {"number", "code"} else "s")
    if to_review:
        seen["review"] = program.text
        program.press("3")
        seen["change-step"] = program.until_asked("Which step is it about?")
        program.press("4")
        seen["change"] = program.until_asked("Which answer do you want to change?")
    program.process.close(force=True)
    return seen


def menu(home: Path) -> str:
    program = Program(*BANK, home=home)
    screen = program.until("q leave")
    program.process.close(force=True)
    return screen


def quick_end(home: Path) -> str:
    program = Program("quiz", "--quick", "--seed", "3", *BANK, home=home)
    where = ""
    while where := program.next_question(where):
        program.press("enter")
    screen = program.until("q leave")
    program.process.close(force=True)
    return screen


def practice(home: Path) -> str:
    program = Program("practice", "brakes", *BANK, home=home, command=(sys.executable, "-c", WITH_SEED))
    program.until("q leave")
    program.press("1")
    program.until("Source:")
    screen = program.until("q leave")
    program.process.close(force=True)
    return screen


@pytest.fixture(scope="module")
def screens(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return every screen by its name."""
    wide = take_quiz(tmp_path_factory.mktemp("home"), 80, to_review=True)
    narrow = take_quiz(tmp_path_factory.mktemp("home"), 40, to_review=False)
    alone: dict[str, Callable[[Path], str]] = {"menu": menu, "quick-end": quick_end, "practice": practice}
    return {
        **wide,
        **{f"{kind}-40": narrow[kind] for kind in TYPES},
        **{name: screen(tmp_path_factory.mktemp("home")) for name, screen in alone.items()},
    }


@pytest.mark.parametrize("name", [*QUIZ, "menu", "quick-end", "practice"])
def test_a_screen(screens: dict[str, str], name: str) -> None:
    golden = FOLDER / f"{name}.txt"
    screen = re.sub(r"about \d+(\s)min", r"about #\1min", screens[name]).rstrip("\n") + "\n"
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_text(screen, encoding="utf-8")
    assert screen == golden.read_text(encoding="utf-8")
