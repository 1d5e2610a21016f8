"""A terminal that is none, and a person who types on each screen once it is drawn."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from prompt_toolkit.application import Application, get_app_or_none
from prompt_toolkit.data_structures import Size
from prompt_toolkit.input import PipeInput
from prompt_toolkit.output import DummyOutput

_PATIENCE = 60
"""Seconds after which a screen that still waits for keys is a failure: many, because other programs may be at work."""


class Output(DummyOutput):
    """A terminal, of 80 x 24 at first, that keeps what is written to it, with a person who types on each screen."""

    def __init__(self) -> None:
        self.written = ""
        self.size = Size(rows=24, columns=80)
        self.typed: list[Sequence[bytes]] = []
        """What is typed on each screen that is still to come, as it is read bit by bit."""
        self._drawn: Application[Any] | None = None

    def get_size(self) -> Size:
        return self.size

    def write(self, data: str) -> None:
        self.written += data

    def flush(self) -> None:
        application = get_app_or_none()  # get_app would make up one at each flush, with hundreds of key bindings
        if application and application is not self._drawn and application.is_running and self.typed:
            self._drawn = application
            assert application.loop
            application.loop.call_soon(partial(_send, application, self.typed.pop(0)))
            waits = AssertionError("it still waits for keys")
            application.loop.call_later(_PATIENCE, lambda: application.exit(exception=waits))


class Typist:
    """Types what is to be typed on one screen after the other."""

    def __init__(self, output: Output, sent: PipeInput) -> None:
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
