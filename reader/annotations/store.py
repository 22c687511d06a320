"""Keeps shards in TinyDB files that no crash leaves half written; the only module that imports tinydb."""

from __future__ import annotations

import contextlib
import errno
import itertools
import stat
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Document as Row
from tinydb.table import Table

from reader.annotations import codec
from reader.annotations.contents import Contents, Document, Tables
from reader.annotations.folders import Told, entries, strays_at
from reader.annotations.ground import Ground
from reader.annotations.locking import locked
from reader.annotations.migrations import migrate
from reader.annotations.model import ArticleRef, Change, Shard, apply
from reader.annotations.names import folder_of
from reader.annotations.strays import Stray, StrayKind, article_of, stray_of
from reader.atomic import folder_to_disk, replace_file
from reader.errors import LockedError, ReadOnlyError, ShardError, StoreError

MAX_SHARD_BYTES = 50_000_000
BACKUP = ".backup"
"""How the names of files end that are kept as an older reader has written them."""
_KNOWN_SHARDS = 4
_READ_ONLY = {errno.EROFS, errno.EACCES, errno.EPERM}
_FULL = {errno.ENOSPC, errno.EDQUOT}


class AtomicJSONStorage(Storage):
    """A TinyDB storage that keeps writes in memory and replaces the file once, at `commit`.

    The new content is on disk under a temporary name before it takes the file's own, so that the name
    always holds the whole old content or the whole new one.
    """

    def __init__(self, path: Path, contents: Contents) -> None:
        super().__init__()
        self._path = path
        self._contents = contents

    def read(self) -> Tables | None:
        """All tables as they stand in memory; None when there are none yet."""
        return self._contents.tables or None

    def write(self, data: Tables) -> None:
        """Keep the tables in memory until `commit`."""
        self._contents.tables = data

    def commit(self) -> None:
        """Replace the file by what is in memory. Raises OSError; the file is then as it was."""
        replace_file(self._path, self._contents.encode())


@dataclass(frozen=True, slots=True)
class _Known:
    """What a file held when this process read or wrote it last; worth nothing once the signature differs.

    `older` is the format that the file is in as long as it has not been written by this reader.
    """

    signature: tuple[int, int, int] | None
    contents: Contents
    shard: Shard
    older: int | None = None


@dataclass(frozen=True, slots=True)
class ShardFile:
    """A file of decisions as the folder shows it; `mtime_ns` and `size` tell whether it has changed."""

    path: Path
    mtime_ns: int
    size: int

    @property
    def article_id(self) -> str:
        """The article that its name says."""
        return self.path.stem


