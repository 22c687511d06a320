"""Files and folders on disk: which of them are texts, and their bytes within a size limit."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from reader.errors import InputError, TooLargeError

TEXT_SUFFIXES = frozenset({".txt", ".text"})
"""Endings that a folder is searched for; a file named by hand may end as it likes."""


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file that may hold an article; `mtime_ns` and `size` tell whether it has changed."""

    path: Path
    mtime_ns: int
    size: int


@dataclass(frozen=True, slots=True)
class Passed:
    """A file or folder that cannot be taken, with the sentence that says why."""

    path: Path
    error: InputError


def find_files(paths: Iterable[Path], skip: Collection[Path] = ()) -> Iterator[FoundFile | Passed]:
    """The text files among `paths` and in the folders among them, in the order of names, each once.

    Hidden files, other endings and the folders in `skip` are passed over in silence; what cannot be
    looked into is told. Links are followed, a folder that has been visited is not visited again.
    """
    visited: set[tuple[int, int]] = set()
    for path in paths:
        try:
            status = path.stat()
        except OSError as error:
            yield Passed(path, _unreachable(path, error))
            continue
        if path.is_dir():
            yield from _walk(path, visited, {folder.absolute() for folder in skip})
        elif path.is_file():
            yield FoundFile(path, status.st_mtime_ns, status.st_size)
        else:
            yield Passed(path, InputError(f"{path}: neither a file nor a folder", "give a text file"))


def read_file(path: Path, max_bytes: int) -> bytes:
    """The bytes of a file. Raises TooLargeError above `max_bytes`, InputError when it cannot be read."""
    try:
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            content = file.read(max_bytes + 1) if size <= max_bytes else b""
    except OSError as error:
        raise _unreachable(path, error) from None
    if size > max_bytes or len(content) > max_bytes:
        raise TooLargeError(
            f"{path}: {max(size, len(content)) / 1e6:.1f} MB, and the limit is {max_bytes / 1e6:g} MB",
            "--max-megabytes N lifts it, or max_megabytes in reader.toml",
        )
    return content


def _walk(root: Path, visited: set[tuple[int, int]], skip: set[Path]) -> Iterator[FoundFile | Passed]:
    waiting = [root]
    while waiting:
        folder = waiting.pop()
        try:
            status = folder.stat()
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError as error:
            yield Passed(folder, _unreachable(folder, error))
            continue
        if (status.st_dev, status.st_ino) in visited:
            continue
        visited.add((status.st_dev, status.st_ino))
        folders: list[Path] = []
        for entry in entries:
            path = Path(entry.path)
            if entry.name.startswith("."):
                continue
            try:
                if entry.is_dir():
                    if path.absolute() not in skip:
                        folders.append(path)
                elif path.suffix.lower() in TEXT_SUFFIXES:
                    status = entry.stat()
                    if entry.is_file():
                        yield FoundFile(path, status.st_mtime_ns, status.st_size)
            except OSError as error:
                yield Passed(path, _unreachable(path, error))
        waiting.extend(reversed(folders))


def _unreachable(path: Path, error: OSError) -> InputError:
    if isinstance(error, FileNotFoundError) and path.is_symlink():
        return InputError(f"{path}: a link to something that is not there", "remove the link or mend it")
    if isinstance(error, FileNotFoundError):
        return InputError(f"{path}: there is no such file", "check the name")
    if isinstance(error, PermissionError):
        return InputError(f"{path}: you may not read it", "change its permissions")
    if isinstance(error, IsADirectoryError):
        return InputError(f"{path}: a folder, not a file", "name a file in it")
    if "symbolic links" in str(error):
        return InputError(f"{path}: a link that leads to itself", "remove the link")
    return InputError(f"{path}: cannot be read ({error.strerror})", "check the disk")
