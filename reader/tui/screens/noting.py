"""Notes in an article: on the paragraph under the cursor, on words of it, and on the article."""

from __future__ import annotations

from textual.widget import Widget

from reader.annotations.model import Target
from reader.tui.motion import View
from reader.tui.screens.base import Desktop
from reader.tui.screens.selecting import SelectingScreen
from reader.tui.screens.writing import WritingScreen
from reader.workspace.deed import Deed


class NotingScreen(WritingScreen, SelectingScreen):
    """Adds the notes of an article; what a note is on stays in sight while it is written."""

    def __init__(self, desktop: Desktop, article_id: str) -> None:
        super().__init__(desktop, article_id)
        self._view_before_note: View | None = None

    @property
    def note_place(self) -> Widget:
        """Below the page."""
        return self.page

    def span_target(self) -> Target | None:
        """The words that are chosen, or that a highlight in focus marks, as a target; None without any."""
        if self.chosen is not None:
            return self.here.target_of_span(self.chosen.span)
        return None if self.lit is None else self.here.target_of_span(self.lit.spans[0])

    def act_note_edit(self) -> None:
        """Write a note on the words chosen or in focus, else on the paragraph, or go on with it."""
        self._view_before_note = self.article.view
        target = self.span_target() or self.here.target_of_block(self.article.number)
        self.drop_selection()
        self.write_note(self.here, (target,))

    def act_note_article(self) -> None:
        """Write a note on the whole article."""
        self._view_before_note = self.article.view
        self.write_note(self.here, (self.here.target_of_document(),))

    def note_seconds(self) -> float | None:
        """The time that the paragraph had until now."""
        return self.spent()

    def noted(self, deed: Deed) -> None:
        """Show the note where it belongs."""
        self.sheet = deed.sheet

    def note_closed(self) -> None:
        """The text goes back to where it was, if the cursor has not moved."""
        if self._view_before_note is not None:
            self.article.give_back(self._view_before_note)
            self._view_before_note = None
