"""Decisions through the facade: two windows, undo, texts that change, saves that fail."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tinydb import TinyDB

from reader.annotations.deciding import Act, Choice
from reader.errors import ReaderError, UndoError
from reader.workspace.deed import Deed, Reverted
from reader.workspace.workspace import Workspace

FACT, OPINION = Choice(Act.TOGGLE, "fact"), Choice(Act.TOGGLE, "opinion")
Opener = Callable[..., Workspace]


def made(done: Reverted | None) -> Deed:
    """What an undo or a redo did in one article."""
    assert done is not None
    assert done.deed is not None
    return done.deed


def _article(workspace: Workspace) -> str:
    row = workspace.listing().row(0)
    assert row is not None
    return row.id


def _decide(workspace: Workspace, number: int, choice: Choice) -> None:
    sheet = workspace.sheet(_article(workspace))
    workspace.decide(sheet, sheet.target_of_block(number), choice)


def _labels(folder: Path, annotator: str = "alice") -> set[tuple[int, str]]:
    found = set()
    for path in (folder / "annotations" / annotator).glob("*/*.json"):
        with TinyDB(path) as database:
            blocks = {row["id"]: row["block"] for row in database.table("targets")}
            found |= {(blocks[row["target"]], row["label"]) for row in database.table("annotations")}
    return found


def test_two_windows_of_one_annotator_lose_nothing(opener: Opener, folder: Path) -> None:
    one, other = opener(), opener()
    _decide(one, 1, FACT)
    _decide(other, 1, OPINION)
    _decide(one, 2, FACT)
    _decide(other, 3, FACT)
    assert one.flush(10).saved
    assert other.flush(10).saved
    assert _labels(folder) == {(1, "fact"), (1, "opinion"), (2, "fact"), (3, "fact")}
    article_id = _article(one)
    assert one.sheet(article_id).decided == 3


def test_a_flag_on_many_takes_none_away_that_another_window_has_given(opener: Opener) -> None:
    one, other = opener(), opener()
    sheet, theirs = one.sheet(_article(one)), other.sheet(_article(one))
    other.decide(theirs, theirs.target_of_block(2), Choice(Act.FLAG))
    assert other.flush(10).saved
    one.decide_together(sheet, sheet.targets_of_blocks([1, 2, 3]), Choice(Act.FLAG))
    assert one.flush(10).saved
    third = opener()
    again = third.sheet(_article(third))
    assert all(again.block(number).flagged for number in (1, 2, 3))


def test_annotators_never_meet(opener: Opener, folder: Path) -> None:
    alice, bob = opener("alice"), opener("Bob Ä/..")
    _decide(alice, 1, FACT)
    _decide(bob, 1, OPINION)
    alice.flush(10)
    bob.flush(10)
    assert _labels(folder) == {(1, "fact")}
    assert len(list((folder / "annotations").iterdir())) == 3, "two annotators and the scheme"
    assert alice.sheet(_article(alice)).block(1).accepted != bob.sheet(_article(bob)).block(1).accepted


def test_undo_goes_over_articles_and_restarts(opener: Opener, folder: Path) -> None:
    (folder / "seeds" / "other.txt").write_text("Another story is told here.\n")
    first = opener()
    ids = [row.id for row in map(first.listing().row, range(2)) if row]
    for article_id in ids:
        sheet = first.sheet(article_id)
        first.decide(sheet, sheet.target_of_block(1), FACT)
    first.close()
    second = opener()
    undone = [second.undo(), second.undo(), second.undo()]
    assert [made(one).sheet.article.id for one in undone if one] == ids[::-1]
    assert undone[2] is None
    second.flush(10)
    assert _labels(folder) == set()
    redone = made(second.redo())
    assert redone.sheet.article.id == ids[0]


def test_undo_refuses_what_another_window_has_changed(opener: Opener, folder: Path) -> None:
    one = opener()
    _decide(one, 1, FACT)
    one.flush(10)
    other = opener()
    _decide(other, 1, FACT)
    other.flush(10)
    _decide(one, 2, FACT)
    one.flush(10)
    assert one.undo() is not None, "its own newest"
    one.flush(10)
    told: list[ReaderError] = []
    one.troubled = told.append
    try:
        one.undo()
        one.flush(10)
    except UndoError as error:
        told.append(error)
    assert _labels(folder) in (set(), {(1, "fact")})
    assert one.save_state.saved


def test_a_changed_text_keeps_its_id_and_finds_what_is_still_there(
    opener: Opener, folder: Path, story: str
) -> None:
    first = opener()
    for number in (1, 2, 3):
        _decide(first, number, FACT)
    article_id = _article(first)
    first.close()
    (folder / "seeds" / "story.txt").write_text(
        "A new beginning is set before it.\n\n" + story.replace("Nobody came to them", "Snow fell all night")
    )
    second = opener()
    sheet = second.sheet(article_id)
    assert [number for number in range(1, 5) if sheet.block(number).accepted] == [2, 4]
    assert [target.anchor.exact for target in sheet.lost] == ["Nobody came to them."]
    assert len(_labels(folder)) == 3, "nothing is dropped on disk"
    row = second.listing().row(0)
    assert row is not None
    assert (row.decided, row.lost) == (2, 1)


def test_a_moved_file_keeps_its_decisions(opener: Opener, folder: Path) -> None:
    first = opener()
    _decide(first, 2, FACT)
    article_id = _article(first)
    first.close()
    (folder / "seeds" / "story.txt").rename(folder / "seeds" / "renamed.txt")
    second = opener()
    assert len(second.articles) == 1
    assert _article(second) == article_id
    assert second.find(str(folder / "seeds" / "renamed.txt")) == article_id
    assert second.sheet(article_id).block(2).accepted == ("fact",)


def test_the_same_text_twice_is_one_article(opener: Opener, folder: Path, story: str) -> None:
    (folder / "seeds" / "twin.txt").write_text(story)
    workspace = opener()
    assert len(workspace.articles) == 1
    assert len(workspace.articles.paths(_article(workspace))) == 2


def test_a_save_that_failed_after_it_was_done_is_not_done_twice(
    opener: Opener, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The folder could not be synced, so the save counts as failed, and yet the file was replaced."""
    workspace = opener()

    def fail(_: Path) -> None:
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as patch:
        patch.setattr("reader.atomic.folder_to_disk", fail)
        (folder / "annotations" / "alice").mkdir()
        article_id = _article(workspace)
        (folder / "annotations" / "alice" / article_id[:2]).mkdir()
        _decide(workspace, 1, FACT)
        assert not workspace.flush(10).saved
    workspace.retry()
    assert workspace.flush(10).saved
    assert _labels(folder) == {(1, "fact")}
    assert workspace.sheet(article_id).block(1).accepted == ("fact",)


