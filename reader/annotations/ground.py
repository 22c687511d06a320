"""The folder that decisions lie in: made once at most, and never made anew where it has vanished."""

from __future__ import annotations

from pathlib import Path

from reader.atomic import make_folder
from reader.errors import GoneError


class Ground:
    """A folder in another one, which was there when it was opened; the disk of either may be unplugged.

    What is made where a disk was mounted would lie on another disk, out of sight once it is back.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._device = _device(folder.parent)
        self._seen = folder.is_dir()

    def check(self) -> None:
        """See that decisions may be written. Raises GoneError, OSError."""
        if self._folder.is_dir():
            self._seen = True
            return
        device = _device(self._folder.parent)
        if self._seen or device is None or device != self._device:
            gone = self._folder.parent if device is None else self._folder
            raise GoneError(
                f"the folder is gone: {gone} was there before",
                "bring it back, or plug its disk in: it is tried again",
                reason="the folder is gone",
            )

    def make(self, folder: Path) -> None:
        """Make a folder below this one. Raises GoneError, OSError."""
        self.check()
        make_folder(folder, self._folder if self._seen else self._folder.parent)
        self._seen = True


def _device(folder: Path) -> int | None:
    try:
        return folder.stat().st_dev
    except FileNotFoundError:
        return None
