"""A widget that draws only the rows on the screen (Textual's line API), on the theme's background."""

from __future__ import annotations

from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

WHEEL_ROWS = 3
"""Rows that one notch of the mouse wheel scrolls."""


class Rows(Widget):
    """Draws row by row: what it costs depends on the rows on the screen, not on those it has."""

    ALLOW_SELECT = False

    _ground = Style()

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
