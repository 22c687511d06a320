"""Decisions without a certain place in the text: listed, looked at, and put where they belong."""

from __future__ import annotations

from reader.annotations.model import TargetKind
from reader.spans import Span
from reader.tui import keys
from reader.tui.bars import Hint
from reader.tui.screens.base import Desktop
from reader.tui.screens.noting import NotingScreen
from reader.tui.widgets.adrift import Adrift, AdriftRow, adrift_rows
from reader.workspace.placing import Spot
from reader.workspace.sheet import Sheet


class AdriftScreen(NotingScreen):
    """Adds the list of what lost its place, below the text; the text goes to where each may be."""

    def __init__(self, desktop: Desktop, article_id: str) -> None:
        super().__init__(desktop, article_id)
        self.adrift: Adrift | None = None
        self._candidate = 0

    @property
    def context(self) -> str:
        """The list takes the keys while it is open."""
        return keys.ADRIFT if self.adrift is not None and not self.confirming else super().context

    def step_back(self) -> bool:
        """Close the list first."""
        if self.adrift is None:
            return super().step_back()
        self.close_adrift()
        return True

    def hints(self) -> tuple[tuple[Hint, ...], ...]:
        """The keys of the list."""
        if self.adrift is None:
            return super().hints()

        def key(*actions: str) -> str:
            return self.key(*actions, context=keys.ADRIFT)

        first = (
            Hint(key("adrift.put"), "put it here", 9),
            Hint(key("adrift.candidate"), "where else", 8),
            Hint(key("block.previous", "block.next"), "paragraph", 7),
        )
        second = (
            Hint(key("adrift.next", "adrift.previous"), "choose", 6),
            Hint(key("edit.undo"), "undo", 8),
            Hint(key("step.out"), "close", 9),
        )
        return first, second

    def act_adrift_show(self, target: str = "") -> None:
        """List what has no certain place in the text, the cursor on a target where its id is given."""
        rows = adrift_rows(self.here)
        if not rows:
            self.word = "every decision has its place"
            return
        self.adrift = Adrift(rows, self.desktop.looks, self.desktop.signs)
        self.mount(self.adrift, after=self.page)
        self.adrift.move(next((nth for nth, row in enumerate(rows) if row.target.id == target), 0))
        self._look(0)

    def act_adrift_next(self) -> None:
        """One row down."""
        self._choose(1)

    def act_adrift_previous(self) -> None:
        """One row up."""
        self._choose(-1)

    def act_adrift_candidate(self) -> None:
        """Go to the next place where it may be."""
        row = self._row
        if row is not None and row.candidates:
            self._look((self._candidate + 1) % len(row.candidates))
        else:
            self.word = "no place is like it: go to where it belongs with [ and ]"

    def act_adrift_put(self) -> None:
        """Put it on the paragraph under the cursor, or on the words where it may be."""
        row, sheet = self._row, self.here
        if row is None:
            return
        spot = row.candidates[self._candidate] if row.candidates else None
        if row.target.kind is TargetKind.BLOCK:
            target = sheet.target_of_block(self.article.number)
        elif isinstance(spot, Span) and self._number(spot) == self.article.number:
            target = sheet.target_of_span(spot)
        else:
            self.word = "it is about words: reader attach puts it on others"
            return
        deed = self.workspace.reattach(sheet, row.target.id, target)
        self.sheet = deed.sheet
        self.note_save()
        self.word = deed.words

    def watch_sheet(self, before: Sheet | None, now: Sheet | None) -> None:
        """List anew what has no certain place, and close the list when nothing is left."""
        super().watch_sheet(before, now)
        rows = adrift_rows(self.here) if self.adrift is not None else ()
        if not rows:
            self.close_adrift()
        elif self.adrift is not None and rows != self.adrift.rows:
            self.adrift.show(rows)
            self._look(0)

    def close_adrift(self) -> None:
        """Take the list away."""
        if self.adrift is not None:
            self.adrift.remove()
            self.adrift = None

    @property
    def _row(self) -> AdriftRow | None:
        return self.adrift.current if self.adrift is not None else None

    def _choose(self, rows: int) -> None:
        if self.adrift is not None:
            self.adrift.move(rows)
            self._look(0)

    def _look(self, candidate: int) -> None:
        """Go to a place where the chosen one may be."""
        self._candidate = candidate
        row = self._row
        if row is not None and row.candidates:
            number = self._number(row.candidates[candidate])
            if number is not None:
                self.article.go_to(number)

    def _number(self, spot: Spot) -> int | None:
        """The block of a spot."""
        if isinstance(spot, int):
            return spot
        return next((one.number for one in self.here.article.blocks if one.span.overlaps(spot)), None)
