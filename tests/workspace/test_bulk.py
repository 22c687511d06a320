"""Changes over several articles: all or nothing, whatever breaks them off, and one step to undo."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tinydb import TinyDB

from reader.annotations.deciding import Act, Choice
from reader.annotations.model import Event
from reader.annotations.store import Store
from reader.errors import ShardError, StoreError, UndoError
from reader.workspace.intents import Part
from reader.workspace.selecting import Selection
from reader.workspace.workspace import Workspace

Opener = Callable[..., Workspace]
FACT = Choice(Act.SET, "fact")
COUNT = 5
KILLED = """
import os, signal, sys
from pathlib import Path
from reader.annotations.deciding import Act, Choice
from reader.annotations.store import Store
from reader.settings import load_settings
from reader.workspace.root import Root
from reader.workspace.selecting import Selection
from reader.workspace.workspace import Workspace

folder, event, deadly = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
workspace = Workspace(Root(folder, plain=False), load_settings(folder), "alice")
list(workspace.scan())
workspace.reindex_changed()
saves, really = 0, Store.change

def change(*arguments):
    global saves
    if saves == deadly:
        os.kill(os.getpid(), signal.SIGKILL)
    saves += 1
    return really(*arguments)

Store.change = change
if event == "do":
    choice = Choice(Act.SET, "fact")
    workspace.decide_bulk(choice, list(workspace.select(Selection(undecided=True), choice)))
elif event == "undo":
    workspace.undo()
else:
    workspace.redo()
