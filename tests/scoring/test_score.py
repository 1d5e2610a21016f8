"""How competencies and steps are scored, example by example."""

from typing import Any

import pytest

from coder_readiness.bank.answers import PRIVATE, SKIP, UNKNOWN, Answer
from coder_readiness.bank.competency import Competency
from coder_readiness.bank.roadmap import EvidenceWeights
from coder_readiness.scoring.draw import open_questions
from coder_readiness.scoring.score import CompetencyScore, score, score_competency, score_step
from coder_readiness.scoring.sheet import Sheet
from tests.builders import GOALS, bank, changed, check, code, competency, single
from tests.strategies import exactly, named


def one(found: Competency, answers: dict[str, Answer], goal: Any = "first-job", **weights: float) -> CompetencyScore:
    """Return the score of a bank's only competency."""
    of_bank = bank(found, pass_marks=(0.7,), evidence=EvidenceWeights(**weights))
    return score_competency(of_bank, found, Sheet(goal, 0, answers))


MIXED = competency(
    "mixed",
    single("fact", 0, 0.5, 1),
    single("rating", 0, 0.4, 1, evidence="self_report"),
    check("check"),
    target=0.6,
    draw=1,
)


def test_evidence_weighs_one_one_and_a_half() -> None:
    assert one(MIXED, {"fact": "c", "rating": "a", "check": UNKNOWN}).low == exactly(1 / 2.5)
    assert one(MIXED, {"fact": "a", "rating": "c", "check": UNKNOWN}).low == exactly(0.5 / 2.5)
    assert one(MIXED, {"fact": "a", "rating": "a", "check": "a"}).low == exactly(1 / 2.5)
    assert one(MIXED, {"fact": "b", "rating": "b", "check": "a"}).low == exactly(1.7 / 2.5)


def test_a_bank_may_weigh_evidence_otherwise() -> None:
    weights = {"record": 3.0, "check": 2.0, "self_report": 1.0}
    assert one(MIXED, {"fact": "c", "rating": "a", "check": UNKNOWN}, **weights).low == exactly(3 / 6)
    assert one(MIXED, {"fact": "a", "rating": "c", "check": UNKNOWN}, **weights).low == exactly(1 / 6)
    assert one(MIXED, {"fact": "c", "rating": "a", "check": "b"}, **weights).low == exactly((3 - 2 * 0.5) / 6)
    assert one(MIXED, {"fact": "a", "rating": "a", "check": "a"}, **weights).low == exactly(2 / 6)


@pytest.mark.parametrize(
    ("answers", "interval", "met", "open_", "views"),
    [
        ({}, (0.0, 1.0), None, ["fact", "rating", "check"], (None, None)),
        ({"fact": "c"}, (0.2, 1.0), None, ["rating", "check"], (None, None)),
        ({"fact": "c", "check": "a"}, (0.8, 1.0), True, ["rating"], (None, 1.0)),
        ({"fact": "a"}, (0.0, 0.6), None, ["rating", "check"], (None, None)),
        ({"fact": "a", "rating": "b"}, (0.0, 0.48), False, ["check"], (0.4, None)),
        ({"fact": "c", "rating": "b", "check": UNKNOWN}, (0.48, 0.48), False, [], (0.4, 0.0)),
        ({"fact": UNKNOWN, "rating": UNKNOWN, "check": "a"}, (0.4, 1.0), None, ["fact", "rating"], (None, 1.0)),
        ({"fact": SKIP, "rating": "c", "check": SKIP}, (0.0, 1.0), None, ["fact", "check"], (1.0, None)),
        ({"fact": PRIVATE, "rating": "b", "check": "a"}, (0.8, 0.8), True, [], (0.4, 1.0)),
        ({"fact": PRIVATE, "rating": "b"}, (0.0, 0.8), None, ["check"], (0.4, None)),
        ({"fact": "b", "rating": PRIVATE, "check": PRIVATE}, (0.5, 0.5), False, [], (None, None)),
    ],
)
def test_a_competency_is_scored_as_an_interval(
    answers: dict[str, Answer],
    interval: tuple[float, float],
    met: bool | None,
    open_: list[str],
    views: tuple[float | None, float | None],
) -> None:
    found = one(MIXED, answers)
    assert (found.low, found.high) == (exactly(interval[0]), exactly(interval[1]))
    assert found.met is met
    of_bank = bank(MIXED, pass_marks=(0.7,))
    assert [question.id for question in open_questions(of_bank, MIXED, Sheet(answers=answers))] == open_
    assert (found.self_view, found.shown) == views
    assert found.in_step


