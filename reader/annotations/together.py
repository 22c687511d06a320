"""One choice about several targets: what a key gives, and when it takes away. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reader.annotations.choices import Act, Choice, Stamp, Wish
from reader.annotations.deciding_rules import ACTS, Maker
from reader.annotations.model import Annotation, Kind, Shard, State, Target
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
