"""One durable tag: a save of the store against a bare write that is as durable."""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from benchmarks.corpora import ANNOTATOR, article_text
from benchmarks.measure import Budget, Effort, Row, alternate, median, milliseconds
from reader.annotations import codec
from reader.annotations.anchor import make_anchor, target_id
from reader.annotations.contents import Contents, Tables
from reader.annotations.deciding import Act, Choice, Stamp, decide
from reader.annotations.model import ArticleRef, Change, Shard, Target, TargetKind, apply
from reader.annotations.scheme import Scheme
from reader.annotations.scheme_reading import load_scheme
from reader.annotations.store import Store
from reader.corpus.article import Article, identify
from reader.corpus.plain import article_from_text
from reader.workspace.ids import iso_time, new_id, system_clock
from reader.workspace.root import init_workspace

BUDGET = Budget(ratio=3)
_SAVES = 60
_SIZES = (10, 100, 1_000)
_OTHERS = 2_000


def rows(scratch: Path, effort: Effort) -> Iterator[Row]:
    """Shards of several sizes, alone and among others, and the first tag in an article just opened."""
    saves = effort.times(_SAVES)
    for size in _SIZES:
        yield _row(f"one tag, {size:,} in the shard", Bench(scratch / f"tag{size}", size), saves)
    crowd = Bench(scratch / "crowd", 100)
    crowd.add_others(_OTHERS)
    yield _row(f"one tag, 100 in the shard, {_OTHERS:,} other shards", crowd, saves)
    for size in _SIZES:
        fresh = Bench(scratch / f"fresh{size}", size, first=True)
        yield _row(f"one tag, {size:,} in the shard, first after opening", fresh, saves)


def _row(what: str, bench: Bench, saves: int) -> Row:
    bench.save()
    saved, bare = alternate(saves, bench.save, bench.write_bare)
    return Row(what, median(saved), median(bare), "ms", BUDGET)


class Bench:
    """A store with one shard of so many annotations; with `first` each save is the first of its store."""

    def __init__(self, folder: Path, size: int, *, first: bool = False) -> None:
        init_workspace(folder)
        self._folder = folder
        self._scheme = load_scheme(folder / "annotations" / "labels.toml")
        self._article = article_from_text(article_text(size + 200), id=identify("path", "a"), name="a.txt")
        self._first = first
        self._store = self._open()
        self._blocks = count(size)
        self._bytes = fill(self._store, self._article, self._scheme, size)
        self._bare = folder / "bare" / "ab" / "file.json"
        self._bare.parent.mkdir(parents=True)

    def save(self) -> float:
        """One tag on a paragraph that had none; returns milliseconds."""
        if self._first:
            self._store = self._open()
            self._store.load(ANNOTATOR, self._article.id)
        target = block_target(self._article, next(self._blocks))
        reference = _reference(self._article)

        def make(shard: Shard) -> Change | None:
            return decide(shard, target, Choice(Act.TOGGLE, "fact"), self._scheme, _stamp())

        return milliseconds(lambda: self._store.change(ANNOTATOR, reference, make))

    def write_bare(self) -> float:
        """As many bytes, as durable, with nothing around them; returns milliseconds."""
        content = self._store.path(ANNOTATOR, self._article.id).read_bytes()
        return milliseconds(lambda: replace_bare(self._bare, content))

    def add_others(self, number: int) -> None:
        """Lay so many other shards of the same annotator beside it."""
        for nth in range(number):
            path = self._store.path(ANNOTATOR, identify("path", f"other{nth}"))
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(self._bytes)

    def _open(self) -> Store:
        return Store(self._folder / "annotations", self._folder / ".reader" / "locks", 10)


def fill(store: Store, article: Article, scheme: Scheme, size: int) -> bytes:
    """Write a shard of so many annotations, as so many saves would have left it; returns its bytes."""
    shard = Shard(ANNOTATOR, _reference(article))
    for nth in range(size):
        change = decide(shard, block_target(article, nth), Choice(Act.TOGGLE, "fact"), scheme, _stamp())
        shard = apply(shard, change) if change else shard
    content = Contents(_tables(shard)).encode()
    path = store.path(ANNOTATOR, article.id)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return content


def block_target(article: Article, nth: int) -> Target:
    """The block with this index as something to decide about."""
    block = article.blocks[nth]
    anchor = make_anchor(article.text, block.span, article.text_hash)
    return Target(target_id(TargetKind.BLOCK, anchor), TargetKind.BLOCK, anchor, block.number)


def _tables(shard: Shard) -> Tables:
    documents = {
        "article": [codec.encode_article(shard.annotator, shard.article)],
        "targets": [codec.encode_target(target) for target in shard.targets.values()],
        "annotations": [codec.encode_annotation(one) for one in shard.annotations.values()],
        "history": [codec.encode_operation(one) for one in shard.history],
        "schemes": [codec.encode_scheme(version, labels) for version, labels in shard.schemes.items()],
    }
    return {
        name: {str(number): document for number, document in enumerate(table, 1)}
        for name, table in documents.items()
    }


def _reference(article: Article) -> ArticleRef:
    return ArticleRef(article.id, article.title, "seeds/a.txt", article.text_hash)


def _stamp() -> Stamp:
    now = system_clock()
    return Stamp(new_id(now), now, iso_time(now), 1.5)


def replace_bare(path: Path, content: bytes) -> None:
    """Write, fsync, rename and fsync of the folder: the least that a durable change of a file costs."""
    temporary = path.with_name(".file.tmp")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o666)
    os.write(descriptor, content)
    os.fsync(descriptor)
    os.close(descriptor)
    temporary.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)
