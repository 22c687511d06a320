"""The picker of labels: typing filters, a row chooses; it stands below the text and never over it."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rich.segment import Segment
from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widgets import Input, Static

from reader.annotations.scheme import Label
from reader.tui.glyphs import fit, inert
from reader.tui.looks import Looks
from reader.tui.picking import Offer, offers
from reader.tui.signs import Signs
from reader.tui.widgets.erasing import erase
from reader.tui.widgets.rows import Rows


class Offers(Rows):
    """The rows of a picker: name, what presses it, and what it is for."""

    DEFAULT_CSS = "Offers { width: 100%; height: 1fr; }"

    rows: reactive[tuple[Offer, ...]] = reactive(())
    cursor: reactive[int] = reactive(0)
    marked: reactive[frozenset[str]] = reactive(frozenset())

    @dataclass
    class Pressed(Message):
        """The mouse was pressed on a row; a second press chooses."""

        twice: bool

    def __init__(self, press: Mapping[str, str], looks: Looks, signs: Signs) -> None:
        super().__init__()
        self.nothing = ""
        self._press = press
        self._looks = looks
        self._signs = signs

    def draw_row(self, y: int) -> Strip:
        """One row of the picker."""
        width, looks = self.size.width, self._looks
        nth = max(0, self.cursor - self.size.height + 1) + y
        if nth >= len(self.rows):
            nothing = "" if self.rows or y else f"    {self.nothing}"
            return Strip([Segment(nothing, looks.quiet)]).adjust_cell_length(width)
        offer = self.rows[nth]
        current = nth == self.cursor
        bar = Segment(f"{self._signs.bar if current else ' '} ", looks.bar)
        name_width = max(12, min(28, width // 3))
        if offer.label is None:
            quoted = f"{self._signs.open_quote}{inert(offer.name)}{self._signs.close_quote}"
            words = Segment(f"  make a label {quoted}", looks.cursor if current else looks.text)
            return Strip([bar, words]).adjust_cell_length(width)
        label = offer.label
        mark = self._signs.labelled if label.id in self.marked else " "
        return Strip(
            [
                bar,
                Segment(f"{mark} ", looks.mark),
                Segment(
                    fit(inert(label.name), name_width, self._signs.ellipsis),
                    looks.cursor if current else looks.of_label(label.colour),
                ),
                Segment(f" {self._press.get(label.id, ''):<6}", looks.key),
                Segment(
                    fit(inert(label.description), max(1, width - name_width - 12), self._signs.ellipsis),
                    looks.quiet,
                ),
            ]
        ).adjust_cell_length(width)

    def on_click(self, event: events.Click) -> None:
        """Put the choice where the mouse was pressed; a second press chooses."""
        nth = max(0, self.cursor - self.size.height + 1) + event.y
        if nth < len(self.rows):
            self.cursor = nth
            self.post_message(self.Pressed(event.chain > 1))


class Picker(Vertical):
    """A text field with the labels that fit; its screen reads `offer` and takes it away."""

    DEFAULT_CSS = """
    Picker { width: 100%; height: 11; }
    Picker Horizontal { height: 1; }
    Picker Static { width: auto; height: 1; padding: 0 1; }
    Picker Input { width: 1fr; height: 1; border: none; padding: 0; background: $background; }
    Picker Input:focus { border: none; }
    Picker #about { width: 100%; height: 2; }
    """

    def __init__(
        self,
        title: str,
        labels: Sequence[Label],
        press: Mapping[str, str],
        marked: frozenset[str],
        looks: Looks,
        signs: Signs,
        *,
        of: str = "labels",
        making: bool = True,
    ) -> None:
        """Offer labels, or other things, which `of` names; `making` offers to make a new one."""
        super().__init__(id="picker")
        self._of = of
        self._making = making
        self._title = title
        self._labels = labels
        self._looks = looks
        self._signs = signs
        self._offers = Offers(press, looks, signs)
        self._offers.marked = marked
        self._input = Input(select_on_focus=False)
        # A cursor that blinks draws the eye away from the text.
        self._input.cursor_blink = False
        self._typed = ""
        self._count = Static("", markup=False)
        self._about = Static("", markup=False, id="about")

    def compose(self) -> ComposeResult:
        """The title and the text field, the rows, and what the chosen label is for."""
        with Horizontal():
            yield Static(f"{self._title}:", markup=False)
            yield self._input
            yield self._count
        yield self._offers
        yield self._about

    def on_mount(self) -> None:
        """Offer what fits what was typed so far."""
        self._fill(self._input.value)
        self._input.focus()

    @property
    def offer(self) -> Offer | None:
        """What Enter would choose."""
        rows = self._offers.rows
        return rows[self._offers.cursor] if rows else None

    def mark(self, marked: frozenset[str]) -> None:
        """Show which labels the paragraph has."""
        self._offers.marked = marked

    def move(self, rows: int) -> None:
        """Move the choice by rows, up to the ends."""
        last = len(self._offers.rows) - 1
        self._offers.cursor = max(0, min(self._offers.cursor + rows, last))
        self._tell()

    def page(self, step: int) -> None:
        """Move the choice by a screen of rows."""
        self.move(step * max(1, self._offers.size.height - 1))

    def type(self, sign: str) -> None:
        """Type a sign at the cursor; the rows follow at once, so that Enter right behind it finds them."""
        self._input.insert_text_at_cursor(sign)
        self._fill(self._input.value)

    def erase(self) -> None:
        """Take away the sign before the cursor."""
        erase(self._input)
        self._fill(self._input.value)

    def clear(self) -> None:
        """Empty the text field."""
        self._input.value = ""
        self._fill("")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Filter by what was pasted or edited in the middle."""
        event.stop()
        if event.value != self._typed:
            self._fill(event.value)

    def _fill(self, typed: str) -> None:
        self._typed = typed
        self._offers.nothing = "nothing here fits what is typed"
        if not typed.strip():
            makes = ": type a name to make one" if self._making else ""
            self._offers.nothing = f"there are no such {self._of} yet{makes}"
        self._offers.rows = tuple(offers(self._labels, typed, making=self._making))
        self._offers.cursor = 0
        fitting = sum(offer.label is not None for offer in self._offers.rows)
        self._count.update(f"{fitting} of {len(self._labels)} {self._of}")
        self._tell()

    def on_offers_pressed(self) -> None:
        """Say what the label is for that was pressed with the mouse."""
        self._tell()

    def on_resize(self) -> None:
        """What the chosen label is for wraps at the width."""
        self._tell()

    def _tell(self) -> None:
        offer = self.offer
        about = offer.label.description if offer and offer.label else ""
        width = max(20, self.size.width - 4)
        lines = textwrap.wrap(inert(about), width, max_lines=2, placeholder=f" {self._signs.ellipsis}")
        self._about.update("\n".join(lines))
