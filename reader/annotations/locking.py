"""Locks between processes, never waited for without an end; the only module that imports filelock."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from reader.errors import LockedError


@contextlib.contextmanager
def locked(lock: Path, what: Path, seconds: float) -> Iterator[None]:
    """Hold a lock for a change of the file `what`; one of a process that died holds nobody up.

    Raises LockedError when another process has held it for so many seconds, OSError where none can be made.
    """
    # It takes longer to load than all the rest of a list, which locks nothing.
    from filelock import FileLock, Timeout

    lock.parent.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(lock, timeout=seconds):
            yield
    except Timeout:
        raise LockedError(
            f"{what}: another reader has held this file for {seconds:g} s",
            "close the other one, or wait",
            reason="another reader holds the file",
        ) from None
