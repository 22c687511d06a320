"""Analyses kept by text: found again, dropped when they are too many, and never worth a failure."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from reader.errors import LibraryError
from reader.library import Analyses, Database
from reader.library import database as database_module


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "library.sqlite"


@pytest.fixture
def library(path: Path) -> Iterator[Database]:
    database = Database.open(path)
    yield database
    database.close()


def test_an_analysis_is_found_by_text_engine_and_version(library: Database) -> None:
    kept = Analyses(library)
    assert kept.find("a", "fast 1", "x") is None
    assert kept.keep("a", "fast 1", "x", {"quotes": ["é\ud800"]})
    assert kept.keep("a", "fast 2", "x", {"quotes": []})
    assert kept.find("a", "fast 1", "x") == {"quotes": ["é\ud800"]}
    assert kept.find("a", "fast 2", "x") == {"quotes": []}
    assert kept.find("a", "fast 1", "y") is None
    assert kept.find("b", "fast 1", "x") is None
    assert kept.keep("a", "fast 1", "x", {"quotes": [1]})
    assert kept.find("a", "fast 1", "x") == {"quotes": [1]}
    kept.drop()
    assert kept.find("a", "fast 2", "x") is None


def test_the_oldest_go_when_all_are_too_many_together(library: Database) -> None:
    kept, chance = Analyses(library, most_bytes=10_000), random.Random(1)
    for nth in range(60):
        assert kept.keep(f"{nth}", "fast 1", "x", {"words": [chance.random() for _ in range(50)]})
    there = [nth for nth in range(60) if kept.find(f"{nth}", "fast 1", "x")]
    assert there == list(range(there[0], 60))
    assert 10 < len(there) < 40
    assert not kept.keep("huge", "fast 1", "x", {"words": [chance.random() for _ in range(5_000)]})
    assert there == [nth for nth in range(60) if kept.find(f"{nth}", "fast 1", "x")]


def test_what_cannot_be_read_is_missing(library: Database) -> None:
    kept = Analyses(library)
    for nth, content in enumerate((b"", b"no zip", "words", b"x\x9c\x03\x00\x00\x00\x00\x01", None)):
        kept.keep(f"{nth}", "fast 1", "x", {})
        with library.writing() as connection:
            connection.execute("UPDATE analyses SET json = ? WHERE text_hash = ?", (content or 7, f"{nth}"))
        assert kept.find(f"{nth}", "fast 1", "x") is None


def test_a_busy_library_keeps_nothing_and_stops_nobody(
    library: Database, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reader.library.database._BUSY_SECONDS", 0.01)
    other = Database.open(path)
    with library.writing():
        assert not Analyses(other).keep("a", "fast 1", "x", {})
        assert Analyses(other).find("a", "fast 1", "x") is None
    assert Analyses(other).keep("a", "fast 1", "x", {})
    other.close()


def test_a_library_from_before_is_brought_along(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        for statement in database_module._SCHEMA.split(";\n"):
            connection.execute(statement)
        connection.execute(
            "INSERT INTO articles VALUES (NULL, 'a', 'A title', 's', NULL, '2024-01-01', 1, '{}', 'h', 'now')"
        )
        connection.execute("PRAGMA user_version = 1")
        connection.commit()
    for _ in range(2):
        with closing(Database.open(path)) as library:
            assert library.connection().execute("SELECT title FROM articles").fetchall() == [("A title",)]
            version = library.connection().execute("PRAGMA user_version").fetchone()
            assert version == (database_module.VERSION,)
            assert Analyses(library).keep("h", "fast 1", "x", {"names": []})
    with closing(Database.open(path)) as library:
        assert Analyses(library).find("h", "fast 1", "x") == {"names": []}


def test_dropping_tells_when_it_cannot(
    library: Database, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reader.library.database._BUSY_SECONDS", 0.01)
    other = Database.open(path)
    with library.writing(), pytest.raises(LibraryError, match="locked"):
        Analyses(other).drop()
    other.close()
