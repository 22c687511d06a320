"""The one SQLite file: opening, its schema and migrations, a connection for each thread."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from reader.errors import LibraryError

VERSION = 5
_BUSY_SECONDS = 5.0
_BREAK_OFF_SECONDS = 0.05
_CLOSE_SECONDS = 2.0
"""How long closing waits for a thread that still asks for something."""

_SCHEMA = """
CREATE TABLE articles (
    row INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    source TEXT NOT NULL,
    published TEXT,
    sort_date TEXT NOT NULL,
    words INTEGER NOT NULL,
    kinds TEXT NOT NULL,
    text_hash TEXT NOT NULL,
    added TEXT NOT NULL
);
CREATE INDEX articles_by_date ON articles (sort_date DESC, row DESC);
CREATE INDEX articles_by_text ON articles (text_hash);
CREATE TABLE totals (articles INTEGER NOT NULL);
INSERT INTO totals VALUES (0);
CREATE TRIGGER one_more AFTER INSERT ON articles BEGIN UPDATE totals SET articles = articles + 1; END;
CREATE TRIGGER one_less AFTER DELETE ON articles BEGIN UPDATE totals SET articles = articles - 1; END;
CREATE TABLE versions (
    article INTEGER NOT NULL REFERENCES articles (row) ON DELETE CASCADE,
    text_hash TEXT NOT NULL,
    text TEXT NOT NULL,
    seen TEXT NOT NULL,
    PRIMARY KEY (article, text_hash)
);
CREATE TABLE origins (
    path TEXT PRIMARY KEY,
    article INTEGER NOT NULL REFERENCES articles (row) ON DELETE CASCADE,
    mtime_ns INTEGER NOT NULL,
    size INTEGER NOT NULL
);
CREATE INDEX origins_by_article ON origins (article);
CREATE TABLE reading (
    annotator TEXT NOT NULL,
    article INTEGER NOT NULL REFERENCES articles (row) ON DELETE CASCADE,
    offset INTEGER NOT NULL,
    top INTEGER NOT NULL,
    finished INTEGER NOT NULL,
    opened TEXT NOT NULL,
    PRIMARY KEY (annotator, article)
) WITHOUT ROWID;
CREATE INDEX reading_by_time ON reading (annotator, opened);
CREATE TABLE shards (
    path TEXT PRIMARY KEY,
    annotator TEXT NOT NULL,
    article TEXT NOT NULL,
    mtime_ns INTEGER NOT NULL,
    size INTEGER NOT NULL,
    judged TEXT NOT NULL,
    decided INTEGER NOT NULL,
    done INTEGER NOT NULL,
    flagged INTEGER NOT NULL,
    lost INTEGER NOT NULL
);
CREATE INDEX shards_by_article ON shards (article, annotator);
CREATE TABLE labels (
    shard TEXT NOT NULL REFERENCES shards (path) ON DELETE CASCADE,
    label TEXT NOT NULL,
    state TEXT NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (shard, label, state)
) WITHOUT ROWID;
CREATE TABLE operations (
    annotator TEXT NOT NULL,
    position INTEGER NOT NULL,
    id TEXT NOT NULL,
    event TEXT NOT NULL,
    of TEXT,
    article TEXT NOT NULL,
    words TEXT NOT NULL,
    shard TEXT NOT NULL REFERENCES shards (path) ON DELETE CASCADE,
    PRIMARY KEY (annotator, position, id)
) WITHOUT ROWID;
CREATE INDEX operations_by_shard ON operations (shard, position);
"""
_ANALYSES = """
CREATE TABLE analyses (
    row INTEGER PRIMARY KEY,
    text_hash TEXT NOT NULL,
    engine TEXT NOT NULL,
    version TEXT NOT NULL,
    json BLOB NOT NULL,
    bytes INTEGER NOT NULL,
    UNIQUE (text_hash, engine, version)
);
CREATE INDEX analyses_by_size ON analyses (row, bytes);
"""
_NAMES = """
CREATE TABLE looked (article INTEGER PRIMARY KEY REFERENCES articles (row) ON DELETE CASCADE);
CREATE TABLE looked_by (made TEXT NOT NULL);
INSERT INTO looked_by VALUES ('');
CREATE TABLE names (
    name TEXT NOT NULL,
    article INTEGER NOT NULL REFERENCES looked (article) ON DELETE CASCADE,
    type TEXT NOT NULL,
    surname TEXT NOT NULL,
    shown TEXT NOT NULL,
    count INTEGER NOT NULL,
    block INTEGER NOT NULL,
    start INTEGER NOT NULL,
    end INTEGER NOT NULL,
    PRIMARY KEY (name, article, type)
) WITHOUT ROWID;
CREATE INDEX names_by_surname ON names (surname, name) WHERE surname <> '';
CREATE INDEX names_by_article ON names (article);
CREATE TABLE quotes (
    article INTEGER NOT NULL REFERENCES looked (article) ON DELETE CASCADE,
    nth INTEGER NOT NULL,
    speaker TEXT NOT NULL,
    surname TEXT NOT NULL,
    shown TEXT NOT NULL,
    cue TEXT NOT NULL,
    kind TEXT NOT NULL,
    block INTEGER NOT NULL,
    start INTEGER NOT NULL,
    end INTEGER NOT NULL,
    words TEXT NOT NULL,
    PRIMARY KEY (article, nth)
);
CREATE INDEX quotes_by_speaker ON quotes (speaker, article, shown, surname);
CREATE INDEX quotes_by_surname ON quotes (surname, speaker) WHERE surname <> '';
CREATE TRIGGER another_text AFTER UPDATE OF text_hash ON articles WHEN old.text_hash <> new.text_hash
BEGIN DELETE FROM looked WHERE article = new.row; END;
"""
"""Who is named and quoted where: derived from analyses, and gone with the text that they are of."""
_IGNORED = "ALTER TABLE shards ADD COLUMN ignored INTEGER NOT NULL DEFAULT 0"
"""Whether an article is ignored as a whole."""
_NOTED = "ALTER TABLE shards ADD COLUMN noted INTEGER NOT NULL DEFAULT 0"
_STEPS = (_SCHEMA, _ANALYSES, _NAMES, _IGNORED, _NOTED)
"""What makes each version out of the one before."""


@dataclass(frozen=True, eq=False, slots=True)
class _Open:
    """A thread's connection, and whether the thread is using it."""

    connection: sqlite3.Connection
    in_use: threading.RLock = field(default_factory=threading.RLock)

    def is_free_within(self, seconds: float) -> bool:
        """Break off what its thread asks; True, and held, once nothing is asked any more."""
        for _ in range(round(seconds / _BREAK_OFF_SECONDS)):
            if self.in_use.acquire(blocking=False):
                return True
            # What has not begun yet is not broken off: it is tried again.
            self.connection.interrupt()
            if self.in_use.acquire(timeout=_BREAK_OFF_SECONDS):
                return True
        return False


