"""Every system call of a save fails once, whichever there are: the file is the old one or the new one."""

from __future__ import annotations

import errno
import fcntl
import io
import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import BuiltinFunctionType, ModuleType
from typing import Any

import pytest

from reader.annotations.deciding import Act, Choice, Stamp, decide
from reader.annotations.model import ArticleRef, Change, Shard, Target
from reader.annotations.scheme import Scheme
from reader.annotations.store import Store
from reader.errors import GoneError, StoreError

Rows = Callable[[Path], dict[str, list[dict[str, Any]]]]
Make = Callable[[Shard], Change | None]

# What asks the system for nothing that a disk could refuse. Whatever else `os` has is made to fail, so that
# a call that a save does not make today is not forgotten tomorrow.
HARMLESS = {"fspath", "getpid", "getppid", "getuid", "geteuid", "strerror", "urandom", "cpu_count", "_exit"}
CODES = (errno.ENOSPC, errno.EIO, errno.EROFS, errno.EACCES, errno.EDQUOT, errno.ENOENT)
EXPECTED = {"stat", "mkdir", "open", "flock", "fchmod", "write", "fsync", "close", "replace", "io.open"}
# After these the new file may be there already, and the save has failed nevertheless.
AFTER_THE_REPLACE = {"open", "fsync", "close", "stat", "flock", "unlink"}


