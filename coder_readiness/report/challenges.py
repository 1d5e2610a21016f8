"""How prepared the person is for each duty and challenge the career guide names."""

from coder_readiness.bank.roadmap import PointGroup
from coder_readiness.report.blocks import Bar, Bars, Block, Paragraph, Section
from coder_readiness.report.material import Material
from coder_readiness.report.wording import says_nothing, span


def points_section(material: Material, group: PointGroup) -> Section | None:
    """Return how prepared the person is for each point of a group, the least first."""
    bars, unknown = [], []
    for point in group.points:
        scored = [
            (competency.weight, material.results[competency.id])
            for competency in material.bank.competencies
            if point.id in competency.covers and competency.id in material.results
        ]
        weight = sum(weight for weight, _ in scored)
        if not weight:
            continue
        low = sum(weight * result.low for weight, result in scored) / weight
        high = sum(weight * result.high for weight, result in scored) / weight
        if says_nothing(low, high):
            unknown.append(point.title)
            continue
        gaps = [result.title for _, result in scored if result.met is False]
        still = f", needs {gaps[0]}" if len(gaps) == 1 else f", {len(gaps)} gaps" if gaps else ", ready"
        if not gaps and any(result.met is None for _, result in scored):
            still = ""
        bars.append(Bar(point.title, low, high, f"{span(low, high)}{still}"))
    if not bars:
        return None
    bars.sort(key=lambda bar: (bar.low, bar.high))
    blocks: list[Block] = [Bars(tuple(bars))]
    if unknown:
        blocks.append(Paragraph(f"Not known yet: {'; '.join(unknown)}."))
    return Section(group.title, tuple(blocks))
