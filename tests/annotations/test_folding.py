"""Texts folded for comparison: what looks alike is alike, and every place leads back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.annotations.folding import Folded, fold

TEXTS = st.text("ab .-…–—\u00a0\u200b\u00ad\n“”’'\"😀é", max_size=80)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("“No,” he said.", '"No," he said.'),
        ("Ukraine’s", "Ukraine's"),
        ("the  town\u00a0of\nBucha", "the town of Bucha"),
        ("1998–2004 — so", "1998-2004 - so"),
        ("and then...", "and then…"),
        ("co\u00adoperate\u200b", "cooperate"),
    ],
)
def test_what_is_alike_folds_alike(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("Russia", "russia"), ("a b", "ab"), ("no!", "no.")])
def test_what_differs_does_not(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(TEXTS)
def test_every_place_leads_back(raw: str) -> None:
    folded = Folded(raw)
    assert folded.text[1:-1] == fold(raw)
    end = 0
    for place in range(1, folded.end):
        span = folded.span(place, place + 1)
        assert fold(span.of(raw)).strip("\ufffd") in (folded.text[place], "")
        assert end <= span.start < span.end <= len(raw), "in order, never empty, never twice"
        end = span.end


@given(TEXTS, st.data())
def test_a_range_leads_back_to_what_folds_to_it(raw: str, data: st.DataObject) -> None:
    folded = Folded(raw)
    if folded.end < 2:
        return
    start = data.draw(st.integers(1, folded.end - 1))
    end = data.draw(st.integers(start + 1, folded.end))
    assert _settled(folded.span(start, end).of(raw)) == _settled(folded.text[start:end])


def _settled(text: str) -> str:
    """A text folded until nothing changes: some of four hyphens are two, which stand for one."""
    while (folded := fold(text)) != text:
        text = folded
    return text
