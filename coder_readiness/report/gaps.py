"""What is missing, in the order to look at it, and the plan that closes it."""

from collections.abc import Mapping

from coder_readiness.bank.competency import Action
from coder_readiness.bank.model import Bank
from coder_readiness.report.blocks import Block, Items, Paragraph, Section, Table
from coder_readiness.report.wording import doing, first_of, hours_in_words
from coder_readiness.scoring.readiness import CompetencyResult, Gap, Readiness, percent

MOST_GAPS = 8


def left_to_do(bank: Bank, readiness: Readiness) -> dict[str, tuple[Action, ...]]:
    """Return what is left to do about each competency of the plan, in working order."""
    left = {gap.competency: gap.actions for gap in readiness.gaps}
    close = readiness.plan.close if readiness.plan else ()
    # What is not answered yet is no gap so far; all of it is to do. A kept plan may cite what the bank no longer has.
    return {name: left.get(name) or bank.competency[name].to_do() for name in close if name in bank.competency}


def by_turn(readiness: Readiness) -> list[Gap]:
    """Return the gaps in the order to look at them.

    The step in focus first, then what was left behind in steps before it, then what comes later. Of each, must-haves
    come first, then earlier steps, and then what holds back most, which is how the gaps are sorted.
    """
    numbers = {step.id: step.number for step in readiness.steps}
    steps = {result.id: numbers[result.step] for result in readiness.competencies}
    focus = readiness.next_step.number if readiness.next_step else 0

    def turn(gap: Gap) -> tuple[int, bool, int]:
        number = steps[gap.competency]
        return 0 if number == focus else 1 if number < focus else 2, not gap.required, number

    return sorted(readiness.gaps, key=turn)


def gaps_section(readiness: Readiness, results: Mapping[str, CompetencyResult]) -> Section | None:
    if not readiness.gaps:
        return None
    numbers = {step.id: step.number for step in readiness.steps}

    def row(gap: Gap) -> tuple[str, str, str]:
        share = percent(gap.impact) if gap.impact >= 0.01 else "under 1%"
        return (title(gap), f"{share} of step {numbers[results[gap.competency].step]}", gap.actions[0].do)

    def title(gap: Gap) -> str:
        return f"{results[gap.competency].title} (must-have)" if gap.required else results[gap.competency].title

    gaps = by_turn(readiness)
    heads = ("What is missing", "Holds back", "What to do first")
    blocks: list[Block] = [Table(heads, tuple(row(gap) for gap in gaps[:MOST_GAPS]))]
    if more := gaps[MOST_GAPS:]:
        by_step = (
            (number, [title(gap) for gap in more if results[gap.competency].step == step])
            for step, number in numbers.items()
        )
        lines = tuple(f"Step {number}: {'; '.join(titles)}" for number, titles in by_step if titles)
        blocks += [Paragraph("Also missing:"), Items(lines)]
    return Section("What is missing, and how much it holds back", tuple(blocks))


def plan_section(bank: Bank, readiness: Readiness, results: Mapping[str, CompetencyResult]) -> Section | None:
    plan = readiness.plan
    if plan is None or not plan.close:
        return None
    impacts = {gap.competency: gap.impact for gap in readiness.gaps}
    left = left_to_do(bank, readiness)
    items = []
    for name in plan.close:
        title = results[name].title
        if actions := left.get(name):
            adds = f", adds {percent(impacts[name])}" if name in impacts else ", not known yet"
            title = doing(title, actions, adds)
        items.append(title)
    numbers = {step.id: step.number for step in readiness.steps}
    unknown = any(results[name].met is None for name in plan.close)
    takes = f"takes {'at most ' if unknown else ''}{hours_in_words(plan.hours)} (our estimate)"
    counts = "; what is not known yet counts as missing" if unknown else ""
    intro = f"The shortest way to complete step {numbers[plan.step]} {takes}{counts}:"
    blocks: list[Block] = [Paragraph(intro), Items(tuple(items), numbered=True)]
    later = [step for step in readiness.steps if step.number > numbers[plan.step] and step.complete is not True]
    if later:
        gaps = [results[gap.competency].title for gap in readiness.gaps if results[gap.competency].step == later[0].id]
        missing = f" Missing there: {'; '.join(first_of(gaps))}." if gaps else ""
        blocks.append(Paragraph(f"After that comes step {later[0].number}: {later[0].title}.{missing}"))
    return Section("Your plan", tuple(blocks))
