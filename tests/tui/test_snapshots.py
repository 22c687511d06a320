"""How the screens look, held as pictures: `make snapshots` takes them anew, and a person looks at them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot

from reader.tui.app import ReaderApp
from reader.workspace.workspace import Workspace

SIZES = [(40, 24), (80, 24), (120, 40)]
DECIDED = ("enter", "1", "b", "3", "0", "i", "e", "f", "X", "1", "g", "j")
SCREENS = {
    "list": (),
    "article": ("enter",),
    "decided": DECIDED,
    "letters": (*DECIDED, "comma"),
    "picker": (*DECIDED, "t", "c"),
    "note": ("enter", "j", "m", *"Who counted them?", "enter", *"Ask the ministry."),
    "noted": ("m", *"Good.", "escape", "enter", "j", "m", *"Who counted them?", "escape"),
    "help": ("enter", "question_mark"),
}

SnapCompare = Callable[..., bool]


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("screen", SCREENS)
def test_looks(
    screen: str,
    size: tuple[int, int],
    snap_compare: SnapCompare,
    open_workspace: Callable[[], Workspace],
) -> None:
    workspace = open_workspace()

    async def before(pilot: Pilot[int]) -> None:
        await pilot.press(*SCREENS[screen])
        workspace.flush(10)
        await pilot.pause()
        await pilot.pause()

    assert snap_compare(ReaderApp(workspace, look=False), terminal_size=size, run_before=before)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_list_of_many(
    size: tuple[int, int],
    folder: Path,
    snap_compare: SnapCompare,
    open_workspace: Callable[[], Workspace],
) -> None:
    cities = ["Paris", "Lagos", "São Paulo", "東京", "Київ", "Zürich"]
    for nth, city in enumerate(cities * 7):
        day, hour = nth % 28 + 1, nth % 12 + 1
        (folder / "seeds" / f"{nth:02d}.txt").write_text(
            f"{city.upper()}, Jan {day} (AFP) – Talks in {city} were broken off after {hour} hours.\n\n"
            "No one won.\n",
            "utf-8",
        )
    workspace = open_workspace()
    keys = ("j", "enter", "1", "2", "q", "j", "enter", "f", "q", "j", "enter", "q", "j")

    async def before(pilot: Pilot[int]) -> None:
        await pilot.press(*keys)
        workspace.flush(10)
        await pilot.pause()
        await pilot.pause()

    assert snap_compare(ReaderApp(workspace, look=False), terminal_size=size, run_before=before)
