"""A list in a terminal, to choose one line of or to select several in."""

from collections.abc import Callable
from typing import Any

import questionary
from prompt_toolkit.application import Application
from prompt_toolkit.filters import to_filter
from prompt_toolkit.formatted_text import FormattedText
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import ScrollOffsets, UIContent, Window
from prompt_toolkit.layout.containers import WindowRenderInfo
from prompt_toolkit.layout.margins import Margin
from questionary.prompts.common import InquirerControl

from coder_readiness.bank.answers import Answer
from coder_readiness.quiz.asking import KeyMap, Move
from coder_readiness.quiz.prompts import STYLE, add_ways_out, ending, run
from coder_readiness.quiz.screen import ACCENT, READ_AGAIN, ListedChoice, Screen, in_utf8

_NOTHING_POINTED_AT = "Nothing is selected yet. Press a number or an arrow key first."
_NONE = "You selected none of them. Press Enter to confirm."
_LONGEST_SHOWN = 20


class _ScrollSigns(Margin):
    """Shows, beside a list that is taller than its window, where there is more."""

    def get_width(self, get_ui_content: Callable[[], UIContent]) -> int:
        return 1

    def create_margin(self, window_render_info: WindowRenderInfo, width: int, height: int) -> FormattedText:
        up, down = "↑↓" if in_utf8() else "^v"
        signs = [""] * height
        if not window_render_info.bottom_visible:
            signs[-1] = down
        if not window_render_info.top_visible:
            signs[0] = up
        return FormattedText([(ACCENT, "\n".join(signs))])


