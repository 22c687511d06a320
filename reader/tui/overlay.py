"""What is laid over a row that is drawn already: letters to choose by, and hits. It moves nothing. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from reader.tui.glyphs import cells
from reader.tui.highlights import Letter
from reader.tui.hinting import Labels
from reader.tui.layout import Line, Page
from reader.tui.motion import View

LETTER_CELLS = 2


@dataclass(frozen=True, slots=True)
class Over:
    """Cells of a row in another style, with what stands there, or with `text` in its place."""

    start: int
    end: int
    style: Style
    text: str | None = None


def lay_over(strip: Strip, overs: Iterable[Over]) -> Strip:
    """The row with these laid over it, as wide as before; they are in order and do not overlap."""
    width, done = strip.cell_length, 0
    parts: list[Strip] = []
    for over in overs:
        start, end = max(over.start, done), min(over.end, width)
        if start >= end:
            continue
        parts.append(strip.crop(done, start))
        if over.text is None:
            parts.append(Strip(Segment.apply_style(strip.crop(start, end), post_style=over.style)))
        else:
            parts.append(Strip([Segment(over.text, over.style)]).adjust_cell_length(end - start))
        done = end
    return Strip.join([*parts, strip.crop(done, width)]) if parts else strip


def cells_of(page: Page, row: int, offsets: Sequence[int], letters: Sequence[Letter]) -> list[int]:
    """The cells of the screen at which code points of a row are drawn, its line showing these letters."""
    index, line = page.line_at(row)
    if line is None:
        return [page.frame.text_column] * len(offsets)
    start = page.frame.text_column + page.blocks[index].indent
    return [
        start + cell + LETTER_CELLS * sum(letter.offset <= offset for letter in letters)
        for offset, cell in zip(offsets, line.cells_of(page.text, offsets), strict=True)
    ]


def label_overs(
    page: Page, view: View, row: int, labels: Labels, letters: Sequence[Letter], style: Style
) -> list[Over]:
    """The letters to choose by in a row: in the gutter, and over the words; one moves aside for another."""
    index, line = page.line_at(row)
    overs: list[Over] = []
    code = labels.blocks.get(index, "")
    if code and row == max(page.top(index), view.top):
        start = page.frame.left + 1
        overs.append(Over(start, start + len(code), style, code))
    return overs + (_word_overs(page, row, line, labels, letters, style) if line is not None else [])


def _word_overs(
    page: Page, row: int, line: Line, labels: Labels, letters: Sequence[Letter], style: Style
) -> list[Over]:
    offsets = sorted(offset for offset in labels.offsets if line.span.contains(offset))
    overs: list[Over] = []
    free = 0
    for offset, cell in zip(offsets, cells_of(page, row, offsets, letters), strict=True):
        code = labels.offsets[offset]
        start = max(cell, free)
        # Where a sign of two cells begins, both give way.
        wide = cells(page.text[offset]) if start == cell else 1
        free = start + max(len(code), wide)
        overs.append(Over(start, free, style, code))
    return overs
