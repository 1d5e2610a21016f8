"""What a choice opens that doesn't run a single command."""

from typing import TYPE_CHECKING

from coder_readiness.cli.attempts import last_of_each_kind
from coder_readiness.cli.context import Context
from coder_readiness.cli.menu.choices import more_choices, quizzes
from coder_readiness.cli.menu.hours import ask_for_hours
from coder_readiness.cli.menu.past import delete, see_past
from coder_readiness.cli.menu.running import choose, goes_back_to_list, reading_report, run, show, wait_until_read
from coder_readiness.cli.menu.saving import save, save_calendar
from coder_readiness.cli.menu.standing import ago
from coder_readiness.cli.output import print_section
from coder_readiness.quiz.asking import Choice

if TYPE_CHECKING:
    from coder_readiness.store.attempt import Entry


def _start(context: Context, chosen: str) -> None:
    """Ask what the person wants to be ready for, and start a quiz."""
    goals = context.bank.roadmap.goals
    goal: str | None = next(iter(goals))
    if len(goals) > 1:
        choices: list[Choice[str]] = [Choice(goal, words[0].upper() + words[1:]) for goal, words in goals.items()]
        goal = choose(context, "What do you want to be ready for?", choices)
    if goal:
        show(context, f"{chosen.replace('start', 'quiz')} --goal {goal}")


def _take_new(context: Context, _: str) -> None:
    offered = quizzes(context, context.store.last(finished=True, bank=context.bank_id))
    if reply := choose(context, "Which quiz do you want to take?", offered):
        SCREENS.get(reply, show)(context, reply)


def _update(context: Context, _: str) -> None:
    """Update the last result; if there are results for other goals or of other quizzes, let the person choose one."""
    results = last_of_each_kind(context)
    if len(results) <= 1:
        show(context, "update")
        return
    choices = [Choice(f"update {entry.id}", _named(context, entry)) for entry in results]
    if reply := choose(context, "Which result do you want to update?", choices):
        show(context, reply)


def _named(context: Context, entry: "Entry") -> str:
    """Return which quiz an attempt was, for which goal, and how long ago."""
    goal = context.bank.roadmap.goals.get(entry.goal, entry.goal)
    quiz = "quick quiz" if entry.mode == "quick" else "one step" if entry.step else "full quiz"
    return f"Attempt {entry.id}, {ago(entry.finished or entry.started, context.clock())}: {quiz} for {goal}"


def _more(context: Context, _: str) -> None:
    if reply := choose(context, "What else would you like to do?", more_choices(context)):
        SCREENS.get(reply, show)(context, reply)


def _see_plan(context: Context, _: str) -> None:
    from coder_readiness.report.gaps import plan_section

    with reading_report(context) as (reading, material):
        plan = plan_section(material)
        if plan is None:
            context.asker.say("This result has no plan.")
            return
        print()
        print_section(reading, plan)
        context.read_in_pager = reading.read_in_pager
    wait_until_read(context)


def _read_parts(context: Context, _: str) -> None:
    """Let the person read the full report part by part, or whole."""
    from coder_readiness.report.document import VIEWS, parts

    with reading_report(context) as (reading, material):
        sections = {name: section for name, part in parts(material).items() if (section := part(material))}
        whole = {name: f"report --{view}" for name, view in VIEWS.items()}
        choices = [Choice(whole.get(name, name), name) for name in sections]
        choices.append(Choice("report --full", "All of it"))
        while reply := choose(context, "Which part do you want to read?", choices):
            if reply in sections:
                print()
                print_section(reading, sections[reply])
                context.read_in_pager = reading.read_in_pager
            else:
                run(context, reply)
            if not goes_back_to_list(context):
                return


def _practice(context: Context, _: str) -> None:
    """Let the person choose one of their gaps to practice, if they have any with questions, or all areas."""
    from coder_readiness.report.gaps import by_turn

    gaps: list[Choice[str]] = []
    if context.store.last(finished=True, bank=context.bank_id):
        with reading_report(context) as (__, material):
            known = material.bank.competency
            areas = [known[gap.competency] for gap in by_turn(material.readiness) if gap.competency in known]
            gaps = [Choice(f"practice {area.id}", area.title) for area in areas if area.pool]
    reply: str | None = "practice"
    if gaps:
        everything = Choice("practice", "All areas, starting with the questions you missed")
        reply = choose(context, "What do you want to practice?", [everything, *gaps])
    if reply:
        run(context, reply)


def _close_a_gap(context: Context, _: str) -> None:
    """Let the person choose one of the gaps of their result, and show what closing it would change."""
    from coder_readiness.report.gaps import by_turn

    with reading_report(context) as (__, material):
        gaps = [Choice(gap.competency, material.results[gap.competency].title) for gap in by_turn(material.readiness)]
    if not gaps:
        context.asker.say("You have no gaps left to close.")
        return
    if reply := choose(context, "Which gap should we treat as closed?", gaps):
        show(context, f"report --assume={reply}")


SCREENS = {
    "start": _start,
    "start --quick": _start,
    "new": _take_new,
    "update": _update,
    "more": _more,
    "plan": _see_plan,
    "parts": _read_parts,
    "practice": _practice,
    "calendar": save_calendar,
    "save": save,
    "assume": _close_a_gap,
    "past": see_past,
    "hours": ask_for_hours,
    "delete": delete,
}
