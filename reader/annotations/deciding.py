"""What a key or a command does to the decisions about one target: pure rules, no clock and no disk."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from reader.annotations.meaning import of_family, open_groups, unsettled
from reader.annotations.model import (
    Annotation,
    Change,
    Edit,
    Event,
    Kind,
    Layer,
    Operation,
    Shard,
    State,
    Target,
    TargetKind,
)
from reader.annotations.scheme import Label, LabelState, LabelTarget, Scheme
from reader.errors import RequestError


class Act(StrEnum):
    """What is asked for."""

    TOGGLE = "toggle"
    """A label's key: accept it; on an accepted one, take it away."""
    SET = "set"
    """Give a label this state, whatever it had."""
    CLEAR = "clear"
    """Take a label away."""
    NONE = "none"
    IGNORE = "ignore"
    FLAG = "flag"
    NOTE = "note"
    """Write a note, in the place of the one before; an empty one takes it away."""
    COMPLETE = "complete"
    """Say that a layer is complete; “reject” takes that back."""
    SPEAKER = "speaker"
    """Say who spoke a quote; “reject” takes that back."""


NOTE_LENGTH = 10_000
"""Code points that a note may have."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that a person decided: what, and of which label (or layer) and state.

    `note` is what a note says, `link` where the speaker of a quote is named (None: nowhere).
    """

    act: Act
    label: str = ""
    state: State = State.ACCEPT
    note: str = ""
    link: Target | None = None


@dataclass(frozen=True, slots=True)
class Stamp:
    """When and how an operation came about: ids and clocks are passed in, never taken here.

    `operation` is unique and time-ordered, and the ids of new annotations begin with it; `order` is
    microseconds since 1970, never the same twice; `time` is the same in ISO 8601; `seconds` is active time.
    """

    operation: str
    order: int
    time: str
    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class _Deed:
    edits: tuple[Edit, ...]
    words: str


def decide(shard: Shard, target: Target, choice: Choice, scheme: Scheme, stamp: Stamp) -> Change | None:
    """The change that a choice makes to the decisions about `target`; None when it stands already.

    A stamp is good for one change: a save that is tried again after it was done changes nothing.

    Raises RequestError when the label is not for such a target or no longer given, NotFoundError when there
    is no such label.
    """
    return decide_all(shard, (target,), choice, scheme, stamp)


def decide_all(
    shard: Shard, targets: Sequence[Target], choice: Choice, scheme: Scheme, stamp: Stamp
) -> Change | None:
    """The one change that a choice makes about several targets; None when it stands already on all of them.

    Raises as `decide` does.
    """
    if shard.operation(stamp.operation) is not None:
        return None
    edits: list[Edit] = []
    touched: list[tuple[Target, str]] = []
    for target in targets:
        maker = _Maker(target, choice, scheme, stamp, shard.about(target.id), first=len(edits))
        deed = _ACTS[choice.act](maker)
        if deed.edits:
            edits += deed.edits
            touched.append((target, deed.words))
    if not touched:
        return None
    (first, words), count = touched[0], len(touched)
    words = f"{words} {where(first)}" if count == 1 else f"{words.split(' replaces ')[0]} on {count} places"
    operation = Operation(stamp.operation, Event.DO, stamp.order, words, tuple(edits))
    named = (scheme.version, tuple(label.id for label in scheme.active))
    linked = (choice.link,) if choice.link is not None else ()
    return Change(operation, (*(target for target, _ in touched), *linked), named)


def revert(shard: Shard, operation: Operation, event: Event, stamp: Stamp) -> Change | None:
    """The change that undoes, cancels or redoes `operation`; None when something has changed since."""
    edits = operation.edits
    if event in (Event.UNDO, Event.CANCEL):
        edits = tuple(edit.inverse() for edit in reversed(edits))
    if any(shard.annotations.get(edit.annotation_id) != edit.before for edit in edits):
        return None
    return Change(Operation(stamp.operation, event, stamp.order, operation.words, edits, of=operation.id))


