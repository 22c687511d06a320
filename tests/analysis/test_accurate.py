"""The engine `accurate`: the same text always gives the same names, and any text gives some answer."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest

from reader.analysis.accurate import Encoder, load, load_encoder
from reader.analysis.decoding import TAGS
from reader.analysis.lists import load_lists
from reader.analysis.words import split_words

ARTICLE = """KYIV, May 21 (Reuters) – Russia moved nearer to control over Ukraine's Donbas region, Volodymyr
Zelenskiy said.

The United Nations and the Red Cross in Geneva said that German troops had left Mali. Zelenskiy spoke to
CNN."""


@pytest.fixture(name="encode", scope="module")
def _encode() -> Encoder:
    return load_encoder(load_lists())


def test_names_in_news_are_found() -> None:
    found = [(" ".join(ARTICLE[start:end].split()), label) for start, end, label in load()(ARTICLE)]
    for name in [
        ("KYIV", "LOC"),
        ("Reuters", "ORG"),
        ("Russia", "LOC"),
        ("Ukraine", "LOC"),
        ("Volodymyr Zelenskiy", "PER"),
        ("United Nations", "ORG"),
        ("Red Cross", "ORG"),
        ("Geneva", "LOC"),
        ("German", "NORP"),
        ("Mali", "LOC"),
        ("Zelenskiy", "PER"),
        ("CNN", "ORG"),
    ]:
        assert name in found


def test_each_word_has_the_probabilities_of_its_tags(encode: Encoder) -> None:
    words = split_words(ARTICLE)
    scores = encode(words).scores
    assert scores.shape == (len(words.forms), len(TAGS))
    assert np.allclose(np.exp(scores).sum(1), 1, atol=1e-4)


def test_other_words_far_away_change_nothing(encode: Encoder) -> None:
    long = "The talks in Geneva ended. " * 60
    alone = encode(split_words(long)).scores
    followed = encode(split_words(long + "Mali slept. " * 60)).scores
    count = len(alone) // 2
    assert np.array_equal(alone[:count], followed[:count])
    assert np.array_equal(alone, encode(split_words(long)).scores)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\n ",
        "“" * 3000,
        "x" * 200_000,
        "Xy" * 100_000,
        "New York " * 3000,
        "Łódź 北京 \U0001f600 \u202e\x00\ud800 é́́́",
        "'" * 500 + "said Smith",
    ],
    ids=[
        "nothing",
        "blanks",
        "marks",
        "one word",
        "one capitalised word",
        "names",
        "odd signs",
        "apostrophes",
    ],
)
def test_any_text_has_an_answer(encode: Encoder, text: str) -> None:
    words = split_words(text)
    seen = encode(words)
    assert seen.scores.shape == (len(words.forms), len(TAGS))
    assert all(0 <= first < end <= len(words.forms) for first, end, _ in seen.names)


def test_without_its_extra_it_says_what_to_install() -> None:
    script = """
import sys
sys.modules["onnxruntime"] = None
from reader.analysis.engines import load_engine
from reader.errors import EngineLoadError
try:
    load_engine("accurate")
except EngineLoadError as error:
    print(error)
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == 'onnxruntime is not installed: pip install "terminal-news-reader[accurate]"\n'
