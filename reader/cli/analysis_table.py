"""What was found in a text, as lines for people: names by type with how often, quotes with their speakers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from reader.cli import output

TITLES = {
    "PER": "People",
    "ORG": "Organisations",
    "LOC": "Places",
    "NORP": "Peoples and groups",
    "EVENT": "Events",
    "WORK": "Works",
    "PRODUCT": "Products",
    "MISC": "Other names",
    "DATE": "Dates",
    "TIME": "Times",
    "MONEY": "Money",
    "PERCENT": "Percentages",
    "QUANTITY": "Quantities",
    "HANDLE": "Handles",
    "HASHTAG": "Hashtags",
    "URL": "Addresses",
}
_LONGEST = 60


def table(found: Mapping[str, Any], text: str, head: str = "") -> Iterator[str]:
    """The lines; `found` has the fields `engine`, `entities`, `names` and `quotes` as JSON has them."""
    entities, quotes = found["entities"], found["quotes"]
    names = len(found["names"])
    facts = (
        head,
        found["engine"],
        _count(names, "name"),
        _count(len(entities), "mention"),
        _count(len(quotes), "quote"),
    )
    yield " · ".join(fact for fact in facts if fact)
    called = {name["id"]: name["name"] for name in found["names"]}
    by_type: dict[str, Counter[str]] = {}
    for one in entities:
        name = called.get(one["entity"], " ".join(one["text"].split()))
        by_type.setdefault(one["label"], Counter())[name] += 1
    for label, title in TITLES.items():
        if label in by_type:
            yield ""
            yield title
            for name, count in by_type[label].most_common():
                yield f"  {output.pad(output.crop(name, _LONGEST), _LONGEST)} {count:>5,}"
    if quotes:
        yield ""
        yield "Quotes"
        for quote in quotes:
            yield from _quote(quote, text)
    yield ""


def _quote(quote: Mapping[str, Any], text: str) -> Iterator[str]:
    words = " … ".join(" ".join(text[start:end].split()) for start, end in quote["spans"])
    yield from (f"  {line}" for line in output.wrap(words, output.WIDTH - 2))
    said = " · ".join(
        part
        for part in (
            quote["kind"],
            _words(quote["speaker"], text),
            _words(quote["cue"], text),
            f"→ {quote['speaker_name']}" if quote["speaker_name"] else "",
        )
        if part
    )
    yield f"      {said}"


def _words(pair: Sequence[int] | None, text: str) -> str:
    return "" if pair is None else " ".join(text[pair[0] : pair[1]].split())


def _count(number: int, word: str) -> str:
    return f"{number:,} {word}" if number == 1 else f"{number:,} {word}s"
