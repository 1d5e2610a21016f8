"""How prepared the person is for each duty and challenge the career guide names."""

from collections.abc import Sequence
from math import fsum

from coder_readiness.bank.roadmap import PointGroup
from coder_readiness.report.blocks import Bar, Bars, Paragraph, Section
from coder_readiness.report.material import Material
from coder_readiness.report.wording import says_nothing, span
from coder_readiness.scoring.readiness import CompetencyResult, points
from coder_readiness.text import number_of


def points_section(material: Material, group: PointGroup) -> Section | None:
    """Return how prepared the person is for each point of a group: bars for what is halfway, the rest by name."""
    bars: list[Bar] = []
    named: dict[str, list[str]] = {"Ready": [], "Not ready yet": [], "Not known yet": []}
    for point in group.points:
        scored = [
            (competency.weight, material.results[competency.id])
            for competency in material.bank.competencies
            if point.id in competency.covers and competency.id in material.results
        ]
        weight = fsum(weight for weight, _ in scored)
        if not weight:
            continue
        low = fsum(weight * min(1, result.low / result.target) for weight, result in scored) / weight
        high = fsum(weight * min(1, result.high / result.target) for weight, result in scored) / weight
        if says_nothing(low, high):
            named["Not known yet"].append(point.title)
        elif all(result.met for _, result in scored):
            named["Ready"].append(point.title)
        elif not points(high):
            named["Not ready yet"].append(point.title)
        else:
            bars.append(Bar(point.title, low, high, f"{span(low, high)}{_gaps_of([result for _, result in scored])}"))
    if not bars and not named["Ready"] and not named["Not ready yet"]:
        return None
    bars.sort(key=lambda bar: (bar.low, bar.high))
    told = tuple(Paragraph(f"{what}: {'; '.join(titles)}.") for what, titles in named.items() if titles)
    return Section(group.title, (*([Bars(tuple(bars))] if bars else []), *told))


def _gaps_of(results: Sequence[CompetencyResult]) -> str:
    """Return how many gaps there are, or that nothing is certain."""
    gaps = sum(result.met is False for result in results)
    return f", {number_of(gaps, 'gap')}" if gaps else ", not sure yet"
