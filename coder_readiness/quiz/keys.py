"""Reads what a terminal sends as keys. Reports and unknown sequences are swallowed whole, however they are split.

The forms are those of ECMA-48, in 7 and in 8 bits, with the two ways to encode keys that terminals have added: kitty's
(`ESC [ 99 ; 5 u` is Ctrl-C) and xterm's modifyOtherKeys (`ESC [ 27 ; 5 ; 99 ~` is the same).
"""

import re
from collections.abc import Callable, Generator, Sequence

from prompt_toolkit.input import Input
from prompt_toolkit.input.vt100_parser import Vt100Parser
from prompt_toolkit.key_binding.key_processor import KeyPress
from prompt_toolkit.keys import Keys

from coder_readiness.quiz.held import HeldKey

LEAVING_KEYS = {Keys.ControlC, Keys.ControlD}
LONGEST_PASTE = 500

_READS = 8
"""How many times earlier keys are read; a terminal keeps less than this many readings."""
_PAUSE = ""
"""Means that nothing came for a while."""
_ESCAPE = "\x1b"
_INTERMEDIATES = frozenset(map(chr, range(0x20, 0x30)))
_STRINGS = frozenset("]PX^_")
"""What starts a string that runs up to its terminator: OSC, DCS, SOS, PM, APC."""
_LONGEST_PARAMETERS = 60
_ENDS_ANYTHING = frozenset({"\x03", "\x04", _ESCAPE, *map(chr, range(0x80, 0xA0))})
"""Characters that end any sequence and count themselves, so that the person can always leave."""

_CONTROLS: dict[str, Keys] = {
    **{chr(number): Keys(f"c-{letter}") for number, letter in enumerate("abcdefghijklmnopqrstuvwxyz", 1)},
    "\x7f": Keys.Backspace,
}
_CURSOR = {"A": Keys.Up, "B": Keys.Down, "C": Keys.Right, "D": Keys.Left, "H": Keys.Home, "F": Keys.End}
_NUMBERED = {1: Keys.Home, 3: Keys.Delete, 4: Keys.End, 7: Keys.Home, 8: Keys.End}
_KEYPAD: dict[str, Keys | str] = {
    **dict(zip("pqrstuvwxyjklmnoX", "0123456789*+,-./=", strict=True)),
    "M": Keys.Enter,
    "I": Keys.Tab,
    " ": " ",
}
_UNICODE: dict[int, Keys | str] = {
    9: Keys.Tab,
    13: Keys.Enter,
    27: Keys.Escape,
    127: Keys.Backspace,
    **{57399 + place: character for place, character in enumerate("0123456789./*-+")},
    57414: Keys.Enter,
    57415: "=",
    57416: ",",
    57417: Keys.Left,
    57418: Keys.Right,
    57419: Keys.Up,
    57420: Keys.Down,
    57423: Keys.Home,
    57424: Keys.End,
    57426: Keys.Delete,
}
"""Keys that kitty's protocol sends by number: those with a name, and the keypad."""
_SHIFT, _CONTROL, _LOCKS = 1, 4, 64 + 128
_RELEASED = 3

_Reading = Generator[None, str, str]
"""Takes characters until a sequence is over; returns the character that broke it off and counts itself, or ""."""