class Faults:
    """Counts system calls; the one with the number `fails_at` fails, or all from there on."""

    def __init__(self, code: int = 0, fails_at: int = 0, *, for_good: bool = False) -> None:
        self.code = code
        self.fails_at = fails_at
        self.for_good = for_good
        self.calls: list[str] = []

    def meet(self, name: str) -> None:
        self.calls.append(name)
        number = len(self.calls)
        if self.fails_at and (number == self.fails_at or (self.for_good and number > self.fails_at)):
            raise OSError(self.code, os.strerror(self.code))

    @property
    def met(self) -> str | None:
        """The call that failed first."""
        return self.calls[self.fails_at - 1] if 0 < self.fails_at <= len(self.calls) else None

    @contextmanager
    def at_work(self) -> Iterator[None]:
        with pytest.MonkeyPatch.context() as patch:
            for module in (os, fcntl):
                self._wrap(patch, module)
            really_open = io.open

            def open_(*args: Any, **kwargs: Any) -> Any:
                self.meet("io.open")
                return really_open(*args, **kwargs)

            patch.setattr(io, "open", open_)
            yield

    def _wrap(self, patch: pytest.MonkeyPatch, module: ModuleType) -> None:
        for name, function in list(vars(module).items()):
            if isinstance(function, BuiltinFunctionType) and name not in HARMLESS:
                patch.setattr(module, name, self._failing(name, function))

    def _failing(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            # What lets go has let go even where it fails, as Linux does it.
            if name != "close" and not (name == "flock" and args[1] == fcntl.LOCK_UN):
                self.meet(name)
                return function(*args, **kwargs)
            function(*args, **kwargs)
            return self.meet(name)

        return call


@pytest.fixture
def make(block_target: Callable[[int], Target], stamps: Iterator[Stamp], plain_scheme: Scheme) -> Any:
    """What labels a paragraph; the same stamp however often it is tried."""

    def make(number: int) -> Make:
        stamp = next(stamps)
        choice = Choice(Act.TOGGLE, "war")
        return lambda shard: decide(shard, block_target(number), choice, plain_scheme, stamp)

    return make


@pytest.fixture
def fresh(tmp_path: Path) -> Callable[[str], Store]:
    """A store of its own, in a folder that nothing was ever decided in."""

    def fresh(name: str) -> Store:
        (tmp_path / name).mkdir()
        return Store(tmp_path / name / "annotations", tmp_path / name / ".reader" / "locks", 0.2)

    return fresh


def _calls_of_a_save(store: Store, article: ArticleRef, make: Make) -> list[str]:
    faults = Faults()
    with faults.at_work():
        store.change("anna", article, make)
    return faults.calls


def _again(store: Store) -> Store:
    """Another one, which has to read what is there."""
    return Store(store.root, store.root.parent / ".reader" / "locks", 0.2)


def _tables(path: Path, plain_tinydb: Rows) -> tuple[list[str], list[str]]:
    """The operations, and the operations that the annotations were made by."""
    if not path.exists():
        return [], []
    tables = plain_tinydb(path)
    made = [row["id"].partition(".")[0] for row in tables["annotations"]]
    return [row["id"] for row in tables["history"]], made


@pytest.mark.parametrize("begun", [False, True], ids=["first save", "later save"])
@pytest.mark.parametrize("for_good", [False, True], ids=["once", "from then on"])
@pytest.mark.parametrize("code", CODES, ids=[errno.errorcode[code] for code in CODES])
def test_each_call_of_a_save_fails(
    fresh: Callable[[str], Store],
    make: Callable[[int], Make],
    article_ref: ArticleRef,
    plain_tinydb: Rows,
    begun: bool,
    for_good: bool,
    code: int,
) -> None:
    failed, number = set(), 0
    while True:
        number += 1
        store = fresh(str(number))
        path = store.path("anna", article_ref.id)
        if begun:
            store.change("anna", article_ref, make(1))
            store = _again(store)
        before = _tables(path, plain_tinydb)
        second, faults = make(2), Faults(code, number, for_good=for_good)
        told: StoreError | None = None
        with faults.at_work():
            try:
                store.change("anna", article_ref, second)
            except StoreError as error:
                told = error
        if faults.met is None:
            break
        failed.add(faults.met)
        found = _tables(path, plain_tinydb)
        assert found[0] == found[1], "an annotation and its history row are never apart"
        assert found[0][: len(before[0])] == before[0], (number, faults.met)
        new = found != before
        assert new or told, f"{faults.met} failed, and nobody was told that nothing was saved"
        if new and told:
            assert faults.met in AFTER_THE_REPLACE
            assert "replace" in faults.calls[: number - 1]
        # Where nothing can be removed any more the stray is left to the next start.
        strays = list(path.parent.glob(".*")) if path.parent.exists() else []
        assert not strays or for_good, (number, faults.met)
        store.change("anna", article_ref, second)
        operations, made = _tables(path, plain_tinydb)
        assert operations == made
        assert len(operations) == len(before[0]) + 1, "it is there exactly once"
        assert len(list(store.files())) == 1
        assert list(path.parent.iterdir()) == [path]
    assert failed >= EXPECTED - ({"mkdir"} if begun else {"fchmod", "io.open"})


def test_what_is_made_to_fail_is_all_that_a_save_asks_for(
    fresh: Callable[[str], Store], make: Callable[[int], Make], article_ref: ArticleRef
) -> None:
    store = fresh("one")
    calls = _calls_of_a_save(store, article_ref, make(1))
    assert set(calls) >= EXPECTED - {"fchmod", "io.open"}
    assert calls.count("replace") == 1
    calls = _calls_of_a_save(_again(store), article_ref, make(2))
    assert set(calls) >= EXPECTED - {"mkdir"}
    assert calls.count("replace") == 1


@pytest.mark.parametrize("gone", ["annotations", ""], ids=["the annotations", "the workspace"])
def test_folder_that_vanishes_is_not_made_anew(
    fresh: Callable[[str], Store],
    make: Callable[[int], Make],
    article_ref: ArticleRef,
    tmp_path: Path,
    plain_tinydb: Rows,
    gone: str,
) -> None:
    store = fresh("ws")
    store.change("anna", article_ref, make(1))
    folder, second = tmp_path / "ws" / gone, make(2)
    folder.rename(tmp_path / "elsewhere")
    for annotator in ("anna", "bert"):
        with pytest.raises(GoneError, match="the folder is gone"):
            store.change(annotator, article_ref, second)
    assert not folder.exists()
    (tmp_path / "elsewhere").rename(folder)
    store.change("anna", article_ref, second)
    assert len(_tables(store.path("anna", article_ref.id), plain_tinydb)[0]) == 2


def test_mount_point_without_its_disk_is_not_written(
    make_disk: Callable[[int], Path], make: Callable[[int], Make], article_ref: ArticleRef
) -> None:
    """Nothing was decided on that disk yet, so that only the disk itself tells that it is another one."""
    disk = make_disk(256)
    store = Store(disk / "annotations", disk / ".reader" / "locks", 0.2)
    subprocess.run(["umount", str(disk)], check=True)
    with pytest.raises(GoneError, match="the folder is gone"):
        store.change("anna", article_ref, make(1))
    assert list(disk.iterdir()) == []
    subprocess.run(["mount", "-t", "tmpfs", "tmpfs", str(disk)], check=True)


def test_file_that_somebody_put_there_during_a_save_is_not_overwritten(
    fresh: Callable[[str], Store], make: Callable[[int], Make], article_ref: ArticleRef, plain_tinydb: Rows
) -> None:
    """A sync tool takes no locks, and a disk may come back just between the look and the replace."""
    store, other = fresh("ws"), fresh("other")
    first, second = make(1), make(2)
    other.change("anna", article_ref, first)
    theirs = other.path("anna", article_ref.id).read_bytes()
    path = store.path("anna", article_ref.id)

    def interrupted(shard: Shard) -> Change | None:
        if not path.exists():
            path.write_bytes(theirs)
        return second(shard)

    with pytest.raises(StoreError, match="was changed while it was saved"):
        store.change("anna", article_ref, interrupted)
    assert path.read_bytes() == theirs
    store.change("anna", article_ref, interrupted)
    assert len(_tables(path, plain_tinydb)[0]) == 2
