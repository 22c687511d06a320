"""What the app has analysed behind the screen, and that nothing of it is left when it ends."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from reader.settings import AnalysisSettings, load_settings
from reader.tui.app import ReaderApp
from reader.workspace.workspace import Workspace

OpenWorkspace = Callable[..., Workspace]


def children() -> list[int]:
    """The processes of engines that this process has started and that have not ended."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, parent = stat.read_text().rpartition(")")[2].split()[:2]
            if int(parent) == os.getpid() and state != "Z":
                command = (stat.parent / "cmdline").read_bytes()
                found += [int(stat.parent.name)] if b"reader.analysis.serving" in command else []
        except (OSError, ValueError):
            continue
    return found


async def until(condition: Callable[[], object]) -> None:
    while not condition():
        await asyncio.sleep(0.01)


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="only Linux lists processes as files")
async def test_the_article_opened_is_analysed_then_its_neighbours(
    folder: Path, open_workspace: OpenWorkspace
) -> None:
    for name in ("one", "two", "three"):
        (folder / "seeds" / f"{name}.txt").write_text(f"Nobody came to Rome on day {name}.\n")
    settings = replace(load_settings(folder), analysis=AnalysisSettings("fast"))
    workspace = open_workspace(settings)
    told: list[str] = []
    workspace.on_analysis(told.append)
    app = ReaderApp(workspace)
    async with app.run_test() as pilot:
        await pilot.pause()
        assert not children()
        rows = [app.list.articles.listing.row(nth) for nth in range(4)]
        ids = [row.id for row in rows if row is not None]
        app.open_article(ids[1])
        await until(lambda: len(told) == 3)
        assert told == [ids[1], ids[2], ids[0]]
        found = workspace.analysis(ids[1])
        assert found is not None
        assert found.engine.startswith("fast ")
        assert len(children()) == 1
        await pilot.press("J")
        await until(lambda: len(told) == 4)
        assert told[3] == ids[3]
        assert len(children()) == 1
    assert workspace.close() == 0
    await until(lambda: not children())


async def test_an_engine_that_hangs_keeps_no_key_waiting_and_the_article_readable(
    folder: Path, open_workspace: OpenWorkspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "hanging.py").write_text("import time\n\ndef hang(text):\n    time.sleep(600)\n")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    settings = replace(load_settings(folder), analysis=AnalysisSettings("hanging:hang", 1))
    workspace = open_workspace(settings)
    told: list[str] = []
    workspace.on_analysis(told.append)
    app = ReaderApp(workspace)
    async with app.run_test() as pilot:
        await pilot.press("enter", "j", "1")
        reading = app.article_screen
        assert reading is not None
        assert reading.here.decided == 1
        await until(lambda: told)
        found = workspace.analysis(reading.here.article.id)
        assert found is not None
        assert found.engine.startswith("fast ")
        assert "the engine 'hanging:hang' did not answer within" in found.notices[0]
        assert found.mentions
    assert workspace.close() == 0
