"""Choosing words by keys: three or four keys make a name of free text."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.spans import Span
from reader.tui import selection
from reader.tui.selection import moved_edge, start_selection
from reader.tui.wording import letter_edges, phrase_end, runs_of_capitals, sentence_around, words_in
from tests.tui.test_judging import ready, said, words
from tests.tui.test_layout import TEXTS

Opener = Callable[..., AbstractAsyncContextManager[Any]]

MOTIONS = (
    selection.next_word,
    selection.previous_word,
    selection.word_end,
    selection.next_letter,
    selection.previous_letter,
    lambda chosen, _: chosen.swapped(),
    selection.restarted,
    lambda chosen, text: selection.word_beginning(chosen, text, "a"),
    lambda chosen, _: chosen.to(chosen.block.start),
    lambda chosen, _: chosen.to(chosen.block.end),
)


@given(TEXTS, st.lists(st.integers(0, len(MOTIONS) - 1)))
def test_a_selection_stays_in_its_block_and_holds_something(text: str, moves: list[int]) -> None:
    block = Span(0, len(text))
    chosen = start_selection(text, block)
    for move in moves:
        if chosen is None:
            return
        span = chosen.span
        assert block.start <= span.start < span.end <= block.end
        chosen = MOTIONS[move](chosen, text) or chosen


@given(TEXTS)
def test_words_and_letters_are_in_order_and_apart(text: str) -> None:
    block = Span(0, len(text))
    found = words_in(text, block)
    assert all(a.end <= b.start for a, b in pairwise(found))
    edges = letter_edges(text, block)
    assert all(a < b for a, b in pairwise(edges))
    for span in found:
        assert 0 < len(sentence_around(text, block, span.start)) <= len(text)
        assert phrase_end(text, block, span.end) >= span.end


@given(TEXTS, st.booleans(), st.sampled_from([1, -1]), st.booleans())
def test_an_edge_moves_one_way_and_leaves_something(text: str, end: bool, step: int, letter: bool) -> None:
    block = Span(0, len(text))
    edges = letter_edges(text, block)
    for span in words_in(text, block):
        if not {span.start, span.end} <= set(edges):
            continue
        moved = moved_edge(text, block, span, end=end, step=step, by_letter=letter)
        if moved is not None:
            assert len(moved) > 0
            assert (moved.start == span.start) if end else (moved.end == span.end)
            back = moved_edge(text, block, moved, end=end, step=-step, by_letter=letter)
            assert back == span, "and comes back"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ukraine’s Donbas", ["Ukraine", "Donbas"]),
        ("O’Brien of the U.S. said 3.5-year-old", ["O’Brien", "of", "the", "U.S", "said", "3.5-year-old"]),
        ("東京 Tokyo", ["東", "京", "Tokyo"]),
        ("don't", ["don't"]),
        ("हिन्दी में", ["हिन्दी", "में"]),
    ],
)
def test_what_a_word_is(text: str, found: list[str]) -> None:
    assert [span.of(text) for span in words_in(text, Span(0, len(text)))] == found


def test_letters_are_what_a_terminal_draws_as_one() -> None:
    text = "e\u0301a👩‍👧🇫🇷🇩🇪"
    edges = letter_edges(text, Span(0, len(text)))
    parts = [text[a:b] for a, b in pairwise(edges)]
    assert parts == ["e\u0301", "a", "👩‍👧", "🇫🇷", "🇩🇪"]


def test_runs_of_capitals_that_nothing_covers() -> None:
    text = "The Imatra Entry point. However, in Vyborg Anna Karina spoke to NATO."
    block = Span(0, len(text))
    nato = Span(text.index("NATO"), text.index("NATO") + 4)
    runs = runs_of_capitals(text, block, lambda word: word.overlaps(nato))
    assert [run.of(text) for run in runs] == ["Imatra Entry", "Vyborg Anna Karina"]


async def unfound(session: Any, name: str) -> None:
    """Go to the paragraph of a name that nothing has found."""
    text = session.article.here.article.text
    session.article.article.go_to(session.article.here.article.block_at(text.index(name)).number)
    await session.settle()


async def test_three_keys_make_a_name_and_four_a_longer_one(open_app: Opener) -> None:
    async with open_app("enter") as session:
        await ready(session)
        await unfound(session, "Armed Forces")
        await session.press("v", "n")
        chosen = session.article.chosen.span.of(session.article.here.article.text)
        await session.press("O")
        assert said(session) == {chosen: {"label ORG"}}
        assert words(session) == chosen, "it is in focus, to go on from"
        await session.press("u")
        assert said(session) == {}
        await session.press("v", "n", "r", "L")
        (longer,) = said(session)
        assert longer.startswith(chosen)
        assert len(longer) >= len(chosen)


async def test_words_are_chosen_by_letter_hint_and_line(open_app: Opener) -> None:
    async with open_app("enter") as session:
        await ready(session)

        def chosen() -> str:
            return str(session.article.chosen.span.of(session.article.here.article.text))

        await session.press("v")
        assert chosen() == "KYIV"
        assert "SELECT 1" in session.text()
        await session.press("f", "c")
        assert chosen() == "control"
        await session.press("w")
        assert chosen() == "control over"
        await session.press("b", "l")
        assert chosen() == "control "
        await session.press("h", "o", "b")
        assert chosen() == "to control"
        await session.press("o", "j")
        assert "\n" not in chosen()
        assert len(chosen()) > 40
        await session.press("c", "z")
        assert chosen().startswith("KYIV, May 21")
        await session.press("semicolon")
        letters = list(session.article.choosing.offered.offers)
        await session.press(letters[3])
        assert len(chosen().split()) == 1
        await session.press("escape")
        assert session.article.context == "article"
        assert said(session) == {}


async def test_a_name_is_reselected_and_written_back(open_app: Opener) -> None:
    async with open_app("enter") as session:
        await ready(session)
        await session.press("tab", "tab", "tab", "v", "w", "enter")
        assert said(session) == {"Russia": {"label LOC reject"}, "Russia moved": {"label LOC"}}
        await session.press("v", "O")
        assert said(session)["Russia moved"] == {"label ORG"}, "one type for the same words"
        await session.press("v", "h", "escape")
        assert words(session) == "Russia moved", "Esc leaves it as it was"


async def test_overlapping_and_nested_names_are_kept_and_shown(open_app: Opener) -> None:
    async with open_app("enter") as session:
        await ready(session)
        await session.press("tab", "tab", "tab", "a")
        await session.press("escape", "v", "f", "r", "f", "r", "w", "w", "O")
        found = said(session)
        assert found["Russia"] == {"label LOC"}
        assert found["Russia moved nearer"] == {"label ORG"}
        stops = session.article.article.highlights.stops
        assert [mark.label for mark in stops if mark.start == stops[2].start] == ["ORG", "LOC"]


async def test_again_labels_the_next_words_alike(open_app: Opener) -> None:
    async with open_app("enter") as session:
        await ready(session)
        await session.press("v", "f", "m", "E", "escape", "v", "f", "c", "full_stop")
        assert {"May": {"label EVENT"}, "control": {"label EVENT"}} == said(session)


async def test_a_selection_ends_where_the_paragraph_is_left(open_app: Opener) -> None:
    async with open_app("enter") as session:
        await ready(session)
        await session.press("v")
        session.article.article.go_to(5)
        await session.settle()
        assert session.article.chosen is None
        assert session.article.context == "article"


async def test_chosen_words_stay_when_the_window_is_resized(open_app: Opener) -> None:
    async with open_app("enter") as session:
        await ready(session)
        await session.press("v", "w", "w")
        before = session.article.chosen.span
        await session.pilot.resize_terminal(40, 20)
        await session.settle()
        await session.pilot.resize_terminal(120, 40)
        await session.settle()
        assert session.article.chosen.span == before
