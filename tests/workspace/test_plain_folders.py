"""A folder that is no workspace is only read, and one decision in it takes over nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.annotations.deciding import Act, Choice
from reader.settings import load_settings
from reader.workspace.root import choose_root, init_workspace
from reader.workspace.workspace import Workspace


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home with texts at its top and deeper, and no workspace."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    home = tmp_path / "home"
    (home / "deeper").mkdir(parents=True)
    (home / "top.txt").write_text("The first text is here.\n")
    (home / "other.txt").write_text("The second text is here.\n")
    (home / "deeper" / "below.txt").write_text("The third text is here.\n")
    return home


def _open(home: Path, given: Path | None) -> Iterator[Workspace]:
    workspace = Workspace(choose_root(None, given, home), load_settings(None), "alice")
    try:
        list(workspace.scan())
        yield workspace
    finally:
        workspace.close()


@pytest.mark.parametrize(
    ("given", "count"),
    [(None, 2), ("top.txt", 1), ("deeper", 1), (".", 3)],
    ids=["here", "file", "folder", "all"],
)
def test_what_is_listed_is_what_was_named_and_nothing_is_left(
    home: Path, given: str | None, count: int
) -> None:
    before = sorted(home.rglob("*"))
    for workspace in _open(home, home / given if given else None):
        assert len(workspace.articles) == count
    assert sorted(home.rglob("*")) == before


def test_the_first_decision_stays_in_its_folder_and_takes_the_place_along(home: Path) -> None:
    for workspace in _open(home, home / "top.txt"):
        article_id = workspace.find(str(home / "top.txt"))
        sheet = workspace.sheet(article_id)
        workspace.decide(sheet, sheet.target_of_block(1), Choice(Act.FLAG))
    assert len(list((home / "annotations" / "alice").rglob("*.json"))) == 1
    root = choose_root(None, home / "top.txt", home)
    assert not root.plain
    for workspace in _open(home, home / "top.txt"):
        assert workspace.sheet(article_id).block(1).flagged
        assert len(workspace.articles) == 1
    assert choose_root(None, home / "deeper", home).path == home / "deeper", (
        "what lies below is not taken over"
    )


def test_a_workspace_made_on_purpose_counts_for_what_lies_below(home: Path) -> None:
    init_workspace(home)
    assert choose_root(None, home / "deeper" / "below.txt", home / "deeper").path == home
    assert choose_root(None, None, home / "deeper").path == home
