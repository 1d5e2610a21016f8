"""Asking in a terminal, without one: what keys and pasted text mean, and what is said of them."""

import io
import os
from dataclasses import replace

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import create_input
from prompt_toolkit.output.vt100 import Vt100_Output

from coder_readiness.bank.answers import SKIP, UNKNOWN, Answer
from coder_readiness.bank.questions.choices import Option
from coder_readiness.bank.questions.types import Question
from coder_readiness.quiz.asking import Choice, Move, Prompt
from coder_readiness.quiz.terminal import TerminalAsker
from tests.builders import ALONE
from tests.quiz.pressed import (
    BANK,
    CHECK,
    CODE,
    DOWN,
    ENTER,
    NUMBER,
    OPTIONS,
    SEVERAL,
    SINGLE,
    UP,
    first,
    pasted,
    prompt,
)
from tests.terminals import REPORTS
from tests.typist import Output, Typist


def test_a_key_pressed_between_two_prompts_is_not_printed(output: Output) -> None:
    termios = pytest.importorskip("termios")  # a matter of POSIX
    keyboard, terminal = os.openpty()
    with (
        os.fdopen(keyboard),
        os.fdopen(terminal) as stream,
        create_app_session(input=create_input(stream), output=output),
    ):
        TerminalAsker()
        assert not termios.tcgetattr(terminal)[3] & termios.ECHO


def test_a_terminal_is_not_asked_where_its_cursor_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """Some do not answer, and a warning would appear in the middle of the quiz."""
    printed = io.StringIO()
    monkeypatch.setattr(printed, "isatty", lambda: True)
    assert not Vt100_Output(printed, Output().get_size, "xterm").responds_to_cpr


@pytest.mark.parametrize("question", [SINGLE, SEVERAL, CHECK, NUMBER, CODE])
def test_a_held_enter_answers_nothing(keys: Typist, question: Question) -> None:
    keys.type(ENTER * 50 + "q" + ENTER)
    assert TerminalAsker().ask(prompt(question)) is Move.LEAVE


@pytest.mark.parametrize(
    ("question", "typed", "meant"),
    [
        (SINGLE, "2" + ENTER, OPTIONS[SINGLE.id][1]),
        (SINGLE, "231" + ENTER, OPTIONS[SINGLE.id][0]),
        (SINGLE, DOWN * 2 + ENTER, OPTIONS[SINGLE.id][1]),
        (SINGLE, DOWN + UP + DOWN + ENTER, OPTIONS[SINGLE.id][0]),
        (SINGLE, UP + ENTER, OPTIONS[SINGLE.id][-1]),
        (SINGLE, ENTER * 3 + "3" + ENTER, OPTIONS[SINGLE.id][2]),
        (SINGLE, "90xs", SKIP),
        (SINGLE, "x3" + ENTER, OPTIONS[SINGLE.id][2]),
        (SINGLE, "2x" + ENTER, OPTIONS[SINGLE.id][1]),
        (SINGLE, "1" + DOWN + "xy" + ENTER * 2, OPTIONS[SINGLE.id][1]),
        (SINGLE, "2xy3." + ENTER + "1" + ENTER, OPTIONS[SINGLE.id][0]),
        (SINGLE, "??B", Move.BACK),
        (SINGLE, "q", Move.LEAVE),
        (SINGLE, pasted("3\n") + ENTER + "2" + ENTER, OPTIONS[SINGLE.id][1]),
        (CHECK, UP + ENTER, UNKNOWN),
        (CHECK, "1" + ENTER, OPTIONS[CHECK.id][0]),
        (SEVERAL, ENTER * 9 + "0" + ENTER, ()),
        (SEVERAL, "00" + ENTER, ()),
        (SEVERAL, ENTER + "2" + ENTER, (OPTIONS[SEVERAL.id][1],)),
        (SEVERAL, ENTER + "20" + ENTER, (OPTIONS[SEVERAL.id][1],)),
        (SEVERAL, "230" + DOWN + "0" + DOWN + ENTER + "0" + ENTER, ()),
        (SEVERAL, "2" + ENTER, (OPTIONS[SEVERAL.id][1],)),
        (SEVERAL, "2 4 " + ENTER, tuple(OPTIONS[SEVERAL.id][1:4:2])),
        (SEVERAL, "1  3" + ENTER, (OPTIONS[SEVERAL.id][2],)),
        (SEVERAL, " 22" + DOWN + " " + ENTER, (OPTIONS[SEVERAL.id][2],)),
        (SEVERAL, "ai" + pasted("1 2 3\n") + ENTER + "0" + ENTER, ()),
        (SEVERAL, "23J01" + ENTER * 2, tuple(OPTIONS[SEVERAL.id][1:3])),
        (SEVERAL, "2a0" + ENTER, ()),
        (SEVERAL, "3x2" + ENTER, tuple(OPTIONS[SEVERAL.id][1:3])),
        (SEVERAL, "3E11.9" + ENTER * 2, (OPTIONS[SEVERAL.id][2],)),
        (SEVERAL, "?s", SKIP),
        (NUMBER, "1,5" + ENTER, 1.5),
        (NUMBER, "-1" + ENTER + "2" + ENTER, 2.0),
        (NUMBER, ENTER * 5 + "s" + ENTER, SKIP),
        (NUMBER, "?" + ENTER + "B" + ENTER, Move.BACK),
        (CODE, "r05.9" + ENTER, "r05.9"),
        (CODE, "d" + ENTER, UNKNOWN),
        (CODE, pasted("R05\n.9\r\n") + ENTER, "R05 .9"),
        (CODE, pasted("R05.9\n") + "\b8" + ENTER, "R05.8"),
        (CODE, ENTER + "1" * 65 + ENTER + "q" + ENTER, Move.LEAVE),
        (CODE, "hello" + ENTER + "5" + ENTER, "5"),
        (CODE, "hello" + ENTER + "d" + ENTER, UNKNOWN),
    ],
)
def test_what_keys_mean(keys: Typist, question: Question, typed: str, meant: Answer | Move) -> None:
    keys.type(typed)
    assert TerminalAsker().ask(prompt(question)) == meant


