"""Words and sentences of a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.analysis.words import split_words


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("Ukraine’s U.S.-led talks", ["Ukraine", "’s", "U.S.", "-", "led", "talks"]),
        ("Mr. O’Neill and J. K. Rowling", ["Mr.", "O’Neill", "and", "J.", "K.", "Rowling"]),
        ("Ukrainians’ homes", ["Ukrainians", "’", "homes"]),
        ("pic.twitter.com/aB #Bucha @f_o_r", ["pic.twitter.com/aB", "#Bucha", "@f_o_r"]),
        ("$3.5bn at 10:30", ["$", "3.5bn", "at", "10:30"]),
        ("Ne\u0301e Müller", ["Ne\u0301e", "Müller"]),
    ],
)
def test_words(text: str, forms: list[str]) -> None:
    assert split_words(text).forms == forms


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("He left. She came.", ["He left .", "She came ."]),
        ("“Go,” he said. “Now.” They went.", ["“ Go , ” he said .", "“ Now . ”", "They went ."]),
        ("Mr. Lee met Gen. Ray in the U.S. The end.", ["Mr. Lee met Gen. Ray in the U.S.", "The end ."]),
        ("A HEADING\nIts text", ["A HEADING", "Its text"]),
        ("One\n\ntwo", ["One", "two"]),
    ],
)
def test_sentences(text: str, sentences: list[str]) -> None:
    words = split_words(text)
    assert [" ".join(words.forms[first:end]) for first, end in words.sentences] == sentences


@given(st.text(max_size=200))
def test_every_sign_but_white_space_is_in_one_word_and_every_word_in_one_sentence(text: str) -> None:
    words = split_words(text)
    rebuilt = "".join(words.forms)
    assert "".join(rebuilt.split()) == "".join(text.split())
    assert all(
        text[start:end] == form
        for start, end, form in zip(words.starts, words.ends, words.forms, strict=True)
    )
    covered = [at for first, end in words.sentences for at in range(first, end)]
    assert covered == list(range(len(words.forms)))
