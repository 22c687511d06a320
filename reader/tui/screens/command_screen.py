"""Commands by name, those without a key of their own among them: type to filter, Enter runs."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.widgets import Input

from reader.tui import keys
from reader.tui.bars import BarLine, Hint
from reader.tui.keys import Binding
from reader.tui.screens.base import Desktop
from reader.tui.screens.choosing import ChoosingScreen
from reader.tui.widgets.choices import ChoiceRow
from reader.tui.widgets.erasing import erase

_NOT_OFFERED = frozenset({"step.out", "command.open", "screen.close", "block.number"})


def commands(context: str, typed: str, key_set: keys.AnyKeySet) -> list[tuple[Binding, ChoiceRow]]:
    """The commands of a context and of everywhere that fit what was typed, each with its row. Pure.

    In an article a number goes to the paragraph with that number.
    """
    wanted = " ".join(typed.split()).casefold()
    contexts = [context, *([keys.UNDERNEATH[context]] if context in keys.UNDERNEATH else [])]
    if wanted.isdecimal() and keys.ARTICLE in contexts:
        return [(Binding("block.number", wanted), ChoiceRow(f"go to paragraph {wanted}"))]
    found: dict[str, tuple[Binding, ChoiceRow]] = {}
    # What is meant for this screen has its own words for what works everywhere.
    for row in sorted(keys.KEYS, key=lambda row: row.context != context):
        pressed = keys.keys_of(row, key_set)
        family = any(map(keys.is_family, pressed))
        if row.context not in (*contexts, keys.EVERYWHERE) or family or row.action in _NOT_OFFERED:
            continue
        said = (row.words.casefold(), row.action)
        if not wanted or any(wanted in one for one in said):
            shown = ChoiceRow(row.words, key="  ".join(map(keys.shown_key, pressed)), about=row.group)
            found.setdefault(row.action, (Binding(row.action), shown))
    own = {row.action for row in keys.KEYS if row.context in contexts}
    # What is meant for this screen comes before what works everywhere, quitting among it.
    return sorted(
        found.values(),
        key=lambda one: (not one[1].name.casefold().startswith(wanted), one[0].action not in own),
    )


class CommandScreen(ChoosingScreen):
    """Offers what the screen below can do, by name."""

    CONTEXT = keys.COMMAND
    KEY_WIDTH = 16
    DEFAULT_CSS = """
    CommandScreen Input { height: 1; border: none; padding: 0 1; background: $background; }
    CommandScreen Input:focus { border: none; }
    """

    def __init__(self, desktop: Desktop, asked_from: str) -> None:
        super().__init__(desktop)
        self._asked_from = asked_from
        self._input = Input(placeholder="type to filter", select_on_focus=False)
        self._input.cursor_blink = False
        self._found: list[tuple[Binding, ChoiceRow]] = []

    def compose_page(self) -> ComposeResult:
        """The rows, and the line that filters below them."""
        yield from super().compose_page()
        yield self._input

    def on_mount(self) -> None:
        """Offer everything."""
        self._fill()
        self._input.focus()

    def _fill(self) -> None:
        self._found = commands(self._asked_from, self._input.value, self.desktop.key_set)
        nothing = ChoiceRow("", "no command has these words in its name")
        self.choices.show([row for _, row in self._found] or [nothing])

    def header_lines(self) -> tuple[BarLine, ...]:
        """What this is."""
        return (BarLine((("Commands", self.desktop.looks.strong),), self.side()),)

    def hints(self) -> tuple[tuple[Hint, ...], ...]:
        """The keys of the rows."""
        move = Hint(self.key("choice.previous", "choice.next"), "move", 6)
        return ((self.hint("command.run", "run", 9), move, self.hint("step.out", "cancel", 8)),)

    def on_input_changed(self) -> None:
        """Filter by what was pasted or edited in the middle."""
        self._fill()

    def act_command_type(self, sign: str) -> None:
        """Type a sign; the rows follow at once, so that Enter right behind it finds them."""
        self._input.insert_text_at_cursor(sign)
        self._fill()

    def act_command_erase(self) -> None:
        """Take the last sign away."""
        erase(self._input)
        self._fill()

    def act_command_run(self) -> None:
        """Do what the row says, in the screen below."""
        self.choose()

    def choose(self) -> None:
        """Do what the row says, in the screen below."""
        if self._found:
            binding, _ = self._found[self.choices.cursor]
            self.dismiss()
            self.reader.call_later(self.reader.run_command, binding)
