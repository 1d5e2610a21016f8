"""What can be typed: the commands, their options and their help."""

import argparse
import contextlib
import os
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import TYPE_CHECKING

from coder_readiness import __version__
from coder_readiness.cli.files import folder, named_in
from coder_readiness.cli.options import (
    add_attempt,
    add_command,
    add_everywhere,
    add_file,
    add_format,
    add_output,
    add_sheets,
)
from coder_readiness.cli.output import FORMATS
from coder_readiness.cli.usage import MOST_HOURS, Parser, attempt_number, day, hours, seed, step_number
from coder_readiness.errors import ReadinessError

if TYPE_CHECKING:
    from coder_readiness.cli.context import Context
    from coder_readiness.cli.options import Commands


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """Return the options given. Raises ReadinessError if they are wrong, SystemExit after printing help."""
    # The defaults are here, because those of a command's parser would undo options given before the command.
    defaults = argparse.Namespace(questions=None, data_dir=None, plain=_is_accessible(), then_menu=False)
    options = command_line().parse_args(arguments, defaults)
    options.questions = options.questions or named_in("CODER_READINESS_QUESTIONS") or None
    return options


def shared_options(arguments: Sequence[str]) -> list[str]:
    """Return the options for every command that are given, whatever else is wrong with the arguments."""
    parser, given = argparse.ArgumentParser(add_help=False, exit_on_error=False), argparse.Namespace()
    add_everywhere(parser)
    with contextlib.suppress(argparse.ArgumentError, ReadinessError):
        parser.parse_known_args(arguments, given)
    options = {f"--{name.replace('_', '-')}": value for name, value in vars(given).items()}
    return [option if value is True else f"{option}={value}" for option, value in options.items()]


def _is_accessible() -> bool:
    """Tell whether ACCESSIBLE=1 asks all programs for plain lines, as screen reader users set it."""
    return os.environ.get("ACCESSIBLE", "") not in {"", "0"}


def command_of(options: argparse.Namespace) -> "Callable[[Context], int]":
    """Return the command that the options are for; import only its module, to start faster."""
    module, _, name = options.command.partition(":")
    command: Callable[[Context], int] = getattr(import_module(f"coder_readiness.cli.{module}"), name)
    return command


def command_line() -> argparse.ArgumentParser:
    """Return the parser of the command line, from which shtab makes shell completion."""
    parser: argparse.ArgumentParser = Parser(
        prog="coder-readiness",
        description="Find out if you're ready to become a medical coder, and what to do next. "
        "Without a command, the menu opens.",
        usage="coder-readiness [options] [COMMAND ...]",
        add_help=False,
    )
    parser.add_argument("-h", "--help", action="help", help="show this help; after a command, show the command's help")
    parser.add_argument(
        "--version", action="version", version=f"coder-readiness {__version__}", help="show the version number"
    )
    parser.set_defaults(command="menu.loop:menu")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", prog="coder-readiness")
    _add_taking(commands)
    _add_practice(commands)
    _add_report(commands)
    _add_kept(commands)
    _add_score(commands)
    _add_class(commands)
    _add_bank(commands)
    for one in (parser, *commands.choices.values()):
        add_everywhere(one)
    return parser


def _add_taking(commands: "Commands") -> None:
    quiz = add_command(commands, "quiz", "taking:quiz", "take the quiz and get your report", "quiz --goal well-paid")
    quiz.add_argument("--quick", action="store_true", help="stop once your next step is clear (default: the full quiz)")
    quiz.add_argument(
        "--step",
        type=step_number,
        metavar="N",
        help="ask only about one step: 1 basic requirements, 2 training, 3 certification, 4 job skills or 5 job search "
        "(default: all)",
    )
    quiz.add_argument(
        "--goal",
        metavar="GOAL",
        help="your goal: first-job (default) or well-paid (experienced coder)",
    )
    quiz.add_argument(
        "--seed",
        type=seed,
        metavar="N",
        help="a whole number; use the same one again to get the same questions (default: random)",
    )
    summary = "continue an unfinished quiz, or reopen a finished one to change answers"
    resume = add_command(commands, "resume", "taking:resume", summary)
    add_attempt(resume, "default: last unfinished")
    summary = "answer the questions about your gaps again, and see your progress"
    update = add_command(commands, "update", "taking:update", summary)
    add_attempt(update)
    update.add_argument(
        "--goal",
        metavar="GOAL",
        help="your goal now: first-job or well-paid (default: the attempt's goal)",
    )
    for taking in (quiz, resume, update):
        taking.set_defaults(then_menu=True)


