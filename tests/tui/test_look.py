"""What needs a look: files that do not count, missing articles, decisions without a certain place."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

from reader.annotations.deciding import Act, Choice
from reader.settings import load_settings
from reader.workspace.root import Root
from reader.workspace.workspace import Workspace

Opener = Callable[..., AbstractAsyncContextManager[Any]]


def trouble(folder: Path) -> None:
    """A conflict copy, a file that is cut off, an article of bob's that is not here, and a changed text."""
    sample = next((folder / "seeds").iterdir())
    text = sample.read_text()
    for name in ("gone", "cut"):
        (folder / "seeds" / f"{name}.txt").write_text(text.replace("Russia", f"Ruritania {name}"))
    for annotator in ("alice", "bob"):
        workspace = Workspace(Root(folder, plain=False), load_settings(folder), annotator)
        ids = {outcome.path: outcome.article_id or "" for outcome in workspace.scan()}
        if annotator == "alice":
            for name in (f"seeds/{sample.name}", "seeds/cut.txt"):
                sheet = workspace.sheet(ids[name])
                for number in (2, 3):
                    workspace.decide(sheet, sheet.target_of_block(number), Choice(Act.SET, "conflict"))
        else:
            sheet = workspace.sheet(ids["seeds/gone.txt"])
            workspace.decide(sheet, sheet.target_of_block(1), Choice(Act.SET, "economy"))
        workspace.close()
    shard = (
        folder
        / "annotations"
        / "alice"
        / ids[f"seeds/{sample.name}"][:2]
        / f"{ids[f'seeds/{sample.name}']}.json"
    )
    shutil.copy(shard, shard.with_name(f"{shard.stem} (1).json"))
    cut = folder / "annotations" / "alice" / ids["seeds/cut.txt"][:2] / f"{ids['seeds/cut.txt']}.json"
    cut.write_bytes(cut.read_bytes()[:100])
    (folder / "seeds" / "gone.txt").rename(folder / "elsewhere.txt")
    shutil.rmtree(folder / ".reader")
    paragraphs = text.split("\n\n")
    sample.write_text("\n\n".join([*paragraphs[:2], paragraphs[1], *paragraphs[3:]]))


def files(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in (folder / "annotations").rglob("*") if path.is_file()}


async def test_everything_that_needs_a_look_is_listed_and_nothing_touched(
    open_app: Opener, folder: Path
) -> None:
    trouble(folder)
    before = files(folder)
    async with open_app("!", size=(120, 40)) as session:
        await session.app.workers.wait_for_complete()
        await session.settle()
        shown = session.text()
        for words in (
            "Files that do not count",
            "(1).json",
            "cut off, perhaps not synced yet",
            "Articles that are not here",
            "1 decision of bob · seeds/gone.txt",
            "Decisions that have lost their place",
            "Decisions that fit several places",
        ):
            assert words in shown, words
        assert files(folder) == before


async def test_going_there_opens_the_list_of_the_article(open_app: Opener, folder: Path) -> None:
    trouble(folder)
    async with open_app("!") as session:
        await session.app.workers.wait_for_complete()
        await session.settle()
        for _ in range(9):
            if "lost" in session.app.screen._look.part:
                break
            await session.press("j")
        await session.press("enter")
        await session.settle()
        assert session.article.context == "adrift"


async def test_missing_article_is_brought_where_it_lies(open_app: Opener, folder: Path) -> None:
    trouble(folder)
    async with open_app("!") as session:
        await session.app.workers.wait_for_complete()
        for _ in range(9):
            if "not here" in session.app.screen._look.part:
                break
            await session.press("j")
        await session.press("enter")
        assert session.word == "reader import seeds/gone.txt brings it, where that is"
        (folder / "elsewhere.txt").rename(folder / "seeds" / "gone.txt")
        await session.press("enter")
        assert session.word.startswith("brought: Ruritania gone moved nearer")
        await session.app.workers.wait_for_complete()
        await session.settle()
        assert "Articles that are not here" not in session.text()


async def test_a_workspace_that_is_in_order_says_so(open_app: Opener) -> None:
    async with open_app("!", size=(40, 20)) as session:
        await session.app.workers.wait_for_complete()
        await session.settle()
        assert "nothing needs a look" in session.text()
        await session.press("enter", "q")
        assert "newest first" in session.text()
