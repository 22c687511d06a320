"""Sets of words that rules know, written in the source as running lists."""

from __future__ import annotations


def word_set(words: str) -> frozenset[str]:
    """The words of a list that blanks or line ends part."""
    return frozenset(words.split())
