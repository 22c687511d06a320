"""Where stretches of text occur in a long text, looked up rather than searched for."""

from __future__ import annotations

from collections import Counter

_SIZE, _STEP = 6, 3
_COMMON, _TELLING = 60, 100
"""A stretch at more places than that tells none from another; of the rest the rarest are enough."""
_CLOSE = 32


class Stretches:
    """An index of a text by stretches of six code points, of which every third is kept.

    Whatever is eight code points long or more therefore holds one that is kept.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._kept: dict[str, list[int]] = {}
        for place in range(0, len(text) - _SIZE + 1, _STEP):
            self._kept.setdefault(text[place : place + _SIZE], []).append(place)

    def find(self, needle: str, most: int) -> list[int]:
        """Where `needle` occurs, overlapping occurrences too, in order; at most `most` of them."""
        if len(needle) < _SIZE + _STEP - 1:
            return self._search(needle, most)
        rarest: list[tuple[int, list[int]]] = []
        cost = 0
        for first in range(0, len(needle) - _SIZE - _STEP + 2, _SIZE):
            offsets = range(first, first + _STEP)
            kept = [(offset, self._kept.get(needle[offset : offset + _SIZE], [])) for offset in offsets]
            size = sum(len(places) for _, places in kept)
            if not rarest or size < cost:
                rarest, cost = kept, size
            if cost <= _STEP:
                break
        text = self._text
        found = [
            place - offset
            for offset, places in rarest
            for place in places
            if place >= offset and text.startswith(needle, place - offset)
        ]
        return sorted(found)[:most]

    def _search(self, needle: str, most: int) -> list[int]:
        found: list[int] = []
        start = self._text.find(needle) if needle else -1
        while start >= 0 and len(found) < most:
            found.append(start)
            start = self._text.find(needle, start + 1)
        return found

    def windows(self, piece: str, most: int) -> list[tuple[int, int]]:
        """The parts of the text that have most stretches in common with `piece`, the likeliest first."""
        known: list[tuple[int, list[int]]] = []
        for offset in range(len(piece) - _SIZE + 1):
            places = self._kept.get(piece[offset : offset + _SIZE])
            if places is not None and len(places) <= _COMMON:
                known.append((offset, places))
        known.sort(key=lambda one: len(one[1]))
        votes: Counter[int] = Counter()
        for offset, places in known[:_TELLING]:
            for place in places:
                votes[(place - offset) // _CLOSE] += 1
        slack = max(_CLOSE, len(piece) // 4)
        found: list[tuple[int, int]] = []
        for close, _ in votes.most_common(4 * most):
            start = max(0, close * _CLOSE - slack)
            end = min(len(self._text), (close + 1) * _CLOSE + len(piece) + slack)
            if all(abs(start - other) > slack for other, _ in found):
                found.append((start, end))
            if len(found) == most:
                break
        return found


def repeats(text: str, one: int, other: int, size: int) -> int:
    """How far a text repeats itself around two places where the same `size` code points stand.

    What is further from them than they are from one another is not looked at.
    """
    first, second = sorted((one, other))
    apart = second - first
    before, step = 0, _CLOSE
    while before < apart:
        here, there = max(0, first - before - step), max(0, second - before - step)
        same = common_end(text[here : first - before], text[there : second - before])
        before += same
        if same < step:
            break
        step *= 2
    after, step = size, _CLOSE
    while after < apart:
        same = common_start(
            text[first + after : first + after + step], text[second + after : second + after + step]
        )
        after += same
        if same < step:
            break
        step *= 2
    return before + after


def common_start(one: str, other: str) -> int:
    """How many code points two texts have in common from their beginnings."""
    if one == other:
        return len(one)
    for count, (left, right) in enumerate(zip(one, other, strict=False)):
        if left != right:
            return count
    return min(len(one), len(other))


def common_end(one: str, other: str) -> int:
    """How many code points two texts have in common up to their ends."""
    return common_start(one[::-1], other[::-1])
