"""A widget that draws only the rows on the screen (Textual's line API), on the theme's background."""

from __future__ import annotations

from typing import Any

from rich.style import Style
from textual._styles_cache import StylesCache
from textual.css.styles import StylesBase
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget

WHEEL_ROWS = 3
"""Rows that one notch of the mouse wheel scrolls."""


class _RowStyles(StylesCache):
    """Leaves out what Textual looks up for each row: borders, padding and tints, where there are none."""

    def render_line(
        self, styles: StylesBase, y: int, size: Size, content_size: Size, *given: Any, **named: Any
    ) -> Strip:
        """A row as the widget draws it, when it fills the widget."""
        if content_size != size:
            return super().render_line(styles, y, size, content_size, *given, **named)
        render_content_line = given[3]
        strip: Strip = render_content_line(y)
        return strip if strip.cell_length == size.width else strip.adjust_cell_length(size.width)


class Rows(Widget):
    """Draws row by row: what it costs depends on the rows on the screen, not on those it has."""

    ALLOW_SELECT = False

    _ground = Style()

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - as Textual calls it
        super().__init__(id=id)
        self._styles_cache = _RowStyles()

    def draw_row(self, y: int) -> Strip:  # noqa: ARG002 - what every kind of row needs
        """The row `y` of the screen, as wide as the widget; blank unless a widget draws more."""
        return Strip.blank(self.size.width)

    def render_line(self, y: int) -> Strip:
        """The row on the theme's background."""
        return self.draw_row(y).apply_style(self._ground)

    def render_lines(self, crop: Region) -> list[Strip]:
        """The rows asked for; their background is looked up once, since that takes as long as a row."""
        self._ground = self.rich_style.background_style
        return super().render_lines(crop)
