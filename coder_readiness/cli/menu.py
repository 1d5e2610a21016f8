"""The menu: says where the person stands, and stands for the commands until the person leaves."""

import webbrowser
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from coder_readiness.cli.attempts import kept, reported
from coder_readiness.cli.commands import with_typed_commands
from coder_readiness.cli.context import Context
from coder_readiness.cli.output import print_section
from coder_readiness.cli.parser import command_line, command_of, parse
from coder_readiness.errors import BankError, ReadinessError
from coder_readiness.quiz.asking import Choice, Move
from coder_readiness.system import signals_as_interrupts
from coder_readiness.text import number_of, printable

if TYPE_CHECKING:
    from coder_readiness.scoring.readiness import Readiness
    from coder_readiness.store.attempt import Attempt

_ABOUT = (
    "Find out how ready you are to work as a medical coder in the US, and what to do next. "
    "It's free and private: nothing leaves this computer."
)
_ABOUT_ANOTHER_BANK = "This quiz uses the question bank {}. Nothing leaves this computer."
_HOURS = (2, 5, 10, 20, 40)
"""Hours a week to choose from."""
_ROOM_FOR_BOTH = 40
"""In a window of so many lines a result and the menu are in view together."""
_NOTHING_TO_READ = frozenset({"parts", "save", "practice"})
"""After these, the menu comes at once: they have asked something last."""
_PAGES = {
    "html": "As a page to read, print or send",
    "ics": "As a plan for your calendar",
    "csv": "As a table for a spreadsheet",
    "hand-in": "Hand in to my instructor: a file of your answers",
}


def menu(context: Context) -> int:
    """Say what this is and where the person stands, and let them choose what to do until they leave."""
    if not context.in_a_terminal:
        command_line().print_usage()
        return 0
    questions = context.options.questions
    context.asker.say("Coder Readiness", heading=True)
    context.asker.say(_ABOUT if questions is None else _ABOUT_ANOTHER_BANK.format(printable(Path(questions).name)))
    with signals_as_interrupts():
        _stay(context)
    return 0


def after_quiz(context: Context) -> int:
    """Let the person choose what to do now that there is a result."""
    with signals_as_interrupts():
        if not _leaves_after_reading(context):
            _stay(context)
    return 0


def _stay(context: Context) -> None:
    """Offer what can be done, and do what is chosen, until the person leaves."""
    while True:
        last = context.store.last(finished=True, bank=context.bank_id)
        if last and not context.store.settings.asked_for_hours and _asked_for_hours(context) is Move.LEAVE:
            return
        if standing := _standing(context, last):
            context.asker.say(standing)
        title, choices = "What now?" if last else "How do you want to start?", _choices(context, last)
        try:
            reply = context.asker.choose(title, choices, context.load_bank_meanwhile)
        except EOFError:  # there is nobody to choose any more
            return
        if isinstance(reply, Move) or reply == "leave":
            return
        try:
            _SCREENS.get(reply, _run)(context, reply)
        except ReadinessError as error:  # told here, because the menu goes on
            context.asker.say(with_typed_commands(str(error), context.typed))
        else:
            if reply not in _NOTHING_TO_READ and _leaves_after_reading(context):
                return


def _leaves_after_reading(context: Context) -> bool:
    """If the menu would push what was printed out of view, wait until it is read; return whether the person leaves."""
    if context.console.height >= _ROOM_FOR_BOTH:
        return False
    try:
        return context.asker.pause("the menu") is Move.LEAVE
    except EOFError:  # there is nobody to go on
        return True


def _run(context: Context, command: str, *more: str) -> None:
    """Do what a command line stands for, with more words as they are, in the same surroundings."""
    name, *arguments = command.split()
    options = parse([name, *context.shared_options, *arguments, *more])
    options.then_menu = True
    with context.doing(options) as chosen:
        command_of(options)(chosen)


def _asked_for_hours(context: Context) -> str | Move:
    """Ask once how much time the person has, so that plans can count weeks, and return the reply."""
    hours = [Choice(str(number), f"{number} hours") for number in _HOURS]
    choices = [*hours, Choice("", "I'd rather not say")]
    reply = context.asker.choose("How many hours a week do you have for this? Your plan will count weeks.", choices)
    if not isinstance(reply, Move):
        context.store.settings.keep_hours_per_week(int(reply) if reply else None)
    return reply


def _standing(context: Context, last: "Attempt | None") -> str:
    """Return where the person stands, in a line or two; "" if there is nothing to tell yet."""
    told = []
    if last and (readiness := reported(last)):
        told.append(f"{_result(readiness)} That was {_ago(last.finished or last.started, context.clock())}.")
    if unfinished := context.store.last(finished=False, bank=context.bank_id):
        answers = number_of(len(unfinished.answers), "answer")
        told.append(f"You have an unfinished quiz, attempt {unfinished.id}, with {answers}.")
    return " ".join(told)


