"""An article that was edited after it was decided on: what the list and the article say of it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

Opener = Callable[..., AbstractAsyncContextManager[Any]]
EIGHT = ("1", "2", "3", "4", "1", "2", "3", "4")
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
    async with open_app("enter", *EIGHT) as session:
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


async def test_what_lost_its_place_is_listed_and_put_back_with_two_keys(
    open_app: Opener, folder: Path
) -> None:
    async with open_app("enter", *EIGHT) as session:
        assert len(session.on_disk()) == 8
    edit(folder)
    async with open_app("enter", "home") as session:
        assert "F6 without a place" in session.text()
        await session.press("at")
        text = session.text()
        assert "◊ 2 without a certain place" in text
        assert f"“{DOUBLED}" in text
        assert "may be on 7 or 8" in text
        assert "no longer in the text" in text
        assert session.article.article.number == 8, "the cursor goes to where it may be"
        await session.press("tab")
        assert session.article.article.number == 7
        await session.press("enter")
        assert "put back on 7" in session.word
        assert "◊ 1 without a certain place" in session.text()
        await session.press("u")
        assert "undone" in session.word
        assert "◊ 2 without a certain place" in session.text()


async def test_what_is_lost_goes_to_the_paragraph_under_the_cursor(open_app: Opener, folder: Path) -> None:
    async with open_app("enter", "1", "2") as session:
        assert session.on_disk() == {1: {"label conflict"}, 2: {"label economy"}}
    edit(folder)
    async with open_app("enter", "home", "at") as session:
        assert "no longer in the text" in session.text()
        await session.press("tab")
        assert "no place is like it" in session.word
        await session.press("right_square_bracket", "right_square_bracket", "enter")
        assert session.word == "economy put back on 3"
        assert "[2 economy]" in session.text()
        assert "without a certain place" not in session.text(), "nothing is left to list"
        assert "2/29" in session.text()
        assert session.on_disk() == {1: {"label conflict"}, 3: {"label economy"}}
        await session.press("at")
        assert session.word == "every decision has its place"
        await session.press("u", "at")
        assert "no longer in the text" in session.text()
        assert session.on_disk() == {1: {"label conflict"}, 2: {"label economy"}}
        await session.press("escape")
        assert "without a certain place" not in session.text().split("─")[-1]


async def test_a_letter_labels_nothing_while_the_list_is_open(open_app: Opener, folder: Path) -> None:
    async with open_app("enter", "1", "2") as session:
        before = session.on_disk()
    edit(folder)
    async with open_app("enter", "home", "at", "1", "f", "0", "x") as session:
        assert session.on_disk() == before
