"""Edges of words, lines and paragraphs, and what must not be cut."""

from __future__ import annotations

import pytest

from reader.annotations.edges import Edge, cuts, edge_after, edge_before, nearest_ends, nearest_starts

TEXT = "Lead of it.\n\nFirst line\nof two.\n"


@pytest.mark.parametrize(
    ("text", "offset"),
    [
        ("Russia", 3),
        ("cafe\u0301 ", 4),
        ("cafe\u0301s", 5),
        ("👩\u200d🚀", 1),
        ("👩\u200d🚀", 2),
        ("👍\U0001f3fd", 1),
        ("❤\ufe0f", 1),
        ("🇺🇦", 1),
        ("🇺🇦🇵🇱", 3),
    ],
)
def test_words_and_characters_are_not_cut(text: str, offset: int) -> None:
    assert cuts(text, offset)


@pytest.mark.parametrize(
    ("text", "offset"),
    [("a b", 1), ("a b", 2), ("“No", 1), ("Kyiv’s", 4), ("🇺🇦🇵🇱", 2), ("ab", 0), ("ab", 2), ("😀😀", 1)],
)
def test_between_them_may_be_an_edge(text: str, offset: int) -> None:
    assert not cuts(text, offset)


def test_edges_are_told_apart() -> None:
    assert edge_before(TEXT, 0) is Edge.PARAGRAPH
    assert edge_before(TEXT, 13) is Edge.PARAGRAPH
    assert edge_before(TEXT, 24) is Edge.LINE
    assert edge_before(TEXT, 5) is Edge.WORD
    assert edge_before(TEXT, 2) is Edge.NONE
    assert edge_after(TEXT, 11) is Edge.PARAGRAPH
    assert edge_after(TEXT, 23) is Edge.LINE
    assert edge_after(TEXT, len(TEXT) - 1) is Edge.PARAGRAPH, "the end of the text"


def test_the_nearest_edge_of_a_kind_is_found_within_reach() -> None:
    assert nearest_starts(TEXT, 15, Edge.PARAGRAPH, 20)[0] == 13
    assert nearest_starts(TEXT, 22, Edge.LINE, 20)[0] == 24
    assert nearest_ends(TEXT, 9, Edge.PARAGRAPH, 20)[0] == 11
    assert nearest_starts(TEXT, 18, Edge.PARAGRAPH, 3) == []
    assert nearest_starts(TEXT, 14, Edge.WORD, 0) == [13]
    assert nearest_starts("abcdefghijkl", 6, Edge.WORD, 0) == [], "no word begins near"
