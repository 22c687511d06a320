"""How the screens of names and quotes across articles look, held as pictures."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from textual.pilot import Pilot

from reader.settings import Settings
from reader.tui.app import ReaderApp
from reader.workspace.workspace import Workspace
from tests.tui.test_elsewhere import ANALYSES, find

LOOKS = {
    "where-else": (Settings(), ("enter", "P", "w", "tab")),
    "where-else-ascii": (Settings(glyphs="ascii"), ("enter", "P", "w", "tab")),
    "speakers": (Settings(), ("W", "j")),
    "sayings": (Settings(theme="reader-light"), ("W", "enter", "j")),
}


@pytest.mark.parametrize("look", LOOKS)
def test_looks(
    look: str, snap_compare: Callable[..., bool], folder: Path, open_workspace: Callable[..., Workspace]
) -> None:
    for nth, text in enumerate(ANALYSES):
        (folder / "seeds" / f"{nth}.txt").write_text(text, "utf-8", newline="")
    settings, keys = LOOKS[look]
    workspace = open_workspace(settings)
    find(SimpleNamespace(workspace=workspace))
    app = ReaderApp(workspace, look=False)

    async def before(pilot: Pilot[int]) -> None:
        app.list.articles.go_to(3)
        await pilot.press(*keys)
        await pilot.pause()
        await pilot.pause()

    assert snap_compare(app, terminal_size=(80, 24), run_before=before)
