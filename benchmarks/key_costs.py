"""What a key costs until its frame is out: CPU in process, and wall time in a real pseudo-terminal."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import cycle
from pathlib import Path
from typing import Any

from rich.console import RenderableType
from textual import events
from textual._compositor import CompositorUpdate
from textual.screen import Screen

from reader.analysis.marks import Analysis, EntityType, Mention, Quote, QuoteKind
from reader.spans import Span
from reader.tui.app import ReaderApp
from reader.workspace.workspace import Workspace

from .corpora import article_text, fill_library, make_workspace, open_workspace
from .measure import Budget, Effort, Row, median, percentile
from .terminals import Terminal, reader_command

_ROUNDS = 4
"""The long and the short are measured in turn: what else the machine does falls on both alike."""
_LIST_KEYS = ("down", "pagedown", "end", "home")
_ARTICLE_KEYS = ("j", "1", "pagedown", "g")
_POLL = 0.001
_POLLS = 500
_PTY_KEYS = 40

Costs = dict[str, list[float]]


@dataclass(frozen=True, slots=True)
class Subject:
    """A workspace to press keys in, and the article to open there; without one it is the list."""

    folder: Path
    article_id: str | None
    named: bool = False
    """Whether its names and quotes have been found."""


class Probe(ReaderApp):
    """The app, taking the time of every frame; pilot.press would add its own waiting."""

    frames = 0
    shown_at = 0.0

    def _display(self, screen: Screen[Any], renderable: RenderableType | None) -> None:
        super()._display(screen, renderable)
        drawn: object = renderable
        if isinstance(drawn, CompositorUpdate):
            # Without a terminal Textual leaves out the last step, down to the signs that are sent.
            drawn.render_segments(self.console)
            self.frames += 1
            self.shown_at = time.thread_time()


def rows(scratch: Path, effort: Effort) -> Iterator[Row]:
    """A million rows against a thousand; 3,000 paragraphs against 30; names and quotes against none."""
    times = effort.times(40)
    yield from _lists(scratch, times)
    yield from _articles(scratch, times)
    yield from _highlights(scratch, times)


def _lists(scratch: Path, times: int) -> Iterator[Row]:
    many, few = scratch / "million", scratch / "thousand"
    fill_library(many, 1_000_000)
    fill_library(few, 1_000)
    long, short = _in_turn(Subject(many, None), Subject(few, None), _LIST_KEYS, times)
    for key in _LIST_KEYS:
        what = f"key {key}, 1,000,000 articles"
        yield Row(what, median(long[key]), median(short[key]), "ms", Budget(ratio=1.2))


def _articles(scratch: Path, times: int) -> Iterator[Row]:
    subjects = [_article(scratch / f"article{count}", count) for count in (3_000, 30)]
    long, short = _in_turn(subjects[0], subjects[1], _ARTICLE_KEYS, times)
    for key in _ARTICLE_KEYS:
        what = f"key {key}, 3,000 paragraphs"
        yield Row(what, median(long[key]), median(short[key]), "ms", Budget(ratio=1.5))
    every = [cost for key in _ARTICLE_KEYS for cost in short[key]]
    yield Row("any key to frame, p50 beside j", median(every), median(short["j"]), "ms", Budget(amount=3))
    walls = _walls(scratch / "article30", _PTY_KEYS)
    yield Row("key j in a pty, p95 beside p50", percentile(walls, 95), median(walls), "ms", Budget(amount=20))


def _highlights(scratch: Path, times: int) -> Iterator[Row]:
    """An article with a name in ten words and a quote in each paragraph."""
    long, short = (_article(scratch / f"named{count}", count) for count in (3_000, 30))
    marked, bare = _in_turn(replace(short, named=True), short, _ARTICLE_KEYS, times)
    for key in _ARTICLE_KEYS:
        what = f"key {key}, names and quotes drawn"
        yield Row(what, median(marked[key]), median(bare[key]), "ms", Budget(ratio=1.5))
    many, few = _in_turn(replace(long, named=True), replace(short, named=True), ("tab",), times)
    what = "key Tab, 3,000 paragraphs"
    yield Row(what, median(many["tab"]), median(few["tab"]), "ms", Budget(ratio=1.5, amount=3))


def _find_names(workspace: Workspace, article_id: str) -> None:
    """Names and quotes where an article of news has about as many."""
    article = workspace.article(article_id)
    words = list(re.finditer(r"\w+", article.text))[::10]
    types = cycle((EntityType.PER, EntityType.ORG, EntityType.LOC, EntityType.NORP))
    mentions = tuple(Mention(Span(*word.span()), label) for word, label in zip(words, types, strict=False))
    quotes = (Span(one.span.start, one.span.start + len(one.span) // 2) for one in article.blocks)
    analysis = Analysis("bench 1", mentions, (), tuple(Quote((one,), QuoteKind.DIRECT) for one in quotes))
    workspace.analyses.put(article_id, analysis)


def _article(folder: Path, paragraphs: int) -> Subject:
    (article_id,) = make_workspace(folder, {"a.txt": article_text(paragraphs)})
    return Subject(folder, article_id)


def _in_turn(long: Subject, short: Subject, keys: Sequence[str], times: int) -> tuple[Costs, Costs]:
    """What each key costs in both."""
    found: tuple[Costs, Costs] = ({key: [] for key in keys}, {key: [] for key in keys})
    for _ in range(_ROUNDS):
        for costs, subject in zip(found, (long, short), strict=True):
            for key, more in _costs(subject, keys, max(3, times // _ROUNDS)).items():
                costs[key] += more
    return found


def _costs(subject: Subject, keys: Sequence[str], times: int) -> Costs:
    workspace = open_workspace(subject.folder)
    if subject.named and subject.article_id:
        _find_names(workspace, subject.article_id)
    try:
        return asyncio.run(_press(workspace, subject.article_id, keys, times))
    finally:
        workspace.close()


async def _press(workspace: Workspace, article_id: str | None, keys: Sequence[str], times: int) -> Costs:
    costs: Costs = {key: [] for key in keys}
    app = Probe(workspace, article_id, look=False)
    async with app.run_test(size=(120, 40)) as pilot:
        await app.workers.wait_for_complete()
        await pilot.pause()
        for _ in range(times):
            for key in keys:
                cost = await cost_of(app, key)
                # A key that changes nothing draws nothing.
                costs[key] += [cost] if cost is not None else []
                workspace.flush(10)
                await pilot.pause()
    return costs


async def cost_of(app: Probe, key: str) -> float | None:
    """CPU of the app's thread from a key to the end of its first frame, in milliseconds."""
    frames, start = app.frames, time.thread_time()
    app.post_message(events.Key(key, key if len(key) == 1 else None))
    for _ in range(_POLLS):
        if app.frames > frames:
            return (app.shown_at - start) * 1000
        await asyncio.sleep(_POLL)
    return None


def _walls(folder: Path, times: int) -> list[float]:
    """Milliseconds from a key to the end of its frame, for so many keys."""
    with Terminal(reader_command("open"), folder) as terminal:
        terminal.until("of 1")
        terminal.press("\r")
        terminal.until("/30")
        walls = [terminal.frame("j" if nth % 20 < 10 else "k") for nth in range(times)]
        terminal.stop()
    return walls
