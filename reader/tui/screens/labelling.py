"""The layer of letters: what one key after the comma means. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from reader.annotations.scheme import Label
from reader.tui.bars import Hint, fill_lines
from reader.tui.glyphs import cropped
from reader.tui.label_keys import LabelKeys
from reader.tui.looks import Looks
from reader.tui.signs import Signs

_NAMED_FROM = 60
"""Cells of a screen from which on the footer names the labels."""
_NAME = 14
"""Cells that a label's name has in the footer."""
# Cells of the second line that none, more, out and help take.
_TAIL = 38


@dataclass(frozen=True, slots=True)
class Layer:
    """The layer of letters: `latched` stays open, `rejecting` says “not this label”."""

    latched: bool = False
    rejecting: bool = False
    typed: str = ""
    page: int = 0


class Outcome(StrEnum):
    """What a key in the layer came to."""

    LABEL = "label"
    MORE = "more"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Press:
    """A key in the layer: the label it names, or the layer waiting for the rest of a code."""

    outcome: Outcome
    layer: Layer
    label: Label | None = None


def press(layer: Layer, key: str, labels: LabelKeys) -> Press:
    """What a letter or digit means; a latched layer is empty again after a label."""
    typed = layer.typed + key
    label = labels.layer.get(typed)
    if label is not None:
        return Press(Outcome.LABEL, replace(layer, typed=""), label)
    if labels.begins(typed):
        return Press(Outcome.MORE, replace(layer, typed=typed))
    return Press(Outcome.NOTHING, replace(layer, typed=""))


@dataclass(frozen=True, slots=True)
class Continuation:
    """What a key in the layer leads to: a label, or, without one, `count` labels whose codes go on."""

    key: str
    label: Label | None
    count: int = 1


def continuations(layer: Layer, labels: LabelKeys) -> list[Continuation]:
    """What can be pressed next: letters first, since the digits work without the layer."""
    found: dict[str, list[Label]] = {}
    whole: dict[str, Label] = {}
    for code, label in labels.layer.items():
        if code.startswith(layer.typed):
            rest = code[len(layer.typed) :]
            found.setdefault(rest[0], []).append(label)
            if len(rest) == 1:
                whole[rest] = label
    return [Continuation(key, whole.get(key), len(found[key])) for key in sorted(found, key=str.isdigit)]


def label_hints(
    labels: Sequence[Label], keys: LabelKeys, looks: Looks, signs: Signs, width: int
) -> tuple[Hint, ...]:
    """The labels that a key of their own gives, for the footer; on a narrow screen the digits alone."""
    own = {label.id: key for key, label in keys.bare.items()}
    found = [label for label in labels if label.id in own]
    digits = [own[label.id] for label in found if own[label.id].isdigit()]
    if width < _NAMED_FROM and len(digits) > 1:
        return (Hint(f"{min(digits)}-{max(digits)}", "label", 6),)
    shown: list[Hint] = []
    group = ""
    for nth, label in enumerate(found):
        rank = 5 - nth // 3
        if shown and label.group != group:
            shown.append(Hint("|", "", rank, looks.quiet))
        group = label.group
        name = cropped(label.name, _NAME, signs.ellipsis)
        shown.append(Hint(own[label.id], name, rank, looks.of_label(label.colour)))
    return tuple(shown)


def layer_hints(
    layer: Layer, keys: LabelKeys, looks: Looks, ellipsis: str, width: int, key: Callable[[str], str]
) -> tuple[tuple[Hint, ...], ...]:
    """What can be pressed next, in two lines of so many cells; a key shows what did not fit.

    `key` says what is pressed for an action of the layer.
    """
    found = [
        Hint(one.key, cropped(one.label.name, _NAME, ellipsis), 5, looks.of_label(one.label.colour))
        if one.label
        else Hint(f"{one.key}{ellipsis}", str(one.count), 5)
        for one in continuations(layer, keys)
    ]
    # One label and out, or labels until one steps out: the level says which.
    name = "NOT" if layer.rejecting else "LABELS" if layer.latched else "LABEL"
    head = Hint(f" {name} {layer.typed}".rstrip() + " ", "", 9, looks.level)
    none, more = Hint(key("label.none"), "none", 7), Hint(key("label.page"), "more", 8)
    latch = Hint("" if layer.latched else key("label.latch"), "keep open", 4)
    out = Hint(key("step.out"), "out", 9)
    rooms = (width - len(head.key) - 4, width - _TAIL)
    pages: list[list[list[Hint]]] = []
    while found:
        lines = fill_lines(found, rooms)
        # A name too long for any line is cut rather than kept back.
        pages.append(lines if any(lines) else [found[:1], []])
        found = found[sum(map(len, pages[-1])) :]
    first, second = pages[layer.page % len(pages)] if pages else ([], [])
    return ((head, *first), (*second, none, *([more] if len(pages) > 1 else []), latch, out))
