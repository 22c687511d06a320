"""What is copied: words with where they are from. Pure."""

from __future__ import annotations

from reader.tui.article_rows import short_date


def cite_words(words: str, said: str, title: str, source: str, published: str | None) -> str:
    """Words, who said them where that is known, and the article, on two lines."""
    one_line = " ".join(words.split())
    quoted = f"{one_line} {'–'} {said}" if said else one_line
    return f"{quoted}\n{cite_article(title, source, published)}"


def cite_article(title: str, source: str, published: str | None) -> str:
    """An article by its title, source and date, as far as they are known."""
    facts = [" ".join(fact.split()) for fact in (title, source, short_date(published, 11))]
    return ", ".join(fact for fact in facts if fact)
