"""The table of keys: every key once, with its context, action, words and group. No Textual is imported."""

from __future__ import annotations

from reader.tui.key_contexts import *  # noqa: F403
from reader.tui.key_contexts import EVERYWHERE, LIST, Key
from reader.tui.key_rows import OTHER_KEYS
from reader.tui.key_rows_article import ARTICLE_KEYS

_FIRST = (EVERYWHERE, LIST)
KEYS: tuple[Key, ...] = (
    *(row for row in OTHER_KEYS if row.context in _FIRST),
    *ARTICLE_KEYS,
    *(row for row in OTHER_KEYS if row.context not in _FIRST),
)
