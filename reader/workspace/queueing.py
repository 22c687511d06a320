"""An open queue: what is shown now, what comes next, found ahead in a thread, and how far one has come."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from reader.annotations.model import Event
from reader.errors import ReaderError
from reader.workspace.pace import Pace
from reader.workspace.queue import Item, Order, Plan, Trail
from reader.workspace.queue_kept import MOST_ITEMS, Kept, encode
from reader.workspace.queue_source import QueueSource
from reader.workspace.sheet import Sheet

if TYPE_CHECKING:
    from reader.workspace.workspace import Workspace


class Queue:
    """A queue that is being worked on; its place is kept whenever it changes.

    `tell` is called, in whatever thread, when what was not known is: the next item, the total, the pace.
    Close it: its threads end then, before long.
    """

    def __init__(self, workspace: Workspace, kept: Kept, tell: Callable[[], None]) -> None:
        self._workspace = workspace
        self._tell = tell
        self._source = QueueSource(workspace, kept.plan, lambda: self._closed)
        self._closed = False
        self._condition = threading.Condition()
        self._found: Item | None = None
        self._searching = True
        self.kept = kept
        self.pace = Pace()
        self.left: int | None = None
        """How many wait still, once they are counted."""
        self.ended = False
        """Whether all was shown."""
        self.failure: ReaderError | None = None
        """What went wrong with looking for more."""
        self._threads = [
            threading.Thread(target=work, name=name, daemon=True)
            for name, work in (("queue", self._look_ahead), ("counting", self._count))
        ]

    def start(self) -> None:
        """Look for what comes first."""
        for thread in self._threads:
            thread.start()

    def close(self) -> None:
        """Look no further; the place stays kept."""
        with self._condition:
            self._closed = True
            self._condition.notify_all()

    @property
    def alive(self) -> bool:
        """Whether something still looks or counts."""
        return any(thread.is_alive() for thread in self._threads)

    def wait(self, seconds: float) -> None:
        """Wait until nothing looks or counts any more; it must be closed."""
        for thread in self._threads:
            if thread.is_alive():
                thread.join(seconds)

    # -- where one is ------------------------------------------------------------------------------------

    @property
    def plan(self) -> Plan:
        """What it goes through."""
        return self.kept.plan

    @property
    def current(self) -> Item | None:
        """The item that is being looked at."""
        return self.kept.trail.current

    @property
    def total(self) -> int | None:
        """How many there were to begin with, None until they are counted."""
        return self.kept.total if self.left is None else self.kept.done + self.left

    def is_open(self, item: Item) -> bool:
        """Whether an item waits still, as it stands now."""
        sheet = self._workspace.current(item.article_id)
        return item.number in (self._source.look(item.article_id) if sheet is None else self.open_in(sheet))

    def open_in(self, sheet: Sheet) -> tuple[int, ...]:
        """The paragraphs of an article that wait in this queue."""
        return self._source.open_in(sheet)

    def disagreeing(self, sheet: Sheet, number: int) -> list[str]:
        """In the order of what others see otherwise: who does, about this paragraph."""
        if self.plan.order is not Order.DISAGREEING:
            return []
        return self._source.disagreeing(sheet, number)

    def go_to(self, item: Item) -> None:
        """Be at an item, wherever one came from; what was current comes after it."""
        self._keep(self.kept.trail.to(item))

    def step(self, step: int) -> Item | None:
        """The item after (1) or before (-1) the current one among those shown; None when there is none."""
        trail = self.kept.trail.move(step)
        if trail is not None:
            self._keep(trail)
        return None if trail is None else trail.current

    def step_open(self, step: int) -> Item | None:
        """The nearest item that waits, after or before the current one, among those shown."""
        trail = self.kept.trail.move(step)
        while trail is not None and (item := trail.current) is not None:
            if self.is_open(item):
                self._keep(trail)
                return item
            trail = trail.move(step)
        return None

    @property
    def ahead(self) -> Item | None:
        """What was found to come next, None when that is not known."""
        with self._condition:
            return self._found

    @property
    def looking(self) -> bool:
        """Whether what comes next is not known yet."""
        with self._condition:
            return self._searching

    def take(self) -> Item | None:
        """What comes after all that was shown; None at the end, and while it is `looking`."""
        while True:
            with self._condition:
                item, self._found = self._found, None
                if item is None:
                    return None
                self._searching = True
                self._condition.notify_all()
            self.kept = replace(self.kept, frontier=item)
            # It was found some time ago: it may have been decided since, in another window.
            if item not in self.kept.trail.items and self.is_open(item):
                self._keep(self.kept.trail.add(item))
                return item
            if self.looking:
                return None

    # -- how far one has come ----------------------------------------------------------------------------

    def saw(self, before: Sheet, now: Sheet) -> None:
        """Count what was decided, or is open again, in an article that is being looked at."""
        if before.article.text_hash != now.article.text_hash:
            return
        was, still = set(self.open_in(before)), set(self.open_in(now))
        done = len(was - still) - len(still - was)
        if done:
            self.kept = replace(self.kept, done=max(0, self.kept.done + done))
            if self.left is not None:
                self.left = max(0, self.left - done)
            self._keep(self.kept.trail)
        new = len(now.shard.history) - len(before.shard.history)
        for operation in now.shard.history[-new:] if new > 0 else ():
            self.pace = self.pace.add_operation(operation, now.shard.targets)

    def last_decided(self) -> Item | None:
        """What was decided last of all, in whatever article, when it has a paragraph."""
        workspace = self._workspace
        row = workspace.next_revert(Event.UNDO)
        if row is None or not row.article_id:
            return None
        target = workspace.last_decided(row.article_id)
        sheet = workspace.current(row.article_id)
        place = sheet.places.get(target.id) if sheet and target else None
        return Item(row.article_id, place) if isinstance(place, int) else None

    def end(self) -> int:
        """All was shown: there is nothing to go on with. Returns how many of those shown wait still."""
        self.ended = True
        self._workspace.habits.keep_queue(None)
        passed = sum(map(self.is_open, self.kept.trail.items[-MOST_ITEMS:]))
        if len(self.kept.trail.items) <= MOST_ITEMS:
            self.left = passed
        return passed

    def _keep(self, trail: Trail) -> None:
        self.ended = False
        self.kept = replace(self.kept, trail=trail, total=self.total)
        self._workspace.habits.keep_queue(encode(self.kept))

    # -- in threads of its own ---------------------------------------------------------------------------

    def _look_ahead(self) -> None:
        try:
            for item in self._source.walk(self.kept.frontier):
                self._prepare(item)
                with self._condition:
                    self._found, self._searching = item, False
                self._told()
                with self._condition:
                    self._condition.wait_for(lambda: self._searching or self._closed)
                    if self._closed:
                        return
        except ReaderError as error:
            self.failure = error
        finally:
            with self._condition:
                self._searching = False
            self._told()
            self._workspace.release()

    def _prepare(self, item: Item) -> None:
        """Have the article of what comes next at hand when a key asks for it."""
        if self._workspace.current(item.article_id) is None:
            self._workspace.sheet(item.article_id)

    def _count(self) -> None:
        try:
            earlier = self._source.pace()
            self.pace = earlier.and_then(self.pace)
            while not self._closed:
                done = self.kept.done
                # What is not on disk yet is not counted there either.
                self._workspace.flush(2.0)
                left = self._source.count()
                if done == self.kept.done:
                    self.left = left
                    return
        except ReaderError:
            # How much is left is not known then; that is what is said.
            return
        finally:
            self._told()
            self._workspace.release()

    def _told(self) -> None:
        # Whoever listens may be gone already.
        with contextlib.suppress(Exception):
            self._tell()
