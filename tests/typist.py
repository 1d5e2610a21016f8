"""Terminals that are none, and a person who types on each screen once it is drawn."""

import io
import signal
from collections.abc import Sequence
from functools import partial
from itertools import islice
from typing import Any

import pyte
from prompt_toolkit.application import Application, get_app_or_none
from prompt_toolkit.data_structures import Size
from prompt_toolkit.input import PipeInput
from prompt_toolkit.output import DummyOutput
from prompt_toolkit.output.vt100 import Vt100_Output

from tests.windows import shown

_PATIENCE = 60
"""Seconds after which a screen that still waits for keys is a failure: many, because other programs may be at work."""


class _TypedAt:
    """A terminal, of 80 x 24 at first, with a person who types on each screen."""

    def __init__(self) -> None:
        self.size = Size(rows=24, columns=80)
        self.typed: list[Sequence[bytes]] = []
        """What is typed on each screen that is still to come, as it is read bit by bit."""
        self._drawn: Application[Any] | None = None

    def get_size(self) -> Size:
        return self.size

    def flush(self) -> None:
        application = get_app_or_none()  # get_app would make up one at each flush, with hundreds of key bindings
        if application and application is not self._drawn and application.is_running:
            self._drawn = application
            assert application.loop
            if self.typed:
                self._begin_typing(application, self.typed.pop(0))
            waits = AssertionError("it still waits for keys")
            application.loop.call_later(_PATIENCE, lambda: application.exit(exception=waits))

    def _begin_typing(self, application: Application[Any], pieces: Sequence[bytes]) -> None:
        assert application.loop
        application.loop.call_soon(partial(_send, application, pieces))


class Output(_TypedAt, DummyOutput):
    """A terminal that keeps the text that is written to it."""

    def __init__(self) -> None:
        super().__init__()
        self.written = ""

    def write(self, data: str) -> None:
        self.written += data


class Window(_TypedAt, Vt100_Output):
    """A terminal that keeps each screen as a person would see it, who types bit by bit, once each is drawn."""

    def __init__(self) -> None:
        _TypedAt.__init__(self)
        self._printed = io.StringIO()
        Vt100_Output.__init__(self, self._printed, self.get_size, term="xterm")
        self._screen = pyte.Screen(self.size.columns, self.size.rows)
        self._stream = pyte.Stream(self._screen)
        self.seen: list[str] = []

    def resize(self, columns: int, rows: int) -> None:
        """Change the size."""
        self.size = Size(rows=rows, columns=columns)
        self._screen.resize(rows, columns)

    def narrow(self, columns: int) -> None:
        """Make the window narrower, which breaks the rows that no longer fit, and tell the program."""
        cursor, rows = self._screen.cursor, shown(self._screen).split("\n")
        broken = [[row[at : at + columns] for at in range(0, len(row) or 1, columns)] for row in rows]
        above = sum(len(parts) for parts in broken[: cursor.y])
        self._screen.reset()
        self.resize(columns, self.size.rows)
        printed = "\r\n".join(part for parts in broken for part in parts).rstrip()
        self._stream.feed(f"{printed}\x1b[{above + cursor.x // columns + 1};{cursor.x % columns + 1}H")
        signal.raise_signal(signal.SIGWINCH)

    def flush(self) -> None:
        Vt100_Output.flush(self)
        self._stream.feed(self._printed.getvalue())
        self._printed.seek(0)
        self._printed.truncate()
        screen = shown(self._screen).rstrip()
        if self.seen[-1:] != [screen]:
            self.seen.append(screen)
        _TypedAt.flush(self)

    def _begin_typing(self, application: Application[Any], pieces: Sequence[bytes]) -> None:
        rest = iter(pieces)
        application.after_render += lambda sender: _send(application, [*islice(rest, 1)])


class Typist:
    """Types what is to be typed on one screen after the other."""

    def __init__(self, output: Output | Window, sent: PipeInput) -> None:
        self._output = output
        self.sent = sent

    def type(self, *screens: str) -> None:
        self._output.typed += [[screen.encode()] for screen in screens]

    def type_in_pieces(self, pieces: Sequence[bytes]) -> None:
        self._output.typed.append(pieces)


def _send(application: Application[Any], pieces: Sequence[bytes]) -> None:
    source, loop = application.input, application.loop
    assert isinstance(source, PipeInput)
    assert loop
    if pieces:
        source.send_bytes(pieces[0])
        loop.call_soon(lambda: loop.call_soon(partial(_send, application, pieces[1:])))
