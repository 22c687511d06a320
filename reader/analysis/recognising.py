"""What an engine is, one pure function of a text, and how its answer is read.

    def recognise(text: str) -> Iterable[tuple[int, int, str]]:
        return [(start, end, label), …]

Offsets count Unicode code points of the very text given, ends are exclusive, in any order. A label is an
`EntityType`, or one of another scheme that `LABELS` translates. `docs/engines.md` tells how to offer one.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from reader.analysis.marks import NAMED, EntityType, Mention
from reader.errors import EngineError
from reader.spans import Span

Recogniser: TypeAlias = Callable[[str], Iterable[tuple[int, int, str]]]
"""From a text to the names in it: start, end, label."""

_OTHERS = {
    EntityType.PER: "PERSON PEOPLE",
    EntityType.ORG: "ORGANIZATION ORGANISATION CORPORATION COMPANY",
    EntityType.LOC: "LOCATION GPE FAC FACILITY CITY STATE_OR_PROVINCE COUNTRY GEO",
    EntityType.NORP: "NATIONALITY RELIGION IDEOLOGY",
    EntityType.WORK: "WORK_OF_ART CREATIVE_WORK",
    EntityType.PRODUCT: "PROD",
    EntityType.EVENT: "EVE",
    EntityType.MISC: "LAW LANGUAGE",
    EntityType.PERCENT: "PERCENTAGE",
    EntityType.URL: "EMAIL",
}
LABELS = {kind.value: kind for kind in EntityType} | {
    name: kind for kind, names in _OTHERS.items() for name in names.split()
}
"""The labels that engines may give, in capitals, by the type that they mean here."""

UNMARKED = frozenset({"CARDINAL", "ORDINAL", "NUMBER", "DURATION", "SET", "TITLE"})
"""Labels of other schemes for what nothing here is a type of; they are left out without a word."""

_ADDRESSES = frozenset({EntityType.HANDLE, EntityType.HASHTAG, EntityType.URL})


@dataclass(frozen=True, slots=True)
class Answer:
    """An engine's answer as it is used: mentions in order, apart from each other, and what was left out."""

    mentions: tuple[Mention, ...]
    notices: tuple[str, ...] = ()


def read_answer(text: str, found: Iterable[tuple[int, int, str]], engine: str) -> Answer:
    """What an engine said of a text, made sure of. Raises EngineError for what is no answer.

    Of mentions that overlap the longest counts, and the first of two that are as long. Labels that nobody
    knows are left out, with a notice. An answer with an offset outside the text is refused whole: such
    an engine counts bytes or tokens, or speaks of another text, and none of its offsets can be trusted.
    """
    mentions: list[Mention] = []
    unknown: Counter[str] = Counter()
    for nth, row in enumerate(found):
        if nth > len(text):
            raise EngineError("it found more names than the text has characters")
        start, end, label = _read_row(row, len(text))
        kind = LABELS.get(label.upper())
        if kind is not None:
            mentions.append(Mention(Span(start, end), kind))
        elif label.upper() not in UNMARKED:
            unknown[label] += 1
    return Answer(tuple(disjoint(text, mentions)), tuple(_tell_unknown(unknown, engine)))


def _read_row(row: Any, length: int) -> tuple[int, int, str]:
    try:
        start, end, label = row
    except (TypeError, ValueError):
        raise EngineError(f"it gave {_short(row)}, not start, end and label") from None
    # A truth value is an int too, and other kinds of number are not JSON.
    if type(start) is not int or type(end) is not int or not isinstance(label, str):
        raise EngineError(f"it gave {_short(row)}, not two whole numbers and a label")
    if not 0 <= start <= end <= length:
        raise EngineError(f"it gave {start}:{end} in a text of {length} characters")
    if start == end:
        raise EngineError(f"it gave {start}:{end}, which holds nothing")
    return start, end, label


def _short(value: object) -> str:
    words = repr(value)
    return words if len(words) <= 60 else f"{words[:59]}…"


def _tell_unknown(unknown: Counter[str], engine: str) -> Iterable[str]:
    if unknown:
        names = ", ".join(_short(label) for label, _ in unknown.most_common(5))
        yield f"the engine {engine!r} has labels that are not known here, and left out: {names}"


def join_figures(text: str, names: Iterable[Mention], figures: Iterable[Mention]) -> list[Mention]:
    """Names of an engine and figures of the rules in one list, in order and disjoint.

    What rules say of dates and figures wins over what the engine says of them. Handles, hashtags and
    addresses win over all; else the longest counts: `May 21` over a person called May.
    """
    ruled = list(figures)
    kept = [one for one in names if one.label in NAMED]
    others = [one for one in names if one.label not in NAMED]
    return disjoint(text, [*ruled, *kept], after=others)


def disjoint(text: str, mentions: Sequence[Mention], after: Sequence[Mention] = ()) -> list[Mention]:
    """The mentions without those that overlap a better one, in order; the work grows with the text.

    Addresses are better than all, longer ones than shorter, earlier ones than later; then, where there is
    still room, those of `after` in the same way.
    """

    taken = bytearray(len(text))
    found: list[Mention] = []
    for group in (
        [one for one in mentions if one.label in _ADDRESSES],
        [one for one in mentions if one.label not in _ADDRESSES],
        after,
    ):
        starts = sorted(one.span.start for one in found)
        for one in sorted(group, key=lambda one: (-len(one.span), one.span.start)):
            start, end = one.span.start, one.span.end
            # None of this group that was taken before is shorter: it would show at one of the two ends.
            if taken[start] or taken[end - 1] or _any_between(starts, start, end):
                continue
            taken[start:end] = b"\1" * (end - start)
            found.append(one)
    return sorted(found, key=lambda one: one.span)


def _any_between(starts: Sequence[int], start: int, end: int) -> bool:
    at = bisect_left(starts, start)
    return at < len(starts) and starts[at] < end
