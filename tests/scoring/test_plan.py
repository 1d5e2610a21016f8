"""The shortest way to complete a step, against every other way."""

import math
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from coder_readiness.bank.answers import PRIVATE, Answer
from coder_readiness.bank.model import Bank
from coder_readiness.bank.roadmap import Step
from coder_readiness.scoring.plan import Plan, plan_step
from coder_readiness.scoring.readiness import assess
from coder_readiness.scoring.score import CompetencyScore, StepScore, score, score_step
from coder_readiness.scoring.sheet import Sheet
from coder_readiness.scoring.whatif import assume
from tests.builders import bank, check, competency, rebuilt, single, with_competencies
from tests.strategies import Picker, laws, partial_cases


def closed(of_bank: Bank, sheet: Sheet, names: Iterable[str]) -> Sheet:
    """Return the sheet as it would be with these competencies met; what is private stays so."""
    scores = {found.competency.id: found for step in score(of_bank, sheet).steps for found in step.competencies}
    return assume(sheet, [name for name in names if scores[name].in_step])


def every_way(of_bank: Bank, step: Step, sheet: Sheet) -> list[tuple[str, ...]]:
    """Return every set of a step's competencies whose mastery surely completes it."""
    names = [found.id for found in of_bank.of_step(step.id)]
    sets = [chosen for size in range(len(names) + 1) for chosen in combinations(names, size)]
    return [chosen for chosen in sets if score_step(of_bank, step, closed(of_bank, sheet, chosen)).complete is True]


def hours(of_bank: Bank, names: Collection[str]) -> int:
    """Return the hours of all actions about competencies, but of none that another one of them teaches."""
    to_learn = [name for name in names if not set(of_bank.competency[name].taught_by) & set(names)]
    return sum(action.hours for name in to_learn for action in of_bank.competency[name].actions)


def with_teaching(case: tuple[Bank, Sheet]) -> tuple[Bank, Sheet]:
    """Return a case in which every must-have that may teach what builds on it does so."""
    of_bank, sheet = case
    every_goal = set(of_bank.roadmap.goals)

    def teaches(name: str) -> bool:
        one = of_bank.competency[name]
        return every_goal <= set(one.required) and not one.is_knowledge

    found = [replace(one, taught_by=tuple(filter(teaches, one.builds_on))) for one in of_bank.competencies]
    return with_competencies(of_bank, found), sheet


@laws
@given(partial_cases().map(with_teaching))
def test_no_other_way_to_complete_a_step_takes_fewer_hours(case: tuple[Bank, Sheet]) -> None:
    of_bank, sheet = case
    for step in score(of_bank, sheet).steps:
        plan = plan_step(step)
        met = {found.competency.id for found in step.competencies if found.met}  # none is learned again
        ways = [way for way in every_way(of_bank, step.step, sheet) if met.isdisjoint(way)]
        if not any(found.in_step for found in step.competencies):
            assert plan == Plan(step.step.id, 0, ())
            continue
        assert set(plan.close) in [set(way) for way in ways]
        assert plan.step == step.step.id
        assert plan.hours == hours(of_bank, plan.close) == min(hours(of_bank, way) for way in ways)


@laws
@given(partial_cases().map(with_teaching))
def test_a_plan_closes_every_unmet_must_have_and_nothing_that_is_met_or_private(case: tuple[Bank, Sheet]) -> None:
    of_bank, sheet = case
    for step in score(of_bank, sheet).steps:
        close = plan_step(step).close
        assert len(close) == len(set(close))
        for found in step.competencies:
            if found.met is True or not found.in_step:
                assert found.competency.id not in close
            elif found.required and found.missing is not False:
                assert found.competency.id in close


@laws
@given(partial_cases())
def test_nothing_in_a_plan_is_superfluous(case: tuple[Bank, Sheet]) -> None:
    of_bank, sheet = case
    for step in score(of_bank, sheet).steps:
        close = plan_step(step).close
        for left_out in close:
            rest = closed(of_bank, sheet, (name for name in close if name != left_out))
            assert score_step(of_bank, step.step, rest).complete is not True


