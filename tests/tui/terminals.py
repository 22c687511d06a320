"""The installed `reader` in a real pseudo-terminal of 80x24."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pexpect
import pyte

READER = Path(sys.executable).with_name("reader")
LIMIT = 60.0


class Terminal:
    """A terminal of 80x24 with a program in it; `screen` is what a person sees."""

    def __init__(self, folder: Path, *arguments: str, **environment: str) -> None:
        self.child: pexpect.spawn[bytes] = pexpect.spawn(
            str(READER),
            [*arguments],
            cwd=str(folder),
            env={**os.environ, "TERM": "xterm-256color", "READER_ANNOTATOR": "alice", **environment},
            dimensions=(24, 80),
            timeout=LIMIT,
        )
        self.raw = b""
        self._screen = pyte.Screen(80, 24)
        self._stream = pyte.ByteStream(self._screen)

    @property
    def screen(self) -> str:
        return "\n".join(self._screen.display)

    def until(self, shown: Callable[[str], bool]) -> str:
        """Read what the program writes until the screen is as wanted."""
        deadline = time.monotonic() + LIMIT
        while not shown(self.screen):
            assert time.monotonic() < deadline, self.screen
            try:
                data = self.child.read_nonblocking(65536, timeout=1)
            except pexpect.TIMEOUT:
                continue
            self.raw += data
            self._stream.feed(data)
        return self.screen

    def press(self, keys: str, *shown: str) -> str:
        """Type keys in one go, and wait until the screen shows all of these words."""
        self.child.send(keys)
        return self.until(lambda screen: all(word in screen for word in shown))

    def end(self) -> int:
        """Wait for the program to end; returns its exit code, or minus the signal that ended it."""
        self.raw += self.child.read()
        self.child.close()
        status = self.child.exitstatus
        return -(self.child.signalstatus or 0) if status is None else status
