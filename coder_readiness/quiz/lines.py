"""Lines that answer: typed in a terminal one by one, or prepared in a file or by a program."""

import codecs
import sys

from coder_readiness.errors import PreparedError
from coder_readiness.quiz.held import HeldKey
from coder_readiness.system import drop_typed, waiting
from coder_readiness.text import one_line, printable, shortened

_MOST_LINES = 2_000
"""More prepared lines than any quiz takes; a program that sends more does not read the questions."""
_LONGEST_LINE = 5_000
_QUOTED = 30
_MARKS = {codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}


class AnswerLines:
    """Standard input, read line by line."""

    def __init__(self) -> None:
        self._stream = sys.stdin.buffer
        self._encoding = sys.stdin.encoding
        self._count = 0
        self._held = HeldKey()
        self.prepared = not sys.stdin.isatty()
        """Whether the lines come from a file or a program, so that nobody can be asked again."""

    def read(self) -> str:
        """Return the next line without the blanks around it.

        Raises EOFError at the end of the input, KeyboardInterrupt if a key to leave was pressed, PreparedError for a
        line of a prepared input that cannot be one.
        """
        while line := self._next_line():
            self._count += 1
            if self.prepared:
                return self._read_prepared(line)
            text = one_line(_without_sequences(line.decode(self._encoding, "surrogateescape")))
            if not self._held.reaches_over("enter") or text:
                return text
        raise EOFError

    def _next_line(self) -> bytes:
        try:
            return self._stream.readline(_LONGEST_LINE)
        except OSError as error:
            raise PreparedError(f"We can't read standard input: {error.strerror}.") from error

    def refusal(self, reason: str) -> PreparedError:
        """Return the error that ends a prepared input at the line read last."""
        return PreparedError(f"We stopped at line {self._count} of your input. {reason}")

    def left_over(self) -> str:
        """Return the notice about prepared lines that no question has used; "" if there are none."""
        if not self.prepared or not waiting(self._stream).strip(b" \t\r\n\0"):
            return ""
        return f"Line {self._count} of your input was the last one we needed, so we didn't use the lines after it."

    def drop_typed(self) -> None:
        """Drop what a person has typed before there was a question to read."""
        if not self.prepared:
            drop_typed(sys.stdin.fileno())
            self._held.begin()

    def _read_prepared(self, line: bytes) -> str:
        if self._count == 1:
            for mark, encoding in _MARKS.items():
                if line.startswith(mark):
                    self._encoding, line = encoding, line.removeprefix(mark)
        if self._encoding.startswith("utf-16-"):
            line = self._whole(line)
        decoded = line.decode(self._encoding, "replace")
        text = one_line(decoded)
        if self._count > _MOST_LINES:
            raise self.refusal(f"No quiz takes more than {_MOST_LINES:,} lines.")
        if len(line) >= _LONGEST_LINE:
            raise self.refusal(f"{quote(text)} is too long for an answer.")
        if "\0" in text:
            raise self.refusal("This isn't UTF-8. Save the file as UTF-8, or as UTF-16 with a byte order mark.")
        if len(decoded.splitlines()) > 1:  # it could be taken for one answer
            raise self.refusal(f"{quote(text)} is more than one line. Save the file with Windows or Unix line breaks.")
        return text

    def _whole(self, line: bytes) -> bytes:
        """Return a line of UTF-16 whose beginning was read up to what may be a part of a character, such as U+200A."""
        while line := line + self._stream.read(len(line) % 2):
            if line.decode(self._encoding, "replace").endswith("\n") or len(line) >= _LONGEST_LINE:
                break
            if not (more := self._stream.readline(_LONGEST_LINE)):
                break
            line += more
        return line


def quote(line: str) -> str:
    """Return a line quoted for a message: short, and safe to show."""
    return f'"{shortened(printable(line), _QUOTED)}"'


def _without_sequences(line: str) -> str:
    """Return what the keys in a line typed, without anything that the terminal sent by itself."""
    line = line.rstrip("\r\n")
    if line.isprintable():
        return line
    from coder_readiness.quiz.keys import written_in

    return written_in(line)
