"""What is drawn for a text from outside."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from reader.tui.glyphs import ascii_signs, cells, draw, fit, inert, is_plain, width_of

ANY_TEXT = st.text(st.characters(exclude_categories=()))
BIDI = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("plain [bold]markup[/bold]", "plain [bold]markup[/bold]"),
        ("\x1b]52;c;aGk=\x07", "␛]52;c;aGk=␇"),
        ("\x00\x08\x7f\x85\x9b", "␀␈␡��"),
        ("a\tb\nc\r\nd\u2028e\u2029f", "a b c  d e f"),
        ("a\u00a0b\u202fc\u2007d\u200ae", "a b c d e"),
        ("漢\u3000字", "漢\u3000字"),
        ("user\u202egpj.exe\u202c \u2067x\u2069", "user�gpj.exe� �x�"),
        ("z\u200bw\u2060\ufeff\u200e\u200f\u061c\u00ad\ufff9\U000e0041.", "zw."),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("👨\u200d👩\u200d👧 👍🏽 ❤\ufe0f 1\ufe0f\u20e3", "👨👩👧 👍 ❤ 1\u20e3"),
        ("🇺🇦", "UA"),
        ("lone \ud800 \U0001fbff \uffff", "lone � � �"),
        ("e\u0301 \u0301x", "e\u0301 ◌\u0301x"),
        ("\u0301x", "◌\u0301x"),
        ("\u200d \u200c\u0301", " \u200c◌\u0301"),
        ("हिन्दी", "हइन्दई"),
        ("က\u103b\u1038", "ကယ◌"),
        ("☰ Menu", "≡ Menu"),
        ("Z" + "\u0301" * 500 + "!", "Z" + "\u0301" * 8 + "!"),
    ],
)
def test_what_is_drawn(text: str, drawn: str) -> None:
    assert inert(text) == drawn


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("naïve – “quoted”", 16),
        ("漢字", 4),
        ("한국어", 6),
        ("\u1112\u1161\u11ab", 2),
        ("e\u0301", 1),
        ("\u0301", 1),
        ("👨\u200d👩\u200d👧", 6),
        ("🇺🇦", 2),
        ("❤\ufe0f", 1),
        ("👍🏽", 2),
        ("क्षत्रिय", 6),
        ("ภาษาไทยน้ำ", 9),
        ("שָׁלוֹם", 4),
    ],
)
def test_widths_as_tmux_draws_them(text: str, width: int) -> None:
    assert cells(text) == cell_len(inert(text)) == width


@given(ANY_TEXT)
def test_nothing_drawn_is_obeyed_and_widths_are_richs(text: str) -> None:
    drawn = inert(text)
    assert not {unicodedata.category(char) for char in drawn} & {"Cc", "Cs", "Cn", "Mc", "Zl", "Zp"}
    assert {char for char in drawn if unicodedata.category(char) == "Cf"} <= {"\u200c"}
    assert not BIDI & set(drawn)
    assert cells(text) == cell_len(drawn)
    assert inert(drawn) == drawn


@given(ANY_TEXT)
def test_a_plain_text_is_drawn_as_it_is(text: str) -> None:
    if is_plain(text):
        assert inert(text) == text
        assert cell_len(text) == len(text)


@given(st.characters(exclude_categories=()))
def test_one_code_point_is_drawn_as_within_a_text(char: str) -> None:
    assert inert(f"x{char}") == f"x{draw(char)}"
    assert width_of(char) == cells(f"x{char}") - 1


@given(ANY_TEXT)
def test_in_ascii_the_signs_are_question_marks_of_the_same_width(text: str) -> None:
    drawn = inert(text)
    plain = ascii_signs(drawn)
    assert cell_len(plain) == cell_len(drawn)
    assert not set("␀␛␡�◌") & set(plain)


@given(ANY_TEXT, st.integers(0, 30))
def test_fitting_gives_exactly_the_cells(text: str, width: int) -> None:
    fitted = fit(text, width)
    assert cell_len(fitted) == width
    assert inert(fitted) == fitted


@pytest.mark.parametrize(
    ("text", "width", "ellipsis", "fitted"),
    [
        ("short", 8, "…", "short   "),
        ("exactly", 7, "…", "exactly"),
        ("Russia moved nearer to control", 23, "…", "Russia moved nearer to…"),
        ("Russia moved nearer to control", 24, "…", "Russia moved nearer to… "),
        ("漢字漢字", 6, "…", "漢字… "),
        ("漢字漢字", 6, ">", "漢字> "),
        ("e\u0301e\u0301e\u0301", 2, "…", "e\u0301…"),
        ("anything", 2, "...", ".."),
        ("anything", 0, "…", ""),
    ],
)
def test_cropping_ends_in_an_ellipsis(text: str, width: int, ellipsis: str, fitted: str) -> None:
    assert fit(text, width, ellipsis) == fitted
