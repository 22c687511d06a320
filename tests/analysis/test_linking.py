"""Mentions of one thing are one entity, and no more than that."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.analysis.linking import link
from reader.analysis.marks import EntityType, Mention
from reader.spans import Span


def mark(marked: str) -> tuple[str, list[Mention]]:
    """A text and its mentions, from `[Anna Lee|PER] said`."""
    text, mentions, at = "", [], 0
    for match in re.finditer(r"\[([^|\]]+)\|([A-Z]+)\]", marked):
        text += marked[at : match.start()]
        mentions.append(Mention(Span(len(text), len(text) + len(match[1])), EntityType(match[2])))
        text += match[1]
        at = match.end()
    return text + marked[at:], mentions


@pytest.mark.parametrize(
    ("marked", "ids", "names"),
    [
        ("[Volodymyr Zelenskiy|PER] spoke. [Zelenskiy|PER] left.", [1, 1], ["Volodymyr Zelenskiy"]),
        ("[Zelenskiy|PER] spoke. Later [Volodymyr Zelenskiy|PER] left.", [1, 1], ["Volodymyr Zelenskiy"]),
        ("[Ursula von der Leyen|PER] and [von der Leyen|PER]’s aide", [1, 1], ["Ursula von der Leyen"]),
        ("[Anna Lee|PER] and [Bruce Lee|PER]. [Lee|PER] laughed.", [1, 2, 2], ["Anna Lee", "Bruce Lee"]),
        ("[Anna Lee|PER], [Lee|PER], [Bruce Lee|PER], [Lee|PER]", [1, 1, 2, 2], ["Anna Lee", "Bruce Lee"]),
        ("[Lee|PER] met [Anna Lee|PER] and [Bruce Lee|PER]", [1, 2, 3], ["Lee", "Anna Lee", "Bruce Lee"]),
        ("[J. K. Rowling|PER], [Joanne Rowling|PER]", [1, 1], ["Joanne Rowling"]),
        ("[JOHN SMITH|PER] IN COURT\n\n[John Smith|PER] came.", [1, 1], ["John Smith"]),
        ("[Beyoncé Knowles|PER], [Beyonce Knowles|PER]", [1, 1], ["Beyoncé Knowles"]),
        (
            "[International Committee of the Red Cross|ORG] ([ICRC|ORG]); [Red Cross|ORG] and [ICRC|ORG]",
            [1, 1, 1, 1],
            ["International Committee of the Red Cross"],
        ),
        ("[WHO|ORG] ([World Health Organization|ORG])", [1, 1], ["World Health Organization"]),
        ("[Gazprom|ORG] and [Gazprom Export|ORG]", [1, 2], ["Gazprom", "Gazprom Export"]),
        ("[Apple|ORG] and [Apple Inc.|ORG]", [1, 1], ["Apple Inc."]),
        ("The [U.S.|LOC], the [United States|LOC] and [US|LOC]", [1, 1, 1], ["United States"]),
        ("[Tunde Hemingway|PER] came. [Tunde|PER] left.", [1, 1], ["Tunde Hemingway"]),
        ("[Anna Lee|PER], [Anna Roe|PER], [Anna|PER]", [1, 2, 3], ["Anna Lee", "Anna Roe", "Anna"]),
        ("[Belmare Holdings|ORG] and [Belmare|ORG]", [1, 1], ["Belmare Holdings"]),
        ("[Washington|LOC] and [Denzel Washington|PER]", [1, 2], ["Washington", "Denzel Washington"]),
        ("on [Friday|DATE] [Putin|PER]", [None, 1], ["Putin"]),
    ],
)
def test_what_is_one_thing(marked: str, ids: list[int | None], names: list[str]) -> None:
    text, mentions = mark(marked)
    linked, found = link(text, mentions)
    assert [one.entity for one in linked] == ids
    assert [name.name for name in found] == names
    assert [name.id for name in found] == list(range(1, len(found) + 1))


@given(st.text(max_size=80), st.data())
def test_any_mentions_are_linked_or_left_alone(text: str, data: st.DataObject) -> None:
    ends = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=12)))
    mentions = [
        Mention(Span(start, end), data.draw(st.sampled_from(EntityType)))
        for start, end in zip(ends[::2], ends[1::2], strict=False)
    ]
    linked, names = link(text, mentions)
    assert [(one.span, one.label) for one in linked] == [(one.span, one.label) for one in mentions]
    assert {one.entity for one in linked} - {None} == {name.id for name in names}
