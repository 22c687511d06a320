"""Articles marked as read or unread: what changes, what stays, and what comes back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.library import Database, Marking, Reading
from reader.library.reading import ReadingPlace

IDS = ("aa00", "bb00", "cc00", "dd00")


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = filled(tmp_path / "library.sqlite")
    yield database
    database.close()


def filled(path: Path) -> Database:
    database = Database.open(path)
    with database.writing() as connection:
        connection.executemany(
            "INSERT INTO articles (id, title, source, sort_date, words, kinds, text_hash, added)"
            " VALUES (?, 't', 's', '2020', 1, '{}', 'h', 'n')",
            [(one,) for one in IDS],
        )
    return database


def rows(database: Database) -> list[tuple[object, ...]]:
    with database.reading() as connection:
        return connection.execute("SELECT * FROM reading ORDER BY annotator, article").fetchall()


def test_marked_twice_changes_once(database: Database) -> None:
    marking, reading = Marking(database), Reading(database)
    reading.keep("anna", "bb00", ReadingPlace(7, 3), "2024-01-01")
    assert (marking.mark("anna", None), marking.mark("anna", None)) == (4, 0)
    assert reading.place("anna", "bb00") == ReadingPlace(7, 3, finished=True)
    assert reading.place("anna", "aa00") == ReadingPlace(0, 0, finished=True)
    assert reading.place("bob", "aa00") is None
    assert reading.last_article("anna") == "bb00"
    # What changed nothing is nothing to take back: the change before it still is.
    assert marking.undo("anna") == 4
    assert reading.place("anna", "bb00") == ReadingPlace(7, 3)
    assert marking.undo("anna") == 0


def test_no_article_that_was_only_marked_was_read_last(database: Database) -> None:
    Marking(database).mark("anna", ["aa00"])
    assert Reading(database).last_article("anna") is None


def test_what_was_read_since_stays(database: Database) -> None:
    marking, reading = Marking(database), Reading(database)
    marking.mark("anna", IDS[:3])
    reading.keep("anna", "aa00", ReadingPlace(5, 5), "2024-01-02")
    assert marking.undo("anna") == 2
    assert reading.place("anna", "aa00") == ReadingPlace(5, 5, finished=True)
    marking.unmark("anna", None)
    reading.keep("anna", "aa00", ReadingPlace(9, 9), "2024-01-03")
    assert marking.undo("anna") == 0
    assert reading.place("anna", "aa00") == ReadingPlace(9, 9)


@given(
    kept=st.dictionaries(st.sampled_from(IDS), st.tuples(st.integers(0, 9), st.booleans())),
    first=st.sets(st.sampled_from(IDS)),
    second=st.none() | st.sets(st.sampled_from(IDS)),
    read=st.booleans(),
)
def test_undo_brings_back_what_was(
    tmp_path_factory: pytest.TempPathFactory,
    kept: dict[str, tuple[int, bool]],
    first: set[str],
    second: set[str] | None,
    read: bool,
) -> None:
    database = filled(tmp_path_factory.mktemp("marks") / "library.sqlite")
    try:
        marking, reading = Marking(database), Reading(database)
        for name, (offset, finished) in kept.items():
            reading.keep("anna", name, ReadingPlace(offset, offset, finished), "2024-01-01")
        reading.keep("bob", "aa00", ReadingPlace(1, 1), "2024-01-01")
        marking.mark("anna", first)
        before = rows(database)
        changed = (marking.mark if read else marking.unmark)("anna", second)
        if changed:
            assert rows(database) != before
            assert marking.undo("anna") == changed
        assert rows(database) == before
    finally:
        database.close()
