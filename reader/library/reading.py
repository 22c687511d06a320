"""Where each annotator is: the place in every article that was opened, and the article read last."""

from __future__ import annotations

from dataclasses import dataclass

from reader.library.database import Database


@dataclass(frozen=True, slots=True)
class ReadingPlace:
    """Where someone is in an article: the cursor and the first visible place, in code points.

    `finished` says that the end has been reached once.
    """

    offset: int
    top: int
    finished: bool = False


class Reading:
    """Reading places, kept for each annotator."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def place(self, annotator: str, article_id: str) -> ReadingPlace | None:
        """Where the annotator is in an article; None when it was never opened."""
        query = """
            SELECT offset, top, finished FROM reading JOIN articles ON row = article
            WHERE annotator = ? AND id = ?
        """
        with self._database.reading() as connection:
            found = connection.execute(query, (annotator, article_id)).fetchone()
        return ReadingPlace(found[0], found[1], bool(found[2])) if found else None

    def keep(self, annotator: str, article_id: str, place: ReadingPlace, opened: str) -> None:
        """Remember a place, and that the article is the last one read; `opened` is a time in ISO 8601."""
        query = """
            INSERT INTO reading (annotator, article, offset, top, finished, opened)
            SELECT ?, row, ?, ?, ?, ? FROM articles WHERE id = ?
            ON CONFLICT (annotator, article) DO UPDATE SET offset = excluded.offset, top = excluded.top,
                finished = max(finished, excluded.finished), opened = excluded.opened
        """
        with self._database.writing() as connection:
            values = (annotator, place.offset, place.top, int(place.finished), opened, article_id)
            connection.execute(query, values)

    def last_article(self, annotator: str) -> str | None:
        """The id of the article that the annotator read last, or None."""
        query = """
            SELECT id FROM reading JOIN articles ON row = article
            WHERE annotator = ? AND opened > '' ORDER BY opened DESC LIMIT 1
        """
        with self._database.reading() as connection:
            found = connection.execute(query, (annotator,)).fetchone()
        return str(found[0]) if found else None
