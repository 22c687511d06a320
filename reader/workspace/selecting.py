"""Which places of which articles a change over several articles is about."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from reader.annotations.deciding import Act, Choice, Stamp, decide
from reader.annotations.model import Target
from reader.annotations.scheme import Scheme
from reader.annotations.together import TOGGLES, as_given, as_taken, gives, lacking_in
from reader.workspace.deed import Progress
from reader.workspace.intents import Part
from reader.workspace.sheet import Sheet

_NOWHEN = Stamp("", 0, "")


@dataclass(frozen=True, slots=True)
class Selection:
    """The paragraphs meant: those with the label `having`, of the `kinds` of block, and not decided yet.

    Without kinds those that are to be decided are meant, or with `having` all of them.
    """

    having: str | None = None
    kinds: frozenset[str] = frozenset()
    undecided: bool = False

    def targets(self, sheet: Sheet, choice: Choice, scheme: Scheme) -> Iterator[Target]:
        """What is meant in an article and would be changed by a choice. Raises as `decide` does."""
        kinds = self.kinds or (None if self.having else scheme.decide)
        for block in sheet.article.blocks:
            standing = sheet.block(block.number)
            if (
                (kinds is None or block.kind in kinds)
                and (self.having is None or scheme.stands_as(self.having) in standing.accepted)
                and not (self.undecided and standing.decided)
            ):
                target = sheet.target_of_block(block.number)
                if changes(sheet, target, choice, scheme):
                    yield target


def parts(
    articles: Iterable[str],
    open_sheet: Callable[[str], Sheet],
    selection: Selection,
    choice: Choice,
    scheme: Scheme,
) -> Iterator[Part]:
    """For each article in which something would be changed, what is meant in it. Raises ReaderError."""
    for article_id in articles:
        sheet = open_sheet(article_id)
        targets = tuple(selection.targets(sheet, choice, scheme))
        if targets:
            yield Part(sheet.shard.article, targets)


@dataclass(frozen=True, slots=True)
class Chosen:
    """A choice about several articles, and what it is made about in each."""

    choice: Choice
    parts: tuple[Part, ...]

    @property
    def places(self) -> int:
        """How many articles or paragraphs it is about."""
        return sum(len(part.targets) for part in self.parts)


def choose_in(
    articles: Sequence[str],
    open_sheet: Callable[[str], Sheet],
    choice: Choice,
    scheme: Scheme,
    progress: Progress,
) -> Chosen | None:
    """What a choice about whole articles would change in each of these; None when it was broken off.

    Done is said of their paragraphs. What a key gives and takes away is taken away only where none of them
    lacks it. Raises ReaderError.
    """
    giving: list[Part] = []
    taking: list[Part] = []
    for nth, article_id in enumerate(articles):
        if not progress(nth, len(articles)):
            return None
        sheet = open_sheet(article_id)
        whole = choice.act is not Act.DONE
        targets = [sheet.target_of_document()] if whole else sheet.targets_of_blocks(sheet.decidable)
        lacking = lacking_in(sheet.shard, targets, choice, scheme)
        if lacking:
            giving.append(Part(sheet.shard.article, tuple(lacking)))
        elif choice.act in TOGGLES and not giving:
            taking.append(Part(sheet.shard.article, tuple(targets)))
    if giving:
        return Chosen(as_given(choice), tuple(giving))
    return Chosen(as_taken(choice), tuple(taking))


def changes(sheet: Sheet, target: Target, choice: Choice, scheme: Scheme) -> bool:
    """Whether a choice gives something here: what toggles is never taken away from where it stands."""
    said = sheet.shard.about(target.id)
    if choice.act is Act.CLEAR:
        return decide(sheet.shard, target, choice, scheme, _NOWHEN) is not None
    return gives(said, target, choice, scheme)
