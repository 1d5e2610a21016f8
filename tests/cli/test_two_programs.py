"""Two programs at once on the same attempts: the answers of both are kept, and nothing is overwritten unsaid."""

import contextlib
import json
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from coder_readiness.quiz.attempt import Quiz
from coder_readiness.scoring.sheet import Sheet
from coder_readiness.store.database import Store
from tests.driver import Program
from tests.running import OTHER_BANK, outcome, skips

pytestmark = pytest.mark.skipif(os.name != "posix", reason="pseudo-terminals are a matter of POSIX")


@pytest.fixture
def windows(home: Path) -> Iterator["Windows"]:
    opened = Windows(home)
    yield opened
    for program in opened.programs:
        program.kill()


class Windows:
    """Programs in plain lines, each in a terminal of its own."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self.programs: list[Program] = []

    def open(self, *arguments: str) -> Program:
        """Start a program and wait until it can be answered."""
        program = Program(*arguments, "--plain", "--questions", OTHER_BANK, home=self._home, columns=100, lines=200)
        self.programs.append(program)
        program.await_prompt()
        return program


def answer(program: Program, line: str, then: str) -> str:
    """Type a line and return what was printed since, once `then` is among it."""
    before = len(program.everything)
    program.type(line)
    while then not in program.everything[before:]:
        program.read()
    program.await_prompt()
    return program.everything[before:]


def answers(home: Path, attempt: int) -> dict[str, object]:
    kept: dict[str, object] = json.loads(outcome("export", str(attempt), home=home).out)["answers"]
    return kept


def rows(home: Path) -> list[dict[str, object]]:
    listed: list[dict[str, object]] = json.loads(outcome("history", "--format", "json", home=home).out)
    return listed


def finished_attempt(home: Path, line: bytes) -> str:
    """Take a quiz with the same line for every question, and return what it printed."""
    return outcome(
        "quiz", "--plain", "--seed", "3", "--questions", OTHER_BANK, typed=(line + b"\n") * 40, home=home, notices=True
    ).out


def test_two_quizzes_and_practice_do_not_touch_each_other(home: Path, windows: Windows) -> None:
    one = windows.open("quiz", "--seed", "3")
    two = windows.open("quiz", "--seed", "4")
    practice = windows.open("practice")
    for number in range(2, 6):
        answer(one, "1", f"Question {number} of")
        answer(practice, "1", f"question {number}")
        answer(two, "2" if number % 2 else "1", f"Question {number} of")
    assert [row["answered"] for row in rows(home)] == [4, 4]
    assert answers(home, 1) != answers(home, 2)
    two.process.kill(9)
    answer(one, "1", "Question 6 of")
    assert [row["answered"] for row in rows(home)] == [5, 4]


def test_two_windows_on_one_attempt_keep_the_answers_of_both(home: Path, windows: Windows) -> None:
    one = windows.open("quiz", "--seed", "3")
    answer(one, "1", "Question 2 of")
    two = windows.open("resume")
    assert "another window" not in answer(one, "1", "Question 3 of")
    replaced = answer(two, "2", "Your answer")
    assert "This replaces your answer from another window: " in replaced
    assert "Question 3 of" in replaced
    answer(one, "1", "Question 4 of")
    answer(one, "1", "Question 5 of")
    # Question 3 was on the screen already; the ones after it are not asked again.
    assert "Question 5 of" in answer(two, "s", "Your answer: skipped")
    kept = answers(home, 1)
    assert (len(kept), list(kept.values()).count("$skip")) == (4, 1)


def test_the_report_counts_what_another_window_answered(home: Path, windows: Windows) -> None:
    typed = b"1\n" * 5 + b"s\n" * 12 + b"q\n"  # all but the last of 18
    outcome("quiz", "--plain", "--seed", "3", "--questions", OTHER_BANK, typed=typed, home=home)
    one, two = windows.open("resume"), windows.open("resume")
    assert "That was the last question." in answer(one, "s", "What would you like to do next?")
    answer(two, "1", "What would you like to do next?")
    answer(one, "1", "How many hours a week")
    answer(one, "", "What would you like to do?")
    one.press("q", "enter")
    assert one.end() == 0
    exported = outcome("export", "1", "--with-private", home=home).out
    scored = outcome("score", "-", "--format", "json", "--questions", OTHER_BANK, typed=exported.encode(), home=home)
    reported = outcome("report", "--format", "json", "--questions", OTHER_BANK, home=home)
    assert json.loads(scored.out) == json.loads(reported.out)
    before = answers(home, 1)
    two.press("1", "enter")
    assert two.end() == 2
    said = "Attempt 1 was finished in another window, so we can't save your answers."
    assert said in " ".join(two.everything.split())
    assert answers(home, 1) == before


@pytest.mark.parametrize("which", ["1", "--all"])
def test_answering_what_another_window_has_forgotten_is_said(home: Path, windows: Windows, which: str) -> None:
    one = windows.open("quiz", "--seed", "3")
    answer(one, "1", "Question 2 of")
    assert outcome("forget", which, home=home).code == 0
    one.press("1", "enter")
    assert one.end() == 2
    said = "Attempt 1 was deleted in another window, so we can't save your answers."
    assert said in " ".join(one.everything.split())
    assert rows(home) == []


def test_forgetting_another_attempt_disturbs_nobody(home: Path, windows: Windows) -> None:
    finished_attempt(home, b"1")
    one = windows.open("quiz", "--seed", "4")
    answer(one, "1", "Question 2 of")
    assert outcome("forget", "1", home=home).code == 0
    answer(one, "1", "Question 3 of")
    assert [(row["attempt"], row["answered"]) for row in rows(home)] == [(2, 2)]


def test_two_updates_are_two_attempts(home: Path, windows: Windows) -> None:
    finished_attempt(home, b"1")
    one, two = windows.open("update"), windows.open("update")
    answer(one, "2", "Your answer")
    answer(two, "3", "Your answer")
    kept = [row["answered"] for row in rows(home)]
    assert kept[1:] == [kept[1], kept[1]]
    assert answers(home, 2) != answers(home, 3)


def test_an_answer_that_another_window_gives_while_the_report_is_made_is_in_the_report(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def take_and_answer_elsewhere(quiz: Quiz) -> Sheet:
        sheet = take(quiz)
        with contextlib.closing(Store(home)) as store:
            store.keep(quiz.attempt, "proof-state", "assessment", datetime.now(UTC))
        return sheet

    take = Quiz.take
    monkeypatch.setattr(Quiz, "take", take_and_answer_elsewhere)
    typed = skips(OTHER_BANK).encode()
    printed = outcome("quiz", "--plain", "--seed", "3", "--questions", OTHER_BANK, typed=typed, home=home).out
    assert printed.endswith(outcome("report", "1", "--plain", "--questions", OTHER_BANK, home=home).out)
    exported = outcome("export", "1", "--with-private", home=home).out
    assert json.loads(exported)["answers"]["proof-state"] == "assessment"
    scored = outcome("score", "-", "--format", "json", "--questions", OTHER_BANK, typed=exported.encode(), home=home)
    reported = outcome("report", "1", "--format", "json", "--questions", OTHER_BANK, home=home)
    assert json.loads(scored.out) == json.loads(reported.out)
