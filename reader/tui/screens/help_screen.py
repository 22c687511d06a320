"""All keys, from the table, with a filter."""

from __future__ import annotations

from rich.segment import Segment
from textual.app import ComposeResult
from textual.reactive import reactive
from textual.strip import Strip
from textual.widgets import Input

from reader.tui import keys
from reader.tui.bars import BarLine, Hint
from reader.tui.glyphs import fit
from reader.tui.looks import Looks
from reader.tui.screens.base import Desktop, ReaderScreen
from reader.tui.widgets.erasing import erase
from reader.tui.widgets.rows import WHEEL_ROWS, Rows

_TITLES = {
    keys.EVERYWHERE: "Everywhere",
    keys.LIST: "In the list",
    keys.QUEUE: "At what next",
    keys.QUEUE_TEXT: "When its words or seed are written",
    keys.ARTICLE: "In an article",
    keys.RANGE: "With a range of paragraphs",
    keys.ROWS: "With a range of rows",
    keys.HIGHLIGHT: "On a highlight",
    keys.SELECT: "While words are chosen",
    keys.SPEAKER: "Who speaks?",
    keys.PANEL: "In the panel",
    keys.LABELS: "In the layer of letters",
    keys.HINTS: "Where letters choose",
    keys.SEARCH: "In the search of an article",
    keys.HITS: "While hits are marked (with those of an article)",
    keys.PICKER: "In the picker",
    keys.NOTE: "In a note",
    keys.MENTIONS: "Where else a name is",
    keys.QUOTES: "At who said what",
    keys.QUOTES_TEXT: "In its filter of quotes",
    keys.COMMAND: "Among the commands",
    keys.LOOK: "At what needs a look",
    keys.SCHEME: "At the labels",
    keys.THEME: "Among the themes",
    keys.BEGIN: "At the first start",
    keys.BEGIN_TEXT: "When something is asked there",
    keys.SCHEME_TEXT: "When a label is written",
    keys.ADRIFT: "In the list of what has no place",
    keys.CONFIRM: "At a question",
    keys.UNSAVED: "When something is not saved",
    keys.HELP: "In this help",
    keys.FILTER: "In its filter",
}


def help_rows(context: str, wanted: str, key_set: keys.AnyKeySet) -> list[tuple[str, str]]:
    """The rows of the help: the context asked from first; keys and words, or a title with no words. Pure."""
    order = [context, *(one for one in _TITLES if one != context)]
    rows: list[tuple[str, str]] = []
    for one in order:
        found = [row for row in keys.KEYS if row.context == one and keys.keys_of(row, key_set)]
        found = [row for row in found if _fits(row, wanted, key_set)]
        if found:
            rows += [("", ""), (_TITLES[one], "")] if rows else [(_TITLES[one], "")]
            rows += [("  ".join(map(keys.said_key, keys.keys_of(row, key_set))), row.words) for row in found]
    return rows


def _fits(row: keys.Key, wanted: str, key_set: keys.AnyKeySet) -> bool:
    wanted = wanted.strip().casefold()
    said = (row.words, row.action, row.group, _TITLES[row.context])
    return (
        not wanted
        or any(wanted in one.casefold() for one in said)
        or wanted in [keys.said_key(key).casefold() for key in keys.keys_of(row, key_set)]
    )


