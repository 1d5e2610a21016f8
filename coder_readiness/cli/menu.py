"""The menu: says where the person is, and runs commands for them until they quit."""

import re
import webbrowser
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from coder_readiness.cli.attempts import continues_another, newer_unfinished, reported
from coder_readiness.cli.commands import with_typed_commands
from coder_readiness.cli.context import Context
from coder_readiness.cli.output import print_section
from coder_readiness.cli.parser import command_line, command_of, parse
from coder_readiness.errors import BankError, ReadinessError
from coder_readiness.quiz.asking import LEAVING, Choice, Move
from coder_readiness.system import signals_as_interrupts
from coder_readiness.text import number_of, printable

if TYPE_CHECKING:
    from coder_readiness.report.material import Material
    from coder_readiness.scoring.readiness import Readiness
    from coder_readiness.store.attempt import Attempt

_ABOUT = (
    "Find out how ready you are to work as a medical coder in the US, and what to do next. "
    "It's free and private: nothing leaves this computer."
)
_ABOUT_ANOTHER_BANK = "Question bank: {}. Nothing leaves this computer."
_MOST_HOURS = 80
"""Nobody has more hours a week than this."""
_ROOM_FOR_BOTH = 40
"""In a window of so many lines a result and the menu are in view together."""
_NOTHING_TO_READ = frozenset({"parts", "save", "practice", "hours"})
"""The menu comes at once after these, because they end with a question."""
_UPDATE: Choice[str] = Choice("update", "Update your result: go over your gaps again")
_PAGES = {
    "html": "Your report, as a page to read, print or send",
    "ics": "Your plan, as a file for your calendar",
    "csv": "Your result, as a spreadsheet",
    "hand-in": "Your answers, as a file to hand in to your instructor",
}


class _QuitError(Exception):
    """The person wants to quit the program."""


def menu(context: Context) -> int:
    """Say what this is and where the person is, and let them choose what to do until they quit."""
    if not context.in_a_terminal:
        command_line().print_usage()
        return 0
    questions = context.options.questions
    context.asker.say("Coder Readiness", heading=True)
    context.asker.say(_ABOUT if questions is None else _ABOUT_ANOTHER_BANK.format(printable(Path(questions).name)))
    if standing := _standing(context):
        context.asker.say(standing)
    with signals_as_interrupts():
        _stay(context)
    return 0


def after_quiz(context: Context) -> int:
    """Let the person choose what to do now that there is a result."""
    with signals_as_interrupts():
        _stay(context, has_printed=True)
    return 0


def _stay(context: Context, *, has_printed: bool = False) -> None:
    """Show the menu again and again until the person quits."""
    try:
        if has_printed:
            _wait_until_read(context)
        while True:
            _offer(context)
    except _QuitError:
        context.asker.say(f"Goodbye. Your answers are saved. To come back, type: {context.typed('')}")
    except EOFError:  # there is nobody to choose any more
        return


def _offer(context: Context) -> None:
    """Show the menu once, and do what the person chooses."""
    last = context.store.last(finished=True, bank=context.bank_id)
    if last and not context.store.settings.asked_for_hours:
        _ask_for_hours(context)
    title, choices = "What would you like to do?" if last else "How do you want to start?", _choices(context, last)
    reply = context.asker.choose(title, choices, context.load_bank_meanwhile, keys=LEAVING)
    if isinstance(reply, Move) or reply == "quit":
        raise _QuitError
    try:
        _SCREENS.get(reply, _run)(context, reply)
    except ReadinessError as error:  # printed here, because the menu stays open
        context.asker.say(with_typed_commands(str(error), context.typed))
    else:
        if reply not in _NOTHING_TO_READ:
            _wait_until_read(context)


def _chosen(context: Context, title: str, choices: Sequence[Choice[str]]) -> str | None:
    """Show a list and return the value chosen; None to go back. Raises _QuitError."""
    reply = context.asker.choose(title, choices)
    if reply is Move.LEAVE:
        raise _QuitError
    return None if isinstance(reply, Move) else reply


