"""Words of an article with where they are from, as one pastes them into a text of one's own. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from reader.analysis.marks import QuoteKind
from reader.corpus.article import Article
from reader.spans import Span
from reader.tui.article_rows import short_date
from reader.tui.highlights import Highlights
from reader.tui.naming import TYPE_WORDS, who_said, whole_name
from reader.workspace.marks import Mark

_WITH_YEAR = 11
_MOST_NUMBERS = 12


def citation(article: Article, origin: str, numbers: Iterable[int] = ()) -> str:
    """Where something is from: title, source, place, date, paragraphs, and the address or the file."""
    place = article.dateline.place if article.dateline else ""
    when = short_date(article.published, _WITH_YEAR)
    about = _listed(article.title, article.source, place or "", when, paragraphs(sorted(set(numbers))))
    return f"{about} [{_one_line(origin) or f'article {article.id}'}]"


def cite_words(words: str, said: str, title: str, source: str, published: str | None) -> str:
    """Words, who said them where that is known, and what a list knows of the article."""
    about = _listed(title, source, short_date(published, _WITH_YEAR))
    return f"{_one_line(words)}\n— {f'{said}, in ' if said else ''}{about}"


def _listed(title: str, *facts: str) -> str:
    return ", ".join([f"“{_one_line(title)}”", *(_one_line(fact) for fact in facts if fact.strip())])


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


def cite_mark(mark: Mark, found: Highlights, article: Article, origin: str) -> str:
    """A highlight: a quote with who said it, or a name as it stands there; and where it is from."""
    words, _, source = cite_span(article, origin, *mark.spans).rpartition("\n— ")
    said = who_said(mark, found, article.text) if mark.is_quote else ""
    if not said:
        return f"{words}\n— {source}"
    # What is retold are not the speaker's own words, and has no marks that would say so.
    retold = mark.quote is not None and mark.quote.kind is QuoteKind.INDIRECT
    return f"{words}\n— {said}, {'retold in' if retold else 'in'} {source}"


def cite_row(marks: Sequence[Mark], found: Highlights, article: Article, origin: str) -> str:
    """A row of the panel: a quote, or a name with its type and the paragraphs that have it."""
    first = marks[0]
    if first.is_quote:
        return cite_mark(first, found, article, origin)
    label = TYPE_WORDS.get(first.label, first.label)
    numbers = numbers_of(article, [span for mark in marks for span in mark.spans])
    name = _one_line(whole_name(first, found, article.text))
    return f"{name} ({label})\n— {citation(article, origin, numbers)}"


def numbers_of(article: Article, spans: Iterable[Span]) -> list[int]:
    """The numbers of the paragraphs that some words stand in."""
    wanted = sorted(spans)
    return [block.number for block in article.blocks if any(block.span.overlaps(span) for span in wanted)]


def _one_line(words: str) -> str:
    return " ".join(words.split())
