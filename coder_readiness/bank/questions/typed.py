"""Questions without options: the answer is typed."""

from abc import abstractmethod
from typing import ClassVar

from coder_readiness.bank.answers import Answer
from coder_readiness.bank.questions.base import BaseQuestion


class TypedQuestion(BaseQuestion):
    """A line of text is the answer; there are no options."""

    options: ClassVar[tuple[()]] = ()
    shuffle: ClassVar[bool] = False
    hint: ClassVar[str] = ""
    """What makes no difference in the line, as a sentence; empty if there is nothing to say."""

    @property
    @abstractmethod
    def wanted(self) -> str:
        """What the line must be, as in "Type ..."."""

    @abstractmethod
    def read_line(self, line: str) -> Answer:
        """Return the answer in a line; raises UnfitError, which says why, or SheetError or ValueError."""

    @property
    def chance(self) -> float:
        """Nothing is guessed that has to be typed."""
        return 0.0
