"""Decisions about whole articles: in the list, on ranges of its rows, and while one is read."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

from tinydb import TinyDB

from reader.tui import keys
from reader.tui.screens.list_screen import ListScreen
from reader.workspace.workspace import Workspace

Opener = Callable[..., AbstractAsyncContextManager[Any]]


def _said(session: Any) -> dict[str, set[str]]:
    """For each article by its file, what plain TinyDB finds said of it as a whole."""
    said: dict[str, set[str]] = {}
    for path in session.shards():
        with TinyDB(path) as database:
            (head,) = database.table("article").all()
            kinds = {row["id"]: row["kind"] for row in database.table("targets").all()}
            whole = [x for x in database.table("annotations").all() if kinds[x["target"]] == "document"]
            if whole:
                said[Path(head["origin"]).name] = {f"{x['kind']} {x['label']}".strip() for x in whole}
    return said


def _events(session: Any) -> list[str]:
    found: list[str] = []
    for path in session.shards():
        with TinyDB(path) as database:
            found += [row["event"] for row in database.table("history").all()]
    return found


async def _worked(session: Any) -> None:
    """Wait for what goes on in the background."""
    await session.app.workers.wait_for_complete()
    await session.settle()


def _rows(session: Any) -> list[str]:
    return list(session.text().splitlines()[3:9])


async def test_one_key_flags_ignores_and_labels_the_article(open_app: Opener, whole_labels: Path) -> None:
    async with open_app("f", "j", "i", "j", "1", "j", "comma", "o", "j", "0") as session:
        assert _said(session) == {
            "000_b3b8dfdd0de7d55a.txt": {"flag"},
            "5.txt": {"ignore"},
            "4.txt": {"label home"},
            "3.txt": {"label opinion"},
            "2.txt": {"none scope"},
        }
        rows = _rows(session)
        assert rows[0].startswith(" ►! Russia")
        assert rows[1].startswith(" –  Talks number 5")
        assert "[1]" in rows[2]
        assert "[, o]" in rows[3]
        assert _events(session) == ["do"] * 5
        await session.press("i")
        assert session.word == "ignored on the article"


async def test_what_is_undone_in_the_list_stays_in_the_list(open_app: Opener, whole_labels: Path) -> None:
    async with open_app("f", "j", "j", "u") as session:
        assert _said(session) == {}
        assert isinstance(session.app.screen, ListScreen)
        assert session.app.screen.articles.cursor == 0
        assert session.word.startswith("undone: flag on the article, ")


async def test_the_second_label_of_an_exclusive_group_replaces_the_first(
    open_app: Opener, whole_labels: Path
) -> None:
    async with open_app("1", "2") as session:
        assert _said(session) == {"000_b3b8dfdd0de7d55a.txt": {"label foreign"}}
        assert session.word == "foreign news replaces home news on the article"
        await session.press("2")
        assert _said(session) == {}


async def test_a_scheme_without_labels_for_articles_says_so(open_app: Opener) -> None:
    async with open_app("1") as session:
        assert session.word == "there are no labels for whole articles yet: t makes one"
        await session.press("comma")
        assert session.word == "there are no labels for whole articles yet: t makes one"
        await session.press("0")
        assert session.word.startswith("there are no labels for whole articles")
        await session.press("t", *"front page", "enter")
        assert _said(session) == {"000_b3b8dfdd0de7d55a.txt": {"label front-page"}}
        assert "[1]" in session.text()
        await session.press("9")
        assert session.word == "no label for whole articles has 9"


async def test_done_says_all_that_is_open_and_counts_it(open_app: Opener) -> None:
    async with open_app("enter", "1", "2", "i", "q", "d") as session:
        assert session.word == "done: none of them on 26 paragraphs, names complete on 28 · u undoes"
        on_disk = session.on_disk()
        assert on_disk[1] == {"label conflict", "complete names"}
        assert on_disk[3] == {"ignore ignore"}
        assert on_disk[4] == {"none", "complete names"}
        assert 15 not in on_disk
        assert "■" in session.text().splitlines()[3]
        assert "29/29" in session.text()
        await session.press("d")
        assert session.word == "the article is done already"
        assert _events(session) == ["do"] * 4
        await session.press("u")
        assert session.on_disk() == {
            1: {"label conflict"},
            2: {"label economy"},
            3: {"ignore ignore"},
        }
        assert isinstance(session.app.screen, ListScreen)


async def test_much_is_asked_about_first(open_app: Opener, folder: Path) -> None:
    (folder / "seeds" / "long.txt").write_text(
        "PARIS, Jun 1 (AFP) – It is long.\n\n" + "\n\n".join(f"Line {nth} is said." for nth in range(300))
    )
    async with open_app("g", "d") as session:
        assert session.word == "mark 301 paragraphs as done?"
        await session.press("n")
        assert session.on_disk() == {}
        await session.press("d", "y")
        assert len(session.on_disk()) == 301
        await session.press("u")
        assert session.on_disk() == {}
        await session.press("g", "V", "j", "d")
        await _worked(session)
        assert session.word == "mark 330 paragraphs as done?"
        await session.press("y")
        await _worked(session)
        assert session.word == "marked as done: 330 paragraphs in 2 articles · u undoes"


async def test_a_range_of_rows_is_decided_as_one_step(open_app: Opener, whole_labels: Path) -> None:
    async with open_app("j", "V", "j", "j") as session:
        assert " ROWS 3 " in session.text()
        assert [row[0] for row in _rows(session)] == [" ", "▌", "▌", "▌", " ", " "]
        await session.press("f")
        await _worked(session)
        assert _said(session) == {f"{nth}.txt": {"flag"} for nth in (3, 4, 5)}
        assert session.word == "flag on 3 articles · u undoes"
        assert "ROWS" not in session.text()
        assert [row[2] for row in _rows(session)] == [" ", "!", "!", "!", " ", " "]
        await session.press("u")
        await _worked(session)
        assert _said(session) == {}
        assert session.word == "undone: flag in 3 articles"
        assert sorted(_events(session)) == ["do"] * 3 + ["undo"] * 3


async def test_rows_are_given_what_one_lacks_before_it_is_taken_away(
    open_app: Opener, whole_labels: Path
) -> None:
    async with open_app("j", "2", "V", "j", "2") as session:
        await _worked(session)
        assert session.word == "foreign news on 1 article · u undoes"
        await session.press("V", "k", "2")
        await _worked(session)
        assert session.word == "foreign news taken away on 2 articles · u undoes"
        assert _said(session) == {}
        await session.press("V", "k", "d")
        await _worked(session)
        assert "29/29" in session.text()


async def test_a_flag_that_is_taken_away_is_told_as_that(open_app: Opener, whole_labels: Path) -> None:
    async with open_app("V", "j", "f") as session:
        await _worked(session)
        await session.press("V", "k", "f")
        await _worked(session)
        assert session.word == "flag taken away on 2 articles · u undoes"
        assert _said(session) == {}


async def test_a_range_of_rows_takes_the_letters_and_the_picker(open_app: Opener, whole_labels: Path) -> None:
    async with open_app("j", "V", "j", "o", "k", "comma", "o") as session:
        await _worked(session)
        assert len(_said(session)) == 3
        await session.press("V", "t", *"for", "enter")
        await _worked(session)
        assert _said(session)["000_b3b8dfdd0de7d55a.txt"] == {"label opinion", "label foreign"}
        await session.press("V", "escape", "escape")
        assert session.word == "q quits"


async def test_a_range_of_rows_stays_on_its_articles_when_new_ones_come(
    open_app: Opener, whole_labels: Path
) -> None:
    async with open_app("j", "V", "j") as session:
        (whole_labels / "seeds" / "new.txt").write_text("PARIS, Jun 30 (AFP) – It is new.\n")
        list(session.workspace.scan())
        session.app.list.show_listing()
        await session.settle()
        assert [row[0] for row in _rows(session)] == [" ", " ", "▌", "▌", " ", " "]
        await session.press("f")
        await _worked(session)
        assert _said(session) == {"5.txt": {"flag"}, "4.txt": {"flag"}}


async def test_an_ignored_article_is_dealt_with(open_app: Opener, whole_labels: Path) -> None:
    async with open_app("j", "i", "g", "n") as session:
        assert session.app.screen.articles.cursor == 2


async def test_an_ignored_article_does_not_come_in_a_queue(open_app: Opener, whole_labels: Path) -> None:
    async with open_app("i", "w", "o") as session:
        for _ in range(500):
            if session.app.article_screen is not None and session.app.queue.left is not None:
                break
            await session.pilot.pause(0.01)
        assert session.article.here.article.title.startswith("Talks number 5")
        assert session.app.queue.left == 10


async def test_labels_of_the_article_are_given_and_shown_while_it_is_read(
    open_app: Opener, whole_labels: Path
) -> None:
    async with open_app("enter", "T", *"fore") as session:
        assert "Label the article" in session.text()
        await session.press("enter")
        assert _said(session) == {"000_b3b8dfdd0de7d55a.txt": {"label foreign"}}
        assert "[foreign news]" in session.text().splitlines()[1]
        assert session.article.article.number == 1
        await session.press("T", *"home", "enter")
        assert "[home news]" in session.text().splitlines()[1]
        assert "foreign" not in session.text().splitlines()[1]
        await session.press("1", "full_stop")
        assert session.on_disk()[2] == {"label conflict"}
        await session.press("u", "u", "u")
        assert "[foreign news]" in session.text().splitlines()[1]


async def test_the_layer_and_the_picker_find_their_keys_in_the_list() -> None:
    for row in keys.KEYS:
        if row.context in (keys.LABELS, keys.PICKER, keys.ROWS):
            assert hasattr(ListScreen, f"act_{row.action.replace('.', '_')}"), row


async def test_the_layer_in_the_list_moves_and_stays_open(open_app: Opener, whole_labels: Path) -> None:
    async with open_app("comma", "comma", "o", "down", "o", "up", "enter", "escape") as session:
        assert len(_said(session)) == 2
        assert session.app.screen.articles.cursor == 1


async def test_a_million_rows_are_not_loaded_for_a_range(
    open_app: Opener, whole_labels: Path, open_workspace: Callable[[], Workspace]
) -> None:
    for nth in range(600):
        (whole_labels / "seeds" / f"more{nth:03d}.txt").write_text(
            f"PARIS, Jan 2 (AFP) – Story {nth} is told.\n"
        )
    async with open_app("V", "G") as session:
        assert " ROWS 606 " in session.text()
        assert len(session.app.screen.articles.listing._windows) <= 4
        await session.press("f")
        assert session.word == "flag 606 articles?"
        await session.press("escape")
        assert " ROWS 606 " in session.text()
        assert session.shards() == []
