"""A text file becomes an article."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.corpus.plain import article_from_text, read_plain
from reader.errors import InputError

_PROSE = "The weather stayed calm along the whole of the northern coast on Sunday, officials said."
_ID = "0123456789abcdef"


def test_wire_story_tells_its_source_and_date() -> None:
    article = read_plain(f"KYIV, May 21 (Reuters) – {_PROSE}\r\n".encode(), id=_ID, name="seeds/a.txt")
    assert (article.id, article.source, article.published) == (_ID, "Reuters", "05-21")
    assert article.text.endswith("said.\n")
    assert article.dateline is not None
    assert (
        article.title
        == "The weather stayed calm along the whole of the northern coast on Sunday, officials said"
    )


@pytest.mark.parametrize(
    ("source", "text", "name"),
    [
        ("Associated Press", f"Calm seas\n\nBy JANE DOE, Associated Press\n\n{_PROSE}", "a.txt"),
        ("AFP", f"{_PROSE}\n\njd/abc (AFP)", "a.txt"),
        ("harbour-news", _PROSE, "feeds/harbour-news/001.txt"),
        ("notes", _PROSE, "notes.txt"),
    ],
)
def test_source_is_what_a_reader_would_call_it(source: str, text: str, name: str) -> None:
    assert article_from_text(text, id=_ID, name=name).source == source


@pytest.mark.parametrize(
    ("published", "text"),
    [
        ("2024-05-01", f"Calm seas\nPublished: 2024-05-01\n\n{_PROSE}"),
        ("2022-05-21", f"Calm seas\n\nSat 21 May 2022 10.00 BST\n\nKYIV, May 21 (Reuters) – {_PROSE}"),
        ("05-21", f"Calm seas\n\nKYIV, May 21 (Reuters) – {_PROSE}"),
        (None, f"{_PROSE} It had been so since May 1, 2022."),
    ],
)
def test_published_is_the_fullest_date_above_the_text(published: str | None, text: str) -> None:
    assert article_from_text(text, id=_ID, name="a.txt").published == published


def test_empty_file_is_refused_in_one_sentence() -> None:
    with pytest.raises(InputError) as caught:
        read_plain(b"", id=_ID, name="notes.txt")
    assert str(caught.value) == "notes.txt: the file is empty: nothing to read in it"


@settings(deadline=None)
@given(st.text(max_size=600))
def test_any_text_is_an_article_and_stays_as_it_is(text: str) -> None:
    article = article_from_text(text, id=_ID, name="a.txt")
    assert article.text == text
    assert article.source
