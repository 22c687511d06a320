"""Pages that were laid out lately or ahead of time, so that an article is there at once."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.corpus.article import Article
    from reader.tui.layout import Frame, Page

_MOST = 3_000_000
"""Code points of all the texts whose pages are kept; a page takes about ten bytes for each."""


class Pages:
    """Lays out articles, and keeps the pages that were wanted last. Any thread may ask."""

    def __init__(self, most: int = _MOST) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._known: OrderedDict[tuple[str, int], Page] = OrderedDict()
        self._held = 0

    def lay_out(self, article: Article, frame: Frame) -> Page:
        """The page of an article in a frame; its lines depend on nothing but the measure."""
        key = (article.text_hash, frame.measure)
        with self._lock:
            known = self._known.get(key)
            if known is not None and known.text == article.text:
                self._known.move_to_end(key)
                return replace(known, text=article.text, frame=frame)
        # The list is shown without it.
        from reader.tui.layout import lay_out

        page = lay_out(article.text, article.blocks, frame)
        self._keep(key, page)
        return page

    def _keep(self, key: tuple[str, int], page: Page) -> None:
        with self._lock:
            before = self._known.pop(key, None)
            self._held -= len(before.text) if before else 0
            if len(page.text) > self._most:
                return
            self._known[key] = page
            self._held += len(page.text)
            while self._held > self._most:
                _, gone = self._known.popitem(last=False)
                self._held -= len(gone.text)
