"""Runs commands from the menu, and shows the lists between them."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from coder_readiness.cli.context import Context
from coder_readiness.cli.parser import command_of, parse
from coder_readiness.quiz.asking import BACK_TO_MENU, LEAVING, MENU_LIST_KEYS, Choice, KeyMap, Move

if TYPE_CHECKING:
    from coder_readiness.report.material import Material

_ROOM_FOR_BOTH = 40
"""In a window of so many lines a result and the menu are in view together."""


class QuitError(Exception):
    """The person wants to quit the program."""


def choose(context: Context, title: str, choices: Sequence[Choice[str]]) -> str | None:
    """Show a list and return the value chosen; None to go back, for q quits only in the menu itself."""
    reply = context.asker.choose(title, choices, keys=MENU_LIST_KEYS)
    return None if isinstance(reply, Move) else reply


def wait_until_read(context: Context) -> None:
    """If the menu would push what was printed out of view, wait until it is read."""
    _pause_if_unread(context, "back to menu", BACK_TO_MENU)


def wants_to_leave(context: Context) -> bool:
    """Wait in the same way after a quiz, which a person may leave without the menu; return whether they do."""
    return _pause_if_unread(context, "continue", LEAVING) is not None


def goes_back_to_list(context: Context) -> bool:
    """Wait in the same way before a list is shown again; return whether the person wants it, and not the menu."""
    return _pause_if_unread(context, "go back to the list", BACK_TO_MENU) is None


def _pause_if_unread(context: Context, next_: str, keys: KeyMap) -> Move | None:
    read, context.read_in_pager = context.read_in_pager, False
    return None if read or context.console.height >= _ROOM_FOR_BOTH else context.asker.pause(next_, keys)


def run(context: Context, command: str, *more: str) -> None:
    """Run a command line, with more words added as they are, in the same surroundings."""
    name, *arguments = command.split()
    options = parse([name, *context.shared_options, *arguments, *more])
    options.then_menu = True
    with context.doing(options) as chosen:
        command_of(options)(chosen)
        context.read_in_pager = chosen.read_in_pager


def show(context: Context, command: str) -> None:
    """Run a command line, and wait until what it printed is read."""
    run(context, command)
    wait_until_read(context)


@contextmanager
def reading_report(context: Context) -> "Iterator[tuple[Context, Material]]":
    """Yield the context of `report` and its material."""
    from coder_readiness.cli.kept import material_of

    options = parse(["report", *context.shared_options])
    options.then_menu = True
    with context.doing(options) as reading:
        yield reading, material_of(reading)
