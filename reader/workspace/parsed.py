"""Articles that were parsed lately or will be wanted soon: a long one takes a while to parse."""

from __future__ import annotations

import threading
from collections import OrderedDict

from reader.corpus.article import Article

_MOST = 4_000_000
"""Code points of all the texts that are kept: some thousand articles of a usual length, or a few books."""


class ParsedArticles:
    """Keeps the articles that were asked for last, whoever asks, up to so many code points of text."""

    def __init__(self, most: int = _MOST) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._known: OrderedDict[tuple[str, str], Article] = OrderedDict()
        self._held = 0

    def find(self, article_id: str, origin: str, text: str) -> Article | None:
        """The article as it was parsed from this very text; None when it was not, or is no longer kept."""
        with self._lock:
            found = self._known.get((article_id, origin))
            if found is None or found.text != text:
                return None
            self._known.move_to_end((article_id, origin))
            return found

    def keep(self, article: Article, origin: str) -> None:
        """Keep an article; those that were not asked for in the longest time go. One too long is not kept."""
        with self._lock:
            before = self._known.pop((article.id, origin), None)
            self._held -= len(before.text) if before else 0
            if len(article.text) > self._most:
                return
            self._known[article.id, origin] = article
            self._held += len(article.text)
            while self._held > self._most:
                _, gone = self._known.popitem(last=False)
                self._held -= len(gone.text)
