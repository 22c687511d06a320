"""What a dataset says of one paragraph, whatever the format that it is written in."""

from __future__ import annotations

from dataclasses import dataclass

from reader.annotations.model import State
from reader.spans import Span


@dataclass(frozen=True, slots=True)
class RecordLabel:
    """A label of a paragraph: its stable id, its name in the scheme (else the id), and what was decided."""

    id: str
    name: str
    state: State


@dataclass(frozen=True, slots=True)
class RecordNote:
    """What somebody has noted on a paragraph, or on some words of it, which lie at `span` of the article."""

    span: Span
    words: str


@dataclass(frozen=True, slots=True)
class Record:
    """One block of an article with the decisions of one annotator.

    `annotator` is None where nobody has begun the article. `created` and `changed` are the earliest and the
    latest time of the decisions, `scheme` the version that the latest was made under; None without any.
    """

    article: str
    title: str
    source: str
    block: int
    kind: str
    span: Span
    text: str
    labels: tuple[RecordLabel, ...] = ()
    none: bool = False
    ignored: bool = False
    flagged: bool = False
    decided: bool = False
    annotator: str | None = None
    created: str | None = None
    changed: str | None = None
    scheme: str | None = None
    notes: tuple[RecordNote, ...] = ()
