"""Letters on what can be chosen on the screen: who gets which, and what typing one comes to. Pure."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Generic, TypeVar

LETTERS = "fjdkslaghrueiwovnc"
"""Where the fingers rest, then what lies nearest to that."""
_ALL = "abcdefghijklmnopqrstuvwxyz"

_What = TypeVar("_What")


@dataclass(frozen=True, slots=True)
class Labels:
    """Letters to be drawn on a page: over the text from an offset on, and in the gutter of a block."""

    offsets: Mapping[int, str] = field(default_factory=dict)
    blocks: Mapping[int, str] = field(default_factory=dict)
    """By the index of the block; they stand beside its first row in sight."""

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw."""
        return not self.offsets and not self.blocks


NO_LABELS = Labels()


@dataclass(frozen=True, slots=True)
class Offer(Generic[_What]):
    """Something to choose, and where its letter stands: over the code point at `offset`, or by a `block`."""

    what: _What
    offset: int | None = None
    block: int | None = None


@dataclass(frozen=True, slots=True)
class Lettered(Generic[_What]):
    """Offers by their letters, and what was typed of them so far."""

    offers: Mapping[str, Offer[_What]]
    typed: str = ""

    def press(self, letter: str) -> Lettered[_What] | None:
        """The same after a letter; None when none begins so."""
        typed = self.typed + letter
        return replace(self, typed=typed) if any(code.startswith(typed) for code in self.offers) else None

    def back(self) -> Lettered[_What]:
        """The same without the letter typed last."""
        return replace(self, typed=self.typed[:-1])

    @property
    def chosen(self) -> Offer[_What] | None:
        """What was typed whole, or None while letters are missing."""
        return self.offers.get(self.typed)

    @property
    def labels(self) -> Labels:
        """The letters that can still be typed, whole, so that none of them moves."""
        left = {code: offer for code, offer in self.offers.items() if code.startswith(self.typed)}
        return Labels(
            {offer.offset: code for code, offer in left.items() if offer.offset is not None},
            {offer.block: code for code, offer in left.items() if offer.block is not None},
        )


def give_letters(offers: Sequence[Offer[_What]], letters: str = LETTERS) -> Lettered[_What]:
    """One letter for each, in their order, where there are enough; else more for those that come last."""
    return Lettered(dict(zip(codes(len(offers), letters), offers, strict=True)))


def give_initials(offers: Iterable[tuple[str, Offer[_What]]], taken: Collection[str] = ()) -> Lettered[_What]:
    """For each name its first letter that none before has, else any letter left; never one that is `taken`.

    A name keeps its letter when others come after it. Names for which no letter is left get none.
    """
    given: dict[str, Offer[_What]] = {}
    for name, offer in offers:
        free = (letter for letter in (*_plain(name), *_ALL) if letter not in given and letter not in taken)
        letter = next(free, None)
        if letter is not None:
            given[letter] = offer
    return Lettered(given)


def codes(count: int, letters: str = LETTERS) -> tuple[str, ...]:
    """So many codes, the shortest first, none of them the beginning of another; always the same."""
    short, longer = list(letters), list[str]()
    while len(short) + len(longer) < count:
        # The letter that lies furthest begins the longer codes: the near ones stay single.
        last = short.pop()
        longer += [last + letter for letter in letters]
        if not short:
            short, longer = longer, []
    return (*short, *longer)[:count]


def _plain(name: str) -> str:
    """The letters of a name as an English board has them."""
    split = unicodedata.normalize("NFKD", name.casefold())
    return "".join(letter for letter in split if letter in _ALL)
