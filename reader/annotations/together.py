"""One choice about several targets: what a key gives, and when it takes away. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reader.annotations.choices import Act, Choice, Stamp, Wish
from reader.annotations.deciding import decide_each
from reader.annotations.deciding_rules import ACTS, Maker
from reader.annotations.model import Annotation, Change, Kind, Shard, State, Target
from reader.annotations.scheme import Scheme

_NOWHEN = Stamp("", 0, "")
_KINDS = {Act.FLAG: Kind.FLAG, Act.IGNORE: Kind.IGNORE}
TOGGLES = frozenset({Act.TOGGLE, Act.NONE, Act.FLAG, Act.IGNORE})
"""What a key gives, and takes away where it stands."""


def gives(said: Sequence[Annotation], target: Target, choice: Choice, scheme: Scheme) -> bool:
    """Whether a choice adds or changes something where this was said. Raises as `decide` does."""
    kind = _KINDS.get(choice.act)
    if kind is not None:
        return all(one.kind is not kind for one in said)
    deed = ACTS[choice.act](Maker(target, choice, scheme, _NOWHEN, tuple(said)))
    return any(edit.after is not None for edit in deed.edits)


def together(
    shard: Shard, targets: Sequence[Target], choice: Choice, scheme: Scheme, *, give: bool = False
) -> list[Wish]:
    """A choice about several targets at once, as what is wished of each.

    What a key gives and takes away (a label, none of them, a flag, ignored) is given wherever it is missing.
    Only where none of them lacks it, it is taken away, and with `give` never. Raises as `decide` does.
    """
    if choice.act not in TOGGLES:
        return [Wish(target, choice) for target in targets]
    lacking = lacking_in(shard, targets, choice, scheme)
    if not lacking and not give:
        return [Wish(target, choice) for target in targets]
    return [Wish(target, as_given(choice)) for target in lacking]


def lacking_in(shard: Shard, targets: Sequence[Target], choice: Choice, scheme: Scheme) -> list[Target]:
    """The targets to which a choice gives something. Raises as `decide` does."""
    said = shard.about_each(target.id for target in targets)
    return [target for target in targets if gives(said[target.id], target, choice, scheme)]


def as_given(choice: Choice) -> Choice:
    """A label's key as what it gives: where another window gives it first, this must not take it away."""
    return replace(choice, act=Act.SET, state=State.ACCEPT) if choice.act is Act.TOGGLE else choice


def as_taken(choice: Choice) -> Choice:
    """A choice as what it takes away, wherever it stands."""
    if choice.act is Act.TOGGLE:
        return replace(choice, act=Act.CLEAR)
    return replace(choice, state=State.REJECT) if choice.act in TOGGLES else choice


def as_meant(shard: Shard, targets: Sequence[Target], choice: Choice, scheme: Scheme) -> list[Target]:
    """The targets on which a choice that was made `as_given` or `as_taken` does that, and not the contrary.

    Raises as `decide` does.
    """
    if choice.act not in TOGGLES:
        return list(targets)
    lacking = lacking_in(shard, targets, choice, scheme)
    if choice.state is not State.REJECT:
        return lacking
    return [target for target in targets if target not in lacking]


def decide_as_seen(
    shard: Shard, wishes: Sequence[Wish], scheme: Scheme, stamp: Stamp, words: str, seen: Change
) -> Change | None:
    """Choices made on what the disk holds, as they were `seen`; None when all stand already.

    Where another window was first, a key that gave something must not take it away there, nor one that took
    it away give it. Raises as `decide` does.
    """
    change = decide_each(shard, wishes, scheme, stamp, words)
    if change is None:
        return None
    meant, comes = _gives_where(seen), _gives_where(change)
    contrary = {target for target, given in comes.items() if meant.get(target, given) is not given}
    if not contrary:
        return change
    rest = [wish for wish in wishes if wish.choice.act not in TOGGLES or wish.target.id not in contrary]
    return decide_each(shard, rest, scheme, stamp, words)


def _gives_where(change: Change) -> dict[str, bool]:
    """For each target of a change, whether something is said of it and not only taken away."""
    found: dict[str, bool] = {}
    for edit in change.operation.edits:
        said = edit.after or edit.before
        if said is not None:
            found[said.target] = found.get(said.target, False) or edit.after is not None
    return found
