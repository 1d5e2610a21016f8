"""Item analysis: the figures of the field, against computations that share no code with it."""

import itertools
import math
import random
import statistics
import tracemalloc
from collections.abc import Iterable, Sequence

import pytest

from coder_readiness.bank.answers import SKIP, UNKNOWN, Answer
from coder_readiness.bank.model import Bank
from coder_readiness.scoring.item_statistics import ItemStatistics
from coder_readiness.scoring.sheet import Sheet
from tests.benchmarks.people import simulated_sheets

# Eight people, five checks: who has got which right. Rows are people.
MARKS = [
    (1, 1, 1, 1, 1),
    (1, 1, 1, 1, 0),
    (1, 1, 1, 0, 1),
    (1, 1, 0, 1, 0),
    (1, 0, 1, 0, 0),
    (1, 1, 0, 0, 0),
    (0, 1, 0, 0, 1),
    (1, 0, 0, 0, 0),
]


def checks_of(bank: Bank, step: str) -> list[str]:
    return [
        question.id for competency in bank.of_step(step) for question in competency.pool if question.type == "check"
    ]


def marked(bank: Bank, rows: Iterable[tuple[int, ...]]) -> ItemStatistics:
    """Return the statistics of people who answered the first checks of step 4 right or wrong."""
    done = ItemStatistics(bank)
    for row in rows:
        answers: dict[str, Answer] = {}
        for name, right in zip(checks_of(bank, "skills"), row, strict=False):
            question = bank.questions[name]
            wrong = next(option.id for option in question.options if option.id != question.answer_key)
            answers[name] = question.best_answer if right else wrong
        done.add(Sheet(answers=answers))
    return done


def test_difficulty_and_corrected_item_total_correlation(other_bank: Bank) -> None:
    items = marked(other_bank, MARKS).items()
    columns = list(zip(*MARKS, strict=True))
    assert [item.answered for item in items] == [8] * 5
    assert [item.right for item in items] == [statistics.mean(column) for column in columns]
    totals = [sum(row) for row in MARKS]
    assert [item.with_rest for item in items] == pytest.approx(
        [
            statistics.correlation(column, [total - mark for total, mark in zip(totals, column, strict=True)])
            for column in columns
        ]
    )


def test_alpha_is_cronbachs_where_everyone_answers_the_same(other_bank: Bank) -> None:
    (step,) = marked(other_bank, MARKS).steps()
    columns, totals = list(zip(*MARKS, strict=True)), [sum(row) for row in MARKS]
    by_definition = 5 / 4 * (1 - sum(map(statistics.variance, columns)) / statistics.variance(totals))
    assert (step.number, step.people, step.checks) == (4, 8, 5)
    assert step.alpha == pytest.approx(by_definition)


# Sections 6 and 7 of the Law School Admission Test, 1000 people each (Bock and Lieberman 1970): how many gave each
# pattern of right and wrong answers, from 00000 to 11111, as in `bock.table` of R's package psych. For section 6, the
# example "LSAT" of OpenBUGS has the same counts.
# fmt: off
SECTION_6 = (
    3, 6, 2, 11, 1, 1, 3, 4, 1, 8, 0, 16, 0, 3, 2, 15,
    10, 29, 14, 81, 3, 28, 15, 80, 16, 56, 21, 173, 11, 61, 28, 298,
)
SECTION_7 = (
    12, 19, 1, 7, 3, 19, 3, 17, 10, 5, 3, 7, 7, 23, 8, 28,
    7, 39, 11, 34, 14, 51, 15, 90, 6, 25, 7, 35, 18, 136, 32, 308,
)
# fmt: on


@pytest.mark.parametrize(
    ("people_by_pattern", "right", "with_rest", "alpha"),
    [
        (SECTION_6, (0.924, 0.709, 0.553, 0.763, 0.870), (0.113, 0.153, 0.173, 0.144, 0.122), 0.295),
        (SECTION_7, (0.828, 0.658, 0.772, 0.606, 0.843), (0.246, 0.247, 0.313, 0.223, 0.175), 0.453),
    ],
)
def test_the_figures_of_a_published_example(
    other_bank: Bank,
    people_by_pattern: tuple[int, ...],
    right: tuple[float, ...],
    with_rest: tuple[float, ...],
    alpha: float,
) -> None:
    """They are what `itemstats` prints in the reference of R's package mirt, at LSAT6 and itemstats.

    The alpha of section 6 is also what `cronbach.alpha(LSAT)` of R's package ltm prints in the tests of RKWard.
    """
    patterns = itertools.product((0, 1), repeat=5)
    rows = [row for row, people in zip(patterns, people_by_pattern, strict=True) for _ in range(people)]
    done = marked(other_bank, rows)
    items, (step,) = done.items(), done.steps()
    assert len(rows) == 1000
    assert [item.right for item in items] == pytest.approx(right)
    assert [item.with_rest for item in items] == pytest.approx(with_rest, abs=5e-4)
    assert step.alpha == pytest.approx(alpha, abs=5e-4)


