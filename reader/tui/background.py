"""What the app does in the background: long work with progress, and looking for new files."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual.app import App

from reader.errors import ReaderError
from reader.tui.keys import EVERYWHERE, first_key
from reader.tui.screens.base import Desktop, ReaderScreen
from reader.workspace.deed import Progress
from reader.workspace.workspace import Workspace

if TYPE_CHECKING:
    from reader.corpus.article import Article
    from reader.tui.screens.list_screen import ListScreen


class BackgroundApp(App[int], inherit_bindings=False):
    """An app over a workspace that works in threads and says how far it has come."""

    workspace: Workspace
    desktop: Desktop
    list: ListScreen
    _working = False
    _stopping = False
    to_look_at = 0
    """How many files and articles needed a look when it was looked last."""

    def copy_to_clipboard(self, text: str) -> None:
        """Give a text to the terminal that one sits at, which may be far away.

        It goes there in base64 (OSC 52): whatever it holds, the terminal does not obey it.
        """
        from reader.tui.clipboard import hand_over, safe, tmux_commands

        text = safe(text)
        super().copy_to_clipboard(text)
        commands = tmux_commands(os.environ, shutil.which)
        if commands:
            self.run_worker(lambda: hand_over(commands, text), thread=True, group="copying")

    def say(self, words: str) -> None:
        if isinstance(self.screen, ReaderScreen):
            self.screen.word = words

    def work_on(self, words: str, work: Callable[[Progress], str]) -> None:
        """Do something long in the background: its progress is told, and Ctrl-C breaks it off."""
        if self._working:
            self.say("one thing at a time: something is still going on")
            return
        self._working = True
        self._stopping = False

        def progress(done: int, total: int) -> bool:
            self.call_from_thread(self.say, f"{words} {done:,} of {total:,}{self._breaks_off()}")
            return not self._stopping

        def run() -> None:
            try:
                said = work(progress)
            except ReaderError as error:
                said = str(error)
            finally:
                self.workspace.release()
            self.call_from_thread(self._work_done, said)

        self.run_worker(run, thread=True, group="work")

    def _breaks_off(self) -> str:
        key = first_key(EVERYWHERE, "work.cancel", self.desktop.key_set)
        return f" · {key} breaks off" if key else ""

    def _work_done(self, said: str) -> None:
        self._working = False
        for screen in self.screen_stack:
            if isinstance(screen, ReaderScreen):
                screen.saves_changed()
                screen.refresh_bars()
        self.say(said)

    def stop_work(self) -> bool:
        """Break off what goes on in the background; False when nothing does."""
        self._stopping = True
        return self.workspace.whereabouts.stop() or self._working

    def prepare(self, article_ids: Sequence[str], lay_out: Callable[[Article], object]) -> None:
        """Have articles parsed and laid out before they are asked for."""

        def run() -> None:
            try:
                for article_id in article_ids:
                    lay_out(self.workspace.article(article_id))
            except ReaderError:
                # Whoever opens it is told.
                return
            finally:
                self.workspace.release()

        self.run_worker(run, thread=True, exclusive=True, group="preparing")

    def look_for_articles(self, *, quietly: bool = False) -> None:
        """Look for new and changed files in the background; the list follows when there are any."""
        self.run_worker(lambda: self._look(quietly=quietly), thread=True, exclusive=True, group="looking")

    def _look(self, *, quietly: bool) -> None:
        # What the first Enter needs is at hand before it is pressed.
        from reader.tui.screens import article_screen  # noqa: F401
        from reader.workspace.intake import Taken

        try:
            outcomes = list(self.workspace.scan())
            problems = self.workspace.reindex_changed()
            self.to_look_at = len(problems) + self.workspace.count_looks()
        except ReaderError as error:
            self.call_from_thread(self.say, str(error))
            return
        finally:
            self.workspace.release()
        new = sum(outcome.taken in (Taken.ADDED, Taken.CHANGED, Taken.MOVED) for outcome in outcomes)
        refused = [outcome for outcome in outcomes if outcome.taken is Taken.REFUSED]
        words = f"{new} new or changed" if new or not quietly else ""
        if refused and refused[0].why:
            others = f"{len(refused)} files cannot be read, the first: " if len(refused) > 1 else ""
            words = f"{others}{refused[0].why}"
        if problems:
            words = str(problems[0])
        self.call_from_thread(self._found, new > 0, words)

    def _found(self, anything: bool, words: str) -> None:
        if anything:
            self.list.show_listing()
        else:
            self.list.refresh_rows()
        if words:
            self.say(words)
