"""What next: the orders to choose from, below the list, with a line for a seed or words."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Input, Static

from reader.tui.looks import Looks
from reader.tui.queue_words import Offer
from reader.tui.signs import Signs
from reader.tui.widgets.choices import ChoiceRow, Choices


class WhatNext(Vertical):
    """The offers, and a text field below them while something is asked; its screen takes it away."""

    DEFAULT_CSS = """
    WhatNext { width: 100%; height: auto; }
    WhatNext Horizontal { height: 1; }
    WhatNext Static { width: auto; height: 1; padding: 0 1 0 4; }
    WhatNext Input { width: 1fr; height: 1; border: none; padding: 0; background: $background; }
    WhatNext Input:focus { border: none; }
    """

    def __init__(self, looks: Looks, signs: Signs) -> None:
        super().__init__(id="what-next")
        self.choices = Choices(looks, signs, name_share=0.42, key_width=2)
        self._offers: Sequence[Offer] = ()
        self._ask = Static("", markup=False)
        self._input = Input(select_on_focus=False)
        # A cursor that blinks draws the eye away.
        self._input.cursor_blink = False
        self._line = Horizontal(self._ask, self._input)
        # Its line is there before it is wanted, so that nothing moves when it opens.
        self._line.visible = False

    def compose(self) -> ComposeResult:
        """The rows, and the line below."""
        yield self.choices
        yield self._line

    def show(self, offers: Sequence[Offer], cursor: int = 0) -> None:
        """Show these offers, the cursor on one of them."""
        self._offers = offers
        self.choices.styles.height = len(offers) + 1
        self.choices.show([ChoiceRow("", about="What next?"), *(offer.row for offer in offers)], cursor + 1)

    @property
    def action(self) -> str:
        """What the row under the cursor does."""
        nth = self.choices.cursor - 1
        return self._offers[nth].action if 0 <= nth < len(self._offers) else ""

    def go_to(self, action: str) -> None:
        """Put the cursor on what does this."""
        found = [nth for nth, offer in enumerate(self._offers) if offer.action == action]
        if found:
            self.choices.cursor = found[0] + 1

    def ask(self, question: str, text: str) -> None:
        """Open the text field."""
        self._ask.update(question)
        self._input.value = text
        self._input.cursor_position = len(text)
        self._line.visible = True
        self._input.focus()

    def close_field(self) -> None:
        """Close the text field."""
        self._line.visible = False

    @property
    def text(self) -> str:
        """What is written."""
        return self._input.value

    def type(self, sign: str) -> None:
        """Type a sign."""
        self._input.insert_text_at_cursor(sign)

    def erase(self) -> None:
        """Take the last sign away."""
        self._input.action_delete_left()
