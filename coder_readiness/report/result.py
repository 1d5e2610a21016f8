"""The result: what the person has, the one step to focus on, why, how sure that is, and what to do first."""

import datetime

from coder_readiness.bank.credits import reaches
from coder_readiness.report.blocks import Bar, Bars, Facts, Items, Paragraph, Section, Status
from coder_readiness.report.changes import closed_gaps, gain, lacks_must_have, went_down
from coder_readiness.report.gaps import by_turn, is_maybe, plan_time, scheduled, time_for_all, title_of_gap
from coder_readiness.report.material import Material
from coder_readiness.report.wording import (
    first_of,
    first_sentence,
    says_nothing,
    short_span,
    span,
)
from coder_readiness.scoring.readiness import CompetencyResult, NextStep, StepResult, mark_percent
from coder_readiness.scoring.schedule import schedule
from coder_readiness.text import number_of

_MOST_NAMED, _MOST_STRENGTHS, _MOST_WEAK, _MOST_CLOSE = 3, 2, 2, 2
"""So many gaps, strengths, weak areas of steps that are ready, and close calls are named on the first screen."""
_MOST_OF_ONE, _MOST_OF_BOTH = 2, 1
"""So many areas that are new, or that went down, are named, and if there are some of both, so many of each."""
_VERY_SURE = 0.95
"""From this share of sittings that name the same step on, how often others wouldn't isn't worth a word."""
_FAIRLY_SURE = 8
"""So many of 10 sittings have to name the same step."""


def title(material: Material) -> str:
    """Return in one line whether the person is ready, and for what; after an update, first what has changed."""
    readiness, changed = material.readiness, gain(material)
    other_goal = "That isn't the goal you chose." if material.other_goal else ""
    ready, steps = sum(step.complete is True for step in readiness.steps), len(readiness.steps)
    done = f"{ready} of {number_of(steps, 'step')} {'is' if ready == 1 else 'are'} done."
    if material.assumed:
        answer = _what_if(material, ready)
    elif ready == steps:
        answer = f"Yes, you're ready for {material.goal}. Congratulations!"
    elif readiness.next_step and not readiness.next_step.certain:
        answer = f"We can't tell yet if you're ready for {material.goal}." + (f" So far, {done}" if ready else "")
    else:
        is_known = changed and material.before and material.before.goal == readiness.goal
        goal = "" if is_known else f" for {material.goal}"
        answer = f"You're not ready yet{goal}{f', but {done}' if ready and not changed else '.'}"
    return " ".join(part for part in (changed, answer, other_goal, material.note) if part)


def _what_if(material: Material, ready: int) -> str:
    """Return whether the person would be ready with some areas covered, and how many steps would be."""
    steps, assumed = len(material.readiness.steps), "; ".join(material.assumed)
    covered = "If you'd covered " + (f'"{assumed},"' if len(material.assumed) == 1 else f"these areas ({assumed}),")
    step = material.readiness.next_step
    if not step:
        return f"{covered} you'd be ready for {material.goal}."
    still = "you still wouldn't be" if step.certain else "we still couldn't tell if you're"
    if not ready:
        return f"{covered} {still} ready for {material.goal}."
    done = f"{ready} of {number_of(steps, 'step')} would be done"
    return f"{covered} {done}. {still[0].upper()}{still[1:]} ready for {material.goal}."


def lead(material: Material) -> str:
    """Return in a few sentences what the person has already, what of it is new, and what went down."""
    closed, lower = closed_gaps(material), went_down(material)
    most = _MOST_OF_BOTH if closed and lower else _MOST_OF_ONE
    told = [_covered(material)]
    told += [f"New: {'; '.join(first_of(closed, most))}."] if closed else []
    told += [f"Lower this time: {'; '.join(first_of(lower, most))}."] if lower else []
    return " ".join(told)


def _covered(material: Material) -> str:
    """Return what the person has already covered, with the main areas unless what has changed is named."""
    competency, results = material.bank.competency, material.readiness.competencies

    def turn(result: CompetencyResult) -> tuple[bool, float]:
        return not result.required, -competency[result.id].weight if result.id in competency else 0

    met = sorted((result for result in results if result.met), key=turn)
    if not met and (step := material.readiness.next_step) and not step.certain:
        return "You haven't answered enough questions yet to say what you've covered."
    if not met:
        return f"You're just starting out{'' if went_down(material) else ', so take it one step at a time'}."
    areas = number_of(len(results), "area")
    covered = f"covered {len(met)} of {areas}" if len(met) < len(results) else f"covered all {areas}"
    if material.assumed:
        return f"You'd have {covered}."
    if closed_gaps(material) or went_down(material):
        return f"You've now {covered}."
    if len(met) == len(results) or not material.readiness.next_step:
        return f"You've {covered}."
    named = "; ".join(result.title for result in met[:_MOST_STRENGTHS])
    return f"You've already {covered}" + (f". The main ones: {named}." if len(met) > _MOST_STRENGTHS else f": {named}.")


