"""Articles kept parsed: the same object for the same text, never an old one, and not too many."""

from __future__ import annotations

from reader.corpus.article import Article
from reader.corpus.plain import article_from_text
from reader.workspace.parsed import ParsedArticles


def article(article_id: str, text: str) -> Article:
    return article_from_text(text, id=article_id, name="seeds/a.txt")


def test_the_same_text_is_parsed_once_and_another_is_not_taken_for_it() -> None:
    kept = ParsedArticles()
    one = article("1", "First, a bank said.")
    kept.keep(one, "seeds/a.txt")
    assert kept.find("1", "seeds/a.txt", "First, a bank said.") is one
    assert kept.find("1", "seeds/a.txt", "First, a bank did not say.") is None
    assert kept.find("1", "seeds/b.txt", "First, a bank said.") is None, "its name may tell its source"


def test_what_was_not_asked_for_in_the_longest_time_goes() -> None:
    kept = ParsedArticles(most=25)
    for nth in "abc":
        kept.keep(article(nth, nth * 10), "x")
        kept.find("a", "x", "a" * 10)
    assert kept.find("a", "x", "a" * 10)
    assert not kept.find("b", "x", "b" * 10)
    assert kept.find("c", "x", "c" * 10)
    kept.keep(article("a", "z" * 26), "x")
    assert not kept.find("a", "x", "z" * 26), "what is longer than all that may be kept is not"
    assert kept.find("c", "x", "c" * 10), "and drives nothing out"
