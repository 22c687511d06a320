"""Which labels fit what was typed, the best first. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reader.annotations.scheme import Label


@dataclass(frozen=True, slots=True)
class Offer:
    """A row of the picker: a label, or, without one, the making of a label with this name."""

    label: Label | None
    name: str


def offers(labels: Sequence[Label], typed: str, *, making: bool = True) -> list[Offer]:
    """The labels that fit, the best first, and the making of a new one where no label has that very name.

    A name that begins with what was typed comes first, then one of whose words does, one that contains it,
    one that has its letters in order, and last a description that contains it.
    """
    wanted = " ".join(typed.split()).casefold()
    ranked = sorted(
        ((rank, nth) for nth, label in enumerate(labels) if (rank := _rank(label, wanted)) is not None)
    )
    found = [Offer(labels[nth], labels[nth].name) for _, nth in ranked]
    if making and wanted and not any(label.name.casefold() == wanted for label in labels):
        found.append(Offer(None, " ".join(typed.split())))
    return found


def _rank(label: Label, wanted: str) -> int | None:
    name = label.name.casefold()
    if name.startswith(wanted):
        return 0
    if any(word.startswith(wanted) for word in name.split()):
        return 1
    if wanted in name:
        return 2
    letters = iter(name)
    if all(letter in letters for letter in wanted.replace(" ", "")):
        return 3
    return 4 if wanted in label.description.casefold() else None
