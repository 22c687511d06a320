"""What is being typed and not kept yet, on disk every few seconds: a crash loses no half-written note."""

from __future__ import annotations

import contextlib
from pathlib import Path

from reader.atomic import make_folder, replace_file
from reader.errors import InputError, StoreError

MAX_BYTES = 1_000_000
EDITED = ".md"
"""The end of the name of a draft that an editor has: it may tell by that what it is."""


class Drafts:
    """Texts by name, each a small file in a folder of its own; what cannot be written or read is no draft."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, name: str, text: str) -> bool:
        """Put a draft in the place of the one before; False when it cannot be written."""
        if not self._folder.parent.is_dir():
            # The workspace has vanished: nothing is made in its place.
            return False
        with contextlib.suppress(OSError):
            make_folder(self._folder)
            replace_file(self._folder / name, text.encode("utf-8", "surrogatepass"))
            return True
        return False

    def write(self, name: str, text: str) -> Path:
        """Put a draft where an editor finds it. Raises StoreError."""
        path = self._folder / name
        try:
            if not self._folder.parent.is_dir():
                raise FileNotFoundError(2, "the folder has vanished")
            make_folder(self._folder)
            replace_file(path, text.encode("utf-8", "surrogatepass"))
        except OSError as error:
            raise StoreError(f"{path}: cannot be written ({error.strerror})") from error
        return path

    def find(self, name: str) -> str | None:
        """The draft with this name; None when there is none."""
        path = self._folder / name
        try:
            if path.stat().st_size > MAX_BYTES:
                return None
            return path.read_bytes().decode("utf-8", "surrogatepass")
        except (OSError, UnicodeDecodeError):
            return None

    def read(self, name: str) -> str:
        """What an editor has left, whatever its encoding; a file that is gone holds nothing any more.

        Raises InputError when it is too large or cannot be read; it then lies where the error says.
        """
        path = self._folder / name
        try:
            content = path.read_bytes() if path.exists() else b""
            if len(content) <= MAX_BYTES:
                return _decode(content)
            reason = "it is too large"
        except OSError as error:
            reason = error.strerror or "it cannot be read"
        with contextlib.suppress(OSError):
            path = path.rename(path.with_suffix(f"{EDITED}.unread"))
        raise InputError(f"the note was not taken ({reason})", f"it lies in {path}")

    def drop(self, *names: str) -> None:
        """These drafts are kept elsewhere now, or not wanted."""
        for name in names:
            with contextlib.suppress(OSError):
                (self._folder / name).unlink(missing_ok=True)


def _decode(content: bytes) -> str:
    try:
        text = content.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        text = content.decode("latin-1")
    return text.replace("\r\n", "\n").replace("\r", "\n")
