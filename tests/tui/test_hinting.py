"""Letters to choose by: who gets which, where they stand, and where they lead."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.segment import Segment
from rich.style import Style
from textual.pilot import Pilot
from textual.strip import Strip

from reader.settings import Settings
from reader.tui.app import ReaderApp
from reader.tui.glyphs import inert
from reader.tui.hinting import LETTERS, Offer, codes, give_initials, give_letters
from reader.tui.overlay import Over, lay_over
from reader.tui.widgets.article_view import ArticleView
from reader.workspace.workspace import Workspace
from tests.tui.marked import sample_analysis
from tests.tui.test_names_snapshots import marked

Opener = Callable[..., AbstractAsyncContextManager[Any]]
BOLD = Style(bold=True)


@given(st.integers(0, 1_000))
def test_no_code_begins_another_and_the_short_ones_come_first(count: int) -> None:
    found = codes(count)
    assert len(found) == count
    assert not any(after.startswith(before) for before, after in pairwise(sorted(found)))
    assert [len(code) for code in found] == sorted(len(code) for code in found)
    assert found == codes(count), "and it is always the same"


def test_one_letter_suffices_as_long_as_there_are_enough() -> None:
    assert codes(4) == ("f", "j", "d", "k")
    assert "".join(codes(len(LETTERS))) == LETTERS
    assert codes(19)[:3] == ("f", "j", "d")
    assert codes(19)[-2:] == ("cf", "cj")


def test_initials_are_those_of_the_names_and_keep() -> None:
    names = ("Gaidai", "Shoigu", "Gasum", "Łukasz", "Öz", "習近平")
    letters = ["".join(give_initials([(one, Offer(one)) for one in names[:n]]).offers) for n in range(1, 7)]
    assert letters[-1] == "gsauob"
    assert all(letters[-1].startswith(before) for before in letters)
    assert list(give_initials([("Vance", Offer(1))], taken="v").offers) == ["a"]
    many = give_initials([("x", Offer(nth)) for nth in range(30)])
    assert len(many.offers) == 26


def test_typing_leaves_what_goes_on_so() -> None:
    lettered = give_letters([Offer(nth, offset=nth) for nth in range(19)])
    assert len(lettered.labels.offsets) == 19
    begun = lettered.press("c")
    assert begun is not None
    assert begun.chosen is None
    assert begun.labels.offsets == {17: "cf", 18: "cj"}
    done = begun.press("j")
    assert done is not None
    assert done.chosen == Offer(18, offset=18)
    assert begun.press("x") is None
    assert begun.back() == lettered


@given(
    st.text("ab 中é\u0301", min_size=1, max_size=30),
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 4)), max_size=4),
)
def test_what_is_laid_over_moves_nothing(text: str, places: list[tuple[int, int]]) -> None:
    strip = Strip([Segment(inert(text))])
    overs = [Over(start, start + size, BOLD, "x" * size) for start, size in sorted(places)]
    assert lay_over(strip, overs).cell_length == strip.cell_length
    restyled = lay_over(strip, [Over(one.start, one.end, BOLD) for one in overs])
    assert restyled.cell_length == strip.cell_length


def rows(session: Any) -> list[str]:
    return list(session.text().splitlines())


async def test_jump_to_a_paragraph(open_app: Opener) -> None:
    async with open_app("enter") as session:
        before = rows(session)
        await session.press("semicolon")
        shown = rows(session)
        assert shown[3].startswith("▌f  1  KYIV"), "the letter stands in the gutter, the text as it was"
        assert [row[7:] for row in shown[3:20]] == [row[7:] for row in before[3:20]]
        assert "JUMP" in shown[22]
        await session.press("d")
        assert session.article.article.number == 3
        assert not session.article.article.labels.blocks
        assert not session.shards(), "letters decide nothing"


async def test_jump_to_a_highlight_by_two_letters(open_app: Opener) -> None:
    async with open_app("enter", size=(80, 40)) as session:
        article: ArticleView = session.article.article
        text = session.article.here.article.text
        session.workspace.analyses.put(session.article.here.article.id, sample_analysis(text))
        await session.settle()
        await session.press("semicolon")
        code, offset = next((code, at) for at, code in article.labels.offsets.items() if len(code) == 2)
        await session.press(code[0])
        assert all(one.startswith(code[0]) for one in article.labels.offsets.values())
        await session.press("backspace")
        assert len({one[0] for one in article.labels.offsets.values()}) > 1
        await session.press(*code)
        assert article.lit is not None
        assert article.lit.start == offset
        assert not article.labels.offsets


async def test_what_is_no_letter_is_said_and_esc_leads_back(open_app: Opener) -> None:
    async with open_app("enter", "j") as session:
        view = session.article.article.view
        before = session.text()
        await session.press("semicolon", "z")
        assert session.word == "nothing has z here"
        assert session.article.article.labels.blocks
        await session.press("1", "escape")
        assert session.article.article.view == view
        assert not session.shards()
        await session.press("j", "k")
        assert session.text() == before


@pytest.mark.parametrize("width", [40, 80, 120])
async def test_letters_move_no_line_at_any_width(open_app: Opener, width: int) -> None:
    async with open_app("enter", size=(width, 24)) as session:
        text = session.article.here.article.text
        session.workspace.analyses.put(session.article.here.article.id, sample_analysis(text))
        await session.settle()
        before = rows(session)
        await session.press("semicolon")
        after = rows(session)
        assert [len(row) for row in before] == [len(row) for row in after]
        for old, new in zip(before[3:20], after[3:20], strict=True):
            changed = [nth for nth, (one, other) in enumerate(zip(old, new, strict=True)) if one != other]
            assert all(new[nth] in LETTERS for nth in changed)


@pytest.mark.parametrize("marks", ["auto", "letters"])
def test_looks(
    marks: str, snap_compare: Callable[..., bool], open_workspace: Callable[..., Workspace]
) -> None:
    workspace = marked(open_workspace(Settings(marks=marks)))

    async def before(pilot: Pilot[int]) -> None:
        await pilot.press("enter", "j", "semicolon")
        await pilot.pause()
        await pilot.pause()

    assert snap_compare(ReaderApp(workspace, look=False), terminal_size=(80, 24), run_before=before)


async def test_exactly_what_is_on_the_screen_has_letters(open_app: Opener) -> None:
    async with open_app("enter") as session:
        article: ArticleView = session.article.article
        text = session.article.here.article.text
        session.workspace.analyses.put(session.article.here.article.id, sample_analysis(text))
        await session.settle()
        for height in range(10, 32, 3):
            await session.pilot.resize_terminal(80, height)
            for key in ("g", "^d", "G"):
                await session.press("ctrl+d" if key == "^d" else key)
                await session.press("semicolon")
                page, top = article._page, article.view.top
                seen = range(top, top + article.size.height)
                found = article.highlights
                assert found is not None
                stops = [stop for stop in found.stops if page.row_of(stop.start) in seen]
                assert len(article.labels.offsets) == len(stops)
                tops = [
                    any(row in seen for row in range(page.top(n), page.bottom(n)))
                    for n in range(len(page.blocks))
                ]
                assert sorted(article.labels.blocks) == [n for n, shown in enumerate(tops) if shown]
                await session.press("escape")
