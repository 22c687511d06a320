"""What is known of the names and quotes of articles, and who is told when more is."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.analysis.marks import Analysis

_MOST = 64
"""Analyses that are at hand: the articles around the one that is read."""


class Analyses:
    """The analyses that are at hand, by article; asked by the screen, filled by whoever analyses."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._known: OrderedDict[str, tuple[str | None, Analysis]] = OrderedDict()
        self._listeners: list[Callable[[str], None]] = []

    def find(self, article_id: str, text_hash: str | None = None) -> Analysis | None:
        """What is known now, at once, of the text named, or of whatever text was analysed; None without."""
        with self._lock:
            made_of, found = self._known.get(article_id, (None, None))
            if found is None or (None not in (text_hash, made_of) and text_hash != made_of):
                return None
            self._known.move_to_end(article_id)
            return found

    def put(self, article_id: str, analysis: Analysis, text_hash: str | None = None) -> None:
        """Keep an analysis, and tell of it, in the thread that puts it; the one longest unused may go."""
        with self._lock:
            self._known[article_id] = (text_hash, analysis)
            self._known.move_to_end(article_id)
            while len(self._known) > _MOST:
                self._known.popitem(last=False)
            listeners = tuple(self._listeners)
        for tell in listeners:
            tell(article_id)

    def on_found(self, tell: Callable[[str], None]) -> None:
        """Tell with an article's id, in whatever thread, when its analysis is there or another one."""
        with self._lock:
            self._listeners.append(tell)
