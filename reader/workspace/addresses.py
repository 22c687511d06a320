"""Where an article can be opened: at a web address, or as a file that the workspace reads. Nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from urllib.parse import unquote, urlsplit

from reader.fetch.files import TEXT_SUFFIXES

_WEB = frozenset({"http", "https"})
_NEVER = frozenset("\"'<>\\^`{|} ")


def address_of(origin: str, folder: Path, sources: Iterable[Path]) -> str | None:
    """The address that opens an origin; None for what is not on the web and in no source of the workspace.

    `folder` is the workspace, whose files are named from there.
    """
    try:
        parts = urlsplit(origin)
    except ValueError:
        return None
    if parts.scheme in _WEB:
        return origin if parts.netloc and origin.isprintable() and not _NEVER & set(origin) else None
    if parts.scheme == "file":
        return _file(Path(unquote(parts.path)), sources) if parts.netloc in ("", "localhost") else None
    return _file(folder / origin, sources) if origin and "\0" not in origin else None


def _file(path: Path, sources: Iterable[Path]) -> str | None:
    """The address of a text that exists in one of the sources; None where links lead out of them."""
    try:
        whole = path.resolve(strict=True)
        inside = any(whole.is_relative_to(source.resolve()) for source in sources)
        return whole.as_uri() if inside and whole.is_file() and whole.suffix in TEXT_SUFFIXES else None
    except (OSError, RuntimeError, ValueError):
        return None
