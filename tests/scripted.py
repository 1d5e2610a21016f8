"""An asker that answers from a script and remembers what it was asked and told, and attempts taken with it."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta

from coder_readiness.bank.answers import UNKNOWN, Answer
from coder_readiness.bank.model import Bank
from coder_readiness.bank.questions.number import NumberQuestion
from coder_readiness.bank.questions.several import SeveralQuestion
from coder_readiness.bank.questions.single import SingleQuestion
from coder_readiness.quiz.asking import LEAVING, LIST_KEYS, Choice, KeyMap, Mood, Move, Prompt
from coder_readiness.quiz.attempt import Quiz
from coder_readiness.quiz.kept import carried_over, readable_sheet
from coder_readiness.scoring.draw import asked
from coder_readiness.scoring.sheet import Sheet
from coder_readiness.store.attempt import Attempt, AttemptMode
from coder_readiness.store.attempt import begin as begin_attempt
from coder_readiness.store.database import Store
from tests.kept import all_attempts

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
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

    def read_note(self, title: str, how: str, keys: KeyMap, alone: str = "") -> str:
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
        self._now = NOON
        self._step = timedelta(seconds=seconds)

    def __call__(self) -> datetime:
        self._now += self._step
        return self._now


def begin(store: Store, bank: Bank, mode: AttemptMode = "full", step: str | None = None) -> Attempt:
    """Begin an attempt at noon."""
    return begin_attempt(
        bank=bank.roadmap.id, bank_version="1", goal="first-job", seed=7, mode=mode, step=step, now=NOON
    )


def best(prompt: Prompt) -> Answer:
    """Return the best answer."""
    return prompt.question.best_answer


def worst(prompt: Prompt) -> Answer:
    """Return the answer that earns least."""
    match prompt.question:
        case NumberQuestion():
            return 0.0
        case SeveralQuestion():
            return ()
        case SingleQuestion(options=options):
            return min(options, key=lambda option: option.credit).id
    return UNKNOWN


def best_but_for_the_certificate(prompt: Prompt) -> Answer:
    """Return the best answer, or that there is no certification."""
    return worst(prompt) if prompt.question.id == "certificate-status" else best(prompt)


def draw(bank: Bank, seed: int = 7) -> list[str]:
    """Return the ids of the questions that an attempt with a seed asks at first."""
    return [question.id for question in asked(bank, Sheet(seed=seed))]


def take(
    bank: Bank, store: Store, attempt: Attempt, replies: Sequence[Reply], choices: Sequence[str | Move] = ("report",)
) -> tuple[ScriptedAsker, Sheet]:
    """Take an attempt, and return who asked and the sheet."""
    asker = ScriptedAsker(replies, choices)
    return asker, Quiz(bank, store, asker, Clock(), attempt).take()


def update(store: Store, bank: Bank, mode: AttemptMode = "update") -> Attempt:
    """Begin an update of the last attempt, as the command does."""
    previous = all_attempts(store)[-1]
    return begin_attempt(
        bank=bank.roadmap.id,
        bank_version="1",
        goal="first-job",
        seed=8,
        mode=mode,
        previous=previous,
        carried=carried_over(bank, readable_sheet(bank, previous)),
        now=NOON,
    )
