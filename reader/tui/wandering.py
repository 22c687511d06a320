"""The ways from a name or a speaker to other articles, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.tui.reverting import RevertingApp
from reader.tui.screens.base import Desktop

if TYPE_CHECKING:
    from reader.library.names import Speaker
    from reader.tui.finding_lines import Subject
    from reader.workspace.marks import Mark


class WanderingApp(RevertingApp, inherit_bindings=False):
    """Adds the screens of names and quotes across articles; an article opened from one lies over it."""

    desktop: Desktop
    _look_at_start: bool

    def look_for_names(self) -> None:
        """Look in the background at the articles that were not looked at yet."""
        if self._look_at_start:
            self.workspace.whereabouts.look()

    def show_mentions(self, subject: Subject) -> None:
        """Show where else a name is."""
        from reader.tui.screens.mentions_screen import MentionsScreen

        self.push_screen(MentionsScreen(self.desktop, subject))

    def show_quotes(self, speaker: Speaker | None = None) -> None:
        """Show who said what, or what one speaker said."""
        from reader.tui.screens.quotes_screen import QuotesScreen

        self.push_screen(QuotesScreen(self.desktop, speaker))

    def go_to_words(self, article_id: str, block: int, start: int, *, quote: bool = False) -> None:
        """Show an article at a paragraph, with the name or the quote that begins at `start` in focus."""
        self.open_article(article_id)
        screen = self.article_screen
        if screen is not None:
            screen.article.go_to(block)
            screen.seek(start, quote=quote)

    def go_back_to(self, mark: Mark) -> None:
        """Close the screen on top, and put a highlight of the article below it in focus."""
        self.pop_screen()
        screen = self.article_screen
        if screen is not None:
            screen.close_panel_for(mark)
