"""Who said what of a paragraph or an article, when, and how often labels are given."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from reader.annotations.model import Annotation, Event, Kind, Origin, State
from reader.annotations.scheme import Scheme
from reader.annotations.store import Store
from reader.library import Articles, Decisions
from reader.spans import Span
from reader.workspace.sheet import Sheet, make_sheet

_STEPS = 40
_QUOTED = 40
"""So many steps of a paragraph's history are told, the newest."""


@dataclass(frozen=True, slots=True)
class Said:
    """One decision on a paragraph as it stands; times are ISO 8601 in UTC, `seconds` active time."""

    annotator: str
    words: str
    created: str
    changed: str
    seconds: float | None
    origin: Origin
    scheme: str


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that was done to a paragraph: when (microseconds since 1970), what, and in which way."""

    annotator: str
    order: int
    event: Event
    words: str


@dataclass(frozen=True, slots=True)
class WhoWhen:
    """What is known of a paragraph: what was said, how it came to that, and who is not told of yet.

    `hidden` counts others who have decided on it, as long as its own annotator has not.
    """

    said: tuple[Said, ...]
    steps: tuple[Step, ...]
    hidden: int = 0


@dataclass(frozen=True, slots=True)
class Share:
    """How much one annotator has decided in an article."""

    annotator: str
    decided: int
    flagged: int


@dataclass(frozen=True, slots=True)
class About:
    """What is known of an article without opening it."""

    title: str
    source: str
    paths: tuple[str, ...]
    published: str | None
    added: str
    words: int
    total: int
    shares: tuple[Share, ...]


class Informing:
    """Answers questions about decisions from the index, and from files of decisions where it has to."""

    def __init__(self, store: Store, decisions: Decisions, articles: Articles, annotator: str) -> None:
        self._store = store
        self._decisions = decisions
        self._articles = articles
        self._annotator = annotator

    def given(self, scheme: Scheme) -> Mapping[str, int]:
        """How often this annotator has given each label in the whole workspace, by the index."""
        return summed(self._decisions.labels_of(self._annotator), scheme)

    def paragraph(self, sheet: Sheet, number: int) -> WhoWhen:
        """Who said what of a paragraph. Others are told of only once its own annotator has decided.

        Raises StoreError.
        """
        said = said_of(sheet, number, self._annotator)
        steps = steps_of(sheet, number, self._annotator)
        others = [self._other(sheet, name) for name in self._others(sheet.article.id)]
        found = [(other, name) for other, name in others if said_of(other, number, name)]
        if not sheet.block(number).decided:
            return WhoWhen(said, steps, hidden=len(found))
        for other, name in found:
            said += said_of(other, number, name)
            steps += steps_of(other, number, name)
        return WhoWhen(said, tuple(sorted(steps, key=lambda step: -step.order))[:_STEPS])

    def article(self, article_id: str, scheme: Scheme) -> About | None:
        """Where an article comes from, and who has decided how much of it; None when it is gone."""
        card = self._articles.card(article_id)
        if card is None:
            return None
        shares = [Share(*row) for row in self._decisions.shares_of(article_id)]
        shares.sort(key=lambda share: share.annotator != self._annotator)
        paths = tuple(self._articles.paths(article_id))
        total = card.count(scheme.decide)
        return About(
            card.title, card.source, paths, card.published, card.added, card.words, total, tuple(shares)
        )

    def _others(self, article_id: str) -> list[str]:
        shares = self._decisions.shares_of(article_id)
        return [name for name, *_ in shares if name != self._annotator]

    def _other(self, sheet: Sheet, name: str) -> tuple[Sheet, str]:
        shard = self._store.load(name, sheet.article.id)
        return make_sheet(sheet.article, sheet.scheme, shard, name), name


def summed(counts: Mapping[str, int], scheme: Scheme) -> dict[str, int]:
    """Counts by label, those of merged labels with the label that they were merged into. Pure."""
    found: Counter[str] = Counter()
    for label, count in counts.items():
        found[scheme.stands_as(label)] += count
    return dict(found)


def given_in(sheet: Sheet) -> dict[str, int]:
    """How often each label is given in an open article. Pure."""
    accepted = (x for x in sheet.shard.annotations.values() if x.kind is Kind.LABEL)
    return summed(Counter(x.label for x in accepted if x.state is State.ACCEPT), sheet.scheme)


def said_of(sheet: Sheet, number: int, annotator: str) -> tuple[Said, ...]:
    """The decisions on a paragraph as they stand, oldest first. Pure."""
    targets = _targets(sheet, number)
    found = [one for one in sheet.shard.annotations.values() if one.target in targets]
    return tuple(
        Said(annotator, _said_words(x, sheet), x.created, x.changed, x.seconds, x.origin, x.scheme)
        for x in sorted(found, key=lambda one: one.created)
    )


def _said_words(annotation: Annotation, sheet: Sheet) -> str:
    """What a decision says, and on which words where it is about some."""
    words, place = words_of(annotation, sheet.scheme), sheet.places.get(annotation.target)
    if not isinstance(place, Span):
        return words
    on = " ".join(place.of(sheet.article.text).split())
    return f"{words} on “{on if len(on) <= _QUOTED else f'{on[: _QUOTED - 1]}…'}”"


def steps_of(sheet: Sheet, number: int, annotator: str) -> tuple[Step, ...]:
    """What was done to a paragraph, newest first. Pure."""
    targets = _targets(sheet, number)
    found = [one for one in reversed(sheet.shard.history) if one.targets & targets]
    return tuple(Step(annotator, one.order, one.event, one.words) for one in found[:_STEPS])


def words_of(annotation: Annotation, scheme: Scheme) -> str:
    """What a decision says, in words. Pure."""
    label = scheme.label(annotation.label)
    name = label.name if label else annotation.label
    if annotation.kind is Kind.LABEL:
        before = {State.ACCEPT: "", State.REJECT: "not ", State.IGNORE: "ignored "}
        return f"{before[annotation.state]}{name}"
    if annotation.kind is Kind.NONE:
        group = scheme.group(annotation.label)
        return f"none of {group.name}" if group else "none of them"
    if annotation.kind is Kind.NOTE:
        return f"note: {' '.join(annotation.note.split())}"
    if annotation.kind is Kind.COMPLETE:
        return f"{annotation.label} complete"
    return {Kind.IGNORE: "ignored", Kind.FLAG: "flagged", Kind.SPEAKER: "speaker"}[annotation.kind]


def _targets(sheet: Sheet, number: int) -> frozenset[str]:
    """The targets on a paragraph and on words inside it."""
    block = sheet.article.block(number)
    if block is None:
        return frozenset()
    return frozenset(
        target
        for target, place in sheet.places.items()
        if (place == number if isinstance(place, int) else block.span.covers(place))
    )
