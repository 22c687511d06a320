"""Changes that span several articles: all or nothing, finished or taken back after a crash, one step to undo.

What is going to be done is written down first (the intent); then every file of decisions is changed, each by
an operation whose id begins with the intent's; then the intent is removed. A start that finds one goes on.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from reader.annotations.deciding import Choice, Stamp, decide_all, revert
from reader.annotations.locking import locked
from reader.annotations.model import Change, Event, Shard
from reader.annotations.scheme import Scheme
from reader.annotations.store import Store
from reader.annotations.together import as_meant
from reader.atomic import folder_to_disk, make_folder, replace_file
from reader.errors import LockedError, NotFoundError, RequestError, StoreError, UndoError
from reader.workspace.deed import Progress, never_mind
from reader.workspace.intents import Intent, Part, decode_intent, encode_intent

_BACK = {Event.DO: Event.CANCEL, Event.UNDO: Event.REDO, Event.REDO: Event.UNDO}


@dataclass(frozen=True, slots=True)
class BulkDeed:
    """What came of a change over several articles.

    `done` says that all of it is on disk; otherwise it was taken back, but for `stuck` articles in which
    something has been changed since.
    """

    intent: Intent
    done: bool
    stuck: int = 0


class Bulk:
    """Makes changes over several articles for one annotator; `prepare` makes the folder a workspace."""

    def __init__(
        self,
        store: Store,
        intents: Path,
        annotator: str,
        *,
        scheme: Callable[[], Scheme],
        stamp: Callable[[], Stamp],
        prepare: Callable[[], None],
    ) -> None:
        self._store = store
        self._intents = intents
        self._annotator = annotator
        self._scheme = scheme
        self._stamp = stamp
        self._prepare = prepare

    def do(self, choice: Choice, parts: Sequence[Part], progress: Progress = never_mind) -> BulkDeed:
        """Make a choice about the targets of all parts, or about none. Raises StoreError: see `finish`."""
        return self._begin(Event.DO, choice, parts, progress)

    def revert(
        self, event: Event, operations: Sequence[tuple[str, str]], progress: Progress = never_mind
    ) -> BulkDeed:
        """Undo or redo operations, each given with its article's id, or none of them.

        Raises UndoError when one of them was changed since, StoreError as `do` does.
        """
        parts: list[Part] = []
        for article_id, operation_id in operations:
            shard = self._store.load(self._annotator, article_id)
            part = Part(shard.article, of=operation_id) if shard else None
            if shard is None or part is None or _reverting(shard, part, event, self._stamp()) is None:
                where = f"“{shard.article.title}”" if shard else article_id
                count = len(operations)
                raise UndoError(
                    f"{event}: what was done in {where}, one of {count} articles, was changed since",
                    "nothing was changed; look at it and decide anew",
                )
            parts.append(part)
        return self._begin(event, None, parts, progress)

    def unfinished(self) -> list[Intent]:
        """The changes of this annotator that a crash or a full disk has broken off. Raises StoreError."""
        found = [decode_intent(path) for path in sorted(self._intents.glob("bulk-*.json"))]
        return [intent for intent in found if intent.annotator == self._annotator]

    def finish(self, intent: Intent, progress: Progress = never_mind) -> BulkDeed | None:
        """Go on with what was broken off; None when another process is at it.

        Raises StoreError when it cannot go on; what was written down stays for the next time.
        """
        with contextlib.suppress(LockedError), self._held(intent):
            return self._run(intent, progress)
        return None

    def _begin(
        self, event: Event, choice: Choice | None, parts: Sequence[Part], progress: Progress
    ) -> BulkDeed:
        stamp = self._stamp()
        intent = Intent(
            stamp.operation, self._annotator, event, stamp.order, stamp.time, choice, tuple(parts)
        )
        self._prepare()
        with self._held(intent):
            self._write(intent)
            return self._run(intent, progress)

    def _run(self, intent: Intent, progress: Progress) -> BulkDeed:
        total = len(intent.parts)
        if not intent.back:
            try:
                for nth in range(total):
                    if not progress(nth, total):
                        intent = self._turn_back(intent)
                        break
                    self._change(intent, nth)
            except KeyboardInterrupt:
                intent = self._turn_back(intent)
            except (UndoError, NotFoundError, RequestError):
                # Another window has changed what is reverted, or the scheme what is said.
                intent = self._turn_back(intent)
        stuck = self._take_back(intent, progress) if intent.back else 0
        self._path(intent).unlink(missing_ok=True)
        progress(total, total)
        return BulkDeed(intent, done=not intent.back, stuck=stuck)

    def _change(self, intent: Intent, nth: int) -> None:
        part, stamp = intent.parts[nth], intent.stamp(nth)

        def make(shard: Shard) -> Change | None:
            if shard.operation(stamp.operation) is not None:
                return None
            if intent.choice is not None:
                scheme = self._scheme()
                # Another window may have been first since it was looked.
                targets = as_meant(shard, part.targets, intent.choice, scheme)
                return decide_all(shard, targets, intent.choice, scheme, stamp)
            change = _reverting(shard, part, intent.event, stamp)
            if change is None:
                raise UndoError(f"what was done in “{part.article.title}” was changed since")
            return change

        self._tried(intent, nth, lambda: self._store.change(self._annotator, part.article, make))

    def _take_back(self, intent: Intent, progress: Progress) -> int:
        """Take back what is done already; returns in how many articles that was not possible."""
        stuck = 0
        for nth in reversed(range(len(intent.parts))):
            progress(nth, len(intent.parts))
            stuck += not self._take_part_back(intent, nth)
        return stuck

    def _take_part_back(self, intent: Intent, nth: int) -> bool:
        part, done = intent.parts[nth], intent.stamp(nth).operation
        back = replace(self._stamp(), operation=f"{intent.id}b-{nth:06x}")
        possible = True

        def make(shard: Shard) -> Change | None:
            nonlocal possible
            if shard.operation(done) is None or shard.operation(back.operation) is not None:
                return None
            standing = replace(part, of=done if intent.event is Event.DO else part.of)
            change = _reverting(shard, standing, _BACK[intent.event], back)
            possible = change is not None
            return change

        self._tried(intent, nth, lambda: self._store.change(self._annotator, part.article, make))
        return possible

    def _tried(self, intent: Intent, nth: int, save: Callable[[], object]) -> None:
        try:
            save()
        except UndoError:
            raise
        except StoreError as error:
            raise StoreError(
                f"{error.message}: stopped after {nth:,} of {len(intent.parts):,} articles",
                "the next start goes on with it, all or nothing",
            ) from error

    def _turn_back(self, intent: Intent) -> Intent:
        intent = replace(intent, back=True)
        self._write(intent)
        return intent

    def _write(self, intent: Intent) -> None:
        path = self._path(intent)
        try:
            make_folder(path.parent)
            replace_file(path, encode_intent(intent))
            folder_to_disk(path.parent)
        except OSError as error:
            raise StoreError(f"{error.strerror}: {path} cannot be written", "nothing was changed") from error

    def _path(self, intent: Intent) -> Path:
        return self._intents / f"bulk-{intent.id}.json"

    @contextlib.contextmanager
    def _held(self, intent: Intent) -> Iterator[None]:
        """Keep other processes from going on with the same change."""
        lock = self._store.locks / f"bulk-{intent.id}.lock"
        try:
            with locked(lock, self._path(intent), 0):
                yield
                lock.unlink(missing_ok=True)
        except OSError as error:
            raise StoreError(f"{error.strerror}: {lock} cannot be made", "nothing was changed") from error


def _reverting(shard: Shard, part: Part, event: Event, stamp: Stamp) -> Change | None:
    operation = shard.operation(part.of) if part.of else None
    return revert(shard, operation, event, stamp) if operation else None
