"""A line of the text with its names and quotes drawn: what is where in the row, and in which style. Pure.

The drawn line is never made longer by styles. Letters after names are the one thing that is put between its
signs: they stand in cells of the row that the text leaves free, and belong to no code point.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

from rich.segment import Segment
from rich.style import Style

from reader.spans import Span
from reader.tui.glyphs import ascii_signs, split_at
from reader.tui.highlights import Highlights, Letter
from reader.tui.layout import BlockLayout, Line, Page
from reader.tui.looks import Looks
from reader.workspace.marks import Mark, Verdict

_LETTER_CELLS = 2

_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True)
class Piece:
    """Some code points of a line that are drawn alike."""

    span: Span
    name: Mark | None = None
    spoken: bool = False
    mark: bool = False
    focused: bool = False
    linked: bool = False
    """Whether these words name who speaks the quote in focus."""


def pieces_of(
    line: Span, highlights: Highlights, focused: Sequence[Span] = (), linked: Sequence[Span] = ()
) -> list[Piece]:
    """A line's span in pieces, without gap or overlap; `focused` are the parts of the stop in focus.

    `linked` are the words that it points to.
    """
    layers = highlights.layers_at(line.start)
    names, spoken, marks, lit = (
        list(layers.names.within(line)),
        list(layers.spoken.within(line)),
        list(layers.marks.within(line)),
        _cut(focused, line),
    )
    links = _cut(linked, line)
    cuts = {line.start, line.end, *(letter.offset for letter in layers.letters_in(line))}
    cuts.update(edge for start, end, _ in (*names, *spoken, *marks, *lit, *links) for edge in (start, end))
    ordered = sorted(cuts)
    parts = zip(
        pairwise(ordered),
        _values(names, ordered),
        _values(spoken, ordered),
        _values(marks, ordered),
        _values(lit, ordered),
        _values(links, ordered),
        strict=True,
    )
    pieces = [
        Piece(Span(start, end), name, bool(said), bool(mark), bool(focus), bool(link))
        for (start, end), name, said, mark, focus, link in parts
    ]
    return pieces or [Piece(line)]


def _cut(spans: Sequence[Span], line: Span) -> list[tuple[int, int, bool]]:
    return [(max(one.start, line.start), min(one.end, line.end), True) for one in spans if one.overlaps(line)]


def _values(layer: Sequence[tuple[int, int, _Value]], cuts: Sequence[int]) -> list[_Value | None]:
    """What a layer says between each cut and the next, in one pass over both."""
    found: list[_Value | None] = []
    nth = 0
    for cut in cuts[:-1]:
        while nth < len(layer) and layer[nth][1] <= cut:
            nth += 1
        found.append(layer[nth][2] if nth < len(layer) and layer[nth][0] <= cut else None)
    return found


def letters_in(page: Page, block: BlockLayout, line: Line, highlights: Highlights) -> list[Letter]:
    """The letters that a line shows: those there is room for, persons, organisations and places first."""
    letters = highlights.layers_at(line.span.start).letters_in(line.span)
    if not letters:
        return []
    frame = page.frame
    room = (frame.width - frame.text_column - block.indent - line.cells) // _LETTER_CELLS
    if len(letters) <= room:
        return list(letters)
    kept = sorted(range(len(letters)), key=lambda nth: (not letters[nth].main, nth))[: max(0, room)]
    return [letters[nth] for nth in sorted(kept)]


def line_segments(
    page: Page,
    line: Line,
    highlights: Highlights,
    base: Style,
    looks: Looks,
    *,
    focused: Sequence[Span] = (),
    linked: Sequence[Span] = (),
    letters: Iterable[Letter] = (),
    ascii_only: bool = False,
) -> list[Segment]:
    """A line's signs in segments: joined, and without the letters, they are the line as it is drawn."""
    pieces = pieces_of(line.span, highlights, focused, linked)
    cells = line.cells_of(page.text, [piece.span.start for piece in pieces])
    drawn = ascii_signs(line.text) if ascii_only else line.text
    waiting = list(letters)
    segments: list[Segment] = []
    for piece, text in zip(pieces, split_at(drawn, [0, *cells[1:]]), strict=True):
        if text:
            segments.append(Segment(text, style_of(piece, base, looks)))
        while waiting and waiting[0].offset <= piece.span.end:
            letter = waiting.pop(0)
            inside = any(span.start < letter.offset < span.end for span in focused)
            style = looks.letter + looks.focus if inside else looks.letter
            segments.append(Segment(f"/{letter.sign}", style))
    return segments


def style_of(piece: Piece, base: Style, looks: Looks) -> Style:
    """The style of a piece: of its block, slanted where it is spoken, tinted and underlined as a name.

    In the focus everything is reversed alike: a quote with names in it is one thing there.
    """
    style = base
    if piece.spoken:
        style += looks.unslanted if base.italic else looks.spoken
    if piece.mark:
        style += looks.quote_mark
    if piece.focused:
        return style + looks.focus
    if piece.name is not None:
        style += name_style(piece.name, looks)
    return style + looks.linked if piece.linked else style


def name_style(name: Mark, looks: Looks) -> Style:
    """The style of a name: in the colour of its type, stronger where a person has said so."""
    if name.verdict is Verdict.IGNORED:
        return looks.other_name
    style = looks.of_type(name.label)
    return style + looks.said if name.verdict is Verdict.ACCEPTED else style


def offset_at(page: Page, row: int, cell: int, letters: Sequence[Letter]) -> int | None:
    """The code point at a row and cell of a page whose line there shows these letters.

    Cells count from the text column. A letter speaks for the name that it stands after.
    """
    index, line = page.line_at(row)
    if line is None:
        return None
    indent = page.blocks[index].indent
    shift = 0
    for letter, place in zip(letters, line.cells_of(page.text, [one.offset for one in letters]), strict=True):
        at = indent + place + shift
        if cell < at:
            break
        if cell < at + _LETTER_CELLS:
            return letter.offset - 1
        shift += _LETTER_CELLS
    return page.offset_at(row, cell - shift)


def is_voiced(line: Line, highlights: Highlights) -> bool:
    """Whether somebody speaks in a line: it has the bar beside it."""
    return highlights.layers_at(line.span.start).voiced.touch(line.span)


def stop_rows(page: Page, stop: Mark) -> tuple[int, int]:
    """The first and the last row of a stop's first part; the rest of a split quote follows on its own."""
    first = stop.spans[0]
    return page.row_of(first.start), page.row_of(first.end - 1)


def blocks_of(page: Page, stop: Mark | None) -> Iterator[int]:
    """The indexes of the blocks that a stop's parts are in."""
    for span in stop.spans if stop is not None else ():
        yield from range(page.block_at_offset(span.start), page.block_at_offset(span.end - 1) + 1)
