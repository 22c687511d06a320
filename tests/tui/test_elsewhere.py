"""Where else a name is, and who said what: from the article to the others, and back to where one was."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from reader.analysis.marks import Analysis, EntityType, Mention, Name, Quote, QuoteKind
from reader.analysis.shape import to_json
from reader.spans import Span
from reader.tui.screens.mentions_screen import MentionsScreen
from reader.tui.screens.quotes_screen import QuotesScreen
from reader.workspace.workspace import Workspace
from tests.tui.marked import sample_analysis

Opener = Callable[..., AbstractAsyncContextManager[Any]]
PER, ORG, LOC = EntityType.PER, EntityType.ORG, EntityType.LOC

POLAND = """WARSAW, May 22 (Reuters) – Poland was thanked on Sunday.

Nothing else was to be heard.

It was Volodymyr Zelenskiy who came, and he spoke of Finland.

“The border between us must be erased,” Zelenskiy said.
"""
HELSINKI = """HELSINKI, May 23 (Reuters) – Finland was praised by Zelenskiy.

“Finland is a friend,” Zelenskiy told reporters.
"""
HOSTILE = """OSLO, May 24 (Reuters) – [bold]Red[/bold] \x1b[31mEvil\x1b]0;x\x07 came with \u202eGnp\u202c Exe.

