"""An engine in a process of its own: a crash or a hang there is an error here, and the next text is answered.

The child is `reader.analysis.serving`. It has a session of its own, so no key that a person presses reaches
it, and it ends with its parent.
"""

from __future__ import annotations

import contextlib
import os
import selectors
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from types import TracebackType
from typing import IO, Self

from reader.analysis import frames
from reader.errors import EngineError, EngineLoadError

START_LIMIT = 60.0
"""Seconds that an engine may take to load (a large pipeline on a busy machine)."""


class Worker:
    """One child process with one engine, started when it is first asked and anew after it was lost.

    `factory` is the `package.module:callable` that makes the engine in the child: from `name` to the engine's
    version and a `reader.analysis.serving.Handler`. `nice` is added to the child's niceness, so that a
    reader's keys come first. Threads may share a worker; one is answered after the other.
    """

    def __init__(self, factory: str, name: str, *, nice: int = 0, start_limit: float = START_LIMIT) -> None:
        self.name = name
        self.version = ""
        self._command = [sys.executable, "-P", "-m", "reader.analysis.serving", factory, name, str(nice)]
        self._start_limit = start_limit
        self._turn = threading.Lock()
        self._ending = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None
        self._closed = False
        self._asked = 0

    @property
    def pid(self) -> int | None:
        """The child's process id while there is one."""
        child = self._child
        return None if child is None else child.pid

    def start(self) -> str:
        """Load the engine now, and give its version. Raises EngineLoadError, EngineError when closed."""
        with self._turn:
            self._started()
            return self.version

    def ask(self, request: Mapping[str, object], limit: float) -> object:
        """What the engine answers, waited for at most `limit` seconds.

        Raises EngineError when it raised, hung, died or answered nonsense over this request, or was closed
        meanwhile; EngineLoadError when it cannot be started.
        """
        with self._turn:
            child = self._started()
            self._asked += 1
            frame = frames.pack({"id": self._asked, "limit": limit, "request": request})
            answer = self._exchange(child, frame, limit)
            if answer.get("id") != self._asked:
                raise self._lost(child, "gave an answer that cannot be read")
            if "error" in answer:
                raise EngineError(f"the engine {self.name!r} failed: {answer['error']}")
            return answer.get("answer")

    def close(self) -> None:
        """End the child, also one that is busy for another thread. Nothing can be asked afterwards."""
        self._closed = True
        with self._ending:
            child = self._child
            if child is not None and child.returncode is None:
                _kill(child)
        with self._turn:  # whoever is being answered sees the end of the pipe, and puts things away
            if self._child is not None:
                self._end(self._child)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _started(self) -> subprocess.Popen[bytes]:
        if self._closed:
            raise EngineError(f"the engine {self.name!r} was closed")
        if self._child is not None:
            if self._child.poll() is None:
                return self._child
            self._end(self._child)
        try:
            child = subprocess.Popen(  # noqa: S603 - our own interpreter and module
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
                bufsize=0,
            )
        except OSError as error:
            raise EngineLoadError(f"the engine {self.name!r} cannot be started: {error.strerror}") from error
        self._child = child
        for pipe in _pipes(child):
            os.set_blocking(pipe.fileno(), False)
        if self._closed:  # by another thread, which has seen no child to end
            raise self._lost(child, "was closed")
        self._greet(child)
        return child

    def _greet(self, child: subprocess.Popen[bytes]) -> None:
        try:
            greeting = self._exchange(child, b"", self._start_limit)
        except EngineError as error:
            raise EngineLoadError(f"{error.message} while it was loaded", error.hint) from error
        if not isinstance(greeting.get("ready"), str):
            self._end(child)
            reason = greeting.get("error", "it gave an answer that cannot be read")
            raise EngineLoadError(f"the engine {self.name!r} cannot be loaded: {reason}")
        self.version = str(greeting["ready"])

    def _exchange(self, child: subprocess.Popen[bytes], frame: bytes, limit: float) -> dict[str, object]:
        """Send a frame and take the next one; a child that does not do its part is ended."""
        try:
            answer = frames.unpack(_converse(child, frame, time.monotonic() + limit))
        except TimeoutError:
            raise self._lost(child, f"did not answer within {limit:g} seconds") from None
        except (EOFError, OSError):
            raise self._lost(child, "") from None
        except frames.DamageError:
            raise self._lost(child, "gave an answer that cannot be read") from None
        if not isinstance(answer, dict):
            raise self._lost(child, "gave an answer that cannot be read")
        return answer

    def _lost(self, child: subprocess.Popen[bytes], what: str) -> EngineError:
        self._end(child, wait=not what)
        if self._closed:
            what = "was closed"
        return EngineError(f"the engine {self.name!r} {what or _how_it_ended(child.returncode)}")

    def _end(self, child: subprocess.Popen[bytes], *, wait: bool = False) -> None:
        """Kill a child with all that it started; `wait` lets one that has hung up end by itself first."""
        with self._ending:
            if child.returncode is None:
                if wait:
                    _wait_a_moment(child)
                _kill(child)
                child.wait()
            for pipe in _pipes(child):
                pipe.close()
            if self._child is child:
                self._child = None


def _pipes(child: subprocess.Popen[bytes]) -> tuple[IO[bytes], ...]:
    return tuple(pipe for pipe in (child.stdin, child.stdout) if pipe is not None)


def _kill(child: subprocess.Popen[bytes]) -> None:
    try:
        os.killpg(child.pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):  # it leads no session yet, or is gone
        child.kill()


def _wait_a_moment(child: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(subprocess.TimeoutExpired):
        child.wait(1.0)


def _how_it_ended(code: int) -> str:
    if code >= 0:
        return f"ended by itself (exit code {code})"
    try:
        return f"was killed by {signal.Signals(-code).name}"
    except ValueError:
        return f"was killed by signal {-code}"


def _converse(child: subprocess.Popen[bytes], frame: bytes, until: float) -> bytes:
    """Write a frame and read the body of the next. Raises TimeoutError, EOFError, OSError, DamageError."""
    assert child.stdin is not None and child.stdout is not None  # noqa: PT018, S101 - made with both pipes
    out, back = child.stdin.fileno(), child.stdout.fileno()
    rest, got, size = memoryview(frame), bytearray(), -1
    with selectors.DefaultSelector() as selector:
        selector.register(back, selectors.EVENT_READ)
        if rest:
            selector.register(out, selectors.EVENT_WRITE)
        while size < 0 or len(got) < size:
            for key, _ in _ready(selector, until):
                if key.fd == out:
                    rest = rest[os.write(out, rest[: 2**16]) :]
                    if not rest:
                        selector.unregister(out)
                    continue
                part = os.read(back, 2**16 if size < 0 else min(size - len(got), 2**20))
                if not part:
                    raise EOFError
                got += part
                if size < 0 and len(got) >= frames.HEAD:
                    size = frames.length(bytes(got[: frames.HEAD]))
                    del got[: frames.HEAD]
    if len(got) > size:
        raise frames.DamageError("more than was asked for")
    return bytes(got)


def _ready(selector: selectors.BaseSelector, until: float) -> list[tuple[selectors.SelectorKey, int]]:
    while True:
        left = until - time.monotonic()
        if left <= 0:
            raise TimeoutError
        ready = selector.select(left)
        if ready:
            return ready
