"""Asks in a terminal, with questionary: arrow keys, number keys, and text that follows a resized window.

A question is drawn as one piece with its keys. Once it is answered, one line of it and one of the answer stay.
"""

import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import questionary
from prompt_toolkit import print_formatted_text
from prompt_toolkit.application import Application
from prompt_toolkit.application.current import get_app_session
from prompt_toolkit.filters import to_filter
from prompt_toolkit.formatted_text import FormattedText
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import Container, FormattedTextControl, HSplit, Layout, ScrollOffsets, UIContent, Window
from prompt_toolkit.layout.containers import WindowRenderInfo
from prompt_toolkit.layout.margins import Margin
from questionary.prompts.common import InquirerControl

from coder_readiness.errors import SheetError
from coder_readiness.quiz import asking
from coder_readiness.quiz.asking import (
    LEAVING,
    LIST_KEYS,
    Choice,
    Move,
    Prompt,
    UnfitError,
    one_line,
    said,
    shown,
    typed,
)
from coder_readiness.scoring.sheet import SKIP, Answer
from coder_readiness.system import CAN_SUSPEND, TELLS_OF_NEW_SIZES
from coder_readiness.text import NO_BREAK, shortened, wrapped

# Some terminals do not answer when asked where the cursor is, and a warning would stand in the middle of the quiz.
os.environ.setdefault("PROMPT_TOOLKIT_NO_CPR", "1")

_NARROWEST, _WIDEST = 20, 100
"""Lines are never set narrower, and those longer than this are hard to read."""
_DIGITS = 9
"""A digit chooses in a list of up to so many lines; in a longer one it only moves there, for 1 may become 12."""
_LONGEST_PASTE = 200
_LAST = 2
"""So many lines of a question stay above even a list that is longer than the window."""
_READ_AGAIN = "r"
"""The key for the whole of a question whose head is cut."""
_POINTED = 3
"""How far lines to choose from are indented, for the pointer."""
_ACCENT = "ansimagenta"
"""The one color, for signs only: it can be read on light and dark backgrounds, and no word depends on it."""
_STYLE = questionary.Style(
    [
        ("qmark", _ACCENT),
        ("pointer", _ACCENT),
        ("answer", "noinherit"),
        ("highlighted", "bold"),
        ("selected", "noreverse"),
    ]
)

Line = tuple[str, str]
"""A style and a text."""
_GAP: Line = ("", "")