@dataclass(frozen=True, slots=True)
class _Maker:
    """What a rule sees (target, choice, scheme, the decisions that stand) and the edits it can make."""

    target: Target
    choice: Choice
    scheme: Scheme
    stamp: Stamp
    present: tuple[Annotation, ...]
    first: int = 0

    def one(self, kind: Kind, label: str = "") -> Annotation | None:
        return next((x for x in self.present if x.kind is kind and x.label == label), None)

    def all(self, kind: Kind) -> list[Annotation]:
        return [x for x in self.present if x.kind is kind]

    def create(self, kind: Kind, label: str = "", state: State = State.ACCEPT, nth: int = 0) -> Edit:
        stamp = self.stamp
        return Edit(
            None,
            Annotation(
                id=f"{stamp.operation}.{self.first + nth}",
                target=self.target.id,
                kind=kind,
                label=label,
                state=state,
                created=stamp.time,
                changed=stamp.time,
                scheme=self.scheme.version,
                seconds=stamp.seconds,
                note=self.choice.note if kind is Kind.NOTE else "",
                link=self.choice.link.id if kind is Kind.SPEAKER and self.choice.link else None,
            ),
        )

    def change(self, standing: Annotation, **fields: Any) -> Edit:
        stamp = self.stamp
        after = replace(
            standing,
            changed=stamp.time,
            scheme=self.scheme.version,
            seconds=stamp.seconds,
            **fields,
        )
        return Edit(standing, after)

    def family(self, label: str) -> list[Annotation]:
        return of_family(self.present, label, self.scheme)

    def set(self, kind: Kind, label: str, state: State, nth: int = 0) -> list[Edit]:
        standing = self.one(kind, label)
        if standing is None:
            return [self.create(kind, label, state, nth)]
        return [] if standing.state is state else [self.change(standing, state=state)]


def _remove(annotations: Iterable[Annotation]) -> list[Edit]:
    return [Edit(annotation, None) for annotation in annotations]


def _known_label(maker: _Maker) -> Label:
    label = maker.scheme.find(maker.choice.label)
    if label.target != LabelTarget(maker.target.kind):
        of = {"block": "paragraphs", "span": "spans", "document": "whole articles"}
        raise RequestError(
            f'"{label.name}" is for {of[label.target]}, not for {of[maker.target.kind]}',
            f"{label.target} is its target in the scheme",
        )
    return label


def _refuse_inactive(maker: _Maker, label: Label) -> None:
    """Only labels that can be given now are given. Raises RequestError that says what became of this one."""
    if label.active:
        return
    names = " or ".join(part.name for part in maker.scheme.resolve(label.id))
    became = {
        LabelState.MERGED: f"was merged into {names}",
        LabelState.SPLIT: f"was split into {names}",
        LabelState.RETIRED: "is retired",
    }
    hint = f"reader labels restore {label.id}" if label.state is LabelState.RETIRED else f"give {names}"
    raise RequestError(f'"{label.name}" {became[label.state]}', hint)


def _toggle(maker: _Maker) -> _Deed:
    label = _known_label(maker)
    given = maker.family(label.id)
    if any(x.state is State.ACCEPT for x in given) and not _settled_by(maker, label):
        return _Deed(tuple(_remove(given)), f"{label.name} taken away")
    return _accept(maker, label)


def _set(maker: _Maker) -> _Deed:
    label = _known_label(maker)
    if maker.choice.state is State.ACCEPT:
        return _accept(maker, label)
    _refuse_inactive(maker, label)
    if maker.choice.state is State.REJECT:
        # “Not this label” means: none of those that were merged into it.
        edits: list[Edit] = []
        for one in maker.scheme.family(label.id):
            edits += maker.set(Kind.LABEL, one, State.REJECT, len(edits))
        return _Deed(tuple(edits), f"not {label.name}")
    accepted = [x for x in maker.family(label.id) if x.state is State.ACCEPT and x.label != label.id]
    ignored = maker.set(Kind.LABEL, label.id, State.IGNORE)
    return _Deed((*_remove(accepted), *ignored), f"{label.name} ignored")


def _accept(maker: _Maker, label: Label) -> _Deed:
    """Accept a label: it ends “none of them” and “ignored”, and replaces its rivals of an exclusive group.

    It replaces too what was split and may be this label now: that is settled by it.
    """
    _refuse_inactive(maker, label)
    group = maker.scheme.group(label.group)
    family = maker.scheme.family(label.id)
    rivals = _settled_by(maker, label)
    if group is not None and group.exclusive:
        mates = {mate.id for mate in maker.scheme.labels if mate.group == group.id}
        rivals += [
            x
            for x in maker.all(Kind.LABEL)
            if x.state is State.ACCEPT
            and maker.scheme.stands_as(x.label) in mates
            and x.label not in family
            and x not in rivals
        ]
    contrary = [x for x in maker.all(Kind.NONE) if x.label in ("", label.group)] + maker.all(Kind.IGNORE)
    stands = any(x.state is State.ACCEPT for x in maker.family(label.id))
    accepted = [] if stands else maker.set(Kind.LABEL, label.id, State.ACCEPT)
    if not accepted and not contrary and not _settled_by(maker, label):
        return _Deed((), label.name)
    names = dict.fromkeys(_name(maker, maker.scheme.stands_as(x.label)) for x in rivals)
    words = f"{label.name} replaces {', '.join(names)}" if names else label.name
    return _Deed((*_remove(rivals), *_remove(contrary), *accepted), words)


