"""The article on the screen: one widget that draws rows of a page, and the cursor in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Self

from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from reader.analysis.suggest import Guess
from reader.library.reading import ReadingPlace
from reader.spans import Span
from reader.tui import motion
from reader.tui.highlighting import blocks_of, letters_in, offset_at, stop_rows
from reader.tui.highlights import Highlights
from reader.tui.hinting import NO_LABELS, Labels
from reader.tui.layout import Page, frame_for, lay_out
from reader.tui.motion import View
from reader.tui.pages import Pages
from reader.tui.render import Beside, Lights, Setting, article_row
from reader.tui.searching import NOTHING, Found
from reader.tui.widgets.rows import WHEEL_ROWS, Rows
from reader.workspace.marks import Mark
from reader.workspace.notes import span_notes
from reader.workspace.sheet import Sheet

_ROWS_KEPT = 1_000
"""Rows that stay drawn while one scrolls: some thirty screens."""

Guesses = Mapping[int, Sequence[Guess]]
Motion = Callable[[Page, View, int], View]


class ArticleView(Rows):
    """Draws an article; where the cursor and the first row are is its own, what is decided the screen's."""

    DEFAULT_CSS = "ArticleView { width: 1fr; height: 1fr; }"

    sheet: reactive[Sheet | None] = reactive(None, repaint=False)
    view: reactive[View] = reactive(View(), repaint=False)
    highlights: reactive[Highlights | None] = reactive(None, repaint=False)
    lit: reactive[Mark | None] = reactive(None, repaint=False)
    """The highlight in focus."""
    range_start: reactive[int | None] = reactive(None, repaint=False)
    """The number of the block at which a range begins, up to the one under the cursor."""
    labels: reactive[Labels] = reactive(NO_LABELS, repaint=False)
    """Letters to choose by, drawn over the page."""
    found: reactive[Found] = reactive(NOTHING, repaint=False)
    """What was looked for, marked in the text."""
    chosen: reactive[Span | None] = reactive(None, repaint=False)
    """Words that are being chosen."""

    @dataclass
    class Pressed(Message):
        """The mouse was pressed on the code point at `offset`."""

        offset: int

    @dataclass
    class Moved(Message):
        """The cursor is at the block with this number."""

        number: int

    @dataclass
    class LaidOut(Message):
        """The page is set for the first time."""

    def __init__(
        self, setting: Setting, sheet: Sheet, start: ReadingPlace | None, pages: Pages | None = None
    ) -> None:
        self._drawn: dict[int, Strip] = {}
        super().__init__(id="article")
        self.setting = setting
        self._start = start
        self._pages = pages or Pages()
        self._page = lay_out("", (), frame_for(80))
        self._laid_out = False
        self._beside = 0
        self._before: View | None = None
        self._written = Beside(span_notes(sheet))
        self.set_reactive(ArticleView.sheet, sheet)

    @property
    def is_laid_out(self) -> bool:
        """Whether the size of the screen is known and the page is set for it."""
        return self._laid_out

    @property
    def number(self) -> int:
        """The number of the block that the cursor is on."""
        return min(self.view.cursor + 1, max(1, len(self._page.blocks)))

    @property
    def place(self) -> ReadingPlace:
        """Where the reader is, in code points."""
        blocks = self._page.blocks
        if not blocks:
            return ReadingPlace(0, 0, finished=True)
        at_end = self.view.cursor == len(blocks) - 1
        top = self._page.offset_of(min(self.view.top, self._page.height - 1))
        return ReadingPlace(blocks[self.view.cursor].span.start, top, finished=at_end)

    def move(self, how: Motion) -> bool:
        """Move the cursor or the page; False when there is nowhere to go."""
        before = self.view
        self.view = how(self._page, before, self.size.height)
        return self.view != before

    def go_to(self, number: int) -> None:
        """Put the cursor on the block with this number, at once or as soon as the page is set."""
        if not self._laid_out and self.sheet and (block := self.sheet.article.block(number)):
            self._start = ReadingPlace(block.span.start, self._start.top if self._start else 0)
            return
        self.move(lambda page, view, height: motion.go_to(page, view, height, number - 1))

    @property
    def rows_of_current(self) -> int:
        """How many rows the paragraph under the cursor takes, that of its chips included."""
        page = self._page
        return page.bottom(self.view.cursor) + 1 - page.top(self.view.cursor) if page.blocks else 1

    def block_span(self) -> Span:
        """What the paragraph under the cursor holds."""
        blocks = self._page.blocks
        return blocks[self.view.cursor].span if blocks else Span(0, 0)

    @property
    def sight(self) -> Span:
        """The code points whose lines are on the screen."""
        page, top = self._page, self.view.top
        below = min(top + self.size.height, page.height)
        # A row of chips at an edge speaks for the line before it.
        first, line = page.line_at(top)
        start = page.offset_of(top if line is not None else page.bottom(first) + 1)
        last, line = page.line_at(below)
        end = page.offset_of(below) if line is not None else page.blocks[last].span.end if page.blocks else 0
        return Span(start, max(start, end))

    def blocks_in_sight(self) -> range:
        """The indexes of the blocks with lines on the screen."""
        page, sight = self._page, self.sight
        if not page.blocks or not len(sight):
            return range(0)
        return range(page.block_at_offset(sight.start), page.block_at_offset(sight.end - 1) + 1)

    def show_stop(self, stop: Mark) -> None:
        """Put a highlight in focus, the cursor on its paragraph and the place in sight."""
        first, last = stop_rows(self._page, stop)
        self.move(lambda page, view, height: motion.show_rows(page, view, height, first, last))
        self.lit = stop

    def set_setting(self, setting: Setting) -> None:
        """Draw in another way, which may take other lines; the place is kept."""
        self.setting = setting
        self._lay_out()

    def show_span(self, span: Span) -> None:
        """Bring words in sight, as much of them as fits."""
        first, last = self._page.row_of(span.start), self._page.row_of(span.end - 1)
        self.move(lambda page, view, height: motion.show_rows(page, view, height, first, last))

    def offset_below(self, offset: int, rows: int) -> int:
        """The code point that stands so many rows below another, in the same column; at the ends the same."""
        page, text = self._page, self._page.text
        row = page.row_of(offset - 1) if offset else 0
        wanted = row + rows
        if not 0 <= wanted < page.height or page.line_at(wanted)[1] is None:
            return offset
        _, line = page.line_at(row)
        cell = line.cell_of(text, offset) if line is not None else 0
        found = page.line_at(wanted)[1]
        return offset if found is None else found.offset_at(text, cell)

    def make_room(self, beside: int) -> None:
        """Leave so many cells at the right free: the text moves aside, its lines stay as they are."""
        if beside != self._beside:
            self._beside = beside
            self._lay_out()

    def give_back(self, view: View) -> None:
        """Where the next change of height should lead back to, if the cursor is still there then."""
        self._before = view

    def draw_row(self, y: int) -> Strip:
        """One row of the screen; once drawn it is kept, for as long as nothing is repainted there."""
        if self.sheet is None or not self._laid_out:
            return Strip.blank(self.size.width)
        view, height = self.view, self.size.height
        row = view.top + y
        known = self._drawn.get(row)
        if known is None:
            if len(self._drawn) >= _ROWS_KEPT:
                self._drawn.clear()
            ranged = self._ranged(self.range_start, view)
            lights = Lights(self.highlights, self.lit, self.labels, self.found, self.chosen, ranged)
            known = article_row(
                self._page, self.sheet, view, height, row, self.setting, lights, self._written
            )
            self._drawn[row] = known
        return known

    def refresh(
        self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False
    ) -> Self:
        """Repaint: whoever asks for that may have changed what any row shows."""
        self._drawn.clear()
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def watch_view(self, before: View, now: View) -> None:
        """Repaint what the cursor has left and reached, or everything when the page was scrolled."""
        if before.top != now.top:
            self._forget({*self._reach(before), *self._reach(now)})
            super().refresh()
        elif before.cursor != now.cursor:
            self._refresh_blocks({*self._reach(before), *self._reach(now)})
        if before.cursor != now.cursor:
            self.post_message(self.Moved(self.number))

    def watch_range_start(self, before: int | None, now: int | None) -> None:
        """Repaint the paragraphs that are chosen now, or are no longer."""
        self._refresh_blocks({*self._ranged(before, self.view), *self._ranged(now, self.view)})

    def _reach(self, view: View) -> range:
        """The blocks whose bar is drawn: all of a range, else that of the cursor."""
        return self._ranged(self.range_start, view) or range(view.cursor, view.cursor + 1)

    def _ranged(self, anchor: int | None, view: View) -> range:
        ends = () if anchor is None else (anchor - 1, view.cursor)
        return range(min(ends), max(ends) + 1) if ends else range(0)

    def watch_sheet(self, before: Sheet | None, now: Sheet | None) -> None:
        """Repaint the paragraphs that stand otherwise now."""
        if before is None or now is None or before.article is not now.article:
            self._written = Beside(span_notes(now) if now is not None else {}, self.guesses)
            self.refresh()
            return
        numbers = before.blocks.keys() | now.blocks.keys()
        changed = {one - 1 for one in numbers if before.block(one) != now.block(one)}
        known, notes = self._written.notes, span_notes(now)
        changed |= {one - 1 for one in known.keys() | notes.keys() if known.get(one) != notes.get(one)}
        self._written = Beside(notes, self.guesses)
        self._refresh_blocks(changed)

    @property
    def guesses(self) -> Guesses:
        """The labels that are suggested for paragraphs, by number."""
        return self._written.guesses

    def show_guesses(self, guesses: Guesses) -> None:
        """Show which labels paragraphs may have, in place."""
        known = self.guesses
        changed = {one - 1 for one in known.keys() | guesses.keys() if known.get(one) != guesses.get(one)}
        self._written = Beside(self._written.notes, guesses)
        self._refresh_blocks(changed)

    def watch_highlights(self, before: Highlights | None, now: Highlights | None) -> None:
        """Repaint in place what is drawn otherwise: highlights change no line."""
        changed = now.pieces_changed(before) if now is not None and before is not None else None
        if changed is None:
            self.refresh()
        else:
            self._refresh_blocks(changed)

    def watch_lit(self, before: Mark | None, now: Mark | None) -> None:
        """Repaint the paragraphs that the focus has left and reached."""
        linked = [mark.speaker.start for mark in (before, now) if mark is not None and mark.speaker]
        blocks = {self._page.block_at_offset(offset) for offset in linked}
        self._refresh_blocks({*blocks_of(self._page, before), *blocks_of(self._page, now), *blocks})

    def watch_labels(self) -> None:
        """Repaint in place: letters change no line."""
        self.refresh()

    def watch_found(self) -> None:
        """Repaint in place: hits change no line."""
        self.refresh()

    def watch_chosen(self, before: Span | None, now: Span | None) -> None:
        """Repaint the paragraphs that the choice has left and reached."""
        spans = [span for span in (before, now) if span is not None]
        self._refresh_blocks({self._page.block_at_offset(span.start) for span in spans})

    def on_resize(self, _: events.Resize) -> None:
        """Set the page anew, keeping the place."""
        self._lay_out()

    def on_click(self, event: events.Click) -> None:
        """Put the cursor where the mouse was pressed, and tell on which words."""
        row, page = self.view.top + event.y, self._page
        if row >= page.height:
            return
        self.go_to(page.block_at_row(row) + 1)
        index, line = page.line_at(row)
        cell = event.x - page.frame.text_column
        if line is None or cell < page.blocks[index].indent_of(line):
            return
        shown = self.highlights if self.setting.letters else None
        letters = letters_in(page, page.blocks[index], line, shown) if shown is not None else ()
        offset = offset_at(page, row, cell, letters)
        if offset is not None:
            self.post_message(self.Pressed(offset))

    def on_mouse_scroll_down(self) -> None:
        """Scroll by some rows."""
        self.move(lambda page, view, height: motion.scroll(page, view, height, WHEEL_ROWS))

    def on_mouse_scroll_up(self) -> None:
        """Scroll back by some rows."""
        self.move(lambda page, view, height: motion.scroll(page, view, height, -WHEEL_ROWS))

    def _lay_out(self) -> None:
        sheet, height = self.sheet, self.size.height
        if sheet is None or not self.size.width or not height:
            return
        # What stands beside the text takes some of the widget's width, but no line becomes another by that.
        frame = frame_for(self.app.size.width, letters=self.setting.letters, beside=self._beside)
        before, old = self._page, self._page.frame
        same = (old.measure, old.numbers) == (frame.measure, frame.numbers)
        if same and before.text is sheet.article.text:
            page = replace(before, frame=frame)
        else:
            page = self._pages.lay_out(sheet.article, frame)
        self._page = page
        if self._laid_out:
            back, self._before = self._before, None
            view = back if back is not None and back.cursor == self.view.cursor else self.view
            self.view = motion.resized(before, page, view, height)
        else:
            self._laid_out = True
            self.view = self._begin(page, height)
            self.post_message(self.LaidOut())
        self.refresh()

    def _begin(self, page: Page, height: int) -> View:
        if self._start is None or not page.blocks:
            return View()
        end = page.blocks[-1].span.end - 1
        cursor = page.block_at_offset(min(self._start.offset, end))
        top = page.row_of(min(self._start.top, end))
        return motion.show(page, View(cursor, top), height)

    def _refresh_blocks(self, indexes: set[int]) -> None:
        """Repaint these blocks and the rows that hold their chips."""
        self._forget(indexes)
        width, height = self.size
        for index in indexes:
            if 0 <= index < len(self._page.blocks):
                top = max(0, self._page.top(index) - self.view.top)
                bottom = min(height, self._page.bottom(index) + 1 - self.view.top)
                if top < bottom:
                    super().refresh(Region(0, top, width, bottom - top))

    def _forget(self, indexes: set[int]) -> None:
        """Draw the rows of these blocks anew, in sight or not."""
        for index in indexes:
            if 0 <= index < len(self._page.blocks):
                rows = range(self._page.top(index), self._page.bottom(index) + 1)
                fewer = rows if len(rows) < len(self._drawn) else [one for one in self._drawn if one in rows]
                for row in fewer:
                    self._drawn.pop(row, None)
