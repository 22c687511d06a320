"""Opens the library of a workspace, whatever state its file and its folder are in."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from reader.errors import LibraryError
from reader.library import Database
from reader.workspace.ids import Clock
from reader.workspace.root import Root


def open_library(root: Root, clock: Clock, notices: list[str]) -> Database:
    """Open a workspace's library; a broken one is put aside and made anew, which is added to `notices`.

    Where nothing can be written it is a copy. Raises LibraryError.
    """
    path, before = root.library, root.private_when_plain / "library.sqlite"
    if not writable(path.parent):
        return Database.open_copy(path)
    if not path.exists() and before.exists():
        # Copied, not moved: another window may be using it still.
        with contextlib.suppress(LibraryError):
            Database.bring(before, path)
    try:
        return Database.open(path)
    except LibraryError as error:
        if "not a database" not in str(error) and "malformed" not in str(error):
            raise
        aside = path.with_name(f"library.broken-{clock()}.sqlite")
        path.rename(aside)
        notices.append(f"the library was broken: it is made anew, the old one is {aside.name}")
        return Database.open(path)


def writable(folder: Path) -> bool:
    """Whether a folder, or the nearest one above it that exists, can be written."""
    while not os.access(folder, os.F_OK) and folder != folder.parent:
        folder = folder.parent
    return os.access(folder, os.W_OK | os.X_OK)
