"""The changes of a scheme as operations among those of decisions, for undo and for the log."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from reader.annotations.scheme_steps import HISTORY, SchemeHistory
from reader.library.decisions import OperationRow


class SchemeOperations:
    """What annotators changed in the scheme at `path`; the operations are of no article."""

    def __init__(self, path: Path) -> None:
        self._history = SchemeHistory(path.with_name(HISTORY))

    def newest(self, annotator: str) -> Iterator[OperationRow]:
        """The changes that an annotator made, newest first. Raises StoreError."""
        for step in reversed(self._history.steps()):
            if step.annotator == annotator:
                yield OperationRow(step.order, step.id, step.event.value, step.of, "", step.words)

    def later(self, annotator: str, after: int) -> list[OperationRow]:
        """The changes that an annotator made later than `after` (microseconds since 1970), oldest first."""
        return [row for row in self.newest(annotator) if row.order > after][::-1]
