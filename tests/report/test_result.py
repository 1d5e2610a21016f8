"""The first screen: the step to focus on, why, how sure that is, and how long it takes."""

from dataclasses import replace
from typing import Any

import pytest

from coder_readiness.bank.answers import PRIVATE, SKIP, Answer
from coder_readiness.bank.competency import Action
from coder_readiness.report.blocks import Bars, Facts, Items, Paragraph, Section, ToDo
from coder_readiness.report.document import full_report, result
from coder_readiness.report.material import Material
from coder_readiness.report.text import report_as_text
from coder_readiness.report.wording import way_in_words
from coder_readiness.scoring.readiness import assess
from coder_readiness.scoring.sheet import Sheet
from tests.bakery import (
    BAKERY,
    BREAD,
    BREAD_FIRST,
    CAKE,
    TODAY,
    TWO_STEPS,
    facts,
    headings,
    rated,
    report,
    section,
)
from tests.builders import bank, changed, check, competency, single
from tests.reports import material_on


def test_without_anything_to_do_there_is_nothing_to_do_first() -> None:
    document = report(BAKERY, bread_q=PRIVATE, cake_q=PRIVATE)
    assert section(document, "FOCUS NEXT") == Section(
        "FOCUS NEXT",
        (
            Paragraph("Step 1 of 1: Step one"),
            Facts(
                (
                    (
                        "Why",
                        ("You chose not to answer anything about this step, so we can't tell if you're ready.",),
                    ),
                    ("Confidence", ("We're not sure yet, because some questions are unanswered.",)),
                )
            ),
        ),
    )
    assert "Your plan" not in headings(document)


def test_the_weakest_areas_of_steps_that_are_ready_are_named_on_the_first_screen() -> None:
    parts = [competency(name, single(f"{name}-q", 0, 1), target=1) for name in "abcd"]
    next_ = changed(CAKE, step="two")
    of_bank = bank(
        *(changed(part, weight=float(weight)) for weight, part in enumerate(parts, 1)), next_, pass_marks=(0.2, 1)
    )
    sheet = Sheet(answers={"a-q": "a", "b-q": "a", "c-q": "a", "d-q": "b", "cake-q": "a"})
    material = Material(of_bank, assess(of_bank, sheet), sheet, TODAY)
    told = Paragraph("Minor gaps: C; B; and 1 more")
    assert section(result(material), "Your roadmap").blocks[1:] == (told,)
    assert section(full_report(material), "Your roadmap").blocks[1:] == ()


def test_areas_that_may_be_weak_are_named_only_if_no_other_is() -> None:
    thin = rated("bread", 1, check("bread-1"))
    answers: dict[str, Any] = {"bread-rating": "c", "bread-1": "b", "first-q": "b", "cake-q": "a"}
    of_bank = bank(thin, changed(BREAD_FIRST, weight=3.0), changed(CAKE, step="two"), pass_marks=(0.5, 1))
    sheet = Sheet(answers=answers)
    told = section(result(Material(of_bank, assess(of_bank, sheet), sheet, TODAY)), "Your roadmap").blocks[1:]
    assert told == (Paragraph("Possible minor gap: Bread"),)


def test_who_is_ready_is_told_what_keeps_so_where_the_bank_knows() -> None:
    first = report(BAKERY, bread_q="c", cake_q="c").sections[0]
    assert first == Section("YOU ARE READY", (Paragraph("We're very sure of this result."),))
    roadmap = replace(BAKERY.roadmap, when_ready=("Bake.",))
    first = report(replace(BAKERY, roadmap=roadmap), bread_q="c", cake_q="c").sections[0]
    told = Paragraph("We're very sure of this result. To stay ready:")
    assert first == Section("YOU ARE READY", (told, Items(("Bake.",))))


def test_what_has_changed_takes_the_room_of_what_the_full_report_has_too() -> None:
    keeps = ("Bake bread every day. Use good flour.", "Taste it.")
    of_bank = replace(BAKERY, roadmap=replace(BAKERY.roadmap, when_ready=keeps))
    then, sheet = (Sheet(answers={"bread-q": bread, "cake-q": "c"}) for bread in "ac")
    unsure = assess(of_bank, sheet).model_copy(update={"sureness": 0.8})
    update = Material(of_bank, unsure, sheet, TODAY, before=assess(of_bank, then))
    sure = "We're fairly sure."
    often = f"{sure} If you took the quiz 10 times, about 8 would name this result."
    for document, told, items in (
        (result(update), sure, ("Bake bread every day.", "Taste it.")),
        (full_report(update), often, keeps),
        (result(replace(update, before=unsure)), often, keeps),
    ):
        assert document.sections[0].blocks == (Paragraph(f"{told} To stay ready:"), Items(items))


