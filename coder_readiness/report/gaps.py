"""The gaps, in the order to look at them, and the plan that closes those of the step in focus."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain, groupby

from coder_readiness.bank.competency import Action
from coder_readiness.bank.credits import reaches
from coder_readiness.report.blocks import Block, Paragraph, Section, Titles, ToDo
from coder_readiness.report.material import Material
from coder_readiness.report.wording import (
    about_day,
    first_sentence,
    links_of,
    says_nothing,
    steps_in_words,
    time_in_words,
    titles_in_step,
    to_do,
    way_in_words,
    work_in_words,
)
from coder_readiness.scoring.plan import plan_step
from coder_readiness.scoring.readiness import CompetencyResult, Gap, Readiness, points
from coder_readiness.scoring.schedule import Task, end_of, schedule
from coder_readiness.scoring.score import score, score_competency
from coder_readiness.text import number_of

_MOST_WITH_ADVICE = 2
"""So many gaps outside the plan come with the first thing to do."""
_MOST_OF_LATER = 3
"""So many gaps of a later step are named if none is a must-have."""
_MUST_HAVES, _POSSIBLE = "must-haves", "possible gaps"
_SEVERAL = 2
"""From so many steps on, there is a way beyond the step in focus."""


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


def title_of_gap(material: Material, gap: Gap) -> str:
    """Return a gap's title, whether it is a must-have, and whether the evidence for it is thin."""
    result = material.results[gap.competency]
    remarks = ["must-have"] * gap.required + ["possible gap"] * is_maybe(material, result)
    return f"{result.title} ({', '.join(remarks)})" if remarks else result.title


def is_maybe(material: Material, result: CompetencyResult) -> bool:
    """Tell whether a competency is a gap on evidence too thin to be sure."""
    return result.met is None and any(gap.competency == result.id for gap in material.readiness.gaps)


def left_to_do(material: Material) -> dict[str, tuple[Action, ...]]:
    """Return what is left to do about each competency of the plan that no other one there teaches, in working order."""
    plan = material.readiness.plan
    return _left_of(material, plan.close if plan else ())


def scheduled(material: Material) -> dict[str, tuple[Task, ...]]:
    """Return when to do what is left to do about each competency of the plan, in working order."""
    left = left_to_do(material)
    return dict(zip(left, schedule(left.values(), material.pace), strict=True))


def _left_of(material: Material, close: Sequence[str]) -> dict[str, tuple[Action, ...]]:
    """Return what is left to do about each of the competencies to close that no other one of them teaches."""
    bank = material.bank
    left = {gap.competency: gap.actions for gap in material.readiness.gaps}
    # What is not answered yet is no gap so far; all of it is to do. A kept plan may cite what the bank no longer has.
    return {
        name: left.get(name) or score_competency(bank, bank.competency[name], material.sheet).actions
        for name in close
        if name in bank.competency and not bank.competency[name].is_taught_by_any_of(close)
    }


def _taught_by(material: Material, name: str) -> tuple[str, ...]:
    """Return what teaches a competency; nothing if a kept plan cites it and the bank no longer has it."""
    return material.bank.competency[name].taught_by if name in material.bank.competency else ()


def plan_time(material: Material) -> str:
    """Return how long the plan takes; "" if there is none, or if nothing of it is known to be a gap."""
    plan = material.readiness.plan
    if plan is None or not {gap.competency for gap in material.readiness.gaps}.intersection(plan.close):
        return ""
    by_area = scheduled(material)
    tasks = [*chain.from_iterable(by_area.values())]
    if any(task.action.on_the_job for task in tasks):
        takes = f"about {work_in_words([task.action for task in tasks])}"
    else:
        by_title = {material.results[name].title: of_area for name, of_area in by_area.items()}
        takes = time_in_words(plan.hours, by_title, material)
    unknown = any(material.results[name].met is None for name in plan.close)
    return takes.replace("about", "up to", 1) if unknown else takes


def time_for_all(material: Material) -> str:
    """Return in a sentence how long all steps that are left take at most, with the one in focus.

    It is "" if that is one step, or one we haven't asked about.
    """
    steps = [step for step in score(material.bank, material.sheet).steps if step.complete is not True]
    if len(steps) < _SEVERAL or not plan_time(material) or any(says_nothing(step.low, step.high) for step in steps):
        return ""
    todo = [list(_left_of(material, plan_step(step).close).values()) for step in steps]
    numbers = [material.step[step.step.id].number for step in steps]
    return f"{steps_in_words(numbers)} take up to {way_in_words(todo, material.hours_per_week)} in all."


