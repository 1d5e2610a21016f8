"""What has changed since an earlier attempt, and two attempts side by side."""

from dataclasses import replace
from datetime import date

import pytest

from coder_readiness.report.blocks import Paragraph, Section, Table, Titles
from coder_readiness.report.changes import comparison, step_in_words
from coder_readiness.report.document import full_report, result
from coder_readiness.report.material import Material
from coder_readiness.scoring.readiness import assess
from coder_readiness.scoring.sheet import Sheet
from tests.bakery import BREAD, BREAD_FIRST, CAKE, TODAY, TWO_STEPS, headings, rated, section
from tests.builders import bank, changed, check, competency, single
from tests.reports import material_on

CHANGES = "What has changed since your earlier attempt"


def test_only_what_was_known_before_is_said_to_be_closed_or_new() -> None:
    pie, jam = (competency(name, single(f"{name}-q", 0, 0.5, 1), target=1) for name in ("pie", "jam"))
    of_bank = bank(BREAD, CAKE, pie, jam, pass_marks=(1.0,))
    then = assess(of_bank, Sheet(answers={"bread-q": "a", "cake-q": "c", "pie-q": "a"}))
    sheet = Sheet("well-paid", answers={"bread-q": "c", "cake-q": "b", "jam-q": "a"})
    document = full_report(Material(of_bank, assess(of_bank, sheet), sheet, TODAY, before=then))
    changed_, answer = (
        "Since your earlier attempt: step 1 up from 25-50% to 37-62%, 1 gap closed, 1 new gap.",
        "You're not ready yet for a well-paid job.",
    )
    assert document.title == f"{changed_} {answer}"
    assert document.lead == "You've now covered 1 of 4 areas. New: Bread. Lower this time: Cake."
    assert section(document, CHANGES) == Section(
        CHANGES,
        (
            Paragraph("Your goal then was a first job. Now it's a well-paid job."),
            Titles("New gap", ("Cake",)),
            Titles("Gap we hadn't asked about", ("Jam",)),
            Paragraph("An update asks other questions, so a score can also go down."),
            Table(("Step", "Then", "Now"), (("1 Step one", "25 to 50%", "37 to 62%"),)),
        ),
    )


def test_a_possible_gap_that_is_met_now_is_closed() -> None:
    thin = bank(rated("bread", 1, check("bread-1")), pass_marks=(1.0,))
    then = assess(thin, Sheet(answers={"bread-rating": "c", "bread-1": "b"}))
    assert then.competencies[0].met is None
    sheet = Sheet(answers={"bread-rating": "c", "bread-1": "a"})
    update = result(Material(thin, assess(thin, sheet), sheet, TODAY, before=then))
    assert ", 1 gap closed. Yes, you're ready for a first job." in update.title


@pytest.mark.parametrize(
    ("since", "day"),
    [(date(2026, 3, 5), "March 5"), (date(2025, 12, 1), "December 1, 2025"), (TODAY, "your earlier attempt")],
)
def test_an_update_leads_with_what_has_changed(since: date, day: str) -> None:
    then, sheet = assess(TWO_STEPS, Sheet(answers={"bread-q": "a"})), Sheet(answers={"bread-q": "c"})
    update = result(Material(TWO_STEPS, assess(TWO_STEPS, sheet), sheet, TODAY, before=then, since=since))
    assert update.title.startswith(
        f"Since {day}: step 1 up from 0% to 100%, 1 gap closed. We can't tell yet if you're ready for a first job. "
    )
    assert update.lead == "You've now covered 1 of 2 areas. New: Bread."


def test_of_a_range_that_is_another_nothing_is_claimed() -> None:
    then, sheet = assess(TWO_STEPS, Sheet()), Sheet(answers={"bread-q": "b"})
    update = result(Material(TWO_STEPS, assess(TWO_STEPS, sheet), sheet, TODAY, before=then))
    assert update.title.startswith("You're not ready yet for a first job.")


def test_steps_not_known_then_or_now_have_not_changed() -> None:
    then, sheet = assess(TWO_STEPS, Sheet(answers={"bread-q": "a"})), Sheet(answers={"bread-q": "b"})
    document = full_report(Material(TWO_STEPS, assess(TWO_STEPS, sheet), sheet, TODAY, before=then))
    assert document.title.startswith("Since your earlier attempt: step 1 up from 0% to 50%. ")
    assert section(document, CHANGES).blocks == (Table(("Step", "Then", "Now"), (("1 Step one", "0%", "50%"),)),)
    unknown = assess(TWO_STEPS, Sheet())
    document = full_report(Material(TWO_STEPS, unknown, Sheet(), TODAY, before=unknown))
    assert document.title.startswith("No change since your earlier attempt. ")
    assert CHANGES not in headings(document)