@laws
@given(partial_cases())
def test_a_plan_goes_in_the_order_to_learn(case: tuple[Bank, Sheet]) -> None:
    of_bank, sheet = case
    for step in score(of_bank, sheet).steps:
        close = plan_step(step).close
        for place, name in enumerate(close):
            assert not set(of_bank.competency[name].builds_on) & set(close[place:])


@laws
@given(partial_cases())
def test_the_same_sheet_gets_the_same_plan(case: tuple[Bank, Sheet]) -> None:
    of_bank, sheet = case
    turned = Sheet(sheet.goal, sheet.seed, dict(reversed(list(sheet.answers.items()))), sheet.seen)
    again = rebuilt(of_bank)
    assert [plan_step(step) for step in score(again, turned).steps] == [
        plan_step(step) for step in score(of_bank, sheet).steps
    ]


# Larger steps, put together without a sheet

Spec = tuple[float, float, float, int, bool]
"""A competency's weight, target and score, the hours it takes, and whether it is required."""


def step_of(specs: Sequence[Spec], pass_mark: float) -> StepScore:
    scores = []
    for position, (weight, target, reached, spent, required) in enumerate(specs):
        found = competency(f"c{position}", single(f"q{position}", 0, 1), weight=weight, target=target, hours=(spent,))
        scores.append(
            CompetencyScore(
                competency=found,
                low=reached,
                high=reached,
                required=required,
                in_step=True,
                met=reached >= target,
                missing=reached < target,
                asked=1,
                self_view=None,
                shown=None,
                so_far=reached,
                margin=0.0,
            )
        )
    total = sum(found.competency.weight for found in scores)
    readiness = sum(found.competency.weight * found.attained for found in scores) / total
    step = Step(id="one", title="One", about="It.", pass_mark=pass_mark)
    return StepScore(step, readiness, readiness, False, tuple(scores), total)


def fewest_hours(step: StepScore) -> int:
    """Return the fewest hours by trying every set of gaps."""
    total = sum(found.competency.weight for found in step.competencies)
    gaps = [found for found in step.competencies if not found.met]
    fewest = 10**9
    for chosen in range(1 << len(gaps)):
        closing = {gap.competency.id for position, gap in enumerate(gaps) if chosen >> position & 1}
        if any(gap.required and gap.competency.id not in closing for gap in gaps):
            continue
        there = sum(
            found.competency.weight * (1.0 if found.competency.id in closing else found.attained)
            for found in step.competencies
        )
        if there / total >= step.step.pass_mark - 1e-9:
            fewest = min(fewest, sum(gap.hours for gap in gaps if gap.competency.id in closing))
    return fewest


@st.composite
def large_steps(draw: st.DrawFn) -> StepScore:
    pick = Picker(draw, 47)
    specs: list[Spec] = [
        (pick(range(1, 6)), pick((0.6, 0.7, 0.8, 1.0)), pick(range(11)) / 10, pick(range(1, 61)), pick(range(10)) == 9)
        for _ in range(pick(range(1, 10)))
    ]
    return step_of(specs, pick((0.7, 0.5, 0.85, 1.0)))


@laws
@given(large_steps())
def test_no_set_of_many_gaps_takes_fewer_hours(step: StepScore) -> None:
    plan = plan_step(step)
    assert plan.hours == fewest_hours(step)
    assert plan.hours == sum(found.hours for found in step.competencies if found.competency.id in plan.close)
    assert plan_step(step) == plan


def test_hours_and_gains_that_go_together_still_give_an_exact_plan() -> None:
    # Every set of gaps has the same hours per gain, so that no estimate rules any of them out.
    specs = [(float(weight), 1.0, 0.0, weight * 10, False) for weight in (6, 10, 14, 22, 26, 34, 38, 46)]
    assert plan_step(step_of(specs, 0.5)).hours == 980
    assert plan_step(step_of([*specs, (5.0, 1.0, 1.0, 10, False)], 0.5)).hours == 960
    assert plan_step(step_of(specs, 0.3)).hours == fewest_hours(step_of(specs, 0.3)) == 600