class Database:
    """A library file, with a connection of its own for each thread that uses it.

    Raises LibraryError from every use when the file is broken, busy for too long, or newer than this reader.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._named = path
        self._local = threading.local()
        self._open: list[_Open] = []
        self._closed = False
        self._temporary: tempfile.TemporaryDirectory[str] | None = None

    @classmethod
    def open(cls, path: Path) -> Database:
        """Open the library at `path`, making or migrating it. Raises LibraryError."""
        database = cls(path)
        with database._opening():
            path.parent.mkdir(parents=True, exist_ok=True)
            database._migrate()
        return database

    @classmethod
    def open_copy(cls, path: Path) -> Database:
        """Open a copy that goes when it is closed, for a workspace where nothing can be written."""
        folder = tempfile.TemporaryDirectory(prefix="reader-", ignore_cleanup_errors=True)
        database = cls(Path(folder.name) / "library.sqlite")
        database._temporary = folder
        database._named = path
        with database._opening():
            # What was written ahead belongs to it, and where nothing can be written SQLite leaves it out.
            for ending in ("", "-wal"):
                with contextlib.suppress(FileNotFoundError):
                    shutil.copyfile(f"{path}{ending}", f"{database.path}{ending}")
            database._migrate()
        return database

    @classmethod
    def bring(cls, source: Path, path: Path) -> None:
        """Make the library at `path` a copy of another, which others may be using. Raises LibraryError."""
        with cls(source).translated():
            path.parent.mkdir(parents=True, exist_ok=True)
            with (
                contextlib.closing(sqlite3.connect(source)) as old,
                contextlib.closing(sqlite3.connect(path)) as new,
            ):
                old.backup(new)

    @contextlib.contextmanager
    def _opening(self) -> Iterator[None]:
        try:
            with self.translated():
                yield
        except BaseException:
            self.close()
            raise

    def _connect(self) -> _Open:
        """This thread's connection. Raises sqlite3.Error."""
        found: _Open | None = getattr(self._local, "open", None)
        if found is None:
            if self._closed:
                raise sqlite3.ProgrammingError("the library is closed")
            # Closed by the thread that closes the library, whichever thread opened it.
            connection = sqlite3.connect(
                self.path, timeout=_BUSY_SECONDS, check_same_thread=False, isolation_level=None
            )
            found = self._local.open = _Open(connection)
            self._open.append(found)
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA cache_size = -400")
        return found

    def connection(self) -> sqlite3.Connection:
        """This thread's connection."""
        return self._connect().connection

    @contextlib.contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """The connection for a query, with SQLite's errors made a LibraryError."""
        with self.translated():
            found = self._connect()
            with found.in_use:
                yield found.connection

    @contextlib.contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """The connection inside a transaction that is kept whole or not at all."""
        with self.reading() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                # Some failures, such as of a full disk, have ended it already.
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise

    @contextlib.contextmanager
    def translated(self) -> Iterator[None]:
        """Make SQLite's and the disk's errors a LibraryError that names the file."""
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            raise LibraryError(
                f"{self._named}: {error}", "close other readers, or move the file away: it is made anew"
            ) from error

    def data_version(self) -> int:
        """A number that changes when another connection has changed the file, for this thread alone."""
        with self.reading() as connection:
            return int(connection.execute("PRAGMA data_version").fetchone()[0])

    def release(self) -> None:
        """Close the connection of this thread, which has done with it."""
        found: _Open | None = getattr(self._local, "open", None)
        if found is not None:
            self._local.open = None
            with found.in_use:
                found.connection.close()
            with contextlib.suppress(ValueError):
                self._open.remove(found)

    def close(self) -> None:
        """Close the connections of all threads; what another still does with its own is broken off."""
        self._closed = True
        for found in list(self._open):
            # Closed under the hands of its thread, a connection takes the whole process down.
            if found.is_free_within(_CLOSE_SECONDS):
                with contextlib.suppress(sqlite3.Error):
                    found.connection.close()
                found.in_use.release()
        self._open.clear()
        self._local = threading.local()
        if self._temporary is not None:
            self._temporary.cleanup()

    def _migrate(self) -> None:
        with self.reading() as connection:
            version = connection.execute("PRAGMA user_version").fetchone()[0]
        if version > VERSION:
            raise LibraryError(
                f"{self._named}: written by a newer reader (version {version}, this one knows {VERSION})",
                "install the newer reader",
            )
        if version == VERSION:
            return
        with self.writing() as connection:
            # Another process may have made it while this one waited for the file.
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            for step in _STEPS[version:]:
                for statement in step.split(";\n"):
                    connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {max(version, VERSION)}")