def _wait_until_read(context: Context, next_: str = "go to the menu") -> None:
    """If the menu would push what was printed out of view, wait until it is read. Raises _QuitError."""
    read, context.read_in_pager = context.read_in_pager, False
    if not read and context.console.height < _ROOM_FOR_BOTH and context.asker.pause(next_) is Move.LEAVE:
        raise _QuitError


def _run(context: Context, command: str, *more: str) -> None:
    """Run a command line, with more words added as they are, in the same surroundings."""
    name, *arguments = command.split()
    options = parse([name, *context.shared_options, *arguments, *more])
    options.then_menu = True
    with context.doing(options) as chosen:
        command_of(options)(chosen)
        context.read_in_pager = chosen.read_in_pager


def _ask_for_hours(context: Context, _: str = "") -> None:
    """Ask how much time the person has, so that plans can count weeks. Raises _QuitError."""
    title = f"We can show your plan in weeks. How many hours a week can you spend on it (1 to {_MOST_HOURS})?"
    while True:
        line = context.asker.read_note(title, "type a number, then press Enter. Enter alone = skip, q = quit").lower()
        number = line.removesuffix("s").removesuffix("hour").strip()
        if number == Move.LEAVE.value:
            raise _QuitError
        if number in {"", "b", "d", "s"}:
            context.store.settings.keep_hours_per_week(None)
            return
        if (found := re.fullmatch(r"0*([1-9][0-9]?)", number)) and (hours := int(found[1])) <= _MOST_HOURS:
            context.store.settings.keep_hours_per_week(hours)
            context.asker.say(_time_at(context, hours))
            return
        context.asker.say(f"Type a whole number from 1 to {_MOST_HOURS}, such as 10.")


def _time_at(context: Context, hours: int) -> str:
    """Return how long the plan takes at so many hours a week."""
    from coder_readiness.report.gaps import plan_time

    with suppress(ReadinessError), _reading(context) as (_, material):
        if (takes := plan_time(material)) and material.focus:
            return f"Your plan for step {material.focus.number} takes {takes}."
    return f"Saved: {number_of(hours, 'hour')} a week."


def _standing(context: Context) -> str:
    """Return where the person is, in a line or two; "" if there is nothing to say yet."""
    told = []
    last = context.store.last(finished=True, bank=context.bank_id)
    if last and (readiness := reported(last)):
        told.append(_result(readiness, _ago(last.finished or last.started, context.clock())))
    if unfinished := context.store.last(finished=False, bank=context.bank_id):
        answers = number_of(len(unfinished.answers), "answer")
        told.append(f"You have an unfinished quiz: attempt {unfinished.id}, with {answers} so far.")
    return " ".join(told)


def _result(readiness: "Readiness", day: str) -> str:
    from coder_readiness.report.wording import span

    step = readiness.next_step
    if step is None:
        return f"Your last result ({day}): you're ready."
    result = next(one for one in readiness.steps if one.id == step.id)
    where = f"step {step.number} of {len(readiness.steps)}, {step.title}"
    return f"Your last result ({day}): {where}, {span(result.low, result.high)}."


def _ago(then: datetime, now: datetime) -> str:
    """Return how long ago a day was, by the person's own calendar."""
    days = (now.astimezone().date() - then.astimezone().date()).days
    if days < 1:
        return "today"
    if days == 1:
        return "yesterday"
    if days < 14:
        return f"{days} days ago"
    return f"{days // 7} weeks ago" if days < 60 else f"{days // 30} months ago"


def _choices(context: Context, last: "Attempt | None") -> list[Choice[str]]:
    """Return the choices, the most helpful first; the value of each is a command line or the name of a screen."""
    unfinished = context.store.last(finished=False, bank=context.bank_id)
    resume = Choice("resume", "Pick up where you left off")
    due = _due(context)
    practice = Choice("practice", f"Practice ({due} due today)" if due else "Practice")
    quit_ = Choice("quit", "Quit")
    if last is None:
        so_far = [Choice("report", "See your result so far")] if unfinished else []
        return [*([resume] if unfinished else []), *_quizzes(context, last), *so_far, practice, quit_]
    hours = context.store.settings.hours_per_week
    return [
        resume if unfinished else _UPDATE,
        *_results(context, last),
        Choice("parts", "Read your plan and the full report"),
        Choice("save", "Save your report or hand in your answers"),
        Choice("assume", "See what closing a gap would change"),
        practice,
        Choice(
            "new", "Take another quiz" if last.mode == "full" and not last.step else "Take the full quiz, or a new one"
        ),
        Choice("history", "See all your attempts"),
        Choice("hours", f"Change your weekly hours ({hours})" if hours else "Set your weekly hours"),
        Choice("forget --all", "Delete your answers"),
        quit_,
    ]