def _settled_by(maker: _Maker, label: Label) -> list[Annotation]:
    """What was given before it was split, and may be this label now."""
    return [x for x in unsettled(maker.present, maker.scheme) if label.id in maker.scheme.parts(x.label)]


def _name(maker: _Maker, label_id: str) -> str:
    found = maker.scheme.label(label_id)
    return found.name if found else label_id


def _clear(maker: _Maker) -> _Deed:
    label_id = maker.choice.label
    if not maker.family(label_id):
        label_id = maker.scheme.find(label_id).id
    return _Deed(tuple(_remove(maker.family(label_id))), f"{_name(maker, label_id)} taken away")


def _none(maker: _Maker) -> _Deed:
    standing = maker.all(Kind.NONE)
    still_open = open_groups(maker.scheme, maker.present)
    split = unsettled(maker.present, maker.scheme)
    if standing and not still_open and not split:
        return _Deed(tuple(_remove(standing)), "none of them taken away")
    edits = [maker.create(Kind.NONE, group, nth=nth) for nth, group in enumerate(still_open)]
    contrary = maker.all(Kind.IGNORE) if edits or split else []
    names = dict.fromkeys(_name(maker, maker.scheme.stands_as(x.label)) for x in split)
    words = f"none of them replaces {', '.join(names)}" if names else "none of them"
    return _Deed((*_remove(split), *_remove(contrary), *edits), words)


def _ignore(maker: _Maker) -> _Deed:
    standing = maker.all(Kind.IGNORE)
    if standing:
        return _Deed(tuple(_remove(standing)), "no longer ignored:")
    return _Deed((maker.create(Kind.IGNORE, state=State.IGNORE),), "ignored")


def _flag(maker: _Maker) -> _Deed:
    standing = maker.all(Kind.FLAG)
    if standing:
        return _Deed(tuple(_remove(standing)), "flag taken from")
    return _Deed((maker.create(Kind.FLAG),), "flag")


def _note(maker: _Maker) -> _Deed:
    words = maker.choice.note.strip()
    if len(words) > NOTE_LENGTH:
        raise RequestError(
            f"this note has {len(words):,} signs", f"a note has {NOTE_LENGTH:,} at most: write a file instead"
        )
    maker = replace(maker, choice=replace(maker.choice, note=words))
    standing = maker.one(Kind.NOTE)
    if not words:
        return _Deed(tuple(_remove([standing] if standing else [])), "note taken from")
    if standing is None:
        return _Deed((maker.create(Kind.NOTE),), "note")
    if standing.note == words:
        return _Deed((), "note")
    return _Deed((maker.change(standing, note=words),), "note changed")


def _complete(maker: _Maker) -> _Deed:
    layer = maker.choice.label
    if layer != Layer.NAMES:
        known = "labels are complete when they are decided" if layer == Layer.LABELS else "names is one"
        raise RequestError(f'"{layer}" is no layer that is said to be complete', known)
    standing = maker.one(Kind.COMPLETE, layer)
    if maker.choice.state is State.REJECT:
        return _Deed(tuple(_remove([standing] if standing else [])), f"{layer} no longer complete")
    return _Deed((maker.create(Kind.COMPLETE, layer),) if standing is None else (), f"{layer} complete")


def _speaker(maker: _Maker) -> _Deed:
    link = maker.choice.link
    if maker.target.kind is not TargetKind.SPAN:
        raise RequestError("a speaker is said of a quote", "give the quote as START:END")
    standing = maker.one(Kind.SPEAKER)
    if maker.choice.state is State.REJECT:
        return _Deed(tuple(_remove([standing] if standing else [])), "speaker taken away")
    words = f"“{_short(link)}” speaks" if link is not None else "nobody is named as the speaker"
    if standing is None:
        return _Deed((maker.create(Kind.SPEAKER),), words)
    linked = link.id if link is not None else None
    return _Deed((maker.change(standing, link=linked),) if standing.link != linked else (), words)


def where(target: Target) -> str:
    """A target in words, for what is said of a change: `on 5`."""
    if target.kind is TargetKind.DOCUMENT:
        return "on the article"
    if target.kind is TargetKind.BLOCK and target.block is not None:
        return f"on {target.block}"
    return f"on “{_short(target)}”"


def _short(target: Target) -> str:
    exact = " ".join(target.anchor.exact.split())
    return exact if len(exact) <= 30 else f"{exact[:29]}…"


_ACTS: dict[Act, Callable[[_Maker], _Deed]] = {
    Act.TOGGLE: _toggle,
    Act.SET: _set,
    Act.CLEAR: _clear,
    Act.NONE: _none,
    Act.IGNORE: _ignore,
    Act.FLAG: _flag,
    Act.NOTE: _note,
    Act.COMPLETE: _complete,
    Act.SPEAKER: _speaker,
}
