"""What came of a decision, an undo or a redo: what the faces show and say."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from reader.annotations.model import Event, Operation, Target, TargetKind
from reader.library.decisions import OperationRow
from reader.spans import Span
from reader.workspace.sheet import Sheet

Progress = Callable[[int, int], bool]
"""Told how many of how many articles are done; False breaks a change over several off."""

ASK_ABOVE = 200
"""More articles or paragraphs than this are asked about before they are decided."""


def never_mind(done: int, total: int) -> bool:  # noqa: ARG001 - a progress that nobody watches
    """Go on, whatever the progress."""
    return True


@dataclass(frozen=True, slots=True)
class Deed:
    """What came of a decision: the article as it is now, and what to say.

    `operation` is None when everything stood already; `said` are the words of what was undone or redone.
    """

    sheet: Sheet
    operation: Operation | None
    said: str = ""

    @property
    def targets(self) -> list[Target]:
        """What it was about, in the order of the text, what has a place first."""
        places, known = self.sheet.places, self.sheet.shard.targets
        touched = [known[one] for one in (self.operation.targets if self.operation else ())]
        return sorted(touched, key=lambda one: (one.id not in places, one.anchor.start, one.id))

    @property
    def in_one_place(self) -> bool:
        """Whether it was about one paragraph or words in it, and not about several or the whole article."""
        if any(target.kind is TargetKind.DOCUMENT for target in self.targets):
            return False
        places = (self.sheet.places.get(target.id) for target in self.targets)
        blocks = (self.sheet.article.block_at(one.start) if isinstance(one, Span) else one for one in places)
        return len({one if isinstance(one, int | None) else one.number for one in blocks}) == 1

    @property
    def words(self) -> str:
        """What was done, undone or redone, with the number that the paragraph has in the text now."""
        said = self.said or (self.operation.words if self.operation else "")
        targets = self.targets
        for target in targets if len(targets) == 1 else ():
            place = self.sheet.places.get(target.id)
            if target.block is not None and place != target.block:
                where = f" on {place}" if isinstance(place, int) else ", whose text is no longer there"
                said = said.removesuffix(f" on {target.block}") + where
        return said


@dataclass(frozen=True, slots=True)
class Reverted:
    """What was undone or redone: `row` is the operation, `deed` the article it was in.

    Without a deed it spanned `articles` articles, or was about the scheme.
    """

    event: Event
    row: OperationRow
    words: str
    deed: Deed | None = None
    articles: int = 1
