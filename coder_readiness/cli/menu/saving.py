"""Saves the report, the plan or the answers in the current folder."""

import webbrowser
from itertools import count
from pathlib import Path

from coder_readiness.cli.context import Context
from coder_readiness.cli.menu.running import QuitError, choose, run
from coder_readiness.cli.usage import day
from coder_readiness.errors import ReadinessError
from coder_readiness.quiz.asking import LIST_KEYS, Choice, Move

_PAGES = {
    "html": "Your report, as a page to read, print or send",
    "csv": "Your result, as a spreadsheet",
    "hand-in": "Your answers, as a file to hand in to your instructor",
}
_WHEN = {"--exam": "When is your exam?", "--renewal": "When does your certification run out?"}
_DATES = {"": "No, only my plan", "--exam": "Yes, my exam", "--renewal": "Yes, the day my certification runs out"}


def save(context: Context, _: str) -> None:
    """Write the report or the answers to a new file in the current folder, and offer to open a report."""
    reply = choose(context, "What do you want to save?", [Choice(ending, label) for ending, label in _PAGES.items()])
    if reply is None:
        return
    if reply == "hand-in":
        _hand_in(context)
        return
    _save_and_open(context, reply)


def save_calendar(context: Context, _: str) -> None:
    """Write the plan as a calendar to a new file in the current folder, and offer to open it."""
    option = choose(context, "Do you have a date to add?", [Choice(name, label) for name, label in _DATES.items()])
    if option is None:
        return
    date = _read_date(context, option) if option else ""
    if date is None:
        return
    advice = "To add your plan to your calendar, open this file with your calendar app, or import it there."
    advice += " Put it in a calendar of its own. If your plan changes, delete that calendar and add the new plan."
    _save_and_open(context, "ics", advice, *([f"{option}={date}"] if option else []))


def _read_date(context: Context, option: str) -> str | None:
    """Ask for a day until one can be used; None means that the person went back."""
    how = "type it as 2027-03-01 or 3/1/2027"
    while True:
        written = context.asker.read_note(_WHEN[option], how, LIST_KEYS)
        if written.lower() == Move.LEAVE.value:
            raise QuitError
        if written.lower() in ("", Move.BACK.value):
            return None
        try:
            if (date := day(written)) >= context.today:
                return str(date)
            context.asker.say(f"{written} is in the past.")
        except ReadinessError as error:
            context.asker.say(str(error))


def _save_and_open(context: Context, ending: str, advice: str = "", *options: str) -> None:
    """Write the report to a new file in the format that the ending means, and offer to open it."""
    file = _new_file(f"coder-readiness-{context.today}", ending)
    run(context, f"report --output={file}", *options)
    if advice:
        context.asker.say(advice)
    yes_or_no = [Choice("no", "No"), Choice("yes", "Yes")]
    if choose(context, "Open it now?", yes_or_no) == "yes" and not webbrowser.open(file.resolve().as_uri()):
        context.asker.say(f"We couldn't open it from here. It's saved as {file.resolve()}.")


def _hand_in(context: Context) -> None:
    """Ask for a name, and write the answers of the last attempt to a new file."""
    title = "What name should your instructor see on these answers?"
    name = context.asker.read_note(title, "type the name", LIST_KEYS, "leave it out")
    if name.lower() == Move.LEAVE.value:
        raise QuitError
    if name.lower() == Move.BACK.value:
        return
    file = _new_file(f"coder-readiness-answers-{context.today}", "json")
    run(context, f"export --output={file}", *([f"--name={name}"] if name else []))
    context.asker.say(f"Send this file to your instructor: {file.resolve()}")


def _new_file(name: str, ending: str) -> Path:
    """Return a name that no file in the current folder has."""
    files = (Path(f"{name}{f'-{number}' if number > 1 else ''}.{ending}") for number in count(1))
    return next(file for file in files if not file.exists())
