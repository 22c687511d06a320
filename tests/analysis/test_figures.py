"""Dates, times, money and the like, and what only looks like them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.analysis.figures import find_figures
from reader.analysis.words import split_words


def found(text: str) -> list[tuple[str, str]]:
    return [(one.span.of(text), one.label.value) for one in find_figures(split_words(text))]


@pytest.mark.parametrize(
    ("text", "label", "figures"),
    [
        (
            "on Friday, 5 June 2020, May 21, in mid-May and on Feb. 24",
            "DATE",
            ["Friday, 5 June 2020", "May 21", "mid-May", "Feb. 24"],
        ),
        (
            "in the 1990s, 1998-99 and 2010, last week, two days ago",
            "DATE",
            ["1990s", "1998-99", "2010", "last week", "two days ago"],
        ),
        ("at 10:30 a.m. GMT, 3pm, 0400 GMT and noon", "TIME", ["10:30 a.m. GMT", "3pm", "0400 GMT", "noon"]),
        (
            "$3.5 billion, US$50,000, $50 000 000, 20 million euros",
            "MONEY",
            ["$3.5 billion", "US$50,000", "$50 000 000", "20 million euros"],
        ),
        ("15 percent, 4.5% or two per cent", "PERCENT", ["15 percent", "4.5%", "two per cent"]),
        (
            "100 kilometres at 12 km/h, 30,000 barrels per day",
            "QUANTITY",
            ["100 kilometres", "12 km/h", "30,000 barrels per day"],
        ),
        ("#Bucha by @anna_lee", "HASHTAG", ["#Bucha"]),
        ("#Bucha by @anna_lee", "HANDLE", ["@anna_lee"]),
        (
            "at https://example.org/a?b=c), www.example.org.",
            "URL",
            ["https://example.org/a?b=c", "www.example.org"],
        ),
    ],
)
def test_figures_are_found_whole(text: str, label: str, figures: list[str]) -> None:
    assert [words for words, kind in found(text) if kind == label] == figures


@pytest.mark.parametrize(
    "text",
    [
        "a 19-year-old",
        "the F-16",
        "they may march",
        "2,439 defenders",
        "won 2-1",
        "#1",
        "one of them",
        "a 7.2 tremor",
    ],
)
def test_what_only_looks_like_a_figure_is_left_alone(text: str) -> None:
    assert found(text) == []


@given(st.text(alphabet="12,.:$€%@#-/ aMmayprils\n", max_size=60))
def test_figures_are_apart_and_inside_the_text(text: str) -> None:
    spans = [one.span for one in find_figures(split_words(text))]
    assert all(one.end <= other.start for one, other in pairwise(spans))
    assert all(span.start < span.end <= len(text) for span in spans)
