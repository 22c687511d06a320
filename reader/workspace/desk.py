"""Decisions on their way to disk: seen at once, kept in memory until the store has them."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from reader.annotations.model import ArticleRef, Change, Event, Operation, Shard, Target, apply
from reader.annotations.scheme import Scheme
from reader.annotations.store import Store
from reader.errors import RequestError, StoreError, UndoError
from reader.workspace.saving import Job, Saver
from reader.workspace.sheet import Sheet

if TYPE_CHECKING:
    from reader.annotations.choices import Stamp, Wish

# The rules of deciding are imported where a decision is made: the list is on the screen without them.
Make = Callable[[Shard], Change | None]
_ARTICLES_KEPT = 16
_FEW = 16


@dataclass(frozen=True, slots=True)
class Unsaved:
    """A change that is seen and not on disk yet, and the article that it is about."""

    article: ArticleRef
    change: Change


@dataclass(frozen=True, eq=False, slots=True)
class _Waiting:
    """A change that is not on disk yet: how it is made on what the disk holds, and as it is seen."""

    make: Make
    seen: Unsaved


@dataclass(eq=False, slots=True)
class _Open:
    """An article in use: how its annotator sees it, and the changes that are not on disk yet, in order."""

    sheet: Sheet
    origin: str
    waiting: list[_Waiting] = field(default_factory=list)


class Desk:
    """The articles in use of one annotator.

    What one sees is always what the disk held when it was read last, with the waiting changes made on it.
    In the saver's thread `saved` is called after each save, `needless` with an operation that another window
    had made already, `refused` when an undo has lost its target.
    """

    def __init__(
        self,
        store: Store,
        saver: Saver,
        annotator: str,
        *,
        prepare: Callable[[], None],
        saved: Callable[[Sheet], None],
        needless: Callable[[str], None],
        refused: Callable[[Operation, UndoError], None],
    ) -> None:
        self._store = store
        self._saver = saver
        self._annotator = annotator
        self._prepare = prepare
        self._saved = saved
        self._needless = needless
        self._refused = refused
        self._lock = threading.RLock()
        self._open: dict[str, _Open] = {}

    def sheet(self, article_id: str, make: Callable[[Shard | None], Sheet], origin: str) -> Sheet:
        """The article as its annotator sees it; `make` lays what the disk holds on its text."""
        with self._lock:
            entry = self._open.get(article_id)
            if entry is None or not entry.waiting:
                sheet = make(self._store.open(self._annotator, article_id))
                entry = self._open[article_id] = _Open(sheet, origin)
                self._forget_idle(article_id)
            return entry.sheet

    def _forget_idle(self, article_id: str) -> None:
        """Let go of articles that were opened long ago and have nothing waiting."""
        idle = [one for one, entry in self._open.items() if not entry.waiting and one != article_id]
        for one in idle[: max(0, len(self._open) - _ARTICLES_KEPT)]:
            del self._open[one]

    def current(self, article_id: str) -> Sheet | None:
        """The article as its annotator sees it now, when it is in use."""
        with self._lock:
            entry = self._open.get(article_id)
            return entry.sheet if entry else None

    def take_scheme(self, scheme: Scheme) -> None:
        """See the articles in use under a scheme that has changed."""
        with self._lock:
            for entry in self._open.values():
                entry.sheet = replace(entry.sheet, scheme=scheme).with_shard(entry.sheet.shard)

    def in_use(self) -> tuple[str, ...]:
        """The ids of the articles in use."""
        with self._lock:
            return tuple(self._open)

    def reload(self, article_id: str) -> Sheet | None:
        """See what another window has put on disk; None when the article is not in use. Raises StoreError."""
        with self._lock:
            entry = self._open.get(article_id)
            if entry is None:
                return None
            on_disk = self._store.load(self._annotator, article_id)
            _see(entry, on_disk or Shard(self._annotator, entry.sheet.shard.article))
            return entry.sheet

    def reload_all(self) -> None:
        """See what is on disk now of every article in use; one that cannot be read stays as it is seen."""
        with self._lock:
            for article_id in list(self._open):
                with contextlib.suppress(StoreError):
                    self.reload(article_id)

    def decide(
        self, article_id: str, wishes: Sequence[Wish], stamp: Stamp, words: str = ""
    ) -> Operation | None:
        """Make choices on an article in use, and hand them to the saver; None when all stand already."""
        from reader.annotations.deciding import decide_each
        from reader.annotations.together import decide_as_seen

        with self._lock:
            entry = self._open[article_id]
            scheme = entry.sheet.scheme
            seen = decide_each(entry.sheet.shard, wishes, scheme, stamp, words)
            if seen is None:
                return None

            def make(shard: Shard) -> Change | None:
                return decide_as_seen(shard, wishes, scheme, stamp, words, seen)

            return self._hand_over(entry, seen, make)

    def reattach(self, article_id: str, source: str, target: Target, stamp: Stamp) -> Operation | None:
        """Put decisions on another target; None when that stands already. Raises RequestError."""
        from reader.annotations.reattach import reattach

        with self._lock:
            entry = self._open[article_id]
            scheme = entry.sheet.scheme
            seen = reattach(entry.sheet.shard, source, target, scheme, stamp)
            if seen is None:
                return None

            def make(shard: Shard) -> Change | None:
                try:
                    return reattach(shard, source, target, scheme, stamp)
                except RequestError as error:
                    # Another window has decided something that contradicts, meanwhile.
                    raise UndoError(error.message, error.hint) from error

            return self._hand_over(entry, seen, make)

    def revert(self, article_id: str, operation_id: str, event: Event, stamp: Stamp) -> Operation:
        """Undo or redo an operation of an article in use. Raises UndoError when it was changed since."""
        from reader.annotations.deciding import revert

        with self._lock:
            entry = self._open[article_id]
            operation = entry.sheet.shard.operation(operation_id)
            changed = UndoError(
                f"{event}: “{operation.words if operation else operation_id}” was changed since, elsewhere",
                "look at it and decide anew",
            )

            def make(shard: Shard) -> Change | None:
                if shard.operation(stamp.operation) is not None:
                    # A save that is tried again after it was done.
                    return None
                standing = shard.operation(operation_id)
                change = revert(shard, standing, event, stamp) if standing else None
                if change is None:
                    raise changed
                return change

            change = make(entry.sheet.shard)
            if change is None:
                raise changed
            return self._hand_over(entry, change, make)

    def _hand_over(self, entry: _Open, change: Change, make: Make) -> Operation:
        entry.sheet = _after(entry.sheet, change)
        article = entry.sheet.article
        reference = ArticleRef(article.id, article.title, entry.origin, article.text_hash)
        waiting = _Waiting(make, Unsaved(reference, change))
        entry.waiting.append(waiting)
        self._saver.submit(Job(article.id, lambda: self._perform(entry, waiting)))
        return change.operation

    def unsaved(self) -> list[Unsaved]:
        """What is seen and not on disk yet, in the order in which it was decided."""
        with self._lock:
            found = [waiting.seen for entry in self._open.values() for waiting in entry.waiting]
        return sorted(found, key=lambda one: one.change.operation.order)

    def _perform(self, entry: _Open, waiting: _Waiting) -> None:
        """Put one change on disk; called in the saver's thread. Raises StoreError."""
        self._prepare()
        article, operation = waiting.seen.article, waiting.seen.change.operation
        try:
            shard, change = self._store.change(self._annotator, article, waiting.make)
        except UndoError as error:
            on_disk = self._store.load(self._annotator, article.id)
            self._settle(entry, waiting, on_disk or Shard(self._annotator, article))
            self._refused(operation, error)
            return
        kept = self._settle(entry, waiting, shard)
        if change is None and shard.operation(operation.id) is None:
            self._needless(operation.id)
        else:
            self._saved(kept)

    def _settle(self, entry: _Open, waiting: _Waiting, on_disk: Shard) -> Sheet:
        """Take a change for done; returns the article as the disk has it, without what still waits.

        The index must not know of what a crash would take away.
        """
        with self._lock:
            entry.waiting.remove(waiting)
            _see(entry, on_disk)
            return entry.sheet.with_shard(on_disk) if entry.waiting else entry.sheet


def _see(entry: _Open, on_disk: Shard) -> None:
    """See what the disk holds, with the waiting changes made on it."""
    shard = on_disk
    for waiting in entry.waiting:
        try:
            change = waiting.make(shard)
        except UndoError:
            continue
        shard = apply(shard, change) if change else shard
    if shard.annotations == entry.sheet.shard.annotations:
        entry.sheet = replace(entry.sheet, shard=shard)
    else:
        entry.sheet = entry.sheet.with_shard(shard)


def _after(sheet: Sheet, change: Change) -> Sheet:
    """The sheet after a change, without looking at what the change does not touch."""
    touched = change.operation.targets
    # Looking at many of them one by one takes longer than looking at everything once.
    return sheet.with_shard(apply(sheet.shard, change), touched if len(touched) <= _FEW else None)
