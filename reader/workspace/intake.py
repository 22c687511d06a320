"""Files become articles of the library: what is new, what has changed, what is the same text again."""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from pathlib import Path

from reader.corpus.article import Article, hash_text, identify
from reader.errors import InputError
from reader.fetch.files import FoundFile, Passed, find_files, read_file
from reader.library.articles import Articles, Card, Origin
from reader.workspace.ids import Clock, iso_time
from reader.workspace.root import whole_path


class Taken(StrEnum):
    """What became of a file."""

    ADDED = "added"
    CHANGED = "changed"
    KNOWN = "known"
    MOVED = "moved"
    SAME_TEXT = "same text"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file: the article it is now, or why it was refused."""

    path: str
    taken: Taken
    article_id: str | None = None
    title: str = ""
    why: InputError | None = None


class Intake:
    """Takes files into the library of the workspace at `root`."""

    def __init__(self, root: Path, articles: Articles, clock: Clock, max_bytes: int) -> None:
        self._root = root
        self._articles = articles
        self._clock = clock
        self._max_bytes = max_bytes

    def take(
        self, paths: Iterable[Path], skip: Iterable[Path] = (), *, max_bytes: int | None = None
    ) -> Iterator[Outcome]:
        """Take files, and the text files in folders, one after the other; a bad one stops nothing."""
        limit = max_bytes or self._max_bytes
        for found in find_files(paths, tuple(skip)):
            if isinstance(found, Passed):
                yield Outcome(self.name(found.path), Taken.REFUSED, why=found.error)
                continue
            yield self._take_file(found, limit)

    def name(self, path: Path) -> str:
        """How the library calls a file: relative to the workspace, with slashes; elsewhere the whole path."""
        path = whole_path(path)
        try:
            return path.relative_to(self._root).as_posix()
        except ValueError:
            return path.as_posix()

    def read(self, path: Path, *, max_bytes: int | None = None) -> Article:
        """The article in a file, with the id that it would be taken under. Raises InputError."""
        from reader.corpus.decode import decode
        from reader.corpus.plain import article_from_text

        name = self.name(path)
        text = decode(read_file(path, max_bytes or self._max_bytes), name=name).text
        article_id = self._articles.with_text(hash_text(text)) or identify("path", name)
        return article_from_text(text, id=article_id, name=name)

    def _take_file(self, found: FoundFile, limit: int) -> Outcome:
        name = self.name(found.path)
        if not _is_unicode(name):
            why = InputError(f"{name}: the name of this file is not UTF-8", "give it another name")
            return Outcome(name, Taken.REFUSED, why=why)
        known = self._articles.origin(name)
        if known is not None and (known.mtime_ns, known.size) == (found.mtime_ns, found.size):
            return Outcome(name, Taken.KNOWN, known.article_id)
        from reader.corpus.decode import decode

        try:
            text = decode(read_file(found.path, limit), name=name).text
            return self._take_text(text, name, found, known)
        except InputError as error:
            return Outcome(name, Taken.REFUSED, why=error)

    def _take_text(self, text: str, name: str, found: FoundFile, known: Origin | None) -> Outcome:
        twin = self._articles.with_text(hash_text(text))
        if known is None and twin is not None:
            return self._take_twin(twin, name, found)
        if known is not None and twin == known.article_id:
            # Touched, but the text is the same.
            self._articles.add_origin(Origin(name, twin, found.mtime_ns, found.size))
            return Outcome(name, Taken.KNOWN, twin)
        if known is not None and self._has_another_file(known):
            # The article and what was decided on it stay with the file that still holds the text.
            if twin is not None:
                return self._take_twin(twin, name, found)
            known = None
        article_id = known.article_id if known else self._new_id(name, text)
        origin = Origin(name, article_id, found.mtime_ns, found.size)
        from reader.corpus.plain import article_from_text

        article = article_from_text(text, id=article_id, name=name)
        self._articles.put(_card(article, found.mtime_ns, iso_time(self._clock())), text, origin)
        return Outcome(name, Taken.CHANGED if known else Taken.ADDED, article_id, article.title)

    def _new_id(self, name: str, text: str) -> str:
        by_path = identify("path", name)
        return by_path if self._articles.card(by_path) is None else identify("text", hash_text(text))

    def _has_another_file(self, known: Origin) -> bool:
        """Whether the article of a file that has changed has another one, which has not."""
        for path in self._articles.paths(known.article_id):
            other = self._articles.origin(path)
            if other is not None and path != known.path:
                with contextlib.suppress(OSError):
                    status = (self._root / path).stat()
                    if (status.st_mtime_ns, status.st_size) == (other.mtime_ns, other.size):
                        return True
        return False

    def _take_twin(self, twin: str, name: str, found: FoundFile) -> Outcome:
        """A new path with a known text: a move when the old path is gone, else one more place of the same."""
        self._articles.add_origin(Origin(name, twin, found.mtime_ns, found.size))
        gone = [path for path in self._articles.paths(twin) if not (self._root / path).exists()]
        for path in gone:
            self._articles.forget_origin(path)
        return Outcome(name, Taken.MOVED if gone else Taken.SAME_TEXT, twin)


def _is_unicode(name: str) -> bool:
    """Whether a file's name can be kept: on Linux it may be any bytes."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def _card(article: Article, mtime_ns: int, added: str) -> Card:
    return Card(
        id=article.id,
        title=article.title,
        source=article.source,
        published=article.published,
        sort_date=_sort_date(article.published, datetime.fromtimestamp(mtime_ns / 1e9, UTC).date()),
        words=article.words,
        kinds=Counter(block.kind.value for block in article.blocks),
        text_hash=article.text_hash,
        added=added,
    )


def _sort_date(published: str | None, written: date) -> str:
    """A whole date to sort by: a day without a year is the last such day when the file was written."""
    if published is None:
        return written.isoformat()
    if len(published) > 5:
        return published
    for year in (written.year, written.year - 1):
        same_year = f"{year}-{published}"
        if same_year <= (written + timedelta(days=1)).isoformat():
            return same_year
    return written.isoformat()
