"""What all of a corpus costs: counting a million annotations, and marking 100,000 articles as read."""

from __future__ import annotations

import json
import sqlite3
import subprocess
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path

from benchmarks.annotated import EACH, Annotated
from benchmarks.corpora import ANNOTATOR, open_workspace
from benchmarks.measure import Budget, Effort, NotMeasuredError, Row, alternate, median, milliseconds
from benchmarks.terminals import reader_command
from reader.annotations.model import Kind
from reader.library import Database, Decisions, Marking
from reader.workspace.root import Root
from reader.workspace.workspace import Workspace

_TIMES = 12
_WALKED = 1_000
_NONE = Budget()


def rows(scratch: Path, effort: Effort) -> Iterator[Row]:
    """The index against bare SQL and against the files; `reader stats` whole; marks against bare rows."""
    annotations = 100_000 if effort.quick else 1_000_000
    made = Annotated(scratch / "many", annotations)
    root = Root(made.folder, plain=False)
    database = Database.open(root.library)
    workspace = open_workspace(made.folder)
    try:
        bench = _Counts(workspace, database, root.library, annotations)
        times = effort.times(_TIMES)
        own, bare, walk = map(median, alternate(times, bench.totals, bench.bare, bench.walk))
        (stats,) = map(median, alternate(3, lambda: _stats(made.folder, annotations)))
        whole = f"count of {annotations:,} annotations"
        yield Row(f"{whole}, to bare SQL", own, bare, "ms", _NONE)
        yield Row(f"{whole}, to a walk of the files (of {_WALKED:,}, scaled)", own, walk, "ms", _NONE)
        yield Row(f"reader stats, whole process, {annotations:,}, to that walk", stats, walk, "ms", _NONE)
        count = f"{made.articles:,} articles"
        read, rows_bare, back = map(median, alternate(times, bench.mark, bench.insert_bare, bench.take_back))
        yield Row(f"{count} marked as read, to bare rows", read, rows_bare, "ms", _NONE)
        yield Row(f"{count} marked, taken back, to bare rows", back, rows_bare, "ms", _NONE)
    finally:
        workspace.close()
        database.close()


class _Counts:
    def __init__(self, workspace: Workspace, database: Database, path: Path, annotations: int) -> None:
        self._workspace = workspace
        self._decisions, self._marking = Decisions(database), Marking(database)
        self._path = path
        self._annotations = annotations

    def totals(self) -> float:
        """The count that `reader stats` prints."""

        def count() -> None:
            _same(sum(sum(one.labels.values()) for one in self._decisions.totals()), self._annotations)

        return milliseconds(count)

    def bare(self) -> float:
        """Labels by state in one statement, without annotators."""
        with closing(sqlite3.connect(self._path)) as connection:
            query = "SELECT label, state, sum(count) FROM labels GROUP BY label, state"
            return milliseconds(lambda: connection.execute(query).fetchall())

    def walk(self) -> float:
        """Reading the first files, times so many as there are."""

        def count() -> None:
            found: Counter[str] = Counter()
            for file in islice(self._workspace.store.files(), _WALKED):
                shard = self._workspace.store.load_file(file.path)
                found.update(
                    x.label for x in shard.annotations.values() if x.kind is Kind.LABEL
                ) if shard else 0

        return milliseconds(count) * self._annotations / EACH / _WALKED

    def mark(self) -> float:
        """All of them marked as read."""
        return milliseconds(lambda: self._marking.mark(ANNOTATOR, None))

    def take_back(self) -> float:
        """That taken back."""
        return milliseconds(lambda: self._marking.undo(ANNOTATOR))

    def insert_bare(self) -> float:
        """The same rows for somebody else in one statement; they are removed outside of the time."""
        with closing(sqlite3.connect(self._path, isolation_level=None)) as connection:
            connection.execute("PRAGMA synchronous = NORMAL")
            query = "INSERT INTO reading SELECT 'bare', row, 0, 0, 1, '' FROM articles"
            taken = milliseconds(lambda: connection.execute(query))
            connection.execute("DELETE FROM reading WHERE annotator = 'bare'")
        return taken


def _stats(folder: Path, annotations: int) -> float:
    def run() -> None:
        line = reader_command("stats", "--json", "--workspace", str(folder))
        done = subprocess.run(line, capture_output=True, text=True, check=False)
        if done.returncode:
            raise NotMeasuredError(f"reader stats failed: {done.stderr.strip()[:200]}")
        (person,) = json.loads(done.stdout)["annotators"]
        _same(sum(one["accept"] for one in person["labels"].values()), annotations)

    return milliseconds(run)


def _same(found: int, expected: int) -> None:
    if found != expected:
        raise NotMeasuredError(f"counted {found:,} annotations, not {expected:,}")
