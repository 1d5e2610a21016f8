"""What reads keys in a terminal: a list to choose from or to select in, a line to type on, and pages to read."""

from collections.abc import Callable
from typing import Any

import questionary
from prompt_toolkit.application import Application
from prompt_toolkit.filters import to_filter
from prompt_toolkit.formatted_text import FormattedText
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import FormattedTextControl, Layout, ScrollOffsets, UIContent, Window
from prompt_toolkit.layout.containers import WindowRenderInfo
from prompt_toolkit.layout.margins import Margin
from questionary.prompts.common import InquirerControl

from coder_readiness.bank.answers import Answer
from coder_readiness.bank.questions.typed import TypedQuestion
from coder_readiness.errors import SheetError, UnfitError
from coder_readiness.quiz.asking import KeyMap, Move, Prompt
from coder_readiness.quiz.screen import ACCENT, READ_AGAIN, Line, ListedChoice, RedrawnOnResize, Screen, in_utf8, joined
from coder_readiness.system import CAN_SUSPEND
from coder_readiness.text import one_line

ONE_DIGIT_LINES = 9
"""A digit chooses in a list of up to so many lines; in a longer one it only moves there, for 1 may become 12."""
_LONGEST_PASTE = 500
STYLE = questionary.Style(
    [
        ("qmark", ACCENT),
        ("pointer", ACCENT),
        ("answer", "noinherit"),
        ("highlighted", "bold"),
        ("selected", "noreverse"),
    ]
)


def read_pages(pages: Callable[[], list[list[Line]]], keys: KeyMap) -> Answer | Move | None:
    """Show pages until Enter on the last one, which is None, or until one of the keys; return what it means."""
    page = 0

    def go_on(event: KeyPressEvent) -> None:
        nonlocal page
        page += 1
        if page >= len(pages()):
            event.app.exit()

    def text() -> FormattedText:
        fitting = pages()  # fewer, once the window has grown
        return joined(fitting[min(page, len(fitting) - 1)])

    bindings = KeyBindings()
    bindings.add(Keys.ControlM)(go_on)
    for key, (_, meaning) in keys.items():
        bindings.add(key)(ending(meaning))
    add_ways_out(bindings)
    window = Window(FormattedTextControl(text, focusable=True), dont_extend_height=True)
    application: Application[Answer | Move | None] = Application(
        Layout(window), key_bindings=bindings, erase_when_done=True
    )
    RedrawnOnResize(application)
    return application.run(handle_sigint=False)  # as in ListPrompt


def type_line(question: TypedQuestion, prompt: Prompt, screen: Screen, pointer: str) -> Any:
    """Return what is typed, or what a key means; a line that is one of the keys means the key: no code is that short.

    None means to read the question again.
    """
    bindings = KeyBindings()

    @bindings.add(Keys.ControlM, eager=True)
    def submit(event: KeyPressEvent) -> None:
        line = event.current_buffer.text.strip()
        _, meaning = prompt.keys.get(line.lower(), ("", None))
        if not line:
            meaning = prompt.given
        if line.lower() == READ_AGAIN and screen.is_cut():
            event.app.exit()
            return
        try:
            if meaning is not Move.WHY:
                event.app.exit(result=question.read_line(line) if meaning is None else meaning)
                return
            screen.note = f"Why we ask: {prompt.why}"
        except UnfitError as error:
            screen.note = f"That does not fit: {error}."
        except (SheetError, ValueError):
            screen.note = f"{'That does not fit' if line else 'Nothing is typed yet'}: type {prompt.wanted}."
        event.current_buffer.reset()  # so that a key typed now is a key

    @bindings.add(Keys.BracketedPaste, eager=True)
    def paste(event: KeyPressEvent) -> None:
        event.current_buffer.insert_text(one_line(event.data[:_LONGEST_PASTE]))

    line_prompt = questionary.text("", qmark=pointer, style=STYLE, key_bindings=bindings, erase_when_done=True)
    add_ways_out(bindings)
    screen.put_around(line_prompt.application, line_prompt.application.layout.container)
    return line_prompt.application.run(handle_sigint=False)  # as in ListPrompt


class _ScrollSigns(Margin):
    """Shows beside a list that is higher than its window where it goes on."""

    def __init__(self, screen: Screen) -> None:
        self._screen = screen

    def get_width(self, get_ui_content: Callable[[], UIContent]) -> int:
        return 0 if self._screen.list_fits() else 1

    def create_margin(self, window_render_info: WindowRenderInfo, width: int, height: int) -> FormattedText:
        up, down = "↑↓" if in_utf8() else "^v"
        signs = [""] * height
        if not window_render_info.bottom_visible:
            signs[-1] = down
        if not window_render_info.top_visible:
            signs[0] = up
        return FormattedText([(ACCENT, "\n".join(signs))])


