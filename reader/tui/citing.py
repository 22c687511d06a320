"""Words of an article with where they are from, as one pastes them into a text of one's own. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from reader.analysis.marks import Quote, QuoteKind
from reader.corpus.article import Article
from reader.spans import Span
from reader.tui.article_rows import short_date
from reader.tui.highlights import Highlights, Stop
from reader.tui.naming import TYPE_WORDS, who_said

_WITH_YEAR = 11
_MOST_NUMBERS = 12


def citation(article: Article, origin: str, numbers: Iterable[int] = ()) -> str:
    """Where something is from: title, source, place, date, paragraphs, and the address or the file."""
    place = article.dateline.place if article.dateline else ""
    facts = [
        f"“{_one_line(article.title)}”",
        _one_line(article.source),
        _one_line(place or ""),
        short_date(article.published, _WITH_YEAR),
        paragraphs(sorted(set(numbers))),
    ]
    return f"{', '.join(fact for fact in facts if fact)} [{_one_line(origin) or f'article {article.id}'}]"


def paragraphs(numbers: Sequence[int]) -> str:
    """Paragraphs by their numbers, which rise: `paragraph 7`, `paragraphs 7–9`, `paragraphs 2, 7`."""
    if not numbers:
        return ""
    if len(numbers) == 1:
        return f"paragraph {numbers[0]}"
    if all(after == before + 1 for before, after in pairwise(numbers)):
        return f"paragraphs {numbers[0]}–{numbers[-1]}"
    more = ", …" if len(numbers) > _MOST_NUMBERS else ""
    return f"paragraphs {', '.join(map(str, numbers[:_MOST_NUMBERS]))}{more}"


def cite_block(article: Article, origin: str, number: int) -> str:
    """A paragraph as it stands in the article, and where it is from."""
    block = article.block(number)
    words = block.span.of(article.text).strip() if block is not None else ""
    return f"{words}\n— {citation(article, origin, [number])}"


def cite_span(article: Article, origin: str, *spans: Span) -> str:
    """Some words as they stand in the article, and where they are from; an ellipsis for what is between."""
    words = " … ".join(span.of(article.text).strip() for span in spans)
    return f"{words}\n— {citation(article, origin, numbers_of(article, spans))}"


def cite_stop(stop: Stop, article: Article, origin: str) -> str:
    """A highlight: a quote with who said it, or a name as it stands there; and where it is from."""
    words, _, source = cite_span(article, origin, *stop.spans).rpartition("\n— ")
    if not isinstance(stop.what, Quote) or not (said := who_said(stop.what, article.text)):
        return f"{words}\n— {source}"
    # What is retold are not the speaker's own words, and has no marks that would say so.
    how = "retold in" if stop.what.kind is QuoteKind.INDIRECT else "in"
    return f"{words}\n— {said}, {how} {source}"


def cite_name(stops: Sequence[Stop], highlights: Highlights, article: Article, origin: str) -> str:
    """A name of the article with its type, and the paragraphs that have it. All stops are of one name."""
    mention = stops[0].what
    if isinstance(mention, Quote):
        return cite_stop(stops[0], article, origin)
    name = highlights.analysis.name_of(mention)
    words = name.name if name is not None else mention.span.of(article.text)
    label = TYPE_WORDS.get(name.label if name is not None else mention.label, "")
    numbers = numbers_of(article, [span for stop in stops for span in stop.spans])
    return f"{_one_line(words)}{f' ({label})' if label else ''}\n— {citation(article, origin, numbers)}"


def numbers_of(article: Article, spans: Iterable[Span]) -> list[int]:
    """The numbers of the paragraphs that some words stand in."""
    wanted = sorted(spans)
    return [block.number for block in article.blocks if any(block.span.overlaps(span) for span in wanted)]


def _one_line(words: str) -> str:
    return " ".join(words.split())
