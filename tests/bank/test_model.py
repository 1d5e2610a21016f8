"""A bank, its roadmap and its competencies are frozen, and valid once they exist."""

import datetime
from dataclasses import FrozenInstanceError, replace
from typing import Any

import pytest
from pydantic import ValidationError

from coder_readiness.bank.competency import Competency
from coder_readiness.bank.model import Bank
from coder_readiness.bank.roadmap import EvidenceWeights, Roadmap, Step
from coder_readiness.bank.validation import adapter
from tests.bank.entries import CHECK, CODE, COMPETENCY, NUMBER, ROADMAP, SEVERAL, SINGLE, message, refusal


def test_an_answer_may_tell_which_actions_are_done() -> None:
    options = ({"id": "no", "label": "No", "credit": 0}, {"id": "some", "label": "Some", "credit": 1, "done": 1})
    competency = adapter(Competency).validate_python(
        {**COMPETENCY, "questions": ({**SINGLE, "options": options}, CHECK, CODE)}
    )
    assert competency.milestones == {"loaves": {"no": 0, "some": 1}}
    assert adapter(Competency).validate_python(COMPETENCY).milestones == {}


def test_an_answer_leaves_something_to_do() -> None:
    options = ({"id": "no", "label": "No", "credit": 0}, {"id": "all", "label": "All", "credit": 1, "done": 2})
    with pytest.raises(ValidationError, match="`done` is 2, but there are 2 actions"):
        adapter(Competency).validate_python({**COMPETENCY, "questions": ({**SINGLE, "options": options}, CHECK, CODE)})


def test_some_actions_may_be_enough_for_the_target() -> None:
    competency = adapter(Competency).validate_python({**COMPETENCY, "enough": 1})
    first, second = competency.actions
    assert (competency.to_do(), competency.to_do(beyond=True)) == ((first,), (first, second))
    assert (competency.to_do({0: 1.0}), competency.to_do({0: 1.0}, beyond=True)) == ((second,), (second,))
    assert adapter(Competency).validate_python(COMPETENCY).to_do() == (first, second)
    with pytest.raises(ValidationError, match="`enough` is 3, but there are 2 actions"):
        adapter(Competency).validate_python({**COMPETENCY, "enough": 3})


def test_an_action_takes_ten_years_at_most() -> None:
    assert adapter(Competency).validate_python({**COMPETENCY, "actions": ({"do": "Bake.", "hours": 1, "weeks": 520},)})
    with pytest.raises(ValidationError, match="520"):
        adapter(Competency).validate_python({**COMPETENCY, "actions": ({"do": "Bake.", "hours": 1, "weeks": 521},)})


def test_paid_work_takes_what_a_number_says_is_left_of_it() -> None:
    years = {"id": "years", "type": "number", "evidence": "record", "ask": "Years?", "unit": "years", "max": 60}
    of_years = {**years, "points": ((0, 0), (2, 1))}
    actions = ({"do": "Work.", "hours": 3800, "weeks": 104, "on_the_job": "years"}, {"do": "Keep proof.", "hours": 6})
    fields = {**COMPETENCY, "actions": actions, "questions": (of_years, CHECK, CODE)}
    competency = adapter(Competency).validate_python(fields)
    for answer, left in ((0.0, [(3800, 104), (6, None)]), (1.2, [(1520, 42), (6, None)]), (2.0, [(6, None)])):
        to_do = competency.to_do(competency.done({"years": answer}))
        assert [(action.hours, action.weeks) for action in to_do] == left
    for wrong in ({"on_the_job": "flour"}, {"weeks": None}):
        with pytest.raises(
            ValidationError,
            match="`on_the_job` is",
        ):
            adapter(Competency).validate_python({**fields, "actions": ({**actions[0], **wrong}, actions[1])})


