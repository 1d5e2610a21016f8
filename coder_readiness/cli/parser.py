"""What can be typed: the commands, their options and their help."""

import argparse
import os
from collections.abc import Callable, Sequence
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, NoReturn

from coder_readiness import __version__
from coder_readiness.cli.files import expanded
from coder_readiness.cli.output import FORMATS
from coder_readiness.errors import ReadinessError

if TYPE_CHECKING:
    from coder_readiness.cli.context import Context

# What shtab puts into a shell's completion, by shell; it reads this off an argument.
_COMPLETE_FILES = {"bash": "_shtab_compgen_files", "zsh": "_files", "tcsh": "f"}
HOURS_IN_A_WEEK = 168

_COMPLETE_FOLDERS = {"bash": "_shtab_compgen_dirs", "zsh": "_files -/", "tcsh": "d"}


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """Return the options given. Raises ReadinessError if they are wrong, SystemExit once a help is printed."""
    # The defaults stand here, not in the parsers: a command's own would undo what was given before it.
    defaults = argparse.Namespace(questions=None, data_dir=None, plain=_is_accessible(), then_menu=False)
    options = command_line().parse_args(arguments, defaults)
    options.questions = options.questions or expanded(os.environ.get("CODER_READINESS_QUESTIONS", "")) or None
    return options


def _is_accessible() -> bool:
    """Tell whether the person has asked all programs for plain lines, as screen reader users do with ACCESSIBLE=1."""
    return os.environ.get("ACCESSIBLE", "") not in {"", "0"}


def command_of(options: argparse.Namespace) -> "Callable[[Context], int]":
    """Return the command that the options are for; its module is imported only now, so that others need not wait."""
    module, _, name = options.command.partition(":")
    command: Callable[[Context], int] = getattr(import_module(f"coder_readiness.cli.{module}"), name)
    return command


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise ReadinessError(f"{message}\nTry: `{self.prog} --help`")


def command_line() -> argparse.ArgumentParser:
    """Return what reads the command line; shtab makes shell completion from it."""
    parser: argparse.ArgumentParser = _Parser(
        prog="coder-readiness",
        description="Find out how ready you are for a career, what your gaps are, and which step to focus on next.",
    )
    _add_everywhere(parser)
    parser.add_argument("--version", action="version", version=f"coder-readiness {__version__}")
    _add_plain(parser)
    parser.set_defaults(command="menu:menu")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    _add_taking(commands)
    _add_practice(commands)
    _add_report(commands)
    _add_kept(commands)
    _add_score(commands)
    _add_class(commands)
    _add_bank(commands)
    return parser


if TYPE_CHECKING:
    _Commands = argparse._SubParsersAction[argparse.ArgumentParser]


def _add(commands: "_Commands", name: str, command: str, summary: str, example: str) -> argparse.ArgumentParser:
    """Add a command; `command` says which function of which module of this folder it runs."""
    added = commands.add_parser(
        name,
        help=summary,
        description=summary[0].upper() + summary[1:] + ".",
        epilog=f"Example: coder-readiness {example}",
    )
    _add_everywhere(added)
    added.set_defaults(command=command)
    return added


def _add_taking(commands: "_Commands") -> None:
    quiz = _add(commands, "quiz", "taking:quiz", "take the quiz and get the report", "quiz --goal well-paid")
    quiz.add_argument("--quick", action="store_true", help="stop as soon as your next step is certain")
    quiz.add_argument("--step", type=_step_number, metavar="N", help="ask only about step N (default: all steps)")
    quiz.add_argument("--goal", metavar="GOAL", help="what you want to be ready for: first-job (default) or well-paid")
    quiz.add_argument(
        "--seed", type=_seed, metavar="N", help="repeat the same quiz: same questions, same order (default: random)"
    )
    resume = _add(
        commands, "resume", "taking:resume", "pick up where you left off, or reopen an earlier attempt", "resume 3"
    )
    _add_attempt(resume, "your last unfinished one")
    summary = "answer the gaps of your last attempt again, as a new attempt"
    update = _add(commands, "update", "taking:update", summary, "update")
    update.add_argument(
        "--goal", metavar="GOAL", help="your goal now, if it has changed (default: the goal of your last attempt)"
    )
    for taking in (quiz, resume, update):
        taking.set_defaults(then_menu=True)
        _add_plain(taking)


def _add_practice(commands: "_Commands") -> None:
    summary = "practice knowledge questions, with the reason after each answer"
    practice = _add(commands, "practice", "practicing:practice", summary, "practice privacy")
    practice.add_argument(
        "competency",
        nargs="?",
        metavar="COMPETENCY",
        help="area to practice: its id, its title, or a word of it (default: all areas)",
    )
    _add_plain(practice)


