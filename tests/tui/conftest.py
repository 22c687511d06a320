"""A workspace of one's own with the sample article, and the app opened on it as a person would."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from textual.pilot import Pilot
from tinydb import TinyDB

from reader.settings import Settings, load_settings
from reader.tui.app import ReaderApp
from reader.tui.screens.article_screen import ArticleScreen
from reader.tui.screens.base import ReaderScreen
from reader.workspace.root import Root
from reader.workspace.workspace import Workspace
from tests.tui.terminals import Terminal

PROJECT = Path(__file__).parents[2]
SAMPLE = "000_b3b8dfdd0de7d55a.txt"


@dataclass
class Session:
    """The app under test, its workspace and the folder that it works in."""

    app: ReaderApp
    pilot: Pilot[int]
    workspace: Workspace
    folder: Path

    async def press(self, *keys: str) -> None:
        """Press keys and wait until the screen has settled and everything is on disk."""
        await self.pilot.press(*keys)
        await self.settle()

    async def settle(self) -> None:
        """Wait until what was handed to the saver is on disk and the screen knows it."""
        self.workspace.flush(10)
        await self.pilot.pause()
        await self.pilot.pause()

    @property
    def article(self) -> ArticleScreen:
        """The article on the screen."""
        screen = self.app.screen
        assert isinstance(screen, ArticleScreen)
        return screen

    @property
    def word(self) -> str:
        """The last word."""
        screen = self.app.screen
        assert isinstance(screen, ReaderScreen)
        return screen.word

    def text(self) -> str:
        """What the screen shows, without styles."""
        width, height = self.app.size
        rows = self.app.screen._compositor.render_strips()
        return "\n".join("".join(segment.text for segment in row)[:width] for row in rows[:height])

    def shards(self, annotator: str = "alice") -> list[Path]:
        """The files of decisions on disk."""
        return sorted((self.folder / "annotations" / annotator).glob("*/*.json"))

    def on_disk(self, annotator: str = "alice") -> dict[int, set[str]]:
        """For each block, what plain TinyDB finds said of it: kind, label and state."""
        said: dict[int, set[str]] = {}
        for path in self.shards(annotator):
            with TinyDB(path) as database:
                targets = {row["id"]: row for row in database.table("targets").all()}
                for row in database.table("annotations").all():
                    number = targets[row["target"]]["block"]
                    words = [row["kind"], row["label"], "" if row["state"] == "accept" else row["state"]]
                    said.setdefault(number, set()).add(" ".join(word for word in words if word))
        return said


Opener = Callable[..., AbstractAsyncContextManager[Session]]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace like the sample one, in a home of its own."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("TERM", "xterm-256color")
    for name in ("NO_COLOR", "TMUX", "BROWSER"):
        monkeypatch.delenv(name, raising=False)
    folder = tmp_path / "news"
    (folder / "seeds").mkdir(parents=True)
    (folder / "annotations").mkdir()
    shutil.copy(PROJECT / "seeds" / SAMPLE, folder / "seeds")
    shutil.copy(PROJECT / "annotations" / "labels.toml", folder / "annotations")
    shutil.copy(PROJECT / "reader.toml", folder)
    return folder


@pytest.fixture
def open_workspace(folder: Path) -> Iterator[Callable[[], Workspace]]:
    """Opens the workspace as often as wanted, and closes what was left open."""
    opened: list[Workspace] = []

    def open_one(settings: Settings | None = None) -> Workspace:
        workspace = Workspace(Root(folder, plain=False), settings or load_settings(folder), "alice")
        opened.append(workspace)
        list(workspace.scan())
        workspace.reindex_changed()
        return workspace

    yield open_one
    for workspace in opened:
        workspace.close()


@pytest.fixture
def open_app(folder: Path, open_workspace: Callable[..., Workspace]) -> Opener:
    """Opens the app on the workspace; keys may be pressed at once."""

    @asynccontextmanager
    async def opened(
        *keys: str, size: tuple[int, int] = (80, 24), settings: Settings | None = None
    ) -> AsyncIterator[Session]:
        workspace = open_workspace(settings)
        app = ReaderApp(workspace, look=False)
        async with app.run_test(size=size) as pilot:
            session = Session(app, pilot, workspace, folder)
            await session.press(*keys)
            yield session
        workspace.close()

    return opened


@pytest.fixture
def terminal(folder: Path) -> Iterator[Callable[..., Terminal]]:
    """Opens the program in a terminal, and ends it whatever the test came to."""
    opened: list[Terminal] = []

    def open_one(*arguments: str, **environment: str) -> Terminal:
        opened.append(Terminal(folder, *arguments, **environment))
        return opened[-1]

    yield open_one
    for one in opened:
        one.child.close(force=True)


WHOLE_LABELS = """
[[groups]]
id = "scope"
name = "scope"
exclusive = true

[[labels]]
id = "home"
name = "home news"
target = "document"
group = "scope"

[[labels]]
id = "foreign"
name = "foreign news"
target = "document"
group = "scope"

[[labels]]
id = "opinion"
name = "opinion"
key = "o"
target = "document"
"""


@pytest.fixture
def whole_labels(folder: Path) -> Path:
    """The workspace with three labels for whole articles and five articles more; returns its folder."""
    with (folder / "annotations" / "labels.toml").open("a", encoding="utf-8") as file:
        file.write(WHOLE_LABELS)
    for nth in range(1, 6):
        (folder / "seeds" / f"{nth}.txt").write_text(
            f"PARIS, May {nth} (AFP) – Talks number {nth} were broken off.\n\nNo one won.\n", "utf-8"
        )
    return folder
