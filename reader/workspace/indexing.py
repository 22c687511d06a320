"""Keeps the library's index of decisions up to the files: after each save, and after changes from outside."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from reader.annotations.scheme import Scheme
from reader.annotations.store import ShardFile, Store
from reader.corpus.article import hash_text
from reader.errors import StoreError
from reader.library.articles import Articles
from reader.library.decisions import Decisions
from reader.workspace.sheet import Sheet, judged_under, make_sheet, summarise


class Indexer:
    """Compares the files of decisions with the index by mtime and size, and reads those that differ."""

    def __init__(
        self, store: Store, decisions: Decisions, articles: Articles, scheme: Callable[[], Scheme]
    ) -> None:
        self._store = store
        self._decisions = decisions
        self._articles = articles
        self._scheme = scheme

    def put(self, sheet: Sheet) -> None:
        """Index the decisions of a sheet that has just been saved."""
        path = self._store.path(sheet.shard.annotator, sheet.shard.article.id)
        name, status = self._name(path), path.stat()
        after = self._decisions.newest_order(name)
        if not self._decisions.put(summarise(sheet, name, status.st_mtime_ns, status.st_size, after)):
            self._decisions.put(summarise(sheet, name, status.st_mtime_ns, status.st_size))

    def refresh(self) -> list[StoreError]:
        """Read what has changed; a file that cannot be read is told and stops nothing."""
        known = self._decisions.known()
        problems: list[StoreError] = []
        for file in self._store.files():
            name = self._name(file.path)
            before = known.pop(name, None)
            card = self._articles.card(file.article_id)
            judged = judged_under(self._scheme(), card.text_hash if card else hash_text(""))
            if before == (file.mtime_ns, file.size, judged):
                continue
            try:
                self._read(file, name, known_article=card is not None)
            except StoreError as error:
                problems.append(error)
                self._decisions.drop(name)
        for name in known:
            self._decisions.drop(name)
        return problems

    def _read(self, file: ShardFile, name: str, *, known_article: bool) -> None:
        shard = self._store.load_file(file.path)
        if shard is None:
            return

        from reader.corpus.plain import article_from_text

        article_id = shard.article.id
        text = self._articles.text(article_id) if known_article else ""
        article = article_from_text(text, id=article_id, name=shard.article.origin)
        self._decisions.put(
            summarise(make_sheet(article, self._scheme(), shard), name, file.mtime_ns, file.size)
        )

    def _name(self, path: Path) -> str:
        return path.relative_to(self._store.root).as_posix()
