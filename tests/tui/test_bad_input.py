"""Articles, schemes, sizes and pastes that nobody would wish for: they are read, decided on and left."""

from __future__ import annotations

import json
import signal
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual.geometry import Size

from reader.analysis.marks import Analysis, EntityType, Mention, Name, Quote, QuoteKind
from reader.spans import Span
from reader.tui import keys
from reader.tui.screens.list_screen import ListScreen
from tests.tui import hands
from tests.tui.terminals import Terminal

Opener = Callable[..., AbstractAsyncContextManager[Any]]

TEXTS = {
    "one word": "Ceasefire",
    "one paragraph of 200,000 signs": "the price of gas rose again, officials said. " * 4_445,
    "one word of 200,000 signs": "a" * 200_000,
    "emoji": "🔥🚒👩‍👩‍👧‍👦🇺🇦 " * 60 + "\n\n" + "🏳️‍🌈👍🏽" * 80,
    "right to left": "אמר שר החוץ כי השיחות יימשכו בשבוע הבא. " * 30
    + "\n\n"
    + "قال الوزير إن المحادثات ستستمر. " * 30,
    "marks without end": "e" + "\u0301" * 3_000 + "\n\n" + "\u200b\u200f\u202e" * 500 + "x",
    "signs of a terminal": "\x1b]0;gone\x07\x1b[2J\x9b31m red [bold]x[/] \x08 end",
}
MOVES = ["j", "k", "g", "G", "Space", "PageUp", "^d", "^u", "n", "N", "Tab", "Shift+Tab", "v", "w", "w"]


def rewrite(folder: Path, text: str) -> None:
    """Make the one article of the workspace this text."""
    (sample,) = (folder / "seeds").iterdir()
    sample.write_text(text + "\n", encoding="utf-8")


@pytest.mark.parametrize("kind", TEXTS)
async def test_a_strange_text_is_read_and_decided_on(kind: str, open_app: Opener, folder: Path) -> None:
    rewrite(folder, TEXTS[kind])
    async with open_app("enter") as session:
        session.workspace.analyses.put(session.article.here.article.id, Analysis("fast 1", (), (), ()))
        for size in ((80, 24), (40, 20), (10, 3), (120, 40)):
            await resize(session, size)
            await hands.press(session.app, *MOVES)
            for _ in range(3):
                if session.app.screen.context != keys.ARTICLE:
                    await hands.press(session.app, "Esc")
        await hands.press(session.app, "g", "2")
        await session.settle()
        assert session.on_disk() == {1: {"label economy"}}
        assert "\x1b" not in session.text()
        await hands.press(session.app, "u")
        await session.settle()
        assert session.on_disk() == {}


