"""Commands by name: what is typed filters them, Enter runs one in the screen below."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import Any

from reader.annotations.deciding import Act, Choice
from reader.tui import keys
from reader.tui.screens.command_screen import commands
from reader.workspace.selecting import Selection

Opener = Callable[..., AbstractAsyncContextManager[Any]]


async def test_a_command_runs_in_the_screen_below(open_app: Opener) -> None:
    async with open_app("enter", ":", *"ignore") as session:
        assert "ignore" in session.text()
        await session.press("enter")
        assert session.on_disk() == {1: {"ignore ignore"}}
        await session.press(":", *"undo", "enter")
        assert session.on_disk() == {}
        assert session.word.startswith("undone: ignored on 1")


async def test_a_number_goes_to_its_paragraph(open_app: Opener) -> None:
    async with open_app("enter", ":", "1", "2", "enter") as session:
        assert session.article.article.number == 12
        await session.press(":", "9", "9", "enter")
        assert session.article.article.number == 12
        assert session.word == "the article has 32 paragraphs"


async def test_leaving_runs_nothing(open_app: Opener) -> None:
    async with open_app("enter", ":", "f", "escape") as session:
        assert session.article.article.number == 1
        assert session.on_disk() == {}
        await session.press(":", *"no such command", "enter")
        assert "no command has these words in its name" in session.text()
        await session.press("escape")
        assert session.on_disk() == {}


def test_what_is_offered_fits_the_screen_and_what_was_typed() -> None:
    names = [row.name for _, row in commands(keys.LIST, "", "vi")]
    assert "open" in names
    assert "next undecided" not in names
    assert [row.name for _, row in commands(keys.ARTICLE, "undo", "vi")] == ["undo"]
    assert [row.name for _, row in commands(keys.ARTICLE, "NONE", "vi")] == ["none of them"]
    assert commands(keys.LIST, "12", "vi") == []


async def test_a_change_over_several_articles_is_undone_in_the_background(open_app: Opener) -> None:
    async with open_app() as session:
        text = next((session.folder / "seeds").iterdir()).read_text()
        for nth in range(4):
            (session.folder / "seeds" / f"{nth}.txt").write_text(text.replace("Russia", f"Ruritania{nth}"))
        list(session.workspace.scan())
        choice = Choice(Act.SET, "conflict")
        meant = list(session.workspace.select(Selection(undecided=True), choice))
        session.workspace.decide_bulk(choice, meant)
        assert len(session.on_disk()) == 29
        await session.press("u")
        await session.app.workers.wait_for_complete()
        await session.settle()
        assert session.on_disk() == {}
        assert session.word == "undone: conflict in 5 articles"
        assert "0/29" in session.text()
        await session.press("ctrl+r")
        await session.app.workers.wait_for_complete()
        await session.settle()
        assert len(session.on_disk()) == 29
        assert "29/29" in session.text()
