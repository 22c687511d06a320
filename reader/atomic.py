"""Files that are replaced whole or not at all, and folders that survive a crash."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from pathlib import Path

TEMPORARY = ".tmp"
"""How the names of temporary files end; they begin with a dot and never end like the file itself."""

_NOT_FOR_FOLDERS = {errno.EINVAL, errno.EBADF, errno.ENOTSUP}


def replace_file(path: Path, content: bytes) -> None:
    """Put `content` in the place of a file so that it is wholly there or wholly not, and on disk.

    Raises OSError; the file is then as it was, or already the new one where only its folder could not be
    brought to disk.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}-{os.urandom(4).hex()}{TEMPORARY}")
    try:
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
        try:
            with contextlib.suppress(FileNotFoundError):
                os.fchmod(descriptor, path.stat().st_mode & 0o777)
            _write(descriptor, content)
            _to_disk(descriptor)
        finally:
            os.close(descriptor)
        temporary.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise
    folder_to_disk(path.parent)


def append_file(path: Path, line: bytes) -> None:
    """Add a line to a file, which is made when there is none, and bring it to disk.

    What a kill has left of this line is replaced, what it left of another is ended, so that it spoils none.
    Raises OSError; the file is then as long as it was.
    """
    new = not path.exists()
    with path.open("ab+") as file:
        size = file.seek(0, os.SEEK_END)
        try:
            file.seek(max(0, size - len(line)))
            torn = file.read().rpartition(b"\n")[2]
            if line.startswith(torn):
                size -= len(torn)
                os.ftruncate(file.fileno(), size)
            else:
                line = b"\n" + line
            file.write(line)
            file.flush()
            _to_disk(file.fileno())
        except BaseException:
            with contextlib.suppress(OSError):
                os.ftruncate(file.fileno(), size)
            raise
    if new:
        folder_to_disk(path.parent)


def _write(descriptor: int, content: bytes) -> None:
    left = memoryview(content)
    # The system may take less than it is given, and say only the next time that the disk is full.
    while left:
        left = left[os.write(descriptor, left) :]


def _to_disk(descriptor: int) -> None:
    if sys.platform == "darwin":
        import fcntl

        fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
    else:
        os.fsync(descriptor)


def folder_to_disk(folder: Path) -> None:
    """Bring the names in a folder to disk. Raises OSError."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        # Some network disks cannot do this for a folder at all, and need not.
        if error.errno not in _NOT_FOR_FOLDERS:
            raise
    finally:
        os.close(descriptor)


def make_folder(folder: Path, ground: Path | None = None) -> None:
    """Make a folder and those above it, each on disk in its parent before it is used.

    `ground` and what is above it must be there: a folder that has vanished is not made anew. Raises OSError.
    """
    if folder.is_dir():
        return
    if folder.parent != ground:
        make_folder(folder.parent, ground)
    with contextlib.suppress(FileExistsError):
        folder.mkdir()
        folder_to_disk(folder.parent)
