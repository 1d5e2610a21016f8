"""How prepared the person is for each duty and challenge the career guide names."""

from collections.abc import Sequence
from math import fsum

from coder_readiness.bank.roadmap import PointGroup
from coder_readiness.report.blocks import Bar, Bars, Block, Paragraph, Section, Titles
from coder_readiness.report.material import Material
from coder_readiness.report.wording import span
from coder_readiness.scoring.readiness import CompetencyResult, points

_WIDEST_SPAN = 0.5
"""A wider span of what a share may be isn't worth drawing."""


def points_section(material: Material, group: PointGroup) -> Section | None:
    """Return how prepared the person is for each point of a group; those they are ready for are only counted."""
    ready, total = 0, 0
    bars: list[Bar] = []
    undrawn: dict[str, list[str]] = {"Not ready yet": [], "Not sure yet": []}
    for point in group.points:
        results = [
            (competency.weight, material.results[competency.id])
            for competency in material.bank.competencies
            if point.id in competency.covers and competency.id in material.results
        ]
        if not fsum(weight for weight, _ in results):
            continue
        total += 1
        low, high = _readiness(results)
        if all(result.met for _, result in results):
            ready += 1
        elif not points(high):
            undrawn["Not ready yet"].append(point.title)
        elif high - low > _WIDEST_SPAN:
            undrawn["Not sure yet"].append(point.title)
        else:
            bars.append(Bar(point.title, low, high, span(low, high)))
    if total == len(undrawn["Not sure yet"]):
        return None
    told = [_count(ready, total)] if ready else []
    drawn: list[Block] = []
    if bars:
        others = " with the other" if total - ready == 1 else " with the others"
        told.append(f"Here's how far along you are{others if ready else ''} (100% is ready):")
        drawn.append(Bars(tuple(sorted(bars, key=lambda bar: (bar.low, bar.high)))))
    intro = [Paragraph(" ".join(told))] if told else []
    listed = (Titles(label, tuple(titles)) for label, titles in undrawn.items() if titles)
    return Section(group.title, (*intro, *drawn, *listed))


def _count(ready: int, total: int) -> str:
    return f"You're ready for all {total}." if 1 < ready == total else f"You're ready for {ready} of {total}."


def _readiness(results: Sequence[tuple[float, CompetencyResult]]) -> tuple[float, float]:
    """Return how much of what a point takes is there, surely and at most, from its weighted areas."""
    weight = fsum(weight for weight, _ in results)
    low = fsum(weight * min(1, result.low / result.target) for weight, result in results) / weight
    high = fsum(weight * min(1, result.high / result.target) for weight, result in results) / weight
    return low, high
