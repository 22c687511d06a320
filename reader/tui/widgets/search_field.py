"""The line in which words are looked for: it stands below the text and never over it."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Input, Static


class SearchField(Horizontal):
    """A line to type in, with what it came to at its right; its screen reads `text` and takes it away."""

    DEFAULT_CSS = """
    SearchField { width: 100%; height: 1; }
    SearchField Static { width: auto; height: 1; padding: 0 1; }
    SearchField Input { width: 1fr; height: 1; border: none; padding: 0; background: $background; }
    SearchField Input:focus { border: none; }
    """

    def __init__(self, scope: str, before: str) -> None:
        # No id: the field before may still be on its way out when the next one comes.
        super().__init__()
        self._scope = Static(f"{scope}:", markup=False)
        self._count = Static("", markup=False)
        self._input = Input(placeholder=before, select_on_focus=False)
        # A cursor that blinks draws the eye away from the text.
        self._input.cursor_blink = False

    def compose(self) -> ComposeResult:
        """Where it is looked, for what, and what that came to."""
        yield self._scope
        yield self._input
        yield self._count

    def on_mount(self) -> None:
        """Take what is typed."""
        self._input.focus()

    @property
    def text(self) -> str:
        """What is looked for."""
        return self._input.value

    def type(self, sign: str) -> None:
        """Type a sign at the cursor."""
        self._input.insert_text_at_cursor(sign)

    def erase(self) -> None:
        """Take away the sign before the cursor."""
        self._input.action_delete_left()

    def show(self, scope: str, count: str) -> None:
        """Say where it is looked and what was found."""
        self._scope.update(f"{scope}:")
        self._count.update(count)
