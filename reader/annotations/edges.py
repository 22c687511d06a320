"""Where a piece of text begins and ends: at a paragraph, a line, a word, or in the middle of one. Pure."""

from __future__ import annotations

import re
import unicodedata
from enum import IntEnum

_PARAGRAPH = re.compile(r"\n[^\S\n]*\n\s*")
_LINE = re.compile(r"\n\s*")
_WORD_ROOM, _GAP, _NEAREST = 3, 8, 3


class Edge(IntEnum):
    """What a place between two code points parts, the most first."""

    PARAGRAPH = 3
    LINE = 2
    WORD = 1
    NONE = 0
    """It cuts a word, or what is read as one character, in two."""


def edge_before(text: str, offset: int) -> Edge:
    """What begins at `offset`."""
    blank = text[:offset][-200:]
    gap = blank[len(blank.rstrip()) :]
    if offset == 0 or (gap and gap == blank and offset < 200):
        return Edge.PARAGRAPH
    return _between(text, offset, gap)


def edge_after(text: str, offset: int) -> Edge:
    """What ends at `offset`."""
    blank = text[offset : offset + 200]
    gap = blank[: len(blank) - len(blank.lstrip())]
    if gap == blank and offset + 200 >= len(text):
        return Edge.PARAGRAPH
    return _between(text, offset, gap)


def _between(text: str, offset: int, gap: str) -> Edge:
    breaks = gap.count("\n")
    if breaks:
        return Edge.PARAGRAPH if breaks > 1 else Edge.LINE
    return Edge.NONE if cuts(text, offset) else Edge.WORD


def breaks_in(text: str, edge: Edge) -> int | None:
    """How many paragraphs, or lines, end inside a text; None for words."""
    if edge is Edge.PARAGRAPH:
        return len(_PARAGRAPH.findall(text))
    return len(_LINE.findall(text)) if edge is Edge.LINE else None


def nearest_starts(text: str, offset: int, edge: Edge, room: int) -> list[int]:
    """The places near `offset` where as much begins, the nearest first, not further than `room`."""
    return _nearest(text, offset, edge, room, starts=True)


def nearest_ends(text: str, offset: int, edge: Edge, room: int) -> list[int]:
    """The places near `offset` where as much ends, the nearest first, not further than `room`."""
    return _nearest(text, offset, edge, room, starts=False)


def _nearest(text: str, offset: int, edge: Edge, room: int, *, starts: bool) -> list[int]:
    if edge <= Edge.WORD:
        steps = sorted(range(-_WORD_ROOM, _WORD_ROOM + 1), key=abs)
        places = [offset + step for step in steps if 0 <= offset + step <= len(text)]
        return [place for place in places if edge is Edge.NONE or not cuts(text, place)][:1]
    low, high = max(0, offset - room), min(len(text), offset + room)
    pattern = _PARAGRAPH if edge is Edge.PARAGRAPH else _LINE
    # A gap may begin before what is looked at, or end behind it.
    gaps = pattern.finditer(text, max(0, low - _GAP), min(len(text), high + _GAP))
    places = [gap.end() if starts else gap.start() for gap in gaps]
    if starts and low == 0:
        places.append(len(text) - len(text.lstrip()))
    if not starts and high == len(text):
        places.append(len(text.rstrip()))
    near = sorted((abs(place - offset), place) for place in places if low <= place <= high)
    return [place for _, place in near[:_NEAREST]]


def cuts(text: str, offset: int) -> bool:
    """Whether an edge at `offset` would cut a word, or what is read as one character, in two."""
    if not 0 < offset < len(text):
        return False
    before, after = text[offset - 1], text[offset]
    if _is_mark(after) or before == "\u200d" or after == "\u200d" or "\U0001f3fb" <= after <= "\U0001f3ff":
        return True
    if _is_flag_letter(before) and _is_flag_letter(after):
        run = re.search("[\U0001f1e6-\U0001f1ff]+$", text[max(0, offset - 64) : offset])
        return run is not None and len(run[0]) % 2 == 1
    base = offset - 1
    while base > 0 and _is_mark(text[base]):
        base -= 1
    return after.isalnum() and text[base].isalnum()


def _is_mark(char: str) -> bool:
    return char > "\u02ff" and unicodedata.category(char) in ("Mn", "Me", "Mc")


def _is_flag_letter(char: str) -> bool:
    return "\U0001f1e6" <= char <= "\U0001f1ff"
