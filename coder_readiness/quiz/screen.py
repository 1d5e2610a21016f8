"""The layout of a prompt in a terminal: wrapped to the window, cut to its height, and drawn again after a resize."""

import sys
from collections.abc import Sequence
from functools import partial
from typing import Any

import questionary
from prompt_toolkit import print_formatted_text
from prompt_toolkit.application import Application
from prompt_toolkit.application.current import get_app_session
from prompt_toolkit.formatted_text import FormattedText
from prompt_toolkit.layout import Container, FormattedTextControl, HSplit, Layout, Window
from questionary.prompts.common import InquirerControl

from coder_readiness.quiz.asking import Choice, KeyMap, Place, keys_in_words
from coder_readiness.quiz.bar import above_question
from coder_readiness.system import TELLS_OF_NEW_SIZES
from coder_readiness.text import wrapped

_NARROWEST, _WIDEST = 20, 100
"""Lines are never narrower, and longer ones are hard to read."""
_HEAD_LINES_KEPT = 2
"""At least this many lines of a question stay above a list, even one longer than the window."""
READ_AGAIN = "r"
"""The key that shows a whole question again if its head is cut."""
POINTER_COLUMNS = 3
"""The indent of choices in a list, with room for the pointer."""
ACCENT = "ansimagenta"
"""The only color, for signs: it shows on light and dark backgrounds, and no word depends on it."""

Line = tuple[str, str]
"""A style and a text."""
GAP: Line = ("", "")


class ListedChoice(questionary.Choice):
    """A choice whose title is wrapped to the terminal's width each time it is drawn."""

    control: InquirerControl | None = None

    def __init__(self, choice: Choice[Any], number: int, count: int, *, selected: bool | None = None) -> None:
        self._label = choice.label
        self._number = f"{number:{len(str(count))}} "
        self.is_one_of_several = selected is not None
        self.alone = choice.alone
        super().__init__(choice.label, choice.value, checked=bool(selected))

    @property
    def title(self) -> str:
        mark = ""
        if self.is_one_of_several:
            selected = self.control is not None and self.value in self.control.selected_options
            mark = "[x] " if selected else "[ ] "
        lines = wrapped(self._label, window_columns() - POINTER_COLUMNS, mark + self._number)
        return lines.replace("\n", "\n" + " " * POINTER_COLUMNS)

    @title.setter
    def title(self, value: object) -> None:
        """The title is made from the label; the base class may not set it."""


class Screen:
    """A prompt as it is drawn: a head, the choices or a line to type on, and the keys below.

    If the head is cut, a `readable` one can be read again.
    """

    def __init__(
        self,
        head: Sequence[Line],
        choices: Sequence[ListedChoice],
        keys: str,
        *,
        place: Place | None = None,
        readable: bool = False,
    ) -> None:
        self.choices = choices
        self.note = ""
        """Appears above the keys."""
        self._asked = head
        self._place = place
        self._keys = keys
        self._readable = readable

    def fits(self) -> bool:
        """Tell whether all of it fits in the terminal."""
        return not self._is_cut() and self.list_fits()

    def is_cut(self) -> bool:
        """Tell whether a part of the head is out of view, and can be read again."""
        return self._readable and self._is_cut()

    def height(self) -> int:
        """Return how many rows of the terminal it takes."""
        above, below = self._around()
        return min(window_rows(), len(above) + self._height() + len(below))

    def list_fits(self) -> bool:
        """Tell whether all choices fit in the terminal, below what is left of the head."""
        above, below = self._around()
        return len(above) + self._height() + len(below) <= window_rows()

    def head_pages(self, next_: str, keys: KeyMap) -> list[list[Line]]:
        """Return the head alone in pages, each with its keys; the last one leads to `next_`."""
        head = set_lines(self._head[:-1])
        more, last = (set_lines(enter_for(following, keys)) for following in ("more", next_))
        room = max(1, window_rows() - max(len(more), len(last)))
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

    @property
    def _head(self) -> list[Line]:
        """The lines above, not wrapped yet, with the bar as long as the window has room for."""
        if self._place is None:
            return [GAP, *self._asked, GAP]
        where = above_question(self._place, window_columns(), unicode=in_utf8())
        return [GAP, *(("", line) for line in where), GAP, *self._asked, GAP]

    def _is_cut(self) -> bool:
        needed = _without_gaps(set_lines(self._head))[self._place is not None :]  # the bar is not
        return _without_gaps(self._around()[0])[-len(needed) :] != needed

    @property
    def _cut(self) -> str:
        """What takes the place of the start of a head that is cut."""
        if not self._readable:
            return ""
        number = self._place.number if self._place else "the question"
        return f"{number[0].upper()}{number[1:]} ({READ_AGAIN} to read it again)"

    def _height(self) -> int:
        return sum(choice.title.count("\n") + 1 for choice in self.choices) or 1

    def _text(self, part: int) -> FormattedText:
        return joined(self._around()[part])

    def _part_height(self, part: int) -> int:
        return len(self._around()[part])

    def _around(self) -> tuple[list[Line], list[Line]]:
        """Return the lines above and below; in a low window, drop gaps, then the bar, and then the start of the head.

        The last lines of the head always stay, and the list scrolls.
        """
        above = set_lines(self._head)
        below = set_lines([GAP, *([("", self.note), GAP] if self.note else []), ("", self._keys)])
        room = window_rows() - self._height()
        above = _without_gaps(above, min(2, len(above) + len(below) - room))
        below = _without_gaps(below, len(above) + len(below) - room)
        above = _without_gaps(above, len(above) + len(below) - room)
        if len(above) + len(below) > room and self._place:
            above = above[1:]
        if len(above) + len(below) > room:
            cut = set_lines([("", self._cut)] if self._cut else [])
            kept = max(_HEAD_LINES_KEPT, room - len(cut) - len(below))
            above = [*cut, *above[-kept:]]
        if len(above) + len(below) < window_rows():
            return above, below
        return [], below[
            : max(0, window_rows() - 1)
        ]  # a very low window, or a long note in a low one until the next key


