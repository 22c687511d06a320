"""The labels in the app: each change says what it touches, rewrites no decision, and is one step to undo."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

from reader.tui.keys import Binding

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
        await session.press("K", "backspace", "w", "enter", "x")
        assert "retired" in session.text()
        await session.press("e", "a", *"weather", "enter")
        assert 'name = "weather"' in scheme(folder)
        for _ in range(5):
            await session.press("u")
        assert scheme(folder) == before


async def test_leaving_changes_nothing(open_app: Opener, folder: Path) -> None:
    before = scheme(folder)
    async with open_app(*OPEN, "enter", *"xyz", "escape", "m", "escape", "a", "enter", "escape") as session:
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
