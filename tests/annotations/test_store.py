"""What one sees on disk of the decisions, and when."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from reader.annotations.deciding import Act, Choice, Stamp, decide, revert
from reader.annotations.model import ArticleRef, Change, Event, Shard, Target
from reader.annotations.scheme import Scheme
from reader.annotations.store import Store
from reader.errors import LockedError, ShardError

Rows = Callable[[Path], dict[str, list[dict[str, Any]]]]
Tag = Callable[..., Change | None]


@pytest.fixture
def tag(
    store: Store,
    article_ref: ArticleRef,
    block_target: Callable[[int], Target],
    stamps: Iterator[Stamp],
    plain_scheme: Scheme,
) -> Tag:
    """Makes a choice about a paragraph and keeps it."""

    def tag(number: int, choice: Choice, *, by: Store = store, stamp: Stamp | None = None) -> Change | None:
        def make(shard: Shard) -> Change | None:
            return decide(shard, block_target(number), choice, plain_scheme, stamp or next(stamps))

        return by.change("anna", article_ref, make)[1]

    return tag


@pytest.fixture
def path(store: Store, article_ref: ArticleRef) -> Path:
    return store.path("anna", article_ref.id)


WAR, TRADE = Choice(Act.TOGGLE, "war"), Choice(Act.TOGGLE, "trade")


def test_file_explains_itself(
    tag: Tag,
    path: Path,
    tmp_path: Path,
    plain_tinydb: Rows,
    block_target: Callable[[int], Target],
    plain_scheme: Scheme,
) -> None:
    tag(1, WAR)
    tag(1, Choice(Act.FLAG))
    assert path.relative_to(tmp_path).as_posix() == "annotations/anna/01/0123456789abcdef.json"
    tables = plain_tinydb(path)
    assert tables["article"] == [
        {
            "format": 2,
            "annotator": "anna",
            "id": "0123456789abcdef",
            "title": "Nine paragraphs",
            "origin": "seeds/nine.txt",
            "text_hash": "00000000deadbeef",
        }
    ]
    (target,) = tables["targets"]
    assert (target["kind"], target["block"], target["exact"]) == (
        "block",
        1,
        "This is what paragraph 1 says.",
    )
    assert target["suffix"] == "\nThis is what paragraph 2 says.\n"
    label, flag = tables["annotations"]
    assert (label["label"], label["state"], label["kind"], label["origin"]) == (
        "war",
        "accept",
        "label",
        "human",
    )
    assert (flag["kind"], flag["target"]) == ("flag", target["id"])
    assert [row["words"] for row in tables["history"]] == ["War on 1", "flag on 1"]
    assert tables["history"][0]["edits"] == [{"before": None, "after": label}]
    assert tables["schemes"] == [
        {"version": plain_scheme.version, "labels": ["war", "trade", "gas", "irony", "long"]}
    ]
    assert target["id"] == block_target(1).id


def test_what_is_loaded_is_what_was_kept(tag: Tag, store: Store, path: Path, tmp_path: Path) -> None:
    assert store.load("anna", path.stem) is None
    for number in (1, 2, 1, 3):
        tag(number, WAR)
    fresh = Store(store.root, tmp_path / "locks", 5.0)
    shard = fresh.load("anna", path.stem)
    assert shard is not None
    assert shard == store.load("anna", path.stem) == fresh.load_file(path)
    assert len(shard.annotations) == 2
    assert len(shard.history) == 4
    assert fresh.load("bert", path.stem) is None


def test_an_edit_replaces_the_file_once(tag: Tag, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With one replace for each table a kill would leave a decision without its history."""
    replaced: list[Path] = []
    really = Path.replace

    def count(self: Path, target: Path) -> Path:
        replaced.append(Path(target))
        return really(self, target)

    monkeypatch.setattr(Path, "replace", count)
    for number in range(1, 4):
        tag(number, WAR)
        assert replaced == [path] * number
        inode = path.stat().st_ino
    assert tag(3, Choice(Act.SET, "war")) is None
    assert (len(replaced), path.stat().st_ino) == (3, inode)


def test_nothing_decided_makes_no_file(tag: Tag, path: Path) -> None:
    assert tag(1, Choice(Act.CLEAR, "war")) is None
    assert not path.exists()


def test_error_while_deciding_changes_nothing(
    tag: Tag, store: Store, path: Path, article_ref: ArticleRef
) -> None:
    tag(1, WAR)
    before = path.read_bytes()

    def fail(shard: Shard) -> Change | None:
        raise ValueError(shard.annotator)

    with pytest.raises(ValueError, match="anna"):
        store.change("anna", article_ref, fail)
    assert path.read_bytes() == before
    tag(2, WAR)


def test_undo_takes_rows_out_and_history_stays(
    tag: Tag, store: Store, path: Path, plain_tinydb: Rows, article_ref: ArticleRef, stamps: Iterator[Stamp]
) -> None:
    change = tag(1, WAR)
    assert change is not None
    store.change("anna", article_ref, lambda shard: revert(shard, change.operation, Event.UNDO, next(stamps)))
    tables = plain_tinydb(path)
    assert "annotations" not in tables or tables["annotations"] == []
    assert [row["event"] for row in tables["history"]] == ["do", "undo"]
    assert tables["history"][1]["of"] == change.operation.id


