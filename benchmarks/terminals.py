"""A program in a real pseudo-terminal: what it has cost when the screen shows what was waited for."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from .measure import NotMeasuredError

_LIMIT = 60.0
_ROWS, _COLUMNS = 24, 80
# Textual asks whether the terminal can show frames whole; where it can, it says where each ends.
_ASKS, _ANSWER, _FRAME_END = b"\x1b[?2026$p", b"\x1b[?2026;2$y", "\x1b[?2026l"
_KILOBYTE = 1 if sys.platform == "darwin" else 1024

EMPTY_APP = """
from textual.app import App
from textual.widgets import Static
class Empty(App):
    def compose(self):
        yield Static("ready")
Empty().run()
"""


@dataclass(frozen=True, slots=True)
class Usage:
    """What a process has used until it was stopped: CPU in milliseconds, memory at its most in MB."""

    cpu: float
    memory: float


class Terminal:
    """Starts a program in a terminal of 80x24; `stop` kills it and tells what it has used."""

    def __init__(self, command: Sequence[str], folder: Path) -> None:
        self._output = b""
        self._told = False
        self._pid, self._descriptor = pty.fork()
        if self._pid == 0:
            os.chdir(folder)
            os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
            os.environ.update(TERM="xterm-256color", READER_ANNOTATOR="bench", LINES="24", COLUMNS="80")
            os.execvp(command[0], list(command))
        fcntl.ioctl(self._descriptor, termios.TIOCSWINSZ, struct.pack("HHHH", _ROWS, _COLUMNS, 0, 0))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        os.close(self._descriptor)

    def until(self, shown: str) -> None:
        """Read until the program has written these words in one piece. Raises NotMeasuredError."""
        deadline = time.monotonic() + _LIMIT
        while shown.encode() not in self._output:
            if not self._read(deadline):
                raise NotMeasuredError(f"the screen never showed {shown!r}")

    def press(self, keys: str) -> None:
        """Type keys; what was shown before is forgotten."""
        self._output = b""
        os.write(self._descriptor, keys.encode())

    def insist(self, key: str, shown: str) -> None:
        """Type a key again and again until the screen shows these words. Raises NotMeasuredError."""
        for _ in range(100):
            self.press(key)
            if self._read(time.monotonic() + 1) and self._reads(shown):
                return
        raise NotMeasuredError(f"the screen never showed {shown!r}")

    def _reads(self, shown: str) -> bool:
        while shown.encode() not in self._output and self._read(time.monotonic() + 0.2):
            pass
        return shown.encode() in self._output

    def frame(self, key: str) -> float:
        """How long after a key its frame is on the screen, whole, in milliseconds."""
        while self._read(time.monotonic() + 0.1):
            pass
        start = time.perf_counter()
        self.press(key)
        self.until(_FRAME_END)
        return (time.perf_counter() - start) * 1000

    def settle(self) -> None:
        """Read until nothing more is written."""
        while self._read(time.monotonic() + 0.3):
            pass

    def answer(self, key: str) -> float:
        """How long after a key the last byte of what it brings is there, in milliseconds."""
        while self._read(time.monotonic() + 0.1):
            pass
        start = last = time.perf_counter()
        self.press(key)
        while self._read(time.monotonic() + (0.1 if self._output else 1.0)):
            last = time.perf_counter()
        return (last - start) * 1000

    def stop(self) -> Usage:
        """Kill the program; what it has used until now."""
        most = self._most_memory()
        os.kill(self._pid, signal.SIGKILL)
        _, _, usage = os.wait4(self._pid, 0)
        return Usage((usage.ru_utime + usage.ru_stime) * 1000, most or usage.ru_maxrss * _KILOBYTE / 1e6)

    def _most_memory(self) -> float | None:
        """The most memory it had, in MB; None where only wait4 says; on Linux that counts its parent's."""
        try:
            lines = Path(f"/proc/{self._pid}/status").read_text().splitlines()
        except OSError:
            return None
        return next(int(line.split()[1]) * 1024 / 1e6 for line in lines if line.startswith("VmHWM"))

    def _read(self, deadline: float) -> bool:
        ready, _, _ = select.select([self._descriptor], [], [], max(0.0, deadline - time.monotonic()))
        if ready:
            self._output += os.read(self._descriptor, 65536)
            if not self._told and _ASKS in self._output:
                self._told = True
                os.write(self._descriptor, _ANSWER)
        return bool(ready)


def reader_command(*arguments: str) -> list[str]:
    """The installed command."""
    return [str(Path(sys.executable).with_name("reader")), *arguments]
