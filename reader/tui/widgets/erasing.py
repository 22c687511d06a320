"""Backspace in a text field: a whole sign goes, of however many code points it is made."""

from __future__ import annotations

from textual.widgets import Input

from reader.tui.erasing import sign_start


def erase(field: Input) -> None:
    """Take away what is selected, else the sign before the cursor."""
    if field.selection.is_empty:
        field.delete(sign_start(field.value, field.cursor_position), field.cursor_position)
    else:
        field.delete_selection()
