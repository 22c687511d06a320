"""Header, footer and list rows as strips: words at the left, words at the right, never wrapped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from reader.tui.glyphs import cells, fit

Piece = tuple[str, Style]


@dataclass(frozen=True, slots=True)
class BarLine:
    """A line of a bar: `left` gives way (is cut) where both sides do not fit, `right` stands."""

    left: tuple[Piece, ...] = ()
    right: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True)
class Hint:
    """A key and its words in a footer; the lowest `rank` is the first to go when room is short."""

    key: str
    words: str
    rank: int = 0
    style: Style | None = None


def bar_strip(line: BarLine, width: int, ellipsis: str = "…") -> Strip:
    """A line of a bar at a width, one blank cell at each side."""
    room = max(0, width - 2)
    right_width = sum(cells(text) for text, _ in line.right)
    if right_width > room:
        return Strip([Segment(" "), *_cut(line.right, room, ellipsis), Segment(" ")]).adjust_cell_length(
            width
        )
    left_room = room - right_width - (1 if right_width else 0)
    left = _cut(line.left, left_room, ellipsis)
    gap = room - right_width - sum(cells(segment.text) for segment in left)
    segments = [Segment(" "), *left, Segment(" " * gap)]
    return Strip([*segments, *(Segment(*piece) for piece in line.right), Segment(" ")]).adjust_cell_length(
        width
    )


def _cut(pieces: Sequence[Piece], room: int, ellipsis: str) -> list[Segment]:
    if sum(cells(text) for text, _ in pieces) <= room:
        return [Segment(text, style) for text, style in pieces]
    kept: list[Segment] = []
    for text, style in pieces:
        if cells(text) < room:
            kept.append(Segment(text, style))
            room -= cells(text)
            continue
        kept.append(Segment(fit(text, room, ellipsis), style))
        break
    return kept


def hint_line(
    hints: Sequence[Hint], width: int, key: Style, words: Style, last: Hint | None = None
) -> BarLine:
    """As many hints as fit, the lowest ranks left out first; `last` stands at the right whatever happens."""
    room = width - 2 - (_hint_width(last) + 2 if last else 0)
    kept = [hint for hint in hints if hint.key]
    while kept and sum(_hint_width(hint) + 2 for hint in kept) - 2 > room:
        kept.remove(min(reversed(kept), key=lambda hint: hint.rank))
    left: list[Piece] = []
    for nth, hint in enumerate(kept):
        left += [("  ", words)] if nth else []
        left += _pieces(hint, key, words)
    return BarLine(tuple(left), tuple(_pieces(last, key, words)) if last else ())


def fill_lines(hints: Sequence[Hint], rooms: Sequence[int]) -> list[list[Hint]]:
    """Lay hints into lines of so many cells, in order; what does not fit is left out."""
    lines: list[list[Hint]] = [[] for _ in rooms]
    nth, used = 0, 0
    for hint in (hint for hint in hints if hint.key):
        while nth < len(rooms) and used + _hint_width(hint) > rooms[nth]:
            nth, used = nth + 1, 0
        if nth == len(rooms):
            break
        lines[nth].append(hint)
        used += _hint_width(hint) + 2
    return lines


def _pieces(hint: Hint, key: Style, words: Style) -> list[Piece]:
    return [(hint.key, hint.style or key), (f" {hint.words}" if hint.words else "", words)]


def _hint_width(hint: Hint) -> int:
    return cells(hint.key) + (1 + cells(hint.words) if hint.words else 0)
