"""What holds of every score, whatever the bank and the answers."""

from dataclasses import replace

from hypothesis import assume, given
from hypothesis import strategies as st

from coder_readiness.bank.answers import PRIVATE, SKIP, UNKNOWN, Answer
from coder_readiness.bank.competency import Competency
from coder_readiness.bank.model import Bank
from coder_readiness.scoring.draw import asked, asked_of, decides_as_it_goes, open_questions
from coder_readiness.scoring.score import score, score_competency
from coder_readiness.scoring.sheet import Sheet
from tests.builders import changed, rebuilt, with_competencies
from tests.strategies import (
    NOISE,
    best,
    completed,
    completions,
    exactly,
    improvements,
    is_open,
    laws,
    named,
    partial_cases,
    whole_cases,
    with_answer,
    worst,
    worth,
)


def without(sheet: Sheet, question_id: str) -> Sheet:
    """Return a sheet with one answer taken back."""
    answers = {name: answer for name, answer in sheet.answers.items() if name != question_id}
    return Sheet(sheet.goal, sheet.seed, answers, sheet.seen)


@laws
@given(completions())
def test_intervals_hold_the_score_of_every_completion(case: tuple[Bank, Sheet, Sheet]) -> None:
    of_bank, sheet, whole = case
    for step, final in zip(score(of_bank, sheet).steps, score(of_bank, whole).steps, strict=True):
        for found, end in zip(step.competencies, final.competencies, strict=True):
            assert found.low - NOISE <= end.low <= end.high <= found.high + NOISE
            if found.met is not None:
                assert end.met is found.met
        assert step.low - NOISE <= final.low <= final.high <= step.high + NOISE
        if step.complete is not None:
            assert final.complete is step.complete


@laws
@given(partial_cases())
def test_intervals_are_as_narrow_as_they_can_be(case: tuple[Bank, Sheet]) -> None:
    of_bank, sheet = case
    lowest = {step.step.id: step for step in score(of_bank, completed(of_bank, sheet, worst)).steps}
    highest = {step.step.id: step for step in score(of_bank, completed(of_bank, sheet, best)).steps}
    for step in score(of_bank, sheet).steps:
        bottom, top = lowest[step.step.id], highest[step.step.id]
        for found, worse, better in zip(step.competencies, bottom.competencies, top.competencies, strict=True):
            if found.in_step and not decides_as_it_goes(found.competency, sheet):
                assert found.low <= worse.low + NOISE  # a check that is open may cost as much as any of its pool
                assert found.high == exactly(better.high)
                assert found.met in {worse.met if worse.met is better.met else None, None}
        decided = [decides_as_it_goes(found.competency, sheet) for found in step.competencies]
        if any(found.in_step for found in step.competencies) and not any(decided):
            assert step.low <= bottom.low + NOISE
            assert step.high == exactly(top.high)
            assert step.complete in {bottom.complete if bottom.complete is top.complete else None, None}


@laws
@given(whole_cases())
def test_a_score_is_the_mean_of_what_answers_are_worth_weighted_by_evidence(case: tuple[Bank, Sheet]) -> None:
    of_bank, sheet = case
    sheet = completed(of_bank, sheet, best)
    weights = of_bank.roadmap.evidence
    weigh = {"record": weights.record, "check": weights.check, "self_report": weights.self_report}
    for step in score(of_bank, sheet).steps:
        ready: list[tuple[float, float]] = []
        lacking = False
        for found in step.competencies:
            counting = [
                (weigh[question.evidence], worth(question, sheet.answers[question.id]))
                for question in asked_of(of_bank, found.competency, sheet)
                if sheet.answers[question.id] != PRIVATE
            ]
            assert found.in_step is bool(counting)
            assert found.required is (sheet.goal in found.competency.required)
            if not counting:
                assert (found.low, found.high, found.met) == (0.0, 1.0, None)
                continue
            mean = sum(weight * shown for weight, shown in counting) / sum(weight for weight, _ in counting)
            mean = max(0.0, mean)
            assert (found.low, found.high) == (exactly(mean), exactly(mean))
            reached = mean > found.competency.target - 1e-9
            assert found.met is (True if reached else False if found.missing else None)
            assert found.is_gap is not reached
            share = mean / found.competency.target
            ready.append((found.competency.weight, share if found.competency.is_knowledge else min(1.0, share)))
            lacking |= found.required and found.missing is True
        if not ready:
            assert (step.low, step.high, step.complete) == (0.0, 1.0, None)
            continue
        readiness = sum(weight * attained for weight, attained in ready) / sum(weight for weight, _ in ready)
        assert (step.low, step.high) == (exactly(min(1.0, readiness)), exactly(min(1.0, readiness)))
        assert step.complete is (readiness > step.step.pass_mark - 1e-9 and not lacking)


