"""The loop of an attempt, driven by a script: order, moves, leaving and resuming."""

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest

from coder_readiness.bank.answers import SKIP, UNKNOWN, Answer
from coder_readiness.bank.model import Bank
from coder_readiness.errors import LeftError
from coder_readiness.quiz.asking import Move, Prompt
from coder_readiness.quiz.attempt import Quiz
from coder_readiness.scoring.readiness import assess
from coder_readiness.store.attempt import begin_rest
from coder_readiness.store.database import Store
from tests.conftest import OpenStore
from tests.kept import no_record
from tests.scripted import NOON, Clock, Reply, ScriptedAsker, begin, best, draw, take, update, worst


def test_the_whole_draw_is_asked_in_order_and_kept(bank: Bank, store: Store) -> None:
    asker, sheet = take(bank, store, begin(store, bank), [best])
    assert asker.asked == draw(bank)
    assert store.attempt(1).answers == sheet.answers
    assert assess(bank, sheet).next_step is None


def test_a_step_that_the_bank_no_longer_has_limits_nothing(bank: Bank, store: Store) -> None:
    asker, _ = take(bank, store, begin(store, bank, step="no-such-step"), [best])
    assert asker.asked == draw(bank)


def test_each_step_is_introduced_once(bank: Bank, store: Store) -> None:
    asker, _ = take(bank, store, begin(store, bank), [best])
    headings = [text for text in asker.told if text.startswith("Step ")]
    assert headings == [f"Step {number} of 5: {step.title}" for number, step in enumerate(bank.steps, 1)]


def test_where_it_is_said_on_every_question(bank: Bank, store: Store) -> None:
    asker, _ = take(bank, store, begin(store, bank), [best])
    total = len(draw(bank))
    first = bank.competency["education"].title
    last = bank.home[draw(bank)[-1]].title
    assert asker.prompts[0].where == f"Question 1 of about {total}, step 1 of 5, {first}. About 25 minutes left."
    assert asker.prompts[-1].where == f"Question {total} of {total}, step 5 of 5, {last}. About 1 minute left."


@pytest.mark.parametrize("answer", [best, worst, UNKNOWN])
def test_the_total_is_rounded_until_no_answer_to_come_can_change_it(
    bank: Bank, store: Store, answer: Answer | Callable[[Prompt], Answer]
) -> None:
    asker, sheet = take(bank, store, begin(store, bank), [answer])
    said = [re.findall(r"Question (\d+) of (about )?(\d+)", prompt.where)[0] for prompt in asker.prompts]
    exact = [total for _, about, total in said if not about]
    assert set(exact) == {str(len(sheet.answers))}
    assert [about for _, about, _ in said] == ["about "] * (len(said) - len(exact)) + [""] * len(exact)
    assert all(int(number) <= int(total) for number, _, total in said)


def test_before_the_first_knowledge_question_a_person_hears_once_that_not_knowing_costs_nothing(
    bank: Bank, store: Store
) -> None:
    def heard(asker: ScriptedAsker) -> int:
        return sum('"I don\'t know" costs nothing' in text for text in asker.told)

    first = next(place for place, name in enumerate(draw(bank)) if bank.questions[name].is_check)
    before, after = (
        ScriptedAsker([*[best] * first, KeyboardInterrupt]),
        ScriptedAsker([best, Move.BACK, best], ["report"]),
    )
    with pytest.raises(LeftError):
        Quiz(bank, store, before, Clock(), begin(store, bank)).take()
    Quiz(bank, store, after, Clock(), store.attempt(1)).take()
    assert [heard(before), heard(after)] == [1, 1]  # the first time, there was no answer yet
    again, _ = take(bank, store, begin_rest(store.attempt(1), skips=True, bank_version="1", now=NOON), [best])
    assert heard(again) == 0


def test_a_person_who_has_gone_back_comes_forward_through_the_same_questions(bank: Bank, store: Store) -> None:
    first, second, third, fourth, *_ = draw(bank)
    asker, _ = take(bank, store, begin(store, bank), [best, best, Move.BACK, Move.BACK, best])
    assert asker.asked[:7] == [first, second, third, second, first, second, third]
    assert asker.asked[7] == fourth
    assert [prompt.given for prompt in asker.prompts[2:7]] == [
        *(None, bank.questions[second].best_answer, bank.questions[first].best_answer),
        *(bank.questions[second].best_answer, None),
    ]


