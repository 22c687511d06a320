"""What a row of the table of keys is, and the contexts that keys go to.

Keys are written as people read them: `j`, `Down`, `^d` (Ctrl-D), `Space`, `PageDown`; `1..9`, `CAPS` (a
capital), `ANY` (any letter), `LABEL` (a letter that no command has) and `TEXT` stand for families of keys.
A sequence is written with `_` between its keys: `e_>` is `e`, then `>`. No Textual is imported.
"""

from __future__ import annotations

from dataclasses import dataclass

EVERYWHERE = "everywhere"
LIST = "list"
QUEUE = "queue"
QUEUE_TEXT = "queue text"
ARTICLE = "article"
RANGE = "range"
ROWS = "rows"
HIGHLIGHT = "highlight"
PANEL = "panel"
LABELS = "labels"
PICKER = "picker"
NOTE = "note"
HINTS = "hints"
SEARCH = "search"
HITS = "hits"
SELECT = "select"
SPEAKER = "speaker"
COMMAND = "command"
LOOK = "look"
SCHEME = "scheme"
THEME = "theme"
BEGIN = "begin"
BEGIN_TEXT = "begin text"
SCHEME_TEXT = "scheme text"
ADRIFT = "adrift"
MENTIONS = "mentions"
QUOTES = "quotes"
QUOTES_TEXT = "quotes text"
CONFIRM = "confirm"
UNSAVED = "unsaved"
HELP = "help"
FILTER = "filter"

# Keys that stand for many, and are no key themselves.
FAMILIES = frozenset({"1..9", "ANY", "CAPS", "CHAR", "LABEL", "TEXT"})
# Contexts in which what is typed is text: the keys of `everywhere` do not reach them.
TEXT_CONTEXTS = frozenset(
    {PICKER, FILTER, NOTE, SEARCH, COMMAND, SCHEME_TEXT, BEGIN_TEXT, QUEUE_TEXT, QUOTES_TEXT}
)
# Contexts that take every key themselves, so that no letter is a command by accident.
CLOSED_CONTEXTS = TEXT_CONTEXTS | {LABELS, HINTS, SPEAKER, CONFIRM, UNSAVED}

# Contexts that lie over another: what they have no use for goes to that one.
UNDERNEATH = {HITS: ARTICLE}


@dataclass(frozen=True, slots=True)
class Key:
    """One row of the table: what the keys of a set do in a context.

    `vi` and `arrows` are keys parted by spaces; `words` say in the footer and the help what the key does.
    """

    context: str
    group: str
    vi: str
    arrows: str
    action: str
    words: str
