"""What is different from an earlier attempt, or would be with a gap closed."""

from collections.abc import Iterator, Mapping

from coder_readiness.bank.credits import reaches
from coder_readiness.report.blocks import Block, Paragraph, Section, Table, Titles
from coder_readiness.report.material import Material
from coder_readiness.report.wording import (
    IF_RANGES,
    NOT_SURE,
    first_of,
    has_range,
    says_nothing,
    short_span,
    span,
    steps_in_words,
)
from coder_readiness.scoring.readiness import CompetencyResult, NextStep, Readiness, StepResult, points
from coder_readiness.text import number_of


def what_if_section(material: Material) -> Section | None:
    """Return what assuming some gaps closed changes in the steps."""
    if material.before is None:
        return None
    rows = tuple(row for row in _step_rows(material.readiness, material.before) if row[1] != row[2])
    new = _newly_met(material, material.before)
    blocks: list[Block] = []
    if along := tuple(title for title in new if title not in material.assumed):
        blocks.append(Titles("We'd count these as covered, too", along))
    if rows:
        blocks.append(Table(("Step", "Now", "Then"), rows))
    else:
        fewer = len(material.before.gaps) - len(material.readiness.gaps)
        but = f" You'd just have {number_of(fewer, 'fewer gap')}." if fewer > 0 else ""
        blocks.append(Paragraph(f"No step would change.{but}" if new else "Nothing: you've covered that already."))
    return Section("What that would change", tuple(blocks))


def _newly_met(material: Material, before: Readiness) -> list[str]:
    """Return the titles of the areas that are assumed to be covered, or come along with them, and weren't before."""
    was_met, assumed = _was_met(before), material.sheet.assumed
    return [one.title for one in material.bank.competencies if one.id in assumed and not was_met.get(one.id)]


def closed_gaps(material: Material) -> list[str]:
    """Return the titles of the gaps that have been closed since an earlier attempt; not of those only assumed so."""
    if material.before is None or material.assumed:
        return []
    return _closed(material.before, material.readiness)


def _closed(before: Readiness, now: Readiness) -> list[str]:
    gaps = {gap.competency for gap in before.gaps}
    return [result.title for result in now.competencies if result.met and result.id in gaps]


def gain(material: Material) -> str:
    """Return what has changed since an earlier attempt in one line, such as "Since May 2: step 3 up from 30% to 64%."

    What went down is in it, too. It is "" without one, and where only the range of what was unknown is another.
    """
    before = material.before
    if before is None or material.assumed:
        return ""
    told = ", ".join(_ups_and_downs(before, material.readiness))
    if (
        not told
        and before.goal == material.readiness.goal
        and all(then == now for _, then, now in _step_rows(material.readiness, before))
    ):
        return f"No change since {_day(material)}."
    return f"Since {_day(material)}: {told}." if told else ""


def _ups_and_downs(before: Readiness, now: Readiness) -> list[str]:
    """Return how steps have moved, and how many areas are better or worse than before."""
    closed, new, lower = _closed(before, now), _new_gaps(before, now), _lower(before, now)
    told = _moved(before, now)
    told += [f"{number_of(len(closed), 'gap')} closed"] if closed else []
    told += [number_of(len(new), "new gap")] if new else []
    areas = "other area" if new else "area"
    return [*told, f"{number_of(len(lower), areas)} lower"] if lower else told


def _day(material: Material) -> str:
    since, today = material.since, material.today
    if since is None or since == today:
        return "your earlier attempt"
    return f"{since:%B} {since.day}" + ("" if since.year == today.year else f", {since.year}")


def _was_met(before: Readiness) -> dict[str, bool | None]:
    return {result.id: result.met for result in before.competencies}


def _new_gaps(before: Readiness, now: Readiness) -> list[str]:
    was_met = _was_met(before)
    return [result.title for result in now.competencies if result.met is False and was_met.get(result.id)]


def _lower(before: Readiness, now: Readiness) -> list[str]:
    """Return the titles of the areas that surely show less of their target than before, except new gaps."""
    earlier, new = {result.id: result for result in before.competencies}, _new_gaps(before, now)
    return [
        result.title
        for result in now.competencies
        if (then := earlier.get(result.id)) and result.title not in new
        if points(min(1, result.high / result.target)) < points(min(1, then.low / then.target))
    ]


def went_down(material: Material) -> list[str]:
    """Return the titles of the areas that are new gaps, or lower than in an earlier attempt; none in a what-if."""
    before, now = material.before, material.readiness
    return [] if before is None or material.assumed else [*_new_gaps(before, now), *_lower(before, now)]


def _moved(before: Readiness, now: Readiness) -> list[str]:
    """Return the change of the step that was in focus then, and the other steps that surely went down."""
    focus, earlier = before.next_step, {step.id: step for step in before.steps}
    told: list[str] = []
    down: dict[int, str] = {}
    for step in now.steps:
        if then := earlier.get(step.id):
            change = _from_to(then, step)
            if change and focus and step.id == focus.id:
                told.append(change)
            elif points(step.high) < points(then.low):
                down[step.number] = change
    if len(down) == 1 and all(down.values()):
        return [*told, *down.values()]
    return [*told, f"{steps_in_words([*down]).lower()} down"] if down else told


def _from_to(then: StepResult, now: StepResult) -> str:
    """Return how a step has changed in percent; "" if it hasn't, or if a range leaves open whether it has."""
    low, high = points(now.low) - points(then.low), points(now.high) - points(then.high)
    if low * high <= 0:
        return ""
    was, is_ = (short_span(step.low, step.high) for step in (then, now))
    return f"step {now.number} {'up' if low > 0 else 'down'} from {was} to {is_}"