def test_after_a_change_the_time_for_all_steps_is_only_in_the_full_report() -> None:
    then, now = (material_on(name, hours_per_week=10) for name in ("starting-from-nothing", "diploma-only"))
    update = replace(now, before=then.readiness)
    short, full = (facts(document)["Time"][0] for document in (result(update), full_report(update)))
    assert full.startswith(f"{short} Steps 2 to 5 take up to ")
    assert facts(result(replace(update, before=now.readiness)))["Time"] == (full,)


@pytest.mark.parametrize(
    ("close", "how_sure"),
    [
        ((), "We're not very sure. If you took the quiz 10 times, about 6 would name this step."),
        (
            ("cake",),
            "We're not very sure. If you took the quiz 10 times, about 6 would name this step. "
            "We need more answers about: Cake. An update asks about it again.",
        ),
        (
            ("cake", "bread", "pie"),
            "We're not very sure. If you took the quiz 10 times, about 6 would name this step. "
            "We need more answers about: Cake; Bread. An update asks about them again.",
        ),
    ],
)
def test_an_unsure_result_names_the_closest_calls_and_how_to_settle_them(close: tuple[str, ...], how_sure: str) -> None:
    sheet = Sheet(answers={"bread-q": "a", "cake-q": "a"})
    unsure = assess(BAKERY, sheet).model_copy(update={"sureness": 0.58, "close_calls": close})
    assert facts(result(Material(BAKERY, unsure, sheet, TODAY)))["Confidence"] == (how_sure,)


def test_who_is_ready_by_a_close_call_is_told_so_without_an_update_that_asks_nothing_again() -> None:
    sheet = Sheet(answers={"bread-q": "c", "cake-q": "c"})
    unsure = assess(BAKERY, sheet).model_copy(update={"sureness": 0.7, "close_calls": ("cake",)})
    assert result(Material(BAKERY, unsure, sheet, TODAY)).sections[0].blocks == (
        Paragraph(
            "We're not very sure. If you took the quiz 10 times, about 7 would name this result. "
            "We need more answers about: Cake (step 1)."
        ),
    )


@pytest.mark.parametrize(
    ("answers", "answer"),
    [
        ({"bread-q": "a"}, "You're not ready yet for a first job."),
        ({"bread-q": "c", "cake-q": "a"}, "You're not ready yet for a first job, but 1 of 2 steps is done."),
        ({"bread-q": "a", "cake-q": "a"}, "You're not ready yet for a first job."),
        ({"bread-q": "c"}, "We can't tell yet if you're ready for a first job. So far, 1 of 2 steps is done."),
        ({"bread-q": "c", "cake-q": "c"}, "Yes, you're ready for a first job. Congratulations!"),
    ],
)
def test_the_title_claims_nothing_of_steps_that_are_undecided(answers: dict[str, str], answer: str) -> None:
    sheet = Sheet(answers=answers)
    assert result(Material(TWO_STEPS, assess(TWO_STEPS, sheet), sheet, TODAY)).title == answer


def test_a_step_that_reaches_its_mark_without_a_must_have_says_so() -> None:
    must = changed(CAKE, step="two", required=("first-job",), weight=1)
    rest = competency("pie", single("pie-q", 0, 1), target=1, step="two", weight=3)
    of_bank = bank(BREAD, must, rest, pass_marks=(1.0, 0.7))

    def notes(**answers: Answer) -> list[str]:
        (bars,) = section(report(of_bank, None, **answers), "Your roadmap").blocks
        assert isinstance(bars, Bars)
        return [bar.note for bar in bars.bars]

    assert notes(bread_q="a", cake_q="a", pie_q="b") == [
        "0%, needs 100%, FOCUS NEXT",
        "must-have missing",
    ]
    assert notes(bread_q="c", cake_q="a", pie_q="b") == ["100%, ready", "must-have missing, FOCUS NEXT"]
    assert notes(bread_q="c", cake_q=SKIP, pie_q="b") == ["100%, ready", "must-have in doubt, FOCUS NEXT"]


