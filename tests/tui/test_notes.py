"""Notes: written below the text, kept by leaving, on disk as drafts; and the time that decisions took."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

import pytest
from textual import events
from tinydb import TinyDB

from reader.analysis.marks import Analysis
from reader.errors import RequestError
from reader.settings import load_settings
from reader.spans import Span
from reader.tui.app import ReaderApp
from reader.tui.editing import editor_command
from reader.tui.keys import Binding
from reader.tui.marking import highlights_on
from reader.workspace.root import Root
from reader.workspace.workspace import Workspace

Opener = Callable[..., AbstractAsyncContextManager[Any]]


def notes(session: Any) -> list[str]:
    found = []
    for path in session.shards():
        with TinyDB(path, access_mode="r") as database:
            found += [row["note"] for row in database.table("annotations") if row["kind"] == "note"]
    return found


async def test_note_is_kept_by_leaving_it(open_app: Opener) -> None:
    async with open_app("enter", "j", "m") as session:
        assert "Note on 2" in session.text()
        assert "Esc keep and close" in session.text()
        await session.press(*"who says so", "question_mark", "escape")
        assert notes(session) == ["who says so?"]
        assert "† who says so?" in session.text()
        assert session.word == "note on 2"
        assert session.article.article.number == 2
        await session.press("u")
        assert notes(session) == []
        await session.press("ctrl+r", "m", "backspace", "exclamation_mark", "escape")
        assert notes(session) == ["who says so!"]
        assert "note changed on 2" in session.text()


async def test_letters_in_a_note_are_no_commands(open_app: Opener) -> None:
    async with open_app("enter", "m", *"1Qu,0", "escape") as session:
        assert notes(session) == ["1Qu,0"]
        assert session.on_disk() == {1: {"note"}}


async def test_note_that_is_discarded_or_emptied(open_app: Opener) -> None:
    async with open_app("enter", "m", *"no", "ctrl+g") as session:
        assert notes(session) == []
        assert session.word == "the note is as it was"
        await session.press("m", *"no", "escape", "m", "backspace", "backspace", "escape")
        assert notes(session) == []
        assert session.word == "note taken away on 1"


async def test_note_that_is_open_when_the_app_ends_is_kept(open_app: Opener) -> None:
    async with open_app("enter", "m", *"half a th") as session:
        session.app.exit(0)
        await session.pilot.pause()
    assert notes(session) == ["half a th"]


async def test_draft_outlives_a_crash(open_app: Opener, open_workspace: Callable[..., Any]) -> None:
    async with open_app("enter", "m", *"half a th") as session:
        session.article.keep_draft()
        await session.settle()
        (draft,) = (session.folder / ".reader" / "drafts").iterdir()
        assert draft.read_text() == "half a th"
        app = ReaderApp(open_workspace(), look=False)
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("enter", "m")
            assert app.article_screen is not None
            assert app.article_screen.note is not None
            assert app.article_screen.note.text == "half a th"
            assert app.article_screen.word == "a draft that was not kept"
            await pilot.press("o", "escape")
            app.workspace.flush(10)
        assert notes(session) == ["half a tho"]
        assert not draft.exists()
        await session.press("ctrl+g")


async def test_decision_says_how_long_it_took(folder: Path) -> None:
    now = 1_700_000_000_000_000

    def clock() -> int:
        return now

    workspace = Workspace(Root(folder, plain=False), load_settings(folder), "alice", clock=clock)
    list(workspace.scan())
    app = ReaderApp(workspace, look=False)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter")
        for seconds, key in ((4, "j"), (2, "1"), (300, "k"), (1.5, "2")):
            now += int(seconds * 1_000_000)
            await pilot.press(key)
        workspace.flush(10)
    workspace.close()
    (path,) = (folder / "annotations" / "alice").glob("*/*.json")
    with TinyDB(path, access_mode="r") as database:
        assert [row["seconds"] for row in database.table("annotations")] == [2.0, 1.5]


async def test_note_opens_again_while_the_one_before_goes(open_app: Opener) -> None:
    async with open_app("enter", "m", *"one") as session:
        session.article.perform(Binding("note.keep"))
        session.article.perform(Binding("note.edit"))
        await session.settle()
        assert "Note on 1" in session.text()


async def test_enter_begins_a_new_line_and_the_paragraph_stays_in_sight(open_app: Opener) -> None:
    async with open_app("enter", *["j"] * 8, size=(80, 20)) as session:
        number = session.article.article.number
        before = session.article.article.view
        await session.press("m", *"one", "enter", *"two", *["enter"] * 6, *"nine")
        assert "line 9 of 9" not in session.text()
        assert "line 8 of 8" in session.text()
        assert f"·{number:>3}" in session.text()
        assert "nine" in session.text()
        await session.press("escape")
        assert notes(session) == ["one\ntwo\n\n\n\n\n\nnine"]
        assert "† one two nine" in session.text()
        assert session.article.article.view == before


async def test_an_editor_s_keys_work_in_a_note(open_app: Opener) -> None:
    async with open_app("enter", "m", *"one three") as session:
        await session.press("ctrl+left", *"two", "space", "home", *"0", "space", "end", *"!")
        assert session.article.note.text == "0 one two three!"
        await session.press("ctrl+w", "ctrl+z", "escape")
        assert notes(session) == ["0 one two three!"]


async def test_any_unicode_is_typed_pasted_and_drawn_inertly(open_app: Opener) -> None:
    async with open_app("enter", "m") as session:
        session.app.post_message(events.Paste("Ŵîth 北京\r\nשלום\r\x1b[31m\u202e👩\u200d👩"))
        await session.press("ä", "ж")
        text = session.text()
        assert "\x1b" not in text
        assert "\u202e" not in text
        assert "Ŵîth 北京" in text
        assert "␛[31m" in text
        await session.press("escape")
        assert notes(session) == ["Ŵîth 北京\nשלום\n\x1b[31m\u202e👩\u200d👩äж"]
        assert "\x1b" not in session.text()
        assert "pasted text" not in session.word


async def test_what_has_no_room_in_a_note_is_told_and_nothing_else_is_lost(open_app: Opener) -> None:
    async with open_app("enter", "m", *"ab") as session:
        session.app.post_message(events.Paste("x" * 10_000))
        await session.settle()
        assert session.article.note.text == "ab"
        assert session.word == (
            "nothing was put in: a note has 10,000 signs at most, and this would be 10,002"
        )
        session.app.post_message(events.Paste("y" * 9_998))
        await session.settle()
        assert "10,000 of 10,000 signs" in session.text()
        await session.press("z")
        assert session.word == "a note has 10,000 signs at most"
        await session.press("escape")
        assert [len(note) for note in notes(session)] == [10_000]


async def test_a_note_on_words_is_shown_with_them(open_app: Opener) -> None:
    async with open_app("enter") as session:
        sheet = session.article.here
        start = sheet.article.text.index("Donbas")
        target = sheet.target_of_span(Span(start, start + 6))
        session.article.write_note(sheet, (target,))
        await session.press(*"region", "enter", *"of two", "escape")
        assert "† “Donbas” region of two" in session.text()
        assert session.word == "note on “Donbas”"
        (path,) = session.shards()
        with TinyDB(path, access_mode="r") as database:
            (row,) = database.table("targets")
        assert (row["kind"], row["exact"]) == ("span", "Donbas")
        await session.press("u")
        assert "† “Donbas”" not in session.text()


async def test_a_note_on_the_article_from_the_list_and_in_it(open_app: Opener) -> None:
    async with open_app("m", *"read again", "escape") as session:
        assert "▌○† Russia moved" in session.text()
        assert session.word == "note on the article"
        assert notes(session) == ["read again"]
        await session.press("enter")
        assert "† read again" in session.text().splitlines()[1]
        await session.press("colon", *"note on the", "enter", *"!", "escape")
        assert notes(session) == ["read again!"]
        await session.press("q", "m", *["backspace"] * 11, "escape")
        assert notes(session) == []
        assert "▌►  Russia moved" in session.text()


async def test_a_note_stays_on_what_it_was_begun_on(open_app: Opener) -> None:
    async with open_app("enter", "m", *"on one") as session:
        session.article.article.go_to(2)
        await session.press("escape")
        assert session.on_disk() == {1: {"note"}}


async def test_a_draft_of_old_is_found_by_the_number_of_its_paragraph(open_app: Opener) -> None:
    async with open_app("enter", "j") as session:
        folder = session.folder / ".reader" / "drafts"
        folder.mkdir()
        (folder / f"alice-{session.article.here.article.id}-2").write_text("from before")
        await session.press("m")
        assert session.article.note.text == "from before"
        await session.press("escape")
        assert notes(session) == ["from before"]
        assert list(folder.iterdir()) == []


async def test_without_a_terminal_no_editor_is_opened(
    open_app: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VISUAL", "true")
    async with open_app("enter", "m", *"half", "ctrl+o") as session:
        assert session.word == "no editor can be opened from here: write below"
        assert session.article.note.text == "half"
        monkeypatch.setenv("VISUAL", "no-such-editor --wait")
        await session.press("ctrl+o")
        assert session.word == "no-such-editor is not found: VISUAL names it as your editor"
        await session.press("escape")
        assert notes(session) == ["half"]
        assert list((session.folder / ".reader" / "drafts").iterdir()) == []


async def test_a_note_that_cannot_be_kept_stays_open_and_as_a_draft(open_app: Opener) -> None:
    async with open_app("enter", "m", *"a") as session:
        session.article.note.replace("x" * 10_001)
        await session.press("escape")
        assert session.word.startswith("this note has 10,001 signs: a note has 10,000 at most")
        assert len(session.article.note.text) == 10_001
        session.app.exit(0)
        await session.pilot.pause()
    (draft,) = (session.folder / ".reader" / "drafts").iterdir()
    assert draft.read_text() == "x" * 10_001
    assert notes(session) == []


@pytest.mark.parametrize(
    ("environment", "there", "expected"),
    [
        ({"VISUAL": "code --wait", "EDITOR": "vi"}, {"code", "vi"}, ["code", "--wait"]),
        ({"VISUAL": " ", "EDITOR": "'my editor' -x"}, {"my editor"}, ["my editor", "-x"]),
        ({}, {"vi", "nano"}, ["nano"]),
        ({}, {"vi"}, ["vi"]),
    ],
)
def test_which_editor_is_meant(environment: dict[str, str], there: set[str], expected: list[str]) -> None:
    assert editor_command(environment, lambda name: name if name in there else None) == expected


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({"EDITOR": "'vi"}, "EDITOR cannot be read: 'vi: a quotation mark is missing"),
        ({"EDITOR": "vim"}, "vim is not found: EDITOR names it as your editor"),
        ({}, "no editor is known: set EDITOR to the one you like"),
    ],
)
def test_an_editor_that_is_not_there_is_told(environment: dict[str, str], said: str) -> None:
    with pytest.raises(RequestError) as told:
        editor_command(environment, lambda _: None)
    assert str(told.value) == said


async def test_a_family_is_typed_and_erased_whole(open_app: Opener) -> None:
    async with open_app("enter", "m", *"ab") as session:
        for sign, key in (("👩", "woman"), ("\u200d", "zero_width_joiner"), ("👧", "girl")):
            session.app.post_message(events.Key(key, sign))
        await session.settle()
        assert session.article.note.text == "ab👩\u200d👧"
        await session.press("backspace")
        assert session.article.note.text == "ab"
        await session.press("enter", "backspace", "escape")
        assert notes(session) == ["ab"]


async def test_a_note_on_words_that_were_chosen(open_app: Opener) -> None:
    async with open_app("enter", "v", "m", *"where", "escape") as session:
        assert session.word == "note on “KYIV”"
        assert "† “KYIV” where" in session.text()
        assert "SELECT" not in session.text()
        session.article.take_highlights(highlights_on(session.article.here, Analysis("fast 1")))
        await session.press("j", "P")
        assert "Notes" in session.text()
        assert "on 1, “KYIV”" in session.text()
        await session.press("enter")
        assert session.article.article.number == 1
        assert session.word == "† where"
