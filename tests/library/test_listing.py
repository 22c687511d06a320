"""The list of articles: what it costs does not grow with it, and what it shows is right."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from reader.library import Database, Decisions, Listing, Reading
from reader.library.decisions import ShardRow
from reader.library.listing import WINDOW
from reader.library.reading import ReadingPlace

Fill = Callable[[int], list[str]]
LONG = 30_000


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database.open(tmp_path / "library.sqlite")
    yield database
    database.close()


@pytest.fixture
def fill(database: Database) -> Fill:
    """Puts articles of mixed dates into the library; gives their ids as they are to be listed."""

    def fill(count: int) -> list[str]:
        rows = [
            (number, f"{number:016x}", f"2020-{number * 7 % 12 + 1:02}-{number * 5 % 28 + 1:02}")
            for number in range(1, count + 1)
        ]
        with database.writing() as connection:
            connection.executemany(
                "INSERT INTO articles VALUES (?, ?, 't', 's', NULL, ?, 1, '{\"paragraph\": 2}', 'h', 'n')",
                rows,
            )
        return [row[1] for row in sorted(rows, key=lambda row: (row[2], row[0]), reverse=True)]

    return fill


def decided(database: Database, article_id: str, *, done: bool, annotator: str = "anna") -> None:
    Decisions(database).put(
        ShardRow(f"{annotator}/{article_id}", annotator, article_id, 1, 1, "j", 2, done, 1, 3, {}, [], 0, 0)
    )


def shown(listing: Listing) -> list[str | None]:
    return [row.id if row else None for row in map(listing.row, range(len(listing)))]


def test_empty_list(database: Database) -> None:
    listing = Listing(database, "anna")
    assert (len(listing), listing.start, listing.loaded) == (0, 0, True)
    assert listing.row(0) is None
    assert listing.next_open(0, 1) is None


def test_newest_first_over_several_windows(database: Database, fill: Fill) -> None:
    ids = fill(3 * WINDOW + 10)
    listing = Listing(database, "anna")
    assert listing.loaded
    assert shown(listing) == ids
    assert shown(listing)[::-1] == ids[::-1]
    assert listing.row(len(ids)) is None
    assert listing.row(-1) is None
    assert [listing.position(one) for one in ids[::100]] == list(range(len(ids)))[::100]
    assert listing.position("absent") is None


def test_start_is_where_one_was(database: Database, fill: Fill) -> None:
    ids = fill(600)
    assert Listing(database, "anna", ids[400]).start == 400
    assert Listing(database, "anna", "absent").start == 0


def test_row_says_how_far_the_annotator_is(database: Database, fill: Fill) -> None:
    ids = fill(3)
    listing = Listing(database, "anna")
    before = listing.row(1)
    assert before is not None
    assert (before.title, before.source, before.published, before.words) == ("t", "s", None, 1)
    assert (before.kinds, before.opened, before.decided, before.done) == ({"paragraph": 2}, False, 0, False)
    decided(database, ids[1], done=True)
    decided(database, ids[1], done=True, annotator="bert")
    decided(database, ids[2], done=True, annotator="bert")
    Reading(database).keep("anna", ids[1], ReadingPlace(1, 1, finished=True), "now")
    assert listing.row(1) == before
    listing.refresh()
    after = listing.row(1)
    assert after is not None
    assert (after.opened, after.finished, after.decided, after.done) == (True, True, 2, True)
    assert (after.flagged, after.lost) == (1, 3)
    other = listing.row(2)
    assert other is not None
    assert (other.opened, other.decided) == (False, 0)


def test_next_open_passes_over_what_is_done(database: Database, fill: Fill) -> None:
    ids = fill(6)
    for nth in (1, 2, 4):
        decided(database, ids[nth], done=True)
    decided(database, ids[3], done=False)
    decided(database, ids[5], done=True, annotator="bert")
    listing = Listing(database, "anna")
    assert [listing.next_open(nth, 1) for nth in range(6)] == [3, 3, 3, 5, 5, None]
    assert [listing.next_open(nth, -1) for nth in range(6)] == [None, 0, 0, 0, 3, 3]


def test_long_list_is_known_around_its_start_at_once(database: Database, fill: Fill) -> None:
    ids = fill(LONG)
    listing = Listing(database, "anna", ids[20_000])
    assert (len(listing), listing.start, listing.loaded) == (LONG, 20_000, False)
    known = [position for position in range(LONG) if listing.reach(position)]
    assert known == list(range(known[0], known[-1] + 1))
    assert known[0] <= 20_000 - WINDOW
    assert known[-1] >= 20_000 + WINDOW - 1
    for position in known:
        row = listing.row(position)
        assert row is not None
        assert row.id == ids[position]
    assert listing.position(ids[20_010]) == 20_010
    assert listing.position(ids[5]) is None
    assert listing.row(0) is None
    listing.load()
    assert listing.loaded
    for position in (0, 255, 256, 19_999, 20_000, LONG - 1):
        row = listing.row(position)
        assert row is not None
        assert row.id == ids[position]
    assert listing.position(ids[5]) == 5


@pytest.mark.parametrize("around", [None, "absent", 0, 3, LONG - 1])
def test_long_list_at_its_ends(database: Database, fill: Fill, around: int | str | None) -> None:
    ids = fill(LONG)
    start = around if isinstance(around, int) else 0
    listing = Listing(database, "anna", ids[around] if isinstance(around, int) else around)
    assert (len(listing), listing.start, listing.loaded) == (LONG, start, False)
    row = listing.row(start)
    assert row is not None
    assert row.id == ids[start]
    assert listing.reach(-1) is False
    assert listing.reach(LONG) is False


def test_articles_added_meanwhile_are_there_after_loading(database: Database, fill: Fill) -> None:
    fill(10)
    listing = Listing(database, "anna")
    with database.writing() as connection:
        connection.execute(
            "INSERT INTO articles VALUES (99, 'new', 't', 's', NULL, '2021', 1, '{}', 'h', 'n')"
        )
    assert len(listing) == 10
    listing.load()
    assert (len(listing), listing.position("new")) == (11, 0)
