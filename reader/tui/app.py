"""The app: screens over one workspace, and what they ask of each other."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import os
import signal
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from textual import events

from reader.errors import ReaderError
from reader.tui.dispatch import keep_writing, take_bursts_for_pastes, take_escapes_apart
from reader.tui.dressing import DressingApp
from reader.tui.keys import Binding
from reader.tui.label_keys import assign_keys
from reader.tui.queueing import QueueingApp
from reader.tui.screens.base import ReaderScreen
from reader.tui.screens.list_screen import ListScreen
from reader.tui.wandering import WanderingApp
from reader.workspace.saving import SaveState
from reader.workspace.watching import Seen
from reader.workspace.workspace import Workspace

if TYPE_CHECKING:
    from reader.workspace.beginning import Plan

Reopen = Callable[[str], Workspace]
GREETINGS = 3

_LOOK_AFTER = 0.1
"""Seconds after the first frame from which on new files are looked for."""


class ReaderApp(QueueingApp, WanderingApp, DressingApp, inherit_bindings=False):
    """Shows a workspace: the list, and over it the article that is being read."""

    ENABLE_COMMAND_PALETTE = False
    TITLE = "reader"
    CSS = """
    Screen { background: $background; color: $foreground; overflow: hidden; }
    """

    greetings = 0
    """How many decisions more whoever has just begun is told what to do."""

    def __init__(
        self,
        workspace: Workspace,
        article_id: str | None = None,
        *,
        look: bool = True,
        reopen: Reopen | None = None,
    ) -> None:
        """Open on the list, or on an article; without `look` nothing is looked for in the background.

        `reopen` opens the folder anew for an annotator; with it a folder that lacks something asks for it.
        """
        super().__init__(ansi_color=self.terminal_colours)
        self.workspace = workspace
        self._first_article = article_id
        self._look_at_start = look
        self._reopen = reopen
        self._listed = False
        self.desktop = self.dress(workspace)

    def on_mount(self) -> None:
        """Show the list, and the article asked for; look for new files behind it."""
        if not self._asks_first():
            self._show_first()
        self.call_after_refresh(self._after_first_frame)
        with contextlib.suppress(NotImplementedError, ValueError, RuntimeError):
            loop = asyncio.get_running_loop()
            for number in (signal.SIGTERM, signal.SIGHUP):
                loop.add_signal_handler(number, self._leave)
            loop.add_signal_handler(signal.SIGINT, self._interrupted)

    def _asks_first(self) -> bool:
        """Ask for what the folder lacks, if anything; a file that was named is just opened."""
        if self._reopen is None or self._first_article is not None:
            return False
        if len(self.workspace.articles) and self.workspace.root.scheme.exists():
            return False
        from reader.workspace.beginning import missing_in

        missing = missing_in(self.workspace)
        if missing:
            from reader.tui.screens.begin_screen import BeginScreen

            self.push_screen(BeginScreen(self.desktop, missing))
        return bool(missing)

    def begin_with(self, plan: Plan | None) -> None:
        """Go on from the first questions: with a folder made as planned, or with what there was."""
        if plan is not None and self._reopen is not None:
            new = not len(self.workspace.articles)
            self.workspace = self._reopen(plan.annotator)
            self.desktop = replace(self.desktop, workspace=self.workspace)
            sources = () if plan.source is None else (plan.source,)
            outcomes = [*self.workspace.scan(), *self.workspace.take(sources)]
            refused = [str(outcome.why) for outcome in outcomes if outcome.why is not None]
            self.theme_notices = tuple(refused[:1])
            self.greetings = GREETINGS if self.workspace.scheme.labels else 0
            row = self.workspace.listing().row(0) if new and len(self.workspace.articles) else None
            self._first_article = row.id if row is not None else None
        self.pop_screen()
        self._show_first()
        self._look_around()

    def _show_first(self) -> None:
        """The list, and the article asked for."""
        # Whatever ends the app now, nothing that was decided is thrown away unasked.
        self.workspace.rescuing = True
        self.workspace.saved = self._tell_saved
        self.workspace.troubled = self._tell_trouble
        self.workspace.on_analysis(self._tell_analysis)
        self.list = ListScreen(self.desktop)
        self._listed = True
        self.push_screen(self.list)
        if self._first_article is not None:
            self.open_article(self._first_article)
        of_labels = assign_keys(self.workspace.scheme, self.desktop.key_set).notices
        notices = (*self.workspace.notices, *self.theme_notices, *of_labels)
        for notice in notices[:1]:
            self.list.word = notice

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
        if self._listed:
            self._look_around()

    def _look_around(self) -> None:
        """See what is new, now and as long as the app runs."""
        if self._look_at_start:
            # What is on the screen, and the first keys, go before what is only at hand later.
            self.set_timer(_LOOK_AFTER, lambda: self.look_for_articles(quietly=True))
            self.workspace.watch(self._tell_seen)

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
            self.call_after_refresh(self._look_ahead, article_id, position)

    def _look_ahead(self, article_id: str, position: int | None) -> None:
        """In the background have the article's names and quotes found, and its neighbours made ready."""
        if self.article_screen is not None:
            self.article_screen.ask_for_guesses()
        listing = self.list.articles.listing
        beside = () if position is None else (position + 1, position - 1)
        rows = [listing.row(one) for one in beside if one >= 0]
        neighbours = [row.id for row in rows if row is not None]
        self.workspace.analyse([article_id, *neighbours])
        self.make_ready(neighbours)

    def make_ready(self, article_ids: Sequence[str]) -> None:
        """Have articles parsed and laid out in the background before they are asked for."""
        from reader.tui.layout import frame_for

        frame = frame_for(self.size.width, letters=self.desktop.letters)
        self.prepare(article_ids, lambda article: self.desktop.pages.lay_out(article, frame))

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

    def show_themes(self) -> None:
        """Offer the themes."""
        from reader.tui.screens.theme_screen import ThemeScreen

        self.push_screen(ThemeScreen(self.desktop))

    def show_looks(self) -> None:
        """Show what needs a look."""
        from reader.tui.screens.look_screen import LookScreen

        self.push_screen(LookScreen(self.desktop))

    def open_neighbour(self, step: int) -> None:
        """Show the next (1) or the previous (-1) article of the list."""
        articles = self.list.articles
        row = articles.listing.row(articles.cursor + step) if articles.cursor + step >= 0 else None
        if row is None:
            self.say("this is the last article" if step > 0 else "this is the first article")
        else:
            self.open_article(row.id)

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

    # -- what the workspace tells, in the saver's thread ---------------------------------------------------

    def _tell_saved(self, state: SaveState) -> None:
        for screen in self.screen_stack:
            if isinstance(screen, ReaderScreen):
                screen.post_message(ReaderScreen.Saved(state))

    def _tell_analysis(self, article_id: str) -> None:
        for screen in self.screen_stack:
            if isinstance(screen, ReaderScreen):
                screen.hear_analysis(article_id)

    def _tell_seen(self, seen: Seen) -> None:
        # Who looks does not wait for the app, which waits for them when it ends.
        self.call_later(self._hear_seen, seen)

    def _hear_seen(self, seen: Seen) -> None:
        try:
            self.take_seen(seen)
        except ReaderError as error:
            self.say(str(error))

    def take_seen(self, seen: Seen) -> None:
        """Show what another window, another person or a file sync has changed."""
        if seen.scheme:
            try:
                self.workspace.take_scheme()
            except ReaderError as error:
                self.say(str(error))
        if seen.scheme:
            self.labels_changed()
        else:
            self._show_saves()
        self.to_look_at += len(seen.problems)
        if seen.problems:
            self.say(str(seen.problems[0]))
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
        self.call_later(self.say, str(error))


def run(workspace: Workspace, article_id: str | None = None, reopen: Reopen | None = None) -> int:
    """Show a workspace until its person quits; returns the exit code, 1 when decisions were not saved.

    `reopen` opens the folder anew once it was made a workspace.
    """
    from reader.tui.terminal import TerminalDriver

    take_escapes_apart(os.environ.get("TERM", ""))
    take_bursts_for_pastes()
    app = ReaderApp(workspace, article_id, reopen=reopen)
    app.driver_class = TerminalDriver
    # Movement is never animated: over a slow line that would be thirty frames for one key.
    app.animation_level = "none"
    code = app.run()
    return app.return_code or 0 if code is None else code
