"""Rows as documents, documents as labelled sentences, and names swapped in for variety."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from reader.analysis.words import Words
from training.corpora import Names, Row

_ROWS = 8


def documents(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """Rows of one document together; rows without one in runs of eight, which keeps neighbours together."""
    for (_, doc), group in groupby(rows, key=lambda row: (row.source, row.doc)):
        found = list(group)
        size = len(found) if doc else _ROWS
        for start in range(0, len(found), size):
            yield found[start : start + size]


def join(rows: Sequence[Row]) -> tuple[str, Names]:
    """One text of rows, apart by empty lines, with its names."""
    texts: list[str] = []
    names: list[tuple[int, int, str]] = []
    offset = 0
    for row in rows:
        names += [(start + offset, end + offset, label) for start, end, label in row.names]
        texts.append(row.text)
        offset += len(row.text) + 2
    return "\n\n".join(texts), tuple(names)


def tags(words: Words, names: Names) -> list[str]:
    """BIO tags of the words; a name that begins or ends inside a word takes the whole word."""
    found = ["O"] * len(words.forms)
    at = 0
    for start, end, label in sorted(names):
        while at < len(words.forms) and words.ends[at] <= start:
            at += 1
        first = at
        while at < len(words.forms) and words.starts[at] < end:
            found[at] = ("B-" if at == first else "I-") + label
            at += 1
    return found


class Swapper:
    """Puts other names of the same type in a row's place; half of them are in no list."""

    def __init__(self, pools: Mapping[str, Sequence[str]], seed: int) -> None:
        self.pools = pools
        self.random = random.Random(seed)  # noqa: S311 - variety, no secret

    def swap(self, row: Row, share: float = 0.7) -> Row:
        """The row with some of its names exchanged."""
        text: list[str] = []
        names: list[tuple[int, int, str]] = []
        at = length = 0
        for start, end, label in row.names:
            before = row.text[at:start]
            surface = row.text[start:end]
            if self.random.random() < share and self.pools.get(label):
                surface = self._other(surface, label)
            text += [before, surface]
            length += len(before)
            names.append((length, length + len(surface), label))
            length += len(surface)
            at = end
        text.append(row.text[at:])
        return Row("".join(text), tuple(names), row.source, row.doc, row.scheme, row.part, row.gold)

    def _other(self, surface: str, label: str) -> str:
        pool = self.pools[label]
        for _ in range(6):
            other = self.random.choice(pool)
            if len(other.split()) == len(surface.split()) or self.random.random() < 0.1:
                return other.upper() if surface.isupper() and len(surface) > 4 else other
        return surface
