"""What the screens of names and quotes across articles share: their rows, and the looking that goes on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from textual.app import ComposeResult
from textual.message import Message

from reader.errors import ReaderError
from reader.tui import keys
from reader.tui.bars import Piece
from reader.tui.finding_lines import looked_words
from reader.tui.screens.base import Desktop, ReaderScreen
from reader.tui.widgets.parts import Parts
from reader.workspace.whereabouts import Looked


class FindingScreen(ReaderScreen):
    """Shows what the index knows; articles that were not looked at yet are looked at meanwhile."""

    @dataclass
    class More(Message, bubble=False):
        """There is more in the index."""

    def __init__(self, desktop: Desktop) -> None:
        super().__init__(desktop)
        self.rows = Parts(desktop.looks, desktop.signs)
        self.looked = Looked(0, 0)
        self.in_order = True
        """Whether the rows are in the order of the index: what is found meanwhile comes at their end."""
        self._end: Callable[[], None] = lambda: None

    def compose_page(self) -> ComposeResult:
        """The rows."""
        yield self.rows

    def on_mount(self) -> None:
        """Show what is known, and look at what was not looked at yet."""
        self._end = self.workspace.whereabouts.on_change(lambda: self.post_message(self.More()))
        self.reader.look_for_names()
        self._fill(anew=True)

    def on_unmount(self) -> None:
        """Be told no more."""
        self._end()

    def on_finding_screen_more(self) -> None:
        """Show what was found meanwhile; the cursor stays on its row, and that where it is."""
        self._fill(anew=False)

    def _fill(self, *, anew: bool) -> None:
        self.looked = self.workspace.whereabouts.looked()
        try:
            self.fill(anew=anew)
        except ReaderError as error:
            self.word = str(error)
        self.refresh_bars()

    def fill(self, *, anew: bool) -> None:
        """Ask the index, and show its answer from the start or with the cursor where it is."""
        raise NotImplementedError

    def choose(self) -> None:
        """What Enter, or a second press of the mouse, does with the row under the cursor."""
        raise NotImplementedError

    def progress(self) -> tuple[Piece, ...]:
        """How far the looking has come, for the right side of the header's second line."""
        stop = self.key("work.cancel")
        look = self.key("names.look")
        words = looked_words(self.looked, stop, look, self.desktop.signs)
        if not words and not self.in_order:
            words = f"as they were found {self.desktop.signs.dot} {look} puts them in order"
        return ((words, self.quiet),) if words else ()

    def copy(self, words: str, said: str) -> None:
        """Put words on the clipboard, by way of the terminal."""
        self.app.copy_to_clipboard(words)
        self.word = said

    # -- actions -----------------------------------------------------------------------------------------

    def on_parts_moved(self) -> None:
        """The header says where the cursor is."""
        self.refresh_bars()

    def on_parts_chosen(self) -> None:
        """The mouse was pressed twice: as with a key, what cannot be done becomes the last word."""
        if not self.confirming:
            self.perform(keys.Binding("found.go"))

    def act_found_go(self) -> None:
        """Go to what the row is about."""
        self.choose()

    def act_choice_next(self) -> None:
        """One row down."""
        self.rows.move(1)

    def act_choice_previous(self) -> None:
        """One row up."""
        self.rows.move(-1)

    def act_choice_first(self) -> None:
        """The first row."""
        self.rows.go_to(0)

    def act_choice_last(self) -> None:
        """The last row."""
        self.rows.go_to(self.rows.count - 1)

    def act_choice_page_down(self) -> None:
        """A screen of rows down."""
        self.rows.page(1)

    def act_choice_page_up(self) -> None:
        """A screen of rows up."""
        self.rows.page(-1)

    def act_found_part(self) -> None:
        """The next part of the rows."""
        if not self.rows.next_part():
            self.word = "there is nothing else here"

    def act_work_cancel(self) -> None:
        """Look no further; Ctrl-C never kills."""
        super().act_work_cancel()
        self.word = self.word or "looks no further"

    def act_names_look(self) -> None:
        """Look at what was not looked at yet; when all was, put what was found in order."""
        if self.looked.left:
            self.workspace.whereabouts.look()
            self._fill(anew=False)
        elif not self.in_order:
            self._fill(anew=True)
        else:
            self.word = "every article was looked at"