def test_what_is_known_to_be_missing_is_the_first_thing_to_do() -> None:
    must = [changed(part, required=("first-job",)) for part in (BREAD, changed(CAKE, builds_on=("bread",)))]
    document = report(bank(*must, pass_marks=(1.0,)), cake_q="a")
    assert facts(document)["This week"] == ("Do 1 for cake",)
    assert section(document, "Your plan").blocks[1:] == (
        ToDo(
            "Bread",
            "6 hours (only if it's a gap)",
            ("Do 1 for bread (5 hours)", "Do 2 for bread (1 hour)"),
        ),
        ToDo("Cake (must-have)", "1 hour", ("Do 1 for cake (1 hour)",)),
    )


@pytest.mark.parametrize(("pace", "first"), [(7, "Do 1 for cake"), (5, "Do 1 for bread")])
def test_the_first_thing_to_do_is_in_the_first_week_of_the_plan(pace: int, first: str) -> None:
    must = [changed(part, required=("first-job",)) for part in (BREAD, changed(CAKE, builds_on=("bread",)))]
    of_bank, sheet = bank(*must, pass_marks=(1.0,)), Sheet(answers={"cake-q": "a"})
    material = Material(of_bank, assess(of_bank, sheet), sheet, TODAY, hours_per_week=pace)
    assert facts(result(material))["This week"] == (first,)


def test_the_result_says_what_the_person_has_and_names_the_biggest_gaps() -> None:
    names = "abcde"
    parts_ = [competency(name, single(f"{name}-q", 0, 1), target=1) for name in names]
    of_bank = bank(*parts_, pass_marks=(1.0,))
    sheet = Sheet(answers={"a-q": "b", **{f"{name}-q": "a" for name in "bcde"}})
    document = result(Material(of_bank, assess(of_bank, sheet), sheet, TODAY))
    assert headings(document) == ["FOCUS NEXT", "Your roadmap"]
    assert document.lead == "You've already covered 1 of 5 areas: A."
    assert facts(document)["Gaps"] == ("B; C; D",)


@pytest.mark.parametrize(
    ("answers", "lead"),
    [
        ({}, "You haven't answered enough questions yet to say what you've covered."),
        (
            {"bread-q": "a", "cake-q": "a"},
            "You're just starting out, so take it one step at a time.",
        ),
        ({"bread-q": "c", "cake-q": "c"}, "You've covered all 2 areas."),
    ],
)
def test_the_lead_counts_what_is_met(answers: dict[str, str], lead: str) -> None:
    sheet = Sheet(answers=answers)
    assert result(Material(BAKERY, assess(BAKERY, sheet), sheet, TODAY)).lead == lead


@pytest.mark.parametrize(
    ("pace", "when", "whole"),
    [
        (None, "This week", "About 6 hours."),
        (2, "Start now", "About 3 weeks at 2 hours a week, until about December 14."),
        (5, "This week", "About 2 weeks at 5 hours a week, until about December 7."),
        (1, "Start now", "About 6 weeks at 1 hour a week, until about January 4, 2027."),
    ],
)
def test_time_is_the_persons_own(pace: int | None, when: str, whole: str) -> None:
    of_bank = bank(BREAD, pass_marks=(1.0,))
    sheet = Sheet(answers={"bread-q": "a"})
    told = facts(result(Material(of_bank, assess(of_bank, sheet), sheet, TODAY, hours_per_week=pace)))
    assert (told[when], told["Time"]) == (("Do 1 for bread",), (whole,))


WEEKS = {
    4: "About 2 weeks at 4 hours a week, until about December 7",
    2: "About 3 weeks at 2 hours a week, until about December 14",
}


def test_the_time_of_a_what_if_counts_from_when_it_is_done() -> None:
    long = competency("long", single("long-q", 0, 1), target=1, hours=(80,), step="two")
    of_bank = bank(BREAD, BREAD_FIRST, long, pass_marks=(1.0, 1.0))
    sheet = Sheet(answers={"bread-q": "a", "first-q": "b", "long-q": "a"})
    material = Material(of_bank, assess(of_bank, sheet), sheet, TODAY, assumed=("First",), hours_per_week=2)
    document = result(material)
    told = "About 3 weeks at 2 hours a week, once you've covered that area. Steps 1 and 2 take up to 10 months in all."
    assert facts(document)["Time"] == (told,)
    assert document.lead == "You'd have covered 1 of 3 areas."
    assert "until" not in report_as_text(full_report(material))


