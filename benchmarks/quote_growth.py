"""What quotes cost when a text is twice as long, and how many words a second they take; CPU of one core."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

from reader.analysis.quotes import find_quotes
from reader.corpus.article import Block, BlockKind
from reader.corpus.blocks import find_blocks
from reader.spans import Span

from .measure import Budget, Effort, Row, alternate, median

_UNITS = {
    "quotation marks only": '"',
    "single marks only": "'",
    "one endless word": "a",
    "capitalised words": "Word ",
    "unclosed marks": "“Aa bb. ",
    "quotes of a letter": '"a" ',
    "verbs of saying": "“A b,” said, ",
    "speakers to find": "“Aa bb,” the ministry said. ",
}
_SIZE = 400_000
_FULL = 5_000_000


def rows(_: Path, effort: Effort) -> Iterator[Row]:
    """A hostile text against twice the cost of half of it, and news against splitting it into words."""
    size = _SIZE if effort.quick else _FULL
    for name, unit in _UNITS.items():
        half, whole = unit * (size // len(unit)), unit * (2 * size // len(unit))
        one, two = alternate(3, _reading(half), _reading(whole))
        yield Row(f"{name}, {2 * size:,} code points", median(two), 2 * median(one), "s", Budget(ratio=1.3))
    article = min((Path(__file__).parents[1] / "seeds").glob("*.txt")).read_text("utf-8")
    news = "\n\n".join([article] * 40)
    blocks = find_blocks(news)
    found, split = alternate(
        effort.times(8), lambda: _cpu(lambda: find_quotes(news, blocks, (), ())), lambda: _cpu(news.split)
    )
    yield Row(f"quotes of {len(news.split()):,} words of news", median(found), median(split), "s", Budget())


def _reading(text: str) -> Callable[[], float]:
    block = Block(1, BlockKind.PARAGRAPH, Span(0, len(text)))
    return lambda: _cpu(lambda: find_quotes(text, [block], (), ()))


def _cpu(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started
