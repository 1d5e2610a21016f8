"""Asks in a terminal, with questionary: arrow keys, number keys, and text that follows a resized window.

A question is drawn together with its keys. After the answer, one line of the question and one of the answer stay.
"""

import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, assert_never

from prompt_toolkit import print_formatted_text
from prompt_toolkit.application.current import get_app_session
from prompt_toolkit.formatted_text import FormattedText

from coder_readiness.bank.answers import SKIP, Answer
from coder_readiness.bank.questions.choices import ChosenQuestion, TickedQuestion
from coder_readiness.bank.questions.typed import TypedQuestion
from coder_readiness.quiz.asking import LEAVING, LIST_KEYS, Choice, KeyMap, Mood, Move, Prompt, keys_in_words
from coder_readiness.quiz.keys import read_with_decoder
from coder_readiness.quiz.list_prompt import ListPrompt
from coder_readiness.quiz.prompts import read_pages, type_line, type_note
from coder_readiness.quiz.screen import (
    ACCENT,
    GAP,
    POINTER_COLUMNS,
    Line,
    ListedChoice,
    Screen,
    enter_for,
    in_utf8,
    joined,
    print_lines,
    set_lines,
    window_columns,
    window_rows,
)
from coder_readiness.system import stop_echo
from coder_readiness.text import shortened

# Some terminals do not answer when asked where the cursor is, and a warning would appear in the middle of the quiz.
os.environ.setdefault("PROMPT_TOOLKIT_NO_CPR", "1")


_MOODS = {Mood.GOOD: ("ansigreen", "✓+"), Mood.BAD: ("ansired", "✗x"), Mood.NEUTRAL: ("", "")}
"""The color of a mood, and its sign in UTF-8 and in ASCII."""
_CHOOSING = "press a number or the arrow keys, then Enter. "


class TerminalAsker:
    """Asks questions in a terminal that can move its cursor."""

    def __init__(self) -> None:
        source = get_app_session().input
        read_with_decoder(source)
        stop_echo(source.fileno())
        self._pointer = "»" if in_utf8() else ">"
        self._lines_said = 0
        """How many lines were printed since the last prompt."""
        self._flagged: tuple[Prompt, Screen] | None = None
        """The question that was flagged last and is asked again, with what was selected."""
        self._gone_back: tuple[Prompt, int] | None = None
        """The question from which a person just went back before it was shown, and how many lines they hadn't read."""

    def ask(self, prompt: Prompt) -> Answer | Move:
        """Ask a question until there is an answer that fits it, a skip, or a move."""
        screen = self._flagged[1] if self._flagged and self._flagged[0] is prompt else screen_of(prompt)
        first = screen.height() if screen.fits() else len(_head_pages(prompt, screen)[0])
        if self._gone_back and self._gone_back[0].question is prompt.question:  # nothing came before it, so they stay
            self._lines_said += self._gone_back[1]
        unread = self._lines_said
        reply: Answer | Move | None = self._pause_if_unread(first, "go to the question", prompt.keys)
        self._gone_back = (prompt, unread) if reply is Move.BACK else None
        while reply is None:  # None also means to read it again
            if not screen.fits():
                reply = _read_head(prompt, screen)
            if reply is None:
                reply = self._answer(prompt, screen)
        self._lines_said = 0
        self._flagged = None
        if reply is Move.FLAG:
            self._flagged = (prompt, screen)
            _print_whole(prompt, screen)
        if not isinstance(reply, Move):
            question, answer = prompt.question, prompt.question.said(reply)
            count = ""
            if isinstance(question, TickedQuestion) and isinstance(reply, tuple) and len(reply) > 1:
                count = f"{len(reply)} selected: "
            if reply is SKIP and not prompt.practice:
                answer = "Skipped"
            lines = self._echo(_asked(prompt) if prompt.practice else question.text, count + answer)
            self._lines_said = lines if reply is SKIP else 0  # the skip may be a mistake, so it must be seen
        return reply

    def choose(
        self,
        title: str,
        choices: Sequence[Choice[str]],
        meanwhile: Callable[[], None] | None = None,
        *,
        keys: KeyMap = LIST_KEYS,
    ) -> str | Move:
        """Show a list and return the value chosen, or a move if the person chooses none."""
        screen = Screen([("bold", title)], _numbered(choices), f"Keys: {_CHOOSING}{keys_in_words(keys)}")
        unread = self._pause_if_unread(screen.height(), "more", keys)
        reply: str | Move = unread or ListPrompt(screen, self._pointer, keys).ask(meanwhile)
        self._lines_said = 0
        if not isinstance(reply, Move):
            self._echo(title, next(choice.label for choice in choices if choice.value == reply))
        return reply

    def read_note(self, title: str, how: str, keys: KeyMap, alone: str = "") -> str:
        """Return a line that the person types, or ""."""
        enter = f"Enter alone = {alone}, " if alone else ""
        shown = f"Keys: {how}, then press Enter. {enter}{keys_in_words(keys)}"
        note = type_note(Screen([("bold", title)], [], shown), self._pointer)
        self._lines_said = 0
        self._echo(title, note or alone or "nothing")
        return note

    def pause(self, next_: str, keys: KeyMap = LEAVING) -> Move | None:
        """Wait until the person continues or makes a move."""
        reply = read_pages(lambda: [set_lines(enter_for(next_, keys))], keys)
        self._lines_said = 0
        return reply if isinstance(reply, Move) else None

    def say(self, text: str, *, heading: bool = False, mood: Mood = Mood.NEUTRAL) -> None:
        """Show a paragraph."""
        color, sign = _MOODS[mood]
        if sign:
            text = f"{sign[0] if in_utf8() else sign[1]} {text}"
        lines = set_lines([GAP, (f"bold {color}", text)] if heading else [(color, text)])
        self._lines_said += len(lines)
        print_formatted_text(joined(lines))

    def _pause_if_unread(self, height: int, next_: str, keys: KeyMap) -> Move | None:
        """Wait if this many rows would push unread text out of view; return the move if a person makes one."""
        if self._lines_said and self._lines_said + height > window_rows():
            return self.pause(next_, {key: named for key, named in keys.items() if named[1] in {Move.LEAVE, Move.BACK}})
        return None

    def _echo(self, question: str | Sequence[Line], answer: str) -> int:
        """Print the question, in one line or whole, and the answer in one line; return the number of lines."""
        width = window_columns()
        asked = set_lines([GAP, *([("bold", shortened(question, width))] if isinstance(question, str) else question)])
        print_formatted_text(joined(asked))
        sign = f"{self._pointer} "
        print_formatted_text(FormattedText([(ACCENT, sign), ("", shortened(answer, width - len(sign)))]))
        return len(asked) + 1

    def _answer(self, prompt: Prompt, screen: Screen) -> Any:
        match prompt.question:
            case TypedQuestion() as question:
                return type_line(question, prompt, screen, self._pointer)
            case TickedQuestion():
                return ListPrompt(screen, self._pointer, prompt.keys, prompt.why, several=True).ask()
            case ChosenQuestion():
                return ListPrompt(screen, self._pointer, prompt.keys, prompt.why, given=prompt.given).ask()
            case _ as other:
                assert_never(other)


