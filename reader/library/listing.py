"""A list of articles as ids and windows: what it costs does not grow with its length."""

from __future__ import annotations

import bisect
import json
from array import array
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass

from reader.library.database import Database

WINDOW = 256
"""Rows that are fetched at once, by id."""
_WINDOWS_KEPT = 4
_FETCH = 2_000
_AT_ONCE = 20_000
"""A list up to this long is read whole before it is shown: that takes less than a frame."""

_ORDER = "ORDER BY sort_date DESC, row DESC"


@dataclass(frozen=True, slots=True)
class ListRow:
    """One row of the list: an article and how far the annotator has come with it.

    `kinds` counts blocks by kind; `opened` and `finished` speak of reading, the others of decisions.
    `ignored` is the whole article; `labels` are the ids of all labels that were accepted anywhere in it.
    """

    id: str
    title: str
    source: str
    published: str | None
    words: int
    kinds: Mapping[str, int]
    opened: bool
    finished: bool
    decided: int
    done: bool
    flagged: int
    lost: int
    ignored: bool = False
    labels: tuple[str, ...] = ()
    noted: bool = False
    """Whether there is a note on the whole article."""


class Listing:
    """All articles, newest first, for one annotator, by position from 0.

    A long list is known in part (the rows around the start) until `load` has read its ids, which may be
    called in another thread.
    """

    def __init__(self, database: Database, annotator: str, around: str | None = None) -> None:
        self._database = database
        self._annotator = annotator
        self._windows: OrderedDict[int, list[ListRow]] = OrderedDict()
        with database.reading() as connection:
            self._length: int = connection.execute("SELECT articles FROM totals").fetchone()[0]
        self._rows: array[int] = array("I")
        self._first = 0
        self.start = 0
        """The position of the article that the list was opened around."""
        if self._length <= _AT_ONCE:
            self.load()
            self.start = (self.position(around) if around else None) or 0
        else:
            self._peek(around)

    def __len__(self) -> int:
        return self._length

    @property
    def loaded(self) -> bool:
        """Whether every position is known."""
        return len(self._rows) == self._length

    def load(self) -> None:
        """Read the ids of the whole list."""
        # Made in its full size at once: an array that grows is copied, and is twice as large for a while.
        rows: array[int] = array("I", bytes(array("I").itemsize * self._length))
        filled = 0
        with self._database.reading() as connection:
            cursor = connection.execute(f"SELECT row FROM articles {_ORDER}")
            while chunk := cursor.fetchmany(_FETCH):
                rows[filled : filled + len(chunk)] = array("I", [found[0] for found in chunk])
                filled += len(chunk)
        del rows[filled:]
        self._rows, self._first, self._length = rows, 0, len(rows)
        self._windows.clear()

    def reach(self, position: int) -> bool:
        """Whether the row at a position can be shown now."""
        return self._first <= position < self._first + len(self._rows)

    def row(self, position: int) -> ListRow | None:
        """The row at a position, or None when it is not known yet or does not exist."""
        if not self.reach(position):
            return None
        number = position // WINDOW
        window = self._windows.get(number)
        if window is None:
            window = self._windows[number] = self._fetch(number)
            while len(self._windows) > _WINDOWS_KEPT:
                self._windows.popitem(last=False)
        nth = position - max(number * WINDOW, self._first)
        return window[nth] if nth < len(window) else None

    def ids(self, first: int, last: int) -> list[str]:
        """The ids of the articles from one position to another, as far as they are known."""
        rows = self._rows[max(0, first - self._first) : max(0, last + 1 - self._first)]
        found: list[str] = []
        with self._database.reading() as connection:
            for start in range(0, len(rows), WINDOW):
                wanted = rows[start : start + WINDOW]
                query = f"SELECT row, id FROM articles WHERE row IN ({','.join('?' * len(wanted))})"
                by_row = dict(connection.execute(query, wanted).fetchall())
                found += [by_row[row] for row in wanted if row in by_row]
        return found

    def position(self, article_id: str) -> int | None:
        """Where an article stands in the list, or None."""
        with self._database.reading() as connection:
            found = connection.execute("SELECT row FROM articles WHERE id = ?", (article_id,)).fetchone()
        if found is None:
            return None
        try:
            return self._first + self._rows.index(found[0])
        except ValueError:
            return None

    def refresh(self) -> None:
        """Forget the rows shown, so that they are fetched anew."""
        self._windows.clear()

    def next_open(self, position: int, step: int) -> int | None:
        """The nearest position after (`step` 1) or before (-1) one that is not dealt with, or None.

        An article that is done or ignored is dealt with.
        """
        query = """
            SELECT articles.row FROM shards JOIN articles ON articles.id = shards.article
            WHERE annotator = ? AND (done OR ignored) ORDER BY articles.row
        """
        with self._database.reading() as connection:
            done = array("q", [found[0] for found in connection.execute(query, (self._annotator,))])
        position += step
        while self.reach(position):
            row = self._rows[position - self._first]
            nth = bisect.bisect_left(done, row)
            if nth == len(done) or done[nth] != row:
                return position
            position += step
        return None

    def _peek(self, around: str | None) -> None:
        """Know the rows around an article without reading the whole list."""
        with self._database.reading() as connection:
            query = f"SELECT sort_date, row FROM articles WHERE id = ? {_ORDER} LIMIT 1"
            key = connection.execute(query, (around,)).fetchone()
            if key is None:
                after = connection.execute(f"SELECT row FROM articles {_ORDER} LIMIT {WINDOW}").fetchall()
                self._rows = array("I", [found[0] for found in after])
                return
            before = connection.execute(
                f"""
                SELECT row FROM articles WHERE (sort_date, row) > (?, ?)
                ORDER BY sort_date, row LIMIT {WINDOW}
                """,
                key,
            ).fetchall()
            after = connection.execute(
                f"SELECT row FROM articles WHERE (sort_date, row) <= (?, ?) {_ORDER} LIMIT {WINDOW}", key
            ).fetchall()
            newer = "SELECT count(*) FROM articles WHERE (sort_date, row) > (?, ?)"
            self.start = connection.execute(newer, key).fetchone()[0]
        self._first = self.start - len(before)
        self._rows = array("I", [found[0] for found in (*reversed(before), *after)])

    def _fetch(self, number: int) -> list[ListRow]:
        first = max(number * WINDOW, self._first)
        rows = self._rows[first - self._first : (number + 1) * WINDOW - self._first]
        marks = ",".join("?" * len(rows))
        query = f"""
            SELECT articles.row, articles.id, title, source, published, words, kinds,
                reading.article IS NOT NULL, coalesce(finished, 0),
                coalesce(decided, 0), coalesce(done, 0), coalesce(flagged, 0), coalesce(lost, 0),
                coalesce(ignored, 0), coalesce(noted, 0),
                (SELECT json_group_array(label) FROM labels WHERE shard = path AND state = 'accept')
            FROM articles
            LEFT JOIN reading ON reading.annotator = ? AND reading.article = articles.row
            LEFT JOIN shards ON shards.article = articles.id AND shards.annotator = ?
            WHERE articles.row IN ({marks})
        """
        with self._database.reading() as connection:
            found = connection.execute(query, (self._annotator, self._annotator, *rows)).fetchall()
        by_row = {one[0]: _list_row(one) for one in found}
        return [by_row[row] for row in rows if row in by_row]


def _list_row(
    found: tuple[int, str, str, str, str | None, int, str, int, int, int, int, int, int, int, int, str],
) -> ListRow:
    article_id, title, source, published, words, kinds, opened, finished, decided = found[1:10]
    done, flagged, lost, ignored, noted, labels = found[10:]
    return ListRow(
        article_id,
        title,
        source,
        published,
        words,
        json.loads(kinds),
        bool(opened),
        bool(finished),
        decided,
        bool(done),
        flagged,
        lost,
        bool(ignored),
        tuple(json.loads(labels)),
        bool(noted),
    )
