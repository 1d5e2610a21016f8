"""What signals do while somebody is asked, also where a system has fewer of them."""

import contextlib
import signal
import sys
from types import SimpleNamespace
from typing import Any

import pytest

from coder_readiness.system import signals_as_interrupts


@pytest.mark.parametrize("lacking", [[], ["setitimer", "SIGALRM", "SIGHUP"]])
def test_a_polite_kill_is_an_interrupt_while_somebody_is_asked(
    monkeypatch: pytest.MonkeyPatch, lacking: list[str]
) -> None:
    for name in lacking:
        monkeypatch.delattr(signal, name)
    before = signal.getsignal(signal.SIGTERM)
    with pytest.raises(KeyboardInterrupt), signals_as_interrupts():
        signal.raise_signal(signal.SIGTERM)
    assert signal.getsignal(signal.SIGTERM) == before


def test_only_an_interrupt_is_not_told_of_where_it_cannot_be_raised(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[Any] = []
    monkeypatch.setattr(sys, "unraisablehook", told.append)
    lost = [SimpleNamespace(exc_value=error) for error in (KeyboardInterrupt(), ValueError())]
    with contextlib.suppress(KeyboardInterrupt), signals_as_interrupts():
        for one in lost:
            sys.unraisablehook(one)
    assert told == lost[1:]
    assert sys.unraisablehook == told.append


INTERRUPT: Any = SimpleNamespace(exc_value=KeyboardInterrupt())


def test_an_interrupt_that_could_not_be_raised_is_raised_at_the_end_at_the_latest() -> None:
    with pytest.raises(KeyboardInterrupt), signals_as_interrupts():
        sys.unraisablehook(INTERRUPT)


def test_an_interrupt_that_was_raised_again_is_not_raised_at_the_end() -> None:
    with signals_as_interrupts():
        sys.unraisablehook(INTERRUPT)
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGTERM)
