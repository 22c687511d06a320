"""The first start: three screens at most to the first decision, and nothing written before one confirms."""

from __future__ import annotations

import getpass
import shutil
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest
from textual.events import Paste

from reader.annotations.scheme_reading import load_scheme
from reader.settings import load_settings
from reader.tui.app import ReaderApp
from reader.workspace.beginning import sample_text, topics
from reader.workspace.root import choose_root
from reader.workspace.workspace import Workspace
from tests.tui.conftest import PROJECT, SAMPLE, Session
from tests.tui.terminals import Terminal

Opener = Callable[..., AbstractAsyncContextManager[Session]]


@pytest.fixture
def empty(tmp_path: Path, folder: Path) -> Path:
    """A folder with nothing in it, in a home of its own."""
    made = tmp_path / "empty"
    made.mkdir()
    return made


@pytest.fixture
def begin(empty: Path) -> Iterator[Opener]:
    """Opens the app on the folder as the command line does."""
    opened: list[Workspace] = []

    def reopen(name: str) -> Workspace:
        root = choose_root(empty, None, empty)
        opened.append(Workspace(root, load_settings(root.path), name))
        return opened[-1]

    @asynccontextmanager
    async def begun(*keys: str, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Session]:
        workspace = reopen("alice")
        list(workspace.scan())
        app = ReaderApp(workspace, look=False, reopen=reopen)
        async with app.run_test(size=size) as pilot:
            session = Session(app, pilot, workspace, empty)
            await session.press(*keys)
            yield session

    yield begun
    for workspace in opened:
        workspace.close()


