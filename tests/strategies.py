"""Answers to small question banks, and hypothesis strategies for the laws."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from itertools import combinations, pairwise
from typing import Any, TypeVar, assert_never

import pytest
from hypothesis import assume, settings
from hypothesis import strategies as st

from coder_readiness.bank.answers import PRIVATE, SKIP, UNKNOWN, Answer
from coder_readiness.bank.competency import Competency
from coder_readiness.bank.model import Bank
from coder_readiness.bank.questions.case import CaseQuestion
from coder_readiness.bank.questions.check import CheckQuestion
from coder_readiness.bank.questions.code import CodeQuestion
from coder_readiness.bank.questions.number import NumberQuestion
from coder_readiness.bank.questions.several import SeveralQuestion
from coder_readiness.bank.questions.single import SingleQuestion
from coder_readiness.bank.questions.types import Question
from coder_readiness.bank.roadmap import EvidenceWeights
from coder_readiness.scoring.draw import asked
from coder_readiness.scoring.score import score
from coder_readiness.scoring.sheet import Sheet
from tests.builders import GOALS, STEPS, bank, case, check, code, competency, earned, number, several, single

laws = settings(max_examples=200)
"""For every law: many small cases."""

NOISE = 1e-12
"""Sums of the same credits in another order may differ by this much; nothing else may."""


def exactly(value: float) -> Any:
    """Return what equals a value but for the noise of sums."""
    return pytest.approx(value, abs=NOISE, rel=0)


def with_answer(sheet: Sheet, question: str, answer: Answer) -> Sheet:
    """Return a sheet with one answer given or changed."""
    return replace(sheet, answers={**sheet.answers, question: answer})


def answers_to(question: Question) -> tuple[Answer, ...]:
    """Return the answers to a question that are worth telling apart, all of them real ones."""
    match question:
        case SingleQuestion():
            return tuple(option.id for option in question.options)
        case SeveralQuestion():
            ids = [option.id for option in question.options]
            return tuple(chosen for size in range(len(ids) + 1) for chosen in combinations(ids, size))
        case NumberQuestion():
            values = [value for value, _ in question.points]
            between = [(left + right) / 2 for left, right in pairwise(values)]
            return tuple(sorted({0.0, *values, *between, float(question.max)}))
        case CheckQuestion():
            return tuple(option.id for option in question.options)
        case CodeQuestion():
            return (*question.answer, *(f"{prefix}9" for prefix in question.partial), "Z99.9")
        case CaseQuestion():
            codes = question.answer_key
            return (codes, codes[::-1], codes[:1], codes[1:], (*codes, "Z99.9"), ("Z99.9",), (f"{codes[0][:3]}.0",))
        case _:
            assert_never(question)


def best(question: Question) -> Answer:
    """Return an answer that earns the full credit."""
    return max(answers_to(question), key=lambda answer: earned(question, answer))


def worst(question: Question) -> Answer:
    """Return an answer that is worth least; on a check, a wrong one is worth less than not knowing."""
    return min((*answers_to(question), *([UNKNOWN] if question.is_check else [])), key=lambda one: worth(question, one))


def worth(question: Question, answer: Answer) -> float:
    """Return what an answer that leaves the question not open shows."""
    found = question.worth(answer)
    assert found is not None
    return found


def is_open(question: Question, sheet: Sheet) -> bool:
    """Tell whether an asked question's credit is unknown."""
    answer = sheet.answers.get(question.id, SKIP)
    return answer is SKIP or (answer is UNKNOWN and question.evidence != "check")


def askable(left: Sequence[Question]) -> Sequence[Question]:
    """Return the questions that an attempt may ask now: ratings decide which checks it asks."""
    return [question for question in left if not question.is_check] or left


def completed(of_bank: Bank, sheet: Sheet, choose: Callable[[Question], Answer]) -> Sheet:
    """Return a sheet in which every open question has the answer that `choose` gives, until no more is asked."""
    filled: set[str] = set()
    while left := [one for one in asked(of_bank, sheet) if one.id not in filled and is_open(one, sheet)]:
        now = askable(left)
        filled |= {question.id for question in now}
        given = {question.id: choose(question) for question in now}
        sheet = Sheet(sheet.goal, sheet.seed, {**sheet.answers, **given}, sheet.seen)
    return sheet


