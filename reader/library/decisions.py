"""An index of the files of decisions: progress, labels counted, and the operations that can be undone.

All of it is derived: whatever is lost here is read again from the files.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from reader.library.database import Database


@dataclass(frozen=True, slots=True)
class OperationRow:
    """One operation of one annotator: what it did, to which article, and what it undid or redid."""

    order: int
    id: str
    event: str
    of: str | None
    article_id: str
    words: str


@dataclass(frozen=True, slots=True)
class ShardRow:
    """What a file of decisions amounts to, as of one state of it (`mtime_ns`, `size`) and of the scheme.

    `judged` names the scheme and the text that `decided` and `done` were counted under; `labels` counts the
    decisions of each label and state; `lost` counts targets without a certain place in the text; `noted`
    tells of a note on the whole article. `operations` are those later than
    `operations_after`, of a history that is `history_length` long.
    """

    path: str
    annotator: str
    article_id: str
    mtime_ns: int
    size: int
    judged: str
    decided: int
    done: bool
    flagged: int
    lost: int
    labels: Mapping[tuple[str, str], int]
    operations: Sequence[OperationRow]
    operations_after: int
    history_length: int
    ignored: bool = False
    """Whether the whole article is ignored."""
    noted: bool = False


@dataclass(frozen=True, slots=True)
class KnownShard:
    """What the index knows of a file: its article, its state, what it was judged under, and the text now.

    `text_hash` is None when the article is not in the library.
    """

    article_id: str
    mtime_ns: int
    size: int
    judged: str
    text_hash: str | None


@dataclass(frozen=True, slots=True)
class AnnotatorTotals:
    """What one annotator has decided in the whole workspace."""

    annotator: str
    articles: int
    decided: int
    done: int
    flagged: int
    labels: Mapping[tuple[str, str], int]


@dataclass(frozen=True, slots=True)
class CarriedLabel:
    """How many annotations of one annotator on one article carry a label, in one state."""

    annotator: str
    article_id: str
    label: str
    state: str
    count: int


class Decisions:
    """What the files of decisions amount to, by file."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def known(self, folder: str = "") -> dict[str, KnownShard]:
        """The files indexed, by path: all of them, or those in a folder such as `alice/47/`."""
        query = """
            SELECT path, shards.article, mtime_ns, size, judged, articles.text_hash FROM shards
            LEFT JOIN articles ON articles.id = shards.article WHERE path >= ? AND path < ?
        """
        with self._database.reading() as connection:
            rows = connection.execute(query, (folder, f"{folder[:-1]}0" if folder else "\U0010ffff"))
            return {row[0]: KnownShard(*row[1:]) for row in rows}

    def row(self, path: str) -> ShardRow | None:
        """What is indexed of a file, without its operations; None when nothing is."""
        query = """
            SELECT path, annotator, article, mtime_ns, size, judged, decided, done, flagged, lost,
                ignored, noted, (SELECT count(*) FROM operations WHERE shard = ?1) FROM shards WHERE path = ?1
        """
        with self._database.reading() as connection:
            found = connection.execute(query, (path,)).fetchone()
            if found is None:
                return None
            labels = connection.execute("SELECT label, state, count FROM labels WHERE shard = ?", (path,))
            counts = {(label, state): count for label, state, count in labels}
        (
            path, annotator, article, mtime_ns, size, judged, decided, done, flagged, lost,
            ignored, noted, history,
        ) = found  # fmt: skip
        return ShardRow(
            path, annotator, article, mtime_ns, size, judged, decided, bool(done), flagged,
            lost, counts, (), 0, history, bool(ignored), bool(noted),
        )  # fmt: skip

    def missing_articles(self) -> dict[str, list[str]]:
        """The articles that somebody has decided on and that are not here: their ids, and who it was."""
        query = """
            SELECT shards.article, annotator FROM shards LEFT JOIN articles ON articles.id = shards.article
            WHERE articles.id IS NULL ORDER BY shards.article, annotator
        """
        found: dict[str, list[str]] = {}
        with self._database.reading() as connection:
            for article_id, annotator in connection.execute(query):
                found.setdefault(article_id, []).append(annotator)
        return found

    def articles_without_place(self, annotator: str) -> list[str]:
        """The articles in which decisions of an annotator have no certain place in the text."""
        query = "SELECT article FROM shards WHERE annotator = ? AND lost ORDER BY article"
        with self._database.reading() as connection:
            return [found[0] for found in connection.execute(query, (annotator,))]

    def set_stale(self) -> None:
        """Have every file read anew by the next refresh: what is interrupted there is gone on with."""
        with self._database.writing() as connection:
            connection.execute("UPDATE shards SET mtime_ns = 0, size = 0")

    def put(self, shard: ShardRow) -> bool:
        """Index a file anew; False when the operations given do not make its history whole: give them all."""
        with self._database.writing() as connection:
            if not shard.operations_after:
                connection.execute("DELETE FROM operations WHERE shard = ?", (shard.path,))
            _put_shard(connection, shard)
            query = "SELECT count(*) FROM operations WHERE shard = ?"
            return bool(connection.execute(query, (shard.path,)).fetchone()[0] == shard.history_length)

    def newest_order(self, path: str) -> int:
        """The order of the newest operation known of a file, 0 when there is none."""
        query = "SELECT coalesce(max(position), 0) FROM operations WHERE shard = ?"
        with self._database.reading() as connection:
            return int(connection.execute(query, (path,)).fetchone()[0])

    def drop(self, path: str) -> None:
        """Forget a file that is gone or cannot be read."""
        with self._database.writing() as connection:
            connection.execute("DELETE FROM shards WHERE path = ?", (path,))

    def operations(self, annotator: str, after: int = 0) -> list[OperationRow]:
        """The operations of an annotator later than `after` (microseconds since 1970), oldest first."""
        query = """
            SELECT position, id, event, of, article, words FROM operations
            WHERE annotator = ? AND position > ? ORDER BY position
        """
        with self._database.reading() as connection:
            return [OperationRow(*row) for row in connection.execute(query, (annotator, after))]

    def annotators(self) -> list[str]:
        """Who has decided something, by name."""
        with self._database.reading() as connection:
            query = "SELECT DISTINCT annotator FROM shards ORDER BY annotator"
            return [found[0] for found in connection.execute(query)]

    def articles_with(self, annotator: str, label: str) -> list[str]:
        """The articles in which an annotator has accepted a label."""
        query = """
            SELECT DISTINCT article FROM labels JOIN shards ON path = shard
            WHERE label = ? AND state = 'accept' AND annotator = ? ORDER BY article
        """
        with self._database.reading() as connection:
            return [found[0] for found in connection.execute(query, (label, annotator))]

    def newest(self, annotator: str) -> Iterator[OperationRow]:
        """The operations of an annotator, newest first, read in pieces for as long as anybody asks."""
        before, piece = (2**63 - 1, ""), 16
        while rows := self._before(annotator, before, piece):
            yield from rows
            before, piece = (rows[-1].order, rows[-1].id), min(piece * 4, 1024)

    def _before(self, annotator: str, before: tuple[int, str], count: int) -> list[OperationRow]:
        query = """
            SELECT position, id, event, of, article, words FROM operations
            WHERE annotator = ? AND (position, id) < (?, ?) ORDER BY position DESC, id DESC LIMIT ?
        """
        with self._database.reading() as connection:
            return [OperationRow(*row) for row in connection.execute(query, (annotator, *before, count))]

    def operations_of(self, annotator: str, bulk: str, after: int) -> list[OperationRow]:
        """The operations of a change over several articles, all of them later than `after`, oldest first."""
        query = """
            SELECT position, id, event, of, article, words FROM operations
            WHERE annotator = ? AND position >= ? AND id > ? AND id < ? ORDER BY position
        """
        with self._database.reading() as connection:
            found = connection.execute(query, (annotator, after, f"{bulk}-", f"{bulk}."))
            return [OperationRow(*row) for row in found]

    def carrying(self, labels: Sequence[str]) -> list[CarriedLabel]:
        """What carries these labels themselves, whatever they were merged into, by annotator and article."""
        query = f"""
            SELECT annotator, article, label, state, count FROM labels JOIN shards ON path = shard
            WHERE label IN ({", ".join("?" * len(labels))}) ORDER BY annotator, article
        """
        with self._database.reading() as connection:
            return [CarriedLabel(*row) for row in connection.execute(query, tuple(labels))]

    def totals(self) -> list[AnnotatorTotals]:
        """What every annotator has decided, by name."""
        sums = """
            SELECT annotator,
                sum(decided > 0 OR flagged > 0 OR EXISTS (SELECT 1 FROM labels WHERE shard = path)),
                sum(decided), sum(done), sum(flagged)
            FROM shards GROUP BY annotator ORDER BY annotator
        """
        labels = """
            SELECT label, state, sum(count) FROM labels JOIN shards ON path = shard
            WHERE annotator = ? GROUP BY label, state ORDER BY label, state
        """
        with self._database.reading() as connection:
            return [
                AnnotatorTotals(
                    annotator=found[0],
                    articles=found[1],
                    decided=found[2],
                    done=found[3],
                    flagged=found[4],
                    labels={(one[0], one[1]): one[2] for one in connection.execute(labels, found[:1])},
                )
                for found in connection.execute(sums).fetchall()
            ]


