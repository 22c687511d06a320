"""What the labels that were given to a target mean now, after labels were merged, split or retired.

An accepted label stands as the one it was merged into; a refused one only where all labels that were merged
with it are refused; an accepted label that was split stays visible, and is to be looked at again. Why:
docs/decisions/0005-a-scheme-changes-no-decision.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from reader.annotations.model import Annotation, Kind, State
from reader.annotations.scheme import LabelTarget, Scheme

_WHERE = {State.ACCEPT: "accepted", State.REJECT: "rejected", State.IGNORE: "skipped"}


@dataclass(frozen=True, slots=True)
class Meaning:
    """The labels of one target as they stand now: ids in the scheme's order, unknown ones last.

    `unsettled` are those of `accepted` that were split: one of their parts is meant, nobody has said which.
    `in_part` are ids of labels that were refused when they meant less, or something else, than now.
    """

    accepted: tuple[str, ...] = ()
    rejected: tuple[str, ...] = ()
    skipped: tuple[str, ...] = ()
    unsettled: tuple[str, ...] = ()
    in_part: tuple[str, ...] = ()


def meaning_of(annotations: Iterable[Annotation], scheme: Scheme) -> Meaning:
    """Draw the labels among the decisions about one target together."""
    found: dict[str, set[str]] = {"accepted": set(), "rejected": set(), "skipped": set(), "in_part": set()}
    if not scheme.changed:
        for one in annotations:
            if one.kind is Kind.LABEL:
                found[_WHERE[one.state]].add(one.label)
    else:
        _sort_all(annotations, scheme, found)
    last = len(scheme.places)

    def sort(ids: set[str]) -> tuple[str, ...]:
        if len(ids) < 2:
            return tuple(ids)
        return tuple(sorted(ids, key=lambda one: (scheme.places.get(one, last), one)))

    accepted = sort(found["accepted"])
    return Meaning(
        accepted=accepted,
        rejected=sort(found["rejected"]),
        skipped=sort(found["skipped"]),
        unsettled=tuple(label for label in accepted if scheme.parts(label)) if scheme.changed else (),
        in_part=sort(found["in_part"]),
    )


def _sort_all(annotations: Iterable[Annotation], scheme: Scheme, found: Mapping[str, set[str]]) -> None:
    families: dict[str, dict[str, set[State]]] = {}
    for one in annotations:
        if one.kind is Kind.LABEL:
            said = families.setdefault(scheme.stands_as(one.label), {})
            said.setdefault(one.label, set()).add(one.state)
    for label, said in families.items():
        for where, ids in _sort(label, said, scheme).items():
            found[where].update(ids)


def unsettled(annotations: Iterable[Annotation], scheme: Scheme) -> list[Annotation]:
    """The accepted labels that were split, which are to be looked at again."""
    if not scheme.changed:
        return []
    return [
        one
        for one in annotations
        if one.kind is Kind.LABEL and one.state is State.ACCEPT and scheme.parts(one.label)
    ]


def of_family(annotations: Iterable[Annotation], label: str, scheme: Scheme) -> list[Annotation]:
    """What was said with a label and with all that mean the same now."""
    family = scheme.family(label)
    return [one for one in annotations if one.kind is Kind.LABEL and one.label in family]


def open_groups(
    scheme: Scheme, present: Iterable[Annotation], target: LabelTarget = LabelTarget.BLOCK
) -> tuple[str, ...]:
    """The required groups that have neither an accepted label nor “none of them”; empty text: the scheme.

    A label that was split says nothing for its group until it is settled.
    """
    accepted: set[str] = set()
    for annotation in present:
        if annotation.state is not State.ACCEPT:
            continue
        if annotation.kind is Kind.NONE:
            accepted.add(annotation.label)
        elif annotation.kind is Kind.LABEL:
            if scheme.changed and scheme.parts(annotation.label):
                continue
            label = scheme.label(scheme.stands_as(annotation.label))
            accepted.update(("", label.group) if label else ("",))
    if Kind.NONE in {x.kind for x in present if x.label == ""}:
        return ()
    return tuple(group for group in scheme.required_groups(target) if group not in accepted)


def _sort(label: str, said: dict[str, set[State]], scheme: Scheme) -> dict[str, Iterable[str]]:
    """Where the labels that stand as `label` belong; `said` has for each the states that it was given."""
    states = set().union(*said.values())
    refused = [one for one, given in said.items() if State.REJECT in given]
    whole = not scheme.parts(label) and set(refused) == set(scheme.family(label))
    if len(scheme.family(label)) == 1:
        # Nothing was merged: what was said of it before the text changed and after stands side by side.
        return {
            "accepted": [label] if State.ACCEPT in states else (),
            "skipped": [label] if State.IGNORE in states else (),
            "rejected" if whole else "in_part": refused,
        }
    # A yes to one of them is a yes to what they mean together, whatever was said of the others.
    if State.ACCEPT in states:
        return {"accepted": [label]}
    if State.IGNORE in states:
        return {"skipped": [label]}
    return {"rejected": [label]} if whole else {"in_part": refused}