class TerminalAsker:
    """Puts questions on a terminal that can move its cursor."""

    def __init__(self) -> None:
        self._pointer = "»" if _in_utf8() else ">"
        self._said = 0
        """How many lines were said since something was last asked."""

    def ask(self, prompt: Prompt) -> Answer | Move:
        """Put a question until there is an answer that fits it, a skip, or a move."""
        screen = screen_of(prompt)
        # What was said must not scroll away before it is read.
        reply: Answer | Move | None = None
        if self._said and self._said + screen.height() > _rows():
            reply = self.pause("the question")
        while reply is None:  # which also means to read it again
            if not screen.fits():
                reply = _read_head(prompt, screen)
            if reply is None:
                reply = self._answer(prompt, screen)
        self._said = 0
        if not isinstance(reply, Move):
            count = f"{len(reply)} ticked: " if isinstance(reply, tuple) and len(reply) > 1 else ""
            self._echo(_asked(prompt) if prompt.practice else prompt.text, count + said(prompt.question, reply))
        return reply

    def choose(self, title: str, choices: Sequence[Choice]) -> str | Move:
        """Put a list and return the value chosen, or a move where the person wants none of it."""
        screen = Screen([("bold", title)], _numbered(choices), f"Keys: {_choosing(choices)}; {shown(LIST_KEYS)}")
        reply = self._select(screen, choices[0].value, LIST_KEYS)
        self._said = 0
        if not isinstance(reply, Move):
            self._echo(title, next(choice.label for choice in choices if choice.value == reply))
        return reply  # type: ignore[no-any-return]

    def pause(self, before: str) -> Move | None:
        """Wait until the person wants what is next, or leaves."""
        reply = _wait(lambda: [_set(_enter_for(before, LEAVING))], LEAVING)
        self._said = 0
        return reply if isinstance(reply, Move) else None

    def say(self, text: str, *, heading: bool = False) -> None:
        """Show a paragraph."""
        lines = _set([_GAP, ("bold", text)] if heading else [("", text)])
        self._said += len(lines)
        print_formatted_text(_joined(lines))

    def _echo(self, question: str | Sequence[Line], answer: str) -> None:
        """Leave what was asked, in one line or whole, and the answer in one line."""
        width = _columns()
        _print([_GAP, *([("bold", shortened(question, width))] if isinstance(question, str) else question)])
        sign = f"{self._pointer} "
        print_formatted_text(FormattedText([(_ACCENT, sign), ("", shortened(answer, width - len(sign)))]))

    def _answer(self, prompt: Prompt, screen: "Screen") -> Any:
        match prompt.question.type:
            case "code" | "number":
                return self._type(prompt, screen)
            case "several":
                return self._tick(prompt, screen)
        return self._select(screen, prompt.safe_choice, prompt.keys, prompt.why)

    def _select(self, screen: "Screen", initial: str, keys: asking.Keys, why: str = "") -> Any:
        question = questionary.select(
            "",
            choices=screen.choices,
            default=initial,
            pointer=self._pointer,
            use_jk_keys=False,
            style=_STYLE,
            erase_when_done=True,
        )
        return _List(question, screen, keys, why).ask()

    def _tick(self, prompt: Prompt, screen: "Screen") -> Any:
        question = questionary.checkbox(
            "", choices=screen.choices, pointer=self._pointer, use_jk_keys=False, style=_STYLE, erase_when_done=True
        )
        reply = _List(question, screen, prompt.keys, prompt.why).ask()
        return tuple(reply) if isinstance(reply, list) else reply

    def _type(self, prompt: Prompt, screen: "Screen") -> Any:
        """Read a typed answer; a line that is one of the keys means the key, for no code is that short."""
        bindings = KeyBindings()

        @bindings.add(Keys.ControlM, eager=True)
        def submit(event: KeyPressEvent) -> None:
            line = event.current_buffer.text.strip()
            _, meaning = prompt.keys.get(line.lower(), ("", None))
            if not line:
                meaning = prompt.given
            if line.lower() == _READ_AGAIN and screen.is_cut():
                event.app.exit()
                return
            try:
                if meaning is not Move.WHY:
                    event.app.exit(result=typed(prompt.question, line) if meaning is None else meaning)
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

        question = questionary.text(
            "",
            qmark=self._pointer,
            style=_STYLE,
            key_bindings=bindings,
            erase_when_done=True,
        )
        _add_ways_out(bindings)
        screen.put_around(question.application, question.application.layout.container)
        return question.application.run(handle_sigint=False)  # as in _List


def screen_of(prompt: Prompt) -> "Screen":
    """Return how a question is drawn."""
    match prompt.question.type:
        case "code" | "number":
            how = f"type {prompt.typing} and Enter; or a letter and Enter: "
        case "several":
            how = f"{_choosing(prompt.choices, 'Space')}, to tick; Enter when done; "
        case _:
            how = f"{_choosing(prompt.choices)}; "
    ticks = prompt.given if isinstance(prompt.given, tuple) else ()
    lines = [
        replace(choice, label=f"{choice.label} (your answer so far)") if choice.value == prompt.given else choice
        for choice in prompt.choices
    ]
    head = [("", prompt.where), _GAP, *_asked(prompt)]
    if prompt.given is not None and (not lines or prompt.given == SKIP):
        keep = "Press s to skip again" if lines else "Enter alone keeps it"
        head += [_GAP, ("", f"Your answer so far: {said(prompt.question, prompt.given)}. {keep}.")]
    choices = _numbered(lines, ticks if prompt.question.type == "several" else None)
    return Screen(head, choices, f"Keys: {how}{shown(prompt.keys)}", readable=True)


