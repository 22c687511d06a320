"""A file of an older format is brought to this one when it is opened, and kept beside it as it was."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from reader.annotations import codec
from reader.annotations.deciding import Act, Choice, Stamp, decide
from reader.annotations.model import ArticleRef, Change, Kind, Origin, Shard, State, Target
from reader.annotations.scheme import Scheme
from reader.annotations.store import Store
from reader.errors import NewerError, ShardError

Rows = Callable[[Path], dict[str, list[dict[str, Any]]]]
DECISION = {
    "id": "op.0",
    "target": "t1",
    "kind": "label",
    "label": "war",
    "state": "accept",
    "origin": "human",
    "created": "2024-01-01T00:00:00.000000Z",
    "changed": "2024-01-01T00:00:00.000000Z",
    "seconds": 2.5,
    "scheme": "cafe0000",
}
OLD: dict[str, dict[str, dict[str, Any]]] = {
    "article": {
        "1": {
            "format": 1,
            "annotator": "anna",
            "id": "0123456789abcdef",
            "title": "Nine paragraphs",
            "origin": "seeds/nine.txt",
            "text_hash": "00000000deadbeef",
        }
    },
    "targets": {
        "1": {
            "id": "t1",
            "kind": "block",
            "block": 4,
            "start": 3,
            "end": 8,
            "exact": "words",
            "prefix": "",
            "suffix": "",
            "text_hash": "00000000deadbeef",
        }
    },
    "annotations": {"1": DECISION},
    "history": {
        "1": {
            "id": "op",
            "event": "do",
            "of": None,
            "order": 5,
            "words": "War on 4",
            "edits": [{"before": None, "after": DECISION}],
        }
    },
    "schemes": {"1": {"version": "cafe0000", "labels": ["war"]}},
    "my notes": {"1": {"said": "so"}},
}


@pytest.fixture
def old(store: Store, article_ref: ArticleRef) -> Path:
    """A file as the first reader has written it."""
    path = store.path("anna", article_ref.id)
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps(OLD, separators=(",", ":")))
    return path


@pytest.fixture
def tag(
    block_target: Callable[[int], Target], stamps: Iterator[Stamp], plain_scheme: Scheme
) -> Callable[[Shard], Change | None]:
    stamp = next(stamps)
    return lambda shard: decide(shard, block_target(2), Choice(Act.TOGGLE, "war"), plain_scheme, stamp)


def test_reading_changes_nothing(store: Store, old: Path) -> None:
    before = old.read_bytes()
    shard = store.load("anna", old.stem)
    assert shard is not None
    (one,) = shard.annotations.values()
    assert (one.kind, one.state, one.origin, one.seconds) == (Kind.LABEL, State.ACCEPT, Origin(), 2.5)
    assert (one.note, one.link) == ("", None)
    assert shard.history[0].edits[0].after == one
    assert store.load_file(old) == shard
    assert old.read_bytes() == before
    assert list(old.parent.iterdir()) == [old]


def test_opening_brings_it_to_this_format_with_a_backup_beside_it(
    store: Store, old: Path, plain_tinydb: Rows
) -> None:
    before = old.read_bytes()
    shard = store.open("anna", old.stem)
    backup = old.with_name("0123456789abcdef.format1.backup")
    assert backup.read_bytes() == before
    tables = plain_tinydb(old)
    assert tables["article"][0]["format"] == codec.FORMAT
    assert tables["annotations"][0] == {
        **DECISION,
        "note": "",
        "link": None,
        "origin_version": None,
        "score": None,
    }
    assert tables["my notes"] == [{"said": "so"}]
    assert [file.path for file in store.files()] == [old]
    again = old.read_bytes()
    assert Store(store.root, store.root.parent / "locks", 5.0).open("anna", old.stem) == shard
    assert old.read_bytes() == again


def test_deciding_brings_it_to_this_format_too(
    store: Store, old: Path, article_ref: ArticleRef, tag: Any, plain_tinydb: Rows
) -> None:
    before = old.read_bytes()
    store.change("anna", article_ref, tag)
    assert old.with_name("0123456789abcdef.format1.backup").read_bytes() == before
    tables = plain_tinydb(old)
    assert len(tables["annotations"]) == len(tables["history"]) == 2
    assert {row.keys() >= {"note", "link", "score"} for row in tables["annotations"]} == {True}


def test_backup_that_is_there_already_is_kept(store: Store, old: Path) -> None:
    first = old.with_name("0123456789abcdef.format1.backup")
    first.write_text("of another day")
    before = old.read_bytes()
    store.open("anna", old.stem)
    assert first.read_text() == "of another day"
    assert old.with_name("0123456789abcdef.format1-2.backup").read_bytes() == before


def test_where_no_backup_can_be_made_the_file_stays(
    store: Store, old: Path, article_ref: ArticleRef, tag: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = old.read_bytes()

    def full(path: Path, content: bytes) -> None:
        raise OSError(28, "No space left on device", str(path))

    with monkeypatch.context() as patch:
        patch.setattr("reader.annotations.store.replace_file", full)
        with pytest.raises(Exception, match="the disk is full"):
            store.change("anna", article_ref, tag)
    assert old.read_bytes() == before
    shard, change = store.change("anna", article_ref, tag)
    assert change is not None
    assert len(shard.annotations) == 2


@pytest.mark.parametrize("broken", [{"annotations": {"1": 5}}, {"history": {"1": {"edits": 7}}}])
def test_older_file_that_is_damaged_is_refused_and_left(store: Store, old: Path, broken: Any) -> None:
    content = json.dumps({**OLD, **broken}).encode()
    old.write_bytes(content)
    with pytest.raises(ShardError, match=old.name):
        store.open("anna", old.stem)
    assert old.read_bytes() == content
    assert list(old.parent.iterdir()) == [old]


def test_newer_file_is_refused_by_name_and_untouched(
    store: Store, old: Path, article_ref: ArticleRef, tag: Any
) -> None:
    newer = {**OLD, "article": {"1": {**OLD["article"]["1"], "format": codec.FORMAT + 1}}}
    content = json.dumps(newer).encode()
    old.write_bytes(content)
    for use in (
        lambda: store.load("anna", old.stem),
        lambda: store.open("anna", old.stem),
        lambda: store.change("anna", article_ref, tag),
    ):
        with pytest.raises(NewerError, match="written by a newer reader"):
            use()
    assert old.read_bytes() == content
    assert list(old.parent.iterdir()) == [old]
