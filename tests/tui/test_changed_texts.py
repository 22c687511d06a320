"""An article that was edited after it was decided on: what the list and the article say of it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

Opener = Callable[..., AbstractAsyncContextManager[Any]]
LOST, DOUBLED = "The last Ukrainian forces holed up", "In early hours on Saturday, air raid sirens"


def edit(folder: Path) -> None:
    """Mend a typo in the first paragraph, take the second out, double the eighth."""
    (path,) = (folder / "seeds").glob("*.txt")
    paragraphs = path.read_text("utf-8").split("\n\n")
    assert paragraphs[1].startswith(LOST)
    assert paragraphs[7].startswith(DOUBLED)
    paragraphs[0] = paragraphs[0].replace("moved nearer", "moved nearrer")
    path.write_text("\n\n".join([paragraphs[0], *paragraphs[2:8], *paragraphs[7:]]), "utf-8")


async def test_decisions_stay_and_what_has_no_certain_place_is_counted_aloud(
    open_app: Opener, folder: Path
) -> None:
    async with open_app("enter", "1", "2", "3", "4", "1", "2", "3", "4") as session:
        assert "8/29" in session.text()
        (shard,) = session.shards()
    before = shard.read_bytes()
    edit(folder)
    async with open_app() as session:
        assert "◊" in session.text()
        assert "6/29" in session.text()
        await session.press("enter", "home")
        text = session.text()
        assert "moved nearrer" in text
        assert "[1 conflict]" in text
        assert "◊ 1 lost its place, 1 to look at" in text
        assert shard.read_bytes() == before, "looking at it rewrites nothing"


async def test_a_label_on_an_edited_paragraph_is_taken_away_by_its_key(
    open_app: Opener, folder: Path
) -> None:
    async with open_app("enter", "1") as session:
        assert session.on_disk() == {1: {"label conflict"}}
    edit(folder)
    async with open_app("enter", "home", "1") as session:
        assert session.on_disk() == {}
        assert session.word == "conflict taken away on 1"
        await session.press("u")
        assert session.on_disk() == {1: {"label conflict"}}
        assert "[1 conflict]" in session.text()