class KeyDecoder:
    """Takes what a terminal sends and passes on the keys, instead of prompt_toolkit's parser."""

    def __init__(self, press: Callable[[KeyPress], None]) -> None:
        self._press = press
        self._held = HeldKey()
        self._late = False
        self._waiting: KeyPress | None = None
        """An Enter that may be held down still, or pressed again."""
        self.reset()

    def reset(self) -> None:
        """Forget a sequence that has started."""
        self._within = self._dropped = False
        self._reading = self._read()
        next(self._reading)

    def feed(self, data: str) -> None:
        """Take what was read; a byte that is no text may come as Python's `surrogateescape`."""
        for character in data:
            self._reading.send(chr(ord(character) - 0xDC00) if "\udc80" <= character <= "\udc9f" else character)

    def flush(self) -> None:
        """Note that nothing has come for a while: an Escape was the key itself, and an Enter that waits not held."""
        if waiting := self._waiting:
            self._waiting = None
            self._press(waiting)
        self._reading.send(_PAUSE)

    def drop(self, *, late: bool = False) -> None:
        """Ignore a sequence that has started, such as a paste, and a key that is still held down.

        If `late`, an Enter that may be held down counts once nothing has followed, because it was pressed again.
        """
        self._dropped = self._within
        self._late, self._waiting = late, None
        self._held.begin()

    def _read(self) -> Generator[None, str, None]:
        character = ""
        while True:
            self._within = self._dropped = False
            character = character or (yield)
            self._within = True
            if character == _ESCAPE:
                character = yield from self._read_escape()
            elif "\x80" <= character <= "\x9f":
                character = yield from self._read_sequence(chr(ord(character) - 0x40))
            else:
                is_blank = character > "\x9f" and character.isspace()  # such as a no-break space: Option-Space on a Mac
                self._pass_on(" " if is_blank else _CONTROLS.get(character, character))
                character = ""

    def _read_escape(self) -> _Reading:
        character = yield
        if character == _PAUSE:
            self._pass_on(Keys.Escape)
            return ""
        if character in _INTERMEDIATES:
            while character in _INTERMEDIATES:
                character = yield from _next()
            return _unread(character)
        return (yield from self._read_sequence(character))

    def _read_sequence(self, introducer: str) -> _Reading:
        if introducer == "[":
            return (yield from self._read_control_sequence())
        if introducer == "O":
            return (yield from self._read_single_shift())
        if introducer == "N":
            return _unread((yield from _next()))
        if introducer in _STRINGS:
            return (yield from _skip_string("\x07" if introducer == "]" else "\x18"))
        return _unread(introducer)  # Alt with a key, or a sequence of two characters

    def _read_control_sequence(self) -> _Reading:
        parameters = ""
        while " " <= (character := (yield from _next())) <= "?":
            parameters = (parameters + character)[: _LONGEST_PARAMETERS + 1]
        if not "@" <= character <= "~":
            return _unread(character)
        if not parameters and character in "M[":  # a mouse's three bytes, a function key of the Linux console
            for _ in range(3 if character == "M" else 1):
                if (following := (yield from _next())) < " ":
                    return _unread(following)
        elif (parameters, character) == ("200", "~"):
            return (yield from self._read_paste())
        else:
            self._pass_on(key_of(parameters, character))
        return ""

    def _read_single_shift(self) -> _Reading:
        character = yield from _next()
        if not character.isdigit():
            self._pass_on(_CURSOR.get(character) or _KEYPAD.get(character))
            return _unread(character)
        following = yield from _next()  # older terminals put a modifier in between, as in ESC O 5 A or ESC O 1 ; 5 A
        if following == ";":
            while (following := (yield from _next())).isdigit():
                pass
            return _unread(following)
        return _unread(following) if "A" <= following <= "Z" else following

    def _read_paste(self) -> _Reading:
        pasted = ""
        while not pasted.endswith(("\x1b[201~", "\x9b201~")):
            character = yield from _next()
            if character == "\x03":
                return character
            pasted += character
            if len(pasted) > 2 * LONGEST_PASTE:
                pasted = pasted[:LONGEST_PASTE] + pasted[-LONGEST_PASTE:]
        if not self._dropped:
            self._press(KeyPress(Keys.BracketedPaste, re.split("\x1b\\[201~|\x9b201~", pasted)[0][:LONGEST_PASTE]))
        return ""

    def _pass_on(self, key: Keys | str | None) -> None:
        if self._dropped and key not in LEAVING_KEYS:
            return
        if not key or not (isinstance(key, Keys) or key.isprintable()):
            return
        press = KeyPress(key, "" if isinstance(key, Keys) else key)
        self._waiting = None
        if not self._held.reaches_over(key) or key in LEAVING_KEYS:
            self._press(press)
        elif self._late and key == Keys.Enter and not self._held.repeats:
            self._waiting = press


def written_in(line: str) -> str:
    """Return what the keys in a line typed, a tab as a blank. Raises KeyboardInterrupt if one means to leave."""
    presses: list[KeyPress] = []
    KeyDecoder(presses.append).feed(line)
    if any(press.key in LEAVING_KEYS for press in presses):
        raise KeyboardInterrupt
    return "".join(" " if press.key is Keys.Tab else press.data for press in presses)


