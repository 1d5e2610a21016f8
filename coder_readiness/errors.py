"""What can go wrong, as values: errors carry data, and only `cli` prints them."""

import sys
from collections.abc import Iterable, Sequence
from typing import NamedTuple

MOST_PROBLEMS = 20
"""How many problems one message lists before it only counts the rest."""
_MOST_SUBJECTS = 100
"""Of so many things that problems are about, at least one is listed."""
_LONGEST = 500
"""From this length on a message is cut: it cites something absurdly long."""


WHOLE = 0
"""The line of what is wrong with a whole file or folder."""


class Place(NamedTuple):
    """A position in a file; `line` and `column` count from 1."""

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return self.file if self.line == WHOLE else f"{self.file}:{self.line}:{self.column}"


class Problem(NamedTuple):
    """One thing wrong with a file: where, with what (a question or competency id, or ""), and what would be right."""

    place: Place
    subject: str
    message: str

    def __str__(self) -> str:
        text = f"{self.subject}: {self.message}" if self.subject else self.message
        between = " " if self.place.line == WHOLE else ": "  # the first makes a sentence: "bank has no roadmap.yaml"
        return f"{self.place}{between}{text if len(text) < _LONGEST else text[:_LONGEST] + '...'}"


class Listing:
    """Messages to tell together: the first few, and how many more there are; however many, in constant memory.

    If they are about several things, some of each are listed, so that one with many mistakes does not hide the rest.
    """

    def __init__(self, messages: Iterable[object] = ()) -> None:
        self.count = 0
        self.things = 0
        """How many things they are about, if all about one thing come together."""
        self._about: object = None
        self._kept: dict[str, list[str]] = {}
        for message in messages:
            self.add(message)

    def add(self, message: object, about: object = "") -> None:
        """Take one more message, in its printed form, and what it is about."""
        self.count += 1
        self.things += about != self._about
        self._about = about
        kept = self._kept.get(str(about), [])
        if not kept and len(self._kept) < _MOST_SUBJECTS:
            self._kept[str(about)] = kept
        if len(kept) < MOST_PROBLEMS:
            kept.append(str(message))

    def __str__(self) -> str:
        of_each = max(1, MOST_PROBLEMS // max(1, len(self._kept)))
        shown = [message for kept in self._kept.values() for message in kept[:of_each]]
        more = self.count - len(shown)
        return "\n".join([*shown, f"... and {more} more"] if more else shown)


class ReadinessError(Exception):
    """Bad input or an unusable surrounding: one clear message, exit code 2."""


class BankError(ReadinessError):
    """A question bank that cannot be used; carries every problem found."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__(str(Listing(self.problems)))


class SheetError(ReadinessError):
    """A sheet of answers, or one answer, that cannot be scored; carries every mistake and its keys."""

    def __init__(self, message: str, mistakes: Sequence[tuple[Sequence[str], str]] = ()) -> None:
        self.mistakes = tuple(mistakes) or (((), message),)
        super().__init__(message)


class StoreError(ReadinessError):
    """The attempts cannot be read or kept."""


class LeftError(ReadinessError):
    """The person left before the end (Ctrl-C, end of input, a signal); everything answered is already kept."""


class PreparedError(ReadinessError):
    """A line of prepared answers fits nothing. The run ends there; everything answered before is already kept."""


class UnfitError(Exception):
    """Says what does not fit in a line that was typed."""


def unreadable(name: str, error: OSError) -> str:
    """Return what to say of a file that can't be read."""
    if isinstance(error, FileNotFoundError):
        return f"There's no file named {name}. Check the name and the folder."
    return f"We can't read {name}: {error.strerror}."


def not_installed(error: ImportError) -> str:
    """Return what to do if a part of the program, or a package that it needs, cannot be imported."""
    install = f"In the folder with the program's pyproject.toml, run: {sys.executable} -m pip install -e ."
    if error.path and not isinstance(error, ModuleNotFoundError):
        return (
            f"{error.path} isn't the {error.name} that this program needs. If it's a file of your own, rename it or "
            f"start in another folder. If it isn't, the program isn't fully installed. {install}"
        )
    return f"{error.name or error} is missing, so the program isn't fully installed. {install}"
