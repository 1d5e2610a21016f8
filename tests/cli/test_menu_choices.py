"""What the menu of the real program offers, and what each choice does."""

import os
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from coder_readiness.cli.context import Context
from coder_readiness.cli.menu.choices import choices
from coder_readiness.cli.parser import parse
from coder_readiness.store.attempt import Card
from tests.cli.keyboard import answer_all, reach, take_small_quiz
from tests.driver import Program
from tests.running import OTHER_BANK, outcome

pytestmark = pytest.mark.skipif(os.name != "posix", reason="pseudo-terminals are a matter of POSIX")


def test_the_menu_offers_what_can_be_done(home: Path) -> None:
    program = Program(home=home)
    screen = program.until("4 Quit")
    assert "nothing leaves this computer" in " ".join(screen.split())
    assert "1 Quick quiz: find your next step, usually in 2 to 5 min" in screen
    assert "Pick up where you left off" not in screen
    program.press("2", "enter")
    program.until_asked("What do you want to be ready for?")
    program.press("1", "enter")
    reach(program, 1)
    program.press("4", "enter")
    reach(program, 2)
    program.leave_quiz()
    program.until_asked("1 Pick up where you left off")
    assert "We saved 1 answer. You can continue from the menu." in " ".join(program.text.split())
    program.press("q")
    assert program.end() == 0
    program = Program(home=home)
    program.until("1 Pick up where you left off")
    program.press("1", "enter")
    reach(program, 2)
    program.kill()


@pytest.mark.parametrize(
    ("due", "label"),
    [(0, "Practice"), (1, "Practice (1 question to repeat today)"), (2, "Practice (2 questions to repeat today)")],
)
def test_practice_says_how_many_questions_come_back_today(tmp_path: Path, due: int, label: str) -> None:
    options = parse(["--questions", str(OTHER_BANK), "--data-dir", str(tmp_path)])
    noon = datetime(2026, 11, 29, 12, tzinfo=UTC)
    with Context(options, lambda: noon, lambda: 1) as context:
        pool = [question.id for question in context.bank.questions.values() if question.is_check]
        for number, name in enumerate(pool[:3]):
            when = noon.replace(day=28 if number < due else 30)
            context.store.cards.keep(context.bank.roadmap.id, name, Card(when, noon.replace(day=27), 1, 5))
        (practice,) = (choice for choice in choices(context, None) if choice.value == "practice")
    assert practice.label == label


def test_a_menu_in_plain_lines_runs_what_is_chosen_in_plain_lines(home: Path) -> None:
    program = Program("--plain", "--questions", OTHER_BANK, home=home)
    screen = program.until("Your choice (a number from 1 to 4)?")
    assert "1. Quick quiz: find your next step\n2. Full quiz: the whole picture" in screen
    program.type("2")
    program.until("What do you want to be ready for?")
    program.type("1")
    program.type("1")
    program.until("Question 2 of about 18")
    program.leave_quiz()
    program.until("1. Pick up where you left off")
    program.type("q")
    assert program.end() == 0
    assert "\x1b" not in program.everything
    before, after = (
        outcome("--questions", OTHER_BANK, *arguments, home=home).out
        for arguments in (("--plain", "report"), ("report", "--plain"))
    )
    assert before == after != ""


def test_after_quick_mode_the_menu_offers_the_full_quiz(home: Path) -> None:
    arguments = ("--plain", "--questions", OTHER_BANK)
    program = Program("quiz", *arguments, "--quick", "--seed", "3", home=home)
    for line in ("0", "1", "", "1"):  # an answer, on to the report, no hours, and another quiz
        program.type(line)
    program.until("1. Continue with the full quiz, keeping your answers")
    program.type("1")
    program.until("This new attempt continues attempt 1 with the full quiz. We kept your 1 answer")
    program.until("Question 2 of about 18, ")
    program.kill()


def test_there_is_no_way_back_from_the_menu_and_leaving_it_says_how_to_return(home: Path) -> None:
    program = Program(home=home)
    program.until_asked("4 Quit")
    assert "b = back" not in program.text
    program.press("b", "q")
    assert program.end() == 0
    assert "Goodbye. Your answers are saved. To come back, type: " in program.text


def test_an_update_asks_the_gaps_again_and_says_what_changed(home: Path) -> None:
    take_small_quiz(home)
    program = Program("update", "--questions", OTHER_BANK, home=home, lines=60)
    program.until("Then you can see your\nresult, or answer 16 more questions about the other steps.")
    where = ""
    while where := program.next_question(where):
        program.press("2", "enter")
    program.until_asked("2 Go over the other steps, too (16 questions, ")
    program.press("2", "enter")
    program.until_asked("16 questions to go")
    answer_all(program, "2")
    assert program.leave_menu() == 0
    assert re.search(
        r"Since your earlier attempt: .* closed.*You've now covered .* New: ", program.everything, re.DOTALL
    )
    history = Program("history", "--questions", OTHER_BANK, home=home, columns=120)
    assert history.end() == 0
    assert "Your progress by step" in history.text


def test_what_if_in_the_menu(home: Path) -> None:
    take_small_quiz(home)
    program = Program("--questions", OTHER_BANK, home=home, lines=60)
    program.until_asked("How many hours a week")
    program.press("enter")
    more = re.findall(r"(\d) More: ", program.until_asked("10 Quit"))[0]
    program.press(more, "enter")
    program.until_asked("1 See what closing a gap would change")
    program.press("b")
    program.until_asked("10 Quit")
    program.press(more, "enter")
    program.until_asked("1 See what closing a gap would change")
    program.press("1", "enter")
    program.until_asked("Which gap should we treat as closed?")
    program.press("1", "enter")
    program.until("What that would change")
    assert program.leave_menu() == 0


def test_the_menu_saves_a_page_and_reads_a_part(home: Path, tmp_path: Path) -> None:
    take_small_quiz(home)
    program = Program("--questions", str(OTHER_BANK), home=home, lines=60, folder=tmp_path)
    program.until_asked("How many hours a week")
    program.press("5", "enter")
    choice = re.findall(r"(\d) Save your report", program.until_asked("10 Quit"))[0]
    program.press(choice, "enter")
    program.until_asked("Your result, as a spreadsheet")
    program.press("1", "enter")
    program.until_asked("Open it now?")
    program.press("1", "enter")
    (page,) = tmp_path.glob("coder-readiness-*.html")
    assert "at 5 hours a week" in page.read_text(encoding="utf-8")
    reading = re.findall(r"(\d) Read the full report", program.until_asked("10 Quit"))[0]
    program.press(reading, "enter")
    part = re.findall(r"(\d+) Your plan", program.until_asked("Which part do you want to read?"))[0]
    program.press(part, "enter")
    program.until("This is the least you need")
    program.until_asked("Which part do you want to read?")
    program.press("b")
    program.until_asked("10 Quit")
    assert program.leave_menu() == 0
