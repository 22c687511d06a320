"""What a decision is about: one paragraph, several, or whole articles. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from reader.annotations.model import Target
from reader.annotations.scheme import LabelTarget
from reader.annotations.standing import Standing
from reader.workspace.sheet import Sheet


@dataclass(frozen=True, slots=True)
class Subject:
    """Paragraphs by their numbers, in order; without any, so many whole articles."""

    numbers: tuple[int, ...] = ()
    articles: int = 1

    @property
    def kind(self) -> LabelTarget:
        """Which labels can be said of it."""
        return LabelTarget.BLOCK if self.numbers else LabelTarget.DOCUMENT

    @property
    def words(self) -> str:
        """What it is, in words: `7`, `7–12`, `the article`, `4 articles`."""
        if self.numbers:
            first, last = self.numbers[0], self.numbers[-1]
            return f"{first}" if first == last else f"{first}–{last}"
        return "the article" if self.articles == 1 else f"{self.articles:,} articles"

    @property
    def has(self) -> str:
        """The verb that goes with its words."""
        return "has" if len(self.numbers) == 1 or (not self.numbers and self.articles == 1) else "have"

    def targets(self, sheet: Sheet) -> list[Target]:
        """What decisions in an article are kept under."""
        return sheet.targets_of_blocks(self.numbers) if self.numbers else [sheet.target_of_document()]

    def standings(self, sheet: Sheet) -> list[Standing]:
        """How each part of it stands in an article."""
        return [sheet.block(number) for number in self.numbers] or [sheet.document]

    def accepted(self, sheet: Sheet) -> frozenset[str]:
        """The ids of the labels that all of it has."""
        return frozenset.intersection(*(frozenset(one.accepted) for one in self.standings(sheet)))
