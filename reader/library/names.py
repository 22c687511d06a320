"""Who is named and quoted in which articles: an index derived from analyses, asked by name and by speaker."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING

from reader.errors import LibraryError
from reader.library.database import Database

if TYPE_CHECKING:
    from reader.library.name_rows import ArticleRows

AROUND = 200
"""Code points of the text that are shown before a name and after it, at most."""
_NEWEST = "ORDER BY articles.sort_date DESC, articles.row DESC"


@dataclass(frozen=True, slots=True)
class Sitting:
    """An article as the index knows it: `key` orders it among all, newest first."""

    key: tuple[str, int]
    id: str


@dataclass(frozen=True, slots=True)
class Naming:
    """Where a name is: the row of its article, and the name and type that it has there."""

    article: int
    name: str
    type: str


@dataclass(frozen=True, slots=True)
class Source:
    """The article that something is from."""

    id: str
    title: str
    source: str
    published: str | None


@dataclass(frozen=True, slots=True)
class NamedIn:
    """An article that names somebody: how it calls them, how often, and the words around the first time."""

    article: Source
    shown: str
    type: str
    count: int
    block: int
    start: int
    before: str
    words: str
    after: str


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody who is quoted; `name` is empty for all quotes that are given to nobody."""

    name: str
    surname: str
    shown: str
    quotes: int
    articles: int


@dataclass(frozen=True, slots=True)
class Saying:
    """Where a quote is: the row of its article, and which of its quotes it is."""

    article: int
    nth: int


@dataclass(frozen=True, slots=True)
class SaidIn:
    """A quote with its article; `words` are those of the text, from the first part to the last."""

    article: Source
    shown: str
    cue: str
    kind: str
    block: int
    start: int
    words: str


class Names:
    """The index. It is derived: what cannot be kept is not kept, and for other makers it is made anew."""

    def __init__(self, database: Database) -> None:
        self._database = database

    # -- filling -----------------------------------------------------------------------------------------

    def use(self, made: str) -> None:
        """Drop everything that was not made by this engine and these rules. Raises LibraryError."""
        with self._database.reading() as connection:
            if _made(connection) == made:
                return
        with self._database.writing() as connection:
            _use(connection, made)

    def put(self, article_id: str, text_hash: str, made: str, rows: ArticleRows) -> bool:
        """Keep the rows of an article instead of those before; whether that was possible and wanted.

        What was made of a text that the article has no longer is not kept.
        """
        query = "SELECT row FROM articles WHERE id = ? AND text_hash = ?"
        try:
            with self._database.writing() as connection:
                _use(connection, made)
                found = connection.execute(query, (article_id, text_hash)).fetchone()
                if found is None:
                    return False
                connection.execute("DELETE FROM looked WHERE article = ?", found)
                connection.execute("INSERT INTO looked VALUES (?)", found)
                connection.executemany(
                    "INSERT INTO names (name, type, surname, shown, count, block, start, end, article)"
                    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    ((*astuple(row), found[0]) for row in rows.names),
                )
                connection.executemany(
                    "INSERT INTO quotes (nth, speaker, surname, shown, cue, kind, block, start, end, words,"
                    " article) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    ((*astuple(row), found[0]) for row in rows.quotes),
                )
        except LibraryError:
            return False
        return True

    def drop(self) -> None:
        """Forget everything. Raises LibraryError."""
        with self._database.writing() as connection:
            _drop(connection)

    def count(self) -> int:
        """How many articles were looked at."""
        with self._database.reading() as connection:
            return int(connection.execute("SELECT count(*) FROM looked").fetchone()[0])

    def unlooked(self, after: tuple[str, int] | None, most: int) -> list[Sitting]:
        """Articles that were not looked at yet, newest first, those after a key."""
        query = f"""
            SELECT articles.sort_date, articles.row, articles.id FROM articles
            LEFT JOIN looked ON looked.article = articles.row
            WHERE looked.article IS NULL {"AND (articles.sort_date, articles.row) < (?, ?)" if after else ""}
            {_NEWEST} LIMIT {most:d}
        """
        with self._database.reading() as connection:
            return [Sitting((date, row), one) for date, row, one in connection.execute(query, after or ())]

    # -- where else --------------------------------------------------------------------------------------

    def naming(self, name: str, besides: str | None = None) -> list[Naming]:
        """The articles with exactly this name, newest first, without the article `besides`."""
        query = f"""
            SELECT names.article, names.name, names.type FROM names JOIN articles ON articles.row = article
            WHERE names.name = ? AND articles.id IS NOT ? {_NEWEST}, names.count DESC
        """
        return self._naming(query, (name, besides))

    def perhaps_naming(self, name: str, surname: str, besides: str | None = None) -> list[Naming]:
        """The articles that may mean the same person: by the surname alone, or by one that goes with it."""
        query = f"""
            SELECT names.article, names.name, names.type FROM names JOIN articles ON articles.row = article
            WHERE names.surname = ? AND surname <> '' AND {_other_name(name, surname)}
            AND articles.id IS NOT ? {_NEWEST}, names.count DESC
        """
        return self._naming(query, (surname, name, besides)) if surname else []

    def named_in(self, wanted: Sequence[Naming]) -> list[NamedIn | None]:
        """What is shown of these; None for one that is gone meanwhile."""
        query = """
            SELECT articles.id, title, source, published, names.shown, names.type, count, block, start, end,
                text
            FROM names JOIN articles ON articles.row = names.article
            JOIN versions ON versions.article = articles.row AND versions.text_hash = articles.text_hash
            WHERE names.article = ? AND names.name = ? AND names.type = ?
        """
        with self._database.reading() as connection:
            found = (connection.execute(query, (x.article, x.name, x.type)).fetchone() for x in wanted)
            return [_named_in(row) if row is not None else None for row in found]

    # -- who said what -----------------------------------------------------------------------------------

    def speakers(self, words: Sequence[str] = ()) -> list[Speaker]:
        """Whoever is quoted, those with most quotes first; with words, only quotes that hold all of them."""
        query = f"""
            SELECT speaker, max(surname), max(shown), count(*), count(DISTINCT article) FROM quotes
            {_holding(words, "WHERE")} GROUP BY speaker ORDER BY speaker = '', count(*) DESC, speaker
        """
        with self._database.reading() as connection:
            return [Speaker(*found) for found in connection.execute(query, tuple(words))]

    def speaker(self, name: str) -> Speaker | None:
        """Somebody who is quoted under this name, or None."""
        query = """
            SELECT speaker, max(surname), max(shown), count(*), count(DISTINCT article) FROM quotes
            WHERE speaker = ? GROUP BY speaker
        """
        with self._database.reading() as connection:
            found = connection.execute(query, (name,)).fetchone()
        return Speaker(*found) if found else None

    def sayings(self, name: str, words: Sequence[str] = ()) -> list[Saying]:
        """The quotes of a speaker, newest article first; with words, those that hold all of them."""
        query = f"""
            SELECT quotes.article, nth FROM quotes JOIN articles ON articles.row = article
            WHERE speaker = ? {_holding(words, "AND")} {_NEWEST}, quotes.start
        """
        return self._sayings(query, (name, *words))

    def perhaps_sayings(self, name: str, surname: str, words: Sequence[str] = ()) -> list[Saying]:
        """The quotes of whoever may be the same person, as with names."""
        query = f"""
            SELECT quotes.article, nth FROM quotes JOIN articles ON articles.row = article
            WHERE quotes.surname = ? AND surname <> '' AND {_other_name(name, surname, "speaker")}
            {_holding(words, "AND")} {_NEWEST}, quotes.start
        """
        return self._sayings(query, (surname, name, *words)) if surname else []

    def said_in(self, wanted: Sequence[Saying]) -> list[SaidIn | None]:
        """What is shown of these; None for one that is gone meanwhile."""
        query = """
            SELECT articles.id, title, source, published, quotes.shown, cue, kind, block, start, end, text
            FROM quotes JOIN articles ON articles.row = quotes.article
            JOIN versions ON versions.article = articles.row AND versions.text_hash = articles.text_hash
            WHERE quotes.article = ? AND nth = ?
        """
        with self._database.reading() as connection:
            found = (connection.execute(query, (one.article, one.nth)).fetchone() for one in wanted)
            return [_said_in(row) if row is not None else None for row in found]

    def _naming(self, query: str, values: tuple[str | None, ...]) -> list[Naming]:
        with self._database.reading() as connection:
            return [Naming(*found) for found in connection.execute(query, values)]

    def _sayings(self, query: str, values: tuple[str, ...]) -> list[Saying]:
        with self._database.reading() as connection:
            return [Saying(*found) for found in connection.execute(query, values)]


