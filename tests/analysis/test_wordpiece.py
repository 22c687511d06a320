"""Pieces of words: those of the reference, and never more time than the word is long."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.analysis.wordpiece import MOST_PIECES, WordPiece, parts

CASES: list[list[object]] = json.loads(Path(__file__).with_name("pieces.json").read_text("utf-8"))
"""Words with their pieces by BertWordPieceTokenizer of tokenizers 0.23, in the vocabulary of the package."""


@pytest.fixture(name="vocabulary", scope="module")
def _vocabulary() -> list[str]:
    data = files("reader.analysis") / "data" / "accurate" / "vocabulary.txt"
    return data.read_text("utf-8").split("\n")


@pytest.mark.parametrize(("word", "pieces"), CASES, ids=[ascii(word)[1:40] for word, _ in CASES])
def test_the_pieces_are_those_of_the_reference(vocabulary: list[str], word: str, pieces: list[str]) -> None:
    assert [vocabulary[number] for number in WordPiece(vocabulary).ids(word)] == pieces


def test_an_endless_word_is_cut(vocabulary: list[str]) -> None:
    wordpiece = WordPiece(vocabulary)
    assert wordpiece.ids("a" * 5_000_000) == (vocabulary.index("[UNK]"),)
    assert len(wordpiece.ids("a-" * 5_000_000)) == MOST_PIECES


@given(st.text(min_size=1, max_size=40))
def test_every_word_has_pieces_and_the_same_ones_again(word: str) -> None:
    wordpiece = WordPiece(["[UNK]", "[CLS]", "[SEP]", "a", "##a", "b", "##b"])
    first = wordpiece.ids(word)
    assert 1 <= len(first) <= MOST_PIECES
    assert wordpiece.ids(word) == first


@given(st.text(max_size=40))
def test_parts_have_no_blanks_and_no_capitals_with_a_small_form(word: str) -> None:
    for part in parts(word):
        assert part
        assert not any(sign.isspace() and sign in " \t\n\r" for sign in part)
        assert part == part.lower()
