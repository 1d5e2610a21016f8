"""What holds for every prompt in a terminal, whatever it asks."""

import pytest
from prompt_toolkit.application import get_app
from prompt_toolkit.layout import UIControl

from coder_readiness.bank.questions.types import Question
from coder_readiness.quiz.asking import Choice, Move
from coder_readiness.quiz.keys import drop_pressed
from coder_readiness.quiz.terminal import TerminalAsker
from tests.quiz.pressed import CODE, ENTER, NUMBER, SEVERAL, SINGLE, prompt
from tests.typist import Typist


@pytest.mark.parametrize("question", [SINGLE, SEVERAL, NUMBER, CODE])
def test_what_was_pressed_before_is_dropped_once_with_a_held_enter_and_no_key_after_it(
    keys: Typist, monkeypatch: pytest.MonkeyPatch, question: Question
) -> None:
    dropped: list[dict[str, bool]] = []

    def count(*args: object, **options: bool) -> bool:
        dropped.append(options)
        return drop_pressed(*args, **options)  # type: ignore[arg-type]

    monkeypatch.setattr("coder_readiness.quiz.prompts.drop_pressed", count)
    keys.type("x" + ENTER + "\x05\x15" + ENTER + "q" + ENTER)
    assert TerminalAsker().ask(prompt(question)) is Move.LEAVE
    assert dropped == [{"late": False}]


@pytest.mark.parametrize("question", [SINGLE, SEVERAL])
@pytest.mark.parametrize("letter", "jkJKXx+-")
def test_a_letter_without_a_meaning_points_at_nothing(keys: Typist, question: Question, letter: str) -> None:
    keys.type(letter + ENTER + "q" + ENTER)
    assert TerminalAsker().ask(prompt(question)) is Move.LEAVE


def test_the_cursor_is_on_the_list_where_screen_readers_look_for_it(keys: Typist) -> None:
    focused: list[UIControl] = []
    keys.type("q")
    TerminalAsker().choose(
        "Which one?", [Choice("a", "This")], lambda: focused.append(get_app().layout.current_control)
    )
    assert [control.is_focusable() for control in focused] == [True]


@pytest.mark.parametrize(("question", "answer"), [(NUMBER, 1.0), (CODE, "1")])
def test_escape_is_no_part_of_the_key_after_it(keys: Typist, question: Question, answer: object) -> None:
    keys.type("\x1b[27u1" + ENTER)
    assert TerminalAsker().ask(prompt(question)) == answer
