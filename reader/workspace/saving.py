"""Saves in one worker thread: what is handed over is kept and tried again until it is on disk."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from dataclasses import dataclass

from reader.errors import ReaderError, StoreError

FIRST_RETRY_SECONDS = 1.0
LONGEST_RETRY_SECONDS = 10.0


@dataclass(frozen=True, slots=True, eq=False)
class Job:
    """One save: `perform` puts it on disk or raises StoreError; jobs of one `lane` are done in order."""

    lane: str
    perform: Callable[[], None]


@dataclass(frozen=True, slots=True)
class SaveState:
    """How the saves stand: how many wait, and what went wrong with the last try, if anything did."""

    waiting: int = 0
    failure: ReaderError | None = None

    @property
    def saved(self) -> bool:
        """Whether everything that was handed over is on disk."""
        return self.waiting == 0


class Saver:
    """A worker thread for saves. `changed` is called, in that thread, whenever the state has changed."""

    def __init__(self, changed: Callable[[SaveState], None]) -> None:
        self._changed = changed
        self._condition = threading.Condition()
        self._jobs: list[Job] = []
        self._errands: list[Callable[[], None]] = []
        self._failure: ReaderError | None = None
        self._retry = FIRST_RETRY_SECONDS
        self._closing = False
        self._busy = False
        self._untried = False
        self._thread: threading.Thread | None = None

    @property
    def state(self) -> SaveState:
        """How the saves stand now."""
        with self._condition:
            return SaveState(len(self._jobs), self._failure)

    def submit(self, job: Job) -> None:
        """Hand a save over; it is kept until it is on disk."""
        with self._condition:
            self._jobs.append(job)
            self._untried = True
            self._wake()

    def errand(self, perform: Callable[[], None]) -> None:
        """Do something in the worker that is no decision: tried once, its failure is forgotten."""
        with self._condition:
            self._errands.append(perform)
            self._wake()

    def flush(self, seconds: float | None = None) -> bool:
        """Wait until all is on disk, a try has failed, or the time is over; True when all is on disk."""
        with self._condition:
            self._condition.wait_for(self._is_quiet, seconds)
            return not self._jobs

    def _is_quiet(self) -> bool:
        """Whether nothing is going on: all is done and told, or what is left has failed for now."""
        stuck = self._failure is not None and not self._untried
        return not (self._busy or self._errands or (self._jobs and not stuck))

    def retry(self) -> None:
        """Try at once what has failed."""
        with self._condition:
            self._failure = None
            self._retry = FIRST_RETRY_SECONDS
            # A try that is going on has begun before whatever was wrong was mended: it does not count.
            self._untried = bool(self._jobs)
            self._condition.notify_all()

    def drop(self) -> None:
        """Give up what has failed: whoever handed it over was told so, and it must not be saved after all."""
        with self._condition:
            self._jobs.clear()
            self._failure = None

    def close(self, seconds: float = 10.0) -> int:
        """Save what can be saved and stop; returns how many saves were not done.

        What has failed is tried once more: the disk may have room again.
        """
        if self._thread is not None and self._thread.is_alive():
            self.retry()
            self.flush(seconds)
            with self._condition:
                self._closing = True
                self._condition.notify_all()
            self._thread.join(seconds)
        return len(self._jobs)

    def _wake(self) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name="saver", daemon=True)
            self._thread.start()
        self._condition.notify_all()

    def _work(self) -> None:
        while self._wait_for_work():
            with self._condition:
                jobs, errands = list(self._jobs), list(self._errands)
                self._busy, self._untried = True, False
            self._round(jobs)
            for errand in errands:
                with contextlib.suppress(Exception):
                    errand()
                with self._condition:
                    self._errands.remove(errand)
                    self._condition.notify_all()
            if errands:
                self._tell(self.state)
            with self._condition:
                self._busy = False
                self._condition.notify_all()

    def _wait_for_work(self) -> bool:
        """Wait until there is something to do, or to try again; False when the worker is to stop."""
        with self._condition:
            self._condition.wait_for(lambda: self._jobs or self._errands or self._closing)
            if self._failure is not None and not (self._untried or self._errands or self._closing):
                self._condition.wait(self._retry)
                self._retry = min(self._retry * 2, LONGEST_RETRY_SECONDS)
            return not self._closing

    def _round(self, jobs: list[Job]) -> None:
        """Try every job once; one that fails holds back the later ones of its lane only."""
        failed: dict[str, ReaderError] = {}
        for job in jobs:
            if job.lane in failed:
                continue
            try:
                job.perform()
            except StoreError as error:
                failed[job.lane] = error
                continue
            except Exception as error:  # noqa: BLE001 - one save gone wrong must not end all the others
                failed[job.lane] = StoreError(f"not saved: {error!r}", "it is tried again")
                continue
            self._settle(job, None if not failed else next(iter(failed.values())))
        if failed:
            self._settle(None, next(iter(failed.values())))

    def _settle(self, job: Job | None, failure: ReaderError | None) -> None:
        with self._condition:
            if job is not None and job in self._jobs:
                self._jobs.remove(job)
            self._failure = failure
            if failure is None:
                self._retry = FIRST_RETRY_SECONDS
            state = SaveState(len(self._jobs), self._failure)
            self._condition.notify_all()
        self._tell(state)

    def _tell(self, state: SaveState) -> None:
        # Whoever listens may be gone already; the saves go on.
        with contextlib.suppress(Exception):
            self._changed(state)