class ListPrompt:
    """One of questionary's list prompts, on our screen and with our keys."""

    def __init__(self, question: questionary.Question, screen: Screen, keys: KeyMap, why: str) -> None:
        self._question = question
        self._screen = screen
        self._why = f"Why we ask: {why}"
        self._number = ""
        self._note_before = ""
        controls = question.application.layout.find_all_controls()
        self._control = next(control for control in controls if isinstance(control, InquirerControl))
        self._control.use_indicator = False  # the title says [x] or [ ], which needs no special characters
        self._control.focusable = to_filter(True)  # so the cursor is on the line, where screen readers look for it
        for choice in self._screen.choices:
            choice.control = self._control
        if not self._screen.choices[0].tickable:
            self._control.selected_options.clear()  # the line to begin with is not chosen yet, and must not look so
        bindings = question.application.key_bindings
        assert isinstance(bindings, KeyBindings)  # questionary makes it so, for select and checkbox alike
        if self._screen.choices[0].tickable:
            bindings.add(" ", eager=True)(lambda event: self._tick())
        for key, (_, meaning) in keys.items():
            bindings.add(key, eager=True)(self._explain if meaning is Move.WHY else ending(meaning))
        for digit in "0123456789":
            bindings.add(digit, eager=True)(self._go_to_number)
        bindings.add(Keys.Backspace)(self._forget_number)
        bindings.add(READ_AGAIN, eager=True)(self._read_again)
        # Pasted text is no choice; and questionary's "tick all" and "invert" would flatter, and are not shown.
        for key in (Keys.BracketedPaste, *({"a", "i"} - keys.keys())):
            bindings.add(key, eager=True)(lambda event: None)
        add_ways_out(bindings)
        question.application.key_processor.before_key_press += self._take_note_away

    def ask(self) -> Any:
        """Return what was chosen, or what a key means."""
        # The cursor is on the first line of a choice; where the list scrolls, the rest of it must be in view, too.
        below = ScrollOffsets(bottom=lambda: self._pointed.title.count("\n"))
        body = Window(
            self._control, dont_extend_height=True, scroll_offsets=below, right_margins=[_ScrollSigns(self._screen)]
        )
        self._screen.put_around(self._question.application, body)
        # A signal is for whoever runs the quiz: prompt_toolkit would lose it between two questions.
        return self._question.application.run(handle_sigint=False)

    @property
    def _pointed(self) -> ListedChoice:
        return self._screen.choices[self._control.pointed_at]

    def _take_note_away(self, sender: object) -> None:
        """Let a note stand until the next key, for in a low window it takes room from the list."""
        self._note_before, self._screen.note = self._screen.note, ""

    def _explain(self, event: KeyPressEvent) -> None:
        self._screen.note = "" if self._note_before == self._why else self._why

    def _read_again(self, event: KeyPressEvent) -> None:
        if self._screen.is_cut():
            for choice in self._screen.choices:
                choice.checked = choice.value in self._control.selected_options
            event.app.exit()

    def _go_to_number(self, event: KeyPressEvent) -> None:
        """Choose or tick a line by its digit; in a long list only point at it, for another digit may follow."""
        count = len(self._screen.choices)
        pointed = str(self._control.pointed_at + 1)
        number = event.data if self._number != pointed else pointed + event.data
        self._number = number if 1 <= int(number) <= count else event.data
        if not 1 <= int(self._number) <= count:
            self._screen.note = f"There is no line {number}."
            return
        self._control.pointed_at = int(self._number) - 1
        if count > ONE_DIGIT_LINES:
            return
        if self._screen.choices[0].tickable:
            self._tick()
        else:
            event.app.exit(result=self._control.get_pointed_at().value)

    def _forget_number(self, event: KeyPressEvent) -> None:
        """Let the next digit begin a number of its own."""
        self._number = ""

    def _tick(self) -> None:
        """Tick the line pointed at, or take its tick away; a line that stands alone and the others clear each other."""
        pointed = self._pointed
        ticked = self._control.selected_options
        if pointed.value in ticked:
            ticked.remove(pointed.value)
            return
        together = [] if pointed.alone else [choice.value for choice in self._screen.choices if not choice.alone]
        ticked[:] = [*(value for value in ticked if value in together), pointed.value]


def ending(meaning: Answer | Move | None) -> Callable[[KeyPressEvent], None]:
    return lambda event: event.app.exit(result=meaning)


def add_ways_out(bindings: KeyBindings) -> None:
    """Let the person leave or suspend the program as any other."""
    for key in (Keys.ControlC, Keys.ControlD):
        bindings.add(key, eager=True)(lambda event: event.app.exit(exception=KeyboardInterrupt()))
    if CAN_SUSPEND:
        bindings.add(Keys.ControlZ, eager=True)(lambda event: event.app.suspend_to_background())
