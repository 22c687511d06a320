"""The first useful frame: CPU from the start of the process until rows of the list are on the screen."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from .corpora import fill_library, make_workspace, small_texts
from .measure import Budget, Effort, Row, alternate, median
from .terminals import EMPTY_APP, Terminal, Usage, reader_command


def rows(scratch: Path, effort: Effort) -> Iterator[Row]:
    """A small workspace against Textual's own empty app; then a million articles against a thousand."""
    small = scratch / "small"
    make_workspace(small, small_texts(10))

    def reader() -> float:
        return _start(reader_command("open"), small, "of 10").cpu

    def empty() -> float:
        return _start([sys.executable, "-c", EMPTY_APP], small, "ready").cpu

    reader()
    ours, textuals = alternate(effort.times(12), reader, empty)
    yield Row("first frame, 10 articles", median(ours), median(textuals), "ms", Budget(ratio=1.5))
    thousand, million = scratch / "thousand", scratch / "million"
    fill_library(thousand, 1_000)
    fill_library(million, 1_000_000)
    many, few = alternate(
        effort.times(8), lambda: _list(million, "1,000,000"), lambda: _list(thousand, "1,000")
    )
    yield Row("first frame, 1,000,000 articles", median(many), median(few), "ms", Budget(ratio=1.2))
    most, least = alternate(3, lambda: _whole(million, "1,000,000"), lambda: _whole(thousand, "1,000"))
    yield Row("memory, 1,000,000 articles", median(most), median(least), "MB", Budget(ratio=1.2, amount=60))


def _start(command: list[str], folder: Path, shown: str) -> Usage:
    with Terminal(command, folder) as terminal:
        terminal.until(shown)
        return terminal.stop()


def _list(folder: Path, count: str) -> float:
    return _start(reader_command("open"), folder, f"of {count}").cpu


def _whole(folder: Path, count: str) -> float:
    """The most memory until the last row of the list was shown, which takes the whole list."""
    with Terminal(reader_command("open"), folder) as terminal:
        terminal.until(f"of {count}")
        terminal.insist("G", f"{count} of {count}")
        return terminal.stop().memory
