"""Names and quotes over the lines of a page: what is drawn where, whatever the width and the text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.color import ColorSystem
from rich.segment import Segment
from rich.style import Style

from reader.analysis.marks import Analysis, EntityType, Mention, Name, Quote, QuoteKind
from reader.corpus.article import Article, Block, BlockKind
from reader.corpus.plain import article_from_text
from reader.spans import Span
from reader.tui import glyphs
from reader.tui.highlighting import (
    blocks_of,
    is_voiced,
    letters_in,
    line_segments,
    offset_at,
    pieces_of,
    stop_rows,
    style_of,
)
from reader.tui.highlights import Highlights, highlights_of
from reader.tui.layout import BlockLayout, Line, Page, frame_for, lay_out
from reader.tui.looks import DARK, LIGHT, Looks, looks_for
from reader.tui.naming import describe, panel_rows, said_by
from reader.tui.signs import ASCII, UNICODE
from tests.tui.conftest import PROJECT, SAMPLE
from tests.tui.marked import sample_analysis
from tests.tui.test_layout import TEXTS

LOOKS = looks_for(DARK.to_color_system().generate(), plain=False)
PLAIN = looks_for({}, plain=True)
WIDTHS = st.integers(20, 200)
TYPES = st.sampled_from([EntityType.PER, EntityType.ORG, EntityType.LOC, EntityType.NORP, EntityType.DATE])


@cache
def sample() -> tuple[Article, Highlights]:
    text = Path(PROJECT, "seeds", SAMPLE).read_text("utf-8").strip()
    article = article_from_text(text, id="x", name="seeds/x.txt")
    return article, highlights_of(sample_analysis(article.text), article.text)


def page_at(width: int, *, letters: bool = False) -> Page:
    article, _ = sample()
    return lay_out(article.text, article.blocks, frame_for(width, letters=letters))


def lines_of(page: Page) -> list[tuple[BlockLayout, Line]]:
    return [(block, line) for block in page.blocks for line in block.lines]


def drawn(segments: list[Segment], *, focused: bool = False) -> str:
    return "".join(one.text for one in segments if not focused or (one.style and one.style.reverse))


def without_blanks(words: str) -> str:
    return "".join(words.split())


@pytest.mark.parametrize("letters", [False, True])
@given(width=WIDTHS)
def test_what_is_drawn_of_a_span_is_its_slice(width: int, letters: bool) -> None:
    article, found = sample()
    page = page_at(width, letters=letters)
    for stop in found.stops:
        if letters and stop.is_quote:
            continue
        rows = range(page.row_of(stop.start), page.row_of(stop.end - 1) + 1)
        shown = ""
        for row in rows:
            index, line = page.line_at(row)
            if line is not None:
                signs = letters_in(page, page.blocks[index], line, found) if letters else []
                segments = line_segments(
                    page, line, found, LOOKS.text, LOOKS, focused=stop.spans, letters=signs
                )
                shown += drawn(segments, focused=True)
        source = "".join(span.of(article.text) for span in stop.spans)
        assert without_blanks(shown) == without_blanks(source)


@given(width=WIDTHS)
def test_letters_stand_in_free_cells_after_names_and_move_no_offset(width: int) -> None:
    _, found = sample()
    page = page_at(width, letters=True)
    room = page.frame.width - page.frame.text_column
    for top, (block, line) in enumerate_rows(page):
        letters = letters_in(page, block, line, found)
        segments = line_segments(page, line, found, PLAIN.text, PLAIN, letters=letters)
        size = sum(glyphs.cells(one.text) for one in segments)
        assert size == line.cells + 2 * len(letters)
        assert block.indent + size <= room
        kept = [one.text for one in segments if not (one.style == PLAIN.letter and one.text[0] == "/")]
        assert "".join(kept) == line.text
        for offset in range(line.span.start, line.span.end):
            place = line.cell_of(page.text, offset)
            if place == line.cells:
                continue
            cell = block.indent + place + 2 * sum(one.offset <= offset for one in letters)
            assert offset_at(page, top, cell, letters) == offset
        for nth, letter in enumerate(letters):
            cell = block.indent + line.cell_of(page.text, letter.offset) + 2 * nth
            assert offset_at(page, top, cell, letters) == letter.offset - 1
            assert offset_at(page, top, cell + 1, letters) == letter.offset - 1


def enumerate_rows(page: Page) -> list[tuple[int, tuple[BlockLayout, Line]]]:
    return [
        (page.top(index) + nth, (block, line))
        for index, block in enumerate(page.blocks)
        for nth, line in enumerate(block.lines)
    ]


@pytest.mark.parametrize("width", [40, 60, 80, 100, 120])
def test_every_letter_of_the_sample_finds_room(width: int) -> None:
    _, found = sample()
    page = page_at(width, letters=True)
    shown = [letter for block, line in lines_of(page) for letter in letters_in(page, block, line, found)]
    assert len(shown) == len(found.layers_at(0).letters)


@st.composite
def analyses(draw: st.DrawFn) -> tuple[str, Analysis]:
    """A text with names and quotes anywhere in it, across each other and beyond its end."""
    text = draw(TEXTS)
    limit = len(text) + 3
    spans = st.tuples(st.integers(0, limit), st.integers(0, limit)).map(lambda pair: Span(*sorted(pair)))
    mentions = draw(st.lists(st.builds(Mention, spans, TYPES, st.one_of(st.none(), st.integers(0, 9)))))
    quotes = draw(
        st.lists(st.builds(Quote, st.lists(spans, max_size=3).map(tuple), st.sampled_from(QuoteKind)))
    )
    return text, Analysis("x 1", tuple(mentions), (Name(1, EntityType.PER, "One"),), tuple(quotes))


def type_at(offset: int, text: str, analysis: Analysis) -> EntityType | None:
    """By the words of the rule: of the mentions there, the one that begins last, and then the shortest."""
    there = [
        one
        for one in analysis.mentions
        if one.span.contains(offset) and one.span.end <= len(text) and one.label is not EntityType.DATE
    ]
    best = min(there, key=lambda one: (-one.span.start, one.span.end), default=None)
    if best is None:
        return None
    # Which of two types for the same words is drawn is no matter.
    same = {one.label for one in there if one.span == best.span}
    return best.label if len(same) == 1 else None


@given(analyses(), WIDTHS)
def test_nothing_is_lost_or_added_and_no_style_leaks(case: tuple[str, Analysis], width: int) -> None:
    text, analysis = case
    found = highlights_of(analysis, text)
    page = lay_out(text, [Block(1, BlockKind.PARAGRAPH, Span(0, len(text)))], frame_for(width))
    focus = found.stops[0].spans if found.stops else ()
    whole = [one for one in analysis.quotes if one.spans and all(0 < len(x) <= len(text) for x in one.spans)]
    whole = [one for one in whole if all(span.end <= len(text) for span in one.spans)]
    for block, line in lines_of(page):
        letters = letters_in(page, block, line, found)
        segments = line_segments(page, line, found, LOOKS.text, LOOKS, focused=focus, letters=())
        assert drawn(segments) == line.text
        assert len(letters) * 2 + line.cells <= max(page.frame.width, line.cells)
        pieces = pieces_of(line.span, found, focus)
        assert [piece.span.start for piece in pieces[1:]] == [piece.span.end for piece in pieces[:-1]]
        assert (pieces[0].span.start, pieces[-1].span.end) == (line.span.start, line.span.end)
        for piece in pieces:
            for offset in range(piece.span.start, piece.span.end):
                expected = type_at(offset, text, analysis)
                assert expected is None or (piece.name is not None and piece.name.label == expected)
                spoken = [one for one in whole if one.kind in (QuoteKind.DIRECT, QuoteKind.MIXED)]
                assert piece.spoken == any(span.contains(offset) for one in spoken for span in one.spans)
                assert piece.focused == any(span.contains(offset) for span in focus)


@given(analyses())
def test_stops_go_by_start_and_longer_first(case: tuple[str, Analysis]) -> None:
    text, analysis = case
    found = highlights_of(analysis, text)
    order = [(stop.start, -stop.end) for stop in found.stops]
    assert order == sorted(order)
    for nth, stop in enumerate(found.stops):
        same = found.index_of(stop)
        assert same is not None
        assert found.stops[same].spans == stop.spans
        assert found.first_from(stop.start) is not None
        assert (found.first_from(stop.start) or 0) <= nth
        describe(stop, found, text, UNICODE)
    panel_rows(found, text, ASCII)


def test_dates_and_figures_are_no_highlights() -> None:
    text = "On May 21 it cost $5 at https://example.org"
    kinds = (EntityType.DATE, EntityType.MONEY, EntityType.URL)
    analysis = Analysis("x 1", tuple(Mention(Span(3, 9), kind) for kind in kinds))
    found = highlights_of(analysis, text)
    assert not found.stops
    assert not found.layers_at(0).letters


def test_nested_names_close_in_order() -> None:
    text = "the University of Vienna opened"
    analysis = Analysis(
        "x 1",
        (Mention(Span(4, 24), EntityType.ORG), Mention(Span(18, 24), EntityType.LOC)),
    )
    found = highlights_of(analysis, text)
    page = lay_out(text, [Block(1, BlockKind.PARAGRAPH, Span(0, len(text)))], frame_for(80, letters=True))
    ((block, line),) = lines_of(page)
    segments = line_segments(
        page, line, found, PLAIN.text, PLAIN, letters=letters_in(page, block, line, found)
    )
    assert drawn(segments) == "the University of Vienna/l/o opened"
    assert [(one.text, bool(one.style and one.style.underline)) for one in segments] == [
        ("the ", False),
        ("University of ", True),
        ("Vienna", True),
        ("/l", False),
        ("/o", False),
        (" opened", False),
    ]


def test_quotes_are_slanted_their_marks_bold_and_the_focus_is_one_thing() -> None:
    text = "“We met Ada Byron,” she said."
    analysis = Analysis(
        "x 1",
        (Mention(Span(8, 17), EntityType.PER),),
        (),
        (Quote((Span(0, 19),), QuoteKind.DIRECT),),
    )
    found = highlights_of(analysis, text)
    line = Line(Span(0, len(text)), text)
    plain = pieces_of(line.span, found)
    assert [piece.span.of(text) for piece in plain] == ["“", "We met ", "Ada Byron", ",", "”", " she said."]
    styles = [style_of(piece, LOOKS.text, LOOKS) for piece in plain]
    assert [bool(style.italic) for style in styles] == [True] * 5 + [False]
    assert [bool(style.bold) for style in styles] == [True, False, False, False, True, False]
    assert [bool(style.underline) for style in styles] == [False, False, True, False, False, False]
    focused = pieces_of(line.span, found, (Span(0, 19),))
    assert {style_of(piece, LOOKS.text, LOOKS).color for piece in focused} == {LOOKS.text.color}
    assert [bool(style_of(piece, LOOKS.text, LOOKS).reverse) for piece in focused] == [True] * 5 + [False]
    caption = style_of(plain[1], LOOKS.aside, LOOKS)
    assert caption.italic is False, "in a slanted caption what is spoken stands upright"


def test_a_quote_over_paragraphs_has_its_bar_beside_each_and_is_one_stop() -> None:
    first, second, third = "He rose. “We begin.", "“We go on", "and end here,” he said."
    text = "\n\n".join((first, f"{second} {third}", "Nobody spoke."))
    spans = (
        Span(9, len(first)),
        Span(text.index(second), text.index("” he") + 1),
    )
    found = highlights_of(Analysis("x 1", quotes=(Quote(spans, QuoteKind.DIRECT),)), text)
    starts = [0, spans[1].start, text.index("Nobody")]
    ends = [len(first), starts[2] - 2, len(text)]
    blocks = [
        Block(number, BlockKind.PARAGRAPH, Span(start, end))
        for number, (start, end) in enumerate(zip(starts, ends, strict=True), start=1)
    ]
    page = lay_out(text, blocks, frame_for(80))
    assert [is_voiced(line, found) for _, line in lines_of(page)] == [True, True, False]
    assert len(found.stops) == 1
    assert list(blocks_of(page, found.stops[0])) == [0, 1]
    assert stop_rows(page, found.stops[0]) == (0, 0)
    marks = found.layers_at(0).marks
    bold = [span.of(text) for span in (Span(s, e) for s, e in zip(marks.starts, marks.ends, strict=True))]
    assert bold == ["“", "“", "”"]


@pytest.mark.parametrize(
    ("quote", "words"),
    [
        (Quote((Span(0, 3),), QuoteKind.DIRECT, Span(4, 8), Span(9, 11), "Ada Byron"), "Ada Byron said"),
        (Quote((Span(0, 3),), QuoteKind.DIRECT, None, Span(9, 11)), "he"),
        (Quote((Span(0, 3),), QuoteKind.DIRECT, Span(4, 8)), ""),
        (Quote((Span(0, 3),), QuoteKind.DIRECT, Span(12, 24), Span(9, 11), "Ada"), "according to Ada"),
    ],
)
def test_who_said_it(quote: Quote, words: str) -> None:
    text = "“x” said he according to"
    found = highlights_of(Analysis("x 1", quotes=(quote,)), text)
    assert said_by(found.stops[0], found, text) == words


def test_highlights_in_words() -> None:
    article, found = sample()
    said = [describe(stop, found, article.text, UNICODE) for stop in found.stops]
    assert "Volodymyr Zelenskiy · person · 2 in this article" in said
    assert "quote · Serhiy Gaidai said" in said
    assert "Luhansk · place · 5 in this article" in said


# The looks


def contrast(style: Style, ground: tuple[int, int, int]) -> float:
    def light(triplet: Sequence[int]) -> float:
        shares = [part / 255 for part in triplet]
        lin = [x / 12.92 if x <= 0.03928 else ((x + 0.055) / 1.055) ** 2.4 for x in shares]
        return 0.2126 * lin[0] + 0.7152 * lin[1] + 0.0722 * lin[2]

    assert style.color is not None
    pair = sorted((light(style.color.get_truecolor()), light(ground)))
    return (pair[1] + 0.05) / (pair[0] + 0.05)


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)
@pytest.mark.parametrize("sixteen", [False, True])
def test_names_are_legible_and_differ(theme: Any, sixteen: bool) -> None:
    looks = looks_for(theme.to_color_system().generate(), plain=False, dark=theme.dark, sixteen=sixteen)
    ground = (0x1A, 0x1B, 0x1E) if theme.dark else (0xFA, 0xF8, 0xF3)
    names = [looks.person, looks.organisation, looks.place]
    for style in (*names, looks.other_name):
        assert contrast(style, ground) >= (3 if sixteen else 4.5)
        assert style.underline
    system = ColorSystem.STANDARD if sixteen else ColorSystem.EIGHT_BIT
    shown = {style.color.downgrade(system) for style in (*names, looks.text) if style.color}
    assert len(shown) == 4


def test_without_colour_no_look_has_one() -> None:
    for one in fields(Looks):
        value = getattr(PLAIN, one.name)
        if isinstance(value, Style):
            assert value.color is None, one.name
            assert value.bgcolor is None, one.name
