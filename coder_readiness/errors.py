"""What can go wrong, as values: errors carry data, and only `cli` prints them."""

from collections.abc import Sequence
from typing import NamedTuple

SHOWN_PROBLEMS = 20
"""How many problems one message lists before it only counts the rest."""
_LONGEST = 500
"""From this length on a message is cut: it cites something absurdly long."""


class Place(NamedTuple):
    """A position in a file; `line` and `column` count from 1."""

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


class Problem(NamedTuple):
    """One thing wrong with a file: where, with what (a question or competency id, or ""), and what would be right."""

    place: Place
    subject: str
    message: str

    def __str__(self) -> str:
        text = f"{self.subject}: {self.message}" if self.subject else self.message
        return f"{self.place}: {text if len(text) < _LONGEST else text[:_LONGEST] + '...'}"


class ReadinessError(Exception):
    """Bad input or an unusable surrounding: one clear message, exit code 2."""


class BankError(ReadinessError):
    """A question bank that cannot be used; carries every problem found."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        lines = [str(problem) for problem in self.problems[:SHOWN_PROBLEMS]]
        if more := len(self.problems) - len(lines):
            lines.append(f"... and {more} more")
        super().__init__("\n".join(lines))


class SheetError(ReadinessError):
    """A sheet of answers that cannot be scored."""


class StoreError(ReadinessError):
    """The attempts cannot be read or kept."""


class LeftError(ReadinessError):
    """The person left before the end (Ctrl-C, end of input, a signal); everything answered is already kept."""