def test_the_key_to_skip_keeps_an_answer_of_this_attempt(bank: Bank, store: Store) -> None:
    def press_s(prompt: Prompt) -> Answer | Move:
        return prompt.keys["s"][1]

    replies: list[Reply] = [best, press_s, Move.BACK, Move.BACK, press_s, press_s, best]
    asker, sheet = take(bank, store, begin(store, bank), replies)
    first, second = draw(bank)[:2]
    assert (sheet.answers[first], sheet.answers[second]) == (bank.questions[first].best_answer, SKIP)
    names = [prompt.keys["s"][0] for prompt in asker.prompts[:7]]
    assert names == ["skip", "skip", "skip", "skip", "keep your answer", "skip", "skip"]


def test_in_an_update_the_key_to_skip_still_skips_what_an_earlier_attempt_says(bank: Bank, store: Store) -> None:
    take(bank, store, begin(store, bank), [worst])
    store.finish(store.attempt(1), no_record, NOON)
    asker, _ = take(bank, store, update(store, bank), [best])
    assert asker.prompts[0].given == worst(asker.prompts[0])
    assert {prompt.keys["s"] for prompt in asker.prompts} == {("skip", SKIP)}


def test_a_person_may_turn_back_again_on_the_way_forward(bank: Bank, store: Store) -> None:
    back = Move.BACK
    asker, _ = take(bank, store, begin(store, bank), [*[best] * 3, *[back] * 3, best, best, back, back, best])
    order = [draw(bank).index(name) for name in asker.asked]
    assert order == [0, 1, 2, 3, 2, 1, 0, 1, 2, 1, 0, 1, 2, *range(3, len(draw(bank)))]


def test_skipped_questions_that_are_no_longer_asked_are_left_out_on_the_way_forward(bank: Bank, store: Store) -> None:
    order = [name for name in draw(bank) if bank.home[name].step == "licence"]
    rating = order.index("choice-made")
    checks = [name for name in order[rating:] if bank.home[name].id == "certificate-choice"][1:]

    def asked_after(changed: Reply) -> list[str]:
        """Rate oneself, skip the questions that check the rating, come back to it, and then forward again."""
        replies = [*[best] * (rating + 1), *[SKIP] * len(checks), *[Move.BACK] * (len(checks) + 1), changed, best]
        asker, _ = take(bank, store, begin(store, bank, step="licence"), replies)
        return asker.asked[len(replies) - 1 :]

    rest = order[rating + len(checks) + 1 :]
    assert asked_after(best) == [*checks, *rest]
    assert asked_after(worst) == rest


def test_a_question_that_a_changed_answer_makes_needless_is_said_to_be(bank: Bank, store: Store) -> None:
    told = "Because of that answer, we no longer need the question you were on."
    asker, _ = take(bank, store, begin(store, bank, "quick"), [SKIP, Move.BACK, worst])
    assert asker.asked[0] == asker.asked[2] == "education-highest"
    assert told in asker.told
    asker, _ = take(bank, store, begin(store, bank), [SKIP, Move.BACK, worst])
    assert told not in asker.told


def test_back_on_the_first_question_says_so(bank: Bank, store: Store) -> None:
    asker, _ = take(bank, store, begin(store, bank), [Move.BACK, best])
    assert asker.asked[:2] == [draw(bank)[0]] * 2
    assert "There's no earlier answer to go back to." in asker.told


@pytest.mark.parametrize("how", [Move.LEAVE, KeyboardInterrupt, EOFError])
def test_leaving_keeps_every_answer(bank: Bank, store: Store, how: Reply) -> None:
    with pytest.raises(LeftError, match=r"^We saved 2 answers$"):
        take(bank, store, begin(store, bank), [best, best, how])
    assert list(store.attempt(1).answers) == draw(bank)[:2]


