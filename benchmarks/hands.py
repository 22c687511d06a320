"""What a key costs in a real pseudo-terminal, beside a bare curses program that shows the same text."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path

from .corpora import article_text, make_workspace
from .measure import Budget, Effort, Row, median, percentile
from .terminals import Terminal, reader_command

_PARAGRAPHS = 30
# Moves a cursor by paragraphs in the same text, repaints what has changed, and knows nothing else.
_CURSES = """
import curses, sys
paragraphs = open(sys.argv[1]).read().split("\\n\\n")
def main(screen):
    curses.curs_set(0)
    rows, width = screen.getmaxyx()
    lines = [(nth, text[at:at + 66]) for nth, text in enumerate(paragraphs) for at in range(0, len(text), 66)]
    cursor = 0
    while True:
        first = next(nth for nth, line in enumerate(lines) if line[0] == cursor)
        top = max(0, first - rows // 2)
        for y in range(rows - 1):
            nth, text = lines[top + y] if top + y < len(lines) else (-1, "")
            screen.addnstr(y, 0, ("> " if nth == cursor else "  ") + text.ljust(width - 3), width - 1)
        screen.addnstr(rows - 1, 0, f"paragraph {cursor + 1:3}", width - 1)
        screen.refresh()
        key = screen.getch()
        cursor = min(max(cursor + (1 if key == ord("j") else -1), 0), len(paragraphs) - 1)
curses.wrapper(main)
"""


def rows(scratch: Path, effort: Effort) -> Iterator[Row]:
    """From a key sent to the last byte of the answer, ours and curses' in turn."""
    folder = scratch / "article"
    make_workspace(folder, {"a.txt": article_text(_PARAGRAPHS)})
    keys = list(islice(cycle("jjjjjjjjjjkkkkkkkkkk"), effort.times(80)))
    bare = [sys.executable, "-c", _CURSES, str(folder / "seeds" / "a.txt")]
    with Terminal(reader_command("open"), folder) as ours, Terminal(bare, folder) as theirs:
        ours.until("of 1")
        ours.press("\r")
        ours.until(f"/{_PARAGRAPHS}")
        theirs.until("paragraph")
        ours.settle()
        theirs.settle()
        found = [(ours.answer(key), theirs.answer(key)) for key in keys]
        ours.stop()
        theirs.stop()
    reader, curses = [one for one, _ in found], [one for _, one in found]
    yield Row("key j or k in a pty, p50 beside curses", median(reader), median(curses), "ms", Budget())
    yield Row(
        "key j or k in a pty, p95 beside curses",
        percentile(reader, 95),
        percentile(curses, 95),
        "ms",
        Budget(amount=20),
    )