@pytest.mark.parametrize("question", [SINGLE, SEVERAL, CHECK, NUMBER, CODE])
def test_no_control_key_ends_a_question_but_enter_and_those_to_leave(keys: Typist, question: Question) -> None:
    answer = "" if question.options else "1"
    controls = sorted(set(map(chr, range(32))) - set("\x03\x04\r\n\x0e\x10\x1a\x1b"))
    keys.type("".join(answer + control + "\x05\x15" for control in controls) + ENTER * 2 + "s" + ENTER)
    assert TerminalAsker().ask(prompt(question)) is SKIP


@pytest.mark.parametrize("question", [SINGLE, SEVERAL, CHECK, NUMBER, CODE])
@pytest.mark.parametrize(
    "hurried", ["2" + ENTER, "s", "b", "q", ENTER * 50, "1" + ENTER * 3, pasted("2\r"), "\x1b]11;rgb:"]
)
def test_what_is_typed_before_a_question_is_drawn_is_not_for_it(keys: Typist, question: Question, hurried: str) -> None:
    asker = TerminalAsker()
    keys.type("2" + ENTER + hurried, "0000/0000/0000\x07" * (hurried[-1] == ":") + "s" + ENTER)
    assert asker.ask(prompt(SINGLE)) == OPTIONS[SINGLE.id][1]
    keys.sent.send_text(hurried)
    assert asker.ask(prompt(question)) == SKIP


@pytest.mark.parametrize("hurried", ["\x03", "22\x04", "\x1b[99;5u", "\x1b[27;5;100~2" + ENTER])
def test_leaving_in_a_hurry_leaves(keys: Typist, hurried: str) -> None:
    keys.sent.send_text(hurried)
    with pytest.raises(KeyboardInterrupt):
        TerminalAsker().ask(prompt(SINGLE))


@pytest.mark.parametrize("question", [SINGLE, SEVERAL, CHECK, NUMBER, CODE])
def test_reports_of_the_terminal_answer_nothing(keys: Typist, question: Question) -> None:
    reports = b"".join(REPORTS).decode("utf-8")
    keys.type(reports + ENTER * 3 + reports + "s" + ENTER)
    assert TerminalAsker().ask(prompt(question)) == SKIP


def test_what_was_selected_stays_when_a_question_is_flagged(keys: Typist) -> None:
    asker, put = TerminalAsker(), prompt(SEVERAL)
    keys.type("32!")
    assert asker.ask(put) is Move.FLAG
    keys.type(ENTER)
    selected = asker.ask(put)
    assert selected == tuple(choice.value for choice in put.choices[1:3])
    keys.type("3" + ENTER)
    assert asker.ask(put) == (put.choices[2].value,)


def test_after_a_flag_another_question_is_asked_as_it_is(keys: Typist) -> None:
    asker = TerminalAsker()
    keys.type("!", "2" + ENTER)
    assert asker.ask(prompt(SEVERAL)) is Move.FLAG
    assert asker.ask(prompt(SINGLE)) == OPTIONS[SINGLE.id][1]


