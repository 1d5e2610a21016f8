"""How prepared the person is for each duty and challenge the career guide names."""

from collections import Counter
from collections.abc import Sequence
from math import fsum

from coder_readiness.bank.roadmap import PointGroup
from coder_readiness.report.blocks import Bar, Bars, Block, Paragraph, Section
from coder_readiness.report.material import Material
from coder_readiness.report.wording import NOT_SURE, span
from coder_readiness.scoring.readiness import CompetencyResult, points
from coder_readiness.text import number_of

_WIDEST_SPAN = 0.8
"""A wider span of what a share may be isn't worth drawing."""
_READY, _NOT_YET = "ready", "not ready yet"
_COUNTED = {_READY: "Ready", _NOT_YET: "Not ready yet", NOT_SURE: "Not sure yet"}
"""What is said of points without a share to draw."""
_FOR_ALL = {_READY: "You're ready for all {}.", _NOT_YET: "All {} are still ahead of you."}
"""What is said if it is so for every point, of several."""


def points_section(material: Material, group: PointGroup) -> Section | None:
    """Return how prepared the person is for each point of a group; those that are alike in that are only counted."""
    bars: list[Bar] = []
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
        bars.append(Bar(point.title, low, high, _note(low, high, [result for _, result in scored])))
    counts = Counter(bar.note for bar in bars)
    if counts.total() == counts[NOT_SURE]:
        return None
    for note, words in _FOR_ALL.items():
        if 1 < counts[note] == len(bars):
            return Section(group.title, (Paragraph(words.format(len(bars))),))
    drawn = sorted((bar for bar in bars if bar.note not in _COUNTED), key=lambda bar: (bar.low, bar.high))
    shown: tuple[Block, ...] = (Bars(tuple(drawn)),) if drawn else ()
    told = (f"{words}: {counts[note]} of {len(bars)}." for note, words in _COUNTED.items() if counts[note])
    return Section(group.title, (*shown, *map(Paragraph, told)))


def _note(low: float, high: float, results: Sequence[CompetencyResult]) -> str:
    """Return a share in words, with how many gaps there are, or that there may be some."""
    if high - low > _WIDEST_SPAN:
        return NOT_SURE
    if all(result.met for result in results):
        return _READY
    if not points(high):
        return _NOT_YET
    if gaps := sum(result.met is False for result in results):
        return f"{span(low, high)}, {number_of(gaps, 'gap')}"
    return span(low, high) if low < high else f"about {span(low, high)}"
