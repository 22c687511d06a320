"""Labels that are suggested: when they come, one key takes or refuses them, and nothing moves."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

import pytest
from tinydb import TinyDB

from reader.annotations.deciding import Act, Choice
from reader.settings import load_settings
from reader.workspace.workspace import Workspace

Opener = Callable[..., AbstractAsyncContextManager[Any]]

WAR = "Troops shelled the town of {} near the front and soldiers withdrew from their trenches."
TRADE = "Prices of {} rose on the exchange as traders bought shares and the bank lent money."
NAMES = ["Alpha", "Bravo", "Charlie", "Delta", "Echo", "Foxtrot", "Golf", "Hotel", "India", "Juliett"]
NEW = (WAR.format("Kilo"), TRADE.format("Lima"), "It rained.", WAR.format("Mike"))


@pytest.fixture
def decided(folder: Path, open_workspace: Callable[..., Workspace]) -> Path:
    """A workspace in which one article is decided, and a newer one is not."""
    for path in (folder / "seeds").iterdir():
        path.unlink()
    old = [text.format(name) for name in NAMES for text in (WAR, TRADE)]
    (folder / "seeds" / "old.txt").write_text("\n\n".join(old) + "\n")
    (folder / "seeds" / "new.txt").write_text("\n\n".join(NEW) + "\n")
    workspace = open_workspace()
    sheet = workspace.sheet(workspace.find(str(folder / "seeds" / "old.txt")))
    for block in sheet.article.blocks:
        label = "economy" if block.number % 2 == 0 else "conflict"
        sheet = workspace.decide(sheet, sheet.target_of_block(block.number), Choice(Act.SET, label)).sheet
    workspace.close()
    return folder


async def ask(session: Any) -> None:
    """Open the new article and wait for what is suggested in it."""
    session.app.open_article(session.workspace.find(str(session.folder / "seeds" / "new.txt")))
    await session.settle()
    session.article.ask_for_guesses()
    await wait(session)


async def wait(session: Any) -> None:
    assert session.workspace.suggesting.settle(20)
    await session.settle()


def origins(session: Any, name: str = "new.txt") -> list[tuple[str, str, str, str]]:
    found = []
    for path in session.shards():
        with TinyDB(path, access_mode="r") as database:
            (head,) = database.table("article").all()
            if head["origin"].endswith(name):
                found += [
                    (row["kind"], row["label"], row["state"], row["origin"])
                    for row in database.table("annotations")
                ]
    return found


async def test_one_key_takes_what_is_suggested_and_goes_on(decided: Path, open_app: Opener) -> None:
    async with open_app() as session:
        await ask(session)
        before = [line.rstrip() for line in session.text().splitlines()]
        assert "(1 conflict?)" in before[5]
        assert before[3].startswith("▌○  1")
        assert "(2 economy?)" in session.text()
        assert "a accept" in session.text()
        assert origins(session) == []
        await session.press("a")
        assert session.word == "conflict on 1 → 2"
        assert "[1 conflict]" in session.text()
        assert origins(session) == [("label", "conflict", "accept", "suggest")]
        await session.press("x")
        assert session.word == "not economy on 2"
        assert session.article.article.number == 2
        assert "[2 not economy]" in session.text()
        assert "(2 economy?)" not in session.text()
        await session.press("a")
        assert session.word == "names are still being looked for"
        await session.press("u", "u")
        assert origins(session) == []


async def test_a_label_s_own_key_works_as_ever(decided: Path, open_app: Opener) -> None:
    async with open_app() as session:
        await ask(session)
        await session.press("3")
        assert origins(session) == [("label", "diplomacy", "accept", "human")]
        assert "(1 conflict?)" not in session.text().split("2  Prices")[0]


async def test_where_one_stands_nothing_comes_or_goes(decided: Path, open_app: Opener) -> None:
    async with open_app() as session:
        await ask(session)
        await session.press("j", "k")
        shown = session.article.article.guesses
        session.article.post_message(session.article.Guessed({2: shown[2], 3: shown[2]}))
        await session.settle()
        assert "(1 conflict?)" in session.text()
        await session.press("j")
        assert session.article.article.guesses.keys() == {2, 3}
        session.article.post_message(session.article.Guessed({}))
        await session.settle()
        assert session.article.article.guesses.keys() == {2}
        await session.press("a")
        assert origins(session) == [("label", "economy", "accept", "suggest")]


async def test_what_is_decided_here_is_learnt(decided: Path, open_app: Opener) -> None:
    async with open_app() as session:
        await ask(session)
        count = len(session.workspace.suggesting._learner)
        await session.press("a")
        await wait(session)
        assert len(session.workspace.suggesting._learner) == count + 1
        await session.press("u")
        await wait(session)
        assert len(session.workspace.suggesting._learner) == count
        assert 1 in session.article._newest


async def test_it_can_be_switched_off(decided: Path, open_app: Opener) -> None:
    (decided / "reader.toml").write_text("[suggest]\nlabels = false\n")
    async with open_app(settings=load_settings(decided)) as session:
        session.app.open_article(session.workspace.find(str(decided / "seeds" / "new.txt")))
        await session.settle()
        session.article.ask_for_guesses()
        assert "suggesting" not in vars(session.workspace)
        await session.press("a")
        assert session.word == "names are still being looked for"
