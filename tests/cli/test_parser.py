"""The commands that can be typed."""

import argparse
import datetime
from collections.abc import Iterator

import pytest

from coder_readiness.cli.parser import command_line, command_of, parse
from coder_readiness.cli.usage import day
from coder_readiness.errors import ReadinessError


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


@pytest.mark.parametrize(
    ("typed", "message", "command"),
    [
        ("quizz", 'There\'s no command "quizz". Did you mean "quiz"?', ""),
        ("dance", 'There\'s no command "dance".', ""),
        ("bank expot", 'There\'s no command "bank expot". Did you mean "bank export"?', "bank"),
        ("bank", "`bank` needs a command after it, such as `coder-readiness bank check`.", "bank"),
        ("score", "Which file? Type its name after the command.", "score"),
        ("bank show", "Which one? Type an ID, or a word from a title.", "bank show"),
        ("bank export", "Which format? Add --format gift, aiken, csv or anki.", "bank export"),
        (
            "bank export --format pdf",
            '--format can\'t be "pdf". Choose "gift", "aiken", "csv" or "anki".',
            "bank export",
        ),
        (
            "bank new",
            "Type an ID for the new area, or add --bank FOLDER to create a whole bank.",
            "bank new",
        ),
        ("forget 3 --all", "Use ATTEMPT or --all, not both.", "forget"),
        ("report --full --brief", "Use --full or --brief, not both.", "report"),
        ("report --goal", "--goal needs a value after it.", "report"),
        ("report --compare 1", "--compare needs two attempt numbers after it, as in --compare 1 3.", "report"),
        (
            "report x",
            '"x" isn\'t an attempt number. To see your attempt numbers, type `coder-readiness history`.',
            "report",
        ),
        (
            "report --f",
            '"--f" could mean more than one option. Type one of these: --format, --force, --full.',
            "report",
        ),
        ("quiz --quick=3", "--quick takes no value. Leave out the = and what comes after it.", "quiz"),
        ("quiz --quik", '`quiz` has no option "--quik". Did you mean "--quick"?', "quiz"),
        ("quiz --name=me", '`quiz` has no option "--name".', "quiz"),
        (
            "quiz now",
            '"now" is one word too many. Leave it out, or put quotes around words that belong together.',
            "quiz",
        ),
        ("quiz 3", '"3" is one word too many. Leave it out.', "quiz"),
        ("resume 3 4", '"4" is one word too many. Leave it out.', "resume"),
        (
            "report 3 4",
            '"4" is one word too many. To compare two attempts, type `coder-readiness report --compare 3 4`.',
            "report",
        ),
    ],
)
def test_what_is_wrong_with_a_command_line_is_said_in_plain_words(typed: str, message: str, command: str) -> None:
    with pytest.raises(ReadinessError) as caught:
        parse(typed.split())
    assert str(caught.value) == f"{message}\nFor help, type `{f'coder-readiness {command}'.strip()} --help`."


@pytest.mark.parametrize(
    "typed", ["2027-02-09", " 2027-2-9 ", "2/9/2027", "02/09/27", "February 9, 2027", "feb 9 2027", "Feb. 9, 2027"]
)
def test_a_date_may_be_written_as_people_in_the_us_do(typed: str) -> None:
    assert day(typed) == datetime.date(2027, 2, 9)
