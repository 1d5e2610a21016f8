"""What can be typed: the commands, their options and their help."""

import argparse
import os
from collections.abc import Callable, Sequence
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
    defaults = argparse.Namespace(questions=None, data_dir=None, plain=False, then_menu=False)
    options = command_line().parse_args(arguments, defaults)
    options.questions = options.questions or expanded(os.environ.get("CODER_READINESS_QUESTIONS", "")) or None
    return options


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
        description="Find out how ready you are for a career, what is missing, and which step to focus on next.",
        parents=[_everywhere()],
    )
    parser.add_argument("--version", action="version", version=f"coder-readiness {__version__}")
    _add_plain(parser)
    parser.set_defaults(command="menu:menu")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    _add_taking(commands)
    _add_practice(commands)
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
        parents=[_everywhere()],
        help=summary,
        description=summary[0].upper() + summary[1:] + ".",
        epilog=f"Example: coder-readiness {example}",
    )
    added.set_defaults(command=command)
    return added


def _add_taking(commands: "_Commands") -> None:
    quiz = _add(commands, "quiz", "taking:quiz", "take the quiz and get the report", "quiz --goal well-paid")
    quiz.add_argument("--quick", action="store_true", help="stop as soon as the next step is certain")
    quiz.add_argument("--step", type=_step_number, metavar="N", help="ask only about step N")
    quiz.add_argument("--goal", metavar="GOAL", help="what you want to be ready for: first-job (default) or well-paid")
    quiz.add_argument("--seed", type=_seed, metavar="N", help="fix which checks are drawn, and their order")
    resume = _add(commands, "resume", "taking:resume", "go on with the last unfinished attempt, or another", "resume 3")
    _add_attempt(resume)
    summary = "re-ask only the gaps of the last attempt, as a new attempt"
    update = _add(commands, "update", "taking:update", summary, "update")
    update.add_argument("--goal", metavar="GOAL", help="what you want to be ready for now, if that has changed")
    for taking in (quiz, resume, update):
        taking.set_defaults(then_menu=True)
        _add_plain(taking)


def _add_practice(commands: "_Commands") -> None:
    summary = "practice knowledge checks, with the reason after each"
    practice = _add(commands, "practice", "practicing:practice", summary, "practice privacy")
    practice.add_argument("competency", nargs="?", metavar="COMPETENCY", help="only about this one")
    _add_plain(practice)


def _add_kept(commands: "_Commands") -> None:
    summary = "print the report of the last attempt, or of another"
    report = _add(commands, "report", "kept:report", summary, "report 3 --format json")
    _add_format(report, default=None, choices=tuple(FORMATS))
    report.add_argument("--goal", metavar="GOAL", help="the same answers, seen with this goal")
    report.add_argument("--assume", metavar="ID[,ID]", help="the report as it would be with these competencies met")
    views = report.add_mutually_exclusive_group()
    for view, meaning in (
        ("full", "everything: plan, gaps, strengths, duties, pay, questions you missed"),
        ("brief", "only the step, why, and the roadmap"),
        ("answers", "all the questions you missed, with the reasons"),
    ):
        views.add_argument(f"--{view}", dest="view", action="store_const", const=view, help=meaning)
    views.add_argument("--compare", nargs=2, type=int, metavar=("A", "B"), help="attempts A and B side by side")
    report.add_argument(
        "--hours-per-week", type=_hours, metavar="N", help="how many hours a week you have; the plan then counts weeks"
    )
    *others, last = (format_.endings[0] for format_ in FORMATS.values())
    _add_output(report, f"write to a new file; {', '.join(others)} and {last} name a format")
    _add_attempt(report)
    history = _add(commands, "history", "kept:history", "list every attempt", "history")
    _add_format(history)
    for printing in (report, history):
        _add_plain(printing)
    export = _add(commands, "export", "kept:export", "print an attempt's answers as JSON, for `score`", "export 3")
    _add_attempt(export)
    export.add_argument("--name", metavar="TEXT", help="put this name into the sheet")
    export.add_argument("--with-private", action="store_true", help="also what was answered to private questions")
    _add_output(export, "write to a new file, in UTF-8 on every system")
    forget = _add(commands, "forget", "kept:forget", "delete attempts for good", "forget --all")
    which = forget.add_mutually_exclusive_group(required=True)
    _add_attempt(which)
    which.add_argument("--all", action="store_true", help="delete every attempt, practice, and what was set aside")
    forget.add_argument("--yes", action="store_true", help="don't ask first")


def _add_score(commands: "_Commands") -> None:
    score = _add(commands, "score", "scoring:score", "score prepared sheets", "score sheet.json --format json")
    score.add_argument("--full", action="store_true", help="the full report, not only its first screen")
    files = score.add_argument(
        "files", nargs="+", metavar="FILE", type=expanded, help="JSON, YAML or JSON lines; - for standard input"
    )
    vars(files)["complete"] = _COMPLETE_FILES
    _add_format(score, default=None, choices=("text", "markdown", "html", "json"))
    _add_plain(score)


