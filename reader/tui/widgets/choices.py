"""Rows to choose from: a sign, a name, what presses it and what it is about, with a cursor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from reader.tui.glyphs import fit, inert
from reader.tui.looks import Looks
from reader.tui.signs import Signs
from reader.tui.widgets.rows import WHEEL_ROWS, Rows


@dataclass(frozen=True, slots=True)
class ChoiceRow:
    """One row: `key` and `about` stand beside the name; a row without a name is a title (`about`)."""

    name: str
    about: str = ""
    key: str = ""
    sign: str = " "
    style: Style | None = None


class Choices(Rows):
    """Draws the rows on the screen; the cursor stands on rows with a name only."""

    DEFAULT_CSS = "Choices { width: 100%; height: 1fr; }"

    rows: reactive[tuple[ChoiceRow, ...]] = reactive(())
    cursor: reactive[int] = reactive(0)

    @dataclass
    class Chosen(Message):
        """The mouse was pressed twice on a row."""

        position: int

    def __init__(self, looks: Looks, signs: Signs, *, name_share: float = 0.4, key_width: int = 0) -> None:
        super().__init__()
        self._looks = looks
        self._signs = signs
        self._name_share = name_share
        self._key_width = key_width
        self._top = 0

    def show(self, rows: Sequence[ChoiceRow], cursor: int = 0) -> None:
        """Show other rows, the cursor on the one given or the nearest that has a name."""
        self.set_reactive(Choices.cursor, 0)
        self.rows = tuple(rows)
        self._top = 0
        self.cursor = self._named(min(cursor, len(rows) - 1), 1)
        self._reveal()
        self.refresh()

    def move(self, count: int) -> bool:
        """Move the cursor by rows, up to the ends; False when there is nowhere to go."""
        before = self.cursor
        wanted = max(0, min(before + count, len(self.rows) - 1))
        self.cursor = self._named(wanted, 1 if count > 0 else -1)
        return self.cursor != before

    def page(self, step: int) -> bool:
        """Move the cursor by a screen."""
        return self.move(step * max(1, self.size.height - 1))

    def _named(self, start: int, step: int) -> int:
        """The nearest row with a name from `start` on, first in the direction of `step`."""
        forth = list(range(max(0, start), len(self.rows)))
        back = list(range(min(start, len(self.rows) - 1), -1, -1))
        order = forth + back if step > 0 else back + forth
        return next((nth for nth in order if self.rows[nth].name), 0)

    def watch_cursor(self) -> None:
        """Keep the cursor in sight."""
        self._reveal()
        self.refresh()

    def on_resize(self) -> None:
        """Keep the cursor in sight."""
        self._reveal()

    def _reveal(self) -> None:
        height = self.size.height
        if height:
            # The title above the first row of a part is shown with it.
            above = self.cursor - 1 if self.cursor and not self.rows[self.cursor - 1].name else self.cursor
            self._top = max(0, min(max(self._top, self.cursor - height + 1), above))

    def draw_row(self, y: int) -> Strip:
        """One row of the screen."""
        width, looks, nth = self.size.width, self._looks, self._top + y
        if nth >= len(self.rows):
            return Strip.blank(width)
        row, current = self.rows[nth], nth == self.cursor
        if not row.name:
            return Strip([Segment(f"  {inert(row.about)}", looks.heading)]).adjust_cell_length(width)
        key_width = self._key_width if width >= 52 else 0
        room = width - 5 - (key_width + 1 if key_width else 0)
        name_room = room if not row.about else max(12, int(room * self._name_share))
        name = inert(row.name)
        segments = [
            Segment(f"{self._signs.bar if current else ' '} ", looks.bar),
            Segment(f"{row.sign} ", looks.mark),
            Segment(
                fit(name, name_room, self._signs.ellipsis),
                looks.cursor if current else row.style or looks.text,
            ),
        ]
        if key_width:
            segments.append(Segment(f" {fit(row.key, key_width, self._signs.ellipsis)}", looks.key))
        if row.about:
            about = fit(inert(row.about), max(1, room - name_room - 1), self._signs.ellipsis)
            segments += [Segment(" "), Segment(about, looks.quiet)]
        return Strip(segments).adjust_cell_length(width)

    def on_click(self, event: events.Click) -> None:
        """Put the cursor where the mouse was pressed; a second press chooses."""
        position = self._top + event.y
        if position < len(self.rows) and self.rows[position].name:
            self.cursor = position
            if event.chain > 1:
                self.post_message(self.Chosen(position))

    def on_mouse_scroll_down(self) -> None:
        """Move by some rows."""
        self.move(WHEEL_ROWS)

    def on_mouse_scroll_up(self) -> None:
        """Move back by some rows."""
        self.move(-WHEEL_ROWS)