def byline(material: Material) -> str:
    """Return whose answers they are and of which day, as far as that is known; for pages that are handed on."""
    sheet = material.sheet
    return ", ".join(part for part in (sheet.name, _long_day(sheet.taken)) if part)


def _long_day(day: str | None) -> str:
    try:
        date = datetime.date.fromisoformat(day or "")
    except ValueError:  # what a sheet calls its day may be any text
        return day or ""
    return f"{date:%B} {date.day}, {date.year}"


def first_section(material: Material) -> Section:
    """Return the answer on the first screen, where what has changed takes the room of what the full report has, too."""
    return focus_section(material, short=bool(closed_gaps(material) or went_down(material)))


def focus_section(material: Material, *, short: bool = False) -> Section:
    """Return the answer itself: the step, why, the biggest gaps, how sure, the time it takes, and where to start.

    A `short` one leaves out how often other questions would lead to it, and the time for all steps.
    """
    step = material.readiness.next_step
    if step is None:
        return _ready_section(material, short=short)
    facts = [_why(step), *_gaps_not_told(material, step), ("Confidence", (_how_sure(material, step, short=short),))]
    if takes := plan_time(material):
        all_steps = "" if short else time_for_all(material)
        facts.append(("Time", (f"{takes[0].upper()}{takes[1:]}. {all_steps}".rstrip(),)))
    if first := _first_thing(material):
        facts.append(first)
    return Section("FOCUS NEXT", (_heading(material, step), Facts(tuple(facts))))


def answer_section(material: Material) -> Section:
    """Return only the step and why."""
    step = material.readiness.next_step
    if step is None:
        return _ready_section(material)
    return Section("FOCUS NEXT", (_heading(material, step), Facts((_why(step),))))


def _ready_section(material: Material, *, short: bool = False) -> Section:
    """Return what keeps a person ready in whom no step is missing; if it's `short`, the first sentence of each."""
    sure, keeps = _sure(material, short=short), material.bank.roadmap.when_ready
    if not keeps:
        return Section("YOU ARE READY", (Paragraph(sure),))
    if short:
        keeps = tuple(first_sentence(one) for one in keeps)
    return Section("YOU ARE READY", (Paragraph(f"{sure} To stay ready:"), Items(keeps)))


def _heading(material: Material, step: NextStep) -> Paragraph:
    return Paragraph(f"Step {step.number} of {len(material.readiness.steps)}: {step.title}")


def _why(step: NextStep) -> tuple[str, tuple[str, ...]]:
    return ("Why", step.reasons[:1])


def _how_sure(material: Material, step: NextStep, *, short: bool) -> str:
    """Return how sure the named step is."""
    if not step.certain:
        return "We're not sure yet, because some questions are unanswered."
    return _sure(material, short=short)


def _sure(material: Material, *, short: bool) -> str:
    """Return how sure a result is in words, and how often other questions would lead to it if not nearly always."""
    sureness, named = material.readiness.sureness, material.readiness.next_step
    if sureness is None or sureness >= _VERY_SURE:
        would_be = "would be" if material.assumed else "is"
        return f"We're very sure {f'that this {would_be} your next step' if named else 'of this result'}."
    times = round(sureness * 10)
    words = "fairly sure" if times >= _FAIRLY_SURE else "not very sure"
    same = "this step" if named else "this result"
    often = "" if short else f" If you took the quiz 10 times, about {times} would name {same}."
    return f"We're {words}.{often}{_close_calls(material)}"


def _close_calls(material: Material) -> str:
    """Return which areas make a result unsure, and how to make it surer; "" if it is sure enough."""
    close = material.readiness.close_calls[:_MOST_CLOSE]
    if not close:
        return ""
    them = "them" if len(close) > 1 else "it"
    told = f" We need more answers about: {'; '.join(_with_step(material, material.results[name]) for name in close)}."
    is_asked_again = {gap.competency for gap in material.readiness.gaps}.issuperset(close)
    return f"{told} An update asks about {them} again." if is_asked_again else told


def _with_step(material: Material, result: CompetencyResult) -> str:
    """Return an area's title, with its step if that isn't the one in focus."""
    if material.focus == material.step[result.step]:
        return result.title
    return f"{result.title} (step {material.step[result.step].number})"


def _gaps_not_told(material: Material, step: NextStep) -> list[tuple[str, tuple[str, ...]]]:
    """Return those of the gaps that hold the step in focus back most that its reason doesn't name, must-haves first."""
    most = [gap for gap in by_turn(material.readiness) if material.results[gap.competency].step == step.id]
    told = " ".join(step.reasons[:1])
    left = [gap for gap in most[:_MOST_NAMED] if material.results[gap.competency].title not in told]
    if not left:
        return []
    label = "Gap" if len(left) == len(most[:_MOST_NAMED]) else "Other gap"
    label += "s" * (len(left) > 1)
    return [(label, ("; ".join(title_of_gap(material, gap) for gap in left),))]


