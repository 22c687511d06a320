"""A scheme that changes in a workspace: what it touches, what is looked at again, and that no shard is."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from reader.annotations.deciding import Act, Choice
from reader.annotations.model import Event, State
from reader.annotations.scheme_changes import add, merge, rename, restore, retire, split
from reader.annotations.scheme_log import Make
from reader.datasets.jsonl import jsonl_lines
from reader.errors import ReadOnlyError, UndoError
from reader.workspace.exporting import Gathering
from reader.workspace.scheme_operations import SchemeOperations
from reader.workspace.scheming import Unsettled
from reader.workspace.workspace import Workspace

Opener = Callable[..., Workspace]


def article_of(workspace: Workspace) -> str:
    return workspace.articles.ids_beginning("", 1)[0]


def say(workspace: Workspace, number: int, label: str, state: State = State.ACCEPT) -> None:
    sheet = workspace.sheet(article_of(workspace))
    workspace.decide(sheet, sheet.target_of_block(number), Choice(Act.SET, label, state))
    workspace.flush(30)


def shards(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in (folder / "annotations").rglob("*/*/*.json")}


def exported(
    workspace: Workspace, *, everything: bool = False
) -> list[tuple[int, list[tuple[str, str, str]], bool]]:
    ids = workspace.articles.ids_beginning("", 100)
    gathering = Gathering(workspace.store, workspace.scheme, workspace.article, ids, everything=everything)
    lines = [json.loads(line) for line in jsonl_lines(gathering.records())]
    return [
        (line["block"], [(one["id"], one["name"], one["state"]) for one in line["labels"]], line["decided"])
        for line in lines
    ]


def waiting(workspace: Workspace, label: str | None = None) -> list[Unsettled]:
    return list(workspace.scheming.queue(label))


def operations(folder: Path) -> SchemeOperations:
    return SchemeOperations(folder / "annotations" / "labels.toml")


CHANGES: list[Make] = [
    lambda file: merge(file, "fact", "opinion"),
    lambda file: split(file, "fact", ["Hard", "Soft"]),
    lambda file: retire(file, "fact"),
    lambda file: rename(file, "fact", "Truth"),
]


@pytest.mark.parametrize("make", CHANGES)
def test_change_touches_no_byte_of_any_shard(opener: Opener, folder: Path, make: Make) -> None:
    alice = opener()
    say(alice, 1, "fact")
    say(alice, 2, "opinion")
    say(opener("bob"), 1, "fact", State.REJECT)
    alice.reindex_changed()
    before, scheme = shards(folder), (folder / "annotations" / "labels.toml").read_bytes()
    assert len(before) == 2
    deed = alice.scheming.change(make)
    assert deed.touched == {"alice": 1, "bob": 1}
    assert deed.step is not None
    alice.reindex_changed()
    assert exported(alice, everything=True)
    assert alice.scheming.totals()
    alice.scheming.revert(deed.step.id, Event.UNDO)
    assert shards(folder) == before
    assert (folder / "annotations" / "labels.toml").read_bytes() == scheme
    assert [(row.event, row.article_id) for row in operations(folder).later("alice", 0)] == [
        ("do", ""),
        ("undo", ""),
    ]
    assert operations(folder).later("bob", 0) == []
    first, second = operations(folder).later("alice", 0)
    assert operations(folder).later("alice", first.order) == [second]
    assert (second.of, second.words) == (first.id, first.words)


def test_trying_changes_nothing(opener: Opener, folder: Path) -> None:
    alice = opener()
    say(alice, 1, "fact")
    before = (folder / "annotations" / "labels.toml").read_bytes()
    deed = alice.scheming.try_out(CHANGES[0])
    assert (deed.words, deed.touched, deed.changed, deed.step) == (
        "fact merged into opinion",
        {"alice": 1},
        True,
        None,
    )
    assert (folder / "annotations" / "labels.toml").read_bytes() == before
    assert alice.scheme.find("fact").active


def test_merged_label_is_what_is_shown_counted_and_exported(opener: Opener) -> None:
    alice = opener()
    say(alice, 1, "fact")
    say(alice, 2, "fact")
    say(alice, 2, "opinion")
    say(alice, 3, "background")
    say(alice, 3, "fact", State.REJECT)
    alice.scheming.change(CHANGES[0])
    sheet = alice.sheet(article_of(alice))
    assert [sheet.block(number).accepted for number in (1, 2, 3)] == [
        ("opinion",),
        ("opinion",),
        ("background",),
    ]
    assert sheet.block(3).in_part == ("fact",)
    assert exported(alice) == [
        (1, [("opinion", "opinion", "accept")], True),
        (2, [("opinion", "opinion", "accept")], True),
        (3, [("background", "background", "accept")], True),
    ]
    alice.reindex_changed()
    (totals,) = alice.scheming.totals()
    assert (totals.labels, totals.decided) == ({("background", "accept"): 1, ("opinion", "accept"): 2}, 3)
    # What a label was given to is counted as it was given.
    assert alice.scheming.touched_by("opinion") == {"alice": 4}
    assert alice.scheming.touched_by("fact") == {"alice": 3}
    assert alice.scheming.counts() == {"fact": 3, "opinion": 1, "background": 1}


def test_article_that_is_open_is_seen_under_the_new_scheme_at_once(opener: Opener) -> None:
    alice = opener()
    say(alice, 1, "fact")
    assert alice.current(article_of(alice)).decided == 1  # type: ignore[union-attr]
    alice.scheming.change(CHANGES[1])
    current = alice.current(article_of(alice))
    assert current is not None
    assert (current.decided, current.block(1).unsettled) == (0, ("fact",))
    say(alice, 1, "hard")
    assert alice.sheet(article_of(alice)).decided == 1


def test_queue_of_a_split_has_what_is_to_be_looked_at_again(opener: Opener) -> None:
    alice = opener()
    say(alice, 1, "fact")
    say(alice, 2, "fact", State.REJECT)
    say(alice, 3, "fact")
    say(opener("bob"), 2, "fact")
    alice.scheming.change(CHANGES[1])
    alice.reindex_changed()
    found = waiting(alice)
    assert [(one.place, one.label, one.parts) for one in found] == [
        (1, "fact", ("hard", "soft")),
        (3, "fact", ("hard", "soft")),
    ]
    assert found[1].text == "They were broken off."
    assert waiting(alice, "fact") == found
    assert waiting(alice, "opinion") == []
    say(alice, 1, "soft")
    sheet = alice.sheet(article_of(alice))
    alice.decide(sheet, sheet.target_of_block(3), Choice(Act.IGNORE))
    alice.flush(30)
    assert waiting(alice) == []
    bob = opener("bob")
    assert [one.place for one in waiting(bob)] == [2]
    bob.scheming.change(lambda file: restore(file, "fact"))
    assert waiting(bob) == []


def test_queue_has_articles_that_are_not_here_too(opener: Opener, folder: Path) -> None:
    alice = opener()
    say(alice, 1, "fact")
    alice.close()
    (folder / "seeds" / "story.txt").unlink()
    (folder / ".reader" / "library.sqlite").unlink()
    alice = opener()
    alice.scheming.change(CHANGES[1])
    alice.reindex_changed()
    (found,) = waiting(alice)
    assert (found.place, found.target.block) == (None, 1)
    assert found.text.startswith("PARIS, Jan 2")


def test_label_that_carries_decisions_is_not_undone(opener: Opener) -> None:
    alice, bob = opener(), opener("bob")
    new = alice.scheming.change(lambda file: add(file, "Rumour"))
    assert new.step is not None
    bob.scheme = alice.scheme
    say(bob, 1, "rumour")
    alice.reindex_changed()
    with pytest.raises(UndoError, match='undo: 1 annotation carries "rumour": reader labels retire rumour'):
        alice.scheming.revert(new.step.id, Event.UNDO)
    assert alice.scheme.find("rumour").active


def test_killed_change_is_finished_at_the_next_start(opener: Opener, folder: Path) -> None:
    alice = opener()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("reader.annotations.scheme_log.append_file", lambda path, line: None)
        patch.setattr("reader.annotations.scheme_log.SchemeLog._drop_intent", lambda self: None)
        alice.scheming.change(CHANGES[0])
    assert (folder / ".reader" / "intents" / "scheme.json").exists()
    again = opener()
    assert again.notices == []
    assert [row.words for row in operations(folder).later("alice", 0)] == ["fact merged into opinion"]
    assert not (folder / ".reader" / "intents" / "scheme.json").exists()


def test_edit_by_hand_in_a_killed_change_is_told(opener: Opener, folder: Path) -> None:
    alice = opener()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("reader.annotations.scheme_log.append_file", lambda path, line: None)
        patch.setattr("reader.annotations.scheme_log.SchemeLog._drop_intent", lambda self: None)
        alice.scheming.change(CHANGES[0])
    (folder / "annotations" / "labels.toml").write_text('[[labels]]\nid = "mine"\n')
    again = opener()
    assert again.notices == [
        "labels.toml was edited while “fact merged into opinion” was not finished: the edit is kept"
    ]
    assert [label.id for label in again.scheme.labels] == ["mine"]


def test_scheme_of_what_can_only_be_read_is_not_changed(opener: Opener) -> None:
    alice = opener()
    alice.read_only = True
    with pytest.raises(ReadOnlyError):
        alice.scheming.change(CHANGES[0])
    assert alice.scheming.try_out(CHANGES[0]).changed


def test_undo_goes_over_decisions_and_changes_of_the_scheme(opener: Opener, folder: Path) -> None:
    alice = opener()
    scheme = (folder / "annotations" / "labels.toml").read_bytes()
    say(alice, 1, "fact")
    alice.scheming.change(CHANGES[1])
    say(alice, 1, "soft")
    alice.close()
    alice = opener()
    done = [alice.undo() for _ in range(4)]
    alice.flush(30)
    assert [(one.row.words, one.articles) if one else None for one in done] == [
        *(("Soft replaces fact on 1", 1), ("fact split into Hard, Soft", 0), ("fact on 1", 1), None)
    ]
    assert (folder / "annotations" / "labels.toml").read_bytes() == scheme
    assert opener().sheet(article_of(alice)).block(1).untouched
    again = [alice.redo() for _ in range(4)]
    alice.flush(30)
    assert [one.words if one else None for one in again] == [
        *("fact on 1", "fact split into Hard, Soft", "Soft replaces fact on 1", None)
    ]
    assert alice.sheet(article_of(alice)).block(1).accepted == ("soft",)
    assert [entry.row.words for entry in alice.log(["alice"])][-2:] == [
        "fact split into Hard, Soft",
        "fact on 1",
    ]


def test_undo_that_is_refused_holds_back_no_other(opener: Opener) -> None:
    alice, bob = opener(), opener("bob")
    say(alice, 1, "fact")
    alice.scheming.change(lambda file: rename(file, "fact", "Truth"))
    bob.scheming.change(lambda file: rename(file, "fact", "Facts"))
    with pytest.raises(UndoError, match="changed since"):
        alice.undo()
    done = alice.undo()
    assert done is not None
    assert done.words == "fact on 1"


def test_history_that_cannot_be_read_holds_up_no_decision(opener: Opener, folder: Path) -> None:
    alice = opener()
    with (folder / "annotations" / "labels.history.jsonl").open("wb") as file:
        file.truncate(50_000_001)
    say(alice, 1, "fact")
    done = alice.undo()
    assert done is not None
    assert done.words == "fact on 1"
