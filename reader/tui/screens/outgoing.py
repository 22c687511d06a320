"""What leaves a screen: to the clipboard, and to the browser."""

from __future__ import annotations

import os
import shutil
import sys

from reader.tui.glyphs import inert
from reader.tui.screens.base import ReaderScreen


class OutgoingScreen(ReaderScreen):
    """A screen from which one can copy, and open the source of an article."""

    @property
    def article_out(self) -> str | None:
        """The id of the article that the keys are about, if there is one."""
        return None

    def copy(self, text: str, what: str) -> None:
        """Copy a text, and say what it was and how long."""
        # The first frame needs nothing of it.
        from reader.tui.clipboard import MOST_BYTES, too_long

        self.app.copy_to_clipboard(text)
        count = len(text)
        self.word = f"copied {what} · {count:,} {'character' if count == 1 else 'characters'}"
        if too_long(text):
            self.word += (
                f" · some terminals take {MOST_BYTES // 1000} KB at most: {self.key('page.save')} saves"
            )

    def act_source_browse(self) -> None:
        """Open the article where it came from: on the web, or the file."""
        from reader.tui.opening import opener
        from reader.workspace.addresses import address_of

        article_id = self.article_out
        if article_id is None:
            self.word = "there is no article here"
            return
        origin = self.workspace.origin(article_id)
        address = address_of(origin, self.workspace.root.path, self.workspace.sources)
        shown = inert(origin)
        if address is None:
            self.word = f"no address is known: {shown}" if origin else "no address is known"
            return
        command = opener(os.environ, sys.platform, shutil.which)
        if command is None:
            self.copy(address if origin.startswith("http") else origin, "the address")
            self.word = f"no browser here, so it was copied: {shown}"
            return
        self.word = f"opening {shown}"
        self.run_worker(lambda: self._open_address(command, address), thread=True, group="opening")

    def _open_address(self, command: list[str], address: str) -> None:
        from reader.tui.opening import open_with

        trouble = open_with(command, address)
        if trouble:
            self.app.call_from_thread(self.reader.say, trouble)