class HelpRows(Rows):
    """The rows of the help that are on the screen."""

    DEFAULT_CSS = "HelpRows { width: 100%; height: 1fr; }"

    rows: reactive[tuple[tuple[str, str], ...]] = reactive(())
    top: reactive[int] = reactive(0)

    def __init__(self, looks: Looks) -> None:
        super().__init__()
        self._looks = looks

    def scroll_rows(self, count: int) -> None:
        """Scroll by rows, up to the ends."""
        self.top = max(0, min(self.top + count, len(self.rows) - self.size.height))

    def draw_row(self, y: int) -> Strip:
        """One row of the help."""
        width, looks = self.size.width, self._looks
        left, keys_width = (max(1, (width - 62) // 2), 22) if width >= 60 else (0, 16)
        nth = self.top + y
        if nth >= len(self.rows):
            return Strip.blank(width)
        key, words = self.rows[nth]
        if not words:
            return Strip([Segment(" " * left), Segment(key, looks.heading)]).adjust_cell_length(width)
        drawn = fit(key if width >= 60 else key.replace("  ", " "), keys_width)
        room = max(1, width - left - keys_width - 4)
        segments = [
            Segment(" " * (left + 2)),
            Segment(drawn, looks.key),
            Segment(" "),
            Segment(fit(words, room), looks.text),
        ]
        return Strip(segments).adjust_cell_length(width)

    def on_mouse_scroll_down(self) -> None:
        """Scroll by some rows."""
        self.scroll_rows(WHEEL_ROWS)

    def on_mouse_scroll_up(self) -> None:
        """Scroll back by some rows."""
        self.scroll_rows(-WHEEL_ROWS)


class HelpScreen(ReaderScreen):
    """Shows every key; `/` filters."""

    CONTEXT = keys.HELP
    DEFAULT_CSS = """
    HelpScreen Input { height: 1; border: none; padding: 0 1; background: $background; display: none; }
    HelpScreen Input:focus { border: none; }
    """

    def __init__(self, desktop: Desktop, asked_from: str) -> None:
        super().__init__(desktop)
        self._asked_from = asked_from
        self._rows = HelpRows(desktop.looks)
        self._filtering = False
        self._input = Input(placeholder="type to filter", select_on_focus=False)
        self._input.cursor_blink = False

    @property
    def context(self) -> str:
        """The filter takes the keys while it is open."""
        return keys.FILTER if self._filtering else super().context

    def compose_page(self) -> ComposeResult:
        """The rows and the filter below them."""
        yield self._rows
        yield self._input

    def on_mount(self) -> None:
        """Show everything."""
        self._fill("")

    def _fill(self, wanted: str) -> None:
        self._rows.rows = tuple(help_rows(self._asked_from, wanted, self.desktop.key_set))
        self._rows.top = 0

    def header_lines(self) -> tuple[BarLine, ...]:
        """What this is."""
        looks, dot = self.desktop.looks, self.desktop.signs.dot
        own = len(self.desktop.key_set.own)
        which = f" {dot} {self.desktop.key_set.base}{f' {dot} {own} of your own' if own else ''}"
        return (BarLine((("Keys", looks.strong), (which, looks.quiet)), self.side()),)

    def hints(self) -> tuple[tuple[Hint, ...], ...]:
        """The keys of the help, or of its filter."""
        if self._filtering:
            keep = self.hint("filter.keep", "keep", 8, context=keys.FILTER)
            return ((keep, self.hint("step.out", "clear", 9, context=keys.FILTER)),)
        return (
            (
                self.hint("help.down", "down", 6),
                self.hint("help.up", "up", 5),
                self.hint("help.filter", "filter", 7),
                self.hint("step.out", "back", 9),
            ),
        )

    def on_input_changed(self, event: Input.Changed) -> None:
        """Filter by what is typed."""
        self._fill(event.value)

    def act_help_down(self) -> None:
        """One row down."""
        self._rows.scroll_rows(1)

    def act_help_up(self) -> None:
        """One row up."""
        self._rows.scroll_rows(-1)

    def act_help_page_down(self) -> None:
        """A screen down."""
        self._rows.scroll_rows(self._rows.size.height - 1)

    def act_help_page_up(self) -> None:
        """A screen up."""
        self._rows.scroll_rows(1 - self._rows.size.height)

    def act_help_filter(self) -> None:
        """Type what to look for."""
        self._filtering = True
        self._input.display = True
        self._input.focus()

    def act_filter_type(self, sign: str) -> None:
        """Type a sign."""
        self._input.insert_text_at_cursor(sign)

    def act_filter_erase(self) -> None:
        """Take the last sign away."""
        erase(self._input)

    def act_filter_keep(self) -> None:
        """Keep what was found, and go back to moving."""
        self._filtering = False
        self.set_focus(None)

    def act_help_show(self) -> None:
        """The help is shown already."""

    def act_step_out(self) -> None:
        """Leave the filter, then the help."""
        if self._input.display:
            self._filtering = False
            self._input.value = ""
            self._input.display = False
            self.set_focus(None)
        else:
            self.dismiss()
