"""Reaching a question of the program in a terminal, and taking the small quiz."""

import re
from pathlib import Path

from tests.driver import WAY_OUT, Program
from tests.running import OTHER_BANK, outcome

QUESTION = re.compile(r"[Qq]uestion (\d+) of (?:about )?(\d+)")


def number(screen: str) -> int:
    """Return the number of the last question on the screen."""
    return int(QUESTION.findall(" ".join(screen.split()))[-1][0])


def is_listening(screen: str) -> bool:
    """Tell whether a question is drawn, so that keys are read."""
    return re.search(WAY_OUT, screen) is not None


def reach(program: Program, wanted: int) -> str:
    """Wait until question `wanted` is put and its keys are read."""
    while True:
        text = program.text
        if QUESTION.search(" ".join(text.split())) and number(text) == wanted and is_listening(text):
            return text
        program.go_on(text)


def take_small_quiz(home: Path) -> None:
    """Take the whole small quiz in plain lines, with the first answer to every question."""
    outcome("quiz", "--plain", "--seed", "3", "--questions", OTHER_BANK, typed=b"1\n" * 40, home=home)


def answer_all(program: Program, key: str) -> None:
    """Answer every question with a key, whatever its type, and ask for the report."""
    where = ""
    while where := program.next_question(where):
        program.press(key, "enter")
    program.press("1", "enter")
