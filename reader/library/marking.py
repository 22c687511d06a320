"""Many articles marked as read or unread at once, and the last such change taken back."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from reader.library.database import Database

# Made when it is first needed, so that an older reader can go on using the same library.
_TABLE = """
    CREATE TABLE IF NOT EXISTS marked (
        annotator TEXT NOT NULL,
        article INTEGER NOT NULL REFERENCES articles (row) ON DELETE CASCADE,
        offset INTEGER,
        top INTEGER,
        finished INTEGER,
        opened TEXT,
        removed INTEGER NOT NULL,
        PRIMARY KEY (annotator, article)
    ) WITHOUT ROWID
"""
_CHOSEN = "CREATE TEMP TABLE IF NOT EXISTS chosen (article INTEGER PRIMARY KEY)"


class Marking:
    """Marks articles for an annotator, each time in one transaction, and remembers the newest change.

    An article that is marked as read keeps its place, and does not become the one that was read last.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def mark(self, annotator: str, article_ids: Iterable[str] | None) -> int:
        """Mark articles, or all of them (None), as read to the end; returns how many were not."""
        with self._database.writing() as connection:
            _choose(connection, article_ids)
            connection.execute(
                """
                DELETE FROM chosen WHERE article IN (
                    SELECT article FROM reading WHERE annotator = ? AND finished
                )
                """,
                (annotator,),
            )
            count = _remember(connection, annotator, removed=False)
            connection.execute(
                """
                INSERT INTO reading (annotator, article, offset, top, finished, opened)
                SELECT ?, article, 0, 0, 1, '' FROM chosen WHERE true
                ON CONFLICT (annotator, article) DO UPDATE SET finished = 1
                """,
                (annotator,),
            )
        return count

    def unmark(self, annotator: str, article_ids: Iterable[str] | None) -> int:
        """Make articles, or all of them (None), as if never opened; returns how many had been."""
        with self._database.writing() as connection:
            _choose(connection, article_ids)
            connection.execute(
                """
                DELETE FROM chosen WHERE article NOT IN (SELECT article FROM reading WHERE annotator = ?)
                """,
                (annotator,),
            )
            count = _remember(connection, annotator, removed=True)
            connection.execute(
                "DELETE FROM reading WHERE annotator = ? AND article IN (SELECT article FROM chosen)",
                (annotator,),
            )
        return count

    def undo(self, annotator: str) -> int:
        """Take the newest change back, but for articles read since; returns how many articles it was."""
        with self._database.writing() as connection:
            connection.execute(_TABLE)
            # An article that was opened after it was marked stays as it was read.
            untouched = """
                removed = 0 AND EXISTS (
                    SELECT 1 FROM reading WHERE reading.annotator = marked.annotator
                    AND reading.article = marked.article AND reading.finished
                    AND reading.opened = coalesce(marked.opened, '')
                )
            """
            added = f"SELECT article FROM marked WHERE annotator = ? AND opened IS NULL AND {untouched}"
            was_new = f"DELETE FROM reading WHERE annotator = ? AND article IN ({added})"
            changed = connection.execute(was_new, (annotator, annotator)).rowcount
            was_known = f"""
                INSERT OR REPLACE INTO reading (annotator, article, offset, top, finished, opened)
                SELECT annotator, article, offset, top, finished, opened FROM marked
                WHERE annotator = ? AND opened IS NOT NULL AND {untouched}
            """
            changed += connection.execute(was_known, (annotator,)).rowcount
            taken_away = """
                INSERT OR IGNORE INTO reading (annotator, article, offset, top, finished, opened)
                SELECT annotator, article, offset, top, finished, opened FROM marked
                WHERE annotator = ? AND removed
            """
            changed += connection.execute(taken_away, (annotator,)).rowcount
            connection.execute("DELETE FROM marked WHERE annotator = ?", (annotator,))
        return changed


def _choose(connection: sqlite3.Connection, article_ids: Iterable[str] | None) -> None:
    """Put the rows of the articles into the table `chosen` of this connection."""
    connection.execute(_TABLE)
    connection.execute(_CHOSEN)
    connection.execute("DELETE FROM chosen")
    if article_ids is None:
        connection.execute("INSERT INTO chosen SELECT row FROM articles")
        return
    connection.executemany(
        "INSERT OR IGNORE INTO chosen SELECT row FROM articles WHERE id = ?",
        ((article_id,) for article_id in article_ids),
    )


def _remember(connection: sqlite3.Connection, annotator: str, *, removed: bool) -> int:
    """Keep what the chosen articles are like now, instead of an earlier change; returns how many they are."""
    count = int(connection.execute("SELECT count(*) FROM chosen").fetchone()[0])
    if count:
        connection.execute("DELETE FROM marked WHERE annotator = ?", (annotator,))
        connection.execute(
            """
            INSERT INTO marked (annotator, article, offset, top, finished, opened, removed)
            SELECT ?, chosen.article, offset, top, finished, opened, ?
            FROM chosen LEFT JOIN reading ON reading.annotator = ? AND reading.article = chosen.article
            """,
            (annotator, int(removed), annotator),
        )
    return count
