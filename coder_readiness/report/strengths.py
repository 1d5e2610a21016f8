"""What the person has, and their own ratings beside what the checks show."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from coder_readiness.bank.credits import is_full, reaches
from coder_readiness.report.blocks import Block, Items, Pair, Pairs, Paragraph, Section, Titles
from coder_readiness.report.material import Material
from coder_readiness.report.wording import titles_in_step, to_do
from coder_readiness.scoring.readiness import CompetencyResult, percent
from coder_readiness.scoring.score import score_competency
from coder_readiness.scoring.sheet import answered_checks
from coder_readiness.text import number_of

NOTEWORTHY_DIFFERENCE = 0.25
"""From this difference on, a self-rating and the checks are said to disagree."""


@dataclass(frozen=True)
class _Checked:
    """How the checks about a competency went that an attempt has answered."""

    right: int
    partly: int
    count: int


def _checked(material: Material) -> dict[str, _Checked]:
    """Return how the checks went, by competency; only of those with any."""
    found: dict[str, _Checked] = {}
    for competency in material.bank.competencies:
        earned = [earned for _, _, earned in answered_checks(competency.pool, material.sheet)]
        if earned:
            right = sum(map(is_full, earned))
            found[competency.id] = _Checked(right, sum(one > 0 for one in earned) - right, len(earned))
    return found


def strengths_section(material: Material) -> Section | None:
    """Return everything that is met, by step, and what is left to do about it once its first action is done."""
    blocks: list[Block] = []
    for step in material.readiness.steps:
        met = [result for result in material.readiness.competencies if result.met and result.step == step.id]
        for kind, required in (("must-haves", True), ("", False)):
            if titles := [result.title for result in met if result.required == required]:
                blocks.append(titles_in_step(step.number, kind, titles))
    if left := tuple(_left_of_met(material)):
        blocks += [Paragraph("Still worth doing:"), Items(left)]
    return Section("What you've already covered", tuple(blocks)) if blocks else None


def _left_of_met(material: Material) -> Iterator[str]:
    for result in material.readiness.competencies:
        competency = material.bank.competency.get(result.id)
        if competency and result.met:
            score = score_competency(material.bank, competency, material.sheet)
            if competency.milestones and 0 in score.done:
                yield f"{' '.join(action.do for action in score.actions)} ({to_do(result.title, score.actions).note})"


def _difference(result: CompetencyResult) -> float:
    """Return by how much more was shown than said; 0 where it is not worth a word, or one of them is not known."""
    if result.self_view is None or result.shown is None:
        return 0.0
    difference = result.shown - result.self_view
    return difference if reaches(abs(difference), NOTEWORTHY_DIFFERENCE) else 0.0


def self_view_section(material: Material) -> Section | None:
    """Return ratings beside what was shown: as pairs where they differ for sure, else in a line or two."""
    checked = _checked(material)
    both = [
        result
        for result in material.readiness.competencies
        if result.self_view is not None and result.shown is not None
    ]
    differing = sorted((result for result in both if _difference(result)), key=lambda result: -abs(_difference(result)))
    hints = [result for result in differing if result.id in checked and checked[result.id].count == 1]
    pairs = tuple(_pair(result, checked) for result in differing if result not in hints)
    blocks: list[Block] = [Pairs(("Area", "Your rating", "Questions right", "In short"), pairs)] if pairs else []
    for what, found in (
        ("You may be better at these than you think", [one for one in hints if _difference(one) > 0]),
        ("You may have rated yourself too high on these", [one for one in hints if _difference(one) < 0]),
    ):
        if found:
            titles = tuple(result.title for result in found)
            blocks.append(Titles(f"{what} (we asked only one question on each)", titles))
    if agreeing := sum(not _difference(result) for result in both):
        blocks.append(Paragraph(f"You judged yourself accurately in {number_of(agreeing, 'area')}."))
    return Section("How you rated yourself and how you did", tuple(blocks)) if blocks else None


def _pair(result: CompetencyResult, checked: Mapping[str, _Checked]) -> Pair:
    said, shown = result.self_view or 0.0, result.shown or 0.0
    way = "higher" if _difference(result) > 0 else "lower"
    one = checked.get(result.id)
    if one is None:  # a kept report, on checks that the bank holds no more
        return Pair(result.title, said, shown, percent(shown), f"{way} than your rating")
    partly = f", {one.partly} partly right" if one.partly else ""
    return Pair(result.title, said, shown, f"{one.right} of {one.count}", f"{way} than your rating{partly}")
