"""The facade in good times and bad: what is seen, what is on disk, what is said."""

from __future__ import annotations

import contextlib
import errno
import os
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from reader.annotations.deciding import Act, Choice, Stamp, decide
from reader.annotations.model import ArticleRef, Change, Event, Shard, State
from reader.annotations.store import Store
from reader.errors import (
    LibraryError,
    NotFoundError,
    ReaderError,
    ReadOnlyError,
    RequestError,
    StoreError,
    UndoError,
)
from reader.library import Decisions
from reader.library.reading import ReadingPlace
from reader.settings import load_settings
from reader.spans import Span
from reader.workspace.deed import Deed, Reverted
from reader.workspace.root import Root, choose_root
from reader.workspace.saving import SaveState
from reader.workspace.workspace import Workspace

Opener = Callable[..., Workspace]
Rows = Callable[[Path], dict[str, list[dict[str, Any]]]]
OnDisk = Callable[[], list[tuple[str, str]]]
FullDisk = Callable[[], contextlib.AbstractContextManager[None]]
FACT, OPINION = Choice(Act.TOGGLE, "fact"), Choice(Act.TOGGLE, "opinion")
READ = """
import sys
from pathlib import Path
from reader.annotations.deciding import Act, Choice
from reader.errors import ReadOnlyError
from reader.settings import Settings
from reader.workspace.root import Root
from reader.workspace.workspace import Workspace

workspace = Workspace(Root(Path(sys.argv[1]), plain=False), Settings(), "alice")
list(workspace.scan())
workspace.reindex_changed()
row = workspace.listing().row(0)
sheet = workspace.sheet(row.id)
print(workspace.read_only, row.title, row.decided, sheet.block(1).accepted)
try:
    workspace.decide(sheet, sheet.target_of_block(2), Choice(Act.NONE))
except ReadOnlyError as error:
    print(error)
print(workspace.close())
"""


def made(done: Reverted | None) -> Deed:
    """What an undo or a redo did in one article."""
    assert done is not None
    assert done.deed is not None
    return done.deed


def only(workspace: Workspace) -> str:
    """The id of the one article."""
    row = workspace.listing().row(0)
    assert row is not None
    return row.id


def choose(workspace: Workspace, number: int, choice: Choice, article_id: str = "") -> Deed:
    sheet = workspace.sheet(article_id or only(workspace))
    return workspace.decide(sheet, sheet.target_of_block(number), choice)


@pytest.fixture
def on_disk(folder: Path, plain_tinydb: Rows) -> OnDisk:
    """The decisions of alice that plain TinyDB reads: the first word they are about, and the label."""

    def read() -> list[tuple[str, str]]:
        found = []
        for path in sorted((folder / "annotations" / "alice").glob("*/*.json")):
            tables = plain_tinydb(path)
            exact = {row["id"]: row["exact"].split()[0] for row in tables["targets"]}
            found += [
                (exact[row["target"]], row["label"] or row["kind"]) for row in tables.get("annotations", [])
            ]
        return sorted(found)

    return read


@pytest.fixture
def full_disk() -> FullDisk:
    """While it lasts, nothing can be replaced."""

    @contextlib.contextmanager
    def full() -> Iterator[None]:
        def fail(self: Path, target: Path) -> Path:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(target))

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Path, "replace", fail)
            yield

    return full


# -- decisions ----------------------------------------------------------------------------------------------


def test_decision_is_seen_at_once_and_is_on_disk_when_it_says_so(opener: Opener, on_disk: OnDisk) -> None:
    workspace = opener()
    states: list[SaveState] = []
    workspace.saved = states.append
    deed = choose(workspace, 1, FACT)
    assert deed.sheet.block(1).accepted == ("fact",)
    assert (deed.sheet.decided, deed.sheet.total) == (1, 3)
    assert deed.operation is not None
    assert [target.block for target in deed.targets] == [1]
    assert workspace.flush(30) == SaveState(0, None)
    assert on_disk() == [("PARIS,", "fact")]
    assert states[-1].saved
    listing = workspace.listing()
    row = listing.row(0)
    assert row is not None
    assert (row.decided, row.done) == (1, False)
    for number in (2, 3):
        choose(workspace, number, Choice(Act.NONE))
    workspace.flush(30)
    listing.refresh()
    row = listing.row(0)
    assert row is not None
    assert (row.decided, row.done) == (3, True)