def test_what_takes_years_is_told_as_a_job_whatever_hours_one_has() -> None:
    of_bank = bank(competency("work", single("work-q", 0, 1), target=1, hours=(3800,)), pass_marks=(1.0,))
    sheet = Sheet(answers={"work-q": "a"})
    told = facts(result(Material(of_bank, assess(of_bank, sheet), sheet, TODAY, hours_per_week=10)))
    assert told["Time"] == ("About 2 years of full-time work.",)


@pytest.mark.parametrize(
    ("answers", "pace", "told"),
    [
        ({"bread-q": "a", "cake-q": "a"}, None, "About 6 hours. Steps 1 and 2 take up to 90 hours in all."),
        ({"bread-q": "a", "cake-q": "a"}, 4, f"{WEEKS[4]}. Steps 1 and 2 take up to 22 weeks in all."),
        ({"bread-q": "a", "cake-q": "a"}, 2, f"{WEEKS[2]}. Steps 1 and 2 take up to 10 months in all."),
        ({"bread-q": "a"}, 2, f"{WEEKS[2]}."),  # the other one has not been asked about
        (
            {"bread-q": "c", "cake-q": "a"},
            2,
            "About 40 weeks at 2 hours a week, until about August 30, 2027.",
        ),  # only one
        ({}, 2, ""),
    ],
)
def test_the_whole_way_is_told_if_more_than_one_step_is_left(
    answers: dict[str, str], pace: int | None, told: str
) -> None:
    long = competency("cake", single("cake-q", 0, 0.5, 1), target=1, hours=(80,), step="two")
    of_bank = bank(BREAD, long, pass_marks=(1.0, 1.0))
    sheet = Sheet(answers=answers)
    material = Material(of_bank, assess(of_bank, sheet), sheet, TODAY, hours_per_week=pace)
    assert facts(result(material)).get("Time", ("",)) == (told,)


def test_the_whole_way_may_lead_through_a_job() -> None:
    work = Action(do="Work.", hours=3800, weeks=104, on_the_job="years")
    assert way_in_words([[BREAD.actions], [[work]]], 2) == "3 weeks, plus 2 years on the job"


@pytest.mark.parametrize(
    ("hours", "told"), [(26, "26 weeks"), (27, "7 months"), (99, "23 months"), (100, "2 years"), (131, "3 years")]
)
def test_much_study_is_told_in_months_and_very_much_in_years(hours: int, told: str) -> None:
    assert way_in_words([[[Action(do="Study.", hours=hours)]]], 1) == told


def test_only_the_start_of_the_first_action_is_on_the_first_screen() -> None:
    action = replace(BREAD.actions[0], do="Ask St. Mary's for 2.5 lb of flour. Bake it, too.")
    of_bank = bank(changed(BREAD, actions=(action,)), pass_marks=(1.0,))
    told = facts(report(of_bank, bread_q="a"))
    assert told["This week"] == ("Ask St. Mary's for 2.5 lb of flour.",)


def test_what_takes_weeks_of_its_own_starts_now_but_isnt_done_this_week() -> None:
    action = replace(BREAD.actions[0], hours=3, weeks=2)
    of_bank = bank(changed(BREAD, actions=(action,)), pass_marks=(1.0,))
    assert facts(report(of_bank, bread_q="a"))["Start now"] == ("Do 1 for bread",)


def test_questions_left_open_come_with_the_command_that_asks_them() -> None:
    material = Material(TWO_STEPS, assess(TWO_STEPS, Sheet()), Sheet(), TODAY, to_finish="type this")
    assert facts(result(material))["Start now"] == ("Answer the remaining questions: type this",)
    without_plan = replace(material, what_next="type that")
    assert result(without_plan).sections[-1].blocks[-1] == Paragraph("Full report: type that")


def test_what_can_be_done_next_comes_last_and_only_on_the_first_screen() -> None:
    sheet = Sheet(answers={"bread-q": "a"})
    material = Material(BAKERY, assess(BAKERY, sheet), sheet, TODAY, what_next="type this")
    assert result(material).sections[-1].blocks[-1] == Paragraph("Full report with your plan: type this")
    assert "type this" not in report_as_text(full_report(material))
