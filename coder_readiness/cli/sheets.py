"""Reads the sheets that a command is given, one by one, with a progress bar if that takes a while."""

import contextlib
import glob
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import BinaryIO, NamedTuple

from coder_readiness.bank.model import Bank
from coder_readiness.cli.output import print_notice
from coder_readiness.errors import Listing, unreadable
from coder_readiness.scoring.sheet import Sheet
from coder_readiness.scoring.sheet_file import read_sheets
from coder_readiness.text import number_of, printable_name

_Advance = Callable[[int, BinaryIO], None]


class GivenSheet(NamedTuple):
    """A good sheet, and where it comes from."""

    file: str
    number: int
    """Of the sheets in its file, from 1."""
    many: bool
    """Whether its file holds one in each line."""
    sheet: Sheet


def given_sheets(bank: Bank, files: Sequence[str], wrong: Listing, *, progress: bool) -> Iterator[GivenSheet]:
    """Yield the good sheets of all files, or of standard input for -; the errors in the others go to `wrong`.

    With `progress`, a bar on standard error shows how much has been read, if that is a terminal.
    """
    files = [*chain.from_iterable(map(_meant, files))]
    with _progress(files, shown=progress and sys.stderr.isatty()) as advance:
        before = 0
        for name in files:
            shown = "standard input" if name == "-" else printable_name(name)
            try:
                with contextlib.nullcontext(sys.stdin.buffer) if name == "-" else open(name, "rb") as stream:  # noqa: PTH123 - a Path takes "" for a folder
                    for number, (sheet, many) in enumerate(read_sheets(bank, shown, stream, wrong), 1):
                        yield GivenSheet(name, number, many, sheet)
                        advance(before, stream)
                    before += _position(stream)
            except IsADirectoryError:
                wrong.add(
                    f'"{shown}" is a folder. Name the files inside it instead, such as {Path(shown) / "*.json"}.',
                    about=name,
                )
            except OSError as error:  # what goes wrong in writing the results is not raised in here
                wrong.add(unreadable(shown or '""', error), about=name)


def _meant(name: str) -> list[str]:
    """Return the files that match a name with wildcards, because the shells of Windows leave that to programs."""
    return [name] if os.path.exists(name) else sorted(glob.glob(name)) or [name]  # noqa: PTH110, PTH207 - any path


def print_left_out(count: int) -> None:
    """Print how many answers were left out because this version of the bank no longer asks for them, if any."""
    if count:
        answers = number_of(count, "answer")
        print_notice(f"We left out {answers} to questions that this version of the bank no longer asks.")


@contextlib.contextmanager
def _progress(files: Sequence[str], *, shown: bool) -> Iterator[_Advance]:
    """Yield a function to call after each sheet with the bytes of the files before it, and its own file."""
    if not shown:
        yield lambda before, stream: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("Reading sheets: {task.fields[count]}"), BarColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=_size(files), count=0)
        count = 0

        def advance(before: int, stream: BinaryIO) -> None:
            nonlocal count
            count += 1
            bar.update(task, completed=before + _position(stream), count=count)

        yield advance


def _position(stream: BinaryIO) -> int:
    return stream.tell() if stream.seekable() else 0


def _size(files: Sequence[str]) -> int | None:
    """Return how many bytes all files hold; None if that cannot be known."""
    try:
        return None if "-" in files else sum(Path(name).stat().st_size for name in files)
    except OSError:
        return None
