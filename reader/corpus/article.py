"""An article: one canonical text that never changes, with its blocks and what its first line tells."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from dataclasses import dataclass, field
from enum import StrEnum

from reader.spans import Span


class BlockKind(StrEnum):
    """What a block of an article is; the values stand in every export."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    CAPTION = "caption"
    POST = "post"
    LIST_ITEM = "list_item"
    BLOCKQUOTE = "blockquote"
    BYLINE = "byline"


@dataclass(frozen=True, slots=True)
class Block:
    """A typed, half-open range of an article's text; `number` counts from 1 and is what people see."""

    number: int
    kind: BlockKind
    span: Span


@dataclass(frozen=True, slots=True)
class Dateline:
    """Where, when and by whom a wire story was filed: `KYIV, May 21 (Reuters) –`.

    `span` runs from the place to the dash; `date` is `MM-DD`, or `YYYY-MM-DD` where the year is given.
    """

    span: Span
    place: str | None
    date: str | None
    agency: str | None


@dataclass(frozen=True, slots=True)
class Article:
    """One immutable canonical text with its blocks and metadata.

    `id` is 16 hex digits and outlives a changed text; `text_hash` names this version of the text.
    `published` is a date as in `Dateline.date`, or None; `words` counts the words of the text.
    """

    id: str
    text: str
    title: str
    source: str
    published: str | None
    dateline: Dateline | None
    blocks: tuple[Block, ...]
    text_hash: str = field(init=False)
    words: int = field(init=False)

    def __post_init__(self) -> None:
        # Asked for at every key: a text of a megabyte is hashed and counted once.
        object.__setattr__(self, "text_hash", hash_text(self.text))
        object.__setattr__(self, "words", count_words(self.text))

    def block(self, number: int) -> Block | None:
        """The block with this number, counted from 1, or None."""
        return self.blocks[number - 1] if 1 <= number <= len(self.blocks) else None

    def block_at(self, offset: int) -> Block | None:
        """The block that holds the code point at an offset, or None between blocks."""
        nth = bisect_right(self.blocks, offset, key=lambda block: block.span.start) - 1
        return self.blocks[nth] if nth >= 0 and self.blocks[nth].span.contains(offset) else None


def hash_text(text: str) -> str:
    """Names a version of a text: 16 hex digits of a BLAKE2b over its UTF-8."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def identify(kind: str, key: str) -> str:
    """An article's id: 16 hex digits of a BLAKE2b over a tagged key, so that kinds of key never collide."""
    tagged = f"{kind}\0{key}".encode("utf-8", "surrogatepass")
    return hashlib.blake2b(tagged, digest_size=8).hexdigest()


def count_words(text: str) -> int:
    """The length of a text as readers count it: runs between white space."""
    return len(text.split())
