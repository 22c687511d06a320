"""How far a long command has come, on stderr where that is a terminal."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import click

_AT_LEAST = 20
"""A bar for less would be gone before it is read."""
_SECONDS = 0.1
"""How often it is drawn at most: over a slow line each time takes a while."""


@contextmanager
def progress_bar(words: str) -> Iterator[Callable[[int, int], bool]]:
    """Gives what is told how many of how many are done, and draws a bar where there is somebody to see it.

    Of 0 means that nobody knows how many there are. It always answers True: Ctrl-C breaks off, by
    KeyboardInterrupt.
    """
    bar = None
    drawn = 0.0

    def told(done: int, total: int) -> bool:
        nonlocal bar, drawn
        if (total >= _AT_LEAST or (total == 0 and done >= _AT_LEAST)) and _is_seen():
            bar = bar or _make(words, total)
            if done == total or time.monotonic() - drawn >= _SECONDS:
                bar.update(done - bar.pos)
                drawn = time.monotonic()
        return True

    try:
        yield told
    finally:
        if bar is not None:
            bar.render_finish()


def _is_seen() -> bool:
    return sys.stderr is not None and sys.stderr.isatty()


def _make(words: str, total: int) -> Any:
    if total:
        return click.progressbar(length=total, label=words, file=sys.stderr)
    endless = (nothing for nothing in range(0))
    return click.progressbar(endless, label=words, file=sys.stderr, show_pos=True)
