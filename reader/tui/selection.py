"""Some words of a block, chosen by keys: one end moves, the other stays. Pure.

Keys that go to a word or a name begin anew there; keys that move the end make it longer or shorter. It never
leaves its block, and never holds nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from reader.spans import Span
from reader.tui.wording import edge_after, edge_before, letter_edges, words_in


@dataclass(frozen=True, slots=True)
class Selection:
    """What is chosen in `block`: from `fixed` to `moving`, whichever comes first in the text.

    `source` are the words of the mark that it began on, to be written back.
    """

    block: Span
    fixed: int
    moving: int
    source: Span | None = None

    @property
    def span(self) -> Span:
        """What is chosen."""
        return Span(min(self.fixed, self.moving), max(self.fixed, self.moving))

    @property
    def forth(self) -> bool:
        """Whether the end is what moves."""
        return self.moving >= self.fixed

    def swapped(self) -> Selection:
        """The other end moves."""
        return replace(self, fixed=self.moving, moving=self.fixed)

    def at(self, span: Span) -> Selection:
        """Begin anew on other words of the block."""
        return replace(self, fixed=span.start, moving=span.end)

    def to(self, offset: int) -> Selection | None:
        """The moving end at an offset; None where nothing would be left, or it is outside the block."""
        inside = self.block.start <= offset <= self.block.end
        return replace(self, moving=offset) if inside and offset != self.fixed else None


def start_selection(
    text: str, block: Span, at: Span | None = None, source: Span | None = None
) -> Selection | None:
    """A selection of some words, else of the block's first word; None where there is none."""
    if at is None:
        words = words_in(text, block)
        at = words[0] if words else (block if len(block) else None)
    if at is None:
        return None
    start, end = max(at.start, block.start), min(at.end, block.end)
    return Selection(block, start, end, source) if start < end else None


def next_word(chosen: Selection, text: str) -> Selection | None:
    """One word more at the moving end, towards the end of the block."""
    words = words_in(text, chosen.block)
    if chosen.forth:
        ends = [word.end for word in words if word.end > chosen.moving]
        return chosen.to(ends[0]) if ends else None
    starts = [word.start for word in words if word.start > chosen.moving and word.start != chosen.fixed]
    return chosen.to(starts[0]) if starts and starts[0] < chosen.fixed else None


def previous_word(chosen: Selection, text: str) -> Selection | None:
    """One word less at the moving end, or one more before it where the start moves."""
    words = words_in(text, chosen.block)
    if not chosen.forth:
        starts = [word.start for word in words if word.start < chosen.moving]
        return chosen.to(starts[-1]) if starts else None
    ends = [word.end for word in words if chosen.fixed < word.end < chosen.moving]
    if ends:
        return chosen.to(ends[-1])
    # The first word is left: the start moves on, before it.
    starts = [word.start for word in words if word.start < chosen.fixed]
    return replace(chosen, fixed=chosen.moving, moving=starts[-1]) if starts else None


def word_end(chosen: Selection, text: str) -> Selection | None:
    """The moving end at the end of the word that it is in or before."""
    ends = [word.end for word in words_in(text, chosen.block) if word.end > chosen.moving]
    return chosen.to(ends[0]) if ends else None


def next_letter(chosen: Selection, text: str) -> Selection | None:
    """The moving end one letter on."""
    return _by_letter(chosen, text, 1)


def previous_letter(chosen: Selection, text: str) -> Selection | None:
    """The moving end one letter back."""
    return _by_letter(chosen, text, -1)


def _by_letter(chosen: Selection, text: str, step: int) -> Selection | None:
    edges = letter_edges(text, chosen.block)
    go = edge_after if step > 0 else edge_before
    offset = go(edges, chosen.moving)
    # Over the other end, so that something is left.
    return chosen.to(go(edges, offset) if offset == chosen.fixed else offset)


def restarted(chosen: Selection, text: str) -> Selection:
    """Begin anew at the word where the moving end is."""
    words = words_in(text, chosen.block)
    near = chosen.moving - 1 if chosen.forth else chosen.moving
    word = next((one for one in words if one.start <= near < one.end), None)
    return replace(chosen.at(word), source=None) if word is not None else chosen


def word_beginning(chosen: Selection, text: str, letter: str) -> Selection | None:
    """Begin anew at the next word that begins with a letter, whatever its case."""
    wanted = letter.casefold()
    for word in words_in(text, chosen.block):
        if word.start >= chosen.span.end and text[word.start].casefold() == wanted:
            return chosen.at(word)
    return None


def moved_edge(text: str, block: Span, span: Span, *, end: bool, step: int, by_letter: bool) -> Span | None:
    """A span with its end or its start moved by a word or a letter; None where that cannot be."""
    if by_letter:
        edges = letter_edges(text, block)
    else:
        words = words_in(text, block)
        edges = sorted({word.end for word in words} if end else {word.start for word in words})
    at = span.end if end else span.start
    wanted = [edge for edge in edges if (edge > at if step > 0 else edge < at)]
    if not wanted:
        return None
    offset = wanted[0] if step > 0 else wanted[-1]
    start, finish = (span.start, offset) if end else (offset, span.end)
    return Span(start, finish) if block.start <= start < finish <= block.end else None
