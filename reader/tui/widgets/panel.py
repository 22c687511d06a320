"""The panel: names by type with counts, and quotes with their speakers, beside the text or below it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from reader.spans import Span
from reader.tui.glyphs import ascii_signs, cells, fit
from reader.tui.highlights import LETTERS
from reader.tui.layout import frame_for, spare_for, wrap
from reader.tui.looks import Looks
from reader.tui.naming import PanelRow
from reader.tui.render import Setting
from reader.tui.widgets.rows import WHEEL_ROWS, Rows

_BESIDE_FROM = 100
_NARROWEST, _ENOUGH, _USUAL, _WIDEST = 20, 22, 26, 32
_ROOMY = 26
"""From so many cells on there is a blank at the right."""
_ONE_LINE_FROM = 60
_NAMES = 32
"""Cells that names have at most where the panel is as wide as the screen, so that counts stay near."""
_NOTICE_ROWS = 3


class Part(Enum):
    """What a line of the panel shows of its row."""

    TITLE = "title"
    NAME = "name"
    QUOTE = "quote"
    SAID = "said"
    BLANK = "blank"


@dataclass(frozen=True, slots=True)
class PanelLine:
    """A line of the panel, and the index of the row that it belongs to."""

    part: Part
    row: int


def panel_width(width: int, *, letters: bool) -> int:
    """The cells of a panel beside the text on a screen of so many; 0 where it has to stand below.

    It takes the margin at the right of the text; where that is narrow the text moves aside, and no line of
    it is broken anew.
    """
    frame, spare = frame_for(width, letters=letters), spare_for(letters=letters)
    room = width - frame.gutter - frame.measure - spare
    if width < _BESIDE_FROM or room < _NARROWEST:
        return 0
    margin = width - frame.text_column - frame.measure - spare
    return min(margin, _WIDEST) if margin >= _ENOUGH else min(room, _USUAL)


def panel_lines(rows: Sequence[PanelRow], *, two_lines: bool) -> tuple[PanelLine, ...]:
    """The rows as lines, a blank one before each title but the first; quotes in one line or two."""
    lines: list[PanelLine] = []
    for nth, row in enumerate(rows):
        if not row.leads:
            lines += [PanelLine(Part.BLANK, nth)] if lines else []
            lines.append(PanelLine(Part.TITLE, nth))
        elif row.label is not None:
            lines.append(PanelLine(Part.NAME, nth))
        else:
            lines.append(PanelLine(Part.QUOTE, nth))
            lines += [PanelLine(Part.SAID, nth)] if two_lines else []
    return tuple(lines)


class Panel(Rows):
    """Draws what fits; `cursor` is a position in `rows` and never on a title."""

    DEFAULT_CSS = "Panel { width: 100%; height: 1fr; }"

    rows: reactive[tuple[PanelRow, ...]] = reactive(())
    cursor: reactive[int] = reactive(0)
    active: reactive[bool] = reactive(True)
    """Whether the keys are here."""

    @dataclass
    class Chosen(Message):
        """The mouse was pressed on a row."""

    def __init__(self, setting: Setting, *, beside: bool) -> None:
        super().__init__()
        self._setting = setting
        self.beside = beside
        self._head: tuple[str, ...] = ()
        self._lines: tuple[PanelLine, ...] = ()
        self._top = 0

    @property
    def current(self) -> PanelRow | None:
        """The row that the cursor is on."""
        row = self.rows[self.cursor] if self.cursor < len(self.rows) else None
        return row if row is not None and row.leads else None

    def show(self, rows: Sequence[PanelRow], engine: str, notices: Sequence[str]) -> None:
        """Show other rows, the cursor on the same name or quote if it is there."""
        before = self.current
        self._head = (engine, *notices)
        self.rows = tuple(rows) or (PanelRow("no names or quotes were found"),)
        same = (nth for nth, row in enumerate(rows) if before and _is_same(row, before))
        self.cursor = self._named(next(same, min(self.cursor, len(self.rows) - 1)), 1)
        self._set_lines()

    def move(self, count: int) -> None:
        """Move the cursor by rows, up to the ends."""
        wanted = max(0, min(self.cursor + count, len(self.rows) - 1))
        self.cursor = self._named(wanted, 1 if count > 0 else -1)

    def page(self, step: int) -> None:
        """Move the cursor by a screen."""
        self.move(step * max(1, self.size.height - 2))

    def wanted_height(self, most: int) -> int:
        """How many rows it takes below the text, up to so many."""
        return max(3, min(most, len(self._notices(self.app.size.width)) + 1 + len(self._lines)))

    def _named(self, start: int, step: int) -> int:
        forth, back = range(max(0, start), len(self.rows)), range(start, -1, -1)
        order = (*forth, *back) if step > 0 else (*back, *forth)
        return next((nth for nth in order if self.rows[nth].leads), 0)

    def _set_lines(self) -> None:
        width = self.size.width or self.app.size.width
        self._lines = panel_lines(self.rows, two_lines=self.beside or width < _ONE_LINE_FROM)
        self._reveal()
        self.refresh()

    def watch_cursor(self) -> None:
        """Keep the cursor in sight."""
        self._reveal()

    def on_resize(self) -> None:
        """Break the rows into lines for the new width."""
        self._set_lines()

    @property
    def _body(self) -> int:
        """The first row of the screen after the engine and the notices."""
        return 1 + len(self._notices(self.size.width)) + self.beside

    def _reveal(self) -> None:
        height = self.size.height - self._body
        own = [nth for nth, line in enumerate(self._lines) if line.row == self.cursor]
        if height <= 0 or not own:
            return
        # The title above the first row of a part is shown with it, if there is room for both.
        first = own[0]
        above = first - 1 if first and self._lines[first - 1].part is Part.TITLE and height > 2 else first
        top = min(max(self._top, own[-1] + 1 - height), above)
        self._top = max(0, min(top, len(self._lines) - height))

    def _notices(self, width: int) -> list[str]:
        """What is to be known of the engines, in short lines."""
        room = max(8, width - 3)
        lines = [line.text for notice in self._head[1:] for line in wrap(notice, Span(0, len(notice)), room)]
        return lines[:_NOTICE_ROWS]

    def draw_row(self, y: int) -> Strip:
        """The engine, then the notices, then the rows."""
        width, looks, signs = self.size.width, self._setting.looks, self._setting.signs
        notices = self._notices(width)
        edge = [Segment(signs.aside, looks.quiet)] if self.beside else []
        if y == 0:
            return Strip(self._engine(width)).adjust_cell_length(width)
        if y <= len(notices):
            return Strip([*edge, Segment(f" {notices[y - 1]}", looks.aside)]).adjust_cell_length(width)
        nth = self._top + y - self._body
        if y < self._body or nth >= len(self._lines):
            return Strip(edge).adjust_cell_length(width)
        line = self._lines[nth]
        segments = self._draw(line, self.rows[line.row], width - len(edge))
        if signs.ascii:
            segments = [Segment(ascii_signs(one.text), one.style) for one in segments]
        return Strip([*edge, *segments]).adjust_cell_length(width)

    def _engine(self, width: int) -> list[Segment]:
        """What found all this: beside the text by itself, below it in the rule."""
        looks, signs = self._setting.looks, self._setting.signs
        name = self._head[0] if self._head else ""
        said = f"found by {name}" if name else ""
        engine = fit(said if cells(said) <= width - 3 else name, width - 3, signs.ellipsis).rstrip()
        if self.beside:
            return [Segment(f"{signs.aside} ", looks.quiet), Segment(engine, looks.quiet)]
        rest = max(0, width - cells(engine) - 5)
        return [Segment(f"{signs.rule * 2} {engine} {signs.rule * (rest + 1)}", looks.quiet)]

    def _draw(self, line: PanelLine, row: PanelRow, width: int) -> list[Segment]:
        looks, signs = self._setting.looks, self._setting.signs
        current = self.active and line.row == self.cursor and line.part is not Part.BLANK and row.leads
        bar = Segment(signs.bar if current else " ", looks.bar)
        room = width - 1 - (width + 1 >= _ROOMY)
        style = looks.cursor if current else looks.text
        if line.part is Part.TITLE:
            return [bar, *self._title(row)]
        if line.part is Part.NAME:
            # A person has accepted all of them.
            said = signs.labelled if row.decided == row.count else ""
            count = f"{row.count:>4d} {said}".rstrip()
            if self.beside:
                # The sign has a place of its own: counts stand below one another with it or without.
                roomy = width + 1 >= _ROOMY
                count = f" {row.count} {said or ' '}" if roomy else f"{said or ' '}{row.count}"
            name = fit(row.words, min(room - len(count), room if self.beside else _NAMES), signs.ellipsis)
            return [bar, Segment(name, style), Segment(count, looks.quiet)]
        if line.part is Part.QUOTE and len(self._lines_of(line.row)) > 1:
            return [bar, Segment(fit(row.words, room, signs.ellipsis), style)]
        if line.part is Part.QUOTE:
            words = int(room * 0.6)
            quote, said = (
                fit(row.words, words, signs.ellipsis),
                fit(row.said, room - words - 2, signs.ellipsis),
            )
            return [bar, Segment(quote, style), Segment(f"  {said}", looks.quiet)]
        if line.part is Part.SAID:
            return [bar, Segment(f"  {fit(row.said, room - 2, signs.ellipsis)}", looks.quiet)]
        return []

    def _lines_of(self, row: int) -> list[PanelLine]:
        return [line for line in self._lines if line.row == row]

    def _title(self, row: PanelRow) -> list[Segment]:
        """A title in the look of its type, which it explains, with the letter where letters are drawn."""
        looks = self._setting.looks
        if row.label is None:
            return [Segment(row.words, looks.strong + looks.spoken)]
        letter = f" /{LETTERS.get(row.label, row.label[:1].lower())}" if self._setting.letters else ""
        return [Segment(row.words, _title_style(row.label, looks)), Segment(letter, looks.letter)]

    def on_click(self, event: events.Click) -> None:
        """Go to what was pressed."""
        nth = self._top + event.y - self._body
        if 0 <= nth < len(self._lines) and event.y >= self._body and self.rows[self._lines[nth].row].leads:
            self.cursor = self._lines[nth].row
            self.post_message(self.Chosen())

    def on_mouse_scroll_down(self) -> None:
        """Move by some rows."""
        self.move(WHEEL_ROWS)

    def on_mouse_scroll_up(self) -> None:
        """Move back by some rows."""
        self.move(-WHEEL_ROWS)


def _title_style(label: str, looks: Looks) -> Style:
    return looks.strong + looks.of_type(label)


def _is_same(row: PanelRow, other: PanelRow) -> bool:
    return row.leads and (row.words, row.label, row.said) == (other.words, other.label, other.said)
