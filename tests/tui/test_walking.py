"""Names and quotes come in place and are walked with Tab; nothing else on the screen moves."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from typing import Any

import pytest

from reader.analysis.marks import Analysis, EntityType, Mention, Name
from reader.settings import Settings
from reader.spans import Span
from tests.tui.marked import sample_analysis

Opener = Callable[..., AbstractAsyncContextManager[Any]]


def find(session: Any, *notices: str) -> None:
    """Let the analysis of the first article be found, in a thread of its own as a real one is."""
    article_id = session.workspace.listing().row(0).id
    analysis = sample_analysis(session.workspace.article(article_id).text, *notices)
    thread = threading.Thread(target=session.workspace.analyses.put, args=(article_id, analysis))
    thread.start()
    thread.join()


def rows(session: Any) -> list[str]:
    """The rows of the page, without the bars beside quotes and who speaks them, in the blank lines."""
    shown = [row.replace("│", " ").rstrip() for row in session.text().splitlines()[3:-3]]
    return [re.sub(r"^( *▌?) {6,}(“ ?[^“”]*\?? ?)+$", r"\1", row).rstrip() for row in shown]


@pytest.mark.parametrize("size", [(40, 24), (80, 24), (120, 40)])
async def test_what_is_found_comes_in_place(open_app: Opener, size: tuple[int, int]) -> None:
    async with open_app("enter", *["j"] * 6, size=size) as session:
        before, view = rows(session), session.article.article.view
        assert "│ “The Russian army" not in session.text()
        await session.press("tab")
        assert session.word == "names are still being looked for"
        await session.press("P")
        assert session.word == "names are still being looked for"
        assert session.article.context == "article"
        find(session)
        await session.settle()
        assert rows(session) == before
        assert session.article.article.view == view
        assert session.word == "names are still being looked for", "what was said last is left"
        assert "│ “The Russian army" in session.text() or size[0] == 40
        await session.press("tab")
        assert session.word.startswith("quote · Serhiy Gaidai said")


@pytest.mark.parametrize("size", [(40, 24), (80, 24), (120, 40)])
async def test_letters_come_without_moving_a_word_to_another_line(
    open_app: Opener, size: tuple[int, int]
) -> None:
    async with open_app("enter", "j", size=size, settings=Settings(marks="letters")) as session:
        before, view = rows(session), session.article.article.view
        find(session)
        await session.settle()
        shown = session.text()
        assert "Azovstal/o" in shown
        assert "Russia/l’s" in shown
        without = [re.sub("(?<=[a-zA-Z])/[poln]", "", row) for row in rows(session)]
        assert without == before
        assert session.article.article.view == view


async def test_no_letters_with_colours_and_none_when_unwanted(open_app: Opener) -> None:
    async with open_app("enter", "j") as session:
        find(session)
        await session.settle()
        assert "Azovstal/o" not in session.text()


async def test_letters_without_colour_unless_unwanted(
    open_app: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with open_app() as session:
        find(session)
        await session.press("enter", "j")
        assert "Azovstal/o" in session.text()
    async with open_app(settings=Settings(marks="colour")) as session:
        find(session)
        await session.press("enter", "j")
        assert "Azovstal/o" not in session.text()


async def test_tab_walks_and_takes_the_cursor_along(open_app: Opener) -> None:
    async with open_app() as session:
        find(session)
        await session.press("enter", "j", "tab")
        assert session.word == "Ukrainian · people · 9 in this article"
        assert session.article.context == "highlight"
        said = []
        for _ in range(5):
            await session.press("tab")
            said.append((session.article.article.number, session.word.partition(" · ")[0]))
        assert said == [(2, "Mariupol"), (2, "Azovstal"), (2, "Russia"), (3, "quote"), (3, "Azovstal")]
        await session.press("tab")
        assert session.article.article.number == 5, "the post, 4, has none"
        await session.press("shift+tab", "shift+tab")
        assert session.word == "quote · Russia’s defense ministry said"
        assert session.article.article.number == 3


async def test_a_name_is_said_by_its_whole_name(open_app: Opener) -> None:
    async with open_app() as session:
        find(session)
        await session.press("enter", *["j"] * 16, "l")
        assert session.article.article.number == 17
        assert session.word == "Volodymyr Zelenskiy · person · 2 in this article"
        assert "▌· 17│ Zelenskiy said" in session.text()


async def test_the_focus_is_left_by_moving_and_by_escape(open_app: Opener) -> None:
    async with open_app() as session:
        find(session)
        await session.press("enter", "tab", "j")
        assert (session.article.context, session.article.article.number) == ("article", 2)
        await session.press("tab", "k", "k")
        assert (session.article.context, session.article.article.number) == ("article", 1)
        await session.press("tab", "escape")
        assert (session.article.context, session.article.article.number) == ("article", 1)
        await session.press("tab", "space")
        assert session.article.context == "article", "the cursor has left the paragraph"
        await session.press("escape")
        assert "newest first" in session.text()


async def test_it_stays_at_both_ends_and_says_so(open_app: Opener) -> None:
    async with open_app() as session:
        find(session)
        await session.press("enter", "G", *["tab"] * 9)
        assert session.word == "that was the last highlight"
        assert session.article.article.lit is not None
        assert session.article.article.number == 32
        await session.press("escape", "g", "tab", "shift+tab")
        assert session.word == "that was the first highlight"
        assert session.article.article.lit.start == 0
        await session.press("escape", "j", "j", "j", "tab")
        assert session.article.article.number == 5, "from a paragraph without any to the next that has one"


async def test_back_from_no_focus_begins_at_the_paragraphs_last(open_app: Opener) -> None:
    async with open_app() as session:
        find(session)
        await session.press("enter", "j", "h")
        assert session.word.startswith("Russia · place")
        assert session.article.article.number == 2


async def test_the_arrows_walk_in_their_set(open_app: Opener) -> None:
    async with open_app(settings=Settings(keys="arrows")) as session:
        find(session)
        await session.press("enter", "right", "right", "left")
        assert session.word.startswith("Kyiv · place")
        await session.press("down")
        assert session.article.context == "article"


async def test_a_key_that_means_nothing_on_a_highlight_says_so(open_app: Opener) -> None:
    async with open_app() as session:
        find(session)
        await session.press("enter", "tab", "0")
        assert session.word == "0: no command has this key here"
        await session.press("J")
        assert session.word == "J: no type has this capital"
        assert session.shards() == []
        assert session.article.context == "highlight"
        assert " NAME " in session.text()
        assert "conflict" not in session.text()


async def test_the_footer_takes_as_many_rows_on_a_highlight(open_app: Opener) -> None:
    async with open_app() as session:
        find(session)
        await session.press("enter")
        before = rows(session)
        await session.press("tab")
        assert rows(session) == before


async def test_a_long_paragraph_scrolls_to_the_highlight(open_app: Opener, folder: Any) -> None:
    words = " ".join(f"word{nth}" for nth in range(600))
    text = f"Ada Byron went out. {words} Bela Kun came in."
    for path in (folder / "seeds").glob("*"):
        path.unlink()
    (folder / "seeds" / "long.txt").write_text(text)
    async with open_app() as session:
        start = text.index("Bela")
        names = (Name(1, EntityType.PER, "Ada Byron"), Name(2, EntityType.PER, "Bela Kun"))
        mentions = (
            Mention(Span(0, 9), EntityType.PER, 1),
            Mention(Span(start, start + 8), EntityType.PER, 2),
        )
        article_id = session.workspace.listing().row(0).id
        session.workspace.analyses.put(article_id, Analysis("fast 1", mentions, names))
        await session.press("enter", "tab", "tab")
        assert session.word.startswith("Bela Kun")
        assert "Bela Kun" in "\n".join(rows(session))
        await session.press("h")
        assert "Ada Byron" in "\n".join(rows(session))


async def test_the_mouse_puts_the_focus_on_words(open_app: Opener) -> None:
    async with open_app(settings=Settings(marks="letters")) as session:
        find(session)
        await session.press("enter")
        for wanted in ("Mariupol", "Russia/l’s", "/o smashed", "ministry"):
            page = session.text().splitlines()
            y = next((nth for nth, row in enumerate(page) if wanted in row), -1)
            if y < 0:
                continue
            await session.pilot.click(offset=(page[y].index(wanted), y))
            await session.settle()
            expected = {"Mariupol": "Mariupol · place", "Russia/l’s": "Russia · place", "ministry": ""}
            assert session.word.startswith(expected.get(wanted, ""))
        assert session.article.context == "article", "words without a highlight take the focus away"


async def test_another_analysis_keeps_the_focus_where_it_can(open_app: Opener) -> None:
    async with open_app() as session:
        find(session)
        await session.press("enter", "j", "tab", "tab")
        lit = session.article.article.lit
        find(session)
        await session.settle()
        assert session.article.article.lit.spans == lit.spans
        article_id = session.workspace.listing().row(0).id
        session.workspace.analyses.put(article_id, Analysis("fast 1"))
        await session.settle()
        assert session.article.article.lit is None
        assert session.article.context == "article"
        await session.press("tab")
        assert session.word == "no names or quotes were found"


async def test_an_analysis_that_is_beside_the_text_harms_nothing(open_app: Opener) -> None:
    async with open_app() as session:
        article_id = session.workspace.listing().row(0).id
        far = 10**9
        mentions = (
            Mention(Span(far, far + 2), EntityType.PER, 1),
            Mention(Span(5, 5), EntityType.ORG, None),
            Mention(Span(0, 4), EntityType.LOC, 77),
        )
        session.workspace.analyses.put(article_id, Analysis("mine 1", mentions))
        await session.press("enter", "tab")
        assert session.word == "KYIV · place · 1 in this article"
        await session.press("escape", "P")
        assert "Places" in session.text()


async def test_what_is_to_be_known_of_the_engines_is_said_once(open_app: Opener) -> None:
    async with open_app("enter") as session:
        find(session, "spacy:xx is not installed: fast looked for the names")
        await session.settle()
        assert session.word == "spacy:xx is not installed: fast looked for the names"
        await session.press("q", "enter")
        assert session.word == ""


async def test_another_articles_names_are_not_drawn_here(open_app: Opener) -> None:
    async with open_app("enter") as session:
        analysis = sample_analysis(session.article.here.article.text)
        session.workspace.analyses.put("0" * 16, replace(analysis, engine="other 1"))
        await session.settle()
        assert session.article.article.highlights is None
