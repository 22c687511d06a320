"""The rules of deciding: what each act does to the decisions that stand about one target. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from reader.annotations.choices import NOTE_LENGTH, Act, Choice, Stamp, short_words
from reader.annotations.meaning import of_family, open_groups, unsettled
from reader.annotations.model import Annotation, Edit, Kind, Layer, State, Target, TargetKind
from reader.annotations.scheme import Label, LabelState, LabelTarget, Scheme
from reader.errors import RequestError

_LINKED = frozenset({Kind.SPEAKER, Kind.LABEL})


@dataclass(frozen=True, slots=True)
class Deed:
    """What a rule does: edits, and in words what they do."""

    edits: tuple[Edit, ...]
    words: str


@dataclass(frozen=True, slots=True)
class Maker:
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
                origin=self.choice.origin,
                link=self.choice.link.id if kind in _LINKED and self.choice.link else None,
            ),
        )

    def change(self, standing: Annotation, **fields: Any) -> Edit:
        stamp = self.stamp
        after = replace(
            standing,
            changed=stamp.time,
            scheme=self.scheme.version,
            seconds=stamp.seconds,
            origin=self.choice.origin,
            **fields,
        )
        return Edit(standing, after)

    def family(self, label: str) -> list[Annotation]:
        return of_family(self.present, label, self.scheme)

    def set(self, kind: Kind, label: str, state: State, nth: int = 0) -> list[Edit]:
        standing = self.one(kind, label)
        if standing is None:
            return [self.create(kind, label, state, nth)]
        link = self.choice.link.id if kind in _LINKED and self.choice.link else standing.link
        same = standing.state is state and standing.link == link
        return [] if same else [self.change(standing, state=state, link=link)]


def _remove(annotations: Iterable[Annotation]) -> list[Edit]:
    return [Edit(annotation, None) for annotation in annotations]


def _known_label(maker: Maker) -> Label:
    label = maker.scheme.find(maker.choice.label)
    if label.target != LabelTarget(maker.target.kind):
        of = {"block": "paragraphs", "span": "spans", "document": "whole articles"}
        raise RequestError(
            f'"{label.name}" is for {of[label.target]}, not for {of[maker.target.kind]}',
            f"{label.target} is its target in the scheme",
        )
    return label


def _refuse_inactive(maker: Maker, label: Label) -> None:
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


def _toggle(maker: Maker) -> Deed:
    label = _known_label(maker)
    given = maker.family(label.id)
    if any(x.state is State.ACCEPT for x in given) and not _settled_by(maker, label):
        return Deed(tuple(_remove(given)), f"{label.name} taken away")
    return _accept(maker, label)


def _set(maker: Maker) -> Deed:
    label = _known_label(maker)
    if maker.choice.state is State.ACCEPT:
        return _accept(maker, label)
    _refuse_inactive(maker, label)
    if maker.choice.state is State.REJECT:
        # “Not this label” means: none of those that were merged into it.
        edits: list[Edit] = []
        for one in maker.scheme.family(label.id):
            edits += maker.set(Kind.LABEL, one, State.REJECT, len(edits))
        return Deed(tuple(edits), f"not {label.name}")
    accepted = [x for x in maker.family(label.id) if x.state is State.ACCEPT and x.label != label.id]
    ignored = maker.set(Kind.LABEL, label.id, State.IGNORE)
    return Deed((*_remove(accepted), *ignored), f"{label.name} ignored")


def _accept(maker: Maker, label: Label) -> Deed:
    """Accept a label: it ends “none of them” and “ignored”, and replaces its rivals of an exclusive group.

    It replaces too what was split and may be this label now: that is settled by it.
    """
    _refuse_inactive(maker, label)
    group = maker.scheme.group(label.group)
    family = maker.scheme.family(label.id)
    rivals = _settled_by(maker, label)
    if group is not None and group.exclusive:
        mates = maker.scheme.of_group(group.id)
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
    kept = stands and maker.choice.link is None
    accepted = [] if kept else maker.set(Kind.LABEL, label.id, State.ACCEPT)
    if not accepted and not contrary and not _settled_by(maker, label):
        return Deed((), label.name)
    names = dict.fromkeys(_name(maker, maker.scheme.stands_as(x.label)) for x in rivals)
    words = f"{label.name} replaces {', '.join(names)}" if names else label.name
    return Deed((*_remove(rivals), *_remove(contrary), *accepted), words)


def _settled_by(maker: Maker, label: Label) -> list[Annotation]:
    """What was given before it was split, and may be this label now."""
    return [x for x in unsettled(maker.present, maker.scheme) if label.id in maker.scheme.parts(x.label)]


def _name(maker: Maker, label_id: str) -> str:
    found = maker.scheme.label(label_id)
    return found.name if found else label_id


def _clear(maker: Maker) -> Deed:
    label_id = maker.choice.label
    if not maker.family(label_id):
        label_id = maker.scheme.find(label_id).id
    return Deed(tuple(_remove(maker.family(label_id))), f"{_name(maker, label_id)} taken away")


def _none(maker: Maker) -> Deed:
    standing, of = maker.all(Kind.NONE), LabelTarget(maker.target.kind)
    if of is LabelTarget.DOCUMENT and not maker.scheme.of_target(of):
        raise RequestError("there are no labels for whole articles", "a label with target document is one")
    still_open = open_groups(maker.scheme, maker.present, of)
    split = unsettled(maker.present, maker.scheme)
    if standing and not still_open and not split:
        return Deed(tuple(_remove(standing)), "none of them taken away")
    edits = [maker.create(Kind.NONE, group, nth=nth) for nth, group in enumerate(still_open)]
    contrary = maker.all(Kind.IGNORE) if edits or split else []
    names = dict.fromkeys(_name(maker, maker.scheme.stands_as(x.label)) for x in split)
    words = f"none of them replaces {', '.join(names)}" if names else "none of them"
    return Deed((*_remove(split), *_remove(contrary), *edits), words)


def _done(maker: Maker) -> Deed:
    """What is open is settled; what was ignored is dealt with, and what was split waits to be looked at."""
    edits: list[Edit] = []
    if maker.target.kind is TargetKind.BLOCK and not maker.all(Kind.IGNORE):
        split = unsettled(maker.present, maker.scheme)
        for group in () if split else open_groups(maker.scheme, maker.present):
            edits.append(maker.create(Kind.NONE, group, nth=len(edits)))
        if maker.one(Kind.COMPLETE, Layer.NAMES) is None:
            edits.append(maker.create(Kind.COMPLETE, Layer.NAMES, nth=len(edits)))
    return Deed(tuple(edits), "marked as done")


def _ignore(maker: Maker) -> Deed:
    standing = maker.all(Kind.IGNORE)
    if standing:
        return Deed(tuple(_remove(standing)), "no longer ignored")
    return Deed((maker.create(Kind.IGNORE, state=State.IGNORE),), "ignored")


def _flag(maker: Maker) -> Deed:
    standing = maker.all(Kind.FLAG)
    if standing:
        return Deed(tuple(_remove(standing)), "flag taken away")
    return Deed((maker.create(Kind.FLAG),), "flag")


def _note(maker: Maker) -> Deed:
    words = maker.choice.note.strip()
    if len(words) > NOTE_LENGTH:
        raise RequestError(
            f"this note has {len(words):,} signs", f"a note has {NOTE_LENGTH:,} at most: write a file instead"
        )
    maker = replace(maker, choice=replace(maker.choice, note=words))
    standing = maker.one(Kind.NOTE)
    if not words:
        return Deed(tuple(_remove([standing] if standing else [])), "note taken away")
    if standing is None:
        return Deed((maker.create(Kind.NOTE),), "note")
    if standing.note == words:
        return Deed((), "note")
    return Deed((maker.change(standing, note=words),), "note changed")


def _complete(maker: Maker) -> Deed:
    layer = maker.choice.label
    if layer != Layer.NAMES:
        known = "labels are complete when they are decided" if layer == Layer.LABELS else "names is one"
        raise RequestError(f'"{layer}" is no layer that is said to be complete', known)
    standing = maker.one(Kind.COMPLETE, layer)
    if maker.choice.state is State.REJECT:
        return Deed(tuple(_remove([standing] if standing else [])), f"{layer} no longer complete")
    return Deed((maker.create(Kind.COMPLETE, layer),) if standing is None else (), f"{layer} complete")


def _speaker(maker: Maker) -> Deed:
    link = maker.choice.link
    if maker.target.kind is not TargetKind.SPAN:
        raise RequestError("a speaker is said of a quote", "give the quote as START:END")
    standing = maker.one(Kind.SPEAKER)
    if maker.choice.state is State.REJECT:
        return Deed(tuple(_remove([standing] if standing else [])), "speaker taken away")
    words = f"“{short_words(link)}” speaks" if link is not None else "nobody is named as the speaker"
    if standing is None:
        return Deed((maker.create(Kind.SPEAKER),), words)
    linked = link.id if link is not None else None
    return Deed((maker.change(standing, link=linked),) if standing.link != linked else (), words)


ACTS: dict[Act, Callable[[Maker], Deed]] = {
    Act.TOGGLE: _toggle,
    Act.SET: _set,
    Act.CLEAR: _clear,
    Act.NONE: _none,
    Act.DONE: _done,
    Act.IGNORE: _ignore,
    Act.FLAG: _flag,
    Act.NOTE: _note,
    Act.COMPLETE: _complete,
    Act.SPEAKER: _speaker,
}
