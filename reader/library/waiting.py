"""What waits to be decided, article by article: for queues, without reading any text."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from reader.library.database import Database

ListPlace = tuple[str, int]
"""Where an article stands in the list: its date and its row; later ones come first."""


class Share(StrEnum):
    """Which articles: those not done, those with a flag, those that somebody else has decided in too."""

    OPEN = "open"
    FLAGGED = "flagged"
    SHARED = "shared"


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """An article that something may wait in: where it stands in the list, and how many blocks of a kind."""

    place: ListPlace
    id: str
    kinds: Mapping[str, int]

    @property
    def blocks(self) -> int:
        """How many blocks it has."""
        return sum(self.kinds.values())


_COLUMNS = "sort_date, articles.row, articles.id, kinds"
_SHARES = {
    Share.OPEN: """
        FROM articles LEFT JOIN shards ON shards.article = articles.id AND annotator = :annotator
        WHERE NOT coalesce(done, 0)
    """,
    # Few articles have a flag or two annotators: they are looked up from what was decided.
    Share.FLAGGED: """
        FROM shards CROSS JOIN articles ON articles.id = shards.article
        WHERE annotator = :annotator AND flagged
    """,
    Share.SHARED: """
        FROM shards CROSS JOIN articles ON articles.id = shards.article
        WHERE annotator = :annotator AND decided AND EXISTS (
            SELECT 1 FROM shards AS others WHERE others.article = articles.id
            AND others.annotator != :annotator AND others.decided
        )
    """,
}


class Waiting:
    """Articles in which something waits for one annotator, by their order in the list, in pieces."""

    def __init__(self, database: Database, annotator: str) -> None:
        self._database = database
        self._annotator = annotator

    def place(self, article_id: str) -> ListPlace | None:
        """Where an article stands in the list; None when there is no such article."""
        query = "SELECT sort_date, row FROM articles WHERE id = ?"
        with self._database.reading() as connection:
            found = connection.execute(query, (article_id,)).fetchone()
        return (found[0], found[1]) if found else None

    def rows(
        self, share: Share, start: ListPlace | None, limit: int, *, behind: bool = False
    ) -> list[WaitingRow]:
        """At most so many articles in the order of the list, from a place on or, with `behind`, after it."""
        operator = "<" if behind else "<="
        since = f"AND (sort_date, articles.row) {operator} (:date, :row)" if start else ""
        query = f"""
            SELECT {_COLUMNS} {_SHARES[share]} {since}
            ORDER BY sort_date DESC, articles.row DESC LIMIT :limit
        """
        date, row = start or ("", 0)
        values = {"annotator": self._annotator, "date": date, "row": row, "limit": limit}
        with self._database.reading() as connection:
            found = connection.execute(query, values).fetchall()
        # Most articles are made of as many blocks of each kind as some other.
        known: dict[str, Mapping[str, int]] = {}
        return [WaitingRow((one[0], one[1]), one[2], _counts(one[3], known)) for one in found]

    def count_open(self, kinds: Iterable[str], start: ListPlace | None = None) -> int:
        """How many blocks of these kinds are undecided, in all articles or in those from a place on."""
        since = "WHERE (sort_date, articles.row) <= (:date, :row)" if start else ""
        query = f"""
            SELECT kinds, count(*), coalesce(sum(decided), 0)
            FROM articles LEFT JOIN shards ON shards.article = articles.id AND annotator = :annotator
            {since} GROUP BY kinds
        """
        date, row = start or ("", 0)
        wanted = set(kinds)
        with self._database.reading() as connection:
            found = connection.execute(query, {"annotator": self._annotator, "date": date, "row": row})
            return sum(
                articles * sum(count for kind, count in json.loads(text).items() if kind in wanted) - decided
                for text, articles, decided in found
            )

    def count_blocks(self) -> int:
        """How many blocks of whatever kind all articles have together."""
        with self._database.reading() as connection:
            found = connection.execute("SELECT kinds, count(*) FROM articles GROUP BY kinds")
            return sum(articles * sum(json.loads(text).values()) for text, articles in found)

    def count_flagged(self) -> int:
        """How many flags there are."""
        query = "SELECT coalesce(sum(flagged), 0) FROM shards WHERE annotator = ?"
        with self._database.reading() as connection:
            return int(connection.execute(query, (self._annotator,)).fetchone()[0])


def _counts(text: str, known: dict[str, Mapping[str, int]]) -> Mapping[str, int]:
    counts = known.get(text)
    if counts is None:
        counts = known[text] = json.loads(text)
    return counts
