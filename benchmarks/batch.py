"""How quickly a command without a screen starts: whole processes, CPU."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from .corpora import make_workspace, small_texts
from .measure import Budget, Effort, NotMeasuredError, Row, alternate, median
from .terminals import reader_command

_BARE = [sys.executable, "-c", "import sqlite3, json, click"]


def rows(scratch: Path, effort: Effort) -> Iterator[Row]:
    """`reader list` on a small workspace against the imports that it cannot do without."""
    folder = scratch / "batch"
    make_workspace(folder, small_texts(10))
    command = reader_command("list", "--json")
    # The first time, what has changed is compiled.
    _cpu(command, folder)
    listing, bare = alternate(effort.times(24), lambda: _cpu(command, folder), lambda: _cpu(_BARE, folder))
    yield Row("reader list, 10 articles", median(listing), median(bare), "ms", Budget(ratio=3))


def _cpu(command: Sequence[str], folder: Path) -> float:
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    nowhere = subprocess.DEVNULL
    process = subprocess.Popen(command, cwd=folder, env=env, stdout=nowhere, stderr=nowhere)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise NotMeasuredError(f"{command[0]} ended with {process.returncode}")
    return (usage.ru_utime + usage.ru_stime) * 1000
