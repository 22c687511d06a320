"""Where every code point of an article stands on the screen: wrapping, and offset to cell and back.

Offsets count code points of the article's text, cells are terminal columns, rows count from the top of the
whole article. Nothing here draws or knows a widget.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate, pairwise

from reader.corpus.article import Block, BlockKind
from reader.spans import Span
from reader.tui import glyphs
from reader.tui.turning import (
    ATTACHED,
    CLASSES,
    CLOSING,
    DASHES,
    GONE,
    IDEOGRAPH,
    NEVER_FIRST,
    NEVER_LAST,
    OPENING,
    PARTS,
    TURNS,
    clusters,
    widths_of,
)

_MEASURE = 72
_WIDE_SCREEN = 60
# Two cells for each letter after a name: in news, three names in a thousand find no room in a full line.
_LETTERS_ROOM = 6
_SET_IN = 2
# Below this a block that is set in would lose more than it gains.
_SET_IN_MEASURE = 30
_SET_IN_KINDS = frozenset({BlockKind.POST, BlockKind.CAPTION, BlockKind.BLOCKQUOTE, BlockKind.LIST_ITEM})

# What an item of a list begins with, short enough for its lines to hang below its words.
_ITEM = re.compile(r"(?:[-*+•‣·–—]|\w{1,3}[.)])[ \t]{1,2}")
_SPACES = re.compile(f"[ {GONE}]*")


@dataclass(frozen=True, slots=True)
class Line:
    """One row of text: the code points it owns, with the spaces swallowed at its end, and what is drawn."""

    span: Span
    text: str

    @property
    def cells(self) -> int:
        """The width of what is drawn, in cells."""
        return glyphs.cells(self.text)

    def cell_of(self, text: str, offset: int) -> int:
        """The cell at which the code point at `offset` is drawn.

        A mark stands in its base's cell, an invisible code point in the one before it, and what the line
        does not draw (or own) just after its last cell or at its first. `text` is the article's.
        """
        return self.cells_of(text, (offset,))[0]

    def cells_of(self, text: str, offsets: Sequence[int]) -> list[int]:
        """The cells of several code points, found in one pass over the line. `text` is the article's."""
        source = self.span.of(text)
        indexes = [min(max(offset, self.span.start), self.span.end) - self.span.start for offset in offsets]
        if glyphs.is_plain(source):
            return [min(index, len(self.text)) for index in indexes]
        starts, cells = clusters(source)
        end, whole = len(source), self.cells
        return [
            0
            if not index
            else whole
            if index == end
            else min(cells[max(bisect_right(starts, index) - 1, 0)], whole)
            for index in indexes
        ]

    def offset_at(self, text: str, cell: int) -> int:
        """The code point that is drawn in a cell; either cell of a wide one gives it.

        A cell after the last one gives the last code point of the line. `text` is the article's.
        """
        if not self.span:
            return self.span.start
        if cell >= self.cells:
            return self.span.end - 1
        source = self.span.of(text)
        if glyphs.is_plain(source):
            return self.span.start + max(0, cell)
        starts, cells = clusters(source)
        return self.span.start + starts[max(bisect_right(cells, cell) - 1, 0)]


@dataclass(frozen=True, slots=True)
class Frame:
    """How the width of the screen is divided, in cells: left margin, gutter, measure, and what remains."""

    width: int
    left: int
    gutter: int
    measure: int
    numbers: bool

    @property
    def text_column(self) -> int:
        """The column at which the text begins."""
        return self.left + self.gutter


@dataclass(frozen=True, slots=True)
class BlockLayout:
    """A block in lines; `indent` is how many cells it is set in from the text column.

    Of an item of a list the lines after the first hang: they are set in by `hang` more, below its words.
    """

    number: int
    kind: BlockKind
    span: Span
    indent: int
    lines: tuple[Line, ...]
    hang: int = 0

    def indent_of(self, line: Line) -> int:
        """How many cells one of its lines is set in."""
        return self.indent + (self.hang if line.span.start > self.span.start else 0)