def _add_report(commands: "_Commands") -> None:
    summary = "show the report of your last attempt, or of an earlier one"
    report = _add(commands, "report", "kept:report", summary, "report 3 --format json")
    _add_format(report, default=None, choices=tuple(FORMATS))
    report.add_argument(
        "--goal", metavar="GOAL", help="show the same answers for another goal (default: the goal of the attempt)"
    )
    report.add_argument(
        "--assume",
        metavar="ID[,ID]",
        help="show the result as if these gaps were closed (ids, titles, or words of them)",
    )
    views = report.add_mutually_exclusive_group()
    for view, meaning in (
        ("full", "show everything: plan, gaps, strengths, duties, pay, questions you missed"),
        ("brief", "show only the step, the reasons and the roadmap"),
        ("answers", "show all the questions you missed, with the reasons"),
    ):
        views.add_argument(f"--{view}", dest="view", action="store_const", const=view, help=meaning)
    views.add_argument("--compare", nargs=2, type=int, metavar=("A", "B"), help="show attempts A and B side by side")
    report.add_argument(
        "--hours-per-week",
        type=_hours,
        metavar="N",
        help="hours you have each week, 1 to 168; your plan then counts weeks (default: what you told the menu)",
    )
    *others, last = (format_.endings[0] for format_ in FORMATS.values())
    _add_output(
        report, f"write to a new file; {', '.join(others)} or {last} at its end sets the format (default: print it)"
    )
    _add_attempt(report)
    _add_plain(report)


def _add_kept(commands: "_Commands") -> None:
    history = _add(commands, "history", "kept:history", "list all your attempts", "history")
    _add_format(history)
    _add_plain(history)
    export = _add(
        commands, "export", "kept:export", "print the answers of an attempt as JSON, to hand in or to score", "export 3"
    )
    _add_attempt(export)
    export.add_argument("--name", metavar="TEXT", help="add your name to the answers (default: no name)")
    export.add_argument(
        "--with-private",
        action="store_true",
        help="include your answers to private questions (default: leave them out)",
    )
    _add_output(export, "write to a new file in UTF-8 (default: print it)")
    forget = _add(commands, "forget", "kept:forget", "delete attempts for good", "forget --all")
    which = forget.add_mutually_exclusive_group(required=True)
    _add_attempt(which, "")
    which.add_argument(
        "--all", action="store_true", help="delete all attempts, all practice and any damaged files we kept"
    )
    forget.add_argument("--yes", action="store_true", help="delete without asking first")


def _add_score(commands: "_Commands") -> None:
    score = _add(
        commands,
        "score",
        "scoring:score",
        "score answer sheets, such as those that `export` prints",
        "score sheet.json --format json",
    )
    score.add_argument("--full", action="store_true", help="show the full report (default: its first screen)")
    files = score.add_argument(
        "files",
        nargs="+",
        metavar="FILE",
        type=expanded,
        help="answer sheets as JSON, YAML or JSON lines; - reads standard input",
    )
    vars(files)["complete"] = _COMPLETE_FILES
    _add_format(score, default=None, choices=("text", "markdown", "html", "json"))
    _add_plain(score)


def _add_class(commands: "_Commands") -> None:
    summary = "sum up the answer sheets of a class: who is at which step, and which gaps they share"
    overview = _add(commands, "class", "cohort:overview", summary, "class *.json --output class.html")
    files = overview.add_argument(
        "files",
        nargs="+",
        metavar="FILE",
        type=expanded,
        help="answer sheets as JSON, YAML or JSON lines; - reads standard input",
    )
    vars(files)["complete"] = _COMPLETE_FILES
    _add_format(overview, default=None, choices=("text", "csv", "json", "html"))
    overview.add_argument(
        "--items", action="store_true", help="show how each knowledge question is doing, and which ones to fix"
    )
    overview.add_argument(
        "--skip-bad", action="store_true", help="leave out sheets with errors, and say how many (default: stop)"
    )
    output = overview.add_argument(
        "--output",
        metavar="FILE",
        type=expanded,
        help="write to a new file; .txt, .csv, .json or .html at its end sets the format (default: print it)",
    )
    vars(output)["complete"] = _COMPLETE_FILES
    _add_plain(overview)


