"""The scheme of a workspace as it changes: what that touches, and what must be looked at again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from reader.annotations.deciding import Stamp
from reader.annotations.meaning import meaning_of, unsettled
from reader.annotations.model import Annotation, Event, Shard, Target
from reader.annotations.scheme import Label, LabelTarget, Scheme
from reader.annotations.scheme_changes import SchemeEdit, add, through
from reader.annotations.scheme_file import SchemeFile
from reader.annotations.scheme_log import Make, SchemeLog
from reader.annotations.scheme_steps import SchemeStep
from reader.annotations.standing import stand
from reader.annotations.store import Store
from reader.errors import NotFoundError, StoreError, UndoError
from reader.library.decisions import AnnotatorTotals, CarriedLabel, Decisions
from reader.spans import Span
from reader.workspace.root import Root
from reader.workspace.sheet import Sheet


@dataclass(frozen=True, slots=True)
class SchemeDeed:
    """What came of a change of the scheme: what was done, to which labels, and the scheme as it is then.

    `touched` says for each annotator how many annotations carry those labels; none of them is rewritten.
    `step` is None when it was only tried, `changed` is false when everything stood so already.
    """

    words: str
    scheme: Scheme
    labels: tuple[str, ...]
    touched: Mapping[str, int]
    changed: bool
    step: SchemeStep | None = None

    @property
    def label(self) -> Label | None:
        """The label that it was about first."""
        return self.scheme.label(self.labels[0]) if self.labels else None

    @property
    def touched_words(self) -> str:
        """What carries those labels, in words: `12 annotations of 2 annotators (alice 9, bob 3)`."""
        annotations = sum(self.touched.values())
        if not annotations:
            return "no annotations"
        people = ", ".join(f"{name} {count:,}" for name, count in self.touched.items())
        word = "annotation" if annotations == 1 else "annotations"
        whose = "annotator" if len(self.touched) == 1 else "annotators"
        return f"{annotations:,} {word} of {len(self.touched)} {whose} ({people})"


@dataclass(frozen=True, slots=True)
class Unsettled:
    """Something to be looked at again: it was given a label that has been split since.

    `place` is the number of its block or its span in the text as it is now, None of a whole article or where
    the text no longer has it; `text` is what it says, `parts` are the ids of the labels that it may be now.
    """

    article_id: str
    title: str
    target: Target
    place: int | Span | None
    text: str
    label: str
    parts: tuple[str, ...]


class Scheming:
    """Changes a scheme's file, and knows from the index what its labels were given to."""

    def __init__(
        self,
        log: SchemeLog,
        decisions: Decisions,
        store: Store,
        annotator: str,
        *,
        scheme: Callable[[], Scheme],
        stamp: Callable[[], Stamp],
        take: Callable[[], object],
        settle: Callable[[], object],
        open_sheet: Callable[[str], Sheet],
    ) -> None:
        self._log = log
        self._decisions = decisions
        self._store = store
        self._annotator = annotator
        self._scheme = scheme
        self._stamp = stamp
        self._take = take
        self._settle = settle
        self._open_sheet = open_sheet

    def add(self, name: str, key: str = "", target: LabelTarget = LabelTarget.BLOCK) -> Label:
        """Make a label for such targets. Raises ReaderError; nothing is then changed."""
        deed = self.change(lambda file: add(file, name, key=key, target=target.value))
        return deed.scheme.find(deed.labels[0])

    def change(self, make: Make) -> SchemeDeed:
        """Make a change of `annotations.scheme_changes`; no decision is rewritten.

        The index counts anew what they mean now when it is brought up to date next. Raises RequestError,
        NotFoundError, ConfigError, StoreError; nothing is then changed.
        """
        made: list[SchemeEdit] = []

        def noting(file: SchemeFile) -> SchemeEdit | None:
            edit = make(file)
            made.extend([edit] if edit else [])
            return edit

        file, step = self._log.change(self._annotator, noting, self._stamp())
        self._take()
        if step is None:
            return SchemeDeed("", file.scheme, (), {}, changed=False)
        labels = made[0].labels
        return SchemeDeed(step.words, file.scheme, labels, self.touched(labels), changed=True, step=step)

    def try_out(self, make: Make) -> SchemeDeed:
        """What a change would do, without making it. Raises RequestError, NotFoundError, ConfigError."""
        file = SchemeFile.read(self._log.path)
        edit = make(file)
        if edit is None:
            return SchemeDeed("", file.scheme, (), {}, changed=False)
        after = file.after(edit.fields).scheme
        return SchemeDeed(edit.words, after, edit.labels, self.touched(edit.labels), changed=True)

    def revert(self, step_id: str, event: Event) -> SchemeDeed:
        """Undo or redo a change. Raises UndoError, StoreError; nothing is then changed."""
        step = next((one for one in self._log.steps() if one.id == step_id), None)
        if step is not None and event is Event.UNDO:
            self._refuse_in_use(step)
        file, done = self._log.revert(self._annotator, step_id, event, self._stamp())
        self._take()
        labels = tuple(dict.fromkeys(one.label for one in done.fields))
        return SchemeDeed(done.words, file.scheme, labels, self.touched(labels), changed=True, step=done)

    def _refuse_in_use(self, step: SchemeStep) -> None:
        """A label that was made is not taken out while something carries it."""
        labels = [one.label for one in step.fields if one.field == "id" and one.before is None]
        if labels:
            # What was undone just before may be on its way to disk.
            self._settle()
        for made in labels:
            if count := sum(self.touched([made]).values()):
                carry = "annotation carries" if count == 1 else "annotations carry"
                raise UndoError(f'undo: {count} {carry} "{made}"', f"reader labels retire {made} keeps them")

    def touched_by(self, label: str) -> dict[str, int]:
        """How many annotations carry a label, or one that was merged into it, by annotator."""
        return self.touched(through(self._scheme(), label))

    def touched(self, labels: Iterable[str]) -> dict[str, int]:
        """How many annotations carry these labels themselves, by annotator; as far as the index knows."""
        counts: Counter[str] = Counter()
        for row in self._decisions.carrying(tuple(labels)):
            counts[row.annotator] += row.count
        return dict(sorted(counts.items()))

    def counts(self) -> dict[str, int]:
        """How many annotations carry each label of the scheme itself, whoever made them."""
        counts = dict.fromkeys((label.id for label in self._scheme().labels), 0)
        for row in self._decisions.carrying(tuple(counts)):
            counts[row.label] += row.count
        return counts

    def queue(self, label: str | None = None) -> Iterator[Unsettled]:
        """What the annotator must look at again, by article and place; with `label`, what was given that.

        Raises StoreError when a file of decisions cannot be read.
        """
        scheme = self._scheme()
        split = [one.id for one in scheme.labels if scheme.parts(one.id)]
        if label is not None:
            wanted = scheme.stands_as(label)
            split = [one for one in split if scheme.stands_as(one) == wanted]
        rows = self._decisions.carrying(split)
        mine = [row for row in rows if row.annotator == self._annotator and row.state == "accept"]
        for article_id in sorted({row.article_id for row in mine}):
            shard = self._store.load(self._annotator, article_id)
            if shard is None:
                continue
            try:
                laid: Sheet | None = self._open_sheet(article_id)
            except NotFoundError:
                laid = None
            yield from _unsettled_in(laid.shard if laid else shard, laid, scheme, frozenset(split))

    def totals(self) -> list[AnnotatorTotals]:
        """What every annotator has decided, each label counted under the one that it stands as now.

        Raises StoreError when a file of decisions cannot be read.
        """
        scheme, found = self._scheme(), self._decisions.totals()
        merged = [one.id for one in scheme.labels if len(scheme.family(one.id)) > 1]
        if not merged:
            return found
        counted = self._count_merged(scheme, merged)
        totals: list[AnnotatorTotals] = []
        for one in found:
            labels = {key: count for key, count in one.labels.items() if key[0] not in merged}
            for (annotator, label, state), count in counted.items():
                if annotator == one.annotator:
                    labels[label, state] = count
            totals.append(replace(one, labels=dict(sorted(labels.items()))))
        return totals

    def _count_merged(self, scheme: Scheme, merged: list[str]) -> Counter[tuple[str, str, str]]:
        """By annotator, label and state, what stands as labels that others were merged into.

        Where a file has several that mean one now, or a no, which may be a no to a part, it is looked at.
        """
        files: dict[tuple[str, str], list[CarriedLabel]] = {}
        for row in self._decisions.carrying(merged):
            files.setdefault((row.annotator, row.article_id), []).append(row)
        counts: Counter[tuple[str, str, str]] = Counter()
        for (annotator, article_id), rows in files.items():
            families = Counter(scheme.stands_as(label) for label in {row.label for row in rows})
            if max(families.values()) == 1 and all(row.state != "reject" for row in rows):
                for row in rows:
                    counts[annotator, scheme.stands_as(row.label), row.state] += row.count
                continue
            shard = self._store.load(annotator, article_id)
            for said in _by_target(shard).values() if shard else ():
                meaning = meaning_of([one for one in said if one.label in merged], scheme)
                counts.update((annotator, label, "accept") for label in meaning.accepted)
                counts.update((annotator, label, "reject") for label in meaning.rejected)
                counts.update((annotator, label, "ignore") for label in meaning.skipped)
        return counts


