"""How far an annotator has come with an article: the rule that the list, its JSON and the screen share."""

from __future__ import annotations

from enum import StrEnum

from reader.annotations.scheme import LabelTarget, Scheme
from reader.library.listing import ListRow
from reader.library.reading import ReadingPlace
from reader.workspace.sheet import Sheet


class ArticleState(StrEnum):
    """Whether an article is still to be read, begun, or done with."""

    UNREAD = "unread"
    BEGUN = "begun"
    DONE = "done"
    IGNORED = "ignored"
    """Left out as a whole: dealt with, whatever was decided in it."""


def state_of(row: ListRow, scheme: Scheme) -> ArticleState:
    """Done when every decidable paragraph is decided; without labels for them, when read to its end.

    Ignored as a whole, it is that.
    """
    if row.ignored:
        return ArticleState.IGNORED
    begun = bool(row.opened or row.decided or row.flagged)
    return _state(scheme, row.decided, total_of(row, scheme), begun=begun, finished=row.finished)


def state_of_sheet(sheet: Sheet, place: ReadingPlace | None) -> ArticleState:
    """The same of an open article; `place` is where the annotator is in it, None where it was never read."""
    if sheet.document.ignored:
        return ArticleState.IGNORED
    flagged = sheet.document.flagged or any(standing.flagged for standing in sheet.blocks.values())
    begun = bool(place or sheet.decided or flagged)
    finished = place is not None and place.finished
    return _state(sheet.scheme, sheet.decided, sheet.total, begun=begun, finished=finished)


def total_of(row: ListRow, scheme: Scheme) -> int:
    """How many paragraphs of an article are to be decided."""
    return sum(row.kinds.get(kind, 0) for kind in scheme.decide)


def _state(scheme: Scheme, decided: int, total: int, *, begun: bool, finished: bool) -> ArticleState:
    if total and decided >= total:
        return ArticleState.DONE
    if finished and not scheme.of_target(LabelTarget.BLOCK):
        return ArticleState.DONE
    return ArticleState.BEGUN if begun else ArticleState.UNREAD
