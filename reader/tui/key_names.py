"""Keys as people write them in a settings file: read as the table writes them, or refused with a reason."""

from __future__ import annotations

import re
import unicodedata
from difflib import get_close_matches

from reader.errors import RequestError

_NAMED = (
    *("Esc", "Enter", "Tab", "Backspace", "Delete", "Space", "Up", "Down", "Left", "Right"),
    *("Home", "End", "PageUp", "PageDown", *(f"F{number}" for number in range(1, 13))),
)
_OTHER_NAMES = {"escape": "Esc", "return": "Enter", "del": "Delete", "pgup": "PageUp", "pgdn": "PageDown"}
_OTHER_NAMES |= {"↑": "Up", "↓": "Down", "←": "Left", "→": "Right"}
_NAMES = {name.casefold(): name for name in _NAMED} | _OTHER_NAMES
# Named keys that terminals send apart with Shift and with Ctrl.
_SHIFTED = frozenset({"Tab", "Up", "Down", "Left", "Right", "Home", "End"})
_CONTROLLED = _SHIFTED - {"Tab"}
_MODIFIER = re.compile(
    r"(\^|(?:ctrl|control|shift|alt|meta|option|opt|super|cmd|command|win)[+-])(?=.)", re.I
)
_LOST = {"a", "b", "s", "q"}
_SAME = {"i": "Tab", "m": "Enter", "h": "Backspace", "j": "Enter", "[": "Esc"}
_PLAIN = "choose a plain key, one with Ctrl, or F1 to F12"


def read_keys(written: str) -> str:
    """One key or a sequence (`g g`) as the table writes it. Raises RequestError with the reason."""
    parts = written.split()
    if not parts:
        raise RequestError("a key is missing between the quotes", "write [] to take a key away")
    keys = [_read_key(part) for part in parts]
    if len(keys) > 1:
        if "Esc" in keys:
            raise RequestError(f'"{written}" has Esc in it, which ends a sequence', "leave Esc out")
        if "_" in keys:
            raise RequestError(f'"{written}" has _ in it, which works by itself only', _PLAIN)
    return "_".join(keys)


def _read_key(written: str) -> str:
    """One key as the table writes it."""
    written = unicodedata.normalize("NFC", written)
    modifiers: set[str] = set()
    rest = written
    while len(rest) > 1 and (found := _MODIFIER.match(rest)):
        modifiers.add(_modifier(found[1]))
        rest = rest[found.end() :]
    if "alt" in modifiers:
        raise RequestError(f"{written}: keys with Alt do not arrive in every terminal", _PLAIN)
    if modifiers == {"ctrl", "shift"}:
        raise RequestError(f"{written}: Ctrl with Shift does not arrive in every terminal", _PLAIN)
    name = _NAMES.get(rest.casefold())
    if name is not None:
        return _modified(written, name, modifiers)
    if len(rest) == 1 and modifiers == {"ctrl"}:
        return _control(written, rest.casefold())
    if len(rest) == 1 and modifiers:
        if rest.upper() != rest:
            raise RequestError(f"{written}: no key is called so", f"write the capital: {rest.upper()}")
        raise RequestError(f"{written}: no key is called so", "write the sign that it types")
    if len(rest) == 1 and rest.isprintable() and not unicodedata.combining(rest):
        return rest
    near = get_close_matches(rest.casefold(), _NAMES, 1)
    if near:
        hint = f'did you mean "{_NAMES[near[0]]}"?'
    elif 1 < len(written) <= 3:
        hint = f'a sequence has blanks between its keys: "{" ".join(written)}"'
    else:
        hint = "a key is one sign, or such as ^d, Enter, PageDown, F2, Shift+Tab"
    raise RequestError(f"{written}: no key is called so", hint)


def _modifier(written: str) -> str:
    name = written.rstrip("+-").casefold()
    if name in ("^", "ctrl", "control"):
        return "ctrl"
    return "shift" if name == "shift" else "alt"


def _modified(written: str, name: str, modifiers: set[str]) -> str:
    if not modifiers:
        return name
    with_shift = "shift" in modifiers
    if name not in (_SHIFTED if with_shift else _CONTROLLED):
        what = "Shift" if with_shift else "Ctrl"
        raise RequestError(f"{written}: {name} with {what} does not arrive in every terminal", _PLAIN)
    return f"{'Shift+' if with_shift else '^'}{name}"


def _control(written: str, letter: str) -> str:
    if letter in _SAME:
        raise RequestError(f"{written}: in a terminal that is {_SAME[letter]}", _PLAIN)
    if letter in _LOST:
        raise RequestError(
            f"{written}: taken by terminals, tmux or screen, it does not always arrive", _PLAIN
        )
    if not ("a" <= letter <= "z"):
        raise RequestError(f"{written}: Ctrl goes with letters only", _PLAIN)
    return f"^{letter}"
