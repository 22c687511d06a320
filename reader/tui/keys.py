"""What a key does: looked up in the one table, by the dispatcher, the footer, the help and the docs.

No Textual is imported.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from unicodedata import category

# The names of the contexts are asked of this module.
from reader.tui.key_table import *  # noqa: F403
from reader.tui.key_table import CLOSED_CONTEXTS, EVERYWHERE, FAMILIES, KEYS, TEXT_CONTEXTS, UNDERNEATH, Key

# Families whose members are known.
_FAMILIES = {"1..9": tuple("123456789")}
# What parts the keys of a sequence.
_JOINT = "_"
_DIGITS = "1234567890"
# What ends a sequence that was begun, whatever else it does.
LEAVES_SEQUENCE = "Esc"


@dataclass(frozen=True, slots=True)
class KeySet:
    """The keys of one person: a set of the table, and what that person has changed in it.

    `own` holds, for a context and an action, the keys as the table writes them, none where the action is
    to have no key. `digits` are ten signs that count as `1` to `9` and `0` wherever digits are keys.
    """

    base: str = "vi"
    own: tuple[tuple[str, str, tuple[str, ...]], ...] = ()
    digits: str = ""
    _hash: int = field(init=False, repr=False, compare=False, default=0)

    def __post_init__(self) -> None:
        """Know the hash: it is asked for with every key."""
        object.__setattr__(self, "_hash", hash((self.base, self.own, self.digits)))

    def __hash__(self) -> int:
        """Keys are looked up in what was made once for this set."""
        return self._hash

    def digit(self, key: str) -> str:
        """The digit that a key of the digit row stands for, else nothing."""
        place = self.digits.find(key) if len(key) == 1 else -1
        return _DIGITS[place] if place >= 0 else ""


# The name of a set of the table stands for that set as it is.
AnyKeySet = KeySet | str


@dataclass(frozen=True, slots=True)
class Binding:
    """What a key does: an action and, for keys of a family, the key itself as its argument."""

    action: str
    argument: str = ""


@cache
def bindings(context: str, key_set: AnyKeySet) -> dict[str, Binding]:
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


def keys_of(row: Key, key_set: AnyKeySet) -> tuple[str, ...]:
    """The keys of a row: the person's own, else those of the set."""
    if isinstance(key_set, KeySet):
        own = _own_keys(key_set).get((row.context, row.action))
        if own is not None:
            return own
        key_set = key_set.base
    return tuple((row.arrows if key_set == "arrows" else row.vi).split())


def is_changed(row: Key, key_set: KeySet) -> bool:
    """Whether a person has given a row other keys than the set has."""
    return keys_of(row, key_set) != keys_of(row, key_set.base)


@cache
def _own_keys(key_set: KeySet) -> dict[tuple[str, str], tuple[str, ...]]:
    return {(context, action): own for context, action, own in key_set.own}


def resolve(context: str, key: str, key_set: AnyKeySet) -> Binding | None:
    """What a key does in a context: its own first, then `everywhere` unless the context is closed."""
    if isinstance(key_set, KeySet) and key_set.digits and context not in TEXT_CONTEXTS:
        digit = key_set.digit(key)
        found = _resolve(context, digit, key_set) if digit else None
        if found is not None:
            return found
    return _resolve(context, key, key_set)


def _resolve(context: str, key: str, key_set: AnyKeySet) -> Binding | None:
    own = bindings(context, key_set)
    if key in own:
        return own[key]
    if context in UNDERNEATH:
        # A key that begins a sequence of its own waits for the rest of it.
        begins = any(one.startswith(f"{key}{_JOINT}") for one in own)
        return None if begins else _resolve(UNDERNEATH[context], key, key_set)
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
        # A key that begins a sequence waits for the rest of it.
        if family in own and len(key) == 1 and fits and not continuations(context, key, key_set):
            return Binding(own[family].action, key)
    return None


@cache
def continuations(context: str, typed: str, key_set: AnyKeySet) -> tuple[tuple[str, Key], ...]:
    """What may follow the keys typed, each with its row; nothing when no sequence begins so."""
    below = (UNDERNEATH[context],) if context in UNDERNEATH else ()
    wanted = (context,) if context in CLOSED_CONTEXTS else (context, *below, EVERYWHERE)
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


def split_keys(key: str) -> tuple[str, ...]:
    """The keys of a sequence, or the one key."""
    return tuple(key.split(_JOINT)) if len(key) > 1 else (key,)


def shown_key(key: str) -> str:
    """A key as people read it: the keys of a sequence parted by blanks."""
    return " ".join(split_keys(key))


_KINDS = {
    "1..9": "1 to 9",
    "ANY": "a letter",
    "CAPS": "a capital",
    "CHAR": "a letter",
    "LABEL": "a label's letter",
    "TEXT": "text",
}


def said_key(key: str) -> str:
    """A key as people read it; what stands for many keys is said in words."""
    return " ".join(_KINDS.get(part, part) for part in split_keys(key))


def is_family(key: str) -> bool:
    """Whether a key stands for many, which say what is meant: by itself it is no command."""
    return bool(FAMILIES.intersection(split_keys(key)))


@cache
def first_key(context: str, action: str, key_set: AnyKeySet) -> str:
    """The key that the footer names for an action, or nothing when none does it there."""
    for where in (context,) if context in CLOSED_CONTEXTS else (context, EVERYWHERE):
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
# Keys of the keypad that some terminals tell from the signs they type.
_KEYPAD = {"add": "+", "subtract": "-", "multiply": "*", "divide": "/", "decimal": ".", "separator": ","}
_KEYPAD["equal"] = "="

_MODIFIERS = {"shift": "Shift+", "ctrl": "^"}
# Controls, halves of a code point, private signs (as terminals name keys by them), and what parts lines.
_UNTYPED = frozenset({"Cc", "Co", "Cs", "Zl", "Zp"})
# Named keys that not every terminal tells from the same key with Shift.
_SHIFT_ADDS_NOTHING = frozenset({"space", "enter", "backspace", "escape", "delete", "pageup", "pagedown"})


def readable(key: str, character: str | None) -> str:
    """A key as this table writes it, from Textual's name of it and the sign it types."""
    if key in _NAMES:
        return _NAMES[key]
    before, _, last = key.rpartition("+")
    if before == "shift" and last in _SHIFT_ADDS_NOTHING:
        return _NAMES[last]
    if before in _MODIFIERS and last in _NAMES:
        return f"{_MODIFIERS[before]}{_NAMES[last]}"
    if character is not None and len(character) == 1 and category(character) not in _UNTYPED:
        # What joins emoji and letters, and the spaces of other scripts, are typed though they are not seen.
        return character
    if character is None and key in _KEYPAD:
        return _KEYPAD[key]
    if key.startswith("ctrl+"):
        return f"^{key[5:]}"
    return key.upper() if key[:1] == "f" and key[1:].isdigit() else key