class ListPrompt:
    """A list to choose one line of, or to select several in: questionary's, on our screen and with our keys.

    A number or an arrow key points at a line, or selects it where several may be; Enter takes what was pointed at or
    selected. No line is pointed at before, so that Enter, held or pressed too early, takes nothing.
    """

    def __init__(
        self,
        screen: Screen,
        pointer: str,
        keys: KeyMap,
        why: str = "",
        *,
        given: Answer | None = None,
        several: bool = False,
    ) -> None:
        self._screen = screen
        self._several = several
        self._why = f"Why we ask: {why}"
        self._note_before = ""
        self._number = self._number_before = ""
        """The digits typed so far, where the last key was one of them."""
        self._text = self._text_before = ""
        """What is typed as if a text were wanted, such as a code, where the last key was a part of it."""
        self._selected_before: list[str] = []
        self._pointed_before = -1
        """What was selected, and pointed at, before the first digit of a number."""
        question = questionary.select(
            "", choices=screen.choices, pointer=pointer, use_jk_keys=False, style=STYLE, erase_when_done=True
        )
        self._application = question.application
        controls = self._application.layout.find_all_controls()
        self._control = next(control for control in controls if isinstance(control, InquirerControl))
        self._control.focusable = to_filter(True)  # so the cursor is on the line, where screen readers look for it
        self._control.pointed_at = -1
        for place, choice in enumerate(screen.choices):
            choice.control = self._control
            if choice.value == given:
                self._control.pointed_at = place
        bindings = self._application.key_bindings
        assert isinstance(bindings, KeyBindings)  # questionary makes it so
        self._bind(bindings, keys)
        self._application.key_processor.before_key_press += self._begin_key

    def ask(self, meanwhile: Callable[[], None] | None = None) -> Any:
        """Return what was chosen, the selected ones as a tuple, or what a key means; None to read the head again.

        `meanwhile` is called once the list is shown.
        """
        if meanwhile:
            _run_after_drawing(self._application, meanwhile)
        # The cursor is on the first line of a choice; where the list scrolls, the rest of it must be in view, too.
        below = ScrollOffsets(bottom=lambda: self._pointed.title.count("\n") if self._pointed else 0)
        body = Window(self._control, dont_extend_height=True, scroll_offsets=below, right_margins=[_ScrollSigns()])
        self._screen.put_around(self._application, body)
        reply = run(self._application)
        for choice in self._screen.choices:  # which may be shown again
            choice.checked = choice.value in self._control.selected_options
        return reply

    def _bind(self, bindings: KeyBindings, keys: KeyMap) -> None:
        for key, (_, meaning) in keys.items():
            for variant in {key, key.upper()}:
                bindings.add(variant)(self._explain if meaning is Move.WHY else ending(meaning))
        for digit in "0123456789":
            bindings.add(digit)(self._go_to_number)
        for key in (Keys.Up, Keys.ControlP):
            bindings.add(key, eager=True)(self._go_up)  # before questionary's own
        if self._several:
            bindings.add(" ")(self._press_space)
        bindings.add(Keys.ControlM, eager=True)(self._take)
        bindings.add(READ_AGAIN)(self._read_again)
        bindings.add(Keys.BracketedPaste)(lambda event: None)  # pasted text is no choice
        bindings.add(Keys.Any)(self._refuse)
        bindings.add(Keys.ControlQ, eager=True)(self._refuse)  # questionary would end the program
        add_ways_out(bindings)

    @property
    def _numbers(self) -> str:
        return f"a number from 1 to {len(self._screen.choices)}"

    @property
    def _pointed(self) -> ListedChoice | None:
        return self._screen.choices[self._control.pointed_at] if self._control.pointed_at >= 0 else None

    def _begin_key(self, sender: object) -> None:
        """Keep a note until the next key, because in a low window it takes room from the list; a number ends, too."""
        self._note_before, self._screen.note = self._screen.note, ""
        self._number_before, self._number = self._number, ""
        self._text_before, self._text = self._text, ""

    def _explain(self, event: KeyPressEvent) -> None:
        self._screen.note = "" if self._note_before == self._why else self._why

    def _refuse(self, event: KeyPressEvent) -> None:
        """Say that a key has no meaning; letters before a number may be slips, but more after it make it a text."""
        written = event.data if event.data.isprintable() else ""  # the library's parser gives control keys a text
        if self._text_before or written.isalpha():
            self._text = self._text_before + written
        if self._text_before and self._number_before:
            self._control.selected_options[:], self._control.pointed_at = self._selected_before, self._pointed_before
        name = f'"{written.strip() or "Space"}"' if written else "That key"
        if self._text_before:
            name = f'"{self._text[-_LONGEST_SHOWN:]}"'
        first = "" if not self._text or self._text.isalpha() else "Enter, then "
        self._screen.note = f"{name} does nothing here. Press {first}{self._numbers}."

    def _read_again(self, event: KeyPressEvent) -> None:
        if self._screen.is_cut():
            event.app.exit()

    def _go_up(self, event: KeyPressEvent) -> None:
        self._control.pointed_at = max(0, self._control.pointed_at)
        self._control.select_previous()

    def _go_to_number(self, event: KeyPressEvent) -> None:
        """Point at a line by its number, or select it; another digit may follow."""
        if self._text_before and not self._text_before.isalpha():
            self._refuse(event)
            return
        self._text = self._text_before and self._text_before + event.data
        count = len(self._screen.choices)
        longer = self._number_before + event.data
        before = self._number_before
        goes_on = before not in {"", "0"} and int(longer) <= count
        # A 0 after a digit is not one that means none.
        number = longer if goes_on or (event.data == "0" and before != "0") else event.data
        if not goes_on:
            self._selected_before, self._pointed_before = [*self._control.selected_options], self._control.pointed_at
        if number == "0" and self._several:
            self._number = number
            self._control.selected_options.clear()
            self._screen.note = _NONE
            return
        if not 1 <= int(number) <= count:
            self._screen.note = f"There's no option {number}. Press {self._numbers}."
            return
        self._number = number
        self._control.pointed_at = int(number) - 1
        if self._several:
            if goes_on:
                self._control.selected_options[:] = self._selected_before
            self._toggle(self._screen.choices[int(number) - 1])

    def _press_space(self, event: KeyPressEvent) -> None:
        """Select the line pointed at, or no longer; after a number, which has done so, it only ends the number."""
        if self._pointed and not self._number_before:
            self._toggle(self._pointed)

    def _toggle(self, choice: ListedChoice) -> None:
        """Select a line, or no longer; one that goes with no other and the others clear each other."""
        selected = self._control.selected_options
        if choice.value in selected:
            selected.remove(choice.value)
            return
        together = [] if choice.alone else [other.value for other in self._screen.choices if not other.alone]
        selected[:] = [*(value for value in selected if value in together), choice.value]

    def _take(self, event: KeyPressEvent) -> None:
        """End with what is pointed at or selected; with nothing only where that was said, for Enter may be held."""
        selected = self._control.selected_options
        if len(self._text_before) > 1 and not self._number_before:
            self._screen.note = f"Press {self._numbers}."
        elif self._several:
            if selected or self._note_before == _NONE:
                event.app.exit(
                    result=tuple(choice.value for choice in self._screen.choices if choice.value in selected)
                )
            else:
                none = next((number for number, choice in enumerate(self._screen.choices, 1) if choice.alone), 0)
                self._screen.note = f"Nothing is selected yet. If none apply, press {none}, then Enter."
        elif self._pointed:
            event.app.exit(result=self._pointed.value)
        else:
            self._screen.note = _NOTHING_POINTED_AT


def _run_after_drawing(application: Application[Any], action: Callable[[], None]) -> None:
    """Do something once, after a prompt has been drawn for the first time."""

    def drawn(sender: object) -> None:
        application.after_render -= drawn
        action()

    application.after_render += drawn
