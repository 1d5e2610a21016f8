"""Readiness -> CSV: a row for each area, for a spreadsheet."""

import csv
import io

from coder_readiness.report.material import Material
from coder_readiness.text import printable

MARK = "\ufeff"
"""Without this first character Excel takes UTF-8 for something else."""
_COLUMNS = ("step", "area", "must_have", "met", "low", "high", "target", "gap_worth", "do_first")
_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def to_csv(material: Material) -> str:
    """Return the areas in the order of the roadmap; shares are from 0 to 1, and what is not known is left empty."""
    gaps = {gap.competency: gap for gap in material.readiness.gaps}
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(_COLUMNS)
    for result in material.readiness.competencies:
        gap = gaps.get(result.id)
        writer.writerow(
            (
                material.step[result.step].number,
                cell(result.title),
                _yes_or_no(result.required),
                "maybe" if gap and result.met is None else _yes_or_no(result.met),
                round(result.low, 4),
                round(result.high, 4),
                result.target,
                round(gap.impact, 4) if gap else "",
                cell(gap.actions[0].do) if gap else "",
            )
        )
    return MARK + file.getvalue()


def cell(text: str) -> str:
    """Return a text in one line that no spreadsheet takes for a formula."""
    line = printable(" ".join(text.split()))
    return f"'{line}" if line.startswith(_STARTS_FORMULA) else line


def _yes_or_no(value: bool | None) -> str:
    return "" if value is None else "yes" if value else "no"