def test_a_flagged_question_stays_in_view_with_its_options(keys: Typist, output: Output) -> None:
    put = prompt(SINGLE)
    keys.type("!")
    assert TerminalAsker().ask(put) is Move.FLAG
    left = " ".join(output.written.rpartition("Keys:")[2].split())
    assert all(text in left for text in (SINGLE.text, *(choice.label for choice in put.choices)))


@pytest.mark.parametrize("question", [SINGLE, SEVERAL, CHECK, NUMBER, CODE])
@pytest.mark.parametrize("key", ["\x03", "\x04"])
def test_leaving_is_an_interrupt_on_every_type(keys: Typist, question: Question, key: str) -> None:
    keys.type(key)
    with pytest.raises(KeyboardInterrupt):
        TerminalAsker().ask(prompt(question))


@pytest.mark.parametrize(("typed", "meant"), [(ENTER, None), ("x1" + ENTER, None), ("q", Move.LEAVE)])
def test_a_pause_waits_for_enter_or_leaving(keys: Typist, output: Output, typed: str, meant: Move | None) -> None:
    keys.type(typed)
    assert TerminalAsker().pause("next question") is meant
    assert "Keys: Enter = next question, q = quit" in output.written


@pytest.mark.parametrize(("next_", "told"), [("next", "Enter = next, ! = flag"), ("flag", "Enter or ! = flag")])
def test_a_pause_may_have_more_keys(keys: Typist, output: Output, next_: str, told: str) -> None:
    keys.type("!")
    assert TerminalAsker().pause(next_, {"!": ("flag", Move.FLAG)}) is Move.FLAG
    assert f"Keys: {told}" in output.written


@pytest.mark.parametrize("key", ["\x03", "\x04"])
def test_a_pause_can_be_interrupted(keys: Typist, key: str) -> None:
    keys.type(key)
    with pytest.raises(KeyboardInterrupt):
        TerminalAsker().pause("next question")


@pytest.mark.parametrize(
    ("question", "given"),
    [(SINGLE, OPTIONS[SINGLE.id][2]), (CHECK, OPTIONS[CHECK.id][1]), (NUMBER, 2.5), (CODE, "R05.9")],
)
def test_enter_confirms_an_earlier_answer(keys: Typist, question: Question, given: Answer) -> None:
    keys.type(ENTER)
    assert TerminalAsker().ask(prompt(question, given)) == given


@pytest.mark.parametrize(
    ("question", "given", "reply"),
    [
        (NUMBER, 2.5, ("4" + ENTER, 4.0)),
        (NUMBER, 2.5, ("b" + ENTER, Move.BACK)),
        (CODE, "Z00", ("d" + ENTER, UNKNOWN)),
        (CODE, "Z00", ("x1" + ENTER, "x1")),
        (CODE, SKIP, (ENTER, SKIP)),
    ],
)
def test_an_earlier_answer_is_shown_and_another_may_be_typed(
    keys: Typist, output: Output, question: Question, given: Answer, reply: tuple[str, Answer | Move]
) -> None:
    typed, meant = reply
    keys.type(typed)
    assert TerminalAsker().ask(prompt(question, given)) == meant
    assert f"Your current answer: {question.said(given)}. Press Enter to keep it." in output.written


@pytest.mark.parametrize(
    ("question", "given", "typed"),
    [
        (SINGLE, OPTIONS[SINGLE.id][2], "1s"),
        (CHECK, UNKNOWN, "1s"),
        (SEVERAL, (), "1s"),
        (NUMBER, 2.5, "s" + ENTER),
        (CODE, "R05.9", "s" + ENTER),
    ],
)
def test_the_key_to_skip_keeps_an_answer_of_this_attempt(
    keys: Typist, output: Output, question: Question, given: Answer, typed: str
) -> None:
    keys.type(typed)
    assert TerminalAsker().ask(replace(prompt(question, given), keeps=True)) == given
    assert "s = keep your answer" in " ".join(output.written.split())


@pytest.mark.parametrize("question", [SINGLE, SEVERAL, CHECK])
def test_a_question_that_was_skipped_says_so(keys: Typist, output: Output, question: Question) -> None:
    keys.type("s")
    assert TerminalAsker().ask(prompt(question, SKIP)) == SKIP
    assert "Your current answer: skipped. Press s to skip again." in output.written


def test_the_line_of_an_earlier_choice_says_so(keys: Typist, output: Output) -> None:
    keys.type("q")
    TerminalAsker().ask(prompt(SINGLE, OPTIONS[SINGLE.id][1]))
    assert "Your current answer:" not in output.written
    before, _, after = output.written.partition("(your current answer)")
    assert "2 " in before
    assert "3 " not in before
    assert "3 " in after


