"""The labels in the app: each change says what it touches, rewrites no decision, and is one step to undo."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from reader.annotations.scheme_changes import rename
from reader.tui.app import ReaderApp
from reader.tui.keys import Binding
from reader.workspace.workspace import Workspace

Opener = Callable[..., AbstractAsyncContextManager[Any]]
OPEN = (":", *"labels", "enter")


def shards(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in (folder / "annotations").glob("*/*/*.json")}


def scheme(folder: Path) -> str:
    return (folder / "annotations" / "labels.toml").read_text()


async def test_labels_are_listed_with_what_carries_them(open_app: Opener) -> None:
    async with open_app("enter", "1", "1", "2", *OPEN) as session:
        shown = session.text()
        assert "Labels · 8 · 3 annotations" in shown
        assert "conflict" in shown
        assert "2 · Fighting, attacks" in shown
        await session.press("escape")
        assert session.article.article.number == 4


async def test_renamed_and_undone(open_app: Opener, folder: Path) -> None:
    before = scheme(folder)
    async with open_app("enter", "1", *OPEN) as session:
        kept = shards(folder)
        await session.press("enter")
        assert "name of conflict:" in session.text()
        await session.press(*["backspace"] * 8, *"war", "enter")
        assert (
            session.word == "conflict is called war now: 1 annotation of 1 annotator (alice 1) · u undoes"
            or ("1 annotation of 1 annotator (alice 1) · u undoes" in session.word)
        )
        assert 'name = "war"' in scheme(folder)
        assert scheme(folder).startswith("# The labels of the sample workspace")
        await session.press("escape")
        assert "[1 war]" in session.text()
        await session.press("u")
        assert scheme(folder) == before
        assert "[1 conflict]" in session.text()
        assert shards(folder) == kept
        await session.press("u")
        assert session.on_disk() == {}


async def test_merged_into_the_row_that_is_chosen(open_app: Opener, folder: Path) -> None:
    async with open_app("enter", "2", *OPEN) as session:
        kept = shards(folder)
        await session.press("j", "m")
        assert session.word == "merge economy into which label?"
        await session.press("j", "enter")
        assert "economy merged into diplomacy: 1 annotation" in session.word
        assert "merged into diplomacy" in session.text()
        await session.press("escape")
        assert "[3 diplomacy]" in session.text()
        assert "2 economy" not in session.text()
        await session.press("u")
        assert "[2 economy]" in session.text()
        assert shards(folder) == kept


async def test_split_leaves_what_it_touches_open(open_app: Opener, folder: Path) -> None:
    async with open_app("enter", "1", *OPEN, "s", *"siege, air raid", "enter") as session:
        assert "1 annotation" in session.word
        await session.press("escape")
        assert "0/29" in session.text()
        await session.press("escape", "!")
        await session.app.workers.wait_for_complete()
        await session.settle()
        assert "Labels that were split since" in session.text()
        await session.press("enter")
        assert session.article.article.number == 1


async def test_recoloured_rekeyed_retired_restored_and_added(open_app: Opener, folder: Path) -> None:
    before = scheme(folder)
    async with open_app(*OPEN) as session:
        await session.press("c", *["backspace"] * 3, *"green", "enter")
        assert 'colour = "green"' in scheme(folder)
        await session.press("K", "backspace", "2", "enter")
        assert "is that of" in session.word
        # What was typed stays, to be mended.
        assert "key of conflict: 2" in session.text()
        await session.press("backspace", "w", "enter", "x")
        assert "retired" in session.text()
        await session.press("e", "a", *"weather", "enter")
        assert 'name = "weather"' in scheme(folder)
        for _ in range(5):
            await session.press("u")
        assert scheme(folder) == before


async def test_leaving_changes_nothing(open_app: Opener, folder: Path) -> None:
    before = scheme(folder)
    async with open_app(
        *OPEN, "enter", *"xyz", "escape", "m", "escape", "a", "enter", "escape", "escape"
    ) as session:
        assert scheme(folder) == before
        assert "newest first" in session.text()


async def test_what_touches_many_annotations_is_asked_about(
    open_app: Opener, folder: Path, monkeypatch: Any
) -> None:
    monkeypatch.setattr("reader.tui.screens.labels_screen.ASK_ABOVE", 1)
    before = scheme(folder)
    async with open_app("enter", "1", "1", *OPEN, "x") as session:
        assert "2 annotations of 1 annotator (alice 2): do it?" in session.word
        await session.press("n")
        assert scheme(folder) == before
        await session.press("x", "y")
        assert "retired = true" in scheme(folder)


async def test_mouse_is_refused_in_words_as_a_key_is(open_app: Opener, folder: Path) -> None:
    before = scheme(folder)
    async with open_app(*OPEN, "m") as session:
        await session.pilot.click(session.app.screen.choices, offset=(5, 0), times=2)
        await session.settle()
        assert '"conflict" cannot be merged into itself' in session.word
        assert scheme(folder) == before


async def test_mouse_opens_no_second_line(open_app: Opener) -> None:
    async with open_app(*OPEN, "r", "x") as session:
        await session.pilot.click(session.app.screen.choices, offset=(5, 2), times=2)
        await session.settle()
        assert "name of conflict: conflictx" in session.text()
        assert "name of diplomacy:" not in session.text()


async def test_next_line_opens_while_the_one_before_goes(open_app: Opener) -> None:
    async with open_app(*OPEN, "r") as session:
        session.app.screen.perform(Binding("step.out"))
        session.app.screen.perform(Binding("scheme.rekey"))
        await session.settle()
        assert "key of conflict:" in session.text()


async def test_labels_that_are_no_longer_given_come_last(open_app: Opener, folder: Path) -> None:
    async with open_app("enter", "1", *OPEN, "x") as session:
        rows = session.text().splitlines()
        title = next(nth for nth, row in enumerate(rows) if "No longer given" in row)
        assert "conflict" in rows[title + 1]
        assert "1 · retired" in rows[title + 1]
        assert all("conflict" not in row for row in rows[:title])
        await session.press("e")
        assert "No longer given" not in session.text()
        assert "retired" not in scheme(folder)


async def test_mark_of_a_merge_stays_when_another_window_changes_the_labels(
    open_app: Opener, open_workspace: Callable[[], Workspace], folder: Path
) -> None:
    async with open_app(*OPEN, "j", "m", "j") as session:
        open_workspace().scheming.change(lambda file: rename(file, "economy", "money"))
        session.app.take_seen(session.workspace.look_around())
        await session.settle()
        row = next(row for row in session.text().splitlines() if "money" in row and "merge" not in row)
        assert "●" in row
        await session.press("enter")
        assert 'merged_into = "diplomacy"' in scheme(folder)


async def test_narrow_screen_tells_what_a_change_touches(open_app: Opener) -> None:
    async with open_app("enter", "1", *OPEN, "x", size=(40, 24)) as session:
        assert "1 annotation of 1 annotator (alice 1)" in session.text()
        await session.press("e", "K", "backspace", *"23", "enter")
        assert "choose another for one of them" in session.text()


async def test_change_keeps_comments_and_is_written_in_the_history(open_app: Opener, folder: Path) -> None:
    before = scheme(folder)
    async with open_app("enter", "2", *OPEN, "j") as session:
        kept = shards(folder)
        await session.press("m", "j", "enter")
        added = [line for line in scheme(folder).splitlines() if line not in before.splitlines()]
        assert added == ['merged_into = "diplomacy"']
        assert scheme(folder).replace(f"{added[0]}\n", "") == before
        await session.press("u")
        assert scheme(folder) == before
        history = (folder / "annotations" / "labels.history.jsonl").read_text().splitlines()
        assert [json.loads(line)["event"] for line in history] == ["do", "undo"]
        assert shards(folder) == kept


async def test_undo_of_a_decision_goes_back_to_its_article(open_app: Opener) -> None:
    async with open_app("enter", "1", *OPEN, "u") as session:
        assert session.article.article.number == 1
        assert session.on_disk() == {}
        assert [type(one).__name__ for one in session.app.screen_stack[1:]] == ["ListScreen", "ArticleScreen"]


@pytest.mark.parametrize("size", [(40, 24), (80, 24)], ids=lambda size: f"{size[0]}x{size[1]}")
def test_looks(
    size: tuple[int, int], snap_compare: Callable[..., bool], open_workspace: Callable[[], Workspace]
) -> None:
    workspace = open_workspace()
    keys = ("enter", "1", "1", "2", *OPEN, "j", "m", "j", "enter", "j", "x")

    async def before(pilot: Pilot[int]) -> None:
        for key in keys:
            await pilot.press(key)
            workspace.flush(10)
            await pilot.pause()

    assert snap_compare(ReaderApp(workspace, look=False), terminal_size=size, run_before=before)
