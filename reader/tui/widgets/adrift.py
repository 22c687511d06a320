"""The decisions without a certain place in the text, listed below it."""

from __future__ import annotations

from dataclasses import dataclass

from rich.segment import Segment
from textual.reactive import reactive
from textual.strip import Strip

from reader.annotations.model import Kind, Target
from reader.tui.glyphs import fit, inert
from reader.tui.looks import Looks
from reader.tui.signs import Signs
from reader.tui.widgets.rows import Rows
from reader.workspace.placing import Spot
from reader.workspace.sheet import Sheet

_ROWS = 6


@dataclass(frozen=True, slots=True)
class AdriftRow:
    """A target without a certain place: its words, what was said of it, and where it may be."""

    target: Target
    words: str
    said: str
    where: str
    candidates: tuple[Spot, ...] = ()


def adrift_rows(sheet: Sheet) -> tuple[AdriftRow, ...]:
    """What is to be looked at first, then what the text no longer has. Pure."""

    def row(target: Target, where: str, candidates: tuple[Spot, ...] = ()) -> AdriftRow:
        labels = [sheet.scheme.label(one.label) for one in sheet.shard.about(target.id) if one.label]
        others = [one for one in sheet.shard.about(target.id) if one.kind is not Kind.LABEL]
        said = [label.name for label in labels if label] + [one.kind.value for one in others]
        exact = " ".join(target.anchor.exact.split())
        return AdriftRow(target, exact, ", ".join(said), where, candidates)

    unsure = [row(doubt.target, f"may be {doubt.where}", doubt.candidates) for doubt in sheet.review]
    return (*unsure, *(row(target, "no longer in the text") for target in sheet.lost))


class Adrift(Rows):
    """Draws a title and as many rows as there is room for; `cursor` is a position in `rows`."""

    DEFAULT_CSS = "Adrift { width: 100%; }"

    rows: reactive[tuple[AdriftRow, ...]] = reactive(())
    cursor: reactive[int] = reactive(0)

    def __init__(self, rows: tuple[AdriftRow, ...], looks: Looks, signs: Signs) -> None:
        super().__init__(id="adrift")
        self._looks = looks
        self._signs = signs
        self.show(rows)

    @property
    def current(self) -> AdriftRow | None:
        """The row that the cursor is on."""
        return self.rows[self.cursor] if self.cursor < len(self.rows) else None

    def show(self, rows: tuple[AdriftRow, ...]) -> None:
        """List other rows; the cursor stays as near as it can."""
        self.rows = rows
        self.styles.height = min(_ROWS, len(rows)) + 1
        self.move(0)

    def move(self, rows: int) -> None:
        """Move the cursor by rows, up to the ends."""
        self.cursor = max(0, min(self.cursor + rows, len(self.rows) - 1))

    def draw_row(self, y: int) -> Strip:
        """The title, or a row: words, what was said of them, and where they may be."""
        width, looks = self.size.width, self._looks
        if y == 0:
            count = len(self.rows)
            title = f"{self._signs.orphan} {count} without a certain place"
            return Strip([Segment(f"  {title}", looks.flag)]).adjust_cell_length(width)
        nth = max(0, self.cursor - (self.size.height - 2)) + y - 1
        if nth >= len(self.rows):
            return Strip.blank(width)
        row, current = self.rows[nth], nth == self.cursor
        beside = f" {row.said} {self._signs.dot} {row.where} "
        room = max(12, width - 4 - len(beside))
        words = fit(inert(row.words), room - 2, self._signs.ellipsis)
        return Strip(
            [
                Segment(f"{self._signs.bar if current else ' '} ", looks.bar),
                Segment(
                    f"{self._signs.open_quote}{words.rstrip()}{self._signs.close_quote}",
                    looks.cursor if current else looks.text,
                ),
                Segment(inert(beside), looks.quiet),
            ]
        ).adjust_cell_length(width)
