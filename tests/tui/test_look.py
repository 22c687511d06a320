"""What needs a look: files that do not count, missing articles, decisions without a certain place."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from reader.annotations.deciding import Act, Choice
from reader.annotations.model import ArticleRef, Event
from reader.errors import NotFoundError
from reader.settings import load_settings
from reader.tui.app import ReaderApp
from reader.workspace.intents import Intent, Part, encode_intent
from reader.workspace.looking import bring, missing_articles
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
        look = session.app.screen._look
        await session.press("enter")
        await session.settle()
        assert session.article.context == "adrift"
        assert len(session.article.adrift.rows) == 2
        assert session.article.adrift.current.target.id == look.target, "the lost one, which is not the first"


async def test_missing_article_is_brought_where_it_lies(open_app: Opener, folder: Path) -> None:
    trouble(folder)
    async with open_app("!") as session:
        await session.app.workers.wait_for_complete()
        for _ in range(9):
            if "not here" in session.app.screen._look.part:
                break
            await session.press("j")
        await session.press("enter")
        await session.app.workers.wait_for_complete()
        await session.settle()
        assert session.word == "seeds/gone.txt is not here: reader import FILE brings it"
        (folder / "elsewhere.txt").rename(folder / "seeds" / "gone.txt")
        before = files(folder)
        await session.press("enter")
        for _ in range(2):
            await session.app.workers.wait_for_complete()
            await session.settle()
        assert session.word.startswith("brought: Ruritania gone moved nearer")
        assert files(folder) == before
        assert "Articles that are not here" not in session.text()


async def test_a_workspace_that_is_in_order_says_so(open_app: Opener) -> None:
    async with open_app("!", size=(40, 20)) as session:
        await session.app.workers.wait_for_complete()
        await session.settle()
        assert "nothing needs a look" in session.text()
        await session.press("enter", "q")
        assert "newest first" in session.text()


async def test_what_would_be_another_article_is_not_taken_in(open_app: Opener, folder: Path) -> None:
    trouble(folder)
    async with open_app("!") as session:
        await session.app.workers.wait_for_complete()
        look = next(one for one in missing_articles(session.workspace))
        other = folder / "seeds" / "cut.txt"
        known = len(session.workspace.articles)
        with pytest.raises(NotFoundError, match="another article"):
            bring(session.workspace, replace(look, origin=str(other)))
        for origin in ("", "a\0b", "x" * 5000, "."):
            with pytest.raises(NotFoundError, match="is not here"):
                bring(session.workspace, replace(look, origin=origin))
        assert len(session.workspace.articles) == known


async def test_all_who_decided_on_a_missing_article_are_counted(open_app: Opener, folder: Path) -> None:
    trouble(folder)
    [bobs] = (folder / "annotations" / "bob").glob("*/*.json")
    carols = folder / "annotations" / "carol" / bobs.parent.name / bobs.name
    carols.parent.mkdir(parents=True)
    carols.write_text(bobs.read_text().replace('"bob"', '"carol"'))
    async with open_app("!", size=(120, 40)) as session:
        await session.app.workers.wait_for_complete()
        await session.settle()
        assert "2 decisions of bob, carol · seeds/gone.txt" in session.text()


async def test_a_change_that_was_broken_off_is_listed(open_app: Opener, folder: Path) -> None:
    intents = Root(folder, plain=False).intents
    intents.mkdir(parents=True)
    article = ArticleRef("0123456789abcdef", "A title", "seeds/a.txt", "")
    choice = Choice(Act.SET, "conflict")
    intent = Intent("x", "bob", Event.DO, 1, "2026-01-01T00:00:00Z", choice, (Part(article), Part(article)))
    (intents / "bulk-x.json").write_bytes(encode_intent(intent))
    (intents / "bulk-y.json").write_bytes(b"{")
    async with open_app("!", size=(120, 24)) as session:
        await session.app.workers.wait_for_complete()
        await session.settle()
        shown = session.text()
        assert "Changes that were broken off" in shown
        assert "in 2 articles" in shown
        assert "bob · their next start of reader goes on with it" in shown
        assert "damaged" in shown


async def test_the_list_counts_anew_after_a_look(open_app: Opener, folder: Path) -> None:
    trouble(folder)
    async with open_app("!", size=(80, 24)) as session:
        await session.app.workers.wait_for_complete()
        await session.press("q")
        assert "4 to look at" in session.text()
        for copy in (folder / "annotations").rglob("* (1).json"):
            copy.unlink()
        await session.press("!")
        await session.app.workers.wait_for_complete()
        await session.press("q")
        assert "3 to look at" in session.text()


async def test_the_row_under_the_cursor_is_told_at_the_full_width(open_app: Opener, folder: Path) -> None:
    trouble(folder)
    async with open_app("!", size=(40, 24)) as session:
        await session.app.workers.wait_for_complete()
        await session.settle()
        assert "cut off, perhaps not synced yet" in session.text()
        await session.press("j", "j")
        assert "1 decision of bob · seeds/gone.txt" in session.text()


@pytest.mark.parametrize("size", [(40, 24), (80, 24)], ids=lambda size: f"{size[0]}x{size[1]}")
def test_looks(
    size: tuple[int, int],
    folder: Path,
    snap_compare: Callable[..., bool],
    open_workspace: Callable[[], Workspace],
) -> None:
    trouble(folder)
    app = ReaderApp(open_workspace(), look=False)

    async def before(pilot: Pilot[int]) -> None:
        await pilot.press("!")
        await app.workers.wait_for_complete()
        await pilot.pause()
        await pilot.pause()

    assert snap_compare(app, terminal_size=size, run_before=before)
