"""Names and quotes in the article: they come when they are found, and Tab walks them."""

from __future__ import annotations

from dataclasses import dataclass

from textual.message import Message

from reader.analysis.marks import Analysis
from reader.tui import keys
from reader.tui.bars import Hint
from reader.tui.glyphs import inert
from reader.tui.highlights import Highlights
from reader.tui.marking import highlights_on, marks_changed
from reader.tui.naming import describe
from reader.tui.screens.base import Desktop
from reader.tui.screens.reading import ReadingScreen
from reader.tui.widgets.article_view import ArticleView
from reader.workspace.marks import Mark
from reader.workspace.sheet import Sheet

WAITING = "names are still being looked for"
_SHORT_BELOW = 60


class HighlightingScreen(ReadingScreen):
    """Adds the highlights and the focus on one of them, which lives inside the paragraph of the cursor."""

    @dataclass
    class Found(Message, bubble=False):
        """Names and quotes of this article have been found."""

        highlights: Highlights

    def __init__(self, desktop: Desktop, article_id: str) -> None:
        super().__init__(desktop, article_id)
        self._spans_before = self.here.spans
        if (found := self._look_up()) is not None:
            self.article.set_reactive(ArticleView.highlights, found)

    @property
    def context(self) -> str:
        """A highlight in focus takes the keys."""
        return keys.HIGHLIGHT if self.article.lit is not None and not self.confirming else super().context

    def perform(self, binding: keys.Binding) -> None:
        """Do an action; the focus goes when the cursor has left its paragraph."""
        super().perform(binding)
        if self._is_left():
            self.drop_focus()

    # -- what was found ----------------------------------------------------------------------------------

    def hear_analysis(self, article_id: str) -> None:
        """Prepare what was found, in the thread that found it: no key waits for a long article."""
        if article_id == self.here.article.id and (found := self._look_up()) is not None:
            self.post_message(self.Found(found))

    def on_highlighting_screen_found(self, message: Found) -> None:
        """Show what was found, in place: no line, no scrolling and no cursor changes."""
        self.take_highlights(message.highlights)
        self._tell_notice()
        self.refresh_bars()

    def _look_up(self) -> Highlights | None:
        """What was found, and what was said of it; without an analysis, what people have marked if any."""
        sheet = self.here
        analysis = self.workspace.analysis(sheet.article.id)
        if analysis is None and not sheet.spans:
            return None
        return highlights_on(sheet, analysis or Analysis(""))

    def watch_sheet(self, before: Sheet | None, now: Sheet | None) -> None:
        """Draw what is said of words now, in place."""
        found = self.article.highlights
        if before is None or now is None:
            return
        if found is None or before.article is not now.article or before.scheme is not now.scheme:
            if (anew := self._look_up()) is not None:
                self.take_highlights(anew)
            return
        changed = marks_changed(before, now, found)
        if changed:
            self.take_highlights(found.with_marks(changed))

    def take_highlights(self, found: Highlights) -> None:
        """Draw with these; a highlight in focus stays so if it is among them."""
        lit = self.article.lit
        index = found.index_of(lit) if lit is not None else None
        self.article.highlights = found
        self.article.lit = found.stops[index] if index is not None else None

    def on_mount(self) -> None:
        """Take what was found before there was a screen to tell, and say what is to be known of it."""
        if self.article.highlights is None and (found := self._look_up()) is not None:
            self.take_highlights(found)
        self._tell_notice()

    def _tell_notice(self) -> None:
        """Say what is to be known of the engines, each once, where nothing else was said."""
        found = self.article.highlights
        for notice in found.analysis.notices if found is not None else ():
            if notice not in self.desktop.told and not self.word:
                self.desktop.told.add(notice)
                self.word = inert(notice)

    def on_unmount(self) -> None:
        """Let the search across articles know what was said of names and quotes here."""
        if self.here.spans != self._spans_before:
            self.workspace.index_marks(self.here.article.id)

    # -- walking -----------------------------------------------------------------------------------------

    def act_highlight_next(self) -> None:
        """The next highlight; from none, the first from this paragraph on."""
        self._walk(1)

    def act_highlight_previous(self) -> None:
        """The highlight before; from none, the last up to this paragraph."""
        self._walk(-1)

    def _walk(self, step: int) -> None:
        found = self.article.highlights
        if found is None:
            self.word = WAITING
            return
        lit, here = self.article.lit, self.article.block_span()
        index = found.index_of(lit) if lit is not None else None
        if index is not None:
            wanted = index + step if 0 <= index + step < len(found.stops) else None
        else:
            wanted = found.first_from(here.start) if step > 0 else found.last_before(here.end)
        if wanted is not None:
            self.light(found.stops[wanted])
        elif not found.stops:
            self.word = "no names or quotes were found"
        elif step > 0:
            self.word = "that was the last highlight" if lit else "no highlight from here on"
        else:
            self.word = "that was the first highlight" if lit else "no highlight up to here"

    def light(self, stop: Mark) -> None:
        """Put a highlight in focus, as it stands now, and say what it is."""
        found = self.article.highlights
        if found is not None:
            index = found.index_of(stop)
            stop = found.stops[index] if index is not None else stop
            self.article.show_stop(stop)
            # Where the rule above the footer has no room for all of it, it is said in fewer words.
            short = self.app.size.width < _SHORT_BELOW
            self.word = describe(stop, found, self.here.article.text, self.desktop.signs, short=short)

    def drop_focus(self) -> None:
        """Leave the highlight."""
        self.article.lit = None

    def _is_left(self) -> bool:
        lit, here = self.article.lit, self.article.block_span()
        return lit is not None and not any(here.overlaps(span) for span in lit.spans)

    def act_block_next(self) -> None:
        """One paragraph down, out of the highlight."""
        self.drop_focus()
        super().act_block_next()

    def act_block_previous(self) -> None:
        """One paragraph up, out of the highlight."""
        self.drop_focus()
        super().act_block_previous()

    def on_article_view_moved(self) -> None:
        """The cursor is on another paragraph."""
        if self._is_left():
            self.drop_focus()
            self.refresh_bars()

    def on_article_view_pressed(self, message: ArticleView.Pressed) -> None:
        """The mouse was pressed on words: a highlight there gets the focus."""
        found = self.article.highlights
        if found is None or self.context not in (keys.ARTICLE, keys.HITS, keys.HIGHLIGHT):
            return
        index = found.stop_at(self.article.block_span(), message.offset)
        if index is None:
            self.drop_focus()
        else:
            self.light(found.stops[index])
        self.refresh_bars()

    def step_back(self) -> bool:
        """Leave the highlight in focus."""
        if self.article.lit is None:
            return super().step_back()
        self.drop_focus()
        return True

    def hints(self) -> tuple[tuple[Hint, ...], ...]:
        """The keys of a highlight in focus."""
        if self.article.lit is None:
            return super().hints()

        def key(*actions: str) -> str:
            return self.key(*actions, context=keys.HIGHLIGHT)

        first = (
            Hint(" HIGHLIGHT ", "", 9, self.desktop.looks.level),
            Hint(key("highlight.next"), "next", 8),
            Hint(key("highlight.previous"), "back", 7),
        )
        second = (
            Hint(key("block.next", "block.previous"), "paragraph", 7),
            Hint(key("view.page_down"), "page", 5),
            Hint(key("edit.undo"), "undo", 6),
            Hint(key("step.out"), "out", 9),
        )
        return first, second
