"""The sample article marked by hand: the names and quotes that the screens are tested with."""

from __future__ import annotations

import re

from reader.analysis.marks import Analysis, EntityType, Mention, Name, Quote, QuoteKind
from reader.spans import Span

PER, ORG, LOC, NORP = EntityType.PER, EntityType.ORG, EntityType.LOC, EntityType.NORP

NAMES: dict[str, tuple[EntityType, tuple[str, ...]]] = {
    "Volodymyr Zelenskiy": (PER, ("Volodymyr Zelenskiy", "Zelenskiy")),
    "Serhiy Gaidai": (PER, ("Serhiy Gaidai",)),
    "Mathieu Boulegue": (PER, ("Mathieu Boulegue",)),
    "Sergei Shoigu": (PER, ("Sergei Shoigu", "Shoigu")),
    "Natalia Zarytska": (PER, ("Natalia Zarytska", "Zarytska")),
    "Vladimir Putin": (PER, ("Putin",)),
    "Reuters": (ORG, ("Reuters",)),
    "Azovstal": (ORG, ("Azovstal",)),
    "Telegram": (ORG, ("Telegram",)),
    "Chatham House": (ORG, ("Chatham House",)),
    "Red Cross": (ORG, ("Red Cross",)),
    "NATO": (ORG, ("NATO",)),
    "Gazprom": (ORG, ("Gazprom",)),
    "Gasgrid Finland": (ORG, ("Gasgrid Finland",)),
    "Gasum": (ORG, ("Gasum",)),
    "Kyiv": (LOC, ("KYIV", "Kyiv")),
    "Russia": (LOC, ("Russia",)),
    "Ukraine": (LOC, ("Ukraine",)),
    "Donbas": (LOC, ("Donbas",)),
    "Mariupol": (LOC, ("Mariupol", "MARIUPOL")),
    "Luhansk": (LOC, ("Luhansk",)),
    "Luhansk People’s Republic": (LOC, ("Luhansk People’s Republic",)),
    "Moscow": (LOC, ("Moscow",)),
    "Sievierodonetsk": (LOC, ("Sievierodonetsk",)),
    "Odesa": (LOC, ("Odesa",)),
    "Donetsk": (LOC, ("Donetsk",)),
    "London": (LOC, ("London",)),
    "Istanbul": (LOC, ("Istanbul",)),
    "Kharkiv": (LOC, ("Kharkiv",)),
    "Turkey": (LOC, ("Turkey",)),
    "Sweden": (LOC, ("Sweden",)),
    "Finland": (LOC, ("Finland", "FINLAND")),
    "Imatra": (LOC, ("Imatra",)),
    "Ukrainian": (NORP, ("Ukrainian", "Ukrainians")),
    "Russian": (NORP, ("Russian", "Russians")),
    "Finnish": (NORP, ("Finnish",)),
    "Swedish": (NORP, ("Swedish",)),
    "Nordic": (NORP, ("Nordic",)),
    "Kurdish": (NORP, ("Kurdish",)),
    "Western": (NORP, ("Western",)),
}
QUOTES: tuple[tuple[QuoteKind, tuple[str, ...], str, str, str], ...] = (
    (
        QuoteKind.DIRECT,
        ("“The territory of the Azovstal", "liberated,”"),
        "said",
        "the ministry",
        "Russia’s defense ministry",
    ),
    (QuoteKind.DIRECT, ("“The Russian army", "by house,”"), "said", "Serhiy Gaidai", "Serhiy Gaidai"),
    (
        QuoteKind.DIRECT,
        ("“This will be", "conflict,”", "“And it depends", "across it.”"),
        "said",
        "Mathieu Boulegue",
        "Mathieu Boulegue",
    ),
    (QuoteKind.MIXED, ("“liberation of", "Republic”"), "said", "Sergei Shoigu", "Sergei Shoigu"),
    (QuoteKind.MIXED, ("“completely", "destroyed”"), "said", "Zelenskiy", "Volodymyr Zelenskiy"),
    (QuoteKind.DIRECT, ("“The situation", "captivity,”"), "said", "Zarytska", "Natalia Zarytska"),
    (QuoteKind.DIRECT, ("“Gas imports", "stopped,”"), "said", "Gasgrid Finland", "Gasgrid Finland"),
)


def sample_analysis(text: str, *notices: str) -> Analysis:
    """The names and quotes of the sample article, found by their words."""
    forms = {form: name for name, (_, named) in NAMES.items() for form in named}
    longest_first = sorted(forms, key=len, reverse=True)
    found = list(re.finditer(rf"(?<!#)\b(?:{'|'.join(map(re.escape, longest_first))})\b", text))
    order = list(dict.fromkeys(forms[match[0]] for match in found))
    mentions = tuple(
        Mention(Span(*match.span()), NAMES[forms[match[0]]][0], order.index(forms[match[0]]) + 1)
        for match in found
    )
    names = tuple(Name(nth, NAMES[name][0], name) for nth, name in enumerate(order, start=1))
    quotes = tuple(_quote(text, *row) for row in QUOTES)
    return Analysis("accurate 1", mentions, names, quotes, notices)


def _quote(text: str, kind: QuoteKind, edges: tuple[str, ...], cue: str, speaker: str, name: str) -> Quote:
    spans = []
    for begin, finish in zip(edges[::2], edges[1::2], strict=True):
        start = text.index(begin)
        spans.append(Span(start, text.index(finish, start) + len(finish)))
    near = max(0, spans[0].start - 120)
    said, who = text.index(cue, near), text.index(speaker, near)
    return Quote(tuple(spans), kind, Span(said, said + len(cue)), Span(who, who + len(speaker)), name)
