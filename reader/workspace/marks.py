"""What is marked in an article: names and quotes as the machine suggests and as people say. Pure.

A mark is a suggestion until its annotator accepts it, rejects it or says something else of the same words;
words that only a person has marked are marks too. Offsets are code points of the article.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from reader.analysis.marks import NAMED, Analysis, Mention, Quote
from reader.annotations.model import Layer
from reader.annotations.scheme import QUOTE
from reader.annotations.standing import UNSEEN, Standing
from reader.spans import Span
from reader.workspace.sheet import Sheet


class Verdict(StrEnum):
    """How a mark stands."""

    SUGGESTED = "suggested"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    IGNORED = "ignored"


@dataclass(frozen=True, slots=True)
class Mark:
    """A name or a quote in the text.

    `label` is the id of the label it has, or would have; `of` what the machine saw there, None where only a
    person sees something. `entity` is the id of the machine's `Name` that it belongs to. Of a quote,
    `speaker` are the words that name who speaks, as decided or else as suggested, and `spoken` tells that it
    is decided: by nobody who is named where `speaker` is None then.
    """

    spans: tuple[Span, ...]
    label: str
    verdict: Verdict = Verdict.SUGGESTED
    of: Mention | Quote | None = None
    entity: int | None = None
    speaker: Span | None = None
    spoken: bool = False
    flagged: bool = False
    note: str = ""
    astray: bool = False
    """Whether it is decided who speaks, in words that have no place in the text any more."""

    @property
    def start(self) -> int:
        """The first code point."""
        return self.spans[0].start

    @property
    def end(self) -> int:
        """The code point after the last part."""
        return self.spans[-1].end

    @property
    def is_quote(self) -> bool:
        """Whether it is a quote."""
        return self.label == QUOTE

    @property
    def quote(self) -> Quote | None:
        """The quote that the machine saw."""
        return self.of if isinstance(self.of, Quote) else None

    @property
    def is_open(self) -> bool:
        """Whether nothing was said of it yet."""
        return self.verdict is Verdict.SUGGESTED

    @property
    def shown(self) -> bool:
        """Whether it is drawn: what was rejected is not."""
        return self.verdict is not Verdict.REJECTED


@dataclass(frozen=True, slots=True)
class Suggested:
    """What a machine suggests in a text that is cut at `cuts`: for each piece the marks that begin in it."""

    analysis: Analysis
    cuts: tuple[int, ...]
    marks: tuple[tuple[Mark, ...], ...]

    def piece_at(self, offset: int) -> int:
        """The index of the piece that an offset lies in."""
        return max(0, bisect_right(self.cuts, offset) - 1)


def suggested(analysis: Analysis, text: str, cuts: Sequence[int] = (0,)) -> Suggested:
    """The suggestions of an analysis that are in the text: each piece's by start, longer first."""
    known = range(1, len(analysis.names) + 1)
    found = [
        Mark((one.span,), one.label, of=one, entity=one.entity if one.entity in known else None)
        for one in analysis.mentions
        if one.label in NAMED and _is_in(one.span, text)
    ]
    for quote in analysis.quotes:
        if quote.spans and all(_is_in(span, text) for span in quote.spans):
            speaker = quote.speaker if quote.speaker and _is_in(quote.speaker, text) else None
            found.append(Mark(tuple(sorted(quote.spans)), QUOTE, of=quote, speaker=speaker))
    cuts = tuple(cuts) or (0,)
    pieces: list[list[Mark]] = [[] for _ in cuts]
    for mark in found:
        pieces[max(0, bisect_right(cuts, mark.start) - 1)].append(mark)
    return Suggested(analysis, cuts, tuple(in_order(piece) for piece in pieces))