def _first_thing(material: Material) -> tuple[str, tuple[str, ...]] | None:
    """Return the start of an action of the plan's first week: about what is surely a gap, before what may be one."""
    known = {gap.competency for gap in material.readiness.gaps}
    tasks = scheduled(material)
    if not tasks:
        return None
    if not known.intersection(tasks):
        # A quiz that stopped early has left questions open, not the person.
        if material.assumed:
            return "Start now", ("Take the full quiz, which asks the rest.",)
        command = f": {material.to_finish}" if material.to_finish else "."
        return "Start now", (f"Answer the remaining questions{command}",)
    in_week_1 = (name for name, (task, *_) in tasks.items() if name in known and task.first == 1)
    action = tasks[next(in_week_1, next(iter(tasks)))][0].action
    ((task,),) = schedule([[action]], material.pace)
    when = "Next" if material.assumed else "This week" if task.last == 1 else "Start now"
    return when, (first_sentence(action.do),)


def roadmap_section(material: Material) -> Section:
    """Return the steps as bars."""
    bars = Bars(tuple(_bar(step, material) for step in material.readiness.steps), legend=True)
    return Section("Your roadmap", (bars,))


def roadmap_and_next_section(material: Material) -> Section:
    """Return the steps as bars, the gaps in those that are ready, and what can be done next."""
    with_plan = "Full report with your plan" if plan_time(material) else "Full report"
    what_next = f"{with_plan}: {material.what_next}" if material.what_next else ""
    told = ("" if gain(material) else _not_holding_back(material), what_next)  # what has changed takes the room
    return Section("Your roadmap", (*roadmap_section(material).blocks, *(Paragraph(text) for text in told if text)))


def _not_holding_back(material: Material) -> str:
    """Return the gaps in steps that are ready, which hold nobody back: first those that are sure."""
    ready = {step.id for step in material.readiness.steps if step.complete}
    results = [material.results[gap.competency] for gap in material.readiness.gaps]
    left = [result for result in results if result.step in ready]
    sure = [result for result in left if not is_maybe(material, result)]
    titles = [result.title for result in [*sure, *(result for result in left if result not in sure)]]
    if not titles:
        return ""
    gaps = "minor gaps" if len(titles) > 1 else "minor gap"
    told = gaps if sure else f"possible {gaps}"
    more = [f"and {len(titles) - _MOST_WEAK} more"] * (len(titles) > _MOST_WEAK)
    return f"{told[0].upper()}{told[1:]}: {'; '.join([*titles[:_MOST_WEAK], *more])}"


def _bar(step: StepResult, material: Material) -> Bar:
    status, share, few = _status(step, material.focus), span(step.low, step.high), short_span(step.low, step.high)
    lacks = _missing_must_haves(step, material)
    # What a share that is too low needs says that it isn't ready yet.
    is_low = not reaches(step.low, step.pass_mark) and not says_nothing(step.low, step.high)
    needed = [f"needs {mark_percent(step.pass_mark)}"] * is_low
    beside = ", ".join([share, *needed, *[status] * (status == "ready")])
    # A percentage that is high enough, or is 100%, would only seem to contradict what is missing.
    if lacks:
        beside = lacks
    elif step.complete is None and reaches(step.low, step.pass_mark):
        beside, few = "must-have in doubt", "?"
    elif gaps := _gaps_made_up_for(step, material):
        beside, few = f"ready, {gaps}", "ready"
    note = f"{beside}, FOCUS NEXT" if status == "FOCUS NEXT" else beside  # which a drawn bar has a sign for
    label = f"{step.number} {step.title}"
    return Bar(label, step.low, step.high, note, step.pass_mark, status, short=beside, share=few, lacks=lacks)


def _missing_must_haves(step: StepResult, material: Material) -> str:
    """Return how many must-haves are missing from a step whose readiness reaches the passing score; "" from others."""
    if not lacks_must_have(step):
        return ""
    results = [result for result in material.results.values() if result.step == step.id and result.required]
    missing = sum(result.met is False for result in results)
    return f"{missing} must-haves missing" if missing > 1 else "must-have missing"


def _gaps_made_up_for(step: StepResult, material: Material) -> str:
    """Return how many gaps a step has whose readiness is all there is, such as "2 minor gaps"; "" if none."""
    if not step.complete or not reaches(step.low, 1.0):
        return ""
    gaps = [result for gap in material.readiness.gaps if (result := material.results[gap.competency]).step == step.id]
    is_sure = any(not is_maybe(material, result) for result in gaps)
    return number_of(len(gaps), "minor gap" if is_sure else "possible gap") if gaps else ""


def _status(step: StepResult, focus: StepResult | None) -> Status:
    if focus and step.id == focus.id:
        return "FOCUS NEXT"
    if step.complete is None:
        return "not sure yet"
    return "ready" if step.complete else "not ready yet"
