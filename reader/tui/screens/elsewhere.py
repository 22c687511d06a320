"""From a name in the article to where else it is, from a quote to its speaker; and arriving from there."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass

from reader.errors import LibraryError
from reader.library.names import Speaker
from reader.tui import keys
from reader.tui.bars import Hint
from reader.tui.finding_lines import Subject, mentions_here
from reader.tui.highlights import Highlights
from reader.tui.naming import speaker_of
from reader.tui.screens.base import Desktop
from reader.tui.screens.panelling import PanelScreen
from reader.workspace.marks import Mark


@dataclass(frozen=True, slots=True)
class _Goal:
    """The highlight that one came for: where it begins, and whether it is a quote."""

    start: int
    quote: bool


class ElsewhereScreen(PanelScreen):
    """Adds the ways to other articles, and the focus on what one came for once it is found."""

    def __init__(self, desktop: Desktop, article_id: str) -> None:
        super().__init__(desktop, article_id)
        self._goal: _Goal | None = None

    def perform(self, binding: keys.Binding) -> None:
        """Do an action; whoever does something else has not come for that highlight any more."""
        self._goal = None
        super().perform(binding)

    # -- arriving ----------------------------------------------------------------------------------------

    def seek(self, start: int, *, quote: bool) -> None:
        """Put the highlight that begins at `start` in focus, now or as soon as it is found."""
        self._goal = _Goal(start, quote)
        self._arrive()

    def on_article_view_laid_out(self) -> None:
        """The page is set: what one came for can be shown."""
        self._arrive()

    def take_highlights(self, found: Highlights) -> None:
        """Draw what was found, with what one came for in focus."""
        super().take_highlights(found)
        self._arrive()

    def _arrive(self) -> None:
        goal, found = self._goal, self.article.highlights
        if goal is None or found is None or not self.article.is_laid_out:
            return
        self._goal = None
        nth = found.first_from(goal.start)
        while nth is not None and nth < len(found.stops) and found.stops[nth].start == goal.start:
            if found.stops[nth].is_quote == goal.quote and found.stops[nth].shown:
                self.light(found.stops[nth])
                self.refresh_bars()
                return
            nth += 1

    def on_screen_resume(self) -> None:
        """The list below stands at the article that one reads, also after one was elsewhere."""
        with contextlib.suppress(LibraryError):
            position = self.reader.list.articles.listing.position(self.here.article.id)
            if position is not None:
                self.reader.list.articles.go_to(position)

    def close_panel_for(self, mark: Mark) -> None:
        """Put a highlight in focus; a panel below the text gives way to it."""
        if self.panel is not None and self.panel.beside:
            self.panel.active = False
        else:
            self.close_panel()
        self.light(mark)
        self.refresh_bars()

    # -- leaving -----------------------------------------------------------------------------------------

    def act_mentions_open(self) -> None:
        """Where else the name is, or what else the speaker of the quote said."""
        mark, found = self._asked_about(), self.article.highlights
        if mark is None or found is None:
            self.word = "no name and no quote is in focus"
        elif mark.is_quote:
            self._show_speaker(mark, found)
        else:
            self._show_mentions(mark, found)

    def _asked_about(self) -> Mark | None:
        """The highlight in focus, or the first of what the panel's row is about."""
        found, panel = self.article.highlights, self.panel
        if panel is None or not panel.active or found is None:
            return self.article.lit
        row = panel.current
        return found.stops[row.stops[0]] if row is not None else None

    def _show_mentions(self, mark: Mark, found: Highlights) -> None:
        article = self.here.article
        known = found.analysis.names[mark.entity - 1].name if mark.entity is not None else ""
        name = known or mark.spans[0].of(article.text)
        here = mentions_here(found, mark, article.blocks, article.text)
        self.reader.show_mentions(Subject(" ".join(name.split()), mark.label, article.id, here, mark))

    def _show_speaker(self, mark: Mark, found: Highlights) -> None:
        # Only asked for here: an article opens without it.
        from reader.library.name_rows import compared

        quote = mark.quote
        suggested = quote.speaker_name if quote is not None and not mark.spoken else None
        called = " ".join((suggested or speaker_of(mark, found, self.here.article.text)).split())
        if not called:
            self.word = "nobody is named as the speaker of this quote"
            return
        name = compared(called)
        known = self.workspace.whereabouts.names.speaker(name)
        self.reader.show_quotes(known or Speaker(name, "", called, 0, 0))

    def act_quotes_open(self) -> None:
        """Who is quoted in all articles, and as saying what."""
        self.reader.show_quotes()

    def hints(self) -> tuple[tuple[Hint, ...], ...]:
        """The keys of what is open, with the way to other articles."""
        lines = super().hints()
        if self.context not in (keys.HIGHLIGHT, keys.PANEL):
            return lines
        first, *rest = lines
        return ((*first, self.hint("mentions.open", "where else", 6, context=self.context)), *rest)
