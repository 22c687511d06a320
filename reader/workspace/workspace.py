"""The one facade that the faces use: articles, decisions, undo, places, all of one annotator's workspace."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from reader.annotations.choices import Choice, Stamp, Wish
from reader.annotations.model import Event, Operation, Shard, Target
from reader.annotations.scheme import Label, LabelTarget, Scheme
from reader.annotations.scheme_reading import load_scheme
from reader.errors import LibraryError, ReaderError, ReadOnlyError, StoreError, UndoError
from reader.library import Marking
from reader.library.decisions import OperationRow
from reader.settings import Settings
from reader.workspace.deed import Deed, Progress, Reverted, never_mind
from reader.workspace.desk import Desk
from reader.workspace.ids import Clock, iso_time, new_id, system_clock
from reader.workspace.journal import Journal
from reader.workspace.keeping import Keeper
from reader.workspace.placing import find_places
from reader.workspace.root import Root
from reader.workspace.sheet import Sheet, make_sheet
from reader.workspace.undoing import Undoing
from reader.workspace.watching import Seen, Watch

if TYPE_CHECKING:
    from reader.workspace.bulk import Bulk, BulkDeed
    from reader.workspace.indexing import Indexer
    from reader.workspace.informing import Informing
    from reader.workspace.intents import Part
    from reader.workspace.logbook import Entry
    from reader.workspace.problems import Problem
    from reader.workspace.scheming import Scheming
    from reader.workspace.selecting import Selection

_LOOK_BACK = 200
"""How many operations are looked through for the newest of one article."""


class Workspace(Keeper):
    """A folder with articles, a scheme and decisions, open for one annotator.

    `saved` and `troubled` may be set to learn, in the saver's thread, how the saves stand and what went
    wrong with an undo. Close it: what waits is saved then.
    """

    def __init__(
        self, root: Root, settings: Settings, annotator: str, *, clock: Clock = system_clock
    ) -> None:
        super().__init__(root, settings, annotator, clock)
        self.troubled: Callable[[ReaderError], None] = lambda _: None
        self.rescuing = False
        """Whether what cannot be saved at the end is kept for the next start, in the file `rescued`."""
        self.rescued: Path | None = None
        self._journal = Journal(self._operations, lambda: self.scheme_operations.newest(annotator))
        self._desk = Desk(
            self._store,
            self._saver,
            annotator,
            prepare=self._prepare,
            saved=self._index,
            needless=self._needless,
            refused=self._refused,
        )
        self._watch = Watch(
            self._desk,
            self._database,
            root.scheme,
            lambda article_id: self._store.path(annotator, article_id),
            refresh=lambda: self.indexer.look(annotator),
        )
        self._undoing = Undoing(
            self._journal,
            self._desk,
            self._decisions,
            annotator,
            bulk=lambda: self.bulk,
            scheme=lambda step, event: self.scheming.revert(step, event).words,
            open_sheet=self.sheet,
            stamp=lambda: self._stamp(None),
        )

    # What the first frame does without is made when it is asked for.

    @cached_property
    def indexer(self) -> Indexer:
        """What brings the index of decisions up to the files."""
        from reader.workspace.indexing import Indexer

        return Indexer(self._store, self._decisions, self._articles, lambda: self.scheme)

    # -- decisions --------------------------------------------------------------------------------------

    def sheet(self, article_id: str) -> Sheet:
        """An article and the decisions on it as the annotator sees them. Raises StoreError, NotFoundError."""
        article = self.article(article_id)
        origin = self.origin(article_id)
        known = self._desk.current(article_id)
        if known is not None and known.article.text_hash == article.text_hash:
            found = known.found
        else:
            # In a long text that has changed it takes a while: nobody waits for the desk meanwhile.
            found = find_places(article, self._store.load(self.annotator, article_id))

        def make(shard: Shard | None) -> Sheet:
            return make_sheet(article, self.scheme, shard, self.annotator, found=found)

        return self._desk.sheet(article_id, make, origin)

    def current(self, article_id: str) -> Sheet | None:
        """The article as it is seen now, after what was saved meanwhile; None when it is not in use."""
        return self._desk.current(article_id)

    def decide(self, sheet: Sheet, target: Target, choice: Choice, seconds: float | None = None) -> Deed:
        """Make a choice about a target: seen at once, on disk soon. Raises ReadOnlyError, RequestError."""
        return self.decide_all(sheet, (target,), choice, seconds)

    def decide_all(
        self, sheet: Sheet, targets: Sequence[Target], choice: Choice, seconds: float | None = None
    ) -> Deed:
        """Make one choice about several targets of an article, as one step. Raises as `decide` does."""
        return self.decide_each(sheet, [Wish(target, choice) for target in targets], seconds)

    def decide_together(
        self,
        sheet: Sheet,
        targets: Sequence[Target],
        choice: Choice,
        seconds: float | None = None,
        *,
        give: bool = False,
    ) -> Deed:
        """The same as a key means it: given where it is missing, taken away only where nothing lacks it.

        With `give` nothing is taken away. Raises as `decide` does.
        """
        from reader.annotations.together import together

        wishes = together(sheet.shard, targets, choice, self.scheme, give=give)
        return self.decide_each(sheet, wishes, seconds)

    def decide_each(
        self, sheet: Sheet, wishes: Sequence[Wish], seconds: float | None = None, words: str = ""
    ) -> Deed:
        """Make several choices in an article as one step, told in `words`. Raises as `decide` does."""
        self._refuse_when_read_only()
        article_id = sheet.article.id
        if self._desk.current(article_id) is None:
            self.sheet(article_id)
        operation = self._desk.decide(article_id, wishes, self._stamp(seconds), words)
        if operation is not None:
            self._undoing.note(article_id, operation)
        return Deed(self._desk.current(article_id) or sheet, operation)

    def reattach(self, sheet: Sheet, source: str, target: Target) -> Deed:
        """Put what is said of a target, or one annotation, on another target; `source` is its id.

        For what has no certain place in a changed text; undoable like any other decision. Raises
        ReadOnlyError, and RequestError when what is said of both contradicts.
        """
        self._refuse_when_read_only()
        article_id = sheet.article.id
        if self._desk.current(article_id) is None:
            self.sheet(article_id)
        operation = self._desk.reattach(article_id, source, target, self._stamp(None))
        if operation is not None:
            self._undoing.note(article_id, operation)
        return Deed(self._desk.current(article_id) or sheet, operation)

    def next_revert(self, event: Event) -> OperationRow | None:
        """What an undo or a redo would be about now, or None."""
        return self._undoing.next(event)

    def undo(self, progress: Progress = never_mind) -> Reverted | None:
        """Take back the newest decision that stands, in whatever article; None when there is none."""
        return self._revert(Event.UNDO, progress)

    def redo(self, progress: Progress = never_mind) -> Reverted | None:
        """Make again what was undone last; None when there is nothing, or something new was decided since."""
        return self._revert(Event.REDO, progress)

    def _revert(self, event: Event, progress: Progress) -> Reverted | None:
        self._refuse_when_read_only()
        done = self._undoing.revert(event, progress)
        if done is not None and done.deed is None:
            self._see_bulk()
        return done

    @cached_property
    def bulk(self) -> Bulk:
        """Changes that span several articles, for this annotator."""
        from reader.workspace.bulk import Bulk

        return Bulk(
            self._store,
            self.root.intents,
            self.annotator,
            scheme=lambda: self.scheme,
            stamp=lambda: self._stamp(None),
            prepare=self._prepare,
        )

    def select(
        self, selection: Selection, choice: Choice, articles: Sequence[str] | None = None
    ) -> Iterator[Part]:
        """What a choice would change in the articles given, or in all. Raises ReaderError."""
        from reader.workspace.selecting import parts

        if articles is None:
            given = self.scheme.family(selection.having) if selection.having else ()
            found = {x for label in given for x in self._decisions.articles_with(self.annotator, label)}
            articles = sorted(found) if given else self._articles.ids_beginning("", len(self._articles))
        return parts(articles, self.look_at, selection, choice, self.scheme)

    def decide_bulk(self, choice: Choice, parts: Sequence[Part], progress: Progress = never_mind) -> BulkDeed:
        """Make a choice about the targets of several articles, or about none. Raises ReaderError."""
        self._refuse_when_read_only()
        self.flush()
        deed = self.bulk.do(choice, parts, progress)
        self._see_bulk()
        return deed

    def finish_bulk(self, progress: Progress = never_mind) -> list[BulkDeed]:
        """Go on with changes over several articles that were broken off. Raises StoreError."""
        if self.read_only:
            return []
        done = [deed for intent in self.bulk.unfinished() if (deed := self.bulk.finish(intent, progress))]
        if done:
            self._see_bulk()
        return done

    def _see_bulk(self) -> None:
        """See in the index and in the articles in use what a change over several articles has done."""
        self.indexer.refresh()
        self._desk.reload_all()

    def last_decided(self, article_id: str) -> Target | None:
        """What the newest decision in this article was about, or None."""
        for row in islice(self._journal.standing(), _LOOK_BACK):
            if row.article_id == article_id and (sheet := self._desk.current(article_id)):
                operation = sheet.shard.operation(row.id)
                if operation is not None:
                    return next(iter(Deed(sheet, operation).targets), None)
        return None

    def add_label(self, name: str, key: str = "", target: LabelTarget = LabelTarget.BLOCK) -> Label:
        """Add a label to the scheme's file. Raises ReaderError; nothing is then changed."""
        return self.scheming.add(name, key, target)

    @cached_property
    def scheming(self) -> Scheming:
        """The scheme as it changes: what a change touches, and what must be looked at again."""
        # Rarely wanted, and slow to import.
        from reader.workspace.scheming import Scheming, scheme_log

        return Scheming(
            scheme_log(self.root, self.settings.lock_seconds),
            self._decisions,
            self._store,
            self.annotator,
            scheme=lambda: self.scheme,
            stamp=self._stamp_of_scheme,
            take=self.take_scheme,
            settle=lambda: self.flush(2.0),
            open_sheet=self.sheet,
        )

    def _stamp_of_scheme(self) -> Stamp:
        self._refuse_when_read_only()
        self._prepare()
        return self._stamp(None)

    @cached_property
    def informing(self) -> Informing:
        """Who said what, when, and how often labels are given."""
        from reader.workspace.informing import Informing

        return Informing(self._store, self._decisions, self._articles, self.annotator)

    def log(self, annotators: Sequence[str], article_id: str | None = None) -> Iterator[Entry]:
        """What the annotators did, in one article or in all, newest first. Raises ReaderError."""
        from reader.workspace.logbook import entries, entries_of_article

        if article_id is not None:
            return entries_of_article(self._store, annotators, article_id)
        return entries(self._store, self._decisions, annotators, self.scheme_operations.newest)

    # -- places and the state of saving -----------------------------------------------------------------

    @property
    def marking(self) -> Marking:
        """Marks of articles as read or unread. Raises ReadOnlyError."""
        self._refuse_when_read_only()
        return Marking(self._database)

    def watch(self, tell: Callable[[Seen], None]) -> None:
        """Tell, in a thread of its own, what other windows and file syncs change, until it is closed."""
        self._watch.start(tell)

    def look_around(self) -> Seen:
        """Look once for what other windows and file syncs have changed."""
        return self._watch.look()

    def take_scheme(self) -> Scheme:
        """Read the scheme again, and see the articles in use under it. Raises ConfigError."""
        self.scheme = load_scheme(self.root.scheme)
        self._desk.take_scheme(self.scheme)
        return self.scheme

    def rescue(self) -> Path | None:
        """Keep what is not saved in a file for the next start; None when all is. Raises StoreError."""
        unsaved = self._desk.unsaved()
        return self._rescue.write(unsaved) if unsaved else None

    def take_up(self) -> list[str]:
        """Save what an earlier session could not save; returns what to say of it."""
        said: list[str] = []
        # What reads such files is loaded only where there are any.
        kept = any(next(folder.glob("*"), None) for folder in self.root.rescue_folders)
        for path in self._rescue.find() if kept and not self.read_only else ():
            try:
                said += self._rescue.take_up(path, self._store).notices
            except StoreError as error:
                said.append(f"decisions of your last session still wait in {path}: {error.message}")
        if said:
            self.indexer.refresh()
        return said

    def close(self) -> int:
        """Save what waits and close; returns how many decisions are neither saved nor in a rescue file."""
        self._watch.stop()
        self.stop_analysing()
        self.stop_suggesting()
        left = self._saver.close()
        if left and self.rescuing:
            with contextlib.suppress(StoreError):
                self.rescued = self.rescue()
                left = 0
        self._database.close()
        return left

    def reindex_changed(self) -> list[Problem]:
        """Bring the index up to the files of decisions; returns what is wrong with which file."""
        return self.indexer.refresh()

    def count_looks(self) -> int:
        """How many articles are missing, or have decisions without a certain place."""
        missing = len(self._decisions.missing_articles())
        return missing + len(self._decisions.articles_without_place(self.annotator))

    def reindex(self, progress: Progress = never_mind) -> list[Problem]:
        """Make the index of decisions anew from the files; returns what is wrong with which file."""
        return self.indexer.rebuild(progress)

    # -- inside -----------------------------------------------------------------------------------------

    def _stamp(self, seconds: float | None) -> Stamp:
        now = self._clock()
        # Another process may have decided something when the clock stood later than now.
        last = next((row.order for row in self._journal.newest()), 0)
        return Stamp(new_id(now), max(now, last + 1), iso_time(now), seconds)

    def _operations(self) -> Iterator[OperationRow]:
        # A library that is busy or broken takes no decision away: those of this window are known without it.
        with contextlib.suppress(LibraryError):
            yield from self._decisions.newest(self.annotator)

    def _refuse_when_read_only(self) -> None:
        if self.read_only:
            raise ReadOnlyError("reading only", "nothing can be kept in this folder")

    def _prepare(self) -> None:
        try:
            # What has vanished is not made anew: it would lie on another disk than the decisions before.
            self._store.check()
            self.root.settle()
        except OSError as error:
            where = f"{error.strerror}: {self.root.path} cannot be written"
            raise StoreError(where, "it is tried again") from error

    def _index(self, sheet: Sheet) -> None:
        # It is on disk: whatever goes wrong with the index, which the next start makes good, is no failure.
        with contextlib.suppress(ReaderError, OSError):
            self.indexer.put(sheet)

    def _needless(self, operation_id: str) -> None:
        """What was decided here was decided in another window before: that is what can be undone."""
        self._undoing.forget(operation_id)

    def _refused(self, operation: Operation, error: UndoError) -> None:
        self._undoing.refused(operation)
        self.troubled(error)