def _results(context: Context, last: "Attempt") -> list[Choice[str]]:
    """Return the results to see: the one that `report` shows, and that of a newer quiz that was left unfinished."""
    later = newer_unfinished(context, last)
    if later is None:
        return [Choice("report", "See your result")]
    so_far = f"See your result so far (attempt {later.id})"
    if continues_another(later):
        return [Choice("report", so_far)]
    return [Choice("report", f"See your result (attempt {last.id})"), Choice(f"report {later.id}", so_far)]


def _quizzes(context: Context, last: "Attempt | None") -> list[Choice[str]]:
    known = context.options.questions is None  # how long another bank takes is known once it is loaded
    quick = "Quick quiz: find your next step, usually in 2 to 5 min" if known else "Quick quiz: find your next step"
    full = "Full quiz: the whole picture in about 25 min" if known else "Full quiz: the whole picture"
    rest = []
    later = newer_unfinished(context, last) if last else None
    if last and (last.mode == "quick" or last.step) and not (later and continues_another(later)):
        full_from_last = f"Take the full quiz from your last answers{_rest_of(context, last)}"
        rest.append(Choice(f"resume {last.id}", full_from_last))
    if last and context.store.last(finished=False, bank=context.bank_id):
        rest.append(_UPDATE)
    return [*rest, Choice("start --quick", quick), Choice("start", full)]


def _rest_of(context: Context, last: "Attempt") -> str:
    """Return in parentheses how much of the full quiz is left after an attempt."""
    from coder_readiness.quiz.progress import Progress
    from coder_readiness.quiz.wording import amount
    from coder_readiness.store.attempt import begin_rest

    bank = context.bank
    attempt = begin_rest(last, skips=False, bank_version=bank.roadmap.version, now=context.clock())
    progress = Progress(bank, context.store, attempt)
    return f" ({amount(progress, progress.left)})" if progress.left else ""


def _due(context: Context) -> int:
    """Return how many practiced questions come back today; the bank is loaded only if there are any."""
    if context.bank_id is None or not context.store.cards.of(context.bank_id):
        return 0
    try:
        return context.store.cards.due(context.bank_id, context.bank.questions, context.clock())
    except BankError:  # which is shown once a choice needs the bank
        return 0


# The screens that the menu opens


def _start(context: Context, chosen: str) -> None:
    """Ask what the person wants to be ready for, and start a quiz."""
    goals = context.bank.roadmap.goals
    goal: str | None = next(iter(goals))
    if len(goals) > 1:
        choices: list[Choice[str]] = [Choice(goal, words[0].upper() + words[1:]) for goal, words in goals.items()]
        goal = _chosen(context, "What do you want to be ready for?", choices)
    if goal:
        _run(context, f"{chosen.replace('start', 'quiz')} --goal {goal}")


def _take_new(context: Context, _: str) -> None:
    quizzes = _quizzes(context, context.store.last(finished=True, bank=context.bank_id))
    if reply := _chosen(context, "Which quiz do you want to take?", quizzes):
        _SCREENS.get(reply, _run)(context, reply)


@contextmanager
def _reading(context: Context) -> "Iterator[tuple[Context, Material]]":
    """Yield the context of `report` and its material."""
    from coder_readiness.cli.kept import material_of

    options = parse(["report", *context.shared_options])
    options.then_menu = True
    with context.doing(options) as reading:
        yield reading, material_of(reading)


