"""What an analysis puts on a page: names and quotes as layers over the text, and as stops to walk. Pure.

Offsets are code points of the article. Made once for an analysis, whatever the width of the screen; a line is
then looked up by its span, in a time that depends on what lies in that line alone.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from heapq import heappop, heappush
from typing import Generic, TypeVar

from reader.analysis.marks import NAMED, Analysis, EntityType, Mention, Quote, QuoteKind
from reader.spans import Span

VERBATIM = frozenset({QuoteKind.DIRECT, QuoteKind.MIXED})
SPEECH = VERBATIM | {QuoteKind.INDIRECT}
QUOTE_MARKS = frozenset("\"'`´“”„‟«»‹›‘’‚‛「」『』〝〞〟＂＇")

LETTERS = {
    EntityType.PER: "p",
    EntityType.ORG: "o",
    EntityType.LOC: "l",
    EntityType.NORP: "n",
    EntityType.EVENT: "e",
    EntityType.WORK: "w",
    EntityType.PRODUCT: "d",
    EntityType.MISC: "m",
}
"""What stands after a name where colours do not tell its type: small, since a machine said so."""

_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True)
class Ranges(Generic[_Value]):
    """Ranges of a text that do not overlap, in order, each with a value."""

    starts: Sequence[int] = ()
    ends: Sequence[int] = ()
    values: Sequence[_Value] = ()

    def within(self, span: Span) -> Iterator[tuple[int, int, _Value]]:
        """What lies in a span, cut to it."""
        for nth in range(bisect_right(self.ends, span.start), len(self.starts)):
            if self.starts[nth] >= span.end:
                return
            yield max(span.start, self.starts[nth]), min(span.end, self.ends[nth]), self.values[nth]

    def touch(self, span: Span) -> bool:
        """Whether anything lies in a span."""
        return next(self.within(span), None) is not None


@dataclass(frozen=True, slots=True)
class Stop:
    """What Tab stops at: a mention of a name, or a quote with all its parts."""

    what: Mention | Quote
    spans: tuple[Span, ...]

    @property
    def start(self) -> int:
        """The first code point."""
        return self.spans[0].start

    @property
    def end(self) -> int:
        """The code point after the last part."""
        return self.spans[-1].end

    @property
    def is_quote(self) -> bool:
        """Whether it is a quote."""
        return isinstance(self.what, Quote)


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter that is drawn after the code point before `offset`; `main` ones are the last to give way."""

    offset: int
    sign: str
    main: bool


@dataclass(frozen=True, slots=True, eq=False)
class Highlights:
    """The layers of a page and its stops.

    `names` are the types of names, the inner one where they overlap; `spoken` the words of direct speech,
    `voiced` all speech, which has a bar beside it; `marks` the quotation marks. `letters` stand in the order
    of their offsets, inner names first. `stops` go by start, longer first.
    """

    analysis: Analysis
    names: Ranges[EntityType] = field(default_factory=Ranges)
    spoken: Ranges[bool] = field(default_factory=Ranges)
    voiced: Ranges[bool] = field(default_factory=Ranges)
    marks: Ranges[bool] = field(default_factory=Ranges)
    letters: tuple[Letter, ...] = ()
    stops: tuple[Stop, ...] = ()
    counts: Counter[int] = field(default_factory=Counter)
    """How many mentions each entity has, by its id."""
    _starts: tuple[int, ...] = ()
    _letter_offsets: tuple[int, ...] = ()

    def letters_in(self, span: Span) -> tuple[Letter, ...]:
        """The letters after names that end in a span."""
        first = bisect_right(self._letter_offsets, span.start)
        return self.letters[first : bisect_right(self._letter_offsets, span.end)]

    def first_from(self, offset: int) -> int | None:
        """The index of the first stop that begins at an offset or after it, or None."""
        nth = bisect_left(self._starts, offset)
        return nth if nth < len(self.stops) else None

    def last_before(self, offset: int) -> int | None:
        """The index of the last stop that begins before an offset, or None."""
        nth = bisect_left(self._starts, offset) - 1
        return nth if nth >= 0 else None

    def index_of(self, stop: Stop) -> int | None:
        """Where the same stop is among these, or None when they have none like it."""
        first, after = bisect_left(self._starts, stop.start), bisect_right(self._starts, stop.start)
        for nth in range(first, after):
            if self.stops[nth].spans == stop.spans and self.stops[nth].is_quote == stop.is_quote:
                return nth
        return None

    def stop_at(self, span: Span, offset: int) -> int | None:
        """The index of the innermost stop at an offset, of those that begin in `span`; or None."""
        found = [
            (stop.end - stop.start, -nth)
            for nth in range(bisect_left(self._starts, span.start), bisect_right(self._starts, offset))
            for stop in (self.stops[nth],)
            if any(part.contains(offset) for part in stop.spans)
        ]
        return -min(found)[1] if found else None


