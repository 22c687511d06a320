"""Lays targets on an article as its text is now: on a block, on words, for review, or nowhere."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reader.annotations.anchor import Finding, Place
from reader.annotations.model import Annotation, Shard, Target, TargetKind
from reader.corpus.article import Article, Block
from reader.spans import Span

Spot = int | Span
"""The number of a block, or a range of the text."""

_Said = tuple[str, str, str, str, str | None]
_INSIDE, _MOST = 0.9, 2 / 3


@dataclass(frozen=True, slots=True)
class Doubt:
    """A target with decisions whose place a person must settle, and where it may be, the likeliest first."""

    target: Target
    candidates: tuple[Spot, ...]

    @property
    def where(self) -> str:
        """Where it may be, in words and in the order of the text: `on 3 or 7`."""
        spots = sorted(self.candidates, key=lambda one: one.start if isinstance(one, Span) else one)
        words = [f"{one.start}:{one.end}" if isinstance(one, Span) else str(one) for one in spots]
        return f"{'at' if isinstance(spots[0], Span) else 'on'} {' or '.join(words)}"


@dataclass(frozen=True, slots=True)
class Placement:
    """Where the targets of a shard are: `found` in the text, `places` for those whose place is certain.

    `lost` and `review` are the others that have decisions or are linked to. Whole documents are in none.
    """

    found: Mapping[str, Place]
    places: Mapping[str, Spot]
    lost: tuple[Target, ...]
    review: tuple[Doubt, ...]


@dataclass(frozen=True, slots=True)
class _Claim:
    """A target that may hold a spot; the stronger holds it where several claim it."""

    target: Target
    said: frozenset[_Said]
    strength: tuple[bool, bool, int]


def place_targets(article: Article, shard: Shard, known: Mapping[str, Place] | None = None) -> Placement:
    """Find the place of every target of a shard; `known` are those found in the same text before.

    A block target is on the block that has its range, else on the one that holds nine tenths of it and of
    which it is two thirds: a paragraph that was joined to a longer one, or cut in two, is for review. So
    is every further target that comes to the spot of one that fits better, and all of them where none does
    and they say different things.
    """
    # A list finds nothing in a text.
    from reader.annotations.finding import Finder

    finder = Finder(article.text, article.text_hash)
    said, linked = _said(shard), {one.link for one in shard.annotations.values()}
    found: dict[str, Place] = {}
    claims: dict[Spot, list[_Claim]] = {}
    lost: list[Target] = []
    doubts: list[Doubt] = []
    for target in shard.targets.values():
        if target.kind is TargetKind.DOCUMENT:
            continue
        place = (known or {}).get(target.id) or finder.locate(target.anchor)
        found[target.id] = place
        spot, candidates = _spot(target, place, article.blocks)
        decisions = said.get(target.id, frozenset())
        if spot is not None:
            claim = _Claim(target, decisions, _strength(target, place, spot, article))
            claims.setdefault(spot, []).append(claim)
        elif not decisions and target.id not in linked:
            continue
        elif candidates:
            doubts.append(Doubt(target, candidates))
        else:
            lost.append(target)
    places: dict[str, Spot] = {}
    for spot, rivals in claims.items():
        holders, others = _settle(rivals)
        places.update((claim.target.id, spot) for claim in holders)
        doubts.extend(Doubt(claim.target, (spot,)) for claim in others)
    return Placement(found, places, tuple(lost), tuple(doubts))


def find_places(article: Article, shard: Shard | None) -> dict[str, Place]:
    """Where the targets of a shard are that were made on another text than the article has now."""
    from reader.annotations.finding import Finder

    finder = Finder(article.text, article.text_hash)
    return {
        target.id: finder.locate(target.anchor)
        for target in (shard.targets.values() if shard else ())
        if target.kind is not TargetKind.DOCUMENT and target.anchor.text_hash != article.text_hash
    }


def _said(shard: Shard) -> dict[str, frozenset[_Said]]:
    """What is said of each target, whoever said it when."""
    by_target: dict[str, list[Annotation]] = {}
    for one in shard.annotations.values():
        by_target.setdefault(one.target, []).append(one)
    return {
        target: frozenset((one.kind, one.label, one.state, one.note, one.link) for one in decisions)
        for target, decisions in by_target.items()
    }


def _spot(target: Target, place: Place, blocks: Sequence[Block]) -> tuple[Spot | None, tuple[Spot, ...]]:
    """The spot of a target, or those that it may be on: none where it is lost."""
    if target.kind is TargetKind.SPAN:
        return place.span, place.candidates
    if place.span is None:
        near = [block.number for span in place.candidates for block in _touched(span, blocks)]
        return None, tuple(dict.fromkeys(near))
    touched = _touched(place.span, blocks)
    for block in touched:
        shared = min(block.span.end, place.span.end) - max(block.span.start, place.span.start)
        if shared >= _INSIDE * len(place.span) and shared >= _MOST * len(block.span):
            return block.number, ()
    return None, tuple(block.number for block in touched)


def _touched(span: Span, blocks: Sequence[Block]) -> list[Block]:
    first = bisect_right(blocks, span.start, key=lambda block: block.span.end)
    last = bisect_right(blocks, span.end - 1, key=lambda block: block.span.start)
    return list(blocks[first:last])


def _strength(target: Target, place: Place, spot: Spot, article: Article) -> tuple[bool, bool, int]:
    whole = article.blocks[spot - 1].span if isinstance(spot, int) else spot
    of_this_text = target.anchor.text_hash == article.text_hash and place.finding is Finding.SAME
    return of_this_text, place.span == whole and place.finding is not Finding.CHANGED, place.score


def _settle(rivals: list[_Claim]) -> tuple[list[_Claim], list[_Claim]]:
    """Who holds a spot, and who must be looked at; those without decisions are in nobody's way."""
    silent = [claim for claim in rivals if not claim.said]
    speaking = sorted((claim for claim in rivals if claim.said), key=lambda one: one.strength, reverse=True)
    if not speaking:
        return silent, []
    top = [claim for claim in speaking if claim.strength == speaking[0].strength]
    if len({claim.said for claim in top}) > 1:
        return silent, speaking
    return [*speaking[:1], *silent], speaking[1:]
