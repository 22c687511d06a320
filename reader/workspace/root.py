"""Which folder is the workspace, and how a new one begins."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from reader.annotations.scheme import SCHEME_FILE
from reader.atomic import make_folder, replace_file
from reader.errors import ReaderError, RequestError
from reader.settings import WORKSPACE_FILE, user_state_path
from reader.workspace.starters import IGNORED, SCHEME, SETTINGS

ANNOTATIONS = "annotations"
PRIVATE = ".reader"


@dataclass(frozen=True, slots=True)
class Root:
    """The folder that an open workspace stands on; `plain` is one in which nothing was decided yet.

    `sources` are its articles where no settings of its own say so, as in a plain folder.
    """

    path: Path
    plain: bool
    sources: tuple[Path, ...] | None = None

    @property
    def annotations(self) -> Path:
        """Where decisions and the scheme lie."""
        return self.path / ANNOTATIONS

    @property
    def scheme(self) -> Path:
        """The scheme's file."""
        return self.annotations / SCHEME_FILE

    @property
    def private(self) -> Path:
        """Where the library lies: a plain folder is only read, so the user's own state has it until then."""
        return self.private_when_plain if self.plain else self.path / PRIVATE

    @property
    def private_when_plain(self) -> Path:
        """Where the library of this folder lies as long as nothing was decided in it."""
        name = hashlib.blake2b(str(self.path.absolute()).encode(), digest_size=8).hexdigest()
        return user_state_path() / "folders" / name

    @property
    def library(self) -> Path:
        """The library's file."""
        return self.private / "library.sqlite"

    @property
    def locks(self) -> Path:
        """Where the locks lie: outside of the folders that a team shares, and in one place for everyone."""
        return self.path / PRIVATE / "locks"

    @property
    def rescue_folders(self) -> tuple[Path, ...]:
        """Where decisions that cannot be saved here are kept: on another disk first, if it is one."""
        return user_state_path() / "rescue", self.path / PRIVATE / "rescue"

    @property
    def intents(self) -> Path:
        """Where a change over several files is written down while it is made."""
        return self.path / PRIVATE / "intents"

    @property
    def scheme_intent(self) -> Path:
        """Where a change of the scheme is written down while it is made: a kill leaves none half done."""
        return self.intents / "scheme.json"

    def settle(self) -> None:
        """Make this folder a workspace before the first decision is kept in it. Raises OSError."""
        ignored = self.path / PRIVATE / ".gitignore"
        if not ignored.exists():
            make_folder(ignored.parent)
            replace_file(ignored, IGNORED.encode())


def is_workspace(folder: Path) -> bool:
    """Whether somebody has made this folder a workspace, with settings or a scheme."""
    try:
        return (folder / WORKSPACE_FILE).is_file() or (folder / ANNOTATIONS / SCHEME_FILE).is_file()
    except OSError:
        # One may not look into it.
        return False


def find_root(start: Path) -> Root | None:
    """The workspace that a path lies in, or None."""
    folder = whole_path(start)
    for candidate in (folder, *folder.parents):
        if is_workspace(candidate):
            return Root(candidate, plain=False)
    return None


def choose_root(chosen: Path | None, given: Path | None, here: Path) -> Root:
    """The workspace for a command: the one chosen, else that of the path given, else that stood in.

    Without any it is the folder given, or that of the file given, or the one stood in, as a plain folder.
    Raises RequestError when the folder chosen does not exist.
    """
    if chosen is not None:
        if not _is_folder(chosen):
            raise RequestError(f"{chosen}: there is no such folder", "reader init DIR makes a workspace")
        return find_root(chosen) or _plain_root(chosen, (chosen,))
    found = (find_root(given) if given is not None else None) or find_root(here)
    if found is not None:
        return found
    if given is None:
        # Nobody asked for what lies deeper, and one may be standing in one's home.
        return _plain_root(here, _texts_in(here))
    return _plain_root(given if _is_folder(given) else given.parent, (given,))


def _plain_root(folder: Path, sources: Iterable[Path]) -> Root:
    """A folder without settings or scheme; what was decided in it before has left a folder of our own.

    That folder makes only this one a workspace, never those below it: one decision on a text in one's home
    must not take over everything that lies there.
    """
    folder = whole_path(folder)
    return Root(folder, not _is_folder(folder / PRIVATE), tuple(whole_path(source) for source in sources))


def _texts_in(folder: Path) -> list[Path]:
    try:
        from reader.fetch.files import TEXT_SUFFIXES

        return sorted(path for path in folder.iterdir() if path.suffix.lower() in TEXT_SUFFIXES)
    except OSError:
        return []


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:
        return False


def whole_path(path: Path) -> Path:
    """The path from the root of the disk, without `..`: the folders above it are then its parents."""
    return Path(os.path.normpath(path.absolute()))


def init_workspace(folder: Path) -> list[Path]:
    """Make a new workspace: a commented scheme and settings, and a folder for articles.

    Returns the files made. Raises RequestError where there is a workspace already; nothing is then changed.
    """
    if is_workspace(folder):
        raise ReaderError(f"{folder}: a workspace already", "nothing was changed")
    files = {
        folder / WORKSPACE_FILE: SETTINGS,
        folder / ANNOTATIONS / SCHEME_FILE: SCHEME,
        folder / PRIVATE / ".gitignore": IGNORED,
    }
    try:
        (folder / "seeds").mkdir(parents=True, exist_ok=True)
        for path, content in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            replace_file(path, content.encode())
    except OSError as error:
        raise ReaderError(f"{error.filename or folder}: cannot be made ({error.strerror})") from None
    return list(files)
