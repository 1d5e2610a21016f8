"""The weeks in which the actions of a plan are done."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import chain, pairwise
from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder_readiness.bank.competency import Action
from coder_readiness.scoring.schedule import Task, end_of, schedule
from tests.strategies import laws

PACES = st.integers(1, 40)


def action(hours: int, weeks: int | None = None, *, job: bool = False) -> Action:
    return Action(do="Bake bread.", hours=hours, weeks=weeks, on_the_job="years" if job else None)


def plans(weeks: st.SearchStrategy[int | None]) -> st.SearchStrategy[list[list[Action]]]:
    """Return a few areas with a few actions each, some of them paid work."""
    jobs = st.integers(0, 9).map(lambda number: number == 0)
    actions = st.builds(lambda hours, weeks, job: action(hours, weeks, job=job), st.integers(1, 60), weeks, jobs)
    return st.lists(st.lists(actions, min_size=1, max_size=4), min_size=1, max_size=4)


PLANS = plans(st.none() | st.integers(1, 12))


def own(areas: Sequence[Sequence[Task]]) -> list[Task]:
    """Return the tasks that take one's own hours."""
    return [task for task in chain.from_iterable(areas) if not task.action.on_the_job]


def hours_of(tasks: Sequence[Task]) -> list[Fraction]:
    """Return the hours of all tasks in each week."""
    return [sum((task.in_week(week) for task in tasks), Fraction()) for week in range(1, end_of(tasks) + 1)]


@laws
@given(plan=PLANS, pace=PACES)
def test_every_action_is_there_in_its_place(plan: list[list[Action]], pace: int) -> None:
    assert [[task.action for task in tasks] for tasks in schedule(plan, pace)] == plan


@laws
@given(plan=PLANS, pace=PACES)
def test_the_hours_of_the_weeks_are_those_of_the_actions(plan: list[list[Action]], pace: int) -> None:
    tasks = own(schedule(plan, pace))
    assert [sum(task.hours) for task in tasks] == [task.action.hours for task in tasks]
    assert sum(hours_of(tasks)) == sum(task.action.hours for task in tasks)


@laws
@given(plan=PLANS, pace=PACES)
def test_every_week_has_hours_and_none_has_more_than_there_are(plan: list[list[Action]], pace: int) -> None:
    assert all(0 < hours <= pace for hours in hours_of(own(schedule(plan, pace))))


@laws
@given(plan=PLANS, pace=PACES)
def test_an_action_takes_its_own_weeks_at_least_and_no_more_than_its_share_in_the_first(
    plan: list[list[Action]], pace: int
) -> None:
    for task in own(schedule(plan, pace)):
        weeks = task.action.weeks or 1
        assert len(task.hours) == task.last - task.first + 1 >= weeks
        assert 0 < task.hours[0] <= Fraction(task.action.hours, weeks)
        assert task.hours[-1] > 0


@laws
@given(plan=PLANS, pace=PACES)
def test_within_an_area_nothing_starts_or_ends_before_what_comes_before_it(plan: list[list[Action]], pace: int) -> None:
    for tasks in schedule(plan, pace):
        for before, after in pairwise(own([tasks])):
            assert before.first <= after.first
            assert before.last <= after.last


@laws
@given(plan=PLANS, pace=PACES)
def test_a_plan_takes_the_weeks_of_its_hours_and_of_its_longest_action_at_least(
    plan: list[list[Action]], pace: int
) -> None:
    tasks = own(schedule(plan, pace))
    by_hours = ceil(sum(task.action.hours for task in tasks) / pace)
    assert end_of(tasks) >= max(by_hours, *(task.action.weeks or 1 for task in tasks), 0, 0)


@laws
@given(plan=plans(st.none()), pace=PACES)
def test_what_takes_no_weeks_of_its_own_fills_one_week_after_another(plan: list[list[Action]], pace: int) -> None:
    tasks = own(schedule(plan, pace))
    assert end_of(tasks) == ceil(sum(task.action.hours for task in tasks) / pace)
    assert all(before.last <= after.first <= before.last + 1 for before, after in pairwise(tasks))


@laws
@given(plan=PLANS, pace=PACES)
def test_how_far_a_task_is_adds_up_the_hours_of_its_weeks(plan: list[list[Action]], pace: int) -> None:
    for task in own(schedule(plan, pace)):
        far = [task.by_end_of(week) for week in range(task.first - 1, task.last + 2)]
        grown = [after - before for before, after in pairwise(far)]
        assert grown == [task.in_week(week) for week in range(task.first, task.last + 2)]
        assert [far[0], far[-1]] == [Fraction(), Fraction(task.action.hours)]


def test_paid_work_takes_none_of_the_hours_and_starts_at_once() -> None:
    ((study, job),) = schedule([[action(25), action(1, 52, job=True)]], 10)
    assert (study.first, study.last, [*map(float, study.hours)]) == (1, 3, [10, 10, 5])
    assert (job.first, job.last, job.hours, float(job.in_week(1))) == (1, 52, (), 0)


@pytest.mark.parametrize(
    ("plan", "pace", "weeks"),
    [
        ([[action(3), action(2), action(7)]], 6, [[(1, (3,)), (1, (2,)), (1, (1, 6))]]),
        ([[action(40, 10)], [action(36)]], 10, [[(1, (4,) * 10)], [(1, (6,) * 6)]]),
        ([[action(1, 4)]], 10, [[(1, (Fraction(1, 4),) * 4)]]),  # less than an hour a week
        ([[action(30, 2)]], 10, [[(1, (10, 10, 10))]]),  # its share doesn't fit
        # What is left to say about a month's work comes at its end, and takes no one else's hours before.
        ([[action(8, 4), action(2)], [action(20)]], 10, [[(1, (2,) * 4), (4, (2,))], [(1, (8, 8, 4))]]),
        # The last week of the month is full, so the rest of the long one waits for the next.
        ([[action(8, 4), action(8)], [action(30)]], 10, [[(1, (2,) * 4), (4, (8,))], [(1, (8, 8, 8, 0, 6))]]),
        # What takes long may start early, but not before what comes before it.
        ([[action(3, 3), action(1), action(9)]], 4, [[(1, (1,) * 3), (3, (1,)), (3, (2, 4, 3))]]),
        ([[action(4, 4), action(30)]], 10, [[(1, (1,) * 4), (1, (9, 9, 9, 3))]]),
    ],
)
def test_whole_plans(
    plan: list[list[Action]], pace: int, weeks: list[list[tuple[int, tuple[Fraction | int, ...]]]]
) -> None:
    assert [[(task.first, task.hours) for task in tasks] for tasks in schedule(plan, pace)] == weeks


def test_nothing_to_do_takes_no_week() -> None:
    assert (schedule([], 10), end_of([])) == ([], 0)
