"""Keeps a key that is held down at one question from answering the next one."""

from coder_readiness import system

_BEFORE_REPEATS = 0.7
"""A key that is held down starts to repeat after at most this many seconds."""
_BETWEEN_REPEATS = 0.15
"""Then it repeats within this many seconds."""


class HeldKey:
    """The last key that was pressed, which may still be down when the next prompt is drawn."""

    def __init__(self) -> None:
        self._last = self._held = ""
        self._pressed = self._until = 0.0
        self.repeats = False
        """Whether the last key came as fast as only a keyboard repeats it."""

    def begin(self) -> None:
        """Note that a prompt is drawn: the last key was not meant for it, however long it is held."""
        self._held = self._last
        self._until = self._pressed + _BEFORE_REPEATS

    def reaches_over(self, key: str) -> bool:
        """Tell whether a key is still held down from the last prompt; any other key ends that."""
        now, before = system.ticks(), self._pressed
        self.repeats = key == self._last and now - before < _BETWEEN_REPEATS
        self._last, self._pressed = key, now
        if key == self._held and (now < self._until or now - before < _BETWEEN_REPEATS):
            return True
        self._held = ""
        return False