def _add_practice(commands: "Commands") -> None:
    summary = "answer practice questions, each with an explanation"
    practice = add_command(commands, "practice", "practicing:practice", summary, "practice privacy")
    practice.add_argument(
        "competency",
        nargs="?",
        metavar="AREA",
        help="ID or title of an area, or a word from its title (default: all areas)",
    )


def _add_report(commands: "Commands") -> None:
    report = add_command(commands, "report", "kept:report", "show or save your report", "report --output plan.ics")
    add_format(report, tuple(FORMATS), default=None)
    report.add_argument("--goal", metavar="GOAL", help="first-job or well-paid (default: the attempt's goal)")
    report.add_argument(
        "--assume",
        metavar="AREA,...",
        help="show your result if these were covered (IDs or titles)",
    )
    report.add_argument(
        "--hours-per-week",
        type=hours,
        metavar="N",
        help=f"study hours per week, 1 to {MOST_HOURS} (default: set in the menu)",
    )
    for option, what in (("--exam", "exam date, such as 2027-03-01"), ("--renewal", "certification's renewal date")):
        report.add_argument(option, type=day, metavar="DATE", help=f"your {what}, for your calendar")
    *others, last = (format_.endings[0] for format_ in FORMATS.values())
    add_output(report, f"save to a new {', '.join(others)} or {last} file")
    views = report.add_argument_group("other views (default: your result on one screen)").add_mutually_exclusive_group()
    for view, meaning in (
        ("full", "the full report (default for markdown and html)"),
        ("brief", "only your next step, the main reason, and your roadmap"),
        ("gaps", "every gap, with the first thing to do about each"),
        ("answers", "every question you missed, with explanations"),
    ):
        views.add_argument(f"--{view}", dest="view", action="store_const", const=view, help=meaning)
    views.add_argument(
        "--compare",
        nargs=2,
        type=attempt_number,
        metavar=("A", "B"),
        help="attempts A and B (numbers in your history) side by side",
    )
    add_attempt(report)


def _add_kept(commands: "Commands") -> None:
    history = add_command(commands, "history", "kept:history", "list your attempts and their numbers")
    add_format(history)
    summary = "make an answer sheet to hand in to your instructor"
    export = add_command(commands, "export", "kept:export", summary, "export 3 --name 'Ann Lee' --output ann-lee.json")
    add_attempt(export)
    export.add_argument("--name", metavar="TEXT", help="add your name")
    export.add_argument(
        "--with-private", action="store_true", help="include private answers, such as those about background checks"
    )
    add_output(export, "save to a new file")
    forget = add_command(commands, "forget", "kept:forget", "delete attempts for good")
    which = forget.add_mutually_exclusive_group()  # without either, `forget` asks for one of them
    add_attempt(which, "needed unless you add --all")
    which.add_argument("--all", action="store_true", help="delete all attempts, practice results, notes and settings")
    forget.add_argument("--yes", action="store_true", help="delete without asking you to confirm")


def _add_score(commands: "Commands") -> None:
    summary = "for instructors: score answer sheets made with `export`"
    score = add_command(commands, "score", "scoring:score", summary)
    score.add_argument("--full", action="store_true", help="show the full report (default: only the summary)")
    add_sheets(score)
    add_format(score, ("text", "markdown", "html", "json"), default=None)