def test_a_damaged_file_is_named_left_and_stops_nothing_else(opener: Opener, folder: Path) -> None:
    first = opener()
    _decide(first, 1, FACT)
    first.close()
    (path,) = (folder / "annotations" / "alice").glob("*/*.json")
    path.write_text('{"article": {"1":')
    other = folder / "annotations" / "bob" / "ab" / "abababababababab.json"
    other.parent.mkdir(parents=True)
    other.write_text("[]")
    second = opener()
    problems = second.reindex_changed()
    assert {str(path), str(other)} <= {str(problem).split(": ")[0] for problem in problems}
    assert path.read_text() == '{"article": {"1":'


def test_a_place_is_kept_for_each_annotator(opener: Opener) -> None:
    from reader.library.reading import ReadingPlace

    alice = opener("alice")
    article_id = _article(alice)
    alice.keep_place(article_id, ReadingPlace(48, 0))
    alice.close()
    assert opener("alice").place(article_id) == ReadingPlace(48, 0)
    assert opener("bob").place(article_id) is None


def test_many_articles_may_be_opened_and_decided_about_later(opener: Opener, folder: Path) -> None:
    for nth in range(40):
        (folder / "seeds" / f"note{nth:02d}.txt").write_text(f"Note number {nth} is told here.\n")
    workspace = opener()
    sheets = [workspace.sheet(row.id) for row in map(workspace.listing().row, range(41)) if row]
    for sheet in sheets:
        workspace.decide(sheet, sheet.target_of_block(1), FACT)
    assert workspace.flush(30).saved
    assert len(list((folder / "annotations" / "alice").glob("*/*.json"))) == 41


@pytest.mark.parametrize(
    "name", ["{0}.sync-conflict-20240501-101010-ABCDEFG.json", "{0} (1).json", "{0}-LAPTOP.json"]
)
def test_a_conflict_copy_is_named_left_and_not_counted(name: str, opener: Opener, folder: Path) -> None:
    workspace = opener()
    _decide(workspace, 1, FACT)
    workspace.flush(10)
    (path,) = (folder / "annotations" / "alice").glob("*/*.json")
    copy, moved = path.with_name(name.format(path.stem)), folder / "annotations" / "bob" / "ab"
    partial = path.with_name(f".syncthing.{path.name}.tmp")
    moved.mkdir(parents=True)
    for one in (copy, partial, moved / "abababababababab.json"):
        one.write_bytes(path.read_bytes())
    problems = [str(problem) for problem in workspace.reindex_changed()]
    named = (copy, partial, moved / "abababababababab.json")
    assert all(any(problem.startswith(f"{one}: ") for problem in problems) for one in named)
    assert len(problems) == 3
    (total,) = workspace.decisions.totals()
    assert (total.articles, total.decided) == (1, 1)
    assert all(one.read_bytes() == path.read_bytes() for one in named)
    assert workspace.undo() is not None
    assert workspace.undo() is None


def test_an_index_that_is_ahead_of_the_file_is_noticed(opener: Opener, folder: Path) -> None:
    """Killed between two saves, when the index had both and the file only the first."""
    workspace = opener()
    _decide(workspace, 1, FACT)
    workspace.flush(10)
    (path,) = (folder / "annotations" / "alice").glob("*/*.json")
    first = path.read_bytes()
    _decide(workspace, 2, FACT)
    workspace.flush(10)
    sheet = workspace.current(_article(workspace))
    assert sheet is not None
    path.write_bytes(first)
    workspace.indexer.put(sheet)
    workspace.reindex_changed()
    (total,) = workspace.decisions.totals()
    assert total.decided == 1
