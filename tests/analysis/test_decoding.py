"""Names out of scores: each has a beginning, and the likeliest sequence wins."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.analysis.decoding import TAGS, decode


def scores(*rows: dict[str, float]) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    """Logarithms of probabilities; what a row does not name shares the rest."""
    found = np.empty((len(rows), len(TAGS)), dtype=np.float32)
    for at, row in enumerate(rows):
        rest = (1 - sum(row.values())) / (len(TAGS) - len(row))
        found[at] = np.log([row.get(tag, rest) for tag in TAGS])
    return found


def test_names_are_words_that_begin_and_go_on() -> None:
    some = scores({"B-PER": 0.9}, {"I-PER": 0.9}, {"O": 0.9}, {"B-LOC": 0.9}, {"B-LOC": 0.9})
    assert decode(some, [(0, 5)]) == [(0, 2, "PER"), (3, 4, "LOC"), (4, 5, "LOC")]


def test_a_name_without_a_beginning_is_given_the_likeliest_one() -> None:
    some = scores({"O": 0.5, "B-ORG": 0.45}, {"I-ORG": 0.9}, {"O": 0.9})
    assert decode(some, [(0, 3)]) == [(0, 2, "ORG")]
    some = scores({"B-PER": 0.9}, {"I-ORG": 0.5, "I-PER": 0.4}, {"O": 0.9})
    assert decode(some, [(0, 3)]) == [(0, 2, "PER")]


def test_a_name_ends_with_its_sentence() -> None:
    some = scores({"B-LOC": 0.9}, {"I-LOC": 0.6, "B-LOC": 0.3})
    assert decode(some, [(0, 2)]) == [(0, 2, "LOC")]
    assert decode(some, [(0, 1), (1, 2)]) == [(0, 1, "LOC"), (1, 2, "LOC")]


def test_what_may_be_one_of_several_rarer_types_is_a_name_all_the_same() -> None:
    some = scores({"B-ORG": 0.4, "B-EVENT": 0.25, "B-MISC": 0.3})
    assert decode(some, [(0, 1)]) == [(0, 1, "MISC")]


def test_nothing_has_no_names() -> None:
    assert decode(scores(), []) == []


_SMALL = st.lists(st.lists(st.integers(0, 6), min_size=9, max_size=9), min_size=1, max_size=4)


@given(_SMALL)
def test_no_allowed_sequence_is_likelier(rows: list[list[int]]) -> None:
    # Only PER, ORG, LOC and NORP take part, so that a column is a state.
    columns = [
        TAGS.index(tag)
        for tag in ("O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC", "B-NORP", "I-NORP")
    ]
    found = np.full((len(rows), len(TAGS)), -100.0, dtype=np.float32)
    found[:, columns] = np.array(rows, dtype=np.float32)
    names = decode(found, [(0, len(rows))])
    tags = ["O"] * len(rows)
    for first, end, label in names:
        tags[first:end] = [f"B-{label}"] + [f"I-{label}"] * (end - first - 1)
    states = [TAGS[column] for column in columns]
    best = max(
        sum(found[at, TAGS.index(tag)] for at, tag in enumerate(path))
        for path in itertools.product(states, repeat=len(rows))
        if all(
            tag[0] != "I" or before in (f"B-{tag[2:]}", f"I-{tag[2:]}")
            for before, tag in zip(("O", *path), path, strict=False)
        )
    )
    assert sum(found[at, TAGS.index(tag)] for at, tag in enumerate(tags)) == pytest.approx(best, abs=0.01)