def test_new_title_and_text_of_the_article_are_kept(
    tag: Tag, store: Store, path: Path, plain_tinydb: Rows, article_ref: ArticleRef, stamps: Iterator[Stamp]
) -> None:
    change = tag(1, WAR)
    assert change is not None
    changed = replace(article_ref, title="Ten", text_hash="00000000cafecafe")
    store.change("anna", changed, lambda shard: revert(shard, change.operation, Event.UNDO, next(stamps)))
    (article,) = plain_tinydb(path)["article"]
    assert (article["title"], article["text_hash"]) == ("Ten", "00000000cafecafe")


def test_order_goes_up_even_when_the_clock_goes_back(
    tag: Tag, path: Path, plain_tinydb: Rows, stamps: Iterator[Stamp]
) -> None:
    now = next(stamps)
    orders = [5_000_000, 1000, 1000, 0, 5_000_001, 2]
    for nth, order in enumerate(orders):
        tag(1, WAR, stamp=replace(now, operation=f"{nth:024x}", order=order))
    kept = [row["order"] for row in plain_tinydb(path)["history"]]
    assert kept == list(range(5_000_000, 5_000_006))


def test_edit_from_outside_between_two_saves_is_seen(tag: Tag, store: Store, path: Path) -> None:
    tag(1, WAR)
    status = path.stat()
    # The same length, so that only its time tells.
    path.write_bytes(path.read_bytes().replace(b'"war","state":"accept"', b'"gas","state":"accept"'))
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns + 1))
    tag(2, TRADE)
    shard = store.load("anna", path.stem)
    assert shard is not None
    assert sorted(one.label for one in shard.annotations.values()) == ["gas", "trade"]


def test_other_spelling_of_the_same_json_is_taken(tag: Tag, path: Path, plain_tinydb: Rows) -> None:
    """Someone has put the file through a formatter, or a merge has."""
    tag(1, WAR)
    before = plain_tinydb(path)
    path.write_text(json.dumps(json.loads(path.read_bytes()), indent=2, ensure_ascii=True))
    assert plain_tinydb(path) == before
    tag(2, TRADE)
    assert len(plain_tinydb(path)["annotations"]) == 2


def test_two_stores_never_use_what_is_out_of_date(
    tag: Tag, store: Store, path: Path, tmp_path: Path, plain_tinydb: Rows
) -> None:
    other = Store(store.root, tmp_path / ".reader" / "locks", 5.0)
    for number in range(1, 9):
        tag(number, WAR, by=store if number % 2 else other)
    assert len(plain_tinydb(path)["annotations"]) == 8
    assert store.load("anna", path.stem) == other.load("anna", path.stem)


def test_deleted_file_begins_anew(tag: Tag, store: Store, path: Path, plain_tinydb: Rows) -> None:
    tag(1, WAR)
    path.unlink()
    assert store.load("anna", path.stem) is None
    tag(2, TRADE)
    assert [row["label"] for row in plain_tinydb(path)["annotations"]] == ["trade"]


def test_permissions_of_the_file_stay(tag: Tag, path: Path) -> None:
    tag(1, WAR)
    path.chmod(0o640)
    tag(2, WAR)
    assert path.stat().st_mode & 0o777 == 0o640


def test_file_that_is_too_large_is_refused_by_name(
    tag: Tag, store: Store, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path.parent.mkdir(parents=True)
    with path.open("wb") as file:
        file.truncate(50_000_001)
    for attempt in (lambda: store.load("anna", path.stem), lambda: tag(1, WAR)):
        with pytest.raises(ShardError, match=r"0123456789abcdef\.json: larger than 50 MB"):
            attempt()
    assert path.stat().st_size == 50_000_001


def test_held_lock_is_told_in_a_sentence(tag: Tag, store: Store, path: Path, tmp_path: Path) -> None:
    tag(1, WAR)
    hasty = Store(store.root, tmp_path / ".reader" / "locks", 0.05)
    (lock,) = (tmp_path / ".reader" / "locks").iterdir()
    held, done = threading.Event(), threading.Event()

    def hold() -> None:
        with FileLock(lock):
            held.set()
            done.wait(30)

    holder = threading.Thread(target=hold)
    holder.start()
    try:
        assert held.wait(30)
        before = path.read_bytes()
        with pytest.raises(LockedError, match=r"another reader has held this file for 0\.05 s") as caught:
            tag(2, WAR, by=hasty)
        assert caught.value.hint
        assert path.read_bytes() == before
        stray = path.with_name(f".{path.name}.1-00000000.tmp")
        stray.touch()
        assert [file.path for file in hasty.files()] == [path]
        assert stray.exists()
    finally:
        done.set()
        holder.join()
    tag(2, WAR, by=hasty)
    assert [file.path for file in hasty.files()] == [path]
    assert not stray.exists()


def test_files_of_everyone_are_listed_with_their_signatures(
    tag: Tag,
    store: Store,
    path: Path,
    article_ref: ArticleRef,
    stamps: Iterator[Stamp],
    block_target: Callable[[int], Target],
    plain_scheme: Scheme,
) -> None:
    tag(1, WAR)
    store.change(
        "Zoë Ünal",
        replace(article_ref, id="ff00000000000000"),
        lambda shard: decide(shard, block_target(1), WAR, plain_scheme, next(stamps)),
    )
    (store.root / "labels.toml").touch()
    (path.parent / "notes.txt").touch()
    files = list(store.files())
    assert [file.article_id for file in files] == ["ff00000000000000", "0123456789abcdef"]
    assert [(file.mtime_ns, file.size) for file in files] == [
        (file.path.stat().st_mtime_ns, file.path.stat().st_size) for file in files
    ]
    assert list(Store(store.root / "nowhere", path, 1).files()) == []
