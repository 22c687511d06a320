"""The set page: space before headings, lines that hang below an item's words, datelines kept back."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.corpus.article import BlockKind
from reader.corpus.plain import article_from_text
from reader.spans import Span
from reader.tui.layout import Page, frame_for, lay_out, wrap

Opener = Callable[..., AbstractAsyncContextManager[Any]]

TALKS = """\
Talks on the Danube end without a word

BUDAPEST, Jan 3 (AFP) – Ministers of seven countries left Budapest on Tuesday.

WHAT WAS ON THE TABLE

- A bridge at Vidin, paid for by the two banks, and by nobody else as long as nobody is found for it.

- A ferry.

Nobody was in a hurry.
"""


def page_of(text: str, width: int = 80) -> Page:
    article = article_from_text(text, id="x", name="talks.txt")
    return lay_out(text, article.blocks, frame_for(width))


def test_a_heading_has_more_room_above_than_below() -> None:
    page = page_of(TALKS)
    heading = next(n for n, one in enumerate(page.blocks) if n and one.kind is BlockKind.HEADING)
    above = page.top(heading) - (page.bottom(heading - 1))
    below = page.top(heading + 1) - page.bottom(heading)
    assert (above, below) == (2, 1)
    assert page.block_at_row(page.top(heading) - 1) == heading - 1
    assert page.line_at(page.top(heading) - 1) == (heading - 1, None)


def test_a_narrow_screen_has_no_rows_to_spare() -> None:
    page = page_of(TALKS, 40)
    assert page.height == sum(len(block.lines) + 1 for block in page.blocks)


def test_lines_of_an_item_hang_below_its_words() -> None:
    page = page_of(TALKS)
    item = next(one for one in page.blocks if one.kind is BlockKind.LIST_ITEM)
    assert item.hang == 2
    assert [item.indent_of(line) for line in item.lines] == [2, 4]
    first, second = (page.position(line.span.start) for line in item.lines)
    assert second == (first[0] + 1, 4)
    assert page.offset_at(*second) == item.lines[1].span.start
    assert all(line.cells <= page.frame.measure - item.indent_of(line) for line in item.lines)


@given(text=st.text(max_size=300), measure=st.integers(8, 40), hang=st.integers(0, 5))
def test_hanging_lines_keep_to_their_measure_and_lose_nothing(text: str, measure: int, hang: int) -> None:
    lines = wrap(text, Span(0, len(text)), measure, hang)
    assert [line.span.start for line in lines] == [0, *(line.span.end for line in lines[:-1])]
    assert lines[-1].span.end == len(text)
    assert all(line.cells <= measure - (hang if nth else 0) for nth, line in enumerate(lines))


async def test_the_dateline_is_kept_back_up_to_its_dash(folder: Path, open_app: Opener) -> None:
    async with open_app("enter") as session:
        looks = session.app.desktop.looks
        row = list(session.article.article.draw_row(0))
        quiet = "".join(one.text for one in row if one.style == looks.quiet and one.text.strip())
        assert "KYIV, May 21 (Reuters) –" in quiet
        text = "".join(one.text for one in row if one.style == looks.text)
        assert text.strip().startswith("Russia moved")


async def test_the_bar_of_the_cursor_ends_before_the_space_above_a_heading(
    folder: Path, open_app: Opener
) -> None:
    (folder / "seeds" / "talks.txt").write_text(TALKS, "utf-8")
    async with open_app("G", "enter", "g", "j") as session:
        rows = session.text().split("\n")
        heading = next(n for n, row in enumerate(rows) if "WHAT WAS ON" in row)
        assert rows[heading - 3].startswith("▌")
        assert rows[heading - 2].startswith("▌")
        assert rows[heading - 1].strip() == ""
        await session.press("1", "k")
        assert "[1 conflict]" in session.text().split("\n")[heading - 2]


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 20), (200, 50)])
async def test_the_mouse_presses_the_keys_of_the_footer(open_app: Opener, size: tuple[int, int]) -> None:
    async with open_app("enter", size=size) as session:
        rows = session.text().split("\n")
        y = next(n for n, row in enumerate(rows) if "0 none" in row)
        await session.pilot.click(offset=(rows[y].index("none"), y))
        await session.settle()
        assert session.on_disk() == {1: {"none"}}
        x = rows[y + 1].index("? help")
        await session.pilot.click(offset=(x + 3, y + 1))
        await session.settle()
        assert "In an article" in session.text()


async def test_the_mouse_turns_the_wheel_over_the_guidelines(open_app: Opener) -> None:
    async with open_app("enter", "H") as session:
        aside = session.article.aside
        aside.on_mouse_scroll_down()
        await session.settle()
        assert aside.top == 3
        aside.on_mouse_scroll_up()
        assert aside.top == 0


@pytest.mark.parametrize("keys", ["", "H", "I"])
async def test_a_tiny_screen_and_back_keeps_everything(open_app: Opener, keys: str) -> None:
    async with open_app("enter", "j", "j", *keys) as session:
        title = {"": "", "H": "Guidelines", "I": "Who and when"}[keys]
        for size in ((10, 3), (1, 1), (40, 5), (80, 24)):
            await session.pilot.resize_terminal(*size)
            await session.settle()
        assert title in session.text()
        assert session.article.article.number == 3
        assert "▌·  3" in session.text()
        await session.press("1")
        assert session.on_disk() == {3: {"label conflict"}}
