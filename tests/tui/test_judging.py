"""Deciding about names and quotes by keys: what the screen shows, and what is on disk."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import Any

import pytest
from tinydb import TinyDB

from reader.workspace.marks import Mark, Verdict
from tests.tui.marked import PER
from tests.tui.test_walking import find

Opener = Callable[..., AbstractAsyncContextManager[Any]]


def said(session: Any) -> dict[str, set[str]]:
    """For the words of each span, what plain TinyDB finds said of them."""
    found: dict[str, set[str]] = {}
    for path in session.shards():
        with TinyDB(path) as database:
            targets = {row["id"]: row for row in database.table("targets").all()}
            for row in database.table("annotations").all():
                target = targets[row["target"]]
                if target["kind"] != "span":
                    continue
                link = targets[row["link"]]["exact"] if row.get("link") else ""
                parts = (row["kind"], row["label"], "" if row["state"] == "accept" else row["state"], link)
                found.setdefault(target["exact"], set()).add(" ".join(one for one in parts if one))
    return found


async def ready(session: Any) -> None:
    """The names of the sample article are there."""
    find(session)
    await session.settle()


def lit(session: Any) -> Mark:
    mark = session.article.article.lit
    assert isinstance(mark, Mark)
    return mark


def words(session: Any) -> str:
    return str(lit(session).spans[0].of(session.article.here.article.text))


async def test_one_key_accepts_and_goes_on_to_the_next_highlight(open_app: Opener) -> None:
    async with open_app("enter") as session:
        await ready(session)
        await session.press("tab")
        assert words(session) == "KYIV"
        await session.press("a")
        assert words(session) == "Reuters"
        assert session.word.startswith("place on “KYIV” → Reuters")
        await session.press("a")
        assert said(session) == {"KYIV": {"label LOC"}, "Reuters": {"label ORG"}}
        first = session.article.article.highlights.stops[0]
        assert first.verdict is Verdict.ACCEPTED


async def test_what_was_accepted_says_who_suggested_it(open_app: Opener) -> None:
    async with open_app("enter") as session:
        await ready(session)
        await session.press("tab", "a", "O")
        (shard,) = session.shards()
        with TinyDB(shard) as database:
            rows = {row["label"]: row for row in database.table("annotations").all()}
        assert (rows["LOC"]["origin"], rows["LOC"]["origin_version"]) == ("accurate", "1")
        assert rows["ORG"].get("origin", "human") == "human", "a type that a person gave is the person's"


async def test_wrong_type_is_one_key_and_capitals_are_types(open_app: Opener) -> None:
    async with open_app("enter") as session:
        await ready(session)
        await session.press("tab", "O")
        assert said(session) == {"KYIV": {"label ORG"}}
        assert session.article.article.highlights.stops[0].label == "ORG"
        await session.press("shift+tab", "P")
        assert said(session) == {"KYIV": {"label PER"}}, "a name is of one type"
        await session.press("u", "u")
        assert said(session) == {}


async def test_a_digit_and_the_picker_and_the_layer_give_types_too(open_app: Opener) -> None:
    async with open_app("enter") as session:
        await ready(session)
        await session.press("tab", "3")
        assert said(session)["KYIV"] == {"label LOC"}
        await session.press("t", *"organ", "enter")
        await session.press("comma", "p")
        assert said(session)["Reuters"] == {"label ORG"}
        assert said(session)["Russia"] == {"label PER"}


async def test_a_rejected_name_is_drawn_no_more_and_comes_back_by_undo(open_app: Opener) -> None:
    async with open_app("enter") as session:
        await ready(session)
        await session.press("tab", "x")
        assert said(session) == {"KYIV": {"label LOC reject"}}
        mark = session.article.article.highlights.stops[0]
        assert mark.verdict is Verdict.REJECTED
        assert not mark.shown
        await session.press("u")
        assert said(session) == {}
        assert words(session) == "KYIV", "undo goes to what has changed"
        assert session.word.startswith("undone: not place on “KYIV”")


async def test_end_and_start_move_by_words_and_letters(open_app: Opener) -> None:
    async with open_app("enter") as session:
        await ready(session)
        await session.press("tab", "tab", "tab", "greater_than_sign")
        assert words(session) == "Russia moved"
        assert session.word == "place is “Russia moved”"
        assert said(session) == {"Russia": {"label LOC reject"}, "Russia moved": {"label LOC"}}
        await session.press("less_than_sign")
        assert words(session) == "Russia"
        assert said(session) == {"Russia": {"label LOC"}}, "it is as the machine saw it again"
        await session.press("e", "h")
        assert words(session) == "Russi"
        await session.press("e", "L")
        assert words(session) == "ussi"
        await session.press("e", "H", "e", "l")
        assert words(session) == "Russia"
        await session.press("e", "q")
        assert session.word == "e q: no command has these keys"
        assert session.article.article.lit is not None, "a key of no sequence does nothing"


async def test_edges_stay_in_the_paragraph_and_keep_a_word(open_app: Opener) -> None:
    async with open_app("enter") as session:
        await ready(session)
        await session.press("tab", "e", "less_than_sign")
        assert "no further" in session.word
        await session.press("less_than_sign")
        assert "no further" in session.word
        assert said(session) == {}


async def test_ignore_flag_and_again(open_app: Opener) -> None:
    async with open_app("enter") as session:
        await ready(session)
        await session.press("tab", "f")
        assert words(session) == "KYIV", "a flag does not go on"
        assert "! KYIV" in session.text()
        await session.press("i", "full_stop")
        assert said(session) == {"KYIV": {"flag", "ignore ignore"}, "Reuters": {"ignore ignore"}}


async def test_names_complete_rejects_what_was_only_suggested(open_app: Opener) -> None:
    async with open_app("enter") as session:
        await ready(session)
        await session.press("tab", "a", "escape", "z")
        assert session.word.startswith("names complete on 1: 7 names rejected")
        assert "[names complete]" in session.text()
        assert session.on_disk()[1] == {"complete names"}
        assert said(session)["KYIV"] == {"label LOC"}
        assert said(session)["Russia"] == {"label LOC reject"}
        await session.press("z")
        assert "no longer complete" in session.word
        await session.press("u", "u")
        assert said(session) == {"KYIV": {"label LOC"}}
        assert not session.on_disk().get(1)


async def test_one_key_accepts_or_rejects_all_of_the_paragraph(open_app: Opener) -> None:
    async with open_app("enter") as session:
        await ready(session)
        await session.press("j", "j", "a")
        assert session.word == "1 name and 1 quote accepted on 3"
        found = said(session)
        assert found["Azovstal"] == {"label ORG"}
        quote = next(words for words in found if words.startswith("“The territory"))
        assert found[quote] == {"label QUOTE", "speaker the ministry"}
        await session.press("u")
        assert said(session) == {}
        await session.press("x", "a")
        assert session.word == "nothing is suggested on 3"


async def test_two_keys_name_the_speaker(open_app: Opener) -> None:
    async with open_app("enter", *["j"] * 6) as session:
        await ready(session)
        assert "“ Gaidai?" in session.text()
        await session.press("s", "g")
        quote = next(one for one in said(session) if one.startswith("“The Russian army"))
        assert said(session)[quote] == {"label QUOTE", "speaker Serhiy Gaidai"}
        assert "“ Gaidai?" not in session.text()
        assert "“ Gaidai" in session.text()
        assert session.article.context == "article", "back to the paragraph"
        assert session.word.startswith("“Serhiy Gaidai” speaks: “The Russian army")


async def test_the_suggested_speaker_nobody_by_name_and_by_words(open_app: Opener) -> None:
    async with open_app("enter", *["j"] * 6) as session:
        await ready(session)
        quote = "“The Russian army has started very intensive destruction of the"
        await session.press("s", "enter")
        assert _speaker(session, quote) == "speaker Serhiy Gaidai"
        await session.press("s", "0")
        assert _speaker(session, quote) == "speaker"
        assert "“ nobody" in session.text()
        await session.press("s", "slash", *"shoi", "enter")
        assert _speaker(session, quote) == "speaker Sergei Shoigu"
        await session.press("s", "v", "o", "b", "enter")
        assert _speaker(session, quote) == "speaker governor Serhiy Gaidai"
        await session.press("s", "escape")
        assert _speaker(session, quote) == "speaker governor Serhiy Gaidai"
        await session.press("u", "u", "u", "u")
        assert said(session) == {}


def _speaker(session: Any, quote: str) -> str:
    rows = next(rows for words, rows in said(session).items() if words.startswith(quote))
    return next(row for row in rows if row.startswith("speaker"))


async def test_a_quote_of_several_parts_is_one_mark_on_disk(open_app: Opener) -> None:
    async with open_app("enter") as session:
        await ready(session)
        stops = session.article.article.highlights.stops
        split = next(mark for mark in stops if len(mark.spans) == 2)
        session.article.light(split)
        await session.press("a")
        text = session.article.here.article.text
        first, second = (span.of(text) for span in split.spans)
        assert said(session)[first] == {"label QUOTE", "speaker Mathieu Boulegue"}
        assert said(session)[second] == {f"label QUOTE {first}"}
        session.article.light(split)
        await session.press("x")
        assert said(session) == {first: {"label QUOTE reject"}}
        assert len([mark for mark in session.article.article.highlights.stops if mark.is_quote]) == 7


async def test_the_panel_corrects_all_mentions_at_once(open_app: Opener) -> None:
    async with open_app("enter", size=(120, 40)) as session:
        await ready(session)
        await session.press("P")
        row = session.article.panel.current
        count = row.count
        assert count > 1
        await session.press("a")
        assert session.word == f"{row.words}, {count} mentions: accepted"
        marks = session.article.article.highlights.stops
        assert sum(mark.verdict is Verdict.ACCEPTED for mark in marks) == count
        await session.press("O")
        marks = session.article.article.highlights.stops
        assert sum(mark.label == "ORG" and mark.verdict is Verdict.ACCEPTED for mark in marks) == count
        await session.press("u", "u")
        assert said(session) == {}
        assert session.article.panel is not None


@pytest.mark.parametrize("size", [(40, 20), (80, 24)])
async def test_decisions_come_back_in_the_next_session(
    open_app: Opener, open_workspace: Callable[..., Any], size: tuple[int, int]
) -> None:
    async with open_app("enter", size=size) as session:
        await ready(session)
        await session.press("tab", "O", "a", "x")
    async with open_app("enter", size=size) as session:
        assert [mark.label for mark in session.article.article.highlights.stops] == ["ORG", "ORG"], (
            "what people have said is there before anything is found"
        )
        await ready(session)
        stops = session.article.article.highlights.stops
        assert [mark.verdict for mark in stops[:3]] == [
            Verdict.ACCEPTED,
            Verdict.ACCEPTED,
            Verdict.REJECTED,
        ]


async def test_letters_say_who_has_said_a_type(open_app: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with open_app("enter") as session:
        await ready(session)
        assert "KYIV/l" in session.text()
        await session.press("tab", "O")
        assert "KYIV/O" in session.text()
        await session.press("escape", "v", "n")
        assert PER in {mark.label for mark in session.article.article.highlights.stops}


async def test_a_great_many_mentions_are_asked_about(
    open_app: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reader.tui.screens.giving.ASK_ABOVE", 1)
    async with open_app("enter", size=(120, 40)) as session:
        await ready(session)
        await session.press("P", "x")
        assert "rejected?" in session.text()
        await session.press("n")
        assert said(session) == {}
        await session.press("x", "y")
        assert len(said(session)) > 0


async def test_the_search_across_articles_knows_what_was_said(open_app: Opener) -> None:
    async with open_app("enter") as session:
        await ready(session)
        await session.press("tab", "tab", "x", "escape", *["j"] * 6, "s", "z", "q")
        names = session.workspace.whereabouts.names
        assert not names.naming("reuters"), "it was rejected"
        assert [one.type for one in names.naming("kyiv")] == ["LOC"]
        said = [one.name for one in names.speakers()]
        assert "serhiy gaidai" not in said
        assert "volodymyr zelenskiy" in said


async def test_all_that_may_follow_a_key_stands_in_the_footer(open_app: Opener) -> None:
    async with open_app("enter", size=(80, 24)) as session:
        await ready(session)
        await session.press("tab", "e")
        shown = session.text()
        assert "L start by letter →" in shown
        assert "H start by letter ←" in shown


async def test_without_labels_for_articles_the_picker_says_how_to_make_one(open_app: Opener) -> None:
    async with open_app("enter", "T") as session:
        assert "there are no such labels yet: type a name to make one" in session.text()