@pytest.mark.parametrize(
    ("answers", "is_done"),
    [
        ({}, False),
        ({"loaves": "some"}, False),
        ({"stove": ("gas",), "loaves": "many"}, False),
        ({"stove": ("gas", "stone"), "loaves": "none"}, False),
        ({"stove": ("stone", "gas", "wood"), "loaves": "many"}, True),
        ({"stove": ("gas", "stone"), "loaves": "some"}, True),
        ({"stove": "$skip", "loaves": "some"}, False),
    ],
)
def test_an_action_may_be_done_by_any_one_answer_and_by_all_of_several(answers: dict[str, Any], is_done: bool) -> None:
    done_by = ("loaves.some", "stove.gas", "loaves.many", "stove.stone")
    actions = ({"do": "Buy a stove.", "hours": 2, "done_by": done_by}, {"do": "Light it.", "hours": 1})
    competency = adapter(Competency).validate_python({**COMPETENCY, "actions": actions})
    assert competency.cited == ("loaves", "stove")
    assert (0 in competency.done(answers)) is is_done


@pytest.mark.parametrize("name", ["loaves.some.more", ".some", "loaves.", "the loaves"])
def test_an_action_is_done_by_named_options(name: str) -> None:
    with pytest.raises(ValidationError, match="String should match pattern"):
        adapter(Competency).validate_python(
            {**COMPETENCY, "actions": ({"do": "Bake.", "hours": 1, "done_by": (name,)},)}
        )


def test_a_competency_knows_its_base_and_its_pool() -> None:
    competency = adapter(Competency).validate_python(COMPETENCY)
    assert [found.id for found in competency.base] == ["loaves"]
    assert [found.id for found in competency.pool] == ["yeast", "flour"]
    assert (competency.required, competency.builds_on, competency.covers) == ((), (), ())


@pytest.mark.parametrize(
    ("changes", "wanted"),
    [
        (
            {"questions": (SINGLE,)},
            "`draw` is 1, but there are no knowledge questions. Write some, or remove `draw`.",
        ),
        ({"draw": 3}, "`draw` is 3, but there are 2 knowledge questions. Lower it, or write more."),
        (
            {"questions": (CHECK,), "draw": 0},
            "The quiz would ask nothing about this area. Add a record or self-report question, or `draw`.",
        ),
    ],
)
def test_the_draw_fits_the_pool(changes: dict[str, Any], wanted: str) -> None:
    with pytest.raises(ValidationError) as caught:
        adapter(Competency).validate_python({**COMPETENCY, **changes})
    assert message(caught.value) == wanted


