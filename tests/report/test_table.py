"""The areas as CSV: a row each, safe to open in a spreadsheet."""

import csv
import io

import pytest

from coder_readiness.report.table import cell, to_csv
from tests.reports import BANK, material_on


def test_there_is_a_row_for_each_area() -> None:
    text = to_csv(material_on("trained-not-certified"))
    assert text.startswith("\ufeffstep,area,must_have,met,")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert [row["area"] for row in rows] == [competency.title for competency in BANK.competencies]
    row = next(row for row in rows if row["area"] == BANK.competency["certificate"].title)
    assert (row["step"], row["must_have"], row["met"], row["low"]) == ("3", "yes", "no", "0.35")
    assert row["do_first"]
    assert 0 < float(row["gap_worth"]) < 1


def test_what_is_not_known_is_left_empty() -> None:
    rows = list(csv.DictReader(io.StringIO(to_csv(material_on("unfinished")).removeprefix("\ufeff"))))
    unknown = [row for row in rows if row["low"] == "0.0" and row["high"] == "1.0"]
    assert unknown
    assert {(row["met"], row["gap_worth"], row["do_first"]) for row in unknown} == {("", "", "")}


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@sum", "\t=1"])
def test_no_text_is_taken_for_a_formula(text: str) -> None:
    assert cell(text)[0] not in "=+-@\t\r"
    assert cell(f"a {text}") == " ".join(f"a {text}".split())


def test_a_cell_is_one_line() -> None:
    assert cell("a\r\nb\x1b[31m") == "a b\\x1b[31m"