def _add_class(commands: "Commands") -> None:
    summary = "for instructors: show a class's next steps and gaps"
    overview = add_command(commands, "class", "cohort:overview", summary, "class *.json --output class.html")
    add_sheets(overview)
    add_format(overview, ("text", "csv", "json", "html"), default=None)
    overview.add_argument("--items", action="store_true", help="show which questions are too easy, too hard or unclear")
    overview.add_argument("--skip-bad", action="store_true", help="leave out sheets with errors (default: stop)")
    add_file(
        overview,
        "--output",
        metavar="REPORT",
        help="save to a new .txt, .csv, .json or .html file",
    )


def _add_bank(commands: "Commands") -> None:
    summary = "for instructors: check, list, add or export questions"
    bank = add_command(commands, "bank", "", summary)
    parts = bank.add_subparsers(title="commands", metavar="COMMAND", prog="coder-readiness bank", required=True)
    for name, summary, example in (
        ("check", "list the problems in the bank", "bank check --questions my-bank"),
        ("list", "list all areas and questions", ""),
        ("show", "show one question or area", "bank show privacy"),
        ("stats", "count the questions by type, area and source", ""),
        ("schema", "print the JSON Schema, so your text editor can check area files", ""),
        (
            "flags",
            "list the questions you flagged (with !), or flag another",
            "bank flags privacy-lunch 'Two options are right.'",
        ),
        ("new", "create an area, or a whole bank, with blanks to fill in", "bank new --bank my-bank --copy"),
    ):
        added = add_command(parts, name, f"bank:{name}", summary, example)
        if name == "show":
            added.add_argument("id", metavar="ID", help="ID of a question or area, or a word from its title")
        if name == "flags":
            added.add_argument(
                "id", nargs="?", metavar="ID", help="question to flag (default: list your flagged questions)"
            )
            added.add_argument("note", nargs="?", metavar="NOTE", help="what's wrong with the question")
        if name == "new":
            what = added.add_mutually_exclusive_group(required=True)
            meaning = "ID for a new area, created as AREA.yaml in this folder"
            what.add_argument("competency", nargs="?", metavar="AREA", help=meaning)
            what.add_argument("--bank", metavar="FOLDER", type=folder, help="create a whole bank in this new folder")
            added.add_argument(
                "--copy", action="store_true", help="copy the current bank into FOLDER (default: blanks to fill in)"
            )
        else:
            format_ = add_format(added)
            if name == "schema":  # which is JSON in either format
                format_.help = argparse.SUPPRESS
    _add_exchange(parts)
    for part in parts.choices.values():
        add_everywhere(part)


def _add_exchange(parts: "Commands") -> None:
    summary = "turn a CSV, GIFT or Aiken file into a draft area to review"
    import_ = add_command(parts, "import", "exchange:import_questions", summary)
    add_file(
        import_,
        "file",
        metavar="FILE",
        help="questions in CSV (.csv), GIFT (.gift or .txt) or Aiken (.txt)",
    )
    import_.add_argument(
        "--area",
        metavar="ID",
        help="ID of the area for these questions (default: the ID in FILE, or else the file's name)",
    )
    import_.add_argument("--force", action="store_true", help="overwrite an existing draft")
    summary = "export the knowledge questions for another program"
    export = add_command(
        parts, "export", "exchange:export_questions", summary, "bank export --format gift --output bank.gift"
    )
    export.add_argument(
        "--format",
        choices=("gift", "aiken", "csv", "anki"),
        required=True,
        metavar="FORMAT",
        help="gift or aiken (learning platforms), csv (spreadsheets), or anki (flashcards; FILE ends in .txt or .apkg)",
    )
    export.add_argument(
        "--seed",
        type=seed,
        default=0,
        metavar="N",
        help="a whole number that decides the order of the options (default: 0)",
    )
    add_file(export, "--output", metavar="FILE", help="save to a new file")
