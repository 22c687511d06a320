"""One durable tag by the whole way of a workspace, among ever more annotations; `reader tag` as a process."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from benchmarks.annotated import EACH, Annotated
from benchmarks.corpora import ANNOTATOR, open_workspace
from benchmarks.measure import Budget, Effort, NotMeasuredError, Row, alternate, median, milliseconds
from benchmarks.one_tag import replace_bare
from benchmarks.terminals import reader_command
from reader.annotations.deciding import Act, Choice, Stamp, decide
from reader.annotations.model import Change, Shard
from reader.workspace.ids import iso_time, new_id, system_clock

DURABLE = Budget(ratio=3)
GROWTH = Budget(ratio=1.3)
_SAVES = 60
_RUNS = 12
_SIZES = (10_000, 100_000, 1_000_000)


def rows(scratch: Path, effort: Effort) -> Iterator[Row]:
    """Three sizes, their samples taken in turn, beside the bare calls and beside the smallest."""
    sizes = _SIZES[:2] if effort.quick else _SIZES
    benches = [Bench(scratch / str(size), size) for size in sizes]
    try:
        samples = [sample for one in benches for sample in (one.tag, one.store_alone, one.write_bare)]
        for sample in samples:
            sample()
        taken = [median(values) for values in alternate(effort.times(_SAVES), *samples)]
        processes = [median(x) for x in alternate(effort.times(_RUNS), *(one.command for one in benches))]
    finally:
        for one in benches:
            one.close()
    for nth, size in enumerate(sizes):
        whole, store, bare = taken[nth * 3 : nth * 3 + 3]
        yield Row(f"one tag, saved, {size:,} annotations, to bare calls", store, bare, "ms", DURABLE)
        yield Row(f"one tag, saved and indexed, {size:,}, to bare calls", whole, bare, "ms", DURABLE)
    for nth, size in list(enumerate(sizes))[1:]:
        against = f"{size:,} to {sizes[0]:,}"
        yield Row(f"one tag, saved and indexed, {against}", taken[nth * 3], taken[0], "ms", GROWTH)
        yield Row(f"one tag, saved, {against}", taken[nth * 3 + 1], taken[1], "ms", GROWTH)
        yield Row(f"reader tag, whole process, {against}", processes[nth], processes[0], "ms", GROWTH)


class Bench:
    """One of the workspaces, open; every sample is in an article that no sample was in before."""

    def __init__(self, folder: Path, annotations: int) -> None:
        self._made = Annotated(folder, annotations)
        self._workspace = open_workspace(folder)
        self._numbers = count()
        self._bare = folder / "bare" / "ab" / "file.json"
        self._bare.parent.mkdir(parents=True)
        self._article = ""

    def tag(self) -> float:
        """A tag on a free paragraph, until it is on disk and in the index; returns milliseconds."""
        workspace, self._article = self._workspace, self._next()
        sheet = workspace.sheet(self._article)
        target = sheet.target_of_block(EACH + 2)

        def save() -> None:
            workspace.decide(sheet, target, Choice(Act.TOGGLE, "fact"))
            if not workspace.flush().saved:
                raise NotMeasuredError("a tag was not saved")

        return milliseconds(save)

    def store_alone(self) -> float:
        """The same in the next article by the store alone; returns milliseconds."""
        workspace = self._workspace
        sheet = workspace.sheet(self._next())
        target = sheet.target_of_block(EACH + 2)

        def make(shard: Shard) -> Change | None:
            now = system_clock()
            stamp = Stamp(new_id(now), now, iso_time(now), None)
            return decide(shard, target, Choice(Act.TOGGLE, "fact"), workspace.scheme, stamp)

        return milliseconds(lambda: workspace.store.change(ANNOTATOR, sheet.shard.article, make))

    def write_bare(self) -> float:
        """As many bytes, as durable, with nothing around them; returns milliseconds."""
        content = self._workspace.store.path(ANNOTATOR, self._article).read_bytes()
        return milliseconds(lambda: replace_bare(self._bare, content))

    def command(self) -> float:
        """`reader tag` from its start to its end; returns milliseconds."""
        words = ("tag", self._next(), str(EACH + 3), "fact", "--annotator", ANNOTATOR)
        line = reader_command(*words, "--workspace", str(self._made.folder))

        def run() -> None:
            done = subprocess.run(line, capture_output=True, text=True, check=False)
            if done.returncode:
                raise NotMeasuredError(f"reader tag failed: {done.stderr.strip()}")

        return milliseconds(run)

    def close(self) -> None:
        """Close the workspace."""
        self._workspace.close()

    def _next(self) -> str:
        # Far from one another, so that neighbours in the index are not always the same.
        return self._made.article_id(next(self._numbers) * 7919 % self._made.articles)
