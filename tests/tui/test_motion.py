"""Scrolling and the cursor."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.corpus.article import Block, BlockKind
from reader.spans import Span
from reader.tui import motion
from reader.tui.layout import Page, frame_for, lay_out
from reader.tui.motion import View

Motion = Callable[[Page, View, int], View]


def page_of(*sizes: int, width: int = 40) -> Page:
    """A page of blocks with so many lines each at a width of 40."""
    blocks, texts, start = [], [], 0
    for number, size in enumerate(sizes, start=1):
        text = " ".join(["w" * 35] * size)
        texts.append(text)
        blocks.append(Block(number, BlockKind.PARAGRAPH, Span(start, start + len(text))))
        start += len(text) + 2
    return lay_out("\n\n".join(texts), blocks, frame_for(width))


def scroll_by(rows: int) -> Motion:
    return lambda page, view, height: motion.scroll(page, view, height, rows)


def jump_to(index: int) -> Motion:
    return lambda page, view, height: motion.go_to(page, view, height, index)


SIZES = st.lists(st.integers(1, 40), min_size=1, max_size=12)
HEIGHTS = st.integers(3, 30)
MOTIONS = st.one_of(
    st.sampled_from(
        [
            motion.next_block,
            motion.previous_block,
            motion.page_down,
            motion.page_up,
            motion.half_down,
            motion.half_up,
            motion.first,
            motion.last,
            motion.show,
        ]
    ),
    st.integers(-40, 40).map(scroll_by),
    st.integers(-2, 15).map(jump_to),
)


def rows_on_screen(page: Page, view: View, height: int) -> int:
    bottom = min(page.bottom(view.cursor), view.top + height)
    return bottom - max(page.top(view.cursor), view.top)


def is_whole(page: Page, view: View, height: int) -> bool:
    return page.top(view.cursor) >= view.top and page.bottom(view.cursor) < view.top + height


@given(SIZES, HEIGHTS, st.lists(MOTIONS, max_size=30))
def test_the_cursor_is_in_sight_and_the_top_in_range(
    sizes: list[int], height: int, motions: list[Motion]
) -> None:
    page = page_of(*sizes)
    view = motion.show(page, View(), height)
    for move in motions:
        view = move(page, view, height)
        assert 0 <= view.cursor < len(sizes)
        assert 0 <= view.top <= max(0, page.height - height)
        assert rows_on_screen(page, view, height) > 0


@given(SIZES, HEIGHTS, st.lists(MOTIONS, max_size=10))
def test_a_block_that_fits_is_shown_whole(sizes: list[int], height: int, motions: list[Motion]) -> None:
    page = page_of(*sizes)
    view = View()
    for move in motions:
        view = move(page, view, height)
    view = motion.show(page, view, height)
    assert is_whole(page, view, height) or sizes[view.cursor] + 1 > height


@given(st.lists(st.integers(1, 5), min_size=2, max_size=20), st.integers(6, 30), st.data())
def test_next_then_previous_comes_back(sizes: list[int], height: int, data: st.DataObject) -> None:
    page = page_of(*sizes)
    index = data.draw(st.integers(0, len(sizes) - 2))
    view = motion.go_to(page, View(), height, index)
    there = motion.next_block(page, view, height)
    assert there.cursor == index + 1
    assert motion.previous_block(page, there, height).cursor == index


@given(SIZES, HEIGHTS)
def test_next_reads_every_line_and_ends_at_the_end(sizes: list[int], height: int) -> None:
    page = page_of(*sizes)
    view, seen = View(), set(range(height))
    for _ in range(sum(sizes) + len(sizes)):
        view = motion.next_block(page, view, height)
        seen |= set(range(view.top, view.top + height))
    assert view == motion.last(page, view, height)
    assert seen >= set(range(page.height))


@given(SIZES, HEIGHTS)
def test_previous_reads_every_line_and_ends_at_the_start(sizes: list[int], height: int) -> None:
    page = page_of(*sizes)
    view = motion.last(page, View(), height)
    seen = set(range(view.top, page.height))
    for _ in range(sum(sizes) + len(sizes)):
        view = motion.previous_block(page, view, height)
        seen |= set(range(view.top, view.top + height))
    assert view == View(0, 0)
    assert seen >= set(range(page.height))


@given(SIZES, HEIGHTS)
def test_pages_lead_to_the_end_and_back(sizes: list[int], height: int) -> None:
    page = page_of(*sizes)
    for down, up in ((motion.page_down, motion.page_up), (motion.half_down, motion.half_up)):
        view = View()
        for _ in range(page.height + 1):
            further = down(page, view, height)
            assert further.cursor >= view.cursor
            assert further.top - view.top < height
            view = further
        assert view == motion.last(page, view, height)
        for _ in range(page.height + 1):
            back = up(page, view, height)
            assert back.cursor <= view.cursor
            view = back
        assert view == View(0, 0)


@given(SIZES, HEIGHTS, st.integers(20, 200), st.lists(MOTIONS, max_size=10))
def test_resizing_keeps_the_cursor_and_the_first_offset(
    sizes: list[int], height: int, width: int, motions: list[Motion]
) -> None:
    old, new = page_of(*sizes), page_of(*sizes, width=width)
    view = View()
    for move in motions:
        view = move(old, view, height)
    after = motion.resized(old, new, view, height)
    assert after.cursor == view.cursor
    assert rows_on_screen(new, after, height) > 0
    index, line = old.line_at(view.top)
    row = new.bottom(index) if line is None else new.row_of(line.span.start)
    kept = View(view.cursor, min(row, max(0, new.height - height)))
    start, end = new.top(view.cursor), new.bottom(view.cursor) + 1
    if end - start > height:
        given_way = rows_on_screen(new, kept, height) <= 0
    else:
        given_way = not is_whole(new, kept, height)
    assert after.top == kept.top or given_way


def test_two_rows_of_context_stand_around_the_cursor() -> None:
    page = page_of(*[3] * 20)
    view = View(0, 0)
    tops = []
    for _ in range(6):
        view = motion.next_block(page, view, 12)
        tops.append(view.top)
    # Block n ends with row 4n + 4; two rows more must be on screen.
    assert tops == [0, 2, 6, 10, 14, 18]
    tops = []
    for _ in range(4):
        view = motion.previous_block(page, view, 12)
        tops.append(view.top)
    assert tops == [18, 14, 10, 6]


def test_a_block_that_just_fits_takes_the_whole_screen() -> None:
    page = page_of(3, 9, 3)
    assert motion.next_block(page, View(0, 0), 10) == View(1, 4)


def test_a_long_block_is_read_by_thirds() -> None:
    page = page_of(2, 30, 2)
    view = motion.next_block(page, View(0, 0), 12)
    assert view == View(1, 3)
    tops = []
    while view.cursor == 1:
        tops.append(view.top)
        view = motion.next_block(page, view, 12)
    # The block ends, chips and all, with row 33.
    assert tops == [3, 7, 11, 15, 19, 22]
    assert view == View(2, 25)
    view = motion.previous_block(page, view, 12)
    assert view == View(1, 22)
    view = motion.previous_block(page, view, 12)
    assert view == View(1, 18)


def test_how_much_of_a_long_block_was_seen() -> None:
    page = page_of(2, 30, 2)
    percent = partial(motion.percent_seen, page, height=12)
    assert percent(View(0, 0)) is None
    assert percent(View(1, 0)) == 30
    assert percent(View(1, 3)) == 40
    assert percent(View(1, 22)) == 100


def test_paging_takes_the_cursor_to_the_first_whole_block() -> None:
    page = page_of(*[3] * 10)
    assert motion.page_down(page, View(0, 0), 12) == View(3, 10)
    assert motion.half_down(page, View(0, 0), 12) == View(2, 6)
    assert motion.page_up(page, View(9, 28), 12) == View(5, 18)
    assert motion.page_down(page, View(7, 28), 12) == View(9, 28)
    assert motion.page_up(page, View(2, 0), 12) == View(0, 0)


def test_the_wheel_moves_the_cursor_only_at_the_edge() -> None:
    page = page_of(*[3] * 10)
    assert motion.scroll(page, View(2, 4), 12, 3) == View(2, 7)
    assert motion.scroll(page, View(2, 4), 12, 12) == View(4, 16)
    assert motion.scroll(page, View(7, 28), 12, -12) == View(6, 16)
    assert motion.scroll(page, View(0, 0), 12, -3) == View(0, 0)


def test_resizing_keeps_a_chip_row_on_the_first_row() -> None:
    old, new = page_of(3, 3, 3, 3, 3, 3), page_of(3, 3, 3, 3, 3, 3, width=41)
    assert motion.resized(old, new, View(2, 7), 12) == View(2, 7)


def test_numbers_beyond_the_article_go_to_its_ends() -> None:
    page = page_of(2, 2, 2)
    assert motion.go_to(page, View(0, 0), 12, 99).cursor == 2
    assert motion.go_to(page, View(2, 0), 12, -1).cursor == 0


@pytest.mark.parametrize(
    "move",
    [
        motion.show,
        motion.next_block,
        motion.previous_block,
        motion.first,
        motion.last,
        motion.page_down,
        motion.page_up,
        motion.half_down,
        motion.half_up,
        scroll_by(3),
        jump_to(2),
    ],
)
def test_an_article_without_blocks_has_nowhere_to_go(move: Motion) -> None:
    page = page_of()
    assert move(page, View(), 12) == View()
    assert motion.percent_seen(page, View(), 12) is None
    assert motion.resized(page, page, View(), 12) == View()