class RedrawnOnResize:
    """Draws an application again when its window changes size, and erases what was drawn before."""

    def __init__(self, application: Application[Any]) -> None:
        self._widths: list[int] = []
        self._columns = 0
        if TELLS_OF_NEW_SIZES:  # looking, too, would draw the window twice
            application.terminal_size_polling_interval = None
        application.after_render += self._remember
        application.before_render += self._erase_reflowed

    def _remember(self, application: Application[Any]) -> None:
        """Remember how wide the rows down to the cursor were drawn."""
        screen = application.renderer.last_rendered_screen
        if screen is not None:
            rows = [
                screen.data_buffer[y] for y in range(screen.get_cursor_position(application.layout.current_window).y)
            ]
            self._widths = [max((x for x, cell in row.items() if cell.char.strip()), default=0) for row in rows]
            self._columns = application.output.get_size().columns

    def _erase_reflowed(self, application: Application[Any]) -> None:
        """Erase the rest of rows that a narrower window broke in two, which the library does not know about."""
        columns = application.output.get_size().columns
        if application.renderer.last_rendered_screen is None and columns < self._columns:
            application.output.cursor_up(sum(width // columns for width in self._widths))
            application.output.erase_down()


def enter_for(next_: str, keys: KeyMap) -> list[Line]:
    """Return the keys of what is only to be read: Enter, with any key that does the same, and the others."""
    same = [key for key, (name, _) in keys.items() if name == next_]
    others = {key: named for key, named in keys.items() if key not in same}
    told = [f"{' or '.join(['Enter', *same])} = {next_}", *([keys_in_words(others)] if others else [])]
    return [GAP, ("", f"Keys: {', '.join(told)}")]


def in_utf8() -> bool:
    return sys.stdout.encoding.lower().startswith("utf")


def window_columns() -> int:
    """Return how many columns to fill: all but the last, where some terminals break a line of their own accord."""
    return min(_WIDEST, max(_NARROWEST, get_app_session().output.get_size().columns - 1))


def window_rows() -> int:
    return get_app_session().output.get_size().rows


def set_lines(lines: Sequence[Line]) -> list[Line]:
    """Return lines wrapped to the terminal's width."""
    width = window_columns()
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


def joined(lines: Sequence[Line]) -> FormattedText:
    ends = ["\n"] * (len(lines) - 1) + [""]
    return FormattedText([(style, line + end) for (style, line), end in zip(lines, ends, strict=True)])


def print_lines(lines: Sequence[Line]) -> None:
    print_formatted_text(joined(set_lines(lines)))
