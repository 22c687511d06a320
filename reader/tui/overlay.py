"""What is laid over a row that is drawn already: letters to choose by, and hits. It moves nothing. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from reader.spans import Span
from reader.tui.glyphs import cells
from reader.tui.highlights import Letter
from reader.tui.hinting import Labels
from reader.tui.layout import Line, Page
from reader.tui.looks import Looks
from reader.tui.motion import View
from reader.tui.searching import Found

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
    start = page.frame.text_column + page.blocks[index].indent_of(line)
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


def hit_overs(page: Page, row: int, found: Found, letters: Sequence[Letter], looks: Looks) -> list[Over]:
    """The hits in a row; the one that is looked at has brackets in the blanks beside it, if there are any."""
    _, line = page.line_at(row)
    if line is None:
        return []
    overs: list[Over] = []
    for nth, span in found.hits.within(line.span):
        first, last = max(span.start, line.span.start), min(span.end, line.span.end)
        start, end = cells_of(page, row, (first, last), letters)
        # A letter after the name that the hit ends with is not a part of it.
        end -= LETTER_CELLS * sum(letter.offset == last for letter in letters)
        if nth != found.now:
            overs.append(Over(start, end, looks.hit))
            continue
        overs.append(Over(start, end, looks.hit_now))
        # Where colours tell it from the others it needs no brackets, and one alone would look like a mistake.
        if looks.plain and _stands_alone(page, line, span):
            overs += [Over(start - 1, start, looks.strong, "["), Over(end, end + 1, looks.strong, "]")]
    return overs


def _stands_alone(page: Page, line: Line, span: Span) -> bool:
    """Whether a line holds a span whole, with a blank before it and behind it."""
    inside = line.span.start < span.start and span.end < line.span.end
    blanks = inside and _blank(page.text, span.start - 1) and _blank(page.text, span.end)
    return blanks and line.cell_of(page.text, span.end) < line.cells


def _blank(text: str, offset: int) -> bool:
    return 0 <= offset < len(text) and text[offset] == " "
