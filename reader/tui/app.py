"""The app: screens over one workspace, and what they ask of each other."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import os
import signal
from collections.abc import Callable
from typing import TYPE_CHECKING

from textual import events
from textual.app import App

from reader.annotations.model import Event, bulk_of
from reader.errors import ReaderError
from reader.tui.dispatch import keep_writing, take_bursts_for_pastes, take_escapes_apart
from reader.tui.keys import Binding
from reader.tui.label_keys import assign_keys
from reader.tui.looks import THEMES, Looks, looks_for
from reader.tui.screens.base import Desktop, ReaderScreen
from reader.tui.screens.list_screen import ListScreen
from reader.tui.signs import choose_signs
from reader.workspace.bulk import Progress
from reader.workspace.deed import Deed, Reverted
from reader.workspace.ids import system_clock
from reader.workspace.saving import SaveState
from reader.workspace.watching import Seen
from reader.workspace.workspace import Workspace

if TYPE_CHECKING:
    from reader.tui.screens.article_screen import ArticleScreen


class ReaderApp(App[int], inherit_bindings=False):
    """Shows a workspace: the list, and over it the article that is being read."""

    ENABLE_COMMAND_PALETTE = False
    TITLE = "reader"
    CSS = """
    Screen { background: $background; color: $foreground; }
    """

    def __init__(self, workspace: Workspace, article_id: str | None = None, *, look: bool = True) -> None:
        """Open on the list, or on an article; without `look` nothing is looked for in the background."""
        no_color = "NO_COLOR" in os.environ
        # Textual takes NO_COLOR for greys; its own filter for no colour at all needs the terminal's palette.
        super().__init__(ansi_color=True if no_color else None)
        self.workspace = workspace
        self._first_article = article_id
        self._look_at_start = look
        self._working = False
        self._stopping = False
        self.to_look_at = 0
        """How many files and articles needed a look when it was looked last."""
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = (
            workspace.settings.theme if workspace.settings.theme in self.available_themes else THEMES[0].name
        )
        self._plain = no_color
        self.desktop = self._make_desktop()

    def _make_desktop(self) -> Desktop:
        variables = self.current_theme.to_color_system().generate()
        looks: Looks = looks_for(
            variables,
            plain=self._plain,
            dark=self.current_theme.dark,
            sixteen=self.console.color_system == "standard",
        )
        signs = choose_signs(self.workspace.settings.glyphs, os.environ)
        return Desktop(self.workspace, looks, signs, self.workspace.settings.keys)

    def on_mount(self) -> None:
        """Show the list, and the article asked for; look for new files behind it."""
        self.workspace.saved = self._tell_saved
        self.workspace.troubled = self._tell_trouble
        self.workspace.on_analysis(self._tell_analysis)
        self.list = ListScreen(self.desktop)
        self.push_screen(self.list)
        if self._first_article is not None:
            self.open_article(self._first_article)
        for notice in (*self.workspace.notices, *assign_keys(self.workspace.scheme).notices)[:1]:
            self.list.word = notice
        self.call_after_refresh(self._after_first_frame)
        # Whatever ends the app now, nothing that was decided is thrown away unasked.
        self.workspace.rescuing = True
        with contextlib.suppress(NotImplementedError, ValueError, RuntimeError):
            loop = asyncio.get_running_loop()
            for number in (signal.SIGTERM, signal.SIGHUP):
                loop.add_signal_handler(number, self._leave)
            loop.add_signal_handler(signal.SIGINT, self._interrupted)

    def _leave(self, tries: int = 50) -> None:
        """End, whoever asks for it from outside: the keys that came before are done first."""
        keep_writing()
        screen = self.screen
        if tries and isinstance(screen, ReaderScreen) and screen.has_early_keys:
            self.set_timer(0.02, lambda: self._leave(tries - 1))
        else:
            self.exit(0)

    def _interrupted(self) -> None:
        """Ctrl-C as a signal is what it is as a key: it never kills."""
        if isinstance(self.screen, ReaderScreen):
            self.screen.perform(Binding("work.cancel"))

    async def on_event(self, event: events.Event) -> None:
        """Give a key to the screen that is on top now, before Textual hands it on."""
        if isinstance(event, events.Key) and not event.is_forwarded and isinstance(self.screen, ReaderScreen):
            self.app_focus = True
            if self.screen.take_key(event):
                return
        await super().on_event(event)

    def _after_first_frame(self) -> None:
        # What was made for the start stays for good; the collector need not look at it again.
        gc.freeze()
        gc.enable()
        if self._look_at_start:
            self.look_for_articles(quietly=True)
            self.workspace.watch(lambda seen: self.call_from_thread(self.take_seen, seen))

    # -- what screens ask for ----------------------------------------------------------------------------

    def open_article(self, article_id: str) -> None:
        """Show an article over the list; a list cursor elsewhere goes along."""
        # Imported after the first frame: the list needs nothing of it.
        from reader.tui.screens.article_screen import ArticleScreen

        screen = ArticleScreen(self.desktop, article_id)
        if self.article_screen is not None:
            self.pop_screen()
        position = self.list.articles.listing.position(article_id)
        if position is not None:
            self.list.articles.go_to(position)
        self.push_screen(screen)
        if self._look_at_start:
            self.call_after_refresh(self._analyse, article_id, position)

    def _analyse(self, article_id: str, position: int | None) -> None:
        """Have the names and quotes of an article found in the background, then those of its neighbours."""
        listing = self.list.articles.listing
        beside = () if position is None else (position + 1, position - 1)
        rows = [listing.row(one) for one in beside if one >= 0]
        self.workspace.analyse([article_id, *(row.id for row in rows if row is not None)])

    def look_at(self, article_id: str, block: int | None, target: str | None) -> None:
        """Show an article at a block, or at a target in the list of what has no certain place in it."""
        self.pop_screen()
        self.open_article(article_id)
        screen = self.article_screen
        if screen is not None and block is not None:
            screen.article.go_to(block)
        elif screen is not None and target is not None:
            self.call_after_refresh(screen.perform, Binding("adrift.show", target))

    def show_labels(self) -> None:
        """Show the labels, to be changed."""
        from reader.tui.screens.labels_screen import LabelsScreen

        self.push_screen(LabelsScreen(self.desktop))

    def show_looks(self) -> None:
        """Show what needs a look."""
        from reader.tui.screens.look_screen import LookScreen

        self.push_screen(LookScreen(self.desktop))

    def open_neighbour(self, step: int) -> None:
        """Show the next (1) or the previous (-1) article of the list."""
        articles = self.list.articles
        row = articles.listing.row(articles.cursor + step) if articles.cursor + step >= 0 else None
        if row is None:
            self._say("this is the last article" if step > 0 else "this is the first article")
        else:
            self.open_article(row.id)

    @property
    def article_screen(self) -> ArticleScreen | None:
        """The article on top, if one is."""
        from reader.tui.screens.article_screen import ArticleScreen

        return self.screen if isinstance(self.screen, ArticleScreen) else None

    def show_help(self, context: str) -> None:
        """Show all keys, those of a context first."""
        from reader.tui.screens.help_screen import HelpScreen

        self.push_screen(HelpScreen(self.desktop, context))

    def show_commands(self, context: str) -> None:
        """Offer the commands of a context by name."""
        from reader.tui.screens.command_screen import CommandScreen

        self.push_screen(CommandScreen(self.desktop, context))

    def run_command(self, binding: Binding) -> None:
        """Do an action in the screen that is on top now."""
        if isinstance(self.screen, ReaderScreen):
            self.screen.perform(binding)

    def revert(self, *, undo: bool) -> None:
        """Undo or redo the newest decision, and show where it was."""
        row = self.workspace.next_revert(Event.UNDO if undo else Event.REDO)
        if row is not None and bulk_of(row.id):
            self.work_on("undoing" if undo else "redoing", lambda progress: self._revert(undo, progress))
            return
        done = self.workspace.undo() if undo else self.workspace.redo()
        if done is None:
            self._say("nothing to undo" if undo else "nothing to redo")
        elif done.deed is not None:
            self._show_reverted(done, done.deed)
        else:
            self.labels_changed()
            self._say(f"{'undone' if undo else 'redone'}: {done.words}")

    def _revert(self, undo: bool, progress: Progress) -> str:
        """Undo or redo a change over several articles, in a worker; returns what to say of it."""
        done = self.workspace.undo(progress) if undo else self.workspace.redo(progress)
        return "" if done is None else f"{'undone' if undo else 'redone'}: {done.words}"

    def _show_reverted(self, done: Reverted, deed: Deed) -> None:
        article_id = deed.sheet.article.id
        # What lies over the article or the list closes: a second article over it would show the same twice.
        while self.screen is not self.list and self.article_screen is None:
            self.pop_screen()
        screen = self.article_screen
        if screen is None or screen.here.article.id != article_id:
            self.open_article(article_id)
            screen = self.article_screen
        if screen is not None:
            screen.sheet = deed.sheet
            place = next((deed.sheet.places.get(target.id) for target in deed.targets), None)
            if isinstance(place, int):
                screen.article.go_to(place)
            screen.note_save()
            undo = done.event is Event.UNDO
            key = screen.key("edit.redo" if undo else "edit.undo")
            ago = _ago(system_clock() - done.row.order)
            screen.word = (
                f"undone: {done.words}, {ago} · {key} redoes"
                if undo
                else f"redone: {done.words} · {key} undoes"
            )

    def work_on(self, words: str, work: Callable[[Progress], str]) -> None:
        """Do something long in the background: its progress is told, and Ctrl-C breaks it off."""
        if self._working:
            self._say("one thing at a time: something is still going on")
            return
        self._working = True
        self._stopping = False

        def progress(done: int, total: int) -> bool:
            self.call_from_thread(self._say, f"{words} {done:,} of {total:,} · ^c breaks off")
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

    def _work_done(self, said: str) -> None:
        self._working = False
        for screen in self.screen_stack:
            if isinstance(screen, ReaderScreen):
                screen.saves_changed()
                screen.refresh_bars()
        self._say(said)

    def stop_work(self) -> bool:
        """Break off what goes on in the background; False when nothing does."""
        self._stopping = True
        return self._working

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
            self.call_from_thread(self._say, str(error))
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
            self._say(words)

    # -- what the workspace tells, in the saver's thread ---------------------------------------------------

    def _tell_saved(self, state: SaveState) -> None:
        for screen in self.screen_stack:
            if isinstance(screen, ReaderScreen):
                screen.post_message(ReaderScreen.Saved(state))

    def _tell_analysis(self, article_id: str) -> None:
        for screen in self.screen_stack:
            if isinstance(screen, ReaderScreen):
                screen.hear_analysis(article_id)

    def take_seen(self, seen: Seen) -> None:
        """Show what another window, another person or a file sync has changed."""
        if seen.scheme:
            try:
                self.workspace.take_scheme()
            except ReaderError as error:
                self._say(str(error))
        if seen.scheme:
            self.labels_changed()
        else:
            self._show_saves()
        self.to_look_at += len(seen.problems)
        if seen.problems:
            self._say(str(seen.problems[0]))
        reading = self.article_screen
        shown = [sheet for sheet in seen.sheets if reading and sheet.article.id == reading.here.article.id]
        if shown and reading is not None and not reading.word:
            reading.word = f"in another window: {seen.words}"

    def labels_changed(self) -> None:
        """Draw with the labels as they are now."""
        for screen in self.screen_stack:
            if isinstance(screen, ReaderScreen):
                screen.take_scheme()
        self._show_saves()

    def _show_saves(self) -> None:
        for screen in self.screen_stack:
            if isinstance(screen, ReaderScreen):
                screen.saves_changed()
                screen.refresh_bars()

    def _tell_trouble(self, error: ReaderError) -> None:
        self.call_later(self._say, str(error))

    def _say(self, words: str) -> None:
        if isinstance(self.screen, ReaderScreen):
            self.screen.word = words


def _ago(microseconds: int) -> str:
    seconds = max(0, microseconds // 1_000_000)
    for size, unit in ((86_400, "d"), (3_600, "h"), (60, "min")):
        if seconds >= size:
            return f"{seconds // size} {unit} ago"
    return f"{seconds} s ago"


def run(workspace: Workspace, article_id: str | None = None) -> int:
    """Show a workspace until its person quits; returns the exit code, 1 when decisions were not saved."""
    take_escapes_apart()
    take_bursts_for_pastes()
    app = ReaderApp(workspace, article_id)
    # Movement is never animated: over a slow line that would be thirty frames for one key.
    app.animation_level = "none"
    code = app.run()
    return app.return_code or 0 if code is None else code