def around(text: str, start: int, end: int) -> tuple[str, str, str]:
    """The words before a place in its paragraph, those at it, and those after it, each on one line.

    Where there is more of the paragraph than that, an ellipsis stands for it.
    """
    before = text[max(0, start - AROUND) : start].rpartition("\n\n")
    after = text[end : end + AROUND].partition("\n\n")
    ahead, behind = _flat(before[2]).lstrip(), _flat(after[0]).rstrip()
    if not before[1] and start > AROUND:
        ahead = f"…{ahead.partition(' ')[2] or ahead}"
    if not after[1] and end + AROUND < len(text):
        behind = f"{behind.rpartition(' ')[0] or behind}…"
    return ahead, _flat(text[start:end]), behind


def _flat(words: str) -> str:
    """On one line, with the blanks at its ends kept as one."""
    flat = " ".join(words.split())
    return f"{' ' * words[:1].isspace()}{flat}{' ' * (words[-1:].isspace() and bool(flat))}"


def _other_name(name: str, surname: str, column: str = "name") -> str:
    """A surname alone goes with every full name, and a full name with the surname alone; not with another."""
    return f"{column} <> ?" if name == surname else f"{column} <> ? AND {column} = surname"


def _holding(words: Sequence[str], before: str) -> str:
    return f"{before} {' AND '.join(['instr(quotes.words, ?) > 0'] * len(words))}" if words else ""


def _named_in(found: tuple[str, str, str, str | None, str, str, int, int, int, int, str]) -> NamedIn:
    start, end, text = found[8:]
    return NamedIn(Source(*found[:4]), *found[4:8], start, *around(text, start, end))


def _said_in(found: tuple[str, str, str, str | None, str, str, str, int, int, int, str]) -> SaidIn:
    start, end, text = found[8:]
    return SaidIn(Source(*found[:4]), *found[4:8], start, text[start:end])


def _made(connection: sqlite3.Connection) -> str:
    return next(iter(connection.execute("SELECT made FROM looked_by").fetchone() or ("",)))


def _use(connection: sqlite3.Connection, made: str) -> None:
    if _made(connection) != made:
        _drop(connection)
        connection.execute("UPDATE looked_by SET made = ?", (made,))


def _drop(connection: sqlite3.Connection) -> None:
    # What refers to others first, so that nothing is looked up row by row.
    for table in ("names", "quotes", "looked"):
        connection.execute(f"DELETE FROM {table}")
