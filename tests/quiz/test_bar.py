"""The lines over a question: a bar as long as the window has room for, and words where it has none."""

import pytest

from coder_readiness.quiz.asking import Place
from coder_readiness.quiz.bar import above_question

PLACE = Place("Step 2 of 5", "question 23 of 89", "about 18 minutes left", "Training", (1, 0.5, 0, 0, 0))
SECOND = "Question 23 of 89: Training"


@pytest.mark.parametrize(
    ("width", "unicode", "line"),
    [
        (79, True, "Step 2 of 5 ██████ ███░░░ ░░░░░░ ░░░░░░ ░░░░░░ about 18 min left"),
        (79, False, "Step 2 of 5 ###### ###--- ------ ------ ------ about 18 min left"),
        (59, True, "Step 2 of 5 █████ ██░░░ ░░░░░ ░░░░░ ░░░░░ about 18 min left"),
        (39, True, "Step 2 of 5 ███░░░░░░ about 18 min left"),
        (39, False, "Step 2 of 5 ###------ about 18 min left"),
        (29, True, "Step 2 of 5, about 18 min left"),
    ],
)
def test_the_bar_fits_its_window(width: int, unicode: bool, line: str) -> None:
    assert above_question(PLACE, width, unicode=unicode) == (line, SECOND)


@pytest.mark.parametrize(("done", "bar"), [((0.01,), "░░░░░░"), ((0.99,), "█████░"), ((1,), "██████")])
def test_it_is_full_only_where_nothing_is_left(done: tuple[float, ...], bar: str) -> None:
    place = Place("Step 4 of 5", "1 question to go", "about 1 minute left", "Skills", done)
    assert above_question(place, 79, unicode=True)[0] == f"Step 4 of 5 {bar} about 1 min left"


def test_after_the_end_there_is_no_bar() -> None:
    place = Place("Step 5 of 5", "question 89 of 89", "", "Follow-up", (1, 1, 1, 1, 1))
    assert above_question(place, 79, unicode=True) == ("Step 5 of 5", "Question 89 of 89: Follow-up")
    assert place.words == "Question 89 of 89, step 5 of 5, Follow-up."


def test_what_else_there_is_to_say_comes_after_the_number_or_the_area() -> None:
    usual, more = "this quiz usually has 13 questions or fewer", "another question on this"
    place = Place("Step 4 of 5", "question 1", "about 3 minutes left", "Skills", (1, 1, 1, 0, 0), usual, more)
    assert above_question(place, 29, unicode=True)[1] == f"Question 1 ({usual}): Skills. {more.capitalize()}"
    assert place.words == (
        "Question 1, step 4 of 5, Skills. This quiz usually has 13 questions or fewer. Another question on this. "
        "About 3 minutes left."
    )