def test_decision_that_stands_already_is_no_operation(opener: Opener) -> None:
    workspace = opener()
    choose(workspace, 1, FACT)
    deed = choose(workspace, 1, Choice(Act.SET, "fact"))
    assert (deed.operation, deed.targets) == (None, [])
    assert deed.sheet.block(1).accepted == ("fact",)


def test_words_and_whole_articles_may_be_decided_about(opener: Opener, folder: Path) -> None:
    with (folder / "annotations" / "labels.toml").open("a") as file:
        file.write(
            '\n[[labels]]\nid = "irony"\ntarget = "span"\n[[labels]]\nid = "long"\ntarget = "document"\n'
        )
    workspace = opener()
    article_id = only(workspace)
    sheet = workspace.sheet(article_id)
    span = Span(sheet.article.text.index("talks"), sheet.article.text.index("talks") + 5)
    workspace.decide(sheet, sheet.target_of_span(span), Choice(Act.TOGGLE, "irony"))
    deed = workspace.decide(sheet, sheet.target_of_document(), Choice(Act.TOGGLE, "long"))
    assert deed.sheet.document.accepted == ("long",)
    assert deed.sheet.decided == 0
    workspace.close()
    again = opener().sheet(article_id)
    assert again.document.accepted == ("long",)
    assert span in again.places.values()
    assert again.target_of_span(span).anchor.exact == "talks"
    assert again.target_of_document() == deed.sheet.target_of_document()
    with pytest.raises(NotFoundError, match="is not in the article"):
        again.target_of_span(Span(0, 10_000))
    with pytest.raises(NotFoundError, match="there is no paragraph 9"):
        again.target_of_block(9)


def test_wrong_request_changes_nothing(opener: Opener, on_disk: OnDisk) -> None:
    workspace = opener()
    with pytest.raises(NotFoundError):
        choose(workspace, 1, Choice(Act.TOGGLE, "absent"))
    sheet = workspace.sheet(only(workspace))
    with pytest.raises(RequestError):
        workspace.decide(sheet, sheet.target_of_document(), FACT)
    assert workspace.flush(30).saved
    assert on_disk() == []
    assert workspace.undo() is None


def test_last_decided_is_told_for_each_article(opener: Opener, folder: Path) -> None:
    (folder / "seeds" / "other.txt").write_text("Another story is told here.\n")
    workspace = opener()
    first, second = [row.id for row in map(workspace.listing().row, range(2)) if row]
    assert workspace.last_decided(first) is None
    for article_id, number in ((first, 1), (second, 1)):
        choose(workspace, number, FACT, article_id)
    found = workspace.last_decided(second)
    assert found is not None
    assert found.block == 1
    workspace.undo()
    assert workspace.last_decided(second) is None
    assert workspace.last_decided(first) is not None


def test_preview_shows_a_file_with_its_decisions_and_takes_nothing_in(
    opener: Opener, folder: Path, tmp_path: Path, story: str
) -> None:
    workspace = opener()
    choose(workspace, 1, FACT)
    workspace.flush(30)
    outside = tmp_path / "copy.txt"
    outside.write_text(story)
    assert workspace.preview(outside).block(1).accepted == ("fact",)
    outside.write_text("Quite new.\n")
    assert workspace.preview(outside).article.text == "Quite new.\n"
    assert len(workspace.articles) == 1


# -- when saves fail ----------------------------------------------------------------------------------------


def test_failing_disk_holds_decisions_in_memory_until_it_works(
    opener: Opener, on_disk: OnDisk, full_disk: FullDisk
) -> None:
    workspace = opener()
    choose(workspace, 1, FACT)
    workspace.flush(30)
    states: list[SaveState] = []
    workspace.saved = states.append
    with full_disk():
        choose(workspace, 2, FACT)
        choose(workspace, 1, OPINION)
        state = workspace.flush(30)
        assert (state.waiting, state.saved) == (2, False)
        assert isinstance(state.failure, StoreError)
        assert "the disk is full" in state.failure.message
        assert states[-1].failure is not None
        undone = made(workspace.undo())
        assert undone.sheet.block(1).accepted == ("fact",)
        sheet = workspace.sheet(only(workspace))
        assert sheet.block(2).accepted == ("fact",)
        assert on_disk() == [("PARIS,", "fact")]
    workspace.retry()
    assert workspace.flush(30) == SaveState(0, None)
    assert on_disk() == [("Nobody", "fact"), ("PARIS,", "fact")]


