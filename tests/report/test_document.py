"""What the report says where a bank, or what was kept of an attempt, lacks a part."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from coder_readiness.bank.answers import PRIVATE, SKIP, Answer
from coder_readiness.bank.competency import Action, Competency
from coder_readiness.bank.competency import Link as BankLink
from coder_readiness.bank.model import Bank
from coder_readiness.bank.outlook import OfficialFigure, Outlook
from coder_readiness.bank.questions.choices import Option
from coder_readiness.bank.questions.types import Question
from coder_readiness.bank.roadmap import Point, PointGroup
from coder_readiness.report.blocks import (
    Bars,
    Block,
    Document,
    Facts,
    Items,
    Link,
    Missed,
    Pair,
    Pairs,
    Paragraph,
    Section,
    Table,
    Titles,
    ToDo,
)
from coder_readiness.report.changes import comparison
from coder_readiness.report.document import answers, full_report, parts, result
from coder_readiness.report.html import to_html
from coder_readiness.report.markdown import to_markdown
from coder_readiness.report.material import Material
from coder_readiness.report.text import report_as_text
from coder_readiness.report.wording import way_in_words
from coder_readiness.scoring.readiness import Readiness, assess
from coder_readiness.scoring.sheet import Sheet
from tests.strategies import bank, changed, check, competency, single, with_competencies

TODAY = date(2026, 11, 23)
BREAD = competency("bread", single("bread-q", 0, 0.5, 1), target=1, hours=(5, 1))
CAKE = competency("cake", single("cake-q", 0, 0.5, 1), target=1, hours=(1,))
BAKERY = bank(BREAD, CAKE, pass_marks=(1.0,))


def report(of_bank: Bank, readiness: Readiness | None = None, **answers: Answer) -> Document:
    """Return the report on answers, whose readiness may be one that was kept."""
    sheet = Sheet(answers={name.replace("_", "-"): answer for name, answer in answers.items()})
    return full_report(Material(of_bank, readiness or assess(of_bank, sheet), sheet, TODAY))


def facts(document: Document) -> dict[str, tuple[str, ...]]:
    """Return what the answer says, by label."""
    (found,) = (block for block in document.sections[0].blocks if isinstance(block, Facts))
    return dict(found.facts)


def headings(document: Document) -> list[str]:
    return [one.heading for one in document.sections]


def section(document: Document, heading: str) -> Section:
    (found,) = (one for one in document.sections if one.heading == heading)
    return found


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
    told = Paragraph("Smaller gaps: C; B.")
    assert section(result(material), "Your roadmap").blocks[1:] == (told,)
    assert section(full_report(material), "Your roadmap").blocks[1:] == ()


def test_areas_that_may_be_weak_are_named_only_if_no_other_is() -> None:
    thin = rated("bread", 1, check("bread-1"))
    answers: dict[str, Any] = {"bread-rating": "c", "bread-1": "b", "first-q": "b", "cake-q": "a"}
    of_bank = bank(thin, changed(BREAD_FIRST, weight=3.0), changed(CAKE, step="two"), pass_marks=(0.5, 1))
    sheet = Sheet(answers=answers)
    told = section(result(Material(of_bank, assess(of_bank, sheet), sheet, TODAY)), "Your roadmap").blocks[1:]
    assert told == (Paragraph("Possible gaps: Bread."),)


def test_who_is_ready_is_told_what_keeps_so_where_the_bank_knows() -> None:
    first = report(BAKERY, bread_q="c", cake_q="c").sections[0]
    assert first == Section("YOU ARE READY", (Paragraph("We're very sure."),))
    roadmap = replace(BAKERY.roadmap, when_ready=("Bake.",))
    first = report(replace(BAKERY, roadmap=roadmap), bread_q="c", cake_q="c").sections[0]
    told = Paragraph("We're very sure. To stay ready:")
    assert first == Section("YOU ARE READY", (told, Items(("Bake.",))))


def test_a_kept_plan_names_even_what_the_bank_holds_no_more() -> None:
    kept = assess(BAKERY, Sheet(answers={"bread-q": "a", "cake-q": "b"}))
    document = report(with_competencies(BAKERY, [CAKE]), kept, cake_q="b")
    assert section(document, "Your plan") == Section(
        "Your plan",
        (
            Paragraph("This is the least you need to do to finish step 1. The hours are our estimates."),
            ToDo("Bread", "", ()),
            ToDo("Cake", "1 hour, raises step 1 by 25 points", ("Do 1 for cake (1 hour)",)),
        ),
    )
    assert facts(document)["This step"] == ("about 7 hours",)
    assert facts(document)["This week"] == ("Do 1 for cake",)


# How sure the answer is


@pytest.mark.parametrize(
    ("close", "how_sure"),
    [
        ((), "We're not very sure. In 10 tries, you'd get this step about 6 times."),
        (
            ("cake",),
            "We're not very sure. In 10 tries, you'd get this step about 6 times. "
            "Close call: Cake. An update asks about it again.",
        ),
        (
            ("cake", "bread", "pie"),
            "We're not very sure. In 10 tries, you'd get this step about 6 times. "
            "Close calls: Cake; Bread. An update asks about them again.",
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
        Paragraph("We're not very sure. In 10 tries, you'd get this result about 7 times. Close call: Cake (step 1)."),
    )


BREAD_FIRST = competency("first", single("first-q", 0, 1), target=1)
TWO_STEPS = bank(BREAD, changed(CAKE, step="two"), pass_marks=(1.0, 1.0))


@pytest.mark.parametrize(
    ("answers", "answer"),
    [
        ({"bread-q": "a"}, "Not ready yet."),
        ({"bread-q": "c", "cake-q": "a"}, "Not ready yet, but 1 of 2 steps is done."),
        ({"bread-q": "a", "cake-q": "a"}, "Not ready yet."),
        ({"bread-q": "c"}, "We can't tell yet if you're ready. So far, 1 of 2 steps is done."),
        ({"bread-q": "c", "cake-q": "c"}, "Yes, you're ready. Congratulations!"),
    ],
)
def test_the_title_claims_nothing_of_steps_that_are_undecided(answers: dict[str, str], answer: str) -> None:
    sheet = Sheet(answers=answers)
    title = result(Material(TWO_STEPS, assess(TWO_STEPS, sheet), sheet, TODAY)).title
    assert title == f"{answer} Your goal: a first job."


def test_what_is_not_known_yet_is_not_called_missing() -> None:
    document = report(TWO_STEPS)
    bars = section(document, "Your roadmap").blocks[0]
    assert isinstance(bars, Bars)
    assert [bar.note for bar in bars.bars] == ["not sure yet, FOCUS NEXT", "not sure yet"]
    assert facts(document)["Start now"] == ("Answer the remaining questions.",)
    assert "This step" not in facts(document)
    assert section(document, "Your plan").blocks[0] == Paragraph(
        "This is the least you need to do to finish step 1. The hours are our estimates. "
        "If we aren't sure about an area yet, we count it as a gap."
    )


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
    assert notes(bread_q="c", cake_q="a", pie_q="b") == ["100%, ready", "FOCUS NEXT: must-have missing"]
    assert notes(bread_q="c", cake_q=SKIP, pie_q="b") == ["100%, ready", "FOCUS NEXT: must-have in doubt"]


def test_gaps_come_in_the_order_of_the_roadmap_from_the_step_in_focus() -> None:
    names = {"a": "one", "b": "one", "c": "two", "d": "three"}
    parts = [competency(name, single(f"{name}-q", 0, 1), target=1, step=step) for name, step in names.items()]
    must = changed(parts[3], required=("first-job",), weight=9)
    of_bank = bank(*parts[:3], must, pass_marks=(0.5, 1.0, 1.0))
    document = report(of_bank, a_q="b", b_q="a", c_q="a", d_q="a")
    assert section(document, "Your other gaps").blocks == (
        ToDo("B", "", ("Do 1 for b",)),
        Paragraph("The rest, by step:"),
        Titles("Step 3, must-have", ("D",)),
        Paragraph("Step 1 counts as ready, because your strong areas make up for the gaps there."),
    )
    assert facts(document)["Gap"] == ("C",)


def test_steps_that_are_ready_in_spite_of_gaps_are_named_together() -> None:
    names = {"a": "one", "b": "one", "c": "two", "d": "two", "e": "three"}
    parts = [competency(name, single(f"{name}-q", 0, 1), target=1, step=step) for name, step in names.items()]
    document = report(bank(*parts, pass_marks=(0.5, 0.5, 1.0)), a_q="b", b_q="a", c_q="b", d_q="a", e_q="a")
    told = "Steps 1 and 2 count as ready, because your strong areas make up for the gaps there."
    assert section(document, "Your other gaps").blocks[-1] == Paragraph(told)


def test_must_haves_come_first_among_the_gaps_of_their_time() -> None:
    names = {"a": "one", "b": "one", "c": "two", "d": "three"}
    parts = [competency(name, single(f"{name}-q", 0, 1), target=1, step=step) for name, step in names.items()]
    must = [changed(part, required=("first-job",), weight=0.5) for part in parts]
    document = report(
        bank(parts[0], must[1], parts[2], must[3], pass_marks=(1.0, 1.0, 1.0)), a_q="a", b_q="a", c_q="a", d_q="a"
    )
    assert facts(document)["Why"] == ("You're missing a must-have: B.",)
    assert facts(document)["Other gap"] == ("A",)
    # Those of later steps come without advice.
    assert section(document, "Your other gaps").blocks == (
        Titles("Step 2", ("C",)),
        Titles("Step 3, must-have", ("D",)),
    )


def test_what_is_known_to_be_missing_is_the_first_thing_to_do() -> None:
    must = [changed(part, required=("first-job",)) for part in (BREAD, changed(CAKE, builds_on=("bread",)))]
    document = report(bank(*must, pass_marks=(1.0,)), cake_q="a")
    assert facts(document)["This week"] == ("Do 1 for cake",)
    assert section(document, "Your plan").blocks[1:] == (
        ToDo(
            "Bread",
            "6 hours, if it's a gap",
            ("Do 1 for bread (5 hours)", "Do 2 for bread (1 hour)"),
        ),
        ToDo("Cake (must-have)", "1 hour", ("Do 1 for cake (1 hour)",)),
    )


def test_what_a_must_have_teaches_is_in_the_plan_with_nothing_more_to_do() -> None:
    bread = changed(BREAD, required=("first-job", "well-paid"))
    cake = changed(CAKE, builds_on=("bread",), taught_by=("bread",))
    of_bank = bank(bread, cake, pass_marks=(1.0,))
    document = report(of_bank, bread_q="a", cake_q="a")
    assert facts(document)["This step"] == ("about 6 hours",)
    assert section(document, "Your plan").blocks[1:] == (
        ToDo(
            "Bread (must-have)",
            "6 hours",
            ("Do 1 for bread (5 hours)", "Do 2 for bread (1 hour)"),
        ),
        Titles("Doing this also closes", ("Cake",)),
    )
    alone = section(report(of_bank, bread_q="c", cake_q="a"), "Your plan").blocks[1]
    assert alone == ToDo("Cake", "1 hour, raises step 1 by 50 points", ("Do 1 for cake (1 hour)",))


def test_a_plan_names_the_step_that_comes_after_it() -> None:
    plan = section(report(TWO_STEPS, bread_q="a", cake_q="a"), "Your plan")
    assert plan.blocks[-1] == Paragraph("After that comes step 2: Step two.")


def test_gaps_on_thin_evidence_come_without_advice_unless_there_are_no_others() -> None:
    thin = [rated(name, 1, check(f"{name}-1")) for name in ("bread", "cake")]
    pie = competency("pie", single("pie-q", 0, 1), target=1)
    jam = competency("jam", single("jam-q", 0, 1), target=1, step="two")
    answers: dict[str, Any] = {"bread_rating": "c", "bread_1": "b", "cake_rating": "c", "cake_1": "b", "jam_q": "a"}
    possible = Paragraph('"Possible" means we asked too few questions to be sure.')
    ready = Paragraph("Step 1 counts as ready, because your strong areas make up for the gaps there.")
    of_bank = bank(BREAD_FIRST, *thin, pie, jam, pass_marks=(0.1, 1.0))
    gaps = section(report(of_bank, first_q="b", pie_q="a", **answers), "Your other gaps")
    assert gaps.blocks == (
        ToDo("Pie", "", ("Do 1 for pie",)),
        Paragraph("The rest, by step:"),
        Titles("Step 1, possible gaps", ("Bread", "Cake")),
        possible,
        ready,
    )
    gaps = section(report(of_bank, first_q="b", pie_q="b", **answers), "Your other gaps")
    assert [block.title for block in gaps.blocks if isinstance(block, ToDo)] == [
        "Bread (possible gap)",
        "Cake (possible gap)",
    ]
    assert gaps.blocks[-2:] == (possible, ready)


def test_a_gap_of_the_step_in_focus_says_what_closing_it_adds() -> None:
    names = ("a", "b", "c")
    of_bank = bank(*(competency(name, single(f"{name}-q", 0, 1), target=1) for name in names), pass_marks=(0.6,))
    gaps = section(report(of_bank, a_q="a", b_q="a", c_q="a"), "Your other gaps")
    assert gaps.blocks == (ToDo("C", "raises step 1 by 33 points", ("Do 1 for c",)),)


def test_a_plan_comes_with_the_pages_that_help() -> None:
    page, other = (BankLink(title=name, url=f"https://example.org/{name}", checked=TODAY) for name in ("page", "other"))
    first, second = BREAD.actions
    bread = changed(BREAD, actions=(replace(first, links=(page,)), replace(second, links=(page, other))))
    document = report(bank(bread, pass_marks=(1.0,)), bread_q="a")
    plan = section(document, "Your plan").blocks[1]
    assert isinstance(plan, ToDo)
    assert plan.links == (Link("page", "https://example.org/page"), Link("other", "https://example.org/other"))


# What has changed

CHANGES = "What has changed since then"


def test_only_what_was_known_before_is_said_to_be_closed_or_new() -> None:
    pie, jam = (competency(name, single(f"{name}-q", 0, 0.5, 1), target=1) for name in ("pie", "jam"))
    of_bank = bank(BREAD, CAKE, pie, jam, pass_marks=(1.0,))
    then = assess(of_bank, Sheet(answers={"bread-q": "a", "cake-q": "c", "pie-q": "a"}))
    sheet = Sheet("well-paid", answers={"bread-q": "c", "cake-q": "b", "jam-q": "a"})
    document = full_report(Material(of_bank, assess(of_bank, sheet), sheet, TODAY, before=then))
    assert document.title.startswith("Since your last attempt: 1 gap closed, 1 new gap. Not ready yet. ")
    assert document.lead == "You've now covered 1 of 4 areas. New: Bread."
    assert section(document, CHANGES) == Section(
        CHANGES,
        (
            Paragraph("Your goal then was a first job. Now it's a well-paid job."),
            Titles("New gaps", ("Cake",)),
            Titles("Gaps we didn't know about then", ("Jam",)),
            Table(("Step", "Then", "Now"), (("1 Step one", "25% to 50%", "37% to 62%"),)),
        ),
    )


def test_a_possible_gap_that_is_met_now_is_closed() -> None:
    thin = bank(rated("bread", 1, check("bread-1")), pass_marks=(1.0,))
    then = assess(thin, Sheet(answers={"bread-rating": "c", "bread-1": "b"}))
    assert then.competencies[0].met is None
    sheet = Sheet(answers={"bread-rating": "c", "bread-1": "a"})
    update = result(Material(thin, assess(thin, sheet), sheet, TODAY, before=then))
    assert ", 1 gap closed. Yes, you're ready." in update.title


@pytest.mark.parametrize(
    ("since", "day"),
    [(date(2026, 3, 5), "March 5"), (date(2025, 12, 1), "December 1, 2025"), (TODAY, "your last attempt")],
)
def test_an_update_leads_with_what_has_changed(since: date, day: str) -> None:
    then, sheet = assess(TWO_STEPS, Sheet(answers={"bread-q": "a"})), Sheet(answers={"bread-q": "c"})
    update = result(Material(TWO_STEPS, assess(TWO_STEPS, sheet), sheet, TODAY, before=then, since=since))
    assert update.title.startswith(
        f"Since {day}: step 1 up from 0% to 100%, 1 gap closed. We can't tell yet if you're ready. "
    )
    assert update.lead == "You've now covered 1 of 2 areas. New: Bread."


def test_of_a_range_that_is_another_nothing_is_claimed() -> None:
    then, sheet = assess(TWO_STEPS, Sheet()), Sheet(answers={"bread-q": "b"})
    update = result(Material(TWO_STEPS, assess(TWO_STEPS, sheet), sheet, TODAY, before=then))
    assert update.title.startswith("Not ready yet. ")


@pytest.mark.parametrize(
    ("name", "taken", "byline"),
    [
        ("Ann", "2026-11-02", "Ann, November 2, 2026"),
        (None, "2026-11-02", "November 2, 2026"),
        ("Ann", "in fall", "Ann, in fall"),
        (None, None, ""),
    ],
)
def test_a_page_that_is_handed_on_says_whose_it_is_and_of_which_day(
    name: str | None, taken: str | None, byline: str
) -> None:
    sheet = Sheet(answers={"bread-q": "a"}, name=name, taken=taken)
    document = full_report(Material(BAKERY, assess(BAKERY, sheet), sheet, TODAY))
    assert document.byline == byline
    for page in (to_html(document), to_markdown(document)):
        assert byline in page


def test_steps_not_known_then_or_now_have_not_changed() -> None:
    then, sheet = assess(TWO_STEPS, Sheet(answers={"bread-q": "a"})), Sheet(answers={"bread-q": "b"})
    document = full_report(Material(TWO_STEPS, assess(TWO_STEPS, sheet), sheet, TODAY, before=then))
    assert document.title.startswith("Since your last attempt: step 1 up from 0% to 50%. ")
    assert section(document, CHANGES).blocks == (Table(("Step", "Then", "Now"), (("1 Step one", "0%", "50%"),)),)
    unknown = assess(TWO_STEPS, Sheet())
    document = full_report(Material(TWO_STEPS, unknown, Sheet(), TODAY, before=unknown))
    assert document.title.startswith("No change since your last attempt. ")
    assert CHANGES not in headings(document)


@pytest.mark.parametrize(
    ("then", "now", "told"),
    [
        (
            {"bread-q": "a"},
            {"bread-q": "c"},
            "Step 1 up from 0% to 100%, 1 gap closed. Your next step was step 1, and now it's step 2.",
        ),
        ({"bread-q": "c"}, {"bread-q": "a"}, "1 new gap. Your next step was step 2, and now it's step 1."),
        ({"bread-q": "a"}, {"bread-q": "a"}, "No gap closed, and none is new. Your next step is still step 1."),
        ({}, {}, "No gap closed, and none is new. Your next step is still step 1 (not sure yet)."),
        (
            {"bread-q": "c", "cake-q": "c"},
            {"bread-q": "c", "cake-q": "c"},
            "No gap closed, and none is new. You're still ready.",
        ),
        (
            {"bread-q": "c", "cake-q": "a"},
            {"bread-q": "c", "cake-q": "c"},
            "Step 2 up from 0% to 100%, 1 gap closed. You're ready now.",
        ),
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


def test_a_comparison_of_attempts_for_different_goals_says_so_first() -> None:
    first, second = (assess(TWO_STEPS, Sheet(goal)) for goal in ("first-job", "well-paid"))
    told = comparison(("Attempt 1", "Attempt 2"), first, second, {"first-job": "a first job"}).blocks[0]
    assert told == Paragraph("The goals differ: first it was a first job, then well-paid.")


def test_what_is_only_assumed_would_change_it() -> None:
    sheet = Sheet(answers={"bread-q": "c", "cake-q": "a"})
    then = assess(BAKERY, Sheet(answers={"bread-q": "a", "cake-q": "a"}))
    document = full_report(Material(BAKERY, assess(BAKERY, sheet), sheet, TODAY, before=then, assumed=("Bread",)))
    assert document.title == ("What if you'd covered this area: Bread? Not ready yet. Your goal: a first job.")
    assert section(document, "What that would change").blocks == (
        Table(("Step", "Today", "With that"), (("1 Step one", "0%", "50%"),)),
    )
    same = result(Material(BAKERY, then, Sheet(), TODAY, before=then, assumed=("Bread",)))
    assert section(same, "What that would change").blocks == (Paragraph("Nothing. You already have it."),)


def test_what_is_only_assumed_is_not_said_to_be_shown() -> None:
    of_bank = bank(rated("bread", 1, check("bread-check")))
    sheet = Sheet(answers={"bread-rating": "c", "bread-check": "a"})
    before = assess(of_bank, Sheet())
    document = full_report(Material(of_bank, assess(of_bank, sheet), sheet, TODAY, before=before, assumed=("Bread",)))
    assert "What you've already covered" not in headings(document)
    assert SELF_VIEW not in headings(document)


def test_another_goal_than_ones_own_is_plainly_said() -> None:
    sheet = Sheet("well-paid", answers={"bread-q": "a"})
    document = full_report(Material(BAKERY, assess(BAKERY, sheet), sheet, TODAY, other_goal=True))
    assert document.title.endswith("Not ready yet. For a goal other than yours: a well-paid job.")


# What was shown, and on how many answers it is based


def rated(name: str, draw: int, *questions: Question) -> Competency:
    """Return a competency with a rating of oneself that earns from a (0) to c (1), and checks."""
    rating = single(f"{name}-rating", 0, 0.5, 1, evidence="self_report")
    return competency(name, rating, *questions, target=0.6, draw=draw)


LUCKY = rated("bread", 1, check("bread-1"))
SEVERAL = rated("cake", 3, check("cake-1"), check("cake-2"), single("cake-3", 0, 0.5, 1, evidence="check"))
GROUP = bank(LUCKY, SEVERAL, pass_marks=(1.0,))
SELF_VIEW = "How you rated yourself and how you did"
HAVE = "What you've already covered"


def test_one_right_check_against_a_low_rating_is_a_hint_and_still_a_strength() -> None:
    document = report(GROUP, bread_rating="a", bread_1="a")
    assert assess(GROUP, {"answers": {"bread-rating": "a", "bread-1": "a"}}).competencies[0].met
    assert section(document, SELF_VIEW).blocks == (
        Paragraph("We asked only one question in each area below, so take this as a hint."),
        Titles("You may be better than you think", ("Bread",)),
    )
    assert section(document, HAVE).blocks == (Titles("Step 1 (1 of 2 areas)", ("Bread",)),)


def test_one_right_check_beside_a_high_rating_is_a_strength_and_not_worth_another_word() -> None:
    document = report(GROUP, bread_rating="c", bread_1="a")
    assert SELF_VIEW not in headings(document)
    assert section(document, HAVE).blocks == (Titles("Step 1 (1 of 2 areas)", ("Bread",)),)


def test_more_checks_than_one_give_a_verdict_and_say_what_was_partly_right() -> None:
    document = report(GROUP, cake_rating="a", cake_1="a", cake_2="a", cake_3="b")
    (pairs,) = section(document, SELF_VIEW).blocks
    assert pairs == Pairs(
        ("Area", "Your rating", "Questions right"),
        (Pair("Cake", 0.0, 2.5 / 3, "2 of 3, 1 partly"),),
    )
    assert section(document, HAVE).blocks == (Titles("Step 1 (1 of 2 areas)", ("Cake",)),)


def test_checks_that_were_skipped_or_kept_private_stand_behind_nothing() -> None:
    document = report(GROUP, cake_rating="c", cake_1="b", cake_2=SKIP, cake_3=PRIVATE)
    assert section(document, SELF_VIEW).blocks == (
        Paragraph("We asked only one question in each area below, so take this as a hint."),
        Titles("You may have rated yourself too high", ("Cake",)),
    )


def test_a_kept_report_on_checks_that_the_bank_holds_no_more_shows_their_share() -> None:
    kept = assess(GROUP, Sheet(answers={"cake-rating": "c", "cake-1": "b", "cake-2": "b", "cake-3": "b"}))
    document = report(with_competencies(GROUP, [LUCKY]), kept)
    (pairs,) = section(document, SELF_VIEW).blocks
    assert isinstance(pairs, Pairs)
    assert pairs.pairs == (Pair("Cake", 1.0, 0.5 / 3, "16%"),)


def test_what_is_not_needed_for_the_target_is_for_afterward() -> None:
    options = (
        Option(id="a", label="Nothing", credit=0),
        Option(id="b", label="Half", credit=0.8, done=1),
        Option(id="c", label="All", credit=1),
    )
    question = replace(single("bread-q", 0, 0.8, 1), options=options)
    bread = changed(BREAD, target=0.8, enough=1, questions=(question,))
    of_bank = bank(bread, pass_marks=(1.0,))
    assert assess(of_bank, Sheet(answers={"bread-q": "a"})).model_dump()["plan"]["hours"] == 5
    todo = ("Do 1 for bread (5 hours)",)
    assert section(report(of_bank, bread_q="a"), "Your plan").blocks[1] == ToDo(
        "Bread", "5 hours, raises step 1 by 100 points", todo
    )
    assert section(report(of_bank), "Your plan").blocks[1] == ToDo("Bread", "5 hours, if it's a gap", todo)
    assert section(report(of_bank, bread_q="b"), HAVE).blocks[1:] == (
        Paragraph("Still worth doing:"),
        Items(("Do 2 for bread",)),
    )


def test_what_is_left_of_what_is_met_is_still_worth_doing() -> None:
    def reached(name: str, *done: int) -> Competency:
        question = single(f"{name}-q", 0, 0.8, 1)
        options = tuple(replace(option, done=count) for option, count in zip(question.options, done, strict=True))
        return competency(name, replace(question, options=options), target=0.8, hours=(5, 1, 2))

    of_bank = bank(reached("bread", 0, 1, 0), reached("cake", 0, 0, 0), pass_marks=(1.0,))
    document = report(of_bank, bread_q="b", cake_q="b")
    assert section(document, HAVE).blocks == (
        Paragraph("Step 1: every area."),
        Paragraph("Still worth doing:"),
        Items(("Do 2 for bread",)),
    )
    assert len(section(report(of_bank, bread_q="c", cake_q="c"), HAVE).blocks) == 1


# The career guide's points


def guided(*points: str) -> Bank:
    """Return the bakery with a group of points to report; "P1" is what bread covers, "P2" what both cover."""
    group = PointGroup(
        title="The day", points=tuple(Point(id=point, title=f"Point {point}") for point in points), report=True
    )
    return Bank(
        roadmap=replace(BAKERY.roadmap, guide=(group,)),
        competencies=(changed(BREAD, covers=("P1", "P2"), weight=3.0), changed(CAKE, covers=("P2",))),
    )


def test_points_are_grouped_by_how_far_along_one_is_and_those_nothing_covers_left_out() -> None:
    of_bank = guided("P1", "P2", "P3", "P4")
    jam = changed(competency("jam", single("jam-q", 0, 0.5, 1), target=0.6), covers=("P4",))
    of_bank = replace(of_bank, competencies=(*of_bank.competencies, jam))
    assert section(report(of_bank, bread_q="b", cake_q="a", jam_q="b"), "The day").blocks == (
        Titles("Almost ready", ("Point P4",)),
        Titles("Partway", ("Point P1", "Point P2")),
    )


def test_of_points_equally_far_along_the_first_are_named() -> None:
    names = [f"P{number}" for number in range(1, 8)]
    of_bank = guided(*names)
    bread = changed(BREAD, covers=tuple(names))
    told = section(report(replace(of_bank, competencies=(bread, CAKE)), bread_q="b"), "The day").blocks
    assert told == (Titles("Partway", ("Point P1", "Point P2", "Point P3", "Point P4", "and 3 more")),)


def test_what_is_enough_for_the_goal_is_ready_and_what_is_not_is_a_share_of_it() -> None:
    low = guided("P1", "P2")
    low = replace(low, competencies=tuple(changed(one, target=0.5) for one in low.competencies))
    assert section(report(low, bread_q="b", cake_q="a"), "The day").blocks == (
        Paragraph("You're ready for 1 of 2."),
        Titles("Almost ready", ("Point P2",)),
    )


def test_points_that_are_hardly_known_are_named_as_that() -> None:
    known = section(report(guided("P1", "P2"), cake_q="b", bread_q="b"), "The day").blocks
    assert known == (Titles("Partway", ("Point P1", "Point P2")),)
    jam = changed(competency("jam", single("jam-q", 0, 1), target=1), covers=("P3",))
    of_bank = guided("P1", "P2", "P3")
    of_bank = replace(of_bank, competencies=(*of_bank.competencies, jam))
    hardly = section(report(of_bank, jam_q="b"), "The day").blocks
    assert hardly == (Paragraph("You're ready for 1 of 3."), Titles("Not sure yet", ("Point P1", "Point P2")))


def test_who_is_ready_for_every_point_is_told_only_that() -> None:
    document = report(guided("P1", "P2"), bread_q="c", cake_q="c")
    assert section(document, "The day").blocks == (Paragraph("You're ready for all 2."),)


def test_who_is_just_starting_with_every_point_is_told_which_steps_lead_there() -> None:
    of_bank = guided("P1", "P2")
    told = section(report(of_bank, bread_q="a", cake_q="b"), "The day").blocks
    assert told == (Paragraph("You're not ready for any yet. Step 1 will get you there."),)
    bread, cake = of_bank.competencies
    later = bank(bread, changed(cake, step="two"), pass_marks=(1.0, 1.0))
    later = replace(later, roadmap=replace(later.roadmap, guide=of_bank.roadmap.guide))
    told = section(report(later, bread_q="a", cake_q="a"), "The day").blocks
    assert told == (Paragraph("You're not ready for any yet. Steps 1 and 2 will get you there."),)


def test_of_what_is_hardly_known_there_is_no_share() -> None:
    document = report(guided("P1", "P2"), cake_q="a")
    assert "The day" not in headings(document)


@pytest.mark.parametrize("point", ["P1", "P3"])
def test_points_of_none_of_which_anything_is_known_are_not_spoken_of(point: str) -> None:
    document = report(guided(point))
    assert "The day" not in headings(document)
    assert "The day" not in report_as_text(document)


# The outlook

GUIDE = Paragraph("The guide says so.")
FIGURE = OfficialFigure(title="Bakers", value="51-3011", source="A handbook")


@pytest.mark.parametrize(
    ("parts", "blocks"),
    [
        ({}, [GUIDE]),
        ({"caution": ("Ask around.", "Twice.")}, [Paragraph("Ask around."), Paragraph("Twice.")]),
        ({"official": (FIGURE,)}, [Items(("Bakers: 51-3011.",)), Paragraph("Source: A handbook."), GUIDE]),
    ],
)
def test_the_outlook_says_what_the_bank_knows(parts: dict[str, Any], blocks: list[Block]) -> None:
    of_bank = replace(BAKERY, outlook=Outlook(title="Pay", guide="The guide says so.", **parts))
    assert section(report(of_bank), "Pay") == Section("Pay", tuple(blocks))


def test_without_an_outlook_the_report_has_none() -> None:
    assert [one.heading for one in report(BAKERY, bread_q="b", cake_q="c").sections] == [
        "FOCUS NEXT",
        "Your roadmap",
        "Your plan",
        "What you've already covered",
        "About this report",
    ]


# The result on one screen


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
        (None, "This week", "about 6 hours"),
        (2, "Start now", "about 3 weeks at 2 hours a week, until about December 14"),
        (5, "This week", "about 2 weeks at 5 hours a week, until about December 7"),
        (1, "Start now", "about 6 weeks at 1 hour a week, until about January 4, 2027"),
    ],
)
def test_time_is_the_persons_own(pace: int | None, when: str, whole: str) -> None:
    of_bank = bank(BREAD, pass_marks=(1.0,))
    sheet = Sheet(answers={"bread-q": "a"})
    told = facts(result(Material(of_bank, assess(of_bank, sheet), sheet, TODAY, hours_per_week=pace)))
    assert (told[when], told["This step"]) == (("Do 1 for bread",), (whole,))


def test_what_takes_years_is_told_as_a_job_whatever_hours_one_has() -> None:
    of_bank = bank(competency("work", single("work-q", 0, 1), target=1, hours=(3800,)), pass_marks=(1.0,))
    sheet = Sheet(answers={"work-q": "a"})
    told = facts(result(Material(of_bank, assess(of_bank, sheet), sheet, TODAY, hours_per_week=10)))
    assert told["This step"] == ("about 2 years of full-time work",)


@pytest.mark.parametrize(
    ("answers", "pace", "told"),
    [
        ({"bread-q": "a", "cake-q": "a"}, None, ("up to 90 hours for the 2 steps left",)),
        ({"bread-q": "a", "cake-q": "a"}, 4, ("up to 22 weeks for the 2 steps left",)),
        ({"bread-q": "a", "cake-q": "a"}, 2, ("up to 10 months for the 2 steps left",)),
        ({"bread-q": "a"}, 2, None),  # the other one has not been asked about
        ({"bread-q": "c", "cake-q": "a"}, 2, None),  # only one step is left
        ({}, 2, None),
    ],
)
def test_the_whole_way_is_told_if_more_than_one_step_is_left(
    answers: dict[str, str], pace: int | None, told: tuple[str, ...] | None
) -> None:
    long = competency("cake", single("cake-q", 0, 0.5, 1), target=1, hours=(80,), step="two")
    of_bank = bank(BREAD, long, pass_marks=(1.0, 1.0))
    sheet = Sheet(answers=answers)
    material = Material(of_bank, assess(of_bank, sheet), sheet, TODAY, hours_per_week=pace)
    assert facts(result(material)).get("In all") == told


def test_the_whole_way_may_lead_through_a_job() -> None:
    work = Action(do="Work.", hours=3800, weeks=104, on_the_job="years")
    assert way_in_words([BREAD.actions, [work]], 2) == "3 weeks, plus 2 years on the job"


def test_only_the_start_of_the_first_action_is_on_the_first_screen() -> None:
    action = replace(BREAD.actions[0], do="Ask St. Mary's for 2.5 lb of flour. Bake it, too.")
    of_bank = bank(changed(BREAD, actions=(action,)), pass_marks=(1.0,))
    told = facts(report(of_bank, bread_q="a"))
    assert told["This week"] == ("Ask St. Mary's for 2.5 lb of flour.",)


def test_what_can_be_done_next_comes_last_and_only_on_the_first_screen() -> None:
    sheet = Sheet(answers={"bread-q": "a"})
    material = Material(BAKERY, assess(BAKERY, sheet), sheet, TODAY, what_next="Type this.")
    assert result(material).sections[-1].blocks[-1] == Paragraph("Type this.")
    assert "Type this." not in report_as_text(full_report(material))


# The questions missed


def test_a_full_report_shows_five_missed_questions_and_says_where_all_are() -> None:
    checks = [check(f"bread-{number}") for number in range(7)]
    of_bank = bank(rated("bread", 7, *checks), pass_marks=(1.0,))
    sheet = Sheet(answers={"bread-rating": "c", **{one.id: "b" for one in checks}})
    material = Material(of_bank, assess(of_bank, sheet), sheet, TODAY, typed=lambda command: f"here {command}")
    shown = section(full_report(material), "Questions you missed").blocks
    assert [type(block) for block in shown] == [Missed] * 5 + [Paragraph] * 2
    more = "To see all 7 questions with the other options and the reasons, type:"
    assert shown[-2:] == (Paragraph(more), Paragraph("here report --answers"))
    assert len(section(answers(material), "The questions you missed").blocks) == 7


def test_every_part_of_a_full_report_can_be_read_by_itself() -> None:
    sheet = Sheet(answers={"bread-q": "a", "cake-q": "c"})
    material = Material(guided("P1"), assess(guided("P1"), sheet), sheet, TODAY)
    whole = headings(full_report(material))
    by_themselves = {name: part(material) for name, part in parts(material).items()}
    assert [one.heading for one in by_themselves.values() if one] == [name for name in whole if name in by_themselves]
    assert by_themselves["Your gaps"] is None  # the plan holds the only one
