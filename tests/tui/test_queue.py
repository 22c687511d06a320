"""What next: a queue of undecided paragraphs, begun from the list, stopped and gone on with."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from reader.annotations.deciding import Act, Choice
from reader.tui.app import ReaderApp
from reader.tui.screens.holding import HoldingScreen
from reader.tui.screens.list_screen import ListScreen
from reader.workspace.queue import Item
from reader.workspace.queue_source import QueueSource
from reader.workspace.root import Root
from reader.workspace.workspace import Workspace
from tests.tui.conftest import Session

Opener = Callable[..., AbstractAsyncContextManager[Any]]


@pytest.fixture
def stories(folder: Path) -> Path:
    """Three short articles instead of the sample: three, two and two paragraphs."""
    for path in (folder / "seeds").iterdir():
        path.unlink()
    for nth, (day, texts) in enumerate(
        [
            ("3", ["Gas prices rose.", "Nobody paid.", "The grid held."]),
            ("2", ["A strike began.", "The port closed."]),
            ("1", ["A vote was held.", "Gas was not discussed."]),
        ]
    ):
        lead = f"PARIS, May {day} (AFP) – "
        text = "\n\n".join([lead + texts[0], *texts[1:]])
        (folder / "seeds" / f"story-{nth}.txt").write_text(text + "\n", "utf-8")
    return folder


async def arrive(session: Any, *keys: str) -> None:
    """Press keys, and wait until what they ask for has been found and is on the screen."""
    await session.press(*keys)
    for _ in range(500):
        screen = session.app.screen
        if isinstance(screen, HoldingScreen) and screen.ready and not screen.holding:
            break
        await session.pilot.pause(0.01)
    await session.settle()


async def counted(session: Any) -> None:
    """Wait until the queue knows how much waits."""
    for _ in range(500):
        if session.app.queue.left is not None:
            break
        await session.pilot.pause(0.01)
    await session.settle()


def item(session: Any) -> Item:
    """What the cursor is on."""
    found = session.article.item
    assert isinstance(found, Item)
    return found


def texts(session: Any) -> str:
    """The words of the paragraph under the cursor."""
    sheet = session.article.here
    block = sheet.article.blocks[session.article.article.number - 1]
    return str(sheet.article.text[block.span.start : block.span.end])


async def test_w_offers_the_orders_and_one_key_begins(stories: Path, open_app: Opener) -> None:
    async with open_app("w") as session:
        text = session.text()
        for words in ("What next?", "in the order of the list", "seed 1", "flagged", "with these words"):
            assert words in text
        assert "go on:" not in text
        await session.press("escape")
        assert "What next?" not in session.text()
        await arrive(session, "w", "o")
        await counted(session)
        assert "next: in order · 0 of 7" in session.text()
        assert texts(session).startswith("PARIS, May 3")


async def test_seven_paragraphs_take_seven_keys(stories: Path, open_app: Opener) -> None:
    async with open_app() as session:
        await arrive(session, "w", "o")
        await arrive(session, *(str(1 + nth % 4) for nth in range(7)))
        assert sum(len(json.loads(p.read_text())["annotations"]) for p in session.shards()) == 7
        assert session.word.endswith("all decided from here on · Esc back to the list")
        assert "7 of 7" in session.text()
        await arrive(session, "n")
        assert "all decided" in session.word
        await session.press("escape")
        assert isinstance(session.app.screen, ListScreen)
        await session.press("w")
        assert "go on:" not in session.text()


async def test_keys_typed_ahead_belong_to_what_comes_next(stories: Path, open_app: Opener) -> None:
    async with open_app() as session:
        await arrive(session, "w", "r", *["1"] * 7)
        assert len(session.shards()) == 3
        assert sum(len(json.loads(p.read_text())["annotations"]) for p in session.shards()) == 7
        for path in session.shards():
            assert {row["kind"] for row in json.loads(path.read_text())["annotations"].values()} == {"label"}


async def test_while_the_next_is_looked_for_keys_wait_and_esc_gives_up(
    stories: Path, open_app: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = threading.Event()
    walk = QueueSource.walk

    def slowly(source: QueueSource, after: Item | None) -> Iterator[Item]:
        for found in walk(source, after):
            assert gate.wait(30)
            yield found

    monkeypatch.setattr(QueueSource, "walk", slowly)
    async with open_app("w", "o") as session:
        assert "looking for the next" in session.text()
        await session.press("1", "j", "escape")
        assert isinstance(session.app.screen, ListScreen)
        assert session.app.queue is None
        await session.press("j")
        assert session.app.list.articles.cursor == 1  # what was pressed before is forgotten, this is not
        await session.press("k", "w", "o", "1", "2")
        assert session.shards() == []
        gate.set()
        await arrive(session)
        assert session.on_disk() == {1: {"label conflict"}, 2: {"label economy"}}
        assert session.article.article.number == 3


async def test_a_random_order_is_the_same_again_and_another_with_another_seed(
    stories: Path, open_app: Opener
) -> None:
    async def order(*keys: str) -> list[Item]:
        async with open_app() as session:
            await arrive(session, *keys)
            seen = [item(session)]
            for _ in range(6):
                await arrive(session, "J")
                seen.append(item(session))
            await arrive(session, "J")
            assert "7 passed over: N · Esc back to the list" in session.word
            return seen

    first = await order("w", "r")
    assert len(set(first)) == 7
    assert await order("w", "r") == first
    second = await order("w", "s", "backspace", "7", "enter")
    assert second != first
    assert set(second) == set(first)
    assert await order("w", "r") == second  # the seed is remembered


async def test_back_and_forth_and_nothing_wraps(stories: Path, open_app: Opener) -> None:
    async with open_app() as session:
        await arrive(session, "w", "o", "n", "n", "n")
        assert texts(session).startswith("PARIS, May 2")
        await arrive(session, "1")
        await arrive(session, "K", "K")
        assert texts(session) == "The grid held."
        await arrive(session, "J")
        assert texts(session).startswith("PARIS, May 2")
        await arrive(session, "N", "N", "N")
        assert texts(session).startswith("PARIS, May 3")
        await arrive(session, "N")
        assert session.word == "nothing before it waits"
        # What is decided is passed by when one goes on, and what was passed over is offered again.
        await arrive(session, "1", "1", "1")
        assert texts(session) == "The port closed."


async def test_a_look_around_leads_back_to_what_was_asked(stories: Path, open_app: Opener) -> None:
    async with open_app() as session:
        await arrive(session, "w", "o", "j", "j", "n")
        assert session.article.article.number == 1
        await arrive(session, "G", "1")
        assert session.on_disk() == {3: {"label conflict"}}
        assert session.article.article.number == 1
        await arrive(session, "1", "1")
        assert texts(session).startswith("PARIS, May 2")


async def test_it_goes_on_at_the_exact_item(stories: Path, open_app: Opener) -> None:
    async with open_app() as session:
        await arrive(session, "w", "r", "1", "2", "J")
        await counted(session)
        left = item(session)
        assert "next: random 1 · 2 of 7" in session.text()
        await session.press("q")
        assert session.word == "left at 2 of 7 · w goes on there"
        await session.press("q")
    async with open_app("w") as session:
        assert "go on: random 1 " in session.text()
        assert "2 of 7, where you left" in session.text()
        await arrive(session, "enter")
        assert item(session) == left
        await counted(session)
        assert "2 of 7" in session.text()
        await arrive(session, "K")
        await arrive(session, "1", "1", "1", "1", "1")
        assert "7 of 7" in session.text()
        assert "all decided · Esc back" in session.word


async def test_what_another_window_decides_is_passed_by(
    stories: Path, open_app: Opener, open_workspace: Callable[[], Workspace]
) -> None:
    async with open_app() as session:
        await arrive(session, "w", "o", "1", "1")
        assert texts(session) == "The grid held."
        other = open_workspace()
        (second,) = [row.id for row in other.waiting.rows("open", None, 9) if "05-02" in row.place[0]]  # type: ignore[arg-type]
        sheet = other.sheet(second)
        other.decide(sheet, sheet.target_of_block(1), Choice(Act.SET, "economy"))
        other.flush(10)
        session.app.take_seen(session.workspace.look_around())
        await arrive(session, "1")
        assert texts(session) == "The port closed."


async def test_undo_goes_there_and_the_queue_goes_on_from_there(stories: Path, open_app: Opener) -> None:
    async with open_app() as session:
        await arrive(session, "w", "o", "1", "1", "1")
        await counted(session)
        assert "3 of 7" in session.text()
        assert texts(session).startswith("PARIS, May 2")
        await arrive(session, "u")
        assert texts(session) == "The grid held."
        assert "2 of 7" in session.text()
        assert session.word.startswith("undone: conflict on 3")
        await arrive(session, "2")
        assert "3 of 7" in session.text()
        assert texts(session).startswith("PARIS, May 2")
        assert session.word.startswith("economy on 3 → ")


async def test_a_look_at_another_article_from_a_queue_leads_back_into_it(
    stories: Path, open_app: Opener
) -> None:
    async with open_app() as session:
        await arrive(session, "w", "o", "1")
        here = item(session)
        other = session.workspace.listing().row(2).id
        session.app.show_quotes()
        await session.settle()
        session.app.go_to_words(other, 1, 0)
        await arrive(session)
        assert "next:" not in session.text()
        await session.press("escape", "escape")
        assert item(session) == here
        await arrive(session, "2")
        assert texts(session) == "The grid held."
        assert session.app.queue.kept.done == 2


async def test_a_second_label_costs_b_and_its_key_over_articles(stories: Path, open_app: Opener) -> None:
    async with open_app() as session:
        await arrive(session, "w", "o", "1", "1", "1")
        await arrive(session, "b", "2")
        assert session.on_disk()[3] == {"label conflict", "label economy"}
        assert texts(session).startswith("PARIS, May 2")


async def test_flagged_ones_are_come_back_to(stories: Path, open_app: Opener) -> None:
    async with open_app("enter", "f", "j", "j", "f", "1", "escape", "w") as session:
        assert "2 flagged" in session.text()
        await arrive(session, "f")
        await counted(session)
        assert "next: flagged · 0 of 2" in session.text()
        assert session.article.article.number == 1
        await arrive(session, "1")
        assert session.article.article.number == 3
        assert "1 of 2" in session.text()
        await arrive(session, "f", "n")
        assert "2 of 2" in session.text()
        assert "that was the last one" in session.word


async def test_only_what_one_has_decided_oneself_is_said_to_disagree(stories: Path, open_app: Opener) -> None:
    bruno = Workspace(Root(stories, plain=False), _settings(stories), "bruno")
    list(bruno.scan())
    for row in bruno.waiting.rows("open", None, 9):  # type: ignore[arg-type]
        sheet = bruno.sheet(row.id)
        bruno.decide_all(
            sheet, [sheet.target_of_block(1), sheet.target_of_block(2)], Choice(Act.SET, "economy")
        )
    bruno.close()
    async with open_app("w") as session:
        await arrive(session, "d")
        assert "nobody has decided otherwise" in session.word
        await arrive(session, "enter", "1", "2", "escape", "w", "d")
        await counted(session)
        assert "next: disagreeing · 0 of 1" in session.text()
        assert session.word == "bruno decided otherwise"
        assert session.article.article.number == 1
        await arrive(session, "2", "n")
        assert "that was the last one" in session.word


def _settings(folder: Path) -> Any:
    from reader.settings import load_settings

    return load_settings(folder)


async def test_with_these_words(stories: Path, open_app: Opener) -> None:
    async with open_app() as session:
        await session.press("w", "slash", "enter")
        assert "which words?" in session.word
        await arrive(session, *"GAS", "enter")
        await counted(session)
        assert "next: “GAS” · 0 of 4" in session.text()  # the title of the first article has it
        await arrive(session, "1", "1", "1")
        assert texts(session) == "Gas was not discussed."
    async with open_app() as session:
        await arrive(session, "w", "slash", *["backspace"] * 3, *"zebra", "enter")
        assert session.word == "no undecided paragraph has “zebra”"
        assert isinstance(session.app.screen, ListScreen)


async def test_auto_advance_is_remembered_until_it_is_set_otherwise(stories: Path, open_app: Opener) -> None:
    async with open_app() as session:
        await arrive(session, "w", "o", "A", "1", "2")
        assert session.on_disk() == {1: {"label conflict", "label economy"}}
        await arrive(session, "n")
        assert session.article.article.number == 2
    async with open_app("enter") as session:
        assert "· auto: " in session.text()
    (stories / "reader.toml").write_text('advance = "off"\n')
    async with open_app("enter") as session:
        assert "auto" not in session.text().splitlines()[0]


async def test_pace_and_time_left_are_said_when_there_is_enough_to_say(
    stories: Path, open_app: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    (stories / "seeds" / "long.txt").write_text("\n\n".join(f"Line {nth}." for nth in range(1, 101)))
    async with open_app() as session:
        now = session.workspace.now()
        monkeypatch.setattr(type(session.workspace), "now", lambda _: now)
        await arrive(session, "w", "o")
        await counted(session)
        for _ in range(9):
            now += 6_000_000
            await arrive(session, "1")
        assert "a minute" not in session.text()
        now += 6_000_000
        await arrive(session, "1")
        assert "10 a minute · about 10 min at this pace" in session.text()
    async with open_app() as session:  # what earlier sessions took counts
        await arrive(session, "w", "w")
        await counted(session)
        assert "10 a minute · about 10 min at this pace" in session.text()


async def test_a_narrow_screen_says_that_it_is_a_queue(stories: Path, open_app: Opener) -> None:
    async with open_app(size=(40, 20)) as session:
        await session.press("w")
        assert "in the order of the list" in session.text()
        await arrive(session, "o")
        await counted(session)
        assert "next: 0 of 7 saved" in session.text().splitlines()[0]


@pytest.mark.parametrize("size", [(80, 24), (40, 20)], ids=["80x24", "40x20"])
@pytest.mark.parametrize("screen", ["choice", "seed", "article"])
def test_looks(
    screen: str,
    size: tuple[int, int],
    snap_compare: Callable[..., bool],
    open_workspace: Callable[[], Workspace],
) -> None:
    workspace = open_workspace()
    app = ReaderApp(workspace, look=False)
    keys = {"choice": ("w",), "seed": ("w", "s"), "article": ("w", "r", "1", "2", "0")}[screen]

    async def before(pilot: Pilot[int]) -> None:
        session = Session(app, pilot, workspace, workspace.root.path)
        await arrive(session, *keys)
        if screen == "article":
            await counted(session)

    assert snap_compare(app, terminal_size=size, run_before=before)
