"""What an article is called in a list: its headline, or its first sentence made short."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reader.corpus.article import Block, BlockKind, Dateline
from reader.corpus.sentences import first_sentence

_LIMIT = 90
_SHORTEST_CLAUSE = 30
_WINDOW = 2_000
_CLAUSE = re.compile(r"[,;:](?=\s)|[，；：、]|\s[–—―-]{1,2}(?=\s)|—")
_MARKUP = re.compile(r"^#{1,6}\s+|\s+#{1,6}$|^(?:\*\*|__)|(?:\*\*|__)$|^[>*•–—-]\s+")
# Chinese and Japanese put no blank between lines.
_WIDE_BREAK = re.compile(r"(?<=[\u2e80-\u9fff\u3000-\u30ff\uff00-\uff65])[ \u3000]*\n\s*(?=[\u2e80-\u9fff])")
_VOICE = (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.BLOCKQUOTE, BlockKind.POST)
_BESIDE = (BlockKind.BYLINE, BlockKind.CAPTION)


def derive_title(text: str, blocks: Sequence[Block], dateline: Dateline | None) -> str:
    """The headline where the article opens with one, else its first sentence, cut before 90 code points.

    The cut falls at a clause, or at a word with an ellipsis after it; white space is one blank. Bylines,
    stamps and captions above a headline, and a kicker such as `ANALYSIS`, are passed over. Empty only
    when no block holds anything.
    """
    headline = _find_headline(text, blocks)
    if headline is not None:
        return headline
    voice = [block for block in blocks if block.kind in _VOICE]
    if dateline is not None:
        voice = [block for block in voice if block.span.end > dateline.span.start] or voice
    for block in voice or blocks:
        start = block.span.start
        if dateline is not None and dateline.span.start == start:
            start = dateline.span.end
        body = _flatten(text[start : min(block.span.end, start + _WINDOW)])
        if body:
            return _shorten(first_sentence(body))
    return ""


def _find_headline(text: str, blocks: Sequence[Block]) -> str | None:
    opening = [block for block in blocks[:12] if block.kind not in _BESIDE]
    if len(opening) < 2 or opening[0].kind is not BlockKind.HEADING:
        return None
    first = _flatten(opening[0].span.of(text))
    second = _flatten(opening[1].span.of(text)) if opening[1].kind is BlockKind.HEADING else ""
    return second if second and len(first.split()) == 1 and len(second.split()) > 2 else first


def _flatten(text: str) -> str:
    flat = " ".join(_WIDE_BREAK.sub("", text).split())
    while (bare := _MARKUP.sub("", flat).strip()) != flat and bare:
        flat = bare
    return flat


def _shorten(sentence: str) -> str:
    """The sentence without its full stop if it is short, else up to its last clause or word that fits."""
    if len(sentence) < _LIMIT:
        lone = sentence.count(".") == 1 and sentence.endswith(".")
        return sentence[:-1].rstrip() or sentence if lone else sentence
    window = sentence[:_LIMIT]
    clauses = [match.start() for match in _CLAUSE.finditer(window) if match.start() >= _SHORTEST_CLAUSE]
    if clauses:
        return window[: clauses[-1]].rstrip(" ,;:–—-")
    cut = sentence[: _LIMIT - 1]
    blank = cut.rfind(" ") if sentence[_LIMIT - 1 : _LIMIT] != " " else len(cut)
    kept = cut[:blank] if blank > 0 else cut
    return kept.rstrip(" ,;:–—-") + "…"
