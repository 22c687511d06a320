"""A scheme that changes while articles are open: what the chips say, which keys there are, and undo."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

from reader.annotations.scheme_changes import merge, retire, split
from reader.annotations.scheme_log import Make
from reader.workspace.workspace import Workspace

Opener = Callable[..., AbstractAsyncContextManager[Any]]
Windows = Callable[[], Workspace]


async def change_elsewhere(session: Any, windows: Windows, make: Make) -> None:
    """Another window of the same annotator changes the scheme, and this one looks around."""
    windows().scheming.change(make)
    session.app.take_seen(session.workspace.look_around())
    await session.settle()


async def test_split_label_stays_until_its_key_is_pressed(open_app: Opener, open_workspace: Windows) -> None:
    async with open_app("enter", "1") as session:
        assert "1/29" in session.text()
        await change_elsewhere(
            session, open_workspace, lambda file: split(file, "conflict", ["attack", "siege"])
        )
        text = session.text()
        assert "[conflict?]" in text
        assert "0/29" in text
        # Its digit is free, and the new labels take what is free.
        assert [session.article.keys.press[one] for one in ("attack", "siege")] == ["1", "5"]
        assert session.on_disk() == {1: {"label conflict"}}
        await session.press("g", "1")
        assert session.on_disk() == {1: {"label attack"}}
        assert "[1 attack]" in session.text()
        assert "[conflict?]" not in session.text()
        assert "1/29" in session.text()
        assert "attack replaces conflict" in session.word
        await session.press("u")
        assert session.on_disk() == {1: {"label conflict"}}
        assert "[conflict?]" in session.text()


async def test_none_settles_a_split_label(open_app: Opener, open_workspace: Windows) -> None:
    async with open_app("enter", "1") as session:
        await change_elsewhere(
            session, open_workspace, lambda file: split(file, "conflict", ["attack", "siege"])
        )
        await session.press("g", "0")
        assert session.on_disk() == {1: {"none"}}


async def test_merged_label_shows_as_the_other_and_its_key_takes_it_away(
    open_app: Opener, open_workspace: Windows
) -> None:
    async with open_app("enter", "1", "X", "2") as session:
        await change_elsewhere(session, open_workspace, lambda file: merge(file, "conflict", "economy"))
        assert "[2 economy]" in session.text()
        assert "[not economy as it was]" in session.text()
        await session.press("g", "2")
        assert session.on_disk() == {2: {"label economy reject"}}
        # A no to what they mean now is a no to both.
        await session.press("j", "X", "2")
        assert session.on_disk() == {2: {"label economy reject", "label conflict reject"}}
        assert "[2 not economy]" in session.text()


async def test_retired_label_has_no_key_and_stays(open_app: Opener, open_workspace: Windows) -> None:
    async with open_app("enter", "1") as session:
        await change_elsewhere(session, open_workspace, lambda file: retire(file, "conflict"))
        assert "[conflict]" in session.text()
        assert "1 conflict" not in session.text()
        assert "1/29" in session.text()
        await session.press("1")
        assert session.word == "no label has 1"
        await session.press(".")
        assert '"conflict" is retired' in session.word
        assert session.on_disk() == {1: {"label conflict"}}
        await session.press("t", *"confl")
        assert " of 7 labels" in session.text()
        assert all(offer.name != "conflict" for offer in session.article.picker._offers.rows)


async def test_undo_takes_back_a_change_of_the_scheme(
    open_app: Opener, open_workspace: Windows, folder: Path
) -> None:
    before = (folder / "annotations" / "labels.toml").read_bytes()
    async with open_app("enter", "1") as session:
        await change_elsewhere(session, open_workspace, lambda file: retire(file, "conflict"))
        await session.press("u")
        assert session.word == "undone: conflict retired"
        assert (folder / "annotations" / "labels.toml").read_bytes() == before
        assert "[1 conflict]" in session.text()
        await session.press("ctrl+r")
        assert session.word == "redone: conflict retired"
        assert "[conflict]" in session.text()
        await session.press("u", "u")
        assert session.on_disk() == {}


async def test_label_made_in_the_picker_is_undone_with_its_decision(open_app: Opener, folder: Path) -> None:
    before = (folder / "annotations" / "labels.toml").read_bytes()
    async with open_app("enter", "t", *"weather", "enter") as session:
        assert session.on_disk() == {1: {"label weather"}}
        await session.press("u", "u")
        assert session.on_disk() == {}
        assert session.word == "undone: new label weather"
        assert (folder / "annotations" / "labels.toml").read_bytes() == before
        await session.press("u")
        assert session.word == "nothing to undo"
