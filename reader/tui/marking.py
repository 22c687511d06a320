"""From an article and what was said of it to its highlights, and to those a decision has changed. Pure."""

from __future__ import annotations

from reader.analysis.marks import Analysis
from reader.annotations.scheme import LabelTarget, Scheme
from reader.spans import Span
from reader.tui.highlights import LETTERS, Highlights
from reader.workspace.marks import Mark, marks_in, said_in, suggested
from reader.workspace.sheet import Sheet


def highlights_on(sheet: Sheet, analysis: Analysis) -> Highlights:
    """The highlights of an article, cut by its blocks, with all that its annotator has said of them."""
    article = sheet.article
    pieces = suggested(analysis, article.text, [block.span.start for block in article.blocks])
    said = said_in(sheet, pieces)
    marks = [marks_in(piece, pieces, said) for piece in range(len(pieces.marks))]
    return Highlights(pieces, marks, article.text, letters_of(sheet.scheme))


def marks_changed(before: Sheet, now: Sheet, found: Highlights) -> dict[int, tuple[Mark, ...]]:
    """The marks of the pieces in which something else is said now than before."""
    pieces: set[int] = set()
    if before.spans is not now.spans:
        for span in before.spans.keys() | now.spans.keys():
            if before.spans.get(span) != now.spans.get(span):
                pieces.add(found.pieces.piece_at(span.start))
                pieces |= {found.pieces.piece_at(at) for at in _firsts(span, before, now)}
    if before.blocks is not now.blocks:
        numbers = before.blocks.keys() | now.blocks.keys()
        pieces |= {one - 1 for one in numbers if before.block(one).complete != now.block(one).complete}
    if not pieces:
        return {}
    said = said_in(now, found.pieces)
    return {piece: marks_in(piece, found.pieces, said) for piece in pieces}


def _firsts(part: Span, *sheets: Sheet) -> list[int]:
    """Where the quotes begin that these words are a part of, perhaps in another paragraph."""
    links = [(sheet, sheet.spans[part].part_of) for sheet in sheets if part in sheet.spans]
    places = [sheet.places.get(link) for sheet, link in links if link is not None]
    return [place.start for place in places if isinstance(place, Span)]


def letters_of(scheme: Scheme) -> dict[str, str]:
    """The letters of labels for words that are none of the usual types: their keys, else their initials."""
    return {
        label.id: (label.key or label.name)[:1]
        for label in scheme.of_target(LabelTarget.SPAN)
        if label.id not in LETTERS
    }
