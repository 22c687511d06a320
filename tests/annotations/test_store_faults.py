"""When a disk fails in the middle of a save: the old file stays, and a sentence says why."""

from __future__ import annotations

import contextlib
import errno
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from reader.annotations.deciding import Act, Choice, Stamp, decide
from reader.annotations.model import ArticleRef, Change, Shard, Target
from reader.annotations.scheme import Scheme
from reader.annotations.store import Store
from reader.errors import ReadOnlyError, StoreError

Rows = Callable[[Path], dict[str, list[dict[str, Any]]]]
Make = Callable[[int], Callable[[Shard], Change | None]]
READ_ONLY = """
import sys
from pathlib import Path
from reader.annotations.deciding import Act, Choice, Stamp, decide
from reader.annotations.anchor import Anchor
from reader.annotations.model import ArticleRef, Target, TargetKind
from reader.annotations.scheme import Label, Scheme
from reader.annotations.store import Store
from reader.errors import ReadOnlyError

root = Path(sys.argv[1])
store = Store(root / "annotations", root / ".reader" / "locks", 1.0)
article = ArticleRef("0123456789abcdef", "t", "o", "h")
target = Target("t", TargetKind.BLOCK, Anchor(0, 1, "a", "", "", "h"), 1)
scheme = Scheme((Label("war", "War"),))
print(len(store.load("anna", article.id).history))
try:
    store.change("anna", article, lambda s: decide(s, target, Choice(Act.NONE), scheme, Stamp("x", 1, "t")))
except ReadOnlyError as error:
    print(error)
"""


@pytest.fixture
def make(block_target: Callable[[int], Target], stamps: Iterator[Stamp], plain_scheme: Scheme) -> Make:
    """What toggles a label of a paragraph; the same stamp however often it is tried."""

    def make(number: int) -> Callable[[Shard], Change | None]:
        stamp = next(stamps)
        choice = Choice(Act.TOGGLE, "war")
        return lambda shard: decide(shard, block_target(number), choice, plain_scheme, stamp)

    return make


def _fail(code: int) -> Callable[..., Any]:
    def fail(*_: object, **__: object) -> Any:
        raise OSError(code, os.strerror(code))

    return fail


