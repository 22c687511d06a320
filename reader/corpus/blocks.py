"""From a canonical text to its blocks: rules on shape alone, so that any article is read the same way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reader.corpus.agencies import is_wire
from reader.corpus.article import Block, BlockKind
from reader.corpus.bylines import is_affiliation, is_bare_name, is_byline, is_meta, is_release_note
from reader.corpus.captions import is_caption, is_link
from reader.corpus.dateline import is_lone_dateline, opens_with_dateline
from reader.corpus.headings import Setting, is_heading, is_question, is_shouted, reads_as_prose
from reader.corpus.lines import is_separator as is_separator
from reader.corpus.lists import find_items
from reader.corpus.pieces import Piece, split_pieces
from reader.corpus.posts import is_attribution, is_post, is_post_footer, is_post_header
from reader.spans import Span

_VOICE = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.BLOCKQUOTE, BlockKind.POST})
_QUOTE_INDENT = 4
_LONGEST_POST = 900


@dataclass(frozen=True, slots=True)
class _Context:
    shouting: bool
    explainer: bool
    body: int


def find_blocks(text: str) -> tuple[Block, ...]:
    """The blocks of a canonical text, in order and disjoint; together they hold all but separators.

    Spans are in code points and trimmed of white space. A list item holds its marker, a markdown heading
    its signs, a blockquote its `>`, a post its signature, a caption its credit. Links to other stories and
    promotion count as captions (see `captions.is_link`), stamps of the page and a dateline alone as bylines.
    """
    pieces = _join_signatures(split_pieces(text))
    kinds = _classify(pieces)
    return tuple(
        Block(number, kind, Span(piece.start, piece.end))
        for number, (piece, kind) in enumerate(zip(pieces, kinds, strict=True), 1)
    )


def _join_signatures(pieces: list[Piece]) -> list[Piece]:
    """A post's signature that blank lines part from its text goes to the piece before it."""
    joined: list[Piece] = []
    for piece in pieces:
        if joined and len(piece.flat) <= 320 and _is_signature(piece) and _takes_signature(joined[-1]):
            before = joined.pop()
            while joined and joined[-1].chunk == before.chunk and _takes_signature(joined[-1]):
                if piece.end - joined[-1].start > _LONGEST_POST:
                    break
                above = joined.pop()
                flat = f"{above.flat} {before.flat}"
                before = Piece(above.lines + before.lines, flat, above.marker, True, above.first)
            lines = before.lines + piece.lines
            piece = Piece(lines, f"{before.flat} {piece.flat}", before.marker, before.alone, before.first)
        joined.append(piece)
    return joined


def _is_signature(piece: Piece) -> bool:
    # Without a dash before it a name with its handle may as well open the next post.
    return piece.flat[0] in "—–-&―" and is_attribution(piece.flat)


def _takes_signature(piece: Piece) -> bool:
    flat = piece.flat
    if len(flat) > 700 or is_byline(flat) or is_meta(flat) or is_link(flat) or is_post(flat):
        return False
    return not is_caption(flat)


def _classify(pieces: Sequence[Piece]) -> list[BlockKind]:
    items = find_items(pieces)
    kinds: list[BlockKind | None] = [
        _find_sure_kind(piece, at in items, at == len(pieces) - 1) for at, piece in enumerate(pieces)
    ]
    _mark_indented_quotes(pieces, kinds)
    body = next((at for at, piece in enumerate(pieces) if kinds[at] is None and _is_body(piece)), len(pieces))
    _mark_opening(pieces, kinds, body)
    return _settle(pieces, kinds, _Context(_is_shouting(pieces), _asks(pieces, kinds), body))


def _is_body(piece: Piece) -> bool:
    flat = piece.flat
    return len(flat) > 200 or (reads_as_prose(flat) and len(flat) > 90)


def _is_shouting(pieces: Sequence[Piece]) -> bool:
    """Whether the whole text is in capitals, as old wires are: then capitals say nothing."""
    loud = sum(len(piece.flat) for piece in pieces if is_shouted(piece.flat[:400]))
    return loud * 2 > sum(len(piece.flat) for piece in pieces)


def _asks(pieces: Sequence[Piece], kinds: Sequence[BlockKind | None]) -> bool:
    """Whether questions head sections: several stand alone, each before a paragraph that answers."""
    questions = sum(
        kinds[at] is None
        and is_question(piece.flat)
        and reads_as_prose(pieces[at + 1].flat)
        and not is_question(pieces[at + 1].flat)
        and len(pieces[at + 1].flat) > len(piece.flat)
        for at, piece in enumerate(pieces[:-1])
    )
    return questions >= 2


