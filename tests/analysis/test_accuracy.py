"""How well the engines find names in texts that nothing was trained on; `training.evaluate` prints more."""

from __future__ import annotations

import pytest

from reader.analysis import accurate, fast
from training.corpora import GOLD, read_gold
from training.evaluate import evaluate

# A little below what was measured, so that a change that costs accuracy is seen and chance is not.
FLOORS = {"voa.jsonl": 95.5, "wikinews.jsonl": 87.0, "invented.jsonl": 80.5}


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_the_engine_fast_finds_as_many_names_as_it_did(name: str) -> None:
    score = evaluate(fast.load(), read_gold(GOLD / name))
    assert score.f1() >= FLOORS[name], score.table()
    assert score.untyped() >= 97.0, score.table()


ACCURATE_FLOORS = {"voa.jsonl": 96.5, "wikinews.jsonl": 88.5, "invented.jsonl": 88.5}


@pytest.mark.parametrize("name", sorted(ACCURATE_FLOORS))
def test_the_engine_accurate_finds_as_many_names_as_it_did(name: str) -> None:
    score = evaluate(accurate.load(), read_gold(GOLD / name))
    assert score.f1() >= ACCURATE_FLOORS[name], score.table()
    assert score.untyped() >= 98.0, score.table()