def test_closing_tells_what_could_not_be_saved(opener: Opener, full_disk: FullDisk, on_disk: OnDisk) -> None:
    workspace = opener()
    with full_disk():
        choose(workspace, 1, FACT)
        choose(workspace, 2, FACT)
        assert workspace.close() == 2
    assert on_disk() == []


def test_disk_that_is_really_full(make_disk: Callable[[int], Path], story: str, plain_tinydb: Rows) -> None:
    disk = make_disk(1024)
    (disk / "seeds").mkdir()
    (disk / "reader.toml").touch()
    (disk / "annotations").mkdir()
    (disk / "annotations" / "labels.toml").write_text('[[labels]]\nid = "fact"\n')
    (disk / "seeds" / "story.txt").write_text(story)
    workspace = Workspace(Root(disk, plain=False), load_settings(disk), "alice")
    list(workspace.scan())
    choose(workspace, 1, FACT)
    assert workspace.flush(30).saved
    ballast = disk / "ballast"
    with contextlib.suppress(OSError), ballast.open("wb", buffering=0) as file:
        while file.write(b"x" * 512):
            pass
    deed = choose(workspace, 2, FACT)
    state = workspace.flush(30)
    assert state.failure is not None
    assert "the disk is full" in state.failure.message
    assert deed.sheet.block(2).accepted == ("fact",)
    workspace.keep_place(deed.sheet.article.id, ReadingPlace(1, 1))
    workspace.flush(30)
    ballast.unlink()
    workspace.retry()
    assert workspace.flush(30).saved
    (path,) = (disk / "annotations" / "alice").glob("*/*.json")
    assert len(plain_tinydb(path)["annotations"]) == len(plain_tinydb(path)["history"]) == 2
    assert workspace.close() == 0


