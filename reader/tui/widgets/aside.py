"""Lines beside or below the text that scroll and take no keys: guidelines, or who decided what and when."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rich.segment import Segment
from textual.reactive import reactive
from textual.strip import Strip

from reader.tui.asides import Ink
from reader.tui.bars import BarLine, bar_strip
from reader.tui.glyphs import ascii_signs, cells, fit
from reader.tui.looks import Looks
from reader.tui.signs import Signs
from reader.tui.widgets.rows import WHEEL_ROWS, Rows

Fill = Callable[[Ink], Sequence[BarLine]]


class Aside(Rows):
    """Draws a title and as many lines as there is room for; `top` is the first of them."""

    DEFAULT_CSS = "Aside { width: 100%; }"

    top: reactive[int] = reactive(0)

    def __init__(self, title: str, key: str, fill: Fill, looks: Looks, signs: Signs, *, beside: bool) -> None:
        super().__init__()
        self.beside = beside
        self._title = title
        self._key = key
        self._fill = fill
        self._looks = looks
        self._signs = signs
        self._lines: list[BarLine] = []
        self._filled = 0

    def show(self, fill: Fill, title: str = "") -> None:
        """Show other lines, from the same one on."""
        self._fill, self._title = fill, title or self._title
        self._filled = 0
        self._fill_for(self.size.width or self._filled)
        self.refresh()

    def wanted_height(self, width: int) -> int:
        """The rows that the title and all lines take at a width."""
        self._fill_for(width)
        return 1 + len(self._lines)

    def page_on(self) -> bool:
        """Show the next lines; False when the last is in sight already."""
        rows = max(1, self.size.height - 1)
        if self.top + rows >= len(self._lines):
            return False
        self.top = min(self.top + max(1, rows - 1), len(self._lines) - 1)
        return True

    def _fill_for(self, width: int) -> None:
        if width and width != self._filled:
            self._filled = width
            room = width - 2 - self.beside
            self._lines = list(self._fill(Ink(max(1, room), self._looks, self._signs)))
            self.top = max(0, min(self.top, len(self._lines) - 1))

    def on_resize(self) -> None:
        """Break the lines for the new width."""
        self._fill_for(self.size.width)
        self.refresh()

    def draw_row(self, y: int) -> Strip:
        """The title, or a line."""
        width, signs = self.size.width, self._signs
        edge = [Segment(signs.aside, self._looks.quiet)] if self.beside else []
        if y == 0:
            return Strip([*edge, *self._head(width - len(edge))]).adjust_cell_length(width)
        nth = self.top + y - 1
        if nth >= len(self._lines):
            return Strip(edge).adjust_cell_length(width)
        strip = bar_strip(self._lines[nth], width - len(edge), signs.ellipsis)
        if signs.ascii:
            strip = Strip([Segment(ascii_signs(one.text), one.style) for one in strip])
        return Strip([*edge, *strip]).adjust_cell_length(width)

    def _head(self, width: int) -> list[Segment]:
        """The title, and whether its key shows more or closes it."""
        looks, rule = self._looks, " " if self.beside else self._signs.rule
        start = " " if self.beside else f"{rule} "
        more = self.top + max(1, self.size.height - 1) < len(self._lines)
        does = f"{self._key} {'more' if more else 'closes'}" if self._key else ""
        room = max(0, width - cells(start) - cells(does) - 2)
        title = self._title if cells(self._title) <= room else fit(self._title, room, self._signs.ellipsis)
        gap = max(1, width - cells(start) - cells(title) - cells(does) - 1)
        line = f" {rule * (gap - 2)} " if gap > 2 else " " * gap
        if not does:
            # Nothing stands at the right: the rule goes to the edge, as all others do.
            line = f" {rule * gap}"
        return [
            Segment(start, looks.quiet),
            Segment(title, looks.strong),
            Segment(line, looks.quiet),
            Segment(does, looks.quiet),
        ]

    def on_mouse_scroll_down(self) -> None:
        """Scroll by some lines."""
        last = max(0, len(self._lines) - max(1, self.size.height - 1))
        self.top = max(self.top, min(self.top + WHEEL_ROWS, last))

    def on_mouse_scroll_up(self) -> None:
        """Scroll back by some lines."""
        self.top = max(0, self.top - WHEEL_ROWS)