def _put_shard(connection: sqlite3.Connection, shard: ShardRow) -> None:
    connection.execute(
        """
        INSERT INTO shards
            (path, annotator, article, mtime_ns, size, judged, decided, done, flagged, lost, ignored, noted)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (path) DO UPDATE SET annotator = excluded.annotator, article = excluded.article,
            mtime_ns = excluded.mtime_ns, size = excluded.size, judged = excluded.judged,
            decided = excluded.decided, done = excluded.done, flagged = excluded.flagged,
            lost = excluded.lost, ignored = excluded.ignored, noted = excluded.noted
        """,
        (
            shard.path,
            shard.annotator,
            shard.article_id,
            shard.mtime_ns,
            shard.size,
            shard.judged,
            shard.decided,
            int(shard.done),
            shard.flagged,
            shard.lost,
            int(shard.ignored),
            int(shard.noted),
        ),
    )
    connection.execute("DELETE FROM labels WHERE shard = ?", (shard.path,))
    connection.executemany(
        "INSERT INTO labels (shard, label, state, count) VALUES (?, ?, ?, ?)",
        [(shard.path, label, state, count) for (label, state), count in shard.labels.items()],
    )
    connection.executemany(
        """
        INSERT OR REPLACE INTO operations (annotator, position, id, event, of, article, words, shard)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """,
        [
            (shard.annotator, one.order, one.id, one.event, one.of, one.article_id, one.words, shard.path)
            for one in shard.operations
        ],
    )
