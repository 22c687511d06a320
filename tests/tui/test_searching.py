"""Finding words in an article: what is found, where it is marked, and the way back."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from textual.pilot import Pilot

from reader.annotations.deciding import Act, Choice
from reader.settings import Settings
from reader.spans import Span
from reader.tui.app import ReaderApp
from reader.tui.searching import Searched, fold
from reader.workspace.workspace import Workspace
from tests.tui.marked import sample_analysis
from tests.tui.test_names_snapshots import marked

Opener = Callable[..., AbstractAsyncContextManager[Any]]
SIGNS = st.text(st.sampled_from("aAbBeéÉ\u0301ßæØ ’'\u00ad\t\n\xa0“–中ﬁ한ёИ\x00.(*"), max_size=30)


def find(text: str, words: str) -> list[str]:
    hits = Searched(text, [Span(0, len(text))]).find(words)
    return [hits.span(nth).of(text) for nth in range(len(hits))]


@pytest.mark.parametrize(
    ("words", "text", "expected"),
    [
        ("cafe", "the Café, the cafe\u0301s, a CAFE", ["Café", "cafe\u0301", "CAFE"]),
        ("Cafe", "the Café, a cafe, a CAFE", ["Café"]),
        ("CAFÉ", "the Café, a CAFE", ["CAFE"]),
        ("entry point", "the entry\npoint, an entry \t\xa0 point", ["entry\npoint", "entry \t\xa0 point"]),
        ("ukraine's", "Ukraine’s, Ukraine's", ["Ukraine’s", "Ukraine's"]),
        ('"no"', "“no” „no“ «no»", ["“no”", "„no“", "«no»"]),
        ("strasse", "Straße STRASSE", ["Straße", "STRASSE"]),
        ("lodz", "Łódź", ["Łódź"]),
        ("co-op", "co–op, co\u00ad-op", ["co–op", "co\u00ad-op"]),
        ("election", "elec\u00adtion", ["elec\u00adtion"]),
        ("株価", "東京の株価が", ["株価"]),
        ("g7", "Ｇ７ G7", ["Ｇ７", "G7"]),
        ("か", "が", []),
        ("a.c", "abc a.c", ["a.c"]),
        ("", "abc", []),
        ("  ", "a  b", []),
        ("\x00", "a\x00b", ["\x00"]),
    ],
)
def test_what_is_found(words: str, text: str, expected: list[str]) -> None:
    assert find(text, words) == expected


def test_no_hit_goes_from_one_block_into_the_next() -> None:
    text = "of the war\n\nThe war"
    searched = Searched(text, [Span(0, 10), Span(12, 19)])
    assert len(searched.find("war the")) == 0
    assert [searched.find("the war").span(nth) for nth in range(2)] == [Span(3, 10), Span(12, 19)]


def slowly(text: str, words: str, *, capitals: bool) -> list[Span]:
    """The same, sign by sign and without the quick way back."""
    signs = [(fold(char, capitals=capitals), nth) for nth, char in enumerate(text)]
    folded: list[tuple[str, int, int]] = []
    for sign, nth in signs:
        if sign == " " and folded and folded[-1][0] == " ":
            folded[-1] = (" ", folded[-1][1], nth + 1)
        else:
            folded += [(one, nth, nth + 1) for one in sign]
    plain, wanted = "".join(sign for sign, _, _ in folded), fold(words, capitals=capitals)
    found, start = [], 0
    while wanted.strip() and (place := plain.find(wanted, start)) >= 0:
        start = place + len(wanted)
        found.append(Span(folded[place][1], folded[start - 1][2]))
    return found


@given(SIGNS, SIGNS)
@example("e\u0301 x", "e x")
@example("a \u00ad b", "a b")
@example("ßß", "ss")
def test_a_hit_is_where_a_slow_search_has_it(text: str, words: str) -> None:
    capitals = any(char.isupper() for char in words)
    hits = Searched(text, [Span(0, len(text))]).find(words)
    found = [hits.span(nth) for nth in range(len(hits))]
    expected = slowly(text, words, capitals=capitals)
    assert [span.start for span in found] == [span.start for span in expected]
    for quick, slow in zip(found, expected, strict=True):
        # It takes along what is not looked for behind its last sign: accents, and what is never seen.
        assert quick.start < quick.end
        assert slow.end <= quick.end
        assert not fold(text[slow.end : quick.end], capitals=capitals)


@given(SIGNS, st.integers(0, 30), st.integers(1, 10))
def test_every_piece_of_a_text_is_found_where_it_is(text: str, start: int, size: int) -> None:
    piece = text[start : start + size]
    hits = Searched(text, [Span(0, len(text))]).find(piece)
    if fold(piece).strip():
        assert len(hits)
        near = [span for _, span in hits.within(Span(start, start + len(piece)))]
        assert near, "at its own place, or one that reaches into it"
    assert [span for _, span in hits.within(Span(0, len(text)))] == [hits.span(n) for n in range(len(hits))]


async def test_hits_are_marked_while_one_types(open_app: Opener) -> None:
    async with open_app("enter") as session:
        article = session.article.article
        await session.press("slash", *"gaz")
        assert len(article.found) == session.article.here.article.text.lower().count("gaz")
        assert "find: gaz" in session.text()
        assert f"1 of {len(article.found)}" in session.text()
        first = session.article.hit_span()
        assert first is not None
        assert first.of(session.article.here.article.text) == "Gaz"
        assert "[" not in session.text(), "colours tell which hit is meant"
        number = article.number
        await session.press("down")
        assert f"2 of {len(article.found)}" in session.text()
        assert article.number >= number
        await session.press("up", "up")
        assert "wrapped" in session.text()
        assert not session.shards(), "a letter that is typed is no decision"


async def test_esc_leads_back_to_exactly_where_one_was(open_app: Opener) -> None:
    async with open_app("enter", "j", "j") as session:
        text = session.article.here.article.text
        session.workspace.analyses.put(session.article.here.article.id, sample_analysis(text))
        await session.settle()
        await session.press("tab", "tab")
        before, view, lit = session.text(), session.article.article.view, session.article.article.lit
        await session.press("slash", *"finland", "down", "down")
        assert session.article.article.view.top > view.top
        await session.press("escape")
        assert session.article.article.view == view
        assert session.article.article.lit == lit
        shown = session.text().splitlines()
        assert shown[:20] == before.splitlines()[:20]


async def test_kept_hits_are_walked_and_cleared(open_app: Opener) -> None:
    async with open_app("enter") as session:
        article = session.article.article
        await session.press("slash", *"finland", "enter")
        count = len(article.found)
        assert f"HITS  “finland” 1 of {count}" in session.text()
        assert "n N hits  Enter next undecided  Esc clear" in session.text()
        seen = {session.article.hit_span()}
        for _ in range(count - 1):
            await session.press("n")
            seen.add(session.article.hit_span())
        assert len(seen) == count
        await session.press("n")
        assert session.word == "wrapped"
        assert f"1 of {count}" in session.text()
        await session.press("N")
        assert f"{count} of {count}" in session.text()
        await session.press("g", "n")
        assert f"1 of {count}" in session.text(), "from where the cursor went"
        await session.press("g", "right_square_bracket")
        assert article.number == 2, "] still goes to the next undecided"
        await session.press("1")
        assert session.on_disk() == {2: {"label conflict"}}
        await session.press("escape")
        assert not len(article.found)
        assert "HITS" not in session.text()
        await session.press("n")
        assert session.article.context == "article"


async def test_nothing_found_is_said_and_moves_nothing(open_app: Opener) -> None:
    async with open_app("enter", "j") as session:
        view = session.article.article.view
        await session.press("slash", *"zzz")
        assert "none" in session.text()
        assert session.article.article.view == view
        await session.press("enter")
        assert session.word == "“zzz” is not in this article"
        assert session.article.article.view == view


async def test_enter_alone_looks_for_the_same_again(open_app: Opener) -> None:
    async with open_app("enter") as session:
        await session.press("slash", *"Moscow", "enter")
        count = len(session.article.article.found)
        await session.press("escape", "g", "slash", "enter")
        assert len(session.article.article.found) == count > 0


async def test_words_are_found_in_notes(open_app: Opener) -> None:
    async with open_app("enter") as session:
        await session.press("j", "j", "m", *"who counts", "escape", "g")
        screen = session.article
        text = screen.here.article.text
        words = Span(text.index("Gaidai"), text.index("Gaidai") + 6)
        deed = session.workspace.decide(
            screen.here, screen.here.target_of_span(words), Choice(Act.NOTE, note="counts for more")
        )
        screen.sheet = deed.sheet
        await session.press("slash", *"counts", "tab")
        assert "find in notes: counts" in session.text()
        assert "1 of 2" in session.text()
        assert session.article.article.number == 3
        assert session.word == "who counts"
        await session.press("enter", "n")
        assert session.word == "counts for more"
        assert "Gaidai" in session.article.article.block_span().of(text)


async def test_esc_after_a_resize_leads_back_to_the_paragraph(open_app: Opener) -> None:
    async with open_app("enter", "j", "j") as session:
        await session.press("slash", *"finland")
        assert session.article.article.number > 3
        await session.pilot.resize_terminal(40, 20)
        await session.press("escape")
        assert session.article.article.number == 3


@pytest.mark.parametrize(
    "keys", [("slash", *"ukrain", "down"), ("slash", *"ukrain", "enter", "n", "n")], ids=["typed", "kept"]
)
@pytest.mark.parametrize("look", ["colours", "plain", "letters"])
def test_looks(
    keys: tuple[str, ...],
    look: str,
    snap_compare: Callable[..., bool],
    open_workspace: Callable[..., Workspace],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if look == "plain":
        monkeypatch.setenv("NO_COLOR", "1")
    workspace = marked(open_workspace(Settings(marks="letters" if look == "letters" else "auto")))

    async def before(pilot: Pilot[int]) -> None:
        await pilot.press("enter", *keys)
        await pilot.pause()
        await pilot.pause()

    assert snap_compare(ReaderApp(workspace, look=False), terminal_size=(80, 24), run_before=before)


async def test_words_are_chosen_from_the_hit_on(open_app: Opener) -> None:
    async with open_app("enter") as session:
        text = session.article.here.article.text
        await session.press("slash", *"entry point", "enter", "v")
        chosen = session.article.article.chosen
        assert chosen is not None
        assert chosen.start == text.index("entry point")
        await session.press("escape")
        assert session.article.context == "hits"


async def test_the_mouse_still_finds_highlights_among_hits(open_app: Opener) -> None:
    async with open_app("enter") as session:
        text = session.article.here.article.text
        session.workspace.analyses.put(session.article.here.article.id, sample_analysis(text))
        await session.settle()
        await session.press("slash", *"may", "enter")
        await session.pilot.click("#article", offset=(8, 0))
        await session.settle()
        assert session.article.article.lit is not None
        await session.press("escape")
        assert session.article.article.lit is None
        assert len(session.article.article.found)


async def test_pasted_words_are_looked_for(open_app: Opener) -> None:
    from textual import events

    async with open_app("enter") as session:
        await session.press("slash")
        session.app.screen.focused.post_message(events.Paste("steel works"))
        await session.settle()
        assert "none" in session.text()
        await session.press("left", *",", "backspace", "escape")
        assert session.article.search is None
