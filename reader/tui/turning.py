"""What a code point is to the breaking of lines: whether a line may turn at it, and how wide it is."""

from __future__ import annotations

import re
import unicodedata
from itertools import accumulate

from reader.tui import glyphs

# Classes of code points in a folded text: control signs, so that none is mistaken for a letter of the text.
IDEOGRAPH, OPENING, CLOSING = "\x01", "\x02", "\x03"
MARK, GONE, SPACING_MARK = "\x04", "\x05", "\x06"
ATTACHED = frozenset({MARK, GONE})
PARTS = ATTACHED | {SPACING_MARK}

DASHES = frozenset("-–—/")
TURNS = DASHES | {IDEOGRAPH, OPENING, CLOSING}
NEVER_FIRST = frozenset(")]}”’»›!?,.:;%…-–—/'\"\xa0" + CLOSING + SPACING_MARK)
NEVER_LAST = frozenset("([{“‘«‹¿¡\xa0" + OPENING)
_WIDE_CLOSING = frozenset(
    "、。，．・：；？！）］｝」』】〕〉》〗〙〛〟〜～％‥ー々ゝゞヽヾ｡｣､･ﾞﾟｰ"
    "ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ"
)
_WIDE_OPENING = frozenset("（［｛「『【〔〈《〖〘〚〝｢￥＄")

_BASELESS = re.compile(f"(?:^|[ \xa0]){GONE}*({MARK})")


def clusters(source: str) -> tuple[list[int], list[int]]:
    """The code points of a source that begin a cell, and the cells they begin."""
    widths = widths_of(source, source.translate(CLASSES))
    starts = [index for index, width in enumerate(widths) if width]
    return starts, [0, *accumulate(widths[index] for index in starts)]


def widths_of(source: str, folded: str) -> bytearray:
    """The width of each code point of a source; `folded` are their classes."""
    widths = bytearray(source.translate(_WIDTHS), "latin-1")
    for match in _BASELESS.finditer(folded):
        widths[match.start(1)] = 1
    return widths


class _Widths(dict[int, str]):
    """The width of what is drawn for a code point, as the Latin-1 character of that number."""

    def __missing__(self, code: int) -> str:
        self[code] = width = chr(glyphs.width_of(chr(code)))
        return width


class _Classes(dict[int, str]):
    """What a code point is to the wrapping: a class, a plain or a hard space, or itself."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _class(chr(code))
        return folded


def _class(char: str) -> str:
    drawn = glyphs.draw(char)
    if drawn in (" ", glyphs.WIDE_SPACE):
        return "\xa0" if unicodedata.decomposition(char).startswith("<noBreak>") else " "
    if char in _WIDE_CLOSING:
        return CLOSING
    if char in _WIDE_OPENING:
        return OPENING
    if unicodedata.category(char) == "Mc":
        return SPACING_MARK
    if drawn in ("", glyphs.ZWNJ):
        return GONE
    width = glyphs.width_of(char)
    if width == 0:
        return MARK
    return IDEOGRAPH if width == 2 and not unicodedata.name(char, "").startswith("HANGUL") else drawn[:1]


CLASSES = _Classes()
_WIDTHS = _Widths()
