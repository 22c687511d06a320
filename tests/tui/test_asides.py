"""Guidelines, and who decided what and when: one key away, and never over the paragraph that is judged."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from datetime import UTC
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.annotations.deciding import Act, Choice
from reader.annotations.scheme import Label, LabelTarget, Scheme
from reader.settings import load_settings
from reader.tui.asides import Counts, Ink, article_lines, guide_lines, paragraph_lines
from reader.tui.bars import bar_strip
from reader.tui.glyphs import cells, inert
from reader.tui.looks import looks_for
from reader.tui.signs import UNICODE
from reader.workspace.informing import About, Share, WhoWhen
from reader.workspace.root import Root
from reader.workspace.workspace import Workspace

Opener = Callable[..., AbstractAsyncContextManager[Any]]
PLAIN = looks_for({}, plain=True)


def said(lines: list[Any]) -> str:
    return "\n".join("".join(text for text, _ in (*line.left, *line.right)) for line in lines)


@pytest.mark.parametrize("size", [(120, 40), (100, 30), (80, 24), (40, 20)])
async def test_the_guidelines_stand_by_while_one_decides(open_app: Opener, size: tuple[int, int]) -> None:
    async with open_app("enter", size=size) as session:
        first = session.text()
        await session.press("H")
        text = session.text()
        assert "Guidelines" in text
        assert "what a" in text
        assert "H more" in text
        # The paragraph under the cursor is whole, its first words where they were.
        assert first.split("\n")[3][:8].strip() in text
        article = session.article.article
        assert article.rows_of_current <= article.size.height
        await session.press("1")
        assert session.on_disk() == {1: {"label conflict"}}
        assert "Guidelines" in session.text()
        assert session.article.article.number == 2
        assert article.rows_of_current <= article.size.height


async def test_every_paragraph_stays_whole_above_the_guidelines(open_app: Opener) -> None:
    async with open_app("enter", "H", size=(40, 24)) as session:
        article, seen = session.article.article, 0
        for _ in range(24):
            await session.press("j")
            top, rows = article._page.top(article.view.cursor), article.rows_of_current
            if rows <= 14:
                seen += 1
                assert article.view.top <= top
                assert top + rows <= article.view.top + article.size.height
        assert seen > 12


async def test_the_key_pages_on_and_then_closes(open_app: Opener) -> None:
    async with open_app("enter") as session:
        before = session.text()
        presses = 0
        await session.press("H")
        while "Guidelines" in session.text():
            presses += 1
            assert presses < 30
            await session.press("H")
        assert presses > 2
        assert session.text() == before
        await session.press("H", "escape")
        assert session.text() == before


async def test_counts_tell_how_often_a_label_is_given(folder: Path, open_app: Opener) -> None:
    (folder / "seeds" / "second.txt").write_text("Rain fell.\n\nIt fell for hours.\n", "utf-8")
    async with open_app("enter", "g", "1", "1", "escape", size=(120, 40)) as session:
        articles = session.app.list.articles
        other = next(n for n in range(2) if n != articles.cursor)
        articles.go_to(other)
        await session.press("enter", "g", "1", "H")
        assert "1 of 3" in session.text()


async def test_the_panel_and_the_guidelines_take_turns(open_app: Opener) -> None:
    from tests.tui.test_names_snapshots import marked

    async with open_app(size=(120, 40)) as session:
        marked(session.workspace)
        await session.press("enter", "H", "P")
        assert "Guidelines" not in session.text()
        assert "People" in session.text()
        # With a name in focus the panel only stands by.
        await session.press("enter", "escape", "H")
        assert "Guidelines" in session.text()
        assert "Organisations" not in session.text()


async def test_guidelines_move_below_the_text_when_the_screen_gets_narrow(open_app: Opener) -> None:
    async with open_app("enter", "H", size=(120, 40)) as session:
        assert session.article.aside.beside
        await session.pilot.resize_terminal(80, 24)
        await session.settle()
        assert not session.article.aside.beside
        assert "Guidelines" in session.text()
        assert session.article.article.size.width == 80


async def test_who_and_when_tells_every_decision_and_how_it_came(open_app: Opener) -> None:
    async with open_app("enter", "1", "g", "2", "g", "1", "g", "I") as session:
        text = session.text()
        assert "Who and when" in text
        assert "economy" in text
        assert "alice" in text
        assert "by hand" in text
        assert "What was done, newest first" in text
        await session.press("j")
        assert "nothing was decided here yet" in session.text()
        await session.press("I")
        assert "Who and when" not in session.text()


async def test_who_and_when_says_on_which_words(open_app: Opener) -> None:
    async with open_app("enter", "v", "P", "I", size=(120, 40)) as session:
        assert "person on “KYIV”" in session.text()


async def test_others_are_told_of_only_after_ones_own_decision(folder: Path, open_app: Opener) -> None:
    bruno = Workspace(Root(folder, plain=False), load_settings(folder), "bruno")
    list(bruno.scan())
    sheet = bruno.sheet(bruno.articles.ids_beginning("")[0])
    bruno.decide(sheet, sheet.target_of_block(1), Choice(Act.TOGGLE, "civilians"))
    bruno.flush(10)
    bruno.close()
    async with open_app("enter", "g", "I") as session:
        assert "1 other has decided here" in session.text()
        assert "bruno" not in session.text()
        await session.press("1", "g", "k")
        assert "civilians" in session.text().split("Who and when")[1]
        assert "bruno" in session.text()


async def test_an_article_in_the_list_says_where_it_comes_from(open_app: Opener) -> None:
    async with open_app("enter", "1", "q", "I") as session:
        text = session.text()
        assert "seeds/000_b3b8dfdd0de7d55a.txt" in text
        assert "1 of 29 decided" in text
        await session.press("escape")
        assert "Who and when" not in session.text()


async def test_the_list_has_the_guidelines_too(open_app: Opener) -> None:
    async with open_app("H") as session:
        assert "Label what a paragraph reports" in session.text()
        await session.press("escape")
        assert "Guidelines" not in session.text()


def test_labels_of_articles_come_first_in_the_list() -> None:
    scheme = Scheme(
        (Label("one", "one"), Label("whole", "whole", target=LabelTarget.DOCUMENT, description="of it all"))
    )
    text = said(guide_lines(scheme, {}, Counts({"whole": 3}), Ink(40, PLAIN, UNICODE), LabelTarget.DOCUMENT))
    assert text.index("whole") < text.index("one")
    assert "3" in text


def test_without_labels_it_says_what_to_do() -> None:
    text = said(guide_lines(Scheme(), {}, Counts(), Ink(60, PLAIN, UNICODE)))
    assert "No labels yet: t makes one" in text


@given(
    name=st.text(max_size=60),
    about=st.text(max_size=400),
    example=st.text(max_size=80),
    guidelines=st.text(max_size=400),
    width=st.integers(10, 100),
)
def test_no_guideline_is_wider_than_its_room_or_obeyed(
    name: str, about: str, example: str, guidelines: str, width: int
) -> None:
    label = Label("x", name, "1", "red", about, examples=(example,))
    lines = guide_lines(
        Scheme((label,), guidelines=guidelines), {"x": ", sh"}, Counts({}, {}), Ink(width, PLAIN, UNICODE)
    )
    for line in lines:
        strip = bar_strip(line, width + 2)
        assert strip.cell_length == width + 2
        text = "".join(part for part, _ in line.left)
        assert inert(text) == text
        assert cells(text) <= width


def test_facts_of_an_article_and_of_a_paragraph_without_any() -> None:
    about = About("t", "wire", ("a.txt", "b.txt"), "2026-05-21", "2026-05-22T10:30:00Z", 12, 3, ())
    text = said(article_lines(about, Ink(60, PLAIN, UNICODE), UTC))
    assert "21 May 2026" in text
    assert "22 May 2026 10:30" in text
    assert "nobody has decided anything here yet" in text
    shared = About("t", "", (), None, "?", 12, 3, (Share("bruno", 2, 1),))
    assert "2 of 3 decided, 1 flagged" in said(article_lines(shared, Ink(60, PLAIN, UNICODE), UTC))
    assert "nothing was decided" in said(paragraph_lines(WhoWhen((), ()), Ink(60, PLAIN, UNICODE), UTC))
