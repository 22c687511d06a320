"""What the library keeps of articles, their versions and where they came from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from reader.errors import NotFoundError
from reader.library import Articles, Database, Reading
from reader.library.articles import Card, Origin
from reader.library.reading import ReadingPlace

CARD = Card("aa00", "A title", "Reuters", "05-21", "2022-05-21", 7, {"paragraph": 3, "post": 1}, "h1", "now")
ORIGIN = Origin("seeds/a.txt", "aa00", 5, 6)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database.open(tmp_path / "library.sqlite")
    yield database
    database.close()


@pytest.fixture
def articles(database: Database) -> Articles:
    articles = Articles(database)
    articles.put(CARD, "The text.", ORIGIN)
    return articles


def test_article_is_kept_whole(articles: Articles) -> None:
    assert articles.card("aa00") == CARD
    assert CARD.count(("paragraph", "post", "caption")) == 4
    assert articles.text("aa00") == "The text."
    assert articles.with_text("h1") == "aa00"
    assert articles.origin("seeds/a.txt") == ORIGIN
    assert articles.paths("aa00") == ["seeds/a.txt"]
    assert len(articles) == 1


def test_text_comes_back_as_it_was(articles: Articles) -> None:
    text = "e\u0301 \u202e \x00 \r\n 😀 \ufeff"
    articles.put(replace(CARD, id="bb00", text_hash="h9"), text, replace(ORIGIN, path="b", article_id="bb00"))
    assert articles.text("bb00") == text


def test_new_version_leaves_the_old_one(articles: Articles) -> None:
    changed = replace(CARD, title="Other", text_hash="h2", added="later", words=9)
    articles.put(changed, "Other text.", replace(ORIGIN, mtime_ns=9))
    assert articles.card("aa00") == replace(changed, added="now")
    assert articles.text("aa00") == "Other text."
    assert articles.text("aa00", "h1") == "The text."
    assert articles.with_text("h1") is None
    assert len(articles) == 1
    articles.put(CARD, "The text.", ORIGIN)
    assert articles.text("aa00") == "The text."
    assert articles.text("aa00", "h2") == "Other text."


def test_what_is_not_there(articles: Articles) -> None:
    assert articles.card("bb00") is None
    assert articles.origin("b.txt") is None
    assert articles.with_text("h9") is None
    assert articles.paths("bb00") == []
    for missing in (("bb00", None), ("aa00", "h9")):
        with pytest.raises(NotFoundError, match="there is no article"):
            articles.text(*missing)


def test_files_of_one_article(articles: Articles) -> None:
    articles.add_origin(Origin("b.txt", "aa00", 1, 1))
    articles.add_origin(Origin("c.txt", "nowhere", 1, 1))
    assert articles.paths("aa00") == ["seeds/a.txt", "b.txt"]
    articles.forget_origin("seeds/a.txt")
    assert articles.paths("aa00") == ["b.txt"]
    articles.add_origin(Origin("b.txt", "aa00", 2, 2))
    assert articles.origin("b.txt") == Origin("b.txt", "aa00", 2, 2)


def test_ids_that_begin_alike(articles: Articles) -> None:
    for number in range(8):
        articles.put(
            replace(CARD, id=f"aaf{number}", text_hash=f"x{number}"), "t", replace(ORIGIN, path=f"{number}")
        )
    assert articles.ids_beginning("aa00") == ["aa00"]
    assert articles.ids_beginning("aaf", 3) == ["aaf0", "aaf1", "aaf2"]
    assert articles.ids_beginning("ab") == []


def test_reading_places_are_kept_for_each_annotator(articles: Articles, database: Database) -> None:
    reading = Reading(database)
    articles.put(replace(CARD, id="bb00", text_hash="h2"), "t", Origin("b", "bb00", 1, 1))
    assert reading.place("anna", "aa00") is None
    assert reading.last_article("anna") is None
    reading.keep("anna", "aa00", ReadingPlace(5, 3, finished=True), "2024-01-01")
    reading.keep("anna", "bb00", ReadingPlace(1, 1), "2024-01-02")
    reading.keep("bert", "aa00", ReadingPlace(0, 0), "2024-01-03")
    reading.keep("anna", "nowhere", ReadingPlace(0, 0), "2024-01-04")
    assert reading.place("anna", "aa00") == ReadingPlace(5, 3, finished=True)
    assert reading.last_article("anna") == "bb00"
    assert reading.last_article("bert") == "aa00"
    reading.keep("anna", "aa00", ReadingPlace(0, 0), "2024-01-05")
    # The end was reached once, and that stays.
    assert reading.place("anna", "aa00") == ReadingPlace(0, 0, finished=True)
    assert reading.last_article("anna") == "aa00"


def test_blocks_of_all_articles_are_counted(articles: Articles) -> None:
    articles.put(replace(CARD, id="bb00", text_hash="h2"), "t", replace(ORIGIN, path="b", article_id="bb00"))
    kinds = {"paragraph": 2, "heading": 9}
    articles.put(replace(CARD, id="cc00", text_hash="h3", kinds=kinds), "t", replace(ORIGIN, path="c"))
    assert articles.count_blocks(["paragraph", "post"]) == 3 + 1 + 3 + 1 + 2
    assert articles.count_blocks([]) == 0
