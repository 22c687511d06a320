"""The panel of an article: names and quotes listed, and the way from there to their places."""

from __future__ import annotations

from textual import events

from reader.tui import keys
from reader.tui.bars import Hint
from reader.tui.highlights import Highlights
from reader.tui.motion import View
from reader.tui.naming import PanelRow, note_rows, panel_rows
from reader.tui.screens.base import Desktop
from reader.tui.screens.highlighting import WAITING, HighlightingScreen
from reader.tui.widgets.panel import Panel, panel_width
from reader.workspace.notes import Note, notes_of
from reader.workspace.sheet import Sheet

_MOST_ROWS = 14
_BARS = 6
"""Rows of header and footer."""


class PanelScreen(HighlightingScreen):
    """Adds the panel: beside the text it may stay while one reads, below the text it closes on leaving."""

    panel: Panel | None = None

    def __init__(self, desktop: Desktop, article_id: str) -> None:
        super().__init__(desktop, article_id)
        self._view_before: View | None = None
        self._gone: tuple[PanelRow, int] | None = None
        self._last_row = 0

    @property
    def context(self) -> str:
        """The panel takes the keys while its cursor is shown."""
        active = self.panel is not None and self.panel.active
        return keys.PANEL if active and not self.confirming else super().context

    def take_highlights(self, found: Highlights) -> None:
        """Draw and list what was found."""
        super().take_highlights(found)
        self._fill()

    def watch_sheet(self, before: Sheet | None, now: Sheet | None) -> None:
        """List the notes as they are now."""
        super().watch_sheet(before, now)
        if self.panel is not None and before and now and notes_of(before) != notes_of(now):
            self._fill()

    def act_panel_open(self) -> None:
        """Open the panel, or go into it when it stands beside the text already."""
        if self.article.highlights is None:
            self.word = WAITING
        elif self.panel is None:
            self._view_before = self.article.view
            self._open()
        else:
            self.drop_focus()
            self.panel.active = True

    def _open(self) -> None:
        """Put the panel where the width of the screen has room for it."""
        width = panel_width(self.app.size.width, letters=self.desktop.letters)
        self.article.make_room(width)
        panel = Panel(self.article.setting, beside=width > 0)
        self.panel = panel
        if width:
            panel.styles.width = width
            self.mount(panel, after=self.article)
        else:
            self.mount(panel, after=self.page)
        self._fill()
        panel.cursor = self._last_row
        panel.move(0)

    def _fill(self) -> None:
        panel, found = self.panel, self.article.highlights
        if panel is None or found is None:
            return
        text = self.here.article.text
        rows = panel_rows(found, text, self.desktop.signs)
        rows += note_rows(notes_of(self.here), self.desktop.signs)
        panel.show(rows, found.analysis.engine, found.analysis.notices)
        if not panel.beside:
            most = min(_MOST_ROWS, (self.app.size.height - _BARS) // 2)
            panel.styles.height = panel.wanted_height(most)

    def close_panel(self) -> None:
        """Take the panel away; the text goes back to where it was, if the cursor has not moved."""
        if self.panel is None:
            return
        self._last_row = self.panel.cursor
        if not self.panel.beside and self._view_before is not None and self.article.lit is None:
            self.article.give_back(self._view_before)
        self.panel.remove()
        self.panel = None
        self.article.make_room(0)

    def on_resize(self, event: events.Resize) -> None:
        """Move the panel where there is room now; one that only stood by closes instead."""
        # Rows of another width mean nothing here.
        self._view_before = None
        panel = self.panel
        if panel is None:
            return
        width = panel_width(event.size.width, letters=self.desktop.letters)
        if panel.beside and width:
            self.article.make_room(width)
            panel.styles.width = width
            return
        active = panel.active
        self.close_panel()
        if active:
            self._open()

    def act_panel_next(self) -> None:
        """One row down."""
        if self.panel is not None:
            self.panel.move(1)

    def act_panel_previous(self) -> None:
        """One row up."""
        if self.panel is not None:
            self.panel.move(-1)

    def act_panel_page_down(self) -> None:
        """A screen of rows down."""
        if self.panel is not None:
            self.panel.page(1)

    def act_panel_page_up(self) -> None:
        """A screen of rows up."""
        if self.panel is not None:
            self.panel.page(-1)

    def act_panel_go(self) -> None:
        """Go to the place in the text; asked again for the same name, to where it is named next."""
        panel, found = self.panel, self.article.highlights
        row = panel.current if panel is not None else None
        if panel is None or found is None or row is None:
            return
        if row.note is not None:
            self._go_to_note(row.note, found)
        else:
            self._go_to_stop(row, found)
        if panel.beside:
            panel.active = False
        else:
            self.close_panel()

    def _go_to_note(self, note: Note, found: Highlights) -> None:
        """Go where a note is, and say all of it."""
        stop = next((stop for stop in found.stops if stop.spans[0] == note.spot), None)
        if stop is not None:
            self.light(stop)
        else:
            self.article.go_to(note.block or 1)
        self.word = f"{self.desktop.signs.note} {' '.join(note.words.split())}"

    def _go_to_stop(self, row: PanelRow, found: Highlights) -> None:
        nth = (self._gone[1] + 1) % len(row.stops) if self._gone and self._gone[0] == row else 0
        self._gone = (row, nth)
        self.light(found.stops[row.stops[nth]])

    def on_panel_chosen(self) -> None:
        """The mouse was pressed on a row."""
        if not self.confirming:
            self.act_panel_go()
            self.refresh_bars()

    def step_back(self) -> bool:
        """Leave the panel; one that only stands by goes last."""
        active = self.panel is not None and self.panel.active
        if not active and super().step_back():
            return True
        if self.panel is None:
            return False
        self.close_panel()
        return True

    def hints(self) -> tuple[tuple[Hint, ...], ...]:
        """The keys of the panel while they are its own."""
        if self.panel is None or not self.panel.active:
            return super().hints()

        def key(*actions: str) -> str:
            return self.key(*actions, context=keys.PANEL)

        first = (
            Hint(" PANEL ", "", 9, self.desktop.looks.level),
            Hint(key("panel.go"), "go there", 8),
            Hint(key("entity.accept"), "accept all", 8),
            Hint(key("entity.reject"), "reject all", 8),
            Hint(key("panel.next", "panel.previous"), "move", 7),
            Hint(key("panel.page_down"), "page", 5),
            Hint(key("copy.row"), "copy", 4),
        )
        second = (Hint(key("edit.undo"), "undo", 6), Hint(key("step.out"), "close", 9))
        return first, second
