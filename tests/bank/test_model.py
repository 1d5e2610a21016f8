"""A bank is frozen, and valid once it exists."""

import datetime
from dataclasses import FrozenInstanceError, replace
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from coder_readiness.bank.competency import Competency
from coder_readiness.bank.model import Bank
from coder_readiness.bank.questions.check import CheckQuestion
from coder_readiness.bank.questions.code import CodeQuestion
from coder_readiness.bank.questions.number import NumberQuestion
from coder_readiness.bank.questions.several import SeveralQuestion
from coder_readiness.bank.questions.single import SingleQuestion
from coder_readiness.bank.questions.types import Question
from coder_readiness.bank.roadmap import EvidenceWeights, Roadmap, Step
from coder_readiness.bank.validation import adapter

QUESTION: TypeAdapter[Question] = TypeAdapter(Question)

SINGLE: dict[str, Any] = {
    "id": "loaves",
    "type": "single",
    "evidence": "record",
    "ask": "Have you baked?",
    "options": ({"id": "no", "label": "No", "credit": 0}, {"id": "yes", "label": "Yes", "credit": 1}),
}
SEVERAL: dict[str, Any] = {
    "id": "tools",
    "type": "several",
    "evidence": "record",
    "combine": "sum",
    "ask": "What have you used?",
    "options": ({"id": "oven", "label": "Oven", "credit": 0.5}, {"id": "peel", "label": "Peel", "credit": 0.5}),
}
NUMBER: dict[str, Any] = {
    "id": "years",
    "type": "number",
    "evidence": "record",
    "ask": "How many years?",
    "unit": "years",
    "max": 60,
    "points": ((0, 0), (2, 1)),
}
CHECK: dict[str, Any] = {
    "id": "yeast",
    "type": "check",
    "ask": "What makes dough rise?",
    "options": ({"id": "gas", "label": "Gas"}, {"id": "salt", "label": "Salt"}),
    "answer": "gas",
    "because": "Yeast gives off gas.",
    "source": "Any book",
}
CODE: dict[str, Any] = {
    "id": "flour",
    "type": "code",
    "ask": "Which type of flour?",
    "answer": ("T55", "550"),
    "partial": {"T": 0.5},
    "because": "Both name the same flour.",
    "source": "Any book",
}
COMPETENCY: dict[str, Any] = {
    "id": "bread",
    "title": "Bread",
    "step": "learn",
    "kind": "skill",
    "weight": 1,
    "target": 0.5,
    "why": "Everyone eats it.",
    "actions": ({"do": "Bake.", "hours": 1}, {"do": "Bake again.", "hours": 2}),
    "questions": (SINGLE, CHECK, CODE),
    "draw": 1,
}
ROADMAP: dict[str, Any] = {
    "format": 1,
    "id": "baker",
    "version": "1",
    "edition": "2026",
    "title": "baker",
    "goals": {"first-job": "a first job", "well-paid": "a good job"},
    "steps": (
        {"id": "learn", "title": "Learn", "about": "To bake.", "pass_mark": 0.7},
        {"id": "work", "title": "Work", "about": "In a bakery.", "pass_mark": 0.7},
    ),
}


def question(data: dict[str, Any], **changes: Any) -> Question:
    return QUESTION.validate_python({**data, **changes})


def refusal(data: dict[str, Any], **changes: Any) -> str:
    """Return the message with which a question is refused."""
    with pytest.raises(ValidationError) as caught:
        question(data, **changes)
    return message(caught.value)


def message(error: ValidationError) -> str:
    (detail,) = error.errors()
    return str(detail["msg"]).removeprefix("Value error, ")


