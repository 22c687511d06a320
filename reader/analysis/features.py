"""What the sequence model of `fast` sees of each word: form, shape, neighbours, lists, the text's rest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from reader.analysis.lists import CLASSES, Lists
from reader.analysis.words import Words

_LONGEST_FORM = 40
_KEPT = 50_000
_PLACES = 6
_MARKS = str.maketrans("’‘“”„«»–—", '\'\'"""""--')


@dataclass(frozen=True, slots=True)
class Word:
    """A word by itself: its normal form, its shape, its features, and those that it lends its neighbours.

    `lent` are the features for the word two places on, the next one, the one before, and two places back.
    """

    low: str
    shape: str
    mine: tuple[str, ...]
    lent: tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...], tuple[str, ...]]


_BEFORE = Word("<", "<", (), (("w-2=<",), ("w-1=<", "s-1=<"), (), ()))
_AFTER = Word(">", ">", (), ((), (), ("w+1=>", "s+1=>"), ("w+2=>",)))


class Vocabulary:
    """Words as the model sees them, each made once; `clusters` give a word's coarse and fine cluster."""

    def __init__(self, clusters: Mapping[str, tuple[str, str]]) -> None:
        self._clusters = clusters
        self._words: dict[str, Word] = {}

    def word(self, form: str) -> Word:
        """The word for a form of a text."""
        found = self._words.get(form)
        if found is None:
            if len(self._words) >= _KEPT:
                self._words.clear()
            found = self._words[form] = self._make(form)
        return found

    def _make(self, form: str) -> Word:
        low, shape = normalise(form), shape_of(form[:_LONGEST_FORM])
        mine = ["b", f"w={low}", f"s={shape}"]
        if form[0].isalpha():
            mine += [f"p3={low[:3]}", f"p2={low[:2]}", f"e2={low[-2:]}", f"e3={low[-3:]}"]
            if len(low) > 4:
                mine += [f"p4={low[:4]}", f"e4={low[-4:]}"]
            if len(low) > 6:
                mine.append(f"e5={low[-5:]}")
        lent = [
            [f"w-2={low}"],
            [f"w-1={low}", f"s-1={shape}"],
            [f"w+1={low}", f"s+1={shape}"],
            [f"w+2={low}"],
        ]
        if low in self._clusters:
            coarse, fine = self._clusters[low]
            mine += [f"c={coarse}", f"C={fine}"]
            lent[0].append(f"c-2={coarse}")
            lent[1] += [f"c-1={coarse}", f"C-1={fine}"]
            lent[2] += [f"c+1={coarse}", f"C+1={fine}"]
            lent[3].append(f"c+2={coarse}")
        two_on, next_on, one_back, two_back = (tuple(features) for features in lent)
        return Word(low, shape, tuple(mine), (two_on, next_on, one_back, two_back))


def normalise(form: str) -> str:
    """A word in small letters with plain marks, cut at 40 code points."""
    return form[:_LONGEST_FORM].translate(_MARKS).lower()


def shape_of(form: str) -> str:
    """A word's shape: `Xx` capitalised, `X` capitals, `X.` initials, `xX` mixed, `d` digits, or its sign."""
    if form[0].isalpha():
        if form.islower():
            return "x"
        if form.isupper():
            return ("X1" if len(form) == 1 else "X") if "." not in form else "X."
        if form[0].isupper():
            return "Xx" if form[1:].islower() or "'" in form or "’" in form else "XxX"
        return "xX"
    if form[0].isdigit():
        if form.isdigit():
            return f"d{min(len(form), 5)}"
        return "d." if not any(sign.isalpha() for sign in form) else "dx"
    return form[0].translate(_MARKS)


def features(words: Words, lists: Lists, vocabulary: Vocabulary) -> list[list[list[str]]]:
    """For each sentence, for each word, its features."""
    forms = words.forms
    known = [vocabulary.word(form) for form in forms]
    small = {form for form in forms if form.islower()}
    inner: set[str] = set()
    for first, end in words.sentences:
        inner.update(form for form in forms[first + 1 : end] if form[0].isupper())
    elsewhere = _elsewhere(known)
    result: list[list[list[str]]] = []
    for first, end in words.sentences:
        rows = _rows(known[first:end], lists)
        for at, word in enumerate(known[first:end]):
            if word.shape[0] == "X" and (more := elsewhere.get(word.low)):
                rows[at] += more
        _add_capitals(rows, forms[first:end], known[first:end], small, inner)
        result.append(rows)
    return result


def _elsewhere(known: list[Word]) -> dict[str, list[str]]:
    """For a capitalised word that comes again: the neighbours that it has in its first places."""
    places: dict[str, list[int]] = {}
    for at, word in enumerate(known):
        if word.shape[0] == "X":
            places.setdefault(word.low, []).append(at)
    found: dict[str, list[str]] = {}
    last = len(known) - 1
    for low, some in places.items():
        if len(some) > 1:
            more: set[str] = set()
            for at in some[:_PLACES]:
                before = known[at - 1] if at else _BEFORE
                after = known[at + 1] if at < last else _AFTER
                more.add(f"d-1={before.low}")
                more.add(f"d+1={after.low}")
            found[low] = sorted(more)
    return found


@lru_cache(maxsize=4_000)
def _of_list(mask: int, place: str) -> tuple[str, ...]:
    return tuple(f"l{place}={name}" for nth, name in enumerate(CLASSES) if mask >> nth & 1)


def _masks(known: list[Word], lists: Lists) -> tuple[list[int], list[str]]:
    """What the lists say of each word, with a 0 before and behind, and its place in the listed name."""
    masks = [0] * (len(known) + 2)
    places = ["S"] * len(known)
    for start, stop, mask in lists.match([word.low for word in known], 0, len(known)):
        for at in range(start, stop):
            masks[at + 1] = mask
            if stop - start > 1:
                places[at] = "B" if at == start else "I" if at < stop - 1 else "E"
    return masks, places


def _rows(known: list[Word], lists: Lists) -> list[list[str]]:
    masks, places = _masks(known, lists)
    padded = [_BEFORE, _BEFORE, *known, _AFTER, _AFTER]
    rows: list[list[str]] = []
    for at, word in enumerate(known):
        before2, before, after, after2 = padded[at], padded[at + 1], padded[at + 3], padded[at + 4]
        row = [*word.mine, *before2.lent[0], *before.lent[1], *after.lent[2], *after2.lent[3]]
        row.append(f"S={before.shape}|{word.shape}|{after.shape}")
        if mask := masks[at + 1]:
            row += _of_list(mask, places[at])
        if mask := masks[at]:
            row += _of_list(mask, "-1")
        if mask := masks[at + 2]:
            row += _of_list(mask, "+1")
        if word.shape[0] == "X":
            row.append(f"W-={before.low}|{word.shape}")
            row.append(f"W+={word.shape}|{after.low}")
        rows.append(row)
    return rows


def _add_capitals(
    rows: list[list[str]], forms: list[str], known: list[Word], small: set[str], inner: set[str]
) -> None:
    """What a capital is worth: at a sentence's start, of a word seen in small letters, among capitals."""
    shouting = sum(1 for form in forms if form.isupper() and len(form) > 1) * 2 > len(forms)
    for at, word in enumerate(known):
        if word.shape[0] != "X":
            continue
        if at == 0:
            rows[at].append("first")
            if forms[at] in inner:
                rows[at].append("inner")
        if word.low in small:
            rows[at].append("small")
        if shouting:
            rows[at].append("shout")
