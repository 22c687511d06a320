"""Reading: moving, resizing, the mouse, long paragraphs and hostile texts."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

import pytest
from textual.timer import Timer

from reader.tui.screens.article_screen import ArticleScreen

Opener = Callable[..., AbstractAsyncContextManager[Any]]


def _rows(session: Any) -> list[str]:
    return [row.rstrip() for row in session.text().splitlines()]


async def test_the_page_is_set_as_designed(open_app: Opener) -> None:
    async with open_app("enter", "j") as session:
        rows = _rows(session)
    assert rows[1] == " Reuters · KYIV · May 21 · 999 words · 5 min"
    assert rows[3] == " ·  1  KYIV, May 21 (Reuters) – Russia moved nearer to control over"
    assert rows[9] == "▌·  2  The last Ukrainian forces holed up in Mariupol’s smashed Azovstal"
    assert " ·  4  │ This is what happened in #Bucha." in "\n".join(rows)


@pytest.mark.parametrize(
    ("keys", "number"),
    [
        (["j", "j"], 3),
        (["down", "up", "up"], 1),
        (["G"], 32),
        (["G", "k"], 31),
        (["G", "g"], 1),
        (["n"], 2),
        (["enter", "enter"], 3),
        (["right_square_bracket"], 2),
        (["n", "n", "N"], 2),
        (["end", "home"], 1),
    ],
)
async def test_keys_move(open_app: Opener, keys: list[str], number: int) -> None:
    async with open_app("enter", *keys) as session:
        assert session.article.article.number == number
        assert "▌" in session.text()


async def test_n_passes_over_what_is_not_to_be_decided(open_app: Opener) -> None:
    async with open_app("enter", *["n"] * 10) as session:
        assert session.article.article.number == 12, "the caption, 11, is passed over"
    async with open_app("enter", "g", *["j"] * 10) as session:
        assert session.article.article.number == 11, "and is a stop for j"


async def test_paging_reaches_the_end_and_the_top(open_app: Opener) -> None:
    async with open_app("enter", *["space"] * 12) as session:
        assert session.article.article.number == 32
        await session.press(*["pageup"] * 12)
        assert session.article.article.number == 1
        await session.press("ctrl+d", "ctrl+d")
        assert session.article.article.number > 1
        await session.press("ctrl+u", "ctrl+u", "ctrl+u")
        assert session.article.article.view.top == 0


async def test_resizing_keeps_the_cursor_in_sight(open_app: Opener) -> None:
    async with open_app("enter", *["j"] * 9) as session:
        for width, height in ((40, 24), (120, 40), (60, 12), (80, 24)):
            await session.pilot.resize_terminal(width, height)
            await session.settle()
            assert session.article.article.number == 10
            assert "▌" in session.text()
            assert "Despite losing ground" in session.text()


@pytest.mark.parametrize("size", [(40, 24), (80, 24), (120, 40), (20, 10), (200, 60)])
async def test_every_width_shows_text_and_no_row_is_too_wide(open_app: Opener, size: tuple[int, int]) -> None:
    async with open_app("enter", size=size) as session:
        assert "KYIV, May 21" in session.text()
        assert len(session.text().splitlines()) == size[1]


async def test_click_and_wheel(open_app: Opener) -> None:
    async with open_app("enter") as session:
        await session.pilot.click("#article", offset=(20, 7))
        await session.settle()
        assert session.article.article.number == 2
        view = session.article.article
        view.on_mouse_scroll_down()
        await session.settle()
        assert view.view.top == 3
        assert "▌" in session.text()


async def test_a_paragraph_longer_than_the_screen_scrolls_within(open_app: Opener, folder: Path) -> None:
    words = " ".join(f"word{nth}" for nth in range(600))
    (folder / "seeds" / "long.txt").write_text(
        f"A short beginning is here.\n\n{words}.\n\nThe end is here.\n"
    )
    async with open_app("enter", "j") as session:
        assert "word0" in session.text()
        assert "word599" not in session.text()
        assert "%" in session.text(), "how much of it was seen stands in the gutter"
        presses = 0
        while session.article.article.number == 2:
            await session.press("j")
            presses += 1
            assert presses < 40
            assert session.article.article.number == 3 or "▌" in session.text()
        assert "word599" in session.text()
        await session.press("k")
        assert session.article.article.number == 2
        assert "word599" in session.text(), "a long paragraph is entered from below at its end"


async def test_text_from_outside_is_inert(open_app: Opener, folder: Path) -> None:
    text = (
        "SIGNS [b]AND[/b] WONDERS\n\n"
        "TOKYO, Nov 3 (Kyodo) - 日本の政府 [red]says[/red] \x1b]0;pwned\x07 no.\n\n"
        "To the right: السلام and \u202eback\u202c again, 👩\u200d👩\u200d👧 and cafe\u0301.\n"
    )
    (folder / "seeds" / "hostile.txt").write_text(text)
    async with open_app() as session:
        assert "SIGNS [b]AND[/b] WONDERS" in session.text()
        await session.press("enter")
        shown = session.text()
    assert "日本の政府 [red]says[/red] ␛]0;pwned␇ no." in shown
    assert "\ufffdback\ufffd" in shown
    assert not set(shown) & set("\x1b\x07\u202e\u202c\u200d")


async def test_neighbours_and_the_way_back(open_app: Opener, folder: Path) -> None:
    for nth in range(30):
        (folder / "seeds" / f"note{nth:02d}.txt").write_text(
            f"PARIS, Jan {nth + 1} (AFP) – Story number {nth} is told.\n"
        )
    async with open_app("G", "k", "k", "enter") as session:
        title = session.article.here.article.title
        await session.press("J", "J")
        assert session.article.here.article.title != title
        await session.press("J")
        assert session.word == "this is the last article"
        await session.press("K", "q")
        rows = session.text().splitlines()
        (current,) = [row for row in rows if row.startswith("▌")]
        assert rows.index(current) > 10, "the list is scrolled to where one was"


async def test_step_out_and_a_key_right_behind_it(open_app: Opener, folder: Path) -> None:
    (folder / "seeds" / "other.txt").write_text("PARIS, Jan 1 (AFP) – Another story is told.\n")
    async with open_app("enter") as session:
        for key in ("escape", "G", "enter", "j", "1"):
            session.app.post_message(_key(key))
        await session.settle()
        await session.settle()
        assert session.article.here.article.title.startswith("Another")
        assert session.on_disk() == {1: {"label conflict"}}


def _key(key: str) -> Any:
    from textual.events import Key

    return Key(key, key if len(key) == 1 else None)


async def test_keys_that_come_before_the_screen_are_not_lost(open_app: Opener) -> None:
    async with open_app() as session:
        for key in ("enter", "j", "1", "t", "e", "n", "e", "enter", "escape"):
            session.app.post_message(_key(key))
        await session.settle()
        await session.settle()
        assert "newest first" in session.text()
        assert session.on_disk() == {2: {"label conflict"}, 3: {"label energy"}}


async def test_ctrl_c_never_kills(open_app: Opener) -> None:
    async with open_app("enter", "ctrl+c") as session:
        assert session.word == "Q quits"
        assert session.app.is_running


async def test_what_is_done_every_few_seconds_is_done_once(
    open_app: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[str] = []
    set_interval = ArticleScreen.set_interval

    def counted(screen: ArticleScreen, interval: float, callback: Callable[[], None], **given: Any) -> Timer:
        begun.append(callback.__name__)
        return set_interval(screen, interval, callback, **given)

    monkeypatch.setattr(ArticleScreen, "set_interval", counted)
    async with open_app("enter"):
        assert sorted(name for name in begun if name.startswith("keep")) == ["keep_draft", "keep_place"]