def _find_sure_kind(piece: Piece, item: bool, last: bool) -> BlockKind | None:
    """The kind that a piece's own marks give it, or None when its neighbours must tell."""
    flat = piece.flat
    if is_post(flat) or is_post_header(piece.lines[0].text) or _has_footer(piece):
        return BlockKind.POST
    if flat[0] == ">" and len(flat) > 1:
        return BlockKind.BLOCKQUOTE
    if is_link(flat):
        return BlockKind.CAPTION
    if is_byline(flat) or is_meta(flat) or is_lone_dateline(flat):
        return BlockKind.BYLINE
    if last and is_wire(flat):
        return BlockKind.BYLINE
    if is_caption(flat):
        return BlockKind.CAPTION
    if item:
        return BlockKind.LIST_ITEM
    return None


def _has_footer(piece: Piece) -> bool:
    return len(piece.lines) > 1 and len(piece.flat) < 1_000 and is_post_footer(piece.lines[-1].text)


def _mark_indented_quotes(pieces: Sequence[Piece], kinds: list[BlockKind | None]) -> None:
    """A chunk set in from its neighbours, opened by a quotation mark or a colon above, is quoted."""
    for at, piece in enumerate(pieces):
        indent = piece.lines[0].indent
        if kinds[at] is not None or indent < _QUOTE_INDENT or not piece.alone or at == 0:
            continue
        if any(line.indent < _QUOTE_INDENT for line in piece.lines) or not reads_as_prose(piece.flat):
            continue
        outer = pieces[at - 1].lines[-1].indent
        quoted = piece.flat[0] in '“"«„‘' or pieces[at - 1].flat.endswith(":") or len(piece.lines) > 1
        if quoted and (outer + _QUOTE_INDENT <= indent or kinds[at - 1] is BlockKind.BLOCKQUOTE):
            kinds[at] = BlockKind.BLOCKQUOTE


def _mark_opening(pieces: Sequence[Piece], kinds: list[BlockKind | None], body: int) -> None:
    """Before the first paragraph a name beside a date, or a role below a name, is of the byline too."""
    titled = signed = False
    for at in range(min(body, 12)):
        if at and kinds[at - 1] is not BlockKind.CAPTION:
            signed = kinds[at - 1] is BlockKind.BYLINE and not is_release_note(pieces[at - 1].flat)
        if kinds[at] is not None:
            if (
                kinds[at] is BlockKind.CAPTION
                and at
                and kinds[at - 1] is BlockKind.BYLINE
                and is_affiliation(pieces[at].flat)
            ):
                kinds[at] = BlockKind.BYLINE
            continue
        flat = pieces[at].flat
        above = signed
        below = at + 1 < len(pieces) and (
            kinds[at + 1] is BlockKind.BYLINE
            or is_affiliation(pieces[at + 1].flat)
            or opens_with_dateline(pieces[at + 1].flat)
        )
        if (above and is_affiliation(flat)) or (
            titled and (above or below) and len(flat) <= 120 and is_bare_name(flat)
        ):
            kinds[at] = BlockKind.BYLINE
        else:
            titled = True


def _settle(pieces: Sequence[Piece], kinds: list[BlockKind | None], context: _Context) -> list[BlockKind]:
    """Gives every open piece its kind, from the last to the first: a heading is known by what it heads."""
    settled: list[BlockKind] = [BlockKind.PARAGRAPH] * len(pieces)
    title = next(
        (at for at, kind in enumerate(kinds) if kind not in (BlockKind.BYLINE, BlockKind.CAPTION)), 0
    )
    voice: int | None = None
    for at in range(len(pieces) - 1, -1, -1):
        kind = kinds[at]
        if kind is None:
            kind = BlockKind.PARAGRAPH
            if len(pieces[at].flat) <= 200:
                setting = _find_setting(pieces, kinds, settled, at, voice, title, context)
                if is_heading(pieces[at], setting):
                    kind = BlockKind.HEADING
        settled[at] = kind
        if kind in _VOICE or kind is BlockKind.HEADING:
            voice = at
    return settled


def _find_setting(
    pieces: Sequence[Piece],
    kinds: Sequence[BlockKind | None],
    settled: Sequence[BlockKind],
    at: int,
    voice: int | None,
    title: int,
    context: _Context,
) -> Setting:
    after = pieces[voice].flat if voice is not None else ""
    kind = settled[voice] if voice is not None else None
    prose = (
        kind is not None
        and kind is not BlockKind.HEADING
        and (kind is not BlockKind.PARAGRAPH or reads_as_prose(after))
    )
    following = kinds[at + 1] if at + 1 < len(kinds) else None
    return Setting(
        after=after,
        prose=prose,
        heading_next=kind is BlockKind.HEADING,
        byline_next=following is BlockKind.BYLINE and bool(after),
        shouting=context.shouting,
        opening=at < context.body,
        title=at == title,
        explainer=context.explainer,
    )
