"""Keeps the library's index of decisions up to the files: after each save, and after changes from outside."""

from __future__ import annotations

import contextlib
import errno
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from reader.annotations.names import folder_of
from reader.annotations.scheme import Scheme
from reader.annotations.store import ShardFile, Store
from reader.corpus.article import hash_text
from reader.errors import StoreError
from reader.library.articles import Articles
from reader.library.decisions import Decisions, KnownShard
from reader.workspace.problems import Problem, of_error, of_hidden, of_stray
from reader.workspace.sheet import Sheet, judged_under, make_sheet, summarise

Progress = Callable[[int, int], bool]
UNKNOWN = -1
"""The time and size of a file that the index is not level with."""
SETTLED_NS = 2_000_000_000
"""A folder that changed later than this before a look may change again within one tick of its clock."""


_WHOLE_LOOK = 30
"""Every so many looks all folders are listed."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What a quick look has found: the articles that are otherwise now, and problems that are new."""

    changed: frozenset[str]
    problems: tuple[Problem, ...]


class Indexer:
    """Compares the files of decisions with the index by mtime and size, and reads those that differ.

    A file that cannot be read keeps what was known of it before: nothing decided is shown as undecided.
    """

    def __init__(
        self, store: Store, decisions: Decisions, articles: Articles, scheme: Callable[[], Scheme]
    ) -> None:
        self._store = store
        self._decisions = decisions
        self._articles = articles
        self._scheme = scheme
        self._folders: dict[Path, int] = {}
        self._looks = 0
        self._told: set[Problem] = set()

    def put(self, sheet: Sheet) -> None:
        """Index the decisions of a sheet that has just been saved."""
        path = self._store.path(sheet.shard.annotator, sheet.shard.article.id)
        name, status = self._name(path), path.stat()
        mtime_ns, size = status.st_mtime_ns, status.st_size
        on_disk = self._store.load(sheet.shard.annotator, sheet.shard.article.id)
        if on_disk is None or on_disk.history[-1:] != sheet.shard.history[-1:]:
            # The sheet has what waits to be saved, or the file what another window saved since: should this
            # process be killed now, the next start must see that the index is not what the file holds.
            mtime_ns = size = UNKNOWN
        after = self._decisions.newest_order(name)
        if not self._decisions.put(summarise(sheet, name, mtime_ns, size, after)):
            self._decisions.put(summarise(sheet, name, mtime_ns, size))

    def compare(self, file: ShardFile) -> str:
        """What is wrong with the index of a file, empty when nothing is. Raises StoreError."""
        row, sheet = self._decisions.row(self._name(file.path)), self._sheet(file)
        if sheet is None:
            return ""
        if row is None:
            return "the index does not know it"
        made = replace(summarise(sheet, row.path, file.mtime_ns, file.size), operations=())
        if (row.mtime_ns, row.size, row.judged) != (made.mtime_ns, made.size, made.judged):
            return "the index is older than it, its article or the labels"
        return "" if made == row else "the index counts it wrongly"

    def take(self, file: ShardFile) -> None:
        """Read a file into the index, whatever is known of it. Raises StoreError."""
        self._read(file)

    def forget(self, name: str) -> None:
        """Take a file that is gone out of the index."""
        self._decisions.drop(name)

    def refresh(self, progress: Progress = lambda _, __: True) -> list[Problem]:
        """Read what has changed; what is wrong with a file is returned and stops nothing."""
        known = self._decisions.known()
        problems: list[Problem] = []
        hidden: list[str] = []

        def told(path: Path, error: OSError) -> None:
            problems.append(of_hidden(path, error))
            hidden.append(self._name(path))

        files = list(self._store.files(told))
        for nth, file in enumerate(files):
            progress(nth, len(files))
            problem, _ = self._take(file, known.pop(self._name(file.path), None))
            problems += [problem] if problem else []
        progress(len(files), len(files))
        for annotator in sorted({name.partition("/")[0] for name in known}):
            folder = self._store.root / annotator
            if folder.is_file():
                told(folder, NotADirectoryError(errno.ENOTDIR, "a file where a folder was"))
        for name in known:
            # What cannot be looked at now is not gone.
            if not any(name == one or name.startswith(f"{one}/") or one == "." for one in hidden):
                self._decisions.drop(name)
        found = (of_stray(path, stray) for path, stray in self._store.strays())
        return problems + [problem for problem in found if problem is not None]

    def rebuild(self, progress: Progress) -> list[Problem]:
        """Read every file anew. Interrupted, it is gone on with by the next refresh."""
        self._decisions.set_stale()
        return self.refresh(progress)

    def look(self, annotator: str) -> Looked:
        """Read what has changed since the last look, quickly: of one annotator, and of the others in turn.

        Only folders whose own time has changed are listed: whatever replaces a file in one changes that. What
        is written into a file in its place does not, so now and then all are.
        """
        self._looks += 1
        if self._looks % _WHOLE_LOOK == 0:
            self._folders.clear()
        own = self._store.root / folder_of(annotator)
        others = [path for path in self._annotators() if path != own]
        turn = [others[self._looks % len(others)]] if others else []
        changed: set[str] = set()
        problems: list[Problem] = []
        for folder in (part for one in (own, *turn) if one.is_dir() for part in sorted(one.iterdir())):
            with contextlib.suppress(OSError):
                mtime_ns = folder.stat().st_mtime_ns
                if self._folders.get(folder) != mtime_ns:
                    read, wrong = self._look_into(folder)
                    changed |= read
                    problems += wrong
                    settled = time.time_ns() - mtime_ns > SETTLED_NS and not wrong
                    self._folders[folder] = mtime_ns if settled else 0
        news = tuple(one for one in problems if one not in self._told)
        self._told |= set(problems)
        return Looked(frozenset(changed), news)

    def _annotators(self) -> list[Path]:
        try:
            return sorted(path for path in self._store.root.iterdir() if path.is_dir())
        except OSError:
            return []

    def _look_into(self, folder: Path) -> tuple[set[str], list[Problem]]:
        known = self._decisions.known(f"{self._name(folder)}/")
        changed: set[str] = set()
        problems: list[Problem] = []

        def told(path: Path, error: OSError) -> None:
            problems.append(of_hidden(path, error))

        for file in self._store.files_in(folder, told):
            problem, read = self._take(file, known.pop(self._name(file.path), None))
            changed |= {file.article_id} if read else set()
            problems += [problem] if problem else []
        for name, gone in known.items() if not problems else ():
            self._decisions.drop(name)
            changed.add(gone.article_id)
        return changed, problems

    def _take(self, file: ShardFile, known: KnownShard | None) -> tuple[Problem | None, bool]:
        """Read a file where it differs from what is known; returns what is wrong, and whether it was read."""
        if known is not None:
            judged = judged_under(self._scheme(), known.text_hash or hash_text(""))
            if (known.mtime_ns, known.size, known.judged) == (file.mtime_ns, file.size, judged):
                return None, False
        try:
            return None, self._read(file)
        except StoreError as error:
            return of_error(file.path, error), False

    def _read(self, file: ShardFile) -> bool:
        sheet = self._sheet(file)
        if sheet is not None:
            self._decisions.put(summarise(sheet, self._name(file.path), file.mtime_ns, file.size))
        return sheet is not None

    def _sheet(self, file: ShardFile) -> Sheet | None:
        """What a file holds, on the article's text as it is now; None when it is gone. Raises StoreError."""
        shard = self._store.read(file)
        if shard is None:
            return None

        from reader.corpus.plain import article_from_text

        article_id = shard.article.id
        card = self._articles.card(article_id)
        text = self._articles.text(article_id) if card is not None else ""
        article = article_from_text(text, id=article_id, name=shard.article.origin)
        return make_sheet(article, self._scheme(), shard)

    def _name(self, path: Path) -> str:
        return path.relative_to(self._store.root).as_posix()
