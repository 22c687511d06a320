"""Labels of the whole article, given while it is read."""

from __future__ import annotations

from textual.widget import Widget

from reader.tui.label_keys import LabelKeys
from reader.tui.screens.deciding import DecidingScreen
from reader.tui.screens.picking import PickingScreen
from reader.tui.subjects import Subject

_NO_KEYS = LabelKeys({}, {}, {}, ())


class ArticleLabelsScreen(PickingScreen, DecidingScreen):
    """Adds the picker, for the paragraphs that a decision is about or for the whole article."""

    _of_article = False

    @property
    def subject(self) -> Subject:
        """The whole article while its labels are picked."""
        return Subject() if self._of_article else super().subject

    @property
    def layer_keys(self) -> LabelKeys:
        """The keys of the labels for paragraphs; those for whole articles have theirs in the list."""
        return _NO_KEYS if self._of_article else super().layer_keys

    @property
    def picker_above(self) -> Widget:
        """The text."""
        return self.page

    @property
    def marked(self) -> frozenset[str]:
        """The labels that all the paragraphs meant, or the article, have."""
        return self.subject.accepted(self.here)

    def act_label_pick_article(self) -> None:
        """Find or make a label of the whole article."""
        self._of_article = True
        self.act_label_pick()

    def _close_picker(self) -> None:
        """Take the picker away; what is decided next is about paragraphs."""
        super()._close_picker()
        self._of_article = False
