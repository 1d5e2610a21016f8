"""Asks line by line: numbered options, one line in. For screen readers, dumb terminals and pipes.

No cursor movement, no color, no box characters: what is printed stays as it is.
"""

import io
import re
import shutil
import sys
from collections.abc import Callable, Sequence
from typing import Any, assert_never

from coder_readiness.bank.answers import PRIVATE, UNKNOWN, Answer
from coder_readiness.bank.questions.choices import ChosenQuestion, TickedQuestion
from coder_readiness.bank.questions.typed import TypedQuestion
from coder_readiness.errors import SheetError, UnfitError
from coder_readiness.quiz.asking import LEAVING, LIST_KEYS, Choice, KeyMap, Mood, Move, Prompt
from coder_readiness.quiz.lines import AnswerLines, quote
from coder_readiness.text import NO_BREAK, wrapped

_NARROWEST = 20
_IN_FULL = {"back": "go back", "back to menu": "go back to the menu", "why we ask": "see why we ask"}
"""Names that are short to fit the line of keys on a screen."""
_SAID = {UNKNOWN.words, PRIVATE.words}
"""The names of keys that are what a person says, and not what a key does."""
_WORDS = {"why": "?", "flag": "!", "back": "b", "skip": "s", "quit": "q"}
"""Words that can be typed instead of a key, because many screen readers pass over a "?" or a "!"."""
_BY_NAME = {"why we ask": "why", "flag a problem": "flag", "back": "back", "skip": "skip", "quit": "quit"}
"""Which of these words stands for a key of a name."""


class PlainAsker:
    """Prints a question, reads a line, and says what to type if the line can't be used."""

    def __init__(self) -> None:
        # A character that cannot be shown is no reason to end.
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(errors="replace")
        self._lines = AnswerLines()
        self._told: set[str] = set()

    def ask(self, prompt: Prompt) -> Answer | Move:
        """Ask a question until there is an answer that fits it, a skip, or a move."""
        self._show(prompt)
        while True:
            line = self._read(f"Your answer ({prompt.wanted})?" if prompt.choices else "Your answer?")
            reply = prompt.meaning_of(_WORDS.get(line.lower(), line))
            if not line:
                reply = prompt.given
            if reply is Move.WHY:
                self.say(f"Why we ask: {prompt.why}")
                continue
            try:
                reply = self._answer(prompt, line) if reply is None else reply
            except UnfitError as error:
                self._refuse(line, prompt.wanted, prompt.keys, str(error))
                continue
            except (SheetError, ValueError):
                self._refuse(line, prompt.wanted, prompt.keys)
                continue
            if not isinstance(reply, Move):
                self.say(f"Your answer: {prompt.question.said(reply)}")
            return reply

    def choose(
        self,
        title: str,
        choices: Sequence[Choice[str]],
        meanwhile: Callable[[], None] | None = None,
        *,
        keys: KeyMap = LIST_KEYS,
    ) -> str | Move:
        """Show a list and return the value chosen, or a move if the person chooses none."""
        self.say(title, heading=True)
        _numbered(choices)
        self.say(self._or_keys(keys))
        if meanwhile:
            meanwhile()
        wanted = f"a number from 1 to {len(choices)}"
        while True:
            line = self._read(f"Your choice ({wanted})?")
            _, reply = keys.get(_WORDS.get(line.lower(), line.lower()), ("", None))
            if isinstance(reply, Move):
                return reply
            try:
                return choices[_index(line, len(choices))].value
            except ValueError:
                self._refuse(line, wanted, keys)

    def read_note(self, title: str, how: str, keys: KeyMap, alone: str = "") -> str:
        """Return a line that the person types, or ""."""
        self.say(title, heading=True)
        instead = f"type {_spoken(keys)}"
        if alone:
            instead = f"press Enter alone to {alone}, or {instead}"
        self.say(f"{how[0].upper()}{how[1:]}. You can also {instead}.")
        return self._read("Your answer?")

    def pause(self, next_: str, keys: KeyMap = LEAVING) -> None:
        """Continue at once, because what is printed stays, and a prepared file of answers has no line for it."""

    def say(self, text: str, *, heading: bool = False, mood: Mood = Mood.NEUTRAL) -> None:
        """Show a paragraph."""
        if heading:
            print()
        print(wrapped(text, _width()))

    def left_over(self) -> str:
        """Return the notice about prepared answers that nothing has used; "" if there are none."""
        return self._lines.left_over()

    def _show(self, prompt: Prompt) -> None:
        self.say(prompt.where, heading=True)
        question = prompt.question
        if question.record:
            self.say("Read this first:")
            for line in question.record.splitlines():
                self.say(re.sub(r"(?<=\S) {2,}", "; ", line))  # columns, which nobody can hear
            self.say("The question:")
        self.say(question.text)
        _numbered(prompt.choices)
        if prompt.given is not None:
            self.say(f"Your current answer: {question.said(prompt.given)}. Press Enter to keep it.")
        how = ""
        if isinstance(question, TypedQuestion):
            how = f"Type {question.wanted}. " + (f"{question.hint} " if question.hint else "")
        self.say(f"{how}{self._or_keys(prompt.keys)}")

    def _or_keys(self, keys: KeyMap) -> str:
        """Return what else can be typed: in full the first time, and then in as few words as can be heard quickly."""
        in_full = f"You can also type {_spoken(keys)}."
        if in_full not in self._told:
            self._told.add(in_full)
            return in_full
        return f"Or type {_in_short(keys)}."

    def _answer(self, prompt: Prompt, line: str) -> Answer:
        """Return the answer in a line; raises UnfitError, SheetError or ValueError if there is none."""
        match prompt.question:
            case TypedQuestion() as question:
                return question.read_line(line)
            case TickedQuestion():
                return _ticked(
                    prompt.choices, [word for word in line.replace(",", " ").split() if word.lower() != "and"]
                )
            case ChosenQuestion():
                return prompt.choices[_index(line, len(prompt.choices))].value
            case _ as other:
                assert_never(other)

    def _read(self, question: str) -> str:
        """Return a line that is typed once the question is there; raises EOFError at the end of input."""
        self._lines.drop_typed()  # before the question shows, because later lines are meant for it
        print(wrapped(question, _width() - 1), end=" ", flush=True)
        line = self._lines.read()
        if self._lines.prepared:
            print()
        return line

    def _refuse(self, line: str, wanted: str, keys: KeyMap, reason: str = "") -> None:
        """Say why a line can't be used, and what to type; raises PreparedError if nobody is there to read it."""
        why = f": {reason}" if reason else " here"
        refusal = f"We can't use {quote(line)}{why}." if line else "You didn't type anything."
        if reason.startswith(quote(line)):  # which says it all
            refusal = f"{reason}."
        refusal += f" Type {wanted}, or {_in_short(keys)}."
        if self._lines.prepared:
            raise self._lines.refusal(refusal)
        print(wrapped(refusal, _width()))


