"""What comes next: the orders of a queue, what was gone through, and a lazy walk over what waits. Pure.

Nothing here reads an article before it is that article's turn: a walk asks `look` for the open paragraphs of
one when it gets there.
"""

from __future__ import annotations

import struct
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from hashlib import blake2b

Look = Callable[[str], Sequence[int]]
"""Gives the numbers of the open paragraphs of an article, in order, as of now."""

KEYS = 2**32
_SLICE = 4_096
"""How many blocks of a random order are sorted at once."""
_KNOWN = 4_096
_AT_ONCE = 16


class Order(StrEnum):
    """In what order paragraphs come, and which."""

    READING = "reading"
    RANDOM = "random"
    FLAGGED = "flagged"
    DISAGREEING = "disagreeing"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Item:
    """A paragraph that waits: its article and its number there."""

    article_id: str
    number: int


@dataclass(frozen=True, slots=True)
class Plan:
    """What a queue goes through: `start` is the article that reading begins at, None for the first.

    `since` is when it was begun (ISO 8601): what was decided later is done, in the orders that come back to
    what is decided already.
    """

    order: Order
    seed: int = 1
    words: str = ""
    start: str | None = None
    since: str = ""


@dataclass(frozen=True, slots=True)
class Trail:
    """The items that were shown, in the order in which they came, and which of them is the current one."""

    items: tuple[Item, ...] = ()
    at: int = -1

    @property
    def current(self) -> Item | None:
        """The item that is being looked at, None before the first."""
        return self.items[self.at] if 0 <= self.at < len(self.items) else None

    @property
    def last(self) -> Item | None:
        """The item that the walk has come to."""
        return self.items[-1] if self.items else None

    def add(self, item: Item) -> Trail:
        """With one more item, which is the current one."""
        return Trail((*self.items, item), len(self.items))

    def move(self, step: int) -> Trail | None:
        """One item forth (1) or back (-1); None when there is none."""
        at = self.at + step
        return replace(self, at=at) if 0 <= at < len(self.items) else None

    def to(self, item: Item) -> Trail:
        """With this item the current one; one that is new comes just before what was current."""
        if item in self.items:
            return replace(self, at=self.items.index(item))
        at = max(0, self.at)
        return Trail((*self.items[:at], item, *self.items[at:]), at)

    def shorten(self, most: int) -> Trail:
        """The newest items only, the current one among them."""
        drop = min(max(0, len(self.items) - most), max(0, self.at))
        return Trail(self.items[drop:], self.at - drop)


def keys_of(seed: int, article_id: str, count: int) -> list[int]:
    """The places of an article's blocks, from the first, in the random order of a seed: below `KEYS`.

    They hang on nothing else, so that an order stays when articles are added.
    """
    found: list[int] = []
    for part in range((count + _AT_ONCE - 1) // _AT_ONCE):
        digest = blake2b(f"{seed}:{article_id}:{part}".encode(), digest_size=64).digest()
        found += struct.unpack("<16I", digest)
    return found[:count]


def walk_list(articles: Iterable[str], look: Look, after: Item | None = None) -> Iterator[Item]:
    """The open paragraphs of articles in the order given, top to bottom; `after` is of the first article."""
    for article_id in articles:
        last = after.number if after is not None and after.article_id == article_id else 0
        # Asked anew each time: what was decided meanwhile, here or elsewhere, is passed over.
        while (number := next((one for one in look(article_id) if one > last), None)) is not None:
            yield Item(article_id, number)
            last = number


def walk_at_random(
    articles: Callable[[], Iterable[tuple[str, int]]],
    blocks: int,
    look: Look,
    seed: int,
    after: Item | None = None,
) -> Iterator[Item]:
    """The open paragraphs in the random order of a seed, after an item.

    `articles` gives the id and the number of blocks of every article that is not done, each time it is asked;
    `blocks` is about how many they all have. However many there are, some thousand are sorted at once.
    """
    bound = (0, "", 0)
    if after is not None:
        bound = (keys_of(seed, after.article_id, after.number)[-1], after.article_id, after.number)
    opened: OrderedDict[str, frozenset[int]] = OrderedDict()
    first, width = bound[0], max(1, KEYS * _SLICE // max(1, blocks))
    while first < KEYS:
        until = min(first + width, KEYS)
        piece = sorted(
            (key, article_id, number)
            for article_id, count in articles()
            for number, key in enumerate(keys_of(seed, article_id, count), 1)
            if first <= key < until
        )
        for entry in piece:
            if entry > bound and _is_open(entry[1], entry[2], look, opened):
                yield Item(entry[1], entry[2])
        first = until


def _is_open(article_id: str, number: int, look: Look, opened: OrderedDict[str, frozenset[int]]) -> bool:
    """Whether a block is to be decided: an article is read again only for what was open when it was seen."""
    known = opened.get(article_id)
    if known is None or number in known:
        known = opened[article_id] = frozenset(look(article_id))
        if len(opened) > _KNOWN:
            opened.popitem(last=False)
    return number in known


def words_in(query: str) -> Callable[[str, str], bool]:
    """Whether a paragraph is meant by words typed: each is in the paragraph or in the title of its article.

    This is all that a query can say so far; whatever else tells paragraphs by title and text fits here.
    """
    wanted = query.casefold().split()

    def fits(title: str, text: str) -> bool:
        where = f"{title}\n{text}".casefold()
        return all(word in where for word in wanted)

    return fits