def test_noise_in_sums_neither_hides_a_gap_nor_makes_a_cheaper_plan_look_dear() -> None:
    assert plan_step(step_of([(0.3, 0.3, 0.0, 5, False), (0.7, 0.9, 0.2, 1, False)], 1.0)) == Plan(
        "one", 6, ("c0", "c1")
    )
    # Every set of gaps has the same hours per gain, and noise makes the least that is to be done a little over 4 hours.
    specs = [(weight, 1.0, 0.0, round(weight * 10), False) for weight in (0.2, 0.4, 0.1 + 0.2)]
    assert plan_step(step_of([*specs, (0.1, 1.0, 1.0, 1, False)], 0.5)) == Plan("one", 4, ("c1",))


# Examples


def test_the_cheapest_per_gain_is_not_always_in_the_cheapest_plan() -> None:
    specs = [(4.0, 1.0, 0.0, 4, False), (3.0, 1.0, 0.0, 4, False), (5.0, 1.0, 0.0, 7, False), (8.0, 1.0, 1.0, 5, False)]
    assert plan_step(step_of(specs, 0.65)) == Plan("one", 7, ("c2",))
    assert plan_step(step_of(specs, 0.7)) == Plan("one", 8, ("c0", "c1"))
    assert plan_step(step_of(specs, 0.8)) == Plan("one", 11, ("c0", "c2"))
    assert plan_step(step_of(specs, 1.0)) == Plan("one", 15, ("c0", "c1", "c2"))


def test_among_equally_cheap_plans_the_order_of_the_bank_decides() -> None:
    equal = (1.0, 1.0, 0.0, 10, False)
    assert plan_step(step_of([equal, equal, equal, equal], 0.5)) == Plan("one", 20, ("c0", "c1"))
    specs = [(4.0, 1.0, 0.0, 4, False), (3.0, 1.0, 0.0, 4, False), (2.0, 1.0, 0.0, 4, False), (1.0, 1.0, 1.0, 4, False)]
    assert plan_step(step_of(specs, 0.6)) == Plan("one", 8, ("c0", "c1"))


def test_a_must_have_is_closed_even_where_the_pass_mark_is_reached() -> None:
    specs = [(1.0, 0.5, 0.4, 30, True), (9.0, 0.5, 1.0, 1, False), (1.0, 0.5, 0.0, 1, False)]
    assert plan_step(step_of(specs, 0.7)) == Plan("one", 30, ("c0",))


def test_what_a_must_have_adds_counts_towards_the_pass_mark() -> None:
    specs = [(5.0, 0.5, 0.0, 30, True), (2.0, 0.5, 0.0, 2, False), (3.0, 0.5, 0.0, 4, False)]
    assert plan_step(step_of(specs, 0.5)) == Plan("one", 30, ("c0",))
    assert plan_step(step_of(specs, 0.7)) == Plan("one", 32, ("c0", "c1"))
    assert plan_step(step_of(specs, 0.8)) == Plan("one", 34, ("c0", "c2"))


def test_many_gaps_whose_hours_go_with_their_gains_do_not_take_for_ever() -> None:
    gaps = [
        competency(f"gap-{number}", single(f"q-{number}", 0, 1), weight=number % 7 + 1, hours=(number % 7 + 1,))
        for number in range(40)
    ]
    answers: dict[str, Answer] = {f"q-{number}": "a" for number in range(40)}
    step = score(bank(*gaps, pass_marks=(0.5,)), Sheet(answers=answers)).steps[0]
    total = sum(gap.weight for gap in gaps)
    assert plan_step(step).hours == math.ceil(total / 2)


