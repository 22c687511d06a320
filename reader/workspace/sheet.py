"""An article with what its annotator has said of it: what the faces draw, and what decisions are made on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from reader.annotations.anchor import Finding, Place, make_anchor, target_id
from reader.annotations.model import Annotation, ArticleRef, Kind, Shard, Target, TargetKind
from reader.annotations.scheme import LabelTarget, Scheme
from reader.annotations.standing import UNSEEN, Standing, stand
from reader.corpus.article import Article, Block
from reader.errors import NotFoundError
from reader.library.decisions import OperationRow, ShardRow
from reader.spans import Span
from reader.workspace.placing import Doubt, Spot, place_targets

_RULES = 3
"""The version of the rules of the index: files that were indexed under others are read again."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """An article, the decisions on it, and how each block stands.

    `blocks` has the blocks that were touched, by number, `spans` the words that something was said of;
    `places` the number of the block, or the span, that each target has in the text as it is now, `found` how
    it was found there. `lost` are the targets that the text no longer has, `review` those that may be at
    several places: what is said of them counts nowhere.
    `total` counts the decidable blocks, `decided` those of them that are decided.
    """

    article: Article
    scheme: Scheme
    shard: Shard
    blocks: Mapping[int, Standing]
    document: Standing
    spans: Mapping[Span, Standing]
    places: Mapping[str, Spot]
    found: Mapping[str, Place]
    lost: tuple[Target, ...]
    review: tuple[Doubt, ...]
    total: int
    decided: int

    def block(self, number: int) -> Standing:
        """How the block with this number stands."""
        return self.blocks.get(number, UNSEEN)

    @property
    def decidable(self) -> tuple[int, ...]:
        """The numbers of the blocks that are to be decided."""
        return tuple(block.number for block in self.article.blocks if self.is_decidable(block))

    def is_decidable(self, block: Block) -> bool:
        """Whether a block counts as to be decided."""
        return block.kind in self.scheme.decide

    def undecided_after(self, number: int, step: int = 1) -> int | None:
        """The nearest block after (`step` 1) or before (-1) this one that is still to be decided, or None."""
        blocks = self.article.blocks
        numbers = range(number + 1, len(blocks) + 1) if step > 0 else range(number - 1, 0, -1)
        for candidate in numbers:
            if self.is_decidable(blocks[candidate - 1]) and not self.block(candidate).decided:
                return candidate
        return None

    def target_of_block(self, number: int) -> Target:
        """The target for decisions about a block. Raises NotFoundError when there is no such block."""
        block = self.article.block(number)
        if block is None:
            raise NotFoundError(
                f"there is no paragraph {number}", f"the article has {len(self.article.blocks)}"
            )
        return self._known_target(number) or self._make_target(TargetKind.BLOCK, block.span, number)

    def targets_of_blocks(self, numbers: Sequence[int]) -> list[Target]:
        """The targets for decisions about several blocks of the article, in one pass over those known."""
        known: dict[Spot, list[Target]] = {}
        for one, place in self.places.items():
            known.setdefault(place, []).append(self.shard.targets[one])
        return [
            self._first(known.get(number, []))
            or self._make_target(TargetKind.BLOCK, self.article.blocks[number - 1].span, number)
            for number in numbers
        ]

    def target_of_span(self, span: Span) -> Target:
        """The target for decisions about some words. Raises NotFoundError when they are not in the text."""
        if span.end > len(self.article.text) or not len(span):
            raise NotFoundError(
                f"{span.start}:{span.end} is not in the article", f"its text ends at {len(self.article.text)}"
            )
        return self._known_target(span) or self._make_target(TargetKind.SPAN, span, None)

    def target_of_document(self) -> Target:
        """The target for decisions about the whole article, the same whatever its text becomes."""
        known = next((x for x in self.shard.targets.values() if x.kind is TargetKind.DOCUMENT), None)
        return known or self._make_target(TargetKind.DOCUMENT, Span(0, 0), None)

    def finding(self, target: str) -> Place:
        """How a target stands in the text as it is now, and how alike its words are."""
        if any(one.id == target for one in self.lost):
            return Place(Finding.LOST, None)
        if any(doubt.target.id == target for doubt in self.review):
            return replace(self.found[target], finding=Finding.UNSURE, span=None)
        known = self.shard.targets[target]
        return self.found.get(target) or Place(Finding.SAME, known.anchor.span, 100)

    def _known_target(self, spot: Spot) -> Target | None:
        """The target at a place, one with decisions first."""
        return self._first([self.shard.targets[one] for one, place in self.places.items() if place == spot])

    def _first(self, known: list[Target]) -> Target | None:
        if len(known) > 1:
            known = sorted(known, key=lambda target: not self.shard.about(target.id))
        return known[0] if known else None

    def _make_target(self, kind: TargetKind, span: Span, number: int | None) -> Target:
        anchor = make_anchor(self.article.text, span, self.article.text_hash)
        return Target(target_id(kind, anchor), kind, anchor, number)

    def with_shard(self, shard: Shard, touched: Iterable[str] | None = None) -> Sheet:
        """The sheet after the decisions have changed; `touched` are the targets, None when any may have."""
        targets = [shard.targets[one] for one in touched] if touched is not None else []
        if touched is None or self._may_shift(targets):
            return make_sheet(self.article, self.scheme, shard, found=self.found)
        blocks, places, document = dict(self.blocks), dict(self.places), self.document
        spans = dict(self.spans)
        for target in targets:
            if target.kind is TargetKind.DOCUMENT:
                document = stand(shard.about(target.id), self.scheme, LabelTarget.DOCUMENT)
            elif isinstance(place := places.setdefault(target.id, _own_place(target)), int):
                mates = [mate for mate, where in places.items() if where == place]
                blocks[place] = stand(_about(shard, mates), self.scheme)
            else:
                mates = [mate for mate, where in places.items() if where == place]
                spans[place] = stand(_about(shard, mates), self.scheme)
                if spans[place] is UNSEEN:
                    del spans[place]
            for link in {one.link for one in shard.about(target.id)} - {None} - places.keys():
                linked = shard.targets.get(link or "")
                if linked is not None and linked.anchor.text_hash == self.article.text_hash:
                    places[linked.id] = _own_place(linked)
        decided = _count_decided(self.article, self.scheme, blocks)
        return replace(
            self,
            shard=shard,
            blocks=blocks,
            spans=spans,
            places=places,
            document=document,
            decided=decided,
        )

    def _may_shift(self, targets: Iterable[Target]) -> bool:
        """Whether decisions on these targets may change where others stand, or have no place themselves."""
        adrift = bool(self.lost or self.review)
        contested = {spot for doubt in self.review for spot in doubt.candidates}
        for target in targets:
            if target.kind is TargetKind.DOCUMENT:
                continue
            place = self.places.get(target.id)
            if place is None:
                known = target.id in self.found or target.anchor.text_hash != self.article.text_hash
                if known:
                    return True
            # What is said of words may link to what is lost.
            elif place in contested or (adrift and target.kind is TargetKind.SPAN):
                return True
        return False


def make_sheet(
    article: Article,
    scheme: Scheme,
    shard: Shard | None,
    annotator: str = "",
    *,
    found: Mapping[str, Place] | None = None,
) -> Sheet:
    """Lay the decisions of one annotator on an article as its text is now; `found` are places found in it."""
    shard = shard or Shard(annotator, reference(article))
    laid = place_targets(article, shard, found)
    by_block: dict[int, list[Annotation]] = {}
    by_span: dict[Span, list[Annotation]] = {}
    document: list[Annotation] = []
    for annotation in shard.annotations.values():
        place = laid.places.get(annotation.target)
        if isinstance(place, int):
            by_block.setdefault(place, []).append(annotation)
        elif place is not None:
            by_span.setdefault(place, []).append(annotation)
        elif _is_of_document(shard, annotation):
            document.append(annotation)
    blocks = {number: stand(said, scheme) for number, said in by_block.items()}
    return Sheet(
        article=article,
        scheme=scheme,
        shard=shard,
        blocks=blocks,
        document=stand(document, scheme, LabelTarget.DOCUMENT),
        spans={span: stand(said, scheme) for span, said in by_span.items()},
        places=laid.places,
        found=laid.found,
        lost=laid.lost,
        review=laid.review,
        total=sum(block.kind in scheme.decide for block in article.blocks),
        decided=_count_decided(article, scheme, blocks),
    )


def _is_of_document(shard: Shard, annotation: Annotation) -> bool:
    target = shard.targets.get(annotation.target)
    return target is not None and target.kind is TargetKind.DOCUMENT


def reference(article: Article, origin: str = "") -> ArticleRef:
    """What a file of decisions says of an article."""
    return ArticleRef(article.id, article.title, origin or article.source, article.text_hash)


def judged_under(scheme: Scheme, text_hash: str) -> str:
    """Names what a count of decided blocks depends on: the scheme, the text, and how places are found."""
    decidable, required = ",".join(sorted(scheme.decide)), ",".join(scheme.required_groups())
    return f"{_RULES}:{scheme.version}:{decidable}:{required}:{text_hash}"


def summarise(sheet: Sheet, path: str, mtime_ns: int, size: int, after: int = 0) -> ShardRow:
    """What a file of decisions amounts to, for the index, with its operations later than `after`."""
    shard = sheet.shard
    labels = Counter((x.label, x.state.value) for x in shard.annotations.values() if x.kind is Kind.LABEL)
    decided, total = sheet.decided, sheet.total
    return ShardRow(
        path=path,
        annotator=shard.annotator,
        article_id=shard.article.id,
        mtime_ns=mtime_ns,
        size=size,
        judged=judged_under(sheet.scheme, sheet.article.text_hash),
        decided=decided,
        done=total > 0 and decided == total,
        flagged=sum(x.flagged for x in (*sheet.blocks.values(), *sheet.spans.values(), sheet.document)),
        lost=len(sheet.lost) + len(sheet.review),
        ignored=sheet.document.ignored,
        labels=dict(labels),
        operations=[
            OperationRow(x.order, x.id, x.event.value, x.of, shard.article.id, x.words)
            for x in shard.history
            if x.order > after
        ],
        operations_after=after,
        history_length=len(shard.history),
        noted=bool(sheet.document.note),
    )


def _count_decided(article: Article, scheme: Scheme, blocks: Mapping[int, Standing]) -> int:
    return sum(
        standing.decided and article.blocks[number - 1].kind in scheme.decide
        for number, standing in blocks.items()
    )


def _own_place(target: Target) -> Spot:
    return target.block if target.block is not None else target.anchor.span


def _about(shard: Shard, targets: Iterable[str]) -> list[Annotation]:
    wanted = set(targets)
    return [one for one in shard.annotations.values() if one.target in wanted]
