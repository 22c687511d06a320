"""Words as the encoder of `accurate` sees them: windows of whole sentences, cut by the text alone.

Each window is read by itself, so a name's marks depend on nothing but the window's own words, and the same
text always gives the same answer.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reader.analysis.lists import CLASSES, Lists
from reader.analysis.wordpiece import WordPiece
from reader.analysis.words import Words

SIZE = 160
"""Pieces that a window may have, its two marks included."""

_BASES = (
    "x",
    "Xx",
    "X",
    "X1",
    "X.",
    "XxX",
    "xX",
    "d",
    "d.",
    "dx",
    "'",
    '"',
    "-",
    "(",
    ")",
    ".",
    ",",
    ":",
    "@",
)
_OTHER = len(_BASES)
_BASE = {base: nth for nth, base in enumerate(_BASES)}
_FIRST = 5  # the capitalised shapes, from "Xx" to "XxX", are told apart at the head of a sentence
_LINES = 3
_SHAPES = _OTHER + 1 + _FIRST
SHAPES = _SHAPES * _LINES + 1
"""How many shapes there are; the last is that of a window's own marks."""

SMALL, INSIDE, HEAD, REST = (1 << len(CLASSES) + nth for nth in range(4))
"""Bits beside those of the lists: the text has the word in small letters, or capitalised inside a sentence;
the word begins, or continues, a listed name."""
BITS = len(CLASSES) + 4

_SIGNS = {
    "’": "'", "‘": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "–": "-", "—": "-", "‐": "-",
    "[": "(", "]": ")", "!": ".", "?": ".", "…": ".", ";": ":", "#": "@",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Window:
    """The words `[first, end)`: their pieces, a shape and a mask for each piece, each word's first piece."""

    first: int
    end: int
    pieces: list[int]
    shapes: list[int]
    masks: list[int]
    heads: list[int]


@dataclass(frozen=True, slots=True)
class Reading:
    """What each word of a text is to the encoder: `pieces[i]`, `shapes[i]` and `masks[i]` for word i."""

    words: Words
    pieces: list[tuple[int, ...]]
    shapes: list[int]
    masks: list[int]


def read_words(words: Words, wordpiece: WordPiece, lists: Lists) -> Reading:
    """Pieces, shapes and masks of all words; linear in their number."""
    ids = wordpiece.ids
    return Reading(words, [ids(form) for form in words.forms], _shapes(words), _masks(words, lists))


def cut(reading: Reading, wordpiece: WordPiece, size: int = SIZE, first_size: int = 0) -> Iterator[Window]:
    """Windows of as many whole sentences as have room; a sentence that is longer than one is cut.

    `first_size` is another size for the first window (training moves the cuts with it).
    """
    room = (first_size or size) - 2
    lengths = [len(pieces) for pieces in reading.pieces]
    first = at = count = 0
    for begin, end in reading.words.sentences:
        length = sum(lengths[begin:end])
        if count and count + length > room:
            yield _window(reading, wordpiece, first, at)
            first, count, room = at, 0, size - 2
        if length <= room:
            count += length
            at = end
            continue
        for word in range(begin, end):
            if count and count + lengths[word] > room:
                yield _window(reading, wordpiece, first, word)
                first, count, room = word, 0, size - 2
            count += lengths[word]
        at = end
    if at > first:
        yield _window(reading, wordpiece, first, at)


def shape(form: str) -> int:
    """The base shape of a word."""
    sign = form[0]
    if sign.isalpha():
        if form.islower():
            return 0
        if form.isupper():
            return _BASE["X."] if "." in form else _BASE["X1" if len(form) == 1 else "X"]
        if sign.isupper():
            return _BASE["Xx" if form[1:].islower() or "'" in form or "’" in form else "XxX"]
        return _BASE["xX"] if any(one.isupper() for one in form) else 0
    if sign.isdigit():
        if form.isdigit():
            return _BASE["d"]
        return _BASE["dx" if any(one.isalpha() for one in form) else "d."]
    return _BASE.get(_SIGNS.get(sign, sign), _OTHER)


def _shapes(words: Words) -> list[int]:
    known: dict[str, int] = {}
    found: list[int] = []
    for form in words.forms:
        base = known.get(form)
        if base is None:
            base = known[form] = shape(form)
        found.append(base)
    for first, end in words.sentences:
        line = _line(words, found, first, end)
        begun = False
        for at in range(first, end):
            base = found[at]
            if not begun and base < _BASE["d"]:
                begun = True
                if 1 <= base <= _FIRST:
                    base += _OTHER
            found[at] = base + line * _SHAPES
    return found


def _line(words: Words, shapes: list[int], first: int, end: int) -> int:
    """1 for a sentence in capitals, 2 for one with nearly every word capitalised, else 0."""
    small = capitals = title = 0
    for at in range(first, end):
        base = shapes[at]
        if base == 0:
            small += len(words.forms[at]) > 3
        elif base == _BASE["X"]:
            capitals += 1
        elif base < _BASE["d"]:
            title += 1
    if capitals >= 2 and capitals > 4 * (small + title):
        return 1
    return 2 if title + capitals >= 4 and title + capitals > 4 * small else 0


def _masks(words: Words, lists: Lists) -> list[int]:
    forms = words.forms
    lowered = [form.lower() for form in forms]
    masks = [0] * len(forms)
    inside: set[str] = set()
    small = {form for form in forms if form.islower()}
    for first, end in words.sentences:
        inside.update(form for form in forms[first + 1 : end] if form[0].isupper())
    for first, end in words.sentences:
        for start, to, mask in lists.match(lowered, first, end):
            if any(form[0].isupper() for form in forms[start:to]):
                masks[start] = mask | HEAD
                masks[start + 1 : to] = [mask | REST] * (to - start - 1)
        for at in range(first, end):
            form = forms[at]
            if form[0].isupper():
                masks[at] |= (SMALL if lowered[at] in small else 0) | (INSIDE if form in inside else 0)
    return masks


def _window(reading: Reading, wordpiece: WordPiece, first: int, end: int) -> Window:
    pieces, shapes, masks, heads = [wordpiece.start], [SHAPES - 1], [0], []
    for at in range(first, end):
        own = reading.pieces[at]
        heads.append(len(pieces))
        pieces += own
        shapes += [reading.shapes[at]] * len(own)
        masks += [reading.masks[at]] * len(own)
    pieces.append(wordpiece.end)
    shapes.append(SHAPES - 1)
    masks.append(0)
    return Window(first, end, pieces, shapes, masks, heads)
