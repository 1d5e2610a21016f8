"""What holds of every result, whatever the bank, the answers and the Python."""

import json
import math
import random
import re
from collections.abc import Callable, Iterable, Iterator

import pytest
from hypothesis import given

from coder_readiness.bank.answers import SKIP, UNKNOWN, Answer
from coder_readiness.bank.loader import load_bank
from coder_readiness.bank.model import Bank
from coder_readiness.bank.questions.several import SeveralQuestion
from coder_readiness.scoring.draw import asked
from coder_readiness.scoring.readiness import assess
from coder_readiness.scoring.score import score
from coder_readiness.scoring.sheet import Sheet
from coder_readiness.scoring.whatif import assume as assume_met
from tests.builders import rebuilt
from tests.strategies import best, completed, laws, partial_cases, whole_cases


@laws
@given(partial_cases())
def test_the_named_step_is_the_first_not_complete_and_certain_unless_undecided(case: tuple[Bank, Sheet]) -> None:
    of_bank, sheet = case
    found = assess(of_bank, sheet)
    assert [step.id for step in found.steps] == [step.id for step in of_bank.steps]
    assert [step.number for step in found.steps] == list(range(1, len(of_bank.steps) + 1))
    open_steps = [step for step in found.steps if step.complete is not True]
    if not open_steps:
        assert (found.next_step, found.plan) == (None, None)
        return
    first = open_steps[0]
    assert found.next_step is not None
    assert (found.next_step.id, found.next_step.number, found.next_step.title) == (first.id, first.number, first.title)
    assert found.next_step.certain is (first.complete is False)
    assert found.plan is not None
    assert found.plan.step == first.id


@laws
@given(partial_cases())
def test_reasons_are_whole_sentences_and_name_only_what_they_speak_of(case: tuple[Bank, Sheet]) -> None:
    of_bank, sheet = case
    found = assess(of_bank, sheet)
    if found.next_step is None:
        return
    own = [item for item in found.competencies if item.step == found.next_step.id]
    lost = [item.title for item in own if item.required and item.met is False]
    named = [" and ".join([", ".join(lost[:-1]), lost[-1]])] if len(lost) > 1 else lost
    must_have = [re.match("You're missing [^:]*: (.*)[.]", reason) for reason in found.next_step.reasons]
    assert [told[1] for told in must_have if told] == named
    assert found.next_step.reasons
    for reason in found.next_step.reasons:
        assert reason.endswith(".")
        assert not reason.endswith((" .", ":."))


@laws
@given(partial_cases())
def test_gaps_are_what_is_not_met_by_what_they_cost(case: tuple[Bank, Sheet]) -> None:
    of_bank, sheet = case
    found = assess(of_bank, sheet)
    lost = {item.competency.id for step in score(of_bank, sheet).steps for item in step.competencies if item.is_gap}
    assert lost >= {item.id for item in found.competencies if item.met is False}
    assert sorted(gap.competency for gap in found.gaps) == sorted(lost)
    impacts = [gap.impact for gap in found.gaps]
    assert impacts == sorted(impacts, reverse=True)
    low = {step.id: step.low for step in found.steps}
    for gap in found.gaps:
        missing = of_bank.competency[gap.competency]
        assert gap.required is (sheet.goal in missing.required)
        assert [(action.do, action.hours) for action in gap.actions] == [
            (action.do, action.hours) for action in missing.actions
        ]
        closed = assess(of_bank, assume_met(sheet, [missing.id]))
        raised = {step.id: step.low for step in closed.steps}[missing.step] - low[missing.step]
        assert gap.impact == pytest.approx(raised, abs=1e-12) or low[missing.step] + raised == 1.0


@laws
@given(whole_cases())
def test_the_gaps_of_a_fully_answered_step_cost_at_least_what_is_missing(case: tuple[Bank, Sheet]) -> None:
    of_bank, sheet = case
    sheet = completed(of_bank, sheet, lambda question: UNKNOWN if question.evidence == "check" else best(question))
    found = assess(of_bank, sheet)
    home = {item.id: item.step for item in found.competencies}
    for step in found.steps:
        cost = sum(gap.impact for gap in found.gaps if home[gap.competency] == step.id)
        if step.complete is not None:
            assert cost >= 1 - step.low - 1e-9


@laws
@given(partial_cases())
def test_asked_and_answered_are_counted(case: tuple[Bank, Sheet]) -> None:
    of_bank, sheet = case
    found = assess(of_bank, sheet)
    questions = list(asked(of_bank, sheet))
    assert found.asked == len(questions)
    assert found.answered == sum(1 for question in questions if sheet.answers.get(question.id, SKIP) != SKIP)


@laws
@given(partial_cases())
def test_the_same_sheet_gives_the_same_report_in_plain_json(case: tuple[Bank, Sheet]) -> None:
    of_bank, sheet = case
    unseen = Sheet(sheet.goal, sheet.seed, sheet.answers)
    dumped = assess(of_bank, unseen).model_dump(mode="json")
    assert json.loads(json.dumps(dumped, allow_nan=False)) == dumped
    assert assess(of_bank, unseen.as_dict()).model_dump(mode="json") == dumped
    turned = Sheet(sheet.goal, sheet.seed, dict(reversed(list(sheet.answers.items()))))
    assert assess(rebuilt(of_bank), turned).model_dump(mode="json") == dumped


def _naive(values: Iterable[float], start: float = 0) -> float:
    """Return a sum as Python up to 3.11 adds it up."""
    for value in values:
        start += value
    return start


@pytest.mark.parametrize("adding", [_naive, lambda values, start=0: math.fsum([*values, start])])
def test_results_are_equal_on_all_pythons(monkeypatch: pytest.MonkeyPatch, adding: Callable[..., float]) -> None:
    bank = load_bank()
    sheets = [Sheet(seed=seed, answers=dict(_answered(bank, seed))) for seed in range(20)]
    expected = [assess(bank, sheet).model_dump() for sheet in sheets]

    def add(values: Iterable[float], start: float = 0) -> float:
        terms = list(values)
        return adding(terms, start) if any(isinstance(term, float) for term in terms) else builtin(terms, start)

    builtin = sum
    monkeypatch.setattr("builtins.sum", add)
    assert [assess(bank, sheet).model_dump() for sheet in sheets] == expected


def _answered(bank: Bank, seed: int) -> Iterator[tuple[str, Answer]]:
    """Yield answers to a whole draw, different ones for each seed; of several options, many are selected."""
    chance = random.Random(seed)
    for question in asked(bank, Sheet(seed=seed)):
        if isinstance(question, SeveralQuestion):
            yield question.id, tuple(one.id for one in question.options if not one.alone and chance.random() < 0.7)
        elif ids := [option.id for option in question.options]:
            yield question.id, chance.choice(ids)
        else:
            yield question.id, question.best_answer
