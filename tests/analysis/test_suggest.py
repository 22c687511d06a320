"""Labels that are learnt: from few examples nothing, from more what is as often right as it says."""

from __future__ import annotations

import json
import lzma
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.analysis.suggest import FEWEST, Example, Guess, Learner, Measure, sure_guesses, words_of

SENTENCES = Path(__file__).parents[2] / "training" / "data" / "crossner.jsonl.xz"
ALL = frozenset({"war", "trade"})


def example(text: str, *having: str, lacking: frozenset[str] | None = None) -> Example:
    return Example(words_of(text), frozenset(having), ALL - set(having) if lacking is None else lacking)


def learnt(learner: Learner, count: int = FEWEST) -> Learner:
    for nth in range(count):
        learner.put(("war", nth), example(f"troops shelled town{nth} near the front", "war"))
        learner.put(("trade", nth), example(f"prices of grain{nth} rose near the exchange", "trade"))
    for _ in learner.measure():
        pass
    return learner


def test_words_their_beginnings_and_pairs_of_signs() -> None:
    assert words_of("The PRISONERS, 2,439 of them: I") == {"the", "prisoners", "priso-", "of", "them"}
    assert words_of("北京市") == {"北京", "京市"}
    assert words_of("") == frozenset()


def test_nothing_is_said_before_enough_was_decided() -> None:
    assert learnt(Learner(), FEWEST - 1).guess(words_of("troops near the front"), 0.0) == ()
    (guess, *_) = learnt(Learner()).guess(words_of("troops shelled a town near the front"), 0.8)
    assert guess == Guess("war", (FEWEST + 1) / (FEWEST + 2))


def test_words_that_were_never_seen_suggest_nothing() -> None:
    assert learnt(Learner()).guess(words_of("sonata"), 0.0) == (Guess("trade", 0.0), Guess("war", 0.0))
    assert learnt(Learner()).guess(words_of("sonata"), 0.1) == ()


def test_what_is_learnt_once_is_not_learnt_twice() -> None:
    learner = Learner()
    assert learner.put(1, example("troops", "war"))
    assert not learner.put(1, example("troops", "war"))
    assert learner.put(1, None)
    assert not learner.put(1, None)
    assert len(learner) == 0


known = st.sampled_from(["troops", "shelled", "town", "prices", "grain", "rose"])
texts = st.lists(known, min_size=1).map(" ".join)
steps = st.lists(st.tuples(st.integers(0, 30), texts, st.sampled_from(["war", "trade", ""])), max_size=80)


@given(steps)
def test_the_order_in_which_one_decides_and_takes_back_does_not_matter(
    given_steps: list[tuple[int, str, str]],
) -> None:
    along, last = Learner(), {}
    for name, text, label in given_steps:
        last[name] = example(text, label) if label else None
        along.put(name, last[name])
    anew = Learner()
    for name, one in sorted(last.items(), key=str):
        anew.put(name, one)
    for learner in (along, anew):
        for _ in learner.measure():
            pass
    words = words_of("troops rose")
    assert along.labels == anew.labels
    assert len(along) == len(anew) == sum(one is not None for one in last.values())
    first, second = along.guess(words, 0.0), anew.guess(words, 0.0)
    assert [one.label for one in first] == [one.label for one in second]
    assert [one.score for one in first] == pytest.approx([one.score for one in second])


def test_each_paragraph_is_judged_as_if_it_were_unknown() -> None:
    learner = learnt(Learner())
    judged = example("troops shelled prices near the front", "war")
    learner.put("judged", judged)
    within = learner._weigh("war", judged.words, leaving=True)
    learner.put("judged", None)
    assert within == pytest.approx(learner._weigh("war", judged.words))


def test_a_score_is_how_often_such_guesses_were_right() -> None:
    measure = Measure.of([(3.0, True), (2.0, True), (1.0, False), (0.0, False)])
    assert [measure.score(weight) for weight in (4.0, 3.0, 2.5, 2.0, 1.5, 0.5, -1.0)] == [
        pytest.approx(score) for score in (3 / 4, 3 / 4, 3 / 4, 3 / 4, 3 / 5, 3 / 6, 0.0)
    ]


def test_of_labels_that_exclude_each_other_only_the_likeliest() -> None:
    guesses = (Guess("a", 0.9), Guess("b", 0.8), Guess("c", 0.8))
    assert sure_guesses(guesses, {"a": {"b"}, "b": {"a"}}) == (guesses[0], guesses[2])


@pytest.mark.parametrize("decided", [150, 400])
def test_guesses_on_real_sentences_are_as_often_right_as_they_say(decided: int) -> None:
    """Sentences of five fields of knowledge; the field is the label."""
    with lzma.open(SENTENCES, "rt") as file:
        rows = [json.loads(line) for line in file]
    Random(7).shuffle(rows)
    fields = frozenset(row["source"] for row in rows)
    learner = Learner()
    for nth, row in enumerate(rows[:decided]):
        own = frozenset({row["source"]})
        learner.put(nth, Example(words_of(row["text"]), own, fields - own))
    for _ in learner.measure():
        pass
    right = wrong = 0
    for row in rows[decided : decided + 1000]:
        for guess in learner.guess(words_of(row["text"]), 0.8):
            right, wrong = right + (guess.label == row["source"]), wrong + (guess.label != row["source"])
    assert right / (right + wrong) > 0.74
    assert right > {150: 200, 400: 550}[decided]
