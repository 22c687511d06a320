"""A text field of one line with a title."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Input, Static


class LineField(Horizontal):
    """A line to write in; its screen reads `text` and takes it away."""

    DEFAULT_CSS = """
    LineField { width: 100%; height: 1; }
    LineField Static { width: auto; height: 1; padding: 0 1; }
    LineField Input { width: 1fr; height: 1; border: none; padding: 0; background: $background; }
    LineField Input:focus { border: none; }
    """

    def __init__(self, title: str, text: str) -> None:
        # No id: the field before may still be on its way out when the next one comes.
        super().__init__()
        self._title = title
        self._input = Input(text, select_on_focus=False)
        # A cursor that blinks draws the eye away from the text.
        self._input.cursor_blink = False

    def compose(self) -> ComposeResult:
        """The title, and the line."""
        yield Static(f"{self._title}:", markup=False)
        yield self._input

    def on_mount(self) -> None:
        """Write at the end."""
        self._input.focus()
        self._input.cursor_position = len(self._input.value)

    @property
    def text(self) -> str:
        """What is written."""
        return self._input.value

    def type(self, sign: str) -> None:
        """Type a sign at the cursor."""
        self._input.insert_text_at_cursor(sign)

    def erase(self) -> None:
        """Take away the sign before the cursor."""
        self._input.action_delete_left()
