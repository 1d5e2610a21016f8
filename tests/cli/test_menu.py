"""The menu as a newcomer's home, in a real pseudo-terminal."""

import json
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from coder_readiness.bank.model import Bank
from tests.driver import WAY_OUT, Program
from tests.running import OTHER_BANK, keep_finished, whole_sheet

pytestmark = pytest.mark.skipif(os.name != "posix", reason="pseudo-terminals are a matter of POSIX")

Start = Callable[..., Program]


@pytest.fixture
def start(tmp_path: Path) -> Start:
    """Start the program in a folder of its own, with the small bank."""

    def started(*arguments: str, lines: int = 60) -> Program:
        return Program(*arguments, "--questions", OTHER_BANK, home=tmp_path / "home", lines=lines, folder=tmp_path)

    return started


def choose(program: Program, label: str, question: str = "What would you like to do?") -> None:
    """Choose by its number what the menu calls `label`."""
    listed = re.compile(rf"{re.escape(question)}\s.*?(\d+) {re.escape(label)}.*Keys:.*{WAY_OUT}", re.DOTALL)
    while not (found := listed.match(question + program.text.rpartition(question)[2])):
        program.until_changed(program.text)
    program.press(found[1], "enter")


def answer_all(program: Program, key: str) -> None:
    """Answer every question with a key, and ask for the report."""
    where = ""
    while where := program.next_question(where):
        program.press(key, "enter")
    program.press("1", "enter")


def after_a_quiz(start: Start, *arguments: str, key: str) -> Program:
    """Return the program after a quiz, of which every answer was the same key, and with five hours a week to study."""
    program = start(*arguments)
    answer_all(program, key)
    program.until_asked("How many hours a week")
    program.press("5", "enter")
    return program


def test_in_a_low_window_the_result_stays_in_view_until_the_menu_is_wanted(start: Start) -> None:
    program = start("quiz", "--quick", lines=24)
    answer_all(program, "1")
    result = program.until("Keys: Enter = continue, q = quit")
    assert "You're not ready yet for a first job in a bike shop." in result
    assert "█ done" in result
    program.press("enter")
    program.until_asked("How many hours a week")
    assert program.leave_menu() == 0


def put_in_calendar(program: Program) -> None:
    """Save the plan with the day of an exam, after a day that can't be one."""
    choose(program, "Put your plan in your calendar")
    choose(program, "Yes, my exam", "Do you have a date to add?")
    program.until_asked("When is your exam?")
    program.press("1999-01-01", "enter")
    program.until_asked("1999-01-01 is in the past.")
    program.press("2090-03-01", "enter")
    choose(program, "No", "Open it now?")


def test_a_newcomers_way_from_the_first_screen_to_the_last(start: Start, tmp_path: Path) -> None:
    program = start()
    choose(program, "Quick quiz", "How do you want to start?")
    choose(program, "A first job", "What do you want to be ready for?")
    answer_all(program, "1")
    program.until("FOCUS NEXT")
    program.until_asked("How many hours a week")
    program.press("5", "enter")
    program.until("Your plan for step 1 takes about 4 weeks at 5 hours a week, until about")
    choose(program, "See your plan")
    program.until("This is the least you need to do to finish step 1.")
    put_in_calendar(program)
    (plan,) = tmp_path.glob("*.ics")
    assert "SUMMARY:Your exam\nDTSTART;VALUE=DATE:20900301" in plan.read_text(encoding="utf-8")
    choose(program, "Save your report or hand in your answers")
    choose(program, "Your answers, as a file", "What do you want to save?")
    program.until_asked("What name should your instructor")
    program.press("Ann Lee")
    program.until("Ann Lee")
    program.press("enter")
    choose(program, "Practice")
    program.until_asked("Practice, question 1")
    program.press("q")
    program.until("How it went")
    choose(program, "Update your result")
    answer_all(program, "2")
    program.until("Since your earlier attempt")
    choose(program, "More: ")
    choose(program, "See your past attempts", "What else would you like to do?")
    program.until("Your attempts")
    choose(program, "Attempt 1, ", "Which result do you want to see?")
    program.until("» Attempt 1, ")
    program.until_asked("Which result do you want to see?")
    program.press("b")
    choose(program, "More: ")
    choose(program, "Change your weekly hours (5)", "What else would you like to do?")
    program.until_asked("How many hours a week")
    program.press("00190", "enter")
    program.until_asked("Type a whole number from 1 to 80, such as 10.")
    program.press("012 hours", "enter")
    choose(program, "More: ")
    program.until_asked("Change your weekly hours (12)")
    program.press("q")
    assert "b = back" not in program.until_asked("10 Quit").rpartition("Keys:")[2]
    program.press("q")
    assert program.end() == 0
    assert "Goodbye. Your answers are saved. To come back, type: " in program.text
    (handed_in,) = tmp_path.glob("*.json")
    assert json.loads(handed_in.read_text(encoding="utf-8"))["name"] == "Ann Lee"