def test_the_self_view_and_what_is_shown_are_plain_means() -> None:
    found = competency(
        "found",
        single("fact", 0, 1),
        single("rating-1", 0, 0.2, 1, evidence="self_report"),
        single("rating-2", 0, 0.6, 1, evidence="self_report"),
        check("check"),
        code("code", "E11.9", partial={"E11": 0.5}),
        draw=2,
    )
    scored = one(found, {"fact": "a", "rating-1": "b", "rating-2": "b", "check": "a", "code": "E11.0"})
    assert (scored.self_view, scored.shown) == (exactly(0.4), exactly(0.75))


@pytest.mark.parametrize(
    ("target", "answers", "met", "attained", "attainable"),
    [
        (0.5, {"fact": "c", "rating": "c", "check": "a"}, True, 1.0, 1.0),
        (0.8, {"fact": "c", "rating": "a", "check": UNKNOWN}, False, 0.5, 0.5),
        (0.8, {"fact": "c", "rating": "a", "check": "b"}, False, 0.25, 0.25),
        (0.4, {"fact": "c", "rating": "a", "check": UNKNOWN}, True, 1.0, 1.0),
        (0.4, {"fact": "a", "rating": "c"}, None, 0.0, 1.0),
        (1.0, {"fact": "b", "rating": "c"}, False, 0.2, 0.8),
    ],
)
def test_attainment_is_the_share_of_the_target_and_at_most_one(
    target: float, answers: dict[str, Answer], met: bool | None, attained: float, attainable: float
) -> None:
    found = one(changed(MIXED, target=target), answers)
    assert found.met is met
    assert (found.attained, found.attainable) == (exactly(attained), exactly(attainable))


def test_reaching_the_target_exactly_is_enough_in_spite_of_float_noise() -> None:
    tenths = [single(f"tenth-{position}", 0, 1) for position in range(10)]
    answers: dict[str, Answer] = {question.id: "b" if position < 7 else "a" for position, question in enumerate(tenths)}
    assert one(competency("ten", *tenths, target=0.7), answers, record=0.1).met is True
    assert one(competency("ten", *tenths, target=0.71), answers, record=0.1).met is False


@pytest.mark.parametrize("goal", ["first-job", "well-paid"])
def test_the_goal_decides_what_is_required(goal: Any) -> None:
    required = {
        (): False,
        ("first-job",): goal == "first-job",
        ("well-paid",): goal == "well-paid",
        ("first-job", "well-paid"): True,
    }
    assert {goals: one(changed(MIXED, required=goals), {}, goal).required for goals in required} == required


THREE = (
    competency("light", single("light-q", 0, 0.5, 1), weight=1, target=0.5),
    competency("heavy", single("heavy-q", 0, 0.4, 1), weight=3, target=0.8),
    competency("must", single("must-q", 0, 0.5, 1), weight=1, target=1, required=("well-paid",)),
)


