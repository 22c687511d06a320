"""An analysis as JSON, the shape that `reader analyze --json` and `reader show --json` print, and back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from reader.analysis.marks import Analysis, EntityType, Mention, Name, Quote, QuoteKind
from reader.spans import Span


def to_json(analysis: Analysis, text: str) -> dict[str, object]:
    """The fields `engine`, `entities`, `names`, `quotes`; offsets are code points, ends exclusive."""
    return {
        "engine": analysis.engine,
        "entities": [_mention(mention, text) for mention in analysis.mentions],
        "names": [{"id": name.id, "label": name.label.value, "name": name.name} for name in analysis.names],
        "quotes": [_quote(quote) for quote in analysis.quotes],
    }


def from_json(data: Mapping[str, Any]) -> Analysis:
    """The analysis that `to_json` gave, without its notices. Raises KeyError, TypeError or ValueError."""
    return Analysis(
        engine=str(data["engine"]),
        mentions=tuple(
            Mention(Span(one["start"], one["end"]), EntityType(one["label"]), one["entity"])
            for one in data["entities"]
        ),
        names=tuple(Name(one["id"], EntityType(one["label"]), one["name"]) for one in data["names"]),
        quotes=tuple(_read_quote(one) for one in data["quotes"]),
    )


def _mention(mention: Mention, text: str) -> dict[str, object]:
    start, end = mention.span.start, mention.span.end
    return {
        "start": start,
        "end": end,
        "label": mention.label.value,
        "text": text[start:end],
        "entity": mention.entity,
    }


def _quote(quote: Quote) -> dict[str, object]:
    row: dict[str, object] = {
        "spans": [_pair(span) for span in quote.spans],
        "kind": quote.kind.value,
        "cue": _pair(quote.cue),
        "speaker": _pair(quote.speaker),
        "speaker_name": quote.speaker_name,
    }
    if quote.inside is not None:
        row["in"] = quote.inside
    return row


def _pair(span: Span | None) -> list[int] | None:
    return None if span is None else [span.start, span.end]


def _read_quote(row: Mapping[str, Any]) -> Quote:
    return Quote(
        spans=tuple(Span(start, end) for start, end in row["spans"]),
        kind=QuoteKind(row["kind"]),
        cue=_read_span(row["cue"]),
        speaker=_read_span(row["speaker"]),
        speaker_name=row["speaker_name"],
        inside=row.get("in"),
    )


def _read_span(pair: list[int] | None) -> Span | None:
    return None if pair is None else Span(*pair)
