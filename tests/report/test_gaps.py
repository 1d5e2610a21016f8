"""The gaps, in what order they come, and the plan that closes them."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from coder_readiness.bank.competency import Action
from coder_readiness.bank.competency import Link as BankLink
from coder_readiness.bank.model import Bank
from coder_readiness.report.blocks import Bars, Link, Paragraph, Section, Titles, ToDo
from coder_readiness.report.document import full_report, gaps
from coder_readiness.report.gaps import plan_section
from coder_readiness.report.markdown import to_markdown
from coder_readiness.report.material import Material
from coder_readiness.report.text import report_as_text
from coder_readiness.scoring.readiness import assess
from coder_readiness.scoring.sheet import Sheet
from tests.bakery import BAKERY, BREAD, BREAD_FIRST, CAKE, TODAY, TWO_STEPS, facts, headings, rated, report, section
from tests.builders import bank, changed, check, competency, number, single, with_competencies

ALL_GAPS = Paragraph("For the first thing to do about every gap, type: coder-readiness report --gaps")


def test_a_kept_plan_names_even_what_the_bank_holds_no_more() -> None:
    kept = assess(BAKERY, Sheet(answers={"bread-q": "a", "cake-q": "b"}))
    document = report(with_competencies(BAKERY, [CAKE]), kept, cake_q="b")
    assert section(document, "Your plan") == Section(
        "Your plan",
        (
            Paragraph("This is the least you need to do to finish step 1. The hours are our estimates."),
            ToDo("Bread", "", ()),
            ToDo("Cake", "1 hour (raises step 1 by 25 points)", ("Do 1 for cake (1 hour)",)),
        ),
    )
    assert facts(document)["Time"] == ("About 7 hours.",)
    assert facts(document)["This week"] == ("Do 1 for cake",)


def test_what_is_not_known_yet_is_not_called_missing() -> None:
    document = report(TWO_STEPS)
    bars = section(document, "Your roadmap").blocks[0]
    assert isinstance(bars, Bars)
    assert [bar.note for bar in bars.bars] == ["not sure yet, FOCUS NEXT", "not sure yet"]
    assert facts(document)["Start now"] == ("Answer the remaining questions.",)
    assert "Time" not in facts(document)
    plan = (Paragraph("We'll make your plan once you've answered the remaining questions."),)
    assert section(document, "Your plan").blocks == plan


def test_gaps_come_in_the_order_of_the_roadmap_from_the_step_in_focus() -> None:
    names = {"a": "one", "b": "one", "c": "two", "d": "three"}
    parts = [competency(name, single(f"{name}-q", 0, 1), target=1, step=step) for name, step in names.items()]
    must = changed(parts[3], required=("first-job",), weight=9)
    of_bank = bank(*parts[:3], must, pass_marks=(0.5, 1.0, 1.0))
    document = report(of_bank, a_q="b", b_q="a", c_q="a", d_q="a")
    assert section(document, "Gaps outside your plan").blocks == (
        optional(2),
        ToDo("B", "", ("Do 1 for b",)),
        Paragraph("Other gaps, by step:"),
        Titles("Step 3 (must-have)", ("D",)),
        Paragraph("Step 1 counts as ready, because your strong areas make up for the gaps there."),
        ALL_GAPS,
    )
    assert facts(document)["Gap"] == ("C",)


def test_steps_that_are_ready_in_spite_of_gaps_are_named_together() -> None:
    names = {"a": "one", "b": "one", "c": "two", "d": "two", "e": "three"}
    parts = [competency(name, single(f"{name}-q", 0, 1), target=1, step=step) for name, step in names.items()]
    document = report(bank(*parts, pass_marks=(0.5, 0.5, 1.0)), a_q="b", b_q="a", c_q="b", d_q="a", e_q="a")
    told = "Steps 1 and 2 count as ready, because your strong areas make up for the gaps there."
    assert section(document, "Gaps outside your plan").blocks[-1] == Paragraph(told)


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
    assert section(document, "Gaps outside your plan").blocks == (
        Titles("Step 2", ("C",)),
        Titles("Step 3 (must-have)", ("D",)),
        ALL_GAPS,
    )


def optional(step: int) -> Paragraph:
    return Paragraph(f"You don't need these to finish step {step}.")


LATER = {"focus": "one", "must": "two", **dict.fromkeys(("maybe", "plain"), "two"), **dict.fromkeys("abcd", "three")}


def later() -> tuple[Bank, Sheet]:
    """Return a bank, and answers that leave gaps of every kind in steps after the one in focus."""
    parts = {name: competency(name, single(f"{name}-q", 0, 1), target=1, step=step) for name, step in LATER.items()}
    parts["must"] = changed(parts["must"], required=("first-job",))
    parts["maybe"] = changed(rated("maybe", 1, check("maybe-1")), step="two")
    answers = {f"{name}-q": "a" for name in parts if name != "maybe"} | {"maybe-rating": "c", "maybe-1": "b"}
    return bank(*parts.values(), pass_marks=(1.0, 1.0, 1.0)), Sheet(answers=answers)


def test_of_later_steps_the_must_haves_or_a_few_gaps_are_named_and_all_in_the_report_on_a_file() -> None:
    of_bank, sheet = later()
    material = Material(of_bank, assess(of_bank, sheet), sheet, TODAY)
    document = full_report(material)
    assert section(document, "Gaps outside your plan").blocks[:2] == (
        Titles("Step 2 (must-have)", ("Must",), "2 other gaps"),
        Titles("Step 3", ("A", "B", "C"), "1 other gap"),
    )
    text = report_as_text(document)
    assert "Step 2 (must-have): Must, plus 2 other gaps.\nStep 3: A; B; C, plus 1 other gap.\n" in text
    page = to_markdown(document)
    assert "Step 2 (must-have): Must, plus 2 other gaps.\n\nStep 3:\n\n- A\n- B\n- C\n- plus 1 other gap\n" in page
    of_a_file = section(full_report(replace(material, command="")), "Gaps outside your plan").blocks
    assert of_a_file[:4] == (
        Titles("Step 2 (must-have)", ("Must",)),
        Titles("Step 2", ("Plain",)),
        Titles("Step 2 (possible gap)", ("Maybe",)),
        Titles("Step 3", ("A", "B", "C", "D")),
    )


def test_the_view_of_all_gaps_has_the_first_thing_to_do_about_each_and_those_of_the_focus_first() -> None:
    of_bank, sheet = later()
    document = gaps(Material(of_bank, assess(of_bank, sheet), sheet, TODAY))
    assert headings(document) == [
        "FOCUS NEXT",
        "Gaps in step 1: Step one",
        "Gaps in step 2: Step two",
        "Gaps in step 3: Step three",
    ]
    assert section(document, "Gaps in step 2: Step two").blocks == (
        ToDo("Must (must-have)", "", ("Do 1 for must",)),
        ToDo("Plain", "closing this gap raises step 2 by 33 points", ("Do 1 for plain",)),
        ToDo("Maybe (possible gap)", "closing this gap raises step 2 by 33 points", ("Do 1 for maybe",)),
    )
    assert section(document, "Gaps in step 3: Step three").blocks[-1] == Paragraph(
        '"Possible" means we asked too few questions to be sure.'
    )
    of_bank = bank(BREAD, pass_marks=(1.0,))
    sheet = Sheet(answers={"bread-q": "c"})
    told = gaps(Material(of_bank, assess(of_bank, sheet), sheet, TODAY)).sections[-1]
    assert told == Section("Your gaps", (Paragraph("You don't have any gaps."),))


@pytest.mark.parametrize(("answer", "first"), [("a", ToDo), ("c", Paragraph)])
def test_a_list_of_gaps_names_the_steps_that_were_not_asked_about(answer: str, first: type) -> None:
    sheet = Sheet(answers={"bread-q": answer})
    (*_, of_gaps) = gaps(Material(TWO_STEPS, assess(TWO_STEPS, sheet), sheet, TODAY)).sections
    assert isinstance(of_gaps.blocks[0], first)
    assert of_gaps.blocks[-1] == Paragraph("We haven't asked about step 2 yet. You may have gaps there, too.")


def test_a_gap_of_a_step_left_open_says_what_it_is_worth_of_it() -> None:
    names = ("a", "b", "c")
    of_bank = bank(*(competency(name, single(f"{name}-q", 0, 1), target=1) for name in names), pass_marks=(1.0,))
    plan = section(report(of_bank, a_q="a"), "Your plan").blocks
    assert [block.note.partition("(")[2] for block in plan if isinstance(block, ToDo)] == [
        "raises step 1 by 33 points)",
        "only if it's a gap)",
        "only if it's a gap)",
    ]


def test_a_gap_that_strong_areas_already_make_up_for_raises_nothing() -> None:
    strong = changed(rated("strong", 1, check("strong-1")), weight=3.0)
    must = competency("must", single("must-q", 0, 1), target=1, weight=0.5, required=("first-job",))
    weak = competency("weak", single("weak-q", 0, 1), target=1, weight=0.5)
    document = report(
        bank(strong, must, weak, pass_marks=(1.0,)), strong_rating="c", strong_1="a", must_q="a", weak_q="a"
    )
    gap = ToDo("Weak", "", ("Do 1 for weak",))
    assert section(document, "Gaps outside your plan").blocks == (optional(1), gap)


def test_what_a_must_have_teaches_is_in_the_plan_with_nothing_more_to_do() -> None:
    bread = changed(BREAD, required=("first-job", "well-paid"))
    cake = changed(CAKE, builds_on=("bread",), taught_by=("bread",))
    of_bank = bank(bread, cake, pass_marks=(1.0,))
    document = report(of_bank, bread_q="a", cake_q="a")
    assert facts(document)["Time"] == ("About 6 hours.",)
    assert section(document, "Your plan").blocks[1:] == (
        ToDo(
            "Bread (must-have)",
            "6 hours",
            ("Do 1 for bread (5 hours)", "Do 2 for bread (1 hour)"),
        ),
        Titles("This also closes another gap", ("Cake",)),
    )
    alone = section(report(of_bank, bread_q="c", cake_q="a"), "Your plan").blocks[1]
    assert alone == ToDo("Cake", "1 hour (raises step 1 by 50 points)", ("Do 1 for cake (1 hour)",))


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
    gaps = section(report(of_bank, first_q="b", pie_q="a", **answers), "Gaps outside your plan")
    assert gaps.blocks == (
        optional(2),
        ToDo("Pie", "", ("Do 1 for pie",)),
        Paragraph("Other gaps, by step:"),
        Titles("Step 1 (possible gaps)", ("Bread", "Cake")),
        possible,
        ready,
        ALL_GAPS,
    )
    gaps = section(report(of_bank, first_q="b", pie_q="b", **answers), "Gaps outside your plan")
    assert [block.title for block in gaps.blocks if isinstance(block, ToDo)] == [
        "Bread (possible gap)",
        "Cake (possible gap)",
    ]
    assert gaps.blocks[-2:] == (possible, ready)


def test_a_gap_of_the_step_in_focus_says_what_closing_it_adds() -> None:
    names = ("a", "b", "c")
    of_bank = bank(*(competency(name, single(f"{name}-q", 0, 1), target=1) for name in names), pass_marks=(0.6,))
    gaps = section(report(of_bank, a_q="a", b_q="a", c_q="a"), "Gaps outside your plan")
    assert gaps.blocks == (
        optional(1),
        ToDo("C", "closing this gap raises step 1 by 33 points", ("Do 1 for c",)),
    )


def test_a_plan_comes_with_the_pages_that_help() -> None:
    page, other = (BankLink(title=name, url=f"https://example.org/{name}", checked=TODAY) for name in ("page", "other"))
    first, second = BREAD.actions
    bread = changed(BREAD, actions=(replace(first, links=(page,)), replace(second, links=(page, other))))
    document = report(bank(bread, pass_marks=(1.0,)), bread_q="a")
    plan = section(document, "Your plan").blocks[1]
    assert isinstance(plan, ToDo)
    assert plan.links == (Link("page", "https://example.org/page"), Link("other", "https://example.org/other"))


LEAST = "This is the least you need to do to finish step 1."


def planned(pace: int | None, *areas: tuple[str, tuple[Action, ...]], today: date = TODAY) -> list[str]:
    """Return the plan for areas with these actions, of each block what differs: its text, or its note and actions."""
    of_bank = bank(
        *(
            replace(
                competency(name, number(f"{name}-q", (0, 0), (1, 1)), target=1, required=("first-job",)),
                actions=actions,
            )
            for name, actions in areas
        ),
        pass_marks=(1.0,),
    )
    sheet = Sheet(answers={f"{name}-q": 0.0 for name, _ in areas})
    plan = plan_section(Material(of_bank, assess(of_bank, sheet), sheet, today, hours_per_week=pace))
    assert plan
    told: list[str] = []
    for block in plan.blocks:
        told += [block.text] if isinstance(block, Paragraph) else []
        told += [block.note, *block.actions] if isinstance(block, ToDo) else []
    return told


def action(do: str, hours: int, weeks: int | None = None, job: str | None = None) -> Action:
    return Action(do=do, hours=hours, weeks=weeks, on_the_job=job)


BAKE = ("bread", (action("Ask.", 2), action("Bake.", 10)))
SELL = ("shop", (action("Rent.", 9), action("Sell.", 4, 4), action("Count.", 1)))


@pytest.mark.parametrize(
    ("pace", "takes", "end"),
    [
        (
            10,
            " It takes about 6 weeks (one task in Shop takes 4 weeks), until about January 4, 2027."
            " The hours are our estimates.",
            "",
        ),
        (
            None,
            " The hours are our estimates, and the weeks assume 10 hours a week.",
            ", done by about January 4, 2027",
        ),
    ],
)
def test_a_plan_of_several_weeks_says_when_to_do_what_and_each_day_once(pace: int | None, takes: str, end: str) -> None:
    assert planned(pace, BAKE, SELL) == [
        f"{LEAST}{takes}",
        "12 hours, done by about December 7",
        "Week 1: Ask. (2 hours)",
        "Weeks 1 to 2: Bake. (10 hours)",
        f"14 hours{end}",
        "Weeks 2 to 3: Rent. (9 hours)",
        "Weeks 3 to 6: Sell. (4 hours)",
        "Week 6: Count. (1 hour)",
    ]


@pytest.mark.parametrize("pace", [12, 80])
def test_a_plan_of_one_week_doesnt_number_it(pace: int) -> None:
    assert planned(pace, BAKE) == [
        f"{LEAST} It takes about 12 hours. The hours are our estimates.",
        "12 hours",
        "Ask. (2 hours)",
        "Bake. (10 hours)",
    ]


def test_an_end_that_is_not_that_of_the_whole_plan_is_told() -> None:
    first = ("bread", (action("Bake.", 10),))
    second = ("shop", (action("Rent.", 20),))
    _, note, *_ = planned(10, first, second, today=date(2026, 4, 24))
    assert note == "10 hours, done by about May 1"  # all of it takes until May 15


def test_paid_work_has_no_weeks_of_study() -> None:
    work = ("work", (action("Work.", 1, 52, "work-q"), action("Keep proof.", 6)))
    assert planned(4, work) == [
        f"{LEAST} It takes about 12 months on the job, plus 6 hours of your own time. The hours are our estimates.",
        "12 months on the job, plus 6 hours of your own time",
        "Work. (12 months on the job)",
        "Weeks 1 to 2: Keep proof. (6 hours)",
    ]


def test_a_plan_leaves_out_what_answers_elsewhere_have_done_in_an_area_not_asked_about() -> None:
    done = Action(do="Choose.", hours=4, done_by=("cake-q.b",))
    bread = changed(BREAD, actions=(done, Action(do="Bake.", hours=2)), required=("first-job",))
    of_bank = bank(bread, changed(CAKE, required=("first-job",)), pass_marks=(1.0,))
    plans = {answer: str(section(report(of_bank, cake_q=answer), "Your plan")) for answer in ("a", "b")}
    assert {answer: "Choose." in plan for answer, plan in plans.items()} == {"a": True, "b": False}