def _write_half(code: int) -> Callable[[int, bytes], int]:
    """A disk that takes the half of what it is given, and then nothing more."""
    taken: list[int] = []
    really = os.write

    def write(descriptor: int, content: bytes) -> int:
        if taken:
            raise OSError(code, os.strerror(code))
        taken.append(really(descriptor, content[: len(content) // 2]))
        return taken[0]

    return write


def _break(patch: pytest.MonkeyPatch, call: str, code: int) -> None:
    really = os.open

    def open_(path: Path, flags: int, mode: int = 0o777) -> int:
        if str(path).endswith(".tmp"):
            raise OSError(code, os.strerror(code))
        return really(path, flags, mode)

    match call:
        case "open":
            patch.setattr("reader.atomic.os.open", open_)
        case "write":
            patch.setattr("reader.atomic.os.write", _write_half(code))
        case "fsync":
            patch.setattr("reader.atomic._to_disk", _fail(code))
        case "replace":
            patch.setattr(Path, "replace", _fail(code))


@pytest.mark.parametrize(
    ("call", "code", "said"),
    [
        ("open", errno.ENOSPC, "the disk is full"),
        ("open", errno.EMFILE, "Too many open files"),
        ("write", errno.ENOSPC, "the disk is full"),
        ("fsync", errno.EIO, "Input/output error"),
        ("fsync", errno.EDQUOT, "the disk is full"),
        ("replace", errno.EIO, "Input/output error"),
    ],
)
@pytest.mark.parametrize("begun", [False, True])
def test_failed_save_leaves_the_old_file(
    store: Store,
    make: Make,
    article_ref: ArticleRef,
    plain_tinydb: Rows,
    call: str,
    code: int,
    said: str,
    begun: bool,
) -> None:
    path = store.path("anna", article_ref.id)
    if begun:
        store.change("anna", article_ref, make(1))
    before = path.read_bytes() if begun else None
    second = make(2)
    with pytest.MonkeyPatch.context() as patch:
        for _ in range(2):
            _break(patch, call, code)
            with pytest.raises(StoreError, match=re.escape(said)) as caught:
                store.change("anna", article_ref, second)
            assert str(path) in caught.value.message
            assert caught.value.hint == "it is tried again"
    assert (path.read_bytes() if path.exists() else None) == before
    assert [one.name for one in path.parent.iterdir()] == ([path.name] if begun else [])
    store.change("anna", article_ref, second)
    assert len(plain_tinydb(path)["history"]) == 1 + begun


def test_folder_that_fails_after_the_replace_is_a_failure_and_is_made_good(
    store: Store, make: Make, article_ref: ArticleRef, plain_tinydb: Rows
) -> None:
    """The file is new already: trying again must neither toggle the label off nor write it twice."""
    path = store.path("anna", article_ref.id)
    store.change("anna", article_ref, make(1))
    second = make(2)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("reader.atomic.os.fsync", _fail_for_folders(errno.EIO))
        for _ in range(2):
            with pytest.raises(StoreError, match="Input/output error"):
                store.change("anna", article_ref, second)
    store.change("anna", article_ref, second)
    tables = plain_tinydb(path)
    assert len(tables["annotations"]) == len(tables["history"]) == 2
    assert [one.name for one in path.parent.iterdir()] == [path.name]


def test_disk_that_knows_no_fsync_of_folders_is_taken(
    store: Store, make: Make, article_ref: ArticleRef, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reader.atomic.os.fsync", _fail_for_folders(errno.EINVAL))
    store.change("anna", article_ref, make(1))
    assert store.load("anna", article_ref.id) is not None


def _fail_for_folders(code: int) -> Callable[[int], None]:
    really = os.fsync

    def fsync(descriptor: int) -> None:
        if os.path.isdir(f"/dev/fd/{descriptor}"):  # noqa: PTH112 - a descriptor has no path
            raise OSError(code, os.strerror(code))
        really(descriptor)

    return fsync


@pytest.mark.parametrize("code", [errno.EROFS, errno.EACCES, errno.EPERM])
def test_what_may_not_be_written_is_read_only(
    store: Store, make: Make, article_ref: ArticleRef, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    store.change("anna", article_ref, make(1))
    _break(monkeypatch, "open", code)
    with pytest.raises(ReadOnlyError, match="nothing can be written here") as caught:
        store.change("anna", article_ref, make(2))
    assert caught.value.hint == "nothing can be kept"


def test_full_disk(
    make_disk: Callable[[int], Path], make: Make, article_ref: ArticleRef, tmp_path: Path, plain_tinydb: Rows
) -> None:
    disk = make_disk(64)
    store = Store(disk / "annotations", tmp_path / "locks", 5.0)
    path = store.path("anna", article_ref.id)
    store.change("anna", article_ref, make(1))
    ballast = disk / "ballast"
    with contextlib.suppress(OSError), ballast.open("wb", buffering=0) as file:
        while file.write(b"x" * 512):
            pass
    second = make(2)
    before = path.read_bytes()
    for _ in range(3):
        with pytest.raises(StoreError, match="the disk is full"):
            store.change("anna", article_ref, second)
    assert path.read_bytes() == before
    assert [one.name for one in path.parent.iterdir()] == [path.name]
    ballast.unlink()
    store.change("anna", article_ref, second)
    assert len(plain_tinydb(path)["annotations"]) == 2


@pytest.mark.parametrize("first", [True, False])
def test_read_only_disk(
    make_disk: Callable[[int], Path],
    seal_disk: Callable[[Path], None],
    make: Make,
    article_ref: ArticleRef,
    first: bool,
) -> None:
    disk = make_disk(256)
    store = Store(disk / "annotations", disk / ".reader" / "locks", 5.0)
    if not first:
        store.change("anna", article_ref, make(1))
    seal_disk(disk)
    with pytest.raises(ReadOnlyError, match="nothing can be written here"):
        store.change("anna", article_ref, make(2))
    shard = store.load("anna", article_ref.id)
    assert (shard is None) == first
    assert len(list(store.files())) == (not first)


def test_folder_that_may_not_be_written(
    tmp_path: Path, store: Store, powerless: Callable[..., str], make: Make, article_ref: ArticleRef
) -> None:
    store.change("anna", article_ref, make(1))
    path = store.path("anna", article_ref.id)
    before = path.read_bytes()
    path.parent.chmod(0o555)
    count, said = powerless(READ_ONLY, tmp_path).splitlines()
    assert count == "1"
    assert said == f"{path.parent}: nothing can be written here: nothing can be kept"
    assert path.read_bytes() == before