def _add_class(commands: "_Commands") -> None:
    summary = "many sheets, one overview: who is at which step, and what the class needs"
    overview = _add(commands, "class", "cohort:overview", summary, "class *.json --output class.html")
    files = overview.add_argument(
        "files", nargs="+", metavar="FILE", type=expanded, help="JSON, YAML or JSON lines; - for standard input"
    )
    vars(files)["complete"] = _COMPLETE_FILES
    _add_format(overview, default=None, choices=("text", "csv", "json", "html"))
    overview.add_argument("--items", action="store_true", help="how the knowledge questions do, and which to mend")
    overview.add_argument(
        "--skip-bad", action="store_true", help="leave out the sheets that can't be read, and say how many"
    )
    output = overview.add_argument(
        "--output", metavar="FILE", type=expanded, help="write to a new file; .txt, .csv, .json and .html name a format"
    )
    vars(output)["complete"] = _COMPLETE_FILES
    _add_plain(overview)


def _add_bank(commands: "_Commands") -> None:
    bank = commands.add_parser(
        "bank",
        parents=[_everywhere()],
        help="look at the question bank",
        description="Look at the question bank.",
        epilog="Example: coder-readiness bank check",
    )
    parts = bank.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for name, summary, example in (
        ("check", "tell what is wrong with the bank", "check"),
        ("list", "list every question", "list"),
        ("show", "show one question or competency", "show privacy"),
        ("stats", "count what is in the bank", "stats"),
        ("schema", "print the JSON Schema of a competency file", "schema"),
        ("flags", "list the questions you flagged with !, or flag one", "flags privacy-lunch 'Two options are right.'"),
        ("new", "write a competency file, or a whole bank, to start from", "new time-management"),
    ):
        added = _add(parts, name, f"bank:{name}", summary, f"bank {example}")
        if name == "show":
            added.add_argument("id", metavar="ID", help="the id of a question or competency")
        if name == "flags":
            added.add_argument("id", nargs="?", metavar="ID", help="a question to flag")
            added.add_argument("note", nargs="?", metavar="NOTE", help="what is wrong with it")
        if name == "new":
            what = added.add_mutually_exclusive_group(required=True)
            meaning = "its id; the file gets this name, in the current folder"
            what.add_argument("competency", nargs="?", metavar="COMPETENCY", help=meaning)
            what.add_argument("--bank", metavar="FOLDER", help="write a whole bank to start from into a new folder")
        else:
            _add_format(added)
    _add_exchange(parts)


def _add_exchange(parts: "_Commands") -> None:
    summary = "turn questions from a CSV, GIFT or Aiken file into a competency file to review"
    import_ = _add(parts, "import", "exchange:import_questions", summary, "bank import privacy.csv")
    file = import_.add_argument("file", metavar="FILE", help="its name ends in .csv, .gift or .txt (GIFT or Aiken)")
    vars(file)["complete"] = _COMPLETE_FILES
    import_.add_argument(
        "--competency", metavar="ID", help="what they are about, if the file doesn't say (default: the file's name)"
    )
    import_.add_argument("--force", action="store_true", help="overwrite the competency file if it already exists")
    summary = "write the knowledge questions for another program"
    export = _add(parts, "export", "exchange:export_questions", summary, "bank export --format gift --output bank.gift")
    export.add_argument("--format", choices=("gift", "aiken", "csv", "anki"), required=True, help="for which program")
    export.add_argument("--seed", type=_seed, default=0, metavar="N", help="another order of the options (default: 0)")
    output = export.add_argument("--output", metavar="FILE", help="write to a new file (default: print it)")
    vars(output)["complete"] = _COMPLETE_FILES


def _everywhere() -> argparse.ArgumentParser:
    """Return the options of every command."""
    everywhere = argparse.ArgumentParser(add_help=False)
    for option, summary in (
        ("--questions", "use another question bank (or set CODER_READINESS_QUESTIONS)"),
        ("--data-dir", "keep attempts there (or set CODER_READINESS_HOME)"),
    ):
        folder = everywhere.add_argument(option, metavar="DIR", type=expanded, default=argparse.SUPPRESS, help=summary)
        vars(folder)["complete"] = _COMPLETE_FOLDERS
    return everywhere


def _add_output(parser: argparse.ArgumentParser, summary: str) -> None:
    output = parser.add_argument("--output", metavar="FILE", type=expanded, help=summary)
    vars(output)["complete"] = _COMPLETE_FILES
    parser.add_argument("--force", action="store_true", help="overwrite FILE if it already exists")


def _add_attempt(parser: argparse._ActionsContainer) -> None:
    parser.add_argument("attempt", nargs="?", type=int, metavar="ATTEMPT", help="its number in the history")


def _add_plain(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--plain",
        action="store_true",
        default=argparse.SUPPRESS,
        help="line by line, for screen readers, simple terminals and pipes",
    )


def _add_format(
    parser: argparse.ArgumentParser, default: str | None = "text", choices: Sequence[str] = ("text", "json")
) -> None:
    parser.add_argument("--format", choices=choices, default=default, help="how to print it")


def _step_number(text: str) -> int:
    if text.isascii() and text.isdigit() and int(text) > 0:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text!r} is not the number of a step")


def _hours(text: str) -> int:
    if text.isascii() and text.isdigit() and 0 < int(text) <= HOURS_IN_A_WEEK:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text!r} isn't a number of hours from 1 to {HOURS_IN_A_WEEK}")


def _seed(text: str) -> int:
    if text.isascii() and text.isdigit() and int(text) < 1 << 63:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from 0 to {(1 << 63) - 1}")