@dataclass(frozen=True, slots=True, eq=False)
class Page:
    """An article laid out at one width.

    Each block takes the rows of its lines and one more, which is blank or holds its chips; before a heading
    there is another blank one, which belongs to the block above. Cells count from the text column of the
    frame. A page without blocks has no rows, and every question gets 0 or None.
    """

    text: str
    frame: Frame
    blocks: tuple[BlockLayout, ...]
    _tops: array[int] = field(repr=False)
    _starts: array[int] = field(repr=False)

    @property
    def height(self) -> int:
        """How many rows there are, chip rows included."""
        return self._tops[-1]

    def top(self, index: int) -> int:
        """The first row of the block with this index."""
        return self._tops[index]

    def bottom(self, index: int) -> int:
        """The row after the block's last line: its chip row."""
        return self._tops[index] + len(self.blocks[index].lines)

    def block_at_row(self, row: int) -> int:
        """The index of the block that owns a row; rows beyond the page belong to the block nearest."""
        return min(max(bisect_right(self._tops, row) - 1, 0), max(len(self.blocks) - 1, 0))

    def block_at_offset(self, offset: int) -> int:
        """The index of the block that holds an offset; between blocks, the one before."""
        return max(bisect_right(self._starts, offset) - 1, 0)

    def line_at(self, row: int) -> tuple[int, Line | None]:
        """The index of the block that owns a row, and the line there; None for a chip row or no row."""
        index = self.block_at_row(row)
        if not 0 <= row < self.height or row >= self.bottom(index):
            return index, None
        return index, self.blocks[index].lines[row - self.top(index)]

    def row_of(self, offset: int) -> int:
        """The row on which the code point at `offset` stands; between blocks, the last line before."""
        if not self.blocks:
            return 0
        index = self.block_at_offset(offset)
        lines = self.blocks[index].lines
        nth = bisect_right(lines, offset, key=_line_start) - 1
        return self.top(index) + max(nth, 0)

    def offset_of(self, row: int) -> int:
        """The first code point of the line on a row; a chip row speaks for its block's last line."""
        if not self.blocks:
            return 0
        index = self.block_at_row(row)
        nth = min(max(row, 0), self.bottom(index) - 1) - self.top(index)
        return self.blocks[index].lines[nth].span.start

    def position(self, offset: int) -> tuple[int, int]:
        """The row and cell at which the code point at `offset` is drawn."""
        row = self.row_of(offset)
        index, line = self.line_at(row)
        if line is None:
            return row, 0
        return row, self.blocks[index].indent_of(line) + line.cell_of(self.text, offset)

    def offset_at(self, row: int, cell: int) -> int | None:
        """The code point at a row and cell; before or after a line its first or last, elsewhere None."""
        index, line = self.line_at(row)
        if line is None:
            return None
        return line.offset_at(self.text, cell - self.blocks[index].indent_of(line))


