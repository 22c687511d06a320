"""The child's side of `reader.analysis.worker`: an engine in a process of its own, which answers in order.

Run as `python -P -m reader.analysis.serving FACTORY NAME NICE`. Requests come on standard input, answers go
to standard output (`reader.analysis.frames`); what the engine prints goes nowhere.
"""

from __future__ import annotations

import importlib
import os
import queue
import signal
import sys
import threading
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from reader.analysis import frames
from reader.errors import ReaderError

Handler: TypeAlias = Callable[[Mapping[str, Any]], object]
"""From a request to what JSON can hold. It may raise: the error is told, and the next request is taken."""

GRACE = 5.0
"""Seconds after a request's time limit when a child that nobody stopped ends by itself."""


def main(arguments: list[str]) -> None:
    """Load the engine, say that it is there, then answer until standard input ends."""
    factory, name, nice = arguments
    requests, answers = _take_pipes()
    os.nice(int(nice))
    waiting: queue.SimpleQueue[Any] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(requests, waiting), daemon=True).start()
    try:
        version, handler = find(factory)(name)
        frame = frames.pack({"ready": version})
    except (Exception, SystemExit) as error:  # noqa: BLE001 - whatever it is, the parent tells it
        frames.write(answers, frames.pack({"error": tell(error)}))
        return
    frames.write(answers, frame)
    while True:
        frames.write(answers, _answer(handler, waiting.get()))


def find(place: str) -> Callable[[str], tuple[str, Handler]]:
    """What stands at `package.module:callable`. Raises ImportError, AttributeError."""
    module, _, attribute = place.partition(":")
    return getattr(importlib.import_module(module), attribute)  # type: ignore[no-any-return]


def tell(error: BaseException) -> str:
    """An error in one line."""
    if isinstance(error, ReaderError):
        return str(error)
    words = " ".join(str(error).split())[:300]
    return f"{type(error).__name__}: {words}" if words else type(error).__name__


def _take_pipes() -> tuple[int, int]:
    """The two pipes, where an engine that prints or reads standard input does not find them."""
    requests, answers = os.dup(0), os.dup(1)
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 0)
    os.dup2(nowhere, 1)
    os.close(nowhere)
    return requests, answers


def _listen(requests: int, waiting: queue.SimpleQueue[Any]) -> None:
    """Pass requests on; when the parent is gone, end at once, whatever the engine is doing."""
    try:
        while True:
            waiting.put(frames.read(requests))
    finally:
        os._exit(0)


def _answer(handler: Handler, request: Mapping[str, Any]) -> bytes:
    # An engine that holds the interpreter's lock would outlive a parent that was killed: the alarm ends it.
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, request["limit"] + GRACE)
    try:
        return frames.pack({"id": request["id"], "answer": handler(request["request"])})
    except (Exception, SystemExit) as error:  # noqa: BLE001 - one text gone wrong must not end all the others
        return frames.pack({"id": request["id"], "error": tell(error)})
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


if __name__ == "__main__":
    main(sys.argv[1:])
