"""What several commands have in common: how one is described, and the options that they share."""

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from coder_readiness.cli.files import expanded, folder
from coder_readiness.cli.usage import attempt_number

# What shtab puts into each shell's completion, if an argument has this attribute.
_COMPLETE_FILES = {"bash": "_shtab_compgen_files", "zsh": "_files", "tcsh": "f"}
_COMPLETE_FOLDERS = {"bash": "_shtab_compgen_dirs", "zsh": "_files -/", "tcsh": "d"}

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]


def add_command(
    commands: "Commands", name: str, command: str, summary: str, example: str = ""
) -> argparse.ArgumentParser:
    """Add a command; `command` says which function of which module of this folder it runs."""
    ending = "For options that work with every command, type `coder-readiness --help`."
    added = commands.add_parser(
        name,
        help=summary,
        description=summary[0].upper() + summary[1:] + ".",
        epilog=f"Example: coder-readiness {example}\n{ending}" if example else ending,
    )
    added.set_defaults(command=command)
    return added


def add_everywhere(parser: argparse.ArgumentParser) -> None:
    """Add the options of every command, which come last in its help."""
    group = parser.add_argument_group("options for every command")
    group.add_argument(
        "--plain",
        action="store_true",
        default=argparse.SUPPRESS,
        help="print plain lines, for screen readers and basic terminals "
        "(default: off, unless the environment variable ACCESSIBLE is 1)",
    )
    for option, summary in (
        ("--questions", "folder of the question bank (default: $CODER_READINESS_QUESTIONS, or the built-in bank)"),
        ("--data-dir", "folder for your attempts (default: $CODER_READINESS_HOME, or your user data folder)"),
    ):
        given = group.add_argument(option, metavar="FOLDER", type=folder, default=argparse.SUPPRESS, help=summary)
        vars(given)["complete"] = _COMPLETE_FOLDERS


def add_file(parser: argparse.ArgumentParser, name: str, **settings: Any) -> None:
    """Add an argument or an option that takes the path of a file."""
    vars(parser.add_argument(name, type=expanded, **settings))["complete"] = _COMPLETE_FILES


def add_output(parser: argparse.ArgumentParser, summary: str) -> None:
    """Add the options for a file to save to, which may be there already."""
    add_file(parser, "--output", metavar="FILE", help=summary)
    parser.add_argument("--force", action="store_true", help="overwrite FILE if it exists")


def add_sheets(parser: argparse.ArgumentParser) -> None:
    """Add the answer sheets to read."""
    summary = "answer sheet (JSON, JSON Lines, YAML) or - (standard input)"
    add_file(parser, "files", nargs="+", metavar="FILE", help=summary)


def add_attempt(parser: argparse._ActionsContainer, otherwise: str = "default: last finished") -> None:
    """Add the number of an attempt; `otherwise` says what happens without it."""
    summary = f"attempt number in your history ({otherwise})"
    parser.add_argument("attempt", nargs="?", type=attempt_number, metavar="ATTEMPT", help=summary)


def add_format(
    parser: argparse.ArgumentParser, choices: Sequence[str] = ("text", "json"), default: str | None = "text"
) -> argparse.Action:
    """Add the option for the format, and return it."""
    *others, last = choices
    summary = f"{', '.join(others)} or {last} (default: text)"
    return parser.add_argument("--format", choices=choices, default=default, metavar="FORMAT", help=summary)
