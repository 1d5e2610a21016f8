"""What the person has, and their own ratings beside what the checks show."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from coder_readiness.bank.credits import is_full, reaches
from coder_readiness.report.blocks import Block, Items, Pair, Pairs, Paragraph, Section
from coder_readiness.report.material import Material
from coder_readiness.report.wording import to_do
from coder_readiness.scoring.readiness import CompetencyResult, percent
from coder_readiness.scoring.score import score_competency
from coder_readiness.scoring.sheet import answered_checks
from coder_readiness.text import counted

NOTEWORTHY_DIFFERENCE = 0.25
"""From this difference on, a self-rating and the checks are said to disagree."""


@dataclass(frozen=True)
class _Checked:
    """How the checks about a competency went that an attempt has answered."""

    right: int
    partly: int
    count: int

    @property
    def in_words(self) -> str:
        partly = f", {self.partly} partly" if self.partly else ""
        return f"{self.right} of {counted(self.count, 'question')} right{partly}"

    @property
    def is_hint(self) -> bool:
        """Whether what was shown rests on one answer alone."""
        return self.count == 1


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
    """Return everything that is met, by step, and what is left to do about it where the person is on the way."""
    checked = _checked(material)
    blocks: list[Block] = []
    for step in material.readiness.steps:
        met = [result for result in material.readiness.competencies if result.met and result.step == step.id]
        if met:
            named = "; ".join(_with_checks(result, checked) for result in met)
            blocks.append(Paragraph(f"Step {step.number}: {named}."))
    if left := tuple(_left_of_met(material)):
        blocks += [Paragraph("Still worth doing:"), Items(left)]
    return Section("What you already have", tuple(blocks)) if blocks else None


def _with_checks(result: CompetencyResult, checked: Mapping[str, _Checked]) -> str:
    return f"{result.title} ({checked[result.id].in_words})" if result.id in checked else result.title


def _left_of_met(material: Material) -> Iterator[str]:
    for result in material.readiness.competencies:
        competency = material.bank.competency.get(result.id)
        if competency and result.met:
            score = score_competency(material.bank, competency, material.sheet)
            if score.done:
                left = to_do(result.title, score.actions)
                yield f"{left.title} ({left.note}): {' '.join(action.do for action in score.actions)}"


def _difference(result: CompetencyResult) -> float:
    """Return by how much more was shown than said; 0 where it is not worth a word, or one of them is not known."""
    if result.self_view is None or result.shown is None:
        return 0.0
    difference = result.shown - result.self_view
    return difference if reaches(abs(difference), NOTEWORTHY_DIFFERENCE) else 0.0


def self_view_section(material: Material) -> Section | None:
    """Return ratings beside what was shown: as pairs where they disagree, else only by name."""
    checked = _checked(material)
    results = material.readiness.competencies
    both = [result for result in results if result.self_view is not None and result.shown is not None]
    differing = sorted((result for result in both if _difference(result)), key=lambda result: -abs(_difference(result)))
    blocks: list[Block] = []
    if differing:
        pairs = tuple(_pair(result, checked) for result in differing)
        blocks.append(Pairs(("Area", "Your rating", "Questions right", "In short"), pairs))
    if any(result.id in checked and checked[result.id].is_hint for result in differing):
        blocks.append(Paragraph('"Maybe" is based on one question, so take it as a hint.'))
    if agreeing := [result.title for result in both if not _difference(result)]:
        blocks.append(Paragraph(f"About the same in both: {'; '.join(agreeing)}."))
    return Section("Your ratings and your answers", tuple(blocks)) if blocks else None


def _pair(result: CompetencyResult, checked: Mapping[str, _Checked]) -> Pair:
    said, shown = result.self_view or 0.0, result.shown or 0.0
    way = "higher" if _difference(result) > 0 else "lower"
    one = checked.get(result.id)
    if one is None:  # a kept report, on checks that the bank holds no more
        return Pair(result.title, said, shown, percent(shown), f"{way} than your rating")
    note = f"maybe {way}" if one.is_hint else f"{way} than your rating"
    partly = f", {one.partly} partly right" if one.partly else ""
    return Pair(result.title, said, shown, f"{one.right} of {one.count}", note + partly)
