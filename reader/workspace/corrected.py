"""An analysis as its annotator has corrected it: what is named and quoted, once people have spoken. Pure."""

from __future__ import annotations

from dataclasses import replace

from reader.analysis.marks import Analysis, EntityType, Mention, Name, Quote, QuoteKind
from reader.spans import Span
from reader.workspace.marks import Mark, Verdict, marks_in, said_in, suggested
from reader.workspace.sheet import Sheet

_TYPES = {one.value: one for one in EntityType}


def corrected(analysis: Analysis, sheet: Sheet) -> Analysis:
    """The analysis without what was rejected or ignored, with what was added, retyped and given to others.

    Labels of a scheme's own that are no type of name are left out. Dates and figures stay as they are.
    """
    if not sheet.spans and not any(standing.complete for standing in sheet.blocks.values()):
        return analysis
    article = sheet.article
    pieces = suggested(analysis, article.text, [block.span.start for block in article.blocks])
    said = said_in(sheet, pieces)
    marks = [
        mark
        for piece in range(len(pieces.marks))
        for mark in marks_in(piece, pieces, said)
        if mark.shown and mark.verdict is not Verdict.IGNORED
    ]
    names = _Names(analysis, article.text)
    others = [one for one in analysis.mentions if one.label not in _NAMED]
    mentions = [names.mention(mark) for mark in marks if not mark.is_quote and mark.label in _NAMED]
    called = {one.span: one for one in mentions}
    quotes = [_quote(mark, called, names, article.text) for mark in marks if mark.is_quote]
    ordered = sorted((*others, *mentions), key=lambda one: (one.span.start, -one.span.end))
    return replace(analysis, mentions=tuple(ordered), names=tuple(names.known), quotes=tuple(quotes))


_NAMED = frozenset(("PER", "ORG", "LOC", "NORP", "EVENT", "WORK", "PRODUCT", "MISC"))


class _Names:
    """The names of a corrected analysis, numbered anew: a name of another type is another name."""

    def __init__(self, analysis: Analysis, text: str) -> None:
        self._analysis = analysis
        self._text = text
        self._ids: dict[tuple[str, str], int] = {}
        self.known: list[Name] = []

    def mention(self, mark: Mark) -> Mention:
        """A mark as a mention of its name."""
        words = " ".join(mark.spans[0].of(self._text).split())
        called = words if mark.entity is None else self._analysis.names[mark.entity - 1].name
        label = _TYPES[mark.label]
        number = self._ids.setdefault((called, label), len(self.known) + 1)
        if number > len(self.known):
            self.known.append(Name(number, label, called))
        return Mention(mark.spans[0], label, number)

    def called(self, mention: Mention) -> str:
        """The whole name that a mention stands for."""
        return self.known[(mention.entity or 1) - 1].name


def _quote(mark: Mark, called: dict[Span, Mention], names: _Names, text: str) -> Quote:
    quote = mark.quote or Quote(mark.spans, QuoteKind.DIRECT)
    if not mark.spoken:
        return replace(quote, spans=mark.spans, inside=None)
    mention = called.get(mark.speaker) if mark.speaker is not None else None
    who = names.called(mention) if mention is not None else None
    if who is None and mark.speaker is not None:
        who = quote.speaker_name if quote.speaker == mark.speaker else " ".join(mark.speaker.of(text).split())
    cue = quote.cue if quote.speaker == mark.speaker else None
    return Quote(mark.spans, quote.kind, cue, mark.speaker, who)
