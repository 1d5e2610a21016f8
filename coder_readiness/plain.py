"""Asks line by line: numbered options, one line in. For screen readers, dumb terminals and pipes.

No cursor movement, no color, no box characters: what is printed stays as it is.
"""

import io
import shutil
import sys
from collections.abc import Sequence

from coder_readiness.asking import LIST_KEYS, Choice, Move, Prompt, said, shown, typed
from coder_readiness.errors import SheetError
from coder_readiness.sheet import Answer, read_answer
from coder_readiness.text import printable, shortened, wrapped

_NARROWEST = 20
_QUOTED = 30


class PlainAsker:
    """Prints a question, reads a line, and says what would be valid where the line is not."""

    def __init__(self) -> None:
        for stream in (sys.stdin, sys.stdout):
            # A character that cannot be read or shown is no reason to end. Once, for this must precede all reading.
            if isinstance(stream, io.TextIOWrapper) and stream.errors != "replace":
                stream.reconfigure(errors="replace")

    def ask(self, prompt: Prompt) -> Answer | Move:
        """Put a question until there is an answer that fits it, a skip, or a move."""
        self._show(prompt)
        while True:
            line = _read("Your answer?" if prompt.question.type == "code" else f"Your answer, {prompt.wanted}?")
            _, reply = prompt.keys.get(line.lower(), ("", None))
            if reply is Move.WHY:
                self.say(f"Why we ask: {prompt.why}")
                continue
            try:
                reply = self._answer(prompt, line) if reply is None else reply
            except (SheetError, ValueError):
                _refuse(line, prompt.wanted)
                continue
            if not isinstance(reply, Move):
                self.say(f"Your answer: {said(prompt.question, reply)}")
            return reply

    def choose(self, title: str, choices: Sequence[Choice]) -> str | Move:
        """Put a list and return the value chosen, or a move where the person wants none of it."""
        self.say(title, heading=True)
        _numbered(choices)
        self.say(f"Or {shown(LIST_KEYS)}.")
        wanted = f"a number from 1 to {len(choices)}"
        while True:
            line = _read(f"Your choice, {wanted}?")
            _, reply = LIST_KEYS.get(line.lower(), ("", None))
            if isinstance(reply, Move):
                return reply
            try:
                return choices[_index(line, len(choices))].value
            except ValueError:
                _refuse(line, wanted)

    def say(self, text: str, *, heading: bool = False) -> None:
        """Show a paragraph."""
        if heading:
            print()
        print(wrapped(text, _width()))

    def _show(self, prompt: Prompt) -> None:
        self.say(prompt.where, heading=True)
        for line in prompt.record.splitlines():
            self.say(line)
        self.say(prompt.text)
        _numbered(prompt.choices)
        if prompt.given is not None:
            self.say(f"Your answer so far: {said(prompt.question, prompt.given)}")
        self.say(f"Or {shown(prompt.keys)}.")

    def _answer(self, prompt: Prompt, line: str) -> Answer:
        """Return what a line answers; raises SheetError or ValueError where it answers nothing."""
        values = [choice.value for choice in prompt.choices]
        if not values:
            return typed(prompt.question, line)
        if prompt.question.type != "several":
            return read_answer(prompt.question, values[_index(line, len(values))])
        words = line.replace(",", " ").split()
        if words == ["0"]:
            return ()
        if not words:
            raise ValueError("nothing was typed")
        return read_answer(prompt.question, tuple(values[_index(word, len(values))] for word in words))


def _index(word: str, count: int) -> int:
    """Return the index that a typed number from 1 to `count` stands for; raises ValueError for anything else."""
    if word.isascii() and word.isdigit() and 1 <= int(word) <= count:
        return int(word) - 1
    raise ValueError(word)


def _read(question: str) -> str:
    """Return a line without its end; raises EOFError at the end of input."""
    print(wrapped(question, _width()), end=" ", flush=True)
    line = sys.stdin.readline()
    if not sys.stdin.isatty():
        print()
    if not line:
        raise EOFError
    return line.strip()


def _refuse(line: str, wanted: str) -> None:
    what = f'"{shortened(printable(line), _QUOTED)}" does not fit.' if line else "Nothing was typed."
    print(wrapped(f"{what} Type {wanted}.", _width()))


def _numbered(choices: Sequence[Choice]) -> None:
    for number, choice in enumerate(choices, 1):
        print(wrapped(choice.label, _width(), f"{number}. "))


def _width() -> int:
    return max(_NARROWEST, shutil.get_terminal_size().columns - 1)
