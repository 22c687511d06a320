"""What other windows change is seen within about a second, and what is waiting here stays."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from reader.annotations.deciding import Act, Choice
from reader.annotations.store import Store
from reader.errors import StoreError
from reader.workspace.watching import Seen
from reader.workspace.workspace import Workspace

Opener = Callable[..., Workspace]
FACT, OPINION = Choice(Act.SET, "fact"), Choice(Act.SET, "opinion")


def choose(workspace: Workspace, number: int, choice: Choice) -> None:
    (article_id,) = workspace.articles.ids_beginning("")
    sheet = workspace.sheet(article_id)
    workspace.decide(sheet, sheet.target_of_block(number), choice)


def test_what_another_window_has_done(opener: Opener) -> None:
    here, there = opener(), opener()
    (article_id,) = here.articles.ids_beginning("")
    here.sheet(article_id)
    here.look_around()
    assert not here.look_around().anything
    choose(there, 2, FACT)
    there.flush(10)
    seen = here.look_around()
    (sheet,) = seen.sheets
    assert sheet.block(2).accepted == ("fact",)
    assert (seen.library, seen.scheme, seen.words) == (True, False, "fact on 2")
    assert here.current(article_id) == sheet
    assert not here.look_around().anything
    there.undo()
    there.flush(10)
    seen = here.look_around()
    assert seen.sheets[0].block(2).untouched
    assert seen.words == "undo: fact on 2"


def test_ones_own_saves_are_nothing_new(opener: Opener) -> None:
    here = opener()
    choose(here, 1, FACT)
    here.flush(10)
    assert here.look_around().sheets == ()


def test_what_waits_here_stays(opener: Opener) -> None:
    here, there = opener(), opener()
    (article_id,) = here.articles.ids_beginning("")
    here.sheet(article_id)

    def change(*_: object) -> None:
        raise StoreError("the disk is full", "it is tried again")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(here.store, "change", change)
        choose(here, 1, OPINION)
        here.flush(10)
        choose(there, 2, FACT)
        there.flush(10)
        (sheet,) = here.look_around().sheets
        assert (sheet.block(1).accepted, sheet.block(2).accepted) == (("opinion",), ("fact",))
    here.retry()
    assert here.flush(10).saved
    shard = Store(here.store.root, here.store.locks, 5).load("alice", article_id)
    assert shard is not None
    assert {one.label for one in shard.annotations.values()} == {"fact", "opinion"}


def test_scheme_that_somebody_has_changed(opener: Opener, folder: Path) -> None:
    here = opener()
    path = folder / "annotations" / "labels.toml"
    path.write_text(path.read_text() + '\n[[labels]]\nid = "new"\n')
    assert here.look_around().scheme
    assert not here.look_around().scheme
    assert here.take_scheme().label("new") is not None


def test_it_is_told_in_a_thread_until_it_is_closed(opener: Opener) -> None:
    here, there = opener(), opener()
    (article_id,) = here.articles.ids_beginning("")
    here.sheet(article_id)
    told: list[Seen] = []
    news = threading.Event()

    def tell(seen: Seen) -> None:
        told.append(seen)
        if seen.sheets:
            news.set()

    here.watch(tell)
    choose(there, 3, FACT)
    assert news.wait(30)
    assert any(sheet.block(3).accepted == ("fact",) for seen in told for sheet in seen.sheets)
    here.close()
    assert not any(thread.name == "watch" for thread in threading.enumerate())


def test_file_that_a_sync_brings(opener: Opener, folder: Path) -> None:
    """Another computer has decided: its file is put in the place of ours, and no reader here knows."""
    here = opener()
    (article_id,) = here.articles.ids_beginning("")
    choose(here, 1, FACT)
    here.flush(10)
    path = here.store.path("alice", article_id)
    before = path.read_bytes()
    choose(here, 2, FACT)
    here.flush(10)
    here.look_around()
    synced = path.with_name(f".syncthing.{path.name}.tmp")
    synced.write_bytes(before)
    synced.replace(path)
    seen = here.look_around()
    assert (seen.sheets[0].block(2).untouched, seen.sheets[0].decided, seen.library) == (True, 1, True)
    row = here.listing().row(0)
    assert row is not None
    assert row.decided == 1
    path.unlink()
    assert here.look_around().sheets[0].decided == 0
    row = here.listing().row(0)
    assert row is not None
    assert row.decided == 0


def test_file_that_goes_bad_is_named_once_and_read_when_it_is_whole(opener: Opener) -> None:
    here = opener()
    choose(here, 1, FACT)
    here.flush(10)
    (article_id,) = here.articles.ids_beginning("")
    path = here.store.path("alice", article_id)
    whole = path.read_bytes()
    here.look_around()
    other = path.with_name(".other")
    other.write_bytes(whole[:50])
    other.replace(path)
    (problem,) = here.look_around().problems
    assert problem.message == f"{path}: cut off, perhaps not synced yet"
    assert here.look_around().problems == ()
    # Completed in its place, which changes no folder.
    path.write_bytes(whole)
    here.look_around()
    assert here.look_around().problems == ()
    row = here.listing().row(0)
    assert row is not None
    assert row.decided == 1


def test_what_a_colleague_decides_is_counted(opener: Opener) -> None:
    here, there = opener("alice"), opener("bob")
    here.look_around()
    choose(there, 1, FACT)
    there.flush(10)
    assert here.look_around().library
    assert [one.annotator for one in here.decisions.totals()] == ["bob"]
