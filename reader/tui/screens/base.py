"""What every screen shares: keys to actions, the header, the footer, and the word on what was done."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rich.style import Style
from textual import events
from textual.app import ComposeResult
from textual.message import Message

from reader.errors import ReaderError, StoreError
from reader.tui import keys
from reader.tui.bars import BarLine, Hint, Piece, fill_lines, hint_line
from reader.tui.dispatch import keys_in
from reader.tui.looks import Looks
from reader.tui.pages import Pages
from reader.tui.screens.asking import AskingScreen
from reader.tui.signs import Signs
from reader.tui.widgets.bar import Bar
from reader.workspace.saving import SaveState
from reader.workspace.workspace import Workspace

if TYPE_CHECKING:
    from reader.tui.app import ReaderApp

SAVING_AFTER = 0.3
"""Seconds after which the header says that a save is still going on."""
# Cells of the second line of a sequence that the way out and help take.
_SEQUENCE_TAIL = 20


@dataclass(frozen=True, slots=True)
class Desktop:
    """What the app hands to every screen: the workspace and how things are drawn."""

    workspace: Workspace
    looks: Looks
    signs: Signs
    key_set: keys.KeySet
    pages: Pages = field(default_factory=Pages)
    told: set[str] = field(default_factory=set)
    """What was said of the engines that look for names: each is said once."""

    @property
    def letters(self) -> bool:
        """Whether letters after names tell their types: as set, else where there are no colours."""
        marks = self.workspace.settings.marks
        return marks == "letters" or (marks == "auto" and self.looks.plain)


class ReaderScreen(AskingScreen, inherit_bindings=False):
    """A screen driven by the table of keys: its action `block.next` is a method `act_block_next`."""

    CONTEXT = ""
    ALLOW_SELECT = False

    @dataclass
    class Saved(Message, bubble=False):
        """The state of saving has changed."""

        state: SaveState

    def __init__(self, desktop: Desktop) -> None:
        super().__init__()
        self.desktop = desktop
        self.workspace = desktop.workspace
        self.header = Bar(desktop.looks, desktop.signs, rule_above=False, id="header")
        self.footer = Bar(desktop.looks, desktop.signs, rule_above=True, id="footer")
        self._state = desktop.workspace.save_state
        self._slow = False
        self._ready = False
        self._early: list[tuple[str, str | None]] = []
        self.typed = ""
        """The keys of a sequence that waits for the rest of it."""

    @property
    def reader(self) -> ReaderApp:
        """The app, as what it is."""
        from reader.tui.app import ReaderApp

        assert isinstance(self.app, ReaderApp)  # noqa: S101 - tells the type checker
        return self.app

    # -- keys --------------------------------------------------------------------------------------------

    @property
    def context(self) -> str:
        """The context that keys go to now."""
        return keys.UNSAVED if self._leaving else keys.CONFIRM if self._confirm else self.CONTEXT

    @property
    def ready(self) -> bool:
        """Whether what keys act on is on the screen; keys that come earlier wait for it, in order."""
        return self._ready

    @property
    def has_early_keys(self) -> bool:
        """Whether keys wait for the screen."""
        return bool(self._early)

    def be_ready(self) -> None:
        """What keys act on is on the screen now: do what was asked for meanwhile."""
        self._ready = True
        early, self._early = self._early, []
        for key, character in early:
            # The key before may have closed this screen or opened another.
            if self.app.screen is not self or not self._do_keys(key, character):
                self.app.post_message(events.Key(key, character))

    def take_early(self, early: list[tuple[str, str | None]]) -> None:
        """Have keys of the screen before, which came while this one was looked for."""
        self._early = [*early, *self._early]

    def take_key(self, event: events.Key) -> bool:
        """Do what the table says; False for a key that a text field is to have.

        The app asks before it hands a key on, so that no key goes to a screen that the key before closed.
        """
        if not self.ready:
            self._early.append((event.key, event.character))
            return True
        return self._do_keys(event.key, event.character)

    def _do_keys(self, key: str, character: str | None) -> bool:
        done = [self._do_one(one) for one in keys_in(key, character)]
        return all(done)

    def _do_one(self, one: str) -> bool:
        """Do what one key does; False for one that a text field is to have."""
        typed, self.typed = keys.join_keys(self.typed, one), ""
        binding = keys.resolve(self.context, typed, self.desktop.key_set)
        if binding is not None:
            self.perform(binding)
        elif keys.continuations(self.context, typed, self.desktop.key_set):
            # It waits for as long as it takes; the footer says what may follow.
            self.typed, self.word = typed, ""
            self.refresh_bars()
        elif typed != one:
            self.word = (
                "" if one == keys.LEAVES_SEQUENCE else f"{keys.shown_key(typed)}: no command has these keys"
            )
            self.refresh_bars()
        elif self.context in keys.TEXT_CONTEXTS:
            return False
        elif not self.confirming and len(one) == 1:
            self.word = f"{one}: no command has this key here"
        return True

    def on_bar_pressed(self, message: Bar.Pressed) -> None:
        """A key of the footer was pressed with the mouse: what the key does is done."""
        typed = keys.typed_key(message.key, self.desktop.signs.of_key)
        if typed and self.ready:
            self._do_one(typed)

    def sequence_hints(self) -> tuple[tuple[Hint, ...], ...]:
        """What may follow the keys of a sequence that were typed."""
        found = keys.continuations(self.context, self.typed, self.desktop.key_set)
        head = Hint(f" {keys.shown_key(self.typed)} ", "", 9, self.desktop.looks.level)
        rest = [Hint(keys.shown_key(key), row.words, 5) for key, row in found]
        width = self.app.size.width
        first, second = fill_lines(rest, (width - len(head.key) - 4, width - _SEQUENCE_TAIL))
        return ((head, *first), (*second, Hint(keys.LEAVES_SEQUENCE, "out", 9)))

    def perform(self, binding: keys.Binding) -> None:
        """Do an action; what it cannot do becomes the last word, never a traceback."""
        self.word = ""
        act = getattr(self, f"act_{binding.action.replace('.', '_')}")
        try:
            act(binding.argument) if binding.argument else act()
        except ReaderError as error:
            self.word = str(error)
        self.refresh_bars()

    def on_paste(self, _: events.Paste) -> None:
        """What is pasted is for text fields; as keys its letters would be decisions."""
        self.word = "pasted text is not taken for keys: nothing was done"

    # -- header and footer -------------------------------------------------------------------------------

    def compose_page(self) -> ComposeResult:
        """The widgets between header and footer."""
        yield from ()

    def compose(self) -> ComposeResult:
        """Header, page, footer."""
        yield self.header
        yield from self.compose_page()
        yield self.footer

    def on_mount(self) -> None:
        """Fill header and footer."""
        self.refresh_bars()
        self.call_after_refresh(self.be_ready)

    def on_resize(self, _: events.Resize) -> None:
        """What fits into header and footer depends on the width."""
        self.refresh_bars()

    def watch_word(self) -> None:
        """Show the last word in the rule above the footer."""
        self.footer.word = self.word

    def header_lines(self) -> tuple[BarLine, ...]:
        """What the header says."""
        return ()

    def hints(self) -> tuple[tuple[Hint, ...], ...]:
        """The keys that work now, a tuple for each line of the footer."""
        return ()

    def refresh_bars(self) -> None:
        """Bring header and footer up to date."""
        looks, width = self.desktop.looks, self.app.size.width
        self.header.lines = self.header_lines()
        state = self._state
        failure = state.failure
        self.header.warning = failure is not None
        if failure is not None:
            reason = failure.reason if isinstance(failure, StoreError) else failure.message
            why = self.key_words("info.show", "why", context=keys.EVERYWHERE)
            self.header.word = " · ".join(
                said for said in (f"NOT SAVED {state.waiting}", reason, "trying again", why) if said
            )
        elif self.workspace.read_only:
            self.header.word = "reading only · nothing can be kept"
        else:
            self.header.word = ""
        lines = self.sequence_hints() if self.typed else self.hints()
        if self.confirming:
            lines = self.confirm_hints()
        help_key = self.key("help.show", context=self.context)
        last = Hint(help_key, "help") if help_key else None
        self.footer.lines = tuple(
            hint_line(line, width, looks.key, looks.quiet, last if nth == len(lines) - 1 else None)
            for nth, line in enumerate(lines)
        )

    def key(self, *actions: str, context: str = "") -> str:
        """The keys that the footer names for actions, of this screen's context unless another is named."""
        where = context or self.CONTEXT
        found = (keys.first_key(where, action, self.desktop.key_set) for action in actions)
        return " ".join(self.desktop.signs.of_key(key) for key in found if key)

    def key_words(self, action: str, words: str, *, context: str = "") -> str:
        """A key and what it does, for a last word; nothing where it has no key."""
        key = self.key(action, context=context)
        return f"{key} {words}" if key else ""

    def hint(self, action: str, words: str, rank: int, *, context: str = "") -> Hint:
        """A key of this context with its words; without a key it is not shown."""
        return Hint(self.key(action, context=context), words, rank)

    def save_words(self) -> str:
        """How the saves stand: `saved` only when they are, `saving` only when they take long."""
        if self.workspace.read_only:
            return "reading only"
        if self._state.failure is not None:
            return "NOT SAVED"
        if self._state.saved:
            return "saved"
        return "saving" if self._slow else " " * len("saved")

    def side(self, *words: str) -> tuple[Piece, ...]:
        """The right side of a header's first line: words parted by dots, the annotator and the saves."""
        dot = f" {self.desktop.signs.dot} "
        said = dot.join([word for word in words if word] + [self.workspace.annotator, self.save_words()])
        return ((said, self.quiet),)

    @property
    def quiet(self) -> Style:
        """The style of what is beside the point."""
        return self.desktop.looks.quiet

    # -- saving ------------------------------------------------------------------------------------------

    def note_save(self) -> None:
        """Something was handed to the saver: the header says no longer that all is saved."""
        self._state = self.workspace.save_state
        self._slow = False
        self.set_timer(SAVING_AFTER, self._still_saving)

    def _still_saving(self) -> None:
        self._state = self.workspace.save_state
        self._slow = not self._state.saved
        self.refresh_bars()

    def on_reader_screen_saved(self, message: Saved) -> None:
        """The saver tells how it stands."""
        self._state = self.workspace.save_state if message.state.saved else message.state
        self._slow = self._slow and not self._state.saved
        self.saves_changed()
        self.refresh_bars()

    def saves_changed(self) -> None:
        """What a screen does when a save is done or has failed."""

    def hear_analysis(self, article_id: str) -> None:
        """What a screen does, in whatever thread, when names and quotes of an article were found."""

    def take_scheme(self) -> None:
        """What a screen does when the labels are others than before."""

    def take_theme(self) -> None:
        """What a screen does when another theme was chosen."""

    # -- actions of `everywhere` -------------------------------------------------------------------------

    def step_back(self) -> bool:
        """Close what is open over or beside the page, one thing; False when nothing is."""
        return False

    def act_step_out(self) -> None:
        """Step out one level."""
        self.act_screen_close()

    def act_screen_close(self) -> None:
        """Close this screen."""
        self.dismiss()

    def act_info_show(self) -> None:
        """Say the whole reason why something is not saved."""
        failure = self._state.failure
        self.word = str(failure) if failure is not None else "nothing waits to be saved"

    def act_help_show(self) -> None:
        """Show all keys."""
        self.reader.show_help(self.context)

    def act_command_open(self) -> None:
        """Offer every command by name."""
        self.reader.show_commands(self.context)

    def act_theme_open(self) -> None:
        """The themes, to choose one."""
        self.reader.show_themes()

    def act_labels_open(self) -> None:
        """The labels, to be changed."""
        self.reader.show_labels()

    def act_edit_undo(self) -> None:
        """Take back the newest decision."""
        self.reader.revert(undo=True)

    def act_edit_redo(self) -> None:
        """Make again what was undone."""
        self.reader.revert(undo=False)

    def act_screen_redraw(self) -> None:
        """Draw everything anew."""
        self.app.refresh(layout=True)

    def act_app_suspend(self) -> None:
        """Go into the background of the shell."""
        self.app.action_suspend_process()

    def act_work_cancel(self) -> None:
        """Break off what runs in the background; Ctrl-C never kills."""
        if not self.reader.stop_work():
            self.word = self.key_words("app.quit", "quits", context=keys.EVERYWHERE)
