"""A screen of rows to choose from: moving in it, and what is on the row under the cursor."""

from __future__ import annotations

from textual.app import ComposeResult

from reader.errors import ReaderError
from reader.tui.screens.base import Desktop, ReaderScreen
from reader.tui.widgets.choices import Choices


class ChoosingScreen(ReaderScreen):
    """Shows rows and moves among them; what Enter does is its own."""

    NAME_SHARE = 0.4
    KEY_WIDTH = 0

    def __init__(self, desktop: Desktop) -> None:
        super().__init__(desktop)
        self.choices = Choices(
            desktop.looks, desktop.signs, name_share=self.NAME_SHARE, key_width=self.KEY_WIDTH
        )

    def compose_page(self) -> ComposeResult:
        """The rows."""
        yield self.choices

    def choose(self) -> None:
        """What Enter, or a second press of the mouse, does with the row under the cursor."""

    def on_choices_chosen(self) -> None:
        """The mouse was pressed twice: as with a key, what cannot be done becomes the last word."""
        if self.confirming:
            return
        try:
            self.choose()
        except ReaderError as error:
            self.word = str(error)
        self.refresh_bars()

    def act_choice_next(self) -> None:
        """One row down."""
        self.choices.move(1)

    def act_choice_previous(self) -> None:
        """One row up."""
        self.choices.move(-1)

    def act_choice_page_down(self) -> None:
        """A screen of rows down."""
        self.choices.page(1)

    def act_choice_page_up(self) -> None:
        """A screen of rows up."""
        self.choices.page(-1)
