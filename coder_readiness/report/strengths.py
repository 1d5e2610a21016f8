"""What the person has, and their own ratings beside what the checks show."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from coder_readiness.bank.credits import is_full, reaches
from coder_readiness.report.blocks import Block, Items, Pair, Pairs, Paragraph, Section, Titles
from coder_readiness.report.material import Material
from coder_readiness.report.wording import first_sentence, steps_in_words
from coder_readiness.scoring.readiness import CompetencyResult, percent
from coder_readiness.scoring.score import score_competency
from coder_readiness.scoring.sheet import answered_checks
from coder_readiness.text import number_of

NOTEWORTHY_DIFFERENCE = 0.25
"""From this difference on, a self-rating and the checks are said to disagree."""


_MOST_EXCEPTIONS = 3
"""So many gaps of a step are named if all else in it is met."""


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
    """Return everything that is met, by step; None if nothing is, or everything, which the first lines say.

    A step of which everything is met needs no titles, and neither does one of which all but a few gaps is.
    """
    blocks: list[Block] = []
    whole: list[int] = []
    gaps = {gap.competency for gap in material.readiness.gaps}
    for step in material.readiness.steps:
        results = [result for result in material.readiness.competencies if result.step == step.id]
        met = [result.title for result in sorted(results, key=lambda result: not result.required) if result.met]
        others = [result for result in results if not result.met]
        if not others:
            whole.append(step.number)
        elif len(met) > len(others) and gaps.issuperset(result.id for result in others):
            titles = "; ".join(result.title for result in others)
            but = f"every area except {titles}"
            if len(others) > _MOST_EXCEPTIONS:
                but = f"all but {len(others)} areas{_gaps_of(others)}"
            blocks.append(Paragraph(f"Step {step.number}: {but}."))
        elif met:
            told = f"Step {step.number} ({len(met)} of {number_of(len(results), 'area')})"
            blocks.append(Titles(told, tuple(met)))
    if 0 < len(whole) < len(material.readiness.steps):
        blocks.insert(0, Paragraph(f"{steps_in_words(whole)}: every area."))
    return Section("What you've already covered", tuple(blocks)) if blocks else None


def _gaps_of(results: Sequence[CompetencyResult]) -> str:
    """Return how many gaps and possible gaps areas are that aren't covered; "" if all are gaps."""
    surely = sum(result.met is False for result in results)
    if surely == len(results):
        return ""
    counts = ((surely, "gap"), (len(results) - surely, "possible gap"))
    return f" ({' and '.join(number_of(count, what) for count, what in counts if count)})"


def worth_doing_section(material: Material) -> Section | None:
    """Return what is left to do about what is met, once its first action is done."""
    left = tuple(_left_of_met(material))
    return Section("Still worth doing", (Items(left),)) if left else None


def _left_of_met(material: Material) -> Iterator[str]:
    for result in material.readiness.competencies:
        competency = material.bank.competency.get(result.id)
        if competency and result.met:
            score = score_competency(material.bank, competency, material.sheet)
            if competency.milestones and 0 in score.done:
                yield first_sentence(score.actions[0].do)


def _difference(result: CompetencyResult) -> float:
    """Return by how much more was shown than said; 0 where it is not worth a word, or one of them is not known."""
    if result.self_view is None or result.shown is None:
        return 0.0
    difference = result.shown - result.self_view
    return difference if reaches(abs(difference), NOTEWORTHY_DIFFERENCE) else 0.0


def self_view_section(material: Material) -> Section | None:
    """Return ratings beside what was shown where they differ: as pairs, or by title if one check is all there is."""
    checked = _checked(material)
    results = filter(_difference, material.readiness.competencies)
    differing = sorted(results, key=lambda result: -abs(_difference(result)))
    hints = [result for result in differing if result.id in checked and checked[result.id].count == 1]
    pairs = tuple(_pair(result, checked) for result in differing if result not in hints)
    blocks: list[Block] = [Pairs(("Area", "Your rating", "Questions right"), pairs)] if pairs else []
    better = [result.title for result in hints if _difference(result) > 0]
    worse = [result.title for result in hints if _difference(result) < 0]
    if hints:
        areas = "each area" if len(hints) > 1 else "the area"
        blocks.append(Paragraph(f"We asked only one question in {areas} below, so take your result there as a hint."))
    if better:
        blocks.append(Titles("Higher than your rating", tuple(better)))
    if worse:
        blocks.append(Titles("Lower than your rating", tuple(worse)))
    return Section("How you rated yourself and how you did", tuple(blocks)) if blocks else None


def _pair(result: CompetencyResult, checked: Mapping[str, _Checked]) -> Pair:
    said, shown = result.self_view or 0.0, result.shown or 0.0
    one = checked.get(result.id)
    if one is None:  # a kept report, on checks that the bank holds no more
        return Pair(result.title, said, shown, percent(shown))
    partly = f", {one.partly} partly" if one.partly else ""
    return Pair(result.title, said, shown, f"{one.right} of {one.count}{partly}")
