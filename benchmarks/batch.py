"""How quickly a command without a screen starts: whole processes, CPU."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from .corpora import make_workspace, small_texts
from .measure import Budget, Effort, Row, alternate, median
from .terminals import reader_command

_BARE = [sys.executable, "-c", "import sqlite3, json, click"]


def rows(scratch: Path, effort: Effort) -> Iterator[Row]:
    """`reader list` on a small workspace against the imports that it cannot do without."""
    folder = scratch / "batch"
    make_workspace(folder, small_texts(10))
    listing, bare = alternate(
        effort.times(12), lambda: _cpu(reader_command("list", "--json"), folder), lambda: _cpu(_BARE, folder)
    )
    yield Row("reader list, 10 articles", median(listing), median(bare), "ms", Budget(ratio=3))


def _cpu(command: Sequence[str], folder: Path) -> float:
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return (usage.ru_utime + usage.ru_stime) * 1000
