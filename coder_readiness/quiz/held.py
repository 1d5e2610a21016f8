"""Keys that are held down: what a person meant for one question is not taken for the next."""

from coder_readiness import system

_BEFORE_REPEATS = 0.7
"""After so many seconds at the latest a key that is held down comes again."""
_BETWEEN_REPEATS = 0.15
"""Within so many seconds it then comes again and again."""


class HeldKey:
    """The last key that was pressed, which may still be down when the next prompt is drawn."""

    def __init__(self) -> None:
        self._last = self._held = ""
        self._pressed = self._until = 0.0

    def begin(self) -> None:
        """Take note that a prompt is drawn: the last key was not meant for it, however long it is held."""
        self._held = self._last
        self._until = self._pressed + _BEFORE_REPEATS

    def reaches_over(self, key: str) -> bool:
        """Tell whether a key that comes now is still held down from the last prompt; any other key ends that."""
        now, before = system.ticks(), self._pressed
        self._last, self._pressed = key, now
        if key == self._held and (now < self._until or now - before < _BETWEEN_REPEATS):
            return True
        self._held = ""
        return False
