"""Gives decisions another target, where a changed text has no certain place for them. Pure."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from reader.annotations.deciding import Stamp, where
from reader.annotations.model import Annotation, Change, Edit, Event, Kind, Operation, Shard, State, Target
from reader.annotations.scheme import Scheme
from reader.errors import RequestError


def reattach(shard: Shard, source: str, target: Target, scheme: Scheme, stamp: Stamp) -> Change | None:
    """The change that puts one annotation, or all that is said of a target, on `target`; `source` is its id.

    Links to the source lead to the target then. None when there is nothing to do. What is said of the
    target already is not said twice. Raises RequestError when the target is of another kind, or when what
    is said of it contradicts: nothing is merged that a person has not seen.
    """
    if shard.operation(stamp.operation) is not None or source == target.id:
        return None
    one = shard.annotations.get(source)
    moving = [one] if one is not None else list(shard.about(source))
    moving = [one for one in moving if one.target != target.id]
    present = shard.about(target.id)
    for one in moving:
        _check(one, present, target, scheme)
    was = shard.targets.get(moving[0].target if moving else source)
    if was is not None and was.kind is not target.kind:
        raise RequestError(
            f"what was said is about a {was.kind}, not about a {target.kind}", f"give a {was.kind}"
        )
    edits = [_moved(one, present, target, stamp) for one in moving]
    linked = [one for one in shard.annotations.values() if one.link == source and one not in moving]
    edits += [Edit(one, replace(one, link=target.id, changed=stamp.time)) for one in linked]
    if not edits:
        return None
    names = ", ".join(dict.fromkeys(_name(one, scheme) for one in [*moving, *linked]))
    words = f"{names} put back {where(target)}"
    return Change(Operation(stamp.operation, Event.DO, stamp.order, words, tuple(edits)), (target,))


def _moved(one: Annotation, present: Collection[Annotation], target: Target, stamp: Stamp) -> Edit:
    if any(_said(other) == _said(one) for other in present):
        return Edit(one, None)
    return Edit(one, replace(one, target=target.id, changed=stamp.time))


def _said(one: Annotation) -> tuple[str, str, str, str, str | None]:
    return one.kind, one.label, one.state, one.note, one.link


def _check(one: Annotation, present: Collection[Annotation], target: Target, scheme: Scheme) -> None:
    for other in present:
        if _contradict(one, other, scheme) or _contradict(other, one, scheme):
            raise RequestError(
                f"{_name(one, scheme)} contradicts {_name(other, scheme)}, which stands {where(target)}",
                "take one of them away first",
            )


def _contradict(one: Annotation, other: Annotation, scheme: Scheme) -> bool:
    """Whether no key could have given both to one target."""
    if one.kind is other.kind and one.kind in (Kind.NOTE, Kind.SPEAKER):
        return _said(one) != _said(other)
    says_yes = other.kind is Kind.NONE or (other.kind is Kind.LABEL and other.state is State.ACCEPT)
    if one.kind is Kind.IGNORE:
        return says_yes
    label, rival = scheme.label(one.label), scheme.label(other.label)
    if one.kind is Kind.NONE:
        of_group = one.label == "" or (rival is not None and rival.group == one.label)
        return other.kind is Kind.LABEL and other.state is State.ACCEPT and of_group
    if not one.kind is other.kind is Kind.LABEL:
        return False
    if one.label == other.label:
        return one.state is not other.state
    if one.state is not State.ACCEPT or other.state is not State.ACCEPT or not (label and rival):
        return False
    group = scheme.group(label.group)
    return group is not None and group.exclusive and rival.group == group.id


def _name(one: Annotation, scheme: Scheme) -> str:
    if one.kind is not Kind.LABEL:
        named = {Kind.NONE: "none of them", Kind.IGNORE: "ignored", Kind.COMPLETE: f"{one.label} complete"}
        return named.get(one.kind, one.kind.value)
    label = scheme.label(one.label)
    name = label.name if label else one.label
    return {State.ACCEPT: name, State.REJECT: f"not {name}", State.IGNORE: f"{name} ignored"}[one.state]
