"""Keys that decide: what the screen shows, and what plain TinyDB finds on disk."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

import pytest
from tinydb import TinyDB

from reader.annotations.deciding import Act, Choice
from reader.settings import load_settings
from reader.workspace.workspace import Workspace

Opener = Callable[..., AbstractAsyncContextManager[Any]]


async def test_one_key_labels_saves_and_goes_on(open_app: Opener) -> None:
    async with open_app("enter", "1") as session:
        assert "[1 conflict]" in session.text()
        assert session.article.article.number == 2
        assert "conflict on 1 → 2" in session.text()
        assert "1/29" in session.text()
        assert "saved" in session.text().splitlines()[0]
        assert session.on_disk() == {1: {"label conflict"}}


async def test_the_sample_takes_one_key_a_paragraph(open_app: Opener) -> None:
    async with open_app("enter") as session:
        keys = [str(1 + nth % 4) for nth in range(29)]
        await session.press(*keys)
        assert "29/29" in session.text()
        assert len(session.on_disk()) == 29
        assert "last one · all decided" in session.word


async def test_a_second_label_costs_b_and_its_key(open_app: Opener) -> None:
    async with open_app("enter", "1", "b", "e") as session:
        assert session.on_disk() == {1: {"label conflict", "label energy"}}
        assert session.article.article.number == 2
        assert "[1 conflict] [e energy]" in session.text()


async def test_a_label_key_on_its_own_chip_takes_it_away_and_stays(open_app: Opener) -> None:
    async with open_app("enter", "1", "b", "1") as session:
        assert session.on_disk() == {}
        assert session.article.article.number == 1
        assert session.word == "conflict taken away on 1"


async def test_none_ignore_flag_and_reject_are_four_things(open_app: Opener) -> None:
    async with open_app("enter", "0", "i", "f", "X", "2") as session:
        assert session.on_disk() == {1: {"none"}, 2: {"ignore ignore"}, 3: {"flag", "label economy reject"}}
        text = session.text()
        assert "[0 none of them]" in text
        assert "[ignored]" in text
        assert "[2 not economy] !" in text
        assert "2/29" in text
        assert session.article.article.number == 3


async def test_a_label_replaces_none_of_them(open_app: Opener) -> None:
    async with open_app("enter", "0", "b", "3") as session:
        assert session.on_disk() == {1: {"label diplomacy"}}


async def test_the_layer_takes_one_letter_and_the_kept_open_one_many(open_app: Opener) -> None:
    async with open_app("enter", "comma", "C") as session:
        assert session.on_disk() == {1: {"label official"}}
        await session.press("comma")
        assert " LABEL " in session.text()
        assert ", keep open" in session.text()
        await session.press("comma", "c", "d")
        assert " LABELS " in session.text()
        assert ", keep open" not in session.text()
        assert session.on_disk() == {1: {"label official"}, 2: {"label captives"}, 3: {"label damage"}}
        await session.press("backspace", "escape")
        assert session.on_disk() == {1: {"label official"}, 2: {"label captives"}}
        assert "LABELS" not in session.text()


async def test_again_repeats_the_last_decision(open_app: Opener) -> None:
    async with open_app("enter", "3", "full_stop", "0", "full_stop") as session:
        assert session.on_disk() == {
            1: {"label diplomacy"},
            2: {"label diplomacy"},
            3: {"none"},
            4: {"none"},
        }


async def test_undo_and_redo_say_what_they_did_and_go_there(open_app: Opener) -> None:
    async with open_app("enter", "1", "2", "G", "u") as session:
        assert session.on_disk() == {1: {"label conflict"}}
        assert session.article.article.number == 2
        assert session.word.startswith("undone: economy on 2, ")
        await session.press("u", "u")
        assert session.on_disk() == {}
        assert session.word == "nothing to undo"
        await session.press("ctrl+r", "U")
        assert session.on_disk() == {1: {"label conflict"}, 2: {"label economy"}}
        await session.press("ctrl+r")
        assert session.word == "nothing to redo"


async def test_none_on_a_labelled_paragraph_says_why_nothing_was_done(open_app: Opener) -> None:
    async with open_app("enter", "1", "b", "0") as session:
        assert session.on_disk() == {1: {"label conflict"}}
        assert session.word == "1 has a label: none of them is for what has none"


async def test_undoing_something_long_keeps_the_key_that_redoes_it(open_app: Opener) -> None:
    async with open_app("enter", "v", "dollar_sign", "P", "u") as session:
        assert "undone: " in session.text()
        assert "· ^r redoes" in session.text()


async def test_undo_reaches_over_a_restart(open_app: Opener) -> None:
    async with open_app("enter", "1", "2", "q", "q"):
        pass
    async with open_app("u") as session:
        assert session.on_disk() == {1: {"label conflict"}}
        assert session.article.article.number == 2


async def test_place_and_tags_are_there_again(open_app: Opener) -> None:
    async with open_app("enter", "1", "j", "j", "j", "q") as session:
        assert "►" in session.text()
    async with open_app() as session:
        assert "►  Russia moved nearer" in session.text()
        assert "1/29" in session.text()
        await session.press("enter")
        assert session.article.article.number == 5
        await session.press("g")
        assert "[1 conflict]" in session.text()


async def test_an_article_with_everything_decided_is_done(open_app: Opener) -> None:
    async with open_app("enter", *["0"] * 29, "q") as session:
        assert "■  Russia moved nearer" in session.text()
        assert "29/29" in session.text()


async def test_enter_at_the_end_says_what_is_open_and_stays(open_app: Opener) -> None:
    async with open_app("enter", "G", "1") as session:
        assert "last one · 28 earlier undecided: N" in session.word
        await session.press("N")
        assert session.article.article.number == 31


async def test_auto_advance_can_be_switched(open_app: Opener) -> None:
    async with open_app("enter", "A", "1", "2") as session:
        assert session.on_disk() == {1: {"label conflict", "label economy"}}
        assert "auto: n" in session.text()
        await session.press("enter")
        assert session.article.article.number == 2
        await session.press("A")
        assert "auto" not in session.text().splitlines()[0]


async def test_headings_can_be_labelled_but_are_not_counted(open_app: Opener) -> None:
    async with open_app("enter", "G", *["k"] * 17) as session:
        assert session.article.article.number == 15
        await session.press("1")
        assert session.on_disk() == {15: {"label conflict"}}
        assert "0/29" in session.text()


async def test_the_picker_filters_chooses_and_makes_a_label(open_app: Opener, folder: Path) -> None:
    async with open_app("enter", "t", "d", "i", "p", "l") as session:
        assert "1 of 8 labels" in session.text()
        await session.press("enter")
        assert session.on_disk() == {1: {"label diplomacy"}}
        await session.press("t", *"gas", "space", *"flöw", "backspace", "w")
        assert "make a label “gas flöw”" in session.text()
        await session.press("enter")
        assert session.on_disk()[2] == {"label gas-flow"}
        assert "[5 gas flöw]" in session.text()
        written = (folder / "annotations" / "labels.toml").read_text("utf-8")
        assert 'name = "gas flöw"\nkey = "5"' in written
        assert "# id           never changes" in written
        await session.press("5")
        assert session.on_disk()[3] == {"label gas-flow"}


async def test_tab_in_the_picker_marks_and_stays(open_app: Opener) -> None:
    async with open_app("enter", "t", "tab", "down", "tab", "escape") as session:
        assert session.on_disk() == {1: {"label conflict", "label economy"}}
        assert session.article.article.number == 1


async def test_esc_in_the_picker_decides_nothing(open_app: Opener) -> None:
    async with open_app("enter", "t", "e", "c", "escape", "escape") as session:
        assert session.shards() == []
        assert "newest first" in session.text()


async def test_a_file_holds_each_anchor_once_and_every_operation(open_app: Opener) -> None:
    async with open_app("enter", "1", "b", "2", "u") as session:
        (path,) = session.shards()
        with TinyDB(path) as database:
            (head,) = database.table("article").all()
            (target,) = database.table("targets").all()
            events = [row["event"] for row in database.table("history").all()]
        assert head["annotator"] == "alice"
        assert head["origin"] == "seeds/000_b3b8dfdd0de7d55a.txt"
        assert target["start"] == 0
        assert target["end"] == 257
        assert target["exact"].startswith("KYIV, May 21 (Reuters) –")
        assert events == ["do", "do", "undo"]


async def test_a_save_that_fails_is_told_kept_and_tried_again(
    open_app: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_app("enter") as session:
        with monkeypatch.context() as patch:

            def full(*_: object) -> None:
                raise OSError(28, "No space left on device")

            patch.setattr("reader.annotations.store.replace_file", full)
            await session.press("1", "2")
            assert "NOT SAVED 2 · the disk is full · trying again · I why" in session.text()
            assert "[1 conflict]" in session.text()
            await session.press("I")
            assert session.word.startswith("the disk is full: ")
            assert session.word.endswith(".json is not saved: it is tried again")
            await session.press("Q")
            assert "2 decisions are not saved" in session.text()
            assert "keep for the next start" in session.text()
            await session.press("escape", "3")
            assert "NOT SAVED 3" in session.text()
        session.workspace.retry()
        await session.settle()
        assert session.on_disk() == {1: {"label conflict"}, 2: {"label economy"}, 3: {"label diplomacy"}}
        assert "NOT SAVED" not in session.text()


async def test_a_workspace_that_cannot_be_written_says_so(
    open_app: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reader.workspace.shelf.writable", lambda _: False)
    async with open_app("enter", "1") as session:
        assert "reading only" in session.text()
        assert "nothing can be kept" in session.word
        assert session.shards() == []
        assert "0/29" in session.text()


async def test_arrows_set(open_app: Opener, folder: Path) -> None:
    (folder / "reader.toml").write_text('keys = "arrows"\n')
    async with open_app("enter", "down", "j", "1", "ctrl+z", settings=load_settings(folder)) as session:
        assert session.article.article.number == 2
        assert session.on_disk() == {}


async def test_what_another_window_decides_is_shown(
    open_app: Opener, open_workspace: Callable[[], Workspace]
) -> None:
    async with open_app("enter") as session:
        other = open_workspace()
        sheet = other.sheet(session.article.here.article.id)
        other.decide(sheet, sheet.target_of_block(2), Choice(Act.SET, "economy"))
        other.flush(10)
        session.app.take_seen(session.workspace.look_around())
        await session.settle()
        assert "[2 economy]" in session.text()
        assert session.word == "in another window: economy on 2"
        assert "1/29" in session.text()
        await session.press("u")
        assert session.on_disk() == {}
        assert "[2 economy]" not in session.text()
