"""What can be undone and redone: the operations of one annotator, across articles and sessions."""

from __future__ import annotations

from collections.abc import Iterable

from reader.annotations.model import Event
from reader.library.decisions import OperationRow


class Journal:
    """The operations that stand, newest last, and those that were undone since the last new one."""

    def __init__(self) -> None:
        self._seen: set[str] = set()
        self._done: list[OperationRow] = []
        self._undone: list[OperationRow] = []
        self.last_order = 0
        """The order of the newest operation known."""

    def add(self, rows: Iterable[OperationRow]) -> None:
        """Take in operations, oldest first; those known already are passed over."""
        for row in rows:
            self.last_order = max(self.last_order, row.order)
            if row.id not in self._seen:
                self._seen.add(row.id)
                self._take(row)

    def _take(self, row: OperationRow) -> None:
        if row.event == Event.DO:
            self._done.append(row)
            self._undone.clear()
            return
        source, sink = (self._done, self._undone) if row.event == Event.UNDO else (self._undone, self._done)
        # The one undone or redone is nearly always the newest.
        for nth in range(len(source) - 1, -1, -1):
            if source[nth].id == row.of:
                sink.append(source.pop(nth))
                break

    def forget(self, operation_id: str) -> None:
        """Take out an operation that came to nothing: another window had done the same before."""
        self._done = [row for row in self._done if row.id != operation_id]

    def to_undo(self) -> OperationRow | None:
        """The newest operation that stands, or None."""
        return self._done[-1] if self._done else None

    def to_redo(self) -> OperationRow | None:
        """The operation that was undone last, unless something new was decided since, or None."""
        return self._undone[-1] if self._undone else None

    def last(self, count: int) -> list[OperationRow]:
        """The newest operations that stand, newest first."""
        return self._done[: -count - 1 : -1]