"""


@pytest.fixture
def many(folder: Path, story: str) -> Path:
    """The workspace with five articles of three paragraphs."""
    for nth in range(1, COUNT):
        (folder / "seeds" / f"{nth}.txt").write_text(story.replace("Paris", f"Town{nth}"))
    return folder


def on_disk(folder: Path) -> Counter[str]:
    """How often each label was said, as plain TinyDB counts it."""
    found: Counter[str] = Counter()
    for path in (folder / "annotations" / "alice").glob("*/*.json"):
        with TinyDB(path, access_mode="r") as database:
            found.update(row["label"] for row in database.table("annotations"))
    return found


def intents(folder: Path) -> list[Path]:
    return sorted((folder / ".reader" / "intents").glob("*"))


def everything(workspace: Workspace, choice: Choice = FACT) -> list[Part]:
    return list(workspace.select(Selection(undecided=True), choice))


def test_all_of_it_is_one_step(many: Path, opener: Opener) -> None:
    workspace = opener()
    told: list[tuple[int, int]] = []

    def progress(done: int, total: int) -> bool:
        told.append((done, total))
        return True

    deed = workspace.decide_bulk(FACT, everything(workspace), progress)
    assert deed.done
    assert on_disk(many) == {"fact": 3 * COUNT}
    assert told[0] == (0, COUNT)
    assert told[-1] == (COUNT, COUNT)
    assert intents(many) == []
    assert everything(workspace) == []
    undone = workspace.undo()
    assert undone is not None
    assert (undone.articles, undone.words) == (COUNT, f"fact in {COUNT} articles")
    assert on_disk(many) == {}
    assert workspace.undo() is None
    redone = opener().redo()
    assert redone is not None
    assert on_disk(many) == {"fact": 3 * COUNT}
    assert workspace.redo() is None


def test_articles_in_use_and_the_index_see_it(many: Path, opener: Opener) -> None:
    workspace = opener()
    meant = everything(workspace)
    sheet = workspace.sheet(meant[0].article.id)
    workspace.decide(sheet, sheet.target_of_block(2), Choice(Act.FLAG))
    workspace.decide_bulk(FACT, meant)
    current = workspace.current(meant[0].article.id)
    assert current is not None
    assert (current.decided, current.block(2).flagged) == (3, True)
    (totals,) = workspace.decisions.totals()
    assert (totals.articles, totals.decided, totals.done) == (COUNT, 3 * COUNT, COUNT)
    workspace.undo()
    assert workspace.current(meant[0].article.id) is not None
    assert workspace.decisions.totals()[0].decided == 0


@pytest.mark.parametrize("how", ["progress", "interrupt"])
def test_what_is_broken_off_is_taken_back_and_cannot_be_redone(many: Path, opener: Opener, how: str) -> None:
    workspace = opener()
    sheet = workspace.sheet(everything(workspace)[0].article.id)
    workspace.decide(sheet, sheet.target_of_block(1), Choice(Act.SET, "opinion"))
    workspace.flush(10)

    def progress(done: int, total: int) -> bool:
        if done == 3 and how == "interrupt":
            raise KeyboardInterrupt
        return done < 3

    broken = False

    def once(done: int, total: int) -> bool:
        nonlocal broken
        if broken:
            return True
        broken = done == 3
        return progress(done, total)

    deed = workspace.decide_bulk(FACT, everything(workspace), once)
    assert (deed.done, deed.stuck) == (False, 0)
    assert on_disk(many) == {"opinion": 1}
    assert intents(many) == []
    assert workspace.redo() is None
    undone = workspace.undo()
    assert undone is not None
    assert undone.words == "opinion on 1"


@pytest.mark.parametrize("event", ["do", "undo", "redo"])
@pytest.mark.parametrize("deadly", [0, 1, 3, COUNT - 1])
def test_what_a_kill_breaks_off_is_finished_at_the_next_start(
    many: Path, opener: Opener, event: str, deadly: int
) -> None:
    if event != "do":
        first = opener()
        first.decide_bulk(FACT, everything(first))
        if event == "redo":
            first.undo()
    command = [sys.executable, "-c", KILLED, str(many), event, str(deadly)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (-9, "")
    assert len(intents(many)) == 1
    workspace = opener()
    (deed,) = workspace.finish_bulk()
    assert deed.done
    assert intents(many) == []
    assert on_disk(many) == ({} if event == "undo" else {"fact": 3 * COUNT})
    assert workspace.finish_bulk() == []
    back = workspace.redo() if event == "undo" else workspace.undo()
    assert back is not None
    assert on_disk(many) == ({"fact": 3 * COUNT} if event == "undo" else {})


def test_undo_is_refused_whole_when_one_article_was_changed_since(many: Path, opener: Opener) -> None:
    workspace = opener()
    meant = everything(workspace)
    workspace.decide_bulk(FACT, meant)
    other = opener()
    sheet = other.sheet(meant[2].article.id)
    other.decide(sheet, sheet.target_of_block(1), Choice(Act.CLEAR, "fact"))
    other.flush(10)
    bulk = _bulk(workspace)
    operations = [(part.article.id, f"{bulk}-{nth:06x}") for nth, part in enumerate(meant)]
    with pytest.raises(UndoError, match="was changed since"):
        workspace.bulk.revert(Event.UNDO, operations)
    assert on_disk(many) == {"fact": 3 * COUNT - 1}
    assert intents(many) == []
    # In their order, both can be taken back.
    assert workspace.undo() is not None
    workspace.flush(10)
    undone = workspace.undo()
    assert undone is not None
    assert undone.articles == COUNT
    assert on_disk(many) == {}


def _bulk(workspace: Workspace) -> str:
    return next(row.id.partition("-")[0] for row in workspace.decisions.newest("alice") if "-" in row.id)


def test_full_disk_in_the_middle_is_told_and_finished_later(many: Path, opener: Opener) -> None:
    workspace = opener()
    meant = everything(workspace)
    really, saves = Store.change, 0

    def change(*arguments: Any) -> Any:
        nonlocal saves
        saves += 1
        if saves > 2:
            raise StoreError("the disk is full: x is not saved", "it is tried again")
        return really(*arguments)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Store, "change", change)
        with pytest.raises(StoreError, match="stopped after 2 of 5 articles"):
            workspace.decide_bulk(FACT, meant)
        assert on_disk(many) == {"fact": 6}
        assert len(intents(many)) == 1
    (deed,) = opener().finish_bulk()
    assert deed.done
    assert on_disk(many) == {"fact": 3 * COUNT}


def test_nothing_begins_where_it_cannot_be_written_down(many: Path, opener: Opener) -> None:
    workspace = opener()
    (many / ".reader" / "intents").write_text("a file in the way")
    with pytest.raises(StoreError, match="cannot be written"):
        workspace.decide_bulk(FACT, everything(workspace))
    assert on_disk(many) == {}


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"format": 9}', b'{"format": 1}', b"\xff"])
def test_intent_that_is_damaged_is_named_and_left(many: Path, opener: Opener, content: bytes) -> None:
    path = many / ".reader" / "intents" / "bulk-0.json"
    path.parent.mkdir()
    path.write_bytes(content)
    with pytest.raises(ShardError, match="bulk-0"):
        opener().finish_bulk()
    assert path.read_bytes() == content


def test_what_belongs_to_somebody_else_or_is_going_on_is_left(many: Path, opener: Opener) -> None:
    command = [sys.executable, "-c", KILLED, str(many), "do", "2"]
    subprocess.run(command, capture_output=True, check=False)
    assert opener("bob").finish_bulk() == []
    workspace = opener()
    (intent,) = workspace.bulk.unfinished()
    with workspace.bulk._held(intent):
        assert opener().finish_bulk() == []
    assert len(intents(many)) == 1
