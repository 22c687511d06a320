"""Undo and redo across articles and sessions, of single decisions and of changes over several articles."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from reader.annotations.choices import Stamp
from reader.annotations.model import Event, Operation, bulk_of
from reader.errors import UndoError
from reader.library.decisions import Decisions, OperationRow
from reader.workspace.deed import Deed, Progress, Reverted
from reader.workspace.desk import Desk
from reader.workspace.journal import Journal
from reader.workspace.sheet import Sheet

if TYPE_CHECKING:
    from reader.workspace.bulk import Bulk


class Undoing:
    """Reverts the operations of one annotator, the newest first; `open_sheet` brings an article into use.

    `scheme` reverts a change of the scheme by its id, and returns its words.
    """

    def __init__(
        self,
        journal: Journal,
        desk: Desk,
        decisions: Decisions,
        annotator: str,
        *,
        bulk: Callable[[], Bulk],
        scheme: Callable[[str, Event], str],
        open_sheet: Callable[[str], Sheet],
        stamp: Callable[[], Stamp],
    ) -> None:
        self._journal = journal
        self._desk = desk
        self._decisions = decisions
        self._annotator = annotator
        self._bulk = bulk
        self._scheme = scheme
        self._open_sheet = open_sheet
        self._stamp = stamp

    def next(self, event: Event) -> OperationRow | None:
        """What would be undone or redone now, or None."""
        return self._journal.to_undo() if event is Event.UNDO else self._journal.to_redo()

    def revert(self, event: Event, progress: Progress) -> Reverted | None:
        """Undo or redo the next operation; None when there is none.

        Raises UndoError when what it was about was changed since; the one before is next then.
        """
        row = self.next(event)
        if row is None:
            return None
        try:
            if not row.article_id:
                return Reverted(event, row, self._scheme(row.id, event), None, 0)
            bulk = bulk_of(row.id)
            return self._bulk_row(row, bulk, event, progress) if bulk else self._row(row, event)
        except UndoError:
            self._journal.pass_over(row.id)
            raise

    def _row(self, row: OperationRow, event: Event) -> Reverted:
        self._open_sheet(row.article_id)
        operation = self._desk.revert(row.article_id, row.id, event, self._stamp())
        self.note(row.article_id, operation)
        sheet = self._desk.current(row.article_id)
        deed = Deed(sheet, operation, row.words) if sheet else None
        return Reverted(event, row, deed.words if deed else row.words, deed)

    def _bulk_row(self, row: OperationRow, bulk: str, event: Event, progress: Progress) -> Reverted:
        # Its digits begin with the microseconds of its first operation.
        rows = self._decisions.operations_of(self._annotator, bulk, int(bulk[:13], 16))
        deed = self._bulk().revert(event, [(one.article_id, one.id) for one in rows], progress)
        if not deed.done:
            left = f", but for {deed.stuck} that were changed meanwhile" if deed.stuck else ""
            return Reverted(
                event, row, f"broken off, all {len(rows)} articles are as they were{left}", None, 0
            )
        where = "1 article" if len(rows) == 1 else f"{len(rows):,} articles"
        words = f"{row.words.rpartition(' on ')[0]} in {where}"
        return Reverted(event, row, words, None, len(rows))

    def note(self, article_id: str, operation: Operation) -> None:
        """Remember an operation of this window, which is on its way to disk."""
        event, of = operation.event.value, operation.of
        row = OperationRow(operation.order, operation.id, event, of, article_id, operation.words)
        self._journal.note(row)

    def forget(self, operation_id: str) -> None:
        """What was decided here was decided in another window before: that is what can be undone."""
        self._journal.forget(operation_id)

    def refused(self, operation: Operation) -> None:
        """An undo or redo of this window came to nothing: its target was changed in another one."""
        self._journal.forget(operation.id)
        self._journal.pass_over(operation.of or operation.id)
