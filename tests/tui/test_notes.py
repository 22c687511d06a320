"""Notes: written below the text, kept by leaving, on disk as drafts; and the time that decisions took."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

from tinydb import TinyDB

from reader.settings import load_settings
from reader.tui.app import ReaderApp
from reader.tui.keys import Binding
from reader.workspace.root import Root
from reader.workspace.workspace import Workspace

Opener = Callable[..., AbstractAsyncContextManager[Any]]


def notes(session: Any) -> list[str]:
    found = []
    for path in session.shards():
        with TinyDB(path, access_mode="r") as database:
            found += [row["note"] for row in database.table("annotations") if row["kind"] == "note"]
    return found


async def test_note_is_kept_by_leaving_it(open_app: Opener) -> None:
    async with open_app("enter", "j", "m") as session:
        assert "Note on 2:" in session.text()
        assert "Esc keep and close" in session.text()
        await session.press(*"who says so", "question_mark", "escape")
        assert notes(session) == ["who says so?"]
        assert "† who says so?" in session.text()
        assert session.word == "note on 2"
        assert session.article.article.number == 2
        await session.press("u")
        assert notes(session) == []
        await session.press("ctrl+r", "m", "backspace", "exclamation_mark", "enter")
        assert notes(session) == ["who says so!"]
        assert "note changed on 2" in session.text()


async def test_letters_in_a_note_are_no_commands(open_app: Opener) -> None:
    async with open_app("enter", "m", *"1Qu,0", "escape") as session:
        assert notes(session) == ["1Qu,0"]
        assert session.on_disk() == {1: {"note"}}


async def test_note_that_is_discarded_or_emptied(open_app: Opener) -> None:
    async with open_app("enter", "m", *"no", "ctrl+g") as session:
        assert notes(session) == []
        assert session.word == "the note is as it was"
        await session.press("m", *"no", "escape", "m", "backspace", "backspace", "escape")
        assert notes(session) == []
        assert session.word == "note taken away on 1"


async def test_note_that_is_open_when_the_app_ends_is_kept(open_app: Opener) -> None:
    async with open_app("enter", "m", *"half a th") as session:
        session.app.exit(0)
        await session.pilot.pause()
    assert notes(session) == ["half a th"]


async def test_draft_outlives_a_crash(open_app: Opener, open_workspace: Callable[..., Any]) -> None:
    async with open_app("enter", "m", *"half a th") as session:
        session.article.keep_draft()
        await session.settle()
        (draft,) = (session.folder / ".reader" / "drafts").iterdir()
        assert draft.read_text() == "half a th"
        app = ReaderApp(open_workspace(), look=False)
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("enter", "m")
            assert app.article_screen is not None
            assert app.article_screen.note is not None
            assert app.article_screen.note.text == "half a th"
            assert app.article_screen.word == "a draft that was not kept"
            await pilot.press("o", "escape")
            app.workspace.flush(10)
        assert notes(session) == ["half a tho"]
        assert not draft.exists()
        await session.press("ctrl+g")


async def test_decision_says_how_long_it_took(folder: Path) -> None:
    now = 1_700_000_000_000_000

    def clock() -> int:
        return now

    workspace = Workspace(Root(folder, plain=False), load_settings(folder), "alice", clock=clock)
    list(workspace.scan())
    app = ReaderApp(workspace, look=False)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter")
        for seconds, key in ((4, "j"), (2, "1"), (300, "k"), (1.5, "2")):
            now += int(seconds * 1_000_000)
            await pilot.press(key)
        workspace.flush(10)
    workspace.close()
    (path,) = (folder / "annotations" / "alice").glob("*/*.json")
    with TinyDB(path, access_mode="r") as database:
        assert [row["seconds"] for row in database.table("annotations")] == [2.0, 1.5]


async def test_note_opens_again_while_the_one_before_goes(open_app: Opener) -> None:
    async with open_app("enter", "m", *"one") as session:
        session.article.perform(Binding("note.keep"))
        session.article.perform(Binding("note.edit"))
        await session.settle()
        assert "Note on 1: one" in session.text()
