"""What other windows, other people and file syncs have changed since the last look, about once a second."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from reader.annotations.model import Event
from reader.errors import ReaderError, StoreError
from reader.library.database import Database
from reader.workspace.desk import Desk
from reader.workspace.sheet import Sheet

if TYPE_CHECKING:
    from reader.workspace.indexing import Looked
    from reader.workspace.problems import Problem

SECONDS = 0.7
"""How long it is between two looks."""
Signature = tuple[int, int, int] | None


@dataclass(frozen=True, slots=True)
class Seen:
    """What a look has found: articles in use that are otherwise now, and whether lists and labels may be.

    `words` say what was done last elsewhere in one of those articles, empty where nothing was; `problems`
    are files that have come to be wrong.
    """

    sheets: tuple[Sheet, ...] = ()
    library: bool = False
    scheme: bool = False
    words: str = ""
    problems: tuple[Problem, ...] = ()

    @property
    def anything(self) -> bool:
        """Whether there is anything to draw."""
        return bool(self.sheets or self.problems) or self.library or self.scheme


class Watch:
    """Compares the files of the articles in use, the scheme and the library with the last look.

    `refresh` brings the index up to files that changed without this computer's readers, such as by a sync,
    and says in which articles and with which files.
    """

    def __init__(
        self,
        desk: Desk,
        database: Database,
        scheme: Path,
        shard_path: Callable[[str], Path],
        refresh: Callable[[], Looked],
    ) -> None:
        self._desk = desk
        self._database = database
        self._scheme = scheme
        self._shard_path = shard_path
        self._refresh = refresh
        self._shards: dict[str, Signature] = {}
        self._scheme_seen = _signature(scheme)
        self._library_seen: int | None = None
        self._stopped = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self, tell: Callable[[Seen], None]) -> None:
        """Look again and again in a thread of its own, and tell there what is found, until `stop`."""
        self._thread = threading.Thread(target=self._work, args=(tell,), name="watch", daemon=True)
        self._thread.start()

    def stop(self, seconds: float = 5.0) -> None:
        """Look no more."""
        self._stopped.set()
        if self._thread is not None:
            self._thread.join(seconds)

    def _work(self, tell: Callable[[Seen], None]) -> None:
        while not self._stopped.wait(SECONDS):
            seen = self.look()
            if seen.anything and not self._stopped.is_set():
                # Whoever listens may be gone already.
                with contextlib.suppress(Exception):
                    tell(seen)
        self._database.release()

    def look(self) -> Seen:
        """Look once; never raises: what cannot be read now is looked at again the next time."""
        from reader.workspace.indexing import Looked

        looked = Looked(frozenset(), ())
        with contextlib.suppress(ReaderError, OSError):
            looked = self._refresh()
        sheets: list[Sheet] = []
        words = ""
        for article_id in self._desk.in_use():
            found = self._reloaded(article_id)
            if found is not None:
                sheets.append(found)
                words = _newest_words(found)
        scheme = _signature(self._scheme)
        changed, self._scheme_seen = scheme != self._scheme_seen, scheme
        library = self._library_changed() or bool(looked.changed)
        return Seen(tuple(sheets), library, changed, words, looked.problems)

    def _reloaded(self, article_id: str) -> Sheet | None:
        """The article, when its decisions are others than those that are seen."""
        signature = _signature(self._shard_path(article_id))
        if self._shards.get(article_id, ()) == signature:
            return None
        before = self._desk.current(article_id)
        try:
            after = self._desk.reload(article_id)
        except StoreError:
            return None
        self._shards[article_id] = signature
        same = before is None or after is None or before.shard.annotations == after.shard.annotations
        return None if same else after

    def _library_changed(self) -> bool:
        with contextlib.suppress(ReaderError):
            version = self._database.data_version()
            changed, self._library_seen = self._library_seen not in (None, version), version
            return changed
        return False


def _newest_words(sheet: Sheet) -> str:
    if not sheet.shard.history:
        return ""
    newest = sheet.shard.history[-1]
    return newest.words if newest.event is Event.DO else f"{newest.event}: {newest.words}"


def _signature(path: Path) -> Signature:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_ino, status.st_mtime_ns, status.st_size
