"""Documents as windows with the tags that each word may have, batched by length."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from reader.analysis.decoding import TAGS
from reader.analysis.lists import Lists
from reader.analysis.windows import BITS, SHAPES, Window, cut, read_words
from reader.analysis.wordpiece import WordPiece
from reader.analysis.words import split_words
from training.corpora import Row
from training.documents import join, tags

GOLD = 2.0
"""How much a word counts that was marked by hand for this project."""

_NUMBER = {tag: nth for nth, tag in enumerate(TAGS)}
_FINER = ("NORP", "EVENT", "WORK", "PRODUCT", "MISC")
_HIDDEN = {
    "fine": (),
    "coarse": (),
    "pol": _FINER,
}
"""Labels that a scheme leaves unmarked: a word without a mark may well have one."""


@dataclass(frozen=True, slots=True)
class Example:
    """A window, the tags that each of its words may have (a bit each), and how much each word counts."""

    window: Window
    allowed: list[int]
    weights: list[float]


def allowed(tag: str, scheme: str) -> int:
    """Which tags are right for a word that a corpus with this scheme marks so; a bit each."""
    place, _, label = tag.partition("-")
    if tag == "O":
        hidden = [f"{place}-{label}" for label in _HIDDEN[scheme] for place in "BI"]
        return sum(1 << _NUMBER[one] for one in ("O", *hidden))
    if scheme == "coarse" and label == "MISC":
        return sum(1 << _NUMBER[f"{place}-{one}"] for one in _FINER)
    return 1 << _NUMBER[tag]


class Maker:
    """Makes examples of documents."""

    def __init__(self, wordpiece: WordPiece, lists: Lists) -> None:
        self.wordpiece = wordpiece
        self.lists = lists

    def examples(self, rows: Sequence[Row], size: int, first_size: int = 0) -> Iterator[Example]:
        """The windows of one document."""
        text, names = join(rows)
        words = split_words(text)
        owners = list(_owners(rows, words.starts))
        marks = [allowed(tag, row.scheme) for tag, row in zip(tags(words, names), owners, strict=True)]
        weights = [GOLD if row.gold else 1.0 for row in owners]
        for window in cut(read_words(words, self.wordpiece, self.lists), self.wordpiece, size, first_size):
            own = slice(window.first, window.end)
            yield Example(window, marks[own], weights[own])


def _owners(rows: Sequence[Row], starts: Sequence[int]) -> Iterator[Row]:
    """The row of each word of the joined rows."""
    nth, end = 0, len(rows[0].text) if rows else 0
    for start in starts:
        while start >= end + 2:
            nth += 1
            end += 2 + len(rows[nth].text)
        yield rows[nth]


def batches(examples: Sequence[Example], budget: int, random_: random.Random) -> list[list[Example]]:
    """Batches of about `budget` pieces, of windows of like length, in random order."""
    order = sorted(examples, key=lambda one: len(one.window.pieces) + random_.uniform(-8, 8))
    found: list[list[Example]] = []
    own: list[Example] = []
    for one in order:
        if own and (len(own) + 1) * len(one.window.pieces) > budget:
            found.append(own)
            own = []
        own.append(one)
    if own:
        found.append(own)
    random_.shuffle(found)
    return found


@dataclass(frozen=True, slots=True)
class Batch:
    """Tensors of a batch: (batch, length), `bits` (batch, length, BITS); words by row and first piece."""

    pieces: Tensor
    shapes: Tensor
    bits: Tensor
    real: Tensor
    row: Tensor
    head: Tensor
    allowed: Tensor
    weights: Tensor


def collate(examples: Sequence[Example]) -> Batch:
    """The tensors of some windows."""
    length = max(len(one.window.pieces) for one in examples)
    size = (len(examples), length)
    pieces = torch.zeros(size, dtype=torch.int64)
    shapes = torch.full(size, SHAPES - 1, dtype=torch.int64)
    masks = torch.zeros(size, dtype=torch.int64)
    real = torch.zeros(size, dtype=torch.bool)
    for nth, one in enumerate(examples):
        count = len(one.window.pieces)
        pieces[nth, :count] = torch.tensor(one.window.pieces)
        shapes[nth, :count] = torch.tensor(one.window.shapes)
        masks[nth, :count] = torch.tensor(one.window.masks)
        real[nth, :count] = True
    row = torch.tensor([nth for nth, one in enumerate(examples) for _ in one.window.heads])
    head = torch.tensor([head for one in examples for head in one.window.heads])
    marks = torch.tensor([mark for one in examples for mark in one.allowed])
    weights = torch.tensor([weight for one in examples for weight in one.weights])
    bits = (masks[..., None] >> torch.arange(BITS) & 1).float()
    right = (marks[:, None] >> torch.arange(len(TAGS)) & 1).bool()
    return Batch(pieces, shapes, bits, real, row, head, right, weights)