def options(*credits_: float) -> tuple[dict[str, Any], ...]:
    return tuple({"id": f"o{n}", "label": "Option", "credit": credit} for n, credit in enumerate(credits_))


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (SINGLE, SingleQuestion),
        (SEVERAL, SeveralQuestion),
        (NUMBER, NumberQuestion),
        (CHECK, CheckQuestion),
        (CODE, CodeQuestion),
    ],
)
def test_a_question_of_each_type(data: dict[str, Any], kind: type[Question]) -> None:
    made = question(data)
    assert isinstance(made, kind)
    assert {key: getattr(made, key) for key in data if key != "options"} == {
        key: value for key, value in data.items() if key != "options"
    }
    assert [option.id for option in made.options] == [option["id"] for option in data.get("options", ())]
    with pytest.raises(FrozenInstanceError):
        made.ask = "Something else?"  # type: ignore[misc]


def test_what_a_question_holds_when_nothing_more_is_said() -> None:
    made = question(SINGLE)
    assert (made.private, made.why, made.because, made.source, made.expires, made.headers) == (
        False,
        None,
        None,
        None,
        None,
        (),
    )
    assert question(CHECK).evidence == "check"
    assert question(CODE).evidence == "check"


@pytest.mark.parametrize("data", [CHECK, CODE, {**SINGLE, "evidence": "check", "because": "B", "source": "S"}])
@pytest.mark.parametrize("missing", ["because", "source"])
def test_a_question_of_the_pool_gives_its_reasons(data: dict[str, Any], missing: str) -> None:
    assert refusal(data, **{missing: None}) == "A knowledge question needs `because` and `source`. Add what's missing."


@pytest.mark.parametrize("data", [SINGLE, SEVERAL, CHECK])
def test_options_have_ids_of_their_own(data: dict[str, Any]) -> None:
    first = data["options"][0]
    assert (
        refusal(data, options=(*data["options"], first))
        == f'The option ID "{first["id"]}" is used twice. Give each option its own ID.'
    )


def test_a_single_choice_spans_the_scale() -> None:
    assert refusal(SINGLE, options=options(0, 0.9)) == "No option earns the full credit of 1. Give it to the best one."
    assert (
        refusal(SINGLE, options=options(-0.1, 1))
        == "If only one option can be selected, no credit can be below 0. Use 0."
    )
    assert question(SINGLE, options=options(0.2, 1)).type == "single"


def test_what_can_only_be_selected_by_itself_is_one_of_several_and_earns_nothing() -> None:
    none = {"id": "none", "label": "None of these", "credit": 0, "alone": True}
    assert question(SEVERAL, options=(none, *SEVERAL["options"])).type == "several"
    assert refusal(SEVERAL, options=({**none, "credit": 0.1}, *SEVERAL["options"])) == (
        'The option "none" can only be selected by itself, so its credit must be 0.'
    )
    assert refusal(SINGLE, options=(none, *SINGLE["options"])) == (
        "`alone` works only if several options can be selected. Remove it."
    )


def test_the_best_selection_of_several_options_earns_everything() -> None:
    wanted = "The best options earn only 0.9. Raise their `credit`, so that they earn 1."
    assert refusal(SEVERAL, options=options(0.5, 0.4, -1)) == wanted
    assert refusal(SEVERAL, options=options(0.5, 0.9), combine="max") == wanted
    assert question(SEVERAL, options=options(0.1, 0.2, 0.7, -1)).type == "several"
    assert question(SEVERAL, options=options(0, 1, 0.3), combine="max").type == "several"
    assert refusal(SEVERAL, options=options(-1, -0.5), combine="max") == (
        "The best options earn only 0. Raise their `credit`, so that they earn 1."
    )


@pytest.mark.parametrize(
    ("points", "wanted"),
    [
        (((0, 0), (0, 1)), "The values of `points` must rise. Sort them, and give each once."),
        (((5, 0), (2, 1)), "The values of `points` must rise. Sort them, and give each once."),
        (
            ((0, 0), (1, 0.5), (2, 0.4), (3, 1)),
            "The credits of `points` must rise from 0 to 1. Start with 0, and end with 1.",
        ),
        (((0, 0.1), (2, 1)), "The credits of `points` must rise from 0 to 1. Start with 0, and end with 1."),
        (((0, 0), (2, 0.9)), "The credits of `points` must rise from 0 to 1. Start with 0, and end with 1."),
        (((-1, 0), (2, 1)), "The values of `points` must be between 0 and `max` 60. Change them, or `max`."),
        (((0, 0), (61, 1)), "The values of `points` must be between 0 and `max` 60. Change them, or `max`."),
    ],
)
def test_the_points_of_a_number_rise_from_nothing_to_all(points: tuple[tuple[float, float], ...], wanted: str) -> None:
    assert refusal(NUMBER, points=points) == wanted


