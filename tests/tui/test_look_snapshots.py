"""How the list and the article look in each theme and size, and every other screen, held as pictures."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot

from reader.settings import Settings, load_settings
from reader.tui.app import ReaderApp
from reader.workspace.root import choose_root
from reader.workspace.workspace import Workspace
from tests.tui.test_names_snapshots import marked
from tests.tui.test_typography import TALKS

SnapCompare = Callable[..., bool]

SIZES = [(40, 20), (80, 24), (120, 40)]
THEMES = ["reader-light", "reader-dark", "reader-mono"]
PAGES = {"list": ("j",), "article": ("enter", "1", "g", "j", "3", "e", "k")}
THEME = (":", *"theme", "enter")
SCREENS = {
    "commands": ("enter", ":", "n", "o"),
    "themes": (*THEME, "j"),
    "note": ("enter", "m", *"seen by two"),
    "guide": ("enter", "1", "H"),
    "info": ("enter", "1", "g", "2", "g", "I"),
    "list-guide": ("H",),
    "list-info": ("I",),
    "contrast-dark": (*THEME, "j", "j", "enter", "enter"),
    "contrast-light": (*THEME, "j", "j", "j", "enter", "enter"),
    "typography": ("G", "enter", "j", "j", "j", "j", "1"),
}


def settled(workspace: Workspace, *keys: str) -> Callable[[Pilot[int]], object]:
    """Press keys one by one, and wait until all is on disk and on the screen."""

    async def before(pilot: Pilot[int]) -> None:
        for key in keys:
            await pilot.press(key)
            await pilot.pause()
        workspace.flush(10)
        await pilot.pause()
        await pilot.pause()

    return before


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("page", PAGES)
def test_looks_in_each_theme(
    page: str,
    theme: str,
    size: tuple[int, int],
    folder: Path,
    snap_compare: SnapCompare,
    open_workspace: Callable[..., Workspace],
) -> None:
    workspace = open_workspace(Settings(theme=theme))
    marked(workspace)
    (folder / "seeds" / "talks.txt").write_text(TALKS, "utf-8")
    list(workspace.scan())
    before = settled(workspace, *PAGES[page])
    assert snap_compare(ReaderApp(workspace, look=False), terminal_size=size, run_before=before)


@pytest.mark.parametrize("screen", SCREENS)
def test_looks_of_screens(
    screen: str,
    folder: Path,
    snap_compare: SnapCompare,
    open_workspace: Callable[..., Workspace],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # Times on the screen are those of whoever looks; here they stand still.
    for name in ("local_time", "clock_time"):
        monkeypatch.setattr(f"reader.tui.asides.{name}", lambda *_: "21 May 2026 10:30")
    monkeypatch.setattr("reader.workspace.workspace.Workspace.now", lambda _: 0)
    monkeypatch.setattr("reader.tui.screens.theme_screen.keep_own", lambda *_: Path("settings.toml"))
    (folder / "seeds" / "talks.txt").write_text(TALKS, "utf-8")
    workspace = open_workspace()
    before = settled(workspace, *SCREENS[screen])
    assert snap_compare(ReaderApp(workspace, look=False), terminal_size=(80, 24), run_before=before)


@pytest.mark.parametrize("size", [(40, 20), (80, 24)], ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("keys", [(), ("enter", "right"), ("a", *"~/news"), ("enter", "enter")])
def test_looks_at_the_first_start(
    keys: tuple[str, ...],
    size: tuple[int, int],
    folder: Path,
    snap_compare: SnapCompare,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    empty = folder.parent / "empty"
    empty.mkdir()
    opened: list[Workspace] = []

    def reopen(name: str) -> Workspace:
        root = choose_root(empty, None, empty)
        opened.append(Workspace(root, load_settings(root.path), name))
        return opened[-1]

    app = ReaderApp(reopen("alice"), look=False, reopen=reopen)
    # Where the folder lies is another place each time.
    monkeypatch.setattr("reader.tui.screens.begin_screen.inert", lambda _: "~/empty")
    assert snap_compare(app, terminal_size=size, run_before=settled(opened[0], *keys))
    for workspace in opened:
        workspace.close()