def _worth_of(material: Material, gap: Gap) -> str:
    """Return by how much closing a gap raises its step; "" if that is ready, or for a must-have, which decides it."""
    step = material.step[material.results[gap.competency].step]
    if gap.required or step.complete or reaches(step.low, 1.0):
        return ""
    if not points(gap.impact):
        return f"raises step {step.number} by less than a point"
    return f"raises step {step.number} by {number_of(points(min(gap.impact, 1 - step.low)), 'point')}"


def _step_of(material: Material, gap: Gap) -> int:
    return material.step[material.results[gap.competency].step].number


def plan_section(material: Material, *, time_is_told: bool = False) -> Section | None:
    """Return the shortest way to complete the step in focus, in weeks if it takes several, and what comes after it.

    The time it takes in all isn't told again if it `time_is_told`. Of what isn't answered yet there is no plan.
    """
    readiness = material.readiness
    plan = readiness.plan
    if plan is None or not plan.close:
        return None
    number = material.step[plan.step].number
    time = plan_time(material)
    if not time:
        answered = "taken the full quiz" if material.assumed else "answered the remaining questions"
        return Section("Your plan", (Paragraph(f"We'll make your plan once you've {answered}."),))
    tasks = scheduled(material)
    by_week = end_of([task for task in chain.from_iterable(tasks.values()) if task.hours]) > 1
    takes = f" It takes {time}." if material.hours_per_week else ""
    intro = f"This is the least you need to do to finish step {number}.{'' if time_is_told else takes}"
    intro += " The hours are our estimates"
    intro += f", and the weeks assume {material.pace} hours a week." if by_week and not takes else "."
    if any(material.results[name].met is None for name in plan.close):
        intro += " If we aren't sure about an area yet, we count it as a gap."
    blocks: list[Block] = [Paragraph(intro)]
    for name in plan.close:
        if not set(plan.close).intersection(_taught_by(material, name)):
            blocks += _ways_to_close(material, name, tasks.get(name, ()), takes, by_week=by_week)
    if later := [step for step in readiness.steps if step.number > number and step.complete is not True]:
        blocks.append(Paragraph(f"After that comes step {later[0].number}: {later[0].title}."))
    return Section("Your plan", tuple(blocks))


def _ways_to_close(
    material: Material, name: str, tasks: Sequence[Task], told: str, *, by_week: bool
) -> Iterator[ToDo | Titles]:
    """Yield what to do about an area of the plan, and what that teaches; a day already told isn't told again."""
    plan, results = material.readiness.plan, material.results
    gap = next((gap for gap in material.readiness.gaps if gap.competency == name), None)
    title = title_of_gap(material, gap) if gap else results[name].title
    end = about_day(end_of(tasks), material)
    is_told = f"{end}." in told or any(task.action.on_the_job for task in tasks)
    note = f", done by {end}" if by_week and not (is_told or material.assumed) else ""
    if worth := _worth_of(material, gap) if gap else "only if it's a gap":
        note += f" ({worth})"
    yield to_do(title, tasks, note, by_week=by_week) if tasks else ToDo(title, "", ())
    if taught := [results[other].title for other in plan.close if name in _taught_by(material, other)] if plan else []:
        gaps = f"{len(taught)} other gaps" if len(taught) > 1 else "another gap"
        yield Titles(f"This also closes {gaps}", tuple(taught))


def _first_to_do(material: Material, gap: Gap) -> ToDo:
    """Return the first thing to do about a gap, and by how much closing it raises its step."""
    first_action = gap.actions[:1]
    do = (first_sentence(first_action[0].do),)
    worth = _worth_of(material, gap)
    return ToDo(title_of_gap(material, gap), f"closing this gap {worth}" if worth else "", do, links_of(first_action))


