"""The themes: walking shows each at once, Enter keeps it, Esc goes back to the one before."""

from __future__ import annotations

from textual.app import ComposeResult

from reader.errors import ReaderError
from reader.tui import keys, themes
from reader.tui.bars import BarLine, Hint
from reader.tui.screens.base import Desktop
from reader.tui.screens.choosing import ChoosingScreen
from reader.tui.widgets.choices import ChoiceRow
from reader.tui.widgets.swatch import Swatch
from reader.workspace.own_settings import keep_own, set_in


def theme_rows(names: list[str], worn: str, sign: str) -> list[ChoiceRow]:
    """A row for each theme, those that came with reader first. Pure."""
    own = [name for name in names if name in themes.ABOUT]
    others = [name for name in names if name not in themes.ABOUT]
    rows = [ChoiceRow(name, themes.ABOUT[name], sign=sign if name == worn else " ") for name in own]
    rows.append(ChoiceRow("", "Textual’s own"))
    return [*rows, *(ChoiceRow(name, sign=sign if name == worn else " ") for name in others)]


class ThemeScreen(ChoosingScreen):
    """Offers the themes, with a piece of a page in the one under the cursor."""

    CONTEXT = keys.THEME

    def __init__(self, desktop: Desktop) -> None:
        super().__init__(desktop)
        self._before = ""

    def compose_page(self) -> ComposeResult:
        """The rows, and what a page looks like."""
        yield from super().compose_page()
        yield Swatch(self.desktop.looks, self.desktop.signs)

    def on_mount(self) -> None:
        """Begin at the theme that is worn."""
        self._before = self.reader.theme
        rows = theme_rows(self.reader.theme_names, self._before, self.desktop.signs.labelled)
        at = next((nth for nth, row in enumerate(rows) if row.name == self._before), 0)
        self.choices.show(rows, at)
        self.watch(self.choices, "cursor", self._wear, init=False)
        if self.reader.no_colours:
            self.word = "NO_COLOR is set: a theme shows only without it"

    def _wear(self) -> None:
        name = self.choices.rows[self.choices.cursor].name
        if name:
            self.reader.wear(name)
            self.refresh_bars()

    def header_lines(self) -> tuple[BarLine, ...]:
        """What this is."""
        return (BarLine((("Themes", self.desktop.looks.strong),), self.side()),)

    def hints(self) -> tuple[tuple[Hint, ...], ...]:
        """The keys of the rows."""
        line = (
            self.hint("theme.keep", "keep", 9),
            Hint(self.key("choice.next", "choice.previous"), "look at", 6),
            self.hint("step.out", "as before", 8),
        )
        return (line,)

    def act_theme_keep(self) -> None:
        """Keep the theme, for the next start too."""
        self.choose()

    def choose(self) -> None:
        """Keep the theme: it is written into the user's own settings."""
        name = self.reader.theme
        try:
            path = keep_own("theme", name)
            wins = set_in(self.workspace.root.path, "theme")
            words = f"the theme {name} is kept in {path}"
            if wins is not None and wins != path:
                words = f"{words}, but here {wins.name} says another, which wins at the next start"
        except ReaderError as error:
            words = f"{name} for this time: {error}"
        self.dismiss()
        self.reader.settle_theme()
        self.reader.call_later(self.reader.say, words)

    def act_screen_close(self) -> None:
        """Go back to the theme before."""
        self.reader.wear(self._before)
        self.dismiss()
