"""What lies in the folders of decisions, as far as it can be looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from reader.annotations.strays import Stray, StrayKind, article_of, stray_of

Told = Callable[[Path, OSError], None]
"""Takes what cannot be looked at, and why."""


def strays_at(path: Path) -> Iterator[tuple[Path, Stray]]:
    """What is no file of decisions at a path where one could be, or in a folder there."""
    if path.is_dir() and article_of(path.name) is None:
        for deeper in entries(path):
            if deeper.is_file():
                yield deeper, stray_of(deeper.name) or Stray(StrayKind.COPY, deeper.stem)
        return
    misplaced = article_of(path.name) is not None and path.name[:2] != path.parent.name
    stray = Stray(StrayKind.COPY, path.stem) if misplaced else stray_of(path.name)
    if stray is not None:
        yield path, stray


def entries(folder: Path, told: Told = lambda _, __: None) -> list[Path]:
    """What lies in a folder, in the order of names; nothing in one that does not exist."""
    try:
        return sorted(folder.iterdir())
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        told(folder, error)
        return []
