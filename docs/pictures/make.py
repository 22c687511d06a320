"""Makes the picture of the README with the program itself, on a copy of the sample workspace."""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import tempfile
from pathlib import Path

from reader.settings import load_settings
from reader.tui.app import ReaderApp
from reader.workspace.root import Root
from reader.workspace.workspace import Workspace

HERE = Path(__file__).parent
PROJECT = HERE.parents[1]
KEYS = ("enter", "1", "b", "3", "0", "e", "X", "1")


async def _draw(workspace: Workspace) -> str:
    app = ReaderApp(workspace)
    listing = workspace.listing()
    listing.load()
    first = listing.row(0)
    if first is None:
        raise SystemExit("there is no article to draw")
    async with app.run_test(size=(92, 30)) as pilot:
        await pilot.press(*KEYS)
        while workspace.analysis(first.id) is None:
            await pilot.pause(0.1)
        workspace.flush(10)
        await pilot.pause()
        await pilot.pause()
        return app.export_screenshot(title="reader")


def main() -> None:
    """Write article.svg beside this file."""
    os.environ["COLORTERM"] = "truecolor"
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "news"
        for name in ("seeds", "annotations"):
            shutil.copytree(PROJECT / name, folder / name, ignore=shutil.ignore_patterns("[!l]*.json"))
        workspace = Workspace(Root(folder, plain=False), load_settings(folder), "alice")
        list(workspace.scan())
        picture = asyncio.run(_draw(workspace))
        workspace.close()
    # A picture loads nothing from elsewhere.
    picture = re.sub(r"@font-face \{.*?\}\n?", "", picture, flags=re.DOTALL)
    (HERE / "article.svg").write_text(re.sub(r"Fira Code", "monospace", picture), "utf-8")


if __name__ == "__main__":
    main()