async def test_five_thousand_names_in_one_paragraph(open_app: Opener, folder: Path) -> None:
    rewrite(folder, "Gas and Oil " * 2_500)
    async with open_app("enter") as session:
        article = session.article.here.article
        spans = [Span(start, start + 3) for start in range(0, 30_000, 12)]
        spans += [Span(start + 8, start + 11) for start in range(0, 30_000, 12)]
        names = tuple(Name(nth, EntityType.ORG, word) for nth, word in ((1, "Gas"), (2, "Oil")))
        found = tuple(Mention(span, EntityType.ORG, 1 + nth // 2_500) for nth, span in enumerate(spans))
        quotes = (Quote((Span(0, 29_000),), QuoteKind.DIRECT, None, spans[1], "Gas"),)
        session.workspace.analyses.put(
            article.id, Analysis("fast 1", tuple(sorted(found, key=lambda one: one.span)), names, quotes)
        )
        await session.settle()
        assert len(session.article.article.highlights.stops) == 5_001
        await hands.press(session.app, "Tab", "Tab", "a", "x", "P", "G", "Shift+Tab", "a", "P", "Esc", "Esc")
        await session.settle()
        (shard,) = session.shards()
        labels = [row["label"] for row in json.loads(shard.read_text())["annotations"].values()]
        assert len(labels) >= 3


async def test_a_scheme_of_two_hundred_labels_with_names_of_all_kinds(open_app: Opener, folder: Path) -> None:
    names = [
        "a very long name of a label " * 8,
        "政治と経済と外交" * 6,
        "🔥👩‍👩‍👧",
        "[bold]x[/]",
        "שלום",
        "e\u0301" * 40,
        "",
        " ",
    ]
    names += [f"label {nth}" for nth in range(len(names), 200)]
    tables = [
        f'[[labels]]\nid = "l{nth}"\nname = {json.dumps(name, ensure_ascii=False)}\n'
        for nth, name in enumerate(names)
    ]
    (folder / "annotations" / "labels.toml").write_text("\n".join(tables), encoding="utf-8")
    async with open_app("enter") as session:
        await hands.press(session.app, "1", "2", "3", "4", "5", "6", ",", "Tab", "Tab", "Esc", "t")
        assert session.app.screen.context == keys.PICKER
        for size in ((40, 20), (10, 3), (120, 40), (80, 24)):
            await resize(session, size)
            await hands.press(session.app, "Down", "PageDown", "Up")
        await hands.press(session.app, "^u", *"label 199".replace(" ", "_"), "Esc")
        await session.settle()
        assert set(session.on_disk()) == {1, 2, 3, 4, 5, 6}


def test_settings_that_cannot_be_parsed_are_named_with_their_line(
    terminal: Callable[..., Terminal], folder: Path
) -> None:
    (folder / "reader.toml").write_text('theme = "dark"\nkeys = [\n', encoding="utf-8")
    one = terminal()
    assert one.end() == 1
    said = one.raw.decode()
    assert "reader.toml:" in said.replace("\r\n", "")
    assert "Traceback" not in said


async def resize(session: Any, size: tuple[int, int]) -> None:
    """The window has another size now."""
    session.app._driver._size = Size(*size)
    session.app.post_message(events.Resize(Size(*size), Size(*size)))
    await until(session, lambda: session.app.screen.size == Size(*size))


def edges(session: Any) -> list[str]:
    """The header and the footer."""
    rows = session.text().splitlines()
    return [*rows[:2], *rows[-2:]]


async def until(session: Any, done: Callable[[], bool]) -> None:
    """Wait until the screen is as wanted: a layout may take some turns."""
    for _ in range(200):
        await hands.settle(session.app)
        if done():
            return
        await session.pilot.pause()
    raise AssertionError(session.text())


# The keys that lead into each context from the list; for contexts of text, whether a paste is taken there.
PLACES = {
    keys.LIST: "",
    keys.ARTICLE: "Enter",
    keys.LABELS: "Enter ,",
    keys.PICKER: "Enter t",
    keys.NOTE: "Enter m",
    keys.COMMAND: "Enter :",
    keys.HELP: "Enter ?",
    keys.FILTER: "Enter ? /",
    keys.LOOK: "!",
}
PASTED = "1 f 2 e 0 i x u Q q a \r\n" * 417


@pytest.mark.parametrize("context", PLACES)
async def test_ten_thousand_pasted_signs_decide_nothing(context: str, open_app: Opener) -> None:
    async with open_app() as session:
        await hands.press(session.app, *PLACES[context].split())
        assert session.app.screen.context == context
        session.app.post_message(events.Paste(PASTED))
        await hands.settle(session.app)
        await session.settle()
        assert session.app.return_code is None
        assert session.app.screen.context == context
        assert session.on_disk() == {}
        for _ in range(4):
            await hands.press(session.app, "Esc")
        assert isinstance(session.app.screen, ListScreen)


@pytest.mark.parametrize("context", PLACES)
async def test_every_screen_bears_ten_cells_and_comes_back(context: str, open_app: Opener) -> None:
    async with open_app() as session:
        await hands.press(session.app, *PLACES[context].split())
        for _ in range(3):
            # Textual lays out once nothing else is to be done.
            await session.settle()
        before = edges(session)
        for size in ((10, 3), (1, 1), (10, 3), (300, 100), (80, 24)):
            await resize(session, size)
        assert session.app.screen.context == context
        await until(session, lambda: edges(session) == before)


@pytest.mark.parametrize("place", ["", "\r", "\r,"])
def test_a_burst_of_keys_without_brackets_decides_nothing(
    place: str, terminal: Callable[..., Terminal], folder: Path
) -> None:
    one = terminal()
    one.until(lambda screen: "Russia moved" in screen)
    for key, shown in zip(place, ("KYIV", "LABEL"), strict=False):
        one.press(key, shown)
    one.press("1 f 2 e 0 i x u a " * 556, "pasted text is not taken for keys")
    one.child.kill(signal.SIGTERM)
    assert one.end() == 0
    assert not list((folder / "annotations").glob("alice/*/*.json"))
