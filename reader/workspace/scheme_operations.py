"""The changes of a scheme as operations among those of decisions, for undo and for the log."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from reader.annotations.scheme_steps import HISTORY, SchemeHistory, SchemeStep
from reader.errors import StoreError
from reader.library.decisions import OperationRow


class SchemeOperations:
    """What annotators changed in the scheme at `path`; the operations are of no article."""

    def __init__(self, path: Path) -> None:
        self._history = SchemeHistory(path.with_name(HISTORY))

    def newest(self, annotator: str) -> Iterator[OperationRow]:
        """The changes that an annotator made, newest first; none where the history cannot be read."""
        for step in reversed(self._steps()):
            if step.annotator == annotator:
                yield OperationRow(step.order, step.id, step.event.value, step.of, "", step.words)

    def annotators(self) -> set[str]:
        """Who has changed the scheme."""
        return {step.annotator for step in self._steps()}

    def _steps(self) -> tuple[SchemeStep, ...]:
        # It takes no decision away, nor the undo of one.
        with contextlib.suppress(StoreError):
            return self._history.steps()
        return ()

    def later(self, annotator: str, after: int) -> list[OperationRow]:
        """The changes that an annotator made later than `after` (microseconds since 1970), oldest first."""
        return [row for row in self.newest(annotator) if row.order > after][::-1]