def test_options_of_an_earlier_answer_are_selected_again(keys: Typist) -> None:
    keys.type("1" + ENTER)
    given = tuple(OPTIONS[SEVERAL.id][:2])
    assert TerminalAsker().ask(prompt(SEVERAL, given)) == given[1:]


@pytest.mark.parametrize(
    ("typed", "given", "selected"),
    [
        ("231", (), ("none",)),
        ("12", (), ("a",)),
        ("1" + DOWN + " " + DOWN + " ", (), ("a", "b")),
        ("24" + UP * 3 + " ", (), ("none",)),
        ("11" + DOWN, (), ()),
        ("", ("none", "a"), ("none", "a")),
        ("3", ("none", "a"), ("a", "b")),
        ("2", ("none", "a"), ("none",)),
    ],
)
def test_a_line_that_stands_alone_and_the_others_clear_each_other(
    keys: Typist, typed: str, given: tuple[str, ...], selected: tuple[str, ...]
) -> None:
    keys.type(typed + "0" * (not selected) + ENTER)
    assert TerminalAsker().ask(Prompt(ALONE, ALONE.options, "Here", "It matters.", given)) == selected


@pytest.mark.parametrize(
    ("typed", "chosen"),
    [
        (ENTER + "1" + ENTER, "c1"),
        ("2" + ENTER, "c2"),
        ("129" + ENTER, "c9"),
        ("12" + ENTER, "c12"),
        ("13" + ENTER, "c3"),
        ("1" + DOWN + "2" + ENTER, "c2"),
        ("1\x7f2" + ENTER, "c2"),
    ],
)
def test_numbers_of_two_digits_in_a_long_list(keys: Typist, typed: str, chosen: str) -> None:
    keys.type(typed)
    choices = [Choice(f"c{number}", f"Line {number}") for number in range(1, 13)]
    assert TerminalAsker().choose("Which one?", choices) == chosen


MANY = replace(ALONE, options=tuple(Option(id=f"c{number}", label="A", credit=0.5) for number in range(1, 13)))


@pytest.mark.parametrize(
    ("typed", "selected"),
    [
        ("12", ("c12",)),  # and not the first one, too
        ("1 2", ("c1", "c2")),
        ("3 12", ("c3", "c12")),
        ("112", ("c2", "c11")),
        ("1 12", ("c1", "c12")),
        ("10 ", ("c10",)),
        ("1012", ("c10", "c12")),
        ("130", ("c1", "c3")),
        ("12" + DOWN + "0", ()),
    ],
)
def test_numbers_of_two_digits_where_several_may_be_selected(
    keys: Typist, typed: str, selected: tuple[str, ...]
) -> None:
    keys.type(typed + ENTER)
    assert TerminalAsker().ask(Prompt(MANY, MANY.options, "Here", "")) == selected


@pytest.mark.parametrize(
    ("question", "typed", "lines"),
    [
        (
            NUMBER,
            "2" + ENTER,
            ["How many years have you worked as a medical coder using US codes? Count all...", "2 years"],
        ),
        *(
            (
                SEVERAL,
                typed + ENTER,
                ["Which of these have you done without help in the past six months? Assistive...", answered],
            )
            for typed, answered in [
                ("2", "Saved a file in a folder, found it again later and emailed it"),
                ("36", "2 selected: Typed and formatted a document of a page or more; Joined a..."),
                ("2345", "4 selected: Saved a file in a folder, found it again later and emailed it..."),
                ("0", "nothing selected"),
            ]
        ),
        (first("case"), "E11.9 I10" + ENTER, [first("case").text, "E11.9, I10"]),
        (
            SINGLE,
            "s",
            [
                "Which of these describes your schooling? If more than one fits, select the...",
                "Skipped",
            ],
        ),
    ],
)
def test_what_was_asked_and_answered_stays_in_a_line_each(
    keys: Typist, output: Output, question: Question, typed: str, lines: list[str]
) -> None:
    keys.type(typed)
    TerminalAsker().ask(prompt(question))
    asked, answered = output.written.splitlines()[-2:]
    assert [asked, answered[2:]] == lines


@pytest.mark.parametrize("kind", ["single", "several", "check"])
@pytest.mark.parametrize("code", ["E11.9", "z79.4", "J12", "O9A.211"])
def test_a_code_typed_at_a_list_chooses_nothing(output: Output, keys: Typist, kind: str, code: str) -> None:
    """Also not after another line was pointed at, and not by Enter after it."""
    question = next(q for q in BANK.questions.values() if q.type == kind and len(q.options) < 10)
    asked = prompt(question)
    keys.type(f"{'3' * (kind != 'several')}{code}\r2\r")
    expected = asked.choices[1].value
    assert TerminalAsker().ask(asked) == ((expected,) if kind == "several" else expected)