class Store:
    """The files of decisions of a workspace: one per annotator and article, each changed under a lock."""

    def __init__(self, root: Path, locks: Path, lock_seconds: float) -> None:
        self.root = root
        self.locks = locks
        self._ground = Ground(root)
        self._lock_seconds = lock_seconds
        self._known: dict[Path, _Known] = {}
        self._keeping = threading.Lock()

    def path(self, annotator: str, article_id: str) -> Path:
        """Where the decisions of an annotator on an article lie, whether or not there are any."""
        return self.root / folder_of(annotator) / article_id[:2] / f"{article_id}.json"

    def check(self) -> None:
        """See that the folder is there or may be made. Raises GoneError when it has vanished, OSError."""
        self._ground.check()

    def load(self, annotator: str, article_id: str) -> Shard | None:
        """The decisions of an annotator on an article; None when there are none. Raises StoreError."""
        known = self._current(self.path(annotator, article_id))
        return known.shard if known else None

    def open(self, annotator: str, article_id: str) -> Shard | None:
        """The decisions that an annotator is about to work on: `load`, and a file of an older format is
        brought to this one, with what it was kept beside it. Where that fails it stays as it is.

        Raises StoreError.
        """
        path = self.path(annotator, article_id)
        known = self._current(path)
        if known is not None and known.older is not None:
            with contextlib.suppress(StoreError), self._translated(path), self._locked(path):
                known = self._current(path)
                if known is not None and known.older is not None:
                    self._commit(path, known, known.shard)
        return known.shard if known else None

    def load_file(self, path: Path) -> Shard | None:
        """The decisions in a file; None when there is no such file. Raises StoreError."""
        contents = _read(path)
        if contents is None:
            return None
        return codec.decode_shard(migrate(contents.tables, str(path)), str(path))

    def change(
        self, annotator: str, article: ArticleRef, make: Callable[[Shard], Change | None]
    ) -> tuple[Shard, Change | None]:
        """Let `make` see the decisions as they are on disk and keep what it changes, all or nothing.

        On return the change is on disk. The order of the operation is moved up where a clock has jumped.
        Raises StoreError (ReadOnlyError, LockedError, ShardError …); nothing is then changed.
        """
        path = self.path(annotator, article.id)
        with self._translated(path), self._locked(path):
            known = self._current(path)
            shard = known.shard if known else Shard(annotator, article)
            change = make(shard)
            if change is None:
                # It may have been made by a save that failed after it had replaced the file.
                folder_to_disk(path.parent)
                return shard, None
            change = _in_order(shard, change)
            after = replace(apply(shard, change), article=article)
            known = known or _Known(None, Contents({}), shard)
            self._commit(path, known, after, change)
        return after, change

    def _commit(self, path: Path, known: _Known, after: Shard, change: Change | None = None) -> None:
        """Replace the file by what it held with the change made; one of an older format is kept beside it."""
        if known.older is not None:
            _keep_older(path, known.older)
        # Until the file is replaced, what memory holds is not what the disk holds.
        with self._keeping:
            self._known.pop(path, None)
        contents = known.contents
        storage = AtomicJSONStorage(path, contents)
        if change is not None:
            # A new TinyDB for each change: one that lives longer has a stale count of its ids.
            head = codec.encode_article(after.annotator, after.article)
            _write(TinyDB(storage=lambda: storage), contents, known.shard, change, head)
        # Whoever takes no locks, such as a sync tool, may have put another file here, or the disk come back.
        if _signature(path) != known.signature:
            raise StoreError(f"{path}: was changed while it was saved", "it is tried again")
        storage.commit()
        self._remember(path, contents, after)

    def _current(self, path: Path) -> _Known | None:
        """What the file holds, parsed anew only when it is not as this process left it."""
        known = self._known.get(path)
        # Taken before the file is read: if that is replaced meanwhile, the signature is out of date at once.
        signature = _signature(path)
        if known is not None and known.signature == signature:
            return known
        contents = _read(path)
        if contents is None:
            return None
        known = _decode(contents, signature, str(path))
        # What is opened is mostly decided about next: the first save then need not read it again.
        self._keep(path, known)
        return known

    def _remember(self, path: Path, contents: Contents, shard: Shard) -> None:
        signature = _signature(path)
        if signature is not None:
            self._keep(path, _Known(signature, contents, shard))

    def _keep(self, path: Path, known: _Known) -> None:
        # The screen loads in its own thread while the saver saves in another.
        with self._keeping:
            self._known[path] = known
            while len(self._known) > _KNOWN_SHARDS:
                del self._known[next(iter(self._known))]

    def files(self, told: Told = lambda _, __: None) -> Iterator[ShardFile]:
        """Every file of decisions, of every annotator, in the order of names; what else lies there is none.

        What a killed save of ours has left is swept on the way. A folder or file that cannot be looked at is
        `told`: what is known of its decisions holds.
        """
        for folder in self.folders(told):
            yield from self.files_in(folder, told)

    def folders(self, told: Told = lambda _, __: None) -> Iterator[Path]:
        """The folders that hold files of decisions, of every annotator, in the order of names."""
        for annotator in entries(self.root, told):
            if annotator.is_dir():
                yield from (part for part in entries(annotator, told) if part.is_dir())
            elif annotator.is_symlink():
                told(annotator, OSError(errno.ENOENT, "it leads nowhere"))

    def files_in(self, folder: Path, told: Told = lambda _, __: None) -> Iterator[ShardFile]:
        """The files of decisions in one folder, in the order of names."""
        for path in entries(folder, told):
            stray = stray_of(path.name)
            article_id = article_of(path.name)
            if stray is not None and stray.kind is StrayKind.OURS:
                self._sweep(path)
            elif article_id is not None and article_id[:2] == folder.name:
                try:
                    status = path.stat()
                except OSError as error:
                    # One that has gone since the folder was listed is no news; a link to nothing is.
                    if path.is_symlink() or not isinstance(error, FileNotFoundError):
                        told(path, error)
                    continue
                yield ShardFile(path, status.st_mtime_ns, status.st_size)

    def strays(self) -> Iterator[tuple[Path, Stray]]:
        """What lies among the files of decisions and is none, in the order of names."""
        for annotator in entries(self.root):
            if not annotator.is_dir():
                if annotator.suffix == ".json":
                    yield annotator, stray_of(annotator.name) or Stray(StrayKind.COPY, annotator.stem)
                continue
            for part in entries(annotator):
                for path in entries(part) if part.is_dir() else [part]:
                    yield from strays_at(path)

    def read(self, file: ShardFile) -> Shard | None:
        """The decisions in one of `files`; None when it is gone. Raises StoreError, also for one that says
        that it belongs elsewhere.
        """
        shard = self.load_file(file.path)
        if shard is not None and file.path != (proper := self.path(shard.annotator, shard.article.id)):
            belongs = proper.relative_to(self.root)
            raise ShardError(f"{file.path}: belongs at {belongs}, by what it says", "it is left as it is")
        return shard

    def _sweep(self, stray: Path) -> None:
        """Remove what a killed save has left; a save that is still going on holds the lock."""
        with contextlib.suppress(OSError, LockedError), locked(self._lock_path(stray), stray, 0):
            stray.unlink(missing_ok=True)

    def _lock_path(self, path: Path) -> Path:
        return self.locks / f"{path.parent.parent.name}-{path.parent.name}.lock"

    @contextlib.contextmanager
    def _locked(self, path: Path) -> Iterator[None]:
        self._ground.make(path.parent)
        with locked(self._lock_path(path), path, self._lock_seconds):
            yield

    @contextlib.contextmanager
    def _translated(self, path: Path) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            if error.errno in _READ_ONLY:
                raise ReadOnlyError(
                    f"{path.parent}: nothing can be written here",
                    "nothing can be kept",
                    reason="nothing can be written here",
                ) from error
            why = "the disk is full" if error.errno in _FULL else error.strerror or str(error)
            raise StoreError(f"{why}: {path} is not saved", "it is tried again", reason=why) from error


