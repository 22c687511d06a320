"""The list of articles: signs, columns, moving, and a million rows."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

from reader.library.listing import WINDOW

Opener = Callable[..., AbstractAsyncContextManager[Any]]


def _write(folder: Path, count: int) -> None:
    for nth in range(count):
        (folder / "seeds" / f"note{nth:03d}.txt").write_text(
            f"PARIS, Jan {nth % 28 + 1} (AFP) – Story number {nth} is told today.\n"
        )


async def test_a_row_tells_title_source_date_length_progress_and_state(open_app: Opener) -> None:
    async with open_app() as session:
        row = session.text().splitlines()[3]
    assert row.startswith("▌○  Russia moved nearer to control over")
    assert row.rstrip().endswith("Reuters   May 21    5 min    0/29")


async def test_narrow_lists_keep_title_and_progress(open_app: Opener) -> None:
    async with open_app(size=(40, 20)) as session:
        row = session.text().splitlines()[3]
    assert row.startswith("▌○  Russia moved nearer")
    assert row.rstrip().endswith("0/29")


async def test_moving_in_the_list(open_app: Opener, folder: Path) -> None:
    _write(folder, 40)
    async with open_app("G") as session:
        articles = session.app.screen.articles
        assert articles.cursor == 40
        await session.press("g", "space", "ctrl+d", "j", "k", "ctrl+u", "pageup")
        assert articles.cursor == 0
        await session.press("down", "end", "home")
        assert articles.cursor == 0
        assert "1 of 41" in session.text()


async def test_next_unfinished_passes_over_what_is_done(open_app: Opener, folder: Path) -> None:
    _write(folder, 3)
    async with open_app("j", "enter", "0", "q", "g") as session:
        assert "■" in session.text().splitlines()[4]
        await session.press("n")
        assert session.app.screen.articles.cursor == 2
        await session.press("N")
        assert session.app.screen.articles.cursor == 0
        await session.press("N")
        assert session.word == "no unfinished article above"


async def test_reload_finds_a_new_file_without_moving_the_cursor(open_app: Opener, folder: Path) -> None:
    async with open_app() as session:
        newer = folder / "seeds" / "newer.txt"
        newer.write_text("PARIS, Jan 1 2030 (AFP) – A story from the future is told.\n")
        os.utime(newer, (2e9, 2e9))
        await session.press("r")
        await session.app.workers.wait_for_complete()
        await session.settle()
        rows = session.text().splitlines()
        assert "A story from the future" in rows[3]
        assert rows[4].startswith("▌○  Russia moved nearer")


async def test_a_file_that_cannot_be_read_is_told(open_app: Opener, folder: Path) -> None:
    (folder / "seeds" / "empty.txt").write_bytes(b"")
    async with open_app("r") as session:
        await session.app.workers.wait_for_complete()
        await session.settle()
        assert "seeds/empty.txt" in session.word
        assert "Russia moved" in session.text()


async def test_an_empty_workspace_says_what_to_do(open_app: Opener, folder: Path) -> None:
    next((folder / "seeds").iterdir()).unlink()
    async with open_app() as session:
        assert "nothing here yet" in session.text()
        await session.press("enter")
        assert "reader import" in session.word


async def test_a_long_list_is_shown_before_it_is_read_whole(open_app: Opener, folder: Path) -> None:
    async with open_app() as session:
        with session.workspace._database.writing() as connection:
            connection.executemany(
                """
                INSERT INTO articles (id, title, source, published, sort_date, words, kinds, text_hash, added)
                VALUES (?, ?, 'AFP', '01-01', '2020-01-01', 200, '{"paragraph": 3}', ?, '2026-01-01')
                """,
                ((f"{nth:016x}", f"Story {nth}", f"{nth:016x}") for nth in range(30_000)),
            )
    async with open_app() as session:
        await session.app.workers.wait_for_complete()
        await session.settle()
        assert "30,001 articles" in session.text()
        await session.press("end")
        assert "Story 0 " in session.text()
        assert "30,001 of 30,001" in session.text()
        assert len(session.app.screen.articles.listing._windows) * WINDOW < 3000


async def test_a_row_is_no_wider_than_an_eye_can_follow(open_app: Opener) -> None:
    async with open_app(size=(200, 50)) as session:
        row = next(line for line in session.text().splitlines() if "Russia moved" in line)
        assert len(row.rstrip()) <= 132
        assert row.rstrip().endswith("0/29")
