"""How far a long command has come, on stderr where that is a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

_AT_LEAST = 20
"""A bar for less would be gone before it is read."""


@contextmanager
def progress_bar(words: str) -> Iterator[Callable[[int, int], bool]]:
    """Gives what is told how many of how many are done, and draws a bar where there is somebody to see it.

    It always answers True: Ctrl-C breaks off, by KeyboardInterrupt.
    """
    bar = None

    def told(done: int, total: int) -> bool:
        nonlocal bar
        if total >= _AT_LEAST and sys.stderr is not None and sys.stderr.isatty():
            bar = bar or click.progressbar(length=total, label=words, file=sys.stderr)
            bar.update(done - bar.pos)
        return True

    try:
        yield told
    finally:
        if bar is not None:
            bar.render_finish()
