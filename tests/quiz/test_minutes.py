"""How long a quiz takes: what is said before it, and while it lasts."""

import re
from datetime import timedelta
from itertools import accumulate, cycle

import pytest

from coder_readiness.bank.answers import Answer
from coder_readiness.bank.model import Bank
from coder_readiness.errors import LeftError
from coder_readiness.quiz.asking import Prompt
from coder_readiness.quiz.attempt import Quiz
from coder_readiness.scoring.draw import asked, minutes
from coder_readiness.scoring.sheet import Sheet
from coder_readiness.store.attempt import begin_rest
from coder_readiness.store.database import Store
from tests.benchmarks.people import simulated_sheets
from tests.benchmarks.quick import quick_sheet
from tests.kept import no_record
from tests.scripted import NOON, Clock, ScriptedAsker, begin, best, best_but_for_the_certificate, draw, worst


def test_minutes_are_never_less_than_one(bank: Bank) -> None:
    questions = [bank.questions[name] for name in draw(bank)]
    assert minutes([]) == 1
    assert 20 <= minutes(questions) <= 30
    assert minutes(questions, pace=2) == pytest.approx(2 * minutes(questions), abs=5)


def test_long_estimates_are_in_fives_so_that_every_draw_takes_as_long_as_the_menu_says(bank: Bank) -> None:
    assert {minutes(asked(bank, Sheet(seed=seed))) for seed in range(20)} == {25}


def test_the_quick_quiz_usually_asks_as_few_questions_as_it_says(bank: Bank) -> None:
    lengths = [len(quick_sheet(bank, whole).answers) for whole in simulated_sheets(bank, 120, seed=20261123)]
    assert bank.roadmap.usual_quick
    assert sum(length <= bank.roadmap.usual_quick for length in lengths) >= 0.75 * len(lengths)


def test_the_full_quiz_from_earlier_answers_takes_as_long_as_was_said_after_them(bank: Bank, store: Store) -> None:
    quick = ScriptedAsker([best_but_for_the_certificate], ["report"])
    Quiz(bank, store, quick, Clock(seconds=5), begin(store, bank, "quick")).take()
    (said,) = re.findall(
        r"gaps in every step \(\d+ questions, (about \d+ minutes)\)",
        " ".join(choice.label for _, choices in quick.offered for choice in choices),
    )
    store.finish(store.attempt(1), no_record, NOON)
    rest = ScriptedAsker([KeyboardInterrupt])
    with pytest.raises(LeftError):
        Quiz(bank, store, rest, Clock(), begin_rest(store.attempt(1), skips=False, bank_version="1", now=NOON)).take()
    assert rest.prompts[0].where.endswith(f" {said[0].upper()}{said[1:]} left.")


def test_minutes_left_do_not_go_up_and_down_with_each_answer(bank: Bank, store: Store) -> None:
    asker, seconds = ScriptedAsker([worst], ("report",)), accumulate(cycle([5, 60]))
    Quiz(bank, store, asker, lambda: NOON + timedelta(seconds=next(seconds)), begin(store, bank)).take()
    left = [int(one) for prompt in asker.prompts for one in re.findall(r"About (\d+) minutes? left", prompt.where)]
    assert left == sorted(left, reverse=True)
    assert (left[0], left[-1]) == (25, 1)


def test_minutes_left_follow_the_persons_own_pace(bank: Bank, store: Store) -> None:
    slow = ScriptedAsker([best], ["report"])
    Quiz(bank, store, slow, Clock(seconds=60), begin(store, bank)).take()
    quick = ScriptedAsker([best], ["report"])
    Quiz(bank, store, quick, Clock(seconds=5), begin(store, bank)).take()

    def left(asker: ScriptedAsker) -> int:
        return int(re.findall(r"About (\d+) minutes? left", asker.prompts[20].where)[0])

    assert left(slow) > 2 * left(quick)

    clock = Clock(seconds=5)

    def after_a_pause(prompt: Prompt) -> Answer:
        for _ in range(50):
            clock()
        return best(prompt)

    distracted = ScriptedAsker([after_a_pause, best], ["report"])
    Quiz(bank, store, distracted, clock, begin(store, bank)).take()
    assert left(quick) <= left(distracted) <= left(quick) + 5