def _read_parts(context: Context, _: str) -> None:
    """Let the person read the full report part by part, or whole."""
    from coder_readiness.report.document import MISSED, parts

    with _reading(context) as (reading, material):
        made = {name: section for name, part in parts(material).items() if (section := part(material))}
        sections = {name: section for name, section in made.items() if name != MISSED}
        choices = [Choice(name, name) for name in sections]
        choices += [Choice("report --answers", MISSED)] if MISSED in made else []
        choices.append(Choice("report --full", "All of it"))
        while reply := _chosen(context, "Which part do you want to read?", choices):
            if reply in sections:
                print()
                print_section(reading, sections[reply])
                context.read_in_pager = reading.read_in_pager
            else:
                _run(context, reply)
            _wait_until_read(context, "go back to the list")


def _save(context: Context, _: str) -> None:
    """Write the report or the answers to a new file in the current folder, and offer to open a report."""
    reply = _chosen(context, "What do you want to save?", [Choice(ending, label) for ending, label in _PAGES.items()])
    if reply is None:
        return
    if reply == "hand-in":
        _hand_in(context)
        return
    file = _new_file(f"coder-readiness-{context.today}", reply)
    _run(context, f"report --output={file}")
    if reply == "ics":
        context.asker.say(
            "To add your plan to your calendar, open this file with your calendar app, or import it there."
        )
    yes_or_no = [Choice("no", "No"), Choice("yes", "Yes")]
    if _chosen(context, "Open it now?", yes_or_no) == "yes" and not webbrowser.open(file.resolve().as_uri()):
        context.asker.say(f"We couldn't open it from here. It's saved as {file.resolve()}.")


def _hand_in(context: Context) -> None:
    """Ask for a name, and write the answers of the last attempt to a new file."""
    how = "type it, then press Enter. Enter alone = no name, b = back, q = quit"
    name = context.asker.read_note("What's your name, so that your instructor knows whose answers these are?", how)
    if name.lower() == Move.LEAVE.value:
        raise _QuitError
    if name.lower() == Move.BACK.value:
        return
    file = _new_file(f"coder-readiness-answers-{context.today}", "json")
    _run(context, f"export --output={file}", *([f"--name={name}"] if name else []))
    context.asker.say(f"Send this file to your instructor: {file.resolve()}")


def _new_file(name: str, ending: str) -> Path:
    """Return a name that no file in the current folder has."""
    files = (Path(f"{name}{f'-{number}' if number > 1 else ''}.{ending}") for number in count(1))
    return next(file for file in files if not file.exists())


def _practice(context: Context, _: str) -> None:
    """Let the person choose one of their gaps to practice, if they have any with questions, or all areas."""
    from coder_readiness.report.gaps import by_turn

    gaps: list[Choice[str]] = []
    if context.store.last(finished=True, bank=context.bank_id):
        with _reading(context) as (__, material):
            known = material.bank.competency
            areas = [known[gap.competency] for gap in by_turn(material.readiness) if gap.competency in known]
            gaps = [Choice(f"practice {area.id}", area.title) for area in areas if area.pool]
    reply: str | Move = "practice"
    if gaps:
        everything = Choice("practice", "All areas: questions you missed first, then new ones")
        reply = context.asker.choose("What do you want to practice?", [everything, *gaps])
    if not isinstance(reply, Move):
        _run(context, reply)


def _close_a_gap(context: Context, _: str) -> None:
    """Let the person choose one of the gaps of their result, and show what closing it would change."""
    from coder_readiness.report.gaps import by_turn

    with _reading(context) as (__, material):
        gaps = [Choice(gap.competency, material.results[gap.competency].title) for gap in by_turn(material.readiness)]
    if not gaps:
        context.asker.say("You have no gaps left to close.")
        return
    if reply := _chosen(context, "Which gap do you want to close?", gaps):
        _run(context, f"report --assume={reply}")


_SCREENS = {
    "start": _start,
    "start --quick": _start,
    "new": _take_new,
    "parts": _read_parts,
    "practice": _practice,
    "save": _save,
    "assume": _close_a_gap,
    "hours": _ask_for_hours,
}
"""The screens of those choices that don't run a single command."""
