"""The small editor of a note: it stands below the text and never over it."""

from __future__ import annotations

from dataclasses import dataclass

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.document._document import EditResult, Location
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widgets import TextArea

from reader.annotations.deciding import NOTE_LENGTH
from reader.tui.erasing import sign_start
from reader.tui.glyphs import ZWNJ, draw
from reader.tui.looks import Looks
from reader.tui.signs import Signs
from reader.tui.widgets.bar import Bar

_FEWEST_ROWS, _MOST_ROWS = 3, 8
_COUNTED_FROM = NOTE_LENGTH - 1_000
"""Signs from which on it is told how many there are."""


class NoteEditor(TextArea):
    """Lines of plain text that wrap; what they hold is drawn and never obeyed."""

    DEFAULT_CSS = """
    NoteEditor, NoteEditor:focus {
        border: none; padding: 0 1; height: 1fr; background: $background; scrollbar-size: 0 0;
    }
    """

    @dataclass
    class Full(Message):
        """What was typed or pasted has no room any more, and was left out."""

        words: str

    def __init__(self, text: str) -> None:
        super().__init__(text, soft_wrap=True, show_line_numbers=False, highlight_cursor_line=False)
        # A cursor that blinks draws the eye away from the text.
        self.cursor_blink = False
        self.match_cursor_bracket = False
        self.move_cursor(self.document.end)

    def render_lines(self, crop: Region) -> list[Strip]:
        """The rows; blank while its styles are not there yet, as when the window is resized meanwhile."""
        if not self._component_styles:
            return [Strip.blank(crop.width)] * crop.height
        return super().render_lines(crop)

    def get_line(self, line_index: int) -> Text:
        """A line as it is drawn: code point for code point, so that the cursor stands where one writes."""
        line = self.document.get_line(line_index)
        drawn = "".join(sign if sign == "\t" else (draw(sign) or ZWNJ)[:1] for sign in line)
        return Text(drawn, end="", no_wrap=True)

    async def _on_paste(self, event: events.Paste) -> None:
        """Take what is pasted with all its lines."""
        event.stop()
        event.prevent_default()
        self.write(one_kind_of_lines(event.text))

    def write(self, text: str) -> None:
        """Put a text in the place of what is selected, or at the cursor."""
        if (result := self._replace_via_keyboard(text, *self.selection)) is not None:
            self.move_cursor(result.end_location)

    def erase(self) -> None:
        """Take away what is selected, else the sign before the cursor, of however many code points."""
        row, column = self.cursor_location
        if column and self.selection.is_empty:
            start = sign_start(self.document.get_line(row), column)
            self.delete((row, start), (row, column), maintain_selection_offset=False)
        else:
            self.action_delete_left()

    def _replace_via_keyboard(self, insert: str, start: Location, end: Location) -> EditResult | None:
        length = len(self.text) - len(self.selected_text) + len(insert)
        if length <= NOTE_LENGTH or not insert:
            return super()._replace_via_keyboard(insert, start, end)
        most = f"a note has {NOTE_LENGTH:,} signs at most"
        said = f"nothing was put in: {most}, and this would be {length:,}" if len(insert) > 1 else most
        self.post_message(self.Full(said))
        return None


class NoteField(Vertical):
    """What the note is about, and the lines to write it in; its screen reads `text` and takes it away.

    It grows with what is written, up to a third of the screen, and does not shrink while it is open.
    """

    DEFAULT_CSS = "NoteField { width: 100%; }"

    def __init__(self, title: str, text: str, looks: Looks, signs: Signs) -> None:
        # No id: the field before may still be on its way out when the next one comes.
        super().__init__()
        self._title = title
        self._rule = Bar(looks, signs, rule_above=True)
        self._editor = NoteEditor(text)
        self._signs = signs
        self._rows = self._lines = 0

    def compose(self) -> ComposeResult:
        """The rule that says what it is a note on, and the lines."""
        yield self._rule
        yield self._editor

    def on_mount(self) -> None:
        """Write at the end."""
        self._set_size()
        self._editor.focus()

    @property
    def text(self) -> str:
        """What is written."""
        return self._editor.text

    def replace(self, text: str) -> None:
        """Put another text in the place of all that is written; it can be undone."""
        self._editor.replace(text, (0, 0), self._editor.document.end)
        self._editor.move_cursor(self._editor.document.end)

    def type(self, sign: str) -> None:
        """Type a sign at the cursor."""
        self._editor.write(sign)

    def erase(self) -> None:
        """Take away the sign before the cursor, or what is selected."""
        self._editor.erase()

    def on_resize(self) -> None:
        """The width decides how many rows the lines take."""
        self._set_size()

    def on_text_area_changed(self) -> None:
        """Grow with what is written."""
        self._set_size()

    def on_text_area_selection_changed(self) -> None:
        """Say where one writes in more lines than are shown."""
        self._set_title()

    def _set_size(self) -> None:
        screen, editor = self.app.size, self._editor
        width = max(1, screen.width - 3)
        lines = sum(len(line) // width + 1 for line in self.text.split("\n"))
        if editor.size.width:
            lines = editor.wrapped_document.height
        most = max(1, min(_MOST_ROWS, (screen.height - 6) // 3 - 1))
        self._rows = min(most, max(self._rows, _FEWEST_ROWS, lines))
        self._lines = lines
        self.styles.height = self._rows + 1
        self._set_title()

    def _set_title(self) -> None:
        said, count = [self._title], len(self.text)
        if self._lines > self._rows:
            editor = self._editor
            row = editor.wrapped_document.location_to_offset(editor.cursor_location).y + 1
            said.append(f"line {row} of {self._lines}")
        if count >= _COUNTED_FROM:
            said.append(f"{count:,} of {NOTE_LENGTH:,} signs")
        self._rule.word = f" {self._signs.dot} ".join(said)


def one_kind_of_lines(text: str) -> str:
    """A text from outside with one kind of line ends, as terminals and other systems have several."""
    return text.replace("\r\n", "\n").replace("\r", "\n")
