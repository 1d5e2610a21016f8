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
from coder_readiness.cli.usage import MOST_HOURS, Parser, attempt_number, hours, seed, step_number
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
        description="Find out how ready you are to become a medical coder, what your gaps are, "
        "and which step to focus on next. Without a command, it opens the menu.",
        usage="coder-readiness [options] [COMMAND ...]",
    )
    parser.add_argument(
        "--version", action="version", version=f"coder-readiness {__version__}", help="show the version number and exit"
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
    quiz.add_argument(
        "--quick",
        action="store_true",
        help="take the quick quiz, which stops as soon as your next step is clear (default: the full quiz)",
    )
    quiz.add_argument(
        "--step",
        type=step_number,
        metavar="N",
        help="ask only about one step: 1 basic requirements, 2 training, 3 certification, 4 job skills or 5 job search "
        "(default: all steps)",
    )
    quiz.add_argument(
        "--goal",
        metavar="GOAL",
        help="what you want to be ready for: first-job (default) or well-paid (a job for experienced coders)",
    )
    quiz.add_argument(
        "--seed",
        type=seed,
        metavar="N",
        help="any whole number, such as 7; the same number always gives the same questions in the same order "
        "(default: a random number)",
    )
    resume = add_command(
        commands, "resume", "taking:resume", "pick up where you left off, or reopen an earlier attempt", "resume 3"
    )
    add_attempt(resume, "your last unfinished attempt")
    summary = "answer the questions about your gaps again, and see how far you've come"
    update = add_command(commands, "update", "taking:update", summary, "update --goal well-paid")
    update.add_argument(
        "--goal",
        metavar="GOAL",
        help="your goal now, if it has changed: first-job or well-paid (default: the goal of your last attempt)",
    )
    for taking in (quiz, resume, update):
        taking.set_defaults(then_menu=True)


def _add_practice(commands: "Commands") -> None:
    summary = "answer practice questions, with an explanation after each one"
    practice = add_command(commands, "practice", "practicing:practice", summary, "practice privacy")
    practice.add_argument(
        "competency",
        nargs="?",
        metavar="AREA",
        help="area to practice, by ID, title or a word from the title (default: all areas)",
    )


def _add_report(commands: "Commands") -> None:
    summary = "show the report for your last finished attempt, or for another one"
    report = add_command(commands, "report", "kept:report", summary, "report 3 --format json")
    add_format(report, default=None, choices=tuple(FORMATS), by_file=True)
    report.add_argument(
        "--goal",
        metavar="GOAL",
        help="show your result for another goal: first-job or well-paid (default: the goal of the attempt)",
    )
    report.add_argument(
        "--assume",
        metavar="AREA[,AREA]",
        help="show your result as if you'd closed these gaps; name each by its ID, its title or a word from its title "
        "(default: your result as it is)",
    )
    about = "Choose one (default: your result on one screen, or --full if the format is markdown or html)."
    views = report.add_argument_group("what to show", about).add_mutually_exclusive_group()
    for view, meaning in (
        ("full", "everything: your plan, gaps and strengths, what coders do and earn, and the questions you missed"),
        ("brief", "only your next step, the reasons, and where you are in each step"),
        ("answers", "every question you missed, with explanations"),
    ):
        views.add_argument(f"--{view}", dest="view", action="store_const", const=view, help=meaning)
    views.add_argument(
        "--compare",
        nargs=2,
        type=attempt_number,
        metavar=("A", "B"),
        help="attempts A and B side by side; both are numbers from `coder-readiness history`",
    )
    report.add_argument(
        "--hours-per-week",
        type=hours,
        metavar="N",
        help=f"hours you can study each week (1 to {MOST_HOURS}), to show your plan in weeks "
        "(default: the hours you entered in the menu)",
    )
    *others, last = (format_.endings[0] for format_ in FORMATS.values())
    add_output(
        report,
        f"save to a new file; its extension ({', '.join(others)} or {last}) sets the format "
        "(default: print to the screen)",
    )
    add_attempt(report)


def _add_kept(commands: "Commands") -> None:
    history = add_command(commands, "history", "kept:history", "list all your attempts", "history --format json")
    add_format(history)
    export = add_command(
        commands,
        "export",
        "kept:export",
        "print or save your answers as an answer sheet to hand in to your instructor",
        "export 3 --name 'Ann Lee' --output ann-lee.json",
    )
    add_attempt(export)
    export.add_argument("--name", metavar="TEXT", help="add your name to the answers (default: no name)")
    export.add_argument(
        "--with-private",
        action="store_true",
        help="include your answers to private questions (default: leave them out)",
    )
    add_output(export, "save to a new file (default: print to the screen)")
    forget = add_command(commands, "forget", "kept:forget", "delete attempts for good", "forget --all")
    which = forget.add_mutually_exclusive_group()  # without either, `forget` lists the attempts
    add_attempt(which, "list your attempts")
    which.add_argument(
        "--all",
        action="store_true",
        help="delete everything the program has saved: attempts, practice results, notes and settings",
    )
    forget.add_argument("--yes", action="store_true", help="delete without asking (default: ask first)")


def _add_score(commands: "Commands") -> None:
    score = add_command(
        commands,
        "score",
        "scoring:score",
        "score one or more answer sheets, such as those from `coder-readiness export`",
        "score sheet.json --format json",
    )
    score.add_argument("--full", action="store_true", help="show the full report (default: only the summary)")
    add_sheets(score)
    add_format(score, default=None, choices=("text", "markdown", "html", "json"))


def _add_class(commands: "Commands") -> None:
    summary = "show how a class is doing: each person's next step, and the gaps they share"
    overview = add_command(commands, "class", "cohort:overview", summary, "class *.json --output class.html")
    add_sheets(overview)
    add_format(overview, default=None, choices=("text", "csv", "json", "html"), by_file=True)
    overview.add_argument(
        "--items",
        action="store_true",
        help="show which knowledge questions are too easy, too hard or unclear (default: show how the class is doing)",
    )
    overview.add_argument(
        "--skip-bad",
        action="store_true",
        help="leave out answer sheets with errors (default: list the errors and stop)",
    )
    add_file(
        overview,
        "--output",
        metavar="REPORT",
        help="save to a new file; its extension (.txt, .csv, .json or .html) sets the format "
        "(default: print to the screen)",
    )


def _add_bank(commands: "Commands") -> None:
    bank = commands.add_parser(
        "bank",
        help="for instructors: check, list, add to and export the question bank",
        description="Check, list, add to and export the question bank.",
        epilog="Example: coder-readiness bank check",
    )
    parts = bank.add_subparsers(title="commands", metavar="COMMAND", prog="coder-readiness bank", required=True)
    for name, summary, example in (
        ("check", "list the problems in the bank", "check --questions our-bank"),
        ("list", "list all areas and questions", "list --format json"),
        ("show", "show one question or area", "show privacy"),
        ("stats", "count the questions by type, area and source", "stats --questions our-bank"),
        ("schema", "print the JSON Schema for area files, so that your editor can check them", "schema"),
        ("flags", "list the questions you flagged with !, or flag one", "flags privacy-lunch 'Two options are right.'"),
        ("new", "create a new area, or a whole new bank, with blanks to fill in", "new --bank our-bank --copy"),
    ):
        added = add_command(parts, name, f"bank:{name}", summary, f"bank {example}")
        if name == "show":
            added.add_argument("id", metavar="ID", help="ID of a question or area, or a word from its title")
        if name == "flags":
            added.add_argument(
                "id", nargs="?", metavar="ID", help="ID of the question to flag (default: list your flagged questions)"
            )
            added.add_argument(
                "note", nargs="?", metavar="NOTE", help="what's wrong with the question (default: no note)"
            )
        if name == "new":
            what = added.add_mutually_exclusive_group(required=True)
            meaning = "ID for the new area; creates AREA.yaml in the current folder"
            what.add_argument("competency", nargs="?", metavar="AREA", help=meaning)
            what.add_argument("--bank", metavar="FOLDER", type=folder, help="create a whole bank in this new folder")
            added.add_argument(
                "--copy",
                action="store_true",
                help="with --bank: start with a copy of the bank in use (default: start with blanks)",
            )
        else:
            add_format(added)
    _add_exchange(parts)
    for part in parts.choices.values():
        add_everywhere(part)


def _add_exchange(parts: "Commands") -> None:
    summary = "turn a CSV, GIFT or Aiken file into a draft area for you to review"
    import_ = add_command(parts, "import", "exchange:import_questions", summary, "bank import privacy.csv")
    add_file(import_, "file", metavar="FILE", help="question file: .csv, .gift, or .txt (in GIFT or Aiken format)")
    import_.add_argument(
        "--area",
        metavar="ID",
        help="ID of the area the questions belong to (default: the area named in the file, or the file's name)",
    )
    import_.add_argument("--force", action="store_true", help="overwrite an old draft (default: keep it)")
    summary = "export the knowledge questions for use in another program"
    export = add_command(
        parts, "export", "exchange:export_questions", summary, "bank export --format gift --output bank.gift"
    )
    export.add_argument(
        "--format",
        choices=("gift", "aiken", "csv", "anki"),
        required=True,
        help="required; gift or aiken for a learning platform, csv for a spreadsheet, anki for flashcards "
        "(with an --output file that ends in .txt or .apkg)",
    )
    export.add_argument(
        "--seed",
        type=seed,
        default=0,
        metavar="N",
        help="any whole number; each number puts the options in a different order (default: 0)",
    )
    add_file(export, "--output", metavar="FILE", help="save to a new file (default: print to the screen)")
