"""What is wrong with a file among the decisions, for people to see; it stops nothing."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from reader.annotations.strays import Stray, StrayKind
from reader.errors import NewerError, StoreError


@dataclass(frozen=True, slots=True)
class Problem:
    """A file that does not count: `kind` is one word for programs, `message` and `hint` are sentences."""

    path: Path
    kind: str
    message: str
    hint: str = ""

    def __str__(self) -> str:
        return f"{self.message}: {self.hint}" if self.hint else self.message


def of_error(path: Path, error: StoreError) -> Problem:
    """The problem of a file that cannot be read."""
    kind = "newer" if isinstance(error, NewerError) else "unreadable"
    return Problem(path, kind, error.message, error.hint)


def of_hidden(path: Path, error: OSError) -> Problem:
    """The problem of a folder or file that cannot even be looked at."""
    if path.is_symlink():
        return Problem(path, "unreadable", f"{path}: a link to nothing", "bring what it links to")
    hint = "check its permissions" if isinstance(error, PermissionError) else "bring it back"
    return Problem(path, "unreadable", f"{path}: cannot be read ({error.strerror})", hint)


def of_stray(path: Path, stray: Stray) -> Problem | None:
    """The problem of a file that is no file of decisions; None where nobody need know of it."""
    if stray.kind in (StrayKind.OURS, StrayKind.FOREIGN):
        return None
    hint = "reader check says what it holds" if stray.kind is StrayKind.COPY else ""
    return Problem(path, stray.kind.value, f"{path}: {stray.words}", hint)
