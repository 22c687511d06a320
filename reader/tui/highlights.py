"""What an analysis puts on a page: names and quotes as layers over the text, and as stops to walk. Pure.

Offsets are code points of the article. Made for an analysis and what was said of it, whatever the width of
the screen; a line is then looked up by its span, in a time that depends on what lies in its piece alone.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import heappop, heappush
from itertools import chain
from types import MappingProxyType
from typing import Generic, TypeVar

from reader.analysis.marks import Analysis, EntityType, QuoteKind
from reader.spans import Span
from reader.workspace.marks import Mark, Suggested, Verdict, in_order, suggested

VERBATIM = frozenset({QuoteKind.DIRECT, QuoteKind.MIXED})
SPEECH = VERBATIM | {QuoteKind.INDIRECT}
QUOTE_MARKS = frozenset("\"'`´“”„‟«»‹›‘’‚‛「」『』〝〞〟＂＇")

LETTERS: dict[str, str] = {
    EntityType.PER: "p",
    EntityType.ORG: "o",
    EntityType.LOC: "l",
    EntityType.NORP: "n",
    EntityType.EVENT: "e",
    EntityType.WORK: "w",
    EntityType.PRODUCT: "d",
    EntityType.MISC: "m",
}
"""What stands after a name where colours do not tell its type: small, where a machine said so."""
_NO_KEYS: Mapping[str, str] = MappingProxyType({})

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
class Letter:
    """A letter that is drawn after the code point before `offset`; `main` ones are the last to give way.

    A capital was said by a person, a small one is the machine's.
    """

    offset: int
    sign: str
    main: bool


@dataclass(frozen=True, slots=True, eq=False)
class Layers:
    """What is drawn over a piece of the text.

    `names` are the names, the inner one where they overlap; `spoken` the words of direct speech, `voiced` all
    speech, which has a bar beside it; `marks` the quotation marks. `letters` stand in the order of their
    offsets, inner names first.
    """

    names: Ranges[Mark] = field(default_factory=Ranges)
    spoken: Ranges[bool] = field(default_factory=Ranges)
    voiced: Ranges[bool] = field(default_factory=Ranges)
    marks: Ranges[bool] = field(default_factory=Ranges)
    letters: tuple[Letter, ...] = ()
    _letter_offsets: tuple[int, ...] = ()

    def letters_in(self, span: Span) -> tuple[Letter, ...]:
        """The letters after names that end in a span."""
        first = bisect_right(self._letter_offsets, span.start)
        return self.letters[first : bisect_right(self._letter_offsets, span.end)]


class Highlights:
    """The marks of a page: as stops to walk, and as layers of each piece of the text, made when it is drawn.

    `stops` go by start, longer first; those that were rejected are stops too. `keys` are the letters of
    labels by their ids, where the scheme has others than the usual.
    """

    def __init__(
        self,
        pieces: Suggested,
        marks: Sequence[Sequence[Mark]],
        text: str,
        keys: Mapping[str, str] = _NO_KEYS,
    ) -> None:
        self.pieces = pieces
        self._marks = [tuple(piece) for piece in marks]
        self._text = text
        self._keys = keys
        self._layers: list[Layers | None] = [None] * len(self._marks)
        self._guests: dict[int, tuple[Mark, ...]] = {}
        self.counts: Counter[int] = Counter()
        """How many mentions each entity has, by its id."""
        for piece in self._marks:
            self.counts.update(_entities(piece))
            for mark in piece:
                self._welcome(mark)
        self._see()

    @property
    def analysis(self) -> Analysis:
        """What the machine saw."""
        return self.pieces.analysis

    def _see(self) -> None:
        # The pieces follow each other, and a mark is in the piece that it begins in: all are in order.
        self.stops: tuple[Mark, ...] = tuple(chain.from_iterable(self._marks))

    def _home(self, mark: Mark) -> int:
        """The piece that a mark begins in."""
        return self.pieces.piece_at(mark.start)

    def _welcome(self, mark: Mark) -> None:
        """Remember a mark in the pieces that it reaches into."""
        home = self._home(mark)
        for span in mark.spans:
            for piece in range(self.pieces.piece_at(span.start), self.pieces.piece_at(span.end - 1) + 1):
                if piece != home and mark not in self._guests.get(piece, ()):
                    self._guests[piece] = (*self._guests.get(piece, ()), mark)

    def with_marks(self, changed: Mapping[int, Sequence[Mark]]) -> Highlights:
        """The same with other marks in some pieces; all the others stay as they were made."""
        new = object.__new__(Highlights)
        new.pieces, new._text, new._keys = self.pieces, self._text, self._keys
        new._marks, new._layers, new._guests = list(self._marks), list(self._layers), dict(self._guests)
        new.counts = self.counts.copy()
        for piece, marks in changed.items():
            new.counts.subtract(_entities(new._marks[piece]))
            new.counts.update(_entities(marks))
            # Of the thousands of marks that a piece may have, few are guests elsewhere.
            at_home = (one for guests in new._guests.values() for one in guests if self._home(one) == piece)
            gone = {mark for mark in at_home if mark not in marks}
            for other, guests in list(new._guests.items()):
                if gone and any(mark in gone for mark in guests):
                    new._guests[other] = tuple(mark for mark in guests if mark not in gone)
                    new._layers[other] = None
            new._marks[piece], new._layers[piece] = tuple(marks), None
            for mark in marks:
                before = dict(new._guests)
                new._welcome(mark)
                for other in new._guests:
                    if new._guests[other] != before.get(other):
                        new._layers[other] = None
        new._see()
        return new

    def layers_at(self, offset: int) -> Layers:
        """The layers of the piece that an offset lies in."""
        piece = self.pieces.piece_at(offset)
        found = self._layers[piece]
        if found is None:
            marks = in_order((*self._guests.get(piece, ()), *self._marks[piece]))
            found = self._layers[piece] = layers_of(marks, self._text, self._keys)
        return found

    def marks_of(self, piece: int) -> tuple[Mark, ...]:
        """The marks that begin in a piece, the first being 0."""
        return self._marks[piece] if piece < len(self._marks) else ()

    def pieces_changed(self, before: Highlights) -> set[int] | None:
        """The pieces that are drawn otherwise than before; None where all may be."""
        if before.pieces is not self.pieces:
            return None
        changed = {nth for nth, marks in enumerate(self._marks) if marks is not before._marks[nth]}
        guests = self._guests.keys() | before._guests.keys()
        return changed | {nth for nth in guests if self._guests.get(nth) != before._guests.get(nth)}

    def first_from(self, offset: int) -> int | None:
        """The index of the first stop that begins at an offset or after it, or None."""
        nth = bisect_left(self.stops, offset, key=_start)
        return nth if nth < len(self.stops) else None

    def last_before(self, offset: int) -> int | None:
        """The index of the last stop that begins before an offset, or None."""
        nth = bisect_left(self.stops, offset, key=_start) - 1
        return nth if nth >= 0 else None

    def index_of(self, mark: Mark) -> int | None:
        """Where the mark of the same words is among these, or None when they have none."""
        first = bisect_left(self.stops, mark.start, key=_start)
        after = bisect_right(self.stops, mark.start, key=_start)
        alike = [
            nth
            for nth in range(first, after)
            if self.stops[nth].spans == mark.spans and self.stops[nth].is_quote == mark.is_quote
        ]
        return min(alike, key=lambda nth: self.stops[nth].label != mark.label, default=None)

    def stop_at(self, span: Span, offset: int) -> int | None:
        """The index of the innermost stop at an offset, of those that begin in `span`; or None."""
        first = bisect_left(self.stops, span.start, key=_start)
        found = [
            (stop.end - stop.start, -nth)
            for nth in range(first, bisect_right(self.stops, offset, key=_start))
            for stop in (self.stops[nth],)
            if stop.shown and any(part.contains(offset) for part in stop.spans)
        ]
        return -min(found)[1] if found else None


def _start(mark: Mark) -> int:
    return mark.start


def _entities(marks: Iterable[Mark]) -> list[int]:
    return [mark.entity for mark in marks if mark.entity is not None and mark.shown]


def highlights_of(analysis: Analysis, text: str, cuts: Sequence[int] = (0,)) -> Highlights:
    """The highlights of an analysis of a text that nobody has decided about."""
    pieces = suggested(analysis, text, cuts)
    return Highlights(pieces, pieces.marks, text)


def layers_of(marks: Sequence[Mark], text: str, keys: Mapping[str, str] = _NO_KEYS) -> Layers:
    """The layers of some marks, which go by start, longer first. Takes n log n of their number."""
    shown = [mark for mark in marks if mark.shown]
    names = [mark for mark in shown if not mark.is_quote]
    quotes = [mark for mark in shown if mark.is_quote]
    letters = [
        Letter(mark.end, letter_of(mark, keys), is_main(mark.label))
        for mark in reversed(names)
        if mark.verdict is not Verdict.IGNORED
    ]
    letters.sort(key=lambda letter: letter.offset)
    return Layers(
        names=_innermost(names),
        spoken=_union(span for one in quotes if _is_kind(one, VERBATIM) for span in one.spans),
        voiced=_union(span for one in quotes if _is_kind(one, SPEECH) for span in one.spans),
        marks=_union(span for one in quotes for span in _marks(one, text)),
        letters=tuple(letters),
        _letter_offsets=tuple(letter.offset for letter in letters),
    )


def letter_of(mark: Mark, keys: Mapping[str, str] = _NO_KEYS) -> str:
    """The letter after a name: a capital where a person has said so."""
    sign = keys.get(mark.label) or LETTERS.get(mark.label, mark.label[:1])
    return sign.upper() if mark.verdict is Verdict.ACCEPTED else sign.lower()


def _is_kind(mark: Mark, kinds: frozenset[QuoteKind]) -> bool:
    """Whether a quote is of some kinds; one that only a person has marked is speech."""
    return mark.quote is None or mark.quote.kind in kinds


def is_main(label: str) -> bool:
    """Whether a name is of a person, an organisation or a place; the others are drawn more quietly."""
    return label in (EntityType.PER, EntityType.ORG, EntityType.LOC)


def _marks(quote: Mark, text: str) -> Iterator[Span]:
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


def _innermost(mentions: Sequence[Mark]) -> Ranges[Mark]:
    """The name at each code point: the mention that begins last there, and of those the shortest.

    `mentions` go by start, longer first. A sweep over all edges, with a heap of the mentions that are open.
    """
    edges = sorted({edge for one in mentions for edge in (one.start, one.end)})
    starts: list[int] = []
    ends: list[int] = []
    values: list[Mark] = []
    opened: list[tuple[int, int]] = []
    nth, last = 0, -1
    for edge in edges:
        if opened and last >= 0:
            inner = mentions[-opened[0][0]]
            starts.append(last)
            ends.append(edge)
            values.append(inner)
        while nth < len(mentions) and mentions[nth].start == edge:
            heappush(opened, (-nth, mentions[nth].end))
            nth += 1
        while opened and opened[0][1] <= edge:
            heappop(opened)
        last = edge
    return Ranges(starts, ends, values)
