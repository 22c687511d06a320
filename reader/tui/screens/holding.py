"""Keys that wait until something is found that they are meant for."""

from __future__ import annotations

from collections.abc import Callable

from textual import events

from reader.tui import keys
from reader.tui.dispatch import keys_in
from reader.tui.screens.base import ReaderScreen

_GIVES_UP = ("step.out", "work.cancel")


class HoldingScreen(ReaderScreen):
    """Can hold the keys that come for a while; Esc and Ctrl-C end that, and what waits is forgotten."""

    _give_up: Callable[[], None] | None = None

    @property
    def holding(self) -> bool:
        """Whether keys are held."""
        return self._give_up is not None

    def hold_keys(self, words: str, give_up: Callable[[], None]) -> None:
        """Hold the keys that come, in their order; `words` say what for."""
        self._give_up = give_up
        self._ready = False
        self.word = words

    def give_back_keys(self, other: ReaderScreen | None = None) -> None:
        """Do what was pressed meanwhile, or hand it to another screen, which does it once it is there."""
        if self._give_up is None:
            return
        self._give_up = None
        if other is None or other is self:
            self.be_ready()
        else:
            early, self._early = self._early, []
            self._ready = True
            other.take_early(early)

    def _gives_up(self, event: events.Key) -> bool:
        found = (
            keys.resolve(self.context, one, self.desktop.key_set)
            for one in keys_in(event.key, event.character)
        )
        return any(binding is not None and binding.action in _GIVES_UP for binding in found)

    def be_ready(self) -> None:
        """Ready only when nothing is held."""
        if self._give_up is None:
            super().be_ready()

    def take_key(self, event: events.Key) -> bool:
        """Hold a key, or give up."""
        if self._give_up is not None and self._gives_up(event):
            give_up, self._give_up = self._give_up, None
            self._early = []
            self._ready = True
            self.word = ""
            give_up()
            return True
        return super().take_key(event)
