"""The result: what the person has, the one step to focus on, why, how sure that is, and what to do first."""

from coder_readiness.bank.credits import reaches
from coder_readiness.report.blocks import Bar, Bars, Facts, Items, Paragraph, Section, Status
from coder_readiness.report.gaps import by_turn, is_maybe, left_to_do, title_of_gap
from coder_readiness.report.material import Material
from coder_readiness.report.wording import NOT_KNOWN, says_nothing, span, time_in_words
from coder_readiness.scoring.readiness import Gap, NextStep, StepResult, mark_percent, percent
from coder_readiness.text import counted

_MOST_GAPS = 3
_AS_GOOD_AS_SURE, _SURE_ENOUGH = 0.995, 0.9
"""So many gaps are named on the first screen."""
_MOST_STRENGTHS = 3


def title(material: Material) -> str:
    """Return in one line whether the person is ready, and for what."""
    readiness = material.readiness
    what_if = f"What if you closed this gap: {'; '.join(material.assumed)}? " if material.assumed else ""
    goal = f"{'Seen with another goal than yours' if material.other_goal else 'Your goal'}: {material.goal}."
    ready, steps = sum(step.complete is True for step in readiness.steps), len(readiness.steps)
    of_all = f"{ready} of {counted(steps, 'step')} {'is' if 1 in {ready, steps} else 'are'} ready"
    if ready == steps:
        answer = "Yes, you are ready."
    elif readiness.next_step and not readiness.next_step.certain:
        answer = f"Not sure yet: {of_all} for certain."
    else:
        answer = f"Not ready yet: {of_all}."
    return " ".join(part for part in (f"{what_if}{answer}", goal, material.note) if part)


def lead(material: Material) -> str:
    """Return in a sentence or two what the person has already."""
    results = material.readiness.competencies
    met = sorted((result for result in results if result.met), key=lambda result: result.target - result.low)
    have = f"{len(met)} of {counted(len(results), 'area')}"
    if not met:
        return f"You're at the start: {have} so far. All of it can be learned."
    named = "; ".join(result.title for result in met[:_MOST_STRENGTHS])
    return f"You already have {have}" + (f", among them: {named}." if len(met) > _MOST_STRENGTHS else f": {named}.")


def focus_section(material: Material) -> Section:
    """Return the answer itself: the step, why, how sure, the gaps that hold it back most, and the first thing to do."""
    readiness = material.readiness
    step = readiness.next_step
    if step is None:
        done = "Every step of your roadmap is ready."
        if readiness.sureness is not None and readiness.sureness < _AS_GOOD_AS_SURE:
            share = round(readiness.sureness * 100)
            done += f" Of 100 people who answer like this, about {share} would be told so again."
        keeps = material.bank.roadmap.when_ready
        if not keeps:
            return Section("YOU ARE READY", (Paragraph(done),))
        return Section("YOU ARE READY", (Paragraph(f"{done} What keeps you ready:"), Items(keeps)))
    facts = [_why(step), ("How sure", (how_sure(material, step),))]
    if gaps := _biggest_gaps(material):
        facts.append(("Gaps" if len(gaps) > 1 else "Gap", gaps))
    if first := _first_thing(material):
        facts.append(("Do first", (first,)))
    return Section("FOCUS NEXT", (_heading(material, step), Facts(tuple(facts))))


def answer_section(material: Material) -> Section:
    """Return only the step and why."""
    step = material.readiness.next_step
    if step is None:
        return focus_section(material)
    return Section("FOCUS NEXT", (_heading(material, step), Facts((_why(step),))))


def _heading(material: Material, step: NextStep) -> Paragraph:
    return Paragraph(f"Step {step.number} of {len(material.readiness.steps)}: {step.title}")


def _why(step: NextStep) -> tuple[str, tuple[str, ...]]:
    return ("Why", step.reasons[:1] if step.certain else step.reasons[:2])


def how_sure(material: Material, step: NextStep) -> str:
    """Return how sure the named step is, and what would make it surer."""
    if not step.certain:
        return "Not sure yet, because some questions are unanswered."
    sureness = material.readiness.sureness
    if sureness is None or sureness >= _AS_GOOD_AS_SURE:
        return "No question you left open could change this."
    again = f"Of 100 people who answer like this, about {round(sureness * 100)} would be named this step again."
    own = [result for result in material.results.values() if result.step == step.id]
    maybe = [result.title for result in own if is_maybe(material, result)]
    if sureness >= _SURE_ENOUGH or not maybe:
        return again
    return f"{again} More questions would make it surer, about: {'; '.join(maybe[:_MOST_GAPS])}."


def _biggest_gaps(material: Material) -> tuple[str, ...]:
    """Return the gaps that hold the step in focus back most, must-haves first."""

    def line(gap: Gap) -> str:
        share = f"{percent(gap.impact)} of this step" if gap.impact >= 0.01 else "under 1% of this step"
        return f"{title_of_gap(material, gap)}, {share}"

    focus = material.focus
    gaps = [gap for gap in by_turn(material.readiness) if focus and material.results[gap.competency].step == focus.id]
    return tuple(line(gap) for gap in gaps[:_MOST_GAPS])


def _first_thing(material: Material) -> str:
    """Return the first action of the plan: about what is surely a gap, before what is not known yet."""
    known = {gap.competency for gap in material.readiness.gaps}
    left = sorted(left_to_do(material).items(), key=lambda item: item[0] not in known)
    if not left:
        return ""
    name, actions = left[0]
    first = f"{actions[0].do} ({time_in_words(actions[0].hours, material)})"
    if name in known:
        return first
    return f"If this turns out to be a gap ({material.bank.competency[name].title}): {first}"


def roadmap_section(material: Material) -> Section:
    """Return the steps as bars."""
    focus = material.focus

    def bar(step: StepResult) -> Bar:
        status = _status(step, focus)
        # What is missing then is a must-have: of the step in focus it is named above.
        reached = step.complete is not None and reaches(step.low, step.pass_mark)
        needed = "" if reached else f", needs {mark_percent(step.pass_mark)}"
        note = f"{span(step.low, step.high)}{needed}, {status}"
        if reached and status != "ready":
            note += ": a must-have is missing"
        if status == "not sure yet" and says_nothing(step.low, step.high):
            note = NOT_KNOWN
        return Bar(f"{step.number} {step.title}", step.low, step.high, note, step.pass_mark, status)

    return Section("Your roadmap", (Bars(tuple(bar(step) for step in material.readiness.steps), legend=True),))


def _status(step: StepResult, focus: StepResult | None) -> Status:
    if focus and step.id == focus.id:
        return "FOCUS NEXT"
    if step.complete is None:
        return "not sure yet"
    return "ready" if step.complete else "not ready yet"