def gaps_section(material: Material) -> Section | None:
    """Return the gaps outside the plan, with the first thing to do about a few up to the step in focus."""
    readiness, results = material.readiness, material.results
    planned = set(readiness.plan.close) if readiness.plan else set()
    gaps = [gap for gap in by_turn(readiness) if gap.competency not in planned]
    if not gaps:
        return None
    possible = [gap for gap in gaps if results[gap.competency].met is None]
    focus = readiness.next_step.number if readiness.next_step else len(readiness.steps)
    now = [gap for gap in gaps if _step_of(material, gap) <= focus]  # a later step has a plan when its turn comes
    counts = [gap for gap in now if gap.required or points(gap.impact)] or now
    first = ([gap for gap in counts if gap not in possible] or counts)[:_MOST_WITH_ADVICE]

    blocks: list[Block] = [_first_to_do(material, gap) for gap in first]
    if first and planned:
        blocks.insert(0, Paragraph(f"You don't need these to finish step {focus}."))
    if rest := [gap for gap in gaps if gap not in first]:
        blocks += [Paragraph("Other gaps, by step:")] if first else []
        blocks += _by_step(material, rest, focus)
    blocks += _remarks(material, gaps, blocks)
    if rest and (command := material.view("gaps")):
        blocks.append(Paragraph(f"For the first thing to do about every gap, type: {command}"))
    return Section("Gaps outside your plan" if planned else "Your gaps", tuple(blocks))


def _remarks(material: Material, gaps: Sequence[Gap], told: Sequence[object]) -> Iterator[Paragraph]:
    """Yield what "possible" means if what's told says that, and why some steps are ready in spite of their gaps."""
    if "possible gap" in str(told):
        yield Paragraph('"Possible" means we asked too few questions to be sure.')
    steps = [material.step[material.results[gap.competency].step] for gap in gaps]
    if numbers := sorted({step.number for step in steps if step.complete}):
        count = "count" if len(numbers) > 1 else "counts"
        yield Paragraph(
            f"{steps_in_words(numbers)} {count} as ready, because your strong areas make up for the gaps there."
        )


def unasked(material: Material) -> str:
    """Return of which steps nothing is known yet, because they may have gaps, too; "" if there are none."""
    numbers = [step.number for step in material.readiness.steps if says_nothing(step.low, step.high)]
    return (
        f"We haven't asked about {steps_in_words(numbers).lower()} yet. You may have gaps there, too."
        if numbers
        else ""
    )


def _by_step(material: Material, gaps: Sequence[Gap], focus: int) -> Iterator[Titles]:
    """Yield the titles of gaps by step; of a step that comes later only the main ones if another view has them all."""
    for number, in_step in groupby(sorted(gaps, key=partial(_step_of, material)), key=partial(_step_of, material)):
        titles: dict[str, list[str]] = {_MUST_HAVES: [], "": [], _POSSIBLE: []}
        for gap in in_step:
            result = material.results[gap.competency]
            kind = _POSSIBLE if result.met is None else _MUST_HAVES if gap.required else ""
            titles[kind].append(result.title)
        if number <= focus or not material.command:
            yield from (titles_in_step(number, kind, found) for kind, found in titles.items() if found)
        else:
            yield _main_titles(number, titles)


def _main_titles(number: int, titles: Mapping[str, list[str]]) -> Titles:
    """Return the must-haves of a step by name, or else a few other gaps, and how many more gaps it has."""
    main = next(kind for kind, found in titles.items() if found)
    shown = titles[main] if main == _MUST_HAVES else titles[main][:_MOST_OF_LATER]
    more = sum(map(len, titles.values())) - len(shown)
    are_possible = main != _POSSIBLE and more == len(titles[_POSSIBLE])
    others = number_of(more, "possible gap" if are_possible else "other gap") if more else ""
    return replace(titles_in_step(number, main, shown), others=others)


def all_gaps_sections(material: Material, besides: Collection[str] = ()) -> list[Section]:
    """Return every gap `besides` some by step, the step in focus first, with the first thing to do about each.

    Of each step, those that may be none come last.
    """
    focus, results = material.focus, material.results
    sections, told = [], list[Gap]()
    for step in sorted(material.readiness.steps, key=lambda step: step != focus):
        in_step = [gap for gap in by_turn(material.readiness) if results[gap.competency].step == step.id]
        if gaps := [gap for gap in in_step if gap.competency not in besides]:
            heading = f"{'Other gaps' if len(gaps) < len(in_step) else 'Gaps'} in step {step.number}: {step.title}"
            gaps.sort(key=lambda gap: is_maybe(material, results[gap.competency]) and not gap.required)
            sections.append(Section(heading, tuple(_first_to_do(material, gap) for gap in gaps)))
            told += gaps
    if told:
        remarks = _remarks(material, told, sections)
        sections[-1] = replace(sections[-1], blocks=(*sections[-1].blocks, *remarks))
    return sections
