"""Odd articles and odd labels look like what they are on any screen, and are never obeyed."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

import pytest

Opener = Callable[..., AbstractAsyncContextManager[Any]]

NAMES = [
    "conflict",
    "a label with a very long name that goes on and on and never comes to an end at all",
    "経済と外交に関する非常に長い名前",
    "",
    "\\u202Eevil\\u001b[31m",
    "[bold]markup[/]",
]
ARTICLES = {
    "one word": "Rain\n",
    "one paragraph": "Rain fell on the ministers. " * 7200,
    "emoji": "😀🎉👩‍👩‍👧‍👦🇫🇷👍🏽" * 40,
    "right to left": "قال الوزير إن المحادثات انتهت دون اتفاق.\n\nשר החוץ אמר כי השיחות הסתיימו.\n",
}


def write_labels(folder: Path, count: int = 200) -> None:
    """Labels of every odd kind, and many plain ones."""
    tables = ['guidelines = """\n' + "On and on it goes. " * 60 + '\n"""\n']
    for nth in range(count):
        name = NAMES[nth] if nth < len(NAMES) else f"topic {nth}"
        tables.append(f'[[labels]]\nid = "l{nth}"\nname = "{name}"\ndescription = "what {nth} is for"\n')
    (folder / "annotations" / "labels.toml").write_text("\n".join(tables), "utf-8")


@pytest.mark.parametrize("size", [(80, 24), (40, 20)])
@pytest.mark.parametrize("kind", ARTICLES)
async def test_odd_articles_and_labels(
    kind: str, size: tuple[int, int], folder: Path, open_app: Opener
) -> None:
    for path in (folder / "seeds").iterdir():
        path.unlink()
    (folder / "seeds" / "odd.txt").write_text(ARTICLES[kind], "utf-8")
    write_labels(folder)
    async with open_app(size=size) as session:
        for keys in (
            ("enter",),
            ("g", "1"),
            ("g", "2"),
            ("g", "3"),
            ("g", "5"),
            ("g", "6"),
            ("comma",),
            ("tab",),
            ("escape",),
            ("t",),
            ("down", "down"),
            ("escape",),
            ("H",),
            ("H",),
            ("escape",),
            ("I",),
            ("escape",),
        ):
            await session.press(*keys)
            text = session.text()
            assert not {"\x1b", "\u202e", "\x07"} & set(text)
            assert all(len(row) <= size[0] for row in text.split("\n"))
        assert {"label l0", "label l1", "label l4"} <= session.on_disk()[1]
        # The chips are there, and the footer still has room for what is needed.
        if kind in ("one word", "right to left"):
            assert "[1" in session.text()
        assert "0 none" in session.text()


async def test_a_long_name_leaves_the_footer_to_the_others(folder: Path, open_app: Opener) -> None:
    write_labels(folder, 6)
    async with open_app("enter") as session:
        footer = session.text().split("\n")[-2]
        assert "1 conflict" in footer
        assert "2 a label with…" in footer
        assert "3 経済" in footer
        await session.press("2", "k")
        assert "[2 a label with a very lon…]" in session.text()


async def test_where_nothing_is_it_says_what_to_do(folder: Path, open_app: Opener) -> None:
    for path in (folder / "seeds").iterdir():
        path.unlink()
    async with open_app() as session:
        assert "No articles here yet." in session.text()
        assert "reader import FILE" in session.text()
        await session.press("enter")
        assert "reader import FILE" in session.word


async def test_without_labels_the_footer_and_the_guide_say_how_to_make_one(
    folder: Path, open_app: Opener
) -> None:
    (folder / "annotations" / "labels.toml").write_text("", "utf-8")
    async with open_app("enter", "H") as session:
        assert "t make a label" in session.text()
        assert "No labels yet" in session.text()


async def test_the_mouse_chooses_in_the_picker(open_app: Opener) -> None:
    async with open_app("enter", "t") as session:
        rows = session.text().split("\n")
        y = next(nth for nth, row in enumerate(rows) if row.strip().startswith("economy"))
        await session.pilot.click(offset=(8, y))
        await session.settle()
        assert session.article.picker is not None
        assert "Money, trade" in session.text()
        await session.pilot.double_click(offset=(8, y))
        await session.settle()
        assert session.on_disk() == {1: {"label economy"}}
