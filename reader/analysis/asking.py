"""Asks an engine about texts, whatever it does: where it fails, `fast` answers and a notice says why."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Protocol, Self

from reader.analysis.engines import FAST, choose, known_version, refuse_unasked
from reader.analysis.serving import tell
from reader.analysis.worker import Worker
from reader.errors import EngineError, EngineLoadError

FACTORY = "reader.analysis.answering:make"
PER_SECOND = 3_000
"""Code points for which a text may take one second more; engines do ten times as many."""
_PATIENCE = 3
"""Failures in a row after which an engine is asked no more: each may have cost the whole time limit."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Which engine is asked, and how long it may take for a text, in seconds (a long text may take longer).

    `own` is False when a workspace's file names the engine: not everything may then be run.
    """

    engine: str = "auto"
    seconds: float = 20.0
    own: bool = True

    def limit(self, text: str) -> float:
        """Seconds that a text may take."""
        return round(self.seconds + len(text) / PER_SECOND, 1)


class Asked(Protocol):
    """What answers a request within a time, as `Worker` does."""

    def start(self) -> str:
        """Be ready; gives who speaks. Raises EngineError."""

    def ask(self, request: Mapping[str, object], limit: float) -> object:
        """The answer. Raises EngineError."""

    def close(self) -> None:
        """Ask no more."""


class InThisProcess:
    """An engine of ours without a process of its own: a start that is cheap, for a text or two."""

    def __init__(self, name: str) -> None:
        from reader.analysis.answering import make

        self._name = name
        self._version, self._answer = make(name)

    def start(self) -> str:
        """Who speaks."""
        return self._version

    def ask(self, request: Mapping[str, object], limit: float) -> object:  # noqa: ARG002 - nobody could stop it
        """The answer."""
        try:
            return self._answer(request)
        except Exception as error:
            raise EngineError(f"the engine {self._name!r} failed: {tell(error)}") from error

    def close(self) -> None:
        """Nothing to end."""


class Asker:
    """Asks one engine, and `fast` over what that cannot do; both start when they are first needed.

    One thread asks at a time; another may close it meanwhile.
    """

    def __init__(self, choice: Choice, *, nice: int = 0, apart: bool = True) -> None:
        """`nice` is added to the niceness of the engines' processes; `apart` says whether `fast` has one."""
        self.name = choose(choice.engine)
        """The engine that is asked."""
        self.given_up = ""
        """Why that is asked no more, empty while it is."""
        self._choice = choice
        self._make: Callable[[str], Asked] = lambda name: (
            Worker(FACTORY, name, nice=nice) if apart or name != FAST else InThisProcess(name)
        )
        self._lock = threading.Lock()
        self._open: dict[str, Asked] = {}
        self._failures = 0
        self._closed = False

    def version(self) -> str:
        """Who speaks, such as `fast 1`; an engine of others must be started for it. Raises EngineError."""
        if not self.given_up:
            try:
                return known_version(self.name) or self._engine(self.name).start()
            except EngineError as error:
                self._count(error)
        return known_version(FAST) or FAST

    def describe(self, text: str) -> dict[str, Any]:
        """What `answering.describe` says of a text, and as `failures` why not the engine asked has said it.

        Raises EngineError when no engine can say anything.
        """
        failures = [self.given_up] if self.given_up else []
        if not self.given_up and self.name != FAST:
            try:
                found = self._ask(self.name, text)
                self._failures = 0
                return {**found, "failures": []}
            except EngineError as error:
                failures.append(_told(error))
                self._count(error)
        return {**self._ask(FAST, text), "failures": failures}

    def close(self) -> None:
        """End the engines, also one that is busy for another thread."""
        with self._lock:
            self._closed = True
            opened = list(self._open.values())
        for asked in opened:
            asked.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _ask(self, name: str, text: str) -> dict[str, Any]:
        answer = self._engine(name).ask({"text": text}, self._choice.limit(text))
        if not isinstance(answer, dict):
            raise EngineError(f"the engine {name!r} gave an answer that cannot be read")
        return answer

    def _engine(self, name: str) -> Asked:
        with self._lock:
            if self._closed:
                raise EngineError(f"the engine {name!r} was closed")
            if name not in self._open:
                if not self._choice.own and name == self.name:
                    refuse_unasked(name)
                self._open[name] = self._make(name)
            return self._open[name]

    def _count(self, error: EngineError) -> None:
        self._failures += 1
        if not self._closed and (isinstance(error, EngineLoadError) or self._failures >= _PATIENCE):
            self.given_up = _told(error)
            with self._lock:
                lost = self._open.pop(self.name, None)
            if lost is not None:
                lost.close()


def _told(error: EngineError) -> str:
    return f"{error} · {FAST} speaks instead"
