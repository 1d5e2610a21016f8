"""Asks in a terminal, with questionary: arrow keys, number keys, and wrapped options that follow a resized window."""

import os
import sys
from collections.abc import Callable, Sequence
from typing import Any

import questionary
from prompt_toolkit import print_formatted_text
from prompt_toolkit.application import Application
from prompt_toolkit.application.current import get_app_session
from prompt_toolkit.formatted_text import FormattedText
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout.controls import FormattedTextControl
from questionary.prompts.common import InquirerControl

from coder_readiness.asking import KEYS, Choice, Move, Prompt, said
from coder_readiness.errors import SheetError
from coder_readiness.sheet import PRIVATE, SKIP, UNKNOWN, Answer, read_answer
from coder_readiness.text import wrapped

# Some terminals do not answer when asked where the cursor is, and a warning would stand in the middle of the quiz.
os.environ.setdefault("PROMPT_TOOLKIT_NO_CPR", "1")

_WHY = object()
_NARROWEST = 20
_STYLE = questionary.Style(
    [("qmark", "bold"), ("question", "bold"), ("pointer", "bold"), ("highlighted", "bold"), ("selected", "")]
)


class _WrappedChoice(questionary.Choice):
    """A choice whose title is wrapped to the terminal's width each time it is drawn."""

    control: InquirerControl | None = None

    def __init__(self, label: str, value: str, number: int, *, ticked: bool | None = None) -> None:
        self._label = label
        self._number = f"{number} " if number <= 9 else "  "
        self.tickable = ticked is not None
        super().__init__(label, value, checked=bool(ticked))

    @property
    def title(self) -> str:
        mark = ""
        if self.tickable:
            ticked = self.control is not None and self.value in self.control.selected_options
            mark = "[x] " if ticked else "[ ] "
        start = f"{mark}{self._number}"
        return wrapped(self._label, _columns() - 3, start).replace("\n", "\n   ")

    @title.setter
    def title(self, value: object) -> None:
        """The title is made from the label; the base class may not set it."""


