"""Anchors find their place again, or say that they cannot."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from reader.annotations.anchor import CONTEXT, Anchor, Finding, locate, make_anchor, target_id
from reader.spans import Span

WORDS = st.text("ab é\n😀", max_size=60)
QUOTES = st.text("ab é\n😀", min_size=1, max_size=12)


def anchor_in(before: str, quote: str, after: str) -> Anchor:
    return make_anchor(before + quote + after, Span(len(before), len(before) + len(quote)), "old")


def count(text: str, part: str) -> int:
    """Occurrences, overlapping ones too."""
    return sum(text.startswith(part, start) for start in range(len(text)))


@given(WORDS, QUOTES, WORDS)
def test_unchanged_text_is_the_same_place(before: str, quote: str, after: str) -> None:
    anchor = anchor_in(before, quote, after)
    place = locate(anchor, before + quote + after, "old")
    assert (place.finding, place.span) == (Finding.SAME, anchor.span)
    assert anchor.span.of(before + quote + after) == anchor.exact == quote
    assert before.endswith(anchor.prefix)
    assert after.startswith(anchor.suffix)
    assert max(len(anchor.prefix), len(anchor.suffix)) <= CONTEXT


@given(WORDS, QUOTES, WORDS, WORDS, WORDS)
def test_unique_words_are_found_wherever_they_are(
    before: str, quote: str, after: str, new_before: str, new_after: str
) -> None:
    text = new_before + quote + new_after
    assume(count(text, quote) == 1)
    place = locate(anchor_in(before, quote, after), text, "new")
    assert place.span == Span(len(new_before), len(new_before) + len(quote))
    assert place.finding is (Finding.SAME if len(before) == len(new_before) else Finding.MOVED)


@given(WORDS, QUOTES, WORDS, WORDS)
def test_words_that_are_gone_are_lost(before: str, quote: str, after: str, text: str) -> None:
    assume(quote not in text)
    place = locate(anchor_in(before, quote, after), text, "new")
    assert (place.finding, place.span) == (Finding.LOST, None)


@given(WORDS, QUOTES, WORDS, WORDS)
def test_what_is_found_are_the_words(before: str, quote: str, after: str, text: str) -> None:
    place = locate(anchor_in(before, quote, after), text + quote + text, "new")
    assert (place.span is None) == (place.finding in (Finding.UNSURE, Finding.LOST))
    if place.span is not None:
        assert place.span.of(text + quote + text) == quote


@given(st.integers(2, 5), st.integers(0, 4))
def test_equal_candidates_are_never_guessed_at(copies: int, which: int) -> None:
    """The context alike all around, so nothing but the position could tell them apart."""
    frame = "." * CONTEXT
    original = (frame + "He said so." + frame) * copies
    start = original.index("He", (which % copies) * (2 * CONTEXT + 11))
    anchor = make_anchor(original, Span(start, start + 11), "old")
    place = locate(anchor, "New lead. " + original, "new")
    assert (place.finding, place.span) == (Finding.UNSURE, None)


def test_candidates_without_any_context_are_not_guessed_at() -> None:
    assert locate(anchor_in("x", "yes", "x"), "ayesb cyesd", "new").finding is Finding.UNSURE


@pytest.mark.parametrize("lead", ["", "A new first sentence. "])
def test_context_tells_twins_apart(lead: str) -> None:
    text = "Asked twice, he said: Yes. Asked again, she said: Yes. And they left."
    second = text.rindex("Yes.")
    anchor = make_anchor(text, Span(second, second + 4), "old")
    new = lead + text.replace("And they left", "Then all left")
    place = locate(anchor, new, "new")
    assert place.span == Span(new.rindex("Yes."), new.rindex("Yes.") + 4)


def test_many_candidates_in_a_long_text_do_not_copy_it_each_time() -> None:
    """A common word of a text of megabytes: quadratic work would not end."""
    text = "word " * 200_000
    anchor = make_anchor(text, Span(5, 9), "old")
    assert locate(anchor, "Start. " + text, "new").finding is Finding.UNSURE


def test_targets_are_named_by_kind_place_and_text() -> None:
    anchor = anchor_in("a", "b", "c")
    assert target_id("block", anchor) == target_id("block", anchor_in("a", "b", "c"))
    others = [target_id("span", anchor), target_id("block", anchor_in("aa", "b", "c"))]
    assert target_id("block", anchor) not in others
