"""The whole result: what it says, value by value, and what always holds of it."""

import json
import math
import random
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest
from hypothesis import given

from coder_readiness.bank.answers import PRIVATE, SKIP, UNKNOWN, Answer
from coder_readiness.bank.loader import load_bank
from coder_readiness.bank.model import Bank
from coder_readiness.bank.questions.several import SeveralQuestion
from coder_readiness.errors import SheetError
from coder_readiness.scoring.draw import asked
from coder_readiness.scoring.readiness import assess, mark_percent, percent
from coder_readiness.scoring.score import score
from coder_readiness.scoring.sheet import Sheet, read_sheet
from coder_readiness.scoring.whatif import assume as assume_met
from tests.builders import GOALS, bank, check, competency, rebuilt, single
from tests.strategies import best, completed, laws, partial_cases, whole_cases

SMALL = bank(
    competency(
        "fact",
        single("fact-1", 0, 0.5, 1),
        single("fact-2", 0, 1, evidence="self_report"),
        single("fact-3", 0, 1, evidence="self_report"),
        weight=3,
        target=1,
        required=("first-job",),
        hours=(3, 4),
    ),
    competency("terms", single("terms-1", 0, 1), check("terms-2"), target=0.5, draw=1, hours=(20,)),
    competency("apply", single("apply-1", 0, 1), step="two", required=("first-job", "well-paid"), hours=(8,)),
    competency(
        "interview",
        single("interview-1", 0, 0.25, 1, evidence="self_report"),
        step="two",
        target=0.5,
        required=("well-paid",),
        hours=(2,),
    ),
    pass_marks=(0.5, 0.6),
)
SMALL_SHEET: dict[str, Any] = {
    "goal": "first-job",
    "seed": 7,
    "answers": {
        "fact-1": "b",
        "fact-2": "b",
        "fact-3": "a",
        "terms-1": "$skip",
        "terms-2": "a",
        "interview-1": "b",
    },
}
SMALL_REPORT: dict[str, Any] = {
    "format": 1,
    "bank": {"id": "tiny", "version": "7", "edition": "FY2027"},
    "goal": "first-job",
    "answered": 5,
    "asked": 7,
    "next_step": {
        "id": "one",
        "number": 1,
        "title": "Step one",
        "certain": True,
        "reasons": ["You're missing a must-have: Fact."],
    },
    "sureness": 1.0,
    "steps": [
        {
            "id": "one",
            "number": 1,
            "title": "Step one",
            "complete": False,
            "low": 0.625,
            "high": 0.625,
            "pass_mark": 0.5,
        },
        {
            "id": "two",
            "number": 2,
            "title": "Step two",
            "complete": None,
            "low": 0.25,
            "high": 0.75,
            "pass_mark": 0.6,
        },
    ],
    "competencies": [
        {
            "id": "fact",
            "title": "Fact",
            "step": "one",
            "kind": "skill",
            "required": True,
            "low": 0.5,
            "high": 0.5,
            "target": 1.0,
            "met": False,
            "self_view": 0.5,
            "shown": None,
        },
        {
            "id": "terms",
            "title": "Terms",
            "step": "one",
            "kind": "skill",
            "required": False,
            "low": 0.5,
            "high": 1.0,
            "target": 0.5,
            "met": True,
            "self_view": None,
            "shown": 1.0,
        },
        {
            "id": "apply",
            "title": "Apply",
            "step": "two",
            "kind": "skill",
            "required": True,
            "low": 0.0,
            "high": 1.0,
            "target": 0.7,
            "met": None,
            "self_view": None,
            "shown": None,
        },
        {
            "id": "interview",
            "title": "Interview",
            "step": "two",
            "kind": "skill",
            "required": False,
            "low": 0.25,
            "high": 0.25,
            "target": 0.5,
            "met": False,
            "self_view": 0.25,
            "shown": None,
        },
    ],
    "gaps": [
        {
            "competency": "fact",
            "impact": 0.375,
            "required": True,
            "actions": [{"do": "Do 1 for fact", "hours": 3}, {"do": "Do 2 for fact", "hours": 4}],
        },
        {
            "competency": "interview",
            "impact": 0.25,
            "required": False,
            "actions": [{"do": "Do 1 for interview", "hours": 2}],
        },
    ],
    "plan": {"step": "one", "hours": 7, "close": ["fact"]},
}


