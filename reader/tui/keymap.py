"""The keys of one person: what settings files say of them, held against the table. No Textual is imported.

```toml
digit_row = "azerty"

[keymap.article]
"decision.flag" = ["f", "F7", "g f"]
```
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from reader.configfile import ConfigFile
from reader.errors import RequestError
from reader.settings import DIGIT_ROW, KEYMAP, Settings
from reader.tui.key_clashes import Held, first_clash, first_covered, first_locked
from reader.tui.key_names import read_keys
from reader.tui.key_table import EVERYWHERE, KEYS, Key
from reader.tui.keys import KeySet, is_family, shown_key

DIGIT_ROWS = {"azerty": "&é\"'(-è_çà"}
_KINDS = {
    "1..9": "digits belong to",
    "CAPS": "capitals belong to",
    "ANY": "letters belong to",
    "TEXT": "what is typed belongs to",
}
CONTEXTS = tuple(dict.fromkeys(row.context for row in KEYS))


@dataclass(frozen=True, slots=True)
class _DigitRow:
    """Ten signs that count as digits, and where that stands."""

    signs: str
    file: ConfigFile
    line: int | None


@dataclass(frozen=True, slots=True)
class _Own:
    """What a file says of one action: its keys, and where that stands."""

    keys: tuple[str, ...]
    file: ConfigFile
    line: int | None


def key_set_for(settings: Settings) -> KeySet:
    """The keys as they are for this person. Raises ConfigError with file and line of what cannot be."""
    found: dict[tuple[str, str], _Own] = {}
    digits: _DigitRow | None = None
    # What a person's own file says wins over what a team's says: hands go from workspace to workspace.
    for file in reversed(settings.key_files):
        found.update(_read(file))
        digits = _read_digits(file) or digits
    own = tuple((*place, found[place].keys) for place in sorted(found))
    key_set = KeySet(settings.keys, own, digits.signs if digits is not None else "")
    if found:
        _refuse_clash(key_set, found)
        _refuse_lock(key_set, found)
    if digits is not None:
        _refuse_covered(key_set, digits)
    return key_set


# -- what a file says --------------------------------------------------------------------------------------


def _read(file: ConfigFile) -> dict[tuple[str, str], _Own]:
    tables = file.data.get(KEYMAP, {})
    if not isinstance(tables, Mapping):
        raise file.error(f"{KEYMAP} is a table", "write [keymap.article]", line=file.line_of(KEYMAP))
    found: dict[tuple[str, str], _Own] = {}
    for written, table in tables.items():
        context = written.replace("_", " ")
        line = _line_of(file, written)
        if context not in CONTEXTS:
            raise file.error(f'there is no context "{written}"', _near(context, CONTEXTS), line=line)
        if not isinstance(table, Mapping):
            raise file.error(f"{KEYMAP}.{written} is a table", f"write [{KEYMAP}.{written}]", line=line)
        rows = {row.action: row for row in KEYS if row.context == context}
        for action, keys in _actions(table):
            line = _line_of(file, written, action)
            if action not in rows:
                raise file.error(*_unknown_action(context, action, tuple(rows)), line=line)
            found[context, action] = _Own(_read_list(file, rows[action], keys, line), file, line)
    return found


def _actions(table: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, Any]]:
    """The actions of a table; a name with a dot and without quotes is a table in a table."""
    for name, value in table.items():
        if isinstance(value, Mapping):
            yield from _actions(value, f"{before}{name}.")
        else:
            yield f"{before}{name}", value


def _line_of(file: ConfigFile, context: str, action: str = "") -> int | None:
    """The line of an action, or of the header of its context."""
    for table in (f"{KEYMAP}.{context}", f'{KEYMAP}."{context}"'):
        if file.lines_of_table(table, 0) is not None:
            return file.line_of(action, table=table)
    return file.line_of(context, table=KEYMAP)


def _unknown_action(context: str, action: str, known: tuple[str, ...]) -> tuple[str, str]:
    elsewhere = sorted({row.context for row in KEYS if row.action == action}, key=CONTEXTS.index)
    if elsewhere:
        tables = " or ".join(f"[{KEYMAP}.{one.replace(' ', '_')}]" for one in elsewhere[:3])
        return f'{context} has no action "{action}"', f"it belongs below {tables}"
    every = tuple(dict.fromkeys((*known, *(row.action for row in KEYS))))
    return f'there is no action "{action}"', _near(action, known) or _near(action, every)


def _near(given: str, known: tuple[str, ...]) -> str:
    near = get_close_matches(given, known, 1, 0.5)
    return f'did you mean "{near[0]}"?' if near else "reader keys lists contexts and actions"


def _read_list(file: ConfigFile, row: Key, given: Any, line: int | None) -> tuple[str, ...]:
    """The keys that a file gives to an action."""
    if any(map(is_family, (*row.vi.split(), *row.arrows.split()))):
        raise file.error(
            f"{row.action} has all keys of a kind", "it keeps them: take its line away", line=line
        )
    listed = [given] if isinstance(given, str) and given else [] if given == "" else given
    if not isinstance(listed, list) or not all(isinstance(one, str) for one in listed):
        hint = f'such as "{row.action}" = ["j", "Down", "g g"], or [] for no key'
        raise file.error(f"{row.action} takes a list of keys", hint, line=line)
    try:
        keys = tuple(dict.fromkeys(read_keys(one) for one in listed))
    except RequestError as error:
        raise file.error(error.message, error.hint, line=line) from None
    if "^c" in keys and row.action != "work.cancel":
        raise file.error("^c always stops what runs, and does nothing else", "choose another key", line=line)
    if "Esc" in keys and "Esc" not in (*row.vi.split(), *row.arrows.split()):
        raise file.error("Esc always steps out, and does nothing else", "choose another key", line=line)
    return keys


def _read_digits(file: ConfigFile) -> _DigitRow | None:
    """What a file says of the digit row."""
    if DIGIT_ROW not in file.data:
        return None
    given, line = file.data[DIGIT_ROW], file.line_of(DIGIT_ROW)
    row = DIGIT_ROWS.get(given, given) if isinstance(given, str) else ""
    hint = f'"azerty", or the ten signs of your keys for 1 to 9 and 0, such as {DIGIT_ROWS["azerty"]}'
    if len(row) != 10 or len(set(row)) != 10 or not row.isprintable() or " " in row:
        raise file.error(f"{DIGIT_ROW} is ten different signs", hint, line=line)
    if any(sign.isascii() and sign.isalnum() for sign in row):
        raise file.error(f"{DIGIT_ROW} has no letters from a to z and no digits", hint, line=line)
    return _DigitRow(row, file, line)


# -- what cannot be ----------------------------------------------------------------------------------------


def _refuse_clash(key_set: KeySet, found: Mapping[tuple[str, str], _Own]) -> None:
    """Raise ConfigError where a key means two things."""
    clash = first_clash(key_set)
    if clash is None:
        return
    new, other = clash
    own = found[new.row.context, new.row.action]
    raise own.file.error(_clash_words(new, other), _clash_hint(other, found), line=own.line)


def _clash_words(new: Held, other: Held) -> str:
    where = "" if other.row.context == EVERYWHERE else " in "
    belongs = f"{other.row.action}{where}{other.row.context if where else ' everywhere'}"
    kind = _KINDS.get(other.key)
    if kind:
        return f'"{shown_key(new.key)}" cannot be {new.row.action}: {kind} {belongs}'
    if new.key == other.key:
        return f'"{shown_key(new.key)}" is {belongs} already'
    longer, shorter = (new, other) if len(new.key) > len(other.key) else (other, new)
    begins = f'"{shown_key(shorter.key)}" begins "{shown_key(longer.key)}"'
    return f"{begins}, which would never be reached: one is {new.row.action}, the other {belongs}"


def _clash_hint(other: Held, found: Mapping[tuple[str, str], _Own]) -> str:
    if other.key in _KINDS:
        return "choose another key"
    theirs = found.get((other.row.context, other.row.action))
    if theirs is not None and other.own:
        return f"{theirs.file.path}:{theirs.line} gives it the other meaning: change one of them"
    table = f"[{KEYMAP}.{other.row.context.replace(' ', '_')}]"
    return f'choose another, or give that one other keys: "{other.row.action}" = […] below {table}'


def _refuse_lock(key_set: KeySet, found: Mapping[tuple[str, str], _Own]) -> None:
    """Raise ConfigError where nothing would lead out of a place."""
    locked = first_locked(key_set)
    if locked is None:
        return
    context, row = locked
    places = ((row.context, row.action), *found)
    own = next(found[place] for place in places if place in found)
    said = "quits reader" if context == EVERYWHERE else f"leads out of {context}"
    hint = f'leave it a key, such as "{row.vi.split()[0]}"'
    raise own.file.error(f"without {row.action} nothing {said}", hint, line=own.line)


def _refuse_covered(key_set: KeySet, digits: _DigitRow) -> None:
    """Raise ConfigError where the digit row takes the only key of a command."""
    covered = first_covered(key_set)
    if covered is None:
        return
    row, key = covered
    table = f"[{KEYMAP}.{row.context.replace(' ', '_')}]"
    raise digits.file.error(
        f'the digit row has "{key}", the only key of {row.action} in {row.context}',
        f'give that another key: "{row.action}" = […] below {table}',
        line=digits.line,
    )
