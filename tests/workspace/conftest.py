"""A workspace of one article, opened as often as wanted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from reader.settings import load_settings
from reader.workspace.root import Root, init_workspace
from reader.workspace.workspace import Workspace

Opener = Callable[..., Workspace]


@pytest.fixture(scope="session")
def story() -> str:
    return "PARIS, Jan 2 (AFP) – The talks began in Paris.\n\nNobody came to them.\n\nThey were broken off.\n"


@pytest.fixture
def folder(tmp_path: Path, story: str) -> Path:
    """A new workspace with one article."""
    folder = tmp_path / "ws"
    init_workspace(folder)
    (folder / "seeds" / "story.txt").write_text(story)
    return folder


@pytest.fixture
def opener(folder: Path) -> Iterator[Opener]:
    """Opens the workspace as often as wanted."""
    opened: list[Workspace] = []

    def open_one(annotator: str = "alice") -> Workspace:
        workspace = Workspace(Root(folder, plain=False), load_settings(folder), annotator)
        opened.append(workspace)
        list(workspace.scan())
        workspace.reindex_changed()
        return workspace

    yield open_one
    for workspace in opened:
        workspace.close()