def report(of_bank: Bank, goal: Any = "first-job", /, **answers: Answer) -> dict[str, Any]:
    """Return the report on answers whose question ids are written with underscores."""
    sheet = Sheet(goal, 0, {name.replace("_", "-"): answer for name, answer in answers.items()})
    dumped: dict[str, Any] = assess(of_bank, sheet).model_dump(mode="json")
    return dumped


def reasons(of_bank: Bank, goal: Any = "first-job", /, **answers: Answer) -> list[str]:
    found: list[str] = report(of_bank, goal, **answers)["next_step"]["reasons"]
    return found


# Examples


def test_the_report_holds_exactly_this() -> None:
    assert assess(SMALL, SMALL_SHEET).model_dump(mode="json") == SMALL_REPORT


def test_the_report_as_json_text_holds_the_same_in_the_same_order() -> None:
    assert list(json.loads(assess(SMALL, SMALL_SHEET).model_dump_json()).items()) == list(SMALL_REPORT.items())


def test_a_sheet_and_its_plain_form_give_the_same_report() -> None:
    assert assess(SMALL, read_sheet(SMALL, SMALL_SHEET)) == assess(SMALL, SMALL_SHEET)


def test_a_plain_sheet_that_does_not_fit_is_refused() -> None:
    with pytest.raises(SheetError, match='There\'s no question "fact-9"'):
        assess(SMALL, {"answers": {"fact-9": "a"}})


def test_when_all_is_complete_there_is_no_next_step_gap_or_plan() -> None:
    found = report(
        SMALL,
        fact_1="c",
        fact_2="b",
        fact_3="b",
        terms_1="b",
        terms_2="a",
        apply_1="b",
        interview_1="c",
    )
    assert (found["next_step"], found["plan"], found["gaps"]) == (None, None, [])
    assert [step["complete"] for step in found["steps"]] == [True, True]


@pytest.mark.parametrize(
    ("goal", "named", "required", "plan"),
    [
        ("first-job", 1, ["fact", "apply"], {"step": "one", "hours": 7, "close": ["fact"]}),
        ("well-paid", 2, ["apply", "interview"], {"step": "two", "hours": 2, "close": ["interview"]}),
    ],
)
def test_the_goal_decides_which_must_haves_keep_a_step_open(
    goal: Any, named: int, required: list[str], plan: dict[str, Any]
) -> None:
    found = report(
        SMALL,
        goal,
        fact_1="c",
        fact_2="b",
        fact_3="a",
        terms_1="b",
        terms_2="a",
        apply_1="b",
        interview_1="b",
    )
    assert found["next_step"]["number"] == named
    assert [item["id"] for item in found["competencies"] if item["required"]] == required
    assert found["plan"] == plan


def test_gaps_of_all_steps_come_in_the_order_of_their_impact() -> None:
    of_bank = bank(
        competency("light", single("light-q", 0, 0.5, 1), weight=1, target=1),
        competency("heavy", single("heavy-q", 0, 0.5, 1), weight=3, target=1),
        competency("only", single("only-q", 0, 0.25, 1), step="two", target=1),
        competency("hidden", single("hidden-q", 0, 1), step="two"),
    )
    lost = report(of_bank, light_q="a", heavy_q="a", only_q="b", hidden_q=PRIVATE)
    assert [(gap["competency"], gap["impact"]) for gap in lost["gaps"]] == [
        ("heavy", 0.75),
        ("only", 0.75),
        ("light", 0.25),
    ]
    better = report(of_bank, light_q="a", heavy_q="b", only_q="b", hidden_q="b")
    assert [(gap["competency"], gap["impact"]) for gap in better["gaps"]] == [
        ("heavy", 0.375),
        ("only", 0.375),
        ("light", 0.25),
    ]
    first = report(of_bank, light_q="a", heavy_q="c", only_q="a", hidden_q=SKIP)
    assert [(gap["competency"], gap["impact"]) for gap in first["gaps"]] == [("only", 0.5), ("light", 0.25)]


