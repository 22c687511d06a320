"""The label scheme: what can be said about an article, read from `annotations/labels.toml`."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path

from reader.errors import NotFoundError

SCHEME_FILE = "labels.toml"
DECIDABLE = ("paragraph", "post", "list_item", "blockquote")
COLOURS = ("red", "yellow", "green", "cyan", "blue", "magenta", "bright_red", "bright_green", "bright_blue")


class LabelTarget(StrEnum):
    """What a label is said of."""

    BLOCK = "block"
    SPAN = "span"
    DOCUMENT = "document"


class LabelState(StrEnum):
    """Whether a label can be given now, and if not, what became of it."""

    ACTIVE = "active"
    MERGED = "merged"
    SPLIT = "split"
    RETIRED = "retired"


@dataclass(frozen=True, slots=True)
class Group:
    """Labels that belong together; `exclusive` ones replace each other, `required` ones must be decided."""

    id: str
    name: str
    exclusive: bool = False
    required: bool = True


@dataclass(frozen=True, slots=True)
class Label:
    """One thing that can be said; `id` never changes, `key` is what presses it (empty: none of its own).

    At most one of `merged_into` (the id of a label that means it too now), `split_into` (ids of labels of
    which one means it now) and `retired` is set: such a label is kept for what it was given to.
    """

    id: str
    name: str
    key: str = ""
    colour: str = ""
    description: str = ""
    target: LabelTarget = LabelTarget.BLOCK
    group: str = ""
    examples: tuple[str, ...] = ()
    line: int | None = None
    merged_into: str = ""
    split_into: tuple[str, ...] = ()
    retired: bool = False

    @property
    def state(self) -> LabelState:
        """Whether it can be given now."""
        if self.merged_into:
            return LabelState.MERGED
        if self.split_into:
            return LabelState.SPLIT
        return LabelState.RETIRED if self.retired else LabelState.ACTIVE

    @property
    def active(self) -> bool:
        """Whether it can be given now."""
        return not (self.merged_into or self.split_into or self.retired)


NAMES = Group("names", "names", exclusive=True, required=False)
"""The group of the types of names: a name is of one type."""

QUOTE = "QUOTE"
"""The id of the label that says that words are a quote."""


def _built_in(label_id: str, name: str, key: str, colour: str, group: str = NAMES.id) -> Label:
    return Label(label_id, name, key, colour, target=LabelTarget.SPAN, group=group)


BUILT_IN = (
    _built_in("PER", "person", "P", "yellow"),
    _built_in("ORG", "organisation", "O", "cyan"),
    _built_in("LOC", "place", "L", "green"),
    _built_in("NORP", "people", "N", "magenta"),
    _built_in("EVENT", "event", "E", ""),
    _built_in("WORK", "work", "W", ""),
    _built_in("PRODUCT", "product", "D", ""),
    _built_in("MISC", "other name", "M", ""),
    _built_in(QUOTE, "said", "S", "", ""),
)
"""Labels for words that every scheme has unless it has one with the same id: what an analysis may find."""


@dataclass(frozen=True, slots=True)
class Scheme:
    """All labels and groups of a workspace, in the file's order, also those that are no longer given."""

    labels: tuple[Label, ...] = ()
    groups: tuple[Group, ...] = ()
    decide: frozenset[str] = frozenset(DECIDABLE)
    guidelines: str = ""
    path: Path | None = None
    built_in: tuple[Label, ...] = field(init=False, repr=False, compare=False)
    """Labels for words that every scheme has, and this one has not its own of."""
    _by_id: Mapping[str, Label] = field(init=False, repr=False, compare=False)
    _families: Mapping[str, tuple[str, ...]] = field(init=False, repr=False, compare=False)
    places: Mapping[str, int] = field(init=False, repr=False, compare=False)
    """Where each label stands in the file's order, from 0."""
    changed: bool = field(init=False, repr=False, compare=False)
    """Whether any label was merged or split, and so means something else than it says."""

    def __post_init__(self) -> None:
        own = {label.id for label in self.labels}
        taken = {label.key[:1] for label in self.labels if label.target is LabelTarget.SPAN and label.active}
        built_in = tuple(
            replace(label, key="") if label.key in taken else label
            for label in BUILT_IN
            if label.id not in own
        )
        object.__setattr__(self, "built_in", built_in)
        everything = (*self.labels, *built_in)
        object.__setattr__(self, "_by_id", {label.id: label for label in reversed(everything)})
        families: dict[str, tuple[str, ...]] = {}
        for label in self.labels:
            if label.merged_into:
                last = self.stands_as(label.id)
                families[last] = (*families.get(last, (last,)), label.id)
        object.__setattr__(self, "_families", families)
        object.__setattr__(self, "places", {label.id: nth for nth, label in enumerate(everything)})
        object.__setattr__(self, "changed", any(x.merged_into or x.split_into for x in self.labels))

    @property
    def active(self) -> tuple[Label, ...]:
        """The labels that can be given now."""
        return tuple(label for label in self.labels if label.active)

    def label(self, label_id: str) -> Label | None:
        """The label with this id, or None."""
        return self._by_id.get(label_id)

    def find(self, name: str) -> Label:
        """The label with this id, else with this name whatever its case; an active one before others.

        Raises NotFoundError.
        """
        named = [
            label for label in (*self.labels, *self.built_in) if label.name.casefold() == name.casefold()
        ]
        named.sort(key=lambda label: not label.active)
        found = self.label(name) or next(iter(named), None)
        if found is None:
            given = ", ".join(label.id for label in self.active) or "none yet"
            raise NotFoundError(f'there is no label "{name}"', f"labels here: {given}")
        return found

    def of_target(self, target: LabelTarget) -> tuple[Label, ...]:
        """The labels that can be said of such a target now."""
        own = tuple(label for label in self.labels if label.target is target and label.active)
        return (*own, *self.built_in) if target is LabelTarget.SPAN else own

    def of_group(self, group_id: str) -> frozenset[str]:
        """The ids of the labels of a group, whether they can be given now or not."""
        return frozenset(x.id for x in (*self.labels, *self.built_in) if x.group == group_id)

    def stands_as(self, label_id: str) -> str:
        """The id of the label that this one was merged into in the end; else its own, known or not."""
        passed = {label_id}
        while (label := self._by_id.get(label_id)) and label.merged_into and label.merged_into not in passed:
            label_id = label.merged_into
            passed.add(label_id)
        return label_id

    def family(self, label_id: str) -> tuple[str, ...]:
        """The ids that all mean what this one means now: the label they were merged into first."""
        last = self.stands_as(label_id)
        return self._families.get(last, (last,))

    def parts(self, label_id: str) -> tuple[str, ...]:
        """Of a label that was split, or merged into such a one, the ids of those it may be now; else none."""
        found = [self.stands_as(label_id)]
        for one in found:
            label = self._by_id.get(one)
            found += [
                last
                for part in (label.split_into if label else ())
                if (last := self.stands_as(part)) not in found
            ]
        return tuple(one for one in found[1:] if not self._by_id[one].split_into)

    def resolve(self, label_id: str) -> tuple[Label, ...]:
        """What a label means now: one label, or where it was split those it may be; unknown, nothing."""
        ids = self.parts(label_id) or (self.stands_as(label_id),)
        return tuple(self._by_id[one] for one in ids if one in self._by_id)

    def group(self, group_id: str) -> Group | None:
        """The group with this id, or None."""
        return next((group for group in (*self.groups, NAMES) if group.id == group_id), None)

    def required_groups(self, target: LabelTarget = LabelTarget.BLOCK) -> tuple[str, ...]:
        """Ids of the groups of such labels to be decided; without any, the whole scheme is one, ``."""
        used = {label.group for label in self.of_target(target)}
        required = tuple(group.id for group in self.groups if group.required and group.id in used)
        return required or ("",)

    @property
    def version(self) -> str:
        """Names what can be said and what it means: 8 hex digits.

        They are made of the labels' ids, targets and groups and what became of them, not of names and keys.
        """
        said = "\n".join(
            "\t".join((label.id, label.target, label.group, *_became(label))) for label in self.labels
        )
        return hashlib.blake2b(said.encode(), digest_size=4).hexdigest()


def _became(label: Label) -> tuple[str, ...]:
    return () if label.active else (label.state, label.merged_into, *label.split_into)


def key_clash(label: Label, others: Iterable[Label]) -> str:
    """Why a label cannot have its key beside others, in words; empty when it can.

    Two labels of one target that can be given cannot share a key, nor can one key begin another: it would
    never end.
    """
    for other in others:
        if not label.key or not other.key or label.target is not other.target:
            continue
        if not label.active or not other.active or label.id == other.id:
            continue
        where = f" in line {other.line}" if other.line else ""
        if label.key == other.key:
            return f'the key "{label.key}" of "{label.id}" is that of "{other.id}"{where}'
        if label.key.startswith(other.key) or other.key.startswith(label.key):
            return (
                f'the key "{label.key}" of "{label.id}" and "{other.key}" of "{other.id}"{where} begin alike'
            )
    return ""
