"""How prepared the person is for each duty and challenge the career guide names."""

from collections.abc import Mapping

from coder_readiness.bank.model import Bank
from coder_readiness.bank.roadmap import PointGroup
from coder_readiness.report.blocks import Bar, Bars, Block, Paragraph, Section
from coder_readiness.report.wording import says_nothing, span
from coder_readiness.scoring.readiness import CompetencyResult


def points_section(bank: Bank, group: PointGroup, results: Mapping[str, CompetencyResult]) -> Section | None:
    bars, unknown, nearly = [], [], []
    for point in group.points:
        scored = [
            (competency.weight, results[competency.id])
            for competency in bank.competencies
            if point.id in competency.covers and competency.id in results
        ]
        weight = sum(weight for weight, _ in scored)
        if not weight:
            continue
        low = sum(weight * result.low for weight, result in scored) / weight
        high = sum(weight * result.high for weight, result in scored) / weight
        if says_nothing(low, high):
            unknown.append(point.title)
            continue
        missing = [result for _, result in scored if not result.met]
        enough = ", enough" if not missing else ""
        if len(missing) == 1 < len(scored) and missing[0].met is False:
            nearly.append(f"{point.title} ({missing[0].title})")
        bars.append(Bar(point.title, low, high, f"{span(low, high)}{enough}"))
    if not bars:
        return None
    bars.sort(key=lambda bar: (bar.low, bar.high))
    blocks: list[Block] = [
        Paragraph("How prepared you are for each, the least first, and where that is enough for this goal."),
        Bars(tuple(bars)),
    ]
    if nearly:
        blocks.append(Paragraph(f"Enough but for one thing: {'; '.join(nearly)}."))
    if unknown:
        blocks.append(Paragraph(f"Not known yet: {'; '.join(unknown)}."))
    return Section(group.title, tuple(blocks))
