"""The quick quiz: when it stops, and how it goes on to the full quiz."""

import re
from datetime import timedelta

import pytest

from coder_readiness.bank.answers import SKIP, Answer
from coder_readiness.bank.model import Bank
from coder_readiness.quiz.asking import Move, Prompt
from coder_readiness.quiz.kept import unasked
from coder_readiness.scoring.readiness import assess
from coder_readiness.scoring.selection import is_certain
from coder_readiness.store.attempt import AttemptMode, begin_rest
from coder_readiness.store.database import Store
from coder_readiness.text import number_of
from tests.kept import no_record
from tests.scripted import NOON, Reply, begin, best, draw, take, worst


def test_quick_mode_stops_when_certain_and_says_so(bank: Bank, store: Store) -> None:
    asker, sheet = take(bank, store, begin(store, bank, "quick"), [worst])
    assert len(sheet.answers) < 5
    assert (
        f"That's all we need: your next step is clear after {number_of(len(sheet.answers), 'question')}. "
        "Focus on step 1: Meet the basic requirements. More questions wouldn't change that."
    ) in asker.told
    step = assess(bank, sheet).next_step
    assert step is not None
    assert (step.number, step.certain) == (1, True)


def test_quick_mode_goes_on_to_the_full_quiz_without_asking_twice(bank: Bank, store: Store) -> None:
    asker, sheet = take(bank, store, begin(store, bank, "quick"), [best], ("full", "report"))
    assert asker.told[asker.told.index("Quick quiz") + 1].endswith(
        " questions. You're ready in every step. More questions wouldn't change that."
    )
    assert sorted(asker.asked) == sorted(draw(bank))
    assert store.attempt(1).mode == "full"
    assert len(sheet.answers) == len(draw(bank))


@pytest.mark.parametrize("step", [None, "apply"])
def test_after_its_report_a_part_goes_on_to_the_full_quiz_without_asking_twice(
    bank: Bank, store: Store, step: str | None
) -> None:
    mode: AttemptMode = "full" if step else "quick"

    def low_but_in_ratings(prompt: Prompt) -> Answer:
        return best(prompt) if prompt.question.evidence == "self_report" else worst(prompt)

    _, part = take(bank, store, begin(store, bank, mode, step), [SKIP, low_but_in_ratings])
    store.finish(store.attempt(1), no_record, NOON)
    assert [question.id for question in unasked(bank, part)] == [q for q in draw(bank) if q not in part.answers]
    begun = begin_rest(store.attempt(1), skips=False, bank_version="2", now=NOON + timedelta(days=1))
    answered = {name: answer for name, answer in part.answers.items() if answer != SKIP}
    assert (begun.mode, begun.step, begun.answers) == ("full", None, answered)
    asker, whole = take(bank, store, begun, [best])
    assert len(answered) == len(part.answers) - 1
    assert asker.asked == [q for q in draw(bank) if q not in answered]
    assert asker.prompts[0].where.startswith(f"Question {len(answered) + 1} of about 80, step 1 of 5, ")
    assert answered.items() <= whole.answers.items()
    assert unasked(bank, whole) == []
    assert store.attempt(1).answers == part.answers


def test_quick_mode_with_skips_says_it_is_not_certain(bank: Bank, store: Store) -> None:
    asker, sheet = take(bank, store, begin(store, bank, "quick"), [SKIP])
    assert "We're not sure yet. The questions you skipped could change your next step." in asker.told
    step = assess(bank, sheet).next_step
    assert step is not None
    assert not step.certain


def test_quick_mode_asks_again_what_was_skipped(bank: Bank, store: Store) -> None:
    asker, sheet = take(bank, store, begin(store, bank, "quick"), [SKIP, worst], ["skipped", "report"])
    offers = [[choice.value for choice in choices] for _, choices in asker.offered]
    assert "skipped" in offers[0]
    assert "skipped" not in offers[1]
    assert SKIP not in sheet.answers.values()
    assert is_certain(bank, sheet)


def test_quick_mode_goes_on_after_a_change_that_leaves_it_uncertain(bank: Bank, store: Store) -> None:
    first_time, _ = take(bank, store, begin(store, bank, "quick"), [worst])
    count = len(first_time.asked)
    replies: list[Reply] = [*[worst] * count, best]
    choices: list[str | Move] = ["change", first_time.asked[0], Move.BACK, "report"]
    asker, sheet = take(bank, store, begin(store, bank, "quick"), replies, choices)
    assert [choice.value for choice in asker.offered[0][1]] == ["report", "full", "change"]
    assert asker.asked[count] == asker.asked[0]
    assert asker.told.count("Quick quiz") == 3
    assert len(sheet.answers) > count
    assert asker.asked[-1] == asker.asked[-2]


def test_an_answer_changed_on_the_way_back_that_settles_the_step_ends_the_quick_quiz(bank: Bank, store: Store) -> None:
    replies: list[Reply] = [SKIP, best, best, Move.BACK, Move.BACK, Move.BACK, worst]
    asker, sheet = take(bank, store, begin(store, bank, "quick"), replies)
    assert len(asker.asked) == len(replies)
    assert asker.asked[-1] == asker.asked[0]
    assert is_certain(bank, sheet)


def test_in_quick_mode_every_question_keeps_its_number(bank: Bank, store: Store) -> None:
    replies: list[Reply] = [best, best, best, Move.BACK, Move.BACK, best, best, Move.BACK, best, worst]
    asker, _ = take(bank, store, begin(store, bank, "quick"), replies)
    number = r"Question (\d+), step \d of 5, [^.]+\.( This quiz usually has \d+ questions or fewer\.)? Up to "
    told = [re.findall(number, prompt.where)[0] for prompt in asker.prompts]
    assert [int(number) for number, _ in told] == [1, 2, 3, 4, 3, 2, 3, 4, 3, 4]
    assert [bool(usual) for _, usual in told] == [True, *[False] * 9]
    numbers = dict(zip(asker.asked, told, strict=True))
    assert told == [numbers[name] for name in asker.asked]
