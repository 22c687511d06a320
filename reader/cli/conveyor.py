"""Work on things as they come, several at once, with the results in the order of the things."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any, Generic, Protocol, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")
_ROOM_EACH = 4


def in_order(
    items: Iterable[Item],
    work: Callable[[Item], Result],
    *,
    jobs: int,
    size: Callable[[Item], int],
    most: int,
    idle: Callable[[], None],
) -> Generator[Result]:
    """The results of `work` in the order of `items`, made by up to `jobs` threads.

    At any time there are at most four items a thread on their way, and no more than the `most` sizes of them
    together, or one: memory does not grow with their number. `idle` is called before every wait, so that
    what was given can be put on its way. What `items` or `work` raises is raised in its turn.
    """
    room = _Room(jobs * _ROOM_EACH, most)
    waiting: queue.SimpleQueue[tuple[Future[Any], int] | None] = queue.SimpleQueue()
    pool = ThreadPoolExecutor(jobs, thread_name_prefix="conveyor")

    def feed() -> None:
        try:
            for item in items:
                needed = size(item)
                if not room.take(needed):
                    return
                waiting.put((pool.submit(work, item), needed))
        except BaseException as error:  # noqa: BLE001 - it is raised where the results are taken
            failed: Future[Any] = Future()
            failed.set_exception(error)
            waiting.put((failed, 0))
        waiting.put(None)

    threading.Thread(target=feed, name="feeder", daemon=True).start()
    try:
        while True:
            if waiting.empty():
                idle()
            given = waiting.get()
            if given is None:
                return
            future, needed = given
            if not future.done():
                idle()
            yield future.result()
            room.give(needed)
    finally:
        room.close()
        pool.shutdown(wait=False, cancel_futures=True)


class _Room:
    """How much may be on its way at once."""

    def __init__(self, items: int, most: int) -> None:
        self._condition = threading.Condition()
        self._items = items
        self._left = self._most = most
        self._closed = False

    def take(self, needed: int) -> bool:
        """Wait for room; False when nobody wants the results any more."""
        with self._condition:
            self._condition.wait_for(
                lambda: self._closed or (self._items and (self._left >= needed or self._left == self._most))
            )
            self._items -= 1
            self._left -= needed
            return not self._closed

    def give(self, needed: int) -> None:
        with self._condition:
            self._items += 1
            self._left += needed
            self._condition.notify()

    def close(self) -> None:
        with self._condition:
            self._closed = True
            self._condition.notify()


class Closed(Protocol):
    """What is closed at the end."""

    def close(self) -> None:
        """Be done, also when another thread is using it."""


Tool = TypeVar("Tool", bound=Closed)


class Tools(Generic[Tool]):
    """Things that one thread uses at a time: each takes one that is idle, or has one made."""

    def __init__(self, make: Callable[[], Tool]) -> None:
        self._make = make
        self._lock = threading.Lock()
        self._idle: list[Tool] = []
        self._all: list[Tool] = []
        self._closed = False

    @contextmanager
    def one(self) -> Iterator[Tool]:
        """One for this thread alone."""
        with self._lock:
            tool = self._idle.pop() if self._idle else None
        if tool is None:
            tool = self._make()
            with self._lock:
                self._all.append(tool)
                late = self._closed
            if late:
                tool.close()
        try:
            yield tool
        finally:
            with self._lock:
                self._idle.append(tool)

    def close(self) -> None:
        """Close all of them, also those in use."""
        with self._lock:
            self._closed = True
            made = list(self._all)
        for tool in made:
            tool.close()
