"""How prepared the person is for each duty and challenge the career guide names."""

from collections.abc import Sequence
from math import fsum

from coder_readiness.bank.roadmap import Point, PointGroup
from coder_readiness.report.blocks import Paragraph, Section, Titles
from coder_readiness.report.material import Material
from coder_readiness.report.wording import NOT_SURE
from coder_readiness.scoring.readiness import CompetencyResult

_READY, _ALMOST, _PARTWAY, _EARLY, _UNSURE = "Ready", "Almost ready", "Partway", "Just starting", NOT_SURE.capitalize()
"""How far along a person is, the farthest first."""
_WIDEST_SPAN = 0.5
"""If what a share may be spans more than that, it isn't known."""


def points_section(material: Material, group: PointGroup) -> Section | None:
    """Return how prepared the person is for the points of a group, in words; None if they are just starting."""
    found: dict[str, list[str]] = {_READY: [], _ALMOST: [], _PARTWAY: [], _EARLY: [], _UNSURE: []}
    for point in group.points:
        results = _covering(material, point)
        if fsum(weight for weight, _ in results):
            found[_how_far(results)].append(point.title)
    total, title = sum(map(len, found.values())), f"{group.title}: how ready you are"
    if total == len(found[_EARLY]) + len(found[_UNSURE]):
        return None
    if total == len(found[_READY]) > 1:
        return Section(title, (Paragraph(f"You're ready for all {total}."),))
    listed = (Titles(label, tuple(titles)) for label, titles in found.items() if titles)
    return Section(title, tuple(listed))


def _covering(material: Material, point: Point) -> list[tuple[float, CompetencyResult]]:
    """Return the weights and results of the areas that a point takes."""
    return [
        (competency.weight, material.results[competency.id])
        for competency in material.bank.competencies
        if point.id in competency.covers and competency.id in material.results
    ]


def _how_far(results: Sequence[tuple[float, CompetencyResult]]) -> str:
    """Return in words how much of what a point takes is there, from its weighted areas."""
    if all(result.met for _, result in results):
        return _READY
    weight = fsum(weight for weight, _ in results)
    low = fsum(weight * min(1, result.low / result.target) for weight, result in results) / weight
    high = fsum(weight * min(1, result.high / result.target) for weight, result in results) / weight
    if high - low > _WIDEST_SPAN:
        return _UNSURE
    return _ALMOST if low >= 2 / 3 else _PARTWAY if low >= 1 / 3 else _EARLY
