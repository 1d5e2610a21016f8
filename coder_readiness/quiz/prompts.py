"""Prompts that read keys in a terminal: how they run, a line to type, and pages to read."""

from asyncio import AbstractEventLoop, get_running_loop
from collections.abc import Callable
from typing import Any, TypeVar

import questionary
from prompt_toolkit.application import Application
from prompt_toolkit.formatted_text import FormattedText
from prompt_toolkit.input.typeahead import clear_typeahead
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import FormattedTextControl, Layout, Window

from coder_readiness.bank.answers import Answer
from coder_readiness.bank.questions.typed import TypedQuestion
from coder_readiness.errors import SheetError, UnfitError
from coder_readiness.quiz.asking import KeyMap, Move, Prompt
from coder_readiness.quiz.keys import LONGEST_PASTE, drop_pressed
from coder_readiness.quiz.screen import (
    ACCENT,
    READ_AGAIN,
    Line,
    RedrawnOnResize,
    Screen,
    joined,
    set_lines,
    window_rows,
)
from coder_readiness.system import CAN_SUSPEND
from coder_readiness.text import one_line

_Result = TypeVar("_Result")

_SECONDS_WITHOUT_REPEAT = 0.25
"""After so long without another key, the last one was not held down."""
STYLE = questionary.Style(
    [
        ("qmark", ACCENT),
        ("pointer", ACCENT),
        ("answer", "noinherit"),
        ("highlighted", "bold"),
        ("selected", "noreverse"),
    ]
)


def run(application: Application[_Result], *, late: bool = False) -> _Result:
    """Run a prompt and return its result; keys pressed before it could be read are dropped.

    If `late`, an Enter that may be held down from before counts once it is clear that it was pressed again.
    """
    output, show = application.output, application.output.flush

    def await_drawing(sender: object) -> None:
        application.before_render -= await_drawing
        output.flush = drop_and_show  # type: ignore[method-assign]

    def drop_and_show() -> None:
        output.flush = show  # type: ignore[method-assign]
        if drop_pressed(application.input, late=late):
            application.exit(exception=KeyboardInterrupt())
        show()

    def end_with(loop: AbstractEventLoop, context: dict[str, Any]) -> None:
        # prompt_toolkit would show the error and wait for Enter. After the prompt it is about a key that came too late.
        if application.is_running and not application.is_done:
            application.exit(exception=context.get("exception") or RuntimeError(context["message"]))

    clear_typeahead(application.input)
    application.before_render += await_drawing
    RedrawnOnResize(application)
    # A signal is for the code that runs the quiz: prompt_toolkit would lose it between two questions.
    return application.run(
        pre_run=lambda: get_running_loop().set_exception_handler(end_with),
        set_exception_handler=False,
        handle_sigint=False,
    )


def read_pages(pages: Callable[[], list[list[Line]]], keys: KeyMap) -> Answer | Move | None:
    """Show pages until Enter on the last one (None) or until one of the keys; return the meaning of the key."""
    page, note = 0, ""

    def go_on(event: KeyPressEvent) -> None:
        nonlocal page, note
        page, note = page + 1, ""
        if page >= len(pages()):
            event.app.exit()

    def text() -> FormattedText:
        fitting = pages()  # fewer, once the window has grown
        lines = fitting[min(page, len(fitting) - 1)]
        return joined([*lines, *set_lines([("", note)] if note else [])][-window_rows() :])

    def refuse(event: KeyPressEvent) -> None:
        nonlocal note
        note = "That does nothing here. Press Enter to continue."

    bindings = KeyBindings()
    bindings.add(Keys.ControlM)(go_on)
    for key, (_, meaning) in keys.items():
        bindings.add(key)(ending(meaning))
    bindings.add(Keys.Any)(refuse)
    add_ways_out(bindings)
    window = Window(FormattedTextControl(text))
    application: Application[Answer | Move | None] = Application(
        Layout(window), key_bindings=bindings, erase_when_done=True
    )
    application.ttimeoutlen = _SECONDS_WITHOUT_REPEAT
    return run(application, late=True)  # Enter answers nothing here


def type_line(question: TypedQuestion, prompt: Prompt, screen: Screen, pointer: str) -> Any:
    """Return the typed answer or the meaning of a key; None to read the question again."""
    bindings = KeyBindings()

    @bindings.add(Keys.ControlM)
    def submit(event: KeyPressEvent) -> None:
        line = one_line(event.current_buffer.text)
        meaning = prompt.meaning_of(line)
        if not line:
            meaning = prompt.given
        if line == READ_AGAIN and screen.is_cut():
            event.app.exit()
            return
        try:
            if meaning is not Move.WHY:
                event.app.exit(result=question.read_line(line) if meaning is None else meaning)
                return
            screen.note = f"Why we ask: {prompt.why}"
        except UnfitError as error:
            screen.note = f"We can't use that: {error}. Try again."
        except (SheetError, ValueError):
            problem = "We can't use that" if line else "You haven't typed anything yet"
            screen.note = f"{problem}. Type {prompt.wanted}."
        event.current_buffer.reset()  # so that a key typed now is a key

    bindings.add(Keys.Escape, eager=True)(lambda event: None)  # so that it is not part of the next key
    return _run_line(bindings, screen, pointer)


def type_note(screen: Screen, pointer: str) -> str:
    """Return a typed line, whatever it says; Escape means the key to go back."""
    bindings = KeyBindings()
    bindings.add(Keys.Escape, eager=True)(ending(Move.BACK.value))

    @bindings.add(Keys.ControlM)
    def submit(event: KeyPressEvent) -> None:
        event.app.exit(result=one_line(event.current_buffer.text)[:LONGEST_PASTE])

    return str(_run_line(bindings, screen, pointer))


def _run_line(bindings: KeyBindings, screen: Screen, pointer: str) -> Any:
    """Let a person type a line until a key ends it, and return the result."""

    @bindings.add(Keys.BracketedPaste)
    def paste(event: KeyPressEvent) -> None:
        event.current_buffer.insert_text(one_line(event.data))

    line_prompt = questionary.text("", qmark=pointer, style=STYLE, key_bindings=bindings, erase_when_done=True)
    add_ways_out(bindings)
    # Other keys, such as Ctrl-O, would end the line, too, whatever is in it.
    line_prompt.application.current_buffer.accept_handler = lambda buffer: True
    screen.put_around(line_prompt.application, line_prompt.application.layout.container)
    return run(line_prompt.application)


def ending(meaning: Answer | Move | str | None) -> Callable[[KeyPressEvent], None]:
    """Return what a key does that ends a prompt with its meaning."""
    return lambda event: event.app.exit(result=meaning)


def add_ways_out(bindings: KeyBindings) -> None:
    """Let the person leave or suspend the program as any other."""
    for key in (Keys.ControlC, Keys.ControlD):
        bindings.add(key)(lambda event: event.app.exit(exception=KeyboardInterrupt()))
    if CAN_SUSPEND:
        bindings.add(Keys.ControlZ)(lambda event: event.app.suspend_to_background())
