"""What is drawn for a text from outside: safe to send to any terminal, and as wide there as Rich believes.

A text is never obeyed. Code points that would steer the terminal become one visible cell, invisible ones
draw nothing, every space is a plain one, and the rest is drawn only where terminals agree on its width.

The widths of Rich 15 were held against tmux 3.3a (glibc 2.36), which was sent every assigned code point and
asked for its cursor. They agreed but for these, which are therefore drawn as something else; with that, all
1,114,112 code points agree.

- Spacing marks (Mc: ा, ী, ြ …): 0 in Rich, 1 in tmux. Drawn as the independent letter of the same vowel where
  Unicode has one, else as a dotted circle: spelt oddly, but columns hold.
- Skin tones: 0 in Rich, 2 in tmux. Not drawn: the emoji stays yellow.
- VS16 (heart, keycaps): one more cell in Rich, none in tmux. Not drawn, so the sign keeps its plain width.
- Hangul fillers: 0 in Rich, 1 or 2 in tmux. Not drawn.
- Trigrams, counting rods, Tai Xuan Jing: 2 in Rich (Unicode 16), 1 in tmux. Circled numbers on black squares:
  1 and 2. Code points this Python does not know: 1 or 2 and 0. All drawn as U+FFFD.

ZWJ families agree there (2), but not in terminals that do not join: ZWJ is not drawn, the members stand side
by side. Flags agree too (1 + 1), but terminals differ on a half: drawn as their two letters.
CJK, Hangul and its jamo, accents (fifty on one base too), Arabic, Hebrew, Thai, Vietnamese and Devanagari
conjuncts without spacing marks agree as they are.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate, pairwise

from rich.cells import get_character_cell_size

SIGN = "\ufffd"
CIRCLE = "\u25cc"
ZWNJ = "\u200c"
WIDE_SPACE = "\u3000"

# What a line need not draw at its end.
BLANKS = f" {WIDE_SPACE}{ZWNJ}"

# More marks than any orthography stacks on one base only climb into the neighbouring rows.
_MARKS_DRAWN = 8

_SPACES = frozenset("\t\n\r\u2028\u2029")
# Bidi embeddings, overrides and isolates, which must not work; then the number signs and verse ends that
# are seen in print, so that something would be lost if they vanished like other format characters.
_SEEN_FORMATS = frozenset(
    "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd"
)
_FLAG_LETTERS = range(0x1F1E6, 0x1F200)
_GONE = (
    range(0x034F, 0x0350),  # grapheme joiner
    range(0x115F, 0x1161),  # Hangul fillers, and two more
    range(0x3164, 0x3165),
    range(0xFFA0, 0xFFA1),
    range(0x180B, 0x1810),  # variation selectors
    range(0xFE00, 0xFE10),
    range(0xE0100, 0xE01F0),
    range(0x1F3FB, 0x1F400),  # skin tones
)
_DISPUTED = (
    range(0x2630, 0x2638),
    range(0x268A, 0x2690),
    range(0x3248, 0x3250),
    range(0x1D300, 0x1D357),
    range(0x1D360, 0x1D377),
)
# Web pages use this trigram for "menu".
_MENU = "\u2630"

# One cell each, and drawn as they are: what nearly all text of the European languages consists of.
_STRANGE = re.compile("[^ -~\u00a1-\u00ac\u00ae-\u02ff\u0370-\u0377\u037a-\u037f\u0384-\u0386\u0388-\u038a"
                      "\u038e-\u03a1\u03a3-\u0482\u2010-\u2027\u2030-\u205e\u20a0-\u20bf]")  # fmt: skip
_ASCII_SIGNS = {**dict.fromkeys(range(0x2400, 0x2427), "?"), ord(SIGN): "?", ord(CIRCLE): "?"}


def draw(char: str) -> str:
    """What stands for one code point: itself, one visible sign, a plain space, or nothing."""
    return _DRAWN[ord(char)]


def inert(text: str) -> str:
    """What is drawn for a text: code point by code point as `draw` says, and every mark on a base.

    A combining mark at the start or after a space gets a dotted circle to stand on. Idempotent.
    """
    if is_plain(text):
        return text
    drawn = text.translate(_DRAWN)
    if is_plain(drawn):
        return drawn
    if all(_WIDTHS[char] for char in set(drawn)):
        return drawn
    return _seated(drawn)


def is_plain(text: str) -> bool:
    """Whether every code point is drawn as it is, in one cell. May say no to some that are."""
    return _STRANGE.search(text) is None


def ascii_signs(drawn: str) -> str:
    """The same cells with `?` for every sign that `inert` puts in place of something."""
    return drawn.translate(_ASCII_SIGNS)


def cells(text: str) -> int:
    """How many cells `inert(text)` takes on the screen."""
    drawn = inert(text)
    return len(drawn) if is_plain(drawn) else sum(map(_WIDTHS.__getitem__, drawn))


def width_of(char: str) -> int:
    """How many cells `draw(char)` takes: 0, 1 or 2. A mark takes none, whatever it stands on."""
    return sum(_WIDTHS[drawn] for drawn in draw(char))


def fit(text: str, width: int, ellipsis: str = "…") -> str:
    """The inert text in exactly `width` cells: padded with spaces, or cropped with an ellipsis at its end."""
    drawn = inert(text)
    size = cells(drawn)
    if size <= width:
        return drawn + " " * (width - size)
    tail = ellipsis[: max(0, width)]
    kept = _crop(drawn, width - len(tail)).rstrip(BLANKS) + tail
    return kept + " " * (width - cells(kept))


def cropped(text: str, width: int, ellipsis: str = "…") -> str:
    """The inert text in at most `width` cells."""
    return inert(text) if cells(text) <= width else fit(text, width, ellipsis).rstrip(BLANKS)


def split_at(drawn: str, places: Sequence[int]) -> list[str]:
    """What is drawn in pieces that begin at these cells, the first at 0; marks stay with their base.

    `drawn` is inert, `places` do not fall and lie where a sign begins or after the last; the pieces joined
    are `drawn`.
    """
    if is_plain(drawn):
        return [drawn[start:end] for start, end in pairwise((*places, len(drawn)))]
    indexes: list[int] = []
    cell = 0
    for index, width in enumerate(map(_WIDTHS.__getitem__, drawn)):
        while width and len(indexes) < len(places) and places[len(indexes)] <= cell:
            indexes.append(index if indexes else 0)
        cell += width
    indexes += [len(drawn) if indexes else 0] * (len(places) - len(indexes))
    return [drawn[start:end] for start, end in pairwise((*indexes, len(drawn)))]


def _crop(drawn: str, width: int) -> str:
    if is_plain(drawn[: width + 1]):
        return drawn[: max(0, width)]
    ends = list(accumulate(map(_WIDTHS.__getitem__, drawn)))
    return drawn[: bisect_right(ends, width)]


def _seated(drawn: str) -> str:
    pieces: list[str] = []
    done = 0
    for match in _SEATS.finditer(drawn.translate(_SHAPES)):
        kept = match.start() if match["surplus"] else match.end()
        pieces += drawn[done:kept], "" if match["surplus"] else CIRCLE
        done = match.end()
    return "".join(pieces) + drawn[done:]


class _Drawings(dict[int, str]):
    """A table for `str.translate` that works out each code point when it is first met."""

    def __missing__(self, code: int) -> str:
        self[code] = drawn = _drawing(chr(code))
        return drawn


class _Widths(dict[str, int]):
    """Rich's width of each character, without the LRU that a page of Chinese overflows."""

    def __missing__(self, char: str) -> int:
        self[char] = width = get_character_cell_size(char)
        return width


