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
    """Where it was, word for word."""
    MOVED = "moved"
    """Word for word, elsewhere."""
    CHANGED = "changed"
    """Its words have changed, and are still alike enough."""
    UNSURE = "unsure"
    """Several places fit equally well, or one does not fit well enough: a person must look."""
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
    """Where an anchor stands in a text now; `span` is None unless the place is certain.

    `score` says how alike the words there are, from 0 to 100; `candidates` are the places that a person
    must choose from, the likeliest first, where the finding is unsure.
    """

    finding: Finding
    span: Span | None
    score: int = 0
    candidates: tuple[Span, ...] = ()


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


def target_id(kind: str, anchor: Anchor) -> str:
    """Names a target: 16 hex digits over its kind, place and text, the same in every window and machine."""
    said = f"{kind}\0{anchor.start}\0{anchor.end}\0{anchor.text_hash}"
    return hashlib.blake2b(said.encode(), digest_size=8).hexdigest()
