"""Laws of the verdict: of the shipped bank whatever is guessed or claimed, and of any bank whatever is answered."""

from functools import cache
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coder_readiness.bank.answers import PRIVATE, UNKNOWN, Answer
from coder_readiness.bank.loader import load_bank
from coder_readiness.bank.model import Bank
from coder_readiness.scoring.draw import asked
from coder_readiness.scoring.mastery import terms
from coder_readiness.scoring.readiness import assess
from coder_readiness.scoring.score import StepScore, score, score_competency, score_step
from coder_readiness.scoring.selection import next_question
from coder_readiness.scoring.sheet import Sheet
from coder_readiness.scoring.sureness import SURE_ENOUGH, completing
from tests.benchmarks.sittings import Person, person, sitting
from tests.builders import earned
from tests.strategies import answers_to, completed, improvements, laws, named, with_answer

BANK = load_bank()
SKILLS = BANK.steps[3]
"""The step that knowledge questions decide."""
READY = len(BANK.steps) + 1
goals = pytest.mark.parametrize("goal", BANK.roadmap.goals)
GOAL = st.sampled_from(list(BANK.roadmap.goals))
NUMBER = st.integers(0, 10**6)
sittings = settings(laws, max_examples=40)
"""For laws of the shipped bank, of which a sitting takes longer."""


def claiming(rating: float, guesses: float) -> Person:
    """Return somebody who knows nothing, and rates themselves alike in everything."""
    return Person("knows nothing", frozenset(), {one.id: rating for one in BANK.competencies}, guesses)


def skills(sheet: Sheet) -> StepScore:
    return score_step(BANK, SKILLS, sheet)


@cache
def wrong(name: str) -> tuple[Answer, ...]:
    """Return the answers to a check that earn nothing; to any other question the best one."""
    question = BANK.questions[name]
    if not question.is_check:
        return (question.best_answer,)
    return (UNKNOWN, *(answer for answer in answers_to(question) if earned(question, answer) == 0))


# Knowing nothing


@goals
@pytest.mark.parametrize("rating", [0.0, 0.5, 1.0])
def test_guessing_everything_never_completes_the_skills(goal: str, rating: float) -> None:
    guesser = claiming(rating, guesses=1.0)
    assert {skills(sitting(BANK, guesser, goal, seed)).complete for seed in range(40)} == {False}


@sittings
@given(GOAL, NUMBER, st.randoms(use_true_random=False))
def test_claiming_everything_and_knowing_nothing_never_completes_the_skills(
    goal: str, seed: int, random: Random
) -> None:
    sheet = completed(BANK, Sheet(goal, seed), lambda question: random.choice(wrong(question.id)))
    assert skills(sheet).complete is False
    assert skills(sheet).high < SKILLS.pass_mark * 0.6
    assert named(BANK, sheet) < READY


@goals
def test_ratings_alone_never_complete_the_skills(goal: str) -> None:
    claims = {one.id: one.best_answer for one in BANK.questions.values() if not one.is_check}
    assert skills(Sheet(goal, 1, claims)).complete is None


# Better answers


def assert_no_worse(of_bank: Bank, before: Sheet, after: Sheet) -> None:
    """Check that the verdict is at least as good, and that no step is less surely complete."""
    assert named(of_bank, after) >= named(of_bank, before)
    for step, better in zip(score(of_bank, before).steps, score(of_bank, after).steps, strict=True):
        assert completing(better) >= completing(step) - 1e-9


@laws
@given(improvements())
def test_a_better_answer_never_worsens_the_verdict_or_the_sureness_of_readiness(
    case: tuple[Bank, Sheet, Sheet],
) -> None:
    assert_no_worse(*case)


@sittings
@given(GOAL, NUMBER, st.data())
def test_a_right_answer_never_worsens_verdict_or_sureness_in_the_shipped_bank(
    goal: str, number: int, data: st.DataObject
) -> None:
    sheet = sitting(BANK, person(BANK, goal, number), goal, number)
    question = BANK.questions[data.draw(st.sampled_from(sorted(sheet.answers)))]
    assert_no_worse(BANK, sheet, with_answer(sheet, question.id, question.best_answer))


# Close calls


@sittings
@given(GOAL, NUMBER)
def test_an_unsure_verdict_and_no_other_has_close_calls(goal: str, number: int) -> None:
    readiness = assess(BANK, sitting(BANK, person(BANK, goal, number), goal, number))
    assert readiness.sureness is not None
    assert bool(readiness.close_calls) == (readiness.sureness < SURE_ENOUGH)


# What makes no difference


@sittings
@given(GOAL, NUMBER, st.randoms(use_true_random=False))
def test_the_order_of_answers_makes_no_difference(goal: str, number: int, random: Random) -> None:
    sheet = sitting(BANK, person(BANK, goal, number), goal, number)
    names = list(sheet.answers)
    random.shuffle(names)
    assert assess(BANK, Sheet(goal, number, {name: sheet.answers[name] for name in names})) == assess(BANK, sheet)


@sittings
@given(GOAL, NUMBER, st.data())
def test_an_answer_kept_private_shows_what_no_answer_shows(goal: str, number: int, data: st.DataObject) -> None:
    sheet = sitting(BANK, person(BANK, goal, number), goal, number)
    name = data.draw(st.sampled_from(sorted(sheet.answers)))
    home = BANK.home[name]
    without = Sheet(goal, number, {other: answer for other, answer in sheet.answers.items() if other != name})
    private = score_competency(BANK, home, with_answer(sheet, name, PRIVATE))
    unanswered = score_competency(BANK, home, without)
    for attribute in ("self_view", "shown", "so_far", "margin"):
        assert getattr(private, attribute) == getattr(unanswered, attribute)


@goals
def test_a_step_kept_private_as_a_whole_is_neither_complete_nor_missing_anything(goal: str) -> None:
    found = skills(Sheet(goal, 1, dict.fromkeys(BANK.questions, PRIVATE)))
    assert found.complete is None
    assert not any(one.in_step or one.missing for one in found.competencies)


@sittings
@given(GOAL, NUMBER)
def test_quick_mode_names_the_step_of_the_full_quiz_in_the_shipped_bank(goal: str, number: int) -> None:
    whole = sitting(BANK, person(BANK, goal, number), goal, number)
    sheet = Sheet(goal, number)
    while question := next_question(BANK, sheet, "quick"):
        sheet = with_answer(sheet, question.id, whole.answers[question.id])
    assert named(BANK, sheet) == named(BANK, whole)
    assert len(sheet.answers) <= len(list(asked(BANK, whole)))


@sittings
@given(GOAL, NUMBER, st.data())
def test_at_every_question_of_a_sitting_the_intervals_hold_what_it_comes_to(
    goal: str, number: int, data: st.DataObject
) -> None:
    whole = sitting(BANK, person(BANK, goal, number), goal, number)
    answered = data.draw(st.integers(0, len(whole.answers)))
    so_far = Sheet(goal, number, dict(list(whole.answers.items())[:answered]))
    for before, after in zip(score(BANK, so_far).steps, score(BANK, whole).steps, strict=True):
        assert before.complete in {after.complete, None}
        assert before.low - 1e-9 <= after.low <= after.high <= before.high + 1e-9
        for found, end in zip(before.competencies, after.competencies, strict=True):
            assert found.low - 1e-9 <= end.low <= end.high <= found.high + 1e-9
            assert found.missing in {end.missing, None}


@goals
def test_no_answers_make_a_full_attempt_ask_more_than_110_questions(goal: str) -> None:
    assert sum(len(one.base) + terms(BANK, one, goal).most for one in BANK.competencies) <= 110
