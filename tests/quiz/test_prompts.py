"""What holds for every prompt in a terminal, whatever it asks, and how pages and notes are read."""

import signal
from asyncio import create_task, get_running_loop, sleep
from collections.abc import Callable

import pytest
from prompt_toolkit.application import Application, get_app
from prompt_toolkit.key_binding import KeyBindings
from prompt_toolkit.layout import FormattedTextControl, Layout, UIControl
from prompt_toolkit.layout import Window as Part

from coder_readiness import system
from coder_readiness.bank.questions.types import Question
from coder_readiness.quiz import prompts
from coder_readiness.quiz.asking import LEAVING, Choice, Move
from coder_readiness.quiz.keys import LONGEST_PASTE, drop_pressed
from coder_readiness.quiz.prompts import read_pages, run
from coder_readiness.quiz.screen import Line
from coder_readiness.quiz.terminal import TerminalAsker
from coder_readiness.system import signals_as_interrupts
from tests.quiz.pressed import CHECK, CODE, ENTER, NUMBER, SEVERAL, SINGLE, pasted, prompt
from tests.typist import Output, Typist, Window

PAGES: list[list[Line]] = [[("", "one")], [("", "two")], [("", "three")]]


def application_with(press: Callable[[], object]) -> Application[str]:
    """Return a prompt in which the key x does something, and Enter ends it."""
    bindings = KeyBindings()
    bindings.add("x")(lambda event: [press(), None][1])
    bindings.add("enter")(lambda event: event.app.exit(result="Enter"))
    return Application(Layout(Part(FormattedTextControl("Hello", focusable=True))), key_bindings=bindings)


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt])
@pytest.mark.parametrize("pressed", ["x", "xx", "x" + "\r" * 5])
def test_what_goes_wrong_in_a_key_ends_the_prompt_and_waits_for_nobody(
    keys: Typist, output: Output, error: type[BaseException], pressed: str
) -> None:
    def fail() -> None:
        raise error

    keys.type(pressed)
    with pytest.raises(error):
        run(application_with(fail))
    assert "Press ENTER" not in output.written


def test_what_goes_wrong_without_an_error_ends_the_prompt_with_one(keys: Typist) -> None:
    keys.type("x")
    with pytest.raises(RuntimeError, match="It went wrong"):
        run(application_with(lambda: get_running_loop().call_exception_handler({"message": "It went wrong."})))


def test_what_goes_wrong_once_a_prompt_has_ended_is_nothing(keys: Typist, caplog: pytest.LogCaptureFixture) -> None:
    late = []

    def fail(application: Application[str]) -> None:
        if application.is_done:
            late.append("It went wrong.")
            get_running_loop().call_exception_handler({"message": late[0]})

    application = application_with(lambda: None)
    application.after_render += fail
    keys.type("\r")
    assert run(application) == "Enter"
    assert late == ["It went wrong."]
    assert caplog.messages == []


def test_what_goes_wrong_after_a_prompt_is_nothing(keys: Typist, caplog: pytest.LogCaptureFixture) -> None:
    async def fail_in_the_end() -> None:
        try:
            await sleep(60)
        finally:
            raise ValueError

    tasks = []
    keys.type("x\r")
    assert run(application_with(lambda: tasks.append(create_task(fail_in_the_end())))) == "Enter"
    assert [type(task.exception()) for task in tasks] == [ValueError]
    assert caplog.messages == []


def test_a_signal_ends_a_prompt(keys: Typist) -> None:
    keys.type("x\r")
    with pytest.raises(KeyboardInterrupt), signals_as_interrupts():  # as every quiz does
        run(application_with(lambda: signal.raise_signal(signal.SIGINT)))


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


@pytest.mark.parametrize(
    ("question", "answer", "said"),
    [(SINGLE, "2", ""), (SEVERAL, "1", ""), (CHECK, "1", ""), (NUMBER, "1", "» 1 year"), (CODE, "R05", "» R05")],
)
def test_of_a_question_and_its_answer_only_a_line_each_is_left(
    typed: Typist, window: Window, question: Question, answer: str, said: str
) -> None:
    typed.type(answer + ENTER)
    TerminalAsker().ask(prompt(question))
    asked, answered = window.seen[-1].strip("\n").split("\n")
    assert question.text.startswith(asked.removesuffix("..."))
    assert answered.startswith(said or "» ")


def test_pages_are_read_one_by_one(typed: Typist, window: Window) -> None:
    typed.type_in_pieces([b"\r", b"\r", b"q"])
    assert read_pages(lambda: PAGES, LEAVING) is Move.LEAVE
    assert window.seen == ["", "one", "two", "three", ""]
    typed.type(ENTER * 3)
    assert read_pages(lambda: PAGES, LEAVING) is None


def test_where_a_window_has_grown_the_last_page_is_shown_instead_of_one_that_is_none(
    typed: Typist, window: Window
) -> None:
    typed.type_in_pieces([b"\r", b"\r", b"x", b"q"])
    read_pages(lambda: PAGES if "three" not in window.seen else PAGES[:2], LEAVING)
    told = "two\nThat does nothing here. Press Enter to continue."
    assert window.seen == ["", "one", "two", "three", told, ""]


def test_of_a_key_without_a_meaning_it_is_said_until_the_next_page(typed: Typist, window: Window) -> None:
    typed.type_in_pieces([b"x", b"\r", b"q"])
    assert read_pages(lambda: PAGES, LEAVING) is Move.LEAVE
    assert window.seen == ["", "one", "one\nThat does nothing here. Press Enter to continue.", "two", ""]


def test_what_is_said_of_a_key_is_in_view_in_a_low_window(typed: Typist, window: Window) -> None:
    window.resize(80, 3)
    typed.type_in_pieces([b"x", b"q"])
    read_pages(lambda: [[("", "one"), ("", "two"), ("", "Keys")]], LEAVING)
    assert window.seen == ["", "one\ntwo\nKeys", "two\nKeys\nThat does nothing here. Press Enter to continue.", ""]


def test_enter_pressed_soon_after_an_answer_turns_a_page(typed: Typist, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prompts, "_SECONDS_WITHOUT_REPEAT", 0.001)
    monkeypatch.setattr(system, "ticks", iter([0, 0.4]).__next__)
    typed.type(ENTER, ENTER)
    asker = TerminalAsker()
    assert [asker.pause("more"), asker.pause("more")] == [None, None]


@pytest.mark.parametrize(("question", "answer"), [(NUMBER, 1.0), (CODE, "1")])
@pytest.mark.parametrize("before", ["\x1b[27u1", "1\x0f"])
def test_escape_and_keys_of_other_programs_change_nothing_in_a_line(
    keys: Typist, question: Question, before: str, answer: object
) -> None:
    keys.type(before + ENTER)
    assert TerminalAsker().ask(prompt(question)) == answer


@pytest.mark.parametrize(
    ("typed_in", "note"),
    [
        (ENTER, ""),
        ("b is no key here, nor is ?" + ENTER, "b is no key here, nor is ?"),
        (pasted("two\nlines") + ENTER, "two lines"),
        (pasted("a" * 300) + pasted("b" * 300) + ENTER, "a" * 300 + "b" * (LONGEST_PASTE - 300)),
        ("Not right\x1b[27ub" + ENTER, "b"),
    ],
)
def test_a_note_is_whatever_is_typed(keys: Typist, output: Output, typed_in: str, note: str) -> None:
    keys.type(typed_in)
    assert TerminalAsker().read_note("What's wrong?", "type a note", LEAVING) == note
    assert output.written.splitlines()[-1].removesuffix("...") in f"» {note or 'nothing'}"
