"""Who is named and quoted where: made of analyses, found by name and by speaker, never worth a failure."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.analysis.marks import Analysis, EntityType, Mention, Name, Quote, QuoteKind
from reader.errors import LibraryError
from reader.library import Articles, Database
from reader.library import database as database_module
from reader.library.articles import Card, Origin
from reader.library.name_rows import ArticleRows, compared, rows_of, searched
from reader.library.names import Names, Naming, Saying, Speaker, around
from reader.spans import Span

PER, ORG, LOC = EntityType.PER, EntityType.ORG, EntityType.LOC


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "library.sqlite"


@pytest.fixture
def library(path: Path) -> Iterator[Database]:
    database = Database.open(path)
    yield database
    database.close()


def put_article(library: Database, article_id: str, text: str, date: str = "2024-01-01") -> None:
    card = Card(article_id, f"Title of {article_id}", "Reuters", date, date, 1, {}, f"hash of {text}", "now")
    Articles(library).put(card, text, Origin(f"{article_id}.txt", article_id, 0, 0))


def analysis_of(text: str, names: dict[str, EntityType], *quotes: tuple[str, str | None]) -> Analysis:
    """Every occurrence of these names, and these quotes by these speakers."""
    mentions, found = [], []
    for nth, (name, label) in enumerate(names.items(), start=1):
        found.append(Name(nth, label, name))
        start = text.find(name)
        while start >= 0:
            mentions.append(Mention(Span(start, start + len(name)), label, nth))
            start = text.find(name, start + 1)
    said = tuple(
        Quote((Span(text.index(words), text.index(words) + len(words)),), QuoteKind.DIRECT, None, None, who)
        for words, who in quotes
    )
    return Analysis("fast 1", tuple(sorted(mentions, key=lambda one: one.span)), tuple(found), said)


def put(
    library: Database,
    article_id: str,
    text: str,
    names: dict[str, EntityType],
    *quotes: tuple[str, str | None],
    date: str = "2024-01-01",
    made: str = "made",
) -> bool:
    put_article(library, article_id, text, date)
    rows = rows_of(analysis_of(text, names, *quotes), text)
    return Names(library).put(article_id, f"hash of {text}", made, rows)


@pytest.fixture
def names(library: Database) -> Names:
    put(
        library,
        "full",
        "Volodymyr Zelenskiy met Volodymyr Zelenskiy in Kyiv. “We go on,” he said.",
        {"Volodymyr Zelenskiy": PER, "Kyiv": LOC},
        ("“We go on,”", "Volodymyr Zelenskiy"),
        date="2024-01-02",
    )
    put(
        library,
        "alone",
        "Zelenskiy said “we will stay” in KYIV.",
        {"Zelenskiy": PER, "KYIV": LOC},
        ("“we will stay”", "Zelenskiy"),
        date="2024-01-03",
    )
    put(
        library,
        "other",
        "Olena Zelenskiy came too. “Nobody’s fault,” it was said.",
        {"Olena Zelenskiy": PER},
        ("“Nobody’s fault,”", None),
    )
    return Names(library)


def articles_of(names: Names, found: list[Naming]) -> list[tuple[str, str]]:
    shown = [one for one in names.named_in(found) if one is not None]
    return [(one.article.id, one.shown) for one in shown]


def test_a_name_is_found_whatever_its_case_accents_and_titles() -> None:
    assert compared("Kyiv") == compared("KYIV’s") == "kyiv"
    assert compared("Mr. José Müller") == compared("Jose Muller")
    assert compared("the Red Cross") == compared("Red Cross")
    assert compared("U.S.") == compared("United States")
    assert compared("Zelenskiy") != compared("Volodymyr Zelenskiy")
    assert compared("🙂") == "🙂"
    assert searched("Nobody’s  Fáult\n") == "nobody's fault"


def test_other_articles_come_newest_first_without_ones_own(names: Names) -> None:
    assert articles_of(names, names.naming("kyiv")) == [("alone", "KYIV"), ("full", "Kyiv")]
    assert articles_of(names, names.naming("kyiv", "full")) == [("alone", "KYIV")]
    (found,) = names.named_in(names.naming("volodymyr zelenskiy"))
    assert found is not None
    assert (found.count, found.type, found.start, found.block) == (2, "PER", 0, 1)
    assert (found.before, found.words, found.after[:8]) == ("", "Volodymyr Zelenskiy", " met Vol")
    assert found.article.title == "Title of full"


def test_a_surname_alone_is_perhaps_the_same_and_never_more(names: Names) -> None:
    full = names.perhaps_naming("volodymyr zelenskiy", "zelenskiy", "full")
    assert articles_of(names, full) == [("alone", "Zelenskiy")], "not Olena's"
    alone = names.perhaps_naming("zelenskiy", "zelenskiy", "alone")
    assert articles_of(names, alone) == [("full", "Volodymyr Zelenskiy"), ("other", "Olena Zelenskiy")]
    assert names.perhaps_naming("kyiv", "") == []
    assert len(names.perhaps_sayings("volodymyr zelenskiy", "zelenskiy")) == 1


def test_who_said_what(names: Names) -> None:
    assert names.speakers() == [
        Speaker("volodymyr zelenskiy", "zelenskiy", "Volodymyr Zelenskiy", 1, 1),
        Speaker("zelenskiy", "zelenskiy", "Zelenskiy", 1, 1),
        Speaker("", "", "", 1, 1),
    ]
    (said,) = names.said_in(names.sayings("zelenskiy"))
    assert said is not None
    assert (said.words, said.shown, said.article.id) == ("“we will stay”", "Zelenskiy", "alone")
    assert names.speaker("zelenskiy") == names.speakers()[1]
    assert names.speaker("nobody") is None


def test_words_find_quotes_and_speakers(names: Names) -> None:
    assert [one.shown for one in names.speakers(("go",))] == ["Volodymyr Zelenskiy"]
    assert [one.shown for one in names.speakers(("we", "zel"))] == ["Volodymyr Zelenskiy", "Zelenskiy"]
    assert [one.shown for one in names.speakers(("nobody's",))] == [""]
    assert names.speakers(("%",)) == [], "no sign is a wildcard"
    assert names.sayings("zelenskiy", ("go",)) == []


def test_words_at_arms_length_are_nobodys_saying() -> None:
    text = "The so-called “miracle” came."
    scare = Quote((Span(14, 23),), QuoteKind.SCARE)
    assert rows_of(Analysis("fast 1", quotes=(scare,)), text).quotes == ()


def test_what_is_gone_is_none(names: Names) -> None:
    assert names.named_in([Naming(99, "kyiv", "LOC")]) == [None]
    assert names.said_in([Saying(99, 0)]) == [None]


def test_another_text_is_not_looked_at(library: Database, names: Names) -> None:
    assert names.count() == 3
    put_article(library, "full", "Something else.", "2024-01-02")
    assert names.count() == 2
    assert names.naming("volodymyr zelenskiy") == []
    assert [one.id for one in names.unlooked(None, 10)] == ["full"]
    stale = Names(library).put("full", "hash of another text", "made", ArticleRows())
    assert not stale, "what was made of another text is not kept"


def test_other_rules_make_it_anew(library: Database, names: Names) -> None:
    names.use("made")
    assert names.count() == 3
    names.use("made otherwise")
    assert (names.count(), names.naming("kyiv"), names.speakers()) == (0, [], [])
    assert [one.id for one in names.unlooked(None, 2)] == ["alone", "full"], "newest first"
    last = names.unlooked(None, 2)[-1]
    assert [one.id for one in names.unlooked(last.key, 2)] == ["other"]
    put(library, "alone", "Zelenskiy said “we will stay” in KYIV.", {"KYIV": LOC}, made="made otherwise")
    assert names.count() == 1
    names.drop()
    assert names.count() == 0


def test_an_article_put_twice_is_there_once(library: Database, names: Names) -> None:
    for _ in range(2):
        assert put(library, "twice", "Kyiv, Kyiv.", {"Kyiv": LOC}, date="2025-01-01")
    assert articles_of(names, names.naming("kyiv")) == [
        ("twice", "Kyiv"),
        ("alone", "KYIV"),
        ("full", "Kyiv"),
    ]


def test_a_busy_library_keeps_nothing_and_stops_nobody(
    library: Database, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reader.library.database._BUSY_SECONDS", 0.01)
    put_article(library, "a", "Kyiv")
    with closing(Database.open(path)) as other, library.writing():
        assert not Names(other).put("a", "hash of Kyiv", "made", ArticleRows())
        with pytest.raises(LibraryError, match="locked"):
            Names(other).use("made")


def test_halves_of_signs_and_zeros_are_kept_out(library: Database) -> None:
    text = "\ud800Kyiv\0 said “no\ud800\0”"
    rows = rows_of(analysis_of(text, {"\ud800Kyiv\0": LOC}, ("“no\ud800\0”", "\ud800Kyiv\0")), text)
    put_article(library, "a", "b")
    assert Names(library).put("a", "hash of b", "made", rows)
    assert Names(library).count() == 1


def test_a_library_of_version_2_is_brought_along(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        for step in (database_module._SCHEMA, database_module._ANALYSES):
            for statement in step.split(";\n"):
                connection.execute(statement)
        connection.execute(
            "INSERT INTO articles VALUES"
            " (1, 'a', 'A title', 's', NULL, '2024-01-01', 1, '{}', 'hash of Kyiv', 'now')"
        )
        connection.execute("INSERT INTO versions VALUES (1, 'hash of Kyiv', 'Kyiv', 'now')")
        connection.execute("INSERT INTO analyses VALUES (1, 'hash of Kyiv', 'fast 1', 'x', x'00', 1)")
        connection.execute("PRAGMA user_version = 2")
        connection.commit()
    for nth in range(2):
        with closing(Database.open(path)) as library:
            names = Names(library)
            assert library.connection().execute("PRAGMA user_version").fetchone() == (4,)
            assert library.connection().execute("SELECT count(*) FROM analyses").fetchone() == (1,)
            assert names.count() == nth
            assert [one.id for one in names.unlooked(None, 5)] == ["a"][nth:]
            rows = rows_of(analysis_of("Kyiv", {"Kyiv": LOC}), "Kyiv")
            assert names.put("a", "hash of Kyiv", "made", rows)
            assert articles_of(names, names.naming("kyiv")) == [("a", "Kyiv")]


_spans = st.tuples(st.integers(0, 40), st.integers(0, 12)).map(lambda pair: Span(pair[0], pair[0] + pair[1]))


@given(
    text=st.text(max_size=40),
    mentions=st.lists(st.tuples(_spans, st.sampled_from(EntityType), st.integers(1, 4)), max_size=8),
    called=st.lists(st.text(max_size=8), max_size=3),
    quotes=st.lists(st.tuples(_spans, st.none() | _spans, st.none() | st.text(max_size=8)), max_size=4),
)
def test_any_analysis_gives_rows_inside_its_text(
    text: str,
    mentions: list[tuple[Span, EntityType, int]],
    called: list[str],
    quotes: list[tuple[Span, Span | None, str | None]],
) -> None:
    analysis = Analysis(
        "fast 1",
        tuple(Mention(*one) for one in mentions),
        tuple(Name(nth, PER, name) for nth, name in enumerate(called, start=1)),
        tuple(Quote((span,), QuoteKind.DIRECT, None, speaker, name) for span, speaker, name in quotes),
    )
    rows = rows_of(analysis, text, (0, 10))
    places = [(row.start, row.end) for row in rows.names] + [(row.start, row.end) for row in rows.quotes]
    assert all(0 <= start < end <= len(text) for start, end in places)
    assert all(row.name and row.block in (1, 2) for row in rows.names)
    assert len({(row.name, row.type) for row in rows.names}) == len(rows.names)


@given(text=st.text("ab \n", max_size=900), start=st.integers(0, 900), size=st.integers(1, 9))
def test_the_words_around_a_place_stand_around_it(text: str, start: int, size: int) -> None:
    start = min(start, len(text))
    end = min(len(text), start + size)
    before, words, after = around(text, start, end)
    assert "\n" not in before + words + after
    shown = " ".join(f"{before.lstrip('…')}{words}{after.rstrip('…')}".split())
    assert shown in " ".join(text.split())
