"""A range of neighbours, paragraphs or rows: an end that stays and one that moves. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from reader.corpus.article import BlockKind
from reader.workspace.sheet import Sheet


@dataclass(frozen=True, slots=True)
class Range:
    """What lies between two ends, both of them in it: `anchor` stays where it is, `head` moves."""

    anchor: int
    head: int

    @property
    def first(self) -> int:
        """The end that comes first."""
        return min(self.anchor, self.head)

    @property
    def last(self) -> int:
        """The end that comes last."""
        return max(self.anchor, self.head)

    @property
    def members(self) -> range:
        """All that is in it, in order."""
        return range(self.first, self.last + 1)

    def __len__(self) -> int:
        return self.last - self.first + 1

    def __contains__(self, member: object) -> bool:
        return member in self.members

    def to(self, head: int) -> Range:
        """The same with the moving end elsewhere."""
        return replace(self, head=head)

    def swapped(self) -> Range:
        """The same with its ends exchanged: the other one moves now."""
        return Range(self.head, self.anchor)


def whole_section(kinds: Sequence[BlockKind], chosen: Range) -> Range:
    """The sections that a range of numbers touches, whole: from a heading to before the next one."""
    first, last = chosen.first, chosen.last
    while first > 1 and kinds[first - 1] is not BlockKind.HEADING:
        first -= 1
    while last < len(kinds) and kinds[last] is not BlockKind.HEADING:
        last += 1
    return Range(first, last)


def to_decide(sheet: Sheet, chosen: Range) -> tuple[int, ...]:
    """The numbers in a range that decisions are about: those to be decided, or all where there are none."""
    blocks = sheet.article.blocks
    known = [number for number in chosen.members if 1 <= number <= len(blocks)]
    wanted = [number for number in known if sheet.is_decidable(blocks[number - 1])]
    return tuple(wanted or known)
