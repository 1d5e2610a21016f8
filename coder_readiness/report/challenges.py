"""How prepared the person is for each duty and challenge the career guide names."""

from collections.abc import Sequence
from math import fsum

from coder_readiness.bank.roadmap import PointGroup
from coder_readiness.report.blocks import Bar, Bars, Block, Paragraph, Section, Titles
from coder_readiness.report.material import Material
from coder_readiness.report.wording import says_nothing, span
from coder_readiness.scoring.readiness import CompetencyResult, points
from coder_readiness.text import number_of


def points_section(material: Material, group: PointGroup) -> Section | None:
    """Return how prepared the person is for each point of a group: bars for what is halfway, the rest by name."""
    bars: list[Bar] = []
    ready, ahead, unknown = list[str](), list[str](), list[str]()
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
            unknown.append(point.title)
        elif all(result.met for _, result in scored):
            ready.append(point.title)
        elif not points(high):
            ahead.append(point.title)
        else:
            bars.append(Bar(point.title, low, high, _note(low, high, [result for _, result in scored])))
    if not bars and not ready and not ahead:
        return None
    bars.sort(key=lambda bar: (bar.low, bar.high))
    drawn: tuple[Block, ...] = (Paragraph("How prepared you are so far:"), Bars(tuple(bars))) if bars else ()
    named = {"Ready": ready, "Not ready yet": ahead, "Not sure yet": unknown}
    told = (Titles(what, tuple(titles)) for what, titles in named.items() if titles)
    return Section(group.title, (*drawn, *told))


def _note(low: float, high: float, results: Sequence[CompetencyResult]) -> str:
    """Return a share in words, with how many gaps there are, or that there may be some."""
    if gaps := sum(result.met is False for result in results):
        return f"{span(low, high)}, {number_of(gaps, 'gap')}"
    return span(low, high) if low < high else f"about {span(low, high)}"
