"""Decisions become the records of a dataset; what is left out is counted, so that it can be told."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

from reader.annotations.model import Annotation, Kind, Shard, State
from reader.annotations.names import folder_of
from reader.annotations.scheme import Scheme
from reader.annotations.standing import Standing, stand
from reader.annotations.store import ShardFile, Store
from reader.corpus.article import Article, Block
from reader.datasets.records import Record, RecordLabel, RecordNote
from reader.errors import NotFoundError, ReaderError
from reader.spans import Span
from reader.workspace.notes import Note, notes_by_block
from reader.workspace.sheet import Sheet, make_sheet


class Gathering:
    """The records of a workspace, ordered by article, annotator and block; the counts hold once all are read.

    `annotators` limits them to some, `everything` adds what is undecided: the blocks that are to be decided
    and were not, and one record with no annotator for each of an article that none of them has begun.
    """

    def __init__(
        self,
        store: Store,
        scheme: Scheme,
        article: Callable[[str], Article],
        article_ids: Collection[str],
        *,
        annotators: Collection[str] = (),
        everything: bool = False,
    ) -> None:
        self._store = store
        self._scheme = scheme
        self._article = article
        self._article_ids = article_ids
        self._annotators = frozenset(annotators)
        self._everything = everything
        self.undecided = 0
        """Paragraphs left out that have rejects, skipped labels or flags, but are not decided."""
        self.elsewhere = 0
        """Decisions left out that are about some words or a whole article."""
        self.lost = 0
        """Decisions left out whose paragraph is no longer in the text, or is not certain."""
        self.in_part = 0
        """Labels left out that were refused before they were merged with others or split."""
        self.problems: list[ReaderError] = []
        """Files left out, and why."""
        self.found: set[str] = set()
        """The annotators that have decided something."""

    def records(self) -> Iterator[Record]:
        """All records. Raises ReaderError when the library cannot be read."""
        files: dict[str, list[ShardFile]] = {}
        for file in self._files():
            files.setdefault(file.article_id, []).append(file)
        wanted = {*files, *self._article_ids} if self._everything else files
        for article_id in sorted(wanted):
            shards = [shard for file in files.get(article_id, ()) if (shard := self._load(file)) is not None]
            try:
                article = self._article(article_id) if shards or self._everything else None
            except NotFoundError:
                self.problems.extend(_without_article(shard) for shard in shards)
                continue
            if article is None:
                continue
            for shard in sorted(shards, key=lambda shard: shard.annotator):
                self.found.add(shard.annotator)
                yield from self._of_sheet(make_sheet(article, self._scheme, shard), shard.annotator)
            if not shards:
                yield from self._of_sheet(make_sheet(article, self._scheme, None), None)

    def _files(self) -> Iterator[ShardFile]:
        folders = {folder_of(name) for name in self._annotators}
        for file in self._store.files():
            if not folders or file.path.parent.parent.name in folders:
                yield file

    def _load(self, file: ShardFile) -> Shard | None:
        try:
            shard = self._store.read(file)
        except ReaderError as error:
            self.problems.append(error)
            return None
        # Whoever has taken everything back has decided nothing: the same as before there was a file.
        return shard if shard is not None and shard.annotations else None

    def _of_sheet(self, sheet: Sheet, annotator: str | None) -> Iterator[Record]:
        by_block: dict[int, list[Annotation]] = {}
        notes = notes_by_block(sheet)
        lost = {*(target.id for target in sheet.lost), *(doubt.target.id for doubt in sheet.review)}
        for annotation in sheet.shard.annotations.values():
            place = sheet.places.get(annotation.target)
            if isinstance(place, int):
                by_block.setdefault(place, []).append(annotation)
            elif annotation.target in lost:
                self.lost += 1
            elif annotation.kind is not Kind.NOTE or place is None:
                self.elsewhere += 1
        for block in sheet.article.blocks:
            said = by_block.get(block.number, [])
            noted = tuple(notes.get(block.number, ()))
            record = self._record(sheet.article, block, annotator, said, noted)
            if record.decided or (self._everything and (said or sheet.is_decidable(block))):
                self.in_part += len(stand(said, self._scheme).in_part)
                yield record
            else:
                self.undecided += bool(said)
                self.elsewhere += sum(isinstance(note.spot, Span) for note in noted)

    def _record(
        self,
        article: Article,
        block: Block,
        annotator: str | None,
        said: list[Annotation],
        noted: tuple[Note, ...],
    ) -> Record:
        standing = stand(said, self._scheme)
        newest = max(said, key=lambda one: (one.changed, one.id), default=None)
        return Record(
            article=article.id,
            title=article.title,
            source=article.source,
            block=block.number,
            kind=block.kind.value,
            span=block.span,
            text=block.span.of(article.text),
            labels=self._labels(standing),
            none=standing.none,
            ignored=standing.ignored,
            flagged=standing.flagged,
            decided=standing.decided,
            annotator=annotator,
            created=min((one.created for one in said), default=None),
            changed=newest.changed if newest else None,
            scheme=newest.scheme if newest else None,
            notes=tuple(RecordNote(_place(note, block), note.words) for note in noted),
        )

    def _labels(self, standing: Standing) -> tuple[RecordLabel, ...]:
        """The labels as they stand now, in the scheme's order; those that it does not know last, by id."""
        order = self._scheme.places
        labels = [(label, State.ACCEPT) for label in standing.accepted]
        labels += [(label, State.IGNORE) for label in standing.skipped]
        labels += [(label, State.REJECT) for label in standing.rejected]
        labels.sort(key=lambda one: (order.get(one[0], len(order)), *one))
        return tuple(
            RecordLabel(label, known.name if (known := self._scheme.label(label)) else label, state)
            for label, state in labels
        )


def _place(note: Note, block: Block) -> Span:
    return note.spot if isinstance(note.spot, Span) else block.span


def _without_article(shard: Shard) -> NotFoundError:
    return NotFoundError(
        f"what {shard.annotator} decided on “{shard.article.title}” is left out: the article is not here",
        f"import it again; it came from {shard.article.origin}",
    )
