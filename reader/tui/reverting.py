"""Undo and redo in the app: what was taken back is shown where it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.annotations.model import Event, bulk_of
from reader.tui.background import BackgroundApp
from reader.tui.glyphs import cells, fit
from reader.workspace.bulk import Progress
from reader.workspace.deed import Deed, Reverted
from reader.workspace.ids import system_clock

if TYPE_CHECKING:
    from reader.tui.screens.article_screen import ArticleScreen
    from reader.tui.screens.base import ReaderScreen


# Cells of the rule beside a last word, and those of a decision below which cutting it helps nobody.
_AROUND, _FEWEST = 5, 12


class RevertingApp(BackgroundApp, inherit_bindings=False):
    """Adds undo and redo."""

    @property
    def article_screen(self) -> ArticleScreen | None:
        """The article on top, if one is."""
        from reader.tui.screens.article_screen import ArticleScreen

        return self.screen if isinstance(self.screen, ArticleScreen) else None

    def open_article(self, article_id: str) -> None:
        """Show an article over the list."""
        raise NotImplementedError

    def labels_changed(self) -> None:
        """Draw with the labels as they are now."""
        raise NotImplementedError

    def revert(self, *, undo: bool) -> None:
        """Undo or redo the newest decision, and show where it was."""
        row = self.workspace.next_revert(Event.UNDO if undo else Event.REDO)
        if row is not None and bulk_of(row.id):
            self.work_on("undoing" if undo else "redoing", lambda progress: self._revert(undo, progress))
            return
        done = self.workspace.undo() if undo else self.workspace.redo()
        if done is None:
            self.say("nothing to undo" if undo else "nothing to redo")
        elif done.deed is not None:
            self._show_reverted(done, done.deed)
        else:
            self.labels_changed()
            self.say(f"{'undone' if undo else 'redone'}: {done.words}")

    def _revert(self, undo: bool, progress: Progress) -> str:
        """Undo or redo a change over several articles, in a worker; returns what to say of it."""
        done = self.workspace.undo(progress) if undo else self.workspace.redo(progress)
        return "" if done is None else f"{'undone' if undo else 'redone'}: {done.words}"

    def _show_reverted(self, done: Reverted, deed: Deed) -> None:
        article_id = deed.sheet.article.id
        if self.screen is self.list and not deed.in_one_place:
            self.list.show_reverted(article_id, _reverted_words(done, self.list))
            return
        # What lies over the article or the list closes: a second article over it would show the same twice.
        while self.screen is not self.list and self.article_screen is None:
            self.pop_screen()
        screen = self.article_screen
        if screen is None or screen.here.article.id != article_id:
            self.open_article(article_id)
            screen = self.article_screen
        if screen is not None:
            screen.sheet = deed.sheet
            places = [deed.sheet.places.get(target.id) for target in deed.targets]
            screen.show_place(places[0] if places else None, alone=len(places) == 1)
            screen.note_save()
            screen.word = _reverted_words(done, screen)


def _reverted_words(done: Reverted, screen: ReaderScreen) -> str:
    undo = done.event is Event.UNDO
    back = screen.key_words(*(("edit.redo", "redoes") if undo else ("edit.undo", "undoes")))
    ago = f", {_ago(system_clock() - done.row.order)}" if undo else ""
    before, after = "undone: " if undo else "redone: ", f"{ago} · {back}" if back else ago
    # The rule that it stands in shows so many cells; what goes first is the end of a long quote, not the key.
    room = screen.app.size.width - _AROUND - cells(before) - cells(after)
    words = done.words
    if cells(words) > room >= _FEWEST:
        words = fit(words, room, screen.desktop.signs.ellipsis).rstrip()
    return f"{before}{words}{after}"


def _ago(microseconds: int) -> str:
    seconds = max(0, microseconds // 1_000_000)
    for size, unit in ((86_400, "d"), (3_600, "h"), (60, "min")):
        if seconds >= size:
            return f"{seconds // size} {unit} ago"
    return f"{seconds} s ago"
