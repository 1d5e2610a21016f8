"""The commands that can be typed."""

import argparse
from collections.abc import Iterator

from coder_readiness.cli.parser import command_line, command_of


def entries(parser: argparse.ArgumentParser) -> Iterator[argparse.Namespace]:
    """Yield what each command, however deep, says of the function it runs."""
    if command := parser.get_default("command"):
        yield argparse.Namespace(command=command)
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for below in action.choices.values():
                yield from entries(below)


def test_every_command_runs_a_function_that_there_is() -> None:
    commands = [command_of(entry) for entry in entries(command_line())]
    assert len(set(commands)) == len(commands) > 15
