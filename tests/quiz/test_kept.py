"""Answers that were kept: what an update carries over, and what is old or no longer asked."""

from dataclasses import replace
from datetime import timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from coder_readiness.bank.answers import SKIP
from coder_readiness.bank.credits import TOLERANCE
from coder_readiness.bank.model import Bank
from coder_readiness.quiz.kept import carried_over, old_answers, readable_sheet
from coder_readiness.scoring.draw import asked_of
from coder_readiness.scoring.score import score, score_competency
from coder_readiness.scoring.sheet import Sheet
from coder_readiness.store.database import Store
from tests.scripted import NOON, begin, best, draw, take
from tests.strategies import answers_to, laws, partial_cases, whole_cases, with_answer


@laws
@given(partial_cases(), st.integers(0, 9))
def test_an_update_carries_over_nothing_of_gaps_and_loses_nothing_of_the_rest(
    case: tuple[Bank, Sheet], seed: int
) -> None:
    of_bank, sheet = case
    carried = carried_over(of_bank, sheet)
    kept = {name: answer for name, answer in sheet.answers.items() if name in carried}
    assert SKIP not in kept.values()
    updated = Sheet(sheet.goal, seed, kept, frozenset(sheet.answers))
    for competency in of_bank.competencies:
        before, after = (score_competency(of_bank, competency, one) for one in (sheet, updated))
        if before.is_gap:
            assert not carried & {question.id for question in competency.questions}
        else:
            given = {one.id: sheet.answers.get(one.id, SKIP) for one in competency.questions}
            assert carried >= {name for name, one in given.items() if of_bank.questions[name].credit(one) is not None}
            assert after.low >= before.low - TOLERANCE
            assert after.met or not before.met
            # A check may be skipped and another private; about no must-have is then anything left to judge by.
            if before.required or SKIP not in given.values():
                assert after.missing is False or before.missing is not False


@laws
@given(whole_cases(), st.integers(0, 9), st.randoms(use_true_random=False))
def test_an_update_whose_answers_are_no_worse_than_the_earlier_ones_never_lowers_anything(
    case: tuple[Bank, Sheet], seed: int, random: Random
) -> None:
    """A check is no worse if it is at least the score so far and the checks that it replaces.

    A fact or a rating is no worse if it is at least what was said before. If nothing was said, only the best is sure.
    """
    of_bank, sheet = case
    carried = carried_over(of_bank, sheet)
    kept = {name: answer for name, answer in sheet.answers.items() if name in carried}
    updated = Sheet(sheet.goal, seed, kept, frozenset(sheet.answers))
    for competency in of_bank.competencies:
        before = score_competency(of_bank, competency, sheet)
        replaced = [question.worth(sheet.answers.get(question.id, SKIP)) for question in competency.pool]
        least = max([before.so_far, *(worth for worth in replaced if worth is not None)])
        if before.shown is None:  # the first check that counts
            least = 1.0
        while left := [one for one in asked_of(of_bank, competency, updated) if one.id not in updated.answers]:
            question = left[0]
            earned = question.credit(sheet.answers.get(question.id, SKIP))
            bar = least if question.is_check else 1.0 if earned is None else earned
            worths = {answer: question.worth(answer) for answer in answers_to(question)}
            no_worse = [answer for answer, worth in worths.items() if worth is not None and worth >= bar - TOLERANCE]
            updated = with_answer(updated, question.id, random.choice(no_worse))
        after = score_competency(of_bank, competency, updated)
        assert after.low >= before.low - TOLERANCE
        assert after.met or not before.met
        assert after.missing is False or before.missing is not False
    for earlier, later in zip(score(of_bank, sheet).steps, score(of_bank, updated).steps, strict=True):
        assert later.low >= earlier.low - TOLERANCE
        assert later.complete or not earlier.complete


def test_old_answers_are_named_by_competency(bank: Bank, store: Store) -> None:
    take(bank, store, begin(store, bank), [best])
    attempt = store.attempt(1)
    assert old_answers(bank, attempt, NOON + timedelta(days=300)) == []
    aged = replace(attempt, answered={draw(bank)[0]: NOON})
    assert old_answers(bank, aged, NOON + timedelta(days=366)) == [bank.home[draw(bank)[0]].title]


def test_kept_answers_that_the_bank_no_longer_takes_are_asked_anew(bank: Bank, store: Store) -> None:
    attempt = store.keep(begin(store, bank), "a-question-of-old", "yes", NOON)
    store.keep(attempt, draw(bank)[0], "an-option-of-old", NOON)
    store.keep(attempt, draw(bank)[1], SKIP, NOON)
    assert readable_sheet(bank, store.attempt(1)).answers == {draw(bank)[1]: SKIP}