def scheme_log(root: Root, lock_seconds: float) -> SchemeLog:
    """The scheme's file of a workspace with its history."""
    return SchemeLog(root.scheme, root.scheme_intent, root.locks, lock_seconds)


def finish_change(root: Root, lock_seconds: float) -> list[str]:
    """Finish the change of the scheme that a process was killed in; returns what a person should know."""
    try:
        said = scheme_log(root, lock_seconds).recover()
    except StoreError as error:
        said = str(error)
    return [said] if said else []


def _by_target(shard: Shard) -> dict[str, list[Annotation]]:
    found: dict[str, list[Annotation]] = {}
    for one in shard.annotations.values():
        found.setdefault(one.target, []).append(one)
    return found


def _unsettled_in(
    shard: Shard, sheet: Sheet | None, scheme: Scheme, split: frozenset[str]
) -> Iterator[Unsettled]:
    found: dict[tuple[str, int | Span | None], Unsettled] = {}
    for target_id, said in _by_target(shard).items():
        waiting = [one for one in unsettled(said, scheme) if one.label in split]
        if not waiting or stand(said, scheme).ignored:
            continue
        target = shard.targets[target_id]
        place = sheet.places.get(target_id) if sheet else None
        if sheet and isinstance(place, int) and sheet.block(place).ignored:
            continue
        label = scheme.stands_as(waiting[0].label)
        text = " ".join(target.anchor.exact.split()) or shard.article.title
        key = (target_id, None) if place is None else ("", place)
        found.setdefault(
            key,
            Unsettled(shard.article.id, shard.article.title, target, place, text, label, scheme.parts(label)),
        )
    yield from sorted(found.values(), key=_by_place)


def _by_place(one: Unsettled) -> tuple[int, str]:
    return one.target.anchor.start, one.target.id
