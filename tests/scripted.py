"""An asker that answers from a script, and remembers what it was asked and told."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta

from coder_readiness.bank.answers import Answer
from coder_readiness.quiz.asking import LEAVING, LIST_KEYS, Choice, KeyMap, Mood, Move, Prompt

Reply = Answer | Move | Callable[[Prompt], Answer | Move] | type[BaseException]


class ScriptedAsker:
    """Gives `replies` to questions and `choices` to lists, in order; an exception type is raised.

    It continues after each pause, unless `pauses` says otherwise.
    """

    def __init__(
        self,
        replies: Sequence[Reply],
        choices: Sequence[str | Move | type[BaseException]] = (),
        pauses: Sequence[Move | None] = (),
    ) -> None:
        self._replies = list(replies)
        self._choices = list(choices)
        self._pauses = list(pauses)
        self.note = ""
        """What is said of a question that is flagged."""
        self.prompts: list[Prompt] = []
        self.offered: list[tuple[str, tuple[Choice[str], ...]]] = []
        self.told: list[str] = []

    def ask(self, prompt: Prompt) -> Answer | Move:
        self.prompts.append(prompt)
        reply = self._replies.pop(0) if len(self._replies) > 1 else self._replies[0]
        if isinstance(reply, type):
            raise reply
        return reply(prompt) if callable(reply) else reply

    def choose(
        self,
        title: str,
        choices: Sequence[Choice[str]],
        meanwhile: Callable[[], None] | None = None,
        *,
        keys: KeyMap = LIST_KEYS,
    ) -> str | Move:
        self.offered.append((title, tuple(choices)))
        choice = self._choices.pop(0)
        if isinstance(choice, type):
            raise choice
        return choice

    def read_note(self, title: str, how: str = "") -> str:
        return self.note

    def pause(self, before: str, keys: KeyMap = LEAVING) -> Move | None:
        self.told.append(f"[waits before {before}]")
        return self._pauses.pop(0) if self._pauses else None

    def say(self, text: str, *, heading: bool = False, mood: Mood = Mood.NEUTRAL) -> None:
        self.told.append(text)

    @property
    def asked(self) -> list[str]:
        """The ids of the questions put, in order."""
        return [prompt.question.id for prompt in self.prompts]


class Clock:
    """A clock that moves `seconds` ahead each time it is read."""

    def __init__(self, seconds: float = 10) -> None:
        self._now = datetime(2026, 11, 23, 12, tzinfo=UTC)
        self._step = timedelta(seconds=seconds)

    def __call__(self) -> datetime:
        self._now += self._step
        return self._now
