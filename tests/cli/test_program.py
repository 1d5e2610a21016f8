"""The real program in a real pseudo-terminal: what keys, signals and the size of the window do."""

import json
import os
import re
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.keyboard import is_listening, number, reach
from tests.driver import Program, kind_of
from tests.running import OTHER_BANK, outcome

pytestmark = pytest.mark.skipif(os.name != "posix", reason="pseudo-terminals are a matter of POSIX")


@pytest.fixture
def quiz(home: Path) -> Iterator[Program]:
    program = Program("quiz", "--seed", "3", home=home)
    yield program
    program.kill()


SURE = {"single": ("1", "enter"), "check": ("up", "enter"), "number": ("0", "enter"), "code": ("d", "enter")}


def test_a_full_quiz_ends_with_the_report(home: Path) -> None:
    program = Program("quiz", "--seed", "3", "--questions", OTHER_BANK, home=home)
    where = ""
    while where := program.next_question(where):
        program.press(*SURE.get(kind_of(program.text), ("0", "enter")))
    program.press("1", "enter")
    assert program.leave_menu() == 0
    assert "FOCUS NEXT" in program.everything
    exported = json.loads(outcome("export", home=home).out)
    assert "$unknown" in map(str, exported["answers"].values())
    scored = json.loads(outcome("report", "--format", "json", "--questions", OTHER_BANK, home=home).out)
    assert scored["next_step"]["number"] == 1


def test_a_quiz_can_be_taken_in_a_low_window(home: Path) -> None:
    program = Program("quiz", "--seed", "3", "--questions", OTHER_BANK, home=home, columns=40, lines=14)
    where, asked = "", []
    while where := program.next_question(where):
        asked.append(number(where))
        program.press("s", *["enter"] * (kind_of(program.text) in {"number", "code"}))
    assert asked == list(range(1, 19))
    program.process.close(force=True)


def test_a_key_without_a_meaning_in_a_list_is_said_to_have_none(home: Path) -> None:
    program = Program(home=home)
    program.until_asked("1 Quick quiz")
    program.press("1", "enter")
    program.until_asked("What do you want to be ready for?")
    for key, name in (("?", "?"), ("space", "Space")):
        program.press(key)
        program.until(f'"{name}" does nothing here. Press a number from 1 to 2.')
    program.press("2", "0")
    program.until("There's no option 20.")
    program.process.close(force=True)


def test_a_key_without_a_meaning_on_a_screen_to_read_is_said_to_have_none(home: Path) -> None:
    program = Program("quiz", "--seed", "3", home=home)
    program.until("Keys: Enter = go to the question, b = back, q = quit")
    program.press("?")
    program.until("That does nothing here. Press Enter to continue.")
    program.press("enter")
    assert "That isn't" not in reach(program, 1)
    program.kill()


def test_held_enter_answers_nothing(home: Path) -> None:
    program = Program("quiz", "--seed", "3", home=home)
    reach(program, 1)
    program.press("4", *["enter"] * 30)
    reach(program, 2)
    program.press(*["enter"] * 30)
    program.until("Nothing is selected yet. If none apply, press 1, then Enter.")
    program.press("s")
    reach(program, 3)
    program.press(*["enter"] * 30)
    program.until("Nothing is selected yet.")
    program.leave_quiz()
    assert program.end() == 130
    assert list(json.loads(outcome("export", home=home).out)["answers"].values()) == ["diploma", "$skip"]


def test_a_number_and_enter_give_one_answer_each(home: Path) -> None:
    program = Program("quiz", "--seed", "3", home=home)
    for wanted in range(1, 7):
        reach(program, wanted)
        program.press("2")
        program.until_changed(program.text)
        program.press("enter")
    reach(program, 7)
    program.press("ctrl-c")
    assert program.end() == 130
    assert len(json.loads(outcome("export", home=home).out)["answers"]) == 6


def test_enter_comes_forward_through_the_answers_a_person_went_back_over(quiz: Program, home: Path) -> None:
    for wanted, keys in ((1, "4"), (2, "2"), (3, "3"), (4, "")):
        reach(quiz, wanted)
        quiz.press(*keys, *["enter"] * bool(keys))
    for wanted in (3, 2, 1):
        quiz.press("b")
        reach(quiz, wanted)
    for wanted in (2, 3, 4):
        quiz.press("enter")
        reach(quiz, wanted)
    quiz.leave_quiz()
    assert quiz.end() == 130
    first, *_ = json.loads(outcome("export", home=home).out)["answers"].values()
    assert first == "diploma"


def test_number_keys_choose_and_the_answer_is_echoed(quiz: Program) -> None:
    reach(quiz, 1)
    quiz.press("4", "enter")
    screen = reach(quiz, 2)
    assert re.search(r"^» I have a high school diploma", screen, re.MULTILINE)


