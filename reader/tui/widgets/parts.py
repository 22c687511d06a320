"""Rows in parts, each row of so many lines, of which only those on the screen are drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from rich.segment import Segment
from textual import events
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from reader.tui.bars import BarLine, bar_strip
from reader.tui.glyphs import ascii_signs, inert
from reader.tui.looks import Looks
from reader.tui.signs import Signs
from reader.tui.widgets.rows import WHEEL_ROWS, Rows

Draw = Callable[[int, int, bool], Sequence[BarLine]]
"""The lines of a row of a part, by its place in it, the cells there are, and whether the cursor is on it."""


@dataclass(frozen=True, slots=True)
class Part:
    """Some rows of so many lines each; `note` stands in their place where there are none."""

    title: str
    count: int
    lines: int
    draw: Draw
    note: str = ""


@dataclass(frozen=True, slots=True)
class Spot:
    """What a line of all parts shows: a title or a note (`row` is None), or a line of a row."""

    part: int
    row: int | None = None
    line: int = 0


def spots(parts: Sequence[Part]) -> Iterator[tuple[int, int, int]]:
    """For each part the line of its title (else of its first row), of its first row, and that row's place."""
    line = place = 0
    for nth, part in enumerate(parts):
        line += bool(nth)
        title = line
        line += bool(part.title)
        yield title, line, place
        line += part.count * part.lines + (not part.count and bool(part.note))
        place += part.count


def spot_at(parts: Sequence[Part], line: int) -> Spot | None:
    """What stands at a line; None for a blank one."""
    for nth, (title, first, _) in enumerate(spots(parts)):
        part = parts[nth]
        if title <= line < first:
            return Spot(nth)
        row, rest = divmod(line - first, part.lines)
        if 0 <= row < part.count:
            return Spot(nth, row, rest)
        if not part.count and part.note and line == first:
            return Spot(nth)
    return None


def line_of(parts: Sequence[Part], position: int) -> int:
    """The first line of the row at a position, counted over all parts."""
    for part, (_, first, place) in zip(parts, spots(parts), strict=True):
        if place <= position < place + part.count:
            return first + (position - place) * part.lines
    return 0


class Parts(Rows):
    """Draws the lines on the screen; `cursor` counts the rows of all parts."""

    DEFAULT_CSS = "Parts { width: 100%; height: 1fr; }"

    cursor: reactive[int] = reactive(0, repaint=False)

    @dataclass
    class Chosen(Message):
        """The mouse was pressed twice on a row."""

    @dataclass
    class Moved(Message):
        """The cursor is on another row."""

    def __init__(self, looks: Looks, signs: Signs) -> None:
        super().__init__()
        self._looks = looks
        self._signs = signs
        self.parts: tuple[Part, ...] = ()
        self._top = 0

    @property
    def count(self) -> int:
        """How many rows there are."""
        return sum(part.count for part in self.parts)

    @property
    def spot(self) -> Spot | None:
        """The part and the row in it that the cursor is on."""
        spot = spot_at(self.parts, line_of(self.parts, self.cursor)) if self.count else None
        return spot if spot is not None and spot.row is not None else None

    @property
    def place(self) -> tuple[int, int]:
        """The cursor, and the first line on the screen."""
        return self.cursor, self._top

    def show(self, parts: Sequence[Part], cursor: int = 0, top: int = 0) -> None:
        """Show other rows, the cursor on the one given, from a line on."""
        self.parts = tuple(parts)
        self._top = top
        self._put(cursor)

    def renew(self, parts: Sequence[Part], cursor: int) -> None:
        """Show rows that are more or fewer now: the row of the cursor stays where it is on the screen."""
        before = line_of(self.parts, self.cursor) - self._top if self.count else 0
        self.parts = tuple(parts)
        cursor = max(0, min(cursor, self.count - 1))
        self._top = max(0, line_of(self.parts, cursor) - before) if self.count else 0
        self._put(cursor)

    def go_to(self, position: int) -> None:
        """Put the cursor on a row, or on the last."""
        before = self.cursor
        self._put(position)
        if self.cursor != before:
            self.post_message(self.Moved())

    def move(self, count: int) -> None:
        """Move the cursor by rows, up to the ends."""
        self.go_to(max(0, self.cursor + count))

    def page(self, step: int) -> None:
        """Move the cursor by a screen."""
        spot = self.spot
        lines = self.parts[spot.part].lines if spot is not None else 1
        self.move(step * max(1, self.size.height // lines - 1))

    def next_part(self) -> bool:
        """Go to the first row of the next part, after the last to the first; False when there is no other."""
        spot = self.spot
        firsts = [
            place for part, (_, _, place) in zip(self.parts, spots(self.parts), strict=True) if part.count
        ]
        own = [nth for nth, part in enumerate(self.parts) if part.count]
        if spot is None or len(firsts) < 2:
            return False
        self.go_to(firsts[(own.index(spot.part) + 1) % len(firsts)])
        return True

    def _put(self, cursor: int) -> None:
        self.cursor = max(0, min(cursor, self.count - 1))
        self._reveal()
        self.refresh()

    def on_resize(self) -> None:
        """Keep the cursor in sight."""
        self._reveal()

    def _reveal(self) -> None:
        spot, height = self.spot, self.size.height
        if spot is None or not height:
            return
        first = line_of(self.parts, self.cursor)
        last = first + self.parts[spot.part].lines - 1
        # The title above the first row of a part is shown with it.
        above = first - (spot.row == 0 and bool(self.parts[spot.part].title))
        self._top = max(0, min(max(self._top, last + 1 - height), above))

    def draw_row(self, y: int) -> Strip:
        """One line of the screen."""
        width, looks = self.size.width, self._looks
        spot = spot_at(self.parts, self._top + y)
        if spot is None:
            return Strip.blank(width)
        part = self.parts[spot.part]
        if spot.row is None:
            title = bool(part.title) and self._top + y == list(spots(self.parts))[spot.part][0]
            words, style = (part.title, looks.heading) if title else (part.note, looks.quiet)
            line, current = BarLine(((inert(words), style),)), False
        else:
            current = self.spot == Spot(spot.part, spot.row)
            lines = part.draw(spot.row, width - 1, current)
            if spot.line >= len(lines):
                return Strip.blank(width)
            line = lines[spot.line]
        strip = bar_strip(line, max(1, width - 1), self._signs.ellipsis)
        segments = [Segment(self._signs.bar if current else " ", looks.bar), *strip]
        if self._signs.ascii:
            segments = [Segment(ascii_signs(one.text), one.style) for one in segments]
        return Strip(segments).adjust_cell_length(width)

    def on_click(self, event: events.Click) -> None:
        """Put the cursor where the mouse was pressed; a second press chooses."""
        spot = spot_at(self.parts, self._top + event.y)
        if spot is None or spot.row is None:
            return
        self.go_to(list(spots(self.parts))[spot.part][2] + spot.row)
        if event.chain > 1:
            self.post_message(self.Chosen())

    def on_mouse_scroll_down(self) -> None:
        """Move by some rows."""
        self.move(WHEEL_ROWS)

    def on_mouse_scroll_up(self) -> None:
        """Move back by some rows."""
        self.move(-WHEEL_ROWS)
