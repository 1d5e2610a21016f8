"""Reads the words of a command line, and says in plain English what is wrong with them."""

import argparse
import contextlib
import datetime
import re
import textwrap
from collections.abc import Generator, Iterable
from typing import Any, NoReturn

from coder_readiness.errors import ReadinessError
from coder_readiness.text import alternatives, did_you_mean, quoted

MOST_HOURS = 80
"""Nobody studies more hours a week than this."""
_NEXT_CENTURY = 2100
_MOST_DIGITS = 18
"""Any number of so many digits can be stored as a seed."""
_LONGEST_ATTEMPT = 19
"""So many digits has the largest number that a row of SQLite can have."""

_PLAINER = (
    (
        r"one of the arguments AREA --bank is required",
        "Type an ID for the new area, or add --bank FOLDER to create a whole bank.",
    ),
    (r"one of the arguments (.+) is required", r"Add one of these: \1."),
    (
        r"the following arguments are required: COMMAND",
        "`bank` needs a command after it, such as `coder-readiness bank check`.",
    ),
    (r"the following arguments are required: FILE", "Which file? Type its name after the command."),
    (r"the following arguments are required: ID", "Which one? Type an ID, or a word from a title."),
    (r"the following arguments are required: --format", "Which format? Add --format gift, aiken, csv or anki."),
    (r"the following arguments are required: (.+)", r"\1 is missing."),
    (r"argument (\S+): not allowed with argument (\S+)", r"Use \2 or \1, not both."),
    (r"argument (\S+): expected one argument", r"\1 needs a value after it."),
    (r"argument --compare: expected 2 arguments", "--compare needs two attempt numbers after it, as in --compare 1 3."),
    (r"argument (\S+): ignored explicit argument .+", r"\1 takes no value. Leave out the = and what comes after it."),
    (r"argument \S+: (\".+)", r"\1"),
    (r"argument (\S+): must be (.+)", r"\1 must be \2."),
    (r"ambiguous option: (\S+) could match (.+)", r'"\1" could mean more than one option. Type one of these: \2.'),
)
"""What argparse says, as patterns, and what we say for it; the first one that fits counts."""


_OPTIONS = " [options]"
_NARROW = 60
"""In narrower terminals, what an option means is on lines of its own."""
_EVERYWHERE = frozenset({"help", "plain", "questions", "data_dir"})
"""What every command takes."""


class _Help(argparse.HelpFormatter):
    """Breaks lines only between words, so that a value such as first-job stays whole, and says nothing twice."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog)
        if self._width < _NARROW:
            self._max_help_position = 8

    def add_argument(self, action: argparse.Action) -> None:
        """List an option, but those of every command only in the help of the whole program."""
        is_command = " " in self._prog.removesuffix(_OPTIONS)
        if not (is_command and action.dest in _EVERYWHERE):
            super().add_argument(action)

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        """Show only what has to be typed, because all options are listed below."""
        needed = [action for action in actions if action.required or not action.option_strings]
        self._prog += _OPTIONS
        super().add_usage(usage, needed, [], prefix)

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        return "\n".join(super(_Help, self)._fill_text(line, width, indent) for line in text.splitlines())

    def _split_lines(self, text: str, width: int) -> list[str]:
        return textwrap.wrap(" ".join(text.split()), width, break_on_hyphens=False)

    def _iter_indented_subactions(self, action: argparse.Action) -> Generator[argparse.Action]:
        """Yield the commands to list, which need no indent because the line above them is left out."""
        yield from getattr(action, "_get_subactions", list)()

    def _format_action(self, action: argparse.Action) -> str:
        """Format an option, or the commands without a line above them that repeats their title."""
        text = super()._format_action(action)
        return text.partition("\n")[2] if isinstance(action, argparse._SubParsersAction) else text


class Parser(argparse.ArgumentParser):
    """Reads a command line. Raises ReadinessError if it is wrong."""

    def __init__(self, **options: Any) -> None:
        super().__init__(formatter_class=_Help, **options)
        self._positionals.title = "arguments"

    def error(self, message: str) -> NoReturn:
        for pattern, plainer in _PLAINER:
            if found := re.fullmatch(pattern, message, re.DOTALL):
                message = found.expand(plainer)
                break
        raise ReadinessError(f"{message}\nFor help, type `{self.prog} --help`.")

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> tuple[Any, list[str]]:
        """Read what a command takes, and refuse what it does not take."""
        options, rest = super().parse_known_args(args, namespace)
        if rest:
            name = rest[0].partition("=")[0]
            if name.startswith("-"):
                known = tuple(option for option in self._option_string_actions if option.startswith("--"))
                command = self.prog.partition(" ")[2] or self.prog
                self.error(f"`{command}` has no option {quoted(name)}.{did_you_mean(name, known)}")
            self.error(f"{quoted(name)} is one word too many. {self._without(name, options)}")
        return options, rest

    def _without(self, word: str, options: argparse.Namespace) -> str:
        """Return what to do about a word that a command doesn't take."""
        if not word.isdecimal():
            return "Leave it out, or put quotes around words that belong together."
        first = getattr(options, "attempt", None)
        if first is not None and "--compare" in self._option_string_actions:
            return f"To compare two attempts, type `{self.prog} --compare {first} {word}`."
        return "Leave it out."

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        if action.choices is None or value in action.choices:
            return
        known = tuple(map(str, action.choices))
        if isinstance(action, argparse._SubParsersAction):
            before = "".join(f"{word} " for word in self.prog.split()[1:])
            meant = did_you_mean(f"{before}{value}", tuple(f"{before}{command}" for command in known))
            message = f"There's no command {quoted(f'{before}{value}')}.{meant}"
        else:
            message = f"{'/'.join(action.option_strings)} can't be {quoted(value)}. Choose {alternatives(known)}."
        raise argparse.ArgumentError(None, message)


def attempt_number(text: str) -> int:
    """Return the number of an attempt, also an odd one: it may be in a damaged file."""
    number = text.removeprefix("-")
    if number.isascii() and number.isdigit() and len(number) <= _LONGEST_ATTEMPT:
        return int(text)
    raise argparse.ArgumentTypeError(
        f"{quoted(text)} isn't an attempt number. To see your attempt numbers, type `coder-readiness history`."
    )


def step_number(text: str) -> int:
    """Return the number of a step."""
    if text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS and int(text) > 0:
        return int(text)
    raise argparse.ArgumentTypeError(f"must be a step number, such as 3, not {quoted(text)}")


def hours(text: str) -> int:
    """Return a number of hours a week."""
    if text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS and 0 < int(text) <= MOST_HOURS:
        return int(text)
    raise argparse.ArgumentTypeError(f"must be a number from 1 to {MOST_HOURS}, not {quoted(text)}")


def day(text: str) -> datetime.date:
    """Return a day of this century. Raises ReadinessError if it isn't one."""
    words = " ".join(text.replace(",", " ").replace(".", " ").split())
    for form in ("%Y-%m-%d", "%m/%d/%Y", "%m/%d/%y", "%B %d %Y", "%b %d %Y"):
        with contextlib.suppress(ValueError):
            if (found := datetime.datetime.strptime(words, form).date()).year < _NEXT_CENTURY:
                return found
    raise ReadinessError(f"We can't read the date {quoted(text)}. Write it like 2027-03-01 or 3/1/2027.")


def seed(text: str) -> int:
    """Return a seed."""
    if text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS:
        return int(text)
    raise argparse.ArgumentTypeError(
        f"must be a whole number of up to {_MOST_DIGITS} digits, such as 7, not {quoted(text)}"
    )
