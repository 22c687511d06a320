"""The index of decisions: whatever it says can be read again from the files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from reader.library import Database, Decisions
from reader.library.decisions import KnownShard, OperationRow, ShardRow

SHARD = ShardRow(
    "anna/aa.json", "anna", "aa", 10, 20, "judged", 2, False, 1, 0, {("war", "accept"): 2}, [], 0, 0
)


def rows(*orders: int, article: str = "aa") -> list[OperationRow]:
    return [OperationRow(order, f"op{order}", "do", None, article, f"words {order}") for order in orders]


@pytest.fixture
def decisions(tmp_path: Path) -> Iterator[Decisions]:
    database = Database.open(tmp_path / "library.sqlite")
    yield Decisions(database)
    database.close()


def test_file_is_indexed_whole_and_then_by_what_is_new(decisions: Decisions) -> None:
    assert decisions.newest_order(SHARD.path) == 0
    assert decisions.put(replace(SHARD, operations=rows(1, 2), history_length=2))
    assert decisions.newest_order(SHARD.path) == 2
    assert decisions.put(
        replace(SHARD, operations=rows(3), operations_after=2, history_length=3, mtime_ns=11)
    )
    assert decisions.operations("anna") == rows(1, 2, 3)
    assert decisions.operations("anna", after=2) == rows(3)
    assert decisions.known() == {SHARD.path: KnownShard("aa", 11, 20, "judged", None)}


def test_gap_in_the_history_asks_for_the_whole(decisions: Decisions) -> None:
    decisions.put(replace(SHARD, operations=rows(1), history_length=1))
    assert not decisions.put(replace(SHARD, operations=rows(5), operations_after=1, history_length=3))
    assert decisions.put(replace(SHARD, operations=rows(1, 2, 5), history_length=3))
    assert decisions.operations("anna") == rows(1, 2, 5)


def test_history_that_was_shortened_is_taken_as_it_is(decisions: Decisions) -> None:
    decisions.put(replace(SHARD, operations=rows(1, 2, 3), history_length=3))
    assert decisions.put(replace(SHARD, operations=rows(2), history_length=1))
    assert decisions.operations("anna") == rows(2)


def test_operations_are_of_one_annotator_over_all_files(decisions: Decisions) -> None:
    decisions.put(replace(SHARD, operations=rows(1, 4), history_length=2))
    other = rows(2, 3, article="bb")
    decisions.put(replace(SHARD, path="anna/bb.json", article_id="bb", operations=other, history_length=2))
    decisions.put(replace(SHARD, path="bert/aa.json", annotator="bert", operations=rows(9), history_length=1))
    assert [(one.order, one.article_id) for one in decisions.operations("anna")] == [
        (1, "aa"),
        (2, "bb"),
        (3, "bb"),
        (4, "aa"),
    ]


def test_totals_of_everyone(decisions: Decisions) -> None:
    decisions.put(SHARD)
    decisions.put(replace(SHARD, labels={("war", "accept"): 1, ("gas", "reject"): 4}))
    decisions.put(replace(SHARD, path="anna/bb.json", article_id="bb", decided=5, done=True))
    decisions.put(replace(SHARD, path="bert/aa.json", annotator="bert", labels={}))
    anna, bert = decisions.totals()
    assert (anna.annotator, anna.articles, anna.decided, anna.done, anna.flagged) == ("anna", 2, 7, 1, 2)
    assert anna.labels == {("war", "accept"): 3, ("gas", "reject"): 4}
    assert (bert.annotator, bert.labels) == ("bert", {})


def test_file_that_is_gone_takes_all_of_it_along(decisions: Decisions) -> None:
    decisions.put(replace(SHARD, operations=rows(1), history_length=1))
    decisions.drop(SHARD.path)
    decisions.drop("never/there.json")
    assert (decisions.known(), decisions.operations("anna"), decisions.totals()) == ({}, [], [])