def test_actions_that_an_answer_shows_to_be_done_take_no_hours() -> None:
    question = single("long-q", 0, 0.5, 1)
    halfway = replace(
        question, options=(question.options[0], replace(question.options[1], done=1), question.options[2])
    )
    of_bank = bank(
        competency("long", halfway, target=1, hours=(30, 5)),
        competency("short", single("short-q", 0, 1), target=1, hours=(6,)),
        pass_marks=(0.5,),
    )
    nothing, half = (Sheet(answers={"long-q": answer, "short-q": "a"}) for answer in "ab")
    assert plan_step(score(of_bank, nothing).steps[0]) == Plan("one", 6, ("short",))
    assert plan_step(score(of_bank, half).steps[0]) == Plan("one", 5, ("long",))
    actions = [[action.hours for action in gap.actions] for gap in assess(of_bank, half).gaps]
    assert actions == [[6], [5]]


def test_many_gaps_whose_hours_no_estimate_meets_do_not_take_for_ever() -> None:
    # Every set of gaps takes a multiple of 10 hours, and half of all there is to gain would take 775.
    specs = [(number % 7 + 1.0, 1.0, 0.0, (number % 7 + 1) * 10, False) for number in range(40)]
    assert plan_step(step_of(specs, 0.5)).hours == 780


def test_a_step_may_have_thousands_of_gaps_that_build_on_each_other() -> None:
    count = 2_000
    chain = [
        competency(f"c{place}", single(f"q{place}", 0, 1), hours=(place % 60 + 1,), builds_on=(f"c{place + 1}",))
        for place in range(count - 1)
    ]
    last = competency(f"c{count - 1}", single(f"q{count - 1}", 0, 1), hours=(1,), required=("first-job",))
    of_bank = bank(*chain, last, pass_marks=(1.0,))
    plan = plan_step(score(of_bank, Sheet()).steps[0])
    assert plan.close == tuple(f"c{place}" for place in reversed(range(count)))
    specs = [(1.0 + place % 5, 1.0, 0.0, place * 37 % 60 + 1, False) for place in range(count)]
    half = plan_step(step_of(specs, 0.5))
    weights = {f"c{place}": spec[0] for place, spec in enumerate(specs)}
    assert sum(weights[name] for name in half.close) >= sum(weights.values()) / 2
    # The cheapest hours per gain, and a part of one more, are a bound below that no set can beat by a whole gap.
    greedy, gained = 0, 0.0
    for weight, _, _, spent, _ in sorted(specs, key=lambda spec: spec[3] / spec[0]):
        if gained >= sum(weights.values()) / 2:
            break
        greedy, gained = greedy + spent, gained + weight
    assert greedy - 60 < half.hours <= greedy


def test_all_actions_of_a_gap_take_their_hours() -> None:
    of_bank = bank(
        competency("long", single("long-q", 0, 1), hours=(3, 4)),
        competency("short", single("short-q", 0, 1), hours=(6,)),
        pass_marks=(0.5,),
    )
    assert plan_step(score(of_bank, Sheet()).steps[0]) == Plan("one", 6, ("short",))
    lost = Sheet(answers={"short-q": PRIVATE})
    assert plan_step(score(of_bank, lost).steps[0]) == Plan("one", 7, ("long",))


def test_what_is_kept_private_asks_for_no_hours() -> None:
    of_bank = bank(
        competency("hidden", single("hidden-q", 0, 1), weight=8, hours=(1,)),
        competency("long", single("long-q", 0, 1), hours=(9,)),
        competency("short", single("short-q", 0, 1), hours=(6,)),
        pass_marks=(0.5,),
    )
    assert plan_step(score(of_bank, Sheet()).steps[0]) == Plan("one", 1, ("hidden",))
    assert plan_step(score(of_bank, Sheet(answers={"hidden-q": PRIVATE})).steps[0]) == Plan("one", 6, ("short",))


