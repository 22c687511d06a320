"""Active time: what was spent between keys on a paragraph, without what nobody was there for."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader.workspace.attention import IDLE_SECONDS, Attention

SECOND = 1_000_000


def test_time_between_keys_belongs_to_where_the_cursor_was() -> None:
    reading = Attention(1, 0).key(1, 3 * SECOND).key(1, 5 * SECOND)
    assert (reading.block, reading.seconds) == (1, 5.0)
    assert reading.decided().key(2, 9 * SECOND).seconds == 4.0
    assert reading.key(2, 6 * SECOND).key(1, 8 * SECOND).seconds == 2.0


def test_absence_and_clocks_that_jump_back_count_nothing() -> None:
    assert Attention(1, 0).key(1, 61 * SECOND).seconds == 0.0
    assert Attention(1, 0).key(1, 60 * SECOND).seconds == 60.0
    assert Attention(1, 10 * SECOND).key(1, 5 * SECOND).key(1, 6 * SECOND).seconds == 1.0


@given(st.lists(st.tuples(st.integers(1, 3), st.integers(0, 200 * SECOND))))
def test_never_more_than_the_clock_says(keys: list[tuple[int, int]]) -> None:
    attention, now, total = Attention(1, 0), 0, 0.0
    for block, gap in keys:
        now += gap
        attention = attention.key(block, now)
        total += min(gap / SECOND, IDLE_SECONDS)
        assert 0 <= attention.seconds <= total + 1e-6