def test_library_that_fails_stops_no_decision(
    opener: Opener, on_disk: OnDisk, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = opener()

    def fail(*_: object) -> bool:
        raise LibraryError("busy")

    with monkeypatch.context() as patch:
        patch.setattr(Decisions, "put", fail)
        patch.setattr(Decisions, "newest_order", fail)
        choose(workspace, 1, FACT)
        assert workspace.flush(30).saved
    assert on_disk() == [("PARIS,", "fact")]
    workspace.close()
    again = opener()
    row = again.listing().row(0)
    assert row is not None
    assert row.decided == 1
    assert again.undo() is not None


def test_broken_library_is_made_anew_and_loses_no_decision(opener: Opener, folder: Path) -> None:
    first = opener()
    choose(first, 1, FACT)
    first.close()
    library = folder / ".reader" / "library.sqlite"
    library.write_bytes(b"not a database at all" * 500)
    second = opener()
    assert "the library was broken" in second.notices[0]
    assert second.sheet(only(second)).block(1).accepted == ("fact",)
    row = second.listing().row(0)
    assert row is not None
    assert row.decided == 1
    assert len(list(library.parent.glob("library.broken-*.sqlite"))) == 1
    assert second.undo() is not None


# -- undo ---------------------------------------------------------------------------------------------------


def test_undo_and_redo_change_what_is_seen_and_what_is_on_disk(opener: Opener, on_disk: OnDisk) -> None:
    workspace = opener()
    choose(workspace, 1, FACT)
    choose(workspace, 1, Choice(Act.SET, "fact", State.REJECT))
    first = made(workspace.undo())
    assert (first.words, first.sheet.block(1).accepted) == ("not fact on 1", ("fact",))
    second = made(workspace.undo())
    assert second.sheet.block(1).untouched
    assert workspace.undo() is None
    workspace.flush(30)
    assert on_disk() == []
    redone = made(workspace.redo())
    assert redone.sheet.block(1).accepted == ("fact",)
    choose(workspace, 2, OPINION)
    assert workspace.redo() is None
    workspace.flush(30)
    assert on_disk() == [("Nobody", "opinion"), ("PARIS,", "fact")]


def test_redo_works_in_another_session(opener: Opener, on_disk: OnDisk) -> None:
    first = opener()
    choose(first, 1, FACT)
    choose(first, 2, FACT)
    first.undo()
    first.close()
    second = opener()
    redone = made(second.redo())
    assert [target.block for target in redone.targets] == [2]
    assert second.redo() is None
    second.close()
    assert on_disk() == [("Nobody", "fact"), ("PARIS,", "fact")]


def test_newest_is_undone_first_even_when_the_clock_went_back(folder: Path, opener: Opener) -> None:
    (folder / "seeds" / "other.txt").write_text("Another story is told here.\n")
    opener().close()
    times = iter([9_000_000, *range(5_000_000, 4_000_000, -1)])
    workspace = Workspace(
        Root(folder, plain=False), load_settings(folder), "alice", clock=lambda: next(times)
    )
    first, second = [row.id for row in map(workspace.listing().row, range(2)) if row]
    for article_id in (first, second, first):
        choose(workspace, 1, Choice(Act.FLAG), article_id)
    workspace.close()
    again = opener()
    undone = [again.undo() for _ in range(3)]
    assert [made(one).sheet.article.id for one in undone if one] == [first, second, first]


def elsewhere(folder: Path, change: Callable[[Shard], Change | None], article: ArticleRef) -> None:
    """Another window changes something, and this one's index does not know of it."""
    store = Store(folder / "annotations", folder / ".reader" / "locks", 5.0)
    assert store.change("alice", article, change)[1] is not None


def test_undo_of_what_was_changed_elsewhere_is_refused_with_a_sentence(
    opener: Opener, folder: Path, on_disk: OnDisk
) -> None:
    workspace = opener()
    deed = choose(workspace, 1, FACT)
    workspace.flush(30)
    reject = Choice(Act.SET, "fact", State.REJECT)
    stamp = Stamp("f" * 24, 1, "2024-01-01T00:00:00Z")
    elsewhere(
        folder,
        lambda shard: decide(shard, deed.targets[0], reject, workspace.scheme, stamp),
        deed.sheet.shard.article,
    )
    with pytest.raises(UndoError, match="“fact on 1” was changed since, elsewhere") as caught:
        workspace.undo()
    assert caught.value.hint == "look at it and decide anew"
    assert workspace.sheet(only(workspace)).block(1).rejected == ("fact",)
    assert workspace.flush(30).saved
    assert on_disk() == [("PARIS,", "fact")]


def test_undo_that_another_window_forestalls_is_told_afterwards(
    opener: Opener, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the key and the save; the screen then shows what is on disk."""
    workspace = opener()
    deed = choose(workspace, 1, FACT)
    workspace.flush(30)
    told: list[ReaderError] = []
    workspace.troubled = told.append
    settle = Root.settle
    reject = Choice(Act.SET, "fact", State.REJECT)
    stamp = Stamp("f" * 24, 1, "2024-01-01T00:00:00Z")

    def settle_late(root: Root) -> None:
        with monkeypatch.context() as patch:
            patch.setattr(Root, "settle", settle)
            elsewhere(
                folder,
                lambda shard: decide(shard, deed.targets[0], reject, workspace.scheme, stamp),
                deed.sheet.shard.article,
            )
        settle(root)

    with monkeypatch.context() as patch:
        patch.setattr(Root, "settle", settle_late)
        undone = made(workspace.undo())
        assert undone.sheet.block(1).untouched
        assert workspace.flush(30).saved
    assert isinstance(told[0], UndoError)
    sheet = workspace.current(only(workspace))
    assert sheet is not None
    assert sheet.block(1).rejected == ("fact",)


@pytest.mark.parametrize("choice", [FACT, Choice(Act.NONE), Choice(Act.IGNORE), Choice(Act.FLAG)])
def test_same_key_in_two_windows_is_no_contradiction(opener: Opener, on_disk: OnDisk, choice: Choice) -> None:
    """The second window has not seen what the first one did: its key gives and takes nothing."""
    one, other = opener(), opener()
    article_id = only(one)
    sheets = [one.sheet(article_id), other.sheet(article_id)]
    one.decide(sheets[0], sheets[0].target_of_block(1), choice)
    assert one.flush(30).saved
    deed = other.decide(sheets[1], sheets[1].target_of_block(1), choice)
    assert not deed.sheet.block(1).untouched
    assert other.flush(30).saved
    assert len(on_disk()) == 1
    current = other.current(article_id)
    assert current is not None
    assert current.block(1) == one.sheet(article_id).block(1)
    # One decision, so one undo.
    assert other.undo() is not None
    assert other.undo() is None
    assert other.flush(30).saved
    assert on_disk() == []


def test_two_windows_at_once_lose_nothing(opener: Opener, folder: Path, on_disk: OnDisk) -> None:
    text = "\n\n".join(f"Paragraph{number} says this and that." for number in range(1, 41))
    (folder / "seeds" / "story.txt").write_text(text)
    windows = [opener(), opener()]
    article_id = only(windows[0])
    start = threading.Barrier(2)

    def work(window: Workspace, first: int) -> None:
        start.wait(30)
        for number in range(first, 41, 2):
            choose(window, number, FACT, article_id)

    threads = [threading.Thread(target=work, args=pair) for pair in zip(windows, (1, 2), strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert [window.flush(60).saved for window in windows] == [True, True]
    assert on_disk() == sorted((f"Paragraph{number}", "fact") for number in range(1, 41))
    assert {window.sheet(article_id).decided for window in windows} == {40}


# -- folders that may only be read --------------------------------------------------------------------------


def test_read_only_disk_is_read_and_says_that_nothing_can_be_kept(
    make_disk: Callable[[int], Path], seal_disk: Callable[[Path], None], story: str
) -> None:
    disk = make_disk(2048)
    (disk / "seeds").mkdir()
    (disk / "reader.toml").touch()
    (disk / "seeds" / "story.txt").write_text(story)
    root = Root(disk, plain=False)
    first = Workspace(root, load_settings(disk), "alice")
    list(first.scan())
    choose(first, 1, Choice(Act.NONE))
    first.keep_place(only(first), ReadingPlace(48, 0))
    first.close()
    seal_disk(disk)
    second = Workspace(root, load_settings(disk), "alice")
    assert second.read_only
    assert [outcome.taken for outcome in second.scan()] == ["known"]
    assert second.reindex_changed() == []
    article_id = only(second)
    sheet = second.sheet(article_id)
    assert sheet.block(1).none
    assert second.place(article_id) == ReadingPlace(48, 0)
    second.keep_place(article_id, ReadingPlace(1, 1))
    attempts: list[Callable[[], object]] = [
        lambda: second.decide(sheet, sheet.target_of_block(2), Choice(Act.NONE)),
        second.undo,
        second.redo,
        lambda: second.add_label("new"),
    ]
    for attempt in attempts:
        with pytest.raises(ReadOnlyError, match="nothing can be kept"):
            attempt()
    assert second.close() == 0


def test_folder_without_permission_to_write_is_read(
    opener: Opener, folder: Path, powerless: Callable[..., str]
) -> None:
    workspace = opener()
    choose(workspace, 1, FACT)
    workspace.close()
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*")}
    for path in before:
        path.chmod(0o555 if path.is_dir() else 0o444)
    folder.chmod(0o555)
    lines = powerless(READ, folder).splitlines()
    assert lines == [
        "True The talks began in Paris 1 ('fact',)",
        "reading only: nothing can be kept in this folder",
        "0",
    ]
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*")} == before


def test_plain_folder_keeps_its_places_when_it_becomes_a_workspace(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, story: str
) -> None:
    """Even while another window still has the library open where it lay before."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "story.txt").write_text(story)

    def open_folder() -> Workspace:
        workspace = Workspace(choose_root(None, folder, tmp_path), load_settings(None), "alice")
        list(workspace.scan())
        workspace.reindex_changed()
        return workspace

    first = open_folder()
    article_id = only(first)
    first.keep_place(article_id, ReadingPlace(48, 0))
    first.flush(30)
    assert [path.name for path in folder.rglob("*")] == ["story.txt"]
    choose(first, 1, Choice(Act.NONE))
    assert first.flush(30).saved
    assert (folder / ".reader" / ".gitignore").read_text().endswith("*\n")
    second = open_folder()
    assert not second.root.plain
    assert second.place(article_id) == ReadingPlace(48, 0)
    assert second.sheet(article_id).block(1).none
    choose(first, 2, Choice(Act.NONE))
    choose(second, 3, Choice(Act.NONE))
    assert first.flush(30).saved
    assert second.flush(30).saved
    assert (first.close(), second.close()) == (0, 0)
    third = open_folder()
    assert third.sheet(article_id).decided == 3
    assert third.place(article_id) == ReadingPlace(48, 0)
    third.close()


# -- labels, names, counts ----------------------------------------------------------------------------------


def test_new_label_can_be_used_at_once(opener: Opener, folder: Path, on_disk: OnDisk) -> None:
    workspace = opener()
    label = workspace.add_label("Zu prüfen", "z")
    assert (label.id, label.key) == ("zu-prufen", "z")
    assert workspace.scheme.label("zu-prufen") == label
    choose(workspace, 1, Choice(Act.TOGGLE, "zu-prufen"))
    workspace.flush(30)
    assert on_disk() == [("PARIS,", "zu-prufen")]
    written = (folder / "annotations" / "labels.toml").read_text("utf-8")
    assert written.startswith("# The labels of this workspace.")
    with pytest.raises(ReaderError, match='there is a label "ZU PRÜFEN" already'):
        workspace.add_label("ZU PRÜFEN")
    with pytest.raises(ReaderError, match='the key "z"'):
        workspace.add_label("another", "z")
    assert (folder / "annotations" / "labels.toml").read_text("utf-8") == written


def test_articles_are_found_by_id_its_beginning_and_path(opener: Opener, folder: Path, story: str) -> None:
    for number in range(300):
        (folder / "seeds" / f"{number}.txt").write_text(f"This is story {number}.\n")
    workspace = opener()
    article_id = workspace.find(str(folder / "seeds" / "story.txt"))
    assert workspace.find(article_id) == article_id
    assert workspace.find(article_id[:12]) == article_id
    for missing in ("absent.txt", "ffffffffffffffff", "zz"):
        with pytest.raises(NotFoundError, match=f'there is no article "{missing}"'):
            workspace.find(missing)
    with pytest.raises(NotFoundError):
        workspace.article("ffffffffffffffff")


def test_counts_follow_the_scheme(opener: Opener, folder: Path) -> None:
    first = opener()
    choose(first, 1, FACT)
    first.close()
    labels = folder / "annotations" / "labels.toml"
    labels.write_text(
        '[[groups]]\nid = "g"\n[[groups]]\nid = "h"\n'
        '[[labels]]\nid = "fact"\ngroup = "g"\n[[labels]]\nid = "new"\ngroup = "h"\n'
    )
    row = opener().listing().row(0)
    assert row is not None
    assert row.decided == 0


def test_totals_follow_files_that_come_and_go(opener: Opener, folder: Path) -> None:
    workspace = opener()
    choose(workspace, 1, FACT)
    workspace.flush(30)
    (total,) = workspace.decisions.totals()
    assert (total.annotator, total.decided, total.labels) == ("alice", 1, {("fact", "accept"): 1})
    (path,) = (folder / "annotations" / "alice").glob("*/*.json")
    copy = folder / "annotations" / "bob" / path.parent.name / path.name
    copy.parent.mkdir(parents=True)
    copy.write_bytes(path.read_bytes().replace(b'"annotator":"alice"', b'"annotator":"bob"'))
    assert workspace.reindex_changed() == []
    assert [total.annotator for total in workspace.decisions.totals()] == ["alice", "bob"]
    path.unlink()
    workspace.reindex_changed()
    assert [total.annotator for total in workspace.decisions.totals()] == ["bob"]


def test_events_of_the_history_are_all_on_disk(opener: Opener, folder: Path, plain_tinydb: Rows) -> None:
    workspace = opener()
    choose(workspace, 1, FACT)
    workspace.undo()
    workspace.redo()
    workspace.close()
    (path,) = (folder / "annotations" / "alice").glob("*/*.json")
    history = plain_tinydb(path)["history"]
    assert [row["event"] for row in history] == [Event.DO, Event.UNDO, Event.REDO]
    assert [row["of"] for row in history] == [None, history[0]["id"], history[0]["id"]]


def test_article_that_is_gone_leaves_its_decisions_counted_as_lost(opener: Opener, folder: Path) -> None:
    first = opener()
    deed = choose(first, 1, FACT)
    first.flush(30)
    store = Store(folder / "annotations", folder / ".reader" / "locks", 5.0)
    shard = deed.sheet.shard
    gone = replace(shard.article, id="ee00000000000000")
    stamp = Stamp("e" * 24, 1, "2024-01-01T00:00:00Z")
    store.change("alice", gone, lambda empty: decide(empty, deed.targets[0], FACT, first.scheme, stamp))
    assert first.reindex_changed() == []
    (total,) = first.decisions.totals()
    assert (total.articles, total.decided) == (2, 1)
