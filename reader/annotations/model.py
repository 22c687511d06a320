"""What a shard holds: the decisions of one annotator on one article, and how they came about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from reader.annotations.anchor import Anchor


class TargetKind(StrEnum):
    """What a decision is about."""

    BLOCK = "block"
    SPAN = "span"
    DOCUMENT = "document"


class Kind(StrEnum):
    """What sort of decision it is; unseen is none of them: it is the absence of a decision."""

    LABEL = "label"
    NONE = "none"
    """“I looked: none of the labels of this group.”"""
    IGNORE = "ignore"
    """“Not to be counted”: neither a yes nor a no."""
    FLAG = "flag"
    NOTE = "note"
    """Words of the annotator's own."""
    COMPLETE = "complete"
    """“On this layer I have said all”: what is not marked there is a negative."""
    SPEAKER = "speaker"
    """Who said a quote: a link to where the speaker is named, or to nothing where nobody is."""


class Layer(StrEnum):
    """What can be complete: labels are when they are decided, names and quotes when someone says so."""

    LABELS = "labels"
    NAMES = "names"


class State(StrEnum):
    """How the annotator decided."""

    ACCEPT = "accept"
    REJECT = "reject"
    IGNORE = "ignore"


class Event(StrEnum):
    """What an operation did to the history."""

    DO = "do"
    UNDO = "undo"
    REDO = "redo"
    CANCEL = "cancel"
    """Taken back because a change over several articles was broken off: it cannot be made again."""


@dataclass(frozen=True, slots=True)
class ArticleRef:
    """What a shard says of its article, so that the file explains itself without the library."""

    id: str
    title: str
    origin: str
    text_hash: str


@dataclass(frozen=True, slots=True)
class Target:
    """A block, a span or the whole document that decisions are about; `block` is its number when decided."""

    id: str
    kind: TargetKind
    anchor: Anchor
    block: int | None = None


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a decision came from: a human, or a suggester whose suggestion a human took.

    `version` is the suggester's, `score` how sure it was; a human has neither.
    """

    name: str = "human"
    version: str | None = None
    score: float | None = None


HUMAN = Origin()


@dataclass(frozen=True, slots=True)
class Annotation:
    """One decision of one annotator about one target.

    `label` is a label's id, for `none` a group's (empty: the whole scheme), for `complete` a layer; `note`
    is what a note says; `link` is the target that this one is linked to, for `speaker` where the speaker is
    named (None: nobody is). Times are ISO 8601 in UTC; `seconds` is the active time that it took; `scheme`
    names the version of the scheme it was made under.
    """

    id: str
    target: str
    kind: Kind
    label: str
    state: State
    created: str
    changed: str
    scheme: str
    origin: Origin = HUMAN
    seconds: float | None = None
    note: str = ""
    link: str | None = None


@dataclass(frozen=True, slots=True)
class Edit:
    """Before and after of one annotation: created (no before), removed (no after) or changed."""

    before: Annotation | None
    after: Annotation | None

    @property
    def annotation_id(self) -> str:
        """The annotation that it is about."""
        one = self.after or self.before
        if one is None:
            raise ValueError("an edit of nothing")
        return one.id

    def inverse(self) -> Edit:
        """What takes it back."""
        return Edit(self.after, self.before)


@dataclass(frozen=True, slots=True)
class Operation:
    """Edits that were made together and are undone together.

    `order` is microseconds since 1970, never the same twice; `of` is the operation undone or redone;
    `words` say what it did, for the last word on the screen and the log. The ids of a change that spans
    several files begin alike, up to a hyphen: they are undone together.
    """

    id: str
    event: Event
    order: int
    words: str
    edits: tuple[Edit, ...]
    of: str | None = None

    @property
    def targets(self) -> frozenset[str]:
        """The ids of the targets that it is about."""
        both = (one for edit in self.edits for one in (edit.before, edit.after))
        return frozenset(one.target for one in both if one is not None)


def bulk_of(operation_id: str) -> str | None:
    """The change over several files that an operation is part of, by its id; None when it stands alone."""
    bulk, hyphen, _ = operation_id.partition("-")
    return bulk if hyphen else None


@dataclass(frozen=True, slots=True)
class Shard:
    """The decisions of one annotator on one article, as one file keeps them."""

    annotator: str
    article: ArticleRef
    targets: Mapping[str, Target] = field(default_factory=dict)
    annotations: Mapping[str, Annotation] = field(default_factory=dict)
    history: tuple[Operation, ...] = ()
    schemes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """For each version of the scheme that a decision names, the ids of the labels it had."""

    def about(self, target: str) -> tuple[Annotation, ...]:
        """The decisions about one target, oldest first."""
        return tuple(one for one in self.annotations.values() if one.target == target)

    def about_each(self, targets: Iterable[str]) -> dict[str, tuple[Annotation, ...]]:
        """The same for each of these targets, in one pass over all that is said."""
        found: dict[str, list[Annotation]] = {one: [] for one in targets}
        for annotation in self.annotations.values():
            if annotation.target in found:
                found[annotation.target].append(annotation)
        return {one: tuple(said) for one, said in found.items()}

    def operation(self, operation_id: str) -> Operation | None:
        """The operation with this id, or None."""
        return next((one for one in reversed(self.history) if one.id == operation_id), None)


@dataclass(frozen=True, slots=True)
class Change:
    """What one save adds to a shard: an operation, the targets it is about, the scheme it was made under."""

    operation: Operation
    targets: tuple[Target, ...] = ()
    scheme: tuple[str, tuple[str, ...]] | None = None


def apply(shard: Shard, change: Change) -> Shard:
    """The shard after a change."""
    annotations = dict(shard.annotations)
    for edit in change.operation.edits:
        if edit.after is None:
            annotations.pop(edit.annotation_id, None)
        else:
            annotations[edit.annotation_id] = edit.after
    schemes = shard.schemes
    if change.scheme is not None and change.scheme[0] not in schemes:
        schemes = {**schemes, change.scheme[0]: change.scheme[1]}
    new_targets = {target.id: target for target in change.targets if target.id not in shard.targets}
    return replace(
        shard,
        targets={**shard.targets, **new_targets} if new_targets else shard.targets,
        annotations=annotations,
        history=(*shard.history, change.operation),
        schemes=schemes,
    )