def _asked(prompt: Prompt) -> list[Line]:
    record = [("", line) for line in prompt.record.splitlines()]
    return [*record, *([_GAP] if record else []), ("bold", prompt.text)]


def _choosing(choices: Sequence[Choice], key: str = "Enter") -> str:
    count = len(choices)
    return f"arrows and {key}, or a number" if count <= _DIGITS else f"arrows or a number to {count}, then {key}"


def _numbered(choices: Sequence[Choice], ticked: Sequence[str] | None = None) -> "list[_WrappedChoice]":
    count = len(choices)
    return [
        _WrappedChoice(choice, number, count, ticked=None if ticked is None else choice.value in ticked)
        for number, choice in enumerate(choices, 1)
    ]


class _WrappedChoice(questionary.Choice):
    """A choice whose title is wrapped to the terminal's width each time it is drawn."""

    control: InquirerControl | None = None

    def __init__(self, choice: Choice, number: int, count: int, *, ticked: bool | None = None) -> None:
        self._label = choice.label
        self._number = f"{number:{len(str(count))}} "
        self.tickable = ticked is not None
        self.alone = choice.alone
        super().__init__(choice.label, choice.value, checked=bool(ticked))

    @property
    def title(self) -> str:
        mark = ""
        if self.tickable:
            ticked = self.control is not None and self.value in self.control.selected_options
            mark = "[x] " if ticked else "[ ] "
        lines = wrapped(self._label, _columns() - _POINTED, mark + self._number)
        return lines.replace("\n", "\n" + " " * _POINTED)

    @title.setter
    def title(self, value: object) -> None:
        """The title is made from the label; the base class may not set it."""


class Screen:
    """A prompt as it is drawn: a head, the lines to choose from or one to type on, and the keys below.

    Where the head is cut, a `readable` one can be read again.
    """

    def __init__(
        self, head: Sequence[Line], choices: Sequence[_WrappedChoice], keys: str, *, readable: bool = False
    ) -> None:
        self.choices = choices
        self.note = ""
        """Stands above the keys."""
        self._head = [_GAP, *head, _GAP]
        self._keys = keys
        self._readable = readable

    def fits(self) -> bool:
        """Tell whether the terminal is high enough for all of it."""
        return not self._cuts(self._around()[0]) and self.list_fits()

    def is_cut(self) -> bool:
        """Tell whether a part of the head is out of view, and can be read again."""
        return self._readable and self._cuts(self._around()[0])

    def height(self) -> int:
        """Return how many rows of the terminal it takes."""
        above, below = self._around()
        return min(_rows(), len(above) + self._height() + len(below))

    def list_fits(self) -> bool:
        """Tell whether the terminal is high enough for all lines to choose from, below what is left of the head."""
        above, below = self._around()
        return len(above) + self._height() + len(below) <= _rows()

    def head_pages(self, before: str, keys: asking.Keys) -> list[list[Line]]:
        """Return the head alone, in as many pages as it takes, each with its keys; the last goes on to `before`."""
        head = _set(self._head[:-1])
        more, last = (_set(_enter_for(following, keys)) for following in ("more", before))
        room = max(1, _rows() - max(len(more), len(last)))
        head = _without_gaps(head, len(head) - room)
        ends = range(room, len(head) + room, room)
        return [head[end - room : end] + (more if end < len(head) else last) for end in ends]

    def put_around(self, application: Application[Any], body: Container) -> None:
        """Lay out an application, with its own `body` between the head and the keys."""
        above, below = (
            Window(FormattedTextControl(partial(self._text, part)), height=partial(self._part_height, part))
            for part in (0, 1)
        )
        focused = body if isinstance(body, Window) else application.layout.current_window
        application.layout = Layout(HSplit([above, body, below]), focused_element=focused)
        _Redrawing(application)

    def _cuts(self, above: Sequence[Line]) -> bool:
        return len(above) < len(_without_gaps(_set(self._head)))

    def _height(self) -> int:
        return sum(choice.title.count("\n") + 1 for choice in self.choices) or 1

    def _text(self, part: int) -> FormattedText:
        return _joined(self._around()[part])

    def _part_height(self, part: int) -> int:
        return len(self._around()[part])

    def _around(self) -> tuple[list[Line], list[Line]]:
        """Return the lines above and below; where the head is cut and can be read again, with the key for that."""
        above, below = self._fitted(self._keys)
        if self._readable and self._cuts(above):
            return self._fitted(f"{self._keys}, {_READ_AGAIN}{NO_BREAK}read{NO_BREAK}again")
        return above, below

    def _fitted(self, keys: str) -> tuple[list[Line], list[Line]]:
        """Return the lines above and below; in a low window with fewer gaps, and then above only the end of the head.

        At least its last lines are always there, and the list scrolls.
        """
        above = _set(self._head)
        below = _set([_GAP, *([("", self.note), _GAP] if self.note else []), ("", keys)])
        room = _rows() - self._height()
        above = _without_gaps(above, min(2, len(above) + len(below) - room))
        below = _without_gaps(below, len(above) + len(below) - room)
        above = _without_gaps(above, len(above) + len(below) - room)
        above = above[max(0, min(len(above) + len(below) - room, len(above) - _LAST)) :]
        if len(above) + len(below) < _rows():
            return above, below
        return [], below[: max(0, _rows() - 1)]  # a very low window, or a long note in a low one until the next key