def highlights_of(analysis: Analysis, text: str) -> Highlights:
    """The highlights of an analysis of a text; what lies outside the text is left out.

    Takes n log n of the number of mentions and quotes.
    """
    entities = range(1, len(analysis.names) + 1)
    mentions = [
        one if one.entity is None or one.entity in entities else replace(one, entity=None)
        for one in analysis.mentions
        if one.label in NAMED and _is_in(one.span, text)
    ]
    mentions.sort(key=lambda one: (one.span.start, -one.span.end))
    quotes = [one for one in analysis.quotes if one.spans and all(_is_in(span, text) for span in one.spans)]
    stops = [Stop(one, (one.span,)) for one in mentions]
    stops += [Stop(one, tuple(sorted(one.spans))) for one in quotes]
    stops.sort(key=lambda stop: (stop.start, -stop.end))
    letters = [Letter(one.span.end, LETTERS[one.label], is_main(one.label)) for one in reversed(mentions)]
    letters.sort(key=lambda letter: letter.offset)
    return Highlights(
        analysis,
        names=_innermost(mentions),
        spoken=_union(span for one in quotes if one.kind in VERBATIM for span in one.spans),
        voiced=_union(span for one in quotes if one.kind in SPEECH for span in one.spans),
        marks=_union(span for one in quotes for span in _marks(one, text)),
        letters=tuple(letters),
        stops=tuple(stops),
        counts=Counter(one.entity for one in mentions if one.entity is not None),
        _starts=tuple(stop.start for stop in stops),
        _letter_offsets=tuple(letter.offset for letter in letters),
    )


def is_main(label: EntityType) -> bool:
    """Whether a name is of a person, an organisation or a place; the others are drawn more quietly."""
    return label in (EntityType.PER, EntityType.ORG, EntityType.LOC)


def _is_in(span: Span, text: str) -> bool:
    return span.start < span.end <= len(text)


def _marks(quote: Quote, text: str) -> Iterator[Span]:
    """The quotation marks at the ends of a quote's parts."""
    for span in quote.spans:
        for offset in {span.start, span.end - 1}:
            if text[offset] in QUOTE_MARKS:
                yield Span(offset, offset + 1)


def _union(spans: Iterable[Span]) -> Ranges[bool]:
    starts: list[int] = []
    ends: list[int] = []
    for span in sorted(spans):
        if ends and span.start <= ends[-1]:
            ends[-1] = max(ends[-1], span.end)
        else:
            starts.append(span.start)
            ends.append(span.end)
    return Ranges(starts, ends, [True] * len(starts))


def _innermost(mentions: Sequence[Mention]) -> Ranges[EntityType]:
    """The type at each code point: of the mention that begins last there, and of those the shortest.

    `mentions` go by start, longer first. A sweep over all edges, with a heap of the mentions that are open.
    """
    edges = sorted({edge for one in mentions for edge in (one.span.start, one.span.end)})
    starts: list[int] = []
    ends: list[int] = []
    values: list[EntityType] = []
    opened: list[tuple[int, int]] = []
    nth, last = 0, -1
    for edge in edges:
        if opened and last >= 0:
            inner = mentions[-opened[0][0]]
            starts.append(last)
            ends.append(edge)
            values.append(inner.label)
        while nth < len(mentions) and mentions[nth].span.start == edge:
            heappush(opened, (-nth, mentions[nth].span.end))
            nth += 1
        while opened and opened[0][1] <= edge:
            heappop(opened)
        last = edge
    return Ranges(starts, ends, values)