@pytest.mark.parametrize(
    ("now", "headline", "names"),
    [
        (
            {"bread-q": "c", "cake-q": "a", "pie-q": "b"},
            "step 1 up from 50% to 100%, step 2 down from 75% to 25%, 1 gap closed, 1 new gap",
            "You've now covered 1 of 3 areas. New: Bread. Lower this time: Cake.",
        ),
        (
            {"bread-q": "a", "cake-q": "c", "pie-q": "a"},
            "step 1 down from 50% to 0%, step 2 down from 75% to 50%, 2 areas lower",
            "You've now covered 1 of 3 areas. Lower this time: Bread; Pie.",
        ),
        (
            {"bread-q": "b", "cake-q": "a", "pie-q": "a"},
            "step 2 down from 75% to 0%, 1 new gap, 1 other area lower",
            "You're just starting out. Lower this time: Cake; Pie.",
        ),
        (
            {"cake-q": "c", "pie-q": "a"},
            "step 2 down from 75% to 50%, 1 area lower",  # of what wasn't asked, nothing is claimed
            "You've now covered 1 of 3 areas. Lower this time: Pie.",
        ),
    ],
)
def test_what_went_down_is_said_as_plainly_as_what_went_up(now: dict[str, str], headline: str, names: str) -> None:
    pie = changed(competency("pie", single("pie-q", 0, 0.5, 1), target=1), step="two")
    of_bank = bank(BREAD, changed(CAKE, step="two"), pie, pass_marks=(1.0, 1.0))
    then, sheet = assess(of_bank, Sheet(answers={"bread-q": "b", "cake-q": "c", "pie-q": "b"})), Sheet(answers=now)
    update = result(Material(of_bank, assess(of_bank, sheet), sheet, TODAY, before=then))
    assert update.title.startswith(f"Since your earlier attempt: {headline}. ")
    assert update.lead == names


def test_an_area_that_went_down_is_named_in_the_full_report() -> None:
    then, sheet = assess(TWO_STEPS, Sheet(answers={"bread-q": "b"})), Sheet(answers={"bread-q": "a"})
    document = full_report(Material(TWO_STEPS, assess(TWO_STEPS, sheet), sheet, TODAY, before=then))
    assert section(document, CHANGES).blocks[0] == Titles("Lower now", ("Bread",))


def test_several_steps_that_went_down_are_named_by_their_numbers() -> None:
    steps = bank(BREAD, changed(CAKE, step="two"), changed(BREAD_FIRST, step="three"), pass_marks=(1.0, 1.0, 1.0))
    first, second = (
        assess(steps, Sheet(answers={"bread-q": bread, "cake-q": cake, "first-q": last}))
        for bread, cake, last in (("a", "c", "b"), ("b", "b", "a"))
    )
    sheet = Sheet(answers={"bread-q": "b", "cake-q": "b", "first-q": "a"})
    assert result(Material(steps, second, sheet, TODAY, before=first)).title.startswith(
        "Since your earlier attempt: step 1 up from 0% to 50%, steps 2 and 3 down, 2 new gaps. "
    )


@pytest.mark.parametrize(
    ("then", "now", "told"),
    [
        (
            {"bread-q": "a"},
            {"bread-q": "c"},
            "Your next step was step 1. Now it's step 2. You closed 1 gap.",
        ),
        (
            {"bread-q": "c"},
            {"bread-q": "a"},
            "Your next step was step 2. Now it's step 1. New gap: Bread.",
        ),
        ({"bread-q": "a"}, {"bread-q": "a"}, "Your next step is still step 1."),
        ({}, {}, "Your next step is still step 1 (not sure yet)."),
        (
            {"bread-q": "c", "cake-q": "c"},
            {"bread-q": "c", "cake-q": "c"},
            "You're still ready.",
        ),
        (
            {"bread-q": "c", "cake-q": "a"},
            {"bread-q": "c", "cake-q": "c"},
            "You're ready now. You closed 1 gap.",
        ),
        ({"bread-q": "c"}, {}, "Your next step was step 2. Now it's step 1 (not sure yet)."),  # unanswered is no gap
    ],
)
def test_two_attempts_side_by_side_lead_with_what_has_changed(
    then: dict[str, str], now: dict[str, str], told: str
) -> None:
    missed = {"cake-q": "a"}
    first, second = (
        assess(TWO_STEPS, Sheet(answers={**missed, **answers} if answers else {})) for answers in (then, now)
    )
    side_by_side = comparison(("Attempt 1", "Attempt 2"), first, second, {})
    assert side_by_side.blocks[0] == Paragraph(told)


