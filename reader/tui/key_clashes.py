"""What a person's own keys must not do: mean two things at once, or leave a place without a way out. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reader.tui.key_table import CLOSED_CONTEXTS, EVERYWHERE, KEYS, TEXT_CONTEXTS, Key
from reader.tui.keys import KeySet, keys_of, resolve, split_keys

_CONTEXTS = tuple(dict.fromkeys(row.context for row in KEYS))


@dataclass(frozen=True, slots=True)
class Held:
    """A key, and the row of the table that has it; `own` when a person gave it, and not the set."""

    key: str
    row: Key
    own: bool


def first_clash(key_set: KeySet) -> tuple[Held, Held] | None:
    """A key that a person gave, and one that works where it does and means something else; else None."""
    for context in _CONTEXTS:
        held = list(_held(context, key_set))
        if context not in CLOSED_CONTEXTS and context != EVERYWHERE:
            held += _held(EVERYWHERE, key_set)
        for new in held:
            for other in held if new.own else ():
                if _meet(new, other):
                    return new, other
    return None


def _held(context: str, key_set: KeySet) -> Iterator[Held]:
    for row in KEYS:
        if row.context == context:
            of_set = keys_of(row, key_set.base)
            for key in keys_of(row, key_set):
                yield Held(key, row, key not in of_set)


def _meet(new: Held, held: Held) -> bool:
    """Whether two keys cannot both work: they are the same, one begins the other, or one is of that kind."""
    key, other = new.key, held.key
    first = split_keys(key)[0]
    if other == "1..9":
        return first in "123456789"
    if other == "CAPS":
        return len(first) == 1 and first.isupper()
    if other == "ANY":
        return len(first) == 1 and first.isalpha()
    if other == "TEXT":
        return len(first) == 1 or first == "Space"
    if key == other:
        return new.row.action != held.row.action
    return key.startswith(f"{other}_") or other.startswith(f"{key}_")


def first_locked(key_set: KeySet) -> tuple[str, Key] | None:
    """A context that nothing would lead out of, and the row that must have a key again; else None."""
    for context in (one for one in _CONTEXTS if one != EVERYWHERE):
        out = resolve(context, "Esc", key_set.base)
        ways = {out.action} if out is not None else set()
        if context not in CLOSED_CONTEXTS:
            ways.add("screen.close")
        if not ways & _reachable(context, key_set):
            places = (context,) if context in CLOSED_CONTEXTS else (context, EVERYWHERE)
            return context, next(row for row in KEYS if row.context in places and row.action in ways)
    quits = next(row for row in KEYS if row.context == EVERYWHERE and row.action == "app.quit")
    return None if keys_of(quits, key_set) else (EVERYWHERE, quits)


def _reachable(context: str, key_set: KeySet) -> set[str]:
    """The actions that some key does in a context."""
    held = list(_held(context, key_set))
    if context not in CLOSED_CONTEXTS:
        held += _held(EVERYWHERE, key_set)
    found = (resolve(context, one.key, key_set) for one in held)
    return {binding.action for binding in found if binding is not None}


def first_covered(key_set: KeySet) -> tuple[Key, str] | None:
    """A row whose only keys are signs of the digit row, where digits are keys, and the first; else None."""
    for context in _CONTEXTS:
        if context in TEXT_CONTEXTS:
            continue
        places = (context,) if context in CLOSED_CONTEXTS else (context, EVERYWHERE)
        for row in (row for row in KEYS if row.context in places):
            keys = keys_of(row, key_set)
            taken = [
                key for key in keys if (digit := key_set.digit(key)) and resolve(context, digit, key_set)
            ]
            if taken and len(taken) == len(keys):
                return row, taken[0]
    return None
