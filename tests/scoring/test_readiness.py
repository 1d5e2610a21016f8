"""The whole result: what it says, value by value."""

import json
from typing import Any

import pytest

from coder_readiness.bank.answers import PRIVATE, SKIP
from coder_readiness.errors import SheetError
from coder_readiness.scoring.readiness import assess, mark_percent, percent
from coder_readiness.scoring.sheet import read_sheet
from tests.builders import bank, check, competency, single
from tests.scoring.assessing import report

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


@pytest.mark.parametrize("whole", range(101))
def test_marks_are_whole_percent_rounded_up(whole: int) -> None:
    assert mark_percent(whole / 100) == f"{whole}%"
    assert mark_percent(max(0.0, whole / 100 - 0.009)) == f"{whole}%"
