"""What is said of names and quotes in words: of one in focus, and of all in the panel's list. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from reader.analysis.marks import EntityType, Mention, Quote, QuoteKind
from reader.tui.glyphs import inert
from reader.tui.highlights import Highlights, Stop
from reader.tui.signs import Signs

TYPE_WORDS = {
    EntityType.PER: "person",
    EntityType.ORG: "organisation",
    EntityType.LOC: "place",
    EntityType.NORP: "people",
    EntityType.EVENT: "event",
    EntityType.WORK: "work",
    EntityType.PRODUCT: "product",
    EntityType.MISC: "other name",
}
_GROUPS = {
    EntityType.PER: "People",
    EntityType.ORG: "Organisations",
    EntityType.LOC: "Places",
    EntityType.NORP: "Peoples",
    EntityType.EVENT: "Events",
    EntityType.WORK: "Works",
    EntityType.PRODUCT: "Products",
    EntityType.MISC: "Other",
}
_QUOTE_WORDS = {
    QuoteKind.DIRECT: "quote",
    QuoteKind.MIXED: "quote",
    QuoteKind.SCARE: "words in quotation marks",
    QuoteKind.INDIRECT: "retold",
}
_QUOTE_START = 80
"""Code points of a quote that its row has at most: more than any row shows."""


def describe(stop: Stop, highlights: Highlights, text: str, signs: Signs, *, short: bool = False) -> str:
    """What a highlight is: a name by its whole name with its type and count, a quote with its speaker."""
    dot = f" {signs.dot} "
    if isinstance(stop.what, Quote):
        said = said_by(stop.what, text)
        unknown = "nobody named" if stop.what.kind is not QuoteKind.SCARE else ""
        return dot.join(part for part in (_QUOTE_WORDS[stop.what.kind], said or unknown) if part)
    mention = stop.what
    count = highlights.counts[mention.entity] if mention.entity is not None else 1
    where = "here" if short else "in this article"
    return dot.join((_name(mention, highlights, text), TYPE_WORDS[mention.label], f"{count} {where}"))


def said_by(quote: Quote, text: str) -> str:
    """Who said a quote and how, as it is drawn; empty when nobody is known."""
    return inert(who_said(quote, text))


def who_said(quote: Quote, text: str) -> str:
    """Who said a quote and how, such as `Serhiy Gaidai said`; empty when nobody is known."""
    who = quote.speaker_name or (quote.speaker.of(text) if quote.speaker else "")
    cue = quote.cue.of(text) if quote.cue and who else ""
    # "according to Gaidai", but "Gaidai said" even where the text has it the other way round.
    words = (cue, who) if cue.casefold().endswith((" to", "per")) else (who, cue)
    return " ".join(" ".join(words).split())


def _name(mention: Mention, highlights: Highlights, text: str) -> str:
    name = highlights.analysis.name_of(mention)
    return _one_line(name.name if name is not None else mention.span.of(text))


def _one_line(words: str) -> str:
    return inert(" ".join(words.split()))


@dataclass(frozen=True, slots=True)
class PanelRow:
    """A row of the panel: a title (`words` only), a name with its count, or a quote with who said it.

    `stops` are the indexes of the stops it stands for, in the order of the text; a title has none.
    """

    words: str
    count: int = 0
    said: str = ""
    label: EntityType | None = None
    stops: tuple[int, ...] = ()


def panel_rows(highlights: Highlights, text: str, signs: Signs) -> tuple[PanelRow, ...]:
    """Names by type, those with most mentions first, then quotes in the order of the text."""
    names: dict[EntityType, dict[tuple[int | None, str], list[int]]] = {label: {} for label in _GROUPS}
    quotes: list[PanelRow] = []
    for nth, stop in enumerate(highlights.stops):
        if isinstance(stop.what, Quote):
            quotes.append(_quote_row(stop.what, text, nth, signs))
        else:
            name = highlights.analysis.name_of(stop.what)
            key = (name.id if name else None, _name(stop.what, highlights, text))
            names[name.label if name else stop.what.label].setdefault(key, []).append(nth)
    rows: list[PanelRow] = []
    for label, found in names.items():
        if not found:
            continue
        rows.append(PanelRow(_GROUPS[label], label=label))
        for (_, words), stops in sorted(found.items(), key=lambda item: -len(item[1])):
            rows.append(PanelRow(words, len(stops), label=label, stops=tuple(stops)))
    return (*rows, *([PanelRow("Quotes")] if quotes else ()), *quotes)


def _quote_row(quote: Quote, text: str, nth: int, signs: Signs) -> PanelRow:
    first = quote.spans[0]
    words = _one_line(text[first.start : min(first.end, first.start + _QUOTE_START)])
    more = signs.ellipsis if len(first) > _QUOTE_START or len(quote.spans) > 1 else ""
    return PanelRow(f"{words}{more}", said=said_by(quote, text) or "nobody named", stops=(nth,))