def changes_section(material: Material) -> Section | None:
    """Return what has changed since an earlier attempt, beyond what the first lines say of it."""
    now, before = material.readiness, material.before
    if before is None:
        return None
    # What was unknown then, or is now, is neither closed nor new.
    was_met = _was_met(before)
    found = [result.title for result in now.competencies if result.met is False and was_met.get(result.id) is None]
    blocks: list[Block] = []
    if before.goal != now.goal:
        then = material.bank.roadmap.goals.get(before.goal, before.goal)
        blocks.append(Paragraph(f"Your goal then was {then}. Now it's {material.goal}."))
    for what, titles in (
        ("New gap{s}", _new_gaps(before, now)),
        ("Lower now", _lower(before, now)),
        ("Gap{s} we hadn't asked about", found),
    ):
        if titles:
            blocks.append(Titles(what.format(s="s" * (len(titles) > 1)), tuple(titles)))
    if went_down(material):
        blocks.append(Paragraph("An update asks other questions, so a score can also go down."))
    if rows := tuple(row for row in _step_rows(now, before) if row[1] != row[2]):
        blocks.append(Table(("Step", "Then", "Now"), rows))
    return Section(f"What has changed since {_day(material)}", tuple(blocks)) if blocks else None


def _step_rows(now: Readiness, before: Readiness) -> Iterator[tuple[str, str, str]]:
    """Yield each step of which something is known, as it was before and as it is now."""
    earlier = {step.id: step for step in before.steps}
    for step in now.steps:
        then = earlier.get(step.id)
        if then and not (says_nothing(then.low, then.high) and says_nothing(step.low, step.high)):
            yield f"{step.number} {step.title}", step_in_words(then), step_in_words(step)


def step_in_words(step: StepResult) -> str:
    """Return a step's readiness in words, and that it would be enough but for a must-have."""
    return f"{span(step.low, step.high)}{', must-have missing' if lacks_must_have(step) else ''}"


def lacks_must_have(step: StepResult) -> bool:
    """Tell whether a step would be ready but for a must-have."""
    return step.complete is False and reaches(step.low, step.pass_mark)


def _of_area(result: CompetencyResult) -> str:
    """Return in words how much of its target an area has reached."""
    return "covered" if result.met else span(min(1, result.low / result.target), min(1, result.high / result.target))


def comparison(heads: tuple[str, str], first: Readiness, second: Readiness, goals: Mapping[str, str]) -> Section:
    """Return what has changed overall, and two attempts side by side: every step and every area that differs.

    `goals` puts the goals into words.
    """
    areas = {result.id: result for result in first.competencies}
    steps = tuple(row for row in _step_rows(second, first) if row[1] != row[2])
    differing = tuple(
        (result.title, was, is_)
        for result in second.competencies
        if (earlier := areas.get(result.id)) and (was := _of_area(earlier)) != (is_ := _of_area(result))
    )
    blocks: list[Block] = [Paragraph(_overall(first, second))]
    if first.goal != second.goal:
        before, after = (goals.get(one.goal, one.goal) for one in (first, second))
        blocks.insert(0, Paragraph(f"The goals differ: first it was {before}, then {after}."))
    if steps:
        blocks.append(Table(("Step", *heads), steps))
    if known := tuple(row for row in differing if NOT_SURE not in row):
        blocks += [Paragraph("Areas that changed, and how far you got in each:"), Table(("Area", *heads), known)]
    if any(has_range(share) for row in (*steps, *known) for share in row[1:]):
        blocks.append(Paragraph(IF_RANGES))
    for time, column in (("first", 1), ("second", 2)):
        if unsure := tuple(row[0] for row in differing if row[column] == NOT_SURE):
            which = "Areas" if len(unsure) > 1 else "One area"
            blocks.append(Titles(f"{which} we weren't sure about the {time} time", unsure))
    if not steps and not differing:
        blocks.append(Paragraph(f"{'; '.join(heads)}: every step and every area is the same."))
    return Section("Side by side", tuple(blocks))


def _overall(first: Readiness, second: Readiness) -> str:
    """Return what has become of the next step, and which gaps have been closed, are new, or may be new."""
    closed, new, was_met = _closed(first, second), _new_gaps(first, second), _was_met(first)
    gaps = {gap.competency for gap in second.gaps}  # what isn't answered is none
    unsure = [one.title for one in second.competencies if one.met is None and one.id in gaps and was_met.get(one.id)]
    told = [focus_then_and_now(first.next_step, second.next_step)]
    told += [f"You closed {number_of(len(closed), 'gap')}."] if closed else []
    told += [f"New {'gaps' if len(new) > 1 else 'gap'}: {'; '.join(first_of(new))}."] if new else []
    told += [f"Possible new {'gaps' if len(unsure) > 1 else 'gap'}: {'; '.join(first_of(unsure))}."] if unsure else []
    return " ".join(told)


def focus_then_and_now(then: NextStep | None, now: NextStep | None, when: str = "") -> str:
    """Return what has become of the next step since an earlier attempt, such as one " in attempt 1"."""
    if now is None:
        return "You're ready now." if then else "You're still ready."
    if then is None:
        return f"You were ready{when}. Now your next step is {_named(now)}."
    if then.number == now.number:
        return f"Your next step is still {_named(now)}."
    return f"Your next step was {_named(then)}{when}. Now it's {_named(now)}."


def _named(step: NextStep) -> str:
    return f"step {step.number}" + ("" if step.certain else " (not sure yet)")
