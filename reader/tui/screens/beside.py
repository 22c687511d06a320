"""What stands beside or below the text of an article while one reads on: guidelines, and who and when."""

from __future__ import annotations

from textual import events

from reader.tui.asides import Counts, guide_lines, paragraph_lines
from reader.tui.layout import frame_for, spare_for
from reader.tui.screens.asides import GUIDE, INFO, AsideScreen
from reader.tui.screens.base import Desktop
from reader.tui.screens.deciding import DecidingScreen
from reader.tui.widgets.aside import Aside, Fill
from reader.tui.widgets.panel import panel_width
from reader.workspace.informing import given_in

_FEWEST, _FOLLOWING = 4, 8
"""The fewest rows below the text, and those of what follows the cursor."""
_WIDEST = 36


class BesideScreen(DecidingScreen, AsideScreen):
    """Adds to an article its guidelines and what is known of the paragraph under the cursor.

    They never cover it: below the text they leave it the rows that it takes.
    """

    def __init__(self, desktop: Desktop, article_id: str) -> None:
        super().__init__(desktop, article_id)
        self._view_opened = self.article.view

    def open_aside(self, what: str) -> None:
        """Put it beside the text, in the place of the panel, or below the text."""
        self.close_panel()
        self._view_opened = self.article.view
        # Who and when speaks of one paragraph: it stands below it, whatever the width.
        width = self._width() if what == GUIDE else 0
        self.article.make_room(width)
        aside = self.make_aside(what, beside=width > 0)
        if width:
            aside.styles.width = width
            aside.styles.height = "1fr"
            self.mount(aside, after=self.article)
        else:
            aside.styles.height = self._height(aside)
            self.mount(aside, after=self.page)

    def _width(self) -> int:
        """The cells beside the text, where there is room for a panel; sentences take more than names do."""
        width, letters = self.app.size.width, self.desktop.letters
        if not panel_width(width, letters=letters):
            return 0
        frame = frame_for(width, letters=letters)
        return min(_WIDEST, width - frame.gutter - frame.measure - spare_for(letters=letters))

    def _height(self, aside: Aside) -> int:
        """What it wants, as far as the paragraph under the cursor stays whole."""
        width, height = self.app.size
        room = height - self.header.get_content_height() - self.footer.get_content_height()
        most = max(_FEWEST, min(room // 2, room - self.article.rows_of_current))
        # What follows the cursor keeps its height: a page that jumps with every step cannot be read.
        wanted = _FOLLOWING if self._shown == INFO else aside.wanted_height(width)
        return max(1, min(wanted, most, room - 3))

    def close_aside(self) -> bool:
        """Take it away; the text goes back to where it was, if the cursor has not moved."""
        beside = self.aside is not None and self.aside.beside
        if not super().close_aside():
            return False
        if not beside:
            self.article.give_back(self._view_opened)
        self.article.make_room(0)
        return True

    def aside_words(self, what: str) -> tuple[str, Fill]:
        """The guidelines with counts, or what is known of the paragraph under the cursor."""
        sheet, informing = self.here, self.workspace.informing
        if what == GUIDE:
            scheme, press = self.workspace.scheme, self.keys.press
            counts = Counts(informing.given(scheme), given_in(sheet))
            make = self.key("label.pick")
            return "Guidelines", lambda ink: guide_lines(scheme, press, counts, ink, make=make)
        number = self.article.number
        found = informing.paragraph(sheet, number)
        return f"Who and when {self.desktop.signs.dot} {number}", lambda ink: paragraph_lines(found, ink)

    def on_article_view_moved(self) -> None:
        """What is known of a paragraph follows the cursor; what stands below gives way to a longer one."""
        aside = self.aside
        if aside is None:
            return
        if self._shown == INFO:
            self.fill_aside()
        if not aside.beside:
            wanted, now = self._height(aside), aside.styles.height
            if now is None or wanted < now.value:
                aside.styles.height = wanted

    def saves_changed(self) -> None:
        """Count anew what is given."""
        super().saves_changed()
        self.fill_aside()

    def take_scheme(self) -> None:
        """Show the guidelines as they are now."""
        super().take_scheme()
        self.fill_aside()

    def act_panel_open(self) -> None:
        """The panel takes the place of an aside."""
        self.close_aside()
        super().act_panel_open()

    def step_back(self) -> bool:
        """Close what takes keys first; an aside only stands by."""
        return super().step_back() or self.close_aside()

    def on_resize(self, _: events.Resize) -> None:
        """Move an aside to where there is room now."""
        if self.aside is not None:
            what, top = self._shown, self.aside.top
            AsideScreen.close_aside(self)
            self.open_aside(what)
            if self.aside is not None:
                self.aside.top = top