@pytest.mark.parametrize(
    "changes",
    [
        {"draw": -1},
        {"weight": 0},
        {"weight": 101},
        {"weight": float("nan")},
        {"target": 0},
        {"target": 1.01},
        {"kind": "talent"},
        {"required": ("any job",)},
        {"actions": ()},
        {"actions": ({"do": "Bake.", "hours": 0},)},
        {"actions": ({"do": "Bake.", "hours": 1.5},)},
        {"questions": ()},
        {"title": "t" * 61},
        {"colour": "red"},
    ],
)
def test_what_no_competency_may_hold(changes: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        adapter(Competency).validate_python({**COMPETENCY, **changes})


def test_evidence_weighs_half_where_it_is_a_self_rating() -> None:
    roadmap = adapter(Roadmap).validate_python(ROADMAP)
    assert roadmap.evidence == EvidenceWeights(record=1, check=1, self_report=0.5)


@pytest.mark.parametrize(
    "changes",
    [
        {"format": 2},
        {"steps": ()},
        {"goals": {"any job": "a job"}},
        {"goals": {}},
        {"evidence": {"hearsay": 1}},
        {"version": 1},
    ],
)
def test_what_no_roadmap_may_hold(changes: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        adapter(Roadmap).validate_python({**ROADMAP, **changes})


def test_a_bank_finds_its_parts() -> None:
    bread = adapter(Competency).validate_python(COMPETENCY)
    rolls = adapter(Competency).validate_python(
        {**COMPETENCY, "id": "rolls", "step": "work", "draw": 0, "questions": (SEVERAL, NUMBER)}
    )
    bank = Bank(roadmap=adapter(Roadmap).validate_python(ROADMAP), competencies=(bread, rolls))
    assert [step.id for step in bank.steps] == ["learn", "work"]
    assert list(bank.questions) == ["loaves", "yeast", "flour", "tools", "years"]
    assert bank.questions["years"] is rolls.questions[1]
    assert bank.competency["rolls"] is rolls
    assert bank.home["flour"] is bread
    assert bank.of_step("work") == (rolls,)
    assert bank.of_step("nowhere") == ()
    assert [bank.number("learn"), bank.number("work")] == [1, 2]
    with pytest.raises(ValueError, match="not in list"):
        bank.number("nowhere")
    assert bank.outlook is None


def test_a_bank_has_every_id_once() -> None:
    roadmap = adapter(Roadmap).validate_python(ROADMAP)
    bread = adapter(Competency).validate_python(COMPETENCY)
    rolls = replace(bread, id="rolls")
    with pytest.raises(ValueError, match='The area ID "bread" is used twice'):
        Bank(roadmap=roadmap, competencies=(bread, bread))
    with pytest.raises(ValueError, match='The question ID "loaves" is used twice'):
        Bank(roadmap=roadmap, competencies=(bread, rolls))


def test_nothing_in_a_bank_can_be_changed() -> None:
    roadmap = adapter(Roadmap).validate_python(ROADMAP)
    bank = Bank(roadmap=roadmap, competencies=(adapter(Competency).validate_python(COMPETENCY),))
    (competency,) = bank.competencies
    of_bank = (roadmap.goals, bank.questions, bank.competency, bank.home, bank.evidence_weights)
    of_parts = (competency.pool_by_id, competency.milestones, bank.questions["flour"].partial)  # type: ignore[union-attr]
    credits_ = [question.credits for question in bank.questions.values() if hasattr(question, "credits")]
    assert credits_
    for mapping in (*of_bank, *of_parts, *credits_):
        with pytest.raises(TypeError):
            mapping["new"] = "thing"
    with pytest.raises(FrozenInstanceError):
        bank.roadmap = roadmap  # type: ignore[misc]


def test_twins_are_checks_and_never_fill_a_draw_together() -> None:
    assert refusal(SINGLE, twin="bread") == "`twin` is only for knowledge questions. Remove it."
    pool = ({**CHECK, "twin": "bread"}, {**CODE, "twin": "bread"})
    competency = adapter(Competency).validate_python({**COMPETENCY, "questions": (SINGLE, *pool)})
    assert competency.draw == 1
    with pytest.raises(ValidationError, match="`draw` is 2, but without twins one quiz can ask only 1"):
        adapter(Competency).validate_python({**COMPETENCY, "questions": (SINGLE, *pool), "draw": 2})


@pytest.mark.parametrize("url", ["http://bread.example/", "bread.example", "https://bread", "https:// a.example", ""])
def test_a_link_leads_to_a_page_that_is_served_safely(url: str) -> None:
    link = {"title": "Bread", "url": "https://bread.example/", "checked": datetime.date(2026, 11, 29)}
    action = {"do": "Read.", "hours": 1, "links": (link,)}
    competency = adapter(Competency).validate_python({**COMPETENCY, "links": (link,), "actions": (action, action)})
    assert [found.url for found in competency.all_links] == ["https://bread.example/"] * 3
    with pytest.raises(ValidationError, match="can't be used as a link"):
        adapter(Competency).validate_python({**COMPETENCY, "links": ({**link, "url": url},)})


def test_a_step_has_a_pass_mark_that_can_be_reached() -> None:
    step = {"id": "learn", "title": "Learn", "about": "To bake.", "pass_mark": 1}
    assert adapter(Step).validate_python(step).pass_mark == 1
    for pass_mark in (0, 1.1, float("nan")):
        with pytest.raises(ValidationError):
            adapter(Step).validate_python({**step, "pass_mark": pass_mark})
