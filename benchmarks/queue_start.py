"""A queue's first item, the item after it, and its total, in a small corpus and in a large one."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.corpora import article_text, fill_library, open_workspace
from benchmarks.measure import Budget, Effort, NotMeasuredError, Row, Sample, alternate, median, milliseconds
from reader.corpus.plain import article_from_text
from reader.library import Database
from reader.workspace.queue import Order, Plan
from reader.workspace.queue_kept import Kept
from reader.workspace.queueing import Queue
from reader.workspace.root import Root
from reader.workspace.workspace import Workspace

AT_ONCE = Budget(amount=150)
_SIZES = (100, 10_000)
_RUNS = 20
_SECONDS = 60.0


def rows(scratch: Path, effort: Effort) -> Iterator[Row]:
    """Each order in the large corpus beside the small one."""
    opened = []
    for size in _SIZES:
        folder = scratch / str(size)
        fill_library(folder, size)
        fill_texts(folder)
        opened.append(open_workspace(folder))
    try:
        for order in (Order.READING, Order.RANDOM):
            for name, what in (("first item", _first), ("total", _total)):
                samples = [_sample(what, one, order) for one in opened]
                small, large = (median(values) for values in alternate(effort.times(_RUNS), *samples))
                yield Row(
                    f"queue {order}: {name}, {_SIZES[1]:,} articles to {_SIZES[0]}",
                    large,
                    small,
                    "ms",
                    AT_ONCE,
                )
    finally:
        for one in opened:
            one.close()


def fill_texts(folder: Path) -> None:
    """Give every article of a library a text, and count its blocks."""
    text = article_text(20)
    blocks = len(article_from_text(text, id="0" * 16, name="a.txt").blocks)
    database = Database.open(Root(folder, plain=False).library)
    try:
        with database.writing() as connection:
            connection.execute(
                """
                INSERT INTO versions (article, text_hash, text, seen)
                SELECT row, text_hash, ?, added FROM articles
                """,
                (text,),
            )
            connection.execute("UPDATE articles SET kinds = ?", (f'{{"paragraph":{blocks}}}',))
    finally:
        database.close()


def _sample(what: Callable[[Queue, threading.Event], None], workspace: Workspace, order: Order) -> Sample:
    def run() -> float:
        found = threading.Event()
        queue = Queue(workspace, Kept(Plan(order)), found.set)
        try:
            return milliseconds(lambda: what(queue, found))
        finally:
            queue.close()
            queue.wait(_SECONDS)

    return run


def _first(queue: Queue, found: threading.Event) -> None:
    """Until the first item can be shown."""
    queue.start()
    while queue.looking:
        if not found.wait(_SECONDS):
            raise NotMeasuredError("no item was found")
        found.clear()
    if queue.take() is None:
        raise NotMeasuredError("there was no item")


def _total(queue: Queue, found: threading.Event) -> None:
    """Until the total is known."""
    queue.start()
    while queue.left is None:
        if not found.wait(_SECONDS):
            raise NotMeasuredError("nothing was counted")
        found.clear()