class _Shapes(dict[int, str]):
    """For the rule about marks: ` ` a space, `j` a non-joiner, `m` a mark, `x` the rest."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        named = {" ": " ", WIDE_SPACE: " ", ZWNJ: "j"}
        self[code] = shape = named.get(char) or ("x" if _WIDTHS[char] else "m")
        return shape


def _drawing(char: str) -> str:
    code, category = ord(char), unicodedata.category(char)
    if char in _SPACES or (category == "Zs" and char != WIDE_SPACE):
        return " "
    if category == "Cc":
        return SIGN if code > 0x7F else "\u2421" if code == 0x7F else chr(0x2400 + code)
    if category == "Cf":
        return SIGN if char in _SEEN_FORMATS else char if char == ZWNJ else ""
    if category == "Mc":
        return _letter(char)
    if code in _FLAG_LETTERS:
        return chr(ord("A") + code - _FLAG_LETTERS.start)
    if any(code in gone for gone in _GONE):
        return ""
    if category in ("Cs", "Cn") or any(code in disputed for disputed in _DISPUTED):
        return "\u2261" if char == _MENU else SIGN
    return char


def _letter(mark: str) -> str:
    name = unicodedata.name(mark)
    for sign in (" VOWEL SIGN ", " CONSONANT SIGN MEDIAL "):
        try:
            letter = unicodedata.lookup(name.replace(sign, " LETTER "))
        except KeyError:
            continue
        if _WIDTHS[letter] == 1 and letter != mark:
            return letter
    return CIRCLE


_DRAWN = _Drawings()
_WIDTHS = _Widths()
_SHAPES = _Shapes()
_SEATS = re.compile(rf"(?:^|(?<= ))j*(?=m)|(?P<surplus>(?<=m{{{_MARKS_DRAWN}}})m+)")
