"""What the report says of pay and demand."""

from dataclasses import replace
from typing import Any

import pytest

from coder_readiness.bank.outlook import OfficialFigure, Outlook
from coder_readiness.report.blocks import Block, Items, Paragraph, Section
from tests.bakery import BAKERY, report, section

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
