"""What is said of names and quotes in words: of one in focus, and of all in the panel's list. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reader.analysis.marks import EntityType, QuoteKind
from reader.tui.glyphs import inert
from reader.tui.highlights import Highlights
from reader.tui.signs import Signs
from reader.workspace.marks import Mark, Verdict
from reader.workspace.notes import Note

TYPE_WORDS: dict[str, str] = {
    EntityType.PER: "person",
    EntityType.ORG: "organisation",
    EntityType.LOC: "place",
    EntityType.NORP: "people",
    EntityType.EVENT: "event",
    EntityType.WORK: "work",
    EntityType.PRODUCT: "product",
    EntityType.MISC: "other name",
}
_GROUPS: dict[str, str] = {
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
_VERDICT_WORDS = {
    Verdict.SUGGESTED: "",
    Verdict.ACCEPTED: "accepted",
    Verdict.REJECTED: "rejected",
    Verdict.IGNORED: "ignored",
}
_NOTED = 40
"""Code points of the words that a note is on, in its row."""
_QUOTE_START = 80
"""Code points of a quote that its row has at most: more than any row shows."""


def describe(mark: Mark, found: Highlights, text: str, signs: Signs, *, short: bool = False) -> str:
    """What a mark is: a name by its whole name with its type and count, a quote with its speaker."""
    dot = f" {signs.dot} "
    if mark.is_quote:
        kind = mark.quote.kind if mark.quote is not None else QuoteKind.DIRECT
        said = said_by(mark, found, text)
        unknown = unnamed(mark) if kind is not QuoteKind.SCARE else ""
        parts = [_QUOTE_WORDS[kind], said or unknown]
    else:
        count = found.counts[mark.entity] if mark.entity is not None else 1
        where = "here" if short else "in this article"
        parts = [name_of(mark, found, text), type_word(mark), f"{count} {where}" if mark.shown else ""]
    return dot.join(part for part in (*parts, _VERDICT_WORDS[mark.verdict]) if part)


def type_word(mark: Mark) -> str:
    """The type of a name in a word."""
    return TYPE_WORDS.get(mark.label) or inert(mark.label)


def unnamed(mark: Mark) -> str:
    """Of a quote that no words in the text give to anybody, in words."""
    return "whose speaker lost their place" if mark.astray else "nobody named"


def said_by(mark: Mark, found: Highlights, text: str) -> str:
    """Who said a quote and how, as it is drawn; empty when nobody is known."""
    return inert(who_said(mark, found, text))


def who_said(mark: Mark, found: Highlights, text: str) -> str:
    """Who said a quote and how, such as `Serhiy Gaidai said`; empty when nobody is known."""
    quote, who = mark.quote, _speaker(mark, found, text)
    same = quote is not None and quote.speaker == mark.speaker
    cue = quote.cue.of(text) if quote is not None and quote.cue and who and same else ""
    # "according to Gaidai", but "Gaidai said" even where the text has it the other way round.
    words = (cue, who) if cue.casefold().endswith((" to", "per")) else (who, cue)
    return " ".join(" ".join(words).split())


def speaker_of(mark: Mark, found: Highlights, text: str) -> str:
    """Whom a quote belongs to, by the whole name where it is known; empty when nobody is named."""
    return _one_line(_speaker(mark, found, text))


def _speaker(mark: Mark, found: Highlights, text: str) -> str:
    quote = mark.quote
    if quote is not None and quote.speaker_name and not mark.spoken:
        return quote.speaker_name
    if mark.speaker is None:
        return ""
    if quote is not None and quote.speaker_name and quote.speaker == mark.speaker:
        return quote.speaker_name
    first = found.first_from(mark.speaker.start)
    for stop in found.stops[first : first + 3] if first is not None else ():
        if stop.spans == (mark.speaker,) and not stop.is_quote:
            return whole_name(stop, found, text)
    return mark.speaker.of(text)


def name_of(mark: Mark, found: Highlights, text: str) -> str:
    """The whole name that a mention stands for, else its words, as it is drawn."""
    return _one_line(whole_name(mark, found, text))


def whole_name(mark: Mark, found: Highlights, text: str) -> str:
    """The whole name that a mention stands for, else its words."""
    if mark.entity is not None:
        return found.analysis.names[mark.entity - 1].name
    return mark.spans[0].of(text)


def _one_line(words: str) -> str:
    return inert(" ".join(words.split()))


@dataclass(frozen=True, slots=True)
class PanelRow:
    """A row of the panel: a title, a name with its count, a quote with who said it, or a note.

    `stops` are the indexes of the stops it stands for, in the order of the text; titles and notes have none.
    """

    words: str
    count: int = 0
    said: str = ""
    label: str | None = None
    stops: tuple[int, ...] = ()
    decided: int = 0
    """How many of them a person has accepted."""
    note: Note | None = None

    @property
    def leads(self) -> bool:
        """Whether it leads to a place in the text; a title does not."""
        return bool(self.stops) or self.note is not None


def note_rows(notes: Sequence[Note], signs: Signs) -> tuple[PanelRow, ...]:
    """The notes below their title, each with what it is on; none where there are none."""
    return (PanelRow("Notes"), *(_note_row(note, signs) for note in notes)) if notes else ()


def _note_row(note: Note, signs: Signs) -> PanelRow:
    words, exact = _one_line(note.words), _one_line(note.exact)
    on = f"on {note.block}" if note.block is not None else "on the article"
    if exact:
        short = exact if len(exact) <= _NOTED else f"{exact[:_NOTED]}{signs.ellipsis}"
        on = f"{on}, {signs.open_quote}{short}{signs.close_quote}"
    return PanelRow(words, said=on, note=note)


def panel_rows(found: Highlights, text: str, signs: Signs) -> tuple[PanelRow, ...]:
    """Names by type, those with most mentions first, then quotes in the order of the text."""
    names: dict[str, dict[tuple[int | None, str], list[int]]] = {label: {} for label in _GROUPS}
    quotes: list[PanelRow] = []
    for nth, stop in enumerate(found.stops):
        if not stop.shown:
            continue
        if stop.is_quote:
            quotes.append(_quote_row(stop, found, text, nth, signs))
        else:
            words = name_of(stop, found, text)
            names.setdefault(stop.label, {}).setdefault((stop.entity, words), []).append(nth)
    rows: list[PanelRow] = []
    for label, named in names.items():
        if not named:
            continue
        rows.append(PanelRow(_GROUPS.get(label) or inert(label), label=label))
        for (_, words), stops in sorted(named.items(), key=lambda item: -len(item[1])):
            said = sum(found.stops[nth].verdict is Verdict.ACCEPTED for nth in stops)
            rows.append(PanelRow(words, len(stops), label=label, stops=tuple(stops), decided=said))
    return (*rows, *([PanelRow("Quotes")] if quotes else ()), *quotes)


def _quote_row(mark: Mark, found: Highlights, text: str, nth: int, signs: Signs) -> PanelRow:
    first = mark.spans[0]
    words = _one_line(text[first.start : min(first.end, first.start + _QUOTE_START)])
    more = signs.ellipsis if len(first) > _QUOTE_START or len(mark.spans) > 1 else ""
    said = said_by(mark, found, text) or unnamed(mark)
    decided = int(mark.verdict is Verdict.ACCEPTED)
    return PanelRow(f"{words}{more}", said=said, stops=(nth,), decided=decided)