def test_resuming_goes_on_at_the_exact_question(bank: Bank, store: Store) -> None:
    with pytest.raises(LeftError):
        take(bank, store, begin(store, bank), [best, SKIP, best, Move.LEAVE])
    asker, sheet = take(bank, store, store.attempt(1), [best])
    assert asker.asked == draw(bank)[3:]
    assert len(sheet.answers) == len(draw(bank))


@pytest.mark.parametrize(
    ("reply", "left"), [("leave", True), (Move.LEAVE, True), (Move.BACK, False), ("continue", False)]
)
def test_leaving_is_asked_about_once_there_is_an_answer(
    bank: Bank, store: Store, reply: str | Move, left: bool
) -> None:
    asker = ScriptedAsker([best, Move.LEAVE, best], [reply, "report"])
    quiz = Quiz(bank, store, asker, Clock(), begin(store, bank))
    if left:
        with pytest.raises(LeftError, match=r"^We saved 1 answer$"):
            quiz.take()
    else:
        assert len(quiz.take().answers) == len(draw(bank))
    assert asker.asked[1:3] == [draw(bank)[1]] * (1 if left else 2)
    assert not quiz.unfinished


def test_the_result_so_far_can_be_seen_at_any_question(bank: Bank, store: Store) -> None:
    quiz = Quiz(bank, store, ScriptedAsker([best, Move.LEAVE], ["result"]), Clock(), begin(store, bank))
    assert list(quiz.take().answers) == draw(bank)[:1]
    assert quiz.unfinished


def test_the_hint_is_said_once_and_the_end_each_time(bank: Bank, store: Store) -> None:
    hint = "Answers are saved as you go. To quit or see your result so far, type q at any time."
    told = [take(bank, store, begin(store, bank, step="training"), [best])[0].told for _ in range(2)]
    assert [(one.count(hint), one.count("That was the last question.")) for one in told] == [(1, 1), (0, 1)]


def test_nothing_to_go_back_to_is_said(bank: Bank, store: Store) -> None:
    take(bank, store, begin(store, bank), [best])
    store.finish(store.attempt(1), no_record, NOON)
    begun = begin_rest(store.attempt(1), skips=True, bank_version="1", now=NOON + timedelta(hours=1))
    asker, _ = take(bank, store, begun, [best], [Move.BACK, "report"])
    assert "There's no earlier answer to go back to." in asker.told
    assert asker.asked == []


def test_a_changed_answer_keeps_its_number_when_gone_on_with(bank: Bank, store: Store) -> None:
    replies: list[Reply] = [best, best, best, Move.BACK, Move.BACK, Move.BACK, best, KeyboardInterrupt]
    with pytest.raises(LeftError):
        take(bank, store, begin(store, bank), replies)
    asker = ScriptedAsker([Move.BACK, Move.BACK, Move.BACK, KeyboardInterrupt])
    with pytest.raises(LeftError):
        Quiz(bank, store, asker, Clock(), store.attempt(1)).take()
    assert asker.asked == [draw(bank)[place] for place in (3, 2, 1, 0)]
    assert [re.findall(r"Question (\d+) of", prompt.where) for prompt in asker.prompts] == [["4"], ["3"], ["2"], ["1"]]


def test_one_step_alone_can_be_asked(bank: Bank, store: Store) -> None:
    asker, _ = take(bank, store, begin(store, bank, step="licence"), [best])
    assert asker.asked == [name for name in draw(bank) if bank.home[name].step == "licence"]


def test_a_doubt_is_told_once_about_an_area(bank: Bank, open_store: OpenStore, tmp_path: Path) -> None:
    told: list[list[str]] = []
    for seed in range(12):
        random = Random(seed)

        def some(prompt: Prompt, random: Random = random) -> Answer:
            return worst(prompt) if prompt.question.is_check and random.random() < 0.5 else best(prompt)

        store = open_store(tmp_path / str(seed))
        asker, _ = take(bank, store, begin(store, bank), [some])
        for area in bank.competencies:
            here = [prompt.where.partition(f", {area.title}. ")[2].partition(".")[0] for prompt in asker.prompts]
            told.append([words for words in here if "question" in words])
    once = ["One more question on this, to be sure"]
    assert all(words == once + ["Another question on this"] * (len(words) - 1) for words in told if words)
    assert max(map(len, told)) > 1