def test_in_a_quiz_that_was_started_from_the_menu_every_key_to_leave_says_that_it_leads_there(start: Start) -> None:
    def key_to_leave(asked: str) -> str:
        return program.until_asked(asked).rpartition("q = ")[2].strip()

    program = start()
    choose(program, "Full quiz", "How do you want to start?")
    choose(program, "A first job", "What do you want to be ready for?")
    assert key_to_leave("Question 1 of about 18") == "back to menu"
    program.press("0", "enter")
    assert key_to_leave("Question 2 of about 18") == "back to menu"
    program.press("q", "enter")
    assert key_to_leave("What would you like to do now?") == "back to menu"
    program.press("q")
    assert key_to_leave("1 Pick up where you left off") == "quit"
    program.kill()


def test_who_deletes_their_answers_starts_anew(start: Start) -> None:
    program = after_a_quiz(start, "quiz", "--quick", key="0")
    choose(program, "More: ")
    choose(program, "Delete your answers", "What else would you like to do?")
    choose(program, "Everything", "What do you want to delete?")
    choose(program, "Yes, delete for good", "Delete 1 attempt and all practice results, notes and settings for good?")
    program.until("Deleted 1 attempt and all practice results, notes and settings for good.")
    program.until_asked("How do you want to start?")
    assert "See your result" not in program.text.rpartition("How do you want")[2]
    program.kill()


def test_what_was_said_is_read_before_the_menu_pushes_it_out_of_view(start: Start) -> None:
    program = start("quiz", "--quick", lines=20)
    answer_all(program, "1")
    program.until_asked("Keys: Enter = continue")
    program.press("enter")
    program.until_asked("How many hours a week")
    program.press(*"5 hrs", "enter")
    program.until_asked("Your plan for step 1 takes about 4 weeks at 5 hours a week")
    program.press("enter")
    choose(program, "Practice")
    program.until_asked("Practice, question 1")
    program.press("q")
    program.until_asked("How it went\nYou didn't answer any questions.")  # for which the menu has left room
    choose(program, "Save your report or hand in your answers")
    choose(program, "Your answers, as a file", "What do you want to save?")
    program.until_asked("What name should your instructor")
    program.press("enter")
    program.until_asked("Send this file to your instructor:")
    program.press("q")
    assert program.end() == 0
    again = start(lines=20)
    assert "You" in again.until_asked("Your last result (today): step 1 of 5")
    again.press("enter")
    again.until("What would you like to do?")
    again.press("q")
    assert again.end() == 0


def test_a_quiz_that_continues_another_is_what_the_menu_shows(start: Start) -> None:
    program = after_a_quiz(start, "quiz", "--quick", key="0")
    choose(program, "Continue with the full quiz, or take a new one")
    choose(program, "Continue with the full quiz, keeping your answers", "Which quiz do you want to take?")
    program.until("This new attempt continues attempt 1 with the full quiz.")
    program.until_asked("uestion 2 of about 18")
    program.press("1", "enter")
    program.until_asked("uestion 3 of about 18")
    program.press("q", "enter")
    choose(program, "Go back to the menu", "What would you like to do now?")
    program.until("We saved 2 answers.")
    choose(program, "See your result so far")
    program.until("haven't finished")
    choose(program, "Take another quiz")
    program.until("1 Update your result")
    assert (
        "Continue with the full quiz, keeping your answers"
        not in program.text.rpartition("Which quiz do you want to take?")[2]
    )
    program.kill()


def test_a_quiz_that_was_started_anew_and_left_is_offered_beside_the_result(start: Start) -> None:
    program = after_a_quiz(start, "quiz", "--quick", key="0")
    choose(program, "Continue with the full quiz, or take a new one")
    choose(program, "New full quiz", "Which quiz do you want to take?")
    choose(program, "A first job", "What do you want to be ready for?")
    program.until_asked("uestion 1 of about 18")
    program.press("1", "enter")
    program.until_asked("uestion 2 of about 18")
    program.press("q", "enter")
    choose(program, "Go back to the menu", "What would you like to do now?")
    program.until("We saved 1 answer.")
    choose(program, "See your result")
    program.until("This is attempt")
    choose(program, "More: ")
    choose(program, "See your past attempts", "What else would you like to do?")
    choose(program, "Attempt 2, ", "Which result do you want to see?")
    program.until("haven't finished")
    program.kill()


