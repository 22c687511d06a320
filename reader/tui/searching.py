"""Finding words in an article: plain words, accents folded, blanks and line breaks alike. Pure.

A capital in what is looked for makes capitals count. The text is folded once; a search is one pass over that,
and a hit is led back to code points of the text only when it is drawn or gone to.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from reader.annotations.model import Kind
from reader.spans import Span
from reader.workspace.sheet import Sheet

_EDGE = "\x00"
"""Stands between blocks: nothing that is typed matches it, so no hit goes from one block into the next."""
_ALIKE = {
    "'": "‘’‚‛′´`",
    '"': "“”„‟″«»",
    "-": "‐‑‒–—―−",
    "o": "øØ",
    "l": "łŁ",
    "d": "đĐðÐ",
    "i": "ı",
    "ae": "æÆ",
    "oe": "œŒ",
    "ss": "ß",
}
_SIGNS = {variant: sign for sign, variants in _ALIKE.items() for variant in variants}
_UNSEEN = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")


class _Folds(dict[int, str]):
    """What a code point is looked for as: a table for `str.translate` that works out each when it is met."""

    def __init__(self, *, capitals: bool) -> None:
        super().__init__()
        self._capitals = capitals

    def __missing__(self, code: int) -> str:
        self[code] = folded = _fold_sign(chr(code), capitals=self._capitals)
        return folded


def _fold_sign(char: str, *, capitals: bool) -> str:
    if char in _UNSEEN:
        return ""
    if char.isspace():
        return " "
    if char == _EDGE:
        return "\ufffd"
    if sign := _SIGNS.get(char):
        return sign.upper() if capitals and char.isupper() else sign
    folded = char if capitals else char.casefold()
    split = unicodedata.normalize("NFKD", folded)
    kept = "".join(one for one in split if not _is_accent(one))
    folded = unicodedata.normalize("NFC", kept)
    if len(char) == 1 and not capitals:
        folded = folded.casefold()
    # A spacing accent is a blank with a mark; the blank alone would be another sign.
    return char if kept.isspace() else folded


def _is_accent(char: str) -> bool:
    """Whether a mark is one that is left out in haste: not those that are vowels or make another letter."""
    kind = unicodedata.combining(char)
    return kind >= 200 or 10 <= kind <= 35 or kind == 1


_SMALL, _CAPITALS = _Folds(capitals=False), _Folds(capitals=True)


def fold(words: str, *, capitals: bool = False) -> str:
    """Words as they are looked for."""
    return re.sub(" {2,}", " ", words.translate(_CAPITALS if capitals else _SMALL))


class _Folded:
    """The blocks of a text folded into one string, and the way back to its code points."""

    def __init__(self, text: str, spans: Iterable[Span], *, capitals: bool) -> None:
        table = _CAPITALS if capitals else _SMALL
        odd = "".join(char for char in set(text) if len(table[ord(char)]) != 1)
        gone = "".join(char for char in odd if not table[ord(char)])
        blanks = rf"\s[\s{re.escape(gone)}]*\s"
        pattern = re.compile(f"{blanks}|[{re.escape(odd)}]" if odd else blanks)
        # From each of these places on, folded, the text goes on one to one from the offset beside it.
        self._places, self._offsets = array("q"), array("q")
        parts: list[str] = []
        place = 0
        for span in spans:
            done = span.start
            self._mark(place, done)
            for match in pattern.finditer(text, span.start, span.end):
                before = text[done : match.start()].translate(table)
                folded = " " if len(match[0]) > 1 else match[0].translate(table)
                parts += before, folded
                place += len(before)
                for nth in range(len(folded)):
                    self._mark(place + nth, match.start())
                place, done = place + len(folded), match.end()
                self._mark(place, done)
            rest = text[done : span.end].translate(table)
            parts += rest, _EDGE
            place += len(rest)
            self._mark(place, span.end)
            place += 1
        self.text = "".join(parts)

    def _mark(self, place: int, offset: int) -> None:
        self._places.append(place)
        self._offsets.append(offset)

    def offset(self, place: int) -> int:
        """The code point that a folded place comes from; for a place after the end, where that is."""
        nth = bisect_right(self._places, place) - 1
        return self._offsets[nth] + place - self._places[nth]

    def span(self, start: int, size: int) -> Span:
        """What a folded range comes from, rounded to whole code points, with the accents that follow."""
        end = start + size
        return Span(self.offset(start), max(self.offset(end), self.offset(end - 1) + 1))


@dataclass(frozen=True, slots=True)
class Hits:
    """Where words were found, in the order of the text; `words` as they were typed."""

    words: str = ""
    _starts: Sequence[int] = ()
    _size: int = 0
    _folded: _Folded | None = None

    def __len__(self) -> int:
        return len(self._starts)

    def span(self, nth: int) -> Span:
        """The words of a hit."""
        if self._folded is None:
            raise IndexError("there are no hits")
        return self._folded.span(self._starts[nth], self._size)

    def first_from(self, offset: int) -> int:
        """The index of the first hit that begins at an offset or after it; where none does, their number."""
        folded = self._folded
        return bisect_left(self._starts, offset, key=folded.offset) if folded is not None else 0

    def within(self, span: Span) -> Iterator[tuple[int, Span]]:
        """The hits that have something in a span, each with its index."""
        # They do not reach into each other: of those that begin before, only the last can be in the span.
        for nth in range(max(0, self.first_from(span.start) - 1), len(self)):
            found = self.span(nth)
            if found.start >= span.end:
                return
            if found.overlaps(span):
                yield nth, found


NO_HITS = Hits()


class Searched:
    """The blocks of a text, ready to be searched as often as a letter is typed."""

    def __init__(self, text: str, spans: Sequence[Span]) -> None:
        self.text = text
        self._spans = spans

    def prepare(self) -> None:
        """Fold the text now, so that the first letter need not wait for it."""
        _ = self._small

    def find(self, words: str) -> Hits:
        """Where the words are; nowhere when there are none."""
        capitals = has_capitals(words)
        wanted = fold(words, capitals=capitals)
        if not wanted.strip():
            return Hits(words)
        folded = self._with_capitals if capitals else self._small
        starts = array("q", (match.start() for match in re.finditer(re.escape(wanted), folded.text)))
        return Hits(words, starts, len(wanted), folded)

    @cached_property
    def _small(self) -> _Folded:
        return _Folded(self.text, self._spans, capitals=False)

    @cached_property
    def _with_capitals(self) -> _Folded:
        return _Folded(self.text, self._spans, capitals=True)


def has_capitals(words: str) -> bool:
    """Whether capitals count in a search for these words."""
    return any(char.isupper() or char.istitle() for char in words)


@dataclass(frozen=True, slots=True)
class NoteHit:
    """A note in which words were found, and what it is on: some words, or a whole block."""

    span: Span
    note: str


def notes_with(sheet: Sheet, words: str) -> tuple[NoteHit, ...]:
    """The notes of an article that have these words, in the order of the text; those on all of it first."""
    capitals = has_capitals(words)
    wanted = fold(words, capitals=capitals).strip()
    found = []
    for one in sheet.shard.annotations.values() if wanted else ():
        if one.kind is Kind.NOTE and wanted in fold(one.note, capitals=capitals):
            place = sheet.places.get(one.target)
            block = sheet.article.block(place) if isinstance(place, int) else None
            span = place if isinstance(place, Span) else block.span if block else Span(0, 0)
            found.append(NoteHit(span, one.note))
    return tuple(sorted(found, key=lambda hit: (hit.span.start, -hit.span.end)))


@dataclass(frozen=True, slots=True)
class Found:
    """What a search has come to: hits in the text or in notes, and the one that is looked at."""

    hits: Hits = NO_HITS
    notes: tuple[NoteHit, ...] = ()
    now: int | None = None
    wrapped: bool = False

    def __len__(self) -> int:
        return len(self.notes) or len(self.hits)

    def span(self, nth: int) -> Span:
        """What a hit is, or what its note is on."""
        return self.notes[nth].span if self.notes else self.hits.span(nth)

    def at(self, offset: int) -> Found:
        """The same at the first hit from an offset on; from the top again where there is none."""
        if not len(self):
            return replace(self, now=None, wrapped=False)
        nth = self._first_from(offset)
        return replace(self, now=nth % len(self), wrapped=nth == len(self))

    def step(self, step: int, here: Span) -> Found:
        """The same at the next (1) or previous (-1) hit; from the block `here` when that is another."""
        if not len(self):
            return self
        if self.now is not None and here.covers(self.span(self.now)):
            nth = self.now + step
        else:
            nth = self._first_from(here.start) - (step < 0)
        return replace(self, now=nth % len(self), wrapped=not 0 <= nth < len(self))

    def _first_from(self, offset: int) -> int:
        if not self.notes:
            return self.hits.first_from(offset)
        return next((n for n, hit in enumerate(self.notes) if hit.span.start >= offset), len(self.notes))

    @property
    def words(self) -> str:
        """Which of how many is looked at, such as `3 of 17`."""
        if not len(self):
            return "none"
        return f"{(self.now or 0) + 1:,} of {len(self):,}{' · wrapped' if self.wrapped else ''}"


NOTHING = Found()
