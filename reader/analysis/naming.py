"""From a model's tags to the names of a text: the same rules and consistency for every model of ours."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reader.analysis.consistency import Found, make_consistent
from reader.analysis.lists import BIT, Lists
from reader.analysis.rules import correct
from reader.analysis.subtypes import subtype
from reader.analysis.words import Words

_LAND = BIT["country"] | BIT["region"]


def decode(tags: Iterable[str], offset: int = 0) -> list[Found]:
    """The names that BIO tags of successive words mean; an `I` that continues nothing begins a name."""
    found: list[Found] = []
    start, label = 0, ""
    at = offset
    for at, tag in enumerate(tags, offset):
        if label and tag != f"I-{label}":
            found.append((start, at, label))
            label = ""
        if tag != "O" and not label:
            start, label = at, tag[2:]
    if label:
        found.append((start, at + 1, label))
    return found


def name(words: Words, found: Sequence[Found], lists: Lists) -> list[tuple[int, int, str]]:
    """The names of a text as `(start, end, label)` in code points, in order and disjoint.

    `found` is what a model said, word indices. Rules correct it, a name gets one type through the text, and
    what is left as MISC gets a finer type where lists or the word before tell it.
    """
    places = _places(words, lists)
    settled = make_consistent(words, correct(words, found, lists), places)
    return [
        (words.starts[start], words.ends[end - 1], subtype(words.forms, start, end, label, lists))
        for start, end, label in settled
        if _can_name(words.forms, start, end, label)
    ]


def _can_name(forms: Sequence[str], start: int, end: int, label: str) -> bool:
    """Whether the words hold a letter, or a digit where a thing may be called by a number: a 747."""
    if any(sign.isalpha() for form in forms[start:end] for sign in form[:40]):
        return True
    numbered = label not in ("PER", "ORG", "LOC", "NORP")
    return numbered and any(form[0].isdigit() for form in forms[start:end])


def _places(words: Words, lists: Lists) -> frozenset[str]:
    """The words of the text, in small letters, that are countries or regions."""
    masks = lists.masks
    return frozenset(low for low in {form.lower() for form in words.forms} if masks.get(low, 0) & _LAND)
