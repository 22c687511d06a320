"""An article on the screen: moving in it, and keeping the place."""

from __future__ import annotations

from dataclasses import replace

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.reactive import reactive

from reader.library.reading import ReadingPlace
from reader.spans import Span
from reader.tui import keys, motion
from reader.tui.article_header import article_header
from reader.tui.bars import BarLine, Hint, Piece
from reader.tui.label_keys import assign_keys
from reader.tui.render import Setting, chip_pieces, chips_of, place_chips
from reader.tui.screens.base import Desktop, ReaderScreen
from reader.tui.widgets.article_view import ArticleView
from reader.workspace.sheet import Sheet

_KEEP_PLACE_SECONDS = 2.0


class ReadingScreen(ReaderScreen):
    """Shows one article and moves in it; the place is kept for the next time."""

    CONTEXT = keys.ARTICLE
    # What only holds the article and the panel is not drawn itself, under them.
    DEFAULT_CSS = """
    ReadingScreen #page { visibility: hidden; }
    ReadingScreen #page > * { visibility: visible; }
    """

    sheet: reactive[Sheet | None] = reactive(None, init=False, repaint=False)

    def __init__(self, desktop: Desktop, article_id: str) -> None:
        super().__init__(desktop)
        sheet = self.workspace.sheet(article_id)
        self.set_reactive(ReadingScreen.sheet, sheet)
        self.keys = assign_keys(self.workspace.scheme, self.desktop.key_set)
        self.advance = self.workspace.habits.advance(self.workspace.settings.advance)
        self._at_end = False
        self._kept = self.workspace.place(article_id)
        start = self._kept or _first_to_decide(sheet)
        setting = Setting(desktop.looks, desktop.signs, self.keys, letters=desktop.letters)
        self.article = ArticleView(setting, sheet, start, desktop.pages)
        self.page = Horizontal(self.article, id="page")
        """The article, and what stands beside it."""

    @property
    def ready(self) -> bool:
        """Ready once the page is set for the size of the screen."""
        return super().ready and self.article.is_laid_out

    @property
    def here(self) -> Sheet:
        """The article and the decisions on it."""
        assert self.sheet is not None  # noqa: S101 - a screen without an article is not made
        return self.sheet

    def compose_page(self) -> ComposeResult:
        """The article."""
        self.article.data_bind(ReadingScreen.sheet)
        yield self.page

    def on_mount(self) -> None:
        """Remember every two seconds where the reader is, and at once that the article was opened."""
        self.call_after_refresh(self.keep_place)
        self.set_interval(_KEEP_PLACE_SECONDS, self.keep_place)

    def on_unmount(self) -> None:
        """Remember where the reader left."""
        self.keep_place()

    def keep_place(self) -> None:
        """Remember where the reader is, if that has changed."""
        place = self.article.place
        if place != self._kept and self.article.is_laid_out:
            self._kept = place
            self.workspace.keep_place(self.here.article.id, place)

    def saves_changed(self) -> None:
        """Show what is on disk now: another window may have decided too."""
        current = self.workspace.current(self.here.article.id)
        if current is not None:
            self.sheet = current

    def take_theme(self) -> None:
        """Without colours letters tell types, and with them they do not."""
        if self.article.setting.letters != self.desktop.letters:
            self.article.set_setting(replace(self.article.setting, letters=self.desktop.letters))

    # -- header and footer -------------------------------------------------------------------------------

    def header_lines(self) -> tuple[BarLine, ...]:
        """Title and progress; source, place, date and length."""
        on_enter = f"auto: {self.key('undecided.next')}"
        auto = {"off": "", "label": "auto", "enter": on_enter}[self.advance]
        sheet, progress = self.here, self.progress_words()
        wide = self.app.size.width >= 60
        right = self.side(progress, auto) if wide else ((f"{progress} {self.save_words()}", self.quiet),)
        lines = article_header(sheet, self.desktop.looks, self.desktop.signs, right, self._tags())
        return lines if wide else lines[:1]

    def progress_words(self) -> str:
        """How much of the article is decided."""
        return f"{self.here.decided}/{self.here.total}" if self.here.total else ""

    def _tags(self) -> tuple[Piece, ...]:
        """What was said of the whole article, in half of a line at most."""
        setting = self.article.setting
        chips = chips_of(self.here.document, self.here.scheme, setting)
        return chip_pieces(place_chips(chips, self.app.size.width // 2, setting), self.quiet)

    def hints(self) -> tuple[tuple[Hint, ...], ...]:
        """The keys that work now: of whatever is open, else of the article."""
        return self.plain_hints()

    def plain_hints(self) -> tuple[tuple[Hint, ...], ...]:
        """The keys of the article while nothing is open in it."""
        return ()

    def hit_span(self) -> Span | None:
        """The words that were searched for and are the hit now."""
        return None

    # -- moving ------------------------------------------------------------------------------------------

    def on_article_view_laid_out(self) -> None:
        """The page is set: keys can move in it."""
        self.be_ready()

    def on_article_view_moved(self) -> None:
        """The cursor is on another paragraph."""
        self._at_end = False

    def act_block_next(self) -> None:
        """One paragraph down."""
        self.article.move(motion.next_block)

    def act_block_previous(self) -> None:
        """One paragraph up."""
        self.article.move(motion.previous_block)

    def act_block_first(self) -> None:
        """The top."""
        self.article.move(motion.first)

    def act_block_last(self) -> None:
        """The end."""
        self.article.move(motion.last)

    def act_block_number(self, number: str) -> None:
        """The paragraph with this number."""
        if self.here.article.block(int(number)) is None:
            self.word = f"the article has {len(self.here.article.blocks)} paragraphs"
        else:
            self.article.go_to(int(number))

    def act_view_half_down(self) -> None:
        """Half a screen down."""
        self.article.move(motion.half_down)

    def act_view_half_up(self) -> None:
        """Half a screen up."""
        self.article.move(motion.half_up)

    def act_view_page_down(self) -> None:
        """A screen down."""
        self.article.move(motion.page_down)

    def act_view_page_up(self) -> None:
        """A screen up."""
        self.article.move(motion.page_up)

    def act_undecided_next(self) -> None:
        """The next paragraph that is to be decided; at the end, pressed again, the next article."""
        if self._at_end:
            self.act_article_next()
        elif not self.go_on():
            self._at_end = True

    def act_undecided_previous(self) -> None:
        """The paragraph before that is to be decided."""
        number = self.here.undecided_after(self.article.number, -1)
        if number is None:
            self.word = "nothing undecided above"
        else:
            self.article.go_to(number)

    def act_decided_last(self) -> None:
        """Back to the paragraph that was decided last."""
        target = self.workspace.last_decided(self.here.article.id)
        place = self.here.places.get(target.id) if target else None
        if isinstance(place, int):
            self.article.go_to(place)
        else:
            self.word = "nothing was decided in this article yet"

    def act_article_next(self) -> None:
        """The next article of the list."""
        self.reader.open_neighbour(1)

    def act_article_previous(self) -> None:
        """The article before in the list."""
        self.reader.open_neighbour(-1)

    def go_on(self) -> bool:
        """Go to the next undecided paragraph; where there is none, say so and stay."""
        number = self.here.undecided_after(self.article.number)
        if number is not None:
            self.article.go_to(number)
            return True
        earlier = self.here.total - self.here.decided
        waiting = f"{earlier} earlier undecided" if earlier else "all decided"
        back, on = self.key("undecided.previous"), self.key("undecided.next")
        said = (
            self.word,
            "last one",
            f"{waiting}: {back}" if earlier and back else waiting,
            f"{on}: next article" if on else "",
        )
        self.word = " · ".join(one for one in said if one)
        self._at_end = True
        return False


def _first_to_decide(sheet: Sheet) -> ReadingPlace | None:
    """Where one begins in an article that was never opened: not on a headline that is not to be decided."""
    number = sheet.undecided_after(0)
    block = sheet.article.block(number) if number is not None else None
    return ReadingPlace(block.span.start, 0) if block is not None else None
