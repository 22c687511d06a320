"""The articles of a library: their texts in every version, and the files that they came from."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from reader.errors import NotFoundError
from reader.library.database import Database


@dataclass(frozen=True, slots=True)
class Card:
    """What a library knows of an article without its text.

    `published` is `MM-DD`, `YYYY-MM-DD` or None; `sort_date` a whole date that orders it; `kinds` counts its
    blocks by kind.
    """

    id: str
    title: str
    source: str
    published: str | None
    sort_date: str
    words: int
    kinds: Mapping[str, int]
    text_hash: str
    added: str

    def count(self, kinds: Iterable[str]) -> int:
        """How many of its blocks are of these kinds."""
        return sum(self.kinds.get(kind, 0) for kind in kinds)


@dataclass(frozen=True, slots=True)
class Origin:
    """A file that an article came from; `mtime_ns` and `size` tell whether it has changed since."""

    path: str
    article_id: str
    mtime_ns: int
    size: int


class Articles:
    """Articles by id, by text and by file."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def origin(self, path: str) -> Origin | None:
        """What is known of a file; None when it was never taken in."""
        query = "SELECT path, id, mtime_ns, size FROM origins JOIN articles ON row = article WHERE path = ?"
        with self._database.reading() as connection:
            found = connection.execute(query, (path,)).fetchone()
        return Origin(*found) if found else None

    def put(self, card: Card, text: str, origin: Origin) -> None:
        """Keep an article, or a new version of it, and the file that it came from; old versions stay."""
        with self._database.writing() as connection:
            row = _put_card(connection, card)
            connection.execute(
                "INSERT OR IGNORE INTO versions (article, text_hash, text, seen) VALUES (?, ?, ?, ?)",
                (row, card.text_hash, text, card.added),
            )
            _put_origin(connection, origin, row)

    def add_origin(self, origin: Origin) -> None:
        """Remember one more file of an article that is known, or that a known file was looked at again."""
        with self._database.writing() as connection:
            found = connection.execute(
                "SELECT row FROM articles WHERE id = ?", (origin.article_id,)
            ).fetchone()
            if found is not None:
                _put_origin(connection, origin, found[0])

    def forget_origin(self, path: str) -> None:
        """Forget a file that is gone, its article having another."""
        with self._database.writing() as connection:
            connection.execute("DELETE FROM origins WHERE path = ?", (path,))

    def card(self, article_id: str) -> Card | None:
        """What is known of an article; None when there is no such article."""
        with self._database.reading() as connection:
            found = connection.execute(
                f"SELECT {_COLUMNS} FROM articles WHERE id = ?", (article_id,)
            ).fetchone()
        return _card(found) if found else None

    def with_text(self, text_hash: str) -> str | None:
        """The id of the article that has this text now, or None."""
        query = "SELECT id FROM articles WHERE text_hash = ? ORDER BY row LIMIT 1"
        with self._database.reading() as connection:
            found = connection.execute(query, (text_hash,)).fetchone()
        return found[0] if found else None

    def text(self, article_id: str, text_hash: str | None = None) -> str:
        """The text of an article, in the version named or as it is now. Raises NotFoundError."""
        query = """
            SELECT text FROM versions JOIN articles ON row = article
            WHERE id = ? AND versions.text_hash = coalesce(?, articles.text_hash)
        """
        with self._database.reading() as connection:
            found = connection.execute(query, (article_id, text_hash)).fetchone()
        if found is None:
            raise NotFoundError(f'there is no article "{article_id}"', "reader list shows them all")
        return str(found[0])

    def paths(self, article_id: str) -> list[str]:
        """The files that an article came from, oldest first."""
        query = "SELECT path FROM origins JOIN articles ON row = article WHERE id = ? ORDER BY origins.rowid"
        with self._database.reading() as connection:
            return [found[0] for found in connection.execute(query, (article_id,))]

    def ids_beginning(self, start: str, limit: int = 5) -> list[str]:
        """Ids that begin with these hex digits, at most `limit`."""
        query = "SELECT id FROM articles WHERE id >= ? AND id < ? ORDER BY id LIMIT ?"
        with self._database.reading() as connection:
            return [found[0] for found in connection.execute(query, (start, start + "g", limit))]

    def count_blocks(self, kinds: Iterable[str]) -> int:
        """How many blocks of these kinds all articles have together."""
        wanted = set(kinds)
        # Few articles differ in these counts from all others: most of them are read as one.
        with self._database.reading() as connection:
            groups = connection.execute("SELECT kinds, count(*) FROM articles GROUP BY kinds")
            return sum(
                articles * sum(number for kind, number in json.loads(counted).items() if kind in wanted)
                for counted, articles in groups
            )

    def __len__(self) -> int:
        with self._database.reading() as connection:
            return int(connection.execute("SELECT articles FROM totals").fetchone()[0])


_COLUMNS = "id, title, source, published, sort_date, words, kinds, text_hash, added"


def _card(found: tuple[str, str, str, str | None, str, int, str, str, str]) -> Card:
    return Card(*found[:6], json.loads(found[6]), *found[7:])


def _put_card(connection: sqlite3.Connection, card: Card) -> int:
    kinds = json.dumps(dict(card.kinds), separators=(",", ":"))
    values = (
        card.id,
        card.title,
        card.source,
        card.published,
        card.sort_date,
        card.words,
        kinds,
        card.text_hash,
        card.added,
    )
    # An article keeps the date on which it was first seen, and so its place in the list.
    connection.execute(
        f"""
        INSERT INTO articles ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET title = excluded.title, source = excluded.source,
            published = excluded.published, sort_date = excluded.sort_date, words = excluded.words,
            kinds = excluded.kinds, text_hash = excluded.text_hash
        """,
        values,
    )
    return int(connection.execute("SELECT row FROM articles WHERE id = ?", (card.id,)).fetchone()[0])


def _put_origin(connection: sqlite3.Connection, origin: Origin, row: int) -> None:
    connection.execute(
        """
        INSERT INTO origins (path, article, mtime_ns, size) VALUES (?, ?, ?, ?)
        ON CONFLICT (path) DO UPDATE
        SET article = excluded.article, mtime_ns = excluded.mtime_ns, size = excluded.size
        """,
        (origin.path, row, origin.mtime_ns, origin.size),
    )
