"""The list of articles on the screen: ids and windows, so that a million rows cost what ten cost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from reader.annotations.scheme import LabelTarget, Scheme
from reader.library.listing import Listing, ListRow
from reader.tui.article_rows import list_strip
from reader.tui.keys import AnyKeySet
from reader.tui.label_keys import assign_keys
from reader.tui.looks import Looks
from reader.tui.signs import Signs
from reader.tui.widgets.rows import WHEEL_ROWS, Rows

_WIDEST = 132
"""Cells of a row at most."""


class ArticleList(Rows):
    """Draws the rows of a listing that are on the screen; `cursor` and `top` are positions in it."""

    DEFAULT_CSS = "ArticleList { width: 100%; height: 1fr; }"

    cursor: reactive[int] = reactive(0, repaint=False)
    range_start: reactive[int | None] = reactive(None)
    """The position at which a range of rows begins, up to the cursor."""

    @dataclass
    class Chosen(Message):
        """An article was pressed twice with the mouse."""

        position: int

    def __init__(
        self, listing: Listing, scheme: Scheme, looks: Looks, signs: Signs, key_set: AnyKeySet = "vi"
    ) -> None:
        super().__init__(id="articles")
        self._key_set = key_set
        self.listing = listing
        self.scheme = scheme
        self.looks = looks
        self._signs = signs
        self._key_set = key_set
        self._top = 0
        self._keyed: tuple[Scheme | None, Mapping[str, str]] = (None, {})
        self.set_reactive(ArticleList.cursor, listing.start)

    @property
    def current(self) -> ListRow | None:
        """The row that the cursor is on."""
        return self.listing.row(self.cursor)

    def move(self, rows: int) -> bool:
        """Move the cursor by rows, up to the ends; False when it stays."""
        return self.go_to(self.cursor + rows)

    def go_to(self, position: int) -> bool:
        """Put the cursor on a row, or the nearest that can be shown; False when it stays."""
        before = self.cursor
        position = max(0, min(position, len(self.listing) - 1))
        if self.listing.reach(position):
            self.cursor = position
        return self.cursor != before

    def show(self, listing: Listing) -> None:
        """Show a listing made anew, the cursor on the same article and the same row of the screen."""
        row, offset = self.current, self.cursor - self._top
        start = self.listing.row(self.range_start) if self.range_start is not None else None
        self.listing = listing
        # A range goes on from the same article, wherever that stands now.
        self.set_reactive(ArticleList.range_start, listing.position(start.id) if start else None)
        position = listing.position(row.id) if row else listing.start
        self.set_reactive(ArticleList.cursor, position or 0)
        self._top = max(0, self.cursor - offset)
        self._reveal()
        self.refresh()

    def draw_row(self, y: int) -> Strip:
        """One row of the screen."""
        position, width = self._top + y, self.size.width
        if not len(self.listing):
            return self._nothing(y, width)
        if position >= len(self.listing):
            return Strip.blank(width)
        # On a wide screen the eye would lose the row between a title and what is known of its article.
        strip = list_strip(
            self.listing.row(position),
            self.scheme,
            min(width, _WIDEST),
            self._press(),
            current=position == self.cursor,
            ranged=position in self._ranged(self.cursor),
            looks=self.looks,
            signs=self._signs,
        )
        return strip.adjust_cell_length(width)

    def _nothing(self, y: int, width: int) -> Strip:
        """What to do where there is nothing to read."""
        from reader.tui.asides import Ink
        from reader.tui.bars import bar_strip

        words = ("No articles here yet.", "reader import FILE brings some in.")
        ink = Ink(max(8, min(width, 60) - 2), self.looks, self._signs)
        lines = [line for one in words for line in ink.prose(one, self.looks.quiet)]
        return bar_strip(lines[y - 1], width) if 0 < y <= len(lines) else Strip.blank(width)

    def watch_cursor(self, before: int, now: int) -> None:
        """Repaint the rows that the cursor has left and reached, or all when the list was scrolled."""
        top = self._top
        self._reveal()
        if self._top != top:
            self.refresh()
            return
        for position in {before, now, *self._seen(before), *self._seen(now)}:
            if 0 <= position - top < self.size.height:
                self.refresh(Region(0, position - top, self.size.width, 1))

    def _ranged(self, cursor: int) -> range:
        start = self.range_start
        return range(0) if start is None else range(min(start, cursor), max(start, cursor) + 1)

    def _seen(self, cursor: int) -> range:
        """The rows of a range that are on the screen."""
        chosen = self._ranged(cursor)
        return range(max(chosen.start, self._top), min(chosen.stop, self._top + self.size.height))

    def _press(self) -> Mapping[str, str]:
        """What presses the labels of whole articles."""
        if self._keyed[0] is not self.scheme:
            self._keyed = (self.scheme, assign_keys(self.scheme, self._key_set, LabelTarget.DOCUMENT).press)
        return self._keyed[1]

    def on_resize(self, _: events.Resize) -> None:
        """Keep the cursor in sight."""
        self._reveal()

    def on_click(self, event: events.Click) -> None:
        """Put the cursor where the mouse was pressed; a second press opens."""
        position = self._top + event.y
        if position >= len(self.listing):
            return
        self.go_to(position)
        if event.chain > 1:
            self.post_message(self.Chosen(position))

    def on_mouse_scroll_down(self) -> None:
        """Scroll by some rows, the cursor going along."""
        self.move(WHEEL_ROWS)

    def on_mouse_scroll_up(self) -> None:
        """Scroll back by some rows, the cursor going along."""
        self.move(-WHEEL_ROWS)

    def _reveal(self) -> None:
        """Scroll by the fewest rows that put the cursor in sight, two rows around it where there are any."""
        height = self.size.height
        if not height:
            return
        context = min(2, (height - 1) // 2)
        highest = max(0, len(self.listing) - height)
        low, high = self.cursor + context - height + 1, self.cursor - context
        self._top = max(0, min(max(min(self._top, high), low), highest))
