"""Wrapping, and where every code point stands."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from reader.corpus.article import Block, BlockKind
from reader.spans import Span
from reader.tui import glyphs
from reader.tui.layout import Frame, Page, frame_for, lay_out, wrap

PIECES = st.one_of(
    st.text("abcdefgXYZ", min_size=1, max_size=12),
    st.text("aé’“”–—-/.,;()1", max_size=8),
    st.text("漢字かなっー。、「」（）한국어", max_size=12),
    st.sampled_from(
        ["e\u0301", "a\u0301\u0302\u0303", "\u0301", "x" + "\u0336" * 12, "हिन्दी", "ကျ", "ภาษาไทย"]
    ),
    st.sampled_from(["👨\u200d👩\u200d👧", "❤\ufe0f", "🇺🇦🇫🇷", "👍🏽", "1\ufe0f\u20e3"]),
    st.sampled_from(
        ["שָׁלוֹם", "مرحبا", "می\u200cخواهم", "\u202eevil\u202c", "\u2067x\u2069", "\u200b", "\u200c"]
    ),
    st.sampled_from(
        ["\x1b[31m", "\x9b2J", "\x00", "\x7f", "[bold red]markup[/]", "https://example.org/a/b-c?d=e"]
    ),
    st.sampled_from([" ", "  ", "\n", "\t", "\r\n", "\u3000", "\xa0", "\u202f", "\u2028"]),
    st.characters(exclude_categories=()),
)
TEXTS = st.lists(st.one_of(PIECES, st.just(" ")), max_size=60).map("".join)
WIDTHS = st.integers(20, 200)

GAIDAI = (
    "“The Russian army has started very intensive destruction of the town of Sievierodonetsk, the intensity "
    "of shelling doubled, they are shelling residential quarters, destroying house by house,” Luhansk "
    "governor Serhiy Gaidai said on his Telegram channel."
)
BOULEGUE = (
    "“This will be the critical next few weeks of the conflict,” said Mathieu Boulegue, an expert at "
    "London’s Chatham House think tank. “And it depends on how effective they are at conquering "
    "Sievierodonetsk and the lands across it.”"
)


def rows(text: str, measure: int) -> list[str]:
    return [line.text for line in wrap(text, Span(0, len(text)), measure)]


def page_of(*paragraphs: str, width: int = 80, kind: BlockKind = BlockKind.PARAGRAPH) -> Page:
    blocks = []
    start = 0
    for number, paragraph in enumerate(paragraphs, start=1):
        blocks.append(Block(number, kind, Span(start, start + len(paragraph))))
        start += len(paragraph) + 2
    return lay_out("\n\n".join(paragraphs), blocks, frame_for(width))


# Wrapping


@given(TEXTS, st.integers(2, 80), st.integers(0, 5))
def test_lines_are_the_span_in_order_and_draw_it_within_the_measure(
    text: str, measure: int, lead: int
) -> None:
    whole = "<" * lead + text + ">>"
    span = Span(lead, lead + len(text))
    lines = wrap(whole, span, measure)
    assert lines[0].span.start == span.start
    assert lines[-1].span.end == span.end
    assert all(one.span.end == two.span.start for one, two in pairwise(lines))
    assert all(line.span for line in lines) or lines == (lines[0],)
    for line in lines:
        assert line.text == glyphs.inert(line.span.of(whole)).rstrip(" \u3000\u200c")
        assert line.cells == cell_len(line.text) <= measure


@given(TEXTS, st.integers(2, 80))
def test_nothing_that_steers_a_terminal_is_drawn(text: str, measure: int) -> None:
    drawn = "".join(rows(text, measure))
    assert not {"Cc", "Cs", "Zl", "Zp"} & {unicodedata.category(char) for char in drawn}
    assert not set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200b\u200d\ufeff") & set(drawn)


@given(TEXTS, st.integers(2, 80))
def test_offset_to_cell_and_back(text: str, measure: int) -> None:
    for line in wrap(text, Span(0, len(text)), measure):
        before = 0
        for offset in range(line.span.start, line.span.end):
            cell = line.cell_of(text, offset)
            assert before <= cell <= line.cells
            before = cell
            if cell == line.cells:
                assert not glyphs.inert(text[offset : line.span.end]).strip(" \u3000\u200c◌") or not line.text
                continue
            found = line.offset_at(text, cell)
            assert line.cell_of(text, found) == cell
            # Only what draws nothing shares a cell: after its base, or before the first sign of a line.
            between = text[found + 1 : offset + 1] if found <= offset else text[offset:found]
            assert sum(map(glyphs.width_of, between)) == 0
            assert found <= offset or cell == 0


@given(TEXTS, st.integers(2, 80))
def test_both_cells_of_a_wide_character_and_all_after_the_end_give_an_offset(text: str, measure: int) -> None:
    for line in wrap(text, Span(0, len(text)), measure):
        for cell in range(line.cells):
            offset = line.offset_at(text, cell)
            assert line.span.contains(offset)
            assert line.cell_of(text, offset) in (cell, cell - 1)
        if line.span:
            assert line.offset_at(text, line.cells) == line.offset_at(text, 999) == line.span.end - 1


@given(TEXTS, st.integers(2, 80))
def test_marks_stay_on_their_base(text: str, measure: int) -> None:
    for line in wrap(text, Span(0, len(text)), measure)[1:]:
        before = text[line.span.start - 1]
        if not glyphs.width_of(text[line.span.start]):
            assert glyphs.draw(before) in (" ", "\u3000", "", "\u200c")


def test_a_narrow_line_needs_room_for_a_wide_character() -> None:
    with pytest.raises(ValueError, match="two cells"):
        wrap("x", Span(0, 1), 1)


def test_an_empty_span_is_one_empty_line() -> None:
    (line,) = wrap("xy", Span(1, 1), 10)
    assert (line.span, line.text) == (Span(1, 1), "")
    assert line.cell_of("xy", 1) == 0
    assert line.offset_at("xy", 5) == 1


@pytest.mark.parametrize(
    ("text", "measure", "lines"),
    [
        ("one two three", 8, ["one two", "three"]),
        ("one two   three", 7, ["one two", "three"]),
        ("hard\nwrapped\ttext", 20, ["hard wrapped text"]),
        ("a\xa0b c", 3, ["a b", "c"]),
        ("aa b\xa0c", 4, ["aa", "b c"]),
        ("state-owned gas", 8, ["state-", "owned", "gas"]),
        ("wholesaler", 4, ["whol", "esal", "er"]),
        ("see https://example.org/news/1", 14, ["see https://", "example.org/", "news/1"]),
        ("the years 2014-2022", 16, ["the years", "2014-2022"]),
        ("an e-mail", 5, ["an", "e-mai", "l"]),
        ("a word—another", 9, ["a word—", "another"]),
        ("he said (half-)", 14, ["he said", "(half-)"]),
        ("  indented", 6, ["  inde", "nted"]),
        ("漢字漢字漢字", 5, ["漢字", "漢字", "漢字"]),
        ("漢字漢。字", 6, ["漢字", "漢。字"]),
        ("漢字「漢字」", 6, ["漢字", "「漢", "字」"]),
        ("東京2022年", 5, ["東京", "2022", "年"]),
        ("한국어 신문", 8, ["한국어", "신문"]),
        ("🇺🇦 flag", 5, ["UA", "flag"]),
        ("e\u0301" * 5, 2, ["e\u0301e\u0301", "e\u0301e\u0301", "e\u0301"]),
        ("x" * 3 + "हि" * 2, 4, ["xxx", "हइहइ"]),
    ],
)
def test_where_lines_break(text: str, measure: int, lines: list[str]) -> None:
    assert rows(text, measure) == lines


@pytest.mark.parametrize(
    ("text", "offset", "cell"),
    [
        ("漢字x", 2, 4),
        ("e\u0301x", 1, 0),
        ("e\u0301x", 2, 1),
        ("a\u200d\u200bb", 2, 0),
        ("a\u200d\u200bb", 3, 1),
        ("\u200bab", 1, 0),
        ("word   ", 6, 4),
        ("word", 99, 4),
    ],
)
def test_the_cell_of_an_offset(text: str, offset: int, cell: int) -> None:
    (line,) = wrap(text, Span(0, len(text)), 40)
    assert line.cell_of(text, offset) == cell


# Frames


@pytest.mark.parametrize(
    ("width", "frame"),
    [
        (20, Frame(20, 0, 3, 16, numbers=False)),
        (40, Frame(40, 0, 3, 36, numbers=False)),
        (59, Frame(59, 0, 3, 55, numbers=False)),
        (60, Frame(60, 0, 7, 46, numbers=True)),
        (80, Frame(80, 0, 7, 66, numbers=True)),
        (86, Frame(86, 0, 7, 72, numbers=True)),
        (120, Frame(120, 17, 7, 72, numbers=True)),
    ],
)
def test_how_the_width_is_divided(width: int, frame: Frame) -> None:
    assert frame_for(width) == frame


@given(st.integers(60, 400))
def test_the_text_stands_in_the_middle(width: int) -> None:
    frame = frame_for(width)
    right = width - frame.text_column - frame.measure
    assert right - frame.text_column in (0, 1)


# Pages


def test_the_paragraph_of_the_wide_mock_up() -> None:
    assert [line.text for line in page_of(GAIDAI).blocks[0].lines] == [
        "“The Russian army has started very intensive destruction of the",
        "town of Sievierodonetsk, the intensity of shelling doubled, they",
        "are shelling residential quarters, destroying house by house,”",
        "Luhansk governor Serhiy Gaidai said on his Telegram channel.",
    ]


def test_the_paragraph_of_the_narrow_mock_up() -> None:
    assert [line.text for line in page_of(BOULEGUE, width=40).blocks[0].lines] == [
        "“This will be the critical next few",
        "weeks of the conflict,” said Mathieu",
        "Boulegue, an expert at London’s",
        "Chatham House think tank. “And it",
        "depends on how effective they are at",
        "conquering Sievierodonetsk and the",
        "lands across it.”",
    ]


def test_every_block_takes_its_lines_and_a_row_for_chips() -> None:
    page = page_of(GAIDAI, "Short.", "Also short.")
    assert page.height == 5 + 2 + 2
    assert [(page.top(index), page.bottom(index)) for index in range(3)] == [(0, 4), (5, 6), (7, 8)]
    assert [page.block_at_row(row) for row in range(-1, 11)] == [0, 0, 0, 0, 0, 0, 1, 1, 2, 2, 2, 2]
    assert page.line_at(4) == (0, None)
    assert page.line_at(5) == (1, page.blocks[1].lines[0])
    assert page.line_at(-1) == (0, None)
    assert page.line_at(9) == (2, None)


def test_rows_and_offsets_of_lines_chips_and_gaps() -> None:
    page = page_of(GAIDAI, "Short.")
    assert page.offset_of(1) == GAIDAI.index("town")
    assert page.offset_of(4) == page.offset_of(3) == GAIDAI.index("Luhansk")
    assert page.offset_of(-5) == 0
    assert page.offset_of(99) == len(GAIDAI) + 2
    assert page.row_of(len(GAIDAI) + 1) == 3
    assert page.row_of(len(GAIDAI) + 2) == 5
    assert page.position(GAIDAI.index("Gaidai")) == (3, len("Luhansk governor Serhiy "))
    assert page.offset_at(3, len("Luhansk governor Serhiy ")) == GAIDAI.index("Gaidai")
    assert page.offset_at(3, -4) == GAIDAI.index("Luhansk")
    assert page.offset_at(4, 3) is None
    assert page.offset_at(6, 0) is None
    assert page.offset_at(99, 0) is None


@pytest.mark.parametrize(
    "kind", [BlockKind.POST, BlockKind.CAPTION, BlockKind.BLOCKQUOTE, BlockKind.LIST_ITEM]
)
def test_what_is_not_the_articles_own_voice_is_set_in(kind: BlockKind) -> None:
    page = page_of(GAIDAI, kind=kind)
    (block,) = page.blocks
    assert block.indent == 2
    assert max(line.cells for line in block.lines) <= page.frame.measure - 2
    assert page.position(0) == (0, 2)
    assert page.offset_at(0, 0) == page.offset_at(0, 2) == 0
    assert page.offset_at(0, 3) == 1


def test_a_narrow_screen_sets_nothing_in() -> None:
    assert page_of(GAIDAI, width=30, kind=BlockKind.POST).blocks[0].indent == 0


def test_a_page_without_blocks_answers_everything() -> None:
    page = page_of()
    assert page.height == 0
    assert (page.block_at_row(3), page.row_of(7), page.offset_of(2)) == (0, 0, 0)
    assert page.line_at(0) == (0, None)
    assert page.position(5) == (0, 0)
    assert page.offset_at(0, 0) is None


@given(st.lists(TEXTS, min_size=1, max_size=6), WIDTHS)
def test_every_code_point_of_a_page_has_its_place(paragraphs: list[str], width: int) -> None:
    page = page_of(*paragraphs, width=width)
    assert page.height == sum(len(block.lines) + 1 for block in page.blocks)
    for index, block in enumerate(page.blocks):
        assert page.bottom(index) - page.top(index) == len(block.lines)
        for offset in range(block.span.start, block.span.end):
            row, cell = page.position(offset)
            assert page.top(index) <= row < page.bottom(index)
            assert page.block_at_row(row) == index
            assert 0 <= cell <= page.frame.measure
            found = page.offset_at(row, cell)
            assert found is not None
            assert page.row_of(found) == row
        for row in range(page.top(index), page.bottom(index)):
            assert page.row_of(page.offset_of(row)) == row or not block.span
