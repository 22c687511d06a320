"""How ranges, labels of whole articles and the signs of the list look, held as pictures."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot

from reader.settings import Settings
from reader.tui.app import ReaderApp
from reader.workspace.workspace import Workspace

LOOKS = {
    "range": (Settings(), ("enter", "2", "V", "j", "j")),
    "range-ascii": (Settings(glyphs="ascii"), ("enter", "2", "V", "j", "j")),
    "article-labels": (Settings(), ("enter", "T", "enter", "T", "o")),
    "rows": (Settings(), ("f", "j", "i", "j", "1", "j", "comma", "o", "1", "j", "enter", "q", "V", "k")),
}


@pytest.mark.parametrize("look", LOOKS)
def test_looks(
    look: str,
    snap_compare: Callable[..., bool],
    whole_labels: Path,
    open_workspace: Callable[..., Workspace],
) -> None:
    settings, keys = LOOKS[look]
    workspace = open_workspace(settings)

    async def before(pilot: Pilot[int]) -> None:
        for key in keys:
            await pilot.press(key)
            workspace.flush(10)
        await pilot.pause()
        await pilot.pause()

    assert snap_compare(ReaderApp(workspace, look=False), terminal_size=(80, 24), run_before=before)
