"""A class as a whole: every figure is what it is by the scores of each person."""

import itertools

import pytest

from coder_readiness.bank.model import Bank
from coder_readiness.scoring.cohort import Cohort
from coder_readiness.scoring.readiness import assess
from coder_readiness.scoring.sheet import Sheet
from coder_readiness.scoring.whatif import assume
from tests.benchmarks.people import simulated_sheets


def class_of(bank: Bank, sheets: list[Sheet]) -> Cohort:
    cohort = Cohort(bank)
    for number, sheet in enumerate(sheets):
        cohort.add(f"Person {number}", sheet, assess(bank, sheet))
    return cohort


def step_number(bank: Bank, sheet: Sheet) -> int:
    """Return the number of the step in focus; one past the last where all are complete."""
    named = assess(bank, sheet).next_step
    return named.number if named else len(bank.steps) + 1


@pytest.fixture(scope="module")
def sheets(other_bank: Bank) -> list[Sheet]:
    made = simulated_sheets(other_bank, 12, seed=11)
    return [Sheet(sheet.goal, sheet.seed, sheet.answers) for sheet in made]


def test_lessons_move_as_many_as_the_same_scoring_says_of_every_set(other_bank: Bank, sheets: list[Sheet]) -> None:
    names = list(other_bank.competency)
    before = [step_number(other_bank, sheet) for sheet in sheets]

    def moved(close: tuple[str, ...]) -> int:
        return sum(
            step_number(other_bank, assume(sheet, close)) > number for sheet, number in zip(sheets, before, strict=True)
        )

    best = [max(map(moved, itertools.combinations(names, size))) for size in (1, 2, 3)]
    lessons = class_of(other_bank, sheets).lessons()
    assert {lesson.close: lesson.moves for lesson in lessons if len(lesson.close) == 1} == {
        (name,): count for name in names if (count := moved((name,)))
    }
    assert all(lesson.moves == moved(lesson.close) for lesson in lessons)
    found = [max(lesson.moves for lesson in lessons if len(lesson.close) <= size) for size in (1, 2, 3)]
    assert found == best
    assert best[0] < best[1] < best[2]  # so that the test says something


def test_the_hours_of_a_lesson_are_those_of_the_actions_left(other_bank: Bank, sheets: list[Sheet]) -> None:
    cohort = class_of(other_bank, sheets)
    results = [assess(other_bank, sheet) for sheet in sheets]
    taught = {name for lesson in cohort.lessons() for name in lesson.close}
    assert taught
    for name in taught:
        left = [
            sum(action.hours for action in gap.actions)
            for result in results
            for gap in result.gaps
            if gap.competency == name and result.next_step and result.next_step.number == cohort.step(name)
        ]
        assert cohort.hours(name) == round(sum(left) / len(left))


def test_steps_and_gaps_add_up(other_bank: Bank, sheets: list[Sheet]) -> None:
    results = [assess(other_bank, sheet) for sheet in sheets]
    cohort = class_of(other_bank, sheets)
    assert [step.here for step in cohort.steps()] == [
        sum(bool(result.next_step and result.next_step.number == number) for result in results)
        for number in range(1, 6)
    ]
    assert [step.ready for step in cohort.steps()] == [
        sum(result.steps[index].complete is True for result in results) for index in range(5)
    ]
    assert cohort.people == 12
    assert cohort.all_ready == sum(result.next_step is None for result in results)
    impact: dict[str, list[float]] = {}
    for result in results:
        for gap in result.gaps:
            impact.setdefault(gap.competency, []).append(gap.impact)
    assert {gap.competency: gap.people for gap in cohort.gaps()} == {
        name: len(shares) for name, shares in impact.items()
    }
    assert {gap.competency: gap.impact for gap in cohort.gaps()} == pytest.approx(
        {name: sum(shares) / 12 for name, shares in impact.items()}
    )
    assert [gap.people for gap in cohort.gaps()] == sorted((gap.people for gap in cohort.gaps()), reverse=True)


def test_quarters_of_a_step(other_bank: Bank, sheets: list[Sheet]) -> None:
    lows = sorted(int(assess(other_bank, sheet).steps[3].low * 100 + 1e-6) / 100 for sheet in sheets)
    step = class_of(other_bank, sheets).steps()[3]
    assert (step.lower_quarter, step.median, step.upper_quarter) == (lows[2], lows[5], lows[8])


def test_quarters_are_of_those_who_answered(other_bank: Bank, sheets: list[Sheet]) -> None:
    alone, with_others = (class_of(other_bank, some).steps() for some in (sheets, [*sheets, Sheet(), Sheet()]))
    assert [(step.answered, step.lower_quarter) for step in with_others] == [
        (step.answered, step.lower_quarter) for step in alone
    ]
    assert [step.answered for step in alone] == [12] * 5


def test_a_class_of_whom_nobody_answered_anything(other_bank: Bank) -> None:
    cohort = class_of(other_bank, [Sheet(), Sheet()])
    assert cohort.gaps() == ()
    assert [step.here for step in cohort.steps()] == [2, 0, 0, 0, 0]
    assert cohort.steps()[0].upper_quarter == 0
    assert [step.answered for step in cohort.steps()] == [0] * 5
    assert cohort.silent == 2


def test_nobody_at_all(other_bank: Bank) -> None:
    cohort = Cohort(other_bank)
    assert (cohort.gaps(), cohort.lessons(), cohort.people) == ((), (), 0)
    assert {step.median for step in cohort.steps()} == {0.0}


def test_two_sheets_of_one_person_and_day_are_counted_and_named(other_bank: Bank) -> None:
    def of(name: str, taken: str) -> Sheet:
        return Sheet(name=name, taken=taken)

    sheets = [of("Ann Lee", "2026-11-29"), of("ann  lee", "2026-11-29"), of("Ann Lee", "2026-11-28"), Sheet(), Sheet()]
    cohort = class_of(other_bank, sheets)
    assert cohort.people == 5
    assert cohort.twice == [("ann  lee", "2026-11-29")]
