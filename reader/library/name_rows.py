"""What the index keeps of one article: who is named in it, and who is quoted as saying what. Pure."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reader.analysis.linking import name_key
from reader.analysis.marks import NAMED, Analysis, EntityType, Quote, QuoteKind
from reader.spans import Span

_MOST_WORDS = 600
"""Code points of a quote that a search looks through."""
_MOST_SHOWN = 200
"""Code points of a name that are kept: a name may be anything."""


@dataclass(frozen=True, slots=True)
class NameRow:
    """A name in an article: what it is compared by and what it is called, how often and where first.

    `surname` is the last word of a person's name, empty for other things; `block` counts from 1.
    """

    name: str
    type: str
    surname: str
    shown: str
    count: int
    block: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class QuoteRow:
    """A quote in an article: `nth` among those of its analysis, whose it is, and what a search looks through.

    `speaker` is what names are compared by, empty when nobody is named.
    """

    nth: int
    speaker: str
    surname: str
    shown: str
    cue: str
    kind: str
    block: int
    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class ArticleRows:
    """All rows of one article."""

    names: tuple[NameRow, ...] = ()
    quotes: tuple[QuoteRow, ...] = ()


def compared(name: str) -> str:
    """What a name is compared by across articles: without case, accents, possessives and courtesy titles."""
    return _whole(" ".join(name_key(name)) or " ".join(name.casefold().split()))[:_MOST_SHOWN]


def searched(words: str) -> str:
    """What a search compares: without case, accents and kinds of apostrophe, on one line."""
    folded = unicodedata.normalize("NFKD", words).casefold().replace("’", "'")
    return _whole(" ".join("".join(sign for sign in folded if not unicodedata.combining(sign)).split()))


def surname_of(name: str, label: str) -> str:
    """The last word of a person's name as it is compared; empty for what is no person."""
    return compared(name).rpartition(" ")[2] if label == EntityType.PER else ""


def rows_of(analysis: Analysis, text: str, starts: Sequence[int] = (0,)) -> ArticleRows:
    """The rows of an analysis of a text whose blocks begin at `starts`; what lies outside it is left out."""
    return ArticleRows(tuple(_names(analysis, text, starts)), tuple(_quotes(analysis, text, starts)))


def _names(analysis: Analysis, text: str, starts: Sequence[int]) -> Iterator[NameRow]:
    # Mentions of one name under one type are one row, whichever entity of the article they were given.
    found: dict[tuple[str, str], list[Span]] = {}
    shown: dict[tuple[str, str], tuple[str, EntityType]] = {}
    known = {name.id: name for name in analysis.names}
    for mention in analysis.mentions:
        if mention.label not in NAMED or not _is_in(mention.span, text):
            continue
        name = known.get(mention.entity) if mention.entity is not None else None
        called = _one_line(name.name if name is not None else mention.span.of(text))
        label = name.label if name is not None else mention.label
        key = (compared(called), label.value)
        if key[0]:
            found.setdefault(key, []).append(mention.span)
            shown.setdefault(key, (called, label))
    for key, spans in found.items():
        first = min(spans)
        called, label = shown[key]
        yield NameRow(
            name=key[0],
            type=key[1],
            surname=surname_of(called, label),
            shown=called,
            count=len(spans),
            block=_block(starts, first.start),
            start=first.start,
            end=first.end,
        )


def _quotes(analysis: Analysis, text: str, starts: Sequence[int]) -> Iterator[QuoteRow]:
    persons = {compared(name.name) for name in analysis.names if name.label is EntityType.PER}
    for nth, quote in enumerate(analysis.quotes):
        if not quote.spans or not all(_is_in(span, text) for span in quote.spans):
            continue
        called = speaker_of(quote, text)
        if quote.kind is QuoteKind.SCARE and not called:
            # Words held at arm's length are nobody's saying.
            continue
        spans = sorted(quote.spans)
        start, end = spans[0].start, spans[-1].end
        speaker = compared(called)
        yield QuoteRow(
            nth=nth,
            speaker=speaker,
            surname=speaker.rpartition(" ")[2] if speaker in persons else "",
            shown=called,
            cue=_one_line(quote.cue.of(text)) if quote.cue and _is_in(quote.cue, text) else "",
            kind=quote.kind.value,
            block=_block(starts, start),
            start=start,
            end=end,
            words=f"{searched(called)} {searched(text[start : min(end, start + _MOST_WORDS)])}",
        )


def speaker_of(quote: Quote, text: str) -> str:
    """Whom a quote is given to, on one line; empty when nobody is named."""
    words = quote.speaker.of(text) if quote.speaker and _is_in(quote.speaker, text) else ""
    return _one_line(quote.speaker_name or words)


def _block(starts: Sequence[int], offset: int) -> int:
    return max(1, bisect_right(starts, offset))


def _is_in(span: Span, text: str) -> bool:
    return span.start < span.end <= len(text)


def _one_line(words: str) -> str:
    return _whole(" ".join(words.split())[:_MOST_SHOWN])


def _whole(words: str) -> str:
    """Without halves of signs, which JSON may hold and SQLite does not take."""
    return words.encode("utf-8", "replace").decode("utf-8")
