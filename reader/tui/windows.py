"""Long lists of which only what is on the screen is fetched."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from typing import Generic, TypeVar

from reader.errors import ReaderError

_WINDOW = 32
_KEPT = 8

_Key = TypeVar("_Key", bound=Hashable)
_Row = TypeVar("_Row")


class Windows(Generic[_Key, _Row]):
    """Rows by position, fetched by their keys a window at a time; a row that cannot be had is None."""

    def __init__(
        self, keys: Sequence[_Key], fetch: Callable[[Sequence[_Key]], Sequence[_Row | None]]
    ) -> None:
        self.keys = keys
        self._fetch = fetch
        self._windows: OrderedDict[int, Sequence[_Row | None]] = OrderedDict()

    def __len__(self) -> int:
        return len(self.keys)

    def row(self, position: int) -> _Row | None:
        """The row at a position."""
        number, nth = divmod(position, _WINDOW)
        window = self._windows.get(number)
        if window is None:
            try:
                window = self._fetch(self.keys[number * _WINDOW : (number + 1) * _WINDOW])
            except ReaderError:
                # What cannot be read now is asked for again when it is drawn again.
                return None
            self._windows[number] = window
            while len(self._windows) > _KEPT:
                self._windows.popitem(last=False)
        return window[nth] if nth < len(window) else None

    def position(self, key: _Key) -> int | None:
        """Where a key is, or None."""
        try:
            return self.keys.index(key)
        except ValueError:
            return None


def merged(before: Sequence[_Key], now: Sequence[_Key]) -> tuple[_Key, ...]:
    """Those of `now` with the ones that were there before in their old places, the new ones at the end."""
    known, there = set(before), set(now)
    return (*(key for key in before if key in there), *(key for key in now if key not in known))
