"""Which pieces are items of a list: a bullet says so, a number or a dash needs its neighbours."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reader.corpus.pieces import Piece, find_marker, follows

_STRONG = "*•‣◦▪▫●○■□►➤➢✓✔"
_DASHES = "–—·-"
_SPOKEN = re.compile(r"[,?!…]\s?[–—-]\s|[?!]$|,\s(?:he|she|they)\s(?:said|says|asked)\b")


def find_items(pieces: Sequence[Piece]) -> frozenset[int]:
    """The positions of the pieces that are items of a list.

    A round bullet is one wherever it stands. Numbers and letters must count on; a dash alone is how
    speech begins in many languages, so dashes need company and none of the signs of talk.
    """
    items: set[int] = set()
    start = 0
    while start < len(pieces):
        if pieces[start].marker is None:
            start += 1
            continue
        end = start + 1
        while end < len(pieces) and _goes_on(pieces, start, end):
            end += 1
        if _is_list(pieces, start, end):
            items.update(range(start, end))
        start = end
    return frozenset(items)


def _goes_on(pieces: Sequence[Piece], start: int, end: int) -> bool:
    marker = pieces[end].marker
    if marker is None:
        return False
    if follows(pieces[end - 1].marker, marker):
        return True
    # An inner list begins and ends inside the outer one.
    inner = pieces[end].lines[0].indent != pieces[end - 1].lines[0].indent
    return inner and (
        any(follows(pieces[at].marker, marker) for at in range(max(start, end - 12), end))
        or (marker in _STRONG + _DASHES or marker.lower() in ("1", "a", "i"))
    )


def _is_list(pieces: Sequence[Piece], start: int, end: int) -> bool:
    marker = pieces[start].marker or ""
    run = pieces[start:end]
    before = pieces[start - 1].flat if start else ""
    if marker in _STRONG:
        # A lone asterisk at the foot is a note's, not a list's.
        return not (marker == "*" and len(run) == 1 and end == len(pieces) and not before.endswith(":"))
    if marker in _DASHES:
        return _is_dashed_list(run, before, marker)
    if len(run) > 1:
        return True
    return before.endswith((":", "：")) and marker in ("1", "a", "i") and find_marker(run[0].flat) is not None


def _is_dashed_list(run: Sequence[Piece], before: str, marker: str) -> bool:
    if any(_SPOKEN.search(piece.flat[:600]) for piece in run) and marker != "·":
        return marker == "-" and len(run) > 2 and run[0].chunk == run[-1].chunk
    introduced = before.endswith((":", "：")) or (0 < len(before) <= 60 and before[-1].isalpha())
    if len(run) == 1:
        return marker in "-·" or (introduced and before.endswith((":", "：")))
    if marker == "—":
        return introduced
    return introduced or marker in "-·" or run[0].chunk == run[-1].chunk