def test_arrows_move_and_enter_chooses(quiz: Program) -> None:
    reach(quiz, 1)
    quiz.press("down", "down", "down", "down", "enter")
    assert "» I have a high school diploma" in reach(quiz, 2)


def test_space_and_numbers_select(quiz: Program) -> None:
    reach(quiz, 1)
    quiz.press("s")
    reach(quiz, 2)
    quiz.press("down", "down", "space")
    quiz.until("[x] 2")
    quiz.press("4")
    screen = quiz.until("[x] 4")
    assert "[ ] 3" in screen
    quiz.press("enter")
    assert "» 2 selected: Saved a file in a folder, found it again later and emailed it..." in reach(quiz, 3)


def test_back_skip_and_why(quiz: Program) -> None:
    reach(quiz, 1)
    quiz.press("?")
    quiz.until("Why we ask: ")
    quiz.press("s")
    assert "» Skipped" in reach(quiz, 2)
    quiz.press("b")
    reach(quiz, 1)
    quiz.press("4", "enter")
    assert "» I have a high school diploma" in reach(quiz, 2)


@pytest.mark.parametrize("key", ["q", "ctrl-c", "ctrl-d"])
def test_leaving_keeps_the_answers_and_says_how_to_go_on(home: Path, key: str) -> None:
    program = Program("quiz", "--seed", "3", home=home, columns=60)
    reach(program, 1)
    program.press("4", "enter")
    reach(program, 2)
    if key == "q":
        program.leave_quiz()
    else:
        program.press(key)
    assert program.end() == 130
    assert "\ncoder-readiness: We saved 1 answer. To continue, type:\ncoder-readiness resume\n" in program.text
    assert number(outcome("resume", "--plain", typed=b"q\n", home=home).out) == 2


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGINT"])
def test_signals_leave_politely(home: Path, name: str) -> None:
    program = Program("quiz", "--seed", "3", home=home)
    reach(program, 1)
    program.press("4", "enter")
    reach(program, 2)
    program.process.kill(getattr(signal, name))
    assert program.end() == 130
    exported = json.loads(outcome("export", home=home).out)
    assert list(exported["answers"].values()) == ["diploma"]


def test_a_killed_program_has_lost_nothing(home: Path) -> None:
    program = Program("quiz", "--seed", "3", home=home)
    reach(program, 1)
    program.press("4", "enter")
    reach(program, 2)
    program.process.kill(signal.SIGKILL)
    assert program.end() == -signal.SIGKILL
    assert number(outcome("resume", "--plain", typed=b"q\n", home=home).out) == 2


def test_ctrl_z_suspends_and_fg_goes_on(home: Path) -> None:
    shell = Program(home=home, command=("bash", "--norc", "--noprofile", "-i"), environment={"PS1": "ready> "})
    shell.until("ready>")
    shell.press(f"{sys.executable} -m coder_readiness quiz --seed 3", "enter")
    reach(shell, 1)
    shell.press("\x1a")
    shell.until("Stopped")
    shell.until_drawn_again("fg", "enter")  # sooner, an Enter would be the shell's, or that of a line
    shell.press("4", "enter")
    assert "» I have a high school diploma" in reach(shell, 2)
    shell.kill()


def test_quick_mode_ends_with_the_report(home: Path) -> None:
    program = Program("quiz", "--quick", "--seed", "3", "--questions", OTHER_BANK, home=home)
    where = ""
    while where := program.next_question(where):
        assert "of up to" in where
        program.press("0", "enter")
    assert "your next step is clear after 1 question. Focus on" in program.text
    assert "More questions wouldn't change that." in " ".join(program.text.split())
    program.press("3", "enter")
    program.until_asked("Which answer do you want to change?")
    program.press("1", "enter")
    program.until_asked("Question 1 of up to 18 (usually there are fewer): ")
    program.press("5", "enter")
    program.until_asked("Question 2 of up to 18 (usually there are fewer): ")
    program.press("0", "enter")
    program.until_asked("your next step is clear after 2 questions")
    program.press("1", "enter")
    assert program.leave_menu() == 0
    assert "FOCUS NEXT" in program.everything


def test_a_dumb_terminal_gets_plain_lines(home: Path) -> None:
    program = Program("quiz", "--seed", "3", home=home, environment={"TERM": "dumb"})
    program.until("Your answer (")
    program.press("q\r")
    assert program.end() == 130
    assert "\x1b" not in program.everything


@pytest.mark.parametrize("columns", [40, 60, 80, 200])
def test_options_are_wrapped_between_words_at_any_width(home: Path, columns: int) -> None:
    program = Program("quiz", "--seed", "3", home=home, columns=columns, lines=60)
    words = " ".join(program.until("5 I have").split())
    assert "All my schooling was in another country, and it hasn't been evaluated for the US" in words
    assert "5 I have an associate or bachelor's degree, or higher" in words
    program.kill()


