"""What an analysis says of a text: mentions, the entities they name, and quotes with their speakers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from reader.spans import Span


class EntityType(StrEnum):
    """The types of mentions; the values stand in every export and in a scheme's span labels."""

    PER = "PER"
    ORG = "ORG"
    LOC = "LOC"
    NORP = "NORP"
    EVENT = "EVENT"
    WORK = "WORK"
    PRODUCT = "PRODUCT"
    MISC = "MISC"
    DATE = "DATE"
    TIME = "TIME"
    MONEY = "MONEY"
    PERCENT = "PERCENT"
    QUANTITY = "QUANTITY"
    HANDLE = "HANDLE"
    HASHTAG = "HASHTAG"
    URL = "URL"


NAMED = frozenset(
    {
        EntityType.PER,
        EntityType.ORG,
        EntityType.LOC,
        EntityType.NORP,
        EntityType.EVENT,
        EntityType.WORK,
        EntityType.PRODUCT,
        EntityType.MISC,
    }
)
"""The types that name something, and which an engine finds; rules find the others."""


@dataclass(frozen=True, slots=True)
class Mention:
    """One occurrence in the text; `entity` is the id of its `Name`, None for dates and figures."""

    span: Span
    label: EntityType
    entity: int | None = None


@dataclass(frozen=True, slots=True)
class Name:
    """One thing that mentions share inside an article, by its canonical name.

    Ids count from 1 by first mention.
    """

    id: int
    label: EntityType
    name: str


class QuoteKind(StrEnum):
    """What a quote is: speech, speech woven into a sentence, words held at arm's length, speech retold."""

    DIRECT = "direct"
    MIXED = "mixed"
    SCARE = "scare"
    INDIRECT = "indirect"


@dataclass(frozen=True, slots=True)
class Quote:
    """One utterance.

    `spans` hold the content with its quotation marks, one for each part that a cue or a paragraph's end cuts
    off. `cue` is the verb or noun of saying, `speaker` the words that name the speaker, `speaker_name` whom
    these mean (a canonical name, or the fullest description in the text). `inside` is the index of the quote
    that holds this one, among the quotes of the same analysis.
    """

    spans: tuple[Span, ...]
    kind: QuoteKind
    cue: Span | None = None
    speaker: Span | None = None
    speaker_name: str | None = None
    inside: int | None = None


@dataclass(frozen=True, slots=True)
class Analysis:
    """All that an engine and the rules saw in one text.

    `engine` says who spoke, with its version (`fast 1`); `notices` are sentences for the screen, such as why
    another engine than the one asked for was taken.
    """

    engine: str
    mentions: tuple[Mention, ...] = ()
    names: tuple[Name, ...] = ()
    quotes: tuple[Quote, ...] = ()
    notices: tuple[str, ...] = ()

    def name_of(self, mention: Mention) -> Name | None:
        """The entity that a mention belongs to."""
        return None if mention.entity is None else self.names[mention.entity - 1]
