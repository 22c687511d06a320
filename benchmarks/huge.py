"""An article of 3,000 paragraphs with 20,000 names and quotes against one of 30: every kind of key, and J."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

from textual import events

from reader.analysis.marks import Analysis, EntityType, Mention, Quote, QuoteKind
from reader.spans import Span
from reader.tui.screens.article_screen import ArticleScreen
from reader.workspace.workspace import Workspace

from .corpora import article_text, make_workspace, open_workspace
from .key_costs import Costs, Probe, cost_of
from .measure import Budget, Effort, Row, median

_MANY, _FEW, _NAMES_EACH = 3_000, 30, 17_000 / 3_000
_KEYS = {
    "j": "one paragraph down",
    "space": "a page",
    "1": "a label",
    "n": "next undecided",
    "u": "undo",
    "tab": "next highlight",
    "escape": "out of the highlight",
    "P": "panel open",
    "q": "panel closed",
}
_ROUNDS = 3


def rows(scratch: Path, effort: Effort) -> Iterator[Row]:
    """Each key's CPU until its frame, in both in turn; then the way from a short article to the long one."""
    ids: dict[int, str] = {}
    for count in (_MANY, _FEW):
        (ids[count],) = make_workspace(scratch / str(count), {"a.txt": article_text(count)})
    costs: dict[int, Costs] = {count: {key: [] for key in _KEYS} for count in ids}
    for _ in range(_ROUNDS):
        for count, article_id in ids.items():
            found = asyncio.run(_press(scratch / str(count), article_id, effort.times(9) // _ROUNDS or 1))
            for key, more in found.items():
                costs[count][key] += more
    for key, what in _KEYS.items():
        long, short = costs[_MANY][key], costs[_FEW][key]
        if long and short:
            yield Row(f"{what}, 3,000 paragraphs", median(long), median(short), "ms", Budget(ratio=1.5))
    yield from _next_article(scratch / "both", effort.times(9))


def _find_names(workspace: Workspace, article_id: str) -> None:
    article = workspace.article(article_id)
    types = cycle((EntityType.PER, EntityType.ORG, EntityType.LOC, EntityType.NORP))
    wanted = round(len(article.blocks) * _NAMES_EACH)
    words = list(re.finditer(r"\w+", article.text))
    chosen = words[:: max(1, len(words) // wanted)][:wanted]
    mentions = tuple(Mention(Span(*word.span()), label) for word, label in zip(chosen, types, strict=False))
    quotes = (Span(one.span.start, one.span.start + len(one.span) // 2) for one in article.blocks)
    found = Analysis("bench 1", mentions, (), tuple(Quote((one,), QuoteKind.DIRECT) for one in quotes))
    workspace.analyses.put(article_id, found)


async def _press(folder: Path, article_id: str, times: int) -> Costs:
    costs: Costs = {key: [] for key in _KEYS}
    workspace = open_workspace(folder)
    _find_names(workspace, article_id)
    app = Probe(workspace, article_id, look=False)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        for _ in range(times):
            for key in _KEYS:
                cost = await cost_of(app, key)
                costs[key] += [cost] if cost is not None else []
                workspace.flush(10)
                await pilot.pause()
    workspace.close()
    return costs


def _next_article(folder: Path, times: int) -> Iterator[Row]:
    """From J until the article is on the screen, prepared as the app does it, beside a short one."""
    texts = {f"{nth}.txt": article_text(count, nth) for nth, count in enumerate((_MANY, _FEW, _FEW))}
    make_workspace(folder, texts)
    long, short = asyncio.run(_walk(folder, times))
    what = "J to an article of 3,000 paragraphs, prepared"
    yield Row(what, median(long), median(short), "ms", Budget(ratio=1.5))


async def _walk(folder: Path, times: int) -> tuple[list[float], list[float]]:
    workspace = open_workspace(folder)
    listing = workspace.listing()
    listing.load()
    ids = [row.id for nth in range(3) if (row := listing.row(nth)) is not None]
    app = Probe(workspace, ids[0], look=False)
    found: dict[int, list[float]] = {_MANY: [], _FEW: []}
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        for key in "JJKK" * times:
            app.make_ready(ids)
            await app.workers.wait_for_complete()
            await pilot.pause()
            before, start = app.screen, time.thread_time()
            app.post_message(events.Key(key, key))
            while not (app.screen is not before and _is_shown(app)):
                await asyncio.sleep(0)
            cost = (time.thread_time() - start) * 1000
            screen = app.screen
            if isinstance(screen, ArticleScreen):
                found[len(screen.here.article.blocks)].append(cost)
            await pilot.pause()
    workspace.close()
    return found[_MANY], found[_FEW]


def _is_shown(app: Probe) -> bool:
    return isinstance(app.screen, ArticleScreen) and app.screen.article.is_laid_out
