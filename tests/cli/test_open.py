"""The command open: which workspace and article the screen gets, and what is refused before it starts."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from subprocess import CompletedProcess
from types import ModuleType

import pytest

from reader.workspace.workspace import Workspace

Reader = Callable[..., CompletedProcess[str]]


@dataclass
class Screen:
    """What the screen was started with."""

    root: Path | None = None
    article: str | None = None
    annotator: str = ""
    keys: str = ""
    max_megabytes: float = 0
    articles: int = 0


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> Screen:
    """A screen that only notes what it is to show, on something that passes for a terminal."""
    noted = Screen()

    def run(workspace: Workspace, article_id: str | None = None, reopen: object = None) -> int:
        noted.root, noted.article = workspace.root.path, article_id
        noted.annotator, noted.keys = workspace.annotator, workspace.settings.keys
        noted.max_megabytes, noted.articles = workspace.settings.max_megabytes, len(workspace.articles)
        return 7

    module = ModuleType("reader.tui.app")
    module.__dict__["run"] = run
    monkeypatch.setitem(sys.modules, "reader.tui.app", module)
    monkeypatch.setattr("reader.cli.opening._refuse_without_terminal", lambda *_: None)
    return noted


def test_without_a_path_the_workspace_opens(workspace: Path, reader: Reader, screen: Screen) -> None:
    assert reader().returncode == 7
    assert (screen.root, screen.article, screen.annotator, screen.keys) == (workspace, None, "alice", "vi")


def test_a_file_opens_at_once_in_its_workspace(
    workspace: Path, reader: Reader, screen: Screen, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    assert reader("ws/seeds/story.txt").returncode == 7
    assert screen.root == workspace
    assert len(screen.article or "") == 16


def test_options_work_without_the_word_open(workspace: Path, reader: Reader, screen: Screen) -> None:
    reader("--annotator", "bob", "--keys", "arrows", "--max-megabytes", "20", "seeds/story.txt")
    assert (screen.annotator, screen.keys, screen.max_megabytes) == ("bob", "arrows", 20)


def test_a_folder_in_a_workspace_is_taken_in(
    workspace: Path, reader: Reader, screen: Screen, tmp_path: Path
) -> None:
    more = tmp_path / "more"
    more.mkdir()
    (more / "a.txt").write_text("It rained all day, the office said.\n")
    (more / "bad.txt").write_bytes(b"")
    done = reader("open", more)
    assert done.returncode == 7
    assert (screen.root, screen.article, screen.articles) == (workspace, None, 2)
    assert "bad.txt: the file is empty" in done.stderr


def test_a_plain_folder_stays_plain(
    tmp_path: Path, reader: Reader, screen: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "plain").mkdir()
    (tmp_path / "plain" / "a.txt").write_text("It rained all day, the office said.\n")
    assert reader("plain/a.txt").returncode == 7
    assert screen.root == tmp_path / "plain"
    assert [path.name for path in (tmp_path / "plain").iterdir()] == ["a.txt"]


def test_a_file_that_is_refused_opens_no_screen(workspace: Path, reader: Reader, screen: Screen) -> None:
    (workspace / "seeds" / "empty.txt").write_bytes(b"")
    done = reader("seeds/empty.txt")
    assert done.returncode == 1
    assert "the file is empty" in done.stderr
    assert screen.root is None
