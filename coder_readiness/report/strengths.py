"""What the person has, and what they say of themselves beside what the checks show."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from coder_readiness.bank.credits import is_full, reaches
from coder_readiness.bank.model import Bank
from coder_readiness.report.blocks import Block, Items, Pair, Pairs, Paragraph, Section
from coder_readiness.report.wording import doing, first_of
from coder_readiness.scoring.readiness import CompetencyResult, Readiness, percent
from coder_readiness.scoring.score import score_competency
from coder_readiness.scoring.sheet import Sheet, answered_checks
from coder_readiness.text import counted

NOTEWORTHY_DIFFERENCE = 0.25
"""From this difference on, a self-rating and the checks are said to disagree."""


@dataclass(frozen=True)
class Checked:
    """How the checks about a competency went that an attempt has answered."""

    right: int
    partly: int
    count: int

    @property
    def in_words(self) -> str:
        partly = f", {self.partly} partly" if self.partly else ""
        return f"{self.right} of {counted(self.count, 'check')} right{partly}"


def checks_of(bank: Bank, sheet: Sheet) -> dict[str, Checked]:
    """Return how the checks went, by competency; only of those with any."""
    found: dict[str, Checked] = {}
    for competency in bank.competencies:
        earned = [earned for _, _, earned in answered_checks(competency.pool, sheet)]
        if earned:
            right = sum(map(is_full, earned))
            found[competency.id] = Checked(right, sum(one > 0 for one in earned) - right, len(earned))
    return found


def strengths_section(bank: Bank, readiness: Readiness, sheet: Sheet, checks: Mapping[str, Checked]) -> Section | None:
    """Return what is met, with the checks it rests on, and what is left to do about it where the person is on the way.

    What one right check says, against the person's own rating, is not called a strength.
    """
    all_met = [result for result in readiness.competencies if result.met]
    strong = [result for result in all_met if _difference(result) <= 0 or not _is_hint(result, checks)]
    strong.sort(key=lambda result: result.target - result.low)
    named = []
    for result in strong:
        checked = f" ({checks[result.id].in_words})" if result.id in checks else ""
        named.append(f"{result.title}{checked}")
    blocks: list[Block] = [Items(tuple(first_of(named)))] if named else []
    if left := tuple(_left_of_met(bank, sheet, all_met)):
        blocks += [Paragraph("Still worth doing:"), Items(left)]
    return Section("What you can build on", tuple(blocks)) if blocks else None


def _left_of_met(bank: Bank, sheet: Sheet, met: Sequence[CompetencyResult]) -> Iterator[str]:
    for result in met:
        if competency := bank.competency.get(result.id):
            score = score_competency(bank, competency, sheet)
            if score.done:
                yield doing(result.title, score.actions)


def _is_hint(result: CompetencyResult, checks: Mapping[str, Checked]) -> bool:
    """Tell whether what was shown rests on one check alone."""
    return result.id in checks and checks[result.id].count == 1


def _difference(result: CompetencyResult) -> float:
    """Return by how much more was shown than said; 0 where it is not worth a word, or one of them is not known."""
    if result.self_view is None or result.shown is None:
        return 0.0
    difference = result.shown - result.self_view
    return difference if reaches(abs(difference), NOTEWORTHY_DIFFERENCE) else 0.0


def self_view_section(readiness: Readiness, checks: Mapping[str, Checked]) -> Section | None:
    """Return ratings beside what was shown: as pairs where they disagree, else only by name."""
    both = [result for result in readiness.competencies if result.self_view is not None and result.shown is not None]
    differing = sorted((result for result in both if _difference(result)), key=lambda result: -abs(_difference(result)))
    blocks: list[Block] = []
    if differing:
        pairs = tuple(_pair(result, checks) for result in differing)
        blocks.append(Pairs(("Competency", "You say", "Checks right", "Difference"), pairs))
    if any(_is_hint(result, checks) for result in differing):
        blocks.append(Paragraph("Maybe: it rests on one check, which is a hint and no proof."))
    if agreeing := [result.title for result in both if not _difference(result)]:
        blocks.append(Paragraph(f"Much the same in both: {'; '.join(agreeing)}."))
    return Section("What you say and what you showed", tuple(blocks)) if blocks else None


def _pair(result: CompetencyResult, checks: Mapping[str, Checked]) -> Pair:
    said, shown = result.self_view or 0.0, result.shown or 0.0
    how = "maybe" if _is_hint(result, checks) else "showed"
    note = f"{how} {'more' if _difference(result) > 0 else 'less'}"
    checked = checks.get(result.id)
    if checked is None:  # a kept report, on checks that the bank holds no more
        return Pair(result.title, said, shown, percent(shown), note)
    partly = f", {checked.partly} partly right" if checked.partly else ""
    return Pair(result.title, said, shown, f"{checked.right} of {checked.count}", note + partly)
