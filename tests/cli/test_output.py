"""Text set for a terminal: inert, within its columns, and with nothing lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.cli.output import crop, inert, pad, width_of, wrap

STEERING = [
    *map(chr, range(0x20)),
    *map(chr, range(0x7F, 0xA0)),
    *"\u202a\u202b\u202c\u202d\u202e\u2066\u2069",
]


@pytest.mark.parametrize("sign", STEERING)
def test_what_steers_a_terminal_is_replaced(sign: str) -> None:
    assert inert(f"a{sign}b") in ("a\ufffdb", "a b")


def test_a_line_stays_one_line() -> None:
    assert inert("one\r\ntwo\u2028three\tfour") == "one  two three four"
    assert "\ud800" not in inert("\ud800")


@pytest.mark.parametrize(("text", "width"), [("abc", 3), ("北京", 4), ("e\u0301", 1), ("a\u200db", 2)])
def test_columns(text: str, width: int) -> None:
    assert width_of(text) == width


@given(st.text(), st.integers(2, 100))
def test_a_cropped_text_fits(text: str, width: int) -> None:
    cropped = crop(text, width)
    assert width_of(cropped) <= width
    assert cropped == inert(text) or cropped.endswith("…")
    assert width_of(pad(cropped, width)) >= width


@given(st.text(), st.integers(2, 100))
def test_wrapped_lines_fit_and_lose_nothing(text: str, width: int) -> None:
    lines = list(wrap(text, width))
    assert all(width_of(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(inert(text).split())