def _read_head(prompt: Prompt, screen: Screen) -> Answer | Move | None:
    """Show the head of a question before its options; return None, or what a key means that answers it right there."""
    before = f"the {len(prompt.choices)} options" if prompt.choices else "the line to type on"
    while (reply := _wait(lambda: screen.head_pages(before, prompt.keys), prompt.keys)) is Move.WHY:
        _print([_GAP, ("", f"Why we ask: {prompt.why}")])
    return reply


def _enter_for(before: str, keys: asking.Keys) -> list[Line]:
    return [_GAP, ("", f"Keys: Enter for {before}, {shown(keys)}")]


def _wait(pages: Callable[[], list[list[Line]]], keys: asking.Keys) -> Answer | Move | None:
    """Show pages until Enter on the last one, which is None, or until one of the keys; return what it means."""
    page = 0

    def go_on(event: KeyPressEvent) -> None:
        nonlocal page
        page += 1
        if page >= len(pages()):
            event.app.exit()

    def text() -> FormattedText:
        fitting = pages()  # fewer, once the window has grown
        return _joined(fitting[min(page, len(fitting) - 1)])

    bindings = KeyBindings()
    bindings.add(Keys.ControlM)(go_on)
    for key, (_, meaning) in keys.items():
        bindings.add(key)(_ending(meaning))
    _add_ways_out(bindings)
    window = Window(FormattedTextControl(text, focusable=True), dont_extend_height=True)
    application: Application[Answer | Move | None] = Application(
        Layout(window), key_bindings=bindings, erase_when_done=True
    )
    _Redrawing(application)
    return application.run(handle_sigint=False)  # as in _List