def _add_bank(commands: "_Commands") -> None:
    bank = commands.add_parser(
        "bank",
        help="check, list, extend and export the question bank",
        description="Check, list, extend and export the question bank.",
        epilog="Example: coder-readiness bank check",
    )
    _add_everywhere(bank)
    parts = bank.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for name, summary, example in (
        ("check", "list the problems in the bank", "check"),
        ("list", "list all competencies and questions", "list"),
        ("show", "show one question or competency", "show privacy"),
        ("stats", "count the questions by type, competency and source", "stats"),
        ("schema", "print the JSON Schema of a competency file", "schema"),
        ("flags", "list the questions you flagged with !, or flag one", "flags privacy-lunch 'Two options are right.'"),
        ("new", "write a competency file, or a whole bank, with blanks to fill in", "new time-management"),
    ):
        added = _add(parts, name, f"bank:{name}", summary, f"bank {example}")
        if name == "show":
            added.add_argument("id", metavar="ID", help="id of a question or competency, or a word of its title")
        if name == "flags":
            added.add_argument(
                "id", nargs="?", metavar="ID", help="id of the question to flag (default: list the flagged ones)"
            )
            added.add_argument("note", nargs="?", metavar="NOTE", help="what is wrong with the question")
        if name == "new":
            what = added.add_mutually_exclusive_group(required=True)
            meaning = "id of the new competency; writes ID.yaml in the current folder"
            what.add_argument("competency", nargs="?", metavar="COMPETENCY", help=meaning)
            what.add_argument("--bank", metavar="FOLDER", help="write a whole bank into this new folder")
            added.add_argument(
                "--copy", action="store_true", help="with --bank: copy the bank in use (default: blanks)"
            )
        else:
            _add_format(added)
    _add_exchange(parts)


def _add_exchange(parts: "_Commands") -> None:
    summary = "turn questions from a CSV, GIFT or Aiken file into a competency file to review"
    import_ = _add(parts, "import", "exchange:import_questions", summary, "bank import privacy.csv")
    file = import_.add_argument(
        "file", metavar="FILE", help="file of questions; its name ends in .csv, .gift or .txt (GIFT or Aiken)"
    )
    vars(file)["complete"] = _COMPLETE_FILES
    import_.add_argument(
        "--competency",
        metavar="ID",
        help="id of their competency, if the file doesn't name it (default: the file's name)",
    )
    import_.add_argument("--force", action="store_true", help="overwrite the competency file if it already exists")
    summary = "write the knowledge questions in a format for another program"
    export = _add(parts, "export", "exchange:export_questions", summary, "bank export --format gift --output bank.gift")
    export.add_argument(
        "--format",
        choices=("gift", "aiken", "csv", "anki"),
        required=True,
        help="gift or aiken for a learning platform, csv for a spreadsheet, anki for flashcards (.txt, .apkg)",
    )
    export.add_argument(
        "--seed",
        type=_seed,
        default=0,
        metavar="N",
        help="shuffle the options; another number, another order (default: 0)",
    )
    output = export.add_argument("--output", metavar="FILE", help="write to a new file (default: print it)")
    vars(output)["complete"] = _COMPLETE_FILES


@cache
def _add_everywhere(parser: argparse.ArgumentParser) -> None:
    """Add the options of every command."""
    for option, summary in (
        (
            "--questions",
            "folder of the question bank (default: CODER_READINESS_QUESTIONS, or the bank that comes with the program)",
        ),
        ("--data-dir", "folder for your attempts (default: CODER_READINESS_HOME, or your user data folder)"),
    ):
        folder = parser.add_argument(option, metavar="DIR", type=expanded, default=argparse.SUPPRESS, help=summary)
        vars(folder)["complete"] = _COMPLETE_FOLDERS


def _add_output(parser: argparse.ArgumentParser, summary: str) -> None:
    output = parser.add_argument("--output", metavar="FILE", type=expanded, help=summary)
    vars(output)["complete"] = _COMPLETE_FILES
    parser.add_argument("--force", action="store_true", help="overwrite FILE if it already exists")


def _add_attempt(parser: argparse._ActionsContainer, default: str = "your last finished one") -> None:
    summary = "attempt number from `history`" + (f" (default: {default})" if default else "")
    parser.add_argument("attempt", nargs="?", type=int, metavar="ATTEMPT", help=summary)


def _add_plain(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--plain",
        action="store_true",
        default=argparse.SUPPRESS,
        help="print line by line, for screen readers, simple terminals and pipes (default with ACCESSIBLE=1)",
    )


def _add_format(
    parser: argparse.ArgumentParser, default: str | None = "text", choices: Sequence[str] = ("text", "json")
) -> None:
    summary = f"output format (default: {default or 'text, or what the name of FILE ends in'})"
    parser.add_argument("--format", choices=choices, default=default, help=summary)


def _step_number(text: str) -> int:
    if text.isascii() and text.isdigit() and int(text) > 0:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text!r} isn't a step number; use a whole number such as 3")


def _hours(text: str) -> int:
    if text.isascii() and text.isdigit() and 0 < int(text) <= HOURS_IN_A_WEEK:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text!r} isn't a number of hours from 1 to {HOURS_IN_A_WEEK}")


def _seed(text: str) -> int:
    if text.isascii() and text.isdigit() and int(text) < 1 << 63:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text!r} isn't a whole number from 0 to {(1 << 63) - 1}")
