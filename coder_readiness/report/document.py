"""Readiness -> what the report says, section by section, for every format alike."""

import datetime
from collections.abc import Sequence

from coder_readiness.bank.model import Bank
from coder_readiness.report.blocks import Document, Section
from coder_readiness.report.challenges import points_section
from coder_readiness.report.changes import changes_section, what_if_section
from coder_readiness.report.gaps import gaps_section, plan_section
from coder_readiness.report.missed import missed_section
from coder_readiness.report.outlook import outlook_section
from coder_readiness.report.result import about_section, focus_section, roadmap_section, title_of
from coder_readiness.report.strengths import checks_of, self_view_section, strengths_section
from coder_readiness.scoring.readiness import Readiness
from coder_readiness.scoring.sheet import Sheet


def describe(
    bank: Bank,
    readiness: Readiness,
    sheet: Sheet,
    today: datetime.date,
    *,
    before: Readiness | None = None,
    assumed: Sequence[str] = (),
    other_goal: bool = False,
) -> Document:
    """Return the report on a readiness and the sheet it comes from, and on what has changed since `before`.

    `assumed` are the titles of the competencies that the sheet only assumes to be met; `other_goal` tells that its goal
    is not the one that the person chose.
    """
    results = {result.id: result for result in readiness.competencies}
    if assumed:  # what the person has shown stands in the report of the attempt itself
        about_the_person: list[Section | None] = []
        changes = what_if_section(readiness, before) if before else None
    else:
        checks = checks_of(bank, sheet)
        about_the_person = [strengths_section(bank, readiness, sheet, checks), self_view_section(readiness, checks)]
        changes = changes_section(bank, readiness, before) if before else None
    sections = [
        focus_section(bank, readiness, results),
        roadmap_section(readiness),
        changes,
        gaps_section(readiness, results),
        plan_section(bank, readiness, results),
        *about_the_person,
        *(points_section(bank, group, results) for group in bank.roadmap.guide if group.report),
        missed_section(bank, sheet),
        outlook_section(bank),
        about_section(bank, before if before and assumed else readiness, sheet, today),
    ]
    return Document(title_of(bank, readiness, assumed, other_goal), tuple(section for section in sections if section))


def brief(document: Document) -> Document:
    """Return only a report's answer and its roadmap."""
    return Document(document.title, document.sections[:2])
