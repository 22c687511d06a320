"""What a key or a command does to the decisions about targets: pure, no clock and no disk."""

from __future__ import annotations

from collections.abc import Sequence

from reader.annotations.choices import NOTE_LENGTH as NOTE_LENGTH
from reader.annotations.choices import Act as Act
from reader.annotations.choices import Choice as Choice
from reader.annotations.choices import Stamp as Stamp
from reader.annotations.choices import Wish as Wish
from reader.annotations.choices import where as where
from reader.annotations.deciding_rules import ACTS, Maker
from reader.annotations.model import Annotation, Change, Edit, Event, Operation, Shard, Target, TargetKind
from reader.annotations.scheme import Scheme


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
    return decide_each(shard, tuple(Wish(target, choice) for target in targets), scheme, stamp)


def decide_each(
    shard: Shard, wishes: Sequence[Wish], scheme: Scheme, stamp: Stamp, words: str = ""
) -> Change | None:
    """The one change that several choices make, each about its own target; None when all stand already.

    They are made in order, each on what those before have left; `words` say what was done where the rules'
    own words would not. Raises as `decide` does.
    """
    if shard.operation(stamp.operation) is not None:
        return None
    standing = shard.about_each(wish.target.id for wish in wishes)
    touched: dict[str, tuple[Target, str]] = {}
    edits: list[Edit] = []
    for wish in wishes:
        target = wish.target
        present = standing[target.id]
        maker = Maker(target, wish.choice, scheme, stamp, present, first=len(edits))
        deed = ACTS[wish.choice.act](maker)
        if deed.edits:
            edits += deed.edits
            standing[target.id] = _after(present, deed.edits)
            touched.setdefault(target.id, (target, deed.words))
    if not touched:
        return None
    (first, said), count = next(iter(touched.values())), len(touched)
    if count == 1:
        said = f"{said} {where(first)}"
    else:
        blocks = all(target.kind is TargetKind.BLOCK for target, _ in touched.values())
        said = f"{said.split(' replaces ')[0]} on {count:,} {'paragraphs' if blocks else 'places'}"
    operation = Operation(stamp.operation, Event.DO, stamp.order, words or said, tuple(edits))
    named = (scheme.version, tuple(label.id for label in scheme.active))
    linked = dict.fromkeys(wish.choice.link for wish in wishes if wish.choice.link is not None)
    return Change(operation, (*(target for target, _ in touched.values()), *linked), named)


def _after(present: Sequence[Annotation], edits: Sequence[Edit]) -> tuple[Annotation, ...]:
    """What is said of a target once these edits were made."""
    found = {one.id: one for one in present}
    for edit in edits:
        if edit.after is None:
            found.pop(edit.annotation_id, None)
        else:
            found[edit.annotation_id] = edit.after
    return tuple(found.values())


def revert(shard: Shard, operation: Operation, event: Event, stamp: Stamp) -> Change | None:
    """The change that undoes, cancels or redoes `operation`; None when something has changed since."""
    edits = operation.edits
    if event in (Event.UNDO, Event.CANCEL):
        edits = tuple(edit.inverse() for edit in reversed(edits))
    if any(shard.annotations.get(edit.annotation_id) != edit.before for edit in edits):
        return None
    return Change(Operation(stamp.operation, event, stamp.order, operation.words, edits, of=operation.id))