def files_in(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


async def decided(session: Session, *keys: str) -> None:
    """Press keys in the folder as it was made, and wait until all is on disk."""
    await session.pilot.press(*keys)
    session.app.workspace.flush(10)
    await session.pilot.pause()
    await session.pilot.pause()


async def test_enter_twice_reaches_the_first_paragraph_and_a_digit_decides(
    begin: Opener, empty: Path
) -> None:
    async with begin() as session:
        assert "No articles in this folder." in session.text()
        assert "try the sample article" in session.text()
        await session.press("enter")
        assert "Your name on decisions: alice" in session.text()
        assert "news topics (4)" in session.text()
        assert files_in(empty) == set()
        await session.press("enter")
        assert "Press 1 for “conflict”" in session.text()
        assert "KYIV, May 21" in session.text()
        await decided(session, "1")
        assert session.on_disk() == {1: {"label conflict"}}
        assert "First steps" in session.text()
        await decided(session, "1", "0")
        assert "First steps" not in session.text()
    made = {path for path in files_in(empty) if not path.startswith((".reader/lib", ".reader/locks"))}
    assert {"reader.toml", "annotations/labels.toml", "seeds/sample.txt", ".reader/.gitignore"} <= made
    assert load_settings(None).annotator == "alice"


@pytest.mark.parametrize(
    "keys", [("escape",), ("q",), ("enter", "escape", "escape"), ("a", "x", "escape", "q")]
)
async def test_escape_leaves_and_nothing_was_made(begin: Opener, empty: Path, keys: tuple[str, ...]) -> None:
    async with begin(*keys) as session:
        assert session.app.return_code == 0
    assert files_in(empty) == set()


async def test_the_labels_are_shown_before_they_are_chosen(begin: Opener) -> None:
    async with begin("enter", "right") as session:
        assert "Label what a paragraph reports" in session.text()
        assert "Fighting, attacks" in session.text()
        await session.press("right")
        assert "Fighting, attacks" not in session.text()


async def test_another_name_is_that_of_the_decisions(begin: Opener, empty: Path) -> None:
    async with begin("enter", *(["backspace"] * 5), *"Zoë", "enter") as session:
        await decided(session, "1")
        assert session.app.workspace.annotator == "Zoë"
        assert "Zoë" in session.text()
    assert load_settings(None).annotator == "Zoë"


async def test_what_is_typed_takes_the_place_of_the_name_proposed(begin: Opener) -> None:
    async with begin("enter", *"Zoë", "down") as session:
        assert "Your name on decisions: Zoë" in session.text()
        await session.press(*"!")
        assert "Your name on decisions: Zoë!" in session.text()


async def test_a_sign_taken_away_keeps_the_rest_of_the_name(begin: Opener) -> None:
    async with begin("enter") as session:
        name = session.text().partition("Your name on decisions: ")[2].split()[0]
        await session.press("backspace", "x")
        assert f"Your name on decisions: {name[:-1]}x" in session.text()


async def test_without_a_name_it_does_not_go_on(begin: Opener, empty: Path) -> None:
    async with begin("enter", *(["backspace"] * 9), "enter") as session:
        assert "decisions need a name" in session.word
    assert files_in(empty) == set()


async def test_a_folder_of_ones_own_is_taken_in(begin: Opener, empty: Path, tmp_path: Path) -> None:
    news = tmp_path / "mine"
    news.mkdir()
    (news / "rain.txt").write_text("Rain fell for hours.\n\nNobody minded.\n", "utf-8")
    async with begin("a", *"nowhere", "enter") as session:
        assert "there is no such file or folder" in session.word
        await session.press(*(["backspace"] * 7), *str(news), "enter")
        assert "Your name on decisions" in session.text()
        await session.press("enter")
        assert "Rain fell for hours." in session.text()
        await decided(session, "1")
        assert session.on_disk() == {1: {"label conflict"}}
    assert not (empty / "seeds" / "sample.txt").exists()


async def test_labels_of_ones_own_are_copied_and_wrong_ones_told(
    begin: Opener, empty: Path, folder: Path, tmp_path: Path
) -> None:
    wrong = tmp_path / "wrong.toml"
    wrong.write_text('[[labels]]\nid = "A"\n', "utf-8")
    async with begin("enter", "down", "enter", *str(wrong), "enter") as session:
        assert "wrong.toml:2" in session.word
        assert files_in(empty) == set()
        right = folder / "annotations" / "labels.toml"
        await session.press(*(["backspace"] * len(str(wrong))), *str(right), "enter")
        assert "KYIV, May 21" in session.text()
    assert (empty / "annotations" / "labels.toml").read_text() == right.read_text()


async def test_who_only_reads_gets_a_scheme_to_be_filled(begin: Opener, empty: Path) -> None:
    async with begin("enter", "down", "down", "enter") as session:
        assert "KYIV, May 21" in session.text()
        assert "First steps" not in session.text()
    assert load_scheme(empty / "annotations" / "labels.toml").labels == ()
    async with begin() as session:
        assert "1 article" in session.text()


async def test_a_folder_with_articles_is_asked_for_labels_once(begin: Opener, empty: Path) -> None:
    shutil.copy(PROJECT / "seeds" / SAMPLE, empty)
    async with begin() as session:
        assert "1 article here, and no labels yet." in session.text()
        await session.press("escape")
        assert "Russia moved nearer" in session.text()
    assert files_in(empty) == {SAMPLE}
    async with begin("down", "down", "enter") as session:
        assert "Russia moved nearer" in session.text()
    assert files_in(empty) == {SAMPLE}
    async with begin() as session:
        assert "no labels yet" not in session.text()


async def test_labels_chosen_for_a_folder_of_texts_leave_its_texts_its_articles(
    begin: Opener, empty: Path
) -> None:
    shutil.copy(PROJECT / "seeds" / SAMPLE, empty)
    async with begin("enter") as session:
        assert "Russia moved nearer" in session.text()
        await decided(session, "enter", "1")
        assert session.on_disk() == {1: {"label conflict"}}
    (empty / "second.txt").write_text("Rain fell.\n", "utf-8")
    async with begin() as session:
        assert "Russia moved nearer" in session.text()
        assert "Rain fell" in session.text()


async def test_a_workspace_that_has_all_goes_straight_on(begin: Opener, empty: Path, folder: Path) -> None:
    shutil.copytree(folder, empty, dirs_exist_ok=True)
    async with begin() as session:
        assert "1 article" in session.text()
        assert "Enter open" in session.text()


@pytest.mark.parametrize("size", [(40, 20), (10, 3), (200, 50)])
async def test_it_holds_at_any_size(begin: Opener, size: tuple[int, int]) -> None:
    async with begin("down", "up", "enter", "right", "escape", "enter", size=size) as session:
        await session.pilot.resize_terminal(80, 24)
        await session.settle()
        assert "Your name on decisions" in session.text()


def test_the_sample_is_the_one_of_the_project() -> None:
    assert sample_text() == (PROJECT / "seeds" / SAMPLE).read_text("utf-8")
    assert [label.key for label in topics().labels] == ["1", "2", "3", "4"]


def test_the_installed_reader_leads_to_the_first_decision(empty: Path, folder: Path) -> None:
    one = Terminal(empty)
    one.press("", "No articles in this folder.")
    one.press("\r", "news topics (4)")
    assert files_in(empty) == set()
    one.press("\r", "Press 1 for", "0/29")
    one.press("1", "1/29", "saved")
    one.press("Q")
    assert one.end() == 0
    assert list((empty / "annotations" / "alice").glob("*/*.json"))
    again = Terminal(empty)
    again.press("", "1/29")
    again.press("Q")
    assert again.end() == 0
    assert getpass.getuser()


async def test_a_path_may_be_pasted(begin: Opener) -> None:
    async with begin("a") as session:
        session.app.post_message(Paste("/news/of today\n"))
        await session.settle()
        assert "/news/of today" in session.text()
        assert session.word == ""