def test_alpha_where_everyone_answers_a_draw_of_their_own(other_bank: Bank) -> None:
    """The reliability of a draw is the squared correlation of its share with the truth, which is known here."""
    rng = random.Random(5)
    names = checks_of(other_bank, "skills")
    hard = {name: rng.uniform(-1, 1) for name in names}
    done, truths, shares = ItemStatistics(other_bank), [], []

    def knows(ease: float) -> bool:
        return rng.random() < 1 / (1 + math.exp(-ease))

    for _ in range(4000):
        able = rng.gauss(0, 1.5)
        truths.append(able)
        answers: dict[str, Answer] = {
            name: other_bank.questions[name].best_answer
            if rng.random() < 1 / (1 + math.exp(hard[name] - able))
            else UNKNOWN
            for name in rng.sample(names, 8)
        }
        shares.append(sum(answer is not UNKNOWN for answer in answers.values()) / 8)
        done.add(Sheet(answers=answers))
    (step,) = done.steps()
    assert step.alpha == pytest.approx(statistics.correlation(truths, shares) ** 2, abs=0.04)


def test_consistency_by_every_sequence_of_right_and_wrong(other_bank: Bank) -> None:
    (step,) = marked(other_bank, MARKS).steps()
    mark = other_bank.steps[3].pass_mark
    shares = [sum(row) / 5 for row in MARKS]
    assert step.alpha is not None

    def passes(chance: float) -> float:
        return sum(
            math.prod(chance if right else 1 - chance for right in row)
            for row in itertools.product((True, False), repeat=5)
            if sum(row) / 5 >= mark
        )

    again = [passes(step.alpha * share + (1 - step.alpha) * statistics.mean(shares)) for share in shares]
    assert step.consistency == pytest.approx(statistics.mean(p**2 + (1 - p) ** 2 for p in again))


def test_i_do_not_know_is_an_answer_and_a_skip_is_none(other_bank: Bank) -> None:
    name, other = checks_of(other_bank, "skills")[:2]
    done = ItemStatistics(other_bank)
    done.add(Sheet(answers={name: UNKNOWN, other: SKIP}))
    done.add(Sheet(answers={name: other_bank.questions[name].best_answer}))
    (item,) = done.items()
    assert (item.question.id, item.answered, item.right, item.unknown) == (name, 2, 0.5, 0.5)
    assert sum(item.picked.values()) == 1
    assert (item.with_rest, done.steps()) == (None, [])


@pytest.mark.parametrize("rows", [[], [()], [(1,)], [(1, 1)], [(1, 1), (1, 1)], [(1, 0), (1, 0), (1, 0)]])
def test_people_who_cannot_be_told_apart(other_bank: Bank, rows: Sequence[tuple[int, ...]]) -> None:
    done = marked(other_bank, rows)
    assert all(item.with_rest is None for item in done.items())
    assert all(step.alpha is None and step.consistency is None for step in done.steps())


def test_memory_does_not_grow_with_the_number_of_people(other_bank: Bank) -> None:
    def taken(people: int) -> int:
        tracemalloc.start()
        try:
            done = marked(other_bank, itertools.chain.from_iterable(itertools.repeat(MARKS, people)))
            assert done.items()
            assert done.steps()
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    taken(1)  # what is computed once
    assert taken(200) < taken(5) + 6000  # a list of them alone would take 12,000


def test_every_type_of_check(other_bank: Bank) -> None:
    done = ItemStatistics(other_bank)
    for sheet in simulated_sheets(other_bank, 60, seed=2):
        done.add(sheet)
    assert {item.question.type for item in done.items()} >= {"check", "code", "several", "single"}
    for item in done.items():
        assert 0 <= item.right <= 1
        assert item.with_rest is None or -1 <= item.with_rest <= 1
        assert bool(item.picked) == bool(item.question.options)