def named(of_bank: Bank, sheet: Sheet) -> int:
    """Return the number of the next step, one past the last where all are complete."""
    step = score(of_bank, sheet).next_step
    return of_bank.number(step.step.id) if step else len(of_bank.steps) + 1


_BASE: tuple[Callable[[str], Question], ...] = (
    lambda name: single(name, 0, 0.5, 1),
    lambda name: single(name, 1, 0),
    lambda name: several(name, "sum", 0.5, 0.5, -0.5),
    lambda name: number(name, (1, 0), (2, 0.4), (8, 1)),
    lambda name: single(name, 0, 0.25, 0.75, 1, evidence="self_report"),
    lambda name: several(name, "max", 0.3, 1, evidence="self_report"),
    lambda name: number(name, (0, 0), (10, 1), evidence="self_report"),
)
_POOL: tuple[Callable[[str], Question], ...] = (
    check,
    lambda name: check(name, options=2, shuffle=False),
    lambda name: code(name, "E11.9", "E11.65", partial={"E11": 0.5, "E1": 0.2}),
    lambda name: case(name, "E11.22", "N18.4", optional=("Z79.899",)),
    lambda name: single(name, 0.25, 0.5, 1, evidence="check"),
    lambda name: several(name, "sum", 0.6, 0.6, -0.7, evidence="check"),
    lambda name: several(name, "max", 0.4, 1, -1, evidence="check"),
    lambda name: number(name, (0, 0), (4, 1), evidence="check"),
)
# A question never changes, and to make one takes longer than to draw it.
BASE, POOL = ([cache(kind) for kind in kinds] for kinds in (_BASE, _POOL))


WEIGHTS = (1.0, 2.0, 0.5, 5.0)
TARGETS = (0.7, 0.5, 0.3, 1.0)
REQUIRED: tuple[tuple[str, ...], ...] = ((), GOALS, GOALS[:1], GOALS[1:])
HOURS = ((10,), (4, 3), (25,), (1,), (8,))


PASS_MARKS = (0.7, 0.3, 0.5, 1.0)
EVIDENCE = (EvidenceWeights(), EvidenceWeights(record=2.0, check=0.75, self_report=0.25))
FEW = (1, 2, 3)
# Strategies are built once: that takes longer than drawing from them.
PICK = st.integers(0, 59)
BYTES = cache(lambda count: st.binary(min_size=count, max_size=count))
T = TypeVar("T")


class Picker:
    """Picks from sequences, the first of each in the simplest case.

    It draws once for up to `most` picks, because drawing is most of what a law takes.
    """

    def __init__(self, draw: st.DrawFn, most: int) -> None:
        self._drawn = iter(draw(BYTES(most)))

    def __call__(self, options: Sequence[T]) -> T:
        return options[next(self._drawn) % len(options)]


@st.composite
def banks(draw: st.DrawFn) -> Bank:
    """A bank of up to three steps with up to three competencies each, with questions of every type."""
    pick = Picker(draw, 8)
    marks = [pick(PASS_MARKS) for _ in range(pick(FEW))]
    found: list[Competency] = []
    for step in STEPS[: len(marks)]:
        earlier: list[str] = []
        for position in range(pick(FEW)):
            found.append(_draw_competency(Picker(draw, 14), f"{step}{position}", step, earlier))
            earlier.append(f"{step}{position}")
    return bank(*found, pass_marks=marks, evidence=pick(EVIDENCE))