def test_what_is_not_answered_counts_as_not_there() -> None:
    of_bank = bank(
        competency("half", single("half-1", 0, 1), single("half-2", 0, 1), target=1, hours=(5,)),
        competency("open", check("open-1"), draw=1, target=1, hours=(6,)),
        pass_marks=(0.8,),
    )

    def plan_for(**answers: str) -> Plan:
        sheet = Sheet(answers={name.replace("_", "-"): answer for name, answer in answers.items()})
        return plan_step(score(of_bank, sheet).steps[0])

    assert plan_for() == Plan("one", 11, ("half", "open"))
    assert plan_for(half_1="b") == Plan("one", 11, ("half", "open"))
    assert plan_for(half_1="b", open_1="a") == Plan("one", 5, ("half",))
    assert plan_for(half_1="b", half_2="b") == Plan("one", 6, ("open",))
    assert plan_for(half_1="b", half_2="b", open_1="a") == Plan("one", 0, ())


def test_a_plan_lists_what_others_build_on_first() -> None:
    of_bank = bank(
        competency("terms", single("terms-q", 0, 1), hours=(5,)),
        competency("program", single("program-q", 0, 1), hours=(50,), required=("first-job",), builds_on=("terms",)),
        pass_marks=(1.0,),
    )
    step = score(of_bank, Sheet(answers={"terms-q": "a", "program-q": "a"})).steps[0]
    assert plan_step(step) == Plan("one", 55, ("terms", "program"))


def test_what_a_must_have_teaches_takes_no_hours_besides() -> None:
    of_bank = bank(
        competency("program", single("program-q", 0, 1), hours=(90,), weight=2, required=("first-job", "well-paid")),
        competency("topics", single("topics-q", 0, 1), hours=(30,), builds_on=("program",), taught_by=("program",)),
        competency("cheap", single("cheap-q", 0, 1), hours=(1,)),
        pass_marks=(0.75,),
    )

    def plan_for(**answers: str) -> Plan:
        return plan_step(
            score(of_bank, Sheet(answers={f"{name}-q": answer for name, answer in answers.items()})).steps[0]
        )

    assert plan_for() == Plan("one", 90, ("program", "topics"))
    assert plan_for(topics="b") == Plan("one", 90, ("program",))
    assert plan_for(program="b") == Plan("one", 1, ("cheap",))
    assert plan_for(program="b", cheap="b") == Plan("one", 0, ())
    dear = bank(*of_bank.competencies[:2], competency("dear", single("dear-q", 0, 1), hours=(40,)), pass_marks=(0.7,))
    assert plan_step(score(dear, Sheet(answers={"program-q": "b"})).steps[0]) == Plan("one", 30, ("topics",))


def test_must_haves_come_before_what_they_do_not_build_on() -> None:
    of_bank = bank(
        competency("extra", single("extra-q", 0, 1)),
        competency("terms", single("terms-q", 0, 1)),
        competency("anatomy", single("anatomy-q", 0, 1), builds_on=("terms",)),
        competency("law", single("law-q", 0, 1), required=("first-job",)),
        competency("program", single("program-q", 0, 1), required=("first-job",), builds_on=("law", "anatomy")),
        pass_marks=(1.0,),
    )
    step = score(of_bank, Sheet()).steps[0]
    assert plan_step(step).close == ("law", "terms", "anatomy", "program", "extra")
    met = score(of_bank, Sheet(answers={"anatomy-q": "b"})).steps[0]
    assert plan_step(met).close == ("law", "program", "extra", "terms")


def test_what_a_gap_builds_on_comes_first_even_where_a_gap_between_them_need_not_be_closed() -> None:
    of_bank = bank(
        competency("choice", single("choice-q", 0, 1), hours=(1,)),
        competency("practice", single("practice-q", 0, 1), hours=(90,), builds_on=("choice",)),
        competency("license", single("license-q", 0, 1), required=("first-job",), builds_on=("practice",)),
        pass_marks=(0.6,),
    )
    assert plan_step(score(of_bank, Sheet()).steps[0]).close == ("choice", "license")


def test_a_plan_stays_in_the_order_of_the_bank() -> None:
    specs = [(1.0, 1.0, 0.0, 9, False), (1.0, 1.0, 0.0, 3, False), (1.0, 1.0, 0.0, 6, False), (1.0, 1.0, 0.0, 1, False)]
    assert plan_step(step_of(specs, 1.0)).close == ("c0", "c1", "c2", "c3")
