"""Opening the one SQLite file, in every state that it may be found in."""

from __future__ import annotations

import shutil
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from reader.errors import LibraryError
from reader.library import Articles, Database

ROW = "INSERT INTO articles VALUES (NULL, ?, 'A title', 's', NULL, '2024-01-01', 1, '{}', ?, 'now')"
COPY = """
import sys
from pathlib import Path
from reader.library import Articles, Database
database = Database.open_copy(Path(sys.argv[1]))
print(len(Articles(database)), database.path.parent)
database.close()
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "private" / "library.sqlite"


@pytest.fixture
def library(path: Path) -> Iterator[Database]:
    database = Database.open(path)
    yield database
    database.close()


@pytest.fixture
def connections(monkeypatch: pytest.MonkeyPatch) -> list[sqlite3.Connection]:
    """Every connection that is made, so that one can see whether it was closed."""
    made: list[sqlite3.Connection] = []
    connect = sqlite3.connect

    def remember(*arguments: object, **options: object) -> sqlite3.Connection:
        made.append(connect(*arguments, **options))  # type: ignore[call-overload]
        return made[-1]

    monkeypatch.setattr(sqlite3, "connect", remember)
    return made


def is_closed(connection: sqlite3.Connection) -> bool:
    try:
        connection.execute("SELECT 1")
    except sqlite3.ProgrammingError:
        return True
    return False


def add(database: Database, article_id: str) -> None:
    with database.writing() as connection:
        connection.execute(ROW, (article_id, article_id))


def test_library_is_made_with_its_folder_and_opened_again(path: Path) -> None:
    for count, article_id in enumerate("ab"):
        database = Database.open(path)
        assert len(Articles(database)) == count
        add(database, article_id)
        database.close()


def test_newer_library_is_refused_left_and_closed(path: Path, connections: list[sqlite3.Connection]) -> None:
    Database.open(path).close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 99")
    before = path.read_bytes()
    with pytest.raises(LibraryError, match=r"newer reader \(version 99") as caught:
        Database.open(path)
    assert caught.value.hint == "install the newer reader"
    assert path.read_bytes() == before
    assert all(map(is_closed, connections))


@pytest.mark.parametrize(
    "content", [b"this is no database, whatever its name says" * 50, b"SQLite format 3\0" * 99]
)
def test_broken_library_is_named_and_closed(
    path: Path, content: bytes, connections: list[sqlite3.Connection]
) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    with pytest.raises(LibraryError, match=r"library\.sqlite: "):
        Database.open(path)
    assert path.read_bytes() == content
    assert all(map(is_closed, connections))


def test_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(LibraryError, match="file"):
        Database.open(tmp_path / "file" / "library.sqlite")


def test_each_thread_has_its_own_connection(library: Database) -> None:
    found: list[sqlite3.Connection] = []

    def use() -> None:
        found.append(library.connection())
        add(library, "b")
        library.release()

    thread = threading.Thread(target=use)
    thread.start()
    thread.join()
    assert found[0] is not library.connection()
    assert is_closed(found[0])
    assert len(Articles(library)) == 1
    found.append(library.connection())
    library.close()
    assert is_closed(found[1])


def test_error_while_writing_keeps_nothing(library: Database) -> None:
    def add_twice() -> None:
        with library.writing() as connection:
            connection.execute(ROW, ("a", "a"))
            connection.execute(ROW, ("a", "a"))

    with pytest.raises(LibraryError, match="UNIQUE"):
        add_twice()
    assert len(Articles(library)) == 0
    add(library, "a")


def test_busy_library_is_told(library: Database, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reader.library.database._BUSY_SECONDS", 0.01)
    other = Database.open(path)
    with library.writing(), pytest.raises(LibraryError, match="locked"):
        add(other, "a")
    add(other, "a")
    other.close()


def test_full_disk_is_told_and_ends_with_it(make_disk: Callable[[int], Path]) -> None:
    disk = make_disk(512)
    database = Database.open(disk / "library.sqlite")
    add(database, "before")

    def fill() -> None:
        for number in range(1000):
            add(database, f"{number}" * 500)

    for _ in range(3):
        with pytest.raises(LibraryError, match="full"):
            fill()
    database.close()
    again = Database.open(disk / "library.sqlite")
    assert Articles(again).card("before") is not None
    again.close()


def test_copy_has_what_was_not_yet_written_into_the_main_file(
    library: Database, path: Path, tmp_path: Path, powerless: Callable[..., str]
) -> None:
    """Reader was killed, so a write-ahead file lies beside the library, and nothing may be written there."""
    add(library, "a")
    sealed = tmp_path / "sealed"
    sealed.mkdir()
    for name in ("library.sqlite", "library.sqlite-wal"):
        shutil.copy(path.with_name(name), sealed)
    before = sorted(sealed.iterdir())
    for one in before:
        one.chmod(0o444)
    sealed.chmod(0o555)
    count, folder = powerless(COPY, sealed / "library.sqlite").split()
    assert count == "1"
    assert sorted(sealed.iterdir()) == before
    assert not Path(folder).exists()


def test_copy_on_a_read_only_disk(
    make_disk: Callable[[int], Path], seal_disk: Callable[[Path], None]
) -> None:
    disk = make_disk(1024)
    database = Database.open(disk / "library.sqlite")
    add(database, "a")
    shutil.copy(disk / "library.sqlite-wal", disk / "kept")
    database.close()
    (disk / "kept").rename(disk / "library.sqlite-wal")
    seal_disk(disk)
    copy = Database.open_copy(disk / "library.sqlite")
    assert Articles(copy).card("a") is not None
    add(copy, "b")
    copy.close()
    assert not copy.path.exists()


def test_copy_of_nothing_is_empty_and_works(path: Path) -> None:
    copy = Database.open_copy(path)
    assert len(Articles(copy)) == 0
    add(copy, "a")
    assert len(Articles(copy)) == 1
    copy.close()
    assert not path.parent.exists()


@pytest.mark.parametrize("content", [b"no database" * 500, None])
def test_copy_of_what_cannot_be_read_leaves_nothing(
    path: Path,
    content: bytes | None,
    connections: list[sqlite3.Connection],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    path.parent.mkdir()
    if content is None:
        path.mkdir()
    else:
        path.write_bytes(content)
    with pytest.raises(LibraryError):
        Database.open_copy(path)
    assert all(map(is_closed, connections))
    assert list((tmp_path / "temporary").iterdir()) == []


def test_library_is_brought_along_with_what_is_still_in_use(
    library: Database, path: Path, tmp_path: Path
) -> None:
    add(library, "a")
    target = tmp_path / "new" / "library.sqlite"
    Database.bring(path, target)
    add(library, "b")
    brought = Database.open(target)
    assert len(Articles(brought)) == 1
    brought.close()
    assert len(Articles(library)) == 2


def test_closing_breaks_off_what_another_thread_asks(tmp_path: Path) -> None:
    library = Database.open(tmp_path / "library.sqlite")
    begun = threading.Event()
    found: list[str] = []

    def ask() -> None:
        endless = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT max(x) FROM n"
        for _ in range(2):
            try:
                with library.reading() as connection:
                    begun.set()
                    connection.execute(endless).fetchone()
            except LibraryError as error:
                found.append(error.message)

    thread = threading.Thread(target=ask, daemon=True)
    thread.start()
    begun.wait()
    library.close()
    thread.join(10)
    assert not thread.is_alive()
    assert len(found) == 2, "neither what was going on nor what is asked afterwards is answered"