@pytest.mark.parametrize(
    ("goal", "answers", "low", "high", "complete"),
    [
        ("first-job", {}, 0.0, 1.0, None),
        ("first-job", {"light-q": "c", "heavy-q": "c", "must-q": "a"}, 0.8, 0.8, True),
        ("well-paid", {"light-q": "c", "heavy-q": "c", "must-q": "a"}, 0.8, 0.8, False),
        ("well-paid", {"light-q": "c", "heavy-q": "c", "must-q": "b"}, 0.9, 0.9, False),
        ("well-paid", {"light-q": "a", "heavy-q": "c", "must-q": "c"}, 0.8, 0.8, True),
        ("first-job", {"light-q": "b", "heavy-q": "b", "must-q": "c"}, 0.7, 0.7, True),
        ("first-job", {"light-q": "b", "heavy-q": "b", "must-q": "b"}, 0.6, 0.6, False),
        ("first-job", {"heavy-q": "a"}, 0.0, 0.4, False),
        ("well-paid", {"must-q": "a"}, 0.0, 0.8, False),
        ("first-job", {"must-q": "a"}, 0.0, 0.8, None),
        ("first-job", {"light-q": "c", "heavy-q": "c"}, 0.8, 1.0, True),
        ("well-paid", {"light-q": "c", "heavy-q": "c"}, 0.8, 1.0, None),
        ("first-job", {"light-q": PRIVATE, "heavy-q": "b", "must-q": "c"}, 0.625, 0.625, False),
        ("well-paid", {"light-q": "c", "heavy-q": "b", "must-q": PRIVATE}, 0.625, 0.625, False),
        ("well-paid", {"light-q": "c", "heavy-q": "c", "must-q": PRIVATE}, 1.0, 1.0, True),
        ("well-paid", {"light-q": PRIVATE, "heavy-q": PRIVATE, "must-q": PRIVATE}, 0.0, 1.0, None),
    ],
)
def test_a_step_is_the_weighted_mean_of_attainment_and_its_must_haves(
    goal: Any, answers: dict[str, Answer], low: float, high: float, complete: bool | None
) -> None:
    of_bank = bank(*THREE, pass_marks=(0.7,))
    found = score_step(of_bank, of_bank.steps[0], Sheet(goal, 0, answers))
    assert (found.low, found.high) == (exactly(low), exactly(high))
    assert found.complete is complete


@pytest.mark.parametrize("answered_first", ["open-q", "lost-q"])
def test_one_unmet_must_have_settles_the_step_wherever_it_stands(answered_first: str) -> None:
    pair = [competency(name, single(f"{name}-q", 0, 1), required=GOALS) for name in ("open", "lost")]
    of_bank = bank(*pair, pass_marks=(0.1,))
    assert score_step(of_bank, of_bank.steps[0], Sheet(answers={answered_first: "a"})).complete is False
    assert score_step(of_bank, of_bank.steps[0], Sheet(answers={answered_first: "b"})).complete is None


def test_questions_asked_and_answered_are_counted() -> None:
    found = competency("found", single("known", 0, 1), *(check(f"check-{position}") for position in range(4)), draw=2)
    of_bank = bank(found, MIXED, pass_marks=(0.7,))

    def counts(**answers: Answer) -> tuple[int, int]:
        scored = score(of_bank, Sheet(answers={name.replace("_", "-"): given for name, given in answers.items()}))
        return scored.asked, scored.answered

    assert counts() == (6, 0)
    assert counts(fact="a", rating=SKIP) == (6, 1)
    assert counts(fact=UNKNOWN, rating=PRIVATE) == (6, 2)
    assert counts(check_0="a", check_1=SKIP, check_2="b", check_3=UNKNOWN) == (8, 3)


def test_the_next_step_is_the_first_that_is_not_surely_complete() -> None:
    of_bank = bank(
        *(competency(step, single(f"{step}-q", 0, 1), step=step) for step in ("one", "two", "three")),
        pass_marks=(0.7, 0.7, 0.7),
    )
    assert named(of_bank, Sheet()) == 1
    assert named(of_bank, Sheet(answers={"one-q": "a", "two-q": "b", "three-q": "b"})) == 1
    assert named(of_bank, Sheet(answers={"one-q": "b", "two-q": "a", "three-q": "b"})) == 2
    assert named(of_bank, Sheet(answers={"two-q": "a", "three-q": "a"})) == 1
    assert named(of_bank, Sheet(answers={"one-q": "b", "two-q": "b"})) == 3
    assert score(of_bank, Sheet(answers={"one-q": "b", "two-q": "b", "three-q": "b"})).next_step is None
