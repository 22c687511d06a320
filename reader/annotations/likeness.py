"""How alike two pieces of text are, and which part of one answers to the other. Only here rapidfuzz is known.

It is imported where it is used: it is slow to load, and only texts that have changed need it.
"""

from __future__ import annotations

from collections import Counter

MOST = 20_000
"""Code points up to which two texts are compared sign by sign, which costs as much as both are long."""


def ratio(one: str, other: str) -> float:
    """How alike two texts are, 0 to 100: twice what both have in common, in order, by the length of both.

    Of texts of more than `MOST` code points the words are compared whatever their order.
    """
    if min(len(one), len(other)) > MOST and one != other:
        words, others = Counter(one.split()), Counter(other.split())
        return 200 * (words & others).total() / (words.total() + others.total())

    from rapidfuzz import fuzz

    return fuzz.ratio(one, other)


def align(frame: str, start: int, end: int, window: str) -> tuple[int, int] | None:
    """The part of `window` that answers to `frame[start:end]`; None when there is none.

    Frame and window are aligned by the fewest changes (Levenshtein); what was put in at an edge of the
    words stays outside.
    """
    from rapidfuzz.distance import Levenshtein

    first = last = None
    for step in Levenshtein.opcodes(frame, window):
        room = step.dest_end - step.dest_start
        if step.src_start <= start < step.src_end:
            first = step.dest_start + min(start - step.src_start, room)
        if step.src_start < end <= step.src_end:
            last = step.dest_end - min(step.src_end - end, room)
    if first is None or last is None or last <= first:
        return None
    return first, last
