"""Who is named and quoted where in all articles, and the looking at those that were not looked at yet."""

from __future__ import annotations

import contextlib
import threading
import time
from collections import Counter, deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reader.errors import LibraryError, ReaderError
from reader.library.names import Names

if TYPE_CHECKING:
    from reader.analysis.marks import Analysis
    from reader.library import Articles, Database
    from reader.library.names import Sitting
    from reader.settings import AnalysisSettings
    from reader.workspace.sheet import Sheet

_AT_ONCE = 200
"""Articles whose ids are fetched together."""
_TELL_SECONDS = 0.5
"""Seconds between two tellings of how far it has come."""
_TRIES = 3
"""How often an article is tried: one that is long may be broken off for one that is to be read now."""


@dataclass(frozen=True, slots=True)
class Looked:
    """How many of all articles were looked at; `going` while that goes on, `why` when nothing can be said."""

    done: int
    total: int
    going: bool = False
    why: str = ""

    @property
    def left(self) -> int:
        """How many were not looked at yet."""
        return max(0, self.total - self.done)


class Whereabouts:
    """The index of names and quotes of a workspace, brought up to its engine and rules when it is first used.

    `go_on` starts the looking, in the thread and with the process that analyses the open article too, which
    comes first.
    """

    def __init__(
        self,
        database: Database,
        articles: Articles,
        settings: AnalysisSettings,
        go_on: Callable[[Callable[[], str | None]], None],
        correct: Callable[[str, Analysis], Analysis] = lambda _, found: found,
    ) -> None:
        """`correct` makes of an article's analysis what its annotator has said of it."""
        self._names = Names(database)
        self._articles = articles
        self._settings = settings
        self._go_on = go_on
        self._correct = correct
        self._lock = threading.Lock()
        self._listeners: list[Callable[[], object]] = []
        self._search: _Search | None = None
        self._made = ""
        self._told = 0.0

    @property
    def names(self) -> Names:
        """The index, up to the present engine and rules. Raises LibraryError."""
        self._names.use(self.made)
        return self._names

    @property
    def made(self) -> str:
        """Names what the index is made with: the engine that is set, and the rules."""
        if not self._made:
            self._made = maker(self._settings)
        return self._made

    def takes(self, settings: AnalysisSettings) -> bool:
        """Whether what is analysed with these settings is what the index holds."""
        return maker(settings) == self.made

    # -- filling -----------------------------------------------------------------------------------------

    def put(self, article_id: str, text_hash: str, text: str, found: Mapping[str, Any]) -> None:
        """Keep who is named and quoted in a text, as `analyze --json` has it; nothing fails over it."""
        from reader.analysis.shape import from_json

        # What cannot be read or kept is not in the index: the article counts as not looked at.
        with contextlib.suppress(KeyError, TypeError, ValueError, ReaderError):
            starts = [block["start"] for block in found["blocks"]]
            self._put(article_id, text_hash, text, starts, self._correct(article_id, from_json(found)))

    def put_sheet(self, sheet: Sheet, found: Analysis) -> None:
        """Keep who is named and quoted in an article as its annotator says now; nothing fails over it."""
        article = sheet.article
        starts = [block.span.start for block in article.blocks]
        with contextlib.suppress(LibraryError):
            self._put(article.id, article.text_hash, article.text, starts, self._correct(article.id, found))

    def _put(
        self, article_id: str, text_hash: str, text: str, starts: Sequence[int], found: Analysis
    ) -> None:
        from reader.library.name_rows import rows_of

        kept = self._names.put(article_id, text_hash, self.made, rows_of(found, text, starts))
        search = self._search
        if kept and search is not None:
            search.leave_out(article_id)
        # While one after the other is looked at, the end is told in any case.
        self._tell(throttled=search is not None)

    def look(self) -> None:
        """Look in the background at every article that was not looked at yet, newest first."""
        with self._lock:
            if self._search is not None:
                return
            search = self._search = _Search(self._names, self._ended)
        self._go_on(search.next)

    def stop(self) -> bool:
        """Look no further; False when nothing goes on."""
        with self._lock:
            search, self._search = self._search, None
        if search is None:
            return False
        search.stopped = True
        self._tell()
        return True

    def looked(self) -> Looked:
        """How far the looking has come."""
        try:
            done, total = self.names.count(), len(self._articles)
        except LibraryError as error:
            return Looked(0, 0, why=str(error))
        return Looked(done, total, going=self._search is not None)

    def on_change(self, tell: Callable[[], object]) -> Callable[[], None]:
        """Tell, in whatever thread, when there is more in the index; what is returned ends that."""
        with self._lock:
            self._listeners.append(tell)

        def end() -> None:
            with self._lock, contextlib.suppress(ValueError):
                self._listeners.remove(tell)

        return end

    def _ended(self, search: _Search) -> None:
        with self._lock:
            if self._search is search:
                self._search = None
        self._tell()

    def _tell(self, *, throttled: bool = False) -> None:
        now = time.monotonic()
        if throttled and now - self._told < _TELL_SECONDS:
            return
        self._told = now
        with self._lock:
            listeners = tuple(self._listeners)
        for tell in listeners:
            # Whoever listens may be gone already.
            with contextlib.suppress(Exception):
                tell()


class _Search:
    """Gives the articles that were not looked at yet, one after the other, until there is none."""

    def __init__(self, names: Names, ended: Callable[[_Search], None]) -> None:
        self._names = names
        self._ended = ended
        self._waiting: deque[Sitting] = deque()
        self._after: tuple[str, int] | None = None
        self._tried: Counter[str] = Counter()
        self._found_any = False
        self.stopped = False

    def next(self) -> str | None:
        """The next article, or None when there is none or it was stopped."""
        while not self.stopped:
            if self._waiting:
                sitting = self._waiting.popleft()
                self._after = sitting.key
                if self._tried[sitting.id] < _TRIES:
                    self._tried[sitting.id] += 1
                    self._found_any = True
                    return sitting.id
            elif not self._fetch():
                break
        self._ended(self)
        return None

    def leave_out(self, article_id: str) -> None:
        """An article was looked at, by whomever: it is not given again."""
        self._tried[article_id] = _TRIES

    def _fetch(self) -> bool:
        """Fetch what comes next; at the end begin anew once, for what came or was broken off meanwhile."""
        try:
            self._waiting.extend(self._names.unlooked(self._after, _AT_ONCE))
        except LibraryError:
            return False
        if self._waiting or not self._found_any:
            return bool(self._waiting)
        self._after, self._found_any = None, False
        return self._fetch()


def maker(settings: AnalysisSettings) -> str:
    """Names an engine and the rules: what other ones have made is made anew."""
    from reader.analysis.engines import choose
    from reader.workspace.analysing import rules_version

    return f"{choose(settings.entities)} {rules_version()}"


def words_of(wanted: str) -> Sequence[str]:
    """The words of a search as the index compares them."""
    from reader.library.name_rows import searched

    return tuple(searched(wanted).split())
