"""Anchors: what a decision remembers of its place, so that it finds it again when the text has changed.

After the W3C Web Annotation selectors TextPosition and TextQuote, in code points.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum

from reader.spans import Span

CONTEXT = 32
"""Code points of text kept before and after the exact text."""


class Finding(StrEnum):
    """How an anchor found its place in a text."""

    SAME = "same"
    MOVED = "moved"
    UNSURE = "unsure"
    """Several places fit equally well: a person must look."""
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Anchor:
    """A range of a text, with its words and their surroundings. Offsets are code points."""

    start: int
    end: int
    exact: str
    prefix: str
    suffix: str
    text_hash: str

    @property
    def span(self) -> Span:
        """Where it was in the text that it was made on."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Place:
    """Where an anchor stands in a text now; `span` is None unless the place is certain."""

    finding: Finding
    span: Span | None


def make_anchor(text: str, span: Span, text_hash: str) -> Anchor:
    """Remember the range `span` of `text`."""
    return Anchor(
        start=span.start,
        end=span.end,
        exact=span.of(text),
        prefix=text[max(0, span.start - CONTEXT) : span.start],
        suffix=text[span.end : span.end + CONTEXT],
        text_hash=text_hash,
    )


def locate(anchor: Anchor, text: str, text_hash: str) -> Place:
    """Find an anchor in a text: by position only where the context agrees or the words are unique.

    Never a guess: equal candidates are `UNSURE`, no candidate is `LOST`.
    """
    if anchor.text_hash == text_hash:
        return Place(Finding.SAME, anchor.span)
    starts = _occurrences(text, anchor.exact)
    if not starts:
        return Place(Finding.LOST, None)
    if len(starts) == 1:
        return _placed(anchor, starts[0])
    scored = [(_agreement(anchor, text, start), start) for start in starts]
    best = max(score for score, _ in scored)
    candidates = [start for score, start in scored if score == best]
    if len(candidates) == 1 and best > 0:
        return _placed(anchor, candidates[0])
    return Place(Finding.UNSURE, None)


def target_id(kind: str, anchor: Anchor) -> str:
    """Names a target: 16 hex digits over its kind, place and text, the same in every window and machine."""
    said = f"{kind}\0{anchor.start}\0{anchor.end}\0{anchor.text_hash}"
    return hashlib.blake2b(said.encode(), digest_size=8).hexdigest()


def _placed(anchor: Anchor, start: int) -> Place:
    finding = Finding.SAME if start == anchor.start else Finding.MOVED
    return Place(finding, Span(start, start + len(anchor.exact)))


def _occurrences(text: str, exact: str) -> list[int]:
    starts: list[int] = []
    start = text.find(exact) if exact else -1
    while start >= 0:
        starts.append(start)
        start = text.find(exact, start + 1)
    return starts


def _agreement(anchor: Anchor, text: str, start: int) -> int:
    """How many code points of the remembered context stand around this place."""
    end = start + len(anchor.exact)
    before, after = text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
    return _common(anchor.prefix[::-1], before[::-1]) + _common(anchor.suffix, after)


def _common(one: str, other: str) -> int:
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count
