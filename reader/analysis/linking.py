"""Mentions of one thing inside an article, brought together under its canonical name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from reader.analysis.consistency import is_acronym
from reader.analysis.marks import NAMED, EntityType, Mention, Name
from reader.corpus.wordlists import word_set

_SAME = {
    "us": "united states", "u.s.": "united states", "usa": "united states", "u.s.a.": "united states",
    "united states of america": "united states", "america": "united states", "uk": "united kingdom",
    "u.k.": "united kingdom", "britain": "united kingdom", "great britain": "united kingdom",
    "un": "united nations", "u.n.": "united nations", "eu": "european union", "e.u.": "european union",
    "uae": "united arab emirates", "u.a.e.": "united arab emirates",
}  # fmt: skip
_LEGAL = word_set("""
    inc inc. corp corp. corporation co co. company ltd ltd. limited plc llc llp ag se gmbh sa s.a. spa s.p.a.
    nv bv oyj ab asa group holdings holding pjsc ojsc
    """)
_WORD = re.compile(r"[^\W_]+(?:['’.][^\W_]+)*\.?|&")
_MOST_KEYS = 16
"""Surfaces of one thing that are compared with new ones; it keeps the time linear on any text."""
_JUNIORS = word_set("jr sr ii iii iv")
_HONORIFICS = word_set("mr mrs ms dr sir dame lord lady")


@dataclass(slots=True)
class _Thing:
    """One entity while it is being put together: its fullest name's words, and all its surfaces' keys."""

    id: int
    label: EntityType
    words: tuple[str, ...]
    surface: str
    last: int = 0
    keys: set[tuple[str, ...]] = field(default_factory=set)


def link(text: str, mentions: Sequence[Mention]) -> tuple[tuple[Mention, ...], tuple[Name, ...]]:
    """The mentions with the ids of their names, and the names in order of their first mention.

    Surnames go to the person last named in full, acronyms to what the text says they stand for. What is not
    certain stays apart. Dates and figures have no name.
    """
    surfaces = [" ".join(mention.span.of(text).split()) for mention in mentions]
    keys = [name_key(surface) for surface in surfaces]
    stands_for = _defined(text, mentions, keys)
    book = _Book()
    book.learn(mentions, keys)
    linked: list[int | None] = []
    for at, mention in enumerate(mentions):
        if mention.label not in NAMED or not keys[at]:
            linked.append(None)
            continue
        key = stands_for.get(keys[at], keys[at])
        linked.append(book.place(mention.label, key, surfaces[at], at))
    order: dict[int, int] = {}
    for thing in linked:
        if thing is not None:
            order.setdefault(thing, len(order) + 1)
    marked = tuple(
        mention if thing is None else replace(mention, entity=order[thing])
        for mention, thing in zip(mentions, linked, strict=True)
    )
    return marked, tuple(
        Name(number, book.things[thing].label, book.things[thing].surface) for thing, number in order.items()
    )


class _Book:
    """The things named so far, found by the words of their names."""

    def __init__(self) -> None:
        self.things: list[_Thing] = []
        self._exact: dict[tuple[EntityType, tuple[str, ...]], int] = {}
        self._endings: dict[tuple[EntityType, str], list[int]] = {}
        self._full: dict[str, list[tuple[str, ...]]] = {}
        self._forenames: dict[str, set[int]] = {}

    def learn(self, mentions: Iterable[Mention], keys: Sequence[tuple[str, ...]]) -> None:
        """Read ahead which full names end with the same surname."""
        for mention, key in zip(mentions, keys, strict=True):
            if mention.label is EntityType.PER and len(key) > 1:
                known = self._full.setdefault(key[-1], [])
                if key not in known and len(known) < 4:
                    known.append(key)

    def place(self, label: EntityType, key: tuple[str, ...], surface: str, at: int) -> int:
        """The thing that a name means; made when it is new."""
        surname = label is EntityType.PER and len(key) == 1
        found = None if surname else self._exact.get((label, key))
        if found is None:
            found = self._find(label, key)
        if found is None:
            found = len(self.things)
            self.things.append(_Thing(found, label, key, surface))
        thing = self.things[found]
        thing.last = at
        self._remember(thing, label, key)
        if _is_fuller(surface, key, thing):
            thing.words, thing.surface = key, surface
        return found

    def _remember(self, thing: _Thing, label: EntityType, key: tuple[str, ...]) -> None:
        if key in thing.keys or len(thing.keys) >= _MOST_KEYS:
            return
        thing.keys.add(key)
        self._exact.setdefault((label, key), thing.id)
        if label is EntityType.ORG and len(bare := _without_legal(key)) < len(key):
            self._exact.setdefault((label, bare), thing.id)
        if label is EntityType.PER and len(key) > 1:
            for word in key[:-1]:
                self._forenames.setdefault(word, set()).add(thing.id)
        ends = self._endings.setdefault((label, key[-1]), [])
        if thing.id not in ends:
            ends.append(thing.id)

    def _find(self, label: EntityType, key: tuple[str, ...]) -> int | None:
        nearby = [self.things[one] for one in self._endings.get((label, key[-1]), ())[-8:]]
        if label is EntityType.PER:
            fitting = [thing for thing in nearby if _same_person(key, thing.words)]
            if len(key) > 1 and len(self._full.get(key[-1], ())) > 1:
                # A surname that came before two full names is neither's for certain.
                fitting = [thing for thing in fitting if len(thing.words) > 1]
            if fitting:
                # Newspapers give a surname alone to whom they named last.
                return max(fitting, key=lambda thing: thing.last).id
            known = self._forenames.get(key[0], set()) if len(key) == 1 else set()
            return next(iter(known)) if len(known) == 1 else None
        if label is EntityType.ORG:
            bare = _without_legal(key)
            found = self._exact.get((label, bare))
            if found is not None:
                return found
            fitting = [
                thing for thing in nearby
                if any(_is_tail(key, known) or _is_tail(known, key) for known in thing.keys)
            ]  # fmt: skip
            return fitting[0].id if len(fitting) == 1 else None
        return None


def _is_fuller(surface: str, key: tuple[str, ...], thing: _Thing) -> bool:
    whole, known = (sum(len(word.rstrip(".")) > 1 for word in words) for words in (key, thing.words))
    if (whole, len(key)) != (known, len(thing.words)):
        return (whole, len(key)) > (known, len(thing.words))
    # A heading's capitals give way to the name as the text writes it; dots and short forms to the longer one.
    if thing.surface.isupper() and not surface.isupper() and len(surface) > 3:
        return True
    return len(surface) > len(thing.surface) + 2 and not surface.isupper()


def name_key(surface: str) -> tuple[str, ...]:
    """A name's words for comparing: without case, diacritics, possessives and courtesy titles."""
    folded = unicodedata.normalize("NFKD", surface).casefold()
    folded = "".join(sign for sign in folded if not unicodedata.combining(sign)).replace("’", "'")
    folded = folded.removesuffix("'s")
    same = _SAME.get(folded)
    words = _WORD.findall(same or folded)
    if len(words) > 1 and words[0].rstrip(".") in _HONORIFICS:
        words = words[1:]
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    if len(words) > 2 and words[-1].rstrip(".") in _JUNIORS:
        # The surname comes last; `Trump Jr.` is another Trump.
        words = [words[-1].rstrip("."), *words[:-1]]
    return tuple(words[:12])


