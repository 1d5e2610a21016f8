"""Results that are remembered, within bounds."""

from collections.abc import Callable, Hashable
from typing import TypeVar

_K = TypeVar("_K", bound=Hashable)
_V = TypeVar("_V")


class Memory(dict[_K, _V]):
    """What a function returns, by its argument. When it remembers too many results, it starts anew."""

    def __init__(self, find: Callable[[_K], _V], most: int) -> None:
        super().__init__()
        self._find, self._most = find, most

    def __missing__(self, key: _K) -> _V:
        if len(self) >= self._most:
            self.clear()
        self[key] = found = self._find(key)
        return found