def _next() -> _Reading:
    """Return the next character, however long it takes."""
    while (character := (yield)) == _PAUSE:
        pass
    return character


def _skip_string(bell: str) -> _Reading:
    """Pass over a string. Some terminals send one that never ends, and a person may be waiting.

    So a line's end breaks it off, for no report holds one; and so does a character that comes alone between two pauses,
    for the rest of a report comes at once.
    """
    alone, paused = "", False
    while (character := (yield)) not in _ENDS_ANYTHING and character not in {"\r", "\n", "\x18", "\x1a", bell}:
        if character != _PAUSE:
            alone, paused = character if paused else "", False
        elif alone:
            return alone
        else:
            paused = True
    return _unread(character)


def _unread(character: str) -> str:
    return character if character in _ENDS_ANYTHING else ""


def key_of(parameters: str, final: str) -> Keys | str | None:
    """Return the key that `ESC [`, parameters and a final character mean; None if they mean none."""
    if not re.fullmatch(r"[\d:;]*", parameters, re.ASCII) or len(parameters) > _LONGEST_PARAMETERS:
        return None
    fields = [[int(part or 0) for part in field.split(":")] for field in parameters.split(";")]
    codes, modifiers = fields[0], fields[1] if len(fields) > 1 else [1]
    if final == "~" and codes == [27] and len(fields) == 3:  # where what the key writes is its number
        return _typed_key(fields[2][:1], _held(modifiers[0]), fields[2])
    if len(modifiers) > 1 and modifiers[1] == _RELEASED:
        return None
    held = _held(modifiers[0])
    if final == "u":
        return _typed_key(codes, held, fields[2] if len(fields) > 2 else [])
    if held not in {0, _SHIFT}:
        return None
    return _NUMBERED.get(codes[0]) if final == "~" else _CURSOR.get(final) if codes[0] in {0, 1} else None


def _held(modifiers: int) -> int:
    """Return the modifier keys that are held, without the locks."""
    return max(0, modifiers - 1) & ~_LOCKS


def _typed_key(codes: Sequence[int], held: int, text: Sequence[int]) -> Keys | str | None:
    """Return a key that is sent by number.

    `codes` are the numbers of the key, of the key with Shift, and of its place on a US keyboard, as far as they are
    sent; `text` is what it writes, if that is sent.
    """
    code, shifted, on_us_keyboard = (*codes, 0, 0)[:3]
    if held == _CONTROL:
        letter = _character(on_us_keyboard or code).lower()
        return _CONTROLS.get(chr(ord(letter) - 0x60)) if "a" <= letter <= "z" else None
    if held not in {0, _SHIFT}:
        return None
    if code in _UNICODE:
        return _UNICODE[code]
    if text and text != [0]:
        return _character(text[0]) if len(text) == 1 else None
    if held == _SHIFT:
        key = _character(code)
        return _character(shifted) if shifted else key.upper() if key.isalpha() or key == " " else None
    return _character(code)


def _character(code: int) -> str:
    """Return the character with a number; "" if there is none."""
    return chr(code) if code <= 0x10FFFF else ""


def read_with_decoder(source: Input) -> None:
    """Read the keys of a terminal with a KeyDecoder; on Windows, only if it sends the same sequences."""
    for reader, name in _parsers(source):
        parser = getattr(reader, name, None)
        if isinstance(parser, Vt100Parser):
            setattr(reader, name, KeyDecoder(parser.feed_key_callback))


def drop_pressed(source: Input, *, late: bool = False) -> bool:
    """Drop the keys that were pressed so far; return whether one of them means to leave.

    If `late`, an Enter that may be held down counts once it is clear that it is not.
    """
    pressed = {press.key for _ in range(_READS) for press in source.read_keys()}
    for reader, name in _parsers(source):
        parser = getattr(reader, name, None)
        if isinstance(parser, KeyDecoder):
            parser.drop(late=late)
    return not LEAVING_KEYS.isdisjoint(pressed)


def _parsers(source: Input) -> list[tuple[object, str]]:
    """Return where the parser of an input is, as an object and the name of an attribute."""
    return [(source, "vt100_parser"), (getattr(source, "console_input_reader", None), "_vt100_parser")]
