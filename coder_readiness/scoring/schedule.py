"""When to do what: the weeks of each action, at so many hours a week."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import count

from coder_readiness.bank.competency import Action


@dataclass(frozen=True, slots=True)
class Task:
    """An action, its first and last week, both counted from 1, and the hours it takes in each of its weeks."""

    action: Action
    first: int
    last: int
    hours: tuple[Fraction, ...]
    """Empty for paid work, which takes none of one's own."""

    def in_week(self, week: int) -> Fraction:
        """Return the hours that it takes in a week; 0 in a week that isn't one of its own."""
        return self.hours[week - self.first] if self.hours and self.first <= week <= self.last else Fraction()

    def by_end_of(self, week: int) -> Fraction:
        """Return the hours that it has taken by the end of a week."""
        return sum(self.hours[: max(0, week - self.first + 1)], Fraction())


def schedule(areas: Iterable[Sequence[Action]], pace: int) -> list[tuple[Task, ...]]:
    """Return when to do each action of areas, both in their order, at `pace` hours a week.

    An action starts in the first week that has hours left. One that takes weeks of its own is spread evenly over them,
    or takes longer if its share doesn't fit into a week. Within an area, none starts or ends before the one before it.
    Paid work starts in week 1, beside all the rest.
    """
    free: defaultdict[int, Fraction] = defaultdict(lambda: Fraction(pace))
    return [tuple(_tasks(actions, free)) for actions in areas]


def end_of(tasks: Iterable[Task]) -> int:
    """Return the last week of tasks; 0 if there are none."""
    return max((task.last for task in tasks), default=0)


def _tasks(actions: Sequence[Action], free: defaultdict[int, Fraction]) -> Iterator[Task]:
    """Yield when to do each action of an area, and take its hours from those that are free."""
    first = last = 1
    for action in actions:
        if action.on_the_job:
            yield Task(action, 1, action.weeks or 1, ())
            continue
        task = _task(action, first, free)
        while task.last < last:
            task = _task(action, task.first + last - task.last, free)
        for week, hours in enumerate(task.hours, task.first):
            free[week] -= hours
        first, last = task.first, task.last
        yield task


def _task(action: Action, earliest: int, free: Mapping[int, Fraction]) -> Task:
    """Return when an action that starts no earlier than in a week is done, in the hours that are free."""
    spread, done = action.weeks or 1, Fraction()
    first = next(week for week in count(earliest) if free[week])
    hours: list[Fraction] = []
    while done < action.hours or len(hours) < spread:
        due = Fraction(action.hours * min(len(hours) + 1, spread), spread)
        hours.append(min(due - done, free[first + len(hours)]))
        done += hours[-1]
    return Task(action, first, first + len(hours) - 1, tuple(hours))
