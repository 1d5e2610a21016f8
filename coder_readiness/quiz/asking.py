"""What people are asked and how they may answer, however it is shown."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar, assert_never

from coder_readiness.bank.answers import PRIVATE, SKIP, UNKNOWN, Answer, Special
from coder_readiness.bank.questions.choices import CheckOption, ChosenQuestion, Option, TickedQuestion
from coder_readiness.bank.questions.typed import TypedQuestion
from coder_readiness.errors import SheetError, UnfitError
from coder_readiness.text import NO_BREAK, one_line

if TYPE_CHECKING:  # a menu is shown before any question, and need not wait for all types
    from coder_readiness.bank.questions.types import Question


class Move(Enum):
    """What people may do instead of answering."""

    BACK = "b"
    WHY = "?"
    """Asks why we ask a question; an asker says so and asks again."""
    FLAG = "!"
    """Says that something is wrong with a question."""
    LEAVE = "q"


KeyMap = dict[str, tuple[str, Answer | Move]]
"""The name and the meaning of each key."""
LEAVING: KeyMap = {"q": ("quit", Move.LEAVE)}
STOPPING: KeyMap = {"q": ("stop", Move.LEAVE)}
"""Where something else comes after a person has stopped."""
LIST_KEYS: KeyMap = {"b": ("back", Move.BACK), **LEAVING}
LEAVING_TO_MENU: KeyMap = {"q": ("back to menu", Move.LEAVE)}
"""In a quiz that was started from the menu, which stays open."""
BACK_TO_MENU: KeyMap = {"q": ("back to menu", Move.BACK)}
MENU_LIST_KEYS: KeyMap = {"b": ("back", Move.BACK), **BACK_TO_MENU}
_LETTERS = {UNKNOWN: "d", PRIVATE: "p"}
"""The keys for special answers to typed questions."""
_DONT_KNOW = frozenset({"i dont know", "dont know", "idk"})
"""What people type instead of the key, without apostrophes."""
_V = TypeVar("_V")


def leaving(*, in_menu: bool) -> KeyMap:
    """Return the key to leave a quiz, named by where it leads."""
    return LEAVING_TO_MENU if in_menu else LEAVING


def list_keys(*, in_menu: bool) -> KeyMap:
    """Return the keys in a list of a quiz, the last one named by where it leads."""
    return {"b": ("back", Move.BACK), **leaving(in_menu=in_menu)}


class Mood(Enum):
    """Whether a paragraph is good news, bad news or neither."""

    GOOD = "good"
    BAD = "bad"
    NEUTRAL = "neutral"


@dataclass(frozen=True)
class Choice(Generic[_V]):
    """One choice in a list; if `alone`, it can only be selected by itself."""

    value: _V
    label: str
    alone: bool = False


@dataclass(frozen=True)
class Place:
    """Where in the quiz a question is, and how much is left."""

    step: str
    number: str
    left: str
    area: str
    done: tuple[float, ...]
    """The share of each step that is answered."""
    usual: str = ""
    """How many questions there usually are, if fewer than there may be."""
    more: str = ""
    """Why we ask one more question about the area."""

    @property
    def words(self) -> str:
        """All of it in sentences, to be read aloud."""
        here = f"{self.number}, {self.step[0].lower()}{self.step[1:]}, {self.area}"
        sentences = filter(None, (here, self.usual, self.more, self.left))
        return " ".join(f"{sentence[0].upper()}{sentence[1:]}." for sentence in sentences)


@dataclass(frozen=True)
class Prompt:
    """One question as it is shown: where in the quiz, why, the options in order, and an earlier answer.

    In `practice` the whole question stays in view after the answer, because the explanation is about it.
    """

    question: "Question"
    options: tuple[Option | CheckOption, ...]
    where: str
    why: str
    given: Answer | None = None
    keeps: bool = False
    """Whether the key that skips other questions keeps that answer, because it's an answer of this attempt."""
    practice: bool = False
    in_menu: bool = False
    """Whether the quiz was started from the menu, so that the key to quit leads there."""
    place: Place | None = None
    """What `where` says in words, for a bar; None if there is no end to get to."""

    @property
    def choices(self) -> tuple[Choice[str | Special], ...]:
        """Every choice; none for typed answers."""
        lines: list[Choice[str | Special]] = [
            Choice(option.id, one_line(option.label), option.alone) for option in self.options
        ]
        if isinstance(self.question, ChosenQuestion):
            lines += [Choice(special, special.words) for special in self._offered]
        return tuple(lines)

    @property
    def _offered(self) -> list[Special]:
        """The special answers that this question offers besides a skip, which every question offers."""
        return [UNKNOWN] * self.question.is_check + [PRIVATE] * self.question.private

    @property
    def keys(self) -> KeyMap:
        """The keys besides those for choosing or typing."""
        listed = {choice.value for choice in self.choices}
        keys: KeyMap = {_LETTERS[one]: (one.words, one) for one in self._offered if one not in listed}
        return {
            **keys,
            "b": ("back", Move.BACK),
            "s": ("keep your answer", self.given) if self.keeps and self.given is not None else ("skip", SKIP),
            "?": ("why we ask", Move.WHY),
            "!": ("flag a problem", Move.FLAG),
            **(STOPPING if self.practice else leaving(in_menu=self.in_menu)),
        }

    def meaning_of(self, line: str) -> Answer | Move | None:
        """Return the meaning of a line that is one of the keys; None if it isn't one.

        A lowercase letter is always the key. An uppercase one is the answer if it can be, such as in a code.
        """
        typed = line.lower().replace("'", "").replace("\u2019", "").strip(" .!")
        if typed in _DONT_KNOW and UNKNOWN in self._offered:
            return UNKNOWN
        if line not in self.keys and isinstance(self.question, TypedQuestion):
            with suppress(UnfitError, SheetError, ValueError):
                self.question.read_line(line)
                return None
        _, meaning = self.keys.get(line.lower(), ("", None))
        return meaning

    @property
    def wanted(self) -> str:
        """What to type, as in "Type ..."."""
        question, choices = self.question, self.choices
        match question:
            case TypedQuestion():
                return question.wanted
            case TickedQuestion():
                together = [str(number) for number, choice in enumerate(choices, 1) if not choice.alone]
                example = " ".join(together[:3:2] if len(together) > 2 else together)
                none = "" if any(choice.alone for choice in choices) else ", or 0 for none of them"
                return f"the numbers of all that apply, such as {example}{none}"
            case ChosenQuestion():
                return f"a number from 1 to {len(choices)}"
            case _:
                assert_never(question)


