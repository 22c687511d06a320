"""A workspace with very many annotations, laid directly: the files of decisions, the library, its index."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from benchmarks.corpora import ANNOTATOR, article_text
from benchmarks.one_tag import fill
from reader.annotations.scheme import Scheme
from reader.annotations.scheme_reading import load_scheme
from reader.annotations.store import Store
from reader.corpus.article import hash_text, identify
from reader.corpus.plain import article_from_text
from reader.library import Database, Decisions
from reader.library.decisions import ShardRow
from reader.workspace.root import Root, init_workspace
from reader.workspace.sheet import judged_under, make_sheet, summarise

EACH = 10
"""Annotations in each article."""
_FREE = 6
"""Paragraphs in each article that nobody has decided about."""
_DAY = "2024-05-01"


class Annotated:
    """A folder with so many articles of ten annotations each, by one annotator, as many saves would leave it.

    All articles have the same paragraphs but for the last; the operations of one are a copy of another's in
    its file, and have times and ids of their own in the index.
    """

    def __init__(self, folder: Path, annotations: int) -> None:
        init_workspace(folder)
        self.folder = folder
        self.articles = annotations // EACH
        root = Root(folder, plain=False)
        self._scheme = load_scheme(root.scheme)
        store = Store(root.annotations, root.locks, 10)
        database = Database.open(root.library)
        try:
            self._lay(store, database)
        finally:
            database.close()

    @staticmethod
    def article_id(nth: int) -> str:
        """The id of an article, counted from 0."""
        return identify("path", f"seeds/{nth}.txt")

    def text(self, nth: int) -> str:
        """The text of an article; one before the first is what the others are made after."""
        return f"{article_text(EACH + _FREE)}\nEnd of report {nth + 1:07}.\n"

    def _lay(self, store: Store, database: Database) -> None:
        base = article_from_text(self.text(-1), id=identify("path", "base"), name="base.txt")
        content = fill(store, base, self._scheme, EACH)
        path = store.path(ANNOTATOR, base.id)
        shard = store.load(ANNOTATOR, base.id)
        row = summarise(make_sheet(base, self._scheme, shard, ANNOTATOR), "", 0, 0)
        path.unlink()
        body = base.text.removesuffix(f"{0:07}.\n").removesuffix(f"{0:07}.")
        ending = base.text[len(body) :].removeprefix(f"{0:07}")
        with database.writing() as connection:
            connection.executemany(
                "INSERT INTO articles (row, id, title, source, published, sort_date, words, kinds, text_hash,"
                " added) VALUES (?, ?, ?, 'Reuters', ?, ?, 600, ?, ?, ?)",
                (
                    (nth + 1, self.article_id(nth), f"Report {nth + 1:,}", _DAY, _DAY, kinds, digest, _DAY)
                    for nth, _, digest in self._texts(body, ending)
                    for kinds in ('{"paragraph":17}',)
                ),
            )
            connection.executemany(
                "INSERT INTO versions (article, text_hash, text, seen) VALUES (?, ?, ?, ?)",
                ((nth + 1, digest, text, _DAY) for nth, text, digest in self._texts(body, ending)),
            )
            connection.execute(
                "INSERT INTO origins (path, article, mtime_ns, size)"
                " SELECT 'seeds/' || (row - 1) || '.txt', row, 0, 0 FROM articles"
            )
        # What is made here is thrown away: it need not outlive a power cut.
        database.connection().execute("PRAGMA synchronous = OFF")
        decisions = Decisions(database)
        for nth, _, digest in self._texts(body, ending):
            article_id = self.article_id(nth)
            path = store.path(ANNOTATOR, article_id)
            path.parent.mkdir(parents=True, exist_ok=True)
            mine = content.replace(base.text_hash.encode(), digest.encode())
            path.write_bytes(mine.replace(base.id.encode(), article_id.encode()))
            status = path.stat()
            name = path.relative_to(store.root).as_posix()
            known = replace(row, path=name, mtime_ns=status.st_mtime_ns, size=status.st_size)
            decisions.put(_own(known, nth, article_id, self._scheme, digest))

    def _texts(self, body: str, ending: str) -> Iterator[tuple[int, str, str]]:
        for nth in range(self.articles):
            text = f"{body}{nth + 1:07}{ending}"
            yield nth, text, hash_text(text)


def _own(row: ShardRow, nth: int, article_id: str, scheme: Scheme, digest: str) -> ShardRow:
    first = 1_600_000_000_000_000 + nth * EACH
    operations = [
        replace(one, order=first + place, id=f"{one.id[:-8]}{nth * EACH + place:08}", article_id=article_id)
        for place, one in enumerate(row.operations)
    ]
    return replace(row, article_id=article_id, operations=operations, judged=judged_under(scheme, digest))