class _Redrawing:
    """Draws an application anew in a window whose size changes, without remains of what was drawn before."""

    def __init__(self, application: Application[Any]) -> None:
        self._widths: list[int] = []
        self._columns = 0
        if TELLS_OF_NEW_SIZES:  # looking, too, would draw the window twice
            application.terminal_size_polling_interval = None
        application.after_render += self._remember
        application.before_render += self._erase_reflowed

    def _remember(self, application: Application[Any]) -> None:
        """Keep how wide the rows down to the cursor were drawn."""
        screen = application.renderer.last_rendered_screen
        if screen is not None:
            rows = [
                screen.data_buffer[y] for y in range(screen.get_cursor_position(application.layout.current_window).y)
            ]
            self._widths = [max((x for x, cell in row.items() if cell.char.strip()), default=0) for row in rows]
            self._columns = application.output.get_size().columns

    def _erase_reflowed(self, application: Application[Any]) -> None:
        """Erase what is left of rows that a window made narrower has broken in two, which the library does not know."""
        columns = application.output.get_size().columns
        if application.renderer.last_rendered_screen is None and columns < self._columns:
            application.output.cursor_up(sum(width // columns for width in self._widths))
            application.output.erase_down()


class _More(Margin):
    """Shows beside a list that is higher than its window where it goes on."""

    def __init__(self, screen: Screen) -> None:
        self._screen = screen

    def get_width(self, get_ui_content: Callable[[], UIContent]) -> int:
        return 0 if self._screen.list_fits() else 1

    def create_margin(self, window_render_info: WindowRenderInfo, width: int, height: int) -> FormattedText:
        up, down = "↑↓" if _in_utf8() else "^v"
        signs = [""] * height
        if not window_render_info.bottom_visible:
            signs[-1] = down
        if not window_render_info.top_visible:
            signs[0] = up
        return FormattedText([(_ACCENT, "\n".join(signs))])


class _List:
    """One of questionary's list prompts, on our screen and with our keys."""

    def __init__(self, question: questionary.Question, screen: Screen, keys: asking.Keys, why: str) -> None:
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
            bindings.add(key, eager=True)(self._explain if meaning is Move.WHY else _ending(meaning))
        for digit in "0123456789":
            bindings.add(digit, eager=True)(self._go_to_number)
        bindings.add(Keys.Backspace)(self._forget_number)
        bindings.add(_READ_AGAIN, eager=True)(self._read_again)
        # Pasted text is no choice; and questionary's "tick all" and "invert" would flatter, and are not shown.
        for key in (Keys.BracketedPaste, *({"a", "i"} - keys.keys())):
            bindings.add(key, eager=True)(lambda event: None)
        _add_ways_out(bindings)
        question.application.key_processor.before_key_press += self._take_note_away

    def ask(self) -> Any:
        """Return what was chosen, or what a key means."""
        # The cursor is on the first line of a choice; where the list scrolls, the rest of it must be in view, too.
        below = ScrollOffsets(bottom=lambda: self._pointed.title.count("\n"))
        body = Window(self._control, dont_extend_height=True, scroll_offsets=below, right_margins=[_More(self._screen)])
        self._screen.put_around(self._question.application, body)
        # A signal is for whoever runs the quiz: prompt_toolkit would lose it between two questions.
        return self._question.application.run(handle_sigint=False)

    @property
    def _pointed(self) -> _WrappedChoice:
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
        if count > _DIGITS:
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


def _ending(meaning: Answer | Move | None) -> Callable[[KeyPressEvent], None]:
    return lambda event: event.app.exit(result=meaning)


def _add_ways_out(bindings: KeyBindings) -> None:
    """Let the person leave or suspend the program as any other."""
    for key in (Keys.ControlC, Keys.ControlD):
        bindings.add(key, eager=True)(lambda event: event.app.exit(exception=KeyboardInterrupt()))
    if CAN_SUSPEND:
        bindings.add(Keys.ControlZ, eager=True)(lambda event: event.app.suspend_to_background())


def _in_utf8() -> bool:
    return sys.stdout.encoding.lower().startswith("utf")


def _columns() -> int:
    """Return how many columns to fill: all but the last, where some terminals break a line of their own accord."""
    return min(_WIDEST, max(_NARROWEST, get_app_session().output.get_size().columns - 1))


def _rows() -> int:
    return get_app_session().output.get_size().rows


def _set(lines: Sequence[Line]) -> list[Line]:
    """Return lines wrapped to the terminal's width."""
    width = _columns()
    return [(style, part) for style, line in lines for part in wrapped(line, width).split("\n")]


def _without_gaps(lines: Sequence[Line], most: int = sys.maxsize) -> list[Line]:
    """Return lines without the first `most` of their gaps."""
    kept = []
    for line in lines:
        if line[1] or most <= 0:
            kept.append(line)
        else:
            most -= 1
    return kept


def _joined(lines: Sequence[Line]) -> FormattedText:
    ends = ["\n"] * (len(lines) - 1) + [""]
    return FormattedText([(style, line + end) for (style, line), end in zip(lines, ends, strict=True)])


def _print(lines: Sequence[Line]) -> None:
    print_formatted_text(_joined(_set(lines)))