def test_a_choice_keeps_its_number_from_visit_to_visit(start: Start) -> None:
    def numbers(program: Program) -> list[str]:
        program.until_asked("10 Quit")
        return re.findall(r"^ +(\d+ \w+ \w+ \w+|\d+ \w+)", program.text.rpartition("What would")[2], re.MULTILINE)

    def others(choices: list[str]) -> list[str]:
        """Return the choices whose place doesn't depend on what leads."""
        assert len(choices) == 10
        return [choices[1], choices[3], *choices[5:]]

    program = after_a_quiz(start, "quiz", key="1")
    first = numbers(program)
    assert first[:2] == ["1 Read the full", "2 See your plan"]
    assert first[2:5] == ["3 See your result", "4 Practice", "5 Update your result"]
    choose(program, "Update your result (after closing a gap)")
    program.until_asked("uestions to go")
    program.press("2", "enter")
    program.until_asked("1 question to go")
    program.press("q", "enter")
    choose(program, "Go back to the menu", "What would you like to do now?")
    program.until("1 Pick up where you left off")
    assert others(numbers(program)) == others(first)
    program.press("q")
    assert program.end() == 0
    again = start()
    told = " ".join(again.until_asked("10 Quit").split())
    assert "Your result so far (today): step 1 of 5, Get hands-on experience, 41%. You have an unfinished" in told
    assert "unfinished update: attempt 2, with 1 answer so far." in told
    later = numbers(again)
    assert others(later) == others(first)
    assert [later[0], later[2], later[4]] == ["1 Pick up where", "3 Read the full", "5 See your result"]
    again.kill()


def test_one_attempt_can_be_deleted_from_the_menu(start: Start) -> None:
    program = after_a_quiz(start, "quiz", key="1")
    choose(program, "Update your result")
    answer_all(program, "2")
    choose(program, "More: ")
    choose(program, "Delete your answers", "What else would you like to do?")
    choose(program, "Attempt 1, ", "What do you want to delete?")
    choose(program, "Yes, delete for good", "Delete attempt 1 for good?")
    program.until("Deleted attempt 1 for good.")
    program.kill()
    assert "Attempt 1" not in start("history").finished()


def test_nothing_is_handed_in_by_someone_who_goes_back(start: Start, tmp_path: Path) -> None:
    program = after_a_quiz(start, "quiz", "--quick", key="1")
    choose(program, "Save your report or hand in your answers")
    choose(program, "Your answers, as a file", "What do you want to save?")
    program.until_asked("What name should your instructor")
    program.press("b", "enter")
    choose(program, "Quit")
    assert program.end() == 0
    assert not [*tmp_path.glob("*.json")]


def test_a_gap_can_be_practiced_from_the_menu(start: Start) -> None:
    program = after_a_quiz(start, "quiz", key="1")
    choose(program, "Practice")
    choose(program, "Brakes", "What do you want to practice?")
    program.until_asked("Practice, question 1 of 4: Brakes")
    program.press("q")
    choose(program, "Practice")
    choose(program, "All areas", "What do you want to practice?")
    program.until_asked("Practice, question 1")
    program.kill()


def test_an_error_in_the_menu_is_a_whole_sentence(start: Start) -> None:
    program = after_a_quiz(start, "quiz", "--quick", key="1")
    program.until_asked("What would you like to do?")
    assert start("forget", "--all", "--yes").end() == 0
    choose(program, "See your result")
    program.until("You don't have any attempts yet. To take the quiz, type ")
    assert program.leave_menu() == 0


def test_q_leads_from_a_part_of_the_report_back_to_the_menu_and_from_there_out(start: Start) -> None:
    program = after_a_quiz(start, "quiz", "--quick", key="1")
    choose(program, "Quit")
    assert program.end() == 0
    program = start(lines=24)
    choose(program, "See your result")
    program.until("Keys: Enter or q = back to menu")
    program.press("q")
    choose(program, "Read the full report")
    choose(program, "Your plan", "Which part do you want to read?")
    program.until("Keys: Enter = go back to the list, q = back to menu")
    program.press("q")
    program.until_asked("10 Quit")
    program.press("q")
    assert program.end() == 0


def test_q_leads_from_the_question_about_deleting_back_to_the_menu(start: Start) -> None:
    program = after_a_quiz(start, "quiz", "--quick", key="1")
    choose(program, "More: ")
    choose(program, "Delete your answers", "What else would you like to do?")
    choose(program, "Everything: ", "What do you want to delete?")
    program.until_asked("for good?")
    program.until("b = back, q = back to menu")
    program.press("q")
    program.until("Nothing was deleted.")
    assert program.leave_menu() == 0


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
    assert "You haven't finished attempt 1, so this may change." in " ".join(program.everything.split())


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
