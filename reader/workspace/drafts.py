"""What is being typed and not kept yet, on disk every few seconds: a crash loses no half-written note."""

from __future__ import annotations

import contextlib
from pathlib import Path

from reader.atomic import make_folder, replace_file

MAX_BYTES = 1_000_000


class Drafts:
    """Texts by name, each a small file in a folder of its own; what cannot be written or read is no draft."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, name: str, text: str) -> None:
        """Put a draft in the place of the one before."""
        if not self._folder.parent.is_dir():
            # The workspace has vanished: nothing is made in its place.
            return
        with contextlib.suppress(OSError):
            make_folder(self._folder)
            replace_file(self._folder / name, text.encode("utf-8", "surrogatepass"))

    def find(self, name: str) -> str | None:
        """The draft with this name; None when there is none."""
        path = self._folder / name
        try:
            if path.stat().st_size > MAX_BYTES:
                return None
            return path.read_bytes().decode("utf-8", "surrogatepass")
        except (OSError, UnicodeDecodeError):
            return None

    def drop(self, name: str) -> None:
        """The draft is kept elsewhere now, or not wanted."""
        with contextlib.suppress(OSError):
            (self._folder / name).unlink(missing_ok=True)