@laws
@given(partial_cases())
def test_skipped_unasked_and_unknown_facts_are_open_and_unknown_checks_are_not(case: tuple[Bank, Sheet]) -> None:
    of_bank, sheet = case
    for step in score(of_bank, sheet).steps:
        for found in step.competencies:
            asked_now = asked_of(of_bank, found.competency, sheet)
            open_now = {question.id for question in asked_now if is_open(question, sheet)}
            open_ = open_questions(of_bank, found.competency, sheet)
            assert {question.id for question in open_} == open_now
            assert len(open_) == len(open_now)


@laws
@given(partial_cases())
def test_not_knowing_is_no_worse_than_a_slip_and_on_a_fact_the_same_as_a_skip(case: tuple[Bank, Sheet]) -> None:
    of_bank, sheet = case
    for question in asked(of_bank, sheet):
        unknown = score(of_bank, with_answer(sheet, question.id, UNKNOWN)).steps
        if question.evidence != "check":
            assert unknown == score(of_bank, with_answer(sheet, question.id, SKIP)).steps
        elif question.type in ("check", "code"):
            wrong: Answer = "b" if question.type == "check" else "Z99.9"
            mistaken = score(of_bank, with_answer(sheet, question.id, wrong)).steps
            for step, other in zip(unknown, mistaken, strict=True):
                for found, same in zip(step.competencies, other.competencies, strict=True):
                    assert found.low >= same.low - NOISE


@laws
@given(improvements())
def test_a_better_answer_never_lowers_a_score_nor_moves_the_named_step_back(case: tuple[Bank, Sheet, Sheet]) -> None:
    of_bank, before, after = case
    for step, better in zip(score(of_bank, before).steps, score(of_bank, after).steps, strict=True):
        for found, raised in zip(step.competencies, better.competencies, strict=True):
            assert raised.low >= found.low - NOISE
            assert raised.high >= found.high - NOISE
        assert better.low >= step.low - NOISE
        assert better.high >= step.high - NOISE
        if step.complete:
            assert better.complete
    assert named(of_bank, after) >= named(of_bank, before)


@laws
@given(partial_cases())
def test_the_best_answers_complete_everything_and_the_worst_name_the_first_step(case: tuple[Bank, Sheet]) -> None:
    of_bank, sheet = case
    blank = Sheet(sheet.goal, sheet.seed, {}, sheet.seen)
    everything = score(of_bank, completed(of_bank, blank, best))
    assert everything.next_step is None
    assert {step.complete for step in everything.steps} == {True}
    assert {step.low for step in everything.steps} == {1.0}
    nothing = score(of_bank, completed(of_bank, blank, worst))
    assert {step.complete for step in nothing.steps} == {False}
    assert {step.high for step in nothing.steps} == {0.0}
    assert nothing.next_step == nothing.steps[0]


@laws
@given(partial_cases(), st.data())
def test_an_unmet_must_have_keeps_its_step_incomplete_however_good_the_rest(
    case: tuple[Bank, Sheet], data: st.DataObject
) -> None:
    of_bank, sheet = case
    facts = [found for found in of_bank.competencies if not found.is_knowledge]
    assume(facts)
    chosen = data.draw(st.sampled_from(facts))
    must = changed(chosen, required=(sheet.goal,))
    of_bank = with_competencies(of_bank, [must if found is chosen else found for found in of_bank.competencies])
    blank = Sheet(sheet.goal, sheet.seed, {}, sheet.seen)
    own = {question.id for question in asked_of(of_bank, must, blank)}
    lost = completed(of_bank, blank, lambda question: worst(question) if question.id in own else best(question))
    for step in score(of_bank, lost).steps:
        assert bool(step.complete) is (step.step.id != must.step)
    left_open = Sheet(blank.goal, blank.seed, {name: a for name, a in lost.answers.items() if name not in own})
    opened = next(step for step in score(of_bank, left_open).steps if step.step.id == must.step)
    assert opened.complete is None


@laws
@given(partial_cases(), st.data())
def test_the_order_of_answers_does_not_matter(case: tuple[Bank, Sheet], data: st.DataObject) -> None:
    of_bank, sheet = case
    names = data.draw(st.permutations(list(sheet.answers)))
    turned: dict[str, Answer] = {}
    for name in names:
        answer, kind = sheet.answers[name], of_bank.questions[name].type
        turned[name] = answer[::-1] if isinstance(answer, tuple) and kind == "several" else answer
    remembers_none = replace(of_bank)
    assert score(remembers_none, Sheet(sheet.goal, sheet.seed, turned, sheet.seen)) == score(of_bank, sheet)


