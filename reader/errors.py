"""Every error that reader tells a person about.

ReaderError
 ├── InputError            a source cannot be read as an article
 │    └── TooLargeError    it is above the size limit, which an option lifts
 ├── ConfigError           a settings or scheme file is wrong, with its file and line
 ├── NotFoundError         an article, label or target that is not there
 ├── RequestError          a request that makes no sense (exit code 2)
 ├── LibraryError          the library cannot be read or written
 ├── EngineError           what reads names and quotes is missing, raises, hangs, dies or answers nonsense
 │    └── EngineLoadError  it cannot be started at all: asking again is of no use
 └── StoreError            decisions cannot be kept or read
      ├── LockedError      another process holds the file for too long
      ├── ReadOnlyError    nothing can be kept here
      ├── GoneError        the folder has vanished since it was opened; it is never made anew
      ├── ShardError       a file of decisions is damaged or foreign; it is left untouched
      │    └── NewerError  it was written by a newer reader
      └── UndoError        what is to be undone has been changed since
"""

from __future__ import annotations

from pathlib import Path


class ReaderError(Exception):
    """Something a person should be told in one sentence, with what to do about it.

    `message` says what is wrong and where; `hint` says what to do and may be empty.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message}: {self.hint}" if self.hint else self.message


class InputError(ReaderError):
    """A file or text that cannot be read as an article."""


class TooLargeError(InputError):
    """A file above the size limit."""


class ConfigError(ReaderError):
    """A settings or scheme file that is wrong; the message begins with `file:line:`, `what` is the rest."""

    def __init__(self, path: Path | str, line: int | None, message: str, hint: str = "") -> None:
        where = f"{path}:{line}" if line else f"{path}"
        super().__init__(f"{where}: {message}", hint)
        self.what = message
        self.path = Path(path)
        self.line = line


class NotFoundError(ReaderError):
    """An article, label, paragraph or file that does not exist."""


class RequestError(ReaderError):
    """A request that contradicts itself or cannot be understood."""


class LibraryError(ReaderError):
    """The library file cannot be opened, read or written."""


class EngineError(ReaderError):
    """An engine that raised, hung, died or answered nonsense over one text; the next text may well go."""


class EngineLoadError(EngineError):
    """An engine that cannot be started: not installed, not found, or broken."""


class StoreError(ReaderError):
    """Decisions cannot be kept or read; `reason` is the why in a few words, for a line with little room."""

    def __init__(self, message: str, hint: str = "", *, reason: str = "") -> None:
        super().__init__(message, hint)
        self.reason = reason or message


class LockedError(StoreError):
    """Another process holds a file of decisions for longer than the time-out."""


class ReadOnlyError(StoreError):
    """The workspace lies where nothing can be written."""


class GoneError(StoreError):
    """The folder of the decisions was there and is no more: its disk may be unplugged."""


class ShardError(StoreError):
    """A file of decisions that is damaged, foreign or wrongly shaped; it is left as it is."""


class NewerError(ShardError):
    """A file of decisions that a newer version of reader has written."""


class UndoError(StoreError):
    """An undo or redo whose target has been changed since."""