“Do [red]not[/red] \x1b[2Jgo,” said [bold]Red[/bold] \x1b[31mEvil\x1b]0;x\x07.
"""
EVIL = "[bold]Red[/bold] \x1b[31mEvil\x1b]0;x\x07"


def analysis_of(
    text: str, names: dict[str, tuple[EntityType, str]], quotes: dict[str, str | None]
) -> Analysis:
    """Words with their types and the names they stand for, and quotes with their speakers."""
    order = list(dict.fromkeys(called for _, called in names.values()))
    labels = {called: label for label, called in names.values()}
    mentions: list[Mention] = []
    for words, (label, called) in names.items():
        start = text.find(words)
        while start >= 0:
            span = Span(start, start + len(words))
            if not any(one.span.overlaps(span) for one in mentions):
                mentions.append(Mention(span, label, order.index(called) + 1))
            start = text.find(words, start + 1)
    said = []
    for words, speaker in quotes.items():
        start = text.index(words)
        said.append(Quote((Span(start, start + len(words)),), QuoteKind.DIRECT, None, None, speaker))
    return Analysis(
        "accurate 1",
        tuple(sorted(mentions, key=lambda one: one.span)),
        tuple(Name(nth, labels[called], called) for nth, called in enumerate(order, start=1)),
        tuple(said),
    )


ANALYSES = {
    POLAND: analysis_of(
        POLAND,
        {
            "Volodymyr Zelenskiy": (PER, "Volodymyr Zelenskiy"),
            "Zelenskiy": (PER, "Volodymyr Zelenskiy"),
            "Finland": (LOC, "Finland"),
        },
        {"“The border between us must be erased,”": "Volodymyr Zelenskiy"},
    ),
    HELSINKI: analysis_of(
        HELSINKI,
        {"Zelenskiy": (PER, "Zelenskiy"), "Finland": (ORG, "Finland")},
        {"“Finland is a friend,”": "Zelenskiy"},
    ),
    HOSTILE: analysis_of(
        HOSTILE,
        {EVIL: (PER, EVIL), "\u202eGnp\u202c Exe": (PER, "\u202eGnp\u202c Exe")},
        {"“Do [red]not[/red] \x1b[2Jgo,”": EVIL},
    ),
}


def find(session: Any, *without: str) -> None:
    """What all articles have is in the index, and what the sample has on the page."""
    workspace = session.workspace
    for article_id in workspace.articles.ids_beginning(""):
        article = workspace.article(article_id)
        known = ANALYSES.get(article.text)
        analysis = known or sample_analysis(article.text)
        if known is None:
            workspace.analyses.put(article_id, analysis, article.text_hash)
        if article.text in without:
            continue
        blocks = [{"start": block.span.start} for block in article.blocks]
        found = {**to_json(analysis, article.text), "blocks": blocks}
        workspace.whereabouts.put(article_id, article.text_hash, article.text, found)


def id_of(session: Any, text: str) -> str:
    workspace: Workspace = session.workspace
    return next(x for x in workspace.articles.ids_beginning("") if workspace.articles.text(x) == text)


def page_of(session: Any) -> list[str]:
    """The screen but for the last word, which the next key takes away."""
    rows = session.text().splitlines()
    return [*rows[:-3], *rows[-2:]]


async def until(session: Any, words: str) -> None:
    """Wait until the screen shows these words."""
    for _ in range(400):  # each is a moment
        if words in session.text():
            return
        await session.pilot.pause(0.01)
    raise AssertionError(session.text())


Library = Callable[..., AbstractAsyncContextManager[Any]]


@pytest.fixture
def open_library(folder: Path, open_app: Opener) -> Library:
    """Opens the app on the sample with three more articles, all in the index, the sample on the page."""

    @asynccontextmanager
    async def opened(*keys: str, without: tuple[str, ...] = (), **how: Any) -> AsyncIterator[Any]:
        for nth, text in enumerate(ANALYSES):
            (folder / "seeds" / f"{nth}.txt").write_text(text, "utf-8", newline="")
        async with open_app(**how) as session:
            find(session, *without)
            session.app.list.articles.go_to(3)
            await session.press(*keys)
            yield session

    return opened


# The first highlight of the sample is Kyiv; the one that is sought comes further on.
def light(session: Any, name: str, *, quote: bool = False) -> None:
    """Put the first highlight that begins with these words in focus."""
    screen = session.article
    found = screen.article.highlights
    text = screen.here.article.text
    screen.light(
        next(one for one in found.stops if one.is_quote == quote and text.startswith(name, one.start))
    )
    screen.refresh_bars()


def rows_of(session: Any) -> list[str]:
    return [row.rstrip() for row in session.text().splitlines()[3:-2] if row.strip()]


async def test_where_else_lists_this_article_then_the_others_newest_first(open_library: Library) -> None:
    async with open_library("enter") as session:
        light(session, "Volodymyr Zelenskiy")
        await session.press("w")
        lines = session.text().splitlines()
        assert lines[0].startswith(" Volodymyr Zelenskiy · person")
        assert lines[1].startswith(" 2 here · 1 other article · 1 perhaps")
        rows = rows_of(session)
        assert rows[0] == "  In this article"
        assert rows[1].startswith("▌    5  ")
        assert "Volodymyr Zelenskiy" in rows[1]
        assert rows[2].startswith("    17  ")
        assert rows[3:6] == [
            "  Other articles",
            "  Poland was thanked on Sunday                    Reuters           May 22    2",
            "    It was Volodymyr Zelenskiy who came, and he spoke of Finland.",
        ]
        assert rows[6] == "  Perhaps"
        assert "May 23" in rows[7]
        assert rows[8].endswith("· Zelenskiy")


async def test_enter_goes_there_and_escape_back_to_where_one_was(open_library: Library) -> None:
    async with open_library("enter", "j", "j", "j", "j") as session:
        light(session, "Volodymyr Zelenskiy")
        await session.settle()
        sample, view, shown = session.article, session.article.article.view, page_of(session)
        await session.press("w", "tab", "enter")
        assert "Poland was thanked" in session.text().splitlines()[0]
        assert session.article.article.number == 3
        assert not session.article.article.lit, "nothing was found there yet"
        poland = id_of(session, POLAND)
        session.workspace.analyses.put(poland, ANALYSES[POLAND])
        await session.settle()
        lit = session.article.article.lit
        assert lit is not None
        assert lit.spans[0].of(POLAND) == "Volodymyr Zelenskiy"
        assert session.word == "Volodymyr Zelenskiy · person · 2 in this article"
        await session.press("escape", "escape")
        assert isinstance(session.app.screen, MentionsScreen)
        assert session.app.screen.rows.cursor == 2
        await session.press("escape")
        assert session.article is sample
        assert (session.article.article.view, page_of(session)) == (view, shown)
        await session.press("escape", "escape")
        assert session.app.list.articles.current.id == sample.here.article.id


async def test_whoever_goes_on_meanwhile_is_left_in_peace(open_library: Library) -> None:
    async with open_library("enter") as session:
        light(session, "Volodymyr Zelenskiy")
        await session.press("w", "tab", "enter", "k")
        session.workspace.analyses.put(id_of(session, POLAND), ANALYSES[POLAND])
        await session.settle()
        assert session.article.article.number == 2
        assert session.article.article.lit is None


async def test_another_mention_here_is_gone_to(open_library: Library) -> None:
    async with open_library("enter") as session:
        light(session, "Volodymyr Zelenskiy")
        await session.press("w", "j", "enter")
        assert session.article.article.number == 17
        assert session.article.context == "highlight"
        assert session.word == "Volodymyr Zelenskiy · person · 2 in this article"


async def test_from_the_panel(open_library: Library) -> None:
    async with open_library("enter", "P", "w") as session:
        assert session.text().splitlines()[0].startswith(" Volodymyr Zelenskiy · person")
        await session.press("q")
        assert session.article.context == "panel"
        await session.press("w", "j", "enter")
        assert session.article.context == "highlight"
        assert session.article.article.number == 17


async def test_what_is_of_another_type_there_says_so(open_library: Library) -> None:
    async with open_library("enter") as session:
        light(session, "Finland")
        await session.press("w")
        rows = rows_of(session)
        others = rows[rows.index("  Other articles") :]
        assert "May 23" in others[1]
        assert others[2].endswith("· as organisation")
        assert "May 22" in others[3]


async def test_what_nobody_else_names(open_library: Library) -> None:
    async with open_library("enter", without=(POLAND, HOSTILE)) as session:
        light(session, "Gasum")
        await session.press("w")
        assert "no other article names Gasum · 2 articles are not looked at yet" in session.text()
        assert "2 articles are not looked at yet · r looks" in session.text().splitlines()[1]
        await session.press("tab")
        assert session.word == "there is nothing else here"


async def test_what_comes_meanwhile_moves_nothing(open_library: Library) -> None:
    async with open_library("enter", without=(POLAND,)) as session:
        light(session, "Finland")
        await session.press("w", "tab")
        before = session.text().splitlines()
        assert "1 other article" in before[1]
        find(session)
        await until(session, "2 other articles")
        now = session.text().splitlines()
        shown = [nth for nth, row in enumerate(before) if row.strip() and 3 <= nth < 20]
        assert [now[nth] for nth in shown] == [before[nth] for nth in shown]
        assert "May 22" in "".join(now)


async def test_a_row_is_copied_with_where_it_is_from(open_library: Library) -> None:
    async with open_library("enter") as session:
        light(session, "Volodymyr Zelenskiy")
        await session.press("w", "tab", "y")
        assert session.app.clipboard == (
            "It was Volodymyr Zelenskiy who came, and he spoke of Finland.\n"
            "— “Poland was thanked on Sunday”, Reuters, May 22"
        )
        assert session.word == "copied, with where it is from"


async def test_who_said_what_from_the_list(open_library: Library) -> None:
    async with open_library("W") as session:
        assert session.text().splitlines()[1].startswith(" 9 speakers · 10 quotes")
        rows = rows_of(session)
        assert rows[0] == ("▌ Volodymyr Zelenskiy                                2 quotes  in 2 articles")
        await session.press("enter")
        assert session.text().splitlines()[0].startswith(" Volodymyr Zelenskiy")
        assert session.text().splitlines()[1].startswith(" 2 quotes · 1 perhaps")
        rows = rows_of(session)
        assert rows[:4] == [
            "▌ “The border between us must be erased,”",
            "▌   Poland was thanked on Sunday                Reuters           May 22   on 4",
            "  “completely destroyed”",
            "    Russia moved nearer to control over Ukr…    Reuters           May 21  on 17",
        ]
        assert rows[4:6] == ["  Perhaps", "  “Finland is a friend,”"]
        assert rows[6].startswith("    Zelenskiy · Finland was praised")
        await session.press("enter")
        assert session.article.here.article.text == POLAND
        assert session.article.article.number == 4
        session.workspace.analyses.put(id_of(session, POLAND), ANALYSES[POLAND])
        await session.settle()
        assert session.article.article.lit.is_quote
        await session.press("escape", "escape")
        assert isinstance(session.app.screen, QuotesScreen)
        await session.press("escape")
        assert "9 speakers" in session.text()
        await session.press("escape")
        assert session.app.screen is session.app.list


async def test_a_speaker_is_gone_back_to(open_library: Library) -> None:
    async with open_library("W", "j", "j", "j") as session:
        before = session.text()
        await session.press("enter", "escape")
        assert session.text() == before


async def test_words_filter_speakers_and_what_they_said(open_library: Library) -> None:
    async with open_library("W", "slash", *"GAS") as session:
        await until(session, "with “GAS”")
        assert rows_of(session)[0].startswith("▌ Gasgrid Finland")
        assert "1 speaker · 1 quote · with “GAS”" in session.text()
        await session.press("enter", "enter")
        assert "“Gas imports through" in session.text()
        await session.press("escape")
        await until(session, " 1 quote ")
        assert "Gasgrid Finland" in session.text().splitlines()[0]
        await session.press("escape")
        assert "9 speakers" in session.text()


async def test_nothing_fits_the_words(open_library: Library) -> None:
    async with open_library("W", "slash", *"ñandú") as session:
        await until(session, "no quote has “ñandú”")
        await session.press("enter", "enter", "y", "j", "G")
        assert session.app.screen.rows.cursor == 0
        await session.press("escape")
        await until(session, "9 speakers")


async def test_quotes_are_copied_with_who_said_them(open_library: Library) -> None:
    async with open_library("W", "y") as session:
        assert session.app.clipboard.startswith(
            "“The border between us must be erased,”\n— Volodymyr Zelenskiy, in "
            "“Poland was thanked on Sunday”, Reuters, May 22\n\n“completely destroyed”\n— "
        )
        assert session.word == "copied 2 quotes, with where they are from"
        await session.press("enter", "j", "y")
        assert session.app.clipboard.startswith(
            "“completely destroyed”\n— Volodymyr Zelenskiy, in “Russia moved"
        )
        assert session.word == "copied 1 quote, with where it is from"


async def test_on_a_quote_where_else_is_what_its_speaker_said(open_library: Library) -> None:
    async with open_library("enter") as session:
        light(session, "“completely", quote=True)
        await session.press("w")
        assert isinstance(session.app.screen, QuotesScreen)
        assert "The border between us" in session.text()
        await session.press("escape")
        assert session.article.context == "highlight"


async def test_a_quote_of_nobody_says_so(open_library: Library) -> None:
    async with open_library("enter") as session:
        article = session.article.here.article
        quote = Quote((Span(0, 4),), QuoteKind.DIRECT)
        session.workspace.analyses.put(article.id, Analysis("accurate 1", quotes=(quote,)), article.text_hash)
        await session.settle()
        await session.press("tab", "w")
        assert session.word == "nobody is named as the speaker of this quote"


async def test_from_an_article_by_its_name(open_library: Library) -> None:
    async with open_library("enter", "colon", *"who said", "enter") as session:
        assert isinstance(session.app.screen, QuotesScreen)
        await session.press("escape")
        assert session.article.article.number == 1


async def test_hostile_names_are_shown_and_not_obeyed(open_library: Library) -> None:
    async with open_library("W", "slash", *"evil") as session:
        await until(session, "1 speaker")
        assert "[bold]Red[/bold] ␛[31mEvil␛]0;x␇" in session.text()
        await session.press("enter", "enter")
        assert "“Do [red]not[/red] ␛[2Jgo,”" in session.text()
        await session.press("enter")
        oslo = id_of(session, HOSTILE)
        session.workspace.analyses.put(oslo, ANALYSES[HOSTILE])
        await session.settle()
        light(session, "\u202eGnp")
        await session.press("w")
        text = session.text()
        assert "\u202e" not in text
        assert "\x1b" not in text
        assert "�Gnp� Exe" in text.splitlines()[0]


@pytest.mark.parametrize("size", [(80, 24), (40, 20), (10, 5)])
async def test_the_cursor_stays_in_sight(open_library: Library, size: tuple[int, int]) -> None:
    async with open_library("enter", size=size) as session:
        light(session, "Ukraine")
        await session.press("w", "G", "g", "space", "pagedown", "pageup")
        await session.press("G")
        if size[1] > 5:
            assert any(row.startswith("▌") for row in session.text().splitlines()[3:])
        await session.pilot.resize_terminal(60, 20)
        await session.settle()
        assert any(row.startswith("▌") for row in session.text().splitlines()[3:])


async def test_undo_leads_back_to_the_article_it_is_about(open_library: Library) -> None:
    async with open_library("enter", "1") as session:
        light(session, "Finland")
        await session.press("w", "u")
        assert session.article.article.number == 1
        assert session.on_disk() == {}