def _result(readiness: "Readiness") -> str:
    from coder_readiness.report.wording import span

    step = readiness.next_step
    if step is None:
        return "Your last result: you are ready."
    result = next(one for one in readiness.steps if one.id == step.id)
    where = f"step {step.number} of {len(readiness.steps)}, {step.title}"
    return f"Your last result: {where}, {span(result.low, result.high)}."


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
    """Return what can be done now, what helps most first; a choice's value is a command line or a screen's name."""
    unfinished = context.store.last(finished=False, bank=context.bank_id)
    choices = [Choice("resume", "Pick up where you left off")] if unfinished else []
    if last:
        choices += [
            Choice("update", "Update your result: answer your gaps again"),
            Choice("report", "See your result"),
            Choice("parts", "Read the full report"),
            Choice("save", "Save, send or hand in"),
        ]
        if (last.mode == "quick" or last.step) and not unfinished:
            choices.append(Choice(f"resume {last.id}", "Take the full quiz from your last answers"))
        choices.append(Choice("assume", "See what closing a gap would change"))
    else:
        choices += _quizzes(context)
    if unfinished and not last:
        choices.append(Choice("report", "See your result so far"))
    due = _due(context)
    choices.append(Choice("practice", f"Practice ({due} due today)" if due else "Practice"))
    if last:
        choices += [Choice("history", "See all your attempts"), Choice("new", "Take a new quiz")]
    return [*choices, Choice("leave", "Leave")]


def _quizzes(context: Context) -> list[Choice[str]]:
    known = context.options.questions is None  # how long another bank takes is known once it is loaded
    quick = "Quick quiz: find your next step in 2 to 5 minutes" if known else "Quick quiz: find your next step"
    full = "Full quiz: the whole picture in about 25 minutes" if known else "Full quiz: the whole picture"
    return [Choice("start --quick", quick), Choice("start", full)]


def _due(context: Context) -> int:
    """Return how many practiced questions come back today; the bank is loaded only if there are any."""
    if context.bank_id is None or not context.store.cards.of(context.bank_id):
        return 0
    try:
        return context.store.cards.due(context.bank_id, context.bank.questions, context.clock())
    except BankError:  # which is said once a choice needs the bank
        return 0


# The screens behind the menu's own choices


def _start(context: Context, chosen: str) -> None:
    """Ask what the person wants to be ready for, and start a quiz."""
    goals = context.bank.roadmap.goals
    reply: str | Move = next(iter(goals))
    if len(goals) > 1:
        choices: list[Choice[str]] = [Choice(goal, words[0].upper() + words[1:]) for goal, words in goals.items()]
        reply = context.asker.choose("What do you want to be ready for?", choices)
    if not isinstance(reply, Move):
        _run(context, f"{chosen.replace('start', 'quiz')} --goal {reply}")


def _take_new(context: Context, _: str) -> None:
    reply = context.asker.choose("Which quiz?", _quizzes(context))
    if not isinstance(reply, Move):
        _start(context, reply)


def _read_parts(context: Context, _: str) -> None:
    """Let the person read the full report part by part, or whole."""
    from coder_readiness.cli.kept import material_of
    from coder_readiness.report.document import parts

    options = parse(["report", *context.shared_options])
    with context.doing(options) as reading:
        material = material_of(reading)
        sections = {name: section for name, part in parts(material).items() if (section := part(material))}
        choices = [Choice(name, name) for name in sections]
        choices += [Choice("report --full", "All of it"), Choice("report --answers", "All the questions you missed")]
        while not isinstance(reply := context.asker.choose("Which part?", choices), Move):
            if reply in sections:
                print()
                print_section(reading, sections[reply])
            else:
                _run(context, reply)


def _save(context: Context, _: str) -> None:
    """Write the report or the answers to a new file in the current folder, and offer to open a report."""
    reply = context.asker.choose("How?", [Choice(ending, label) for ending, label in _PAGES.items()])
    if isinstance(reply, Move):
        return
    if reply == "hand-in":
        _hand_in(context)
        return
    file = _new_file(f"coder-readiness-{context.today}", reply)
    _run(context, f"report --output={file}")
    yes_or_no = [Choice("no", "No"), Choice("yes", "Yes")]
    if context.asker.choose("Open it now?", yes_or_no) == "yes" and not webbrowser.open(file.resolve().as_uri()):
        context.asker.say(f"We couldn't open it from here. It's saved as {file.resolve()}.")


def _hand_in(context: Context) -> None:
    """Ask for a name, and write the answers of the last attempt to a new file."""
    try:
        name = input("Your name, for your instructor (or just Enter): ").strip()
    except (EOFError, KeyboardInterrupt):
        return
    file = _new_file(f"coder-readiness-answers-{context.today}", "json")
    _run(context, f"export --output={file}", *([f"--name={name}"] if name else []))
    context.asker.say(f"Send this file to your instructor: {file.resolve()}")


def _new_file(name: str, ending: str) -> Path:
    """Return a name that no file in the current folder has."""
    file, number = Path(f"{name}.{ending}"), 1
    while file.exists():
        number += 1
        file = Path(f"{name}-{number}.{ending}")
    return file


def _close_a_gap(context: Context, _: str) -> None:
    """Let the person choose one of the gaps of the last attempt, and show what closing it would change."""
    from coder_readiness.report.gaps import by_turn

    readiness = reported(kept(context, context.bank_id))
    if readiness is None or not readiness.gaps:
        context.asker.say("You have no gaps left to close.")
        return
    titles = {result.id: result.title for result in readiness.competencies}
    gaps = [Choice(gap.competency, titles[gap.competency]) for gap in by_turn(readiness)]
    reply = context.asker.choose("Which gap?", gaps)
    if not isinstance(reply, Move):
        _run(context, f"report --assume={reply}")


_SCREENS = {
    "start": _start,
    "start --quick": _start,
    "new": _take_new,
    "parts": _read_parts,
    "save": _save,
    "assume": _close_a_gap,
}
"""What the choices show that stand for no single command."""
