"""Texts as anchors compare them: straight quotes, one dash, single spaces; with the way back to the text."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from reader.spans import Span

START, END = "\x02", "\x03"
"""Stand before and after a folded text, so that its edges are surroundings like any other."""

_ALIKE = {
    "'": "\u2018\u2019\u201a\u201b\u2032\u00b4`",
    '"': "\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb",
    "-": "\u2010\u2011\u2012\u2013\u2014\u2015\u2212",
    "\ufffd": START + END,
    " ": "\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008"
    "\u2009\u200a\u2028\u2029\u202f\u205f\u3000",
}
_FOLDS = str.maketrans({variant: sign for sign, variants in _ALIKE.items() for variant in variants})
_UNSEEN = "\u00ad\u200b\u2060\ufeff"
_SHORTER = re.compile(rf"[ {_UNSEEN}]{{2,}}|[{_UNSEEN}]|(?<!\.)\.{{3}}(?!\.)|(?<!-)-{{2,3}}(?!-)")


@dataclass(frozen=True, slots=True)
class _Piece:
    """What became shorter: from where in the text, how much of it, and to what."""

    start: int
    length: int
    new: str


class Folded:
    """A text folded, between `START` and `END`; offsets in it lead back to code points of the text."""

    def __init__(self, raw: str) -> None:
        self.raw = raw
        folded, pieces = _fold(raw)
        self.text = f"{START}{folded}{END}"
        self._short: dict[int, _Piece] = {}
        # From each of these places, folded, the text goes on one to one, from the offset beside it.
        self._places, self._offsets = [1], [0]
        gone = -1
        for piece in pieces:
            place = piece.start - gone
            if piece.new:
                self._short[place] = piece
            gone += piece.length - len(piece.new)
            self._places.append(place + len(piece.new))
            self._offsets.append(piece.start + piece.length)

    @property
    def end(self) -> int:
        """Where the text ends, folded."""
        return len(self.text) - 1

    def span(self, start: int, end: int) -> Span:
        """The range of the text that the folded range `[start, end)` stands for; it is not empty."""
        last = self._short.get(end - 1)
        return Span(self._offset(start), last.start + last.length if last else self._offset(end - 1) + 1)

    def _offset(self, place: int) -> int:
        if place in self._short:
            return self._short[place].start
        nth = bisect_right(self._places, place) - 1
        return self._offsets[nth] + place - self._places[nth]


def fold(raw: str) -> str:
    """A piece of a text folded, without its edges."""
    return _fold(raw)[0]


def _fold(raw: str) -> tuple[str, list[_Piece]]:
    plain = raw.translate(_FOLDS)
    parts: list[str] = []
    pieces: list[_Piece] = []
    done = 0
    for match in _SHORTER.finditer(plain):
        found = match[0]
        new = "\u2026" if found[0] == "." else "-" if found[0] == "-" else " " if " " in found else ""
        parts += plain[done : match.start()], new
        pieces.append(_Piece(match.start(), len(found), new))
        done = match.end()
    parts.append(plain[done:])
    return "".join(parts), pieces