def _decode(contents: Contents, signature: tuple[int, int, int] | None, name: str) -> _Known:
    version = codec.format_of(contents.tables, name)
    older = version if version < codec.FORMAT else None
    if older is not None:
        contents = Contents(migrate(contents.tables, name))
    return _Known(signature, contents, codec.decode_shard(contents.tables, name), older)


def _keep_older(path: Path, version: int) -> None:
    """Keep a file of an older format under a name of its own, which is never taken for decisions."""
    content = path.read_bytes()
    for nth in itertools.count(1):
        backup = path.with_name(f"{path.stem}.format{version}{f'-{nth}' if nth > 1 else ''}{BACKUP}")
        if not backup.exists():
            replace_file(backup, content)
            return
        if backup.read_bytes() == content:
            return


def _write(database: TinyDB, contents: Contents, shard: Shard, change: Change, head: Document) -> None:
    def table(name: str) -> Table:
        return database.table(name, cache_size=0)

    number = contents.find("article", "id", head["id"])
    if number is None or contents.tables["article"][str(number)] != head:
        _replace(table("article"), number, head)
    new_targets = [target for target in change.targets if target.id not in shard.targets]
    if new_targets:
        table("targets").insert_multiple(codec.encode_target(target) for target in new_targets)
    for edit in change.operation.edits:
        number = contents.find("annotations", "id", edit.annotation_id) if edit.before else None
        _replace(table("annotations"), number, codec.encode_annotation(edit.after) if edit.after else None)
    table("history").insert(codec.encode_operation(change.operation))
    if change.scheme is not None and change.scheme[0] not in shard.schemes:
        table("schemes").insert(codec.encode_scheme(*change.scheme))


def _replace(table: Table, number: int | None, document: Document | None) -> None:
    """Put a document in the place of the one with TinyDB's `number`; None removes it.

    Replaced, never updated in place: `Contents` tells a changed document by its being another object.
    """
    if number is not None:
        table.remove(doc_ids=[number])
    if document is not None:
        table.insert(document if number is None else Row(document, number))


def _in_order(shard: Shard, change: Change) -> Change:
    last = shard.history[-1].order if shard.history else 0
    if change.operation.order > last:
        return change
    return replace(change, operation=replace(change.operation, order=last + 1))


def _signature(path: Path) -> tuple[int, int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_ino, status.st_mtime_ns, status.st_size


def _read(path: Path) -> Contents | None:
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise ShardError(f"{path}: no file", "it is left as it is")
        if status.st_size > MAX_SHARD_BYTES:
            raise ShardError(f"{path}: larger than {MAX_SHARD_BYTES // 1_000_000} MB", "it is left as it is")
        content = path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise StoreError(f"{path}: cannot be read ({error.strerror})", "check its permissions") from error
    try:
        return Contents.parse(content)
    except ValueError as error:
        raise ShardError(f"{path}: {_why(content, error)}", "it is left as it is") from None


def _why(content: bytes, error: ValueError) -> str:
    """What is wrong with a file that is no JSON, as far as it shows."""
    if not content.strip(b"\0 \n"):
        return "empty, perhaps not synced yet"
    if b"<<<<<<< " in content and b">>>>>>> " in content:
        return "git has left a conflict in it"
    if content.startswith(b"{") and not content.rstrip().endswith(b"}"):
        return "cut off, perhaps not synced yet"
    return f"not a TinyDB file ({error})"