def _same_person(key: tuple[str, ...], known: tuple[str, ...]) -> bool:
    """Whether two names with the same last word can be one person's: by surname, initials, middle names."""
    short, full = sorted((key, known), key=len)
    if short == full[-len(short) :]:
        return True
    if len(short) < 2:
        return False
    first, other = short[0].rstrip("."), full[0].rstrip(".")
    if len(first) == 1 or len(other) == 1:
        return first[0] == other[0]
    return first == other and len(full) - len(short) <= 2


def _without_legal(key: tuple[str, ...]) -> tuple[str, ...]:
    end = len(key)
    while end > 1 and key[end - 1] in _LEGAL:
        end -= 1
    return key[:end]


def _is_tail(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """`Red Cross` of `International Committee of the Red Cross`: two words or more at its end."""
    if not 2 <= len(short) < len(full) or full[-len(short) :] != short:
        return False
    return full[-len(short) - 1] in {"of", "the", "for", "de"} or len(short) >= 3


def _defined(
    text: str, mentions: Sequence[Mention], keys: Sequence[tuple[str, ...]]
) -> dict[tuple[str, ...], tuple[str, ...]]:
    """Acronyms that stand in brackets behind the name, or before it, with the key of the name."""
    found: dict[tuple[str, ...], tuple[str, ...]] = {}
    for at in range(len(mentions) - 1):
        one, two = mentions[at], mentions[at + 1]
        between = text[one.span.end : two.span.start]
        if one.label not in NAMED or two.label not in NAMED or not keys[at] or not keys[at + 1]:
            continue
        if between.strip() != "(" or not text[two.span.end : two.span.end + 2].lstrip().startswith(
            (")", ",", ";")
        ):
            continue
        first, second = one.span.of(text).strip(), two.span.of(text).strip()
        if is_acronym(second, first.split()):
            found.setdefault(keys[at + 1], keys[at])
        elif is_acronym(first, second.split()):
            found.setdefault(keys[at], keys[at + 1])
    return found