def block(screen: str) -> list[str]:
    """Return the words from the last question on, whatever lines they are in."""
    return re.split(r"^Question ", screen, flags=re.MULTILINE)[-1].split()


def test_a_resized_window_is_drawn_anew_with_a_question_of_each_type_open(home: Path) -> None:
    program = Program("quiz", "--seed", "3", "--questions", OTHER_BANK, home=home, columns=100, lines=40)
    seen: set[str] = set()
    where = ""
    while len(seen) < 5:
        where = program.next_question(where)
        kind = kind_of(program.text)
        if kind not in seen:
            seen.add(kind)
            program.press("?\r" if kind in {"number", "code"} else "?")
            program.until("Why we ask")
            words = block(program.until_asked("Keys:"))  # not what a drawing half done has left of them
            for columns in (80, 40, 120, 40, 30, 100):
                program.resize(columns, 40)
                while block(program.text) != words:
                    program.until_changed(program.text)
                assert program.text.count("Keys:") == 1
                assert len(re.findall(r"^Step \d of \d.* left$", program.text, re.MULTILINE)) == 1
        program.press("s\r" if kind in {"number", "code"} else "s")
    program.kill()


def test_without_utf8_there_are_only_ascii_characters(home: Path) -> None:
    environment = {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    program = Program("quiz", "--seed", "3", home=home, environment=environment)
    reach(program, 1)
    program.press("4", "enter")
    assert "> I have a high school diploma" in reach(program, 2)
    program.leave_quiz()
    assert program.end() == 130
    for _ in range(2):
        report = Program("report", home=home, environment=environment)
        assert report.end() == 0
        assert report.everything.isascii()


@pytest.mark.parametrize(
    ("environment", "attributes"),
    [
        ({"TERM": "xterm"}, {"0", "0;1", "0;35"}),
        ({"TERM": "xterm-256color", "COLORTERM": "truecolor"}, {"0", "0;1", "0;35"}),
        ({"NO_COLOR": "1"}, {"0", "0;1"}),
    ],
)
def test_colors_are_few_and_can_be_read_on_any_background(
    home: Path, environment: dict[str, str], attributes: set[str]
) -> None:
    """Besides bold there is one of the sixteen colors, and no background, faint or reversed text."""
    program = Program("quiz", "--seed", "3", home=home, environment=environment)
    reach(program, 1)
    program.press("2")
    program.until("» 2")
    program.press("4", "enter")
    reach(program, 2)
    program.press("2", "enter")
    reach(program, 3)
    program.leave_quiz()
    program.end()
    assert set(re.findall(r"\x1b\[([0-9;]*)m", program.everything)) == attributes


def test_a_key_redraws_only_what_it_changes(home: Path) -> None:
    quiz = Program("quiz", "--step", "2", "--questions", OTHER_BANK, home=home)
    reach(quiz, 1)
    start = len(quiz.printed)
    quiz.press("2")
    quiz.until("» 2")
    quiz.press("up")
    quiz.until("» 1")
    quiz.press("?")
    quiz.until("Why we ask")
    erasing = re.compile(rb"\x1b\[[0-3]?J")
    assert not erasing.search(quiz.printed[start:])
    assert len(quiz.printed) - start < 1000
    quiz.press("4", "enter")
    quiz.until_asked("See your result")
    assert len(erasing.findall(quiz.printed[start:])) == 2
    quiz.kill()


def test_practice_in_a_terminal(home: Path) -> None:
    program = Program("practice", "--questions", OTHER_BANK, home=home, lines=60)
    program.until("question 1")
    while not is_listening(program.text):
        program.until_changed(program.text)
    program.press("d", "enter") if "Keys: type" in program.text else program.press("1", "enter")
    program.until_asked("Source: ")
    assert "question 2" not in program.text
    assert "Keys: Enter = next question, b = back, ! = flag a problem, q = stop" in program.text
    program.press("enter")
    program.until_asked("question 2")
    assert "Enter = next question" not in program.text
    program.press("ctrl-c")
    assert program.end() == 0
    assert "0 of 1 right." in program.text


def test_a_verdict_stays_in_a_low_window_until_the_person_goes_on(home: Path) -> None:
    program = Program("practice", "brakes", "--questions", OTHER_BANK, home=home, columns=40, lines=14)
    program.next_question()
    program.press("1", "enter")
    program.until_asked("Source: ")
    assert re.search(r"^(✗ Not quite|✓ Right|Partly right)", program.text, re.MULTILINE)
    program.press("q")
    assert program.end() == 0
    assert "of 1 right" in program.text
