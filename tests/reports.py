"""The reports on seven people, whose sheets are in `golden/`."""

import datetime
import io

from coder_readiness.bank.loader import load_bank
from coder_readiness.errors import Listing
from coder_readiness.report.blocks import Document
from coder_readiness.report.document import full_report
from coder_readiness.report.material import Material
from coder_readiness.scoring.readiness import assess
from coder_readiness.scoring.sheet import Sheet
from coder_readiness.scoring.sheet_file import read_sheets
from tests.paths import GOLDEN

BANK = load_bank()
FOLDER = GOLDEN
TODAY = datetime.date(2026, 11, 23)
PEOPLE = {
    "starting-from-nothing": (1, True),
    "diploma-only": (2, True),
    "trained-not-certified": (3, True),
    "certified-without-soft-skills": (4, True),
    "well-paid-after-one-year": (5, True),
    "ready": (None, None),
    "unfinished": (1, False),
}
"""Their names, and the number of the step that a career counselor would name and whether it is certain."""


def sheet_of(name: str) -> Sheet:
    """Return a person's sheet."""
    ((sheet, _),) = read_sheets(BANK, name, io.BytesIO((FOLDER / f"{name}.yaml").read_bytes()), Listing())
    return sheet


def material_on(name: str, today: datetime.date = TODAY, hours_per_week: int | None = None) -> Material:
    """Return what the report on a person's sheet is made from."""
    sheet = sheet_of(name)
    return Material(BANK, assess(BANK, sheet), sheet, today, hours_per_week=hours_per_week)


def report_on(name: str, today: datetime.date = TODAY) -> Document:
    """Return the full report on a person's sheet."""
    return full_report(material_on(name, today))
