"""Keys that wait until something is found that they are meant for."""

from __future__ import annotations

from collections.abc import Callable

from textual import events

from reader.tui.screens.base import ReaderScreen


class HoldingScreen(ReaderScreen):
    """Can hold the keys that come for a while; Esc and Ctrl-C end that, and what waits is forgotten."""

    _give_up: Callable[[], None] | None = None

    @property
    def holding(self) -> bool:
        """Whether keys are held."""
        return self._give_up is not None

    def hold(self, words: str, give_up: Callable[[], None]) -> None:
        """Hold the keys that come, in their order; `words` say what for."""
        self._give_up = give_up
        self._ready = False
        self.word = words

    def let_go(self, other: ReaderScreen | None = None) -> None:
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

    def be_ready(self) -> None:
        """Ready only when nothing is held."""
        if self._give_up is None:
            super().be_ready()

    def take_key(self, event: events.Key) -> bool:
        """Hold a key, or give up."""
        if self._give_up is not None and event.key in ("escape", "ctrl+c"):
            give_up, self._give_up = self._give_up, None
            self._early = []
            self._ready = True
            self.word = ""
            give_up()
            return True
        return super().take_key(event)