def test_what_may_be_a_new_gap_is_told_as_that() -> None:
    first, second = (material_on(name).readiness for name in ("trained-not-certified", "people/certified-apprentice"))
    assert comparison(("Attempt 1", "Attempt 2"), first, second, {}).blocks[0] == Paragraph(
        "Your next step was step 3. Now it's step 5. You closed 16 gaps. New gap: On-the-job training. "
        "Possible new gaps: Compliance and coding law; Coding conventions and code structure."
    )


def test_two_attempts_side_by_side_show_only_steps_and_areas_that_differ() -> None:
    first, second = (assess(TWO_STEPS, Sheet(answers={"bread-q": bread, "cake-q": "a"})) for bread in ("b", "c"))
    heads = ("Attempt 1", "Attempt 2")
    assert comparison(heads, first, second, {}).blocks[1:] == (
        Table(("Step", *heads), (("1 Step one", "50%", "100%"),)),
        Paragraph("Areas that changed, and how far you got in each:"),
        Table(("Area", *heads), (("Bread", "50%", "covered"),)),
    )
    same = Paragraph("Attempt 1; Attempt 2: every step and every area is the same.")
    assert comparison(heads, first, first, {}).blocks[1:] == (same,)


def test_areas_that_one_of_two_attempts_leaves_open_are_only_listed() -> None:
    names = ("bread", "jam", "pie")
    of_bank = bank(*(competency(name, single(f"{name}-q", 0, 1), target=1) for name in names), pass_marks=(1.0,))
    begun, done = (
        assess(of_bank, Sheet(answers=answers)) for answers in ({"pie-q": "a"}, {f"{name}-q": "b" for name in names})
    )
    heads = ("Attempt 1", "Attempt 2")
    assert comparison(heads, begun, done, {}).blocks[1:] == (
        Table(("Step", *heads), (("1 Step one", "0 to 66%", "100%"),)),
        Paragraph("Areas that changed, and how far you got in each:"),
        Table(("Area", *heads), (("Pie", "0%", "covered"),)),
        Paragraph("A range means some answers were missing."),
        Titles("Areas we weren't sure about the first time", ("Bread", "Jam")),
    )
    only_bread = assess(of_bank, Sheet(answers={"bread-q": "b"}))
    assert comparison(heads, done, only_bread, {}).blocks[-1] == Titles(
        "Areas we weren't sure about the second time", ("Jam", "Pie")
    )
    without_pie = assess(of_bank, Sheet(answers={"bread-q": "b", "jam-q": "b"}))
    assert comparison(heads, done, without_pie, {}).blocks[-1] == Titles(
        "One area we weren't sure about the second time", ("Pie",)
    )


def test_a_step_that_lacks_only_a_must_have_shows_that_beside_its_percentage() -> None:
    must = changed(CAKE, required=("first-job",))
    step = assess(
        bank(changed(BREAD, weight=3.0), must, pass_marks=(0.7,)), Sheet(answers={"bread-q": "c", "cake-q": "a"})
    )
    assert step_in_words(step.steps[0]) == "75%, must-have missing"


@pytest.mark.parametrize(
    ("low", "high", "told"),
    [(0.004, 1.0, "not sure yet"), (0.01, 1.0, "1 to 100%"), (0.0, 0.65, "0 to 65%"), (0.5, 0.504, "50%")],
)
def test_a_step_left_open_is_a_range_that_says_something_or_not_sure_yet(low: float, high: float, told: str) -> None:
    step = assess(TWO_STEPS, Sheet()).steps[0]
    assert step_in_words(replace(step, low=low, high=high)) == told


def test_a_comparison_of_attempts_for_different_goals_says_so_first() -> None:
    first, second = (assess(TWO_STEPS, Sheet(goal)) for goal in ("first-job", "well-paid"))
    told = comparison(("Attempt 1", "Attempt 2"), first, second, {"first-job": "a first job"}).blocks[0]
    assert told == Paragraph("The goals differ: first it was a first job, then well-paid.")
