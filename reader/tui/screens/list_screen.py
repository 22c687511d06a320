"""The list of articles: where one starts, and comes back to the same row."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.widget import Widget

from reader.errors import ReaderError
from reader.tui import keys
from reader.tui.bars import BarLine, Hint
from reader.tui.glyphs import cells, fit, inert
from reader.tui.screens.asides import ListAsideScreen
from reader.tui.screens.base import Desktop
from reader.tui.screens.outgoing import OutgoingScreen
from reader.tui.screens.rows_deciding import RowsDecidingScreen
from reader.tui.screens.starting import StartingScreen
from reader.tui.screens.writing import WritingScreen
from reader.tui.widgets.article_list import ArticleList
from reader.workspace.deed import Deed

_TITLE = 40
"""Cells of a title in the rule above a note on its article."""

_TALL, _WIDE = 24, 64
"""Rows and columns of a screen on which what the signs mean has a line of its own."""


class ListScreen(WritingScreen, ListAsideScreen, StartingScreen, RowsDecidingScreen, OutgoingScreen):
    """Lists the workspace's articles; Enter opens one, and keys decide about them."""

    CONTEXT = keys.LIST

    def __init__(self, desktop: Desktop) -> None:
        super().__init__(desktop)
        workspace = desktop.workspace
        self.articles = ArticleList(
            workspace.listing(), workspace.scheme, desktop.looks, desktop.signs, desktop.key_set
        )

    def compose_page(self) -> ComposeResult:
        """The list."""
        yield self.articles

    def on_mount(self) -> None:
        """Read the rest of a long list while its first rows are shown."""
        self.call_after_refresh(self._read_on)

    def _read_on(self) -> None:
        if not self.articles.listing.loaded:
            self.run_worker(self._load, thread=True, group="listing")

    def _load(self) -> None:
        try:
            self.articles.listing.load()
        except ReaderError:
            return
        finally:
            self.workspace.release()
        self.app.call_from_thread(self.refresh_bars)

    def on_screen_resume(self) -> None:
        """Show what was read and decided meanwhile."""
        self.refresh_rows()

    def saves_changed(self) -> None:
        """Show the progress that was saved."""
        # Below an article it is not seen, and fetches its rows anew when it is again.
        if self.is_current:
            self.refresh_rows()

    def refresh_rows(self) -> None:
        """Fetch the rows on the screen anew."""
        self.articles.scheme = self.workspace.scheme
        self.articles.listing.refresh()
        self.articles.refresh()
        self.fill_aside()
        self.refresh_bars()

    def take_scheme(self) -> None:
        """Draw with the labels as they are now."""
        self.refresh_rows()

    @property
    def aside_article(self) -> str | None:
        """The article under the cursor."""
        row = self.articles.current
        return row.id if row is not None else None

    def show_listing(self, article_id: str | None = None) -> None:
        """List everything anew, the cursor on the same article or on the one named."""
        self.articles.show(self.workspace.listing(article_id))
        if article_id is not None:
            position = self.articles.listing.position(article_id)
            if position is not None:
                self.articles.go_to(position)
        self._read_on()
        self.refresh_bars()

    def show_reverted(self, article_id: str, words: str) -> None:
        """Put the cursor on an article about which something was undone or redone, and say what."""
        position = self.articles.listing.position(article_id)
        if position is not None:
            self.articles.range_start = None
            self.articles.go_to(position)
        self.note_save()
        self.word = words

    def header_lines(self) -> tuple[BarLine, ...]:
        """Which folder, how many articles, whose decisions."""
        looks, count = self.desktop.looks, len(self.articles.listing)
        name = inert(self.workspace.root.path.name or "/")
        articles = f"{count:,} article" if count == 1 else f"{count:,} articles"
        dot = self.desktop.signs.dot
        first = BarLine(((name, looks.strong), (f" {dot} {articles}", looks.quiet)), self.side())
        row = self.articles.current
        second = (
            f"newest first {dot} {self.articles.cursor + 1:,} of {count:,}" if row else "nothing here yet"
        )
        count = self.reader.to_look_at
        key = self.key("look.open")
        shown = f"{count:,} to look at{f' {dot} {key}' if key else ''}"
        right = ((shown, looks.flag),) if count else ()
        return (first, BarLine(((second, looks.quiet),), right))

    def hints(self) -> tuple[tuple[Hint, ...], ...]:
        """The keys of whatever is open, else of the list, and what its signs mean."""
        if self.choice is not None:
            return self.choice_hints()
        if self.context == keys.ROWS:
            return self.rows_hints()
        if self.letters is not None or self.picker is not None or self.note is not None:
            return super().hints()
        signs = self.desktop.signs
        states = f"{signs.unread} unread  {signs.begun} begun  {signs.done} done  {signs.ignored} ignored"
        marks = f"{signs.flag} flag  {signs.note} note  {signs.orphan} lost place"
        legend = Hint(f"{states}  {marks}", "", 1, self.desktop.looks.quiet)
        width, height = self.app.size
        tall = height >= _TALL and width >= _WIDE
        return (
            *(((legend,),) if tall else ()),
            (
                self.hint("article.open", "open", 9),
                self.hint("queue.open", "what next", 8),
                self.hint("list.next_open", "next unfinished", 6),
                self.hint("source.reload", "reload", 5),
                self.hint("note.edit", "note", 4),
                self.hint("quotes.open", "who said what", 4),
                self.hint("look.open", "what needs a look", 3),
                self.hint("copy.citation", "copy", 2),
                self.hint("edit.undo", "undo", 7),
                self.hint("app.quit", "quit", 8),
            ),
            (
                self.hint("article.done", "done", 8),
                self.hint("decision.flag", "flag", 7),
                self.hint("decision.ignore", "ignore", 6),
                *self.label_hints(),
                self.hint("label.pick", "label article", 5),
                self.hint("select.range", "rows", 4),
                *(() if tall else (legend,)),
            ),
        )

    @property
    def article_out(self) -> str | None:
        """The article under the cursor."""
        row = self.articles.current
        return row.id if row is not None else None

    # -- actions -----------------------------------------------------------------------------------------

    def act_list_next(self) -> None:
        """One row down."""
        self.articles.move(1)

    def act_list_previous(self) -> None:
        """One row up."""
        self.articles.move(-1)

    def act_list_first(self) -> None:
        """The first row."""
        self.articles.go_to(0)

    def act_list_last(self) -> None:
        """The last row."""
        if not self.articles.go_to(len(self.articles.listing) - 1) and not self.articles.listing.loaded:
            self.word = "still reading the list"

    def act_list_half_down(self) -> None:
        """Half a screen down."""
        self.articles.move(max(1, self.articles.size.height // 2))

    def act_list_half_up(self) -> None:
        """Half a screen up."""
        self.articles.move(-max(1, self.articles.size.height // 2))

    def act_list_page_down(self) -> None:
        """A screen down."""
        self.articles.move(max(1, self.articles.size.height - 2))

    def act_list_page_up(self) -> None:
        """A screen up."""
        self.articles.move(-max(1, self.articles.size.height - 2))

    def act_list_next_open(self) -> None:
        """The next article that is not done."""
        self._go_to_open(1)

    def act_list_previous_open(self) -> None:
        """The article before that is not done."""
        self._go_to_open(-1)

    def _go_to_open(self, step: int) -> None:
        position = self.articles.listing.next_open(self.articles.cursor, step)
        if position is None:
            self.word = f"no unfinished article {'below' if step > 0 else 'above'}"
        else:
            self.articles.go_to(position)

    def act_article_open(self) -> None:
        """Open the article under the cursor, at its saved paragraph."""
        row = self.articles.current
        if row is None:
            self.word = "nothing to open: reader import FILE brings articles in"
        else:
            self.reader.open_article(row.id)

    def act_copy_citation(self) -> None:
        """The article as one cites it."""
        from reader.tui.citing import citation

        article_id = self.article_out
        if article_id is None:
            self.word = "there is nothing to copy"
            return
        article = self.workspace.article(article_id)
        self.copy(citation(article, self.workspace.origin(article_id)), "the citation")

    @property
    def note_place(self) -> Widget:
        """Below the list."""
        return self.articles

    def act_note_edit(self) -> None:
        """Write a note on the article under the cursor."""
        row = self.articles.current
        if row is None:
            self.word = "there is no article to write a note on"
        else:
            sheet, signs = self.workspace.sheet(row.id), self.desktop.signs
            title = fit(row.title, min(_TITLE, cells(row.title)), signs.ellipsis).rstrip()
            about = f"on {signs.open_quote}{title}{signs.close_quote}"
            self.write_note(sheet, (sheet.target_of_document(),), about)

    def noted(self, deed: Deed) -> None:  # noqa: ARG002 - the list shows what is on disk
        """Show the sign of the note."""
        self.refresh_rows()

    def act_quotes_open(self) -> None:
        """Who is quoted in all articles, and as saying what."""
        self.reader.show_quotes()

    def act_look_open(self) -> None:
        """What needs a look in the whole workspace."""
        self.reader.show_looks()

    def act_source_reload(self) -> None:
        """Look for new and changed files."""
        self.reader.look_for_articles()

    def act_undecided_next(self) -> None:
        """The next article that is not done, while the layer of letters is open."""
        self.act_list_next_open()

    def act_step_out(self) -> None:
        """Close what is open below the list; beyond that there is nothing to step out of."""
        if not self.step_back() and not self.close_aside():
            self.word = self.key_words("screen.close", "quits") or self.key_words("app.quit", "quits")

    def act_screen_close(self) -> None:
        """The list is the outermost screen."""
        self.act_app_quit()

    def on_article_list_chosen(self) -> None:
        """The mouse was pressed twice."""
        self.act_article_open()
