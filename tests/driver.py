"""Drives the real program in a real pseudo-terminal, and reads what a person would see."""

import contextlib
import os
import re
import signal
import sys
from pathlib import Path
from typing import Any

import pexpect
import pyte

from tests.paths import ROOT
from tests.windows import shown

with contextlib.suppress(ImportError):  # other systems have no pseudo-terminals
    from tests.forked import Forked

TIMEOUT = 30
WAY_OUT = "q = (?:quit|stop|back to menu)"
"""The last of the keys that a prompt shows."""
KEYS = {"enter": "\r", "up": "\x1b[A", "down": "\x1b[B", "space": " ", "ctrl-c": "\x03", "ctrl-d": "\x04"}

_MAIN = """
import itertools, sys
from coder_readiness import system
from coder_readiness.cli.main import main
from tests import quick
system.ticks = itertools.count().__next__
sys.exit(main(new_seed=lambda: 3))
"""
_SEEDED = (sys.executable, "-c", _MAIN)
"""The program, drawing its questions the same way each time and waiting for no disk.

It believes that a second passes between two keys.
"""


class Program:
    """The program in a terminal of `columns` x `lines`, with its screen and everything it ever printed."""

    def __init__(
        self,
        *arguments: str,
        home: Path,
        columns: int = 80,
        lines: int = 24,
        environment: dict[str, str] | None = None,
        folder: Path = ROOT,
        command: tuple[str, ...] | None = None,
    ) -> None:
        variables = {
            **os.environ,
            "TERM": "xterm-256color",
            "CODER_READINESS_HOME": str(home),
            "LC_ALL": "C.UTF-8",
            "PAGER": "cat",
            "PYTHONPATH": str(ROOT),
            **(environment or {}),
        }
        for name in ("COLUMNS", "LINES", "NO_COLOR", "FORCE_COLOR"):
            if name not in (environment or {}):
                variables.pop(name, None)
        self.screen = pyte.Screen(columns, lines)
        self._stream = pyte.ByteStream(self.screen)
        self._text: str | None = None
        self.printed = b""
        self._is_plain = "--plain" in arguments
        self._typed = 0  # how much was printed before the last line was typed
        where: Any = {"cwd": folder, "env": variables, "dimensions": (lines, columns), "timeout": TIMEOUT}
        if command or any(name.startswith(("LC_", "LANG", "PYTHON")) for name in environment or {}):
            command = command or _SEEDED
            self.process = pexpect.spawn(command[0], [*command[1:], *arguments], **where)
            self.process.ptyproc.delayafterclose = 0  # the library would sleep before it believes that it has ended
        else:
            self.process = Forked(arguments, **where)
        self.process.delaybeforesend = None  # the library would sleep before each key

    def until(self, text: str) -> str:
        """Wait until `text` is on the screen, and return the screen."""
        while text not in self.text:
            self._read(text)
        return self.text

    def until_asked(self, text: str) -> str:
        """Wait until `text` is on the screen with all the keys for it below, and return the screen."""
        while text not in self.text or not re.search(
            rf"Keys:.*{WAY_OUT}", text + self.text.rpartition(text)[2], re.DOTALL
        ):
            self._read(text)
        return self.text

    def until_changed(self, before: str) -> str:
        """Wait until the screen is another than `before`, and return it."""
        while self.text == before:
            self._read("a change")
        return self.text

    def until_drawn_again(self, *keys: str) -> None:
        """Press keys, and wait until what is asked is drawn anew with its own keys, which are read from then on."""
        count = self.printed.count(b"Keys:")
        self.press(*keys)
        while self.printed.count(b"Keys:") == count:
            self._read("another drawing")

    def next_question(self, before: str = "") -> str:
        """Wait until another question than `before` is put and its keys are read; return it, "" at the end.

        It is returned as the first line about where it is in the quiz and the last one of the question itself, which
        stay however low the window is; an update may say twice how many are left.
        """
        start = r"(?:Question|Practice, question|The question|\d+ questions? to go|Update question|Answered before)\b"
        put = re.compile(
            rf"^({start}[^:(\n]*).*?\n([^\n]+)\n+(?= *(?:. )?(?:1 |\[)|[»>]|Keys:)", re.MULTILINE | re.DOTALL
        )
        while True:
            found = put.findall(self.text)
            where = " ".join(found[-1]) if found else ""
            if re.search(WAY_OUT, self.text) and "1 See your result" in self.text:
                return ""
            if re.search(WAY_OUT, self.text) and not self._is_read_first() and where not in ("", before):
                return where
            self.go_on(self.text)

    def go_on(self, before: str) -> None:
        """Wait until the screen is no longer `before`; leave what is only there to be read."""
        if self._is_read_first():
            self.press("enter")
        self.until_changed(before)

    def _is_read_first(self) -> bool:
        """Tell whether the screen is one to read, such as the beginning of a step or of a long question."""
        keys = " ".join(self.text.rpartition("Keys:")[2].split())
        return keys.startswith("Enter = ") and re.search(WAY_OUT, keys) is not None

    def _read(self, wanted: str) -> None:
        try:
            self.read()
        except pexpect.EOF as error:
            raise AssertionError(f"the program ended before {wanted!r} was seen:\n{self.text}") from error
        except pexpect.TIMEOUT as error:
            raise AssertionError(f"{wanted!r} was not seen:\n{self.text}") from error

    def read(self, most: int = 65536) -> None:
        """Wait for something to be printed, and show at most so many bytes of it. Raises pexpect.EOF at the end."""
        chunk = self.process.read_nonblocking(most, timeout=TIMEOUT)
        self.printed += chunk
        self._stream.feed(chunk)
        self._text = None

    def await_prompt(self) -> None:
        """Wait until a prompt of plain lines waits for the next line."""
        while not self.printed[self._typed :].endswith(b"? "):
            self._read("a prompt")

    def type(self, line: str) -> None:
        """Type a line, once a prompt waits for it."""
        self.await_prompt()
        self._typed = len(self.printed)
        self.press(line, "enter")

    def press(self, *keys: str) -> None:
        """Press keys by name, or type text as it is."""
        for key in keys:
            self.process.send(KEYS.get(key, key))

    def resize(self, columns: int, lines: int) -> None:
        """Change the size of the terminal, and wait until something is drawn anew."""
        self.screen.resize(lines, columns)
        self._text = None
        self.process.setwinsize(lines, columns)
        self._read("another drawing")

    def end(self) -> int:
        """Read until the program has ended and return its exit code."""
        try:
            while True:
                self.read()
        except pexpect.EOF:
            pass
        self._close()
        return int(self.process.exitstatus or 0) or -int(self.process.signalstatus or 0)

    def leave_quiz(self) -> None:
        """Leave at a question, once there is an answer to keep."""
        if self._is_plain:
            self.type("q")
            self.type("q")
            return
        self.press("q")
        while not re.search(rf"What would you like to do now\?.*Keys:.*{WAY_OUT}", self.text, re.DOTALL):
            self._read("the question how to quit")
        self.press("q")

    def kill(self) -> None:
        """End the program wherever it is."""
        self.process.kill(signal.SIGKILL)
        self._close()

    def _close(self) -> None:
        self.process.wait()
        self.process.close()

    def leave_menu(self) -> int:
        """Leave the menu that a quiz ends in, and return the exit code."""
        if self._is_plain:
            self.type("q")
            return self.end()
        while not re.search(
            r"(How many hours a week|What would you like to do\?|Enter = continue).*q = quit", self._words
        ):
            self._read("the menu")
        self.press(
            "q",
            *(["enter"] if "How many hours a week" in self._words.rpartition("What would you like to do?")[2] else []),
        )
        return self.end()

    def finished(self) -> str:
        """Return what the program printed, once it has ended well."""
        code = self.end()
        assert code == 0, self.text
        return self.everything

    @property
    def text(self) -> str:
        """What is on the screen, without the blank at the ends of lines."""
        if self._text is None:  # to put it together takes longer than to look at it, which is done again and again
            self._text = shown(self.screen)
        return self._text

    @property
    def _words(self) -> str:
        """What is on the screen as one line, however it was wrapped."""
        return " ".join(self.text.split())

    @property
    def everything(self) -> str:
        """Everything printed, with its control sequences."""
        return self.printed.decode("utf-8", "replace")


def kind_of(screen: str) -> str:
    """Return the type of the question on a screen, which its keys tell."""
    keys = " ".join(screen.rpartition("Keys:")[2].split())
    told = {"type a number": "number", "type the answer": "code", "type all codes": "case", "to select": "several"}
    kind = next((kind for words, kind in told.items() if words in keys), "")
    return kind or ("check" if "I don't know" in screen else "single")
