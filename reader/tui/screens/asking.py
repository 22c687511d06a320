"""Questions of a screen: before what cannot be undone, and before quitting with something unsaved."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.reactive import reactive
from textual.screen import Screen

from reader.tui.bars import Hint
from reader.tui.keys import CONFIRM, KEYS, UNSAVED, keys_of, shown_key
from reader.workspace.saving import SaveState
from reader.workspace.workspace import Workspace

if TYPE_CHECKING:
    from reader.tui.screens.base import Desktop


class AskingScreen(Screen[None], inherit_bindings=False):
    """A screen that can ask; whatever it asks, the answer is no unless one says yes."""

    word: reactive[str] = reactive("", init=False, repaint=False)
    """The last word: what the last key did."""

    workspace: Workspace
    desktop: Desktop
    _confirm: Callable[[], None] | None = None
    _leaving = False

    @property
    def confirming(self) -> bool:
        """Whether a question waits for its answer."""
        return self._leaving or self._confirm is not None

    def confirm_hints(self) -> tuple[tuple[Hint, ...], ...]:
        """The keys of a question; the answer is no unless one says yes."""
        if self._leaving:
            retry = self._answer("unsaved.retry", "try again", 7)
            keep = self._answer("unsaved.keep", "keep for the next start, quit", 8)
            lose = self._answer("unsaved.lose", "lose them, quit", 6)
            return ((retry, keep), (lose, self._answer("unsaved.stay", "stay", 9)))
        yes = self._answer("confirm.yes", "yes", 9)
        return ((yes, self._answer("confirm.no", "no", 9)), ())

    def _answer(self, action: str, words: str, rank: int) -> Hint:
        """An answer with its keys, the spare ones too."""
        context = UNSAVED if self._leaving else CONFIRM
        row = next(row for row in KEYS if row.context == context and row.action == action)
        return Hint(" ".join(map(shown_key, keys_of(row, self.desktop.key_set))), words, rank)

    def act_app_quit(self) -> None:
        """Quit; with something unsaved, after a question."""
        # The disk may have room again by now.
        self.workspace.retry()
        state = self.workspace.flush(2.0)
        if state.saved:
            self.app.exit(0)
            return
        self._leaving = True
        self.word = _unsaved(state)

    def act_unsaved_retry(self) -> None:
        """Try to save once more, and quit when that works."""
        self.workspace.retry()
        state = self.workspace.flush(5.0)
        if state.saved:
            self.app.exit(0)
        else:
            why = f": {state.failure.message}" if state.failure else ""
            self.word = f"{_unsaved(state)}{why}"

    def act_unsaved_keep(self) -> None:
        """Keep what is not saved in a file, which the next start takes up, and quit."""
        self.workspace.rescue()
        self.app.exit(1)

    def act_unsaved_lose(self) -> None:
        """Quit without what is not saved, after another question."""
        self._leaving = False
        count = self.workspace.save_state.waiting
        self.ask(f"lose {count} {'decision' if count == 1 else 'decisions'} for good?", self._lose)

    def _lose(self) -> None:
        self.workspace.rescuing = False
        self.app.exit(1)

    def act_unsaved_stay(self) -> None:
        """Go on."""
        self._leaving = False

    def ask(self, question: str, yes: Callable[[], None]) -> None:
        """Ask before what cannot be undone; the answer is no unless one says yes."""
        self._confirm = yes
        self.word = question

    def act_confirm_yes(self) -> None:
        """Do what was asked about."""
        confirmed, self._confirm = self._confirm, None
        if confirmed is not None:
            confirmed()

    def act_confirm_no(self) -> None:
        """Leave it."""
        self._confirm = None


def _unsaved(state: SaveState) -> str:
    return f"{state.waiting} {'decision is' if state.waiting == 1 else 'decisions are'} not saved"
