"""What a person has already covered, and how their rating of themselves compares with their answers."""

from dataclasses import replace

from coder_readiness.bank.answers import PRIVATE, SKIP
from coder_readiness.bank.competency import Competency
from coder_readiness.bank.questions.choices import Option
from coder_readiness.report.blocks import Items, Pair, Pairs, Paragraph, Titles, ToDo
from coder_readiness.scoring.readiness import assess
from coder_readiness.scoring.sheet import Sheet
from tests.bakery import BREAD, GROUP, LUCKY, SELF_VIEW, headings, report, section
from tests.builders import bank, changed, competency, single, with_competencies

HAVE, LEFT = "What you've already covered", "Still worth doing"


def test_one_right_check_against_a_low_rating_is_a_hint_and_still_a_strength() -> None:
    document = report(GROUP, bread_rating="a", bread_1="a")
    assert assess(GROUP, {"answers": {"bread-rating": "a", "bread-1": "a"}}).competencies[0].met
    assert section(document, SELF_VIEW).blocks == (
        Paragraph("We asked only one question in the area below, so take your result there as a hint."),
        Titles("Higher than your rating", ("Bread",)),
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
        Paragraph("We asked only one question in the area below, so take your result there as a hint."),
        Titles("Lower than your rating", ("Cake",)),
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
        "Bread", "5 hours (raises step 1 by 100 points)", todo
    )
    assert section(report(of_bank, bread_q="b"), LEFT).blocks == (Items(("Do 2 for bread",)),)


def test_what_is_left_of_what_is_met_is_still_worth_doing() -> None:
    def reached(name: str, *done: int) -> Competency:
        question = single(f"{name}-q", 0, 0.8, 1)
        options = tuple(replace(option, done=count) for option, count in zip(question.options, done, strict=True))
        return competency(name, replace(question, options=options), target=0.8, hours=(5, 1, 2))

    of_bank = bank(reached("bread", 0, 1, 0), reached("cake", 0, 0, 0), pass_marks=(1.0,))
    document = report(of_bank, bread_q="b", cake_q="b")
    assert section(document, LEFT).blocks == (Items(("Do 2 for bread",)),)
    assert HAVE not in headings(document)  # the first lines say that everything is covered
    assert LEFT not in headings(report(of_bank, bread_q="c", cake_q="c"))


def test_steps_with_few_gaps_name_those_and_one_with_more_counts_them() -> None:
    names = {"a": "one", **dict.fromkeys("bcd", "two"), **dict.fromkeys("efghijklm", "three")}
    parts = [competency(name, single(f"{name}-q", 0, 1), target=1, step=step) for name, step in names.items()]
    answers = {f"{name}_q": "a" if name in "bjklm" else "b" for name in names}
    assert section(report(bank(*parts, pass_marks=(1.0, 1.0, 1.0)), None, **answers), HAVE).blocks == (
        Paragraph("Step 1: every area."),
        Paragraph("Step 2: every area except B."),
        Paragraph("Step 3: all but 4 areas."),
    )
