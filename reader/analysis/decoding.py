"""From the encoder's scores of words to names: the likeliest sequence in which each has a beginning."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Scores = NDArray[np.float32]

LABELS = ("PER", "ORG", "LOC", "NORP", "EVENT", "WORK", "PRODUCT", "MISC")
TAGS = ("O", *(f"{place}-{label}" for label in LABELS for place in "BI"))
"""The columns of the scores."""

_GROUPS = (("PER",), ("ORG",), ("LOC",), ("NORP", "EVENT", "WORK", "PRODUCT", "MISC"))
_LEAST = -1e9


def decode(scores: Scores, sentences: Sequence[tuple[int, int]]) -> list[tuple[int, int, str]]:
    """Names as `(first word, end, label)`, in order and disjoint, none over a sentence's edge.

    `scores` are the logarithms of probabilities, (words, len(TAGS)). Person, organisation, place and the rest
    are told apart first, then the rest among itself: a name that may be a party's or a treaty's is one.
    """
    import numpy as np

    coarse = _coarse(scores)
    best = coarse.argmax(1)
    places = best.copy()
    wrong = _without_beginning(best)
    for first, end in sentences:
        if end > first and (best[first] in _INSIDE or wrong[first + 1 : end].any()):
            places[first:end] = _likeliest(coarse[first:end])
    names: list[tuple[int, int, str]] = []
    for at in np.flatnonzero(places % 2).tolist():
        end = at + 1
        while end < len(places) and places[end] == places[at] + 1:
            end += 1
        group = _GROUPS[places[at] // 2]
        names.append((at, end, group[0] if len(group) == 1 else _finest(scores[at:end], group)))
    return names


_INSIDE = frozenset(range(2, 2 * len(_GROUPS) + 1, 2))


def _coarse(scores: Scores) -> Scores:
    """Scores of O and of each group's beginning and inside, (words, 9)."""
    import numpy as np

    found = np.empty((len(scores), 2 * len(_GROUPS) + 1), dtype=np.float32)
    found[:, 0] = scores[:, 0]
    for nth, group in enumerate(_GROUPS):
        for place in (0, 1):
            columns = [1 + 2 * LABELS.index(label) + place for label in group]
            found[:, 1 + 2 * nth + place] = np.logaddexp.reduce(scores[:, columns], axis=1)
    return found


def _without_beginning(best: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Where a word is inside a name that the word before is not in."""
    import numpy as np

    wrong = np.zeros(len(best), dtype=bool)
    inside = (best[1:] > 0) & (best[1:] % 2 == 0)
    wrong[1:] = inside & (best[:-1] != best[1:]) & (best[:-1] != best[1:] - 1)
    return wrong


def _likeliest(scores: Scores) -> list[int]:
    """The best allowed sequence (Viterbi)."""
    states = range(scores.shape[1])
    rows = scores.tolist()
    total = [_LEAST if state in _INSIDE else rows[0][state] for state in states]
    back: list[list[int]] = []
    for row in rows[1:]:
        free = max(states, key=total.__getitem__)
        came = [free] * len(states)
        for state in _INSIDE:
            came[state] = state if total[state] >= total[state - 1] else state - 1
        total = [total[came[state]] + row[state] for state in states]
        back.append(came)
    path = [max(states, key=total.__getitem__)]
    for came in reversed(back):
        path.append(came[path[-1]])
    return path[::-1]


def _finest(scores: Scores, group: Sequence[str]) -> str:
    def sum_of(label: str) -> float:
        column = 1 + 2 * LABELS.index(label)
        return float(scores[0, column] + scores[1:, column + 1].sum())

    return max(group, key=sum_of)
