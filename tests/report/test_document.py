"""The full report as a whole: its parts, whose it is, and what is only assumed."""

from dataclasses import replace
from itertools import chain

import pytest

from coder_readiness.bank.answers import UNKNOWN
from coder_readiness.report.blocks import Missed, Paragraph, Table, ToDo
from coder_readiness.report.document import answers, full_report, page, parts, result
from coder_readiness.report.html import to_html
from coder_readiness.report.markdown import to_markdown
from coder_readiness.report.material import Material
from coder_readiness.scoring.readiness import assess
from coder_readiness.scoring.sheet import Sheet
from coder_readiness.scoring.whatif import assume
from tests.bakery import BAKERY, BREAD, CAKE, SELF_VIEW, TODAY, TWO_STEPS, facts, guided, headings, rated, section
from tests.builders import bank, changed, check
from tests.reports import material_on


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
    for made in (to_html(document), to_markdown(document)):
        assert byline in made


def test_what_is_only_assumed_would_change_it() -> None:
    answered = Sheet(answers={"bread-q": "a", "cake-q": "a"})
    then, sheet = assess(BAKERY, answered), assume(answered, ["bread"])
    document = full_report(Material(BAKERY, assess(BAKERY, sheet), sheet, TODAY, before=then, assumed=("Bread",)))
    assert document.title == "If you'd covered \"Bread,\" you still wouldn't be ready for a first job."
    assert section(document, "What that would change").blocks == (
        Table(("Step", "Now", "Then"), (("1 Step one", "0%", "50%"),)),
    )
    told = facts(document)
    assert told["Why"] == ("You'd reach 50% in this step. You need 100%.",)
    assert told["Confidence"] == ("We're very sure that this would be your next step.",)


@pytest.mark.parametrize(
    ("bread", "told"),
    [
        ("c", "Nothing: you've covered that already."),
        ("a", "No step would change. You'd just have 1 fewer gap."),
    ],
)
def test_what_if_no_step_would_change_is_told_as_it_is(bread: str, told: str) -> None:
    strong = changed(rated("strong", 1, check("strong-1")), weight=3.0)  # makes up for what is missing
    of_bank = bank(BREAD, strong, changed(CAKE, step="two"), pass_marks=(1.0, 1.0))
    answers = {"bread-q": bread, "strong-rating": "c", "strong-1": "a", "cake-q": "a"}
    then = assess(of_bank, Sheet(answers=answers))
    sheet = assume(Sheet(answers=answers), ["bread"])
    material = Material(of_bank, assess(of_bank, sheet), sheet, TODAY, before=then, assumed=("Bread",))
    assert section(result(material), "What that would change").blocks == (Paragraph(told),)
    assert result(material).title == (
        "If you'd covered \"Bread,\" 1 of 2 steps would be done. You still wouldn't be ready for a first job."
    )


UNSURE = " still couldn't tell if you're ready for a first job."


@pytest.mark.parametrize(
    ("answers", "assumed", "title"),
    [
        (
            {"bread-q": "c"},
            "bread",
            f"1 of 2 steps would be done. We{UNSURE}",
        ),
        ({}, "pie", f"we{UNSURE}"),
        ({"bread-q": "c"}, "cake", "you'd be ready for a first job."),
    ],
)
def test_a_what_if_says_whether_one_would_be_ready(answers: dict[str, str], assumed: str, title: str) -> None:
    sheet = assume(Sheet(answers=answers), [assumed])
    names = (assumed.capitalize(), "Pie")
    material = Material(TWO_STEPS, assess(TWO_STEPS, sheet), sheet, TODAY, assumed=names)
    assert result(material).title == f"If you'd covered these areas ({'; '.join(names)}), {title}"


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
    assert document.title.endswith("You're not ready yet for a well-paid job. That isn't the goal you chose.")


def test_a_full_report_shows_three_missed_questions_and_says_where_all_are() -> None:
    checks = [check(f"bread-{number}") for number in range(7)]
    of_bank = bank(rated("bread", 7, *checks), pass_marks=(1.0,))
    sheet = Sheet(answers={"bread-rating": "c", **{one.id: "b" for one in checks}})
    material = Material(of_bank, assess(of_bank, sheet), sheet, TODAY, typed=lambda command: f"here {command}")
    shown = section(full_report(material), "Questions you missed").blocks
    assert [type(block) for block in shown] == [Missed] * 3 + [Paragraph]
    assert shown[-1] == Paragraph("To see all 7 questions with the reasons, type: here report --answers")
    of_a_file = section(full_report(replace(material, command="")), "Questions you missed").blocks
    assert of_a_file == shown[:-1]
    assert len(section(answers(material), "The questions you missed").blocks) == 7


def test_a_page_has_every_gap_and_missed_question_and_no_command_for_more() -> None:
    material = material_on("starting-from-nothing")
    whole = page(material)
    planned = material.readiness.plan.close if material.readiness.plan else ()
    assert headings(whole)[2:8] == [
        "Your plan",
        "Other gaps in step 1: Meet the basic requirements",
        "Gaps in step 2: Complete the training",
        "Gaps in step 3: Get certified",
        "Gaps in step 4: Build job skills",
        "Gaps in step 5: Apply for jobs",
    ]
    blocks = chain.from_iterable(one.blocks for one in whole.sections)
    told = [block.title.removesuffix(" (must-have)") for block in blocks if isinstance(block, ToDo)]
    gaps = [gap.competency for gap in material.readiness.gaps]
    assert sorted(told) == sorted(material.results[name].title for name in {*planned, *gaps})
    assert whole.sections[-1] == section(answers(material), "The questions you missed")
    assert "coder-readiness report" not in to_markdown(whole)


def test_a_page_on_a_person_without_gaps_or_missed_questions_has_no_empty_part() -> None:
    whole = page(material_on("ready"))
    assert not [heading for heading in headings(whole) if "gaps" in heading or "missed" in heading]


def test_wrong_answers_come_before_what_one_knew_one_didnt_know_and_long_records_come_last_of_them() -> None:
    checks = [check("unknown"), replace(check("record"), ask="A long record\n\nWhich is right?"), check("wrong")]
    of_bank = bank(rated("bread", 3, *checks), pass_marks=(1.0,))
    sheet = Sheet(answers={"bread-rating": "c", "unknown": UNKNOWN, "record": "b", "wrong": "b"})
    shown = section(full_report(Material(of_bank, assess(of_bank, sheet), sheet, TODAY)), "Questions you missed").blocks
    missed = [block for block in shown if isinstance(block, Missed)]
    assert [(bool(one.record), one.answer == "I don't know") for one in missed] == [
        (False, False),
        (True, False),
        (False, True),
    ]


def test_every_part_of_a_full_report_can_be_read_by_itself() -> None:
    sheet = Sheet(answers={"bread-q": "a", "cake-q": "c"})
    material = Material(guided("P1"), assess(guided("P1"), sheet), sheet, TODAY)
    whole = headings(full_report(material))
    by_themselves = {name: part(material) for name, part in parts(material).items()}
    assert [one.heading for one in by_themselves.values() if one] == [name for name in whole if name in by_themselves]
    assert by_themselves["Your gaps"] is None  # the plan holds the only one
