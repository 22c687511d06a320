"""The keys as data, as lines for a terminal, and as a page to read (`docs/keys.md`), without Textual."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from reader.tui.key_table import KEYS, Key
from reader.tui.keys import AnyKeySet, KeySet, is_changed, is_family, keys_of, said_key, shown_key

_INTRODUCTION = """\
# Keys

<!-- Made from the table in reader/tui/key_table.py by `make docs`; a test holds it. -->

Every key does what this table says, in its context and nowhere else. `^d` is Ctrl with D; keys that are
parted by blanks, such as `e >`, are pressed one after the other. The keys of *everywhere* work in all
contexts but those in which text is typed, a label is chosen by its letter, or a question is answered.

There are two sets: `vi`, and `arrows`, which does without vi's letters. `keys = "arrows"` in your settings
chooses one, `reader --keys arrows` for one time. `?` shows the keys as they are for you, `/` filters there;
`:` finds commands by name; `reader keys` prints the table, with the names of contexts and actions.

## Keys of your own

They stand in your settings file (`reader paths` says where it lies), in a table for each context. A line
names an action and lists *all* its keys, which take the place of those in the set. A file `reader.toml` in
a workspace may do the same for everyone who works there; of keys your own file has the last word.

```toml
keys = "vi"

[keymap.everywhere]
"edit.redo" = ["^r"]                   # frees U

[keymap.article]
"block.next" = ["j", "Down", "^n"]     # three keys that do the same
"block.first" = ["g g", "Home"]        # g, then g
"decision.flag" = ["U"]                # another key
"label.repeat" = []                    # no key at all
```

- A key is one sign that you type, a capital for Shift: `j`, `J`, `ä`, `?`; or `Enter`, `Tab`, `Space`,
  `Backspace`, `Delete`, `Up`, `Down`, `Left`, `Right`, `Home`, `End`, `PageUp`, `PageDown`, `F1` to `F12`; or
  Ctrl with a letter, `^n` or `Ctrl+N`; or `Shift+Tab`, and Shift or Ctrl with an arrow, `Home` or `End`.
- Several keys are several texts in the list. A text with blanks is a sequence: `"g g"`. It waits for as
  long as it takes, and the footer shows what may follow.
- A file is refused, with its line, when one key would do two things, when a key begins a sequence and
  does something itself, when no such action or context exists, and when nothing would lead out of a place.
- Refused are keys that do not arrive everywhere: those with Alt, Ctrl with Shift, `^a` `^b` `^q` `^s`, and
  `^h` `^i` `^j` `^m`, which are Backspace, Tab and Enter in a terminal. `Esc` steps out and `^c` stops what
  runs, whatever a file says.
- Kinds of keys (1 to 9, a capital, text …) stay as they are. A letter that you give to a command is no
  longer the key of a label: that label is pressed behind the comma, and the first screen says so.

On a keyboard whose row of digits types other signs, `digit_row = "azerty"` makes `& é " ' ( - è _ ç à` the
digits 1 to 9 and 0, without Shift, wherever digits are keys. Any other ten signs work as well:
`digit_row = "+ľščťžýáíé"`. Where text is typed they remain what they are.
"""


def key_rows(key_set: KeySet) -> Iterator[dict[str, object]]:
    """The table as data: its own columns, then the keys as they are for this person."""
    for row in KEYS:
        yield {
            "context": row.context,
            "group": row.group,
            "vi": row.vi,
            "arrows": row.arrows,
            "action": row.action,
            "words": row.words,
            "keys": [shown_key(key) for key in keys_of(row, key_set)],
            "changed": is_changed(row, key_set),
        }


def key_lines(key_set: KeySet) -> Iterator[str]:
    """The table as it is for this person, for a terminal; what the person has changed is marked."""
    widest = max(len(_in_words(row, key_set)) for row in KEYS)
    longest = max(len(row.action) for row in KEYS)
    for context, rows in groupby(KEYS, key=lambda row: row.context):
        yield context
        for row in rows:
            changed = is_changed(row, key_set)
            instead = f"  (instead of {_in_words(row, key_set.base) or 'no key'})" if changed else ""
            keys, sign = _in_words(row, key_set) or "(none)", "*" if changed else " "
            yield f"{sign} {keys:<{widest}}  {row.action:<{longest}}  {row.words}{instead}"
        yield ""
    if key_set.digits:
        yield f"digits  {' '.join(key_set.digits)}"


def _in_words(row: Key, key_set: AnyKeySet) -> str:
    return "  ".join(said_key(key) for key in keys_of(row, key_set))


def key_page() -> str:
    """The page that explains and lists all keys, in Markdown."""
    parts = [_INTRODUCTION]
    for context, rows in groupby(KEYS, key=lambda row: row.context):
        parts.append(f"\n## {context.capitalize()}\n\n| vi | arrows | action | what it does |\n")
        parts.append("|---|---|---|---|\n")
        for row in rows:
            vi, arrows = (_in_markdown(row, key_set) for key_set in ("vi", "arrows"))
            arrows = "as vi" if arrows == vi and vi else arrows
            parts.append(f"| {vi} | {arrows} | `{row.action}` | {row.words} |\n")
    return "".join(parts)


def _in_markdown(row: Key, key_set: str) -> str:
    return " ".join(
        said_key(key) if is_family(key) else _code(shown_key(key)) for key in keys_of(row, key_set)
    )


def _code(key: str) -> str:
    escaped = key.replace("|", "\\|")
    return f"`` {escaped} ``" if "`" in key else f"`{escaped}`"
