"""A key that is held down or pressed in a hurry: it answers one question and not the next."""

import io
import os
from collections.abc import Iterable, Iterator

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.key_binding.key_processor import KeyPress

from coder_readiness import system
from coder_readiness.bank.answers import SKIP
from coder_readiness.quiz.asking import Choice, Move
from coder_readiness.quiz.held import HeldKey
from coder_readiness.quiz.keys import KeyDecoder
from coder_readiness.quiz.lines import AnswerLines
from coder_readiness.quiz.terminal import TerminalAsker
from tests.quiz.pressed import SINGLE, prompt
from tests.typist import Output, Typist

HELD_DOWN = [0, 0.5, *(0.5 + number / 30 for number in range(1, 60))]
"""When a key comes that is held down as keyboards repeat it."""


def at(monkeypatch: pytest.MonkeyPatch, times: Iterable[float]) -> None:
    """Let keys come at these times."""
    monkeypatch.setattr(system, "ticks", iter(times).__next__)


@pytest.mark.parametrize(
    ("keys", "meant"),
    [
        ([("s", at) for at in HELD_DOWN[1:]], ""),
        ([("s", 0.25), ("s", 0.28), ("s", 0.31), ("s", 0.9)], "s"),  # let go, and pressed again
        ([("s", 0.3), ("s", 0.6), ("s", 0.9)], "s"),  # pressed again and again, faster than one reads
        ([("s", 0.8), ("s", 0.81)], "ss"),
        ([("2", 0.01), ("2", 0.02), ("s", 0.03), ("s", 0.04)], "22ss"),  # another key: the first one is up
        ([("s", 0.2), ("enter", 0.3), ("s", 0.4)], ["enter", "s"]),
    ],
)
def test_what_reaches_the_next_question(
    monkeypatch: pytest.MonkeyPatch, keys: list[tuple[str, float]], meant: Iterable[str]
) -> None:
    at(monkeypatch, [0, *(time for _, time in keys)])
    held = HeldKey()
    assert not held.reaches_over("s")
    held.begin()
    assert [key for key, _ in keys if not held.reaches_over(key)] == list(meant)


def test_a_key_that_is_held_before_the_first_question_reaches_none(monkeypatch: pytest.MonkeyPatch) -> None:
    at(monkeypatch, HELD_DOWN)
    held = HeldKey()
    taken = []
    for number in range(len(HELD_DOWN)):
        if not held.reaches_over("s"):
            taken.append(number)
            held.begin()
    assert taken == [0]


@pytest.fixture
def typist() -> Iterator[Typist]:
    with create_pipe_input() as sent, create_app_session(input=sent, output=(output := Output())):
        yield Typist(output, sent)


def test_a_held_key_skips_one_question_in_a_terminal(monkeypatch: pytest.MonkeyPatch, typist: Typist) -> None:
    at(monkeypatch, [*HELD_DOWN, 5])
    typist.type("s", "s" * (len(HELD_DOWN) - 1) + "q")
    asker = TerminalAsker()
    assert [asker.ask(prompt(SINGLE)), asker.ask(prompt(SINGLE))] == [SKIP, Move.LEAVE]


def test_a_held_enter_takes_nothing_from_the_next_list(monkeypatch: pytest.MonkeyPatch, typist: Typist) -> None:
    at(monkeypatch, [-1, *HELD_DOWN, 5, 6])
    typist.type("1\r", "\r" * (len(HELD_DOWN) - 1) + "2\r")
    asker, choices = TerminalAsker(), [Choice("a", "A"), Choice("b", "B")]
    assert [asker.choose("Which?", choices), asker.choose("Which?", choices)] == ["a", "b"]


def test_ctrl_c_leaves_however_long_it_is_held(monkeypatch: pytest.MonkeyPatch, typist: Typist) -> None:
    at(monkeypatch, HELD_DOWN)
    asker = TerminalAsker()
    for _ in range(3):
        typist.type("\x03")
        with pytest.raises(KeyboardInterrupt):
            asker.ask(prompt(SINGLE))


@pytest.mark.parametrize(
    ("key", "times", "late", "pressed"),
    [
        ("\r", [0, 0.4], True, 2),
        ("\r", [0, 0.4], False, 1),
        ("\r", HELD_DOWN, True, 1),
        ("\r", [0, 0.05], True, 1),
        ("\r", [0, 0.8], True, 2),
        ("s", [0, 0.4], True, 1),
    ],
)
def test_enter_pressed_soon_again_turns_a_page_but_held_down_does_not(
    monkeypatch: pytest.MonkeyPatch, key: str, times: list[float], late: bool, pressed: int
) -> None:
    at(monkeypatch, times)
    presses: list[KeyPress] = []
    decoder = KeyDecoder(presses.append)
    decoder.feed(key)
    decoder.drop(late=late)
    decoder.feed(key * (len(times) - 1))
    decoder.flush()
    decoder.flush()  # an Enter that has waited is pressed once
    assert len(presses) == pressed


class _Terminal(io.TextIOWrapper):
    """A terminal in which lines are typed."""

    def isatty(self) -> bool:
        return True

    def fileno(self) -> int:
        return os.open(os.devnull, os.O_RDONLY)


def test_a_held_enter_is_no_line(monkeypatch: pytest.MonkeyPatch) -> None:
    at(monkeypatch, [*HELD_DOWN, 5, 5.1, 6])
    monkeypatch.setattr(
        "sys.stdin", _Terminal(io.BytesIO(b"1\n" + b"\n" * (len(HELD_DOWN) - 1) + b"2\n2\n\n"), "utf-8")
    )
    lines = AnswerLines()
    typed = []
    for _ in range(4):
        lines.drop_typed()
        typed.append(lines.read())
    assert typed == ["1", "2", "2", ""]
