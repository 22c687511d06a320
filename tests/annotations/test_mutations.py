"""Articles changed at random, thousands of times: targets are right, for review or lost, seldom wrong."""

from __future__ import annotations

import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.anchors import DOUBLED, SEVERAL, Count, Sample, count, make_sample, samples, tally
from benchmarks.mutations import MUTATIONS, Gone, Mutated, Piece, splice
from reader.spans import Span

EXACT = ("quotes straightened", "white space changed", "paragraph put in")
"""What leaves the words of every target as they were, but for typography."""
TIMES = 6


@pytest.fixture(scope="module")
def chosen() -> list[Sample]:
    return samples(made=1)


@pytest.fixture(scope="module")
def counts(chosen: list[Sample]) -> dict[str, Count]:
    return {name: tally(name, chosen, TIMES, seed=7) for name in (*MUTATIONS, SEVERAL)}


def summed(counts: dict[str, Count], *names: str) -> Count:
    total = Count()
    for name in names:
        total.add(counts[name])
    return total


def test_wrong_attachments_are_fewer_than_one_in_a_thousand(counts: dict[str, Count]) -> None:
    total = summed(counts, *(name for name in counts if name != DOUBLED))
    assert total.all > 50_000
    assert total.wrong_share < 0.1, "\n".join(total.errors[:5])


def test_wrong_attachments_are_fewer_than_one_in_two_hundred_where_paragraphs_are_doubled(
    counts: dict[str, Count],
) -> None:
    doubled = counts[DOUBLED]
    assert doubled.all > 5_000
    assert doubled.wrong_share < 0.5, "\n".join(doubled.errors[:5])
    assert doubled.wrong_near < 0.5


@pytest.mark.parametrize("name", EXACT)
def test_no_attachment_is_wrong_and_none_is_lost_where_the_words_still_stand(
    counts: dict[str, Count], name: str
) -> None:
    assert (counts[name].wrong, counts[name].orphaned) == (0, 0), "\n".join(counts[name].errors[:5])


@pytest.mark.parametrize(
    ("name", "share"),
    [
        ("paragraph put in", 0.98),
        ("paragraph moved", 0.94),
        ("typo mended", 0.98),
        ("quotes straightened", 0.99),
        ("white space changed", 0.99),
        ("sentence rewritten", 0.94),
        (DOUBLED, 0.88),
    ],
)
def test_most_targets_are_found(counts: dict[str, Count], name: str, share: float) -> None:
    assert counts[name].right > share * counts[name].all


def test_a_count_is_the_same_for_the_same_seed(chosen: list[Sample]) -> None:
    first, again = (tally("typo mended", chosen[:3], 2, seed=1) for _ in range(2))
    assert (first.right, first.review, first.orphaned) == (again.right, again.review, again.orphaned)


# -- the mutations themselves ---------------------------------------------------------------------------

TEXT = "One is here. Two is “there”.\n\nThree  was it.\n\nFour, and the end of it.\n"
BLOCKS = (Span(0, 28), Span(30, 44), Span(46, 70))


@given(st.sampled_from(sorted(MUTATIONS)), st.integers(0, 10_000), st.data())
def test_what_is_said_to_be_the_true_place_is_it(name: str, seed: int, data: st.DataObject) -> None:
    """Where nothing was written anew, the true place has the same words but for quotes and white space."""
    assert all(not block.of(TEXT)[0].isspace() and TEXT[block.end] == "\n" for block in BLOCKS)
    mutated = MUTATIONS[name](TEXT, BLOCKS, random.Random(seed))
    block = data.draw(st.sampled_from(BLOCKS))
    words = list(re.finditer(r"\w+", block.of(TEXT)))
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first, len(words) - 1))
    span = Span(block.start + words[first].start(), block.start + words[last].end())
    truth = mutated.truth(span)
    if isinstance(truth, Gone):
        assert name in ("paragraph taken out", "sentence rewritten")
        return
    assert truth.end <= len(mutated.text)
    if name not in ("typo mended", "sentence rewritten") and not mutated.touches(span, 0):
        assert plain(truth.of(mutated.text)) == plain(span.of(TEXT))


def plain(text: str) -> str:
    return "".join(text.replace("“", '"').replace("”", '"').split())


def test_words_in_a_rewritten_sentence_are_gone_and_its_paragraph_is_not() -> None:
    mutated = splice(TEXT, [Piece(13, 28, "Nothing.", faithful=False)])
    assert mutated.truth(Span(13, 16)) is Gone.GONE
    assert mutated.truth(Span(8, 16)) is Gone.TORN
    assert mutated.truth(Span(0, 28)) == Span(0, 21)
    assert mutated.truth(Span(30, 44)) == Span(23, 37)


def test_a_wrong_place_counts_as_wrong() -> None:
    text = "The first of them came.\n\nThe second of them, who had come late, said nothing at all of it.\n"
    sample = make_sample("two", text)
    untrue = Mutated("Lead.\n\n" + text)
    assert count(sample, untrue).right == 0
    assert count(sample, untrue).wrong > 0