class TerminalAsker:
    """Puts questions on a terminal that can move its cursor."""

    def __init__(self) -> None:
        self._pointer = "»" if sys.stdout.encoding.lower().startswith("utf") else ">"

    def ask(self, prompt: Prompt) -> Answer | Move:
        """Put a question until there is an answer that fits it, a skip, or a move."""
        self._show(prompt)
        while True:
            reply = self._put(prompt)
            if reply is _WHY:
                self._print(f"Why we ask: {prompt.why}", "italic")
                continue
            if isinstance(reply, Move):
                return reply
            self._print(f"{self._pointer} {said(prompt.question, reply)}", "ansigreen")
            return reply  # type: ignore[no-any-return]

    def choose(self, title: str, choices: Sequence[Choice]) -> str | Move:
        """Put a list and return the value chosen; `Move.BACK` where the person wants none of it."""
        self._print(title, "bold")
        self._print("Keys: arrows and Enter, or a number; b back")
        reply = self._run(self._select(choices, choices[0].value), {"b": Move.BACK})
        if isinstance(reply, str):
            self._print(f"{self._pointer} {next(c.label for c in choices if c.value == reply)}", "ansigreen")
        return reply  # type: ignore[no-any-return]

    def say(self, text: str, *, heading: bool = False) -> None:
        """Show a paragraph."""
        if heading:
            self._print("")
        self._print(text, "bold" if heading else "")

    def _print(self, text: str, style: str = "") -> None:
        """Print a text line by line, wrapped to the terminal's width."""
        lines = "\n".join(wrapped(line, _columns()) for line in text.split("\n"))
        print_formatted_text(FormattedText([(style, lines)]))

    def _show(self, prompt: Prompt) -> None:
        self._print("")
        self._print(prompt.where)
        if prompt.record:
            self._print(prompt.record)
            self._print("")
        self._print(prompt.text, "bold")
        match prompt.question.type:
            case "code":
                how = f"Keys: type it and Enter; d I don't know, {KEYS}"
            case "number":
                how = f"Keys: type the number and Enter; {KEYS}"
            case "several":
                how = f"Keys: arrows and Space, or numbers, tick; Enter when done; {KEYS}"
            case _:
                how = f"Keys: arrows and Enter, or a number; {KEYS}"
        if prompt.question.private and not prompt.options:
            how += ", p prefer not to say"
        self._print(how)

    def _put(self, prompt: Prompt) -> Any:
        keys: dict[str, object] = {"b": Move.BACK, "q": Move.LEAVE, "s": SKIP, "?": _WHY}
        question = prompt.question
        if question.type in {"code", "number"}:
            return self._typed(prompt, keys)
        if question.type == "several":
            if question.private:
                keys["p"] = PRIVATE
            ticks = self._run(self._checkbox(prompt), keys)
            return tuple(ticks) if isinstance(ticks, list) else ticks
        return self._run(self._select(prompt.choices, prompt.safe_choice), keys)

    def _select(self, choices: Sequence[Choice], initial: str) -> questionary.Question:
        return questionary.select(
            "",
            choices=[_WrappedChoice(choice.label, choice.value, number) for number, choice in enumerate(choices, 1)],
            default=initial,
            qmark="",
            instruction=" ",
            pointer=self._pointer,
            use_jk_keys=False,
            style=_STYLE,
            erase_when_done=True,
        )

    def _checkbox(self, prompt: Prompt) -> questionary.Question:
        given = prompt.given if isinstance(prompt.given, tuple) else ()
        choices = [
            _WrappedChoice(choice.label, choice.value, number, ticked=choice.value in given)
            for number, choice in enumerate((c for c in prompt.choices if c.value != PRIVATE), 1)
        ]
        question = questionary.checkbox(
            "",
            choices=choices,
            qmark="",
            instruction=" ",
            pointer=self._pointer,
            use_jk_keys=False,
            style=_STYLE,
            erase_when_done=True,
        )
        control = _control(question.application)
        control.use_indicator = False  # the title says [x] or [ ], which needs no special characters
        for choice in choices:
            choice.control = control
        return question

    def _typed(self, prompt: Prompt, keys: dict[str, object]) -> Any:
        """Read a typed answer; a line that is one of the keys means the key, for no code is that short."""
        keys = dict(keys)
        if prompt.question.type == "code":
            keys["d"] = UNKNOWN
        if prompt.question.private:
            keys["p"] = PRIVATE

        def meaning(line: str) -> Any:
            line = line.strip()
            if line.lower() in keys:
                return keys[line.lower()]
            if prompt.question.type == "number":
                return read_answer(prompt.question, float(line.replace(",", ".")))
            return read_answer(prompt.question, line)

        def valid(line: str) -> bool | str:
            try:
                meaning(line)
            except (SheetError, ValueError):
                if prompt.question.type == "number":
                    return f"Type a number from 0 to {prompt.question.max:g}, or a key"
                return "Type the answer, or d for I don't know"
            return True

        given = "" if prompt.given is None or str(prompt.given).startswith("$") else f"{prompt.given}"
        if isinstance(prompt.given, float):
            given = f"{prompt.given:g}"
        question = questionary.text(
            "",
            qmark=self._pointer,
            default=given,
            validate=valid,
            validate_while_typing=False,  # half a code is not wrong yet
            style=_STYLE,
            erase_when_done=True,
        )
        try:
            return meaning(question.unsafe_ask())
        except EOFError as error:
            raise KeyboardInterrupt from error

    def _run(self, question: questionary.Question, keys: dict[str, Any]) -> Any:
        """Run a list prompt with our keys: letters that end it, numbers that choose or tick a line."""
        application = question.application
        control = _control(application)
        bindings = application.key_bindings
        assert isinstance(bindings, KeyBindings)  # questionary makes it so, for select and checkbox alike
        tickable = any(isinstance(choice, _WrappedChoice) and choice.tickable for choice in control.choices)

        def ending(value: object) -> Callable[[KeyPressEvent], None]:
            return lambda event: event.app.exit(result=value)

        def numbered(index: int) -> Callable[[KeyPressEvent], None]:
            def choose(event: KeyPressEvent) -> None:
                value = control.choices[index].value
                control.pointed_at = index
                if not tickable:
                    event.app.exit(result=value)
                elif value in control.selected_options:
                    control.selected_options.remove(value)
                else:
                    control.selected_options.append(value)

            return choose

        for key, value in keys.items():
            bindings.add(key, eager=True)(ending(value))
        for index in range(min(9, len(control.choices))):
            bindings.add(str(index + 1), eager=True)(numbered(index))
        bindings.add(Keys.ControlD, eager=True)(lambda event: event.app.exit(exception=KeyboardInterrupt()))
        bindings.add(Keys.SIGINT, eager=True)(lambda event: event.app.exit(exception=KeyboardInterrupt()))
        if sys.platform != "win32":
            bindings.add(Keys.ControlZ, eager=True)(lambda event: event.app.suspend_to_background())
        if tickable:  # questionary's "tick all" and "invert" would flatter, and are not among the keys shown
            for key in ("a", "i"):
                bindings.add(key, eager=True)(lambda event: None)
        return question.unsafe_ask()


def _columns() -> int:
    """Return how many columns to fill: all but the last, where some terminals break a line of their own accord."""
    return max(_NARROWEST, get_app_session().output.get_size().columns - 1)


def _control(application: Application[Any]) -> InquirerControl:
    for control in application.layout.find_all_controls():
        if isinstance(control, FormattedTextControl) and isinstance(control, InquirerControl):
            return control
    raise AssertionError("questionary's list prompts hold an InquirerControl")