@pytest.mark.parametrize("whole", range(101))
def test_shares_are_whole_percent(whole: int) -> None:
    assert percent(whole / 100) == f"{whole}%"
    assert percent(min(1.0, whole / 100 + 0.009)) == f"{whole}%"


# Reasons

REASONS = bank(
    competency("diploma", single("diploma-q", 0, 1), required=GOALS),
    competency("computer", single("computer-q", 0, 0.5, 1), target=1, weight=2),
    competency("law", single("law-1", 0, 1), single("law-2", 0, 1), target=1),
)


def test_an_unmet_must_have_is_the_reason() -> None:
    answers: dict[str, Answer] = {"diploma_q": "a", "computer_q": "c", "law_1": "b", "law_2": "b"}
    assert reasons(REASONS, **answers) == ["You're missing a must-have: Diploma."]


def test_every_unmet_must_have_is_named_and_no_other_gap() -> None:
    of_bank = bank(
        competency("diploma", single("diploma-q", 0, 1), required=GOALS),
        competency("licence", single("licence-q", 0, 1), required=GOALS),
        competency("record", single("record-q", 0, 1), required=GOALS),
        competency("extra", single("extra-q", 0, 1)),
        pass_marks=(0.2,),
    )
    assert reasons(of_bank, diploma_q="b", licence_q="a", record_q="a", extra_q="a") == [
        "You're missing 2 must-haves: Licence and Record."
    ]


def test_too_little_readiness_is_the_reason() -> None:
    assert reasons(REASONS, diploma_q="b", computer_q="b", law_1="a", law_2="b") == [
        "You've reached 62% in this step. You need 70%."
    ]


def test_too_little_readiness_whatever_is_still_open_is_the_reason() -> None:
    assert reasons(REASONS, diploma_q="b", computer_q="a", law_1="a") == [
        "You've reached at most 37% in this step. You need 70%."
    ]


def test_both_reasons_are_given_where_both_hold() -> None:
    assert reasons(REASONS, diploma_q="a", computer_q="b", law_1=SKIP, law_2="b") == [
        "You're missing a must-have: Diploma.",
        "You've reached at most 50% in this step. You need 70%.",
    ]


def test_what_is_missing_is_the_reason_for_not_being_certain() -> None:
    found = report(REASONS, computer_q="c", law_1="b")
    assert found["next_step"] == {
        "id": "one",
        "number": 1,
        "title": "Step one",
        "certain": False,
        "reasons": [
            "You haven't answered every question about this must-have yet: Diploma.",
            "So far, you've reached 62% in this step. You need 70%.",
            "Answering these could settle it: Diploma and Law.",
        ],
    }


def test_without_an_open_must_have_only_the_readiness_is_uncertain() -> None:
    assert reasons(REASONS, diploma_q="b", law_1="b", computer_q=UNKNOWN) == [
        "So far, you've reached 37% in this step. You need 70%.",
        "Answering these could settle it: Computer and Law.",
    ]


def test_an_answer_kept_private_would_settle_nothing() -> None:
    assert reasons(REASONS, diploma_q=PRIVATE, law_1="b") == [
        "So far, you've reached 16% in this step. You need 70%.",
        "Answering these could settle it: Computer and Law.",
    ]


