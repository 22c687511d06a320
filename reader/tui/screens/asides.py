"""Guidelines, and who decided what and when, beside or below the text: shown while one reads on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.annotations.scheme import LabelTarget
from reader.tui.keys import Binding
from reader.tui.screens.base import ReaderScreen

if TYPE_CHECKING:
    from reader.tui.widgets.aside import Aside, Fill

# What draws an aside is imported when one is asked for: the first frame of the list needs none of it.
GUIDE, INFO = "guide.toggle", "info.show"
_BARS = 6
"""Rows of header and footer."""
_MOST_IN_LIST = 14


class AsideScreen(ReaderScreen):
    """A screen with at most one aside, which takes no keys but the one that opened it."""

    aside: Aside | None = None
    _shown = ""

    def act_guide_toggle(self) -> None:
        """Show the guidelines; pressed again their next lines, and in the end close them."""
        self._toggle(GUIDE)

    def act_info_show(self) -> None:
        """Say why something is not saved, else show who decided what and when."""
        if self._state.failure is not None:
            super().act_info_show()
        else:
            self._toggle(INFO)

    def _toggle(self, what: str) -> None:
        if self.aside is not None and self._shown == what:
            if not self.aside.page_on():
                self.close_aside()
            return
        self.close_aside()
        self.open_aside(what)

    def open_aside(self, what: str) -> None:
        """Put an aside where there is room for it."""
        raise NotImplementedError

    def make_aside(self, what: str, *, beside: bool) -> Aside:
        """An aside with what it shows now."""
        from reader.tui.widgets.aside import Aside

        title, fill = self.aside_words(what)
        looks, signs = self.desktop.looks, self.desktop.signs
        self._shown = what
        self.aside = Aside(title, self.key(what), fill, looks, signs, beside=beside)
        return self.aside

    def aside_words(self, what: str) -> tuple[str, Fill]:
        """The title of an aside and its lines."""
        raise NotImplementedError

    def fill_aside(self) -> None:
        """Show what is so now."""
        if self.aside is not None:
            title, fill = self.aside_words(self._shown)
            self.aside.show(fill, title)

    def close_aside(self) -> bool:
        """Take the aside away; False when there is none."""
        if self.aside is None:
            return False
        self.aside.remove()
        self.aside, self._shown = None, ""
        return True


class ListAsideScreen(AsideScreen):
    """Adds to the list the guidelines of its articles, and what is known of the one under the cursor."""

    def open_aside(self, what: str) -> None:
        """Put it below the rows."""
        aside = self.make_aside(what, beside=False)
        width, height = self.app.size
        room = max(2, (height - _BARS) // 2)
        aside.styles.height = min(aside.wanted_height(width), room, _MOST_IN_LIST)
        self.mount(aside, before=self.footer)

    def aside_words(self, what: str) -> tuple[str, Fill]:
        """The guidelines, of articles first, or where the article under the cursor comes from."""
        from reader.tui.asides import Counts, article_lines, guide_lines

        scheme, informing = self.workspace.scheme, self.workspace.informing
        if what == GUIDE:
            counts = Counts(informing.given(scheme))
            first = LabelTarget.DOCUMENT
            return "Guidelines", lambda ink: guide_lines(scheme, {}, counts, ink, first)
        article_id = self.aside_article
        about = informing.article(article_id, scheme) if article_id else None
        return "Who and when", lambda ink: article_lines(about, ink) if about else []

    @property
    def aside_article(self) -> str | None:
        """The article under the cursor."""
        return None

    def perform(self, binding: Binding) -> None:
        """Do an action; what is known of an article follows the cursor."""
        super().perform(binding)
        if self._shown == INFO:
            self.fill_aside()
