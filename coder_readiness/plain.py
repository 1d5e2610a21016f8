"""Asks line by line: numbered options, one line in. For screen readers, dumb terminals and pipes.

No cursor movement, no colour, no box characters: what is printed stays as it is.
"""

import shutil
import sys
import textwrap
from collections.abc import Sequence

from coder_readiness.asking import KEYS, Choice, Move, Prompt, said
from coder_readiness.errors import SheetError
from coder_readiness.sheet import PRIVATE, SKIP, UNKNOWN, Answer, read_answer

_NARROWEST = 20


class PlainAsker:
    """Prints a question, reads a line, and says what would be valid where the line is not."""

    def ask(self, prompt: Prompt) -> Answer | Move:
        """Put a question until there is an answer that fits it, a skip, or a move."""
        self._show(prompt)
        while True:
            line = _read(f"{self._wanted(prompt)}. Or {KEYS}: ")
            reply = self._reply(prompt, line)
            if reply is None:
                continue
            if not isinstance(reply, Move):
                self.say(f"Your answer: {said(prompt.question, reply)}")
            return reply

    def choose(self, title: str, choices: Sequence[Choice]) -> str | Move:
        """Put a list and return the value chosen; `Move.BACK` where the person wants none of it."""
        self.say(title)
        _numbered(choices)
        while True:
            line = _read(f"Type a number from 1 to {len(choices)}, or b to go back: ")
            if line.lower() == "b":
                return Move.BACK
            if line.isascii() and line.isdigit() and 1 <= int(line) <= len(choices):
                return choices[int(line) - 1].value
            _refuse(line)

    def say(self, text: str, *, heading: bool = False) -> None:
        """Show a paragraph."""
        if heading:
            print()
        print(_wrapped(text))

    def _show(self, prompt: Prompt) -> None:
        print(f"\n{_wrapped(prompt.where)}")
        if prompt.record:
            print(prompt.record)
        print(_wrapped(prompt.text))
        _numbered(prompt.choices)
        if prompt.given is not None:
            print(_wrapped(f"Your answer so far: {said(prompt.question, prompt.given)}"))

    def _wanted(self, prompt: Prompt) -> str:
        count = len(prompt.choices)
        question = prompt.question
        match question.type:
            case "code":
                return "Type the answer, or 1 for I don't know"
            case "number":
                return f"Type a number of {question.unit} from 0 to {question.max:g}"
            case "several":
                return f"Type the numbers of all that apply, such as 1 {min(3, count)}, or 0 for none of them"
        return f"Type a number from 1 to {count}"

    def _reply(self, prompt: Prompt, line: str) -> Answer | Move | None:
        """Return what a line means, or None where it means nothing; then it has been said what is valid."""
        match line.lower():
            case "b":
                return Move.BACK
            case "q":
                return Move.LEAVE
            case "s":
                return SKIP
            case "?":
                self.say(f"Why we ask: {prompt.why}")
                return None
        try:
            return self._answer(prompt, line)
        except (SheetError, ValueError, IndexError):
            _refuse(line)
            return None

    def _answer(self, prompt: Prompt, line: str) -> Answer:
        question, values = prompt.question, [choice.value for choice in prompt.choices]
        if question.type == "code":
            return UNKNOWN if line == "1" else read_answer(question, line)
        if question.type == "number":
            return read_answer(question, float(line.replace(",", ".")))
        numbers = [int(word) for word in line.replace(",", " ").split()]
        if question.type == "several" and numbers == [0]:
            return ()
        if min(numbers) < 1:
            raise IndexError(line)
        chosen = tuple(values[number - 1] for number in numbers)
        if PRIVATE in chosen and len(chosen) == 1:
            return PRIVATE
        if question.type == "several":
            return read_answer(question, chosen)
        (only,) = chosen
        return read_answer(question, only)


def _read(prompt: str) -> str:
    """Return a line without its end; raises EOFError at the end of input."""
    print(_wrapped(prompt), end=" ", flush=True)
    line = sys.stdin.readline()
    if not sys.stdin.isatty():
        print()
    if not line:
        raise EOFError
    return line.strip()


def _refuse(line: str) -> None:
    print(_wrapped("That is not one of the answers." if line else "Nothing was typed."))


def _numbered(choices: Sequence[Choice]) -> None:
    for number, choice in enumerate(choices, 1):
        print(_wrapped(f"{number}. {choice.label}", hanging=len(str(number)) + 2))


def _wrapped(text: str, hanging: int = 0) -> str:
    width = max(_NARROWEST, shutil.get_terminal_size().columns - 1)
    return textwrap.fill(text, width, subsequent_indent=" " * hanging, break_on_hyphens=False)
