"""Who decided what, when, and what it was before: the histories of all files of decisions, newest first."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from reader.annotations.model import Operation, Shard
from reader.annotations.store import Store
from reader.errors import StoreError
from reader.library.decisions import Decisions, OperationRow

_SHARDS_KEPT = 64


@dataclass(frozen=True, slots=True)
class Entry:
    """One operation of an annotator, with the file it stands in; None of both for one that cannot be read."""

    annotator: str
    row: OperationRow
    shard: Shard | None
    operation: Operation | None


def entries_of_article(store: Store, annotators: Iterable[str], article_id: str) -> Iterator[Entry]:
    """What was done in one article, newest first. Raises StoreError."""
    found: list[Entry] = []
    for annotator in annotators:
        shard = store.load(annotator, article_id)
        for operation in shard.history if shard else ():
            event = operation.event.value
            row = OperationRow(
                operation.order, operation.id, event, operation.of, article_id, operation.words
            )
            found.append(Entry(annotator, row, shard, operation))
    yield from sorted(found, key=lambda entry: -entry.row.order)


def entries(
    store: Store,
    decisions: Decisions,
    annotators: Iterable[str],
    others: Callable[[str], Iterator[OperationRow]] = lambda _: iter(()),
) -> Iterator[Entry]:
    """What the annotators did, newest first; `others` are operations that stand in no file of decisions."""

    @lru_cache(maxsize=_SHARDS_KEPT)
    def load(annotator: str, article_id: str) -> Shard | None:
        try:
            return store.load_file(store.path(annotator, article_id)) if article_id else None
        except StoreError:
            return None

    def of(annotator: str, rows: Iterator[OperationRow]) -> Iterator[Entry]:
        for row in rows:
            shard = load(annotator, row.article_id)
            yield Entry(annotator, row, shard, shard.operation(row.id) if shard else None)

    streams = [of(one, rows(one)) for one in annotators for rows in (decisions.newest, others)]
    return heapq.merge(*streams, key=lambda entry: -entry.row.order)