@pytest.mark.parametrize(
    ("size", "listed"),
    [
        (1, "C0"),
        (2, "C0 and C1"),
        (3, "C0, C1 and C2"),
        (4, "C0, C1, C2 and C3"),
        (5, "C0, C1, C2, C3 and 1 more"),
        (7, "C0, C1, C2, C3 and 3 more"),
    ],
)
def test_a_reason_names_a_few_and_counts_the_rest(size: int, listed: str) -> None:
    found = [competency(f"c{number}", single(f"q{number}", 0, 1), required=GOALS) for number in range(size)]
    some = "this must-have" if size == 1 else "some must-haves"
    assert reasons(bank(*found)) == [
        f"You haven't answered every question about {some} yet: {listed}.",
        "So far, you've reached 0% in this step. You need 70%.",
    ]


@pytest.mark.parametrize(
    ("size", "listed"), [(1, "Law and C0"), (3, "Law, C0, C1 and C2"), (5, "Law, C0, C1, C2 and 2 more")]
)
def test_answers_that_would_settle_a_step_are_named_where_they_are_not_its_open_must_haves(
    size: int, listed: str
) -> None:
    found = [competency(f"c{number}", single(f"q{number}", 0, 1)) for number in range(size)]
    assert reasons(bank(competency("law", single("law-1", 0, 1), required=GOALS), *found)) == [
        "You haven't answered every question about this must-have yet: Law.",
        "So far, you've reached 0% in this step. You need 70%.",
        f"Answering these could settle it: {listed}.",
    ]


def test_a_step_kept_private_as_a_whole_is_named_as_not_certain() -> None:
    of_bank = bank(
        competency("background", single("background-q", 0, 1), required=GOALS),
        competency("apply", single("apply-q", 0, 1), step="two"),
    )
    found = report(of_bank, background_q=PRIVATE, apply_q="a")
    assert found["next_step"] == {
        "id": "one",
        "number": 1,
        "title": "Step one",
        "certain": False,
        "reasons": ["You chose not to answer anything about this step, so we can't tell if you're ready."],
    }
    assert found["plan"] == {"step": "one", "hours": 0, "close": []}
    assert found["competencies"][0]["met"] is None
    assert [gap["competency"] for gap in found["gaps"]] == ["apply"]


def test_an_open_answer_may_settle_a_step_although_its_target_is_out_of_reach() -> None:
    # Law's target is out of reach, but law-2 still decides whether the readiness reaches the pass mark.
    of_bank = bank(competency("law", single("law-1", 0, 1), single("law-2", 0, 1), target=1), pass_marks=(0.4,))
    assert reasons(of_bank, law_1="a") == [
        "So far, you've reached 0% in this step. You need 40%.",
        "Answering these could settle it: Law.",
    ]


def test_a_pass_mark_just_missed_does_not_read_as_reached() -> None:
    of_bank = bank(competency("law", single("law-1", 0, 0.702, 1), target=1), pass_marks=(0.705,))
    assert reasons(of_bank, law_1="b") == ["You've reached 70% in this step. You need 71%."]
    assert reasons(of_bank) == [
        "So far, you've reached 0% in this step. You need 71%.",
        "Answering these could settle it: Law.",
    ]


def test_answers_that_can_no_longer_add_anything_are_not_said_to_settle_the_step() -> None:
    of_bank = bank(
        competency("full", single("full-1", 0, 1), single("full-2", 0, 1), target=0.5),
        competency("open", single("open-1", 0, 1)),
    )
    assert reasons(of_bank, full_1="b") == [
        "So far, you've reached 50% in this step. You need 70%.",
        "Answering these could settle it: Open.",
    ]


@pytest.mark.parametrize("whole", range(101))
def test_marks_are_whole_percent_rounded_up(whole: int) -> None:
    assert mark_percent(whole / 100) == f"{whole}%"
    assert mark_percent(max(0.0, whole / 100 - 0.009)) == f"{whole}%"


# Laws


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
