"""What a key does: looked up in the one table, by the dispatcher, the footer, the help and the docs.

No Textual is imported.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

# The names of the contexts are asked of this module.
from reader.tui.key_table import *  # noqa: F403
from reader.tui.key_table import CLOSED_CONTEXTS, EVERYWHERE, KEYS, Key

# Keys that reach one only as what they stand for in a terminal.
_FAMILIES = {"1..9": tuple("123456789")}
# What parts the keys of a sequence.
_JOINT = "_"


@dataclass(frozen=True, slots=True)
class Binding:
    """What a key does: an action and, for keys of a family, the key itself as its argument."""

    action: str
    argument: str = ""


@cache
def bindings(context: str, key_set: str) -> dict[str, Binding]:
    """What each key does in one context, without those of `everywhere`."""
    found: dict[str, Binding] = {}
    for row in KEYS:
        if row.context == context:
            for key in keys_of(row, key_set):
                family = _FAMILIES.get(key)
                if family is None:
                    found[key] = Binding(row.action)
                else:
                    found.update({member: Binding(row.action, member) for member in family})
    return found


def keys_of(row: Key, key_set: str) -> tuple[str, ...]:
    """The keys of a row in a set, `vi` or `arrows`."""
    return tuple((row.arrows if key_set == "arrows" else row.vi).split())


def resolve(context: str, key: str, key_set: str) -> Binding | None:
    """What a key does in a context: its own first, then `everywhere` unless the context is closed."""
    own = bindings(context, key_set)
    if key in own:
        return own[key]
    if "ANY" in own and len(key) == 1 and key.isalpha():
        return Binding(own["ANY"].action, key)
    if "TEXT" in own and (len(key) == 1 or key == "Space"):
        return Binding(own["TEXT"].action, " " if key == "Space" else key)
    if context in CLOSED_CONTEXTS:
        return None
    everywhere = bindings(EVERYWHERE, key_set).get(key)
    if everywhere is not None:
        return everywhere
    start, _, last = key.rpartition(_JOINT)
    if len(last) == 1 and f"{start}{_JOINT}CHAR" in own:
        return Binding(own[f"{start}{_JOINT}CHAR"].action, last)
    for family, fits in (("CAPS", key.isupper()), ("LABEL", True)):
        if family in own and len(key) == 1 and fits:
            return Binding(own[family].action, key)
    return None


@cache
def continuations(context: str, typed: str, key_set: str) -> tuple[tuple[str, Key], ...]:
    """What may follow the keys typed, each with its row; nothing when no sequence begins so."""
    wanted = (context,) if context in CLOSED_CONTEXTS else (context, EVERYWHERE)
    return tuple(
        (key.removeprefix(f"{typed}{_JOINT}"), row)
        for row in KEYS
        if row.context in wanted
        for key in keys_of(row, key_set)
        if key.startswith(f"{typed}{_JOINT}")
    )


def join_keys(typed: str, key: str) -> str:
    """The keys typed and one more, as the table writes a sequence."""
    return f"{typed}{_JOINT}{key}" if typed else key


def shown_key(key: str) -> str:
    """A key as people read it: the keys of a sequence parted by blanks."""
    return " ".join(key.split(_JOINT)) if len(key) > 1 else key


def typed_key(shown: str) -> str:
    """The one key that a footer names, as the table writes it; nothing where it names several, or none."""
    found = shown.split()
    return found[0] if len(found) == 1 else ""


@cache
def first_key(context: str, action: str, key_set: str) -> str:
    """The key that the footer names for an action, or nothing when it has none in this set."""
    for where in (context, EVERYWHERE):
        for row in KEYS:
            if row.context == where and row.action == action:
                keys = keys_of(row, key_set)
                return shown_key(keys[0]) if keys else ""
    return ""


# What commands leave to labels for good, now and later: a scheme must not stop working with a new version.
FREE_LETTERS = "cdeprwBCDEFLMORWZ"

_NAMES = {
    "escape": "Esc",
    "enter": "Enter",
    "tab": "Tab",
    "backspace": "Backspace",
    "delete": "Delete",
    "space": "Space",
    "up": "Up",
    "down": "Down",
    "left": "Left",
    "right": "Right",
    "home": "Home",
    "end": "End",
    "pageup": "PageUp",
    "pagedown": "PageDown",
}


_MODIFIERS = {"shift": "Shift+", "ctrl": "^"}


def readable(key: str, character: str | None) -> str:
    """A key as this table writes it, from Textual's name of it and the sign it types."""
    if key in _NAMES:
        return _NAMES[key]
    before, _, last = key.rpartition("+")
    if before in _MODIFIERS and last in _NAMES:
        return f"{_MODIFIERS[before]}{_NAMES[last]}"
    if character is not None and character.isprintable() and len(character) == 1:
        return character
    if key.startswith("ctrl+"):
        return f"^{key[5:]}"
    return key.upper() if key[:1] == "f" and key[1:].isdigit() else key