def without_question(of_bank: Bank, name: str, goal: str) -> Bank:
    """Return the bank without a drawn question, and without its competency where nothing is left to ask.

    It draws one check fewer, except of a must-have, of which another is asked in its place.
    """
    kept: list[Competency] = []
    for found in of_bank.competencies:
        if found is not of_bank.home[name]:
            kept.append(found)
            continue
        rest = tuple(question for question in found.questions if question.id != name)
        left = sum(question.is_check for question in rest)
        replaced = decides_as_it_goes(found, Sheet(goal))
        draw = min(found.draw, left) if replaced else found.draw - of_bank.questions[name].is_check
        if draw or any(question.evidence != "check" for question in rest):
            kept.append(changed(found, questions=rest, draw=draw))
    return with_competencies(of_bank, kept)


@laws
@given(whole_cases(), st.data())
def test_a_private_answer_counts_as_if_the_question_were_not_there(
    case: tuple[Bank, Sheet], data: st.DataObject
) -> None:
    of_bank, sheet = case
    question = data.draw(st.sampled_from(list(asked(of_bank, sheet))))
    private = with_answer(sheet, question.id, PRIVATE)
    home = of_bank.home[question.id]
    smaller = without_question(of_bank, question.id, sheet.goal)
    kept = smaller.competency.get(home.id)
    assume(kept is None or kept.is_knowledge is home.is_knowledge)  # without its record or its checks others decide it
    assume(kept is None or kept.penalty == home.penalty)  # an open check may cost what the dearest of the pool does
    found = score_competency(of_bank, home, private)
    if kept is None:
        assert (found.low, found.high, found.met, found.in_step) == (0.0, 1.0, None, False)
    else:
        same = score_competency(smaller, kept, without(sheet, question.id))
        for attribute in ("low", "high", "met", "in_step", "required", "self_view", "shown"):
            assert getattr(found, attribute) == getattr(same, attribute)
        assert open_questions(of_bank, home, private) == open_questions(smaller, kept, without(sheet, question.id))
    for step, same_step in zip(
        score(of_bank, private).steps, score(smaller, without(sheet, question.id)).steps, strict=True
    ):
        assert (step.low, step.high, step.complete) == (same_step.low, same_step.high, same_step.complete)


@laws
@given(whole_cases(), st.data())
def test_a_competency_kept_wholly_private_drops_out_of_its_step(case: tuple[Bank, Sheet], data: st.DataObject) -> None:
    of_bank, sheet = case
    hidden = data.draw(st.sampled_from(of_bank.competencies))
    own = {question.id for question in hidden.questions}
    rest = {name: answer for name, answer in sheet.answers.items() if name not in own}
    private = score(of_bank, Sheet(sheet.goal, sheet.seed, {**rest, **dict.fromkeys(own, PRIVATE)}, sheet.seen))
    smaller = with_competencies(of_bank, [found for found in of_bank.competencies if found is not hidden])
    removed = score(smaller, Sheet(sheet.goal, sheet.seed, rest, sheet.seen))
    for step, same in zip(private.steps, removed.steps, strict=True):
        assert (step.low, step.high, step.complete) == (same.low, same.high, same.complete)
    found = next(found for step in private.steps for found in step.competencies if found.competency is hidden)
    assert (found.in_step, found.met, found.low, found.high) == (False, None, 0.0, 1.0)


@laws
@given(whole_cases())
def test_the_same_sheet_gives_the_same_scores(case: tuple[Bank, Sheet]) -> None:
    of_bank, sheet = case
    again = rebuilt(of_bank)
    first = score(of_bank, sheet)
    second = score(again, Sheet(sheet.goal, sheet.seed, dict(sheet.answers), frozenset(sheet.seen)))
    assert first == second


@laws
@given(partial_cases())
def test_what_is_remembered_of_other_sheets_changes_no_score(case: tuple[Bank, Sheet]) -> None:
    of_bank, sheet = case
    fresh = score(rebuilt(of_bank), sheet)
    for other in (sheet, *(without(sheet, name) for name in sheet.answers)):
        for goal in of_bank.roadmap.goals:
            score(of_bank, replace(other, goal=goal, seed=sheet.seed + 1))
    assert score(of_bank, sheet) == fresh
