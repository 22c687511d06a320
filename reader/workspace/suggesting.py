"""Labels suggested in the background, learnt from what this annotator has decided; no key waits for it."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.analysis.suggest import VERSION, Example, Guess, Learner, sure_guesses, words_of
from reader.annotations.model import Origin
from reader.annotations.names import folder_of
from reader.annotations.scheme import LabelTarget, Scheme
from reader.annotations.standing import Standing
from reader.corpus.article import Block
from reader.errors import ReaderError
from reader.workspace.sheet import Sheet

if TYPE_CHECKING:
    from reader.workspace.shelf import Shelf

Guesses = Mapping[int, tuple[Guess, ...]]
"""For the number of each paragraph that may have labels, which."""

_MOST_ARTICLES, _MOST_EXAMPLES = 300, 3_000
_LONGEST = 5_000
"""Code points of a paragraph that are looked at."""
_MOST_GUESSES = 3
_STEPS, _REST = 12, 0.005
"""After so many small steps, of a millisecond together, the screen gets its turn."""
_FIRST_REST = 0.5


def origin_of(guess: Guess) -> Origin:
    """Where a label comes from that was suggested and taken."""
    return Origin("suggest", VERSION, round(guess.score, 2))


def examples_of(sheet: Sheet) -> dict[int, Example]:
    """What can be learnt from an article: its decided paragraphs, and what was said of others. Pure."""
    labels = frozenset(label.id for label in sheet.scheme.of_target(LabelTarget.BLOCK))
    found: dict[int, Example] = {}
    for number, standing in sheet.blocks.items():
        having, lacking = _said(standing, labels, sheet.scheme)
        if having or lacking:
            found[number] = Example(_words(sheet, sheet.article.blocks[number - 1]), having, lacking)
    return found


def _said(
    standing: Standing, labels: frozenset[str], scheme: Scheme
) -> tuple[frozenset[str], frozenset[str]]:
    """The labels that a paragraph has and those that it has not; of the others nothing is known."""
    if standing.ignored or standing.unsettled:
        return frozenset(), frozenset()
    having = labels.intersection(standing.accepted)
    lacking = labels.intersection(standing.rejected)
    if standing.decided:
        lacking = labels.difference(having, standing.skipped, standing.in_part)
    else:
        lacking |= labels.intersection(x for one in having for x in rivals_of(one, scheme))
    return having, lacking


def rivals_of(label_id: str, scheme: Scheme) -> frozenset[str]:
    """The labels that one excludes."""
    label = scheme.label(label_id)
    group = scheme.group(label.group) if label is not None else None
    if group is None or not group.exclusive:
        return frozenset()
    return frozenset(one.id for one in scheme.labels if one.group == group.id and one.id != label_id)


def _words(sheet: Sheet, block: Block) -> frozenset[str]:
    return words_of(sheet.article.text[block.span.start : min(block.span.end, block.span.start + _LONGEST)])


def fitting(guesses: Sequence[Guess], standing: Standing, scheme: Scheme) -> tuple[Guess, ...]:
    """The guesses that add something to what was said of a paragraph, and do not contradict it."""
    said = {*standing.accepted, *standing.rejected, *standing.skipped, *standing.in_part}
    out: set[str] = {x for one in standing.accepted for x in rivals_of(one, scheme)} | said
    active = {label.id for label in scheme.of_target(LabelTarget.BLOCK)}
    left = [guess for guess in guesses if guess.label in active and guess.label not in out]
    rivals: Mapping[str, Collection[str]] = {guess.label: rivals_of(guess.label, scheme) for guess in left}
    return sure_guesses(left, rivals)[:_MOST_GUESSES]


@dataclass(frozen=True, slots=True)
class _Source:
    """Where decisions are read, in the thread that learns."""

    articles: Callable[[], Iterable[str]]
    sheet: Callable[[str], Sheet]
    scheme: Callable[[], Scheme]
    release: Callable[[], None]


class _ClosedError(Exception):
    """Nothing is to be suggested any more."""


class Suggesting:
    """Learns in a thread of its own, and tells which labels the paragraphs of the open article may have."""

    def __init__(self, source: _Source, least: float) -> None:
        self._source = source
        self._least = least
        self._learner = Learner()
        self._learnt: dict[str, dict[int, Example]] = {}
        self._scheme = ""
        self._measured: tuple[int, list[str]] = (0, [])
        self._condition = threading.Condition()
        self._wanted: str | None = None
        self._tell: Callable[[str, Guesses], None] = lambda _, __: None
        self._news: set[str] = set()
        self._busy = self._closed = False
        self._steps = 0
        self._thread: threading.Thread | None = None

    def want(self, article_id: str, tell: Callable[[str, Guesses], None]) -> None:
        """Suggest labels in this article; `tell` is called, in the thread, each time they are others."""
        with self._condition:
            self._wanted, self._tell = article_id, tell
            self._news.add(article_id)
            if self._thread is None and not self._closed:
                self._thread = threading.Thread(target=self._work, name="suggester", daemon=True)
                self._thread.start()
            self._condition.notify_all()

    def learn(self, article_id: str) -> None:
        """Something was decided in this article."""
        with self._condition:
            if self._thread is not None:
                self._news.add(article_id)
                self._condition.notify_all()

    def settle(self, seconds: float) -> bool:
        """Wait until all that was decided is learnt; False when the time is over."""
        with self._condition:
            return self._condition.wait_for(lambda: not (self._busy or self._news), seconds)

    def close(self, seconds: float = 5.0) -> None:
        """Learn no more."""
        with self._condition:
            self._closed = True
            self._condition.notify_all()
        if self._thread is not None:
            self._thread.join(seconds)

    # -- in the thread -------------------------------------------------------------------------------------

    def _work(self) -> None:
        try:
            self._rest(_FIRST_REST)
            while True:
                news, wanted, tell = self._next()
                self._take(news)
                self._measure()
                if wanted is not None:
                    guesses = self._guess(wanted)
                    # Whoever listens may be gone already.
                    with contextlib.suppress(Exception):
                        tell(wanted, guesses)
        except _ClosedError:
            pass
        finally:
            self._source.release()

    def _next(self) -> tuple[set[str], str | None, Callable[[str, Guesses], None]]:
        with self._condition:
            self._busy = False
            self._condition.notify_all()
            self._condition.wait_for(lambda: self._news or self._closed)
            if self._closed:
                raise _ClosedError
            news, self._news, self._busy = self._news, set(), True
            return news, self._wanted, self._tell

    def _rest(self, seconds: float) -> None:
        with self._condition:
            self._condition.wait_for(lambda: self._closed, seconds)
            if self._closed:
                raise _ClosedError

    def _step(self) -> None:
        self._steps += 1
        if self._steps % _STEPS == 0:
            self._rest(_REST)

    def _take(self, news: Iterable[str]) -> None:
        """Learn from the articles with something new; under another scheme, and at first, from all."""
        if self._scheme != self._source.scheme().version:
            self._scheme = self._source.scheme().version
            for article_id in list(self._learnt):
                self._put(article_id, {})
            self._measured = (0, [])
            with contextlib.suppress(ReaderError):
                for article_id in self._source.articles():
                    if len(self._learner) < _MOST_EXAMPLES:
                        self._read(article_id)
                        self._rest(_REST)
        for article_id in news:
            self._read(article_id)

    def _read(self, article_id: str) -> None:
        # Whatever is wrong with one article, the next may well go.
        with contextlib.suppress(ReaderError, OSError):
            self._put(article_id, examples_of(self._source.sheet(article_id)))

    def _put(self, article_id: str, examples: dict[int, Example]) -> None:
        before = self._learnt.get(article_id, {})
        for number in before.keys() | examples.keys():
            self._learner.put((article_id, number), examples.get(number))
            self._step()
        self._learnt[article_id] = examples

    def _measure(self) -> None:
        """Measure anew once there is more to measure by."""
        count, labels = self._measured
        now = len(self._learner)
        if abs(now - count) >= max(4, count // 20) or labels != self._learner.labels:
            for _ in self._learner.measure():
                self._step()
            self._measured = (now, self._learner.labels)

    def _guess(self, article_id: str) -> Guesses:
        found: dict[int, tuple[Guess, ...]] = {}
        with contextlib.suppress(ReaderError, OSError):
            sheet = self._source.sheet(article_id)
            for block in sheet.article.blocks:
                standing = sheet.block(block.number)
                if sheet.is_decidable(block) and not standing.decided:
                    guesses = self._learner.guess(_words(sheet, block), self._least)
                    if fit := fitting(guesses, standing, sheet.scheme):
                        found[block.number] = fit
                self._step()
        return found


def suggesting_of(shelf: Shelf) -> Suggesting:
    """What suggests labels in a workspace, from what its annotator decided last."""

    def articles() -> list[str]:
        known = shelf.decisions.known(f"{folder_of(shelf.annotator)}/").values()
        newest = sorted(known, key=lambda one: (-one.mtime_ns, one.article_id))
        return [one.article_id for one in newest[:_MOST_ARTICLES]]

    def sheet(article_id: str) -> Sheet:
        return shelf.current(article_id) or shelf.look_at(article_id)

    source = _Source(articles, sheet, lambda: shelf.scheme, shelf.release)
    return Suggesting(source, shelf.settings.suggest.threshold)
