"""The one coordinate."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.spans import Span

SPANS = st.tuples(st.integers(0, 20), st.integers(0, 20)).map(lambda ends: Span(min(ends), max(ends)))


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (3, 2)])
def test_span_that_cannot_be_is_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match=f"no such span: {start}:{end}"):
        Span(start, end)


@given(SPANS, SPANS, st.integers(-1, 21))
def test_spans_are_sets_of_offsets(one: Span, other: Span, offset: int) -> None:
    mine, theirs = set(range(one.start, one.end)), set(range(other.start, other.end))
    assert len(one) == len(mine)
    assert one.contains(offset) == (offset in mine)
    if mine and theirs:
        assert one.overlaps(other) == other.overlaps(one) == bool(mine & theirs)
        assert one.covers(other) == (theirs <= mine)


def test_offsets_are_code_points() -> None:
    assert Span(1, 3).of("a😀é\u0301") == "😀é"


def test_spans_are_ordered_as_they_stand() -> None:
    assert sorted([Span(2, 3), Span(0, 9), Span(0, 1)]) == [Span(0, 1), Span(0, 9), Span(2, 3)]
