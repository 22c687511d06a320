"""The panel: who is named and who speaks in an article, and the way from there into the text."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import Any

import pytest

from reader.analysis.marks import Analysis
from reader.settings import Settings
from reader.tui.layout import frame_for
from reader.tui.widgets.panel import panel_width
from tests.tui.marked import sample_analysis

Opener = Callable[..., AbstractAsyncContextManager[Any]]
WIDE, USUAL, NARROW = (120, 40), (80, 24), (40, 24)


def find(session: Any, *notices: str) -> None:
    article_id = session.workspace.listing().row(0).id
    analysis = sample_analysis(session.workspace.article(article_id).text, *notices)
    session.workspace.analyses.put(article_id, analysis)


def text_of(session: Any) -> list[str]:
    """The words of the rows of the page, without margins and what stands beside them."""
    frame = session.article.article._page.frame
    cut = slice(frame.text_column, frame.text_column + frame.measure)
    return [row[cut].rstrip() for row in session.text().splitlines()[3:-3]]


async def test_it_lists_names_by_type_and_quotes_with_who_spoke(open_app: Opener) -> None:
    async with open_app(size=(120, 100)) as session:
        find(session)
        await session.press("enter", "P")
        frame = session.article.article._page.frame
        shown = [row[frame.width :].lstrip("│").rstrip() for row in session.text().splitlines()[3:-3]]
        assert shown[:10] == [
            " found by accurate 1",
            "",
            " People",
            "▌Volodymyr Zelenskiy 2",
            " Sergei Shoigu       2",
            " Natalia Zarytska    2",
            " Serhiy Gaidai       1",
            " Mathieu Boulegue    1",
            " Vladimir Putin      1",
            "",
        ]
        titles = ["Organisations", "Places", "Peoples", "Quotes"]
        assert [row.strip() for row in shown if row.strip() in titles] == titles
        first = shown.index(" Quotes")
        assert shown[first + 1 : first + 5] == [
            " “The territory of th…",
            "   Russia’s defense m…",
            " “The Russian army ha…",
            "   Serhiy Gaidai said",
        ]


@pytest.mark.parametrize("width", range(100, 200, 7))
async def test_beside_the_text_no_line_is_broken_anew(open_app: Opener, width: int) -> None:
    async with open_app("enter", "j", size=(width, 30)) as session:
        find(session)
        await session.settle()
        before, view = text_of(session), session.article.article.view
        await session.press("P")
        assert session.article.panel.beside
        assert text_of(session) == before
        assert session.article.article.view == view
        assert session.article.article.size.width + session.article.panel.size.width == width
        await session.press("escape")
        assert session.article.panel is None
        assert text_of(session) == before
        assert session.article.article.view == view


def test_in_a_wide_margin_it_stands_without_moving_the_text() -> None:
    for width in range(119, 300):
        beside = panel_width(width, letters=False)
        assert frame_for(width, beside=beside).text_column == frame_for(width).text_column
    assert panel_width(99, letters=False) == 0
    assert panel_width(100, letters=False) == 20
    assert panel_width(100, letters=True) == 0, "where letters need the room it stands below"
    assert panel_width(120, letters=True) >= 20


@pytest.mark.parametrize("size", [USUAL, NARROW])
async def test_below_the_text_it_gives_the_place_back(open_app: Opener, size: tuple[int, int]) -> None:
    async with open_app("enter", *["j"] * 5, size=size) as session:
        find(session)
        await session.settle()
        before, view = text_of(session), session.article.article.view
        await session.press("P")
        panel = session.article.panel
        assert not panel.beside
        assert panel.region.y == session.article.article.region.bottom
        assert session.article.article.number == 6
        assert "· found by accurate 1" not in session.text()
        assert "── found by accurate 1 ──" in session.text()
        await session.press("j", "escape")
        assert text_of(session) == before
        assert session.article.article.view == view


@pytest.mark.parametrize("size", [WIDE, USUAL, NARROW])
async def test_enter_goes_to_the_place(open_app: Opener, size: tuple[int, int]) -> None:
    async with open_app(size=size) as session:
        find(session)
        await session.press("enter", "P", "j", "enter")
        where = "here" if size == NARROW else "in this article"
        assert session.word == f"Sergei Shoigu · person · 2 {where}"
        assert session.article.context == "highlight"
        assert session.article.article.number == 14
        assert "Sergei Shoigu" in "\n".join(text_of(session))
        assert (session.article.panel is None) == (size != WIDE), "beside the text it may stay"
        await session.press("tab")
        assert session.word.startswith("quote · Sergei Shoigu said")


async def test_asked_again_it_goes_to_the_next_mention(open_app: Opener) -> None:
    async with open_app(size=WIDE) as session:
        find(session)
        await session.press("enter", "P", "enter")
        assert session.article.article.number == 5
        await session.press("escape", "P", "enter")
        assert session.article.article.number == 17
        await session.press("escape", "P", "enter")
        assert session.article.article.number == 5


async def test_escape_steps_out_one_level_after_the_other(open_app: Opener) -> None:
    async with open_app(size=WIDE) as session:
        find(session)
        await session.press("enter", "P", "enter", "escape")
        assert (session.article.context, session.article.panel is None) == ("article", False)
        await session.press("j", "1")
        assert "economy" in session.text(), "the keys are in the text while the panel stands by"
        await session.press("escape")
        assert session.article.panel is None
        await session.press("escape")
        assert "newest first" in session.text()


async def test_every_row_can_be_reached_and_is_seen(open_app: Opener) -> None:
    async with open_app(size=(80, 16)) as session:
        find(session)
        await session.press("enter", "P")
        panel = session.article.panel
        seen = []
        for _ in range(80):
            row = panel.current
            assert f"▌{row.words[:12]}" in session.text()
            if row in seen:
                break
            seen.append(row)
            await session.press("j")
        assert seen == [row for row in panel.rows if row.stops]
        await session.press(*["pageup"] * 20)
        assert "▌Volodymyr" in session.text()
        assert "People" in session.text(), "the title above the first name is shown again"


async def test_it_follows_the_width_of_the_screen(open_app: Opener) -> None:
    async with open_app("enter", size=WIDE) as session:
        find(session)
        await session.press("P", "j")
        for width, height, beside in ((80, 24, False), (40, 20, False), (140, 40, True), (100, 30, True)):
            await session.pilot.resize_terminal(width, height)
            await session.settle()
            assert session.article.panel.beside is beside
            assert session.article.context == "panel"
            assert session.article.panel.current.words == "Sergei Shoigu"
            assert "▌Sergei Shoigu" in session.text()
            assert "KYIV, May 21" in session.text()
        await session.press("enter")
        await session.pilot.resize_terminal(80, 24)
        await session.settle()
        assert session.article.panel is None, "one that only stands by takes no rows from the text"


async def test_it_says_which_engine_spoke_and_what_went_wrong(open_app: Opener) -> None:
    async with open_app(size=WIDE) as session:
        find(session, "mine.engine:find raised ValueError: fast looked for the names instead")
        await session.press("enter", "P")
        shown = session.text()
        assert "│ found by accurate 1" in shown
        assert "│ mine.engine:find" in shown
        await session.pilot.resize_terminal(80, 24)
        await session.settle()
        assert "mine.engine:find raised ValueError: fast looked for the names instead" in session.text()


async def test_it_follows_another_analysis(open_app: Opener) -> None:
    async with open_app(size=WIDE) as session:
        find(session)
        await session.press("enter", "P", "j", "j")
        find(session)
        await session.settle()
        assert session.article.panel.current.words == "Natalia Zarytska"
        article_id = session.workspace.listing().row(0).id
        session.workspace.analyses.put(article_id, Analysis("fast 1"))
        await session.settle()
        assert "no names or quotes" in session.text()
        await session.press("j", "enter", "escape", "tab")
        assert session.word == "no names or quotes were found"


async def test_the_mouse_goes_there_too(open_app: Opener) -> None:
    async with open_app(size=WIDE) as session:
        find(session)
        await session.press("enter", "P")
        page = session.text().splitlines()
        y = next(nth for nth, row in enumerate(page) if "Serhiy Gaidai" in row[97:])
        await session.pilot.click(offset=(105, y))
        await session.settle()
        assert session.word == "Serhiy Gaidai · person · 1 in this article"
        assert session.article.article.number == 7


@pytest.mark.parametrize("size", [(20, 10), (33, 12), (59, 9), (200, 60)])
@pytest.mark.parametrize("marks", ["colour", "letters"])
async def test_any_size_shows_it_and_no_row_is_too_wide(
    open_app: Opener, size: tuple[int, int], marks: str
) -> None:
    async with open_app(size=size, settings=Settings(marks=marks)) as session:
        find(session, "an engine is not installed, so that another one looked for the names")
        await session.press("enter", "P", "j", "pagedown")
        assert session.article.panel.current is not None
        assert "▌" in session.text()
        await session.press("enter", "tab", "shift+tab", "h")
        assert session.article.context == "highlight"
        assert all(len(row) <= size[0] for row in session.text().splitlines())


async def test_a_resize_with_the_panel_below_keeps_the_place(open_app: Opener) -> None:
    async with open_app("enter", *["j"] * 12, size=USUAL) as session:
        find(session)
        await session.press("P")
        await session.pilot.resize_terminal(50, 30)
        await session.settle()
        await session.press("escape")
        assert session.article.article.number == 13
        assert "Ukraine’s general staff said it had" in session.text()


@pytest.mark.parametrize("size", [WIDE, (160, 50)])
async def test_counts_stand_below_one_another_whatever_was_accepted(
    open_app: Opener, size: tuple[int, int]
) -> None:
    async with open_app(size=size) as session:
        find(session)
        await session.press("enter", "P")
        before = [row.rindex("2") for row in session.text().splitlines() if "Sergei Shoigu   " in row]
        await session.press("j", "a")
        rows = [row for row in session.text().splitlines() if "Sergei Shoigu   " in row]
        assert ["●" in row for row in rows] == [True]
        assert [row.rindex("2") for row in rows] == before
