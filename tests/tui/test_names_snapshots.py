"""How names, quotes and the panel look, held as pictures like those of `test_snapshots`."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from textual.pilot import Pilot

from reader.settings import Settings
from reader.tui.app import ReaderApp
from reader.workspace.workspace import Workspace
from tests.tui.marked import sample_analysis

LOOKS = {
    "names": (Settings(), ("enter", "j", "j")),
    "light": (Settings(theme="reader-light"), ("enter", "j", "j", "tab", "tab")),
    "letters": (Settings(marks="letters"), ("enter", "j", "j", "tab")),
    "panel": (Settings(), ("enter", "j", "j", "P", "j", "j")),
    "gone": (Settings(), ("enter", "P", "j", "enter")),
}


def marked(workspace: Workspace, *notices: str) -> Workspace:
    """The workspace with the names and quotes of its article found."""
    (article_id,) = workspace.articles.ids_beginning("")
    workspace.analyses.put(article_id, sample_analysis(workspace.article(article_id).text, *notices))
    return workspace


@pytest.mark.parametrize("size", [(40, 24), (80, 24), (120, 40)], ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("look", LOOKS)
def test_looks(
    look: str,
    size: tuple[int, int],
    snap_compare: Callable[..., bool],
    open_workspace: Callable[..., Workspace],
) -> None:
    settings, keys = LOOKS[look]
    workspace = marked(open_workspace(settings))

    async def before(pilot: Pilot[int]) -> None:
        await pilot.press(*keys)
        await pilot.pause()
        await pilot.pause()

    assert snap_compare(ReaderApp(workspace, look=False), terminal_size=size, run_before=before)


@pytest.mark.parametrize("plain", [False, True], ids=["ascii", "no-color"])
def test_looks_with_less(
    plain: bool,
    snap_compare: Callable[..., bool],
    open_workspace: Callable[..., Workspace],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if plain:
        monkeypatch.setenv("NO_COLOR", "1")
    workspace = marked(open_workspace(Settings(glyphs="unicode" if plain else "ascii")), "fast stood in")

    async def before(pilot: Pilot[int]) -> None:
        await pilot.press("enter", "j", "j", "P", "j")
        await pilot.pause()
        await pilot.pause()

    assert snap_compare(ReaderApp(workspace, look=False), terminal_size=(80, 24), run_before=before)
