"""From a name in the article to where else it is, from a quote to its speaker; and arriving from there."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass

from reader.analysis.marks import Quote
from reader.errors import LibraryError
from reader.library.names import Speaker
from reader.tui import keys
from reader.tui.bars import Hint
from reader.tui.finding_lines import Subject, mentions_here
from reader.tui.highlights import Highlights, Stop
from reader.tui.screens.base import Desktop
from reader.tui.screens.panelling import PanelScreen


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
        super().on_article_view_laid_out()
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
            if found.stops[nth].is_quote == goal.quote:
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

    def close_panel_for(self, stop: Stop) -> None:
        """Put a highlight in focus; a panel below the text gives way to it."""
        if self.panel is not None and self.panel.beside:
            self.panel.active = False
        else:
            self.close_panel()
        self.light(stop)
        self.refresh_bars()

    # -- leaving -----------------------------------------------------------------------------------------

    def act_mentions_open(self) -> None:
        """Where else the name is, or what else the speaker of the quote said."""
        stop = self._asked_about()
        if stop is None:
            self.word = "no name and no quote is in focus"
        elif isinstance(stop.what, Quote):
            self._show_speaker(stop.what)
        else:
            self._show_mentions(stop)

    def _asked_about(self) -> Stop | None:
        """The highlight in focus, or the first of what the panel's row is about."""
        found, panel = self.article.highlights, self.panel
        if panel is None or not panel.active or found is None:
            return self.article.lit
        row = panel.current
        return found.stops[row.stops[0]] if row is not None else None

    def _show_mentions(self, stop: Stop) -> None:
        found, article = self.article.highlights, self.here.article
        if found is None or isinstance(stop.what, Quote):
            return
        known = found.analysis.name_of(stop.what)
        name = known.name if known is not None else stop.spans[0].of(article.text)
        label = known.label if known is not None else stop.what.label
        here = mentions_here(found, stop, article.blocks, article.text)
        self.reader.show_mentions(Subject(" ".join(name.split()), label, article.id, here, stop))

    def _show_speaker(self, quote: Quote) -> None:
        # Only asked for here: an article opens without it.
        from reader.library.name_rows import compared, speaker_of

        called = speaker_of(quote, self.here.article.text)
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
        key = keys.first_key(self.context, "mentions.open", self.desktop.key_set)
        if self.context not in (keys.HIGHLIGHT, keys.PANEL) or not key:
            return lines
        first, *rest = lines
        return ((*first, Hint(key, "where else", 6)), *rest)
