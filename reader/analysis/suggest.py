"""Which labels a paragraph may have, learnt from the paragraphs that one person has decided. Pure.

For each label the words of the paragraphs that have it are held against those that have it not (naive Bayes
over words that are there or not). What comes out is no probability, so it is never shown: each paragraph that
was learnt from is also judged as if it were unknown, and a score says how often such a judgement was right.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log, sqrt

VERSION = "1"
FEWEST = 8
"""Paragraphs with a label, and as many without it, before anything is said of it."""
_SMOOTHING = 0.3
_WORD = re.compile(r"[^\W\d_]{2,}")
_UNSPACED = re.compile("[\u2e80-\u9fff\uf900-\ufaff\u0e00-\u0eff]+")
_STEM = 5


@dataclass(frozen=True, slots=True)
class Example:
    """A paragraph that was decided: its words, the labels it has, and those that it has not."""

    words: frozenset[str]
    having: frozenset[str]
    lacking: frozenset[str]


@dataclass(frozen=True, slots=True)
class Guess:
    """A label that a paragraph may have; `score` is how often such a guess was right before, 0 to 1."""

    label: str
    score: float


def words_of(text: str) -> frozenset[str]:
    """What a paragraph is judged by: words and their beginnings; pairs of signs where nothing parts words."""
    found: set[str] = set()
    for match in _WORD.finditer(text.casefold()):
        word = match[0]
        if _UNSPACED.search(word):
            found.update(word[nth : nth + 2] for nth in range(len(word) - 1))
        else:
            found.add(word)
            if len(word) > _STEM:
                found.add(f"{word[:_STEM]}-")
    return frozenset(found)


class Side:
    """How many paragraphs hold each word, of those with a label or of those without it."""

    def __init__(self) -> None:
        self.paragraphs = 0
        self.total = 0
        self.counts: Counter[str] = Counter()

    def add(self, words: Collection[str], step: int) -> None:
        """Count a paragraph, or take it out again."""
        self.paragraphs += step
        self.total += step * len(words)
        for word in words:
            self.counts[word] += step
            if not self.counts[word]:
                del self.counts[word]


class Learner:
    """What was learnt of the labels; examples come and go one by one, each under a name of its own."""

    def __init__(self) -> None:
        self._examples: dict[Hashable, Example] = {}
        self._having: dict[str, Side] = {}
        self._lacking: dict[str, Side] = {}
        self._measured: dict[str, Measure] = {}

    def __len__(self) -> int:
        return len(self._examples)

    def put(self, name: Hashable, example: Example | None) -> bool:
        """Learn from a paragraph in the place of what was learnt from it before; None unlearns it.

        False when that is the same.
        """
        before = self._examples.get(name)
        if before == example:
            return False
        for one, step in ((before, -1), (example, 1)):
            if one is not None:
                for labels, sides in ((one.having, self._having), (one.lacking, self._lacking)):
                    for label in labels:
                        sides.setdefault(label, Side()).add(one.words, step)
        if example is None:
            del self._examples[name]
        else:
            self._examples[name] = example
        return True

    @property
    def labels(self) -> list[str]:
        """The labels that enough was learnt of, in a settled order."""
        return sorted(
            label
            for label, side in self._having.items()
            if side.paragraphs >= FEWEST
            and (other := self._lacking.get(label)) is not None
            and other.paragraphs >= FEWEST
        )

    def measure(self) -> Iterator[None]:
        """Find anew how often guesses are right; pauses after each paragraph, so that others get a turn."""
        measured: dict[str, Measure] = {}
        for label in self.labels:
            judged: list[tuple[float, bool]] = []
            for example in list(self._examples.values()):
                has = label in example.having
                if has or label in example.lacking:
                    judged.append((self._weigh(label, example.words, leaving=has), has))
                    yield
            measured[label] = Measure.of(judged)
        self._measured = measured

    def guess(self, words: Collection[str], least: float) -> tuple[Guess, ...]:
        """The labels that a paragraph with these words may have, the likeliest first."""
        found = [
            Guess(label, score)
            for label, measure in self._measured.items()
            if label in self._having
            and label in self._lacking
            and (score := measure.score(self._weigh(label, words))) >= least
        ]
        return tuple(sorted(found, key=lambda guess: (-guess.score, guess.label)))

    def _weigh(self, label: str, words: Collection[str], leaving: bool | None = None) -> float:
        """How much the words speak for a label; `leaving` tells on which side they were learnt themselves."""
        have, lack = self._having[label], self._lacking[label]
        mine, theirs = int(leaving is True), int(leaving is False)
        size = len(have.counts) + len(lack.counts)
        found: list[tuple[int, int]] = []
        for word in words:
            given, other = have.counts.get(word, 0) - mine, lack.counts.get(word, 0) - theirs
            size -= (mine and not given) + (theirs and not other)
            if given or other:
                found.append((given, other))
        if not found:
            return float("-inf")
        length = len(words)
        ratio = (lack.total - theirs * length + _SMOOTHING * size) / (
            have.total - mine * length + _SMOOTHING * size
        )
        weight = sum(log((given + _SMOOTHING) / (other + _SMOOTHING) * ratio) for given, other in found)
        return weight / sqrt(len(found))


@dataclass(frozen=True, slots=True)
class Measure:
    """From a weight to a score: of the judgements with that weight or more, how many were right."""

    weights: Sequence[float]
    scores: Sequence[float]

    @classmethod
    def of(cls, judged: Sequence[tuple[float, bool]]) -> Measure:
        """Measure judgements, each a weight and whether the label is there.

        A few are not enough to be sure: one more wrong and one more right are counted with them.
        """
        right = count = 0
        shares: dict[float, float] = {}
        for weight, has in sorted(judged, reverse=True):
            right, count = right + has, count + 1
            # Of equal weights the last has them all counted.
            shares[weight] = (right + 1) / (count + 2)
        weights: list[float] = []
        scores: list[float] = []
        best = 0.0
        for weight, share in sorted(shares.items()):
            best = max(best, share)
            weights.append(weight)
            scores.append(best)
        return cls(weights, scores)

    def score(self, weight: float) -> float:
        """How often guesses with this weight or more were right."""
        nth = bisect_right(self.weights, weight)
        return self.scores[nth - 1] if nth else 0.0


def sure_guesses(guesses: Sequence[Guess], rivals: Mapping[str, Collection[str]]) -> tuple[Guess, ...]:
    """Of labels that exclude each other only the likeliest; `rivals` are for each label those it excludes."""
    kept: list[Guess] = []
    for guess in guesses:
        if not any(guess.label in rivals.get(other.label, ()) for other in kept):
            kept.append(guess)
    return tuple(kept)
