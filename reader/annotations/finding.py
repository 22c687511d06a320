"""Finds the places of anchors again in a text that may have changed; docs/decisions/0004 says why so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from reader.annotations.anchor import CONTEXT, Anchor, Finding, Place
from reader.annotations.edges import (
    Edge,
    breaks_in,
    cuts,
    edge_after,
    edge_before,
    nearest_ends,
    nearest_starts,
)
from reader.annotations.folding import END, START, Folded, fold
from reader.annotations.likeness import align, ratio
from reader.annotations.stretches import Stretches, common_end, common_start, repeats
from reader.spans import Span

MIN_SCORE = 70
"""Words less alike than this are not the words that were decided about."""
ALONE_SCORE = 90
"""Long words this alike need no surroundings that agree."""
MARGIN = 10
"""How much better, in points of likeness, a place must be than the next one."""
LONG = 32
"""Code points from which words that stand only once in a text are known by themselves."""
NEAR, AMPLE = 12, 24
"""Code points of agreeing surroundings: enough on each side, and enough on one side alone."""
CLEAR = 8
"""How many more code points of its surroundings must agree at a place than at the next one."""
LINE = 8
"""Code points from which a line that stands only once is known by itself."""
ENDS = 1_000
"""Code points of either end by which words are looked for that are more than four times as long."""
SEPARATOR = 4
"""Code points that may stand between two copies side by side."""
MANY, WINDOWS, CANDIDATES = 500, 4, 9
"""How many occurrences, and places by likeness, are looked at at most, and how many a person is offered."""


@dataclass(frozen=True, slots=True)
class _Quote:
    """An anchor as it is looked for: folded, without white space at its edges."""

    prefix: str
    exact: str
    suffix: str
    opening: Edge
    closing: Edge
    before_line: int
    """Code points of `prefix` since the line of the words began; all of them where that is further."""
    after_line: int
    breaks: int | None
    """How many paragraphs, or lines, end in it; None where its edges are not of that kind."""

    @classmethod
    def of(cls, anchor: Anchor) -> _Quote:
        exact = anchor.exact.strip()
        at = anchor.exact.index(exact)
        before, after = anchor.prefix + anchor.exact[:at], anchor.exact[at + len(exact) :] + anchor.suffix
        frame, end = before + exact + after, len(before) + len(exact)
        opens, closes = len(anchor.prefix) < CONTEXT, len(anchor.suffix) < CONTEXT
        opening = edge_before(frame, len(before)) if before or opens else Edge.WORD
        closing = edge_after(frame, end)
        return cls(
            prefix=(START if opens else "") + fold(before),
            exact=fold(exact),
            suffix=fold(after) + (END if closes else ""),
            opening=opening,
            closing=closing,
            before_line=len(fold(before.lstrip("\n").rpartition("\n")[2])),
            after_line=len(fold(after.rstrip("\n").partition("\n")[0])),
            breaks=breaks_in(exact, min(opening, closing)),
        )


@dataclass(frozen=True, slots=True)
class _Claim:
    """A place where the words stand as they were, in the folded text, and how much agrees around it."""

    start: int
    before: int
    after: int

    @property
    def agreement(self) -> int:
        return self.before + self.after

    def beats(self, other: _Claim) -> bool:
        """Whether it is better by a clear margin and worse on neither side."""
        return (
            self.before >= other.before
            and self.after >= other.after
            and self.agreement - other.agreement >= CLEAR
        )


@dataclass(frozen=True, slots=True)
class _Likely:
    """A place where the words stand nearly as they were."""

    span: Span
    score: float
    before: float
    after: float
    sound: bool

    @property
    def rank(self) -> float:
        return self.score + (self.before + self.after) / 2


class Finder:
    """A text in which anchors are looked for; what it works out is shared by all anchors of the text."""

    def __init__(self, text: str, text_hash: str) -> None:
        self._text = text
        self._hash = text_hash

    @cached_property
    def _folded(self) -> Folded:
        return Folded(self._text)

    @cached_property
    def _stretches(self) -> Stretches:
        return Stretches(self._folded.text)

    def locate(self, anchor: Anchor) -> Place:
        """Find an anchor: by its words and surroundings, else by likeness of `MIN_SCORE`; never a guess."""
        there = self._text[anchor.start : anchor.end] == anchor.exact
        if anchor.text_hash == self._hash and there:
            return Place(Finding.SAME, anchor.span, 100)
        if not fold(anchor.exact).strip():
            return Place(Finding.SAME, anchor.span, 100) if there and self._agrees(anchor) else _LOST
        quote = _Quote.of(anchor)
        claims = self._claims(quote)
        best, doubted = self._judge(anchor, quote, claims)
        if best is not None and not doubted:
            return self._placed(anchor, quote, best)
        likely = self._likely(quote)
        if best is not None:
            span = self._span(quote, best)
            others = [one.span for one in likely if not one.span.overlaps(span)]
            return self._unsure([span, *others]) if others else self._placed(anchor, quote, best)
        choice = _choose(quote, likely)
        if choice is not None and not self._rivals(quote, choice, claims):
            return Place(Finding.CHANGED, choice.span, int(choice.score))
        claims.sort(key=lambda one: (-one.agreement, one.start))
        spans = [self._span(quote, one) for one in claims[:CANDIDATES]]
        return self._unsure([*spans, *(one.span for one in likely)])

    def _rivals(self, quote: _Quote, choice: _Likely, claims: list[_Claim]) -> bool:
        """Whether the very words stand elsewhere, with some of their surroundings unless they are long."""
        near = 0 if len(quote.exact) >= LONG else NEAR
        return any(
            max(claim.before, claim.after) >= near and not self._span(quote, claim).overlaps(choice.span)
            for claim in claims
        )

    def _agrees(self, anchor: Anchor) -> bool:
        text, start, end = self._text, anchor.start, anchor.end
        before = text[max(0, start - CONTEXT) : start]
        return before == anchor.prefix and text[end : end + CONTEXT] == anchor.suffix

    def _placed(self, anchor: Anchor, quote: _Quote, claim: _Claim) -> Place:
        span = self._span(quote, claim)
        if span.of(self._text) != anchor.exact:
            # An anchor may have white space at its edges, which is not looked for.
            at = span.start - anchor.exact.index(anchor.exact.strip())
            if at < 0 or not self._text.startswith(anchor.exact, at):
                return Place(Finding.CHANGED, span, 100)
            span = Span(at, at + len(anchor.exact))
        return Place(Finding.SAME if span.start == anchor.start else Finding.MOVED, span, 100)

    def _unsure(self, spans: Iterable[Span]) -> Place:
        found = tuple(dict.fromkeys(spans))[:CANDIDATES]
        return Place(Finding.UNSURE, None, 0, found) if found else _LOST

    def _span(self, quote: _Quote, claim: _Claim) -> Span:
        return self._folded.span(claim.start, claim.start + len(quote.exact))

    # -- word for word ----------------------------------------------------------------------------------

    def _claims(self, quote: _Quote) -> list[_Claim]:
        """The places where the words stand; of a short one only those with its surroundings, if there are."""
        find = self._stretches.find
        starts: Iterable[int] = ()
        if len(quote.exact) < LONG:
            before, after = quote.prefix[-NEAR:], quote.suffix[:NEAR]
            near = {start + len(before) for start in find(before + quote.exact, MANY)} if before else set()
            starts = near | set(find(quote.exact + after, MANY) if after else ())
        starts = starts or find(quote.exact, MANY)
        return [self._claim(quote, start) for start in sorted(starts) if self._is_whole(quote, start)]

    def _is_whole(self, quote: _Quote, start: int) -> bool:
        text, end = self._folded.text, start + len(quote.exact)
        return not (quote.opening and cuts(text, start)) and not (quote.closing and cuts(text, end))

    def _claim(self, quote: _Quote, start: int) -> _Claim:
        text, end = self._folded.text, start + len(quote.exact)
        before = common_end(quote.prefix, text[max(0, start - CONTEXT) : start])
        after = common_start(quote.suffix, text[end : end + CONTEXT])
        if before == len(quote.prefix) and (before >= NEAR or quote.prefix.startswith(START)):
            before = CONTEXT
        if after == len(quote.suffix) and (after >= NEAR or quote.suffix.endswith(END)):
            after = CONTEXT
        return _Claim(start, before, after)

    def _judge(self, anchor: Anchor, quote: _Quote, claims: list[_Claim]) -> tuple[_Claim | None, bool]:
        """The place that beats all others and is known well enough, and whether words alike may rival it."""
        if not claims:
            return None, False
        best = max(claims, key=lambda one: one.agreement)
        for other in claims:
            if other is best:
                continue
            if not best.beats(other) or self._are_twins(quote, best, other):
                return None, False
        known = (
            len(quote.exact) >= LONG
            or self._is_surrounded(quote, best)
            or (max(best.before, best.after) == CONTEXT and self._span(quote, best).start == anchor.start)
            or self._is_the_line(quote, best, claims)
        )
        return (best, min(best.before, best.after) < NEAR) if known else (None, False)

    def _is_surrounded(self, quote: _Quote, claim: _Claim) -> bool:
        """Whether enough agrees on both sides, or all of the line on one side and ample text on the other."""
        before = claim.before >= min(NEAR, quote.before_line)
        after = claim.after >= min(NEAR, quote.after_line)
        enough = min(claim.before, claim.after) >= NEAR or max(claim.before, claim.after) >= AMPLE
        return before and after and enough

    def _is_the_line(self, quote: _Quote, claim: _Claim, claims: list[_Claim]) -> bool:
        if min(quote.opening, quote.closing) < Edge.LINE or len(quote.exact) < LINE or len(claims) > 1:
            return False
        span = self._span(quote, claim)
        ends = edge_before(self._text, span.start), edge_after(self._text, span.end)
        return min(ends) >= Edge.LINE

    def _are_twins(self, quote: _Quote, one: _Claim, other: _Claim) -> bool:
        """Whether two places lie in stretches that repeat one another side by side: which one is new?"""
        if len(quote.exact) < LONG and max(other.before, other.after) < NEAR:
            return False
        repeated = repeats(self._folded.text, one.start, other.start, len(quote.exact))
        return repeated + SEPARATOR >= abs(one.start - other.start)

    # -- by likeness ------------------------------------------------------------------------------------

    def _likely(self, quote: _Quote) -> list[_Likely]:
        """The places where words stand that are alike enough, the likeliest first."""
        found: dict[Span, _Likely] = {}
        for start, end in self._edges(quote):
            span = self._folded.span(max(1, start), min(end, self._folded.end))
            snapped = [self._likeness(quote, one, sound=True) for one in self._snap(quote, span)]
            # Which edges are right is told by the words more than by what is around them.
            best = max(snapped, key=lambda one: one.rank + 2 * one.score, default=None)
            best = best or self._likeness(quote, span, sound=False)
            if best.score >= MIN_SCORE:
                found[best.span] = best
        return sorted(found.values(), key=lambda one: -one.rank)

    def _edges(self, quote: _Quote) -> Iterator[tuple[int, int]]:
        """The folded ranges that may answer to the words, the likeliest first; of long ones, by both ends."""
        if len(quote.exact) <= 4 * ENDS:
            yield from self._answers(quote.prefix, quote.exact, quote.suffix)
            return
        heads = [start for start, _ in self._answers(quote.prefix, quote.exact[:ENDS], "")]
        tails = [end for _, end in self._answers("", quote.exact[-ENDS:], quote.suffix)]
        size = len(quote.exact)
        yield from ((head, tail) for head in heads for tail in tails if size / 2 < tail - head < size * 2)

    def _answers(self, prefix: str, exact: str, suffix: str) -> Iterator[tuple[int, int]]:
        frame, first, last = prefix + exact + suffix, len(prefix), len(prefix) + len(exact)
        for start, end in self._stretches.windows(frame, WINDOWS):
            edges = align(frame, first, last, self._folded.text[start:end])
            if edges is not None:
                yield start + edges[0], start + edges[1]

    def _likeness(self, quote: _Quote, span: Span, *, sound: bool) -> _Likely:
        text = self._text
        before = fold(text[max(0, span.start - 2 * CONTEXT) : span.start])
        after = fold(text[span.end : span.end + 2 * CONTEXT])
        before = (START if span.start < CONTEXT else "") + before
        after = after + (END if span.end > len(text) - CONTEXT else "")
        return _Likely(
            span,
            ratio(quote.exact, fold(span.of(text))),
            ratio(quote.prefix, before[-len(quote.prefix) :]) if quote.prefix else 0,
            ratio(quote.suffix, after[: len(quote.suffix)]) if quote.suffix else 0,
            sound,
        )

    def _snap(self, quote: _Quote, span: Span) -> list[Span]:
        """The ranges near `span` whose edges are of the kind that the quote's are: of lines, or of words."""
        room = min(len(quote.exact) // 2, ENDS)
        starts = nearest_starts(self._text, span.start, quote.opening, room)
        ends = nearest_ends(self._text, span.end, quote.closing, room)
        spans = [Span(start, end) for start in starts for end in ends if start < end]
        return [_stripped(self._text, one) for one in spans if self._may_be(quote, one.of(self._text))]

    def _may_be(self, quote: _Quote, found: str) -> bool:
        """Whether some text goes on over no more paragraphs or lines than the quote did."""
        breaks = breaks_in(found, min(quote.opening, quote.closing))
        return not found.isspace() and (quote.breaks is None or breaks is None or breaks <= quote.breaks)


_LOST = Place(Finding.LOST, None)


def locate(anchor: Anchor, text: str, text_hash: str) -> Place:
    """Find one anchor in a text; `Finder` shares the work where there are several."""
    return Finder(text, text_hash).locate(anchor)


def _choose(quote: _Quote, likely: list[_Likely]) -> _Likely | None:
    """The one place that is like enough, in itself and around it, and clearly likelier than the next."""
    if not likely:
        return None
    best = likely[0]
    if any(other.rank > best.rank - MARGIN for other in likely[1:]) or not best.sound:
        return None
    sides = sorted((best.before, best.after))
    if len(quote.exact) >= LONG:
        return best if best.score >= ALONE_SCORE or sides[1] >= MIN_SCORE else None
    return best if sides[0] >= MIN_SCORE else None


def _stripped(text: str, span: Span) -> Span:
    found = span.of(text)
    start = span.start + len(found) - len(found.lstrip())
    end = start + len(found.strip())
    # A blank that an accent leans on is read with it as one character.
    return Span(start - 1 if start > span.start and cuts(text, start) else start, end)
