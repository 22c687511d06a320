"""What can be undone and redone: the operations of one annotator, newest first, in all articles."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator

from reader.annotations.model import Event, bulk_of
from reader.library.decisions import OperationRow

Source = Callable[[], Iterator[OperationRow]]
"""Gives operations, newest first, for as long as anybody asks."""


class Journal:
    """The operations of the sources and those of this window that are on their way to them.

    Nothing is kept but what this window has done: what can be undone is found by walking back from the newest
    operation, so that a history of a million costs no more than one of ten.
    """

    def __init__(self, *sources: Source) -> None:
        self._sources = sources
        self._own: dict[str, OperationRow] = {}
        self._passed_over: set[str] = set()

    def note(self, row: OperationRow) -> None:
        """An operation of this window, which the sources will know once it is saved."""
        self._own[row.id] = row

    def forget(self, operation_id: str) -> None:
        """Take out an operation that came to nothing: another window had done the same before."""
        self._own.pop(operation_id, None)

    def pass_over(self, operation_id: str) -> None:
        """Never offer an operation again that cannot be undone: what it was about was changed since."""
        self._passed_over.add(_step(operation_id))

    def to_undo(self) -> OperationRow | None:
        """The newest operation that stands, or None."""
        return next((row for row in self.standing() if _step(row.id) not in self._passed_over), None)

    def to_redo(self) -> OperationRow | None:
        """The operation that was undone last, unless something new was decided since, or None."""
        settled: set[str] = set()
        for row in self.newest():
            if row.event == Event.DO:
                return None
            step = _step(row.of or row.id)
            if row.event == Event.UNDO and step not in settled | self._passed_over:
                return self._original(row)
            settled.add(step)
        return None

    def standing(self) -> Iterator[OperationRow]:
        """The operations that stand, each once, in the order in which they would be undone."""
        settled: set[str] = set()
        for row in self.newest():
            step = _step(row.of or row.id)
            if step not in settled:
                settled.add(step)
                if row.event == Event.DO:
                    yield row
                elif row.event == Event.REDO and (original := self._original(row)) is not None:
                    yield original

    def newest(self) -> Iterator[OperationRow]:
        """Every operation, newest first."""
        own = sorted(self._own.values(), key=_by_time)
        seen: set[str] = set()
        for row in heapq.merge(own, *(source() for source in self._sources), key=_by_time):
            if row.id not in seen:
                seen.add(row.id)
                yield row

    def _original(self, row: OperationRow) -> OperationRow | None:
        """What an undo or a redo was about."""
        return next((one for one in self.newest() if one.id == row.of), None)


def _step(operation_id: str) -> str:
    """What is undone together: an operation, or all of a change over several articles."""
    return bulk_of(operation_id) or operation_id


def _by_time(row: OperationRow) -> int:
    return -row.order
