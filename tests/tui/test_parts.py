"""Rows in parts: which line shows what, and which rows stay where they are when more come."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from reader.errors import LibraryError
from reader.tui.widgets.parts import Part, Spot, line_of, spot_at
from reader.tui.windows import Windows, merged

_parts = st.lists(
    st.builds(
        lambda title, count, lines, note: Part(title, count, lines, lambda *_: (), note),
        st.sampled_from(["", "Title"]),
        st.integers(0, 5),
        st.integers(1, 3),
        st.sampled_from(["", "nothing"]),
    ),
    max_size=4,
)


@given(parts=_parts)
def test_every_row_has_its_lines_and_no_line_is_of_two(parts: list[Part]) -> None:
    place = 0
    for nth, part in enumerate(parts):
        for row in range(part.count):
            first = line_of(parts, place)
            assert [spot_at(parts, first + line) for line in range(part.lines)] == [
                Spot(nth, row, line) for line in range(part.lines)
            ]
            place += 1


def test_a_part_without_rows_says_so() -> None:
    parts = [Part("A", 1, 2, lambda *_: ()), Part("B", 0, 1, lambda *_: (), "nothing")]
    assert [spot_at(parts, line) for line in range(7)] == [
        Spot(0),
        Spot(0, 0, 0),
        Spot(0, 0, 1),
        None,
        Spot(1),
        Spot(1),
        None,
    ]


@given(before=st.lists(st.integers(0, 9), unique=True), now=st.lists(st.integers(0, 9), unique=True))
def test_what_comes_meanwhile_comes_at_the_end(before: list[int], now: list[int]) -> None:
    found = merged(before, now)
    assert sorted(found) == sorted(now)
    kept = [one for one in before if one in now]
    assert list(found[: len(kept)]) == kept


def test_only_what_is_drawn_is_fetched() -> None:
    asked: list[int] = []

    def fetch(keys: Sequence[int]) -> list[str | None]:
        asked.extend(keys)
        return [f"row {key}" for key in keys]

    windows = Windows(range(20_000), fetch)
    assert [windows.row(nth) for nth in (10_000, 10_001, 10_000)] == ["row 10000", "row 10001", "row 10000"]
    assert len(asked) <= 32
    assert windows.position(19_999) == 19_999
    assert windows.position(20_000) is None


def test_what_cannot_be_read_now_is_asked_for_again() -> None:
    broken = [True]

    def fetch(keys: Sequence[int]) -> list[str | None]:
        if broken.pop():
            broken.append(False)
            raise LibraryError("the library is busy")
        return [str(key) for key in keys]

    windows = Windows([7], fetch)
    assert windows.row(0) is None
    assert windows.row(0) == "7"