class Asker(Protocol):
    """A way to ask people. Raises KeyboardInterrupt when the person leaves, EOFError when the input ends."""

    def ask(self, prompt: Prompt) -> Answer | Move:
        """Ask a question until there is an answer that fits it, a skip, or a move."""

    def choose(
        self,
        title: str,
        choices: Sequence[Choice[str]],
        meanwhile: Callable[[], None] | None = None,
        *,
        keys: KeyMap = LIST_KEYS,
    ) -> str | Move:
        """Show a list and return the value chosen, or a move if the person chooses none.

        `meanwhile` is called once the list is shown; `keys` are the possible moves.
        """

    def read_note(self, title: str, how: str, keys: KeyMap, alone: str = "") -> str:
        """Return a line that the person types, or "".

        `how` says how to type it, `keys` what may be typed instead, and `alone` what Enter does without a line.
        """

    def pause(self, next_: str, keys: KeyMap = LEAVING) -> Move | None:
        """Wait until the person continues or makes a move, if what was said may soon be out of view."""

    def say(self, text: str, *, heading: bool = False, mood: Mood = Mood.NEUTRAL) -> None:
        """Show a paragraph; the mood adds a color, but the words say it, too."""


def keys_in_words(keys: KeyMap) -> str:
    """Return the keys in words; each stays on one line."""
    return ", ".join(f"{key} = {name}".replace(" ", NO_BREAK) for key, (name, _) in keys.items())