def _ticked(choices: Sequence[Choice[Any]], words: Sequence[str]) -> tuple[str, ...]:
    """Return the choices that typed numbers select; raises UnfitError, or ValueError if there is nothing to explain."""
    if not words:
        raise ValueError("no number was typed")
    if words == ["0"]:
        return ()
    selected: list[Choice[Any]] = []
    for word in words:
        if word == "0":
            raise UnfitError("0 means none of them, so it has to be typed by itself")
        try:
            choice = choices[_index(word, len(choices))]
        except ValueError:
            raise UnfitError(f"{quote(word)} isn't a number from 1 to {len(choices)}") from None
        if choice in selected:
            raise UnfitError(f"you typed {word} twice")
        selected.append(choice)
    for word, choice in zip(words, selected, strict=True):
        if choice.alone and len(selected) > 1:
            raise UnfitError(f'{word} means "{choice.label}", so it has to be typed by itself')
    return tuple(choice.value for choice in selected)


def _index(word: str, count: int) -> int:
    """Return the index for a typed number from 1 to `count`; raises ValueError for anything else."""
    if word.isascii() and word.isdigit() and 1 <= int(word) <= count:
        return int(word) - 1
    raise ValueError(word)


def _spoken(keys: KeyMap) -> str:
    """Return the keys worded for reading aloud; each stays with its next word."""
    *others, last = (
        f"{key}{_or_word(name)}{NO_BREAK}{'for' if name in _SAID else 'to'} {_IN_FULL.get(name, name)}"
        for key, (name, _) in keys.items()
    )
    return ", ".join([*others, f"or {last}" if others else last])


def _in_short(keys: KeyMap) -> str:
    """Return the keys by the words that can be typed for them, or with their names."""
    *others, last = (_BY_NAME.get(name, f"{key} ({name})") for key, (name, _) in keys.items())
    return f"{', '.join(others)}{' or ' if others else ''}{last}"


def _or_word(name: str) -> str:
    """Return the word for a key that many screen readers pass over; "" for a letter."""
    word = _BY_NAME.get(name, "")
    return f' or "{word}"' if not _WORDS.get(word, "a").isalpha() else ""


def _numbered(choices: Sequence[Choice[Any]]) -> None:
    for number, choice in enumerate(choices, 1):
        print(wrapped(choice.label, _width(), f"{number}. "))


def _width() -> int:
    return max(_NARROWEST, shutil.get_terminal_size().columns - 1)
