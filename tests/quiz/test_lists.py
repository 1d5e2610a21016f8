"""Lists between questions: what can be done on the way out, and when answers are listed by area."""

import pytest

from coder_readiness.bank.model import Bank
from coder_readiness.quiz.asking import Move
from coder_readiness.quiz.lists import AnswerList, StoppedError, goes_on
from coder_readiness.scoring.sheet import Sheet
from coder_readiness.text import one_line
from tests.quiz.pressed import first
from tests.scripted import ScriptedAsker


@pytest.mark.parametrize(("in_menu", "out"), [(True, "Go back to the menu"), (False, "Quit")])
@pytest.mark.parametrize(
    ("reply", "stays"), [("leave", False), (Move.LEAVE, False), ("continue", True), (Move.BACK, True)]
)
def test_the_way_out_of_a_quiz_says_where_it_leads(in_menu: bool, out: str, reply: str | Move, stays: bool) -> None:
    asker = ScriptedAsker([], [reply])
    assert goes_on(asker, in_menu=in_menu) == stays
    ((_, choices),) = asker.offered
    assert [choice.label for choice in choices] == [out, "See your result so far", "Continue the quiz"]


def test_the_result_so_far_can_be_seen_on_the_way_out() -> None:
    with pytest.raises(StoppedError):
        goes_on(ScriptedAsker([], ["result"]), in_menu=True)


def test_an_answer_is_recalled_by_the_record_it_is_about(bank: Bank) -> None:
    pair = first("case"), first("single")
    asker = ScriptedAsker([], ["both"])
    answers = {question.id: question.best_answer for question in pair}
    assert AnswerList(asker, bank, Sheet(answers=answers), in_menu=False).choose_of_pair(pair) == "both"
    ((_, choices),) = asker.offered
    for choice, recalled in zip(choices, (one_line(pair[0].record), pair[1].text), strict=False):
        assert choice.label.startswith(recalled[:40])


@pytest.mark.parametrize(
    ("count", "title"),
    [(9, "Which answer do you want to change?"), (10, "Which area has the answer you want to change?")],
)
def test_more_answers_than_one_digit_reaches_are_listed_by_area(bank: Bank, count: int, title: str) -> None:
    questions = [one for one in bank.questions.values() if bank.home[one.id].step == "skills"]
    some = questions[: count - 1] + questions[-1:]
    sheet = Sheet(answers={question.id: question.best_answer for question in some})
    asker = ScriptedAsker([], [Move.BACK])
    assert AnswerList(asker, bank, sheet, in_menu=False).choose(some) is None
    assert [offered for offered, _ in asker.offered] == [title]