def test_the_points_of_a_number_may_stay_level_and_reach_the_maximum() -> None:
    assert question(NUMBER, points=((0, 0), (1, 0), (2, 0.5), (3, 0.5), (60, 1))).type == "number"


def test_the_answer_of_a_check_is_one_of_its_options() -> None:
    assert refusal(CHECK, answer="sugar") == '`answer` is "sugar", which isn\'t an option. Use "gas" or "salt".'


@pytest.mark.parametrize(
    ("data", "changes"),
    [
        (SINGLE, {"options": options(1)}),
        (SINGLE, {"options": options(*[1] * 10)}),
        (SINGLE, {"options": options(0, 1.5)}),
        (SINGLE, {"options": options(0, float("nan"))}),
        (SINGLE, {"options": options(0, True)}),
        (SINGLE, {"evidence": "hearsay"}),
        (SINGLE, {"id": "with space"}),
        (SINGLE, {"id": "-a"}),
        (SINGLE, {"id": "$skip"}),
        (SINGLE, {"id": "a\n"}),
        (SINGLE, {"id": "a" * 65}),
        (SINGLE, {"id": ""}),
        (SINGLE, {"ask": ""}),
        (SINGLE, {"ask": "\n"}),
        (SINGLE, {"ask": "a" * 4001}),
        (SINGLE, {"ask": 5}),
        (SINGLE, {"private": 1}),
        (SINGLE, {"unknown": 1}),
        (SINGLE, {"type": "double"}),
        (SEVERAL, {"combine": "mean"}),
        (SEVERAL, {"options": options(*[1] * 15)}),
        (NUMBER, {"max": 0}),
        (NUMBER, {"max": float("inf")}),
        (NUMBER, {"max": "60"}),
        (NUMBER, {"points": ((0, 0),)}),
        (CHECK, {"evidence": "record"}),
        (CHECK, {"expires": "2027-09-30"}),
        (CODE, {"answer": ()}),
        (CODE, {"answer": "T55"}),
        (CODE, {"partial": {"T": 0}}),
        (CODE, {"partial": {"T": 1.5}}),
        (CODE, {"partial": {"": 0.5}}),
    ],
)
def test_what_no_question_may_hold(data: dict[str, Any], changes: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        question(data, **changes)


def test_a_day_on_which_an_answer_expires() -> None:
    assert question(CHECK, expires=datetime.date(2027, 9, 30)).expires == datetime.date(2027, 9, 30)


@pytest.mark.parametrize(
    ("character", "name"),
    [("\x1b", "U+001B"), ("\u202e", "U+202E"), ("\t", "U+0009"), ("\u200b", "U+200B"), ("\U000e0041", "U+E0041")],
)
def test_hidden_characters_are_refused_by_name(character: str, name: str) -> None:
    assert refusal(SINGLE, ask=f"a{character}b") == f"has the hidden character {name}. Remove it."


def test_line_feeds_are_kept_inside_and_dropped_around() -> None:
    assert question(SINGLE, ask="\nrecord\n\nquestion\n").ask == "record\n\nquestion"


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


def test_options_of_several_are_about_no_action() -> None:
    options = ({"id": "a", "label": "A", "credit": 1, "done": 1}, {"id": "b", "label": "B", "credit": 0})
    with pytest.raises(
        ValidationError,
        match="`done` works only if one option can be selected",
    ):
        question(SEVERAL, options=options)


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