def screen_of(prompt: Prompt) -> Screen:
    """Return how a question is drawn."""
    selected = None
    match prompt.question:
        case TypedQuestion() as question:
            hint = f" {question.hint}" if question.hint else ""
            how = f"type {question.wanted}, then press Enter.{hint} Or type one of these, then press Enter: "
        case TickedQuestion():
            none = "" if any(choice.alone for choice in prompt.choices) else " (0 = none)"
            how = f"press numbers to select{none}, or use the arrow keys and Space. Then press Enter. "
            selected = prompt.given if isinstance(prompt.given, tuple) else ()
        case ChosenQuestion():
            how = _CHOOSING
        case _ as other:
            assert_never(other)
    lines = [
        replace(choice, label=f"{choice.label} (your current answer)") if choice.value == prompt.given else choice
        for choice in prompt.choices
    ]
    head = [*([] if prompt.place else [("", prompt.where), GAP]), *_asked(prompt)]
    if prompt.given is not None and (not lines or prompt.given is SKIP):
        keep = "Press s to skip again" if lines else "Press Enter to keep it"
        head += [GAP, ("", f"Your current answer: {prompt.question.said(prompt.given)}. {keep}.")]
    keys = f"Keys: {how}{keys_in_words(prompt.keys)}"
    return Screen(head, _numbered(lines, selected), keys, place=prompt.place, readable=True)


def _print_whole(prompt: Prompt, screen: Screen) -> None:
    """Print a question with its options, so that it stays in view while a person types what is wrong with it."""
    options = [("", f"{' ' * POINTER_COLUMNS}{choice.title}") for choice in screen.choices]
    print_formatted_text(joined([*set_lines([GAP, *_asked(prompt), GAP]), *options]))


def _asked(prompt: Prompt) -> list[Line]:
    record = [("", line) for line in prompt.question.record.splitlines()]
    return [*record, *([GAP] if record else []), ("bold", prompt.question.text)]


def _numbered(choices: Sequence[Choice[Any]], selected: Sequence[str] | None = None) -> list[ListedChoice]:
    count = len(choices)
    return [
        ListedChoice(choice, number, count, selected=None if selected is None else choice.value in selected)
        for number, choice in enumerate(choices, 1)
    ]


def _head_pages(prompt: Prompt, screen: Screen) -> list[list[Line]]:
    """Return the pages of a question's head, to read before its options."""
    next_ = f"see the {len(prompt.choices)} options" if prompt.choices else "type your answer"
    return screen.head_pages(next_, prompt.keys)


def _read_head(prompt: Prompt, screen: Screen) -> Answer | Move | None:
    """Show the head of a question before its options; return None, or the meaning of a key that answers it."""
    while (reply := read_pages(lambda: _head_pages(prompt, screen), prompt.keys)) is Move.WHY:
        print_lines([GAP, ("", f"Why we ask: {prompt.why}")])
    return reply
