"""The notes of an article, in the order of its text. Pure."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from reader.spans import Span
from reader.workspace.placing import Spot
from reader.workspace.sheet import Sheet


@dataclass(frozen=True, slots=True)
class Note:
    """A note and what it is on: the number of a block, a range of words, or None for the whole article.

    `block` is the number of the block it belongs to, `exact` the words that it is on.
    """

    words: str
    spot: Spot | None = None
    block: int | None = None
    exact: str = ""


def notes_of(sheet: Sheet) -> tuple[Note, ...]:
    """All notes with a certain place: the article's own first, a paragraph's before those on its words."""
    found = [Note(sheet.document.note)] if sheet.document.note else []
    placed: list[tuple[int, int, int, Note]] = []
    for number, standing in sheet.blocks.items():
        if standing.note:
            placed.append((number, -1, 0, Note(standing.note, number, number)))
    placed += [(note.block or 0, span.start, span.end, note) for span, note in _on_words(sheet)]
    return (*found, *(note for *_, note in sorted(placed, key=lambda one: one[:3])))


def notes_by_block(sheet: Sheet) -> dict[int, list[Note]]:
    """The notes on each block and on its words, by the number of the block."""
    found: dict[int, list[Note]] = {}
    for note in notes_of(sheet):
        if note.block is not None:
            found.setdefault(note.block, []).append(note)
    return found


def span_notes(sheet: Sheet) -> dict[int, tuple[Note, ...]]:
    """The notes on words, by the number of the block that they begin in."""
    found: dict[int, tuple[Note, ...]] = {}
    for _, note in sorted(_on_words(sheet), key=lambda one: one[0]):
        if note.block is not None:
            found[note.block] = (*found.get(note.block, ()), note)
    return found


def _on_words(sheet: Sheet) -> list[tuple[Span, Note]]:
    blocks, text = sheet.article.blocks, sheet.article.text
    found: list[tuple[Span, Note]] = []
    for span, standing in sheet.spans.items():
        if standing.note:
            nth = bisect_right(blocks, span.start, key=lambda block: block.span.start)
            found.append((span, Note(standing.note, span, max(1, nth), span.of(text))))
    return found
