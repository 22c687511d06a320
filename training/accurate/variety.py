"""Documents with other names in them, the same for the same one throughout, and with headings in capitals."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence

from training.corpora import Row


class Variety:
    """Swaps names for others of their type, with as many words, from `pools` (see `training.pools`)."""

    def __init__(self, pools: Mapping[str, Iterable[str]]) -> None:
        self._pools: dict[tuple[str, int], list[str]] = {}
        for label, names in pools.items():
            for name in names:
                if not name.isupper() or len(name) < 5:
                    self._pools.setdefault((label, len(name.split())), []).append(name)

    def vary(self, rows: Sequence[Row], random_: random.Random, share: float, loud: float) -> list[Row]:
        """The rows of one document; `share` of its names swapped, `loud` of its rows as a heading is set."""
        other: dict[tuple[str, str], str] = {}
        for row in rows:
            for start, end, label in row.names:
                self._choose(row.text[start:end], label, other, random_, share)
        return [_loud(_with(row, other), random_, loud) for row in rows]

    def _choose(
        self,
        surface: str,
        label: str,
        other: dict[tuple[str, str], str],
        random_: random.Random,
        share: float,
    ) -> None:
        if (surface, label) in other:
            return
        new = surface
        if random_.random() < share and not surface.isupper():
            new = self._new(surface, label, random_)
        other[surface, label] = new
        old_words, new_words = surface.split(), new.split()
        if label == "PER" and len(old_words) == len(new_words) >= 2:  # a surname alone follows the full name
            other.setdefault((old_words[-1], label), new_words[-1])
            other.setdefault((old_words[0], label), new_words[0])

    def _new(self, surface: str, label: str, random_: random.Random) -> str:
        pool = self._pools.get((label, len(surface.split())))
        return random_.choice(pool) if pool and len(pool) > 20 else surface


def _with(row: Row, other: dict[tuple[str, str], str]) -> Row:
    text: list[str] = []
    names: list[tuple[int, int, str]] = []
    at = length = 0
    for start, end, label in row.names:
        before, surface = row.text[at:start], row.text[start:end]
        new = other.get((surface, label), surface)
        text += [before, new]
        length += len(before)
        names.append((length, length + len(new), label))
        length += len(new)
        at = end
    text.append(row.text[at:])
    return Row("".join(text), tuple(names), row.source, row.doc, row.scheme, row.part, row.gold)


def _loud(row: Row, random_: random.Random, share: float) -> Row:
    if len(row.text) > 150 or random_.random() >= share:
        return row
    text = row.text.upper() if random_.random() < 0.5 else _title(row.text)
    if len(text) != len(row.text):
        return row
    return Row(text, row.names, row.source, row.doc, row.scheme, row.part, row.gold)


def _title(text: str) -> str:
    return "".join(
        sign.upper() if at == 0 or text[at - 1].isspace() else sign for at, sign in enumerate(text)
    )
