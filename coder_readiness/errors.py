"""What can go wrong, as values: errors carry data, and only `cli` prints them."""

from collections.abc import Iterable, Sequence
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


class Listing:
    """Messages to tell together: the first few, and how many more there are; however many, in constant memory."""

    def __init__(self, messages: Iterable[object] = ()) -> None:
        self.count = 0
        self._shown: list[str] = []
        for message in messages:
            self.add(message)

    def add(self, message: object) -> None:
        """Take one more message, in its printed form."""
        self.count += 1
        if self.count <= SHOWN_PROBLEMS:
            self._shown.append(str(message))

    def __str__(self) -> str:
        more = self.count - len(self._shown)
        return "\n".join([*self._shown, f"... and {more} more"] if more else self._shown)


class ReadinessError(Exception):
    """Bad input or an unusable surrounding: one clear message, exit code 2."""


class BankError(ReadinessError):
    """A question bank that cannot be used; carries every problem found."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__(str(Listing(self.problems)))


class SheetError(ReadinessError):
    """A sheet of answers, or one answer, that cannot be scored; carries every mistake and the keys it stands under."""

    def __init__(self, message: str, mistakes: Sequence[tuple[Sequence[str], str]] = ()) -> None:
        self.mistakes = tuple(mistakes) or (((), message),)
        super().__init__(message)


class StoreError(ReadinessError):
    """The attempts cannot be read or kept."""


class LeftError(ReadinessError):
    """The person left before the end (Ctrl-C, end of input, a signal); everything answered is already kept."""