def frame_for(width: int, *, letters: bool = False, beside: int = 0) -> Frame:
    """The frame for a screen of so many cells: from 60 on with numbers and the text in its middle.

    With `letters` room is kept at the right for those that are drawn after names: three in a line, or more
    where a line is not full. `beside` cells at the right are for something else: the text only moves aside.
    """
    if width < _WIDE_SCREEN:
        spare = min(_LETTERS_ROOM, width // 6) if letters else 1
        return Frame(width - beside, left=0, gutter=3, measure=max(2, width - 3 - spare), numbers=False)
    gutter = 7
    measure = min(_MEASURE, width - 2 * gutter)
    left = min(
        (width - measure) // 2 - gutter, width - beside - gutter - measure - spare_for(letters=letters)
    )
    return Frame(width - beside, max(0, left), gutter, measure, numbers=True)


def spare_for(*, letters: bool) -> int:
    """The cells that stay free between a full line and what stands beside the text."""
    return _LETTERS_ROOM + 1 if letters else 1


def lay_out(text: str, blocks: Sequence[Block], frame: Frame) -> Page:
    """Lays out a whole article; blocks stand in the order of their spans, which do not overlap."""
    laid = tuple(_block(text, block, frame.measure) for block in blocks)
    airy = frame.numbers
    before_heading = [airy and block.kind is BlockKind.HEADING for block in laid[1:]] + [False]
    rows = (len(block.lines) + 1 + space for block, space in zip(laid, before_heading, strict=False))
    tops = array("q", accumulate(rows, initial=0))
    return Page(text, frame, laid, tops, array("q", (block.span.start for block in laid)))


def wrap(text: str, span: Span, measure: int, hang: int = 0) -> tuple[Line, ...]:
    """Breaks a span into lines of at most `measure` cells, two or more; an empty span is one empty line.

    Lines after the first have `hang` cells less.

    The lines' spans are the span without gap or overlap; spaces at a break belong to the line before it.
    """
    if measure < 2:
        raise ValueError("a line needs two cells, for a wide character")
    source = span.of(text)
    fold = _fold(source)
    starts = [0]
    while (start := starts[-1]) < len(source):
        starts.append(_next_line(fold, start, measure - hang if start else measure))
    if len(starts) == 1:
        return (Line(span, ""),)
    # Folding a plain text has drawn it already, but for its no-break spaces.
    drawn = fold.folded.replace("\xa0", " ") if fold.ends is None else None
    lines = []
    for start, end in pairwise(starts):
        piece = drawn[start:end] if drawn else glyphs.inert(source[start:end])
        lines.append(Line(Span(span.start + start, span.start + end), piece.rstrip(glyphs.BLANKS)))
    return tuple(lines)


def _block(text: str, block: Block, measure: int) -> BlockLayout:
    indent = _SET_IN if block.kind in _SET_IN_KINDS and measure >= _SET_IN_MEASURE else 0
    hang = 0
    if indent and block.kind is BlockKind.LIST_ITEM and (sign := _ITEM.match(block.span.of(text))):
        hang = glyphs.cells(sign[0])
    lines = wrap(text, block.span, measure - indent, hang)
    return BlockLayout(block.number, block.kind, block.span, indent, lines, hang)


def _line_start(line: Line) -> int:
    return line.span.start


@dataclass(frozen=True, slots=True)
class _Fold:
    """A source as the wrapping sees it: one class or sign a code point, and the running width.

    `ends[i]` is the width of all before and with code point i; None when each takes one cell.
    """

    folded: str
    ends: array[int] | None

    def reach(self, start: int, measure: int) -> int:
        """The first code point that no longer fits on a line from `start`, or the length of the source."""
        if self.ends is None:
            return min(start + measure, len(self.folded))
        before = self.ends[start - 1] if start else 0
        return bisect_right(self.ends, before + measure, start)


def _fold(source: str) -> _Fold:
    folded = source.replace("\n", " ").replace("\t", " ").replace("\r", " ")
    if glyphs.is_plain(folded.replace("\xa0", " ")):
        return _Fold(folded, None)
    folded = source.translate(CLASSES)
    return _Fold(folded, array("q", accumulate(widths_of(source, folded))))


def _next_line(fold: _Fold, start: int, measure: int) -> int:
    folded = fold.folded
    stop = fold.reach(start, measure)
    if stop >= len(folded):
        return stop
    if folded[stop] == " ":
        return _after_spaces(folded, stop)
    space = folded.rfind(" ", start, stop)
    word = _after_spaces(folded, space) if space >= 0 else start
    if not TURNS.isdisjoint(folded[word : stop + 1]) and (turn := _last_turn(folded, word, stop)):
        return turn
    # A line of nothing but its own leading spaces would look like a gap in the text.
    if space >= 0 and folded[start:word].strip(f" {GONE}"):
        return word
    cut = stop
    while cut > start and folded[cut] in PARTS:
        cut -= 1
    return cut if cut > start else stop


def _after_spaces(folded: str, space: int) -> int:
    match = _SPACES.match(folded, space)
    return match.end() if match else space


def _last_turn(folded: str, word: int, stop: int) -> int:
    """The last place up to `stop`, after the word's first code point, where a word may turn; or 0."""
    for place in range(stop, word, -1):
        after = folded[place]
        if after in ATTACHED or after in NEVER_FIRST:
            continue
        last = place - 1
        while last > word and folded[last] in ATTACHED:
            last -= 1
        before = folded[last]
        if before in NEVER_LAST:
            continue
        if IDEOGRAPH in (before, after) or before == CLOSING or after == OPENING:
            return place
        if before in DASHES and _dash_turns(folded, word, last, place):
            return place
    return 0


def _dash_turns(folded: str, word: int, dash: int, place: int) -> bool:
    """Whether a word may turn after a dash: two signs before and after it, and not within a number."""
    rest = folded[place : place + 2]
    return dash - word >= 2 and len(rest) == 2 and " " not in rest and not rest[0].isdigit()
