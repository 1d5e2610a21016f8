"""How far along a person is with the points of the guide."""

from dataclasses import replace

import pytest

from coder_readiness.report.blocks import Paragraph, Titles
from coder_readiness.report.text import report_as_text
from tests.bakery import guided, headings, report, section
from tests.builders import changed, competency, single


def test_points_are_grouped_by_how_far_along_one_is_and_those_nothing_covers_left_out() -> None:
    of_bank = guided("P1", "P2", "P3", "P4")
    jam = changed(competency("jam", single("jam-q", 0, 0.5, 1), target=0.6), covers=("P4",))
    of_bank = replace(of_bank, competencies=(*of_bank.competencies, jam))
    assert section(report(of_bank, bread_q="b", cake_q="a", jam_q="b"), "The day: how ready you are").blocks == (
        Titles("Almost ready", ("Point P4",)),
        Titles("Partway", ("Point P1", "Point P2")),
    )


def test_what_is_enough_for_the_goal_is_ready_and_what_is_not_is_a_share_of_it() -> None:
    low = guided("P1", "P2")
    low = replace(low, competencies=tuple(changed(one, target=0.5) for one in low.competencies))
    assert section(report(low, bread_q="b", cake_q="a"), "The day: how ready you are").blocks == (
        Titles("Ready", ("Point P1",)),
        Titles("Almost ready", ("Point P2",)),
    )


def test_points_that_are_hardly_known_are_named_as_that() -> None:
    known = section(report(guided("P1", "P2"), cake_q="b", bread_q="b"), "The day: how ready you are").blocks
    assert known == (Titles("Partway", ("Point P1", "Point P2")),)
    jam = changed(competency("jam", single("jam-q", 0, 1), target=1), covers=("P3",))
    of_bank = guided("P1", "P2", "P3")
    of_bank = replace(of_bank, competencies=(*of_bank.competencies, jam))
    hardly = section(report(of_bank, jam_q="b"), "The day: how ready you are").blocks
    assert hardly == (Titles("Ready", ("Point P3",)), Titles("Not sure yet", ("Point P1", "Point P2")))


def test_who_is_ready_for_every_point_is_told_only_that() -> None:
    document = report(guided("P1", "P2"), bread_q="c", cake_q="c")
    assert section(document, "The day: how ready you are").blocks == (Paragraph("You're ready for all 2."),)


def test_who_is_just_starting_with_every_point_is_spared_a_list_of_them() -> None:
    assert "The day: how ready you are" not in headings(report(guided("P1", "P2"), bread_q="a", cake_q="b"))


def test_of_what_is_hardly_known_there_is_no_share() -> None:
    document = report(guided("P1", "P2"), cake_q="a")
    assert "The day: how ready you are" not in headings(document)


@pytest.mark.parametrize("point", ["P1", "P3"])
def test_points_of_none_of_which_anything_is_known_are_not_spoken_of(point: str) -> None:
    document = report(guided(point))
    assert "The day: how ready you are" not in headings(document)
    assert "The day: how ready you are" not in report_as_text(document)
