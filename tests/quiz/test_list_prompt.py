"""A list in a terminal as a person sees it: what is marked, where it goes on, and what is in view."""

import io
import os

import pytest

from coder_readiness.quiz.asking import Choice, Move
from coder_readiness.quiz.terminal import TerminalAsker
from tests.quiz.pressed import DOWN, ENTER, SEVERAL, SINGLE, UP, prompt
from tests.typist import Typist, Window

LONG = [Choice(f"c{number}", f"Line {number}") for number in range(1, 31)]


def listed(screen: str) -> list[str]:
    """Return the lines of a list of at least ten on a screen, without the indent."""
    return [line.strip() for line in screen.split("\n") if " Line " in line]


def test_the_pointer_and_the_marks_show_what_is_selected(typed: Typist, window: Window) -> None:
    typed.type_in_pieces([b"2", b"3", UP.encode(), b"q"])
    assert TerminalAsker().ask(prompt(SEVERAL)) is Move.LEAVE
    lines = [line[:9].rstrip() for line in window.seen[-2].split("\n") if line[3:4] == "["]
    assert lines == ["   [ ] 1", " » [x] 2", "   [x] 3", "   [ ] 4", "   [ ] 5", "   [ ] 6", "   [ ] 7"]


@pytest.mark.parametrize(
    ("pressed", "first", "last"),
    [
        ("", "1 Line 1", "14 Line 14 ↓"),
        ("15", "2 Line 2 ↑", "» 15 Line 15 ↓"),
        (UP, "17 Line 17 ↑", "» 30 Line 30"),
    ],
)
def test_a_list_that_scrolls_shows_where_it_goes_on(
    typed: Typist, window: Window, pressed: str, first: str, last: str
) -> None:
    window.resize(80, 16)
    typed.type_in_pieces([pressed.encode(), b"q"] if pressed else [b"q"])
    TerminalAsker().choose("Which one?", LONG)
    lines = [" ".join(line.split()) for line in listed(window.seen[-2])]
    assert (lines[0], lines[-1]) == (first, last)


def test_without_utf8_the_pointer_and_where_a_list_goes_on_are_ascii(
    typed: Typist, window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdout", io.TextIOWrapper(io.BytesIO(), encoding="ascii"))
    window.resize(80, 16)
    typed.type_in_pieces([b"15", b"q"])
    TerminalAsker().choose("Which one?", LONG)
    lines = [" ".join(line.split()) for line in listed(window.seen[-2])]
    assert (lines[0], lines[-1]) == ("2 Line 2 ^", "> 15 Line 15 v")


@pytest.mark.parametrize("choices", [LONG, LONG[:3]])
def test_a_line_may_be_as_long_as_the_window_is_wide(typed: Typist, window: Window, choices: list[Choice[str]]) -> None:
    """The last column but one is the last to be used."""
    window.resize(40, 16)
    label = f"Line {'x' * (39 - len('   10 Line '))}"
    typed.type("q")
    TerminalAsker().choose("Which one?", [Choice("long", label + "x" * (len(choices) < 10)), *choices])
    assert f"1 {label}" in window.seen[-2]
    assert max(len(line.rstrip(" ↓")) for line in window.seen[-2].split("\n")) == 39


def test_all_of_a_long_line_that_is_pointed_at_is_in_view(typed: Typist, window: Window) -> None:
    window.resize(40, 16)
    typed.type_in_pieces([b"9", DOWN.encode(), b"q"])
    TerminalAsker().choose("Which one?", [Choice(one.value, f"{one.label}, {'which is long ' * 5}end") for one in LONG])
    for screen, number in zip(window.seen[-3:], (9, 10), strict=False):
        pointed = screen.partition("»")[2].partition("end")
        assert pointed[0].split()[0] == str(number)
        assert pointed[0].count("\n") == 2
        assert pointed[1] == "end"


@pytest.mark.skipif(os.name != "posix", reason="only there a signal tells of it")
def test_a_window_that_gets_narrower_shows_the_list_once_and_whole(typed: Typist, window: Window) -> None:
    choices = [Choice(one.value, f"{one.label}, {'which is long ' * 4}end") for one in LONG[:4]]
    typed.type_in_pieces([b"", b"q"])
    TerminalAsker().choose("Which one of all of these lines would you like?", choices, lambda: window.narrow(40))
    narrowed = window.seen[-2]
    window.seen.clear()
    typed.type("q")
    TerminalAsker().choose("Which one of all of these lines would you like?", choices)
    assert narrowed == window.seen[-2]


def test_once_a_note_is_gone_the_screen_is_as_before(typed: Typist, window: Window) -> None:
    typed.type_in_pieces([b"?", b"?", b"q"])
    assert TerminalAsker().ask(prompt(SINGLE)) is Move.LEAVE
    before, noted, after = window.seen[-4:-1]
    assert "Why we ask: It matters." in noted
    assert after == before


def test_what_is_selected_is_marked_when_a_question_is_asked_again(typed: Typist, window: Window) -> None:
    asker, put = TerminalAsker(), prompt(SEVERAL)
    typed.type("23!", ENTER)
    assert asker.ask(put) is Move.FLAG
    window.seen.clear()
    assert asker.ask(put) == tuple(choice.value for choice in put.choices[1:3])
    assert {screen.count("[x]") for screen in window.seen} == {2, 4}  # the first two are left from before the note


@pytest.mark.parametrize("reads", ["our decoder", "the library's parser, as on some Windows"])
@pytest.mark.parametrize("key", [b"\t", b"\x0c", b"\x1b[3~"])
def test_a_key_that_writes_nothing_is_not_called_space(
    typed: Typist, window: Window, monkeypatch: pytest.MonkeyPatch, key: bytes, reads: str
) -> None:
    if "library" in reads:
        monkeypatch.setattr("coder_readiness.quiz.terminal.read_with_decoder", lambda source: None)
    typed.type_in_pieces([key, b"2", b"\r"])
    asked = prompt(SINGLE)
    assert TerminalAsker().ask(asked) == asked.choices[1].value
    assert "Space" not in "".join(window.seen)
    assert any("That key does nothing here." in screen for screen in window.seen)
