"""Finding words in the article or in its notes: hits are marked while one types, then walked."""

from __future__ import annotations

from dataclasses import replace

from textual import events

from reader.spans import Span
from reader.tui import keys, motion
from reader.tui.bars import Hint
from reader.tui.glyphs import inert
from reader.tui.motion import View
from reader.tui.screens.base import Desktop
from reader.tui.screens.deciding import DecidingScreen
from reader.tui.searching import NO_HITS, NOTHING, Found, Searched, notes_with
from reader.tui.widgets.search_field import SearchField
from reader.workspace.marks import Mark

_NARROW = 60
_SCOPES = {"here": "find", "notes": "find in notes"}


class SearchingScreen(DecidingScreen):
    """Adds the search. Esc while one types leads back to where one was; hits that were kept are walked."""

    def __init__(self, desktop: Desktop, article_id: str) -> None:
        super().__init__(desktop, article_id)
        self.search: SearchField | None = None
        self._searched = Searched("", ())
        self._scope = "here"
        self._sought = ""
        self._came_from: tuple[View, Mark | None, Found] = (View(), None, NOTHING)
        self._origin = 0
        self._resized = False

    @property
    def found(self) -> Found:
        """What is found and marked in the text."""
        return self.article.found

    @property
    def context(self) -> str:
        """The field takes the keys while it is open; hits lie over the article's own keys."""
        if self.search is not None and not self.confirming:
            return keys.SEARCH
        below = super().context
        return keys.HITS if below == keys.ARTICLE and len(self.found) else below

    def hit_span(self) -> Span | None:
        """The hit in the paragraph under the cursor, the one looked at first; None when there is none."""
        found, here = self.found, self.article.block_span()
        if found.notes or not len(found):
            return None
        if found.now is not None and here.covers(found.span(found.now)):
            return found.span(found.now)
        return next((span for _, span in found.hits.within(here)), None)

    # -- the field ---------------------------------------------------------------------------------------

    def act_search_open(self) -> None:
        """Look for words, from the paragraph under the cursor on."""
        article = self.here.article
        if self._searched.text is not article.text:
            self._searched = Searched(article.text, [block.span for block in article.blocks])
        lit = self.article.lit
        self._came_from = (self.article.view, lit, self.found)
        self._resized = False
        self._origin = lit.start if lit is not None else self.article.block_span().start
        self.drop_focus()
        self.search = SearchField(_SCOPES[self._scope], self._sought)
        self.article.found = NOTHING
        self.mount(self.search, after=self.page)
        self.call_after_refresh(self._searched.prepare)

    def on_resize(self, _: events.Resize) -> None:
        """Rows of another width mean nothing here: Esc leads back to the paragraph then."""
        self._resized = True

    def act_search_type(self, sign: str) -> None:
        """Type a sign; the hits follow at once."""
        if self.search is not None:
            self.search.type(sign)
            self._seek()

    def act_search_erase(self) -> None:
        """Take the last sign away."""
        if self.search is not None:
            self.search.erase()
            self._seek()

    def on_input_changed(self) -> None:
        """Look for what was pasted or edited in the middle."""
        if self.search is not None and self.search.text != self.found.hits.words:
            self._seek()

    def _seek(self, words: str | None = None) -> None:
        """Mark the hits of what is typed and go to the nearest, or back when there is none."""
        if self.search is None:
            return
        words = self.search.text if words is None else words
        if self._scope == "notes":
            found = Found(replace(NO_HITS, words=words), notes_with(self.here, words))
        else:
            found = Found(self._searched.find(words))
        self._mark(found.at(self._origin))
        if not len(found) and not self._resized:
            # The field has taken a row: the paragraph is still whole where it fits.
            before = self._came_from[0]
            self.article.move(lambda page, _, height: motion.resized(page, page, before, height))

    def _mark(self, found: Found) -> None:
        """Mark hits and go to the one that is looked at."""
        self.article.found = found
        if found.now is not None:
            self.article.show_span(found.span(found.now))
            if found.notes:
                self.word = inert(" ".join(found.notes[found.now].note.split()))
        if self.search is not None:
            self.search.show(_SCOPES[self._scope], found.words if found.hits.words.strip() else "")

    def act_search_next(self) -> None:
        """The next hit, while one types."""
        self._go_by(1)

    def act_search_previous(self) -> None:
        """The hit before, while one types."""
        self._go_by(-1)

    def act_search_scope(self) -> None:
        """Look in the notes instead, or in the text again."""
        self._scope = "notes" if self._scope == "here" else "here"
        self._seek()

    def act_search_keep(self) -> None:
        """Keep the hits and read on; with nothing typed, those of the search before."""
        if self.search is None:
            return
        words = self.search.text if self.search.text.strip() else self._sought
        if words != self.found.hits.words:
            self._seek(words)
        self._sought = words
        if len(self.found):
            self._close_search()
            return
        self.act_search_cancel()
        if words.strip():
            where = "in the notes" if self._scope == "notes" else "in this article"
            self.word = f"{self._quoted(words)} is not {where}"

    def act_search_cancel(self) -> None:
        """Go back to where one was."""
        view, lit, found = self._came_from
        self._close_search()
        self.article.found = found
        if self._resized:
            self.article.go_to(view.cursor + 1)
        else:
            self.article.view = view
            self.article.give_back(view)
        self.article.lit = lit

    def _close_search(self) -> None:
        search, self.search = self.search, None
        if search is not None:
            search.remove()
            self.set_focus(None)

    def _go_by(self, step: int) -> None:
        found = self.found.step(step, self.article.block_span())
        self._mark(found)
        if found.now is not None:
            self._origin = found.span(found.now).start

    # -- hits that were kept -----------------------------------------------------------------------------

    def act_hit_next(self) -> None:
        """The next hit."""
        self._go_by(1)
        self._tell_wrapped()

    def act_hit_previous(self) -> None:
        """The hit before."""
        self._go_by(-1)
        self._tell_wrapped()

    def _tell_wrapped(self) -> None:
        if self.found.wrapped:
            self.word = f"wrapped{f' · {self.word}' if self.word else ''}"

    def _undecided_key(self) -> str:
        """What goes to the next undecided while its usual key goes to the next hit."""
        taken = keys.bindings(keys.HITS, self.desktop.key_set)
        row = next(row for row in keys.KEYS if (row.context, row.action) == (keys.ARTICLE, "undecided.next"))
        left = [key for key in keys.keys_of(row, self.desktop.key_set) if key not in taken]
        return self.desktop.signs.of_key(keys.shown_key(left[0])) if left else ""

    def _quoted(self, words: str) -> str:
        signs = self.desktop.signs
        return f"{signs.open_quote}{inert(' '.join(words.split()))}{signs.close_quote}"

    def act_hits_clear(self) -> None:
        """Let the hits be words like others again."""
        self.article.found = NOTHING

    def hints(self) -> tuple[tuple[Hint, ...], ...]:
        """The keys of the field; of hits, and what `n` means now."""
        context, level = self.context, self.desktop.looks.level
        if context not in (keys.SEARCH, keys.HITS):
            return super().hints()

        if context == keys.HITS:
            narrow = self.app.size.width < _NARROW
            said = "" if narrow else f"{self._quoted(self.found.hits.words)} "
            walk = self.key("hit.next", "hit.previous", context=context)
            second = (
                Hint(" HITS ", f"{said}{self.found.words}", 9, level),
                Hint(walk, "hits", 9),
                Hint(self._undecided_key(), "next undecided", 6),
                self.hint("hits.clear", "clear", 8, context=context),
            )
            return (*super().hints()[:1], tuple(hint for hint in second if hint.key))
        other = "in the text" if self._scope == "notes" else "in notes"
        first = (
            Hint(" FIND ", "", 9, level),
            self.hint("search.keep", "keep hits", 8, context=context),
            Hint(self.key("search.next", "search.previous", context=context), "next, previous hit", 7),
            self.hint("search.scope", other, 6, context=context),
        )
        return first, (self.hint("search.cancel", "back to where I was", 9, context=context),)
