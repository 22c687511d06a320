"""The terminal that the app is in: it can be gone, and it comes back only after ^Z."""

from __future__ import annotations

import contextlib
from typing import IO, Any, cast

from textual.app import App
from textual.drivers.linux_driver import LinuxDriver


class LastingFile:
    """A file that takes whatever is written; what the terminal does not take any more goes nowhere.

    Textual writes in a thread. One that fails is not missed until its queue is full: then the end waits for
    it for ever.
    """

    def __init__(self, file: IO[str]) -> None:
        self._file = file

    def write(self, text: str) -> int:
        """Write a text."""
        with contextlib.suppress(OSError):
            self._file.write(text)
        return len(text)

    def flush(self) -> None:
        """Hand over what was written."""
        with contextlib.suppress(OSError):
            self._file.flush()

    def fileno(self) -> int:
        """The descriptor of the file."""
        return self._file.fileno()

    def isatty(self) -> bool:
        """Whether it is a terminal."""
        return self._file.isatty()


class TerminalDriver(LinuxDriver):
    """Textual's way with a terminal, in one that may be hung up."""

    def __init__(
        self, app: App[int], *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._file = cast("Any", LastingFile(cast("IO[str]", self._file)))
        self._away = False

    def _sigtstp_application(self, *given: object) -> None:
        """Leave the terminal to the shell."""
        self._away = True
        super()._sigtstp_application(*given)

    def _sigcont_application(self, *given: object) -> None:
        """Come back, after ^Z only.

        A terminal that is hung up sends SIGCONT behind SIGHUP: begun anew there, the threads that read and
        write would be there twice, and one of each without an end.
        """
        if self._away:
            self._away = False
            super()._sigcont_application(*given)