def in_order(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """Marks by start, longer first, names before quotes of the same words last."""
    return tuple(sorted(marks, key=lambda mark: (mark.start, -mark.end)))


def _is_in(span: Span, text: str) -> bool:
    return 0 <= span.start < span.end <= len(text)


@dataclass(frozen=True, slots=True)
class Said:
    """What was said of the words of an article, by the piece that they begin in."""

    spans: Mapping[int, Mapping[Span, Standing]] = field(default_factory=dict)
    complete: frozenset[int] = frozenset()
    """The pieces whose names and quotes are complete: what is only suggested there is none."""
    places: Mapping[str, Span] = field(default_factory=dict)
    """Where the targets that quotes link to are."""
    parts: Mapping[Span, tuple[Span, ...]] = field(default_factory=dict)
    """The further parts of quotes, by their first part; they may lie in other pieces."""


def said_in(sheet: Sheet, pieces: Suggested) -> Said:
    """What the annotator said of words, and which pieces are complete; the pieces are the blocks."""
    spans: dict[int, dict[Span, Standing]] = {}
    for span, standing in sheet.spans.items():
        spans.setdefault(pieces.piece_at(span.start), {})[span] = standing
    complete = frozenset(
        number - 1 for number, standing in sheet.blocks.items() if Layer.NAMES in standing.complete
    )
    places = {target: place for target, place in sheet.places.items() if isinstance(place, Span)}
    return Said(spans, complete, places, _parts(sheet.spans, places))


def marks_in(piece: int, pieces: Suggested, said: Said) -> tuple[Mark, ...]:
    """The marks that begin in a piece: suggestions as they stand, and what only a person has marked."""
    standings = said.spans.get(piece)
    complete = piece in said.complete
    if not standings:
        return () if complete else pieces.marks[piece]
    made: list[Mark] = []
    covered: set[tuple[Span, str]] = set()
    for mark in pieces.marks[piece]:
        standing = standings.get(mark.spans[0], UNSEEN)
        laid = _lay_quote(mark, standing, said) if mark.is_quote else _lay_name(mark, standing)
        covered.add((mark.spans[0], laid.label))
        if not (complete and laid.is_open):
            made.append(laid)
    for span, standing in standings.items():
        for label in standing.accepted:
            if (span, label) in covered or (label == QUOTE and standing.part_of is not None):
                continue
            rest = said.parts.get(span, ()) if label == QUOTE else ()
            mark = Mark((span, *rest), label, Verdict.ACCEPTED)
            mark = _lay_quote(mark, standing, said) if label == QUOTE else _remark(mark, standing)
            made.append(mark)
    return in_order(made)


def _lay_name(mark: Mark, standing: Standing) -> Mark:
    """A name that was suggested, as it stands: what was accepted of the same words is its type."""
    types = tuple(label for label in standing.accepted if label != QUOTE)
    if types:
        label = mark.label if mark.label in types else types[0]
        return _remark(mark, standing, label, Verdict.ACCEPTED)
    if mark.label in standing.rejected:
        return _remark(mark, standing, mark.label, Verdict.REJECTED)
    return _remark(mark, standing, mark.label, Verdict.IGNORED if standing.ignored else Verdict.SUGGESTED)


def _lay_quote(mark: Mark, standing: Standing, said: Said) -> Mark:
    verdict = mark.verdict
    if QUOTE in standing.accepted:
        verdict = Verdict.ACCEPTED
    elif QUOTE in standing.rejected:
        verdict = Verdict.REJECTED
    elif standing.ignored:
        verdict = Verdict.IGNORED
    speaker = said.places.get(standing.speaker or "") if standing.spoken else mark.speaker
    return Mark(
        mark.spans,
        mark.label,
        verdict,
        mark.of,
        mark.entity,
        speaker,
        standing.spoken,
        standing.flagged,
        standing.note,
        standing.speaker is not None and speaker is None,
    )


def _remark(mark: Mark, standing: Standing, label: str = "", verdict: Verdict | None = None) -> Mark:
    return Mark(
        mark.spans,
        label or mark.label,
        verdict or mark.verdict,
        mark.of,
        mark.entity,
        flagged=standing.flagged,
        note=standing.note,
    )


def _parts(standings: Mapping[Span, Standing], places: Mapping[str, Span]) -> dict[Span, tuple[Span, ...]]:
    """The further parts of quotes that people have marked, by their first part."""
    found: dict[Span, list[Span]] = {}
    for span, standing in standings.items():
        first = places.get(standing.part_of or "")
        if first is not None and QUOTE in standing.accepted:
            found.setdefault(first, []).append(span)
    return {first: tuple(sorted(parts)) for first, parts in found.items()}