def _draw_competency(pick: Picker, name: str, step: str, earlier: Sequence[str]) -> Competency:
    base = [pick(BASE) for _ in range(pick((0, 1, 2)))]
    pool = [pick(POOL) for _ in range(pick((0, 1, 2, 3) if base else (1, 2, 3)))]
    return competency(
        name,
        *(kind(f"{name}-{position}") for position, kind in enumerate([*base, *pool])),
        step=step,
        weight=pick(WEIGHTS),
        target=pick(TARGETS),
        required=pick(REQUIRED),
        draw=pick(range(0 if base or not pool else 1, len(pool) + 1)),
        hours=pick(HOURS),
        builds_on=[other for other in earlier if pick((False, False, True))],
    )


def _draw_blank(draw: st.DrawFn, of_bank: Bank) -> Sheet:
    pick = Picker(draw, 5)
    pool = [question.id for found in of_bank.competencies for question in found.pool]
    seen = {pick(pool) for _ in range(pick(FEW) - 1)} if pool else set()
    return Sheet(pick(GOALS), pick(range(100)), {}, frozenset(seen))


def _answer(pick: Picker, question: Question, *others: Answer) -> Answer:
    """Pick an answer to a question, more often a real one (the best above all) than one of `others`."""
    return pick((best(question), *answers_to(question), *others))


@st.composite
def blank_cases(draw: st.DrawFn) -> tuple[Bank, Sheet]:
    """A bank, and a sheet without answers: a goal, a seed, and checks seen before."""
    of_bank = draw(banks())
    return of_bank, _draw_blank(draw, of_bank)


@st.composite
def whole_cases(draw: st.DrawFn) -> tuple[Bank, Sheet]:
    """A bank, and a sheet that answers its whole draw, some of it with a skip, $unknown or $private."""
    of_bank = draw(banks())
    sheet = _draw_blank(draw, of_bank)
    while left := [question for question in asked(of_bank, sheet) if question.id not in sheet.answers]:
        now = askable(left)
        pick = Picker(draw, len(now))
        given = {question.id: _answer(pick, question, SKIP, UNKNOWN, PRIVATE) for question in now}
        sheet = Sheet(sheet.goal, sheet.seed, {**sheet.answers, **given}, sheet.seen)
    return of_bank, sheet


def _draw_partial(draw: st.DrawFn) -> tuple[Bank, Sheet]:
    of_bank = draw(banks())
    sheet = _draw_blank(draw, of_bank)
    among = list(of_bank.questions.values()) if draw(PICK) % 3 == 2 else list(asked(of_bank, sheet))
    pick = Picker(draw, 2 * len(among))
    answers = {
        question.id: _answer(pick, question, SKIP, UNKNOWN, PRIVATE) for question in among if pick((False, True))
    }
    return of_bank, Sheet(sheet.goal, sheet.seed, answers, sheet.seen)


@st.composite
def partial_cases(draw: st.DrawFn) -> tuple[Bank, Sheet]:
    """A bank, and a sheet that answers some of its draw, and perhaps checks beyond the draw."""
    return _draw_partial(draw)


@st.composite
def completions(draw: st.DrawFn) -> tuple[Bank, Sheet, Sheet]:
    """A bank, a partial sheet, and one of the whole sheets that it may become."""
    of_bank, sheet = _draw_partial(draw)
    pick = Picker(draw, len(of_bank.questions))
    return of_bank, sheet, completed(of_bank, sheet, lambda question: _answer(pick, question, PRIVATE))


@st.composite
def improvements(draw: st.DrawFn) -> tuple[Bank, Sheet, Sheet]:
    """A bank, a sheet, and the same sheet with one answer bettered, or an open question answered best."""
    of_bank, sheet = _draw_partial(draw)
    scored = [question for question in asked(of_bank, sheet) if sheet.answers.get(question.id) != PRIVATE]
    assume(scored)
    question = scored[draw(PICK) % len(scored)]
    better: Sequence[Answer] = [best(question)]
    if not is_open(question, sheet):
        before = earned(question, sheet.answers[question.id])
        better = [answer for answer in answers_to(question) if earned(question, answer) >= before]
        better = [answer for answer in better if worth(question, answer) >= worth(question, sheet.answers[question.id])]
    return of_bank, sheet, with_answer(sheet, question.id, better[draw(PICK) % len(better)])
