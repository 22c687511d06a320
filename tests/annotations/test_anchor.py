"""Anchors remember a place with its words and surroundings; targets are named by them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader.annotations.anchor import CONTEXT, Anchor, make_anchor, target_id
from reader.spans import Span

WORDS = st.text("ab é\n😀", max_size=60)
QUOTES = st.text("ab é\n😀", min_size=1, max_size=12)


def anchor_in(before: str, quote: str, after: str) -> Anchor:
    return make_anchor(before + quote + after, Span(len(before), len(before) + len(quote)), "old")


@given(WORDS, QUOTES, WORDS)
def test_an_anchor_keeps_words_and_surroundings(before: str, quote: str, after: str) -> None:
    anchor = anchor_in(before, quote, after)
    assert anchor.span.of(before + quote + after) == anchor.exact == quote
    assert before.endswith(anchor.prefix)
    assert after.startswith(anchor.suffix)
    assert len(anchor.prefix) == min(CONTEXT, len(before))
    assert len(anchor.suffix) == min(CONTEXT, len(after))


def test_targets_are_named_by_kind_place_and_text() -> None:
    anchor = anchor_in("a", "b", "c")
    assert target_id("block", anchor) == target_id("block", anchor_in("a", "b", "c"))
    others = [target_id("span", anchor), target_id("block", anchor_in("aa", "b", "c"))]
    assert target_id("block", anchor) not in others
