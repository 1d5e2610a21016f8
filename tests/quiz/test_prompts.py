"""What holds for every prompt in a terminal, whatever it asks."""

import pytest

from coder_readiness.bank.questions.types import Question
from coder_readiness.quiz.asking import Move
from coder_readiness.quiz.keys import drop_pressed
from coder_readiness.quiz.terminal import TerminalAsker
from tests.quiz.test_terminal import CODE, ENTER, NUMBER, SEVERAL, SINGLE, prompt
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
